//! What a node does by itself when its time has come: simulated work ends, sleeping guests wake up.
//!
//! Whatever is due is done before the next call is answered, so that a test's clock decides alone what is seen; beside
//! that, one thread waits for the next moment, as long as there is one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::core::Core;

/// Something to be done on the node.
type Task = Box<dyn FnOnce(&Arc<Core>) + Send>;

/// The thread looks at the clock at least this often, for clocks that jump.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// What is still to be done, by its moment.
#[derive(Default)]
pub(crate) struct Agenda {
    tasks: Mutex<Tasks>,
    changed: Condvar,
    /// Microseconds of the first task's moment; readers look here before they lock anything.
    first: AtomicU64,
    /// Held while tasks are done, so that they are done one after the other.
    turn: Mutex<()>,
}

#[derive(Default)]
struct Tasks {
    due: BTreeMap<(Duration, u64), Task>,
    next: u64,
    has_thread: bool,
    closed: bool,
}

fn micros(moment: Duration) -> u64 {
    u64::try_from(moment.as_micros()).unwrap_or(u64::MAX).max(1)
}

impl Agenda {
    fn lock(&self) -> MutexGuard<'_, Tasks> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember_first(&self, tasks: &Tasks) {
        let first = tasks.due.keys().next().map_or(0, |(moment, _)| micros(*moment));
        self.first.store(first, Ordering::Release);
    }

    /// The first task whose moment has come.
    fn take(&self, now: Duration) -> Option<Task> {
        let mut tasks = self.lock();
        let (moment, _) = tasks.due.keys().next()?;
        if *moment > now {
            return None;
        }
        let task = tasks.due.pop_first().map(|(_, task)| task);
        self.remember_first(&tasks);
        task
    }

    /// Ends the thread.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

impl Core {
    /// Does something after a while.
    pub(crate) fn later(self: &Arc<Core>, after: Duration, task: impl FnOnce(&Arc<Core>) + Send + 'static) {
        let agenda = &self.agenda;
        let mut tasks = agenda.lock();
        let key = (self.clock.monotonic().saturating_add(after), tasks.next);
        tasks.next += 1;
        tasks.due.insert(key, Box::new(task));
        agenda.remember_first(&tasks);
        if !tasks.has_thread {
            let (node, agenda) = (Arc::downgrade(self), Arc::clone(agenda));
            let thread = std::thread::Builder::new().name("test-agenda".to_owned());
            // Without it, the next call finds what is due.
            tasks.has_thread = thread.spawn(move || keep(&node, &agenda)).is_ok();
        }
        drop(tasks);
        agenda.changed.notify_all();
    }

    /// Does whatever is due.
    pub(crate) fn settle(self: &Arc<Core>) {
        let first = self.agenda.first.load(Ordering::Acquire);
        if first == 0 || micros(self.clock.monotonic()) < first {
            return;
        }
        let _turn = self.agenda.turn.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(task) = self.agenda.take(self.clock.monotonic()) {
            // One that fails must not keep the others from their moments.
            if catch_unwind(AssertUnwindSafe(|| task(self))).is_err() {
                log::error!("what was to happen on '{}' broke off", self.uri);
            }
        }
    }
}

/// The thread: does what is due, waits for what is next, and ends when nothing is.
fn keep(node: &Weak<Core>, agenda: &Agenda) {
    loop {
        let Some(core) = node.upgrade() else { return };
        core.settle();
        let now = core.clock.monotonic();
        drop(core);
        let mut tasks = agenda.lock();
        let Some((moment, _)) = tasks.due.keys().next() else {
            tasks.has_thread = false;
            return;
        };
        if tasks.closed {
            return;
        }
        let wait = moment.saturating_sub(now).min(LONGEST_WAIT);
        if wait > Duration::ZERO {
            // Rounded up, so that the moment has come when the wait is over.
            let wait = wait.saturating_add(Duration::from_micros(1));
            drop(agenda.changed.wait_timeout(tasks, wait).unwrap_or_else(PoisonError::into_inner));
        }
    }
}
