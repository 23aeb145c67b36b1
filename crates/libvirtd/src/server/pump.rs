//! Moves a stream's bytes between a driver's file, terminal or socket and the client, on a thread of its own, with
//! bounded queues both ways: a client that does not read stops the reading from the guest, and a guest that does not
//! read stops the reading from the client.

use std::collections::VecDeque;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, PoisonError};

use host::sparse::{Section, section, skip};
use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, STREAM_CHUNK, Status};
use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use virt::{Error, ErrorDomain, StreamEnd};

use super::mailbox::{ClientId, Letter, Mailbox};

/// Packets towards the client that may be on their way at once.
const OUT_MAX: usize = 4;
/// Bytes from the client held for a slow reader before its socket is left unread.
const IN_MAX: usize = 1024 * 1024;

/// What a client sends on a stream.
pub(crate) enum Incoming {
    Data(Vec<u8>),
    Hole(u64),
    Finish,
    Abort,
}

#[derive(Default)]
struct State {
    incoming: VecDeque<Incoming>,
    held: usize,
    on_their_way: usize,
    gone: bool,
}

/// The reactor's hold on a stream.
pub(crate) struct StreamHandle {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    wake: OwnedFd,
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let value = change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
        value
    }
}

impl StreamHandle {
    /// Takes a packet; true while there is room for more.
    pub(crate) fn push(&self, packet: Incoming) -> bool {
        self.shared.change(|s| {
            if let Incoming::Data(bytes) = &packet {
                s.held += bytes.len();
            }
            s.incoming.push_back(packet);
            s.held <= IN_MAX
        })
    }

    pub(crate) fn has_room(&self) -> bool {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).held <= IN_MAX
    }

    /// A packet has left for the client.
    pub(crate) fn packet_sent(&self) {
        self.shared.change(|s| s.on_their_way = s.on_their_way.saturating_sub(1));
    }
}

impl Drop for StreamHandle {
    /// The client is gone: the pump ends.
    fn drop(&mut self) {
        self.shared.change(|s| s.gone = true);
    }
}

/// Starts moving bytes; `header` is that of the call which opened the stream.
pub(crate) fn start(
    mailbox: Arc<Mailbox>,
    client: ClientId,
    header: Header,
    end: StreamEnd,
) -> std::io::Result<StreamHandle> {
    let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
    let flags = fcntl_getfl(&end.fd)?;
    fcntl_setfl(&end.fd, flags | OFlags::NONBLOCK)?;
    let shared = Arc::new(Shared { state: Mutex::default(), wake });
    let pump = Pump {
        mailbox,
        client,
        header: header.stream(Kind::Stream, Status::Continue),
        left: end.length,
        end,
        shared: shared.clone(),
        at_end: false,
        in_data: 0,
        pending: VecDeque::new(),
    };
    std::thread::Builder::new().name("stream".into()).stack_size(256 * 1024).spawn(move || pump.run())?;
    Ok(StreamHandle { shared })
}

struct Pump {
    mailbox: Arc<Mailbox>,
    client: ClientId,
    header: Header,
    end: StreamEnd,
    left: Option<u64>,
    shared: Arc<Shared>,
    /// Bytes up to the next hole, where holes travel as holes.
    in_data: u64,
    /// Nothing more can be read from the driver's end.
    at_end: bool,
    /// Bytes from the client that the driver's end has not taken yet.
    pending: VecDeque<u8>,
}

enum Step {
    Continue,
    Ended,
}

impl Pump {
    fn run(mut self) {
        let mut buffer = vec![0; STREAM_CHUNK];
        loop {
            match self.turn(&mut buffer) {
                Ok(Step::Continue) => (),
                Ok(Step::Ended) => return,
                Err(e) => {
                    let error = Error::system("cannot move the stream's data", &e).in_domain(ErrorDomain::STREAMS);
                    let message = super::reply::error_message(&self.header.stream(Kind::Stream, Status::Error), &error);
                    return self.send(message, true);
                }
            }
        }
    }

