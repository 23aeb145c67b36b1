//! A guest's memory on its way to or from a file: starting it, watching it, calling it off.

use std::fs::File;
use std::io::Seek;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use qmp::Monitor;
use serde_json::{Value, json};
use virt::{Error, ErrorCode, Result};

use crate::live::{Live, MONITOR_WAIT};

/// A file that takes or gives nothing for so long is given up: its disk or its server does not answer.
const STALL: Duration = Duration::from_secs(120);

/// First and longest pause between two questions for the progress.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(100));

/// QEMU's usual limit is for networks; this is the highest it takes, in whole MiB.
const NO_LIMIT: i64 = (i64::MAX >> 20) << 20;

/// What is known of a transfer that is under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    /// When it began.
    pub(crate) since: Instant,
    /// Bytes of guest memory in all.
    pub(crate) total: u64,
    /// Bytes written.
    pub(crate) processed: u64,
    /// Bytes of guest memory still to go.
    pub(crate) remaining: u64,
}

/// A guest's transfer, while there is one.
#[derive(Debug, Default)]
pub(crate) struct Transfer {
    progress: Mutex<Option<Progress>>,
    cancel: AtomicBool,
}

impl Transfer {
    fn set(&self, progress: Option<Progress>) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }

    /// How far it is.
    pub(crate) fn progress(&self) -> Option<Progress> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls it off; false when there is none.
    pub(crate) fn cancel(&self) -> bool {
        let there = self.progress().is_some();
        if there {
            self.cancel.store(true, Ordering::Relaxed);
        }
        there
    }
}

/// Writes the memory of a guest whose CPUs stand into a file, from where the file stands.
pub(crate) fn write(live: &Live, file: &File) -> Result<()> {
    let transfer = &live.transfer;
    transfer.cancel.store(false, Ordering::Relaxed);
    let since = Instant::now();
    transfer.set(Some(Progress { since, total: 0, processed: 0, remaining: 0 }));
    let written = begin(live, file).and_then(|()| {
        let report = |reply: &Value| {
            let ram =
                |field: &str| reply.get("ram").and_then(|ram| ram.get(field)).and_then(Value::as_u64).unwrap_or(0);
            let progress =
                Progress { since, total: ram("total"), processed: ram("transferred"), remaining: ram("remaining") };
            transfer.set(Some(progress));
        };
        watch(&live.monitor, "domain save", file, &transfer.cancel, report)
    });
    transfer.set(None);
    written
}

fn begin(live: &Live, file: &File) -> Result<()> {
    live.command("migrate-set-parameters", Some(json!({ "max-bandwidth": NO_LIMIT })))?;
    live.monitor.give_fd("migrate", file.as_fd(), MONITOR_WAIT)?;
    let started = live.command("migrate", Some(json!({ "uri": "fd:migrate" })));
    if started.is_err() {
        let _ = live.command("closefd", Some(json!({ "fdname": "migrate" })));
    }
    started.map(drop)
}

/// Has a new QEMU read the memory from the descriptor that it got with this number.
pub(crate) fn read(monitor: &Monitor, number: i32, file: &File, can_stay: bool) -> Result<()> {
    let mut arguments = json!({ "uri": format!("fd:{number}") });
    // Otherwise it ends at a failure, and its words stand in its log only.
    if can_stay && let Some(object) = arguments.as_object_mut() {
        object.insert("exit-on-error".to_owned(), false.into());
    }
    monitor.execute("migrate-incoming", Some(arguments), MONITOR_WAIT)?;
    watch(monitor, "domain restore", file, &AtomicBool::new(false), |_| {})
}

/// Waits for the end of a transfer. QEMU and we share the file's position: as long as that moves, it goes on.
fn watch(monitor: &Monitor, what: &str, mut file: &File, cancel: &AtomicBool, report: impl Fn(&Value)) -> Result<()> {
    let mut pause = PAUSES.0;
    let mut position = 0;
    let mut moved = Instant::now();
    let mut cancelled: Option<Error> = None;
    loop {
        let reply = monitor.execute("query-migrate", None, MONITOR_WAIT)?;
        report(&reply);
        match reply.get("status").and_then(Value::as_str).unwrap_or("none") {
            "completed" => return Ok(()),
            "failed" => {
                let cause = reply.get("error-desc").and_then(Value::as_str).unwrap_or("QEMU does not say why");
                return Err(Error::new(ErrorCode::OPERATION_FAILED, format!("job '{what}' failed: {cause}")));
            }
            "cancelled" => return Err(cancelled.unwrap_or_else(|| aborted(what))),
            _ => {}
        }
        let now = file.stream_position().unwrap_or(0);
        if now != position {
            (position, moved) = (now, Instant::now());
        }
        let stalled = moved.elapsed() > STALL;
        if cancelled.is_none() && (stalled || cancel.load(Ordering::Relaxed)) {
            cancelled = Some(match stalled {
                true => Error::timed_out(format!("job '{what}' made no progress for {} s", STALL.as_secs())),
                false => aborted(what),
            });
            monitor.execute("migrate_cancel", None, MONITOR_WAIT)?;
            moved = Instant::now();
        } else if stalled {
            return Err(cancelled.unwrap_or_else(|| aborted(what)));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSES.1);
    }
}

fn aborted(what: &str) -> Error {
    Error::new(ErrorCode::OPERATION_ABORTED, format!("job '{what}' canceled by client"))
}

/// Calls off a transfer that another daemon has begun; none under way is fine.
pub(crate) fn call_off(live: &Live) -> Result<()> {
    live.command("migrate_cancel", None)?;
    match watch_called_off(live) {
        Err(error) if error.code() == ErrorCode::OPERATION_TIMEOUT => Err(error),
        _ => Ok(()),
    }
}

fn watch_called_off(live: &Live) -> Result<()> {
    let end = Instant::now() + STALL;
    while Instant::now() < end {
        let reply = live.command("query-migrate", None)?;
        let status = reply.get("status").and_then(Value::as_str).unwrap_or("none");
        if matches!(status, "none" | "completed" | "failed" | "cancelled") {
            return Ok(());
        }
        std::thread::sleep(PAUSES.1);
    }
    Err(Error::timed_out("QEMU does not give up writing the guest's memory"))
}
