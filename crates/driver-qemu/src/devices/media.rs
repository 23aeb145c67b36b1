//! Another medium in a drive for them, or none.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use conf::domain::Domain;
use conf::domain::device::Device;
use conf::domain::disk::Disk;
use qemu::argv::Step;
use serde_json::{Value, json};
use virt::{Error, Result};

use super::{live as plugged, plug, unplug};
use crate::core::Core;
use crate::live::{Live, MONITOR_WAIT};
use crate::start::descriptors;
use crate::vm::Vm;

/// How long a guest may take to unlock its drive.
const UNLOCK_WAIT: Duration = Duration::from_secs(3);

/// How often a locked drive is tried again.
const INTERVAL: Duration = Duration::from_millis(100);

/// Whether a device to be attached is a medium for a drive that is there.
pub(super) fn is_change(domain: &Domain, device: &Device) -> bool {
    let Device::Disk(disk) = device else { return false };
    let bus = disk.target.bus.unwrap_or_else(|| conf::domain::defaults::own_bus(disk));
    let old = domain.devices.disks.iter().find(|old| old.target.dev == disk.target.dev);
    disk.is_removable() && old.is_some_and(|old| old.device == disk.device && old.bus() == bus)
}

/// Compat: attaching a drive that is there puts the medium in.
pub(super) fn attach(core: &Core, vm: &Vm, live: &Live, device: Device) -> Result<()> {
    super::update::update(core, vm, live, device, false)
}

/// The name of the node that a device uses: the last that is added.
fn top(steps: &[Step]) -> Option<Value> {
    let mut nodes = steps.iter().filter(|step| step.command == "blockdev-add");
    nodes.next_back().and_then(|step| step.arguments.get("node-name")).cloned()
}

/// Puts what the new description says into the drive; gives the disk as the document is to say it.
pub(super) fn change(core: &Core, vm: &Vm, live: &Live, old: &Disk, new: &Disk, force: bool) -> Result<Disk> {
    let document = live.document();
    let emulator = document.domain.devices.emulator.as_ref().map_or("", |emulator| &emulator.0);
    let binary = core.binary(Path::new(emulator))?;
    let mut disk = new.clone();
    disk.backing_store = None;
    let mut single = qemu::argv::alone(&document.domain, Device::Disk(Box::new(disk)));
    let last_node = plugged::prepare_disk(core, live, &mut single)?;
    let mut runtime = plugged::runtime(core, live)?;
    let opened = descriptors::open(core, &mut single)?;
    runtime.fds.clone_from(&opened.numbers);
    let mut steps = plugged::steps(live, &binary, &single, None, &runtime, last_node)?;
    steps.retain(|step| step.command != "device_add");
    let node = top(&steps);
    core.label_files(&single)?;
    live.next_node.store(last_node, Ordering::Relaxed);
    let opened = plug::run(live, steps.clone(), &opened);
    let exchanged = opened.and_then(|_| {
        exchange(live, old.info.alias(), node, force).inspect_err(|_| {
            plug::take_back(live, steps.into_iter().rev().filter_map(|step| step.undo).collect());
        })
    });
    exchanged.inspect_err(|_| core.unlabel_files(&single))?;
    unplug::forget(core, live, &document.domain, &Device::Disk(Box::new(old.clone())));
    let changed = single.devices.disks.pop().ok_or_else(|| Error::internal("the drive was lost"))?;
    log::debug!("the medium of '{}' in '{}' was changed", changed.target.dev, vm.snapshot().name);
    Ok(changed)
}

/// Opens the tray, takes out what is in it, puts the new medium in and closes the tray.
fn exchange(live: &Live, alias: &str, node: Option<Value>, force: bool) -> Result<()> {
    let id = json!({ "id": alias });
    live.command("blockdev-open-tray", Some(json!({ "id": alias, "force": force })))?;
    remove(live, alias)?;
    if let Some(node) = node {
        live.command("blockdev-insert-medium", Some(json!({ "id": alias, "node-name": node }))).inspect_err(|_| {
            let _ = live.monitor.try_execute("blockdev-close-tray", Some(id.clone()), MONITOR_WAIT);
        })?;
    }
    live.command("blockdev-close-tray", Some(id)).map(drop)
}

/// A guest that holds its drive's door is asked to open it, and may take a while.
fn remove(live: &Live, alias: &str) -> Result<()> {
    let deadline = Instant::now() + UNLOCK_WAIT;
    loop {
        let removed = live.monitor.try_execute("blockdev-remove-medium", Some(json!({ "id": alias })), MONITOR_WAIT)?;
        match removed {
            Ok(_) => return Ok(()),
            Err(error) if error.description.contains("is not open") && Instant::now() < deadline => {
                std::thread::sleep(INTERVAL);
            }
            Err(error) if error.description.contains("is not open") => {
                return Err(Error::operation_failed("the drive's door is locked by the guest")
                    .remedy("eject the medium in the guest, or use --force"));
            }
            Err(error) => {
                let message = format!("unable to execute QEMU command 'blockdev-remove-medium': {}", error.description);
                return Err(Error::internal(message));
            }
        }
    }
}
