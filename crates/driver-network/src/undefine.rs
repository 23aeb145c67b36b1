//! Forgetting a definition.

use virt::constants::*;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::server;
use crate::table::Snapshot;

/// Removes a network's definition; an active network stays and becomes transient.
pub(crate) fn undefine(core: &Core, net: &NetworkRef) -> Result<()> {
    let _turn = core.begin("undefine")?;
    let known = core.table.find(net)?;
    if !known.is_persistent() {
        return Err(Error::operation_invalid("can't undefine transient network"));
    }
    core.remove_definition(&known.name)?;
    if let Some(network) = known.definition.as_deref().filter(|_| !known.is_active()) {
        server::forget_leases(core, network);
    }
    let next = Snapshot { definition: None, autostart: false, ..Snapshot::clone(&known) };
    let reference = next.reference();
    core.table.publish(next);
    core.emit(reference, VIR_NETWORK_EVENT_UNDEFINED);
    Ok(())
}
