//! Devices that are taken from the host's drivers for guests, and given back.

use std::sync::Arc;
use std::time::Duration;

use conf::nodedev::listed;
use virt::job::{JOB_WAIT, JobGuard};
use virt::{Error, ErrorDomain, Result};

use crate::core::Core;
use crate::device::Device;

/// The driver that gives devices to guests.
const ASSIGNMENT_DRIVER: &str = "vfio-pci";
/// The driver that gives a device to a program in its own word.
const ASSIGNMENT: &str = "vfio";
/// How long the kernel may take to find a driver.
const WAIT: Duration = Duration::from_secs(10);

/// Takes a device from its driver and gives it to the one for guests, or to another.
pub(crate) fn detach(core: &Core, name: &str, driver: Option<&str>) -> Result<()> {
    let unsupported = |message: &str| Err(Error::argument_unsupported(message).in_domain(ErrorDomain::QEMU));
    if driver == Some("kvm") {
        return unsupported("'legacy KVM' device assignment is no longer supported on this system");
    }
    if core.kernel.sysfs.names("/kernel/iommu_groups").is_empty() || core.files.identity(&core.vfio).is_err() {
        return unsupported("VFIO device assignment is currently not supported on this system");
    }
    let driver = driver.filter(|driver| *driver != ASSIGNMENT).unwrap_or(ASSIGNMENT_DRIVER);
    let (device, _turn) = begin(core, name, "detach")?;
    if core.kernel.sysfs.link_name(&at(&device, "iommu_group")?).is_none() {
        let message = format!("device {name} is in no IOMMU group, so that no guest can get it");
        return Err(Error::operation_failed(message).in_domain(ErrorDomain::NODEDEV));
    }
    bind(core, &device, Some(driver)).map_err(|error| error.in_domain(ErrorDomain::NODEDEV))
}

/// Gives a device back to the driver that the kernel has for it.
pub(crate) fn reattach(core: &Core, name: &str) -> Result<()> {
    let (device, _turn) = begin(core, name, "reattach")?;
    bind(core, &device, None).map_err(|error| error.in_domain(ErrorDomain::NODEDEV))
}

/// Has a device forget what it was doing.
pub(crate) fn reset(core: &Core, name: &str) -> Result<()> {
    let (device, _turn) = begin(core, name, "reset")?;
    let path = at(&device, "reset")?;
    let failed = |error: Error| error.in_domain(ErrorDomain::NODEDEV);
    if !core.kernel.sysfs.exists(&path) {
        return Err(failed(Error::internal(format!("Unable to reset PCI device {name}: it has no way to be reset"))));
    }
    let bound = core.kernel.sysfs.link_name(&at(&device, "driver")?);
    if let Some(driver) = bound.filter(|driver| driver != ASSIGNMENT_DRIVER) {
        let message = format!("device {name} is in use by the host's driver {driver}");
        return Err(failed(Error::operation_invalid(message).remedy("detach it first")));
    }
    let written = core.kernel.sysfs.write(&path, "1");
    written.map_err(|e| failed(Error::system(format!("Unable to reset PCI device {name}"), &e)))
}

/// The PCI device of a name, and the right to change it.
fn begin<'a>(core: &'a Core, name: &str, call: &'static str) -> Result<(Arc<Device>, JobGuard<'a>)> {
    let device = listed::find(&core.devices, name).map_err(|error| error.in_domain(ErrorDomain::NODEDEV))?;
    device.document.check_pci().map_err(|error| error.in_domain(ErrorDomain::DOMAIN))?;
    Ok((device, core.turn.begin(call, JOB_WAIT)?))
}

/// The place of one of its attributes.
fn at(device: &Device, attribute: &str) -> Result<String> {
    let path = device.path.as_ref().ok_or_else(|| Error::internal("the device has no folder"))?;
    Ok(format!("{path}/{attribute}"))
}

/// Binds a device to a driver, or to the kernel's choice; after a failure it is bound as before.
fn bind(core: &Core, device: &Device, driver: Option<&str>) -> Result<()> {
    let sysfs = &core.kernel.sysfs;
    let bound = sysfs.link_name(&at(device, "driver")?);
    let wish = sysfs.word(&at(device, "driver_override")?).filter(|wish| wish != "(null)");
    if bound.as_deref() == driver && driver.is_some() || driver.is_none() && wish.is_none() && bound.is_some() {
        return Ok(());
    }
    if let Some(driver) = driver {
        load(core, driver)?;
    }
    let name = &device.document.name;
    rebind(core, device, bound.is_some(), driver)
        .and_then(|()| match (sysfs.link_name(&at(device, "driver")?), driver) {
            (now, Some(wanted)) if now.as_deref() != Some(wanted) => {
                Err(Error::operation_failed(format!("driver {wanted} does not take device {name}")))
            }
            _ => Ok(()),
        })
        .inspect_err(|_| {
            let is_bound = at(device, "driver").is_ok_and(|path| sysfs.link_name(&path).is_some());
            if let Err(error) = rebind(core, device, is_bound, wish.as_deref()) {
                log::error!("device {name} is without a driver: {error}");
            }
        })
}

/// Has a driver leave the device and the kernel look for the one that is wished for.
fn rebind(core: &Core, device: &Device, is_bound: bool, wish: Option<&str>) -> Result<()> {
    let sysfs = &core.kernel.sysfs;
    let write = |path: &str, text: &str| {
        let what = || format!("Unable to write '{text}' to '/sys{path}'");
        sysfs.write(path, text).map_err(|e| Error::system(what(), &e))
    };
    let path = device.path.as_deref().unwrap_or_default();
    let address = path.rsplit('/').next().unwrap_or_default();
    // A line end alone takes the wish back.
    write(&at(device, "driver_override")?, wish.unwrap_or("\n"))?;
    if is_bound {
        write(&at(device, "driver/unbind")?, address)?;
    }
    write("/bus/pci/drivers_probe", address)
}

/// Has the kernel load a driver that is not there.
fn load(core: &Core, driver: &str) -> Result<()> {
    let is_name = driver.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !is_name || driver.is_empty() || driver.starts_with('-') {
        return Err(Error::invalid_arg(format!("'{driver}' is no name of a driver")));
    }
    if core.kernel.sysfs.exists(&format!("/bus/pci/drivers/{driver}")) {
        return Ok(());
    }
    let loaded = host::helper::run(&*core.processes, "modprobe", &["-b", driver], WAIT);
    loaded.map_err(|error| {
        Error::internal(format!("Failed to load PCI driver module {driver}")).because(error.to_string())
    })
}
