//! Documents for daemons on other hosts, which may be older: what every guest of the machine has is left out.

use conf::domain::Domain;
use conf::domain::controller::ControllerType;

use crate::machine::MachineKind;

/// Leaves out what a daemon of any age adds by itself.
pub fn drop_implicit(domain: &mut Domain) {
    let machine = MachineKind::of(domain);
    let (is_i440fx, is_pseries) = (machine.is_i440fx(), machine.is_pseries());
    let controllers = &mut domain.devices.controllers;
    let count = |kind| controllers.iter().filter(|c| c.kind == kind).count();
    let (usb, pci) = (count(ControllerType::Usb), count(ControllerType::Pci));
    controllers.retain(|c| {
        let plain_usb = usb == 1 && c.kind == ControllerType::Usb && c.index == 0 && c.model() == "piix3-uhci";
        let plain_pci = pci == 1 && c.kind == ControllerType::Pci && c.index == 0 && c.model() == "pci-root";
        !(is_i440fx && plain_usb || plain_pci && c.pcihole64.is_none())
    });
    // The panic device of POWER guests came later than the guests.
    let panics = &mut domain.devices.panics;
    if is_pseries && panics.len() == 1 && panics[0].model.as_deref() == Some("pseries") {
        panics.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conf::domain::ParseFlags;

    #[test]
    fn only_what_is_there_anyway_is_left_out() {
        let root = "<controller type='pci' index='0' model='pci-root'/>";
        let usb = "<controller type='usb' index='0' model='piix3-uhci'/>";
        let bridge = "<controller type='pci' index='1' model='pci-bridge'/>";
        let xhci = "<controller type='usb' index='0' model='qemu-xhci'/>";
        for (machine, controllers, expected) in [
            ("pc-i440fx-9.0", format!("{usb}{root}"), 0),
            ("pc-i440fx-9.0", format!("{usb}{root}{bridge}"), 2),
            ("pc-i440fx-9.0", format!("{xhci}{root}"), 1),
            ("pc-q35-9.0", format!("{usb}<controller type='pci' index='0' model='pcie-root'/>"), 2),
        ] {
            let text = format!(
                "<domain type='kvm'><name>g</name><memory>1</memory><os><type arch='x86_64' machine='{machine}'>hvm\
                 </type></os><devices>{controllers}</devices></domain>"
            );
            let mut domain = Domain::parse(&text, ParseFlags::INACTIVE).unwrap();
            drop_implicit(&mut domain);
            assert_eq!(domain.devices.controllers.len(), expected, "{machine} {controllers}");
        }
    }
}
