//! What a row of the command table is.

use crate::context::Context;
use crate::failure::Outcome;

/// A command: how it is called, how it is described, what it does.
#[derive(Debug)]
pub struct Command {
    /// The word that calls it.
    pub name: &'static str,
    /// Other words that call it.
    pub aliases: &'static [&'static str],
    /// Accepted, but not listed by `help`.
    pub is_hidden: bool,
    /// Whether it works on a connection.
    pub needs_connection: bool,
    /// The line `help` lists it with.
    pub help: &'static str,
    /// The description on its own help page, with the indentation of its further lines; may be empty.
    pub about: &'static str,
    /// Its options, in the order in which bare words fill them.
    pub options: &'static [Opt],
    /// What it does.
    pub run: fn(&mut Context<'_>) -> Outcome,
}

impl Command {
    /// The parts that most rows leave alone.
    pub const EMPTY: Command = Command {
        name: "",
        aliases: &[],
        is_hidden: false,
        needs_connection: true,
        help: "",
        about: "",
        options: &[],
        run: |_| Ok(()),
    };
}

/// What an option's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Present or not.
    Flag,
    /// Any text.
    Text,
    /// A number.
    Int,
    /// A number with an optional unit.
    Scaled,
    /// All remaining words.
    Argv,
    /// Another name: `option` or `option=value`.
    Alias(&'static str),
}

/// Whether an option must be there, and whether a bare word may be its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Only by its name.
    Named,
    /// A bare word fills it although the synopsis does not say so.
    Unlisted,
    /// A bare word may fill it.
    Positional,
    /// It must be there; a bare word may fill it.
    Required,
}

/// What can stand for an option's value, for completion in the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complete {
    /// Nothing is known.
    Nothing,
    /// Names of guests.
    Domain,
    /// Names of virtual networks.
    Network,
    /// Names of storage pools.
    Pool,
    /// Paths on this machine.
    File,
    /// Names of commands and of help groups.
    Command,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A comma-separated list of these words.
    WordList(&'static [&'static str]),
}

/// An option of a command.
#[derive(Debug, Clone, Copy)]
pub struct Opt {
    /// Its name, without dashes.
    pub name: &'static str,
    /// The line the command's help page explains it with.
    pub help: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Where it may stand.
    pub place: Place,
    /// Whether an empty value means something.
    pub may_be_empty: bool,
    /// What can stand for its value.
    pub complete: Complete,
}

const fn option(name: &'static str, help: &'static str, kind: Kind) -> Opt {
    Opt { name, help, kind, place: Place::Named, may_be_empty: false, complete: Complete::Nothing }
}

/// An option that is present or not.
pub const fn flag(name: &'static str, help: &'static str) -> Opt {
    option(name, help, Kind::Flag)
}

/// An option whose value is text.
pub const fn string(name: &'static str, help: &'static str) -> Opt {
    option(name, help, Kind::Text)
}

/// An option whose value is a number.
pub const fn int(name: &'static str, help: &'static str) -> Opt {
    option(name, help, Kind::Int)
}

/// An option whose value is a number with an optional unit.
pub const fn scaled(name: &'static str, help: &'static str) -> Opt {
    option(name, help, Kind::Scaled)
}

/// An option that takes all remaining words.
pub const fn argv(name: &'static str, help: &'static str) -> Opt {
    Opt { place: Place::Positional, ..option(name, help, Kind::Argv) }
}

/// Another name for an option, or for an option with a value.
pub const fn alias(name: &'static str, target: &'static str) -> Opt {
    option(name, "", Kind::Alias(target))
}

impl Opt {
    /// It must be there; a bare word may fill it.
    pub const fn required(self) -> Opt {
        Opt { place: Place::Required, ..self }
    }

    /// A bare word may fill it.
    pub const fn positional(self) -> Opt {
        Opt { place: Place::Positional, ..self }
    }

    /// A bare word fills it although the synopsis does not say so.
    pub const fn unlisted(self) -> Opt {
        Opt { place: Place::Unlisted, ..self }
    }

    /// An empty value means something.
    pub const fn may_be_empty(self) -> Opt {
        Opt { may_be_empty: true, ..self }
    }

    /// What can stand for its value.
    pub const fn completes(self, complete: Complete) -> Opt {
        Opt { complete, ..self }
    }

    /// Whether a bare word may fill it.
    pub fn takes_bare_word(&self) -> bool {
        self.place != Place::Named && !matches!(self.kind, Kind::Flag | Kind::Alias(_))
    }

    /// What its help page shows in place of the value.
    pub fn value_word(&self) -> &'static str {
        match self.kind {
            Kind::Int | Kind::Scaled => "<number>",
            _ => "<string>",
        }
    }
}
