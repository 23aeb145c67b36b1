//! Places on PCI buses: those that machines fix, and free slots for the rest; controllers are added where slots run
//! out.

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo, PciAddress};
use conf::domain::controller::{Controller, ControllerTarget, ControllerType};
use conf::domain::defaults::insert_controller;
use conf::words::{OnOff, YesNo};
use virt::{Error, Result};
use xml::Hex;

use super::isolated;
use super::pci_device::{self, Slot, is_open};
use crate::Capabilities;
use crate::machine::MachineKind;

/// Most buses a guest may have.
const MOST_BUSES: usize = 256;

/// One bus: the model of the controller that makes it, and which functions of which slots are taken.
#[derive(Clone)]
struct Bus {
    model: String,
    taken: [u8; 32],
    /// Slots in which functions are shared by ports of the root.
    shared: [bool; 32],
    /// The host's slot whose functions have this bus for themselves.
    group: Option<HostSlot>,
}

/// Domain, bus and slot on the host: functions of one slot can only be given away together.
pub(super) type HostSlot = (u32, u32, u32);

impl Bus {
    fn new(model: &str) -> Bus {
        Bus { model: model.to_owned(), taken: [0; 32], shared: [false; 32], group: None }
    }

    /// The slots that this bus has, as far as they may be chosen freely.
    fn slots(&self) -> std::ops::RangeInclusive<u32> {
        match self.model.as_str() {
            "pcie-root-port" | "pcie-switch-downstream-port" => 0..=0,
            "pcie-switch-upstream-port" | "pcie-expander-bus" | "pci-expander-bus" | "dmi-to-pci-bridge" => 0..=31,
            _ => 1..=31,
        }
    }

    /// Whether something of this kind can be here if the document says so.
    fn accepts(&self, slot: Slot) -> bool {
        match slot {
            // Devices of both kinds work on both.
            Slot::Pci | Slot::Pcie | Slot::Integrated | Slot::PcieToPci => {
                !matches!(self.model.as_str(), "pcie-switch-upstream-port" | "pcie-expander-bus")
            }
            Slot::PciBridge => !self.model.starts_with("pcie-") || self.model == "pcie-to-pci-bridge",
            Slot::RootPort | Slot::DmiToPci => matches!(self.model.as_str(), "pcie-root" | "pcie-expander-bus"),
            Slot::SwitchUpstream => {
                matches!(self.model.as_str(), "pcie-root-port" | "pcie-switch-downstream-port")
            }
            Slot::SwitchDownstream => self.model == "pcie-switch-upstream-port",
            Slot::PciExpander => self.model == "pci-root",
            Slot::PcieExpander => self.model == "pcie-root",
        }
    }

    /// Whether something that wants such a slot may be put here without having been told to.
    fn takes(&self, slot: Slot) -> bool {
        match self.model.as_str() {
            "pci-root" => matches!(slot, Slot::Pci | Slot::PciBridge | Slot::PciExpander | Slot::Integrated),
            "pci-bridge" | "pci-expander-bus" => matches!(slot, Slot::Pci | Slot::PciBridge),
            "pcie-to-pci-bridge" => matches!(slot, Slot::Pci | Slot::PciBridge),
            // What cannot be unplugged is no place for devices that could be.
            "dmi-to-pci-bridge" => slot == Slot::PciBridge,
            "pcie-root" => matches!(slot, Slot::RootPort | Slot::DmiToPci | Slot::PcieExpander | Slot::Integrated),
            "pcie-root-port" => matches!(slot, Slot::Pcie | Slot::SwitchUpstream | Slot::PcieToPci),
            "pcie-switch-downstream-port" => matches!(slot, Slot::Pcie | Slot::SwitchUpstream | Slot::PcieToPci),
            "pcie-switch-upstream-port" => slot == Slot::SwitchDownstream,
            "pcie-expander-bus" => matches!(slot, Slot::RootPort | Slot::DmiToPci),
            _ => false,
        }
    }
}