    fn turn(&mut self, buffer: &mut [u8]) -> std::io::Result<Step> {
        let (may_send, gone, has_input) = {
            let state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            (state.on_their_way < OUT_MAX, state.gone, !state.incoming.is_empty())
        };
        if gone {
            return Ok(Step::Ended);
        }
        if has_input && self.pending.is_empty() {
            return self.take_packet();
        }
        let mut interest = PollFlags::empty();
        if self.end.read && !self.at_end && may_send {
            interest |= PollFlags::IN;
        }
        if !self.pending.is_empty() {
            interest |= PollFlags::OUT;
        }
        let (ready, woken) = {
            let mut polled = vec![PollFd::new(&self.shared.wake, PollFlags::IN)];
            // An end nobody is interested in must not be polled: its hang-up would make this loop spin.
            if !interest.is_empty() {
                polled.push(PollFd::new(&self.end.fd, interest));
            }
            match poll(&mut polled, None) {
                Ok(_) | Err(rustix::io::Errno::INTR) => (),
                Err(e) => return Err(e.into()),
            }
            (polled.get(1).map_or(PollFlags::empty(), |p| p.revents()), !polled[0].revents().is_empty())
        };
        if woken {
            let _ = rustix::io::read(&self.shared.wake, &mut [0; 8]);
        }
        let failed = ready.intersects(PollFlags::HUP | PollFlags::ERR);
        if interest.contains(PollFlags::OUT) && (ready.contains(PollFlags::OUT) || failed) {
            self.drain_pending()?;
        }
        if interest.contains(PollFlags::IN) && (ready.contains(PollFlags::IN) || failed) {
            self.read_some(buffer)?;
        }
        Ok(Step::Continue)
    }

    fn read_some(&mut self, buffer: &mut [u8]) -> std::io::Result<()> {
        let mut most = self.left.unwrap_or(u64::MAX);
        if self.end.sparse {
            if self.in_data == 0 && most > 0 {
                match section(&self.end.fd)? {
                    Section::Hole(hole) => {
                        self.send_hole(hole.min(most));
                        return Ok(());
                    }
                    Section::Data(data) => self.in_data = data,
                    Section::End => most = 0,
                }
            }
            most = most.min(self.in_data);
        }
        let want = buffer.len().min(usize::try_from(most).unwrap_or(usize::MAX));
        let got = match rustix::io::read(&self.end.fd, &mut buffer[..want]) {
            Ok(n) => n,
            Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => return Ok(()),
            // A terminal whose other side is closed reads like this.
            Err(rustix::io::Errno::IO | rustix::io::Errno::CONNRESET) => 0,
            Err(e) => return Err(e.into()),
        };
        if let Some(left) = &mut self.left {
            *left -= got as u64;
        }
        self.in_data = self.in_data.saturating_sub(got as u64);
        self.at_end = got == 0;
        self.shared.change(|s| s.on_their_way += 1);
        self.send(Outgoing::new(wire::raw(&self.header, &buffer[..got]), vec![]), false);
        Ok(())
    }

    fn send_hole(&mut self, length: u64) {
        if let Some(left) = &mut self.left {
            *left -= length;
        }
        self.shared.change(|s| s.on_their_way += 1);
        let header = self.header.stream(Kind::StreamHole, Status::Continue);
        self.send(Outgoing::new(wire::hole(&header, length), vec![]), false);
    }

    /// Counts what a client writes, which may be limited.
    fn take_room(&mut self, bytes: u64) -> std::io::Result<()> {
        let Some(left) = &mut self.left else { return Ok(()) };
        *left = left.checked_sub(bytes).ok_or(rustix::io::Errno::NOSPC)?;
        Ok(())
    }

    /// Takes the client's next packet.
    fn take_packet(&mut self) -> std::io::Result<Step> {
        let packet = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).incoming.pop_front();
        match packet {
            Some(Incoming::Data(bytes)) => {
                self.take_room(bytes.len() as u64)?;
                self.pending.extend(&bytes);
                self.drain_pending()?;
                self.shared.change(|s| s.held -= bytes.len());
                self.mailbox.send(Letter::StreamRoom { client: self.client });
                Ok(Step::Continue)
            }
            Some(Incoming::Hole(length)) => {
                self.take_room(length)?;
                skip(&self.end.fd, length)?;
                Ok(Step::Continue)
            }
            // Either way the answer is "ended": to give up is no failure of the stream.
            Some(Incoming::Finish | Incoming::Abort) => {
                // Whoever hears of the end finds that its driver has heard of it.
                self.end.held = None;
                self.send(Outgoing::new(wire::raw(&self.header.stream(Kind::Stream, Status::Ok), &[]), vec![]), true);
                Ok(Step::Ended)
            }
            None => Ok(Step::Continue),
        }
    }

    fn drain_pending(&mut self) -> std::io::Result<()> {
        if !self.end.write {
            self.pending.clear();
            return Ok(());
        }
        while !self.pending.is_empty() {
            match rustix::io::write(self.end.fd.as_fd(), self.pending.as_slices().0) {
                Ok(n) => drop(self.pending.drain(..n)),
                Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => return Ok(()),
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    fn send(&self, message: Outgoing, ended: bool) {
        self.mailbox.send(Letter::StreamOut { client: self.client, serial: self.header.serial, message, ended });
    }
}
