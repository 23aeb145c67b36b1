//! Defaults that every hypervisor shares: identities, memory, consoles, disk places.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::address::{Address, DriveAddress};
use super::chardev::{ChardevSource, Console, Protocol, Serial, SocketMode};
use super::controller::{Controller, ControllerType, INDEX_UNSET};
use super::cpu::{Distances, NumaCell, Sibling};
use super::cpuset::{self, CpuSet};
use super::cputune::{IothreadSched, VcpuSched};
use super::disk::{Disk, DiskBus, DiskDevice};
use super::hostdev::{Hostdev, HostdevMode};
use super::interface::{Mac, MacAddress};
use super::os::{BootDev, BootDevice};
use super::small::RngBackend;
use super::video::{Audio, AudioSide};
use super::{Devices, Domain, storage::DiskSource};
use crate::words::YesNo;
use virt::{Error, Result, Uuid};
use xml::{Kib, Text};

/// Where random bytes come from.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

/// A random UUID.
pub fn generate_uuid(random: Random) -> Uuid {
    let mut bytes = [0; 16];
    random(&mut bytes);
    Uuid::from_random(bytes)
}

/// A random address with the hypervisor's prefix.
pub fn generate_mac(random: Random, prefix: [u8; 3]) -> MacAddress {
    let mut byte = || {
        let mut one = [0; 1];
        random(&mut one);
        one[0]
    };
    MacAddress([prefix[0], prefix[1], prefix[2], byte(), byte(), byte()])
}

/// Fills in the UUIDs and network addresses that the document leaves open.
pub fn identities(domain: &mut Domain, random: Random, mac_prefix: [u8; 3]) {
    if domain.uuid == Uuid::default() {
        domain.uuid = generate_uuid(random);
    }
    if let Some(Text(id)) = &mut domain.gen_id
        && id.trim().is_empty()
    {
        *id = generate_uuid(random).to_string();
    }
    for interface in &mut domain.devices.interfaces {
        if interface.mac.as_ref().is_none_or(|mac| mac.address == MacAddress::default()) {
            let address = generate_mac(random, mac_prefix);
            interface.mac = Some(Mac { address, kind: None, check: None, current_address: None });
        }
    }
}

/// Memory sizes that follow from others.
pub fn memory(domain: &mut Domain, abi_update: bool) -> Result<()> {
    let cells = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut()).map(|numa| &mut numa.cells);
    let mut in_cells: u64 = 0;
    if let Some(cells) = cells {
        let mut seen = HashSet::new();
        for (i, cell) in cells.iter_mut().enumerate() {
            let id = *cell.id.get_or_insert(i as u32);
            if !seen.insert(id) {
                return Err(Error::xml(format!("Duplicate NUMA cell info for cell id '{id}'")));
            }
            in_cells = in_cells.saturating_add(cell.memory_kib);
        }
        if let Some(missing) = (0..cells.len() as u32).find(|i| !seen.contains(i)) {
            return Err(Error::xml(format!(
                "Exactly one 'cell' element per guest NUMA cell allowed, cell {missing} is missing"
            )));
        }
        cells.sort_by_key(|cell| cell.id);
        distances(cells)?;
    }
    if domain.memory.size.0 == 0 && in_cells == 0 {
        return Err(Error::xml("Memory size must be specified via <memory> or in the <numa> configuration"));
    }
    let modules: u64 = domain
        .devices
        .memory
        .iter()
        .fold(0, |sum, device| sum.saturating_add(device.target.size.map_or(0, |kib| kib.0)));
    // A new guest has what its nodes have, whatever else the document says.
    if domain.memory.size.0 == 0 || (abi_update && in_cells > 0) {
        domain.memory.size.0 = in_cells.saturating_add(modules);
    }
    if domain.memory.size.0 > i64::MAX as u64 / 1024 {
        return Err(Error::overflow("size value too large"));
    }
    let total = domain.memory.size.0;
    let current = domain.current_memory.map_or(0, |kib| kib.0);
    domain.current_memory = Some(Kib(if current == 0 || current > total { total } else { current }));
    if let Some(max) = &domain.max_memory
        && max.size.0 < total
    {
        return Err(Error::config_unsupported(
            "maximum memory size must be equal or greater than the actual memory size",
        ));
    }
    Ok(())
}

