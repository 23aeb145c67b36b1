//! Which devices a running guest can be given, and which can be taken from it.

use conf::domain::Domain;
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::device::Device;
use conf::domain::disk::{Disk, DiskBus, DiskDevice};
use conf::domain::filesystem::FilesystemDriverKind;
use conf::domain::hostdev::HostdevSource;
use virt::{Error, ErrorDomain, Result};

use super::found::word;

/// Kinds that only come and go with the guest's whole document.
pub(super) fn is_whole(device: &Device) -> bool {
    matches!(
        device,
        Device::Video(_)
            | Device::Graphics(_)
            | Device::Tpm(_)
            | Device::Panic(_)
            | Device::Hub(_)
            | Device::Smartcard(_)
            | Device::Crypto(_)
            | Device::Audio(_)
            | Device::Memballoon(_)
            | Device::Nvram(_)
    )
}

/// Kinds that only come with a start and go with the guest.
fn stays(device: &Device) -> bool {
    is_whole(device) || matches!(device, Device::Sound(_) | Device::Iommu(_))
}

fn refused(message: impl Into<String>) -> Result<()> {
    Err(Error::operation_unsupported(message))
}

/// Refuses a device that cannot come while the guest runs.
pub(super) fn check_attach(domain: &Domain, device: &Device) -> Result<()> {
    if stays(device) {
        return refused(format!("live attach of device '{}' is not supported", word(device)));
    }
    let is_there = device.find(&domain.devices);
    match device {
        Device::Disk(disk) => check_disk(domain, disk, is_there),
        Device::Controller(controller) if !is_pluggable(controller) => {
            refused(format!("'{}' controller cannot be hot plugged.", controller.kind.as_str()))
        }
        Device::Controller(controller) if is_there.is_some() => {
            let (kind, index) = (controller.kind.as_str(), controller.index);
            Err(Error::operation_failed(format!("target {kind}:{index} already exists")))
        }
        Device::Filesystem(filesystem) => {
            let kind = filesystem.driver.as_ref().and_then(|driver| driver.kind);
            match kind == Some(FilesystemDriverKind::Virtiofs) {
                true => Ok(()),
                false => refused("only virtiofs filesystems can be hotplugged"),
            }
        }
        Device::Input(input) if !matches!(input.bus.as_deref(), Some("usb" | "virtio") | None) => {
            refused(format!("input device on bus '{}' cannot be hot plugged.", input.bus.as_deref().unwrap_or("none")))
        }
        Device::Serial(_) | Device::Parallel(_) | Device::Console(_) | Device::Channel(_) if is_there.is_some() => {
            Err(Error::operation_invalid("chardev already exists"))
        }
        Device::Channel(channel) if channel.target.kind == "guestfwd" => {
            refused("a channel of type 'guestfwd' cannot be hot plugged")
        }
        Device::Hostdev(hostdev) if matches!(hostdev.source, HostdevSource::Scsi(_)) => {
            refused("SCSI devices of the host cannot be plugged into a running guest yet")
        }
        Device::Vsock(_) if domain.devices.vsock.is_some() => {
            Err(Error::operation_invalid("domain already has a vsock device"))
        }
        Device::Vsock(_) => refused("a vsock device cannot be plugged into a running guest yet"),
        _ => Ok(()),
    }
}

/// Controllers that can come while the guest runs.
pub(super) fn is_pluggable(controller: &Controller) -> bool {
    matches!(controller.kind, ControllerType::Scsi | ControllerType::VirtioSerial)
}

fn check_disk(domain: &Domain, disk: &Disk, is_there: Option<usize>) -> Result<()> {
    if disk.device == DiskDevice::Floppy {
        return refused("floppy device hotplug isn't supported");
    }
    let bus = disk.target.bus.unwrap_or_else(|| conf::domain::defaults::own_bus(disk));
    if !matches!(bus, DiskBus::Virtio | DiskBus::Scsi | DiskBus::Usb) {
        return refused(format!("disk bus '{}' cannot be hotplugged.", bus.as_str()));
    }
    let Some(old) = is_there.and_then(|at| domain.devices.disks.get(at)) else { return Ok(()) };
    let (dev, old, new) =
        (&disk.target.dev, old.source.path().unwrap_or("(null)"), disk.source.path().unwrap_or("(null)"));
    let message = format!("target '{dev}' duplicated for disk sources '{old}' and '{new}'");
    Err(Error::xml(message).in_domain(ErrorDomain::DOMAIN))
}

/// Refuses to take a device that stays as long as the guest runs.
pub(super) fn check_detach(device: &Device) -> Result<()> {
    if stays(device) {
        return refused(format!("live detach of device '{}' is not supported", word(device)));
    }
    match device {
        Device::Disk(disk) => check_disk_detach(disk),
        Device::Controller(controller) if controller.kind != ControllerType::Scsi => {
            refused(format!("'{}' controller cannot be hot unplugged.", controller.kind.as_str()))
        }
        Device::Input(input) if !matches!(input.bus.as_deref(), Some("usb" | "virtio")) => {
            refused(format!("input device on bus '{}' cannot be detached", input.bus.as_deref().unwrap_or("none")))
        }
        Device::Channel(channel) if channel.target.kind == "guestfwd" => {
            refused("a channel of type 'guestfwd' cannot be hot unplugged")
        }
        Device::Watchdog(watchdog) if watchdog.model != "i6300esb" => {
            refused(format!("watchdog of model '{}' is not hotunpluggable", watchdog.model))
        }
        Device::Hostdev(hostdev) if matches!(hostdev.source, HostdevSource::Scsi(_)) => {
            refused("SCSI devices of the host cannot be taken from a running guest yet")
        }
        _ => Ok(()),
    }
}

fn check_disk_detach(disk: &Disk) -> Result<()> {
    let pluggable = matches!(disk.bus(), DiskBus::Scsi | DiskBus::Usb);
    match disk.device {
        DiskDevice::Cdrom if pluggable => Ok(()),
        DiskDevice::Disk | DiskDevice::Lun if pluggable || disk.bus() == DiskBus::Virtio => Ok(()),
        DiskDevice::Disk | DiskDevice::Lun => refused("This type of disk cannot be hot unplugged"),
        other => refused(format!("disk device type '{}' cannot be detached", other.as_str())),
    }
}

/// Refuses to take a controller that devices sit on.
pub(super) fn check_idle(domain: &Domain, device: &Device) -> Result<()> {
    use conf::domain::address::Address;
    let Device::Controller(controller) = device else { return Ok(()) };
    let on_it =
        |address: &Option<Address>| matches!(address, Some(Address::Drive(at)) if at.controller == controller.index);
    let disks = domain.devices.disks.iter().any(|disk| disk.bus() == DiskBus::Scsi && on_it(&disk.info.address));
    match disks || domain.devices.hostdevs.iter().any(|hostdev| on_it(&hostdev.info.address)) {
        true => Err(Error::operation_failed("device cannot be detached: device is busy")),
        false => Ok(()),
    }
}
