//! Title, description, and elements that applications keep in a network's document.

use std::sync::Arc;

use conf::metadata::{element, with_element};
use conf::network::Network;
use conf::network::status::NetworkStatus;
use virt::constants::*;
use virt::events::NetworkEventMetadataChange;
use virt::{Error, ErrorCode, Event, NetworkRef, Result};
use xml::Text;

use crate::core::Core;
use crate::table::Snapshot;
use crate::xml_desc::only;

const LIVE: u32 = VIR_NETWORK_UPDATE_AFFECT_LIVE;
const CONFIG: u32 = VIR_NETWORK_UPDATE_AFFECT_CONFIG;

/// Which of a network's two documents a call is about: what runs, and the definition.
fn affected(known: &Snapshot, flags: u32) -> Result<(bool, bool)> {
    let (live, config) = match flags & (LIVE | CONFIG) {
        0 => (known.is_active(), !known.is_active()),
        flags => (flags & LIVE != 0, flags & CONFIG != 0),
    };
    if live && !known.is_active() {
        return Err(Error::operation_invalid("network is not running"));
    }
    if config && !known.is_persistent() {
        return Err(Error::operation_invalid("cannot change persistent config of a transient network"));
    }
    Ok((live, config))
}

pub(crate) fn metadata(core: &Core, net: &NetworkRef, kind: i32, uri: Option<&str>, flags: u32) -> Result<String> {
    only(flags, LIVE | CONFIG, "networkGetMetadata")?;
    let known = core.table.find(net)?;
    let network = match (affected(&known, flags)?, &known.definition) {
        ((false, _), Some(definition)) => definition,
        _ => known.document()?,
    };
    let found = match kind {
        VIR_NETWORK_METADATA_DESCRIPTION => network.description.as_ref().map(|text| text.0.clone()),
        VIR_NETWORK_METADATA_TITLE => network.title.as_ref().map(|text| text.0.clone()),
        VIR_NETWORK_METADATA_ELEMENT => element(network.metadata.as_ref(), uri.unwrap_or_default())?,
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    };
    let missing = || Error::new(ErrorCode::NO_NETWORK_METADATA, "Requested metadata element is not present");
    found.ok_or_else(missing)
}

/// A new value: its kind, and for elements the prefix and the namespace.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) kind: i32,
    pub(crate) text: Option<&'a str>,
    pub(crate) key: Option<&'a str>,
    pub(crate) uri: Option<&'a str>,
}

pub(crate) fn set_metadata(core: &Core, net: &NetworkRef, change: Change<'_>, flags: u32) -> Result<()> {
    only(flags, LIVE | CONFIG, "networkSetMetadata")?;
    let _turn = core.begin("set metadata")?;
    let known = core.table.find(net)?;
    let (live, config) = affected(&known, flags)?;
    let status = known.live.as_deref().filter(|_| live).map(|status| {
        let mut status = NetworkStatus::clone(status);
        apply(&mut status.network, change).map(|()| status)
    });
    let definition = known.definition.as_deref().filter(|_| config).map(|definition| {
        let mut network = Network::clone(definition);
        apply(&mut network, change).map(|()| network)
    });
    // Both documents are made before either is written: a value that is refused changes nothing.
    let (status, definition) = (status.transpose()?, definition.transpose()?);
    let mut next = Snapshot::clone(&known);
    if let Some(network) = definition {
        core.write_definition(&network)?;
        next.definition = Some(Arc::new(network));
        core.table.publish(next.clone());
    }
    if let Some(status) = status {
        core.write_status(&status)?;
        next.live = Some(Arc::new(status));
        core.table.publish(next);
    }
    let event =
        NetworkEventMetadataChange { net: known.reference(), type_: change.kind, nsuri: change.uri.map(str::to_owned) };
    core.events.publish(Event::NetworkEventMetadataChange(event));
    Ok(())
}

fn apply(network: &mut Network, change: Change<'_>) -> Result<()> {
    let plain = change.text.filter(|text| !text.is_empty()).map(|text| Text(text.to_owned()));
    match change.kind {
        VIR_NETWORK_METADATA_DESCRIPTION => network.description = plain,
        VIR_NETWORK_METADATA_TITLE => {
            if change.text.is_some_and(|text| text.contains('\n')) {
                return Err(Error::bad_argument("metadata title can't contain newlines"));
            }
            network.title = plain;
        }
        VIR_NETWORK_METADATA_ELEMENT => {
            let uri = change.uri.unwrap_or_default();
            network.metadata = with_element(network.metadata.as_ref(), change.text, change.key, uri)?;
        }
        other => return Err(Error::invalid_arg(format!("unknown metadata type '{other}'"))),
    }
    Ok(())
}
