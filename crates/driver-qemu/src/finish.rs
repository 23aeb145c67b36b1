//! The end of a guest's run, whoever caused it: one path that puts everything back.

use std::sync::Arc;
use std::time::Duration;

use host::clock::{Clock, SystemClock, timestamp};
use host::files::Durability;
use host::process::Exit;
use virt::constants::*;

use crate::core::Core;
use crate::events::Lifecycle;
use crate::live::Live;
use crate::vm::{State, Vm};

/// Why a run has ended: the reason of "shut off", and the detail of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    reason: i32,
    detail: i32,
    word: &'static str,
}

impl End {
    pub(crate) const SHUTDOWN: End =
        End { reason: VIR_DOMAIN_SHUTOFF_SHUTDOWN, detail: VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN, word: "shutdown" };
    pub(crate) const DESTROYED: End =
        End { reason: VIR_DOMAIN_SHUTOFF_DESTROYED, detail: VIR_DOMAIN_EVENT_STOPPED_DESTROYED, word: "destroyed" };
    pub(crate) const SAVED: End =
        End { reason: VIR_DOMAIN_SHUTOFF_SAVED, detail: VIR_DOMAIN_EVENT_STOPPED_SAVED, word: "saved" };
    pub(crate) const CRASHED: End =
        End { reason: VIR_DOMAIN_SHUTOFF_CRASHED, detail: VIR_DOMAIN_EVENT_STOPPED_CRASHED, word: "crashed" };
    pub(crate) const FROM_SNAPSHOT: End = End {
        reason: VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
        detail: VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT,
        word: "from snapshot",
    };
    /// Reason and event detail, as libvirt numbers them.
    pub(crate) fn numbers(self) -> (i32, i32) {
        (self.reason, self.detail)
    }

    /// It ended while no daemon looked.
    pub(crate) const UNSEEN: End =
        End { reason: VIR_DOMAIN_SHUTOFF_DAEMON, detail: VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN, word: "daemon" };
}

/// How long QEMU may take to flush its caches after SIGTERM.
const TERMINATE_WAIT: Duration = Duration::from_secs(10);

/// How long the kernel may take to end a killed process.
const KILL_WAIT: Duration = Duration::from_secs(30);

/// Ends a QEMU: first so that it flushes its caches, then by force unless only grace was asked for.
///
/// False when it still runs.
pub(crate) fn end_process(live: &Live, graceful_only: bool) -> bool {
    let _ = live.process.terminate();
    if matches!(live.process.wait(TERMINATE_WAIT), Ok(Some(_))) {
        return true;
    }
    if graceful_only {
        return false;
    }
    let _ = live.process.kill();
    matches!(live.process.wait(KILL_WAIT), Ok(Some(_)))
}

/// Puts everything back after a run and tells about its end. The caller holds the job; the process has ended.
pub(crate) fn finish(core: &Core, vm: &Arc<Vm>, live: &Arc<Live>, end: End) {
    let before = vm.snapshot();
    if !before.live.as_ref().is_some_and(|current| Arc::ptr_eq(current, live)) {
        return;
    }
    live.monitor.close();
    live.agent.hang_up();
    let document = live.document();
    core.unlabel_files(&document.domain);
    release_places(core, &before.name, live);
    log_end(core, &before.name, live, end);
    core.table.clear_id(live.id);
    let reference = before.reference();
    let next = vm.publish(|next| {
        next.live = None;
        next.state = State::new(VIR_DOMAIN_SHUTOFF, end.reason);
        next.updated = false;
    });
    core.emit(reference, Lifecycle(VIR_DOMAIN_EVENT_STOPPED, end.detail));
    if !next.is_persistent() && end != End::FROM_SNAPSHOT {
        if let Err(error) = core.forget_snapshots(vm) {
            log::warn!("{error}");
        }
        core.table.remove(vm);
    }
}

fn release_places(core: &Core, name: &str, live: &Live) {
    for port in &live.ports {
        core.display_ports.release(*port);
        core.websocket_ports.release(*port);
    }
    for file in [core.paths.status(name), core.paths.pid_file(name)] {
        let _ = core.files.remove(&file, Durability::Volatile);
    }
    if let Some(groups) = &live.groups {
        groups.remove();
    }
    for folder in [&live.private_folder, &live.channel_folder] {
        if folder.as_os_str().is_empty() {
            continue;
        }
        let _ = core.files.remove_folder(folder);
    }
}

fn log_end(core: &Core, name: &str, live: &Live, end: End) {
    use std::io::Write;
    let path = core.paths.log_file(name);
    let Ok(mut log) = std::fs::OpenOptions::new().append(true).open(path) else { return };
    let now = timestamp(SystemClock.since_epoch());
    let how = match live.process.wait(Duration::ZERO) {
        Ok(Some(Exit::Signal(signal))) => format!(" (signal {signal})"),
        Ok(Some(Exit::Code(code))) if code != 0 => format!(" (exit status {code})"),
        _ => String::new(),
    };
    let _ = writeln!(log, "{now}: shutting down, reason={}{how}", end.word);
}
