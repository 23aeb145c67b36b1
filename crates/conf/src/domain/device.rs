//! Single devices: read from a text of their own, found in a document, put in, replaced, taken out.

use virt::{Error, ErrorCode, ErrorDomain, Result};
use xml::{Child, Document, Kib};

use super::address::DeviceInfo;
use super::disk::Disk;
use super::filesystem::Filesystem;
use super::graphics::Graphics;
use super::hostdev::Hostdev;
use super::interface::Interface;
use super::{Devices, Domain, NvramDevice, ParseFlags, chardev, controller, small, tuning, video};

/// Where the devices of a kind stand in a document: in a list, or alone.
trait Places<T> {
    fn all(&self) -> &[T];
    fn all_mut(&mut self) -> &mut [T];
    fn put_in(&mut self, at: usize, device: T);
    fn take_out(&mut self, at: usize) -> T;
    fn none(&mut self);
}

impl<T> Places<T> for Vec<T> {
    fn all(&self) -> &[T] {
        self
    }

    fn all_mut(&mut self) -> &mut [T] {
        self
    }

    fn put_in(&mut self, at: usize, device: T) {
        self.insert(at.min(self.len()), device);
    }

    fn take_out(&mut self, at: usize) -> T {
        self.remove(at)
    }

    fn none(&mut self) {
        self.clear();
    }
}

impl<T: Default> Places<T> for Option<T> {
    fn all(&self) -> &[T] {
        self.as_slice()
    }

    fn all_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }

    fn put_in(&mut self, _: usize, device: T) {
        *self = Some(device);
    }

    fn take_out(&mut self, _: usize) -> T {
        self.take().unwrap_or_default()
    }

    fn none(&mut self) {
        *self = None;
    }
}

macro_rules! devices {
    ($($variant:ident($kind:ty) $element:literal $list:ident,)*) => {
        /// A device of a guest.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Device {
            $(#[doc = concat!("`<", $element, ">`")] $variant(Box<$kind>),)*
        }

        impl Device {
            /// Reads the text of one device.
            pub fn parse(text: &str, flags: ParseFlags) -> Result<Device> {
                let document = Document::parse(text).map_err(crate::error)?;
                let root = document.root(flags.mode());
                let device = match root.name() {
                    $($element => <$kind as Child>::parse_child(&root).map(|d| Device::$variant(Box::new(d))),)*
                    other => return Err(Error::config_unsupported(format!("unknown device type '{other}'"))),
                };
                device.map_err(crate::error)
            }

            /// What every device has; a few kinds have nothing.
            pub fn info_mut(&mut self) -> Option<&mut DeviceInfo> {
                match self { $(Device::$variant(device) => device.info_mut(),)* }
            }

            /// The element's name.
            pub fn element(&self) -> &'static str {
                match self { $(Device::$variant(_) => $element,)* }
            }

            /// Which device of the document this one means.
            pub fn find(&self, devices: &Devices) -> Option<usize> {
                match self { $(Device::$variant(wanted) => devices.$list.all().iter().position(|d| wanted.means(d)),)* }
            }

            /// Puts the device behind the others of its kind.
            fn push(self, devices: &mut Devices) {
                match self { $(Device::$variant(device) => devices.$list.put_in(usize::MAX, *device),)* }
            }

            /// Puts the device in the place of another one of its kind; gives back that one.
            pub fn put(self, devices: &mut Devices, at: usize) -> Device {
                match self {
                    $(Device::$variant(device) => {
                        Device::$variant(Box::new(std::mem::replace(&mut devices.$list.all_mut()[at], *device)))
                    })*
                }
            }

            /// The device of this one's kind at a place of its list.
            pub fn beside(&self, devices: &Devices, at: usize) -> Option<Device> {
                match self { $(Device::$variant(_) => {
                    devices.$list.all().get(at).map(|device| Device::$variant(Box::new(device.clone())))
                })* }
            }

            /// How many devices of this one's kind there are.
            pub fn count(&self, devices: &Devices) -> usize {
                match self { $(Device::$variant(_) => devices.$list.all().len(),)* }
            }

            /// Leaves none of the devices of which lists are made, except controllers.
            pub fn clear(devices: &mut Devices) {
                let controllers = std::mem::take(&mut devices.controllers);
                $(devices.$list.none();)*
                devices.controllers = controllers;
            }

            /// Puts the device at a place among the others of its kind, or behind them.
            pub fn put_at(self, devices: &mut Devices, at: usize) {
                match self { $(Device::$variant(device) => devices.$list.put_in(at, *device),)* }
            }

            fn matches(&self, devices: &Devices) -> usize {
                match self { $(Device::$variant(wanted) => devices.$list.all().iter().filter(|d| wanted.means(d)).count(),)* }
            }

            /// Takes out the device of this one's kind at a place that exists.
            pub fn take(&self, devices: &mut Devices, at: usize) -> Device {
                match self { $(Device::$variant(_) => Device::$variant(Box::new(devices.$list.take_out(at))),)* }
            }
        }

        /// Takes out the device that has an alias.
        pub fn remove_alias(domain: &mut Domain, alias: &str) -> Option<Device> {
            // Devices without an alias are not meant.
            if alias.is_empty() {
                return None;
            }
            $(
                let list = &mut domain.devices.$list;
                if let Some(at) = list.all_mut().iter_mut().position(|d| is_called(d.info_mut(), alias)) {
                    return Some(Device::$variant(Box::new(list.take_out(at))));
                }
            )*
            None
        }
    };
}

