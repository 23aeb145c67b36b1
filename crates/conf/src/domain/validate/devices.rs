//! Checks of devices that hold for every hypervisor.

use std::collections::HashSet;

use crate::domain::Domain;
use crate::domain::address::Address;
use crate::domain::chardev::{ChardevSource, SocketMode};
use crate::domain::filesystem::{Filesystem, FilesystemSource};
use crate::domain::hostdev::{HostdevSource, ScsiSource};
use crate::domain::os::{FirmwareKind, LoaderType};
use crate::domain::small::{MemoryDevice, RngBackend};
use crate::words::YesNo;
use virt::{Error, Result};

use super::unless;

pub(super) fn domain(domain: &Domain) -> Result<()> {
    firmware(domain)?;
    chardevs(domain)?;
    hostdevs(domain)?;
    memory(domain)?;
    let devices = &domain.devices;
    let mut models = HashSet::new();
    for label in &domain.seclabels {
        let fresh = label.model.as_ref().is_none_or(|model| models.insert(model));
        unless(fresh, "seclabel for the same security model is there twice")?;
    }
    for video in &devices.videos {
        let kind = video.model.kind.as_deref();
        let placed = matches!(kind, Some("none" | "ramfb")) && video.info.address.is_some();
        unless(!placed, "'address' is not supported for this video device")?;
    }
    let proxies = devices.tpms.iter().filter(|t| t.model.as_deref() == Some("spapr-tpm-proxy")).count();
    unless(proxies < 2, "only a single TPM Proxy device is supported")?;
    unless(devices.tpms.len() - proxies < 2, "only a single TPM non-proxy device is supported")?;
    for panic in &devices.panics {
        let fixed = matches!(panic.model.as_deref(), Some("s390" | "hyperv" | "pseries"));
        unless(
            !fixed || panic.info.address.is_none(),
            "setting the panic device's address is not supported for its model",
        )?;
    }
    let mut audios = HashSet::new();
    for audio in &devices.audios {
        unless(audios.insert(audio.id), &format!("audio ID {} is used multiple times", audio.id))?;
    }
    for rng in &devices.rngs {
        let is_pty = matches!(&rng.backend, RngBackend::Egd { source: ChardevSource::Pty { .. }, .. });
        unless(!is_pty, "missing EGD backend type: numbers come over a socket")?;
    }
    for filesystem in &devices.filesystems {
        self::filesystem(filesystem)?;
        let ccw = matches!(filesystem.info.address, Some(Address::Ccw(_)));
        unless(filesystem.info.boot.is_none() || !ccw, "a filesystem on CCW cannot be booted from")?;
    }
    Ok(())
}

fn filesystem(filesystem: &Filesystem) -> Result<()> {
    let target = filesystem.target.as_ref().map_or("", |target| target.dir.as_str());
    let lacks = |what: &str, device: &str| Err(Error::xml(format!("missing {what} information for device {device}")));
    let source = match &filesystem.source {
        FilesystemSource::Mount { dir, socket } => dir.as_ref().or(socket.as_ref()),
        FilesystemSource::Bind { dir } => dir.as_ref(),
        _ => return Ok(()),
    };
    match source {
        None => lacks("source", target),
        Some(source) if target.is_empty() && filesystem.source.socket().is_none() => lacks("target", source),
        Some(_) => Ok(()),
    }
}

