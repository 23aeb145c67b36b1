//! What can stand at the end of a line: commands, options, names of objects.

use ferrovirt::Connection;

use crate::commands;
use crate::table::{Command, Complete, Kind};

/// Where the word being typed begins, and what it can become.
pub fn complete(connect: Option<&Connection>, line: &str) -> (usize, Vec<String>) {
    let begin = line.rfind([';', '\n']).map_or(0, |at| at + 1);
    let part = &line[begin..];
    let word_start = begin + part.rfind([' ', '\t']).map_or(0, |at| at + 1);
    let word = &line[word_start..];
    let mut before = line[begin..word_start].split_whitespace();
    let Some(name) = before.next() else {
        return (word_start, beginning_with(word, command_names()));
    };
    let Some(command) = commands::find(name) else { return (word_start, vec![]) };
    let given: Vec<&str> = before.collect();
    if let Some((option, value)) = word.strip_prefix("--").and_then(|text| text.split_once('=')) {
        let at = word_start + word.len() - value.len();
        return (at, beginning_with(value, values(connect, command, option)));
    }
    if word.starts_with('-') {
        return (word_start, beginning_with(word, options(command, &given)));
    }
    let candidates = match given.last().and_then(|last| last.strip_prefix("--")) {
        Some(option) if takes_value(command, option) => values(connect, command, option),
        _ => bare_values(connect, command, &given),
    };
    (word_start, beginning_with(word, candidates))
}

fn command_names() -> Vec<String> {
    commands::all().filter(|c| !c.is_hidden).map(|c| c.name.to_owned()).collect()
}

fn beginning_with(word: &str, mut candidates: Vec<String>) -> Vec<String> {
    candidates.retain(|c| c.starts_with(word));
    candidates.sort();
    candidates
}

fn options(command: &Command, given: &[&str]) -> Vec<String> {
    let is_used = |name: &str| given.iter().any(|word| word.strip_prefix("--") == Some(name));
    let names = command.options.iter().filter(|o| !matches!(o.kind, Kind::Alias(_)));
    names.filter(|o| o.kind == Kind::Argv || !is_used(o.name)).map(|o| format!("--{}", o.name)).collect()
}

fn takes_value(command: &Command, option: &str) -> bool {
    command.options.iter().any(|o| o.name == option && o.kind != Kind::Flag)
}

/// Values of the first option that a bare word would fill; without one, the options themselves.
fn bare_values(connect: Option<&Connection>, command: &Command, given: &[&str]) -> Vec<String> {
    let mut bare = 0;
    let mut words = given.iter();
    while let Some(word) = words.next() {
        match word.strip_prefix("--") {
            Some(option) if takes_value(command, option) => _ = words.next(),
            Some(_) => (),
            None => bare += 1,
        }
    }
    let is_named = |name: &str| given.iter().any(|word| word.strip_prefix("--") == Some(name));
    let mut free = command.options.iter().filter(|o| o.takes_bare_word() && !is_named(o.name));
    let last_argv = command.options.iter().find(|o| o.kind == Kind::Argv);
    match free.nth(bare).or(last_argv) {
        Some(option) => values(connect, command, option.name),
        None => options(command, given),
    }
}

fn values(connect: Option<&Connection>, command: &Command, option: &str) -> Vec<String> {
    let row = command.options.iter().find(|o| o.name == option);
    match (row.map_or(Complete::Nothing, |o| o.complete), connect) {
        (Complete::Words(words) | Complete::WordList(words), _) => words.iter().map(|w| (*w).to_owned()).collect(),
        (Complete::Command, _) => {
            command_names().into_iter().chain(commands::GROUPS.iter().map(|g| g.keyword.to_owned())).collect()
        }
        (Complete::Domain, Some(connect)) => connect
            .domain
            .list_all_domains(1, 0)
            .map(|reply| reply.domains.into_iter().map(|d| d.name).collect())
            .unwrap_or_default(),
        (Complete::Network, Some(connect)) => connect
            .network
            .list_all_networks(1, 0)
            .map(|reply| reply.nets.into_iter().map(|n| n.name).collect())
            .unwrap_or_default(),
        (Complete::Pool, Some(connect)) => connect
            .storage_pool
            .list_all_storage_pools(1, 0)
            .map(|reply| reply.pools.into_iter().map(|p| p.name).collect())
            .unwrap_or_default(),
        _ => vec![],
    }
}

/// Whether the word at the end of the line is a path.
pub fn wants_file(line: &str) -> bool {
    let part = line.rsplit([';', '\n']).next().unwrap_or_default();
    let ends_with_space = part.ends_with([' ', '\t']);
    let mut words: Vec<&str> = part.split_whitespace().collect();
    if !ends_with_space {
        words.pop();
    }
    let Some((name, given)) = words.split_first() else { return false };
    let Some(command) = commands::find(name) else { return false };
    let bare = given.iter().filter(|word| !word.starts_with("--")).count();
    let option = match given.last().and_then(|last| last.strip_prefix("--")) {
        Some(option) if takes_value(command, option) => command.options.iter().find(|o| o.name == option),
        _ => command.options.iter().filter(|o| o.takes_bare_word()).nth(bare),
    };
    option.is_some_and(|o| o.complete == Complete::File)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completes_commands_and_options() {
        assert_eq!(complete(None, "dominf"), (0, vec!["dominfo".to_owned()]));
        assert_eq!(complete(None, "list; domi").0, 6);
        assert_eq!(complete(None, "start --pau"), (6, vec!["--paused".to_owned()]));
        assert!(complete(None, "start --paused --pau").1.is_empty());
        assert!(complete(None, "help dom").1.contains(&"domain".to_owned()));
        assert!(complete(None, "nosuch x").1.is_empty());
        assert!(wants_file("define /tm") && wants_file("create --file ") && !wants_file("start x"));
    }
}
