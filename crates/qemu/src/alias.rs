//! The names by which QEMU knows the devices.

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::disk::{Disk, DiskBus};
use conf::domain::interface::InterfaceSource;

use crate::machine::MachineKind;

fn set(info: &mut DeviceInfo, name: String) {
    info.alias.name.get_or_insert(name);
}

/// The same with the next number; those that the user has named do not count.
fn count(info: &mut DeviceInfo, prefix: &str, next: &mut u32) {
    if info.alias.name.is_none() {
        set(info, format!("{prefix}{next}"));
        *next += 1;
    }
}

/// Gives every device that has none its alias, as a guest that starts needs it.
pub fn assign(domain: &mut Domain) {
    name_all(domain, false);
}

/// The same for devices that have just joined those of a running guest: numbers go on after the last of their kind.
pub fn assign_plugged(domain: &mut Domain) {
    name_all(domain, true);
}

/// The number after the highest that a device of this kind is known by.
fn next_number<'a>(infos: impl Iterator<Item = &'a DeviceInfo>, prefix: &str) -> usize {
    let numbers = infos.filter_map(|info| info.alias().strip_prefix(prefix)?.parse::<usize>().ok());
    numbers.max().map_or(0, |last| last.saturating_add(1))
}

fn name_all(domain: &mut Domain, plugged: bool) {
    let machine_owner = domain.os.kind.clone();
    let machine = MachineKind {
        arch: machine_owner.arch.as_deref().unwrap_or(""),
        machine: machine_owner.machine.as_deref().unwrap_or(""),
    };
    let devices = &mut domain.devices;
    let scsi_models: Vec<(u32, String)> = devices
        .controllers
        .iter()
        .filter(|c| c.kind == ControllerType::Scsi)
        .map(|c| (c.index, c.model().to_owned()))
        .collect();
    for disk in &mut devices.disks {
        let name = disk_alias(disk, &scsi_models);
        set(&mut disk.info, name);
    }
    for controller in &mut devices.controllers {
        let name = controller_alias(controller, machine);
        set(&mut controller.info, name);
    }
    macro_rules! number {
        ($list:expr, $prefix:literal) => {
            let next = if plugged { next_number($list.iter().map(|device| &device.info), $prefix) } else { 0 };
            let new = $list.iter_mut().enumerate();
            for (i, device) in new.filter(|(_, device)| device.info.alias.name.is_none()) {
                set(&mut device.info, format!("{}{}", $prefix, if plugged { next } else { i }));
            }
        };
    }
    cards(devices, plugged);
    number!(devices.filesystems, "fs");
    number!(devices.sounds, "sound");
    number!(devices.redirdevs, "redir");
    number!(devices.videos, "video");
    number!(devices.inputs, "input");
    number!(devices.parallels, "parallel");
    number!(devices.serials, "serial");
    number!(devices.channels, "channel");
    number!(devices.hubs, "hub");
    number!(devices.shmems, "shmem");
    number!(devices.smartcards, "smartcard");
    number!(devices.watchdogs, "watchdog");
    number!(devices.rngs, "rng");
    number!(devices.tpms, "tpm");
    number!(devices.panics, "panic");
    number!(devices.cryptos, "crypto");
    number!(devices.iommus, "iommu");
    consoles(devices, plugged);
    if let Some(balloon) = devices.memballoon.as_mut().filter(|b| b.model != "none") {
        set(&mut balloon.info, "balloon0".to_owned());
    }
    if let Some(vsock) = &mut devices.vsock {
        set(&mut vsock.info, "vsock0".to_owned());
    }
    if let Some(nvram) = &mut devices.nvram {
        set(&mut nvram.info, "nvram".to_owned());
    }
    if let Some(pstore) = &mut devices.pstore {
        set(&mut pstore.info, "pstore0".to_owned());
    }
    modules(devices);
}

