//! One connection: its socket, what it has sent and not yet been answered, what it waits for.

use std::collections::{HashMap, VecDeque};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rpc::frame::FrameReader;
use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, Program, Status};
use virt::registration::Registrations;
use virt::{Connection, Error};

use super::pump::StreamHandle;

/// How long a client may take until it has opened a connection.
pub(crate) const OPEN_DEADLINE: Duration = Duration::from_secs(10);
/// How long a message that has begun may take to arrive.
pub(crate) const PACKET_DEADLINE: Duration = Duration::from_secs(30);
/// How long a client that has missed events may take to hear of it.
pub(crate) const FAREWELL_DEADLINE: Duration = Duration::from_secs(60);
/// Bytes that wait for a client before its further calls wait too, and before it has to leave if they are events.
pub(crate) const OUT_MAX: usize = 1024 * 1024;

/// Which kind of socket it came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    ReadWrite,
    ReadOnly,
    Admin,
}

/// Who is on the other side, from the socket's credentials.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    pub(crate) uid: u32,
    pub(crate) pid: i32,
    /// Whether it may use the door it came through.
    pub(crate) admitted: bool,
}

/// What ends a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    Stays,
    /// Ends once everything is sent.
    LeavesWhenSent,
    Dropped(&'static str),
}

pub(crate) struct Client {
    pub(crate) socket: OwnedFd,
    pub(crate) door: Door,
    pub(crate) peer: Peer,
    pub(crate) readonly: bool,
    pub(crate) frames: FrameReader,
    out: VecDeque<(Outgoing, Option<u32>)>,
    out_bytes: usize,
    pub(crate) in_flight: usize,
    pub(crate) connection: Option<Connection>,
    /// The bus of the open connection's drivers.
    pub(crate) bus: usize,
    pub(crate) registrations: Registrations,
    pub(crate) streams: HashMap<u32, StreamHandle>,
    pub(crate) fate: Fate,
    /// No room for it: its first call is answered with this refusal.
    pub(crate) refused: bool,
    pub(crate) keepalive: Option<Keepalive>,
    /// When the message that has begun, or the opening, must be complete.
    pub(crate) deadline: Option<Instant>,
    /// What epoll was last asked for: reading and writing.
    pub(crate) interest: (bool, bool),
}

/// Pings towards a client that understands them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keepalive {
    pub(crate) interval: Duration,
    pub(crate) count: u32,
    pub(crate) heard: Instant,
    pub(crate) unanswered: u32,
}

impl Keepalive {
    pub(crate) fn due(&self) -> Instant {
        self.heard + self.interval * (self.unanswered + 1)
    }
}

impl Client {
    pub(crate) fn new(socket: OwnedFd, door: Door, peer: Peer, refused: bool) -> Client {
        Client {
            socket,
            door,
            peer,
            readonly: door == Door::ReadOnly,
            frames: FrameReader::default(),
            out: VecDeque::new(),
            out_bytes: 0,
            in_flight: 0,
            connection: None,
            bus: 0,
            registrations: Registrations::default(),
            streams: HashMap::new(),
            fate: Fate::Stays,
            refused,
            keepalive: None,
            deadline: Some(Instant::now() + OPEN_DEADLINE),
            interest: (true, false),
        }
    }

    /// Whether its calls are looked at now, or wait until earlier answers have left.
    pub(crate) fn may_call(&self, requests_max: usize) -> bool {
        self.fate == Fate::Stays
            && self.in_flight < requests_max
            && self.out_bytes <= OUT_MAX
            && self.streams.values().all(StreamHandle::has_room)
    }

    /// Sends a message as far as it fits, the rest later. `stream` is told when the message has left.
    pub(crate) fn send(&mut self, mut message: Outgoing, stream: Option<u32>) {
        if matches!(self.fate, Fate::Dropped(_)) {
            return;
        }
        if self.out.is_empty() {
            match message.advance(&self.socket) {
                Ok(true) => return self.sent(stream),
                Ok(false) => (),
                Err(_) => return self.fate = Fate::Dropped("it hung up"),
            }
        }
        self.out_bytes += message.left();
        self.out.push_back((message, stream));
    }

    /// Sends an event; a client that does not take its events is told and leaves rather than let the daemon grow.
    pub(crate) fn send_event(&mut self, message: Outgoing) {
        if self.fate != Fate::Stays {
            return;
        }
        self.send(message, None);
        if self.out_bytes > OUT_MAX {
            self.overflow();
        }
    }

    /// Forgets what waits to be sent but for a message that has begun, and says so in its last message: an error that
    /// answers no call, with which a client's connection ends.
    fn overflow(&mut self) {
        log::warn!("client of pid {} is told to leave: it does not take its events", self.peer.pid);
        self.out.truncate(1);
        self.out_bytes = self.out.front().map_or(0, |(message, _)| message.left());
        let error = Error::overflow("events were lost because they were not taken in time; connect again");
        let header = Header::new(Program::Remote, 0, Kind::Reply, 0, Status::Error);
        self.send(super::reply::error_message(&header, &error), None);
        self.fate = Fate::LeavesWhenSent;
        self.keepalive = None;
        self.deadline = Some(Instant::now() + FAREWELL_DEADLINE);
    }

    /// Sends what waits, as far as it fits.
    pub(crate) fn flush(&mut self) {
        while let Some((message, stream)) = self.out.front_mut() {
            let before = message.left();
            let result = message.advance(&self.socket);
            self.out_bytes -= before - message.left();
            match result {
                Ok(true) => {
                    let stream = *stream;
                    self.out.pop_front();
                    self.sent(stream);
                }
                Ok(false) => return,
                Err(_) => return self.fate = Fate::Dropped("it hung up"),
            }
        }
    }

    fn sent(&self, stream: Option<u32>) {
        if let Some(handle) = stream.and_then(|s| self.streams.get(&s)) {
            handle.packet_sent();
        }
    }

    pub(crate) fn has_output(&self) -> bool {
        !self.out.is_empty()
    }

    /// Notes that bytes have arrived; sets or clears the deadline for a message in parts.
    pub(crate) fn heard(&mut self, now: Instant) {
        if let Some(keepalive) = &mut self.keepalive {
            keepalive.heard = now;
            keepalive.unanswered = 0;
        }
    }

    /// The deadline in force after its messages have been looked at.
    pub(crate) fn renew_deadline(&mut self, now: Instant) {
        if self.fate != Fate::Stays {
            return;
        }
        let opening = self.connection.is_none();
        self.deadline = match (self.frames.is_partial(), opening) {
            // The deadline to open is never extended by dribbling bytes.
            (_, true) => self.deadline.or(Some(now + OPEN_DEADLINE)),
            (true, false) => self.deadline.or(Some(now + PACKET_DEADLINE)),
            (false, false) => None,
        };
    }

    /// Asks a silent client whether it is there; false when it has not answered too often.
    pub(crate) fn keepalive_turn(&mut self, now: Instant) -> bool {
        let Some(keepalive) = &mut self.keepalive else { return true };
        if now < keepalive.due() {
            return true;
        }
        if keepalive.unanswered >= keepalive.count {
            return false;
        }
        keepalive.unanswered += 1;
        let ping = Header::new(Program::Keepalive, 1, Kind::Message, 0, Status::Ok);
        self.send(Outgoing::new(wire::raw(&ping, &[]), vec![]), None);
        true
    }

    /// The next moment at which something must be done about it.
    pub(crate) fn next_moment(&self) -> Option<Instant> {
        [self.deadline, self.keepalive.map(|k| k.due())].into_iter().flatten().min()
    }
}
