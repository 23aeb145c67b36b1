//! Threads for calls that can wait. A new one starts whenever none is free, so calls that are stuck never stop the
//! next one; idle ones end after a while.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

/// How long an idle thread stays.
const IDLE: Duration = Duration::from_secs(10);
/// Above this many threads calls wait for one; only calls stuck by the hundred get here.
const THREADS_MAX: usize = 1024;
/// Stack of a worker: deep documents are parsed here.
const STACK: usize = 1024 * 1024;

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: usize,
}

/// The pool.
#[derive(Clone, Default)]
pub(crate) struct Workers {
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Workers {
    /// Runs a job on a thread that is free, or on a new one.
    pub(crate) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let (state, changed) = &*self.shared;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.jobs.push_back(Box::new(job));
        if state.jobs.len() > state.idle && state.threads < THREADS_MAX {
            let workers = self.clone();
            let spawned =
                std::thread::Builder::new().name("worker".into()).stack_size(STACK).spawn(move || workers.serve());
            match spawned {
                Ok(_) => state.threads += 1,
                Err(e) => log::warn!("cannot start a worker thread: {e}"),
            }
        }
        // Not before the queue is free: the worker would wake up only to wait for it.
        drop(state);
        changed.notify_one();
    }

    /// How many threads there are.
    #[cfg(test)]
    fn threads(&self) -> usize {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner).threads
    }

    fn serve(self) {
        let (lock, changed) = &*self.shared;
        let mut state = lock.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                // A panic in a call is caught where its reply is made; this guards the pool itself.
                if std::panic::catch_unwind(std::panic::AssertUnwindSafe(job)).is_err() {
                    log::error!("a worker's job panicked");
                }
                state = lock.lock().unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.idle += 1;
            let (next, waited) = changed.wait_timeout(state, IDLE).unwrap_or_else(PoisonError::into_inner);
            state = next;
            state.idle -= 1;
            if waited.timed_out() && state.jobs.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn stuck_jobs_never_stop_the_next_one() {
        let workers = Workers::default();
        let (release, stuck) = channel::<()>();
        let stuck = Arc::new(Mutex::new(stuck));
        for _ in 0..100 {
            let stuck = stuck.clone();
            workers.run(move || drop(stuck.lock().map(|s| s.recv())));
        }
        let (done, finished) = channel();
        workers.run(move || done.send(()).unwrap());
        finished.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(workers.threads() >= 100);
        drop(release);
    }

    #[test]
    fn a_panic_costs_only_its_job() {
        let workers = Workers::default();
        workers.run(|| panic!("expected by the test"));
        let (done, finished) = channel();
        workers.run(move || done.send(()).unwrap());
        finished.recv_timeout(Duration::from_secs(5)).unwrap();
    }
}
