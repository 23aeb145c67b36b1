//! Where log lines go: standard error, a file, the system log, the journal.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::net::UnixDatagram;
use std::time::SystemTime;

use crate::clock::stamp;
use crate::settings::Destination;

/// An open output. Losing a line is better than stopping the program: a failed write is ignored.
pub(crate) enum Sink {
    Stderr,
    File(File),
    Syslog { socket: UnixDatagram, name: String },
    Journal(UnixDatagram),
}

impl Sink {
    pub(crate) fn open(destination: &Destination) -> Result<Sink, String> {
        let connect = |path: &str| -> Result<UnixDatagram, String> {
            let open = || {
                let socket = UnixDatagram::unbound()?;
                socket.set_nonblocking(true)?;
                socket.connect(path)?;
                Ok(socket)
            };
            open().map_err(|e: std::io::Error| format!("cannot reach '{path}': {e}"))
        };
        Ok(match destination {
            Destination::Stderr => Sink::Stderr,
            Destination::Journald => Sink::Journal(connect("/run/systemd/journal/socket")?),
            Destination::Syslog(name) => Sink::Syslog { socket: connect("/dev/log")?, name: name.clone() },
            Destination::File(path) => {
                let file = File::options().append(true).create(true).open(path);
                Sink::File(file.map_err(|e| format!("cannot open the log file '{path}': {e}"))?)
            }
        })
    }

    pub(crate) fn write(&self, priority: u8, source: &str, line: u32, message: &str) {
        let word = ["debug", "info", "warning", "error"][usize::from(priority.clamp(1, 4)) - 1];
        let whole = || format!("{}: {}: {word} : {source}:{line} : {message}\n", stamp(SystemTime::now()), thread_id());
        // The syslog severities of the four priorities.
        let severity = [7, 6, 4, 3][usize::from(priority.clamp(1, 4)) - 1];
        let _ = match self {
            Sink::Stderr => std::io::stderr().write_all(whole().as_bytes()),
            Sink::File(file) => (&*file).write_all(whole().as_bytes()),
            Sink::Syslog { socket, name } => {
                let text = format!("<{}>{name}[{}]: {message}", 3 * 8 + severity, std::process::id());
                socket.send(text.as_bytes()).map(drop)
            }
            Sink::Journal(socket) => {
                let text = format!(
                    "PRIORITY={severity}\nCODE_FUNC={source}\nCODE_LINE={line}\nMESSAGE={}\n",
                    message.replace('\n', " ")
                );
                socket.send(text.as_bytes()).map(drop)
            }
        };
    }
}

fn thread_id() -> i32 {
    rustix::thread::gettid().as_raw_pid()
}
