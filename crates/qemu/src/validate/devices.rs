//! Which devices QEMU has, and what they can be told.

use conf::domain::Domain;
use conf::domain::address::Address;
use conf::domain::chardev::Protocol;
use conf::domain::disk::{Disk, DiskBus, DiskDevice};
use conf::domain::filesystem::FilesystemDriverKind;
use conf::domain::graphics::Graphics;
use conf::domain::hostdev::{Hostdev, HostdevModel};
use conf::domain::interface::{Interface, InterfaceSource};
use conf::domain::storage::{DiskSource, ImageFormat};
use conf::encryption::{Encryption, EncryptionEngine, EncryptionFormat};
use conf::words::YesNo;
use virt::{Error, Result};

use super::unless;
use crate::Capabilities;
use crate::machine::MachineKind;

pub(super) fn domain(domain: &Domain, caps: &Capabilities) -> Result<()> {
    let machine = MachineKind::of(domain);
    let devices = &domain.devices;
    devices.disks.iter().try_for_each(|disk| self::disk(disk, caps))?;
    devices.interfaces.iter().try_for_each(|card| interface(domain, card))?;
    devices.hostdevs.iter().try_for_each(|device| hostdev(domain, device))?;
    let protocols = (devices.serials.iter().map(|d| &d.protocol))
        .chain(devices.parallels.iter().map(|d| &d.protocol))
        .chain(devices.channels.iter().map(|d| &d.protocol))
        .chain(devices.consoles.iter().map(|d| &d.protocol));
    protocols.flatten().try_for_each(protocol)?;
    let parallel_ports = machine.is_pseries() || machine.is_s390() || machine.is_virt();
    unless(devices.parallels.is_empty() || !parallel_ports, "this machine has no parallel ports")?;
    unless(devices.parallels.len() <= 3 || !machine.is_x86(), "a PC has at most 3 parallel ports")?;
    z_pci(domain)?;
    for filesystem in &devices.filesystems {
        let virtiofs = filesystem.driver.as_ref().and_then(|d| d.kind) == Some(FilesystemDriverKind::Virtiofs);
        unless(!virtiofs || !filesystem.readonly, "virtiofs does not support read-only access")?;
        let bootable = virtiofs || filesystem.info.boot.is_none();
        unless(bootable, "only virtiofs can be booted from")?;
    }
    for watchdog in &devices.watchdogs {
        let fits = match watchdog.model.as_str() {
            "itco" => machine.is_q35(),
            "ib700" => machine.is_x86() && !machine.is_q35() || watchdog.info.address.is_none(),
            "diag288" => machine.is_s390(),
            "i6300esb" => !machine.is_s390(),
            _ => return Err(Error::config_unsupported(format!("unknown watchdog model '{}'", watchdog.model))),
        };
        unless(fits, "watchdog model is not supported by this machine")?;
    }
    for memory in devices.memory.iter().filter(|m| m.model == "sgx-epc") {
        unless(
            caps.has("sgx-epc"),
            &format!("{} isn't supported by this QEMU binary", memory.model.replace('-', " ")),
        )?;
    }
    let has_rdp = devices.graphics.iter().any(|g| matches!(g, Graphics::Rdp(_)));
    unless(!has_rdp || caps.has("display-dbus"), "rdp graphics are not supported with this QEMU")?;
    panics(domain, machine)
}

fn panics(domain: &Domain, machine: MachineKind) -> Result<()> {
    for panic in &domain.devices.panics {
        let fits = match panic.model.as_deref() {
            Some("s390") => machine.is_s390(),
            Some("pseries") => machine.is_pseries(),
            Some("hyperv" | "isa") => machine.is_x86(),
            Some("pvpanic") | None => machine.is_arm() || machine.is_x86() || machine.is_virt(),
            Some(other) => return Err(Error::config_unsupported(format!("unknown panic model '{other}'"))),
        };
        unless(fits, "panic device model is not supported by this machine")?;
    }
    Ok(())
}

