//! Device defaults: what each device leaves open, and the devices that every guest has.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, DriveAddress};
use conf::domain::chardev::{Channel, ChardevSource, Serial};
use conf::domain::defaults;
use conf::domain::disk::{Disk, DiskBus, DiskDevice, DiskDriver, SnapshotLocation};
use conf::domain::filesystem::AccessMode;
use conf::domain::graphics::{Graphics, Listen, ListenType};
use conf::domain::hostdev::{HostdevModel, HostdevSource, ScsiSource};
use conf::domain::interface::{Interface, InterfaceBackend, InterfaceDriver, InterfaceModel, InterfaceSource};
use conf::domain::small::{Memballoon, Panic, RngBackend, ShmemSize, TpmBackend, Watchdog};
use conf::domain::storage::{DiskSource, ImageFormat, NetProtocol};
use conf::domain::video::{Audio, Input, Video};
use conf::encryption::{Encryption, EncryptionEngine, EncryptionFormat};
use conf::words::{Named, OnOff, YesNo};
use virt::{Error, Result};

use super::{Context, has_ps2};
use crate::machine::MachineKind;

/// Completes the devices that the document has.
pub(super) fn complete(domain: &mut Domain, context: &Context) -> Result<()> {
    let owner = domain.os.kind.clone();
    let machine =
        MachineKind { arch: owner.arch.as_deref().unwrap_or(""), machine: owner.machine.as_deref().unwrap_or("") };
    for disk in &mut domain.devices.disks {
        complete_disk(disk)?;
    }
    defaults::sort_disks(&mut domain.devices.disks);
    let net_model = net_model(machine, context);
    for interface in &mut domain.devices.interfaces {
        if interface.model.is_none() && !matches!(interface.source, InterfaceSource::Hostdev { .. }) {
            let is_virtio = matches!(interface.source, InterfaceSource::VhostUser(_) | InterfaceSource::Vdpa { .. });
            let kind = if is_virtio { "virtio" } else { net_model };
            interface.model = Some(InterfaceModel { kind: kind.to_owned() });
        }
        if let Some(model) = &mut interface.model {
            spell_as_known(&mut model.kind);
        }
        complete_interface(interface);
    }
    for hostdev in &mut domain.devices.hostdevs {
        defaults::hostdev(hostdev);
        let is_card = hostdev.kind == "mdev" && hostdev.model == Some(HostdevModel::VfioPci);
        if is_card {
            hostdev.display.get_or_insert(OnOff::Off);
        }
        if let HostdevSource::Scsi(ScsiSource::Iscsi(iscsi)) = &mut hostdev.source {
            name_first_unit(&mut iscsi.name);
        }
    }
    implicit_inputs(domain);
    power_inputs(domain, machine);
    scsi_places(domain);
    for input in &mut domain.devices.inputs {
        complete_input(input, machine);
    }
    for watchdog in &mut domain.devices.watchdogs {
        watchdog.action.get_or_insert_with(|| "reset".to_owned());
    }
    for sound in domain.devices.sounds.iter_mut().filter(|s| s.model == "virtio") {
        sound.streams.get_or_insert(2);
    }
    for tpm in &mut domain.devices.tpms {
        complete_tpm(tpm, machine);
    }
    for panic in &mut domain.devices.panics {
        if panic.model.is_none() {
            let model = match machine {
                m if m.is_pseries() => "pseries",
                m if m.is_s390() => "s390",
                m if m.is_x86() => "isa",
                _ => "pvpanic",
            };
            panic.model = Some(model.to_owned());
        }
    }
    for (i, audio) in domain.devices.audios.iter_mut().enumerate() {
        if audio.id == 0 {
            audio.id = i as u32 + 1;
        }
    }
    domain.devices.audios.iter_mut().for_each(defaults::audio);
    defaults::consoles(domain, true);
    complete_lines(domain, machine);
    defaults::chardevs(domain);
    complete_sources(domain);
    Ok(())
}

/// Units of a SCSI controller that are given out; the eighth is the controller's own.
const UNITS: u32 = 7;

