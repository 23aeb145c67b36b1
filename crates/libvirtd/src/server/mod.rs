//! The server: one thread owns all sockets, answers what can be answered at once and hands the rest to workers.

mod calls;
mod client;
mod limits;
mod mailbox;
mod pump;
mod registrations;
mod reply;
mod session;
mod workers;

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rpc::socket::{Received, receive};
use rustix::event::epoll;
use virt::{EventBus, Hypervisor, Subscription};

pub(crate) use client::Door;
use client::{Client, Fate};
pub(crate) use limits::Limits;
use mailbox::{ClientId, Letter, Mailbox};
use workers::Workers;

use crate::signals::Signals;

/// What the configuration says about clients.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    /// Calls of one client that may be under way at once.
    pub(crate) requests_max: usize,
    /// Seconds of silence before a ping, and how many pings may stay unanswered.
    pub(crate) keepalive: Option<(u64, u32)>,
    /// Seconds without client and guest after which the daemon ends.
    pub(crate) idle_timeout: Option<Duration>,
    /// The group beside root whose members may use the read-write socket.
    pub(crate) group: Option<u32>,
}

/// A socket that accepts clients.
pub(crate) struct Listener {
    pub(crate) socket: OwnedFd,
    pub(crate) door: Door,
}

/// Why the server's loop has ended or paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wake {
    /// A signal asks to end.
    Terminate,
    /// A signal asks to read the configuration again.
    Reload,
    /// Nobody has used the daemon for the configured time.
    Idle,
}

const KEY_MAILBOX: u64 = 0;
const KEY_SIGNALS: u64 = 1;
const KEY_LISTENERS: u64 = 2;
const KEY_CLIENTS: u64 = 1 << 16;
/// How long accepting pauses when descriptors run out and no client leaves.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

pub(crate) struct Server {
    epoll: OwnedFd,
    listeners: Vec<Listener>,
    accepting: bool,
    accept_again: Option<Instant>,
    signals: Signals,
    mailbox: Arc<Mailbox>,
    workers: Workers,
    clients: HashMap<ClientId, Client>,
    next_client: ClientId,
    hypervisors: Vec<Arc<dyn Hypervisor>>,
    buses: Vec<(Arc<EventBus>, Subscription)>,
    settings: Settings,
    scratch: Box<[u8]>,
    idle_since: Instant,
    /// The earliest moment at which a client may be due.
    clients_due: Option<Instant>,
}

