//! Letters to the thread that owns the sockets, from workers, drivers and stream pumps.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Arc, Mutex, PoisonError};

use rpc::socket::Outgoing;
use rustix::event::{EventfdFlags, eventfd};
use virt::{Event, Stream};

/// Which client; never used again after it left.
pub(crate) type ClientId = u64;

/// What the owner of the sockets is told.
pub(crate) enum Letter {
    /// A worker has finished a call.
    Done { client: ClientId, message: Outgoing, stream: Option<(rpc::wire::Header, Stream)> },
    /// A driver has published an event on one of its buses.
    Published { bus: usize, event: Arc<Event> },
    /// A stream has something for its client.
    StreamOut { client: ClientId, serial: u32, message: Outgoing, ended: bool },
    /// A stream has room again for its client's data.
    StreamRoom { client: ClientId },
}

/// A queue whose owner sleeps on a descriptor.
pub(crate) struct Mailbox {
    letters: Mutex<Vec<Letter>>,
    wake: OwnedFd,
}

impl Mailbox {
    pub(crate) fn new() -> std::io::Result<Mailbox> {
        Ok(Mailbox { letters: Mutex::default(), wake: eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)? })
    }

    /// Adds a letter; wakes the owner with the first one only.
    pub(crate) fn send(&self, letter: Letter) {
        let is_first = {
            let mut letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
            letters.push(letter);
            letters.len() == 1
        };
        // Not before the queue is free: the owner would wake up only to wait for it.
        if is_first {
            let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
        }
    }

    /// Takes every letter.
    pub(crate) fn take(&self) -> Vec<Letter> {
        let _ = rustix::io::read(&self.wake, &mut [0; 8]);
        std::mem::take(&mut *self.letters.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }
}