/// SCSI devices of the host stand in the first units that are free.
fn scsi_places(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let disks = devices.disks.iter().filter(|disk| disk.bus() == DiskBus::Scsi).map(|disk| &disk.info);
    let others = devices.hostdevs.iter().filter(|hostdev| hostdev.kind == "scsi").map(|hostdev| &hostdev.info);
    let mut taken: HashSet<(u32, u32)> = disks
        .chain(others)
        .filter_map(|info| match &info.address {
            Some(Address::Drive(at)) if at.bus == 0 && at.target == 0 => Some((at.controller, at.unit)),
            _ => None,
        })
        .collect();
    let mut places = (0..).flat_map(|controller| (0..UNITS).map(move |unit| (controller, unit)));
    for hostdev in devices.hostdevs.iter_mut().filter(|h| h.kind == "scsi" && h.info.address.is_none()) {
        let Some((controller, unit)) = places.find(|place| taken.insert(*place)) else { return };
        hostdev.info.address = Some(Address::Drive(DriveAddress { controller, bus: 0, target: 0, unit }));
    }
}

/// A guest on POWER that can be seen has something to type on and to point with.
fn power_inputs(domain: &mut Domain, machine: MachineKind<'_>) {
    if !machine.is_pseries() || domain.devices.graphics.is_empty() {
        return;
    }
    let inputs = &mut domain.devices.inputs;
    for (kind, same) in [("keyboard", &["keyboard"][..]), ("mouse", &["mouse", "tablet"])] {
        if !inputs.iter().any(|input| same.contains(&input.kind.as_str())) {
            inputs.push(Input { kind: kind.to_owned(), bus: Some("usb".to_owned()), ..Input::default() });
        }
    }
}

/// A PC has a mouse and a keyboard.
///
/// Compat: one whose bus is not said is another, though it turns out to be on the same bus.
fn implicit_inputs(domain: &mut Domain) {
    if !has_ps2(domain) {
        return;
    }
    let inputs = &mut domain.devices.inputs;
    for kind in ["mouse", "keyboard"] {
        if !inputs.iter().any(|input| input.kind == kind && input.bus.as_deref() == Some("ps2")) {
            inputs.push(Input { kind: kind.to_owned(), bus: Some("ps2".to_owned()), ..Input::default() });
        }
    }
}

/// Devices that carry characters.
fn complete_lines(domain: &mut Domain, machine: MachineKind<'_>) {
    for serial in &mut domain.devices.serials {
        complete_serial(serial, machine);
    }
    for channel in &mut domain.devices.channels {
        complete_channel(channel);
    }
}

/// Devices whose other end is on the host.
fn complete_sources(domain: &mut Domain) {
    for device in &mut domain.devices.redirdevs {
        if let ChardevSource::Dbus { channel } = &mut device.source {
            channel.get_or_insert_with(|| "org.qemu.usbredir".to_owned());
        }
    }
    for rng in &mut domain.devices.rngs {
        match &mut rng.backend {
            RngBackend::Random(device) => {
                device.path.get_or_insert_with(|| "/dev/random".to_owned());
            }
            RngBackend::Egd { .. } | RngBackend::Builtin => (),
        }
    }
    for filesystem in &mut domain.devices.filesystems {
        if filesystem.source.socket().is_none() {
            filesystem.accessmode.get_or_insert(AccessMode::Passthrough);
        }
    }
    for shmem in &mut domain.devices.shmems {
        let is_doorbell = shmem.model.as_ref().is_some_and(|m| m.kind == "ivshmem-doorbell");
        if !is_doorbell {
            shmem.size.get_or_insert(ShmemSize { bytes: 4 << 20 });
        }
    }
    if let Some(vsock) = &mut domain.devices.vsock {
        vsock.model.get_or_insert_with(|| "virtio".to_owned());
        let cid = vsock.cid.get_or_insert_default();
        cid.auto.get_or_insert(YesNo::from(cid.address.is_none()));
    }
}