devices! {
    Disk(Disk) "disk" disks,
    Controller(controller::Controller) "controller" controllers,
    Lease(tuning::Lease) "lease" leases,
    Filesystem(Filesystem) "filesystem" filesystems,
    Interface(Interface) "interface" interfaces,
    Smartcard(chardev::Smartcard) "smartcard" smartcards,
    Serial(chardev::Serial) "serial" serials,
    Parallel(chardev::Parallel) "parallel" parallels,
    Console(chardev::Console) "console" consoles,
    Channel(chardev::Channel) "channel" channels,
    Input(video::Input) "input" inputs,
    Tpm(small::Tpm) "tpm" tpms,
    Graphics(Graphics) "graphics" graphics,
    Sound(video::Sound) "sound" sounds,
    Audio(video::Audio) "audio" audios,
    Video(video::Video) "video" videos,
    Hostdev(Hostdev) "hostdev" hostdevs,
    RedirDev(chardev::RedirDev) "redirdev" redirdevs,
    Hub(small::Hub) "hub" hubs,
    Watchdog(small::Watchdog) "watchdog" watchdogs,
    Rng(small::Rng) "rng" rngs,
    Panic(small::Panic) "panic" panics,
    Shmem(small::Shmem) "shmem" shmems,
    Memory(small::MemoryDevice) "memory" memory,
    Iommu(small::Iommu) "iommu" iommus,
    Crypto(small::Crypto) "crypto" cryptos,
    Vsock(small::Vsock) "vsock" vsock,
    Memballoon(small::Memballoon) "memballoon" memballoon,
    Nvram(NvramDevice) "nvram" nvram,
}

fn is_called(info: Option<&mut DeviceInfo>, alias: &str) -> bool {
    info.is_some_and(|info| info.alias() == alias)
}

/// How a description of a device tells which device is meant.
trait Means {
    fn means(&self, other: &Self) -> bool;

    /// What every device has; a few kinds have nothing.
    fn info_mut(&mut self) -> Option<&mut DeviceInfo> {
        None
    }
}

/// For kinds that have it.
macro_rules! has_info {
    () => {
        fn info_mut(&mut self) -> Option<&mut DeviceInfo> {
            Some(&mut self.info)
        }
    };
}

impl Means for Disk {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.target.dev == other.target.dev
    }
}

