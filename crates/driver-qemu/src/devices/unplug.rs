//! Devices that leave a running guest: the guest is asked, and what stood behind the device goes after it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use conf::domain::Domain;
use conf::domain::device::{self, Device};
use serde_json::json;
use virt::events::{DomainEventDeviceRemovalFailed, DomainEventDeviceRemoved};
use virt::{Error, Event, Result};

use super::{found, kinds, plug};
use crate::core::Core;
use crate::live::{Live, MONITOR_WAIT};
use crate::vm::Vm;

/// Compat: how long a call waits for the guest; what comes later is told by an event.
const GUEST_WAIT: Duration = Duration::from_secs(5);

/// What has become of a device that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Gone,
    Refused,
}

/// Calls that wait for devices to go, by alias.
#[derive(Debug, Default)]
pub(crate) struct Removals {
    waiting: Mutex<HashMap<String, Option<Outcome>>>,
    changed: Condvar,
}

impl Removals {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Option<Outcome>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn expect(&self, alias: &str) {
        self.lock().insert(alias.to_owned(), None);
    }

    /// Waits no longer than this.
    fn wait(&self, alias: &str, patience: Duration) -> Option<Outcome> {
        let deadline = Instant::now() + patience;
        let mut waiting = self.lock();
        loop {
            if let Some(Some(outcome)) = waiting.get(alias).copied() {
                waiting.remove(alias);
                return Some(outcome);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                waiting.remove(alias);
                return None;
            }
            waiting = self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Tells the call that waits for a device; false if none does.
    fn tell(&self, alias: &str, outcome: Outcome) -> bool {
        let mut waiting = self.lock();
        let Some(entry) = waiting.get_mut(alias) else { return false };
        *entry = Some(outcome);
        self.changed.notify_all();
        true
    }
}

/// Takes the device that a description means from a running guest, whose job the caller holds.
pub(super) fn detach(core: &Core, vm: &Vm, live: &Live, wanted: &Device) -> Result<()> {
    let domain = live.document().domain.clone();
    if !matches!(wanted, Device::Disk(_)) {
        kinds::check_detach(wanted)?;
    }
    let at = found::find(&domain, wanted, true)?;
    let device = wanted.beside(&domain.devices, at).ok_or_else(|| found::no_alias(""))?;
    take(core, vm, live, &domain, device, GUEST_WAIT)
}

/// Takes the device that has an alias from a running guest.
pub(super) fn detach_alias(core: &Core, vm: &Vm, live: &Live, alias: &str) -> Result<()> {
    let domain = live.document().domain.clone();
    let found = device::remove_alias(&mut domain.clone(), alias);
    // Compat: this call does not wait for the guest; an event tells when the device has gone.
    take(core, vm, live, &domain, found.ok_or_else(|| found::no_alias(alias))?, Duration::ZERO)
}

fn take(core: &Core, vm: &Vm, live: &Live, domain: &Domain, mut device: Device, patience: Duration) -> Result<()> {
    kinds::check_detach(&device)?;
    kinds::check_idle(domain, &device)?;
    if let Device::Disk(disk) = &device {
        crate::block_job::check_idle(live, disk)?;
    }
    if let Device::Lease(_) = &device {
        let mut domain = domain.clone();
        device::remove(&mut domain, &device)?;
        live.set_document(domain);
        return core.save_status(vm);
    }
    let alias = device.info_mut().map(|info| info.alias().to_owned()).unwrap_or_default();
    if alias.is_empty() {
        return Err(Error::internal(format!("a {} without an alias cannot be detached", device.element())));
    }
    if !patience.is_zero() {
        live.removals.expect(&alias);
    }
    let asked = live.monitor.try_execute("device_del", Some(json!({ "id": alias })), MONITOR_WAIT);
    let outcome = match asked {
        Ok(Ok(_)) => live.removals.wait(&alias, patience),
        // It has gone while nobody looked.
        Ok(Err(error)) if error.class == "DeviceNotFound" => Some(Outcome::Gone),
        Ok(Err(error)) => {
            live.removals.wait(&alias, Duration::ZERO);
            let message = format!("unable to execute QEMU command 'device_del': {}", error.description);
            return Err(Error::internal(message));
        }
        Err(error) => {
            live.removals.wait(&alias, Duration::ZERO);
            return Err(error);
        }
    };
    match outcome {
        Some(Outcome::Gone) => {
            finish(core, vm, live, &alias);
            Ok(())
        }
        Some(Outcome::Refused) => Err(Error::operation_failed("unplug of device was rejected by the guest")),
        // The guest takes its time.
        None => Ok(()),
    }
}

/// A device has left QEMU: what stood behind it goes, and no document names it any more. The caller holds the job.
fn finish(core: &Core, vm: &Vm, live: &Live, alias: &str) {
    let document = live.document();
    let mut domain = document.domain.clone();
    if let Some(gone) = device::remove_alias(&mut domain, alias) {
        forget(core, live, &document.domain, &gone);
        device::shrink(&mut domain, &gone);
        live.set_document(domain);
        if let Err(error) = core.save_status(vm) {
            log::error!("{error}");
        }
    }
    let (dom, dev_alias) = (vm.snapshot().reference(), alias.to_owned());
    core.events.publish(Event::DomainEventDeviceRemoved(DomainEventDeviceRemoved { dom, dev_alias }));
}

/// Takes away what stood behind a device.
pub(super) fn forget(core: &Core, live: &Live, domain: &Domain, gone: &Device) {
    let single = qemu::argv::alone(domain, gone.clone());
    let emulator = domain.devices.emulator.as_ref().map_or("", |emulator| &emulator.0);
    let commands = core.binary(Path::new(emulator)).and_then(|binary| {
        let runtime = super::live::runtime(core, live)?;
        qemu::argv::unplugged(&single, &binary.capabilities, &runtime)
    });
    match commands {
        Ok(commands) => plug::take_back(live, commands),
        Err(error) => log::warn!("something of a {} stays behind in QEMU: {error}", gone.element()),
    }
    core.unlabel_files(&single);
}

/// QEMU tells that a device has gone; called by the reader of the monitor, which must not wait.
pub(crate) fn gone(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, alias: &str) {
    if live.removals.tell(alias, Outcome::Gone) {
        return;
    }
    let (core, vm, live, alias) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live), alias.to_owned());
    crate::monitor_events::in_background(move || {
        let Ok(_job) = vm.begin_last_job("device removed") else { return };
        finish(&core, &vm, &live, &alias);
    });
}

