//! The monitor client: one reader thread, any number of callers, each call with its own deadline.

use std::collections::HashMap;
use std::os::fd::BorrowedFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use virt::{Error, Result};

use crate::line::LineBuffer;
use crate::{Event, Transport};

/// Stack of the reader thread, of which only what nested JSON needs is ever touched.
const READER_STACK: usize = 1 << 20;

/// Replies that may wait for their callers; more means that the peer invents ids.
const MAX_UNCLAIMED: usize = 1024;

/// Who hears what QEMU tells without being asked. Called on the reader thread, in order; must not wait for replies.
pub trait Listener: Send + Sync {
    /// An event arrived.
    fn event(&self, event: Event);
    /// The stream ended; nothing comes any more.
    fn closed(&self);
}

/// QEMU's refusal of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// Class, such as `GenericError` or `DeviceNotFound`.
    pub class: String,
    /// QEMU's own words.
    pub description: String,
}

/// A connection to one QEMU's monitor.
pub struct Monitor {
    shared: Arc<Shared>,
}

struct Shared {
    transport: Box<dyn Transport>,
    state: Mutex<State>,
    changed: Condvar,
    /// Held while a command is written, so that commands never interleave.
    writing: Mutex<()>,
}

#[derive(Default)]
struct State {
    next_id: u64,
    waiting: HashMap<u64, Option<Reply>>,
    greeting: Option<Value>,
    closed: Option<String>,
    /// Since when the oldest unanswered command waits.
    oldest: Option<(u64, Instant)>,
}

type Reply = std::result::Result<Value, CommandError>;

/// A command that is under way.
#[must_use = "a reply that nobody waits for is lost"]
pub struct Ticket<'a> {
    shared: &'a Shared,
    id: u64,
    name: &'a str,
    deadline: Instant,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|broken| broken.into_inner())
}

impl Monitor {
    /// Starts reading. The listener is held until the stream ends.
    pub fn start(transport: Box<dyn Transport>, listener: Arc<dyn Listener>) -> Result<Monitor> {
        let state = State { next_id: 1, ..State::default() };
        let shared = Shared { transport, state: Mutex::new(state), changed: Condvar::new(), writing: Mutex::new(()) };
        let shared = Arc::new(shared);
        let for_reader = Arc::clone(&shared);
        std::thread::Builder::new()
            .name("monitor".to_owned())
            .stack_size(READER_STACK)
            .spawn(move || read_until_end(&for_reader, &*listener))
            .map_err(|e| Error::system("cannot start a thread for the monitor", &e))?;
        Ok(Monitor { shared })
    }

    /// Waits for the greeting and enters command mode.
    pub fn negotiate(&self, timeout: Duration) -> Result<Value> {
        let deadline = Instant::now() + timeout;
        let mut state = lock(&self.shared.state);
        let greeting = loop {
            if let Some(greeting) = state.greeting.take() {
                break greeting;
            }
            if let Some(reason) = &state.closed {
                return Err(closed_error(reason));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                return Err(Error::timed_out("QEMU did not greet on its monitor"));
            }
            state = self.shared.changed.wait_timeout(state, left).unwrap_or_else(|broken| broken.into_inner()).0;
        };
        drop(state);
        self.execute("qmp_capabilities", None, deadline.saturating_duration_since(Instant::now()))?;
        Ok(greeting)
    }

    /// Sends a command and waits for its reply.
    pub fn execute(&self, name: &str, arguments: Option<Value>, timeout: Duration) -> Result<Value> {
        self.send(name, arguments, timeout)?.wait()
    }

    /// Sends a command, and tells QEMU's refusal apart from a broken monitor.
    pub fn try_execute(
        &self,
        name: &str,
        arguments: Option<Value>,
        timeout: Duration,
    ) -> Result<std::result::Result<Value, CommandError>> {
        self.send(name, arguments, timeout)?.outcome()
    }

    /// Sends a command without waiting; several may be under way at once.
    pub fn send<'a>(&'a self, name: &'a str, arguments: Option<Value>, timeout: Duration) -> Result<Ticket<'a>> {
        self.send_with(name, arguments, None, timeout)
    }

