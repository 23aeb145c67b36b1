//! Consoles and channels: whatever is sent to a guest comes back.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use virt::constants::*;
use virt::{DomainRef, Error, Result, Stream, StreamEnd, flags};

use crate::core::Core;

/// The guest's ends of open consoles and channels, by the names of the devices. They are closed when the run ends.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<BTreeMap<String, Session>>);

#[derive(Debug)]
struct Session {
    end: UnixStream,
    number: u64,
}

/// Stack of a thread that only sends back.
const STACK: usize = 128 << 10;

impl Sessions {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a device that nobody else has open, or takes it from whoever has.
    fn open(self: &Arc<Self>, name: &str, number: u64, force: bool) -> Result<Stream> {
        let failed = |e: std::io::Error| Error::system(format!("cannot open '{name}'"), &e);
        let mut sessions = self.lock();
        if sessions.contains_key(name) && !force {
            return Err(Error::operation_failed("Active console session exists for this domain")
                .remedy("a session that is opened with force ends the other"));
        }
        let (user, guest) = UnixStream::pair().map_err(failed)?;
        let end = guest.try_clone().map_err(failed)?;
        let (weak, key) = (Arc::downgrade(self), name.to_owned());
        let thread = std::thread::Builder::new().name("test-console".to_owned()).stack_size(STACK);
        thread.spawn(move || echo(guest, &weak, &key, number)).map_err(failed)?;
        if let Some(before) = sessions.insert(name.to_owned(), Session { end, number }) {
            let _ = before.end.shutdown(Shutdown::Both);
        }
        Ok(Stream::End(StreamEnd { fd: user.into(), read: true, write: true, length: None, sparse: false, held: None }))
    }
}

impl Drop for Sessions {
    fn drop(&mut self) {
        for session in self.lock().values() {
            let _ = session.end.shutdown(Shutdown::Both);
        }
    }
}

/// Sends everything back until one side closes.
fn echo(mut end: UnixStream, sessions: &Weak<Sessions>, name: &str, number: u64) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = end.read(&mut buffer) {
        if end.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = end.shutdown(Shutdown::Both);
    if let Some(sessions) = sessions.upgrade() {
        let mut sessions = sessions.lock();
        if sessions.get(name).is_some_and(|session| session.number == number) {
            sessions.remove(name);
        }
    }
}

/// A device's alias, or the name that it would have.
fn named(alias: &str, kind: &str, number: usize) -> String {
    if alias.is_empty() { format!("{kind}{number}") } else { alias.to_owned() }
}

/// Opens a console by its alias, or the first there is.
pub(crate) fn open_console(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
    flags::only(flags, VIR_DOMAIN_CONSOLE_FORCE | VIR_DOMAIN_CONSOLE_SAFE, "testDomainOpenConsole")?;
    let guest = core.guest(dom)?;
    let live = guest.running()?;
    let devices = guest.current()?.devices;
    let consoles = devices.consoles.iter().enumerate().map(|(at, d)| named(d.info.alias(), "console", at));
    let serials = devices.serials.iter().enumerate().map(|(at, d)| named(d.info.alias(), "serial", at));
    let parallels = devices.parallels.iter().enumerate().map(|(at, d)| named(d.info.alias(), "parallel", at));
    let mut all = consoles.chain(serials).chain(parallels);
    let found = match name {
        Some(name) => all.find(|known| known == name),
        None => all.next(),
    };
    let missing = || match name {
        Some(name) => Error::internal(format!("cannot find character device {name}")),
        None => Error::internal("cannot find default console device"),
    };
    let force = flags & VIR_DOMAIN_CONSOLE_FORCE != 0;
    live.runtime.consoles.open(&found.ok_or_else(missing)?, core.take_serial(), force)
}

/// Opens a channel by its name in the guest or by alias, or the first there is.
pub(crate) fn open_channel(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
    flags::only(flags, VIR_DOMAIN_CHANNEL_FORCE, "testDomainOpenChannel")?;
    let guest = core.guest(dom)?;
    let live = guest.running()?;
    let channels = guest.current()?.devices.channels;
    let mut all = channels.iter().enumerate().map(|(at, d)| (named(d.info.alias(), "channel", at), &d.target.name));
    let found = match name {
        Some(name) => all.find(|(alias, target)| alias == name || target.as_deref() == Some(name)),
        None => all.next(),
    };
    let missing = || Error::internal(format!("cannot find channel {}", name.unwrap_or("default")));
    let (alias, _) = found.ok_or_else(missing)?;
    live.runtime.consoles.open(&alias, core.take_serial(), flags & VIR_DOMAIN_CHANNEL_FORCE != 0)
}
