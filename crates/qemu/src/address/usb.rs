//! Ports on USB controllers and hubs.

use std::collections::BTreeMap;

use conf::domain::address::{Address, DeviceInfo, UsbAddress};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::disk::DiskBus;
use conf::domain::small::Hub;
use conf::domain::{Devices, Domain};
use virt::{Error, Result};

/// Ports of a hub.
const HUB_PORTS: u32 = 8;

/// The ports behind one controller or hub: by path, whether it is taken. A path is like `[1, 2]`.
#[derive(Default)]
struct Bus {
    /// Path of a hub (the controller is the empty path), and how many ports it has.
    hubs: BTreeMap<Vec<u32>, u32>,
    taken: Vec<Vec<u32>>,
}

impl Bus {
    /// The first free port: the controller's before the hubs'.
    fn free(&self) -> Option<Vec<u32>> {
        let mut hubs: Vec<_> = self.hubs.iter().collect();
        hubs.sort_by_key(|(path, _)| path.len());
        for (path, ports) in hubs {
            for port in 1..=*ports {
                let mut place = path.clone();
                place.push(port);
                if !self.taken.contains(&place) {
                    return Some(place);
                }
            }
        }
        None
    }
}

/// How many ports a controller's model has.
fn ports(controller: &Controller) -> u32 {
    match controller.model() {
        "piix3-uhci" | "piix4-uhci" | "vt82c686b-uhci" => 2,
        "ich9-uhci1" | "ich9-uhci2" | "ich9-uhci3" => 2,
        "ehci" | "ich9-ehci1" => 6,
        "pci-ohci" => 3,
        "nec-xhci" | "qemu-xhci" => controller.ports.unwrap_or(4),
        _ => 0,
    }
}

fn parse_path(port: &str) -> Result<Vec<u32>> {
    let path: Option<Vec<u32>> = port.split('.').map(|p| p.parse().ok().filter(|p| *p > 0)).collect();
    match path {
        Some(path) if path.len() <= 4 => Ok(path),
        _ => Err(Error::xml(format!("Cannot parse USB address 'port' attribute '{port}'"))),
    }
}

