//! Host devices of POWER guests: each slot of the host has a PCI root of its own in the guest, so that an error in one
//! device stops no other.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo, PciAddress};
use conf::domain::hostdev::Hostdev;
use conf::domain::interface::{Interface, InterfaceSource};
use virt::Result;

use super::pci::{Buses, HostSlot};
use super::pci_device::is_open;

fn slot_of(at: &PciAddress) -> HostSlot {
    (at.domain, at.bus, at.slot)
}

fn of_interface(interface: &Interface) -> Option<HostSlot> {
    match &interface.source {
        InterfaceSource::Hostdev { address: Some(Address::Pci(at)) } => Some(slot_of(at)),
        _ => None,
    }
}

fn of_hostdev(hostdev: &Hostdev) -> Option<HostSlot> {
    hostdev.host_pci().map(slot_of)
}

/// Places every host device that has no place yet.
pub(super) fn place(domain: &mut Domain, buses: &mut Buses) -> Result<()> {
    let devices = &mut domain.devices;
    let mut given: Vec<(DeviceInfo, HostSlot)> = Vec::new();
    let hosts = (devices.interfaces.iter().filter_map(|i| Some((&i.info, of_interface(i)?))))
        .chain(devices.hostdevs.iter().filter_map(|h| Some((&h.info, of_hostdev(h)?))));
    given.extend(hosts.map(|(info, slot)| (info.clone(), slot)));
    // A bus that the document shares between host devices and others stays shared.
    let mut mixed = HashSet::from([0]);
    devices.each_info(&mut |info| {
        let is_host = given.iter().any(|(host, _)| host == info);
        if let Some(at) = info.pci().filter(|at| !at.is_empty() && !is_host) {
            mixed.insert(at.bus);
        }
    });
    for (info, slot) in &given {
        if let Some(at) = info.pci().filter(|at| !at.is_empty() && !mixed.contains(&at.bus)) {
            buses.claim(at.bus, *slot);
        }
    }
    for interface in &mut devices.interfaces {
        if let Some(slot) = of_interface(interface).filter(|_| is_open(&interface.info)) {
            buses.place_isolated(&mut interface.info, slot)?;
        }
    }
    for hostdev in &mut devices.hostdevs {
        if let Some(slot) = of_hostdev(hostdev).filter(|_| is_open(&hostdev.info)) {
            buses.place_isolated(&mut hostdev.info, slot)?;
        }
    }
    Ok(())
}
