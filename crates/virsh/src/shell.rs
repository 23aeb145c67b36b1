//! The interactive shell.

use std::cell::Cell;
use std::io::BufRead;
use std::path::PathBuf;
use std::rc::Rc;

use ferrovirt::Connection;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Editor, Helper};

use crate::output::write_out;
use crate::session::Session;
use crate::{complete, grammar, run, terminal};

const WELCOME: &str = "Welcome to virsh, the virtualization interactive terminal.

Type:  'help' for help with commands
       'quit' to quit

";

/// Lines kept in the history file.
const HISTORY: usize = 500;

/// Reads and carries out lines until the end of input or `quit`.
pub fn run(session: &mut Session) -> bool {
    session.is_interactive = true;
    if session.open_connection().is_none()
        && let Err(failure) = session.reconnect(session.globals.uri.clone(), session.globals.readonly)
    {
        // The shell works without a connection: `connect` can open one.
        session.complain_of(&failure);
    }
    if !session.globals.quiet {
        write_out(WELCOME);
    }
    if terminal::is_interactive() {
        with_editor(session)
    } else {
        from_input(session)
    }
    true
}

fn prompt(session: &Session) -> &'static str {
    if session.globals.readonly { "virsh > " } else { "virsh # " }
}

fn obey(session: &mut Session, line: &str) {
    match grammar::parse_line(line) {
        Ok(invocations) => _ = run::all(session, &invocations),
        Err(message) => session.complain(&message),
    }
}

/// Lines from a file or pipe; they are shown, as a terminal would.
fn from_input(session: &mut Session) {
    let mut lines = std::io::stdin().lock().lines();
    while !session.is_over {
        write_out(prompt(session));
        match lines.next() {
            Some(Ok(line)) => {
                write_out(&format!("{line}\n"));
                obey(session, &line);
            }
            Some(Err(e)) => {
                session.complain(&format!("cannot read from stdin: {e}"));
                break;
            }
            None => break,
        }
    }
    write_out("\n");
}

/// Completes from the table and from the objects of the connection.
struct TableHelper {
    names: Rc<Cell<Option<Connection>>>,
    files: FilenameCompleter,
}

impl Helper for TableHelper {}
impl Highlighter for TableHelper {}
impl Validator for TableHelper {}
impl Hinter for TableHelper {
    type Hint = String;
}

impl Completer for TableHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        context: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = line.get(..position).unwrap_or(line);
        if complete::wants_file(typed) {
            return self.files.complete(line, position, context);
        }
        let connection = self.names.take();
        let (start, words) = complete::complete(connection.as_ref(), typed);
        self.names.set(connection);
        Ok((start, words.into_iter().map(|w| Pair { display: w.clone(), replacement: format!("{w} ") }).collect()))
    }
}

fn with_editor(session: &mut Session) {
    let config = Config::builder().completion_type(CompletionType::List).auto_add_history(true);
    let config = match config.max_history_size(HISTORY) {
        Ok(config) => config.build(),
        Err(_) => Config::default(),
    };
    let Ok(mut editor) = Editor::<TableHelper, rustyline::history::DefaultHistory>::with_config(config) else {
        return from_input(session);
    };
    let names = Rc::new(Cell::new(None));
    editor.set_helper(Some(TableHelper { names: names.clone(), files: FilenameCompleter::new() }));
    let history = history_file();
    if let Some(path) = &history {
        // The first run has no history.
        let _ = editor.load_history(path);
    }
    while !session.is_over {
        names.set(session.open_connection().map(|connect| (**connect).clone()));
        match editor.readline(prompt(session)) {
            Ok(line) => obey(session, &line),
            Err(ReadlineError::Interrupted) => (),
            Err(ReadlineError::Eof) => break,
            Err(e) => {
                session.complain(&format!("cannot read from the terminal: {e}"));
                break;
            }
        }
    }
    if let Some(path) = &history
        && let Err(e) = path.parent().map_or(Ok(()), std::fs::create_dir_all)
    {
        session.complain(&format!("cannot keep the history in {}: {e}", path.display()));
    } else if let Some(path) = &history {
        // A history that cannot be kept is no reason to end badly.
        let _ = editor.save_history(path);
    }
    write_out("\n");
}

fn history_file() -> Option<PathBuf> {
    let filled = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let cache = filled("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| filled("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(cache.join("libvirt").join("virsh").join("history"))
}