fn protocol(protocol: &Protocol) -> Result<()> {
    match protocol.kind.as_str() {
        "raw" | "telnet" => Ok(()),
        "telnets" | "tls" => {
            Err(Error::config_unsupported(format!("'{}' not supported in QEMU binary", protocol.kind)))
        }
        other => Err(Error::xml(format!("Unknown protocol '{other}'"))),
    }
}

fn disk(disk: &Disk, caps: &Capabilities) -> Result<()> {
    let dev = &disk.target.dev;
    unless(
        !dev.ends_with(|c: char| c.is_ascii_digit()),
        "a disk is attached as a whole: its target cannot be a partition",
    )?;
    if let Some(found) = &disk.source.common().encryption {
        encryption(found, disk, caps)?;
    }
    unless(disk.wwn.as_ref().is_none_or(|w| is_wwn(&w.0)), "malformed wwn: it has 16 hexadecimal digits")?;
    let statement = disk.driver.as_ref().and_then(|d| d.iothread);
    unless(statement.is_none_or(|id| id > 0), "iothread ids start with 1")?;
    let lun = disk.device == DiskDevice::Lun;
    unless(
        !lun || disk.bus() != DiskBus::Virtio || caps.has("virtio-blk-pci.scsi"),
        "This QEMU doesn't support SCSI emulation with 'virtio-blk' device",
    )?;
    if let Some(address @ (Address::Drive(_) | Address::Usb(_))) = &disk.info.address
        && disk.bus() == DiskBus::Virtio
    {
        let kind = xml::Union::tag(address).unwrap_or("none");
        return Err(Error::config_unsupported(format!("virtio disk cannot have an address of type '{kind}'")));
    }
    unless(
        !matches!(disk.source, DiskSource::VhostVdpa { .. }) || caps.has("virtio-blk-vhost-vdpa"),
        "vhostvdpa disk is not supported with this QEMU binary",
    )?;
    unless(!lun || disk.transient.is_none(), "a lun cannot be transient")?;
    unless(disk.sgio.is_none() || lun, "sgio is only supported for disk device='lun'")?;
    unless(disk.rawio.is_none() || lun, "rawio can be used only with device='lun'")
}

