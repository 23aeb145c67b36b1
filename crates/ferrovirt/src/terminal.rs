//! Questions on the terminal, for programs that have no better way to ask.

use std::io::{IsTerminal, Write, stdin, stdout};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use virt::Result;
use virt::constants::{
    VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT, VIR_CRED_EXTERNAL, VIR_CRED_NOECHOPROMPT, VIR_CRED_PASSPHRASE,
};

use crate::credentials::{Ask, Question};

/// The longest answer that is read.
const MAX_ANSWER: usize = 64 * 1024;

/// Asks the person at standard input.
#[derive(Debug, Clone, Copy)]
pub struct Terminal;

impl Terminal {
    /// The kinds of questions that a terminal can ask.
    pub const KINDS: [i32; 5] =
        [VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT, VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT, VIR_CRED_EXTERNAL];

    /// One line, which is not shown while it is typed where it is secret; empty at the end of the input.
    pub fn line(prompt: &str, secret: bool) -> Option<String> {
        let mut out = stdout();
        write!(out, "{prompt}: ").and_then(|()| out.flush()).ok()?;
        let hidden = (secret && stdin().is_terminal()).then(NoEcho::enter).flatten();
        let answer = read_line();
        if hidden.is_some() {
            drop(hidden);
            let _ = writeln!(out);
        }
        answer
    }
}

/// Up to the end of the line, byte by byte: what comes after it is the program's.
fn read_line() -> Option<String> {
    let mut line = vec![];
    let mut byte = [0];
    while line.len() < MAX_ANSWER {
        match rustix::io::retry_on_intr(|| rustix::io::read(stdin(), &mut byte)) {
            Ok(0) => break,
            Ok(_) if byte == *b"\n" => break,
            Ok(_) => line.push(byte[0]),
            Err(_) => return None,
        }
    }
    String::from_utf8(line).ok()
}

impl Ask for Terminal {
    fn kinds(&self) -> Vec<i32> {
        Terminal::KINDS.to_vec()
    }

    fn ask(&self, question: &Question) -> Result<Option<String>> {
        let secret = matches!(question.kind, VIR_CRED_PASSPHRASE | VIR_CRED_NOECHOPROMPT);
        Ok(Terminal::line(&question.prompt, secret))
    }
}

/// Keeps the terminal from showing what is typed; dropping it puts everything back.
struct NoEcho(Termios);

impl NoEcho {
    fn enter() -> Option<NoEcho> {
        let before = tcgetattr(stdin()).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(stdin(), OptionalActions::Flush, &quiet).ok()?;
        Some(NoEcho(before))
    }
}

impl Drop for NoEcho {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = tcsetattr(stdin(), OptionalActions::Flush, &self.0);
    }
}