/// A distance is the same both ways, and every node is next to itself.
fn distances(cells: &mut [NumaCell]) -> Result<()> {
    let mut known: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for (from, cell) in cells.iter().enumerate() {
        let from = from as u32;
        for sibling in cell.distances.iter().flat_map(|d| &d.siblings) {
            let (to, value) = (sibling.id, sibling.value);
            if to as usize >= cells.len() {
                return Err(Error::xml(format!("'sibling' {to} of NUMA node {from} does not exist")));
            }
            if !(10..=255).contains(&value) || (value == 10) != (to == from) {
                return Err(Error::xml(format!(
                    "distance {value} from NUMA node {from} to {to}: it is 10 to the node itself, else 11 to 255"
                )));
            }
            known.insert((from, to), value);
        }
    }
    let given: Vec<_> = known.iter().map(|(pair, value)| (*pair, *value)).collect();
    for ((from, to), value) in given {
        known.entry((to, from)).or_insert(value);
        known.insert((from, from), 10);
        known.insert((to, to), 10);
    }
    for (from, cell) in cells.iter_mut().enumerate() {
        let from = from as u32;
        let of_cell = known.range((from, 0)..=(from, u32::MAX));
        let siblings: Vec<Sibling> = of_cell.map(|((_, id), value)| Sibling { id: *id, value: *value }).collect();
        cell.distances = (!siblings.is_empty()).then_some(Distances { siblings });
    }
    Ok(())
}

/// CPUs that no node names belong to the first.
pub fn numa_cpus(domain: &mut Domain) -> Result<()> {
    let count = domain.vcpu.count;
    let Some(cells) = domain.cpu.as_mut().and_then(|c| c.numa.as_mut()).map(|n| &mut n.cells) else { return Ok(()) };
    let mut seen: Vec<(u32, BTreeSet<u32>)> = Vec::new();
    for cell in cells.iter() {
        let cpus: BTreeSet<u32> = cell.cpus.as_deref().and_then(cpuset::parse).into_iter().flatten().collect();
        let id = cell.id.unwrap_or(0);
        if let Some((other, _)) = seen.iter().find(|(_, known)| !known.is_disjoint(&cpus)) {
            return Err(Error::config_unsupported(format!("NUMA cells {id} and {other} have overlapping vCPU ids")));
        }
        seen.push((id, cpus));
    }
    let named: BTreeSet<u32> = cells.iter().filter_map(|c| cpuset::parse(c.cpus.as_deref()?)).flatten().collect();
    let rest: Vec<u32> = cpuset::first(count).difference(&named).copied().collect();
    if let Some(first) = cells.first_mut().filter(|_| !rest.is_empty()) {
        let mut cpus = first.cpus.as_deref().and_then(cpuset::parse).unwrap_or_default();
        cpus.extend(rest);
        first.cpus = Some(cpuset::format(&cpus));
    }
    match named.last() {
        Some(last) if *last >= count => Err(Error::internal("Number of CPUs in <numa> exceeds the <vcpu> count")),
        _ => Ok(()),
    }
}

/// From here on a limit of memory is none, in KiB.
const UNLIMITED_KIB: u64 = 9_007_199_254_740_991;

/// Schedulers stand thread by thread; parts of caches belong to CPUs that the guest has.
pub fn tuning(domain: &mut Domain) {
    if let Some(memtune) = &mut domain.memtune {
        let limits = [
            &mut memtune.hard_limit,
            &mut memtune.soft_limit,
            &mut memtune.min_guarantee,
            &mut memtune.swap_hard_limit,
        ];
        for limit in limits {
            limit.take_if(|limit| limit.0 >= UNLIMITED_KIB);
        }
        if *memtune == super::tuning::Memtune::default() {
            domain.memtune = None;
        }
    }
    numatune(domain);
    let count = domain.vcpu.count;
    let Some(tune) = &mut domain.cputune else { return };
    let single = |id: u32| CpuSet([id].into());
    let vcpus = std::mem::take(&mut tune.vcpu_scheds).into_iter();
    tune.vcpu_scheds = vcpus
        .flat_map(|s| s.vcpus.0.into_iter().map(move |id| (id, s.scheduler.clone())))
        .map(|(id, scheduler)| VcpuSched { vcpus: single(id), scheduler })
        .collect();
    tune.vcpu_scheds.sort_by(|a, b| a.vcpus.0.cmp(&b.vcpus.0));
    let threads = std::mem::take(&mut tune.iothread_scheds).into_iter();
    tune.iothread_scheds = threads
        .flat_map(|s| s.iothreads.0.into_iter().map(move |id| (id, s.scheduler.clone())))
        .map(|(id, scheduler)| IothreadSched { iothreads: single(id), scheduler })
        .collect();
    tune.iothread_scheds.sort_by(|a, b| a.iothreads.0.cmp(&b.iothreads.0));
    for group in &mut tune.cachetunes {
        group.vcpus.0.retain(|id| *id < count);
    }
    for group in &mut tune.memorytunes {
        group.vcpus.0.retain(|id| *id < count);
    }
    tune.cachetunes.retain(|group| !group.vcpus.0.is_empty());
    tune.memorytunes.retain(|group| !group.vcpus.0.is_empty());
    tune.vcpu_pins.retain(|pin| pin.vcpu < count);
    tune.vcpu_pins.sort_by_key(|pin| pin.vcpu);
}

