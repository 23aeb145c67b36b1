//! What QEMU tells without being asked: the guest's state follows it, and clients hear of it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use conf::domain::os::LifecycleAction;
use qmp::{Event as MonitorEvent, Listener};
use virt::constants::*;
use virt::events::*;
use virt::{Event, GraphicsAddress, GraphicsIdentity};

use crate::agent::line::Sign;
use crate::core::Core;
use crate::devices;
use crate::events::Lifecycle;
use crate::finish::{End, end_process, finish};
use crate::live::{Live, after_shutdown};
use crate::stats::alias_of;
use crate::vm::{State, Vm};

/// Hears one guest's monitor. Events that come before the guest is published wait until it is.
pub(crate) struct GuestListener {
    core: Weak<Core>,
    vm: Weak<Vm>,
    inbox: Mutex<Inbox>,
}

#[derive(Default)]
struct Inbox {
    /// Weak, because the guest holds its monitor, and the monitor this.
    live: Option<Weak<Live>>,
    early: Vec<MonitorEvent>,
    closed: bool,
}

impl GuestListener {
    pub(crate) fn new(core: &Arc<Core>, vm: &Arc<Vm>) -> Arc<GuestListener> {
        Arc::new(GuestListener { core: Arc::downgrade(core), vm: Arc::downgrade(vm), inbox: Mutex::default() })
    }

    /// The guest is published: what has come so far is told now, the rest as it comes.
    pub(crate) fn attach(&self, live: &Arc<Live>) {
        let Some((core, vm)) = self.core.upgrade().zip(self.vm.upgrade()) else { return };
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        for event in std::mem::take(&mut inbox.early) {
            handle(&core, &vm, live, &event);
        }
        inbox.live = Some(Arc::downgrade(live));
        if inbox.closed {
            lost(&core, &vm, live);
        }
    }
}

/// Events kept before the guest is published.
const MAX_EARLY: usize = 1000;

impl Listener for GuestListener {
    fn event(&self, event: MonitorEvent) {
        let Some((core, vm)) = self.core.upgrade().zip(self.vm.upgrade()) else { return };
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        match &inbox.live {
            Some(live) => {
                let live = live.upgrade();
                drop(inbox);
                if let Some(live) = live {
                    handle(&core, &vm, &live, &event);
                }
            }
            None if inbox.early.len() < MAX_EARLY => inbox.early.push(event),
            None => {}
        }
    }

    fn closed(&self) {
        let Some((core, vm)) = self.core.upgrade().zip(self.vm.upgrade()) else { return };
        let live = {
            let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
            inbox.closed = true;
            inbox.live.take().and_then(|live| live.upgrade())
        };
        if let Some(live) = live {
            lost(&core, &vm, &live);
        }
    }
}

/// The monitor has closed: the guest has ended, or nobody can speak with it any more.
fn lost(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>) {
    let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
    in_background(move || {
        if live.process.wait(Duration::from_secs(1)).ok().flatten().is_none() {
            end_process(&live, false);
        }
        let Ok(_job) = vm.begin_last_job("end of process") else { return };
        let end = match vm.snapshot().state.state {
            _ if live.ending.load(Ordering::Relaxed) => End::DESTROYED,
            VIR_DOMAIN_SHUTDOWN => End::SHUTDOWN,
            _ => End::CRASHED,
        };
        finish(&core, &vm, &live, end);
    });
}

/// Runs what has to wait for replies, which the reader thread must not.
pub(crate) fn in_background(work: impl FnOnce() + Send + 'static) {
    if let Err(error) = std::thread::Builder::new().name("guest event".to_owned()).spawn(work) {
        log::error!("cannot start a thread for an event: {error}");
    }
}

/// The CPUs have stopped.
pub(crate) fn stopped(core: &Core, vm: &Vm, state: State) {
    let mut changed = false;
    let next = vm.publish(|next| {
        if next.live.is_some() && next.state.state == VIR_DOMAIN_RUNNING {
            next.state = state;
            changed = true;
        }
    });
    if changed {
        let detail = match state.reason {
            VIR_DOMAIN_PAUSED_IOERROR => VIR_DOMAIN_EVENT_SUSPENDED_IOERROR,
            VIR_DOMAIN_PAUSED_WATCHDOG => VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG,
            _ => VIR_DOMAIN_EVENT_SUSPENDED_PAUSED,
        };
        core.emit(next.reference(), Lifecycle(VIR_DOMAIN_EVENT_SUSPENDED, detail));
        save(core, vm);
    }
}

