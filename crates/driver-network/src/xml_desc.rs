//! The document of a network.

use virt::constants::*;
use virt::{NetworkRef, Result};
use xml::Mode;

use crate::core::Core;

/// What runs, or the definition.
pub(crate) fn xml_desc(core: &Core, net: &NetworkRef, flags: u32) -> Result<String> {
    let inactive = flags & VIR_NETWORK_XML_INACTIVE != 0;
    let known = core.table.find(net)?;
    let document = match &known.definition {
        Some(definition) if inactive => definition,
        _ => known.document()?,
    };
    Ok(document.format(Mode { inactive, secure: true, ..Mode::LIVE }))
}

/// The bridge of a network.
pub(crate) fn bridge_name(core: &Core, net: &NetworkRef) -> Result<String> {
    core.table.find(net)?.document()?.require_bridge().map(str::to_owned)
}
