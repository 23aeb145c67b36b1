//! Help pages, made from the table.

use crate::commands::{self, Group};
use crate::table::{Command, Kind, Opt, Place};

/// The page of one command.
pub fn command_page(command: &Command) -> String {
    let mut page = format!("  NAME\n    {} - {}\n\n  SYNOPSIS\n    {}", command.name, command.help, command.name);
    let listed: Vec<&Opt> = command.options.iter().filter(|o| !matches!(o.kind, Kind::Alias(_))).collect();
    for option in &listed {
        page.push(' ');
        page.push_str(&synopsis(option));
    }
    page.push('\n');
    if !command.about.is_empty() {
        page.push_str(&format!("\n  DESCRIPTION\n    {}\n", command.about));
    }
    if !listed.is_empty() {
        page.push_str("\n  OPTIONS\n");
        for option in &listed {
            page.push_str(&format!("    {:<15}  {}\n", label(option), option.help));
        }
    }
    page
}

/// How an option stands in the synopsis.
fn synopsis(option: &Opt) -> String {
    let Opt { name, kind, place, .. } = option;
    let is_listed = matches!(place, Place::Positional | Place::Required);
    match (kind, place) {
        (Kind::Flag, _) => format!("[--{name}]"),
        (Kind::Argv, Place::Required) => format!("<{name}>..."),
        (Kind::Argv, Place::Positional) => format!("[<{name}>]..."),
        (Kind::Argv, _) => format!("[--{name} <string>]..."),
        (_, Place::Required) => format!("<{name}>"),
        _ if is_listed => format!("[<{name}>]"),
        _ => format!("[--{name} {}]", option.value_word()),
    }
}

/// How an option stands in the list of options.
fn label(option: &Opt) -> String {
    let Opt { name, kind, place, .. } = option;
    let shown = match place {
        Place::Positional | Place::Required => format!("[--{name}]"),
        _ => format!("--{name}"),
    };
    match kind {
        Kind::Flag => shown,
        Kind::Argv => format!("{shown} <string>..."),
        _ => format!("{shown} {}", option.value_word()),
    }
}

/// The list of a group's commands; `colon` is what stands behind the title.
pub fn group_page(group: &Group, colon: &str) -> String {
    let mut page = format!(" {} (help keyword '{}'){colon}\n", group.title, group.keyword);
    for command in group.commands() {
        page.push_str(&format!("    {:<30} {}\n", command.name, command.help));
    }
    page
}

/// All groups, as `help` lists them.
pub fn all_groups() -> String {
    let mut page = "Grouped commands:\n\n".to_owned();
    for group in commands::GROUPS {
        page.push_str(&group_page(group, ":"));
        page.push('\n');
    }
    page
}

/// What `--help` prints.
pub fn usage() -> String {
    let mut page = USAGE.to_owned();
    for group in commands::GROUPS {
        page.push_str(&group_page(group, ""));
        page.push('\n');
    }
    page.push_str("\n  (specify help <group> for details about the commands in the group)\n");
    page.push_str("\n  (specify help <command> for details about the command)\n\n");
    page
}

const USAGE: &str = "
virsh [options]... [<command_string>]
virsh [options]... <command> [args...]

  options:
    -c | --connect=URI      hypervisor connection URI
    -d | --debug=NUM        debug level [0-4]
    -e | --escape <char>    set escape sequence for console
    -h | --help             this help
    -k | --keepalive-interval=NUM
                            keepalive interval in seconds, 0 for disable
    -K | --keepalive-count=NUM
                            number of possible missed keepalive messages
    -l | --log=FILE         output logging to file
    -q | --quiet            quiet mode
    -r | --readonly         connect readonly
    -t | --timing           print timing information
    -v                      short version
    -V                      long version
         --version[=TYPE]   version, TYPE is short or long (default short)
         --output=FORMAT    print data as text or json
  commands (non interactive mode):

";
