//! Single devices: read from a text of their own, found in a document, put in, replaced, taken out.

use virt::{Error, ErrorCode, Result};
use xml::{Child, Document};

use super::address::DeviceInfo;
use super::disk::Disk;
use super::filesystem::Filesystem;
use super::graphics::Graphics;
use super::hostdev::Hostdev;
use super::interface::Interface;
use super::{Devices, Domain, ParseFlags, chardev, controller, small, tuning, video};

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
                match self { $(Device::$variant(wanted) => devices.$list.iter().position(|d| wanted.means(d)),)* }
            }

            /// Puts the device behind the others of its kind.
            fn push(self, devices: &mut Devices) {
                match self { $(Device::$variant(device) => devices.$list.push(*device),)* }
            }

            fn put(self, devices: &mut Devices, at: usize) -> Device {
                match self {
                    $(Device::$variant(device) => {
                        Device::$variant(Box::new(std::mem::replace(&mut devices.$list[at], *device)))
                    })*
                }
            }

            fn take(&self, devices: &mut Devices, at: usize) -> Device {
                match self { $(Device::$variant(_) => Device::$variant(Box::new(devices.$list.remove(at))),)* }
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
                if let Some(at) = list.iter_mut().position(|d| d.info_mut().is_some_and(|info| info.alias() == alias)) {
                    return Some(Device::$variant(Box::new(list.remove(at))));
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
        let named = self.info.alias.name.is_none() || self.info.alias == other.info.alias;
        same_mac && same_place && named
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
    chardev::Serial: source,
    chardev::Parallel: source,
    chardev::Console: source,
    chardev::Channel: source target,
    chardev::RedirDev: bus source,
    video::Input: kind bus model,
    video::Sound: model,
    video::Video: model,
    small::Tpm: model backend,
    small::Hub: kind,
    small::Watchdog: model action,
    small::Rng: model backend rate,
    small::Panic: model,
    small::Shmem: name size,
    small::MemoryDevice: model source target,
    small::Iommu: model driver,
    small::Crypto: model backend,
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
    match device {
        Device::Controller(controller) => {
            super::defaults::insert_controller(&mut domain.devices.controllers, *controller)
        }
        other => other.push(&mut domain.devices),
    }
    Ok(())
}

/// Replaces the device that this one means; gives back what was there.
pub fn replace(domain: &mut Domain, device: Device) -> Result<Device> {
    let at = device.find(&domain.devices).ok_or_else(|| not_found(&device))?;
    Ok(device.put(&mut domain.devices, at))
}

/// Takes out the device that this one means.
pub fn remove(domain: &mut Domain, device: &Device) -> Result<Device> {
    let at = device.find(&domain.devices).ok_or_else(|| not_found(device))?;
    Ok(device.take(&mut domain.devices, at))
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
