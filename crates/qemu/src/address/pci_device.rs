//! Which kind of PCI slot each device wants.

use conf::domain::address::{Address, DeviceInfo};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::disk::{Disk, DiskBus, DiskModel};
use conf::domain::interface::{Interface, InterfaceSource};
use conf::domain::{Devices, Domain};

use crate::machine::MachineKind;

/// The kind of slot that a device is plugged into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Conventional PCI.
    Pci,
    /// PCI Express.
    Pcie,
    /// A port of the PCI Express root: functions of one slot are shared.
    RootPort,
    /// The upstream side of a switch.
    SwitchUpstream,
    /// The downstream side of a switch.
    SwitchDownstream,
    /// A bridge from the root to conventional PCI.
    DmiToPci,
    /// A bridge from any Express port to conventional PCI.
    PcieToPci,
    /// A bridge between conventional buses.
    PciBridge,
    /// A second root on conventional PCI.
    PciExpander,
    /// A second root on PCI Express.
    PcieExpander,
    /// Sits on the Express root itself.
    Integrated,
}

fn virtio(machine: MachineKind, model: Option<&str>) -> Slot {
    match (machine.has_pcie_root(), model) {
        (true, Some(model)) if model.ends_with("-transitional") && !model.ends_with("-non-transitional") => Slot::Pci,
        (true, _) => Slot::Pcie,
        (false, _) => Slot::Pci,
    }
}

/// The slot that a PCI controller itself is plugged into; `None` for roots.
pub(super) fn controller_slot(controller: &Controller, machine: MachineKind) -> Option<Slot> {
    let pcie = machine.has_pcie_root();
    Some(match controller.kind {
        ControllerType::Pci => match controller.model() {
            "pcie-root-port" => Slot::RootPort,
            "pcie-switch-upstream-port" => Slot::SwitchUpstream,
            "pcie-switch-downstream-port" => Slot::SwitchDownstream,
            "dmi-to-pci-bridge" => Slot::DmiToPci,
            "pcie-to-pci-bridge" => Slot::PcieToPci,
            "pci-bridge" => Slot::PciBridge,
            "pci-expander-bus" => Slot::PciExpander,
            "pcie-expander-bus" => Slot::PcieExpander,
            _ => return None,
        },
        ControllerType::Usb => match controller.model() {
            "nec-xhci" | "qemu-xhci" if pcie => Slot::Pcie,
            "none" => return None,
            _ => Slot::Pci,
        },
        ControllerType::Scsi => match controller.model() {
            "ibmvscsi" | "ncr53c90" | "dc390" | "am53c974" => return None,
            "virtio-scsi" | "virtio-transitional" | "virtio-non-transitional" => {
                virtio(machine, controller.model.as_deref())
            }
            "lsisas1078" | "lsisas1068" | "lsilogic" => Slot::Pci,
            _ => return None,
        },
        ControllerType::VirtioSerial => virtio(machine, controller.model.as_deref()),
        ControllerType::Sata | ControllerType::Ide => Slot::Pci,
        ControllerType::Nvme => {
            if pcie {
                Slot::Pcie
            } else {
                Slot::Pci
            }
        }
        ControllerType::Fdc | ControllerType::Ccid | ControllerType::Xenbus | ControllerType::Isa => return None,
    })
}

pub(super) fn disk_slot(disk: &Disk, machine: MachineKind) -> Option<Slot> {
    match disk.bus() {
        DiskBus::Virtio => Some(virtio(machine, disk.model.map(DiskModel::as_str))),
        DiskBus::Nvme => None,
        _ => None,
    }
}

pub(super) fn interface_slot(interface: &Interface, machine: MachineKind) -> Option<Slot> {
    if let InterfaceSource::Hostdev { .. } = interface.source {
        return Some(if machine.has_pcie_root() { Slot::Pcie } else { Slot::Pci });
    }
    match interface.model() {
        "usb-net" | "spapr-vlan" | "smc91c111" | "lan9118" | "lance" => None,
        "virtio" | "virtio-transitional" | "virtio-non-transitional" => Some(virtio(machine, Some(interface.model()))),
        "e1000e" | "igb" | "vmxnet3" if machine.has_pcie_root() => Some(Slot::Pcie),
        _ => Some(Slot::Pci),
    }
}

/// A device without a place, and one that PCI may give it.
pub(super) fn is_open(info: &DeviceInfo) -> bool {
    match &info.address {
        None => true,
        Some(Address::Pci(at)) => at.is_empty(),
        Some(_) => false,
    }
}

