//! One socket shared by many callers without a thread of its own.
//!
//! A caller queues its message and waits for its answer. Whoever finds nobody reading reads the socket until its own
//! answer is there, hands every other message to where it belongs, and then lets the next waiter take over. Messages
//! are sent by whoever queues them, as far as they fit; the rest goes out in the reader's loop.

use std::collections::{HashMap, VecDeque};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use virt::{Error, ErrorDomain, Event, Result, StreamData};
use xdr::Decoder;

use super::RemoteEvent;
use crate::errors;
use crate::frame::{Frame, FrameReader};
use crate::socket::{Outgoing, Received, receive};
use crate::wire::{self, Header, Kind, Program, Status};

/// Bytes of a stream held for a reader that is slower than the peer, before the socket is left unread.
const STREAM_HELD_MAX: usize = 8 * 1024 * 1024;
/// Events held for a program that does not take them.
const EVENTS_HELD_MAX: usize = 16 * 1024;

/// When to ask a silent peer whether it is there.
#[derive(Debug, Clone, Copy)]
pub struct Keepalive {
    /// How long the peer may be silent before it is asked.
    pub interval: Duration,
    /// How many questions may stay unanswered.
    pub count: u32,
}

/// The payload of an answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) payload: Vec<u8>,
    pub(crate) fds: Vec<OwnedFd>,
}

enum Waiting {
    Pending,
    Done(Result<Reply>),
}

#[derive(Default)]
pub(crate) struct StreamQueue {
    data: VecDeque<StreamData>,
    held: usize,
    /// The peer's word on the end of the stream.
    closed: Option<Result<()>>,
}

#[derive(Default)]
struct State {
    serial: u32,
    outgoing: VecDeque<Outgoing>,
    waiting: HashMap<u32, Waiting>,
    streams: HashMap<u32, StreamQueue>,
    events: VecDeque<RemoteEvent>,
    events_lost: bool,
    reading: bool,
    broken: Option<Error>,
    keepalive: Option<Keepalive>,
    heard: Option<Instant>,
    unanswered: u32,
}

/// The socket and everything that waits on it.
pub(crate) struct Link {
    socket: OwnedFd,
    /// Wakes the reader when somebody queues what did not fit into the socket.
    wake: OwnedFd,
    /// Readable while events or data of streams are held that a waiting call has read.
    pending: OwnedFd,
    state: Mutex<State>,
    changed: Condvar,
    input: Mutex<Input>,
}

struct Input {
    frames: FrameReader,
    scratch: Box<[u8]>,
}

