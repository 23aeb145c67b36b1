//! Devices of a definition.

use conf::domain::Domain;
use conf::domain::device::{self, Device};
use virt::{Error, ErrorCode, ErrorDomain, Result};

use super::found::{self, word};
use super::{beside, kinds, memory};
use crate::core::Core;
use crate::vm::Snapshot;

fn definition(snapshot: &Snapshot) -> Result<Domain> {
    match &snapshot.definition {
        Some(definition) => definition.parse(),
        None => Err(Error::operation_invalid("transient domains do not have any persistent config")),
    }
}

/// Refuses kinds of devices that only come with a whole document.
fn check_kind(device: &Device, what: &str) -> Result<()> {
    match kinds::is_whole(device) {
        true => Err(unsupported(device, what)),
        false => Ok(()),
    }
}

fn unsupported(device: &Device, what: &str) -> Error {
    Error::operation_unsupported(format!("persistent {what} of device '{}' is not supported", word(device)))
}

/// Refuses a device that is there already, or cannot be beside the others.
fn check_new(domain: &Domain, device: &Device) -> Result<()> {
    let twice = || Error::operation_invalid("device is already in the domain configuration");
    let is_there = device.find(&domain.devices).is_some();
    match device {
        Device::Disk(disk) if is_there => {
            Err(Error::operation_invalid(format!("target {} already exists", disk.target.dev)))
        }
        Device::Disk(_) | Device::Hostdev(_) if beside::shares_place(domain, device) => {
            Err(Error::operation_invalid("Domain already contains a disk with that address"))
        }
        Device::Controller(controller) if is_there => {
            Err(Error::operation_invalid(format!("controller index='{}' already exists", controller.index)))
        }
        Device::Hostdev(_) | Device::Shmem(_) | Device::Watchdog(_) if is_there => Err(twice()),
        Device::Serial(_) | Device::Parallel(_) | Device::Console(_) | Device::Channel(_) if is_there => {
            Err(Error::operation_invalid("chardev already exists"))
        }
        Device::Filesystem(_) if is_there => Err(Error::operation_invalid("Target already exists")),
        Device::Lease(lease) if is_there => {
            let lockspace = lease.lockspace.as_ref().map_or("(null)", |text| &text.0);
            let message = format!("Lease {} in lockspace {lockspace} already exists", lease.key);
            Err(Error::operation_invalid(message))
        }
        Device::Iommu(_) if !domain.devices.iommus.is_empty() => {
            Err(Error::operation_invalid("domain already has an iommu device"))
        }
        Device::Vsock(_) if domain.devices.vsock.is_some() => {
            Err(Error::operation_invalid("domain already has a vsock device"))
        }
        _ => Ok(()),
    }
}

/// Errors about the text of a document come from where documents are read.
pub(super) fn in_document(error: Error) -> Error {
    match error.code() {
        ErrorCode::XML_ERROR => error.in_domain(ErrorDomain::DOMAIN),
        _ => error,
    }
}

/// The definition with one device more.
pub(super) fn attached(core: &Core, snapshot: &Snapshot, device: Device) -> Result<Domain> {
    let mut domain = definition(snapshot)?;
    check_kind(&device, "attach")?;
    check_new(&domain, &device)?;
    beside::check(&domain, &device, None)?;
    device::grow(&mut domain, &device);
    device::add(&mut domain, device);
    core.complete_plugged(&mut domain).map_err(in_document)?;
    Ok(domain)
}

/// The definition without a device.
pub(super) fn detached(core: &Core, snapshot: &Snapshot, wanted: &Device) -> Result<Domain> {
    let mut domain = definition(snapshot)?;
    check_kind(wanted, "detach")?;
    let at = found::find(&domain, wanted, false)?;
    let gone = wanted.take(&mut domain.devices, at);
    without(core, domain, &gone)
}

/// The definition without the device that has an alias.
pub(super) fn detached_alias(core: &Core, snapshot: &Snapshot, alias: &str) -> Result<Domain> {
    let mut domain = definition(snapshot)?;
    let gone = device::remove_alias(&mut domain, alias).ok_or_else(|| found::no_alias(alias))?;
    check_kind(&gone, "detach")?;
    without(core, domain, &gone)
}

fn without(core: &Core, mut domain: Domain, gone: &Device) -> Result<Domain> {
    device::shrink(&mut domain, gone);
    without_gaps(core, domain)
}

/// Decides what a change has left open.
fn without_gaps(core: &Core, mut domain: Domain) -> Result<Domain> {
    core.complete(&mut domain, false).map_err(in_document)?;
    Ok(domain)
}

/// The definition with another device in the place of the one that is meant.
pub(super) fn updated(core: &Core, snapshot: &Snapshot, device: Device) -> Result<Domain> {
    let mut domain = definition(snapshot)?;
    let found = device.find(&domain.devices);
    beside::check_source(&device)?;
    match &device {
        Device::Disk(disk) if found.is_none() => {
            return Err(Error::invalid_arg(format!("target {} doesn't exist.", disk.target.dev)));
        }
        Device::Graphics(graphics) if found.is_none() => {
            let kind = xml::Union::tag(&**graphics).unwrap_or_default();
            let message = format!("cannot find existing graphics type '{kind}' device to modify");
            return Err(Error::invalid_arg(message));
        }
        Device::Memory(module) => {
            let (at, new) = memory::changed(&domain, module)?;
            Device::Memory(Box::new(new)).put(&mut domain.devices, at);
            return without_gaps(core, domain);
        }
        Device::Disk(_) | Device::Graphics(_) | Device::Interface(_) => {}
        other => return Err(unsupported(other, "update")),
    }
    let at = device::locate(&domain, &device)?;
    beside::check(&domain, &device, Some(at))?;
    device::replace(&mut domain, device)?;
    without_gaps(core, domain)
}