/// All buses of a guest.
pub(super) struct Buses {
    buses: Vec<Option<Bus>>,
    /// Controllers that had to be added, by index and model.
    added: Vec<(u32, &'static str)>,
    pcie: bool,
    /// More buses are made by more roots.
    many_roots: bool,
    to_pci: bool,
}

impl Buses {
    fn of(domain: &Domain, caps: &Capabilities) -> Result<Buses> {
        let mut buses: Vec<Option<Bus>> = Vec::new();
        for controller in domain.devices.controllers.iter().filter(|c| c.kind == ControllerType::Pci) {
            let index = controller.index as usize;
            if index >= MOST_BUSES {
                return Err(Error::xml(format!(
                    "Invalid PCI controller index {index}, must be less than {MOST_BUSES}"
                )));
            }
            if buses.len() <= index {
                buses.resize(index + 1, None);
            }
            buses[index] = Some(Bus::new(controller.model()));
        }
        let machine = MachineKind::of(domain);
        let (pcie, many_roots) = (machine.has_pcie_root(), machine.is_pseries());
        let to_pci = caps.has("pcie-pci-bridge");
        let mut buses = Buses { buses, added: Vec::new(), pcie, many_roots, to_pci };
        // Numbers that were left out are used all the same.
        for index in 0..buses.buses.len() {
            if buses.buses[index].is_none() {
                buses.grow_to(index)?;
            }
        }
        Ok(buses)
    }

    /// Takes the place that a device has.
    fn reserve(&mut self, at: &PciAddress, slot: Slot) -> Result<()> {
        let place = at.text();
        let Some(Some(bus)) = self.buses.get_mut(at.bus as usize) else {
            // A bus that nothing makes yet is made: what may be there follows from what the guest has.
            return match at.bus as usize {
                index if index < MOST_BUSES && at.domain == 0 => {
                    self.grow_to(index)?;
                    self.reserve(at, slot)
                }
                _ => Err(Error::xml(format!(
                    "Invalid PCI address {place}. Only PCI buses up to {} are available",
                    self.buses.len().saturating_sub(1)
                ))),
            };
        };
        let model = bus.model.as_str();
        if !bus.accepts(slot) {
            return Err(Error::xml(format!(
                "The device at PCI address {place} cannot be plugged into a PCI controller with model='{model}'"
            )));
        }
        if at.slot == 0 && matches!(model, "pci-root" | "pcie-root" | "pci-bridge" | "pcie-to-pci-bridge") {
            return Err(Error::xml(format!("Invalid PCI address {place}. slot must be >= 1")));
        }
        if at.slot > 0 && matches!(model, "pcie-root-port" | "pcie-switch-downstream-port") {
            return Err(Error::xml(format!("Invalid PCI address {place}. slot must be <= 0")));
        }
        let bits = 1u8 << (at.function & 7);
        let slots = &mut bus.taken[(at.slot & 31) as usize];
        if *slots & bits != 0 {
            return Err(Error::xml(format!("Attempted double use of PCI Address {place}")));
        }
        *slots |= bits;
        bus.shared[(at.slot & 31) as usize] |= slot == Slot::RootPort && at.multifunction != Some(OnOff::Off);
        Ok(())
    }

    /// Makes buses up to `index` with the kind of controller that this machine extends itself by.
    fn grow_to(&mut self, index: usize) -> Result<()> {
        while self.buses.len() <= index || self.buses[index].is_none() {
            let next = self.buses.iter().position(Option::is_none).unwrap_or(self.buses.len());
            let model = match (self.pcie, self.many_roots) {
                (true, _) => "pcie-root-port",
                (_, true) => "pci-root",
                _ => "pci-bridge",
            };
            self.add(next, model)?;
        }
        Ok(())
    }

    fn add(&mut self, index: usize, model: &'static str) -> Result<()> {
        if index >= MOST_BUSES {
            return Err(Error::internal("No more available PCI slots"));
        }
        if self.buses.len() <= index {
            self.buses.resize(index + 1, None);
        }
        self.buses[index] = Some(Bus::new(model));
        self.added.push((index as u32, model));
        Ok(())
    }

