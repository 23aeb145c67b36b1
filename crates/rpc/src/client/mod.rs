//! The remote driver: every call goes to a daemon over a socket.
//!
//! It has no thread of its own. Whoever waits for an answer reads the socket for everybody (see [`link`]); who has
//! nothing to wait for hands the socket to an event loop with [`Remote::process`].

mod link;
mod open;
mod stream;

use std::os::fd::OwnedFd;
use std::sync::Arc;

use virt::{Connection, Error, Event, EventBus, Result, Stream};
use xdr::{Decoder, Encoder};

pub use link::Keepalive;
use link::Link;
pub use open::OpenOptions;
pub use stream::RemoteStream;

use crate::generated::session as session_calls;
use crate::wire::Program;

/// A connection to a daemon; clones share it.
#[derive(Clone)]
pub struct Remote {
    link: Arc<Link>,
    bus: Arc<EventBus>,
    /// The program and the call that say goodbye.
    goodbye: (Program, i32),
}

/// An event with the id that its registration returned.
#[derive(Debug, Clone)]
pub struct RemoteEvent {
    /// The registration; `None` where the message has none.
    pub callback: Option<i32>,
    /// What happened.
    pub event: Event,
}

pub(crate) fn bad_reply(error: xdr::Error) -> Error {
    Error::rpc("Unable to decode message payload").because(error.to_string())
}

/// Reads an answer's payload.
pub(crate) fn decoded<T>(reply: &[u8], read: impl FnOnce(&mut Decoder<'_>) -> xdr::Result<T>) -> Result<T> {
    read(&mut Decoder::new(reply)).map_err(bad_reply)
}

impl Remote {
    /// Sends a call and waits for its answer's payload.
    pub(crate) fn call(&self, program: Program, number: i32, arguments: Encoder) -> Result<Vec<u8>> {
        Ok(self.link.call(program, number, payload(arguments)?, vec![])?.payload)
    }

    pub(crate) fn call_with_fds(
        &self,
        program: Program,
        number: i32,
        arguments: Encoder,
        fds: Vec<OwnedFd>,
    ) -> Result<(Vec<u8>, Vec<OwnedFd>)> {
        let reply = self.link.call(program, number, payload(arguments)?, fds)?;
        Ok((reply.payload, reply.fds))
    }

    pub(crate) fn open_stream(&self, program: Program, number: i32, arguments: Encoder) -> Result<(Vec<u8>, Stream)> {
        let (reply, serial) = self.link.call_with_stream(program, number, payload(arguments)?)?;
        let stream = RemoteStream::new(self.link.clone(), program, number, serial);
        Ok((reply.payload, Stream::Peer(Box::new(stream))))
    }

    /// Reads what has arrived, waiting at most so long for something, and hands events to the bus. An event loop calls
    /// this with no wait when [`Remote::fds`] become readable.
    pub fn process(&self, wait: Option<std::time::Duration>) -> Result<usize> {
        let events = self.link.take_events(wait)?;
        let count = events.len();
        for event in events {
            self.bus.publish(event.event);
        }
        Ok(count)
    }

    /// Like [`Remote::process`], but returns the events with their registrations.
    pub fn next_events(&self, wait: Option<std::time::Duration>) -> Result<Vec<RemoteEvent>> {
        self.link.take_events(wait)
    }

    /// What an event loop watches for reading: the socket, and a descriptor that tells of events which a waiting call
    /// has already read.
    pub fn fds(&self) -> [std::os::fd::BorrowedFd<'_>; 2] {
        self.link.fds()
    }

    /// Pings the peer after so long without a sign of it; too many unanswered pings end the connection.
    pub fn set_keepalive(&self, keepalive: Option<Keepalive>) {
        self.link.set_keepalive(keepalive);
    }

    /// Whether the connection still works as far as is known.
    pub fn is_alive(&self) -> bool {
        self.link.is_alive()
    }

    /// Whether the peer has a `VIR_DRV_FEATURE_*`.
    pub fn supports_feature(&self, feature: i32) -> Result<bool> {
        let args = session_calls::ConnectSupportsFeatureArgs { feature };
        let reply: session_calls::ConnectSupportsFeatureReply =
            self.session(session_calls::REMOTE_PROC_CONNECT_SUPPORTS_FEATURE, &args)?;
        Ok(reply.supported != 0)
    }

    /// A call that the peer's session answers.
    pub fn session<A: xdr::Xdr, R: xdr::Xdr>(&self, number: i32, arguments: &A) -> Result<R> {
        self.session_in(Program::Remote, number, arguments)
    }

    /// A call of any program that the peer's session answers.
    pub fn session_in<A: xdr::Xdr, R: xdr::Xdr>(&self, program: Program, number: i32, arguments: &A) -> Result<R> {
        let mut e = Encoder::new();
        e.put(arguments);
        let reply = self.call(program, number, e)?;
        xdr::Decoder::new(&reply).get().map_err(bad_reply)
    }

    /// A call that the peer's session answers with nothing.
    pub fn session_quiet<A: xdr::Xdr>(&self, program: Program, number: i32, arguments: &A) -> Result<()> {
        let mut e = Encoder::new();
        e.put(arguments);
        self.call(program, number, e).map(drop)
    }

    /// The driver bundle that answers through this connection.
    pub fn connection(&self) -> Connection {
        let remote = Arc::new(self.clone());
        Connection {
            connect: remote.clone(),
            domain: remote.clone(),
            domain_snapshot: remote.clone(),
            domain_checkpoint: remote.clone(),
            network: remote.clone(),
            network_port: remote.clone(),
            interface: remote.clone(),
            storage_pool: remote.clone(),
            storage_vol: remote.clone(),
            node_device: remote.clone(),
            secret: remote.clone(),
            nwfilter: remote.clone(),
            nwfilter_binding: remote.clone(),
            qemu: remote.clone(),
            lxc: remote.clone(),
            admin: remote,
            events: self.bus.clone(),
            error_domain: virt::ErrorDomain::REMOTE,
            waits: None,
            features: vec![],
        }
    }
}

fn payload(arguments: Encoder) -> Result<Vec<u8>> {
    arguments.finish().map_err(|e| Error::rpc("Unable to encode message payload").because(e.to_string()))
}
