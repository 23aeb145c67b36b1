//! From words to commands: quoting, separators, and which word is which option's value.

use crate::arguments::Arguments;
use crate::commands;
use crate::output::Format;
use crate::table::{Command, Kind, Opt, Place};

/// A command with the values of its options.
#[derive(Debug)]
pub struct Invocation {
    /// The row of the table.
    pub command: &'static Command,
    /// What the user gave.
    pub arguments: Arguments,
    /// The help page was asked for instead.
    pub wants_help: bool,
    /// The output format asked for this command alone.
    pub format: Option<Format>,
}

/// A word, and whether it began unquoted (a quoted word is never an option or a comment).
type Words = Vec<String>;

/// Splits a line into commands and words. Words stand in single quotes (nothing is special in them), in double
/// quotes (a backslash takes the next character as it is) or bare; `;` and line ends separate commands, `#` at the
/// start of a word begins a comment.
pub fn split(line: &str) -> Result<Vec<Words>, String> {
    let mut commands = vec![];
    let mut words = vec![];
    let mut rest = line.chars().peekable();
    loop {
        while rest.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        match rest.peek().copied() {
            None => break,
            Some(';' | '\n') => {
                rest.next();
                commands.push(std::mem::take(&mut words));
            }
            Some('#') => while rest.next_if(|c| *c != '\n').is_some() {},
            Some('\\') if is_continuation(rest.clone()) => {
                rest.next();
                rest.next();
            }
            Some(_) => words.push(word(&mut rest)?),
        }
    }
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    Ok(commands)
}

fn is_continuation(mut rest: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    rest.next() == Some('\\') && rest.next() == Some('\n')
}