    /// A free place for something that wants such a slot; makes a bus if there is none.
    fn next(&mut self, slot: Slot) -> Result<PciAddress> {
        loop {
            if let Some(at) = self.find(slot) {
                return Ok(at);
            }
            let index = self.buses.len();
            match slot {
                Slot::Pcie | Slot::SwitchUpstream | Slot::PcieToPci if self.pcie => {
                    self.add(index, "pcie-root-port")?
                }
                Slot::Pci | Slot::PciBridge if self.pcie => {
                    let bridge = if self.to_pci { "pcie-to-pci-bridge" } else { "dmi-to-pci-bridge" };
                    if self.to_pci && self.find(Slot::PcieToPci).is_none() {
                        self.add(index, "pcie-root-port")?;
                        // The bridge itself takes the new port.
                    }
                    let index = self.buses.len();
                    let under = if self.to_pci { self.find(Slot::PcieToPci) } else { self.find(Slot::DmiToPci) };
                    if let Some(at) = under {
                        self.take_whole(&at);
                    }
                    self.add(index, bridge)?;
                }
                Slot::Pci if self.many_roots => self.add(index, "pci-root")?,
                Slot::Pci if !self.buses.is_empty() => {
                    // The bridge takes a slot that some device may have had: it is counted when the bridge is placed.
                    self.add(index, "pci-bridge")?;
                }
                _ => return Err(Error::xml("No more available PCI slots")),
            }
        }
    }

    fn find(&self, slot: Slot) -> Option<PciAddress> {
        let shares = slot == Slot::RootPort;
        self.each_bus(slot).find_map(|(index, bus)| {
            let has_room = |taken: u8, shared: bool| taken == 0 || shares && shared && taken != 0xff;
            let free = bus.slots().find(|s| has_room(bus.taken[*s as usize], bus.shared[*s as usize]))?;
            let function = (0..8).find(|f| bus.taken[free as usize] & (1 << f) == 0)?;
            Some(PciAddress::new(index, free, function))
        })
    }

    fn each_bus(&self, slot: Slot) -> impl Iterator<Item = (u32, &Bus)> {
        let with_index = self.buses.iter().enumerate();
        with_index.filter_map(move |(i, bus)| {
            bus.as_ref().filter(|b| b.takes(slot) && b.group.is_none()).map(|b| (i as u32, b))
        })
    }

    fn take_whole(&mut self, at: &PciAddress) {
        if let Some(Some(bus)) = self.buses.get_mut(at.bus as usize) {
            bus.taken[(at.slot & 31) as usize] = 0xff;
        }
    }

    /// Places something that wants such a slot.
    fn place(&mut self, info: &mut DeviceInfo, slot: Slot) -> Result<()> {
        let mut at = self.next(slot)?;
        if let Some(Some(bus)) = self.buses.get_mut(at.bus as usize) {
            let index = (at.slot & 31) as usize;
            bus.taken[index] |= 1 << at.function;
            bus.shared[index] |= slot == Slot::RootPort;
        }
        if let Some(Address::Pci(old)) = &info.address {
            at.multifunction = old.multifunction;
            at.zpci = old.zpci.clone();
        }
        info.address = Some(Address::Pci(at));
        Ok(())
    }

    /// A bus that only functions of this slot of the host are on.
    pub(super) fn claim(&mut self, bus: u32, group: HostSlot) {
        if let Some(Some(bus)) = self.buses.get_mut(bus as usize) {
            bus.group.get_or_insert(group);
        }
    }

    /// A place on such a bus; an empty root becomes one, or a new root does.
    pub(super) fn place_isolated(&mut self, info: &mut DeviceInfo, group: HostSlot) -> Result<()> {
        let is_mine = |bus: &Option<Bus>| bus.as_ref().is_some_and(|b| b.group == Some(group));
        // The first root is for devices that anything can be plugged in beside.
        let is_empty = |bus: &Option<Bus>| {
            bus.as_ref().is_some_and(|b| b.model == "pci-root" && b.group.is_none() && b.taken == [0; 32])
        };
        let other = self.buses.iter().skip(1).position(is_empty).map(|i| i + 1);
        let index = match self.buses.iter().position(is_mine).or(other) {
            Some(index) => index,
            None => {
                self.add(self.buses.len(), "pci-root")?;
                self.buses.len() - 1
            }
        };
        let Some(Some(bus)) = self.buses.get_mut(index) else { return Ok(()) };
        bus.group = Some(group);
        let slot = bus.slots().find(|slot| bus.taken[*slot as usize] == 0);
        let slot = slot.ok_or_else(|| Error::xml("No more available PCI slots"))?;
        bus.taken[slot as usize] |= 1;
        info.address = Some(Address::Pci(PciAddress::new(index as u32, slot, 0)));
        Ok(())
    }

