//! Making a definition persistent.

use std::sync::Arc;

use conf::domain::{Definition, Domain, ParseFlags};
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::flags;
use crate::vm::{Snapshot, State};

/// Adds a definition, or replaces the one of the same name and identity.
pub(crate) fn define_xml(core: &Core, xml: &str, flags: u32) -> Result<DomainRef> {
    flags::only(flags, VIR_DOMAIN_DEFINE_VALIDATE, "qemuDomainDefineXMLFlags")?;
    conf::documents::check_if(flags & VIR_DOMAIN_DEFINE_VALIDATE != 0, xml)?;
    let domain = core.parse_document(xml, ParseFlags::INACTIVE)?;
    define(core, &domain)
}

/// Makes a checked document the definition of its guest.
pub(crate) fn define(core: &Core, domain: &Domain) -> Result<DomainRef> {
    let definition = Arc::new(Definition::new(domain));
    let fresh = || Snapshot {
        name: domain.name.as_str().into(),
        uuid: domain.uuid,
        state: State::SHUTOFF,
        definition: None,
        live: None,
        autostart: false,
        updated: false,
        managed_save: false,
    };
    let (vm, is_new) = core.table.find_or_add(&domain.name, domain.uuid, fresh)?;
    let _job = vm.begin_job("define")?;
    if core.table.by_uuid(&domain.uuid).is_none_or(|known| !Arc::ptr_eq(&known, &vm)) {
        // It was undefined while we waited for our turn.
        return Err(Error::no_domain(format!("domain '{}' was removed meanwhile", domain.name)));
    }
    if let Err(error) = core.write_definition(&definition) {
        if is_new {
            core.table.remove(&vm);
        }
        return Err(error);
    }
    let before = vm.snapshot();
    let next = vm.publish(|next| {
        next.updated = next.live.is_some();
        next.definition = Some(definition);
    });
    let what = if before.is_persistent() { Lifecycle::REDEFINED } else { Lifecycle::DEFINED };
    core.emit(next.reference(), what);
    Ok(next.reference())
}