impl Server {
    /// A server on these sockets; signals end or pause its loop.
    pub(crate) fn new(
        listeners: Vec<Listener>,
        signals: Signals,
        hypervisors: Vec<Arc<dyn Hypervisor>>,
        settings: Settings,
    ) -> std::io::Result<Server> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let mailbox = Arc::new(Mailbox::new()?);
        epoll::add(&epoll, mailbox.fd(), epoll::EventData::new_u64(KEY_MAILBOX), epoll::EventFlags::IN)?;
        epoll::add(&epoll, &signals.ready, epoll::EventData::new_u64(KEY_SIGNALS), epoll::EventFlags::IN)?;
        let mut server = Server {
            epoll,
            listeners,
            accepting: false,
            accept_again: None,
            signals,
            mailbox,
            workers: Workers::default(),
            clients: HashMap::new(),
            next_client: KEY_CLIENTS,
            hypervisors,
            buses: vec![],
            settings,
            scratch: vec![0; 64 * 1024].into(),
            idle_since: Instant::now(),
            clients_due: None,
        };
        server.set_accepting(true)?;
        Ok(server)
    }

    pub(crate) fn apply(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The number under which clients hear a driver's bus.
    fn bus(&mut self, bus: &Arc<EventBus>) -> usize {
        if let Some(at) = self.buses.iter().position(|(b, _)| Arc::ptr_eq(b, bus)) {
            return at;
        }
        let (at, mailbox) = (self.buses.len(), self.mailbox.clone());
        let subscription =
            bus.subscribe(move |event| mailbox.send(Letter::Published { bus: at, event: event.clone() }));
        self.buses.push((bus.clone(), subscription));
        at
    }

    /// Serves until something outside must be done.
    pub(crate) fn run(&mut self) -> std::io::Result<Wake> {
        let mut events = Vec::with_capacity(64);
        loop {
            let timeout = self.next_moment().map(|at| {
                let left = at.saturating_duration_since(Instant::now()) + Duration::from_millis(1);
                rustix::event::Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() }
            });
            events.clear();
            match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut events), timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => (),
                Err(e) => return Err(e.into()),
            }
            for event in &events {
                match event.data.u64() {
                    KEY_MAILBOX => self.read_letters(),
                    KEY_SIGNALS => {
                        if let Some(wake) = self.read_signals() {
                            return Ok(wake);
                        }
                    }
                    key if key < KEY_CLIENTS => self.accept((key - KEY_LISTENERS) as usize)?,
                    id => self.serve(id, event.flags),
                }
            }
            if self.look_at_the_clock()? {
                return Ok(Wake::Idle);
            }
        }
    }

    fn read_signals(&mut self) -> Option<Wake> {
        match self.signals.take() {
            (true, _) => Some(Wake::Terminate),
            (false, true) => Some(Wake::Reload),
            (false, false) => None,
        }
    }

    fn set_accepting(&mut self, accepting: bool) -> std::io::Result<()> {
        if self.accepting == accepting {
            return Ok(());
        }
        self.accepting = accepting;
        for (i, listener) in self.listeners.iter().enumerate() {
            match accepting {
                true => epoll::add(
                    &self.epoll,
                    &listener.socket,
                    epoll::EventData::new_u64(KEY_LISTENERS + i as u64),
                    epoll::EventFlags::IN,
                )?,
                false => epoll::delete(&self.epoll, &listener.socket)?,
            }
        }
        self.accept_again = (!accepting).then(|| Instant::now() + ACCEPT_PAUSE);
        Ok(())
    }

    fn accept(&mut self, listener: usize) -> std::io::Result<()> {
        use rustix::io::Errno;
        let Some(door) = self.listeners.get(listener).map(|l| l.door) else { return Ok(()) };
        let flags = rustix::net::SocketFlags::CLOEXEC | rustix::net::SocketFlags::NONBLOCK;
        // A few at a time: clients already there come between.
        for _ in 0..16 {
            let socket = match rustix::net::accept_with(&self.listeners[listener].socket, flags) {
                Ok(socket) => socket,
                Err(Errno::AGAIN | Errno::INTR | Errno::CONNABORTED) => return Ok(()),
                Err(Errno::MFILE | Errno::NFILE | Errno::NOMEM | Errno::NOBUFS) => {
                    log::warn!("no descriptors left for more clients: accepting pauses until some leave");
                    return self.set_accepting(false);
                }
                Err(e) => return Err(e.into()),
            };
            self.admit(socket, door)?;
            if !limits::descriptors_left() {
                log::warn!(
                    "the descriptors kept for guests are all that is left: accepting pauses until clients leave"
                );
                return self.set_accepting(false);
            }
        }
        Ok(())
    }

    fn admit(&mut self, socket: OwnedFd, door: Door) -> std::io::Result<()> {
        let peer = limits::peer(&socket, door, self.settings.group);
        let refused = self.settings.limits.refuses(&peer, self.clients.len());
        if self.settings.limits.too_many_waiting(self.clients.values().filter(|c| c.connection.is_none()).count()) {
            self.drop_longest_waiting();
        }
        let id = self.next_client;
        self.next_client += 1;
        epoll::add(&self.epoll, &socket, epoll::EventData::new_u64(id), epoll::EventFlags::IN)?;
        self.clients.insert(id, Client::new(socket, door, peer, refused));
        self.settle(id);
        Ok(())
    }

    /// Makes room for a newcomer: who has connected and not opened for longest goes first.
    fn drop_longest_waiting(&mut self) {
        let waiting = self.clients.iter().filter(|(_, c)| c.connection.is_none());
        if let Some(id) = waiting.min_by_key(|(id, _)| **id).map(|(id, _)| *id) {
            if let Some(client) = self.clients.get_mut(&id) {
                client.fate = Fate::Dropped("too many clients have not opened a connection");
            }
            self.settle(id);
        }
    }

    /// A client's socket is ready.
    fn serve(&mut self, id: ClientId, flags: epoll::EventFlags) {
        let Some(client) = self.clients.get_mut(&id) else { return };
        if flags.contains(epoll::EventFlags::OUT) {
            client.flush();
        }
        if flags.intersects(epoll::EventFlags::IN | epoll::EventFlags::HUP | epoll::EventFlags::ERR) {
            match receive(&client.socket, &mut self.scratch) {
                Ok(Received::Nothing) => (),
                Ok(Received::Closed) => client.fate = Fate::Dropped("it hung up"),
                Ok(Received::Bytes(count, fds)) => {
                    client.frames.push(&self.scratch[..count], fds);
                    client.heard(Instant::now());
                }
                Err(_) => client.fate = Fate::Dropped("its socket failed"),
            }
        }
        self.advance(id);
    }

    /// Looks at the messages a client has sent, as far as it may call now.
    fn advance(&mut self, id: ClientId) {
        // Taken out while its calls run, so that they may use the rest of the server.
        let Some(mut client) = self.clients.remove(&id) else { return };
        calls::take_frames(self, id, &mut client);
        client.renew_deadline(Instant::now());
        self.clients.insert(id, client);
        self.settle(id);
    }

    /// Brings the poll interest up to date, and lets go of a client whose time has come.
    fn settle(&mut self, id: ClientId) {
        let Some(client) = self.clients.get_mut(&id) else { return };
        let leaves = match &client.fate {
            Fate::Dropped(reason) => {
                log::debug!("client {id} (pid {}) is dropped: {reason}", client.peer.pid);
                if !matches!(*reason, "it hung up") {
                    log::warn!("client of pid {} is dropped: {reason}", client.peer.pid);
                }
                true
            }
            Fate::LeavesWhenSent => !client.has_output(),
            Fate::Stays => false,
        };
        if leaves {
            return self.let_go(id);
        }
        // May be earlier than anything that is still due; never later. Looking at all clients each time would cost more.
        self.clients_due = [self.clients_due, client.next_moment()].into_iter().flatten().min();
        let wanted = (client.may_call(self.settings.requests_max), client.has_output());
        if wanted != client.interest {
            let mut flags = epoll::EventFlags::empty();
            flags.set(epoll::EventFlags::IN, wanted.0);
            flags.set(epoll::EventFlags::OUT, wanted.1);
            if epoll::modify(&self.epoll, &client.socket, epoll::EventData::new_u64(id), flags).is_ok() {
                client.interest = wanted;
            }
        }
    }

    fn let_go(&mut self, id: ClientId) {
        let Some(client) = self.clients.remove(&id) else { return };
        if let Some(waits) = client.connection.as_ref().and_then(|connection| connection.waits.as_ref()) {
            waits.hang_up();
        }
        let _ = epoll::delete(&self.epoll, &client.socket);
        if let Some(connection) = client.connection {
            // What a driver does for a lost connection (ending its guests, say) may take time.
            self.workers.run(move || drop(connection));
        }
        drop(client.streams);
        self.idle_since = Instant::now();
        if !self.accepting {
            let _ = self.set_accepting(true);
        }
    }

    fn read_letters(&mut self) {
        for letter in self.mailbox.take() {
            match letter {
                Letter::Done { client: id, message, stream } => {
                    let Some(client) = self.clients.get_mut(&id) else { continue };
                    client.in_flight -= 1;
                    if let Some((header, stream)) = stream {
                        calls::start_stream(&self.mailbox, id, client, header, stream);
                    }
                    client.send(message, None);
                    self.advance(id);
                }
                Letter::Published { bus, event } => {
                    let mut told = vec![];
                    for (id, client) in self.clients.iter_mut().filter(|(_, c)| c.bus == bus && c.connection.is_some())
                    {
                        let messages = registrations::messages(&client.registrations, &event);
                        if !messages.is_empty() {
                            messages.into_iter().for_each(|m| client.send_event(m));
                            told.push(*id);
                        }
                    }
                    told.into_iter().for_each(|id| self.settle(id));
                }
                Letter::StreamOut { client: id, serial, message, ended } => {
                    let Some(client) = self.clients.get_mut(&id) else { continue };
                    client.send(message, Some(serial));
                    if ended {
                        client.streams.remove(&serial);
                    }
                    self.advance(id);
                }
                Letter::StreamRoom { client } => self.advance(client),
            }
        }
    }

    /// The next moment at which something must be done without a socket asking for it.
    fn next_moment(&self) -> Option<Instant> {
        let idle = self.settings.idle_timeout.filter(|_| self.clients.is_empty()).map(|t| self.idle_since + t);
        [self.clients_due, self.accept_again, idle].into_iter().flatten().min()
    }

    /// Does what is due; true when the daemon has been idle for its time.
    fn look_at_the_clock(&mut self) -> std::io::Result<bool> {
        let now = Instant::now();
        if self.accept_again.is_some_and(|at| at <= now) {
            self.set_accepting(true)?;
        }
        if self.clients_due.is_some_and(|at| at <= now) {
            self.serve_due(now);
        }
        let Some(timeout) = self.settings.idle_timeout.filter(|_| self.clients.is_empty()) else { return Ok(false) };
        if now < self.idle_since + timeout {
            return Ok(false);
        }
        let busy = self.hypervisors.iter().any(|h| h.is_busy());
        self.idle_since = now;
        Ok(!busy)
    }

    /// Does what clients are due, and finds out when the next is.
    fn serve_due(&mut self, now: Instant) {
        let due: Vec<ClientId> = self
            .clients
            .iter()
            .filter(|(_, c)| c.next_moment().is_some_and(|at| at <= now))
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            let Some(client) = self.clients.get_mut(&id) else { continue };
            if client.deadline.is_some_and(|at| at <= now) {
                client.fate = Fate::Dropped(match (&client.fate, &client.connection) {
                    (Fate::LeavesWhenSent, _) => "it has not heard in time that it missed events",
                    (_, None) => "it has not opened a connection in time",
                    (_, Some(_)) => "its message has not arrived in time",
                });
            } else if !client.keepalive_turn(now) {
                client.fate = Fate::Dropped("it does not answer pings");
            }
            self.settle(id);
        }
        self.clients_due = self.clients.values().filter_map(Client::next_moment).min();
    }

    /// Says goodbye to everybody: connections close, guests stay.
    pub(crate) fn close(mut self) {
        self.clients.clear();
    }

    pub(crate) fn hypervisors(&self) -> &[Arc<dyn Hypervisor>] {
        &self.hypervisors
    }
}
