//! The conversation with one guest's agent: whose turn it is, the socket, and what ends a wait before its time.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use conf::domain::chardev::{ChannelState, ChardevSource};
use qmp::SocketTransport;
use qmp::agent::{Agent, Failure, Patience};
use serde_json::{Value, json};
use virt::constants::*;
use virt::events::DomainEventAgentLifecycle;
use virt::job::{JOB_WAIT, JobGuard, JobSlot};
use virt::{DomainRef, Error, ErrorCode, ErrorDomain, Event, Result};

use super::reply::Reply;
use crate::core::Core;
use crate::live::Live;

/// Name of the channel through which the guest's agent speaks.
pub(crate) const CHANNEL: &str = "org.qemu.guest_agent.0";

/// How long an agent may take to synchronise, and to answer where the caller asks for the usual time.
const USUAL_SECONDS: i32 = 5;

/// How long "for ever" is: nothing here is awaited without a deadline.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// What ends the wait for an agent that does not say that it has done what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// The guest powers down.
    Shutdown,
    /// The guest boots anew.
    Reset,
    /// The guest sleeps.
    Suspend,
}

/// A running guest's line to its agent; empty until somebody asks.
#[derive(Debug, Default)]
pub(crate) struct AgentLine {
    turn: JobSlot,
    agent: Mutex<Option<Agent>>,
    /// Ends the conversation from outside, also one that is being held.
    handle: Mutex<Option<Arc<SocketTransport>>>,
    /// The sign that whoever waits now waits for.
    awaited: Mutex<Option<Sign>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl AgentLine {
    /// Ends the conversation: the guest or its agent has gone. The next question begins another.
    pub(crate) fn hang_up(&self) {
        if let Some(handle) = lock(&self.handle).take() {
            handle.hang_up();
        }
    }

    /// Something has happened to the guest that an answer may be about.
    pub(crate) fn happened(&self, sign: Sign) {
        if *lock(&self.awaited) == Some(sign) {
            self.hang_up();
        }
    }

    fn connect(&self, live: &Live) -> Result<Agent> {
        let path = socket_path(live)?;
        let failed = |e| {
            let what = format!("cannot connect to the agent's channel '{}'", path.display());
            Error::agent_unresponsive(what).because(e)
        };
        let stream = host::wait::connect_now(&path).map_err(|e| failed(e.to_string()))?;
        let transport = Arc::new(SocketTransport::new(stream));
        *lock(&self.handle) = Some(Arc::clone(&transport));
        Ok(Agent::new(transport))
    }

    fn converse(&self, live: &Live, command: &Value, patience: Patience) -> std::result::Result<Value, Failure> {
        let mut slot = lock(&self.agent);
        let is_open = lock(&self.handle).is_some();
        let mut agent = match slot.take().filter(|_| is_open) {
            Some(agent) => agent,
            None => self.connect(live)?,
        };
        let outcome = agent.execute(command, patience);
        // After a failure in the stream the next question connects anew.
        match outcome {
            Err(Failure::Closed) => self.hang_up(),
            _ if agent.is_closed() => self.hang_up(),
            _ => *slot = Some(agent),
        }
        outcome
    }
}

/// The agent's channel in the guest's document, if there is one.
fn channel_of(domain: &conf::domain::Domain) -> Option<&conf::domain::chardev::Channel> {
    domain.devices.channels.iter().find(|channel| channel.target.name.as_deref() == Some(CHANNEL))
}

/// Tells the world that the agent's end of its channel is open or not.
pub(crate) fn tell(core: &Core, dom: DomainRef, is_open: bool, reason: i32) {
    let connected = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED;
    let disconnected = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED;
    let state = if is_open { connected } else { disconnected };
    core.events.publish(Event::DomainEventAgentLifecycle(DomainEventAgentLifecycle { dom, state, reason }));
}

/// Tells it of a guest that has just been started, if it has such a channel.
pub(crate) fn tell_of_start(core: &Core, dom: DomainRef, live: &Live) {
    if let Some(channel) = channel_of(&live.document().domain) {
        let is_open = channel.target.state == Some(ChannelState::Connected);
        tell(core, dom, is_open, VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED);
    }
}

fn socket_path(live: &Live) -> Result<PathBuf> {
    let document = live.document();
    match channel_of(&document.domain).map(|channel| &channel.source) {
        Some(ChardevSource::Unix(source)) => match &source.path {
            Some(path) => Ok(path.into()),
            None => Err(Error::internal("the agent's channel has no path")),
        },
        _ => {
            Err(Error::operation_unsupported("the agent's channel is no UNIX socket, which is all that is spoken with"))
        }
    }
}

/// Refuses a guest whose agent cannot be asked now: it does not run, has no channel for it, or nobody is at its end.
pub(crate) fn available(snapshot: &crate::vm::Snapshot) -> Result<()> {
    let live = snapshot.running().map_err(|error| error.with_domain(ErrorDomain::QEMU))?;
    if snapshot.state.state != VIR_DOMAIN_RUNNING {
        return Err(Error::operation_invalid("domain is not running"));
    }
    let document = live.document();
    let Some(channel) = channel_of(&document.domain) else {
        return Err(Error::argument_unsupported("QEMU guest agent is not configured"));
    };
    match channel.target.state {
        Some(ChannelState::Connected) => Ok(()),
        _ => Err(Error::agent_unresponsive("QEMU guest agent is not connected")),
    }
}

/// How long a wait of so many seconds is; negative numbers are the special ones.
fn answer_wait(seconds: i32) -> Duration {
    match u64::try_from(seconds) {
        Ok(seconds) => Duration::from_secs(seconds).min(FOR_EVER),
        Err(_) if seconds == VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT => Duration::from_secs(USUAL_SECONDS as u64),
        Err(_) => FOR_EVER,
    }
}

fn patience(seconds: i32) -> Patience {
    let usual = Duration::from_secs(USUAL_SECONDS as u64);
    let answer = answer_wait(seconds);
    Patience { sync: answer.min(usual), answer }
}

/// Refuses a number of seconds that is neither one nor special.
pub(crate) fn check_seconds(seconds: i32) -> Result<()> {
    let least = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK;
    match seconds < least {
        true => {
            let message = format!("guest agent timeout '{seconds}' is less than the minimum '{least}'");
            Err(Error::invalid_arg(message))
        }
        false => Ok(()),
    }
}

/// Somebody whose turn it is to ask.
pub(crate) struct Asker<'a> {
    live: &'a Live,
    seconds: i32,
    _turn: JobGuard<'a>,
}

