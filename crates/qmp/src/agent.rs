//! The guest's agent: a program inside the guest that answers commands in lines of JSON, through a channel of QEMU's.
//!
//! Nothing of what it says can be trusted, neither that it answers nor what, and an answer may be one to an earlier
//! command. So every conversation begins with a synchronisation that throws away whatever is still under way, and
//! again after everything that went wrong. There is no thread: who asks reads the answer, before a deadline.

mod limits;

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use virt::{Error, ErrorCode, Result};

use crate::SocketTransport;
use crate::line::{LineBuffer, MAX_LINE};
use crate::transport::Transport;

/// Most bytes that are read for one answer, with all that is thrown away before it.
const MAX_HEARD: usize = MAX_LINE;

/// How long an agent may take to accept a command.
const WRITE_WAIT: Duration = Duration::from_secs(5);

/// Makes an agent give up a command that it has heard in part, and marks the answer to a synchronisation.
const SENTINEL: u8 = 0xff;

/// The conversation with one guest's agent.
#[derive(Debug)]
pub struct Agent {
    transport: Arc<SocketTransport>,
    buffer: LineBuffer,
    /// Whether the next answer is one to the next command.
    in_sync: bool,
    /// Bytes that have been heard since the last command.
    heard: usize,
    is_closed: bool,
}

/// How long each part of a conversation may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// The synchronisation.
    pub sync: Duration,
    /// The answer.
    pub answer: Duration,
}

/// Why a command has no result.
#[derive(Debug)]
pub enum Failure {
    /// The channel has been closed, by the guest or by who holds the other handle.
    Closed,
    /// The agent says no.
    Refused {
        /// With the agent's words.
        error: Error,
        /// Whether it does not know the command, or may not use it.
        is_unable: bool,
    },
    /// Anything else.
    Failed(Error),
}

type Outcome<T> = std::result::Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Failed(error)
    }
}

/// A line that was heard.
enum Line {
    Answer(Value),
    /// No JSON, or more of it than anybody needs.
    Noise(&'static str),
}

impl Agent {
    /// Takes over a connected socket; whoever holds the other handle can end the conversation by closing it.
    pub fn new(transport: Arc<SocketTransport>) -> Agent {
        Agent { transport, buffer: LineBuffer::default(), in_sync: false, heard: 0, is_closed: false }
    }

    /// Sends a command and waits for the answer, an object with `return`. A refusal is an error with the agent's words.
    pub fn execute(&mut self, command: &Value, patience: Patience) -> Outcome<Value> {
        let outcome = self.converse(command, patience);
        self.in_sync = matches!(outcome, Ok(_) | Err(Failure::Refused { .. }));
        outcome
    }

    fn converse(&mut self, command: &Value, patience: Patience) -> Outcome<Value> {
        match self.in_sync {
            false => self.synchronise(patience.sync)?,
            true => self.forget_unasked()?,
        }
        self.write(&[], command)?;
        let deadline = Instant::now() + patience.answer;
        self.heard = 0;
        loop {
            let line = self.line(deadline)?.ok_or_else(|| unanswered(patience.answer))?;
            match line {
                Line::Noise(what) => return Err(malformed(what).into()),
                // Compat: an agent's events are skipped, though no agent has any.
                Line::Answer(answer) if answer.get("event").is_some() => {}
                Line::Answer(answer) => return judge(command, answer),
            }
        }
    }

    /// Throws away everything that is under way, by a question whose answer is known beforehand.
    fn synchronise(&mut self, wait: Duration) -> Outcome<()> {
        self.buffer.clear();
        self.heard = 0;
        let deadline = Instant::now() + wait;
        let id = random_id()?;
        self.write(&[SENTINEL], &json!({ "execute": "guest-sync-delimited", "arguments": { "id": id } }))?;
        loop {
            let Some(line) = self.line(deadline)? else { return Err(unsynchronised(wait).into()) };
            let Line::Answer(answer) = line else { continue };
            if answer.get("return").and_then(Value::as_u64) == Some(id) {
                return Ok(());
            }
            // Old agents know only the other kind, which loses nothing here: all answers before its own are skipped.
            if class_of(&answer) == Some("CommandNotFound") {
                self.write(&[], &json!({ "execute": "guest-sync", "arguments": { "id": id } }))?;
            }
        }
    }

    /// What has come without being asked for is no answer to what is asked next.
    fn forget_unasked(&mut self) -> Outcome<()> {
        self.heard = 0;
        let now = Instant::now();
        let mut bytes = [0; READ_SIZE];
        while self.receive(&mut bytes, now)? {}
        self.buffer.clear();
        Ok(())
    }

