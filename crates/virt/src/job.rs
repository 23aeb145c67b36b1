//! Jobs: who may change an object now. One holder at a time, every wait has a deadline, a time-out names the holder.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::{Error, Result};

/// How long a call waits for its turn on one object.
pub const JOB_WAIT: Duration = Duration::from_secs(30);

/// The turn on one object.
#[derive(Debug, Default)]
pub struct JobSlot {
    holder: Mutex<Option<Holder>>,
    freed: Condvar,
}

/// Who has the turn.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    /// What the call is named.
    pub call: &'static str,
    /// Since when it has the turn.
    pub since: Instant,
}

/// The right to change the object, until dropped.
#[derive(Debug)]
pub struct JobGuard<'a>(&'a JobSlot);

impl JobSlot {
    fn lock(&self) -> MutexGuard<'_, Option<Holder>> {
        self.holder.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    /// Waits for the turn.
    pub fn begin(&self, call: &'static str, wait: Duration) -> Result<JobGuard<'_>> {
        let deadline = Instant::now() + wait;
        let mut holder = self.lock();
        while let Some(current) = *holder {
            let left = deadline.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                let seconds = current.since.elapsed().as_secs();
                return Err(Error::timed_out(format!(
                    "cannot acquire state change lock (held by monitor={} for {seconds}s)",
                    current.call
                )));
            }
            holder = self.freed.wait_timeout(holder, left).unwrap_or_else(|broken| broken.into_inner()).0;
        }
        *holder = Some(Holder { call, since: Instant::now() });
        Ok(JobGuard(self))
    }

    /// Who has the turn now.
    pub fn holder(&self) -> Option<Holder> {
        *self.lock()
    }
}

impl Drop for JobGuard<'_> {
    fn drop(&mut self) {
        *self.0.lock() = None;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn a_time_out_names_the_holder() {
        let slot = JobSlot::default();
        let first = slot.begin("suspend", JOB_WAIT).unwrap();
        let error = slot.begin("resume", Duration::from_millis(10)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::OPERATION_TIMEOUT);
        assert_eq!(error.message(), "cannot acquire state change lock (held by monitor=suspend for 0s)");
        drop(first);
        assert!(slot.holder().is_none());
        assert!(slot.begin("resume", Duration::ZERO).is_ok());
    }

    #[test]
    fn turns_are_exclusive_under_contention() {
        let slot = JobSlot::default();
        let inside = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let _turn = slot.begin("x", JOB_WAIT).unwrap();
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                    }
                });
            }
        });
    }
}
