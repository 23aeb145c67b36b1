//! The byte stream below a monitor, behind a trait so that tests can be the other end.

use std::io::{self, Read};
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use host::wait::{readable, receive_now, send_now, send_with_fd_now, writable};

/// A connected byte stream that one thread reads while others write.
pub trait Transport: Send + Sync {
    /// Blocks until bytes arrive; 0 means that the peer has closed.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize>;
    /// Writes everything before the deadline, and passes a descriptor along with the first byte. After a failure the
    /// stream may hold half a command.
    fn write_all(&self, bytes: &[u8], fd: Option<BorrowedFd<'_>>, deadline: Instant) -> io::Result<()>;
    /// Ends the stream in both directions and wakes the reader.
    fn close(&self);
}

/// A monitor on a unix socket.
#[derive(Debug)]
pub struct SocketTransport(UnixStream);

impl SocketTransport {
    /// Takes over a connected socket.
    pub fn new(stream: UnixStream) -> SocketTransport {
        SocketTransport(stream)
    }

    /// Ends the stream in both directions; whoever reads or writes learns of it at once.
    pub fn hang_up(&self) {
        let _ = self.0.shutdown(Shutdown::Both);
    }

    /// Reads what comes before the deadline; `TimedOut` when nothing does, 0 bytes at the end of the stream.
    pub(crate) fn read_before(&self, buffer: &mut [u8], deadline: Instant) -> io::Result<usize> {
        loop {
            match receive_now(self.0.as_fd(), buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left == Duration::ZERO || !readable(self.0.as_fd(), left)? {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

impl Transport for SocketTransport {
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match (&self.0).read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }

    fn write_all(&self, bytes: &[u8], mut fd: Option<BorrowedFd<'_>>, deadline: Instant) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let sent = match fd {
                Some(fd) => send_with_fd_now(self.0.as_fd(), rest, fd),
                None => send_now(self.0.as_fd(), rest),
            };
            match sent {
                Ok(count) => {
                    fd = None;
                    rest = rest.get(count..).unwrap_or_default();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left == Duration::ZERO || !writable(self.0.as_fd(), left)? {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn close(&self) {
        self.hang_up();
    }
}
