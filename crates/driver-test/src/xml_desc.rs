//! The document of a guest.

use conf::domain::FormatFlags;
use virt::constants::*;
use virt::{DomainRef, Result, flags};

use crate::core::Core;

const FLAGS: u32 =
    VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_UPDATE_CPU | VIR_DOMAIN_XML_MIGRATABLE;

/// The running guest's document, or its definition.
pub(crate) fn xml_desc(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    flags::only(flags, FLAGS, "testDomainGetXMLDesc")?;
    let guest = core.guest(dom)?;
    let secure = flags & VIR_DOMAIN_XML_SECURE != 0;
    let migratable = flags & VIR_DOMAIN_XML_MIGRATABLE != 0;
    let inactive = flags & VIR_DOMAIN_XML_INACTIVE != 0;
    let live = guest.live.as_ref().map(|live| &live.document).filter(|_| !inactive || !guest.is_persistent());
    let stored = live.or(guest.definition.as_deref());
    // What is stored is what is asked for, most of the time.
    let as_stored = inactive != live.is_some() || live.is_none();
    if let Some(stored) = stored.filter(|stored| as_stored && !migratable && (secure || !stored.holds_password())) {
        return Ok(stored.text.to_string());
    }
    let format = FormatFlags { inactive: inactive || live.is_none(), secure, migratable, status: false };
    Ok(guest.document(live.is_some())?.format(format))
}