/// The CPUs run.
pub(crate) fn running(core: &Core, vm: &Vm, state: State) {
    let mut changed = false;
    let next = vm.publish(|next| {
        if next.live.is_some() && next.state.state != VIR_DOMAIN_RUNNING && next.state.state != VIR_DOMAIN_SHUTOFF {
            next.state = state;
            changed = true;
        }
    });
    if changed {
        let what = match state.reason {
            VIR_DOMAIN_RUNNING_RESTORED | VIR_DOMAIN_RUNNING_FROM_SNAPSHOT => Lifecycle::RESUMED_RESTORED,
            _ => Lifecycle::RESUMED,
        };
        core.emit(next.reference(), what);
        save(core, vm);
    }
}

fn save(core: &Core, vm: &Vm) {
    if let Err(error) = core.save_status(vm) {
        log::warn!("{error}");
    }
}

fn handle(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, event: &MonitorEvent) {
    let dom = vm.snapshot().reference();
    let publish = |event: Event| core.events.publish(event);
    monitor_event(core, &dom, event);
    if let Some(sign) = sign_of(&event.name) {
        live.agent.happened(sign);
    }
    match event.name.as_str() {
        "STOP" | "RESUME" if live.rebooting.load(Ordering::Relaxed) => {}
        "STOP" => {
            let unknown = State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_UNKNOWN);
            stopped(core, vm, live.take_expected_stop().unwrap_or(unknown));
        }
        "RESUME" => {
            let was_saving = vm.snapshot().state == crate::save::SAVING;
            let reason = if was_saving { VIR_DOMAIN_RUNNING_SAVE_CANCELED } else { VIR_DOMAIN_RUNNING_UNPAUSED };
            running(core, vm, State::new(VIR_DOMAIN_RUNNING, reason));
        }
        "SHUTDOWN" => shutdown(core, vm, live, event),
        "RESET" => publish(Event::DomainEventReboot(DomainEventReboot { dom })),
        "RTC_CHANGE" => {
            let offset = event.number("offset").unwrap_or(0);
            publish(Event::DomainEventRtcChange(DomainEventRtcChange { dom, offset }));
        }
        "WATCHDOG" => {
            let action = watchdog_action(event.text("action").unwrap_or(""));
            if action == VIR_DOMAIN_EVENT_WATCHDOG_PAUSE {
                live.expect_stop(Some(State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_WATCHDOG)));
            }
            publish(Event::DomainEventWatchdog(DomainEventWatchdog { dom, action }));
        }
        "BLOCK_IO_ERROR" => io_error(core, live, dom, event),
        "BALLOON_CHANGE" => {
            let actual = event.number("actual").and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0) / 1024;
            set_balloon(live, actual);
            publish(Event::DomainEventBalloonChange(DomainEventBalloonChange { dom, actual }));
            save(core, vm);
        }
        "DEVICE_TRAY_MOVED" => tray(core, dom, event),
        "DEVICE_DELETED" | "DEVICE_UNPLUG_GUEST_ERROR" | "MEMORY_DEVICE_SIZE_CHANGE" => device(core, vm, live, event),
        "SUSPEND" => suspended(core, vm, VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY),
        "SUSPEND_DISK" => suspended(core, vm, VIR_DOMAIN_EVENT_PMSUSPENDED_DISK),
        "WAKEUP" => woken(core, vm),
        "VNC_CONNECTED" => graphics(core, dom, event, VIR_DOMAIN_EVENT_GRAPHICS_CONNECT),
        "VNC_INITIALIZED" => graphics(core, dom, event, VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE),
        "VNC_DISCONNECTED" => graphics(core, dom, event, VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT),
        "VSERPORT_CHANGE" => channel(core, vm, live, event),
        "BLOCK_WRITE_THRESHOLD" => threshold(core, live, dom, event),
        "BLOCK_JOB_READY" => block_job_ready(core, vm, live, event),
        "BLOCK_JOB_COMPLETED" | "BLOCK_JOB_CANCELLED" => block_job_ended(core, vm, live, event),
        "GUEST_PANICKED" => panicked(core, vm, live),
        _ => {}
    }
}