    fn is_free(&self, slot: u32) -> bool {
        matches!(self.buses.first(), Some(Some(bus)) if bus.taken[(slot & 31) as usize] == 0)
    }

    fn take(&mut self, slot: u32, function: u32) {
        if let Some(Some(bus)) = self.buses.first_mut() {
            bus.taken[(slot & 31) as usize] |= 1 << function;
        }
    }
}

/// Gives every PCI device its place; where buses are added, with `spare` one more than needed.
pub fn assign(domain: &mut Domain, caps: &Capabilities, spare: bool) -> Result<()> {
    // What is missing is found on a copy: controllers are placed before devices, so they must all be known first.
    for _ in 0..8 {
        let mut trial = domain.clone();
        let added = pass(&mut trial, caps, spare)?;
        if added.is_empty() {
            break;
        }
        let machine_owner = domain.os.kind.clone();
        let machine = MachineKind {
            arch: machine_owner.arch.as_deref().unwrap_or(""),
            machine: machine_owner.machine.as_deref().unwrap_or(""),
        };
        for (index, model) in added {
            let mut controller = Controller::new(ControllerType::Pci, index, Some(model));
            crate::defaults::pci_names(&mut controller, machine, caps);
            insert_controller(&mut domain.devices.controllers, controller);
        }
    }
    pass(domain, caps, false)?;
    multifunction(domain);
    targets(domain)
}

/// One round: reserve, fix, fill. With `spare` a free hot-plug port is wanted at the end.
fn pass(domain: &mut Domain, caps: &Capabilities, spare: bool) -> Result<Vec<(u32, &'static str)>> {
    let mut buses = Buses::of(domain, caps)?;
    let owner = domain.os.kind.clone();
    let machine =
        MachineKind { arch: owner.arch.as_deref().unwrap_or(""), machine: owner.machine.as_deref().unwrap_or("") };
    reserve_all(domain, &mut buses, machine)?;
    if machine.is_i440fx() {
        fixed_i440fx(domain, &mut buses)?;
    }
    if machine.is_q35() {
        fixed_q35(domain, &mut buses)?;
    }
    for controller in domain.devices.controllers.iter_mut().filter(|c| c.kind == ControllerType::Pci) {
        if let Some(slot) = pci_device::controller_slot(controller, machine)
            && is_open(&controller.info)
        {
            buses.place(&mut controller.info, slot)?;
        }
    }
    companions(domain, &mut buses, machine.is_q35())?;
    if machine.is_pseries() {
        isolated::place(domain, &mut buses)?;
    }
    let mut failed = None;
    pci_device::each(domain, &mut |info, slot| {
        if failed.is_none()
            && is_open(info)
            && let Err(error) = buses.place(info, slot)
        {
            failed = Some(error);
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if spare && machine.has_pcie_root() && !buses.added.is_empty() && buses.find(Slot::Pcie).is_none() {
        buses.next(Slot::Pcie)?;
    }
    Ok(buses.added)
}

fn reserve_all(domain: &mut Domain, buses: &mut Buses, machine: MachineKind) -> Result<()> {
    let mut failed = None;
    let mut one = |info: &mut DeviceInfo, slot: Slot| {
        if failed.is_none()
            && let Some(at) = info.pci().filter(|at| !at.is_empty())
            && let Err(error) = buses.reserve(at, slot)
        {
            failed = Some(error);
        }
    };
    for controller in domain.devices.controllers.iter_mut().filter(|c| c.kind == ControllerType::Pci) {
        if let Some(slot) = pci_device::controller_slot(controller, machine) {
            one(&mut controller.info, slot);
        }
    }
    pci_device::each(domain, &mut one);
    failed.map_or(Ok(()), Err)
}

/// Puts a part of the chipset in its place, which must not be someone else's.
fn fix(info: &mut DeviceInfo, buses: &mut Buses, slot: u32, function: u32) -> Result<()> {
    if is_open(info) {
        let at = PciAddress::new(0, slot, function);
        buses.reserve(&at, Slot::Integrated)?;
        info.address = Some(Address::Pci(at));
    }
    Ok(())
}

/// The old chipset: ISA bridge, IDE and USB are functions of slot 1, the screen is in slot 2.
fn fixed_i440fx(domain: &mut Domain, buses: &mut Buses) -> Result<()> {
    let devices = &mut domain.devices;
    for controller in &mut devices.controllers {
        match (controller.kind, controller.index, controller.model.as_deref()) {
            (ControllerType::Ide, 0, _) => {
                built_in(&controller.info, (1, 1), "Primary IDE controller must have PCI address 0:0:1.1")?;
                fix(&mut controller.info, buses, 1, 1)?;
            }
            (ControllerType::Usb, 0, Some("piix3-uhci")) => {
                built_in(&controller.info, (1, 2), "PIIX3 USB controller at index 0 must have PCI address 0:0:1.2")?;
                fix(&mut controller.info, buses, 1, 2)?;
            }
            _ => (),
        }
    }
    // The whole slot is the chipset's.
    for function in 0..8 {
        buses.take(1, function);
    }
    primary_video(domain, buses, 2)
}

/// A device that is a function of the chipset cannot be anywhere else.
fn built_in(info: &DeviceInfo, (slot, function): (u32, u32), message: &str) -> Result<()> {
    match info.pci() {
        Some(at) if !at.is_empty() && (at.domain, at.bus, at.slot, at.function) != (0, 0, slot, function) => {
            Err(Error::internal(message))
        }
        _ => Ok(()),
    }
}

/// The Express chipset: SATA, SMBus and LPC in slot 31, the screen in slot 1, sound in slot 27.
fn fixed_q35(domain: &mut Domain, buses: &mut Buses) -> Result<()> {
    let devices = &mut domain.devices;
    for controller in &mut devices.controllers {
        match (controller.kind, controller.index, controller.model.as_deref()) {
            (ControllerType::Sata, 0, _) => {
                built_in(&controller.info, (0x1f, 2), "Primary SATA controller must have PCI address 0:0:1f.2")?;
                fix(&mut controller.info, buses, 0x1f, 2)?;
            }
            (ControllerType::Pci, _, Some("dmi-to-pci-bridge")) if buses.is_free(0x1e) => {
                fix(&mut controller.info, buses, 0x1e, 0)?;
            }
            _ => (),
        }
    }
    for function in 0..8 {
        buses.take(0x1f, function);
    }
    for sound in devices.sounds.iter_mut().filter(|s| s.model == "ich9") {
        if buses.is_free(0x1b) {
            fix(&mut sound.info, buses, 0x1b, 0)?;
        }
    }
    primary_video(domain, buses, 1)
}

/// The first screen has a place that firmware knows.
fn primary_video(domain: &mut Domain, buses: &mut Buses, slot: u32) -> Result<()> {
    let Some(video) = domain.devices.videos.first_mut() else { return Ok(()) };
    if matches!(video.model.kind.as_deref(), Some("none" | "ramfb")) || video.model.primary != Some(YesNo::Yes) {
        return Ok(());
    }
    if is_open(&video.info) && buses.is_free(slot) {
        fix(&mut video.info, buses, slot, 0)?;
    }
    Ok(())
}

/// A USB 2 controller of the ICH9 and its companions share a slot.
fn companions(domain: &mut Domain, buses: &mut Buses, is_q35: bool) -> Result<()> {
    let function_of = |model: &str| match model {
        "ich9-ehci1" => Some(7),
        "ich9-uhci1" => Some(0),
        "ich9-uhci2" => Some(1),
        "ich9-uhci3" => Some(2),
        _ => None,
    };
    let controllers = &mut domain.devices.controllers;
    for i in 0..controllers.len() {
        let Some(function) = function_of(controllers[i].model()) else { continue };
        if controllers[i].kind != ControllerType::Usb || !is_open(&controllers[i].info) {
            continue;
        }
        let index = controllers[i].index;
        let partner = controllers.iter().find_map(|c| {
            let same = c.kind == ControllerType::Usb && c.index == index && function_of(c.model()).is_some();
            if same { c.info.pci().filter(|at| !at.is_empty()).cloned() } else { None }
        });
        let mut at = match partner {
            Some(at) => PciAddress { function, multifunction: None, ..at },
            // The first two groups have slots that the chipset's own have.
            None => match [0x1d, 0x1a].into_iter().find(|slot| is_q35 && buses.is_free(*slot)) {
                Some(slot) => PciAddress::new(0, slot, function),
                None => PciAddress { function, ..buses.next(Slot::Pci)? },
            },
        };
        if function == 0 {
            at.multifunction = Some(OnOff::On);
        }
        if let Some(Some(bus)) = buses.buses.get_mut(at.bus as usize) {
            let taken = &mut bus.taken[(at.slot & 31) as usize];
            if *taken & (1 << function) != 0 {
                return Err(Error::xml(format!("Attempted double use of PCI Address {}", at.text())));
            }
            *taken |= 1 << function;
        }
        controllers[i].info.address = Some(Address::Pci(at));
    }
    Ok(())
}

/// Function 0 of a slot says so where other functions of the slot are used.
fn multifunction(domain: &mut Domain) {
    let mut used: Vec<(u32, u32, u32)> = Vec::new();
    let note = |info: &DeviceInfo, used: &mut Vec<(u32, u32, u32)>| {
        if let Some(at) = info.pci().filter(|at| at.function != 0) {
            used.push((at.domain, at.bus, at.slot));
        }
    };
    for controller in &domain.devices.controllers {
        if controller.kind == ControllerType::Pci {
            note(&controller.info, &mut used);
        }
    }
    pci_device::each(domain, &mut |info, _| note(info, &mut used));
    let mark = |info: &mut DeviceInfo| {
        if let Some(Address::Pci(at)) = &mut info.address
            && at.function == 0
            && at.multifunction.is_none()
            && used.contains(&(at.domain, at.bus, at.slot))
        {
            at.multifunction = Some(OnOff::On);
        }
    };
    for controller in domain.devices.controllers.iter_mut().filter(|c| c.kind == ControllerType::Pci) {
        mark(&mut controller.info);
    }
    pci_device::each(domain, &mut |info, _| mark(info));
}

/// What PCI controllers' devices are told follows from their index and place.
fn targets(domain: &mut Domain) -> Result<()> {
    let pseries = MachineKind::of(domain).is_pseries();
    let given = domain.devices.controllers.iter().filter_map(|c| c.target.as_ref()?.index);
    let mut indexes: Vec<u32> = given.collect();
    for controller in domain.devices.controllers.iter_mut().filter(|c| c.kind == ControllerType::Pci) {
        let index = controller.index;
        let port = controller.info.pci().map(|at| u64::from(at.slot << 3 | at.function));
        let model = controller.model().to_owned();
        let mut target = controller.target.take().unwrap_or_default();
        match model.as_str() {
            "pci-bridge" => {
                target.chassis_nr.get_or_insert(index);
            }
            "pcie-root-port" => {
                target.chassis.get_or_insert(index);
                if target.port.is_none() {
                    target.port = port.map(Hex);
                }
            }
            "pcie-switch-downstream-port" => {
                target.chassis.get_or_insert(index);
                if target.port.is_none() {
                    target.port = controller.info.pci().map(|at| Hex(u64::from(at.slot)));
                }
            }
            "pci-expander-bus" | "pcie-expander-bus" if target.bus_nr.is_none() => {
                target.bus_nr = Some(254);
            }
            "pci-root" if pseries && target.index.is_none() => {
                let free = (0..).find(|i| !indexes.contains(i)).unwrap_or(index);
                indexes.push(free);
                target.index = Some(free);
            }
            _ => (),
        }
        controller.target = (target != ControllerTarget::default()).then_some(target);
    }
    Ok(())
}