impl Means for Interface {
    has_info!();

    /// The address of the card; its place too, where the description has one.
    fn means(&self, other: &Self) -> bool {
        let mac = self.mac.as_ref().map(|m| m.address);
        let same_mac = mac.is_none_or(|mac| other.mac.as_ref().is_some_and(|m| m.address == mac));
        let same_place = self.info.address.is_none() || self.info.address == other.info.address;
        let nameless = self.info.alias.name.is_none() || other.info.alias.name.is_none();
        same_mac && same_place && (nameless || self.info.alias == other.info.alias)
    }
}

impl Means for controller::Controller {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.kind == other.kind && self.index == other.index
    }
}

impl Means for Hostdev {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.kind == other.kind && self.source == other.source
    }
}

impl Means for Filesystem {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.target == other.target
    }
}

impl Means for tuning::Lease {
    fn means(&self, other: &Self) -> bool {
        self.key == other.key && self.lockspace == other.lockspace
    }
}

impl Means for video::Audio {
    fn means(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Means for Graphics {
    /// A guest has one screen of each kind.
    fn means(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Means for chardev::Serial {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        let (mine, its) = (&self.target, &other.target);
        let same_kind = mine.kind.is_none() || mine.kind == its.kind;
        let same_model = mine.model.is_none() || mine.model == its.model;
        self.source == other.source && mine.port == its.port && same_kind && same_model
    }
}

impl Means for chardev::Parallel {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.source == other.source && self.target.port == other.target.port
    }
}

impl Means for chardev::Console {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        self.source == other.source && self.target == other.target
    }
}

impl Means for chardev::Channel {
    has_info!();

    /// Whether somebody holds the line open makes it no other one.
    fn means(&self, other: &Self) -> bool {
        let which = |channel: &Self| {
            let target = channel.target.clone();
            (target.kind, target.address, target.port, target.name)
        };
        self.source == other.source && which(self) == which(other)
    }
}

impl Means for small::Watchdog {
    has_info!();

