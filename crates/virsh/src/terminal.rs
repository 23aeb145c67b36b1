//! The terminal: whether there is one, and raw mode while a console is open.

use std::io::{IsTerminal, stdin, stdout};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// Whether a person sits at both ends.
pub fn is_interactive() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Keeps the terminal raw; dropping it puts everything back.
pub struct RawMode {
    before: Termios,
}

impl RawMode {
    /// Makes the terminal of standard input pass every key through.
    pub fn enter() -> rustix::io::Result<RawMode> {
        let before = tcgetattr(stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(stdin(), OptionalActions::Flush, &raw)?;
        Ok(RawMode { before })
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = tcsetattr(stdin(), OptionalActions::Flush, &self.before);
    }
}