fn is_wwn(text: &str) -> bool {
    let text = text.strip_prefix("0x").unwrap_or(text);
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn encryption(encryption: &Encryption, disk: &Disk, caps: &Capabilities) -> Result<()> {
    let image = disk.format().unwrap_or(ImageFormat::Raw);
    let fits = matches!(image, ImageFormat::Raw | ImageFormat::Qcow2 | ImageFormat::Luks);
    let by_rbd = encryption.engine == Some(EncryptionEngine::Librbd);
    unless(fits || by_rbd, "encryption is supported only with 'raw' and 'qcow2' images")?;
    match encryption.format {
        EncryptionFormat::Luks | EncryptionFormat::Luks2 if by_rbd => {
            unless(caps.has("rbd-encryption"), "librbd encryption is not supported by this QEMU binary")
        }
        EncryptionFormat::LuksAny if by_rbd => {
            unless(caps.has("rbd-encryption-luks-any"), "luks-any encryption is not supported by this QEMU binary")
        }
        EncryptionFormat::Luks2 | EncryptionFormat::LuksAny => {
            Err(Error::config_unsupported("luks2 and luks-any are only supported with the librbd engine"))
        }
        _ if by_rbd => Err(Error::config_unsupported("librbd encryption engine only supports luks formats")),
        EncryptionFormat::Luks | EncryptionFormat::Qcow | EncryptionFormat::Default => Ok(()),
    }
}

fn interface(domain: &Domain, interface: &Interface) -> Result<()> {
    let backend = interface.backend.as_ref().and_then(|b| b.kind.as_deref());
    let passt = backend == Some("passt");
    unless(interface.port_forwards.is_empty() || passt, "<portForward> requires the passt backend")?;
    let log = interface.backend.as_ref().is_some_and(|b| b.log_file.is_some());
    unless(!log || passt, "the logFile attribute of <backend> requires the passt backend")?;
    match &interface.source {
        InterfaceSource::VhostUser(source) => {
            if passt {
                let shared = domain.memory_backing.as_ref().and_then(|b| b.access.as_ref());
                unless(shared.is_some_and(|a| a.mode == "shared"), "passt with vhost-user requires shared memory")?;
            } else {
                unless(source.path.is_some(), "Missing source path of a vhost-user interface")?;
            }
            let queues = interface.driver.as_ref().and_then(|d| d.queues).unwrap_or(1);
            unless(
                interface.model().starts_with("virtio") || queues == 1,
                "vhost-user needs a virtio card for several queues",
            )?;
        }
        InterfaceSource::Hostdev { address: None } => {
            return Err(Error::config_unsupported("an interface of type hostdev needs the address of a host device"));
        }
        InterfaceSource::User { .. } => (),
        _ => unless(!passt, "the passt backend is for interfaces of type user and vhostuser")?,
    }
    for family in ["ipv4", "ipv6"] {
        let count = interface.ips.iter().filter(|ip| ip.family.as_deref().unwrap_or("ipv4") == family).count();
        unless(count <= 1, "only one IP address per family is supported")?;
    }
    let virtio = interface.model().starts_with("virtio");
    let teaming = interface.teaming.as_ref();
    let persistent = teaming.is_some_and(|t| t.kind == conf::domain::netport::TeamingKind::Persistent);
    unless(!persistent || virtio, "virtio-net failover requires a virtio card")
}

fn hostdev(domain: &Domain, hostdev: &Hostdev) -> Result<()> {
    let address = hostdev.info.address.as_ref();
    let fits = match (hostdev.kind.as_str(), hostdev.model) {
        ("usb", _) => matches!(address, None | Some(Address::Usb(_))),
        ("pci", _) => matches!(address, None | Some(Address::Pci(_) | Address::Unassigned)),
        ("scsi", _) => matches!(address, None | Some(Address::Drive(_))),
        ("mdev", Some(HostdevModel::VfioCcw)) => matches!(address, None | Some(Address::Ccw(_))),
        ("mdev", Some(HostdevModel::VfioAp)) => address.is_none(),
        ("mdev", _) => matches!(address, None | Some(Address::Pci(_) | Address::Unassigned)),
        ("scsi_host", _) => matches!(address, None | Some(Address::Pci(_) | Address::Ccw(_))),
        _ => true,
    };
    unless(fits, "address type of the host device does not fit its kind")?;
    if hostdev.kind == "mdev" {
        unless(hostdev.model.is_some(), "Missing 'model' attribute in mediated device's <hostdev> element")?;
        let on = hostdev.display.is_some_and(|d| d.is_on());
        unless(!on || hostdev.model == Some(HostdevModel::VfioPci), "display is only supported by vfio-pci")?;
        let screens = domain.devices.graphics.iter().any(|g| !matches!(g, Graphics::EglHeadless { .. }));
        unless(!on || screens, "graphics device is needed for attribute value 'display=on' in <hostdev>")?;
        let framebuffer = hostdev.ramfb.is_some_and(|r| r.is_on());
        unless(!framebuffer || on, "'ramfb' is only supported with 'display=on'")?;
    }
    if hostdev.kind == "scsi_host" {
        unless(hostdev.info.boot.is_none(), "booting from a vhost SCSI host is not supported")?;
    }
    let managed = hostdev.managed == Some(YesNo::Yes);
    unless(!managed || hostdev.kind != "mdev", "mediated devices cannot be managed")
}

/// Only IBM Z numbers PCI functions by itself.
fn z_pci(domain: &Domain) -> Result<()> {
    let is_z = MachineKind::of(domain).is_s390();
    let mut failed = Ok(());
    domain.devices.each_info(&mut |info| {
        let Some(zpci) = info.pci().and_then(|at| at.zpci.as_ref()) else { return };
        if !is_z {
            failed = Err(Error::config_unsupported("zPCI attributes are for guests of IBM Z"));
        }
        let uid = zpci.uid.map_or(1, |uid| uid.0);
        if uid == 0 || uid > 0xffff || zpci.fid.is_some_and(|fid| fid.0 > 0xffff_ffff) {
            failed = Err(Error::xml("zPCI uid is between 0x0001 and 0xffff, fid at most 0xffffffff"));
        }
    });
    failed
}