/// The tray of a drive has moved.
fn tray(core: &Core, dom: virt::DomainRef, event: &MonitorEvent) {
    let is_open = event.flag("tray-open");
    let reason = if is_open { VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN } else { VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE };
    let dev_alias = alias_of(event.text("id").or(event.text("device")).unwrap_or("")).to_owned();
    core.events.publish(Event::DomainEventTrayChange(DomainEventTrayChange { dom, dev_alias, reason }));
}

/// A device has gone, or stays although it was to go, or has another size.
fn device(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, event: &MonitorEvent) {
    let size = event.number("size").and_then(|bytes| u64::try_from(bytes).ok());
    match (event.name.as_str(), event.text("device").or(event.text("id")), size) {
        ("DEVICE_DELETED", Some(alias), _) => devices::gone(core, vm, live, alias),
        ("DEVICE_UNPLUG_GUEST_ERROR", Some(alias), _) => devices::kept(core, vm, live, alias),
        (_, Some(alias), Some(bytes)) => devices::resized(core, vm, live, alias, bytes),
        _ => {}
    }
}

/// An image has grown over its mark.
fn threshold(core: &Core, live: &Live, dom: virt::DomainRef, event: &MonitorEvent) {
    let number = |field: &str| event.number(field).and_then(|number| u64::try_from(number).ok()).unwrap_or(0);
    let node = event.text("node-name").unwrap_or_default();
    let Some((dev, path)) = crate::tuning::disks::named(&live.document().domain, node) else { return };
    let (threshold, excess) = (number("write-threshold"), number("amount-exceeded"));
    let event = DomainEventBlockThreshold { dom, dev, path, threshold, excess };
    core.events.publish(Event::DomainEventBlockThreshold(event));
}

/// What an event says to whoever waits for the guest's agent.
fn sign_of(event: &str) -> Option<Sign> {
    match event {
        "SHUTDOWN" => Some(Sign::Shutdown),
        "RESET" => Some(Sign::Reset),
        "SUSPEND" | "SUSPEND_DISK" => Some(Sign::Suspend),
        _ => None,
    }
}

fn monitor_event(core: &Core, dom: &virt::DomainRef, event: &MonitorEvent) {
    let details = (!event.data.is_null()).then(|| event.data.to_string());
    core.events.publish(Event::DomainMonitorEvent(DomainMonitorEvent {
        dom: dom.clone(),
        event: event.name.clone(),
        seconds: i64::try_from(event.at.as_secs()).unwrap_or(0),
        micros: event.at.subsec_micros(),
        details,
    }));
}

/// The guest has powered down, or somebody ends its QEMU.
fn shutdown(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, event: &MonitorEvent) {
    let by_guest = event.flag("guest");
    let asked = live.after_shutdown.swap(after_shutdown::STOP, Ordering::Relaxed) == after_shutdown::REBOOT;
    let reboot = asked || live.document().domain.on_poweroff == LifecycleAction::Restart;
    if reboot && by_guest {
        live.rebooting.store(true, Ordering::Relaxed);
        let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
        in_background(move || restart(&core, &vm, &live));
        return;
    }
    let mut changed = false;
    let next = vm.publish(|next| {
        if next.live.is_some() && next.state.state != VIR_DOMAIN_SHUTDOWN {
            next.state = State::new(VIR_DOMAIN_SHUTDOWN, VIR_DOMAIN_SHUTDOWN_UNKNOWN);
            changed = true;
        }
    });
    if !changed {
        return;
    }
    let detail = if by_guest { VIR_DOMAIN_EVENT_SHUTDOWN_GUEST } else { VIR_DOMAIN_EVENT_SHUTDOWN_HOST };
    core.emit(next.reference(), Lifecycle(VIR_DOMAIN_EVENT_SHUTDOWN, detail));
    if live.ending.load(Ordering::Relaxed) {
        return;
    }
    save(core, vm);
    let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
    in_background(move || {
        // QEMU waits for us after a power-down (-no-shutdown); its caches are flushed on the way out.
        end_process(&live, false);
        let Ok(_job) = vm.begin_last_job("shutdown") else { return };
        finish(&core, &vm, &live, End::SHUTDOWN);
    });
}

