//! Devices that come while the guest runs.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use conf::domain::Domain;
use conf::domain::address::Address;
use conf::domain::chardev::{Channel, ChardevSource};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::device::{self, Device};
use conf::domain::disk::DiskBus;
use qemu::argv::{First, Runtime, Step};
use virt::events::DomainEventDeviceAdded;
use virt::{Error, Event, Result};

use super::plug::{self, Terminals};
use super::{beside, config, kinds};
use crate::binaries::KnownBinary;
use crate::core::Core;
use crate::live::Live;
use crate::start::{command, descriptors, prepare, volumes};
use crate::vm::Vm;

/// Plugs a device into a running guest, whose job the caller holds.
pub(super) fn attach(core: &Arc<Core>, vm: &Arc<Vm>, live: &Live, device: Device) -> Result<()> {
    let domain = live.document().domain.clone();
    if super::media::is_change(&domain, &device) {
        return super::media::attach(core, vm, live, device);
    }
    kinds::check_attach(&domain, &device)?;
    if beside::shares_place(&domain, &device) {
        return Err(Error::operation_invalid("Domain already contains a disk with that address"));
    }
    beside::check(&domain, &device, None)?;
    let ready = complete(core, &domain, device)?;
    for bus in ready.buses {
        plug_in(core, vm, live, &ready.binary, bus)?;
    }
    let alias = plug_in(core, vm, live, &ready.binary, ready.device)?;
    // Compat: of the buses that a device brings nobody is told.
    if let Some(dev_alias) = alias {
        let dom = vm.snapshot().reference();
        core.events.publish(Event::DomainEventDeviceAdded(DomainEventDeviceAdded { dom, dev_alias }));
    }
    Ok(())
}

/// A device of which all is decided, and what has to come before it.
struct Ready {
    device: Device,
    buses: Vec<Device>,
    binary: Arc<KnownBinary>,
}

/// Decides what a description leaves open, as if the device stood in the guest's document.
fn complete(core: &Core, domain: &Domain, mut device: Device) -> Result<Ready> {
    if let Some(info) = device.info_mut() {
        // Other names are the driver's to give.
        info.alias.name.take_if(|name| !name.starts_with("ua-"));
    }
    let mut whole = domain.clone();
    add_scsi(&mut whole, &device);
    device::grow(&mut whole, &device);
    device::add(&mut whole, device.clone());
    let binary = core.complete_plugged(&mut whole).map_err(config::in_document)?;
    if whole.devices.hubs.len() > domain.devices.hubs.len() {
        return Err(Error::internal("No free USB ports"));
    }
    qemu::argv::prepare_plugged(&mut whole);
    let was_there =
        |new: &Controller| domain.devices.controllers.iter().any(|old| old.kind == new.kind && old.index == new.index);
    let new = whole.devices.controllers.iter().filter(|controller| !was_there(controller));
    let mut buses: Vec<Device> = new.map(|controller| Device::Controller(Box::new(controller.clone()))).collect();
    let found = match &device {
        Device::Controller(wanted) => {
            let is_it = |bus: &Device| matches!(bus, Device::Controller(new) if new.kind == wanted.kind);
            buses.iter().position(is_it).map(|at| buses.remove(at))
        }
        Device::Disk(_) => device.find(&whole.devices).and_then(|at| device.beside(&whole.devices, at)),
        _ => device.count(&whole.devices).checked_sub(1).and_then(|last| device.beside(&whole.devices, last)),
    };
    let pci = |bus: &Device| matches!(bus, Device::Controller(new) if new.kind == ControllerType::Pci);
    if buses.iter().any(pci) {
        return Err(Error::internal("No more available PCI slots")
            .remedy("a definition with more pcie-root-port controllers has room after the next start"));
    }
    for bus in &buses {
        kinds::check_attach(domain, bus)?;
    }
    let device = found.ok_or_else(|| Error::internal("the device was lost among those of the guest"))?;
    Ok(Ready { device, buses, binary })
}

/// A SCSI disk brings the controllers that it needs, like those that are there.
fn add_scsi(domain: &mut Domain, device: &Device) {
    let Device::Disk(disk) = device else { return };
    let mut disk = disk.clone();
    disk.target.bus = Some(disk.target.bus.unwrap_or_else(|| conf::domain::defaults::own_bus(&disk)));
    conf::domain::defaults::disk_address(&mut disk);
    let (DiskBus::Scsi, Some(Address::Drive(at))) = (disk.bus(), &disk.info.address) else { return };
    let controllers = &mut domain.devices.controllers;
    let Some(last) = controllers.iter().rfind(|controller| controller.kind == ControllerType::Scsi) else { return };
    let model = last.model.clone();
    for index in last.index.saturating_add(1)..=at.controller.min(MAX_SCSI) {
        let new = Controller::new(ControllerType::Scsi, index, model.as_deref());
        conf::domain::defaults::insert_controller(controllers, new);
    }
}

/// Most SCSI controllers that a disk brings.
const MAX_SCSI: u32 = 1024;

/// What the words for QEMU are made from beside the document.
pub(super) fn runtime(core: &Core, live: &Live) -> Result<Runtime> {
    let path = live.private_folder.join("master-key.aes");
    let failed = |e| Error::system(format!("cannot read the master key '{}'", path.display()), &e);
    let key = core.files.read(Path::new(&path), 4096).map_err(failed)?;
    let name = live.document().domain.name.clone();
    Ok(command::runtime(core, live.id, &name, &live.private_folder, virt::SecretBytes::from(&key[..])))
}