/// The guest's nodes stand in their order; without any word there is no tuning.
fn numatune(domain: &mut Domain) {
    let Some(tune) = &mut domain.numatune else { return };
    tune.nodes.sort_by_key(|node| node.cellid);
    domain.numatune.take_if(|tune| *tune == Default::default());
}

/// The boot device of a guest that names none.
pub fn boot(domain: &mut Domain) {
    if domain.os.kind.name == "hvm" && domain.os.boot.is_empty() && !has_boot_order(domain) {
        domain.os.boot.push(BootDev { dev: BootDevice::Hd });
    }
}

fn has_boot_order(domain: &Domain) -> bool {
    let devices = &domain.devices;
    devices.disks.iter().any(|d| d.info.boot.is_some())
        || devices.interfaces.iter().any(|d| d.info.boot.is_some())
        || devices.hostdevs.iter().any(|d| d.info.boot.is_some())
        || devices.redirdevs.iter().any(|d| d.info.boot.is_some())
}

/// Only TCP has a protocol; sockets connect unless they say otherwise.
pub fn chardev(source: &mut ChardevSource, protocol: &mut Option<Protocol>) {
    match source {
        ChardevSource::Tcp(tcp) => {
            tcp.mode.get_or_insert(SocketMode::Connect);
            protocol.get_or_insert_with(|| Protocol { kind: "raw".to_owned() });
            return;
        }
        // A socket whose path is still to be chosen is ours.
        ChardevSource::Unix(unix) if unix.path.is_none() => unix.mode = None,
        ChardevSource::Unix(unix) => {
            unix.mode.get_or_insert(SocketMode::Connect);
        }
        _ => (),
    }
    *protocol = None;
}

/// The same for every device that has a host side.
pub fn chardevs(domain: &mut Domain) {
    let devices = &mut domain.devices;
    devices.serials.iter_mut().for_each(|d| chardev(&mut d.source, &mut d.protocol));
    devices.parallels.iter_mut().for_each(|d| chardev(&mut d.source, &mut d.protocol));
    devices.consoles.iter_mut().for_each(|d| chardev(&mut d.source, &mut d.protocol));
    devices.channels.iter_mut().for_each(|d| chardev(&mut d.source, &mut d.protocol));
    devices.redirdevs.iter_mut().for_each(|d| chardev(&mut d.source, &mut d.protocol));
    for card in &mut devices.smartcards {
        if let Some(source) = &mut card.source {
            chardev(source, &mut card.protocol);
        }
    }
    for rng in &mut devices.rngs {
        if let RngBackend::Egd { source, protocol } = &mut rng.backend {
            chardev(source, protocol);
        }
    }
}

/// Smart cards sit in readers; a document that names none gets one.
pub fn smartcards(devices: &mut Devices) {
    let cards = devices.smartcards.iter().map(|card| match &card.info.address {
        Some(Address::Ccid { controller, .. }) => *controller,
        _ => 0,
    });
    if let Some(most) = cards.max() {
        add_controllers(&mut devices.controllers, ControllerType::Ccid, most);
    }
    let cards = &mut devices.smartcards;
    let mut used: HashSet<(u32, u32)> = cards
        .iter()
        .filter_map(|card| match &card.info.address {
            Some(Address::Ccid { controller, slot }) => Some((*controller, *slot)),
            _ => None,
        })
        .collect();
    let mut lowest = 0;
    for card in cards.iter_mut().filter(|c| c.info.address.is_none()) {
        let slot = (lowest..).find(|slot| !used.contains(&(0, *slot))).unwrap_or(0);
        lowest = slot;
        used.insert((0, slot));
        card.info.address = Some(Address::Ccid { controller: 0, slot });
    }
}

