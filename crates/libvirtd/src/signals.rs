//! Signals as bytes on a socket that the server's loop reads.

use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};

/// What arrives when the daemon is asked to end or to read its configuration again; which of them, the flags say.
pub(crate) struct Signals {
    /// Becomes readable when a signal arrives.
    pub(crate) ready: OwnedFd,
    terminate: Arc<AtomicBool>,
    reload: Arc<AtomicBool>,
}

impl Signals {
    /// Redirects the process's signals.
    pub(crate) fn redirect() -> std::io::Result<Signals> {
        let (read, write) = UnixStream::pair()?;
        read.set_nonblocking(true)?;
        let (terminate, reload) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        for (signal, flag) in [(SIGTERM, &terminate), (SIGINT, &terminate), (SIGQUIT, &terminate), (SIGHUP, &reload)] {
            // The flag first: whoever is woken by the byte finds it set.
            signal_hook::flag::register(signal, flag.clone())?;
            signal_hook::low_level::pipe::register(signal, write.try_clone()?)?;
        }
        Ok(Signals { ready: read.into(), terminate, reload })
    }

    /// Takes the bytes and tells whether to end and whether to reload.
    pub(crate) fn take(&self) -> (bool, bool) {
        let _ = rustix::io::read(&self.ready, &mut [0; 16]);
        (self.terminate.load(Ordering::Acquire), self.reload.swap(false, Ordering::AcqRel))
    }
}
