//! A guest's memory on its way to another node: how far it is, and who waits until it is there.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use virt::{DomainRef, Error, Result};

use crate::block_job::Progress;
use crate::connection::TestConnection;
use crate::core::Core;
use crate::guest::Guest;

/// How long is waited at once; clocks may jump.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// Memory that is being sent.
#[derive(Debug, Clone)]
pub(crate) struct Transfer {
    pub(crate) progress: Progress,
    /// When it began.
    pub(crate) since: Duration,
    end: Arc<End>,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was sent.
    Done,
    /// Somebody called it off.
    Cancelled,
    /// The guest, or the client that moves it, is gone.
    Lost,
}

/// Where the call that sends waits for the end.
#[derive(Debug, Default)]
pub(crate) struct End {
    outcome: Mutex<Option<Outcome>>,
    changed: Condvar,
}

impl End {
    fn lock(&self) -> MutexGuard<'_, Option<Outcome>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how it ended; what was said first counts.
    pub(crate) fn set(&self, outcome: Outcome) {
        self.lock().get_or_insert(outcome);
        self.changed.notify_all();
    }
}

impl Guest {
    /// What is being sent of it.
    pub(crate) fn transfer(&self) -> Option<&Transfer> {
        self.live.as_ref()?.runtime.transfer.as_ref()
    }

    /// Ends what is being sent of it, if anything is.
    pub(crate) fn end_transfer(&self, outcome: Outcome) -> bool {
        self.transfer().map(|transfer| transfer.end.set(outcome)).is_some()
    }
}

impl Transfer {
    /// Whether both are the same, perhaps at different moments.
    pub(crate) fn is(&self, other: &Transfer) -> bool {
        Arc::ptr_eq(&self.end, &other.end)
    }
}

/// What is sent from now on, at so many bytes a second.
pub(crate) fn start(core: &Core, bytes: u64, speed: u64) -> Transfer {
    let since = core.clock.monotonic();
    Transfer { progress: Progress::start(since, bytes, speed), since, end: Arc::default() }
}

/// Looks again when everything should have been sent.
pub(crate) fn await_end(core: &Arc<Core>, dom: DomainRef, transfer: &Transfer) {
    core.later(transfer.progress.left(core.clock.monotonic()), move |core| {
        let Ok(guest) = core.guest(&dom) else { return };
        // It may have been slowed down since; then another look is on the agenda.
        let now = core.clock.monotonic();
        if guest.transfer().is_some_and(|transfer| transfer.progress.left(now) == Duration::ZERO) {
            guest.end_transfer(Outcome::Done);
        }
    });
}

/// Waits until everything was sent, or until that will never be.
pub(crate) fn wait(connection: &TestConnection, dom: &DomainRef, transfer: &Transfer) -> Outcome {
    let (core, end) = (connection.core(), &transfer.end);
    connection.waits_for(end);
    loop {
        let left = core.guest(dom).ok().and_then(|guest| {
            let same = guest.transfer().filter(|now| now.is(transfer))?;
            Some(same.progress.left(core.clock.monotonic()))
        });
        let outcome = end.lock();
        if let Some(outcome) = *outcome {
            return outcome;
        }
        let Some(left) = left else { return Outcome::Lost };
        // Rounded up, so that the moment has come when the wait is over.
        let wait = left.min(LONGEST_WAIT) + Duration::from_millis(1);
        drop(end.changed.wait_timeout(outcome, wait).unwrap_or_else(PoisonError::into_inner));
        core.settle();
    }
}

/// The error of a transfer that did not come to its end.
pub(crate) fn failure(outcome: Outcome) -> Result<()> {
    match outcome {
        Outcome::Done => Ok(()),
        Outcome::Cancelled => Err(Error::aborted("migration out job: canceled by client")),
        Outcome::Lost => Err(Error::operation_failed("migration out job: the domain is gone, or who moves it")),
    }
}