/// What an `<os>` says of its firmware has to fit together.
fn firmware(domain: &Domain) -> Result<()> {
    let os = &domain.os;
    let loader = os.loader.as_ref();
    let automatic = os.firmware.is_some();
    let stateless = loader.and_then(|l| l.stateless);
    if os.nvram.is_some() && loader.is_none() && !automatic {
        return Err(Error::xml_detail("no loader path specified and firmware auto selection disabled"));
    }
    unless(loader.is_none_or(|l| l.path.is_some()) || automatic, "missing path of the loader")?;
    if os.firmware == Some(FirmwareKind::Bios) {
        unless(stateless != Some(YesNo::No), "BIOS firmware is always stateless")?;
        unless(os.nvram.is_none(), "NVRAM is not supported by BIOS firmware")?;
    }
    unless(stateless != Some(YesNo::Yes) || os.nvram.is_none(), "NVRAM is not permitted when loader is stateless")?;
    let rom = loader.is_some_and(|l| l.kind == Some(LoaderType::Rom));
    let secure = loader.and_then(|l| l.secure) == Some(YesNo::Yes);
    unless(!rom || os.nvram.is_none(), "ROM loader type cannot be used with NVRAM")?;
    unless(!rom || !secure, "ROM loader type cannot be secure")?;
    let features = os.firmware_features.iter().flat_map(|f| &f.features);
    let feature = |name: &str| features.clone().find(|f| f.name == name).map(|f| f.enabled);
    let keys_alone = feature("enrolled-keys") == Some(YesNo::Yes) && feature("secure-boot") == Some(YesNo::No);
    unless(!keys_alone, "firmware feature 'enrolled-keys' cannot be enabled when 'secure-boot' is disabled")
}

fn chardevs(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let generic = (devices.serials.iter().map(|d| &d.source))
        .chain(devices.parallels.iter().map(|d| &d.source))
        .chain(devices.consoles.iter().map(|d| &d.source))
        .chain(devices.redirdevs.iter().map(|d| &d.source))
        .chain(devices.smartcards.iter().filter_map(|d| d.source.as_ref()))
        .chain(devices.rngs.iter().filter_map(|d| match &d.backend {
            RngBackend::Egd { source, .. } => Some(source),
            _ => None,
        }));
    for source in generic {
        chardev(source, false)?;
    }
    // The daemon chooses the path of a channel's socket.
    devices.channels.iter().try_for_each(|channel| chardev(&channel.source, true))
}

/// Checks the host side of a character device.
pub(crate) fn chardev(source: &ChardevSource, path_is_optional: bool) -> Result<()> {
    match source {
        ChardevSource::Dev { path, .. } | ChardevSource::File { path, .. } | ChardevSource::Pipe { path, .. } => {
            unless(path.is_some(), "Missing source path attribute for char device")
        }
        ChardevSource::Unix(unix) => {
            unless(unix.path.is_some() || path_is_optional, "Missing source path attribute for char device")?;
            let bound = unix.mode == Some(SocketMode::Bind);
            unless(unix.reconnect.is_none() || !bound, "chardev reconnect is possible only for connect mode")
        }
        ChardevSource::Tcp(tcp) => {
            let bound = tcp.mode == Some(SocketMode::Bind);
            unless(tcp.host.is_some() || bound, "Missing source host attribute for char device")?;
            unless(tcp.service.is_some(), "Missing source service attribute for char device")?;
            unless(tcp.reconnect.is_none() || !bound, "chardev reconnect is possible only for connect mode")
        }
        ChardevSource::Udp(udp) => {
            let service = udp.connect.as_ref().is_some_and(|end| end.service.is_some());
            unless(service, "Missing source service attribute for char device")
        }
        ChardevSource::SpicePort { channel } => {
            unless(channel.is_some(), "Missing source channel attribute for char device")
        }
        _ => Ok(()),
    }
}