/// Everything that documents of all hypervisors have in common.
pub fn complete(domain: &mut Domain, arch: &str, random: Random) -> Result<()> {
    domain.os.kind.arch.get_or_insert_with(|| arch.to_owned());
    identities(domain, random, [0x52, 0x54, 0]);
    super::validate::name(&domain.name)?;
    memory(domain, false)?;
    boot(domain);
    tuning(domain);
    controller_indexes(&mut domain.devices.controllers);
    let is_hvm = domain.os.kind.name == "hvm";
    consoles(domain, is_hvm);
    chardevs(domain);
    domain.devices.disks.iter_mut().try_for_each(disk)?;
    sort_disks(&mut domain.devices.disks);
    domain.devices.disks.iter_mut().for_each(disk_address);
    disk_controllers(domain);
    smartcards(&mut domain.devices);
    primary_video(domain);
    domain.devices.hostdevs.iter_mut().for_each(hostdev);
    domain.devices.audios.iter_mut().for_each(audio);
    super::validate::domain(domain)
}

/// Who unbinds a host device from its driver is always said.
pub fn hostdev(hostdev: &mut Hostdev) {
    if hostdev.mode == HostdevMode::Subsystem {
        hostdev.managed.get_or_insert(YesNo::No);
    }
}

/// What the host's side cannot be told is forgotten; settings that are fixed are said.
pub fn audio(audio: &mut Audio) {
    let kind = audio.kind.clone();
    for side in [&mut audio.input, &mut audio.output].into_iter().flatten() {
        side.keep_known(&kind);
        if side.fixed_settings == Some(YesNo::Yes) {
            side.settings.get_or_insert_default();
        }
    }
    let is_empty = |side: &mut AudioSide| *side == AudioSide::default();
    audio.input.take_if(is_empty);
    audio.output.take_if(is_empty);
}

/// Numbers for serial ports, consoles and the like; the first console and the first serial port are one.
pub fn consoles(domain: &mut Domain, is_hvm: bool) {
    let devices = &mut domain.devices;
    for console in &mut devices.consoles {
        console.target.kind.get_or_insert_with(|| "serial".to_owned());
    }
    if is_hvm {
        match devices.consoles.first_mut() {
            Some(first) if first.target.kind.as_deref() == Some("serial") => {
                if devices.serials.is_empty() {
                    devices.serials.push(Serial {
                        source: first.source.clone(),
                        protocol: first.protocol.clone(),
                        log: first.log.clone(),
                        ..Serial::default()
                    });
                }
                mirror(first, &devices.serials[0]);
            }
            _ if devices.serials.first().is_some_and(is_console) => {
                let mut console = Console::default();
                console.target.kind = Some("serial".to_owned());
                mirror(&mut console, &devices.serials[0]);
                devices.consoles.insert(0, console);
            }
            _ => (),
        }
    }
    number(devices.serials.iter_mut().map(|s| &mut s.target.port));
    number(devices.parallels.iter_mut().map(|p| &mut p.target.port));
    let first = devices.serials.first().filter(|_| is_hvm).and_then(|s| s.target.port);
    for (i, console) in devices.consoles.iter_mut().enumerate() {
        let is_mirror = i == 0 && console.target.kind.as_deref() == Some("serial");
        console.target.port = first.filter(|_| is_mirror).or(Some(i as u32));
    }
}

/// Whether the guest's boot messages come out of this port: those on buses that firmware does not know are no console.
fn is_console(serial: &Serial) -> bool {
    !matches!(serial.target.kind.as_deref(), Some("usb-serial" | "pci-serial" | "isa-debug"))
}

fn mirror(console: &mut Console, serial: &Serial) {
    console.source = serial.source.clone();
    console.protocol = serial.protocol.clone();
    console.log = serial.log.clone();
    console.info.alias = serial.info.alias.clone();
    console.info.address = serial.info.address.clone();
    console.tty = serial
        .source
        .path()
        .filter(|_| matches!(serial.source, super::chardev::ChardevSource::Pty { .. }))
        .map(str::to_owned);
}

