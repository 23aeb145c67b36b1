//! Starting guests: of a definition, or of a document that is gone when the guest is.

use std::sync::Arc;

use conf::domain::ParseFlags;
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;
use crate::managed_save;
use crate::start::{Start, start};
use crate::vm::{Snapshot, State, Vm};

const PAUSED: u32 = VIR_DOMAIN_START_PAUSED;
const AUTODESTROY: u32 = VIR_DOMAIN_START_AUTODESTROY;
/// What a start may be told. The cache concerns saved guests, whose images QEMU reads by itself; resetting NVRAM concerns firmware with variables.
const FLAGS: u32 = PAUSED
    | AUTODESTROY
    | (VIR_DOMAIN_START_BYPASS_CACHE
        | VIR_DOMAIN_START_FORCE_BOOT
        | VIR_DOMAIN_START_VALIDATE
        | VIR_DOMAIN_START_RESET_NVRAM);

/// A started guest, and whether it must end with the connection that started it.
pub(crate) struct Started {
    pub(crate) reference: DomainRef,
    pub(crate) autodestroy: bool,
}

/// Starts a defined guest.
pub(crate) fn create(core: &Arc<Core>, dom: &DomainRef, flags: u32) -> Result<Started> {
    flags::only(flags, FLAGS, "qemuDomainCreateWithFlags")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("start")?;
    if flags & VIR_DOMAIN_START_FORCE_BOOT != 0 && !vm.snapshot().is_active() {
        managed_save::discard(core, &vm)?;
    }
    let reference = start_defined(core, &vm, flags & PAUSED != 0)?;
    Ok(Started { reference, autodestroy: flags & AUTODESTROY != 0 })
}

/// Starts a defined guest whose job the caller holds.
pub(crate) fn start_defined(core: &Arc<Core>, vm: &Arc<Vm>, paused: bool) -> Result<DomainRef> {
    let snapshot = vm.snapshot();
    if snapshot.is_active() {
        return Err(Error::operation_invalid("domain is already running"));
    }
    let Some(definition) = &snapshot.definition else {
        return Err(Error::no_domain(format!("domain '{}' was removed meanwhile", snapshot.name)));
    };
    if let Some(reference) = managed_save::start(core, vm, paused)? {
        return Ok(reference);
    }
    start(core, vm, Start::boot(definition.parse()?, paused))
}

/// Starts a guest from a document.
pub(crate) fn create_xml(core: &Arc<Core>, xml: &str, flags: u32) -> Result<Started> {
    flags::only(flags, FLAGS, "qemuDomainCreateXML")?;
    conf::documents::check_if(flags & VIR_DOMAIN_START_VALIDATE != 0, xml)?;
    let domain = core.parse_document(xml, ParseFlags::INACTIVE)?;
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
    let _job = vm.begin_job("create")?;
    if vm.snapshot().is_active() {
        return Err(Error::operation_invalid(format!("domain '{}' is already active", domain.name)));
    }
    match start(core, &vm, Start::boot(domain, flags & PAUSED != 0)) {
        Ok(reference) => Ok(Started { reference, autodestroy: flags & AUTODESTROY != 0 }),
        Err(error) => {
            if is_new && !vm.snapshot().is_persistent() {
                core.table.remove(&vm);
            }
            Err(error)
        }
    }
}

/// Refuses descriptors: nothing of a guest can be made of them here.
pub(crate) fn without_files(fds: &[std::os::fd::OwnedFd]) -> Result<()> {
    match fds.is_empty() {
        true => Ok(()),
        false => {
            let message = format!("{} open files were given, and a guest of this driver takes none", fds.len());
            Err(virt::Error::argument_unsupported(message))
        }
    }
}
