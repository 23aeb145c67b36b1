//! What the kernel tells of devices that come, change and go.

use std::io;
use std::os::fd::{AsFd as _, OwnedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::net::netlink::{KOBJECT_UEVENT, SocketAddrNetlink};
use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType};

/// A device of which there is news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uevent {
    /// What happened, in the kernel's words: `add`, `remove`, `change`, `move`, `bind`, …
    pub action: String,
    /// Its folder below /sys, beginning with a slash.
    pub path: String,
    /// What it was called before a `move`.
    pub old_path: Option<String>,
    /// What kind of device it is, as the kernel sorts them.
    pub subsystem: String,
}

/// What [`Uevents::next`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// There is news of a device.
    Device(Uevent),
    /// The kernel had more to tell than was taken from it: everything may have changed.
    Missed,
    /// Somebody asked to end it.
    Ended,
}

/// Where news of devices comes from.
pub trait Uevents: Send {
    /// Waits for news.
    fn next(&mut self) -> io::Result<News>;
}

/// The socket on which the kernel tells of devices, in the network namespace of whoever opened it.
#[derive(Debug)]
pub struct SystemUevents {
    socket: OwnedFd,
    end: OwnedFd,
    buffer: Vec<u8>,
}

/// Ends a [`SystemUevents`] when dropped.
#[derive(Debug)]
pub struct Ending(#[allow(dead_code, reason = "closing it is what it is for")] OwnedFd);

/// The kernel's own group, and that of udev, which tells of devices when it has written down what it knows of them.
const KERNEL: u32 = 1;
const UDEV: u32 = 2;

/// Longest message; the kernel's are at most 2 KiB, udev's hold all properties.
const MESSAGE_MAX: usize = 64 << 10;

/// What the messages of udev begin with.
const UDEV_MAGIC: &[u8] = b"libudev\0";

impl SystemUevents {
    /// Listens to udev where it runs, else to the kernel itself.
    pub fn open(udev_runs: bool) -> io::Result<(SystemUevents, Ending)> {
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let socket = rustix::net::socket_with(AddressFamily::NETLINK, SocketType::DGRAM, flags, Some(KOBJECT_UEVENT))?;
        // So many devices may come at once that a burst must fit; it is not an error if it may not be that large.
        let _ = rustix::net::sockopt::set_socket_recv_buffer_size_force(&socket, 16 << 20);
        rustix::net::bind(&socket, &SocketAddrNetlink::new(0, if udev_runs { UDEV } else { KERNEL }))?;
        let (end, ending) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        Ok((SystemUevents { socket, end, buffer: vec![0; MESSAGE_MAX] }, Ending(ending)))
    }
}

impl Uevents for SystemUevents {
    fn next(&mut self) -> io::Result<News> {
        loop {
            match rustix::net::recv(&self.socket, &mut *self.buffer, RecvFlags::TRUNC) {
                Ok((length, _)) => {
                    let message = self.buffer.get(..length);
                    if let Some(event) = message.and_then(parse) {
                        return Ok(News::Device(event));
                    }
                    log::debug!("a message about a device is passed over: {length} bytes");
                    continue;
                }
                Err(rustix::io::Errno::NOBUFS) => return Ok(News::Missed),
                Err(rustix::io::Errno::INTR) => continue,
                Err(rustix::io::Errno::AGAIN) => (),
                Err(errno) => return Err(errno.into()),
            }
            let mut fds = [
                PollFd::from_borrowed_fd(self.socket.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(self.end.as_fd(), PollFlags::IN),
            ];
            match poll(&mut fds, None) {
                Ok(_) if fds.last().is_some_and(|end| !end.revents().is_empty()) => return Ok(News::Ended),
                Ok(_) | Err(rustix::io::Errno::INTR) => (),
                Err(errno) => return Err(errno.into()),
            }
        }
    }
}

/// Reads a message of the kernel or of udev; `None` for what is neither.
fn parse(message: &[u8]) -> Option<Uevent> {
    let lines = match message.strip_prefix(UDEV_MAGIC) {
        Some(rest) => {
            // Behind the magic number and the length of the header stands where the properties begin.
            let at = u32::from_ne_bytes(rest.get(8..12)?.try_into().ok()?);
            message.get(usize::try_from(at).ok()?..)?
        }
        None => message.get(message.iter().position(|byte| *byte == 0)?..)?,
    };
    let mut event = Uevent { action: String::new(), path: String::new(), old_path: None, subsystem: String::new() };
    for line in lines.split(|byte| *byte == 0) {
        let Ok(line) = std::str::from_utf8(line) else { continue };
        let Some((key, value)) = line.split_once('=') else { continue };
        match key {
            "ACTION" => event.action = value.to_owned(),
            "DEVPATH" => event.path = value.to_owned(),
            "DEVPATH_OLD" => event.old_path = Some(value.to_owned()),
            "SUBSYSTEM" => event.subsystem = value.to_owned(),
            _ => (),
        }
    }
    let is_inside = |path: &str| path.starts_with("/devices/") && !path.split('/').any(|part| part == "..");
    event.old_path = event.old_path.filter(|path| is_inside(path));
    (!event.action.is_empty() && is_inside(&event.path)).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_kernel_and_udev_are_read() {
        let lines = b"ACTION=add\0DEVPATH=/devices/virtual/net/v\0SUBSYSTEM=net\0INTERFACE=v\0IFINDEX=7\0";
        let expected = Uevent {
            action: "add".to_owned(),
            path: "/devices/virtual/net/v".to_owned(),
            old_path: None,
            subsystem: "net".to_owned(),
        };
        let kernel = [b"add@/devices/virtual/net/v\0".as_slice(), lines].concat();
        assert_eq!(parse(&kernel).as_ref(), Some(&expected));
        let mut udev = UDEV_MAGIC.to_vec();
        udev.extend([0xfe, 0xed, 0xca, 0xfe].into_iter().chain(40u32.to_ne_bytes()).chain(40u32.to_ne_bytes()));
        udev.resize(40, 0);
        udev.extend(lines);
        assert_eq!(parse(&udev).as_ref(), Some(&expected));
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        for bad in [
            b"".as_slice(),
            b"add@/devices/x",
            b"x\0ACTION=add\0",
            b"x\0ACTION=add\0DEVPATH=/devices/../../etc\0",
            b"x\0ACTION=add\0DEVPATH=relative\0",
            b"libudev\0\xfe\xed\xca\xfe\x28\0\0\0\xff\xff\xff\xff",
            b"libudev\0\xfe",
            b"\xff\0\xff=\xff\0=\0",
        ] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn waiting_ends_when_it_is_asked_to() {
        let Ok((mut uevents, ending)) = SystemUevents::open(false) else {
            eprintln!("skipped: the kernel tells nothing here");
            return;
        };
        let waiting = std::thread::spawn(move || {
            loop {
                if uevents.next().unwrap() == News::Ended {
                    return;
                }
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(10));
        drop(ending);
        waiting.join().unwrap();
    }
}
