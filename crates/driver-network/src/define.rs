//! Making a definition persistent.

use std::sync::Arc;

use virt::constants::*;
use virt::{NetworkRef, Result};

use crate::core::Core;
use crate::table::Snapshot;

/// Adds a definition, or replaces the one of the same name and identity.
pub(crate) fn define_xml(core: &Core, xml: &str) -> Result<NetworkRef> {
    let _turn = core.begin("define")?;
    let mut network = core.read(xml)?;
    let known = core.known(&network)?;
    core.settle_bridge(&mut network)?;
    core.write_definition(&network)?;
    let mut next = known.map_or_else(|| Snapshot::new(&network), |known| Snapshot::clone(&known));
    next.definition = Some(Arc::new(network));
    let reference = next.reference();
    core.table.publish(next);
    core.emit(reference.clone(), VIR_NETWORK_EVENT_DEFINED);
    Ok(reference)
}