    /// Gives QEMU a descriptor, which later commands know by a name.
    pub fn give_fd(&self, fd_name: &str, fd: BorrowedFd<'_>, timeout: Duration) -> Result<()> {
        let arguments = serde_json::json!({ "fdname": fd_name });
        self.send_with("getfd", Some(arguments), Some(fd), timeout)?.wait().map(drop)
    }

    /// Sends a command with a descriptor, and waits for its reply.
    pub fn execute_with(&self, name: &str, arguments: Value, fd: BorrowedFd<'_>, timeout: Duration) -> Result<Value> {
        self.send_with(name, Some(arguments), Some(fd), timeout)?.wait()
    }

    fn send_with<'a>(
        &'a self,
        name: &'a str,
        arguments: Option<Value>,
        fd: Option<BorrowedFd<'_>>,
        timeout: Duration,
    ) -> Result<Ticket<'a>> {
        let deadline = Instant::now() + timeout;
        let id = {
            let mut state = lock(&self.shared.state);
            if let Some(reason) = &state.closed {
                return Err(closed_error(reason));
            }
            let id = state.next_id;
            state.next_id += 1;
            state.waiting.insert(id, None);
            state.oldest.get_or_insert((id, Instant::now()));
            id
        };
        let mut command = Map::new();
        command.insert("execute".to_owned(), Value::from(name));
        if let Some(arguments) = arguments {
            command.insert("arguments".to_owned(), arguments);
        }
        command.insert("id".to_owned(), Value::from(id));
        let mut bytes = Value::Object(command).to_string().into_bytes();
        bytes.push(b'\n');
        self.write(id, &bytes, fd, deadline)?;
        Ok(Ticket { shared: &self.shared, id, name, deadline })
    }

    /// Passes a raw command through and returns the raw reply (the caller's own id is replaced and restored).
    pub fn passthrough(&self, mut command: Value, timeout: Duration) -> Result<Value> {
        let Some(object) = command.as_object_mut() else {
            return Err(Error::invalid_arg("a monitor command must be a JSON object"));
        };
        let theirs = object.get("id").cloned();
        let name = object.get("execute").and_then(Value::as_str).unwrap_or("command").to_owned();
        let arguments = object.get("arguments").cloned();
        if object.keys().any(|key| !matches!(key.as_str(), "execute" | "arguments" | "id")) {
            return Err(Error::invalid_arg("a monitor command has only 'execute', 'arguments' and 'id'"));
        }
        let mut reply = Map::new();
        match self.try_execute(&name, arguments, timeout)? {
            Ok(value) => reply.insert("return".to_owned(), value),
            Err(error) => {
                let mut body = Map::new();
                body.insert("class".to_owned(), Value::from(error.class));
                body.insert("desc".to_owned(), Value::from(error.description));
                reply.insert("error".to_owned(), Value::Object(body))
            }
        };
        reply.insert("id".to_owned(), theirs.unwrap_or_else(|| Value::from("libvirt-1")));
        Ok(Value::Object(reply))
    }

    fn write(&self, id: u64, bytes: &[u8], fd: Option<BorrowedFd<'_>>, deadline: Instant) -> Result<()> {
        let result = {
            let _turn = lock(&self.shared.writing);
            self.shared.transport.write_all(bytes, fd, deadline)
        };
        result.map_err(|error| {
            self.shared.forget(id);
            let reason = match error.kind() {
                std::io::ErrorKind::TimedOut => "QEMU does not read its monitor".to_owned(),
                _ => format!("cannot write to monitor: {error}"),
            };
            // Half a command may stand in the stream: nothing sent after it could be understood.
            self.shared.end(reason.clone());
            self.shared.transport.close();
            match error.kind() {
                std::io::ErrorKind::TimedOut => Error::timed_out(reason),
                _ => closed_error(&reason),
            }
        })
    }

    /// How long the oldest command has been waiting for its reply; `None` when none is.
    pub fn unanswered_for(&self) -> Option<Duration> {
        lock(&self.shared.state).oldest.map(|(_, since)| since.elapsed())
    }

    /// Whether the stream has ended.
    pub fn is_closed(&self) -> bool {
        lock(&self.shared.state).closed.is_some()
    }

    /// Ends the connection; QEMU keeps running.
    pub fn close(&self) {
        self.shared.transport.close();
    }
}

impl Drop for Monitor {
    fn drop(&mut self) {
        self.close();
    }
}

impl std::fmt::Debug for Monitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Monitor").field("closed", &self.is_closed()).finish_non_exhaustive()
    }
}

