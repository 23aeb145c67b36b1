//! Commands about the shell itself.

use crate::context::Context;
use crate::failure::{Failure, Outcome};
use crate::help;
use crate::table::{Command, Complete, alias, argv, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "cd",
        needs_connection: false,
        help: "change the current directory",
        about: "Change the current directory.",
        options: &[string("dir", "directory to switch to (default: home or else root)")
            .positional()
            .completes(Complete::File)],
        run: cd,
        ..Command::EMPTY
    },
    Command {
        name: "echo",
        needs_connection: false,
        help: "echo arguments. Used for internal testing.",
        about: "Echo back arguments, possibly with quoting. Used for internal testing.",
        options: &[
            flag("shell", "escape for shell use"),
            flag("xml", "escape for XML use"),
            flag("split", "split each argument on ','; ',,' is an escape sequence"),
            flag("err", "output to stderr"),
            alias("str", "string"),
            alias("hi", "string=hello"),
            string("prefix", "prefix the message"),
            argv("string", "arguments to echo").positional(),
        ],
        run: echo,
        ..Command::EMPTY
    },
    Command {
        name: "exit",
        needs_connection: false,
        help: "quit this interactive terminal",
        run: quit,
        ..Command::EMPTY
    },
    Command {
        name: "help",
        needs_connection: false,
        help: "print help",
        about: "Prints global help, command specific help, or help for a\n    group of related commands",
        options: &[string(
            "command",
            "Prints global help, command specific help, or help for a group of related commands",
        )
        .positional()
        .completes(Complete::Command)],
        run: help,
        ..Command::EMPTY
    },
    Command {
        name: "pwd",
        needs_connection: false,
        help: "print the current directory",
        about: "Print the current directory.",
        run: pwd,
        ..Command::EMPTY
    },
    Command {
        name: "quit",
        needs_connection: false,
        help: "quit this interactive terminal",
        run: quit,
        ..Command::EMPTY
    },
    Command {
        name: "connect",
        needs_connection: false,
        help: "(re)connect to hypervisor",
        about: "Connect to local hypervisor. This is built-in command after shell start up.",
        options: &[
            string("name", "hypervisor connection URI").positional().may_be_empty(),
            flag("readonly", "read-only connection"),
        ],
        run: connect,
        ..Command::EMPTY
    },
];

fn cd(cx: &mut Context<'_>) -> Outcome {
    let home = || std::env::var("HOME").ok().filter(|home| !home.is_empty()).unwrap_or_else(|| "/".to_owned());
    let folder = cx.args.text("dir")?.map_or_else(home, str::to_owned);
    std::env::set_current_dir(&folder).map_err(|e| Failure::new(format!("cd: {}: {}", words(&e), folder)))
}

/// The system's words for an error, without its number.
fn words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

fn pwd(cx: &mut Context<'_>) -> Outcome {
    let folder = std::env::current_dir()
        .map_err(|e| Failure::new(format!("pwd: cannot get current directory: {}", words(&e))))?;
    cx.out.say(format!("{}\n", folder.display()));
    cx.out.data(serde_json::json!({ "directory": folder.to_string_lossy() }));
    Ok(())
}

fn quit(cx: &mut Context<'_>) -> Outcome {
    cx.session.is_over = true;
    Ok(())
}

fn help(cx: &mut Context<'_>) -> Outcome {
    let Some(name) = cx.args.text("command")? else {
        cx.out.say(help::all_groups());
        return Ok(());
    };
    if let Some(command) = super::find(name) {
        cx.out.say(help::command_page(command));
    } else if let Some(group) = super::find_group(name) {
        cx.out.say(help::group_page(group, ":"));
    } else {
        return Err(Failure::new(format!("command or command group '{name}' doesn't exist")));
    }
    Ok(())
}

fn connect(cx: &mut Context<'_>) -> Outcome {
    let given = cx.args.text("name")?.filter(|uri| !uri.is_empty()).map(str::to_owned);
    let uri = given.or_else(|| cx.session.globals.uri.clone());
    let readonly = cx.args.flag("readonly");
    cx.session.reconnect(uri, readonly)
}

fn echo(cx: &mut Context<'_>) -> Outcome {
    let mut pieces = vec![];
    for word in cx.args.list("string") {
        if cx.args.flag("split") {
            pieces.extend(split_list(word));
        } else {
            pieces.push(word.to_owned());
        }
    }
    let mut text = String::new();
    if let Some(prefix) = cx.args.text("prefix")? {
        text.push_str(prefix);
        text.push(' ');
    }
    let separator = if cx.args.flag("split") { "\n" } else { " " };
    let shown: Vec<String> = pieces
        .iter()
        .map(|piece| {
            let piece = if cx.args.flag("shell") { shell_quoted(piece) } else { piece.clone() };
            if cx.args.flag("xml") { xml_escaped(&piece) } else { piece }
        })
        .collect();
    text.push_str(&shown.join(separator));
    if cx.args.flag("split") {
        text.push('\n');
    }
    if cx.args.flag("err") {
        cx.session.complain(&text);
    } else {
        cx.out.say(text);
    }
    Ok(())
}

/// Pieces between commas; two commas are one.
pub fn split_list(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let piece = pieces.last_mut();
        match (c, piece) {
            (',', Some(piece)) if rest.next_if_eq(&',').is_some() => piece.push(','),
            (',', _) => pieces.push(String::new()),
            (c, Some(piece)) => piece.push(c),
            (_, None) => (),
        }
    }
    pieces
}

/// A word as a POSIX shell reads it back.
fn shell_quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text as it stands in an XML document.
pub fn xml_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}
