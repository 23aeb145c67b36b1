//! Pseudo-terminals: opening the host's end of a guest's serial port.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// Opens a terminal device in raw mode, without making it ours, for bytes in both directions.
pub fn open_raw(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let fd = rustix::fs::open(path, flags, Mode::empty())?;
    make_raw(&fd)?;
    Ok(fd)
}

/// Switches off line editing, echo and translation; a descriptor that is no terminal is left alone.
pub fn make_raw(fd: impl AsFd) -> io::Result<()> {
    match tcgetattr(&fd) {
        Ok(mut attributes) => {
            attributes.make_raw();
            Ok(tcsetattr(&fd, OptionalActions::Now, &attributes)?)
        }
        Err(rustix::io::Errno::NOTTY) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}

/// A fresh pseudo-terminal: its controlling end and the path of the other.
pub fn create() -> io::Result<(OwnedFd, String)> {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let fd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&fd)?;
    unlockpt(&fd)?;
    let name = ptsname(&fd, Vec::new())?;
    Ok((fd, name.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_pass_unchanged() {
        let (master, path) = create().unwrap();
        let slave = open_raw(Path::new(&path)).unwrap();
        rustix::io::write(&slave, b"a\nb\x03").unwrap();
        let mut buffer = [0; 16];
        let count = rustix::io::read(&master, &mut buffer).unwrap();
        assert_eq!(&buffer[..count], b"a\nb\x03");
    }
}
