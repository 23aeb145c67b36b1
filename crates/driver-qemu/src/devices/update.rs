//! What may change of a running guest's devices.

use conf::domain::device::{self, Device};
use conf::domain::disk::Disk;
use conf::domain::graphics::{Graphics, Listens};
use virt::{Error, Result};

use super::found::word;
use super::{beside, card, media};
use crate::core::Core;
use crate::live::Live;
use crate::vm::Vm;

/// Changes the device of a running guest that a description means; the caller holds the guest's job.
pub(super) fn update(core: &Core, vm: &Vm, live: &Live, device: Device, force: bool) -> Result<()> {
    beside::check_source(&device)?;
    let changed = match &device {
        Device::Disk(disk) => Device::Disk(Box::new(disk_changed(core, vm, live, disk, force)?)),
        Device::Interface(card) => Device::Interface(Box::new(card::changed(core, live, card)?)),
        Device::Graphics(graphics) => Device::Graphics(Box::new(graphics_changed(core, live, graphics)?)),
        Device::Memory(module) => return super::memory::update(core, vm, live, module),
        other => {
            return Err(Error::config_unsupported(format!("live update of device '{}' is not supported", word(other))));
        }
    };
    let mut domain = live.document().domain.clone();
    device::replace(&mut domain, changed)?;
    live.set_document(domain);
    core.save_status(vm)
}

/// The device as it stands among the others once all that a description leaves open is decided.
pub(super) fn completed(core: &Core, live: &Live, device: Device, at: usize) -> Result<Device> {
    let mut whole = live.document().domain.clone();
    beside::check(&whole, &device, Some(at))?;
    let mut device = device;
    let old = device.beside(&whole.devices, at);
    if let (Some(mut old), Some(info)) = (old, device.info_mut())
        && let Some(kept) = old.info_mut()
    {
        // Where it is and what it is called goes without saying.
        info.address = info.address.take().or_else(|| kept.address.clone());
        info.alias.name = info.alias.name.take().or_else(|| kept.alias.name.clone());
    }
    device::replace(&mut whole, device.clone())?;
    core.complete(&mut whole, false).map_err(super::config::in_document)?;
    device.beside(&whole.devices, at).ok_or_else(|| Error::internal("the device was lost among those of the guest"))
}

fn fixed(field: &str) -> Error {
    Error::operation_unsupported(format!("cannot modify field '{field}' of the disk"))
}

fn disk_changed(core: &Core, vm: &Vm, live: &Live, wanted: &Disk, force: bool) -> Result<Disk> {
    let document = live.document();
    let device = Device::Disk(Box::new(wanted.clone()));
    let at = device.find(&document.domain.devices);
    let at = at.ok_or_else(|| Error::internal(format!("disk '{}' not found", wanted.target.dev)))?;
    let old = &document.domain.devices.disks[at];
    if wanted.target.bus.is_some_and(|bus| bus != old.bus()) {
        return Err(fixed("bus"));
    }
    let Device::Disk(new) = completed(core, live, device, at)? else {
        return Err(Error::internal("a disk became something else"));
    };
    check_disk(old, &new)?;
    if same_image(old, &new) {
        let mut disk = old.clone();
        disk.source.common_mut().startup_policy = new.source.common().startup_policy;
        disk.snapshot = new.snapshot;
        disk.transient = new.transient;
        return Ok(disk);
    }
    if !old.is_removable() {
        return Err(Error::config_unsupported("disk source can be changed only in removable drives"));
    }
    crate::block_job::check_idle(live, old)?;
    media::change(core, vm, live, old, &new, force)
}

/// Whether two descriptions mean the same image, read the same way.
fn same_image(old: &Disk, new: &Disk) -> bool {
    let plain = |disk: &Disk| {
        let mut source = disk.source.clone();
        let common = source.common_mut();
        common.index = None;
        common.startup_policy = None;
        common.private_data = None;
        source
    };
    let format = |disk: &Disk| disk.format().filter(|_| !disk.source.is_empty());
    (old.source.is_empty() && new.source.is_empty()) || plain(old) == plain(new) && format(old) == format(new)
}

