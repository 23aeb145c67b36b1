//! Data streams beside a call.

use std::any::Any;
use std::os::fd::{BorrowedFd, OwnedFd};

use crate::Result;

/// What a call that opens a stream returns.
pub enum Stream {
    /// A driver's end: whoever asked moves the bytes between it and the user.
    End(StreamEnd),
    /// A stream to a peer that already moves the bytes.
    Peer(Box<dyn PeerStream>),
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stream::End(end) => end.fmt(f),
            Stream::Peer(_) => f.write_str("Peer"),
        }
    }
}

/// A file, pipe, terminal or socket that holds or takes a stream's bytes.
pub struct StreamEnd {
    /// Where the bytes are.
    pub fd: OwnedFd,
    /// Whether bytes can be read from it (towards the user).
    pub read: bool,
    /// Whether bytes can be written to it (from the user).
    pub write: bool,
    /// How many bytes there are at most; the rest of the file is none of the stream's business.
    pub length: Option<u64>,
    /// Whether holes travel as holes.
    pub sparse: bool,
    /// What its driver wants to be dropped with it: when the stream has ended.
    pub held: Option<Box<dyn Any + Send>>,
}

impl std::fmt::Debug for StreamEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let StreamEnd { fd, read, write, length, sparse, held: _ } = self;
        write!(f, "StreamEnd {{ fd: {fd:?}, read: {read}, write: {write}, length: {length:?}, sparse: {sparse} }}")
    }
}

/// One step of a stream's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamData {
    /// Bytes.
    Data(Vec<u8>),
    /// That many zero bytes that were never written.
    Hole(u64),
    /// Nothing follows.
    End,
}

/// A stream to a peer.
pub trait PeerStream: Send {
    /// Sends bytes; waits while the peer cannot take them.
    fn send(&mut self, data: &[u8]) -> Result<()>;
    /// Sends as many bytes as can be sent without waiting; 0 where it is none.
    fn try_send(&mut self, data: &[u8]) -> Result<usize>;
    /// Whether some bytes could be sent without waiting.
    fn takes_data(&mut self) -> Result<bool>;
    /// Sends a hole.
    fn send_hole(&mut self, length: u64) -> Result<()>;
    /// Receives the next data; waits until there is some.
    fn receive(&mut self) -> Result<StreamData>;
    /// Receives the next data if some is there now.
    fn try_receive(&mut self) -> Result<Option<StreamData>>;
    /// What becomes readable as long as data may be there, for an application's event loop.
    fn readiness(&self) -> Option<BorrowedFd<'_>> {
        None
    }
    /// Says that nothing follows and waits for the peer's confirmation.
    fn finish(&mut self) -> Result<()>;
    /// Gives up.
    fn abort(&mut self) -> Result<()>;
}