fn complete_disk(disk: &mut Disk) -> Result<()> {
    defaults::disk(disk)?;
    defaults::empty_source(disk);
    let driver = disk.driver.get_or_insert_with(DiskDriver::default);
    driver.name.get_or_insert_with(|| "qemu".to_owned());
    if driver.name.as_deref() != Some("qemu") {
        let name = driver.name.clone().unwrap_or_default();
        return Err(Error::config_unsupported(format!(
            "unsupported driver name '{name}' for disk '{}'",
            disk.target.dev
        )));
    }
    let backed_by_file = !matches!(disk.source, DiskSource::VhostUser { .. } | DiskSource::VhostVdpa { .. });
    let open = !matches!(disk.source, DiskSource::Volume { .. });
    if backed_by_file && open && disk.format().is_none() {
        let fat = matches!(disk.source, DiskSource::Dir { .. });
        if let Some(driver) = &mut disk.driver {
            driver.format = Some(if fat { ImageFormat::Fat } else { ImageFormat::Raw });
        }
    }
    complete_source(&mut disk.source);
    if let Some(encryption) = &mut disk.encryption {
        complete_encryption(encryption);
    }
    let mut below = disk.backing_store.as_deref_mut();
    while let Some(store) = below {
        if let Some(source) = &mut store.source {
            complete_source(source);
        }
        below = store.backing_store.as_deref_mut();
    }
    if matches!(disk.source, DiskSource::VhostUser { .. }) && disk.device == DiskDevice::Disk {
        disk.snapshot.get_or_insert(SnapshotLocation::No);
    }
    defaults::disk_address(disk);
    Ok(())
}

/// What a connection does not go through, it cannot filter or tune.
fn complete_interface(interface: &mut Interface) {
    match interface.source {
        InterfaceSource::VhostUser(_) => interface.filterref = None,
        InterfaceSource::Hostdev { .. } => {
            interface.filterref = None;
            interface.driver = None;
        }
        _ => (),
    }
    let is_virtio = interface.model().starts_with("virtio");
    if let Some(backend) = interface.backend.as_mut().filter(|_| !is_virtio) {
        backend.vhost = None;
        if *backend == InterfaceBackend::default() {
            interface.backend = None;
        }
    }
    if let Some(driver) = &mut interface.driver {
        if driver.queues == Some(1) {
            driver.queues = None;
        }
        if !is_virtio || *driver == InterfaceDriver::default() {
            interface.driver = None;
        }
    }
}

/// QEMU's own paths of agent channels are chosen anew at each start.
fn complete_channel(channel: &mut Channel) {
    let name = channel.target.name.clone().unwrap_or_default();
    let ChardevSource::Unix(unix) = &mut channel.source else { return };
    if channel.target.kind == "virtio"
        && let Some(path) = &unix.path
        && is_generated_path(path, &name)
    {
        unix.path = None;
    }
    if unix.path.is_none() {
        unix.mode = None;
    }
}

/// Whether earlier daemons chose this path.
fn is_generated_path(path: &str, name: &str) -> bool {
    let folders = ["/var/lib/libvirt/qemu/channel/", "/var/run/libvirt/qemu/channel/", "/run/libvirt/qemu/channel/"];
    let Some(rest) = folders.iter().find_map(|folder| path.strip_prefix(folder)) else { return false };
    match rest.strip_prefix("target/") {
        Some(target) => match target.split_once('/') {
            Some((folder, file)) => folder.starts_with("domain-") && file == name,
            None => target.strip_suffix(name).is_some_and(|guest| guest.ends_with('.')),
        },
        None => rest.split_once('/').is_some_and(|(folder, file)| {
            folder.split_once('-').is_some_and(|(id, _)| id.parse::<u32>().is_ok()) && file == name
        }),
    }
}

/// Ports that servers use by default, and who decrypts.
fn complete_source(source: &mut DiskSource) {
    if let DiskSource::Network(network) = source {
        network.complete_ports();
        if let Some(name) = network.name.as_mut().filter(|_| network.protocol == NetProtocol::Iscsi) {
            name_first_unit(name);
        }
    }
    if let Some(encryption) = &mut source.common_mut().encryption {
        complete_encryption(encryption);
    }
    if let Some(store) = &mut source.common_mut().data_store {
        complete_source(&mut store.source);
    }
}

/// An iSCSI target without a unit means its first one.
fn name_first_unit(name: &mut String) {
    if !name.contains('/') {
        name.push_str("/0");
    }
}

fn complete_encryption(encryption: &mut Encryption) {
    if encryption.format == EncryptionFormat::Luks {
        encryption.engine.get_or_insert(EncryptionEngine::Qemu);
    }
}