/// Ports count on from the largest that is given.
fn number<'a>(ports: impl Iterator<Item = &'a mut Option<u32>>) {
    let ports: Vec<&mut Option<u32>> = ports.collect();
    let mut next = ports.iter().filter_map(|port| port.map(|p| p.saturating_add(1))).max().unwrap_or(0);
    for port in ports.into_iter().filter(|port| port.is_none()) {
        *port = Some(next);
        next = next.saturating_add(1);
    }
}

/// The number that a disk's name in the guest stands for: `sda` is 0, `sdb1` is 1.
pub fn disk_index(name: &str) -> Option<u32> {
    let rest = ["fd", "hd", "vd", "sd", "xvd", "ubd"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    if letters == 0 || !rest.bytes().skip(letters).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = rest
        .bytes()
        .take(letters)
        .try_fold(0u32, |sum, b| sum.checked_mul(26)?.checked_add(u32::from(b - b'a') + 1))?;
    Some(number - 1)
}

/// What follows from a disk's kind and name.
pub fn disk(disk: &mut Disk) -> Result<()> {
    let dev = &disk.target.dev;
    if dev.is_empty() {
        return Err(Error::xml("missing target information for device"));
    }
    if disk_index(dev).is_none() {
        return Err(Error::xml(format!("Unknown disk name '{dev}' and no address specified")));
    }
    let bus = own_bus(disk);
    disk.target.bus.get_or_insert(bus);
    if disk.device == DiskDevice::Cdrom {
        disk.readonly = true;
    }
    // A mirror of the source's place of authentication and encryption: newer readers look inside <source>.
    Ok(())
}

/// The bus that a disk is on if its document names none: that of its name in the guest.
pub fn own_bus(disk: &Disk) -> DiskBus {
    match disk.target.dev.as_bytes() {
        _ if disk.device == DiskDevice::Floppy => DiskBus::Fdc,
        [b'f', b'd', ..] => DiskBus::Fdc,
        [b'h', b'd', ..] => DiskBus::Ide,
        [b's', b'd', ..] => DiskBus::Scsi,
        [b'v', b'd', ..] => DiskBus::Virtio,
        [b'x', b'v', b'd', ..] => DiskBus::Xen,
        [b'u', b'b', b'd', ..] => DiskBus::Uml,
        _ => DiskBus::Ide,
    }
}

/// A disk's place on its controller follows from its name.
pub fn disk_address(disk: &mut Disk) {
    if disk.info.address.is_some() {
        return;
    }
    let Some(index) = disk_index(&disk.target.dev) else { return };
    let (controller, bus, unit) = match disk.bus() {
        DiskBus::Scsi => (index / 7, 0, index % 7),
        DiskBus::Ide => (index / 4, index % 4 / 2, index % 2),
        DiskBus::Sata => (index / 6, 0, index % 6),
        DiskBus::Fdc => (index / 2, 0, index % 2),
        _ => return,
    };
    disk.info.address = Some(Address::Drive(DriveAddress { controller, bus, target: 0, unit }));
}

/// Controllers that a document leaves without an index get the lowest free one of their kind; each kind stands in the
/// order of its indexes.
pub fn controller_indexes(controllers: &mut Vec<Controller>) {
    let mut used: HashSet<(ControllerType, u32)> =
        controllers.iter().filter(|c| c.index != INDEX_UNSET).map(|c| (c.kind, c.index)).collect();
    // Below these no index of a kind is free.
    let mut lowest: BTreeMap<ControllerType, u32> = BTreeMap::new();
    for i in 0..controllers.len() {
        if controllers[i].index != INDEX_UNSET {
            continue;
        }
        let kind = controllers[i].kind;
        let index = match companion_index(&controllers[..i], &controllers[i]) {
            Some(index) => index,
            None => {
                let lowest = lowest.entry(kind).or_default();
                *lowest = (*lowest..).find(|index| !used.contains(&(kind, *index))).unwrap_or(0);
                *lowest
            }
        };
        controllers[i].index = index;
        used.insert((kind, index));
    }
    for controller in std::mem::take(controllers) {
        insert_controller(controllers, controller);
    }
}

/// The parts of an ICH9 USB controller that stand one after the other share an index, as long as none is there twice.
fn companion_index(before: &[Controller], new: &Controller) -> Option<u32> {
    let part = |c: &Controller| c.kind == ControllerType::Usb && c.model().starts_with("ich9-");
    if !part(new) {
        return None;
    }
    let previous = before.iter().rfind(|c| c.kind == ControllerType::Usb).filter(|previous| part(previous))?;
    let is_there = before.iter().any(|c| part(c) && c.index == previous.index && c.model() == new.model());
    (!is_there).then_some(previous.index)
}

/// Adds a controller after the others of its kind, in the order of their indexes.
pub fn insert_controller(controllers: &mut Vec<Controller>, new: Controller) {
    let last = controllers.iter().rposition(|old| old.kind == new.kind);
    // Most come in their order.
    if let Some(last) = last.filter(|last| controllers[*last].index < new.index) {
        return controllers.insert(last + 1, new);
    }
    let mut at = None;
    for (i, old) in controllers.iter().enumerate() {
        if old.kind != new.kind {
            continue;
        }
        // The main controller goes before its companions.
        let is_companion = |c: &Controller| c.kind == ControllerType::Usb && c.model().starts_with("ich9-uhci");
        if old.index > new.index || old.index == new.index && is_companion(old) && !is_companion(&new) {
            at = Some(i);
            break;
        }
        // Companions stay behind the main controller that shares their index.
        at = Some(i + 1);
    }
    controllers.insert(at.unwrap_or(controllers.len()), new);
}

/// Adds controllers of a kind up to `index`, where they are missing.
pub fn add_controllers(controllers: &mut Vec<Controller>, kind: ControllerType, index: u32) {
    for index in 0..=index.min(1024) {
        if !controllers.iter().any(|c| c.kind == kind && c.index == index) {
            insert_controller(controllers, Controller::new(kind, index, None));
        }
    }
}

/// Controllers for the disks' addresses.
pub fn disk_controllers(domain: &mut Domain) {
    let devices = &mut domain.devices;
    for (bus, kind) in [
        (DiskBus::Scsi, ControllerType::Scsi),
        (DiskBus::Fdc, ControllerType::Fdc),
        (DiskBus::Ide, ControllerType::Ide),
        (DiskBus::Sata, ControllerType::Sata),
    ] {
        let most = devices
            .disks
            .iter()
            .filter(|d| d.bus() == bus)
            .filter_map(|d| match &d.info.address {
                Some(Address::Drive(at)) => Some(at.controller),
                _ => None,
            })
            .max();
        if let Some(most) = most {
            add_controllers(&mut devices.controllers, kind, most);
        }
    }
}

/// What `<video>` says of itself is completed: the first is the primary one, and stands first.
pub fn primary_video(domain: &mut Domain) {
    let videos = &mut domain.devices.videos;
    let primary = videos.iter().position(|v| v.model.primary == Some(YesNo::Yes)).unwrap_or(0);
    for (i, video) in videos.iter_mut().enumerate() {
        video.model.primary = (i == primary && video.model.kind.as_deref() != Some("none")).then_some(YesNo::Yes);
    }
    if primary < videos.len() {
        let first = videos.remove(primary);
        videos.insert(0, first);
    }
}

/// Disks stand grouped by bus, in the order of their names.
pub fn sort_disks(disks: &mut [Disk]) {
    let mut buses = Vec::new();
    for disk in disks.iter() {
        if !buses.contains(&disk.bus()) {
            buses.push(disk.bus());
        }
    }
    // Compat: of several with one name the last stands first. Names of one number (`vda`, `xvda`) have an order of
    // their own, or they would change places each time the document is read.
    disks.reverse();
    disks.sort_by_cached_key(|d| {
        let bus = buses.iter().position(|bus| *bus == d.bus());
        (bus, disk_index(&d.target.dev), Reverse(d.target.dev.clone()))
    });
}

/// A drive without a medium is of type file.
pub fn empty_source(disk: &mut Disk) {
    if disk.is_removable() && disk.source.is_empty() && !matches!(disk.source, DiskSource::File { .. }) {
        let common = std::mem::take(disk.source.common_mut());
        disk.source = DiskSource::File { file: None, fdgroup: None, common };
    }
}
