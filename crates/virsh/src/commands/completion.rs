//! The hidden command behind completion in other shells.

use crate::complete;
use crate::context::Context;
use crate::failure::Outcome;
use crate::table::{Command, argv};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[Command {
    name: "complete",
    is_hidden: true,
    needs_connection: false,
    help: "internal command for autocompletion",
    about: "internal use only",
    options: &[argv("string", "partial string to autocomplete").positional().may_be_empty()],
    run: candidates,
    ..Command::EMPTY
}];

fn candidates(cx: &mut Context<'_>) -> Outcome {
    let words = cx.args.list("string");
    let line = words.join(" ");
    // Objects are named where a connection can be had; without one the words of the table have to do.
    let connection = cx.session.connection().ok().map(|connect| (**connect).clone());
    let (_, found) = complete::complete(connection.as_ref(), &line);
    cx.out.say(found.iter().map(|word| format!("{word}\n")).collect::<String>());
    cx.out.data(serde_json::json!(found));
    Ok(())
}