/// Reads one word.
fn word(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<String, String> {
    let mut word = String::new();
    let (mut in_single, mut in_double) = (false, false);
    while let Some(&c) = rest.peek() {
        if !in_single && !in_double && matches!(c, ' ' | '\t' | ';' | '\n') {
            break;
        }
        rest.next();
        match c {
            '\'' if !in_double => in_single = !in_single,
            '"' if !in_single => in_double = !in_double,
            '\\' if !in_single => match rest.next() {
                Some('\n') => (),
                Some(next) => word.push(next),
                None => return Err("dangling \\".to_owned()),
            },
            _ => word.push(c),
        }
    }
    if in_double {
        return Err("missing \"".to_owned());
    }
    Ok(word)
}

/// Reads all commands of a line.
pub fn parse_line(line: &str) -> Result<Vec<Invocation>, String> {
    split(line)?.iter().map(|words| parse_words(words)).collect()
}

/// Reads one command from words that are already apart.
pub fn parse_words(words: &[String]) -> Result<Invocation, String> {
    let (name, words) = words.split_first().ok_or("no command")?;
    let command = commands::find(name).ok_or_else(|| format!("unknown command: '{name}'"))?;
    let mut reader =
        Reader { command, arguments: Arguments::new(command), wants_help: false, format: None, options_ended: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        reader.word(word, &mut words)?;
    }
    let Reader { arguments, wants_help, format, .. } = reader;
    if !wants_help {
        let is_missing = |o: &&Opt| o.place == Place::Required && !arguments.has(o.name);
        if let Some(missing) = command.options.iter().find(is_missing) {
            return Err(format!("command '{}' requires <{}> option", command.name, missing.name));
        }
    }
    Ok(Invocation { command, arguments, wants_help, format })
}

struct Reader {
    command: &'static Command,
    arguments: Arguments,
    wants_help: bool,
    format: Option<Format>,
    options_ended: bool,
}

impl Reader {
    fn word<'a>(&mut self, word: &str, rest: &mut impl Iterator<Item = &'a String>) -> Result<(), String> {
        match word.strip_prefix("--") {
            Some("") if !self.options_ended => {
                self.options_ended = true;
                Ok(())
            }
            Some(option) if !self.options_ended && option.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                self.option(option, rest)
            }
            _ => self.bare(word),
        }
    }

    fn option<'a>(&mut self, text: &str, rest: &mut impl Iterator<Item = &'a String>) -> Result<(), String> {
        let (name, given) = text.split_once('=').map_or((text, None), |(n, v)| (n, Some(v.to_owned())));
        match name {
            "help" if given.is_none() => {
                self.wants_help = true;
                return Ok(());
            }
            "output" => return self.output_format(given.or_else(|| rest.next().cloned())),
            _ => (),
        }
        let (option, fixed) = self.resolve(name)?;
        if self.arguments.has(option.name) && option.kind != Kind::Argv {
            return Err(format!("option --{} already seen", option.name));
        }
        if fixed.is_some() && given.is_some() {
            return Err(format!("invalid '=' after option --{name}"));
        }
        if option.kind == Kind::Flag {
            if given.is_some() {
                return Err(format!("invalid '=' after option --{name}"));
            }
            self.arguments.set(option.name, String::new());
            return Ok(());
        }
        let value = fixed.or(given).or_else(|| rest.next().cloned()).ok_or_else(|| {
            let kind = if matches!(option.kind, Kind::Int | Kind::Scaled) { "number" } else { "string" };
            format!("expected syntax: --{} <{kind}>", option.name)
        })?;
        self.arguments.set(option.name, value);
        Ok(())
    }

    /// Finds an option by its name, through aliases; an alias may bring a value.
    fn resolve(&self, name: &str) -> Result<(&'static Opt, Option<String>), String> {
        let find = |wanted: &str| self.command.options.iter().find(|o| o.name == wanted);
        let unknown = || format!("command '{}' doesn't support option --{name}", self.command.name);
        let option = find(name).ok_or_else(unknown)?;
        let Kind::Alias(target) = option.kind else { return Ok((option, None)) };
        let (target, value) = target.split_once('=').map_or((target, None), |(t, v)| (t, Some(v.to_owned())));
        Ok((find(target).ok_or_else(unknown)?, value))
    }

    fn bare(&mut self, word: &str) -> Result<(), String> {
        let is_free = |o: &&Opt| o.takes_bare_word() && (o.kind == Kind::Argv || !self.arguments.has(o.name));
        match self.command.options.iter().find(is_free) {
            Some(option) => {
                self.arguments.set(option.name, word.to_owned());
                Ok(())
            }
            // Compat: `help` looks at its first word only.
            None if self.command.name == "help" => Ok(()),
            None => Err(format!("unexpected data '{word}'")),
        }
    }

    fn output_format(&mut self, value: Option<String>) -> Result<(), String> {
        let value = value.ok_or("expected syntax: --output <string>")?;
        self.format = Some(Format::parse(&value)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_split(line: &str, expected: &[&[&str]]) {
        assert_eq!(split(line).unwrap(), expected, "{line}");
    }

    #[test]
    fn words_and_quotes() {
        check_split(r#"echo 'a b' "c \" d" e\ f 'g"'h"#, &[&["echo", "a b", "c \" d", "e f", "g\"h"]]);
        check_split("a # b", &[&["a"]]);
        check_split("a#b", &[&["a#b"]]);
        check_split(";;a b;\nc;", &[&["a", "b"], &["c"]]);
        check_split("# only", &[]);
        check_split("a \\\n b", &[&["a", "b"]]);
        check_split("a ''", &[&["a", ""]]);
        check_split("echo 'a", &[&["echo", "a"]]);
        assert_eq!(split("echo \"a").unwrap_err(), "missing \"");
        assert_eq!(split("a \\").unwrap_err(), "dangling \\");
    }

    #[track_caller]
    fn check_error(line: &str, expected: &str) {
        assert_eq!(parse_line(line).unwrap_err(), expected, "{line}");
    }

    #[test]
    fn errors_have_the_known_words() {
        check_error("foo", "unknown command: 'foo'");
        check_error("help; foo", "unknown command: 'foo'");
        check_error("start", "command 'start' requires <domain> option");
        check_error("start --foo", "command 'start' doesn't support option --foo");
        check_error("start a b c", "unexpected data 'c'");
        check_error("dominfo --domain", "expected syntax: --domain <string>");
        check_error("dominfo test --domain test", "option --domain already seen");
        check_error("list --all=3", "invalid '=' after option --all");
        check_error("list -a", "unexpected data '-a'");
        check_error("echo --hi=3", "invalid '=' after option --hi");
    }

    #[test]
    fn values_find_their_options() {
        let one = |line: &str| parse_line(line).unwrap().remove(0).arguments;
        assert_eq!(one("start --paused vm").text("domain").unwrap(), Some("vm"));
        assert_eq!(one("dominfo --domain=vm").text("domain").unwrap(), Some("vm"));
        assert_eq!(one("echo -- --shell a").list("string"), ["--shell", "a"]);
        assert_eq!(one("echo --hi").list("string"), ["hello"]);
        assert!(one("list --all").flag("all"));
        assert_eq!(parse_line("list --output json").unwrap()[0].format, Some(Format::Json));
        assert!(parse_line("start --help").unwrap()[0].wants_help);
    }
}
