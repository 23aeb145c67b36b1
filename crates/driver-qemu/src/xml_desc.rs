//! The document of a guest.

use conf::domain::FormatFlags;
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;

const FLAGS: u32 =
    VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_UPDATE_CPU | VIR_DOMAIN_XML_MIGRATABLE;

/// The running guest's document, or its definition.
pub(crate) fn xml_desc(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    flags::only(flags, FLAGS, "qemuDomainGetXMLDesc")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let secure = flags & VIR_DOMAIN_XML_SECURE != 0;
    let migratable = flags & VIR_DOMAIN_XML_MIGRATABLE != 0;
    let format = FormatFlags { inactive: flags & VIR_DOMAIN_XML_INACTIVE != 0, secure, migratable, status: false };
    if let Some(live) = &snapshot.live
        && (!format.inactive || !snapshot.is_persistent())
    {
        let document = live.document();
        return Ok(match format == FormatFlags::default() {
            true => document.text.clone(),
            false if migratable => {
                let mut domain = live.portable_domain();
                qemu::migratable::drop_implicit(&mut domain);
                domain.format(format)
            }
            false => document.domain.format(format),
        });
    }
    let definition = snapshot.definition.as_ref().ok_or_else(|| Error::internal("domain has no definition"))?;
    let holds_password = definition.holds_password();
    if !migratable && (secure || !holds_password) {
        return Ok(definition.text.to_string());
    }
    let mut domain = definition.parse()?;
    if migratable {
        qemu::migratable::drop_implicit(&mut domain);
    }
    Ok(domain.format(FormatFlags { inactive: true, ..format }))
}
