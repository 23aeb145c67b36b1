//! Asking a QEMU binary what it can do: a QEMU without machine for each accelerator, both at once.
//!
//! A probe QEMU dies with the thread that started it, so a killed daemon leaves none behind.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use host::process::{Command, Credentials, Process, Processes};
use qemu::probe::{Answers, Binary, Question, Reply, document, general_questions, tcg_questions};
use qmp::{Event, Listener, Monitor, SocketTransport};
use virt::{Error, Result};

/// How long a probe may take before it is given up.
const PROBE_WAIT: Duration = Duration::from_secs(30);

/// Probes a binary; the result is the text of its cache file.
pub(crate) fn probe(
    processes: &dyn Processes,
    path: &Path,
    credentials: Option<&Credentials>,
    about: &Binary,
) -> Result<String> {
    let kvm = std::fs::metadata("/dev/kvm").is_ok();
    let (first, second) = std::thread::scope(|scope| {
        // A thread of its own also for the first: the QEMU must not die with a worker that merely moves on.
        let second = kvm.then(|| scope.spawn(|| ask(processes, path, credentials, "tcg", tcg_questions())));
        let first = scope.spawn(|| ask(processes, path, credentials, "kvm:tcg", general_questions(kvm)));
        let join = |thread: std::thread::ScopedJoinHandle<'_, Result<Answers>>| {
            thread.join().unwrap_or_else(|_| Err(Error::internal("the probe broke off")))
        };
        (join(first), second.map(join))
    });
    let describe = |error: Error| error.context(format!("Failed to probe capabilities for {}", path.display()));
    let first = first.map_err(describe)?;
    // Without KVM the first QEMU has emulated, and has answered for emulation.
    let second = second.transpose().map_err(describe)?;
    let text = document(about, &first, second.as_ref());
    text.ok_or_else(|| describe(Error::internal("it does not tell its version")))
}

struct Deaf;

impl Listener for Deaf {
    fn event(&self, _: Event) {}
    fn closed(&self) {}
}

/// Ends the probe QEMU however the probe ends.
struct Ended(Process);

impl Drop for Ended {
    fn drop(&mut self) {
        // It has no guest and nothing to flush.
        let _ = self.0.kill();
        let _ = self.0.wait(Duration::from_secs(5));
    }
}

fn ask(
    processes: &dyn Processes,
    path: &Path,
    credentials: Option<&Credentials>,
    accelerator: &str,
    questions: Vec<Question>,
) -> Result<Answers> {
    let failed = |what: &'static str| move |error: std::io::Error| Error::system(what, &error);
    let (ours, theirs) = UnixStream::pair().map_err(failed("cannot make a socket for the monitor"))?;
    let (mut errors, stderr) = std::io::pipe().map_err(failed("cannot make a pipe"))?;
    let mut command = Command::new(path);
    let machine = format!("none,accel={accelerator}");
    let args = ["-S", "-no-user-config", "-nodefaults", "-nographic", "-machine", &machine, "-chardev"];
    command.args = args.iter().map(Into::into).collect();
    command.args.extend(["socket,id=m,fd=3", "-mon", "chardev=m,mode=control"].iter().map(Into::into));
    command.env = ["LC_ALL=C", "HOME=/"]
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(k, v)| (k.into(), v.into()))
        .collect();
    command.fds.push((theirs.into(), 3));
    command.stderr = Some(stderr.into());
    command.credentials = credentials.cloned();
    command.new_session = true;
    command.die_with_parent = true;
    let process = processes.spawn(command).map_err(failed("cannot start it"))?;
    let ended = Ended(process);
    let monitor = Monitor::start(Box::new(SocketTransport::new(ours)), Arc::new(Deaf))?;
    let result = converse(&monitor, questions);
    if result.is_err() {
        drop(ended);
        let mut text = String::new();
        let _ = errors.by_ref().take(4096).read_to_string(&mut text);
        let text = text.trim();
        return result.map_err(|error| if text.is_empty() { error } else { error.because(text.to_owned()) });
    }
    result
}

/// Asks everything at once and collects the answers.
fn converse(monitor: &Monitor, questions: Vec<Question>) -> Result<Answers> {
    monitor.negotiate(PROBE_WAIT)?;
    let mut tickets = Vec::with_capacity(questions.len());
    for question in &questions {
        tickets.push(monitor.send(question.command, question.arguments.clone(), PROBE_WAIT)?);
    }
    let mut replies: Vec<Reply> = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        replies.push(ticket.outcome()?.ok());
    }
    Ok(Answers::new(questions.into_iter().zip(replies)))
}
