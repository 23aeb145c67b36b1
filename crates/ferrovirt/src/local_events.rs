//! Events of drivers in this process: kept, bounded, until the program takes them.

use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rpc::client::RemoteEvent;
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use virt::registration::Registrations;
use virt::{Error, EventBus, Result, Subscription};

/// Events held for a program that does not take them.
const HELD_MAX: usize = 16 * 1024;

/// What the program has asked for and what has come.
pub(crate) struct LocalEvents {
    shared: Arc<Shared>,
    _subscription: Subscription,
}

struct Shared {
    state: Mutex<State>,
    /// Readable while events are held.
    ready: OwnedFd,
}

#[derive(Default)]
struct State {
    registrations: Registrations,
    held: VecDeque<RemoteEvent>,
    lost: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LocalEvents {
    pub(crate) fn new(bus: &Arc<EventBus>) -> Result<LocalEvents> {
        let ready = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK);
        let ready = ready.map_err(|e| Error::system("Unable to create an eventfd", &e.into()))?;
        let shared = Arc::new(Shared { state: Mutex::default(), ready });
        let listener = shared.clone();
        let subscription = bus.subscribe(move |event| {
            let mut state = listener.lock();
            let callbacks: Vec<i32> = state.registrations.wanting(event).map(|r| r.callback).collect();
            for callback in callbacks {
                if state.held.len() >= HELD_MAX {
                    state.lost = true;
                    return;
                }
                state.held.push_back(RemoteEvent { callback: Some(callback), event: (**event).clone() });
                let _ = rustix::io::write(&listener.ready, &1u64.to_ne_bytes());
            }
        });
        Ok(LocalEvents { shared, _subscription: subscription })
    }

    /// Changes what is asked for.
    pub(crate) fn registrations<T>(&self, change: impl FnOnce(&mut Registrations) -> T) -> T {
        change(&mut self.shared.lock().registrations)
    }

    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.shared.ready.as_fd()
    }

    /// Events that have come or come within the time.
    pub(crate) fn take(&self, wait: Option<Duration>) -> Result<Vec<RemoteEvent>> {
        if self.shared.lock().held.is_empty()
            && let Some(wait) = wait
        {
            let timeout = Timespec {
                tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: wait.subsec_nanos().into(),
            };
            let _ = poll(&mut [PollFd::new(&self.shared.ready, PollFlags::IN)], Some(&timeout));
        }
        let mut state = self.shared.lock();
        let _ = rustix::io::read(&self.shared.ready, &mut [0; 8]);
        match std::mem::take(&mut state.lost) {
            true => Err(Error::overflow("events were lost because they were not taken in time")),
            false => Ok(state.held.drain(..).collect()),
        }
    }
}