impl Link {
    pub(crate) fn new(socket: OwnedFd) -> Result<Link> {
        let event = || {
            eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)
                .map_err(|e| Error::system("Unable to create an eventfd", &e.into()))
        };
        Ok(Link {
            socket,
            wake: event()?,
            pending: event()?,
            state: Mutex::default(),
            changed: Condvar::new(),
            input: Mutex::new(Input { frames: FrameReader::default(), scratch: vec![0; 64 * 1024].into() }),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn fds(&self) -> [BorrowedFd<'_>; 2] {
        [self.socket.as_fd(), self.pending.as_fd()]
    }

    pub(crate) fn is_alive(&self) -> bool {
        self.lock().broken.is_none()
    }

    pub(crate) fn set_keepalive(&self, keepalive: Option<Keepalive>) {
        let mut state = self.lock();
        state.keepalive = keepalive;
        state.heard = Some(Instant::now());
        state.unanswered = 0;
    }

    pub(crate) fn call(&self, program: Program, number: i32, payload: Vec<u8>, fds: Vec<OwnedFd>) -> Result<Reply> {
        self.exchange(program, number, payload, fds, false).map(|(reply, _)| reply)
    }

    /// Like `call`, and registers the stream before the peer can send on it.
    pub(crate) fn call_with_stream(&self, program: Program, number: i32, payload: Vec<u8>) -> Result<(Reply, u32)> {
        self.exchange(program, number, payload, vec![], true)
    }

    fn exchange(
        &self,
        program: Program,
        number: i32,
        payload: Vec<u8>,
        fds: Vec<OwnedFd>,
        stream: bool,
    ) -> Result<(Reply, u32)> {
        let mut state = self.lock();
        state.serial = state.serial.wrapping_add(1);
        let serial = state.serial;
        let kind = if fds.is_empty() { Kind::Call } else { Kind::CallWithFds };
        let header = Header::new(program, number, kind, serial, Status::Ok);
        let mut message = wire::begin(&header);
        if !fds.is_empty() {
            message.word(fds.len() as u32);
        }
        // The payload is padded to words already, so this appends it as it is.
        message.fixed(&payload);
        let bytes =
            wire::end(message).map_err(|e| Error::rpc("the call is too large to send").because(e.to_string()))?;
        if stream {
            state.streams.insert(serial, StreamQueue::default());
        }
        state.waiting.insert(serial, Waiting::Pending);
        self.send(&mut state, Outgoing::new(bytes, fds))?;
        let done = self.wait(state, |state| match state.waiting.get(&serial) {
            Some(Waiting::Pending) => None,
            _ => Some(()),
        });
        let mut state = self.lock();
        let answer = state.waiting.remove(&serial);
        let result = match (done, answer) {
            (_, Some(Waiting::Done(result))) => result,
            (Err(error), _) => Err(error),
            (Ok(()), _) => Err(Error::internal("an answer was lost")),
        };
        if result.is_err() {
            state.streams.remove(&serial);
        }
        result.map(|reply| (reply, serial))
    }

    /// Queues a packet of a stream.
    pub(crate) fn send_stream(&self, bytes: Vec<u8>) -> Result<()> {
        let mut state = self.lock();
        self.send(&mut state, Outgoing::new(bytes, vec![]))?;
        // A sender that runs ahead of the peer waits here, so the queue stays short.
        self.wait(state, |state| (state.outgoing.len() < 4).then_some(()))
    }

    /// Sends a packet of a stream, or says that it would have to wait for what was queued before.
    pub(crate) fn try_send_stream(&self, bytes: impl FnOnce() -> Vec<u8>) -> Result<bool> {
        if !self.has_sent_all()? {
            return Ok(false);
        }
        self.send(&mut self.lock(), Outgoing::new(bytes(), vec![]))?;
        Ok(true)
    }

    /// Sends of what is queued as much as fits; whether that was all.
    pub(crate) fn has_sent_all(&self) -> Result<bool> {
        self.flush()?;
        Ok(self.lock().outgoing.is_empty())
    }

    /// The next data of a stream; `wait` false asks only for what is there.
    pub(crate) fn receive_stream(&self, serial: u32, wait: bool) -> Result<Option<StreamData>> {
        let take = |state: &mut State| {
            let Some(queue) = state.streams.get_mut(&serial) else { return Some(Err(closed_stream())) };
            if let Some(data) = queue.data.pop_front() {
                if let StreamData::Data(bytes) = &data {
                    queue.held -= bytes.len();
                }
                return Some(Ok(data));
            }
            queue.closed.clone().map(|closed| closed.map(|()| StreamData::End))
        };
        if wait {
            return self.wait(self.lock(), take)?.map(Some);
        }
        self.read_available()?;
        take(&mut self.lock()).transpose()
    }

    /// Waits for the peer's word on the end of a stream, dropping data that is still on its way.
    pub(crate) fn await_stream_end(&self, serial: u32) -> Result<()> {
        self.wait(self.lock(), |state| match state.streams.get_mut(&serial) {
            None => Some(Ok(())),
            Some(queue) => {
                queue.data.clear();
                queue.held = 0;
                queue.closed.clone()
            }
        })?
    }

    pub(crate) fn forget_stream(&self, serial: u32) {
        self.lock().streams.remove(&serial);
    }

    /// Events held, or those that arrive within the time.
    pub(crate) fn take_events(&self, wait: Option<Duration>) -> Result<Vec<RemoteEvent>> {
        let deadline = wait.map(|w| Instant::now() + w);
        let take = |state: &mut State| (!state.events.is_empty()).then(|| state.events.drain(..).collect::<Vec<_>>());
        let got = match deadline {
            Some(deadline) if deadline > Instant::now() => self.wait_until(self.lock(), Some(deadline), take)?,
            _ => {
                self.read_available()?;
                take(&mut self.lock())
            }
        };
        let _ = rustix::io::read(&self.pending, &mut [0; 8]);
        if std::mem::take(&mut self.lock().events_lost) {
            return Err(Error::overflow("events were lost because they were not taken in time"));
        }
        Ok(got.unwrap_or_default())
    }

    /// Sends a message as far as it fits and queues the rest for the reader's loop.
    fn send(&self, state: &mut State, mut message: Outgoing) -> Result<()> {
        if let Some(broken) = &state.broken {
            return Err(broken.clone());
        }
        if state.outgoing.is_empty() {
            match message.advance(&self.socket) {
                Ok(true) => return Ok(()),
                Ok(false) => (),
                // The peer may have said why before it hung up: the reader finds out.
                Err(_) => return Ok(()),
            }
        }
        state.outgoing.push_back(message);
        if state.reading {
            let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
        }
        Ok(())
    }

    /// Waits until `ready` gives something, reading the socket whenever nobody else does.
    fn wait<'a, T>(&'a self, state: MutexGuard<'a, State>, ready: impl FnMut(&mut State) -> Option<T>) -> Result<T> {
        self.wait_until(state, None, ready)?.ok_or_else(|| Error::internal("a wait without end has ended"))
    }

    fn wait_until<'a, T>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        deadline: Option<Instant>,
        mut ready: impl FnMut(&mut State) -> Option<T>,
    ) -> Result<Option<T>> {
        loop {
            if let Some(value) = ready(&mut state) {
                return Ok(Some(value));
            }
            if let Some(broken) = &state.broken {
                return Err(broken.clone());
            }
            let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(None);
            }
            state = if state.reading {
                let wait = left.unwrap_or(Duration::from_secs(3600));
                self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0
            } else {
                state.reading = true;
                drop(state);
                let result = self.read_once(left);
                self.after_reading(result)
            };
        }
    }

    /// Reads without waiting, unless somebody else is reading.
    fn read_available(&self) -> Result<()> {
        let mut state = self.lock();
        if state.reading {
            return Ok(());
        }
        if let Some(broken) = &state.broken {
            return if state.events.is_empty() && state.streams.is_empty() { Err(broken.clone()) } else { Ok(()) };
        }
        state.reading = true;
        drop(state);
        let result = self.read_once(Some(Duration::ZERO));
        drop(self.after_reading(result));
        Ok(())
    }

    fn after_reading(&self, result: Result<()>) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        state.reading = false;
        if let Err(error) = result {
            state.broken.get_or_insert(error);
        }
        self.changed.notify_all();
        state
    }

    /// One turn of the reader: wait for the socket, send what is queued, take what has arrived.
    fn read_once(&self, wait: Option<Duration>) -> Result<()> {
        let (sending, wait) = {
            let mut state = self.lock();
            let wait = self.keepalive_turn(&mut state, wait)?;
            (!state.outgoing.is_empty(), wait)
        };
        let events = if sending { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN };
        let mut polled = [PollFd::new(&self.socket, events), PollFd::new(&self.wake, PollFlags::IN)];
        let timeout = wait.map(|w| Timespec { tv_sec: w.as_secs() as i64, tv_nsec: w.subsec_nanos().into() });
        match poll(&mut polled, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => (),
            Err(e) => return Err(Error::system("Cannot poll the connection", &e.into())),
        }
        let (readable, woken) = (!polled[0].revents().is_empty(), !polled[1].revents().is_empty());
        if woken {
            let _ = rustix::io::read(&self.wake, &mut [0; 8]);
        }
        if sending || woken {
            self.flush()?;
        }
        if readable { self.take_input() } else { Ok(()) }
    }

    /// Pings where it is due; returns how long to wait at most.
    fn keepalive_turn(&self, state: &mut State, wait: Option<Duration>) -> Result<Option<Duration>> {
        let (Some(keepalive), Some(heard)) = (state.keepalive, state.heard) else { return Ok(wait) };
        let due = heard + keepalive.interval * (state.unanswered + 1);
        let now = Instant::now();
        if now < due {
            return Ok(Some(wait.map_or(due - now, |w| w.min(due - now))));
        }
        if state.unanswered >= keepalive.count {
            return Err(Error::internal("connection closed due to keepalive timeout").in_domain(ErrorDomain::RPC));
        }
        state.unanswered += 1;
        let ping = Header::new(Program::Keepalive, 1, Kind::Message, 0, Status::Ok);
        state.outgoing.push_back(Outgoing::new(wire::raw(&ping, &[]), vec![]));
        Ok(Some(wait.map_or(keepalive.interval, |w| w.min(keepalive.interval))))
    }

    fn flush(&self) -> Result<()> {
        let mut state = self.lock();
        while let Some(message) = state.outgoing.front_mut() {
            match message.advance(&self.socket) {
                Ok(true) => drop(state.outgoing.pop_front()),
                Ok(false) => break,
                Err(e) => return Err(Error::system("Cannot write data", &e).in_domain(ErrorDomain::RPC)),
            }
        }
        Ok(())
    }

    fn take_input(&self) -> Result<()> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let Input { frames, scratch } = &mut *input;
        let closed = match receive(&self.socket, scratch) {
            Ok(Received::Nothing) => return Ok(()),
            Ok(Received::Closed) => true,
            Ok(Received::Bytes(count, fds)) => {
                frames.push(&scratch[..count], fds);
                false
            }
            Err(e) => return Err(Error::system("Cannot read data", &e).in_domain(ErrorDomain::RPC)),
        };
        let mut state = self.lock();
        state.heard = Some(Instant::now());
        state.unanswered = 0;
        let bad = |e| Error::rpc(format!("the peer sent a broken message: {e:?}"));
        while let Some(frame) = frames.next_frame().map_err(bad)? {
            self.sort(&mut state, frame)?;
        }
        match closed {
            true => Err(Error::system("End of file while reading data", &std::io::Error::from_raw_os_error(5))
                .in_domain(ErrorDomain::RPC)),
            false => Ok(()),
        }
    }

    /// Puts a message where it is waited for.
    fn sort(&self, state: &mut State, frame: Frame<'_>) -> Result<()> {
        let header = frame.header;
        let serial = header.serial;
        match header.kind() {
            Some(Kind::Reply | Kind::ReplyWithFds) => {
                let answer = match header.status() {
                    Some(Status::Error) => Err(peer_error(frame.payload)),
                    _ => Ok(Reply { payload: frame.payload.to_vec(), fds: frame.fds }),
                };
                match state.waiting.get_mut(&serial) {
                    Some(slot) => *slot = Waiting::Done(answer),
                    // Calls are numbered from 1: this is why the peer hangs up.
                    None if serial == 0 => return answer.map(|_| ()),
                    None => (),
                }
                Ok(())
            }
            Some(Kind::Stream | Kind::StreamHole) => match state.streams.get_mut(&serial) {
                Some(queue) => {
                    // An event loop hears of it, whichever thread is reading.
                    let _ = rustix::io::write(&self.pending, &1u64.to_ne_bytes());
                    stream_packet(queue, &header, frame.payload)
                }
                None => Ok(()),
            },
            Some(Kind::Message) => self.message(state, &header, frame.payload),
            _ => Err(Error::rpc(format!("the peer sent a message of unexpected kind {}", header.kind))),
        }
    }

    fn message(&self, state: &mut State, header: &Header, payload: &[u8]) -> Result<()> {
        let Some(program) = Program::of(header.program) else { return Ok(()) };
        if program == Program::Keepalive {
            if header.procedure == 1 {
                let pong = Header { procedure: 2, ..*header };
                let message = Outgoing::new(wire::raw(&pong, &[]), vec![]);
                return self.send(state, message);
            }
            return Ok(());
        }
        if let Some(event) = event(program, header.procedure, payload).map_err(super::bad_reply)? {
            if state.events.len() >= EVENTS_HELD_MAX {
                state.events_lost = true;
                return Ok(());
            }
            state.events.push_back(event);
            let _ = rustix::io::write(&self.pending, &1u64.to_ne_bytes());
        }
        Ok(())
    }
}

