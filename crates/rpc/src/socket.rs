//! Bytes and descriptors over a unix socket, never waiting.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags,
    recvmsg, send, sendmsg,
};

/// What one read gave.
#[derive(Debug)]
pub enum Received {
    /// So many bytes, and descriptors.
    Bytes(usize, Vec<OwnedFd>),
    /// Nothing now.
    Nothing,
    /// The peer is gone.
    Closed,
}

/// Reads what is there.
pub fn receive(socket: impl AsFd, into: &mut [u8]) -> io::Result<Received> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(32))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::DONTWAIT | RecvFlags::CMSG_CLOEXEC;
    let got = match recvmsg(&socket, &mut [io::IoSliceMut::new(into)], &mut control, flags) {
        Ok(message) => message.bytes,
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => return Ok(Received::Nothing),
        Err(rustix::io::Errno::CONNRESET) => return Ok(Received::Closed),
        Err(e) => return Err(e.into()),
    };
    let mut fds = vec![];
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            fds.extend(rights);
        }
    }
    Ok(if got == 0 { Received::Closed } else { Received::Bytes(got, fds) })
}

/// Writes what fits; `None` if nothing does now.
pub fn transmit(socket: impl AsFd, bytes: &[u8]) -> io::Result<Option<usize>> {
    written(send(socket, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL))
}

/// Sends one descriptor with its byte; `None` if it does not fit now.
pub fn transmit_fd(socket: impl AsFd, fd: BorrowedFd<'_>) -> io::Result<Option<usize>> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let fds = [fd];
    if !control.push(SendAncillaryMessage::ScmRights(&fds)) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    written(sendmsg(socket, &[io::IoSlice::new(&[0])], &mut control, SendFlags::DONTWAIT | SendFlags::NOSIGNAL))
}

fn written(result: rustix::io::Result<usize>) -> io::Result<Option<usize>> {
    match result {
        Ok(n) => Ok(Some(n)),
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR | rustix::io::Errno::NOBUFS) => Ok(None),
        Err(e) => Err(e.into()),
    }
}

/// A message on its way out, with its descriptors behind it.
#[derive(Debug)]
pub struct Outgoing {
    bytes: Vec<u8>,
    sent: usize,
    fds: std::collections::VecDeque<OwnedFd>,
}

impl Outgoing {
    /// A message to send.
    pub fn new(bytes: Vec<u8>, fds: Vec<OwnedFd>) -> Outgoing {
        Outgoing { bytes, sent: 0, fds: fds.into() }
    }

    /// Bytes not yet sent.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.sent + self.fds.len()
    }

    /// Sends what fits; true when all of it is sent.
    pub fn advance(&mut self, socket: impl AsFd) -> io::Result<bool> {
        while self.sent < self.bytes.len() {
            match transmit(&socket, &self.bytes[self.sent..])? {
                Some(n) => self.sent += n,
                None => return Ok(false),
            }
        }
        while let Some(fd) = self.fds.front() {
            if transmit_fd(&socket, fd.as_fd())?.is_none() {
                return Ok(false);
            }
            self.fds.pop_front();
        }
        Ok(true)
    }
}