/// Every device that may sit on PCI and the slot it wants, in the order in which places are given.
pub(super) fn each(domain: &mut Domain, with: &mut dyn FnMut(&mut DeviceInfo, Slot)) {
    let owner = domain.os.kind.clone();
    let machine =
        MachineKind { arch: owner.arch.as_deref().unwrap_or(""), machine: owner.machine.as_deref().unwrap_or("") };
    let pcie = machine.has_pcie_root();
    let devices = &mut domain.devices;
    for filesystem in devices.filesystems.iter_mut().filter(|f| !f.is_usb()) {
        let slot = virtio(machine, filesystem.model.as_deref());
        with(&mut filesystem.info, slot);
    }
    for interface in &mut devices.interfaces {
        if let Some(slot) = interface_slot(interface, machine) {
            with(&mut interface.info, slot);
        }
    }
    for sound in &mut devices.sounds {
        match sound.model.as_str() {
            "sb16" | "pcspk" | "usb" => continue,
            "virtio" => with(&mut sound.info, virtio(machine, None)),
            _ => with(&mut sound.info, Slot::Pci),
        }
    }
    controllers(devices, machine, with);
    for disk in &mut devices.disks {
        if let Some(slot) = disk_slot(disk, machine) {
            with(&mut disk.info, slot);
        }
    }
    for hostdev in &mut devices.hostdevs {
        let given = if pcie { Slot::Pcie } else { Slot::Pci };
        let slot = match (hostdev.kind.as_str(), hostdev.model.map(|m| m.as_str())) {
            ("pci", _) | ("mdev", Some("vfio-pci")) => given,
            ("scsi_host", model) => virtio(machine, model),
            _ => continue,
        };
        with(&mut hostdev.info, slot);
    }
    if let Some(balloon) = devices.memballoon.as_mut().filter(|b| b.model.starts_with("virtio")) {
        with(&mut balloon.info, virtio(machine, Some(&balloon.model.clone())));
    }
    for rng in &mut devices.rngs {
        let slot = virtio(machine, Some(&rng.model));
        with(&mut rng.info, slot);
    }
    for watchdog in devices.watchdogs.iter_mut().filter(|w| w.model == "i6300esb") {
        with(&mut watchdog.info, Slot::Pci);
    }
    videos(devices, machine, with);
    for shmem in &mut devices.shmems {
        with(&mut shmem.info, Slot::Pci);
    }
    for input in devices.inputs.iter_mut().filter(|i| i.bus.as_deref() == Some("virtio")) {
        let slot = virtio(machine, input.model.as_deref());
        with(&mut input.info, slot);
    }
    small(devices, machine, with);
}

/// Devices of which a guest has one, or few.
fn small(devices: &mut Devices, machine: MachineKind, with: &mut dyn FnMut(&mut DeviceInfo, Slot)) {
    let pcie = machine.has_pcie_root();
    for serial in devices.serials.iter_mut().filter(|s| s.target.kind.as_deref() == Some("pci-serial")) {
        with(&mut serial.info, Slot::Pci);
    }
    for panic in devices.panics.iter_mut().filter(|p| p.model.as_deref() == Some("pvpanic")) {
        with(&mut panic.info, if pcie { Slot::Integrated } else { Slot::Pci });
    }
    for memory in devices.memory.iter_mut().filter(|m| matches!(m.model.as_str(), "virtio-pmem" | "virtio-mem")) {
        with(&mut memory.info, virtio(machine, None));
    }
    if let Some(vsock) = &mut devices.vsock {
        let slot = virtio(machine, vsock.model.as_deref());
        with(&mut vsock.info, slot);
    }
    for crypto in &mut devices.cryptos {
        with(&mut crypto.info, virtio(machine, None));
    }
    for iommu in devices.iommus.iter_mut().filter(|i| i.model == "virtio") {
        with(&mut iommu.info, if pcie { Slot::Integrated } else { Slot::Pci });
    }
    if let Some(pstore) = &mut devices.pstore {
        with(&mut pstore.info, Slot::Pci);
    }
}

fn controllers(devices: &mut Devices, machine: MachineKind, with: &mut dyn FnMut(&mut DeviceInfo, Slot)) {
    for controller in devices.controllers.iter_mut().filter(|c| c.kind != ControllerType::Pci) {
        if let Some(slot) = controller_slot(controller, machine) {
            with(&mut controller.info, slot);
        }
    }
}

fn videos(devices: &mut Devices, machine: MachineKind, with: &mut dyn FnMut(&mut DeviceInfo, Slot)) {
    for (i, video) in devices.videos.iter_mut().enumerate() {
        let slot = match video.model.kind.as_deref() {
            Some("none" | "ramfb") => continue,
            Some("virtio") if machine.has_pcie_root() && !(i == 0 && machine.is_x86()) => Slot::Pcie,
            Some("bochs") if machine.has_pcie_root() => Slot::Pcie,
            _ => Slot::Pci,
        };
        with(&mut video.info, slot);
    }
}