/// Cards that are known, as they are spelled.
const CARDS: &[&str] = &[
    "netfront",
    "rtl8139",
    "virtio",
    "e1000",
    "e1000e",
    "igb",
    "virtio-transitional",
    "virtio-non-transitional",
    "usb-net",
    "spapr-vlan",
    "lan9118",
    "scm91c111",
    "vlance",
    "vmxnet",
    "vmxnet2",
    "vmxnet3",
    "Am79C970A",
    "Am79C973",
    "82540EM",
    "82545EM",
    "82543GC",
];

/// Compat: the case of a known card's letters does not matter.
fn spell_as_known(kind: &mut String) {
    if let Some(known) = CARDS.iter().find(|known| known.eq_ignore_ascii_case(kind)) {
        *kind = (*known).to_owned();
    }
}

fn net_model(machine: MachineKind, context: &Context) -> &'static str {
    if machine.is_s390() || machine.is_virt() {
        return "virtio";
    }
    if machine.is_arm() {
        return if machine.machine == "versatilepb" { "smc91c111" } else { "lan9118" };
    }
    let caps = context.caps;
    if caps.has("rtl8139") {
        "rtl8139"
    } else if caps.has("e1000") {
        "e1000"
    } else {
        "virtio"
    }
}

fn complete_input(input: &mut Input, machine: MachineKind) {
    if input.bus.is_some() || matches!(input.kind.as_str(), "evdev") {
        return;
    }
    let bus = match input.kind.as_str() {
        "passthrough" => "virtio",
        "mouse" | "keyboard" if machine.is_x86() => "ps2",
        _ if machine.is_s390() => "virtio",
        _ => "usb",
    };
    input.bus = Some(bus.to_owned());
}

fn complete_tpm(tpm: &mut conf::domain::small::Tpm, machine: MachineKind) {
    let model = if machine.is_pseries() { "tpm-spapr" } else { "tpm-tis" };
    let model = tpm.model.get_or_insert_with(|| model.to_owned());
    // Old firmware on PCs knows only the old TPM behind the old interface.
    let old = model == "tpm-tis" && machine.is_x86();
    if let TpmBackend::Emulator { version, .. } = &mut tpm.backend {
        version.get_or_insert_with(|| if old { "1.2" } else { "2.0" }.to_owned());
    }
}

/// A serial port's type and device follow from the machine and from the bus it is put on.
fn complete_serial(serial: &mut Serial, machine: MachineKind) {
    // Documents of long ago say "ISA" on machines that never had it.
    let never_had = machine.is_virt() || machine.is_pseries();
    if never_had && serial.target.kind.as_deref() == Some("isa-serial") && serial.target.model.is_none() {
        serial.target.kind = None;
    }
    if serial.target.kind.is_none() {
        let kind = match (&serial.info.address, machine) {
            (Some(Address::Usb(_)), _) => Some("usb-serial"),
            (Some(Address::Pci(_)), _) => Some("pci-serial"),
            (Some(Address::SpaprVio { .. }), _) => Some("spapr-vio-serial"),
            (Some(Address::Isa { .. }), _) => Some("isa-serial"),
            (_, m) if m.is_x86() => Some("isa-serial"),
            (_, m) if m.is_pseries() => Some("spapr-vio-serial"),
            (_, m) if m.is_virt() => Some("system-serial"),
            (_, m) if m.is_s390() => Some("sclp-serial"),
            _ => None,
        };
        serial.target.kind = kind.map(str::to_owned);
    }
    if serial.target.model.is_none() {
        let model = match serial.target.kind.as_deref() {
            Some("isa-serial") => Some("isa-serial"),
            Some("isa-debug") => Some("isa-debugcon"),
            Some("usb-serial") => Some("usb-serial"),
            Some("pci-serial") => Some("pci-serial"),
            Some("spapr-vio-serial") => Some("spapr-vty"),
            Some("sclp-serial") => Some("sclpconsole"),
            Some("system-serial") if machine.is_arm() => Some("pl011"),
            Some("system-serial") => Some("16550a"),
            _ => None,
        };
        serial.target.model = model.map(|name| Named { name: name.to_owned() });
    }
}