/// The second half of a reboot by power-down: a reset, and on.
fn restart(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>) {
    let restarted = vm.begin_job("reboot").and_then(|_job| {
        live.command("system_reset", None)?;
        live.command("cont", None)
    });
    live.rebooting.store(false, Ordering::Relaxed);
    match restarted {
        Ok(_) => {
            vm.publish(|next| {
                if next.live.is_some() {
                    next.state = State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_BOOTED);
                }
            });
            save(core, vm);
        }
        Err(error) => {
            log::error!("cannot reboot '{}': {error}", vm.snapshot().name);
            end_process(live, false);
        }
    }
}

fn watchdog_action(word: &str) -> i32 {
    match word {
        "pause" => VIR_DOMAIN_EVENT_WATCHDOG_PAUSE,
        "reset" => VIR_DOMAIN_EVENT_WATCHDOG_RESET,
        "poweroff" => VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF,
        "shutdown" => VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN,
        "debug" => VIR_DOMAIN_EVENT_WATCHDOG_DEBUG,
        "inject-nmi" => VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI,
        _ => VIR_DOMAIN_EVENT_WATCHDOG_NONE,
    }
}

fn io_error(core: &Core, live: &Live, dom: virt::DomainRef, event: &MonitorEvent) {
    let action = match event.text("action") {
        Some("stop") => VIR_DOMAIN_EVENT_IO_ERROR_PAUSE,
        Some("report") => VIR_DOMAIN_EVENT_IO_ERROR_REPORT,
        _ => VIR_DOMAIN_EVENT_IO_ERROR_NONE,
    };
    if action == VIR_DOMAIN_EVENT_IO_ERROR_PAUSE {
        live.expect_stop(Some(State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR)));
    }
    let reason = if event.flag("nospace") { "enospc" } else { "" }.to_owned();
    let dev_alias = alias_of(event.text("qom-path").or(event.text("device")).unwrap_or("")).to_owned();
    let document = live.document();
    let disk = document.domain.devices.disks.iter().find(|disk| disk.info.alias() == dev_alias);
    let src_path = disk.and_then(|disk| disk.source.path()).unwrap_or_default().to_owned();
    let (path, alias) = (src_path.clone(), dev_alias.clone());
    core.events.publish(Event::DomainEventIoError(DomainEventIoError {
        dom: dom.clone(),
        src_path: path,
        dev_alias: alias,
        action,
    }));
    let event = DomainEventIoErrorReason { dom, src_path, dev_alias, action, reason };
    core.events.publish(Event::DomainEventIoErrorReason(event));
}

/// The balloon has reached a size: the document says so from now on.
pub(crate) fn set_balloon(live: &Live, kib: u64) {
    live.balloon_kib.store(kib, Ordering::Relaxed);
    let mut domain = live.document().domain.clone();
    domain.current_memory = Some(xml::Kib(kib));
    live.set_document(domain);
}

fn suspended(core: &Core, vm: &Vm, detail: i32) {
    let next = vm.publish(|next| {
        if next.live.is_some() {
            next.state = State::new(VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
        }
    });
    core.emit(next.reference(), Lifecycle(VIR_DOMAIN_EVENT_PMSUSPENDED, detail));
    let (reason, dom) = (0, next.reference());
    core.events.publish(match detail == VIR_DOMAIN_EVENT_PMSUSPENDED_DISK {
        true => Event::DomainEventPmsuspendDisk(DomainEventPmsuspendDisk { reason, dom }),
        false => Event::DomainEventPmsuspend(DomainEventPmsuspend { reason, dom }),
    });
    save(core, vm);
}

fn woken(core: &Core, vm: &Vm) {
    let next = vm.publish(|next| {
        if next.state.state == VIR_DOMAIN_PMSUSPENDED {
            next.state = State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_WAKEUP);
        }
    });
    core.emit(next.reference(), Lifecycle(VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_WAKEUP));
    core.events.publish(Event::DomainEventPmwakeup(DomainEventPmwakeup { reason: 0, dom: next.reference() }));
    save(core, vm);
}

