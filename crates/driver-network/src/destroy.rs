//! Stopping a network.

use virt::constants::*;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::server;
use crate::start::{clear, lacking};
use crate::table::Snapshot;

/// Stops a network; a transient one disappears.
pub(crate) fn destroy(core: &Core, net: &NetworkRef) -> Result<()> {
    let _turn = core.begin("destroy")?;
    let known = core.table.find(net)?;
    let Some(live) = &known.live else {
        return Err(Error::operation_invalid(format!("network '{}' is not active", known.name)));
    };
    let network = &live.network;
    // One of another daemon may have helpers and rules that only that daemon removes.
    if let Some(what) = lacking(network) {
        let message = format!("network '{}' of another daemon cannot be stopped here: {what}", known.name);
        return Err(Error::config_unsupported(message));
    }
    clear(core, live)?;
    core.remove_status(&known.name)?;
    if !known.is_persistent() {
        server::forget_leases(core, network);
    }
    let next = Snapshot { live: None, ..Snapshot::clone(&known) };
    let reference = next.reference();
    core.table.publish(next);
    core.emit(reference, VIR_NETWORK_EVENT_STOPPED);
    Ok(())
}