/// Adds the devices that every guest of this machine has.
pub(super) fn always_there(domain: &mut Domain, context: &Context) -> Result<()> {
    let owner = domain.os.kind.clone();
    let machine =
        MachineKind { arch: owner.arch.as_deref().unwrap_or(""), machine: owner.machine.as_deref().unwrap_or("") };
    let devices = &mut domain.devices;
    if !devices.graphics.is_empty() && devices.videos.is_empty() {
        devices.videos.push(Video::default());
    }
    let primaries = domain.devices.videos.iter().filter(|v| v.model.primary == Some(YesNo::Yes)).count();
    if primaries > 1 {
        return Err(Error::xml("Only one primary video device is supported"));
    }
    complete_videos(domain, machine, context);
    domain.devices.graphics.iter_mut().for_each(complete_graphics);
    sound(domain);
    let devices = &mut domain.devices;
    let wants_balloon = !(machine.is_arm() || machine.arch == "loongarch64");
    if devices.memballoon.is_none() && wants_balloon {
        devices.memballoon = Some(Memballoon { model: "virtio".to_owned(), ..Memballoon::default() });
    }
    if machine.is_q35() && !devices.watchdogs.iter().any(|w| w.model == "itco") {
        let watchdog = Watchdog { model: "itco".to_owned(), action: Some("reset".to_owned()), ..Watchdog::default() };
        devices.watchdogs.push(watchdog);
    }
    let panic = match machine {
        m if m.is_pseries() => Some("pseries"),
        m if m.is_s390() => Some("s390"),
        _ => None,
    };
    if let Some(model) = panic
        && !devices.panics.iter().any(|p| p.model.as_deref() == Some(model))
    {
        devices.panics.push(Panic { model: Some(model.to_owned()), ..Panic::default() });
    }
    Ok(())
}

/// Every guest has a host side for its sound, if only one that plays to nobody.
pub fn sound(domain: &mut Domain) {
    let devices = &mut domain.devices;
    if devices.audios.is_empty()
        && let Some(kind) = audio_kind(&devices.graphics)
    {
        devices.audios.push(Audio { id: 1, kind: kind.to_owned(), ..Audio::default() });
    }
}

/// The host side of sound goes where the screen goes.
fn audio_kind(graphics: &[Graphics]) -> Option<&'static str> {
    if graphics.is_empty() {
        return Some("none");
    }
    graphics
        .iter()
        .find_map(|g| if matches!(g, Graphics::Spice(_)) { Some("spice") } else { None })
        .or_else(|| graphics.iter().find_map(|g| if matches!(g, Graphics::Vnc(_)) { Some("none") } else { None }))
}

/// A SPICE server without any port is reached through the file descriptors of its clients only.
fn complete_graphics(graphics: &mut Graphics) {
    let Graphics::Spice(spice) = graphics else { return };
    let ports = &spice.port;
    if ports.port.is_none() && ports.tls_port.is_none() && !ports.autoport {
        let first = spice.listens.listens.first_mut().filter(|listen| listen.kind == ListenType::Address);
        if let Some(listen) = first {
            *listen = Listen { kind: ListenType::None, ..Listen::default() };
        }
    }
}

/// The next power of two, or the largest there is.
fn rounded_up(value: u32) -> u32 {
    value.checked_next_power_of_two().unwrap_or(1 << 31)
}

fn complete_videos(domain: &mut Domain, machine: MachineKind, context: &Context) {
    defaults::primary_video(domain);
    for video in &mut domain.devices.videos {
        let model = &mut video.model;
        let kind = model.kind.get_or_insert_with(|| default_video(machine, context).to_owned()).clone();
        match kind.as_str() {
            "none" => {
                model.heads = None;
                continue;
            }
            "cirrus" | "vga" | "bochs" | "vmvga" => {
                model.vram.get_or_insert(16 << 10);
            }
            "qxl" => {
                model.vram = Some(rounded_up(model.vram.unwrap_or(64 << 10)));
                model.ram = Some(rounded_up(model.ram.unwrap_or(64 << 10)));
                model.vgamem = Some(rounded_up(model.vgamem.unwrap_or(16 << 10)));
                model.vram64 = model.vram64.map(rounded_up);
            }
            _ => (),
        }
        model.heads.get_or_insert(1);
    }
}

fn default_video(machine: MachineKind, context: &Context) -> &'static str {
    if machine.is_ppc64() {
        return "vga";
    }
    if machine.is_arm() || machine.is_s390() || machine.is_virt() {
        return "virtio";
    }
    if context.caps.has("cirrus-vga") { "cirrus" } else { "vga" }
}