fn graphics(core: &Core, dom: virt::DomainRef, event: &MonitorEvent, phase: i32) {
    let end = |side: &str| {
        let text = |field: &str| {
            let value = event.data.get(side).and_then(|end| end.get(field)).and_then(|value| value.as_str());
            value.unwrap_or_default().to_owned()
        };
        let family = match text("family").as_str() {
            "ipv6" => VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6,
            "unix" => VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX,
            _ => VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4,
        };
        (
            GraphicsAddress { family, node: text("host"), service: text("service") },
            text("auth"),
            text("x509_dname"),
            text("sasl_username"),
        )
    };
    let (local, auth_scheme, ..) = end("server");
    let (remote, _, dname, sasl) = end("client");
    let identity = |kind: &str, name: String| GraphicsIdentity { type_: kind.to_owned(), name };
    let subject = [identity("x509dname", dname), identity("saslUsername", sasl)];
    let subject = subject.into_iter().filter(|identity| !identity.name.is_empty()).collect();
    let event = DomainEventGraphics { dom, phase, local, remote, auth_scheme, subject };
    core.events.publish(Event::DomainEventGraphics(event));
}

/// The guest has opened or closed its end of a channel.
fn channel(core: &Core, vm: &Vm, live: &Live, event: &MonitorEvent) {
    use conf::domain::chardev::ChannelState;
    let (Some(id), open) = (event.text("id"), event.flag("open")) else { return };
    let mut domain = live.document().domain.clone();
    let mut is_agent = false;
    for channel in domain.devices.channels.iter_mut().filter(|channel| channel.info.alias() == id) {
        channel.target.state = Some(if open { ChannelState::Connected } else { ChannelState::Disconnected });
        is_agent = channel.target.name.as_deref() == Some(crate::agent::line::CHANNEL);
    }
    live.set_document(domain);
    if is_agent {
        if !open {
            live.agent.hang_up();
        }
        let reason = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL;
        crate::agent::line::tell(core, vm.snapshot().reference(), open, reason);
    }
    save(core, vm);
}

fn block_job_ready(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, event: &MonitorEvent) {
    let Some(name) = event.text("device").map(str::to_owned) else { return };
    let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
    in_background(move || crate::block_job::ready(&core, &vm, &live, &name));
}

fn block_job_ended(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>, event: &MonitorEvent) {
    use crate::block_job::{Ended, ended};
    let how = match (event.name.as_str(), event.text("error")) {
        ("BLOCK_JOB_CANCELLED", _) => Ended::Canceled,
        (_, Some(_)) => Ended::Failed,
        (_, None) => Ended::Completed,
    };
    let Some(name) = event.text("device").map(str::to_owned) else { return };
    let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
    in_background(move || ended(&core, &vm, &live, &name, how));
}

/// The guest's kernel has given up, and its device has told QEMU.
fn panicked(core: &Arc<Core>, vm: &Arc<Vm>, live: &Arc<Live>) {
    use conf::domain::os::CrashAction;
    let next = vm.publish(|next| next.state = State::new(VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED));
    core.emit(next.reference(), Lifecycle(VIR_DOMAIN_EVENT_CRASHED, VIR_DOMAIN_EVENT_CRASHED_PANICKED));
    save(core, vm);
    let action = live.document().domain.on_crash;
    let (core, vm, live) = (Arc::clone(core), Arc::clone(vm), Arc::clone(live));
    in_background(move || match action {
        CrashAction::Preserve => {}
        CrashAction::Restart => restart(&core, &vm, &live),
        _ => {
            end_process(&live, false);
            if let Ok(_job) = vm.begin_last_job("end of crashed guest") {
                finish(&core, &vm, &live, End::CRASHED);
            }
        }
    });
}