/// Memory modules are known by their slots; those without are counted.
fn modules(devices: &mut conf::domain::Devices) {
    let mut others = 0;
    for device in &mut devices.memory {
        let prefix = match device.model.as_str() {
            "virtio-pmem" => "virtiopmem",
            "virtio-mem" => "virtiomem",
            "sgx-epc" => "epc",
            other => other,
        };
        let index = match &device.info.address {
            Some(Address::Dimm { slot, .. }) => *slot,
            _ => {
                others += 1;
                others - 1
            }
        };
        let name = format!("{prefix}{index}");
        set(&mut device.info, name);
    }
}

/// Network cards and host devices: a card that is a host device is known as one.
fn cards(devices: &mut conf::domain::Devices, plugged: bool) {
    let (mut cards, mut host_cards) = (0, 0);
    if plugged {
        let interfaces = || devices.interfaces.iter().map(|card| &card.info);
        let hostdevs = devices.hostdevs.iter().map(|hostdev| &hostdev.info);
        cards = u32::try_from(next_number(interfaces(), "net")).unwrap_or(u32::MAX);
        host_cards = u32::try_from(next_number(interfaces().chain(hostdevs), "hostdev")).unwrap_or(u32::MAX);
    }
    for interface in &mut devices.interfaces {
        let (prefix, next) = match interface.source {
            InterfaceSource::Hostdev { .. } => ("hostdev", &mut host_cards),
            _ => ("net", &mut cards),
        };
        count(&mut interface.info, prefix, next);
    }
    for hostdev in &mut devices.hostdevs {
        count(&mut hostdev.info, "hostdev", &mut host_cards);
    }
}

/// The first console is the first serial port where both are one.
fn consoles(devices: &mut conf::domain::Devices, plugged: bool) {
    let next = next_number(devices.consoles.iter().map(|console| &console.info), "console");
    let serial = devices.serials.first().and_then(|s| s.info.alias.name.clone());
    for (i, console) in devices.consoles.iter_mut().enumerate() {
        let name = match (i, console.target.kind.as_deref(), &serial) {
            (0, Some("serial"), Some(serial)) => serial.clone(),
            _ if plugged => format!("console{}", next.max(i)),
            _ => format!("console{i}"),
        };
        set(&mut console.info, name);
    }
}

/// The alias of a disk: where it is plugged in, or its name for those without a controller.
pub fn disk_alias(disk: &Disk, scsi_models: &[(u32, String)]) -> String {
    let index = conf::domain::defaults::disk_index(&disk.target.dev).unwrap_or(0);
    match (disk.bus(), &disk.info.address) {
        (DiskBus::Virtio, _) => format!("virtio-disk{index}"),
        (DiskBus::Usb, _) => format!("usb-disk{index}"),
        (bus, Some(Address::Drive(at))) => {
            let lsi = scsi_models.iter().any(|(i, model)| *i == at.controller && model == "lsilogic");
            match bus {
                DiskBus::Scsi if !lsi => {
                    format!("scsi{}-{}-{}-{}", at.controller, at.bus, at.target, at.unit)
                }
                other => format!("{}{}-{}-{}", other.as_str(), at.controller, at.bus, at.unit),
            }
        }
        (bus, _) => format!("{}-disk{index}", bus.as_str()),
    }
}

/// The alias of a controller.
pub fn controller_alias(controller: &Controller, machine: MachineKind) -> String {
    let index = controller.index;
    match controller.kind {
        ControllerType::Pci if matches!(controller.model(), "pcie-root") => "pcie.0".to_owned(),
        ControllerType::Pci if machine.has_pcie_root() && index == 0 => "pcie.0".to_owned(),
        ControllerType::Pci if index == 0 && matches!(machine.machine, "versatilepb" | "realview-pbx-a9") => {
            "pci".to_owned()
        }
        ControllerType::Pci => format!("pci.{index}"),
        ControllerType::Ide if index == 0 && machine.has_builtin_ide() => "ide".to_owned(),
        ControllerType::Sata if index == 0 && machine.is_q35() => "ide".to_owned(),
        ControllerType::Usb if index == 0 => "usb".to_owned(),
        ControllerType::Scsi if matches!(controller.model(), "ncr53c90") => "scsi".to_owned(),
        kind => format!("{}{index}", kind.as_str()),
    }
}
