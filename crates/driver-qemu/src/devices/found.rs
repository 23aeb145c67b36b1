//! Which device of a document a description means, and the words for one that is not there.

use conf::domain::Domain;
use conf::domain::device::{self, Device};
use conf::domain::hostdev::{Hostdev, HostdevSource};
use virt::{Error, ErrorDomain, Result};

/// libvirt's word for a device's kind in its errors.
pub(super) fn word(device: &Device) -> &'static str {
    match device {
        Device::Serial(_) | Device::Parallel(_) | Device::Console(_) | Device::Channel(_) => "chr",
        other => other.element(),
    }
}

/// The place of the device that a description means in the list of its kind.
pub(super) fn find(domain: &Domain, wanted: &Device, live: bool) -> Result<usize> {
    match (wanted, wanted.find(&domain.devices)) {
        (Device::Interface(_), _) => device::locate(domain, wanted),
        (_, Some(at)) => Ok(at),
        (_, None) if live => Err(missing_live(wanted)),
        (_, None) => Err(missing(wanted)),
    }
}

/// The error for a definition that has no such device.
fn missing(wanted: &Device) -> Error {
    let not_there = |message: &str| Error::device_missing(message);
    match wanted {
        Device::Disk(disk) => not_there(&format!("no target device {}", disk.target.dev)),
        Device::Rng(_) => not_there("no matching RNG device was found"),
        Device::Input(_) => not_there("matching input device not found"),
        Device::Serial(_) | Device::Parallel(_) | Device::Console(_) | Device::Channel(_) => {
            Error::invalid_arg("device not present in domain configuration")
        }
        Device::Watchdog(_) => not_there("no matching watchdog was found"),
        Device::Filesystem(_) => not_there("no matching filesystem device was found"),
        Device::RedirDev(_) => not_there("no matching redirdev device was found"),
        Device::Lease(lease) => {
            let lockspace = lease.lockspace.as_ref().map_or("(null)", |text| &text.0);
            not_there(&format!("Lease {} in lockspace {lockspace} does not exist", lease.key))
        }
        Device::Shmem(_) => not_there("matching shmem device was not found"),
        Device::Memory(_) => not_there("matching memory device was not found"),
        Device::Vsock(_) => Error::operation_failed("matching vsock device not found"),
        Device::Iommu(_) => Error::operation_failed("matching iommu device not found"),
        _ => not_there("device not present in domain configuration"),
    }
}

/// The error for a running guest that has no such device.
fn missing_live(wanted: &Device) -> Error {
    let not_there = |message: String| Error::device_missing(message);
    match wanted {
        Device::Disk(disk) => not_there(format!("disk {} not found", disk.target.dev)),
        Device::Controller(controller) => {
            not_there(format!("controller {}:{} not found", controller.kind.as_str(), controller.index))
        }
        Device::Serial(_) | Device::Parallel(_) | Device::Console(_) | Device::Channel(_) => {
            let element = wanted.element();
            not_there(format!("chr type '{element}' device not present in domain configuration"))
        }
        Device::RedirDev(_) => Error::operation_invalid("no matching redirdev was not found"),
        Device::Filesystem(_) => not_there("matching filesystem not found".to_owned()),
        Device::Hostdev(hostdev) => not_there(host_device(hostdev)),
        Device::Watchdog(_) => not_there("no matching watchdog was found".to_owned()),
        Device::Input(_) => not_there("matching input device not found".to_owned()),
        Device::Rng(_) => not_there("no matching RNG device was found".to_owned()),
        Device::Shmem(shmem) => not_there(format!("model of shmem device '{}' was not found", shmem.name)),
        Device::Vsock(_) => not_there("matching vsock device not found".to_owned()),
        other => missing(other),
    }
}

fn host_device(hostdev: &Hostdev) -> String {
    match &hostdev.source {
        HostdevSource::Pci(pci) => format!("host pci device {} not found", pci.address.text()),
        HostdevSource::Usb(usb) => match (&usb.address, &usb.vendor, &usb.product) {
            (Some(at), ..) if at.bus > 0 => format!("host usb device {:03}.{:03} not found", at.bus, at.device),
            (_, Some(vendor), Some(product)) => {
                format!("host usb device vendor=0x{:04x} product=0x{:04x} not found", vendor.id.0, product.id.0)
            }
            _ => "host usb device not found".to_owned(),
        },
        _ => "host device not found".to_owned(),
    }
}

/// The error for an alias that no device has.
pub(super) fn no_alias(alias: &str) -> Error {
    Error::internal(format!("no device found with alias {alias}")).in_domain(ErrorDomain::DOMAIN)
}
