//! Changes of documents that exist already: of what runs, of the definition, or of both.

use std::sync::Arc;

use conf::network::Network;
use conf::network::status::NetworkStatus;
use virt::constants::*;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::table::Snapshot;

pub(crate) const LIVE: u32 = VIR_NETWORK_UPDATE_AFFECT_LIVE;
pub(crate) const CONFIG: u32 = VIR_NETWORK_UPDATE_AFFECT_CONFIG;

/// Which of a network's two documents a call is about: what runs, and the definition.
pub(crate) fn affected(known: &Snapshot, flags: u32) -> Result<(bool, bool)> {
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

/// A change of what a running network's host has: from one state to the next, which may come back completed.
pub(crate) type Follow<'a> = &'a dyn Fn(&NetworkStatus, NetworkStatus) -> Result<NetworkStatus>;

/// Makes a change in the documents that the flags name and publishes them; `apply` also learns whether its network
/// runs, `follow` has the host follow.
pub(crate) fn edit(
    core: &Core,
    net: &NetworkRef,
    call: &'static str,
    flags: u32,
    apply: &dyn Fn(&mut Network, bool) -> Result<()>,
    follow: Follow<'_>,
) -> Result<Snapshot> {
    let _turn = core.begin(call)?;
    let known = core.table.find(net)?;
    let (live, config) = affected(&known, flags)?;
    let status = known.live.as_deref().filter(|_| live).map(|status| {
        let mut status = NetworkStatus::clone(status);
        apply(&mut status.network, true).map(|()| status)
    });
    let definition = known.definition.as_deref().filter(|_| config).map(|definition| {
        let mut network = Network::clone(definition);
        apply(&mut network, false).map(|()| network)
    });
    // Both documents are made before either is written: a value that is refused changes nothing.
    let (status, definition) = (status.transpose()?, definition.transpose()?);
    let status = match (status, known.live.as_deref()) {
        (Some(status), Some(before)) => Some((before, follow(before, status)?)),
        _ => None,
    };
    let written = write(core, &known, status.as_ref().map(|(_, status)| status), definition);
    if let (Err(_), Some((before, status))) = (&written, status)
        && let Err(left) = follow(&status, before.clone())
    {
        log::error!("network '{}' is not as its documents say: {left}", known.name);
    }
    written
}

fn write(
    core: &Core,
    known: &Snapshot,
    status: Option<&NetworkStatus>,
    definition: Option<Network>,
) -> Result<Snapshot> {
    let mut next = known.clone();
    if let Some(network) = definition {
        core.write_definition(&network)?;
        next.definition = Some(Arc::new(network));
        core.table.publish(next.clone());
    }
    if let Some(status) = status {
        core.write_status(status)?;
        next.live = Some(Arc::new(status.clone()));
        core.table.publish(next.clone());
    }
    Ok(next)
}
