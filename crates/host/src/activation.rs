//! Sockets that a service manager opened for us, and telling it how we are (systemd's protocols).

use std::os::fd::{FromRawFd as _, OwnedFd, RawFd};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::atomic::{AtomicBool, Ordering};

/// The first descriptor that is handed over.
const FIRST: RawFd = 3;
/// More than any unit hands over; a larger number is a lie.
const COUNT_MAX: i32 = 256;

/// The sockets handed over, with their names. They can be taken once.
pub fn sockets() -> Vec<(String, OwnedFd)> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    let number = |name| std::env::var(name).ok().and_then(|v| v.parse::<i32>().ok());
    let for_us = number("LISTEN_PID") == i32::try_from(std::process::id()).ok();
    let count = number("LISTEN_FDS").filter(|n| (1..=COUNT_MAX).contains(n));
    let Some(count) = count.filter(|_| for_us && !TAKEN.swap(true, Ordering::AcqRel)) else { return vec![] };
    let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
    let mut names = names.split(':');
    (FIRST..FIRST + count)
        .map(|fd| {
            // SAFETY: the manager's contract says that these numbers are open and ours; `TAKEN` makes this the only owner.
            let socket = unsafe { OwnedFd::from_raw_fd(fd) };
            let _ = rustix::io::fcntl_setfd(&socket, rustix::io::FdFlags::CLOEXEC);
            (names.next().unwrap_or_default().to_owned(), socket)
        })
        .collect()
}

/// Tells the manager something, `READY=1` for example; without a manager nothing happens.
pub fn notify(state: &str) {
    let Some(path) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let Ok(socket) = UnixDatagram::unbound() else { return };
    let bytes = path.as_encoded_bytes();
    let _ = match bytes.strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name).and_then(|a| socket.send_to_addr(state.as_bytes(), &a)),
        None => socket.send_to(state.as_bytes(), &path),
    };
}