    fn write(&mut self, before: &[u8], command: &Value) -> Outcome<()> {
        let mut bytes = before.to_vec();
        bytes.extend_from_slice(command.to_string().as_bytes());
        bytes.push(b'\n');
        let deadline = Instant::now() + WRITE_WAIT;
        self.transport.write_all(&bytes, None, deadline).map_err(|error| match error.kind() {
            ErrorKind::TimedOut => Error::agent_unresponsive("guest agent does not read its commands").into(),
            _ => Failure::Closed,
        })
    }

    /// The next line; `None` when it does not come before the deadline.
    fn line(&mut self, deadline: Instant) -> Outcome<Option<Line>> {
        let mut bytes = [0; READ_SIZE];
        loop {
            while let Some(line) = self.buffer.next_line() {
                if let Some(line) = read_line(&line) {
                    return Ok(Some(line));
                }
            }
            if !self.receive(&mut bytes, deadline)? {
                return Ok(None);
            }
        }
    }

    /// Reads once; false when the time is over.
    fn receive(&mut self, bytes: &mut [u8], deadline: Instant) -> Outcome<bool> {
        let count = match self.transport.read_before(bytes, deadline) {
            Ok(0) => return Err(Failure::Closed),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(false),
            Err(_) => return Err(Failure::Closed),
        };
        self.heard += count;
        let fits = self.buffer.push(bytes.get(..count).unwrap_or_default());
        if fits && self.heard <= MAX_HEARD {
            return Ok(true);
        }
        // Reading on would only feed whoever floods us: the next call connects anew.
        self.transport.hang_up();
        self.is_closed = true;
        let message = format!("guest agent sends more than the {} MiB that an answer may have", MAX_LINE >> 20);
        Err(Error::agent_unresponsive(message).into())
    }

    /// Whether the conversation has ended for good.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }
}

/// Bytes read at once.
const READ_SIZE: usize = 16 << 10;

/// A name for a synchronisation that no earlier answer can have: 48 bits, which every reader of JSON takes.
fn random_id() -> Result<u64> {
    let mut bytes = [0; 8];
    let random = bytes.get_mut(..6).unwrap_or_default();
    host::random::fill(random).map_err(|e| Error::system("cannot read random bytes", &e))?;
    Ok(u64::from_le_bytes(bytes) | 1)
}

/// What a line says; `None` for an empty one. Whatever stands before a sentinel belongs to the past.
fn read_line(line: &[u8]) -> Option<Line> {
    let begin = line.iter().rposition(|byte| *byte == SENTINEL).map_or(0, |at| at + 1);
    let line = line.get(begin..).unwrap_or_default();
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    Some(match limits::check(line) {
        Err(what) => Line::Noise(what),
        Ok(()) => serde_json::from_slice(line).map_or(Line::Noise("no JSON"), Line::Answer),
    })
}

/// The answer, or the error that it is.
fn judge(command: &Value, answer: Value) -> Outcome<Value> {
    if answer.get("error").is_some() {
        return Err(refused(command, &answer));
    }
    match answer.get("return") {
        Some(_) => Ok(answer),
        None => Err(malformed("an answer without result").into()),
    }
}

/// The class of a refusal, such as `CommandNotFound`.
fn class_of(answer: &Value) -> Option<&str> {
    answer.get("error")?.get("class")?.as_str()
}

fn refused(command: &Value, answer: &Value) -> Failure {
    let name = command.get("execute").and_then(Value::as_str).unwrap_or("<unknown>");
    let words = answer.get("error").and_then(|error| error.get("desc")).and_then(Value::as_str);
    let words = words.unwrap_or("unknown QEMU command error");
    let message = format!("unable to execute QEMU agent command '{name}': {words}");
    let is_unable = matches!(class_of(answer), Some("CommandNotFound" | "CommandDisabled"));
    Failure::Refused { error: Error::new(ErrorCode::AGENT_COMMAND_FAILED, message), is_unable }
}

fn malformed(what: &str) -> Error {
    Error::internal(format!("guest agent answered with {what}"))
}

fn unanswered(wait: Duration) -> Error {
    let message = format!("guest agent didn't respond to command within '{}' seconds", wait.as_secs());
    Error::new(ErrorCode::AGENT_COMMAND_TIMEOUT, message)
}

fn unsynchronised(wait: Duration) -> Error {
    let message = format!("guest agent didn't respond to synchronization within '{}' seconds", wait.as_secs());
    Error::agent_unresponsive(message)
}