/// The commands for the one device of a guest that is alone, or one of its controllers.
pub(super) fn steps(
    live: &Live,
    binary: &KnownBinary,
    single: &Domain,
    controller: Option<&str>,
    runtime: &Runtime,
    last_node: u32,
) -> Result<Vec<Step>> {
    let fdsets = if runtime.fds.is_empty() { 0 } else { plug::next_set(live)? };
    let first = First { images: last_node, fdsets };
    qemu::argv::plug(single, controller, &binary.capabilities, runtime, first)
}

/// Gives the device's images numbers that QEMU has not yet, and looks up what they stand on; gives the last number.
pub(super) fn prepare_disk(core: &Core, live: &Live, single: &mut Domain) -> Result<u32> {
    volumes::look_up(core, single)?;
    let mut next = live.next_node.load(Ordering::Relaxed);
    for disk in &mut single.devices.disks {
        prepare::complete_disk(disk, &mut next)?;
    }
    Ok(next)
}

/// Gives QEMU what a device needs, then the device; gives its alias.
fn plug_in(core: &Arc<Core>, vm: &Vm, live: &Live, binary: &KnownBinary, device: Device) -> Result<Option<String>> {
    if matches!(device, Device::Lease(_)) {
        // QEMU knows nothing of leases.
        publish(core, vm, live, device);
        return Ok(None);
    }
    let document = live.document();
    let mut single = qemu::argv::alone(&document.domain, device.clone());
    let controller = match &device {
        Device::Controller(controller) => {
            device::add(&mut single, device.clone());
            Some(controller.info.alias().to_owned())
        }
        _ => None,
    };
    let last_node = prepare_disk(core, live, &mut single)?;
    qemu::argv::name_channels(&mut single, &live.channel_folder.to_string_lossy());
    // What a line listens on is decided now: it could be another one's.
    if single.devices.channels.first().is_some_and(|channel| is_taken(&document.domain, channel)) {
        return Err(Error::operation_invalid("chardev already exists"));
    }
    let mut runtime = runtime(core, live)?;
    let descriptors = descriptors::open(core, &mut single)?;
    runtime.fds.clone_from(&descriptors.numbers);
    let steps = steps(live, binary, &single, controller.as_deref(), &runtime, last_node)?;
    // Compat: an image that cannot be used has used up its number.
    live.next_node.store(last_node, Ordering::Relaxed);
    core.label_files(&single)?;
    let mut device = match controller {
        Some(_) => device,
        None => device.beside(&single.devices, 0).unwrap_or(device),
    };
    // Whoever comes after a daemon that is killed now finds out how far it has come.
    let announced = core.save_status_ahead(vm, live, &with(&document.domain, &device));
    let plugged = announced.and_then(|()| plug::run(live, steps, &descriptors));
    let terminals = plugged.inspect_err(|_| {
        core.unlabel_files(&single);
        if let Err(error) = core.save_status(vm) {
            log::error!("{error}");
        }
    })?;
    note_terminals(&mut device, &terminals);
    note_place(live, &mut device);
    let alias = device.info_mut().map(|info| info.alias().to_owned());
    publish(core, vm, live, device);
    Ok(alias)
}

fn is_taken(domain: &Domain, channel: &Channel) -> bool {
    Device::Channel(Box::new(channel.clone())).find(&domain.devices).is_some()
}

/// The document with one device more.
fn with(domain: &Domain, device: &Device) -> Domain {
    let mut domain = domain.clone();
    device::grow(&mut domain, device);
    device::add(&mut domain, device.clone());
    conf::domain::defaults::sort_disks(&mut domain.devices.disks);
    domain
}

/// Puts a device that QEMU has into the document.
fn publish(core: &Core, vm: &Vm, live: &Live, device: Device) {
    live.set_document(with(&live.document().domain, &device));
    if let Err(error) = core.save_status(vm) {
        // QEMU has it, and so does the document: the next change writes both.
        log::error!("{error}");
    }
}

/// Notes the terminal that QEMU has made for a character device.
fn note_terminals(device: &mut Device, terminals: &Terminals) {
    let note = |source: &mut ChardevSource| {
        if let (ChardevSource::Pty { path, .. }, Some((_, terminal))) = (source, terminals.first()) {
            *path = Some(terminal.clone());
        }
    };
    match device {
        Device::Serial(device) => note(&mut device.source),
        Device::Parallel(device) => note(&mut device.source),
        Device::Console(device) => note(&mut device.source),
        Device::Channel(device) => note(&mut device.source),
        _ => {}
    }
}

/// Where QEMU has put a memory module.
fn note_place(live: &Live, device: &mut Device) {
    let Device::Memory(module) = device else { return };
    let Ok(modules) = live.command("query-memory-devices", None) else { return };
    let alias = module.info.alias().to_owned();
    let is_it = |entry: &&serde_json::Value| entry["data"]["id"].as_str() == Some(&alias);
    let Some(entry) = modules.as_array().and_then(|list| list.iter().find(is_it)) else { return };
    if let (Some(Address::Dimm { base, .. }), Some(at)) = (&mut module.info.address, entry["data"]["addr"].as_u64()) {
        *base = Some(xml::Hex(at));
    }
}
