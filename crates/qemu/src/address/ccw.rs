//! Places on IBM Z's channel subsystem.

use std::collections::HashSet;

use conf::domain::address::{Address, CcwAddress, DeviceInfo};
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::disk::DiskBus;
use conf::domain::hostdev::{Hostdev, HostdevModel};
use conf::domain::small::MemoryDevice;
use conf::domain::video::Video;
use conf::domain::{Devices, Domain};
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
    let mut failed = None;
    devices.each_info(&mut |info| {
        if let Some(Address::Ccw(CcwAddress { cssid: Some(cssid), ssid, devno })) = &info.address {
            let place = (cssid.0, ssid.map_or(0, |v| v.0), devno.map_or(0, |v| v.0));
            if !css.0.insert(place) {
                let text = format!("{:x}.{:x}.{:04x}", place.0, place.1, place.2);
                failed.get_or_insert(Error::xml(format!("The CCW devno '{text}' is in use already")));
            }
        }
    });
    each(devices, &mut |info| {
        if let Err(error) = css.place(info) {
            failed.get_or_insert(error);
        }
    });
    failed.map_or(Ok(()), Err)
}

/// The devices that live on the channel subsystem, in the order in which they get their numbers.
fn each(devices: &mut Devices, with: &mut dyn FnMut(&mut DeviceInfo)) {
    devices.disks.iter_mut().filter(|d| d.bus() == DiskBus::Virtio).for_each(|d| with(&mut d.info));
    devices.interfaces.iter_mut().filter(|i| i.model().starts_with("virtio")).for_each(|i| with(&mut i.info));
    devices.sounds.iter_mut().filter(|s| s.model == "virtio").for_each(|s| with(&mut s.info));
    let on_ccw = |h: &Hostdev| {
        h.kind == "mdev" && matches!(h.model, None | Some(HostdevModel::VfioCcw)) || h.kind == "scsi_host"
    };
    devices.hostdevs.iter_mut().filter(|h| on_ccw(h)).for_each(|h| with(&mut h.info));
    let virtio_video = |v: &Video| v.model.kind.as_deref() == Some("virtio");
    devices.videos.iter_mut().filter(|v| virtio_video(v)).for_each(|v| with(&mut v.info));
    let virtio_controller = |c: &Controller| {
        c.kind == ControllerType::VirtioSerial || c.kind == ControllerType::Scsi && c.model().starts_with("virtio")
    };
    devices.controllers.iter_mut().filter(|c| virtio_controller(c)).for_each(|c| with(&mut c.info));
    devices.inputs.iter_mut().filter(|i| i.bus.as_deref() == Some("virtio")).for_each(|i| with(&mut i.info));
    devices.filesystems.iter_mut().for_each(|f| with(&mut f.info));
    devices.memballoon.iter_mut().filter(|b| b.model.starts_with("virtio")).for_each(|b| with(&mut b.info));
    devices.rngs.iter_mut().for_each(|r| with(&mut r.info));
    let virtio_memory = |m: &MemoryDevice| matches!(m.model.as_str(), "virtio-mem" | "virtio-pmem");
    devices.memory.iter_mut().filter(|m| virtio_memory(m)).for_each(|m| with(&mut m.info));
    devices.vsock.iter_mut().for_each(|v| with(&mut v.info));
    devices.cryptos.iter_mut().for_each(|c| with(&mut c.info));
}