/// QEMU tells that the guest keeps a device.
pub(crate) fn kept(core: &Core, vm: &Vm, live: &Live, alias: &str) {
    live.removals.tell(alias, Outcome::Refused);
    let (dom, dev_alias) = (vm.snapshot().reference(), alias.to_owned());
    let event = DomainEventDeviceRemovalFailed { dom, dev_alias };
    core.events.publish(Event::DomainEventDeviceRemovalFailed(event));
}

/// Devices of the document that QEMU no longer has left while no daemon listened. The caller holds the job.
pub(crate) fn settle(core: &Core, vm: &Vm, live: &Live) {
    let question = json!({ "path": "/machine/peripheral" });
    let Ok(Ok(reply)) = live.monitor.try_execute("qom-list", Some(question), MONITOR_WAIT) else { return };
    let there: Vec<&str> = reply.as_array().into_iter().flatten().filter_map(|entry| entry["name"].as_str()).collect();
    if there.is_empty() {
        return;
    }
    let mut domain = live.document().domain.clone();
    for alias in crate::live::device_aliases(&domain) {
        if there.contains(&alias.as_str()) {
            continue;
        }
        let found = device::remove_alias(&mut domain, &alias);
        if found.is_some_and(|device| could_go(&device)) {
            finish(core, vm, live, &alias);
        }
    }
}

/// Whether a device is one that QEMU lists and that can leave.
fn could_go(device: &Device) -> bool {
    let is_listed = match device {
        Device::Serial(serial) => matches!(serial.target.kind.as_deref(), Some("usb-serial" | "pci-serial")),
        Device::Console(console) => console.target.kind.as_deref() == Some("virtio"),
        Device::Parallel(_) | Device::Lease(_) => false,
        // It stays as long as the guest runs, but may not have come.
        Device::Controller(controller) if kinds::is_pluggable(controller) => return true,
        _ => true,
    };
    is_listed && kinds::check_detach(device).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_is_told_and_nobody_else() {
        let removals = Removals::default();
        assert!(!removals.tell("a", Outcome::Gone));
        removals.expect("a");
        assert!(removals.tell("a", Outcome::Refused));
        assert_eq!(removals.wait("a", Duration::ZERO), Some(Outcome::Refused));
        assert!(!removals.tell("a", Outcome::Gone));
        removals.expect("b");
        assert_eq!(removals.wait("b", Duration::from_millis(1)), None);
        assert!(!removals.tell("b", Outcome::Gone), "what comes later is told by an event");
    }
}
