//! Control-C while waiting for events: the wait ends, the command says what it got.

use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::SigId;
use signal_hook::consts::SIGINT;

use crate::failure::{Failure, Outcome};

/// Catches SIGINT as long as it lives.
pub struct Interrupt {
    signals: UnixStream,
    id: SigId,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something can be read.
    Readable,
    /// The user pressed Control-C.
    Interrupted,
    /// Time is up.
    TimedOut,
}

impl Interrupt {
    /// Starts to catch the signal.
    pub fn catch() -> Outcome<Interrupt> {
        let failed = |e: std::io::Error| Failure::new(format!("cannot catch signals: {e}"));
        let (signals, sender) = UnixStream::pair().map_err(failed)?;
        let id = signal_hook::low_level::pipe::register(SIGINT, sender).map_err(failed)?;
        Ok(Interrupt { signals, id })
    }

    /// Waits until one of the descriptors can be read, the signal comes, or the time is over.
    pub fn wait(&self, watched: &[BorrowedFd<'_>], limit: Option<Duration>) -> Outcome<Woken> {
        let limit = limit.map(|limit| Timespec {
            tv_sec: i64::try_from(limit.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(limit.subsec_nanos()),
        });
        let mut polled = vec![PollFd::from_borrowed_fd(self.signals.as_fd(), PollFlags::IN)];
        polled.extend(watched.iter().map(|fd| PollFd::from_borrowed_fd(*fd, PollFlags::IN)));
        match poll(&mut polled, limit.as_ref()) {
            // The signal is in the pipe by now; the caller comes back and finds it.
            Err(rustix::io::Errno::INTR) => Ok(Woken::Readable),
            Err(e) => Err(Failure::new(format!("cannot wait for events: {e}"))),
            Ok(0) => Ok(Woken::TimedOut),
            Ok(_) if !polled[0].revents().is_empty() => Ok(Woken::Interrupted),
            Ok(_) => Ok(Woken::Readable),
        }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        signal_hook::low_level::unregister(self.id);
    }
}
