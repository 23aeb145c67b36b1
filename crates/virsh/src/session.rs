//! The connection a run of commands works on, and what was asked for the whole run.

use std::fs::File;
use std::io::Write;
use std::time::Duration;

use ferrovirt::{Connect, Keepalive, Options, Terminal};

use crate::failure::{Failure, Lead, Outcome};
use crate::globals::Globals;
use crate::output::Format;

/// State that lives from command to command.
pub struct Session {
    /// What was asked on the program's own command line.
    pub globals: Globals,
    /// Where messages also go.
    log: Option<File>,
    connection: Option<Connect>,
    /// Set by `quit`.
    pub is_over: bool,
    /// Whether commands come from a prompt.
    pub is_interactive: bool,
}

impl Session {
    /// A session without a connection.
    pub fn new(globals: Globals) -> Session {
        let mut session = Session { globals, log: None, connection: None, is_over: false, is_interactive: false };
        if let Some(path) = session.globals.log.clone() {
            match File::options().append(true).create(true).open(&path) {
                Ok(file) => session.log = Some(file),
                Err(e) => {
                    session.complain(&format!("failed to open the log file. check the log file path: {path}: {e}"))
                }
            }
        }
        session
    }

    /// The format of commands that do not ask for one.
    pub fn format(&self) -> Format {
        self.globals.format
    }

    /// The connection, opened now if it was not.
    pub fn connection(&mut self) -> Outcome<&Connect> {
        if self.connection.as_ref().is_some_and(|c| !c.is_alive()) {
            self.connection = None;
            self.complain("Reconnected to the hypervisor");
        }
        if self.connection.is_none() {
            self.reconnect(self.globals.uri.clone(), self.globals.readonly)?;
        }
        self.connection.as_ref().ok_or_else(|| Failure::new("no valid connection"))
    }

    /// The connection if there is one.
    pub fn open_connection(&self) -> Option<&Connect> {
        self.connection.as_ref()
    }

    /// Closes the connection and opens another.
    pub fn reconnect(&mut self, uri: Option<String>, readonly: bool) -> Outcome {
        if let Some(old) = self.connection.take() {
            old.close().lead("Failed to disconnect from the hypervisor")?;
        }
        let opened = self.open(uri.as_deref(), readonly).lead("failed to connect to the hypervisor")?;
        self.connection = Some(opened);
        self.globals.uri = uri;
        self.globals.readonly = readonly;
        Ok(())
    }

    /// Opens a connection beside the session's own.
    pub fn open_another(&self, uri: &str) -> Outcome<Connect> {
        Ok(self.open(Some(uri), false)?)
    }

    fn open(&self, uri: Option<&str>, readonly: bool) -> ferrovirt::Result<Connect> {
        let keepalive = match self.globals.keepalive_interval {
            Some(0) => None,
            Some(seconds) => Some(seconds),
            None if self.is_interactive => Some(5),
            None => None,
        };
        let keepalive = keepalive.map(|seconds| Keepalive {
            interval: Duration::from_secs(u64::from(seconds)),
            count: self.globals.keepalive_count.unwrap_or(6),
        });
        let options = Options { readonly, keepalive, ..Options::default() };
        Connect::open_asking(uri, &options, Some(&Terminal))
    }

    /// Prints an error message.
    pub fn complain(&mut self, message: &str) {
        eprintln!("error: {message}");
        self.log("ERROR", message);
    }

    /// Prints what a failed command has to say.
    pub fn complain_of(&mut self, failure: &Failure) {
        for line in &failure.lines {
            self.complain(line);
        }
    }

    /// Prints a debug message of a level (0 tells most), if it was asked for.
    pub fn debug(&mut self, level: u8, message: &str) {
        if level >= self.globals.debug {
            eprintln!("{message}");
        }
        self.log("DEBUG", message);
    }

    fn log(&mut self, level: &str, message: &str) {
        let Some(file) = &mut self.log else { return };
        let line = format!("[{} virsh {}] {level} {message}\n", crate::time::log_stamp(), std::process::id());
        if let Err(e) = file.write_all(line.as_bytes()) {
            eprintln!("error: failed to write the log file: {e}");
            self.log = None;
        }
    }
}