/// Decodes an event; the callback's id comes first where the message has one.
fn event(program: Program, number: i32, payload: &[u8]) -> xdr::Result<Option<RemoteEvent>> {
    let mut d = Decoder::new(payload);
    // Which shape it is can be told from the number alone; an event of an unknown number is none of ours.
    let Some(has_id) = Event::has_callback_id(program.name(), number) else { return Ok(None) };
    let callback = if has_id { Some(d.get()?) } else { None };
    Ok(Event::decode(program.name(), number, &mut d)?.map(|event| RemoteEvent { callback, event }))
}

fn stream_packet(queue: &mut StreamQueue, header: &Header, payload: &[u8]) -> Result<()> {
    match (header.kind(), header.status()) {
        (Some(Kind::StreamHole), _) => {
            let length: i64 = Decoder::new(payload).get().map_err(super::bad_reply)?;
            queue.data.push_back(StreamData::Hole(length.max(0) as u64));
        }
        (_, Some(Status::Continue)) if payload.is_empty() => queue.data.push_back(StreamData::End),
        (_, Some(Status::Continue)) => {
            queue.held += payload.len();
            if queue.held > STREAM_HELD_MAX {
                queue.closed = Some(Err(Error::overflow("the stream's data was not taken in time")));
                queue.data.clear();
                return Ok(());
            }
            queue.data.push_back(StreamData::Data(payload.to_vec()));
        }
        (_, Some(Status::Error)) => queue.closed = Some(Err(peer_error(payload))),
        _ => queue.closed = Some(Ok(())),
    }
    Ok(())
}

fn peer_error(payload: &[u8]) -> Error {
    errors::decode(&mut Decoder::new(payload)).unwrap_or_else(super::bad_reply)
}

fn closed_stream() -> Error {
    Error::rpc("the stream is closed").in_domain(ErrorDomain::STREAMS)
}
