//! From the user's text to a document that this driver can run.

use std::collections::BTreeSet;

use conf::domain::controller::ControllerType;
use conf::domain::defaults::{add_controllers, complete};
use conf::domain::filesystem::{AccessMode, FilesystemSource};
use conf::domain::hostdev::HostdevMode;
use conf::domain::interface::InterfaceTarget;
use conf::domain::video::{Video, VideoModel};
use conf::domain::{Domain, ParseFlags};
use conf::words::YesNo;
use virt::{Error, ErrorDomain, Result};

use crate::core::Core;

/// The architecture of guests whose documents name none.
const ARCH: &str = "i686";
/// Kinds of operating systems that guests may have.
const OS_TYPES: [&str; 5] = ["hvm", "xen", "linux", "exe", "uml"];

impl Core {
    /// Reads a document, checks it and fills in what it leaves to the driver.
    pub(crate) fn read(&self, xml: &str) -> Result<Domain> {
        let parsed = Domain::parse(xml, ParseFlags::INACTIVE).map_err(|e| e.in_domain(ErrorDomain::DOMAIN))?;
        self.complete(parsed).map_err(|e| e.in_domain(ErrorDomain::DOMAIN))
    }

    /// Fills in what a document leaves to the driver.
    pub(crate) fn complete(&self, mut domain: Domain) -> Result<Domain> {
        conf::domain::validate::name(&domain.name)?;
        let os = &domain.os.kind.name;
        if os.is_empty() {
            return Err(Error::xml("an os <type> must be specified"));
        }
        if !OS_TYPES.contains(&os.as_str()) {
            return Err(Error::config_unsupported(format!("unknown OS type '{os}'")));
        }
        channels(&mut domain);
        displays(&mut domain);
        habits(&mut domain);
        self.with_random(|random| complete(&mut domain, ARCH, random))?;
        host_devices(&mut domain);
        Ok(domain)
    }
}

/// Channels and consoles that are virtio ports have a controller to be on.
fn channels(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let channels = devices.channels.iter().any(|channel| channel.target.kind == "virtio");
    let consoles = devices.consoles.iter().any(|console| console.target.kind.as_deref() == Some("virtio"));
    if channels || consoles {
        add_controllers(&mut devices.controllers, ControllerType::VirtioSerial, 0);
    }
}

/// A guest with a display has a graphics card, and every card has memory.
fn displays(domain: &mut Domain) {
    let own = if domain.os.kind.name == "hvm" { "cirrus" } else { "xen" };
    let devices = &mut domain.devices;
    if !devices.graphics.is_empty() && devices.videos.is_empty() {
        let model = VideoModel { kind: Some(own.to_owned()), ..VideoModel::default() };
        devices.videos.push(Video { model, ..Video::default() });
    }
    for model in devices.videos.iter_mut().map(|video| &mut video.model) {
        let kib = match model.kind.get_or_insert_with(|| own.to_owned()).as_str() {
            "vga" | "cirrus" | "vmvga" | "bochs" => Some(16 * 1024),
            "xen" => Some(4 * 1024),
            _ => None,
        };
        model.vram = model.vram.or(kib);
        model.heads.get_or_insert(1);
    }
}

/// What a few devices do if they are not told what.
fn habits(domain: &mut Domain) {
    let devices = &mut domain.devices;
    for watchdog in &mut devices.watchdogs {
        watchdog.action.get_or_insert_with(|| "reset".to_owned());
    }
    for filesystem in devices.filesystems.iter_mut().filter(|fs| matches!(fs.source, FilesystemSource::Mount { .. })) {
        filesystem.accessmode.get_or_insert(AccessMode::Passthrough);
    }
    for device in devices.hostdevs.iter_mut().filter(|device| device.mode == HostdevMode::Subsystem) {
        device.managed.get_or_insert(YesNo::No);
    }
}

/// Network cards get host devices, whose names differ within the guest.
fn host_devices(domain: &mut Domain) {
    let interfaces = &mut domain.devices.interfaces;
    let mut taken: BTreeSet<String> =
        interfaces.iter().filter_map(|card| card.target_dev().map(str::to_owned)).collect();
    let mut number = 0u32;
    for card in interfaces.iter_mut().filter(|card| card.target_dev().is_none()) {
        // Nothing below the number is free, so no name is looked at twice.
        let names = (number..).map(|number| (number, format!("testnet{number}")));
        if let Some((at, name)) = names.into_iter().find(|(_, name)| !taken.contains(name)) {
            number = at;
            taken.insert(name.clone());
            card.target.get_or_insert_with(InterfaceTarget::default).dev = Some(name);
        }
    }
}
