//! The command line client: a table of commands, a grammar that reads them, a shell around it.

pub mod arguments;
pub mod commands;
pub mod complete;
pub mod context;
pub mod failure;
pub mod globals;
pub mod grammar;
pub mod help;
pub mod interrupt;
pub mod lookup;
pub mod output;
pub mod run;
pub mod session;
pub mod shell;
pub mod table;
pub mod terminal;
pub mod time;
pub mod words;
pub mod xpath;

use std::process::ExitCode;

use globals::Task;
use session::Session;

/// The whole program: reads its command line, does what it says.
pub fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let parsed = globals::parse(&words, |name| std::env::var(name).ok());
    let (globals, task, warnings) = match parsed {
        Ok(parsed) => parsed,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::FAILURE;
        }
    };
    for warning in warnings {
        eprintln!("error: {warning}");
    }
    let is_ok = match task {
        Task::Help => {
            output::write_out(&help::usage());
            true
        }
        Task::Version => {
            output::write_out(&format!("{}\n", run::LIBRARY_VERSION));
            true
        }
        Task::LongVersion => {
            output::write_out(&run::long_version());
            true
        }
        Task::Commands(words) => carry_out(Session::new(globals), &words),
    };
    if is_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One word is a line of commands, several are one command, none starts the shell.
fn carry_out(mut session: Session, words: &[String]) -> bool {
    if session.globals.uri_was_given
        && let Err(failure) = session.reconnect(session.globals.uri.clone(), session.globals.readonly)
    {
        session.complain_of(&failure);
        return false;
    }
    let parsed = match words {
        [] => return shell::run(&mut session),
        [line] => grammar::parse_line(line),
        _ => grammar::parse_words(words).map(|invocation| vec![invocation]),
    };
    match parsed {
        Ok(invocations) => run::all(&mut session, &invocations),
        Err(message) => {
            session.complain(&message);
            false
        }
    }
}