    fn means(&self, other: &Self) -> bool {
        let action = |watchdog: &Self| watchdog.action.clone().unwrap_or_else(|| "reset".to_owned());
        let same_place = self.info.address.is_none() || self.info.address == other.info.address;
        let nameless = self.info.alias.name.is_none() || self.info.alias == other.info.alias;
        self.model == other.model && action(self) == action(other) && same_place && nameless
    }
}

/// Everything else is the same device if nothing that is said of it differs.
macro_rules! alike {
    ($($kind:ty: $($part:ident)*,)*) => { $(
        impl Means for $kind {
            fn means(&self, other: &Self) -> bool {
                let place = self.info.address.is_none() || self.info.address == other.info.address;
                let name = self.info.alias.name.is_none() || self.info.alias == other.info.alias;
                place && name $(&& self.$part == other.$part)*
            }

            has_info!();
        }
    )* };
}

alike! {
    chardev::Smartcard: mode source,
    chardev::RedirDev: bus source,
    video::Input: kind bus model,
    video::Sound: model,
    video::Video: model,
    small::Tpm: model backend,
    small::Hub: kind,
    small::Rng: model backend rate,
    small::Panic: model,
    small::Shmem: name size,
    small::MemoryDevice: model source target,
    small::Iommu: model driver,
    small::Crypto: model backend,
    small::Vsock: model cid,
    small::Memballoon: model,
    NvramDevice:,
}

/// Adds a device; one that is there already is refused.
pub fn insert(domain: &mut Domain, device: Device) -> Result<()> {
    let unique = matches!(
        device,
        Device::Disk(_) | Device::Hostdev(_) | Device::Lease(_) | Device::Filesystem(_) | Device::Controller(_)
    );
    if unique && device.find(&domain.devices).is_some() {
        let element = device.element();
        return Err(Error::new(
            ErrorCode::OPERATION_INVALID,
            format!("this {element} is already in the domain configuration"),
        ));
    }
    add(domain, device);
    Ok(())
}

/// Adds a device where devices of its kind stand.
pub fn add(domain: &mut Domain, device: Device) {
    match device {
        Device::Controller(controller) => {
            super::defaults::insert_controller(&mut domain.devices.controllers, *controller)
        }
        other => other.push(&mut domain.devices),
    }
}

/// The place of the device that this one means.
pub fn locate(domain: &Domain, device: &Device) -> Result<usize> {
    let found = device.find(&domain.devices);
    match device {
        Device::Interface(card) => locate_card(card, found, device.matches(&domain.devices)),
        _ => found.ok_or_else(|| not_found(device)),
    }
}

/// Cards can look alike: one that is not told from others is none.
fn locate_card(card: &Interface, found: Option<usize>, matches: usize) -> Result<usize> {
    let mac = card.mac.as_ref().map(|mac| mac.address.to_string());
    match (found, matches) {
        (Some(at), 1) => Ok(at),
        (Some(_), _) => Err(Error::operation_failed(match mac {
            Some(mac) => format!("multiple devices matching MAC address {mac} found"),
            None => "multiple matching devices found".to_owned(),
        })
        .remedy("say the device's address or alias, too")
        .in_domain(ErrorDomain::DOMAIN)),
        (None, _) => {
            let none = || "(<null>)".to_owned();
            let place = card.info.pci().map_or_else(none, super::address::PciAddress::text);
            let (mac, alias) = (mac.unwrap_or_else(none), card.info.alias.name.clone().unwrap_or_else(none));
            let message =
                format!("no device found at address '{place}' matching MAC address '{mac}' and alias '{alias}'");
            Err(Error::device_missing(message).in_domain(ErrorDomain::DOMAIN))
        }
    }
}

/// Replaces the device that this one means; gives back what was there.
pub fn replace(domain: &mut Domain, device: Device) -> Result<Device> {
    let at = locate(domain, &device)?;
    Ok(device.put(&mut domain.devices, at))
}

/// Takes out the device that this one means.
pub fn remove(domain: &mut Domain, device: &Device) -> Result<Device> {
    let at = locate(domain, device)?;
    Ok(device.take(&mut domain.devices, at))
}

/// Adds what a module has to the guest's memory.
pub fn grow(domain: &mut Domain, device: &Device) {
    resize(domain, device, u64::saturating_add);
}

/// Takes what a module had from the guest's memory.
pub fn shrink(domain: &mut Domain, device: &Device) {
    resize(domain, device, u64::saturating_sub);
}

fn resize(domain: &mut Domain, device: &Device, resized: fn(u64, u64) -> u64) {
    let Device::Memory(module) = device else { return };
    let kib = module.target.size.map_or(0, |size| size.0);
    domain.current_memory = domain.current_memory.map(|current| Kib(resized(current.0, kib)));
    domain.memory.size.0 = resized(domain.memory.size.0, kib);
}

fn not_found(device: &Device) -> Error {
    let element = device.element();
    Error::new(
        ErrorCode::DEVICE_MISSING,
        format!("matching {element} device was not found in the domain configuration"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guest() -> Domain {
        let text = "<domain type='kvm'><name>g</name><memory>1</memory><os><type>hvm</type></os><devices>\
            <disk><source file='/a'/><target dev='vda' bus='virtio'/></disk>\
            <disk><source file='/b'/><target dev='vdb' bus='virtio'/></disk>\
            <interface type='user'><mac address='52:54:00:00:00:01'/></interface>\
            <interface type='user'><mac address='52:54:00:00:00:02'/></interface>\
            <rng model='virtio'><backend model='builtin'/></rng></devices></domain>";
        Domain::parse(text, ParseFlags::INACTIVE).unwrap()
    }

    fn device(text: &str) -> Device {
        Device::parse(text, ParseFlags::INACTIVE).unwrap()
    }

    #[test]
    fn devices_are_found_by_what_tells_them_apart() {
        for (text, expected) in [
            ("<disk><target dev='vdb'/></disk>", Some(1)),
            ("<disk><target dev='vdc'/></disk>", None),
            ("<interface type='user'><mac address='52:54:00:00:00:02'/></interface>", Some(1)),
            ("<interface type='user'><mac address='52:54:00:00:00:03'/></interface>", None),
            ("<rng model='virtio'><backend model='builtin'/></rng>", Some(0)),
            ("<rng model='virtio'><backend model='random'>/dev/random</backend></rng>", None),
            ("<watchdog model='itco'/>", None),
        ] {
            assert_eq!(device(text).find(&guest().devices), expected, "{text}");
        }
        assert!(Device::parse("<nothing/>", ParseFlags::INACTIVE).is_err());
    }

    #[test]
    fn lines_are_told_apart_by_port_and_name_and_cards_by_more_than_themselves() {
        let text = "<domain type='kvm'><name>g</name><memory>1</memory><os><type>hvm</type></os><devices>\
            <interface type='user'><mac address='52:54:00:00:00:01'/></interface>\
            <interface type='user'><mac address='52:54:00:00:00:01'/><alias name='ua-b'/></interface>\
            <serial type='pty'><target type='isa-serial' port='0'/></serial>\
            <channel type='pty'><target type='virtio' name='a' state='connected'/></channel>\
            <watchdog model='i6300esb' action='reset'/></devices></domain>";
        let domain = Domain::parse(text, ParseFlags::LIVE).unwrap();
        for (text, expected) in [
            ("<serial type='pty'/>", None),
            ("<serial type='pty'><target port='0'/></serial>", Some(0)),
            ("<serial type='null'><target port='0'/></serial>", None),
            ("<channel type='pty'><target type='virtio' name='a'/></channel>", Some(0)),
            ("<channel type='pty'><target type='virtio' name='b'/></channel>", None),
            ("<watchdog model='i6300esb'/>", Some(0)),
            ("<watchdog model='i6300esb' action='pause'/>", None),
        ] {
            assert_eq!(device(text).find(&domain.devices), expected, "{text}");
        }
        let card = |more: &str| device(&format!("<interface type='user'>{more}</interface>"));
        let mac = "<mac address='52:54:00:00:00:01'/>";
        let several = locate(&domain, &card(mac)).unwrap_err();
        assert!(several.to_string().contains("multiple devices matching MAC address 52:54:00:00:00:01"), "{several}");
        assert_eq!(locate(&domain, &card("")).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
        let other = locate(&domain, &card("<mac address='52:54:00:00:00:09'/>")).unwrap_err();
        assert_eq!(other.code(), ErrorCode::DEVICE_MISSING);
    }

    #[test]
    fn modules_are_part_of_the_memory() {
        let mut domain = guest();
        let module = device("<memory model='dimm'><target><size unit='KiB'>1024</size></target></memory>");
        grow(&mut domain, &module);
        assert_eq!(domain.memory.size.0, 1025);
        shrink(&mut domain, &module);
        assert_eq!(domain.memory.size.0, 1);
    }

    #[test]
    fn devices_come_and_go() {
        let mut domain = guest();
        let second = device("<disk><source file='/c'/><target dev='vdb'/></disk>");
        assert_eq!(insert(&mut domain, second.clone()).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
        let Device::Disk(old) = replace(&mut domain, second.clone()).unwrap() else { panic!() };
        assert_eq!(old.source.path(), Some("/b"));
        assert_eq!(domain.devices.disks[1].source.path(), Some("/c"));
        remove(&mut domain, &second).unwrap();
        assert_eq!(domain.devices.disks.len(), 1);
        assert_eq!(remove(&mut domain, &second).unwrap_err().code(), ErrorCode::DEVICE_MISSING);
        insert(&mut domain, second).unwrap();
        assert_eq!(domain.devices.disks.len(), 2);
    }
}
