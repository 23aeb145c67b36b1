//! Controllers that the machine has, that devices need, and their models.

use conf::domain::Domain;
use conf::domain::address::{Address, Master};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::defaults::{add_controllers, disk_controllers, insert_controller};
use virt::{Error, Result};

use super::Context;
use crate::Capabilities;
use crate::machine::MachineKind;

/// Largest index of a controller that a device's address brings with it.
const MOST_INDEX: u32 = i32::MAX as u32;

/// Largest index of a SCSI controller that is added.
const MOST_SCSI: u32 = 1024;

/// Controllers that the machine has whether the document says so or not.
pub(super) fn always_there(domain: &mut Domain, context: &Context) {
    let machine = MachineKind::of(domain);
    let has = |domain: &Domain, kind| domain.devices.controllers.iter().any(|c| c.kind == kind);
    let wants_usb = machine.is_i440fx()
        || machine.is_q35()
        || machine.is_pseries()
        || matches!(machine.machine, "versatilepb" | "mac99" | "g3beige" | "ppce500" | "malta")
        || machine.machine.starts_with("powernv");
    let model = match machine {
        m if m.is_q35() => usb_on_pcie(context),
        m if m.machine == "versatilepb" => context.caps.has("pci-ohci").then_some("pci-ohci"),
        _ => default_usb_model(machine, context),
    };
    let z_pci = machine.is_s390_ccw() && context.caps.has("zpci");
    let (pci, pcie, sata) = (machine.has_pci_root() || z_pci, machine.has_pcie_root(), machine.is_q35());
    let new_usb = wants_usb && !has(domain, ControllerType::Usb) && model.is_some();
    let controllers = &mut domain.devices.controllers;
    if new_usb {
        insert_controller(controllers, Controller::new(ControllerType::Usb, 0, model));
    }
    if sata {
        add_controllers(controllers, ControllerType::Sata, 0);
    }
    if pci || pcie {
        let model = if pcie { "pcie-root" } else { "pci-root" };
        match controllers.iter_mut().find(|c| c.kind == ControllerType::Pci && c.index == 0) {
            // Compat: one that does not say that it is the root is none, and refused.
            Some(_) => (),
            None => insert_controller(controllers, Controller::new(ControllerType::Pci, 0, Some(model))),
        }
    }
}

fn usb_on_pcie(context: &Context) -> Option<&'static str> {
    ["qemu-xhci", "nec-xhci", "ich9-usb-ehci1"]
        .into_iter()
        .find(|flag| context.caps.has(if *flag == "nec-xhci" { "nec-usb-xhci" } else { flag }))
        .map(|flag| if flag == "ich9-usb-ehci1" { "ich9-ehci1" } else { flag })
}

/// The USB controller that is meant where the document says no more than "USB".
fn default_usb_model(machine: MachineKind, context: &Context) -> Option<&'static str> {
    let caps = context.caps;
    if machine.is_s390() {
        return None;
    }
    if machine.is_ppc64() {
        if context.abi_update && caps.has("qemu-xhci") {
            return Some("qemu-xhci");
        }
        return if caps.has("pci-ohci") { Some("pci-ohci") } else { caps.has("nec-usb-xhci").then_some("nec-xhci") };
    }
    if matches!(machine.arch, "aarch64" | "loongarch64") {
        return if caps.has("qemu-xhci") { Some("qemu-xhci") } else { caps.has("nec-usb-xhci").then_some("nec-xhci") };
    }
    if machine.is_x86() {
        return caps.has("piix3-usb-uhci").then_some("piix3-uhci");
    }
    if caps.has("piix3-usb-uhci") { Some("piix3-uhci") } else { caps.has("pci-ohci").then_some("pci-ohci") }
}