/// Refuses a change of what a drive keeps as long as it is there.
fn check_disk(old: &Disk, new: &Disk) -> Result<()> {
    let driver = |disk: &Disk| disk.driver.clone().unwrap_or_default();
    let (before, after) = (driver(old), driver(new));
    let fields = [
        (old.device != new.device, "device"),
        (old.bus() != new.bus(), "bus"),
        (old.target.removable != new.target.removable, "removable"),
        (old.target.rotation_rate != new.target.rotation_rate, "rotation rate"),
        (old.geometry != new.geometry, "geometry"),
        (old.blockio != new.blockio, "blockio"),
        (old.rawio != new.rawio, "rawio"),
        (old.sgio != new.sgio, "sgio"),
        (old.shareable != new.shareable, "shareable"),
        (old.readonly != new.readonly, "readonly"),
        (old.serial != new.serial, "serial"),
        (old.wwn != new.wwn, "wwn"),
        (old.vendor != new.vendor, "vendor"),
        (old.product != new.product, "product"),
        (old.model != new.model, "model"),
        (before.cache != after.cache, "cache"),
        (before.error_policy != after.error_policy, "error_policy"),
        (before.rerror_policy != after.rerror_policy, "rerror_policy"),
        (before.io != after.io, "io mode"),
        (before.ioeventfd != after.ioeventfd, "ioeventfd"),
        (before.event_idx != after.event_idx, "event_idx"),
        (before.copy_on_read != after.copy_on_read, "copy_on_read"),
        (before.discard != after.discard, "discard"),
        (before.iothread != after.iothread || before.iothreads != after.iothreads, "iothread"),
        (before.detect_zeroes != after.detect_zeroes, "detect_zeroes"),
        (before.queues != after.queues, "queues"),
        (before.queue_size != after.queue_size, "queue_size"),
        (old.info.boot != new.info.boot, "boot order"),
        (old.info.alias != new.info.alias, "alias"),
        (old.info.address != new.info.address, "address"),
    ];
    match fields.into_iter().find(|(changed, _)| *changed) {
        Some((_, field)) => Err(fixed(field)),
        None => Ok(()),
    }
}

fn graphics_changed(core: &Core, live: &Live, wanted: &Graphics) -> Result<Graphics> {
    let document = live.document();
    let device = Device::Graphics(Box::new(wanted.clone()));
    let kind = xml::Union::tag(wanted).unwrap_or_default();
    let at = device.find(&document.domain.devices);
    let missing = || Error::device_missing(format!("cannot find existing graphics device to modify of type '{kind}'"));
    let old = &document.domain.devices.graphics[at.ok_or_else(missing)?];
    let refused = |what: &str| Error::operation_unsupported(format!("cannot change {what} on '{kind}' graphics"));
    let changed = match (old, wanted) {
        (Graphics::Vnc(old), Graphics::Vnc(new)) => {
            if !same_listens(&old.listens, &new.listens) {
                return Err(refused("listen address setting"));
            }
            if new.port.autoport != old.port.autoport || !new.port.autoport && new.port.port != old.port.port {
                return Err(Error::operation_unsupported("cannot change port settings on vnc graphics"));
            }
            if new.keymap != old.keymap {
                return Err(Error::operation_unsupported("cannot change keymap setting on vnc graphics"));
            }
            let mut vnc = old.clone();
            vnc.password = new.password.clone();
            Graphics::Vnc(vnc)
        }
        (Graphics::Spice(old), Graphics::Spice(new)) => {
            if !same_listens(&old.listens, &new.listens) {
                return Err(refused("listen address setting"));
            }
            if new.port.autoport != old.port.autoport || !new.port.autoport && new.port != old.port {
                return Err(Error::operation_unsupported("cannot change port settings on spice graphics"));
            }
            if new.keymap != old.keymap {
                return Err(Error::operation_unsupported("cannot change keymap setting on spice graphics"));
            }
            let mut spice = old.clone();
            spice.password = new.password.clone();
            Graphics::Spice(spice)
        }
        _ => return Err(Error::config_unsupported(format!("unable to change config on '{kind}' graphics type"))),
    };
    if changed != *old {
        crate::start::monitor::set_password(&live.monitor, &core.config, &changed)?;
    }
    Ok(changed)
}

/// Whether two displays listen at the same places; what the network or the configuration has chosen counts as said.
fn same_listens(old: &Listens, new: &Listens) -> bool {
    let plain = |listens: &Listens| -> Vec<_> {
        let all = listens.listens.iter();
        all.map(|listen| (listen.kind, listen.address.clone(), listen.network.clone(), listen.socket.clone())).collect()
    };
    plain(old) == plain(new)
}