impl Asker<'_> {
    /// Asks, and takes the result.
    pub(crate) fn ask(&self, command: &'static str, arguments: Option<Value>) -> Result<Reply> {
        self.ask_if_known(command, arguments)?.map_err(|refusal| refusal.0)
    }

    /// Asks; an agent that does not know the command, or may not obey it, is told apart.
    pub(crate) fn ask_if_known(
        &self,
        command: &'static str,
        arguments: Option<Value>,
    ) -> Result<std::result::Result<Reply, Unable>> {
        match self.converse(&request(command, arguments), self.seconds) {
            Ok(answer) => Ok(Ok(Reply::new(command, answer))),
            Err(Failure::Refused { error, is_unable: true }) => Ok(Err(Unable(error))),
            Err(failure) => Err(error_of(failure)),
        }
    }

    /// Asks for something after which the agent may be unable to answer: the sign that it happens is an answer too.
    pub(crate) fn ask_until(
        &self,
        command: &'static str,
        arguments: Option<Value>,
        seconds: i32,
        sign: Sign,
    ) -> Result<()> {
        let line = &self.live.agent;
        *lock(&line.awaited) = Some(sign);
        let outcome = self.converse(&request(command, arguments), seconds);
        *lock(&line.awaited) = None;
        match outcome {
            // An agent that ends with its guest has obeyed.
            Ok(_) | Err(Failure::Closed) => Ok(()),
            Err(failure) => Err(error_of(failure)),
        }
    }

    /// Passes a command on as it is, and returns the whole answer.
    pub(crate) fn pass_on(&self, command: &Value, seconds: i32) -> Result<Value> {
        self.converse(command, seconds).map_err(error_of)
    }

    /// How long this guest's agent may take.
    pub(crate) fn seconds(&self) -> i32 {
        self.seconds
    }

    fn converse(&self, command: &Value, seconds: i32) -> std::result::Result<Value, Failure> {
        self.live.agent.converse(self.live, command, patience(seconds))
    }
}

/// An agent's refusal of a command that it does not know or may not obey.
pub(crate) struct Unable(pub(crate) Error);

fn request(command: &str, arguments: Option<Value>) -> Value {
    match arguments {
        Some(arguments) => json!({ "execute": command, "arguments": arguments }),
        None => json!({ "execute": command }),
    }
}

fn error_of(failure: Failure) -> Error {
    match failure {
        Failure::Refused { error, .. } | Failure::Failed(error) => error,
        Failure::Closed => {
            Error::new(ErrorCode::AGENT_COMMAND_TIMEOUT, "Guest agent disappeared while executing command")
        }
    }
}

/// Takes the turn on a guest's agent and asks it.
pub(crate) fn with_agent<T>(
    core: &Core,
    dom: &DomainRef,
    call: &'static str,
    ask: impl FnOnce(&Asker<'_>) -> Result<T>,
) -> Result<T> {
    let vm = core.table.find(dom)?;
    available(&vm.snapshot())?;
    // Whoever waits for a turn may find that the guest has ended meanwhile.
    let first = vm.snapshot();
    let live = first.running()?;
    let turn = live.agent.turn.begin(call, JOB_WAIT)?;
    available(&vm.snapshot())?;
    ask(&Asker { live, seconds: vm.agent_seconds(), _turn: turn })
}

/// The same for calls whose refusal of a guest at rest comes from another part of the reference.
pub(crate) fn with_agent_of_running<T>(
    core: &Core,
    dom: &DomainRef,
    call: &'static str,
    ask: impl FnOnce(&Asker<'_>) -> Result<T>,
) -> Result<T> {
    core.table.find(dom)?.snapshot().running()?;
    with_agent(core, dom, call, ask)
}