/// Controllers for the addresses that devices have.
pub(super) fn for_devices(domain: &mut Domain) -> Result<()> {
    disk_controllers(domain);
    let devices = &mut domain.devices;
    let scsi_hostdevs = devices.hostdevs.iter().filter(|h| h.kind == "scsi");
    let most = scsi_hostdevs
        .filter_map(|h| match &h.info.address {
            Some(Address::Drive(at)) => Some(at.controller),
            _ => None,
        })
        .max();
    if let Some(most) = most {
        let known = devices.controllers.iter().find(|c| c.kind == ControllerType::Scsi);
        let model = known.and_then(|c| c.model.clone());
        for index in 0..=most.min(MOST_SCSI) {
            if !devices.controllers.iter().any(|c| c.kind == ControllerType::Scsi && c.index == index) {
                let new = Controller::new(ControllerType::Scsi, index, model.as_deref());
                insert_controller(&mut devices.controllers, new);
            }
        }
    }
    let virtio_consoles =
        devices.consoles.iter().filter(|c| c.target.kind.as_deref() == Some("virtio")).map(|c| &c.info);
    let virtio_channels = devices.channels.iter().filter(|c| c.target.kind == "virtio").map(|c| &c.info);
    let on_serial = virtio_channels.chain(virtio_consoles).filter_map(|info| match &info.address {
        Some(Address::VirtioSerial(at)) => Some(at.controller),
        // One without a place takes any that is free; the first controller is there in any case.
        None => Some(0),
        _ => None,
    });
    let on_serial: std::collections::BTreeSet<u32> = on_serial.collect();
    for index in on_serial {
        if index > MOST_INDEX {
            return Err(Error::xml(format!("virtio-serial controller {index}: indexes end at {MOST_INDEX}")));
        }
        let mut controllers = devices.controllers.iter();
        if !controllers.any(|c| c.kind == ControllerType::VirtioSerial && c.index == index) {
            insert_controller(&mut devices.controllers, Controller::new(ControllerType::VirtioSerial, index, None));
        }
    }
    conf::domain::defaults::smartcards(devices);
    Ok(())
}

/// Models that the document leaves open.
pub(super) fn models(domain: &mut Domain, context: &Context) -> Result<()> {
    let kind = domain.os.kind.clone();
    let machine =
        MachineKind { arch: kind.arch.as_deref().unwrap_or(""), machine: kind.machine.as_deref().unwrap_or("") };
    for controller in &mut domain.devices.controllers {
        let open = matches!(controller.model.as_deref(), None | Some("auto"));
        match controller.kind {
            ControllerType::Usb if controller.model().starts_with("ich9-uhci") => {
                let startport = match controller.model() {
                    "ich9-uhci2" => 2,
                    "ich9-uhci3" => 4,
                    _ => 0,
                };
                controller.info.master.get_or_insert(Master { startport });
            }
            // Where this binary has none that fits, the guest can be defined but not started.
            ControllerType::Usb if open => {
                let model = match machine.is_s390() {
                    true => controller.info.address.is_none().then_some("none"),
                    false => default_usb_model(machine, context),
                };
                controller.model = model.map(str::to_owned);
            }
            ControllerType::Scsi if open => controller.model = Some(scsi_model(machine, context).to_owned()),
            ControllerType::Pci => pci_names(controller, machine, context.caps),
            _ => (),
        }
    }
    Ok(())
}

fn scsi_model(machine: MachineKind, context: &Context) -> &'static str {
    if machine.is_pseries() {
        "ibmvscsi"
    } else if machine.is_arm_virt() || machine.is_s390() || machine.arch == "loongarch64" {
        "virtio-scsi"
    } else if context.caps.has("lsi") {
        "lsilogic"
    } else {
        "virtio-scsi"
    }
}

/// QEMU's device for a PCI controller.
pub(crate) fn pci_names(controller: &mut Controller, machine: MachineKind, caps: &Capabilities) {
    let name = match controller.model() {
        "pci-root" if machine.is_pseries() => "spapr-pci-host-bridge",
        "pci-bridge" => "pci-bridge",
        "dmi-to-pci-bridge" => "i82801b11-bridge",
        "pcie-root-port" if caps.has("pcie-root-port") => "pcie-root-port",
        "pcie-root-port" => "ioh3420",
        "pcie-switch-upstream-port" => "x3130-upstream",
        "pcie-switch-downstream-port" => "xio3130-downstream",
        "pci-expander-bus" => "pxb",
        "pcie-expander-bus" => "pxb-pcie",
        "pcie-to-pci-bridge" => "pcie-pci-bridge",
        _ => return,
    };
    controller.model_name.get_or_insert_with(|| name.to_owned());
}
