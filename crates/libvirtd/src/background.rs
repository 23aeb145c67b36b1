//! `--daemon`: the program runs itself again in a session of its own and waits until that one listens.

use std::io::Read as _;
use std::process::{Command, ExitCode, Stdio};

/// The variable that tells the second process where to say that it is ready.
const READY: &str = "FERROVIRT_BACKGROUND";

/// Starts the daemon proper and ends when it listens, with its verdict.
pub(crate) fn start(program: &std::path::Path) -> std::io::Result<ExitCode> {
    let mut command = Command::new(program);
    let words = std::env::args().skip(1).filter(|w| w != "-d" && w != "--daemon");
    command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).env(READY, "1");
    let mut child = command.spawn()?;
    let mut said = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut said)?;
    }
    if said.contains("ready") {
        return Ok(ExitCode::SUCCESS);
    }
    let status = child.wait()?;
    Ok(ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)))
}

/// Whether this process was started by [`start`].
pub(crate) fn is_second() -> bool {
    std::env::var_os(READY).is_some()
}

/// Says that the daemon listens, and lets go of the terminal.
pub(crate) fn detach() -> std::io::Result<()> {
    use std::io::Write as _;
    let mut output = std::io::stdout();
    output.write_all(b"ready\n")?;
    output.flush()?;
    rustix::process::setsid()?;
    let null = std::fs::OpenOptions::new().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&null)?;
    rustix::stdio::dup2_stderr(&null)?;
    Ok(())
}
