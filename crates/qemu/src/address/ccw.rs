//! Places on IBM Z's channel subsystem.

use std::collections::HashSet;

use conf::domain::Domain;
use conf::domain::address::{Address, CcwAddress, DeviceInfo};
use conf::domain::controller::ControllerType;
use conf::domain::disk::DiskBus;
use virt::{Error, Result};
use xml::Hex;

/// The channel subsystem that virtio devices live in.
const CSSID: u64 = 0xfe;

struct Css(HashSet<(u64, u64, u64)>);

impl Css {
    fn place(&mut self, info: &mut DeviceInfo) -> Result<()> {
        match &info.address {
            None | Some(Address::Ccw(CcwAddress { cssid: None, .. })) => {
                let mut places = (0..4u64).flat_map(|ssid| (0..0x1_0000).map(move |devno| (CSSID, ssid, devno)));
                let free = places.find(|place| !self.0.contains(place));
                let (cssid, ssid, devno) = free.ok_or_else(|| Error::xml("no more CCW addresses"))?;
                self.0.insert((cssid, ssid, devno));
                let address = CcwAddress { cssid: Some(Hex(cssid)), ssid: Some(Hex(ssid)), devno: Some(Hex(devno)) };
                info.address = Some(Address::Ccw(address));
            }
            Some(_) => (),
        }
        Ok(())
    }
}

/// Gives every virtio device of a CCW machine its place.
pub fn assign(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    let mut css = Css(HashSet::new());
    for info in infos(devices) {
        if let Some(Address::Ccw(CcwAddress { cssid: Some(cssid), ssid, devno })) = &info.address {
            let place = (cssid.0, ssid.map_or(0, |v| v.0), devno.map_or(0, |v| v.0));
            if !css.0.insert(place) {
                return Err(Error::xml(format!(
                    "The CCW devno '{:x}.{:x}.{:04x}' is in use already",
                    place.0, place.1, place.2
                )));
            }
        }
    }
    for disk in devices.disks.iter_mut().filter(|d| d.bus() == DiskBus::Virtio) {
        css.place(&mut disk.info)?;
    }
    for interface in devices.interfaces.iter_mut().filter(|i| i.model() == "virtio") {
        css.place(&mut interface.info)?;
    }
    for hostdev in &mut devices.hostdevs {
        let fits = hostdev.kind == "mdev" && hostdev.model == Some(conf::domain::hostdev::HostdevModel::VfioCcw)
            || hostdev.kind == "scsi_host";
        if fits {
            css.place(&mut hostdev.info)?;
        }
    }
    if let Some(balloon) = devices.memballoon.as_mut().filter(|b| b.model == "virtio") {
        css.place(&mut balloon.info)?;
    }
    for rng in &mut devices.rngs {
        css.place(&mut rng.info)?;
    }
    for filesystem in &mut devices.filesystems {
        css.place(&mut filesystem.info)?;
    }
    for controller in &mut devices.controllers {
        let fits = controller.kind == ControllerType::VirtioSerial
            || controller.kind == ControllerType::Scsi && controller.model().starts_with("virtio");
        if fits {
            css.place(&mut controller.info)?;
        }
    }
    for video in devices.videos.iter_mut().filter(|v| v.model.kind.as_deref() == Some("virtio")) {
        css.place(&mut video.info)?;
    }
    for input in devices.inputs.iter_mut().filter(|i| i.bus.as_deref() == Some("virtio")) {
        css.place(&mut input.info)?;
    }
    if let Some(vsock) = &mut devices.vsock {
        css.place(&mut vsock.info)?;
    }
    for memory in devices.memory.iter_mut().filter(|m| matches!(m.model.as_str(), "virtio-mem" | "virtio-pmem")) {
        css.place(&mut memory.info)?;
    }
    for crypto in &mut devices.cryptos {
        css.place(&mut crypto.info)?;
    }
    Ok(())
}

fn infos(devices: &conf::domain::Devices) -> impl Iterator<Item = &DeviceInfo> {
    (devices.disks.iter().map(|d| &d.info))
        .chain(devices.interfaces.iter().map(|d| &d.info))
        .chain(devices.hostdevs.iter().map(|d| &d.info))
        .chain(devices.memballoon.iter().map(|d| &d.info))
        .chain(devices.rngs.iter().map(|d| &d.info))
        .chain(devices.filesystems.iter().map(|d| &d.info))
        .chain(devices.controllers.iter().map(|d| &d.info))
        .chain(devices.videos.iter().map(|d| &d.info))
        .chain(devices.inputs.iter().map(|d| &d.info))
        .chain(devices.vsock.iter().map(|d| &d.info))
        .chain(devices.memory.iter().map(|d| &d.info))
}
