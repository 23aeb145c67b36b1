//! The thread that looks at all devices, then listens to the kernel.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use host::uevent::{News, Uevents};
use virt::{Error, Result};

use crate::core::Core;

/// How long the daemon waits at its start for devices that do not answer; what takes longer comes later.
const WAIT: Duration = Duration::from_secs(5);

/// Starts the thread, and waits until it has looked at all devices once.
pub(crate) fn start(core: &Arc<Core>, uevents: Option<Box<dyn Uevents>>) -> Result<()> {
    let (done, seen) = mpsc::channel();
    let watched = Arc::clone(core);
    let started = std::thread::Builder::new().name("node devices".into()).spawn(move || {
        watched.scan();
        // Nobody listens any more if it took too long.
        let _ = done.send(());
        if let Some(mut uevents) = uevents {
            listen(&watched, &mut *uevents);
        }
    });
    started.map_err(|e| Error::system("cannot start a thread for node devices", &e))?;
    if let Err(RecvTimeoutError::Timeout) = seen.recv_timeout(WAIT) {
        log::warn!("some devices of the host do not answer; they come when they do");
    }
    Ok(())
}

fn listen(core: &Core, uevents: &mut dyn Uevents) {
    loop {
        match uevents.next() {
            Ok(News::Device(event)) => core.hear(&event),
            Ok(News::Missed) => {
                log::warn!("news of devices was missed; all devices are looked at again");
                core.scan();
            }
            Ok(News::Ended) => return,
            Err(error) => return log::error!("no more news of devices: {error}"),
        }
    }
}