impl Ticket<'_> {
    /// Waits for the reply; a refusal becomes an error with QEMU's words.
    pub fn wait(self) -> Result<Value> {
        let name = self.name;
        self.outcome()?.map_err(|error| command_error(name, &error))
    }

    /// Waits for the reply or the refusal.
    pub fn outcome(self) -> Result<std::result::Result<Value, CommandError>> {
        let mut state = lock(&self.shared.state);
        loop {
            if let Some(reply) = state.waiting.get_mut(&self.id).and_then(Option::take) {
                return Ok(reply);
            }
            if let Some(reason) = &state.closed {
                return Err(closed_error(reason));
            }
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                return Err(Error::timed_out(format!(
                    "QEMU did not answer the monitor command '{}' in time",
                    self.name
                )));
            }
            state = self.shared.changed.wait_timeout(state, left).unwrap_or_else(|broken| broken.into_inner()).0;
        }
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        lock(&self.shared.state).waiting.remove(&self.id);
    }
}

/// The error for a command that QEMU refused.
pub(crate) fn command_error(name: &str, error: &CommandError) -> Error {
    let text = format!("unable to execute QEMU command '{name}': {}", error.description);
    match error.class.as_str() {
        "CommandNotFound" => Error::operation_unsupported(text),
        _ => Error::internal(text),
    }
}

fn closed_error(reason: &str) -> Error {
    match reason.is_empty() {
        true => Error::internal("End of file from qemu monitor"),
        false => Error::internal(reason),
    }
}

impl Shared {
    fn forget(&self, id: u64) {
        let mut state = lock(&self.state);
        state.waiting.remove(&id);
        if state.oldest.is_some_and(|(oldest, _)| oldest == id) {
            state.oldest = None;
        }
    }

    fn end(&self, reason: String) {
        lock(&self.state).closed.get_or_insert(reason);
        self.changed.notify_all();
    }

    fn accept(&self, mut line: Value, listener: &dyn Listener) {
        if let Some(event) = Event::from_line(&mut line) {
            listener.event(event);
            return;
        }
        let mut state = lock(&self.state);
        if let Some(greeting) = line.get_mut("QMP") {
            state.greeting = Some(greeting.take());
            self.changed.notify_all();
            return;
        }
        let Some(id) = line.get("id").and_then(Value::as_u64) else { return };
        let reply = match (line.get_mut("return").map(Value::take), line.get("error")) {
            (Some(value), _) => Ok(value),
            (None, error) => {
                let text = |field: &str| {
                    let value = error.and_then(|error| error.get(field)).and_then(Value::as_str);
                    value.unwrap_or("reply without result").to_owned()
                };
                Err(CommandError { class: text("class"), description: text("desc") })
            }
        };
        // QEMU answers in order: whatever was asked before this is answered or given up.
        if state.oldest.is_some_and(|(oldest, _)| oldest <= id) {
            let next =
                state.waiting.iter().filter(|(other, reply)| **other > id && reply.is_none()).map(|(id, _)| *id).min();
            state.oldest = next.map(|next| (next, Instant::now()));
        }
        // A reply whose caller has given up has no slot and is dropped here.
        if let Some(slot) = state.waiting.get_mut(&id) {
            *slot = Some(reply);
            self.changed.notify_all();
        }
    }
}

fn read_until_end(shared: &Shared, listener: &dyn Listener) {
    let mut buffer = LineBuffer::default();
    let mut bytes = vec![0; 16 << 10];
    let reason = loop {
        match shared.transport.read(&mut bytes) {
            Ok(0) => break String::new(),
            Err(error) => break format!("cannot read from monitor: {error}"),
            Ok(count) => {
                if !buffer.push(bytes.get(..count).unwrap_or_default()) {
                    break "monitor line is too long".to_owned();
                }
            }
        }
        while let Some(line) = buffer.next_line() {
            // Compat: what is no JSON is skipped, as a stray message of a library must not cost the guest.
            if let Ok(value) = serde_json::from_slice::<Value>(&line) {
                shared.accept(value, listener);
            }
        }
        if lock(&shared.state).waiting.len() > MAX_UNCLAIMED {
            break "too many commands without reply".to_owned();
        }
    };
    shared.transport.close();
    shared.end(reason);
    listener.closed();
}
