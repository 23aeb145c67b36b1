//! A monitor without QEMU: a table of answers behind a real socket pair, for tests of whoever talks to a monitor.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::SocketTransport;

/// Answers a command: the result, a refusal, or `None` to stay silent.
pub type Answer = Box<dyn Fn(&str, &Value) -> Option<std::result::Result<Value, String>> + Send>;

/// The far end of a [`SocketTransport`], with a log of what was asked.
pub struct FakeMonitor {
    stream: UnixStream,
    log: Arc<Mutex<Vec<String>>>,
}

impl FakeMonitor {
    /// Greets, then answers each command by the given function.
    pub fn start(answer: Answer) -> std::io::Result<(SocketTransport, FakeMonitor)> {
        let (ours, theirs) = UnixStream::pair()?;
        let mut writer = theirs.try_clone()?;
        let log = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&log);
        writer.write_all(
            b"{\"QMP\":{\"version\":{\"qemu\":{\"micro\":2,\"minor\":0,\"major\":10}},\"capabilities\":[]}}\n",
        )?;
        let reader = BufReader::new(theirs.try_clone()?);
        std::thread::spawn(move || {
            for line in reader.lines().map_while(std::result::Result::ok) {
                let Ok(command) = serde_json::from_str::<Value>(&line) else { return };
                let name = command.get("execute").and_then(Value::as_str).unwrap_or("");
                seen.lock().unwrap_or_else(|broken| broken.into_inner()).push(name.to_owned());
                let id = command.get("id").cloned().unwrap_or(Value::Null);
                let reply = match answer(name, command.get("arguments").unwrap_or(&Value::Null)) {
                    Some(Ok(value)) => json!({"return": value, "id": id}),
                    Some(Err(text)) => json!({"error": {"class": "GenericError", "desc": text}, "id": id}),
                    None => continue,
                };
                if writer.write_all(format!("{reply}\r\n").as_bytes()).is_err() {
                    return;
                }
            }
        });
        Ok((SocketTransport::new(ours), FakeMonitor { stream: theirs, log }))
    }

    /// Sends bytes to the client as they are.
    pub fn say(&self, bytes: &[u8]) -> std::io::Result<()> {
        (&self.stream).write_all(bytes)
    }

    /// Ends the stream, as a dying QEMU does.
    pub fn die(&self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }

    /// Names of all commands so far.
    pub fn commands(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(|broken| broken.into_inner()).clone()
    }
}