fn path_text(path: &[u32]) -> String {
    path.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// Gives every USB device its port; adds a hub where ports run out.
pub(super) fn assign(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    let mut buses = reserved(devices)?;
    if buses.is_empty() {
        return Ok(());
    }
    add_hubs(devices, &mut buses)?;
    let mut failed = None;
    each(devices, &mut |info| {
        if let Err(error) = place(&mut buses, info) {
            failed.get_or_insert(error);
        }
    });
    failed.map_or(Ok(()), Err)
}

/// Checks the ports that the document gives.
pub(super) fn check(domain: &Domain) -> Result<()> {
    reserved(&domain.devices).map(|_| ())
}

/// The controllers' and hubs' ports, with those taken that devices have.
fn reserved(devices: &Devices) -> Result<BTreeMap<u32, Bus>> {
    let mut buses: BTreeMap<u32, Bus> = BTreeMap::new();
    for controller in devices.controllers.iter().filter(|c| c.kind == ControllerType::Usb) {
        let ports = ports(controller);
        if ports > 0 && controller.info.master.is_none() {
            let bus = buses.entry(controller.index).or_default();
            let most = bus.hubs.entry(Vec::new()).or_insert(0);
            *most = (*most).max(ports);
        }
    }
    if buses.is_empty() {
        return Ok(buses);
    }
    for hub in &devices.hubs {
        reserve(&mut buses, &hub.info, true)?;
    }
    for info in infos(devices) {
        reserve(&mut buses, info, false)?;
    }
    Ok(buses)
}

fn reserve(buses: &mut BTreeMap<u32, Bus>, info: &DeviceInfo, is_hub: bool) -> Result<()> {
    let Some(Address::Usb(UsbAddress { bus, port: Some(port) })) = &info.address else { return Ok(()) };
    let path = parse_path(port)?;
    let Some(found) = buses.get_mut(bus) else {
        return Err(Error::xml(format!("Missing USB bus {bus}")));
    };
    if found.taken.contains(&path) {
        return Err(Error::xml(format!("Duplicate USB address bus {bus} port {port}")));
    }
    if let Some((last, hub)) = path.split_last()
        && found.hubs.get(hub).is_some_and(|ports| last > ports)
    {
        return Err(Error::xml(format!("requested USB port {port} not present on USB bus {bus}")));
    }
    if is_hub {
        found.hubs.insert(path.clone(), HUB_PORTS);
    }
    found.taken.push(path);
    Ok(())
}

fn place(buses: &mut BTreeMap<u32, Bus>, info: &mut DeviceInfo) -> Result<()> {
    let wanted = match &info.address {
        None => None,
        Some(Address::Usb(UsbAddress { bus, port: None })) => Some(*bus),
        Some(_) => return Ok(()),
    };
    let fits = buses.iter_mut().filter(|(index, _)| wanted.is_none_or(|w| w == **index));
    for (index, bus) in fits {
        if let Some(path) = bus.free() {
            info.address = Some(Address::Usb(UsbAddress { bus: *index, port: Some(path_text(&path)) }));
            bus.taken.push(path);
            return Ok(());
        }
    }
    Err(Error::internal("No free USB ports"))
}

/// Hubs that the document has get their places first; more are added if the ports do not suffice.
fn add_hubs(devices: &mut Devices, buses: &mut BTreeMap<u32, Bus>) -> Result<()> {
    for hub in devices
        .hubs
        .iter_mut()
        .filter(|h| !matches!(&h.info.address, Some(Address::Usb(UsbAddress { port: Some(_), .. }))))
    {
        place(buses, &mut hub.info)?;
        if let Some(Address::Usb(UsbAddress { bus, port: Some(port) })) = &hub.info.address
            && let Some(bus) = buses.get_mut(bus)
        {
            bus.hubs.insert(parse_path(port)?, HUB_PORTS);
        }
    }
    let open = infos(devices)
        .filter(|info| matches!(&info.address, None | Some(Address::Usb(UsbAddress { port: None, .. }))))
        .count() as u32;
    let free: u32 =
        buses.values().map(|bus| bus.hubs.values().sum::<u32>().saturating_sub(bus.taken.len() as u32)).sum();
    if open <= free || free == 0 {
        return Ok(());
    }
    let needed = (open - free).div_ceil(HUB_PORTS - 1);
    for _ in 0..needed.min(64) {
        let mut hub = Hub { kind: "usb".to_owned(), info: DeviceInfo::default() };
        place(buses, &mut hub.info)?;
        if let Some(Address::Usb(UsbAddress { bus, port: Some(port) })) = &hub.info.address
            && let Some(bus) = buses.get_mut(bus)
        {
            bus.hubs.insert(parse_path(port)?, HUB_PORTS);
        }
        devices.hubs.push(hub);
    }
    Ok(())
}

/// USB devices but hubs, in the order in which they get their ports.
fn infos(devices: &Devices) -> impl Iterator<Item = &DeviceInfo> {
    (devices.disks.iter().filter(|d| d.bus() == DiskBus::Usb).map(|d| &d.info))
        .chain(devices.controllers.iter().filter(|c| c.kind == ControllerType::Ccid).map(|d| &d.info))
        .chain(devices.interfaces.iter().filter(|i| i.model() == "usb-net").map(|d| &d.info))
        .chain(devices.inputs.iter().filter(|i| i.bus.as_deref() == Some("usb")).map(|d| &d.info))
        .chain(devices.hostdevs.iter().filter(|h| h.kind == "usb").map(|d| &d.info))
        .chain(devices.sounds.iter().filter(|s| s.model == "usb").map(|d| &d.info))
        .chain(devices.serials.iter().filter(|s| s.target.kind.as_deref() == Some("usb-serial")).map(|d| &d.info))
        .chain(devices.redirdevs.iter().filter(|r| r.bus == "usb").map(|d| &d.info))
        .chain(devices.filesystems.iter().filter(|f| f.is_usb()).map(|d| &d.info))
}

fn each(devices: &mut Devices, with: &mut dyn FnMut(&mut DeviceInfo)) {
    devices.hostdevs.iter_mut().filter(|h| h.kind == "usb").for_each(|d| with(&mut d.info));
    devices.disks.iter_mut().filter(|d| d.bus() == DiskBus::Usb).for_each(|d| with(&mut d.info));
    devices.controllers.iter_mut().filter(|c| c.kind == ControllerType::Ccid).for_each(|d| with(&mut d.info));
    devices.interfaces.iter_mut().filter(|i| i.model() == "usb-net").for_each(|d| with(&mut d.info));
    devices.inputs.iter_mut().filter(|i| i.bus.as_deref() == Some("usb")).for_each(|d| with(&mut d.info));
    devices.sounds.iter_mut().filter(|s| s.model == "usb").for_each(|d| with(&mut d.info));
    devices.filesystems.iter_mut().filter(|f| f.is_usb()).for_each(|d| with(&mut d.info));
    let serials = devices.serials.iter_mut().filter(|s| s.target.kind.as_deref() == Some("usb-serial"));
    serials.for_each(|d| with(&mut d.info));
    devices.redirdevs.iter_mut().filter(|r| r.bus == "usb").for_each(|d| with(&mut d.info));
}
