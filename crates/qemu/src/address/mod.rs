//! Places on the guest's buses for every device that has none. A place once given stays.

pub mod ccw;
mod isolated;
pub mod pci;
mod pci_device;
mod serial;
mod spapr;
mod usb;
mod zpci;

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo};
use conf::domain::chardev::Console;
use virt::Result;

use crate::Capabilities;
use crate::machine::MachineKind;

/// Gives every device its place. With `spare` a guest that needs more buses gets one for a device to come.
pub fn assign(domain: &mut Domain, caps: &Capabilities, abi_update: bool, spare: bool) -> Result<()> {
    if let Some(console) = mirror(domain) {
        console.info.address = None;
    }
    buses(domain, caps, abi_update, spare)?;
    let of_port = domain.devices.serials.first().and_then(|serial| serial.info.address.clone());
    if let Some(console) = mirror(domain) {
        console.info.address = of_port;
    }
    Ok(())
}

/// The console that is the first serial port once more; it has no place of its own.
fn mirror(domain: &mut Domain) -> Option<&mut Console> {
    let is_there = !domain.devices.serials.is_empty();
    let first = domain.devices.consoles.first_mut().filter(|_| is_there);
    first.filter(|console| console.target.kind.as_deref() == Some("serial"))
}

fn buses(domain: &mut Domain, caps: &Capabilities, abi_update: bool, spare: bool) -> Result<()> {
    serial::virtio(domain)?;
    if MachineKind::of(domain).is_pseries() {
        spapr::assign(domain)?;
    }
    if MachineKind::of(domain).is_s390_ccw() {
        ccw::assign(domain)?;
    }
    mmio(domain);
    let machine = MachineKind::of(domain);
    if machine.supports_pci() && (machine.has_pci() || has_pci_controller(domain)) {
        pci::assign(domain, caps, spare)?;
    }
    if MachineKind::of(domain).is_s390() && caps.has("zpci") {
        zpci::assign(domain)?;
    }
    // A guest of long ago may rely on ports that QEMU chose; only new guests get definite ones.
    match abi_update {
        true => usb::assign(domain)?,
        false => usb::check(domain)?,
    }
    dimm(domain);
    Ok(())
}

fn has_pci_controller(domain: &Domain) -> bool {
    domain.devices.controllers.iter().any(|c| c.kind == conf::domain::controller::ControllerType::Pci)
}

/// Machines without PCI, and with virtio's own bus.
fn mmio(domain: &mut Domain) {
    let machine = MachineKind::of(domain);
    let only = machine.is_arm() && machine.machine.starts_with("vexpress-");
    let is_virt = machine.is_virt();
    let devices = &mut domain.devices;
    // On machines with both buses the rest follows those devices whose bus the document names.
    let mut chosen = false;
    devices.each_info(&mut |info| chosen |= matches!(info.address, Some(Address::VirtioMmio)));
    if !(only || is_virt && chosen) {
        return;
    }
    let place = |info: &mut DeviceInfo| {
        info.address.get_or_insert(Address::VirtioMmio);
    };
    for disk in devices.disks.iter_mut().filter(|d| d.bus() == conf::domain::disk::DiskBus::Virtio) {
        place(&mut disk.info);
    }
    for interface in devices.interfaces.iter_mut().filter(|i| i.model() == "virtio") {
        place(&mut interface.info);
    }
    for controller in &mut devices.controllers {
        let virtio = controller.kind == conf::domain::controller::ControllerType::VirtioSerial
            || controller.model().starts_with("virtio-scsi");
        if virtio {
            place(&mut controller.info);
        }
    }
    if let Some(balloon) = devices.memballoon.as_mut().filter(|b| b.model == "virtio") {
        place(&mut balloon.info);
    }
    for rng in &mut devices.rngs {
        place(&mut rng.info);
    }
    for filesystem in &mut devices.filesystems {
        place(&mut filesystem.info);
    }
    for sound in devices.sounds.iter_mut().filter(|s| s.model == "virtio") {
        place(&mut sound.info);
    }
    for input in devices.inputs.iter_mut().filter(|i| i.bus.as_deref() == Some("virtio")) {
        place(&mut input.info);
    }
    for video in devices.videos.iter_mut().filter(|v| v.model.kind.as_deref() == Some("virtio")) {
        place(&mut video.info);
    }
}

/// Memory modules sit in slots, in order.
fn dimm(domain: &mut Domain) {
    let devices = &mut domain.devices.memory;
    let mut used: Vec<u32> = devices
        .iter()
        .filter_map(|d| match &d.info.address {
            Some(Address::Dimm { slot, .. }) => Some(*slot),
            _ => None,
        })
        .collect();
    for device in devices.iter_mut().filter(|d| matches!(d.model.as_str(), "dimm" | "nvdimm")) {
        if device.info.address.is_none() {
            let slot = (0..).find(|s| !used.contains(s)).unwrap_or(0);
            used.push(slot);
            device.info.address = Some(Address::Dimm { slot, base: None });
        }
    }
}