fn hostdevs(domain: &Domain) -> Result<()> {
    let mut seen = HashSet::new();
    for hostdev in &domain.devices.hostdevs {
        let key = match &hostdev.source {
            HostdevSource::Pci(pci) => Some(format!("pci {}", pci.address.text())),
            HostdevSource::Usb(usb) => match (&usb.address, &usb.vendor, &usb.product) {
                (Some(at), ..) => Some(format!("usb {} {}", at.bus, at.device)),
                (None, Some(vendor), Some(product)) => Some(format!("usb {:x}:{:x}", vendor.id.0, product.id.0)),
                _ => return Err(Error::xml("a USB host device needs a vendor and a product, or an address")),
            },
            HostdevSource::Scsi(ScsiSource::Adapter { adapter, address, .. }) => {
                Some(format!("scsi {} {} {} {}", adapter.name, address.bus, address.target, address.unit))
            }
            HostdevSource::Scsi(ScsiSource::Iscsi(iscsi)) => {
                let hosts: Vec<_> = iscsi.hosts.iter().map(|h| h.name.clone().unwrap_or_default()).collect();
                Some(format!("iscsi {} {}", iscsi.name, hosts.join(" ")))
            }
            HostdevSource::Mdev { address } => {
                let known = virt::Uuid::parse(&address.uuid);
                let uuid = known.map_err(|_| Error::xml(format!("Cannot parse uuid attribute '{}'", address.uuid)))?;
                Some(format!("mdev {uuid}"))
            }
            HostdevSource::ScsiHost { wwpn, .. } => wwpn.as_ref().map(|wwpn| format!("scsi_host {wwpn}")),
            _ => None,
        };
        unless(key.is_none_or(|key| seen.insert(key)), "Hostdev already exists in the domain configuration")?;
        let raw = hostdev.rawio.is_some() && hostdev.kind != "scsi";
        unless(!raw, "rawio is only supported for scsi host device")?;
        unless(hostdev.sgio.is_none() || hostdev.kind == "scsi", "sgio is only supported for scsi host device")?;
    }
    Ok(())
}

fn memory(domain: &Domain) -> Result<()> {
    let modules = &domain.devices.memory;
    let end = |module: &MemoryDevice| {
        let base = module.target.address.as_ref().map(|a| a.base.0)?;
        Some((base, base.saturating_add(module.target.size.map_or(0, |kib| kib.0).saturating_mul(1024))))
    };
    let mut slots = HashSet::new();
    for (i, module) in modules.iter().enumerate() {
        if let Some(Address::Dimm { slot, .. }) = &module.info.address {
            unless(slots.insert(*slot), "memory module slot is used twice")?;
        }
        let Some((from, to)) = end(module) else { continue };
        let clash = modules[..i].iter().filter_map(end).any(|(other, last)| from < last && other < to);
        unless(!clash, "memory device address overlaps with another memory device")?;
    }
    modules.iter().try_for_each(module)
}

/// The parts of one module have to fit together.
fn module(module: &MemoryDevice) -> Result<()> {
    let target = &module.target;
    let kib = |size: Option<xml::Kib>| size.map_or(0, |s| s.0);
    unless(target.size.is_some(), "missing size of a memory device")?;
    match module.model.as_str() {
        "nvdimm" => {
            let path = module.source.as_ref().and_then(|s| s.path.as_ref());
            unless(path.is_some(), "path is required for model 'nvdimm'")?;
            let label = target.label.as_ref().and_then(|l| l.size);
            unless(label.is_none_or(|l| l.0 >= 128), "nvdimm label must be at least 128KiB")?;
            unless(kib(label) < kib(target.size), "label size must be smaller than NVDIMM size")
        }
        "virtio-pmem" => {
            let path = module.source.as_ref().and_then(|s| s.path.as_ref());
            unless(path.is_some(), "path is required for model 'virtio-pmem'")
        }
        "virtio-mem" => {
            let (block, requested) = (kib(target.block), kib(target.requested));
            unless(target.requested.is_some(), "missing requested size of a virtio-mem device")?;
            unless(requested <= kib(target.size), "requested size must be smaller than or equal to size")?;
            unless(block == 0 || block.is_power_of_two(), "block size must be a power of two")?;
            let whole = block == 0 || requested.is_multiple_of(block) && kib(target.size).is_multiple_of(block);
            unless(whole, "sizes of a virtio-mem device must be multiples of its block size")
        }
        "dimm" | "sgx-epc" => Ok(()),
        other => Err(Error::xml(format!("unknown memory device model '{other}'"))),
    }
}
