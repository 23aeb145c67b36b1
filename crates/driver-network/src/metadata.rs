//! Title, description, and elements that applications keep in a network's document.

use conf::metadata::{element, with_element};
use conf::network::Network;
use virt::constants::*;
use virt::events::NetworkEventMetadataChange;
use virt::flags::only;
use virt::{Error, ErrorCode, Event, NetworkRef, Result};
use xml::Text;

use crate::core::Core;
use crate::edit::{CONFIG, LIVE, affected, edit};

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
    let known = edit(core, net, "set metadata", flags, &|network, _| apply(network, change))?;
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
