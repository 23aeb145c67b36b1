//! Programs that do one thing for us and end: what they are told, and what they answer.

use std::fs::File;
use std::io::{self, Read, Write};
use std::time::Duration;

use crate::helper::{find, search_path};
use crate::memory_file::MemoryFile;
use crate::process::{Command, Exit, Processes, SystemProcesses};

/// Most bytes of an answer that are kept.
const MAX_ANSWER: u64 = 16 << 20;

/// How long a program that was killed may take to end.
const KILLED: Duration = Duration::from_secs(10);

/// One run of a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// Its name, looked up in the folders of `PATH`.
    pub program: &'static str,
    /// Arguments after the name.
    pub args: Vec<String>,
    /// Environment besides `PATH` and `LC_ALL`.
    pub env: Vec<(String, String)>,
    /// What it reads from its standard input.
    pub input: String,
    /// How long it may take.
    pub limit: Duration,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How the program ended.
    pub exit: Exit,
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub complaint: String,
}

/// Running programs, so that tests can answer in their place.
pub trait Programs: Send + Sync {
    /// Runs a program to its end; one that does not exist is an error of the kind `NotFound`, one that takes too long
    /// is killed and an error of the kind `TimedOut`.
    fn run(&self, run: &Run) -> io::Result<Answer>;
}

/// Programs of the real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemPrograms;

impl Programs for SystemPrograms {
    fn run(&self, run: &Run) -> io::Result<Answer> {
        let mut command = Command::new(find(run.program).ok_or(io::ErrorKind::NotFound)?);
        command.args = run.args.iter().map(Into::into).collect();
        command.env = run.env.iter().map(|(name, value)| (name.into(), value.into())).collect();
        to_its_end(&SystemProcesses, command, &run.input, run.limit)
    }
}

/// Runs a command that reads `input` to its end, with the usual search path and plain words; one that takes too long is
/// killed and an error of the kind `TimedOut`.
pub(crate) fn to_its_end(
    processes: &dyn Processes,
    mut command: Command,
    input: &str,
    limit: Duration,
) -> io::Result<Answer> {
    // Files instead of pipes: whatever the program does, nobody waits for a reader.
    let [stdin, output, complaint] = ["input", "output", "complaint"].map(|name| MemoryFile::new(name, 0));
    let (stdin, output, complaint) = (stdin?, output?, complaint?);
    File::from(stdin.open(0)?).write_all(input.as_bytes())?;
    command.env.extend([("PATH".into(), search_path().into()), ("LC_ALL".into(), "C".into())]);
    command.stdin = Some(stdin.open(0)?);
    command.stdout = Some(output.open(0)?);
    command.stderr = Some(complaint.open(0)?);
    let process = processes.spawn(command)?;
    let Some(exit) = process.wait(limit)? else {
        process.kill()?;
        process.wait(KILLED)?;
        return Err(io::ErrorKind::TimedOut.into());
    };
    Ok(Answer { exit, output: text(&output)?, complaint: text(&complaint)? })
}

fn text(file: &MemoryFile) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::from(file.open(0)?).take(MAX_ANSWER).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &str, limit_ms: u64) -> io::Result<Answer> {
        let args = vec!["-c".to_owned(), script.to_owned()];
        let limit = Duration::from_millis(limit_ms);
        SystemPrograms.run(&Run { program: "sh", args, env: Vec::new(), input: input.to_owned(), limit })
    }

    #[test]
    fn a_program_reads_writes_complains_and_ends() {
        let answer = shell("cat; echo no >&2; exit 3", "a\nb", 10_000).unwrap();
        let expected = Answer { exit: Exit::Code(3), output: "a\nb".to_owned(), complaint: "no\n".to_owned() };
        assert_eq!(answer, expected);
        let long = "x".repeat(1 << 20);
        assert_eq!(shell("cat", &long, 10_000).unwrap().output.len(), long.len());
    }

    #[test]
    fn a_program_that_is_missing_or_slow_is_an_error() {
        let missing = Run { program: "no-such-program", ..Run::default() };
        assert_eq!(SystemPrograms.run(&missing).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(shell("sleep 60", "", 50).unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
