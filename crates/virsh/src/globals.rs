//! The program's own options, before the command.

use crate::output::Format;

/// What the options before the command ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Globals {
    /// `--connect`.
    pub uri: Option<String>,
    /// Whether the URI came from the command line, so that it is opened before anything else.
    pub uri_was_given: bool,
    /// `--debug`: 0 tells most, 4 nothing but errors.
    pub debug: u8,
    /// `--escape`: the key that leaves a console.
    pub escape: u8,
    /// `--keepalive-interval`, in seconds.
    pub keepalive_interval: Option<u32>,
    /// `--keepalive-count`.
    pub keepalive_count: Option<u32>,
    /// `--log`.
    pub log: Option<String>,
    /// `--quiet`.
    pub quiet: bool,
    /// `--readonly`.
    pub readonly: bool,
    /// `--timing`.
    pub timing: bool,
    /// `--output`.
    pub format: Format,
}

impl Default for Globals {
    fn default() -> Globals {
        Globals {
            uri: None,
            uri_was_given: false,
            debug: QUIET_DEBUG,
            escape: 0x1d,
            keepalive_interval: None,
            keepalive_count: None,
            log: None,
            quiet: false,
            readonly: false,
            timing: false,
            format: Format::Text,
        }
    }
}

/// The debug level at which only errors are printed.
const QUIET_DEBUG: u8 = 4;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Commands from words; none means the shell.
    Commands(Vec<String>),
    /// `--help`.
    Help,
    /// `--version`.
    Version,
    /// `-V`.
    LongVersion,
}

const LONG: [(&str, char, Takes); 12] = [
    ("connect", 'c', Takes::Value),
    ("debug", 'd', Takes::Value),
    ("escape", 'e', Takes::Value),
    ("help", 'h', Takes::Nothing),
    ("keepalive-interval", 'k', Takes::Value),
    ("keepalive-count", 'K', Takes::Value),
    ("log", 'l', Takes::Value),
    ("quiet", 'q', Takes::Nothing),
    ("readonly", 'r', Takes::Nothing),
    ("timing", 't', Takes::Nothing),
    ("version", 'v', Takes::MaybeValue),
    ("output", '\0', Takes::Value),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Value,
    MaybeValue,
}

/// A parsed command line: options, task, and warnings to print.
pub type Parsed = (Globals, Task, Vec<String>);

/// Reads the words behind the program's name; `env` looks environment variables up.
pub fn parse(words: &[String], env: impl Fn(&str) -> Option<String>) -> Result<Parsed, String> {
    let mut reader = Reader { globals: Globals::default(), task: None, warnings: vec![] };
    reader.environment(env);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if word == "--" {
            at += 1;
            break;
        }
        let Some(text) = word.strip_prefix('-').filter(|text| !text.is_empty()) else { break };
        at += 1;
        let used_next = match text.strip_prefix('-') {
            Some(long) => reader.long(long, words.get(at))?,
            None => reader.short(text, words.get(at))?,
        };
        at += usize::from(used_next);
        if reader.task.is_some() {
            break;
        }
    }
    let rest = words.get(at..).unwrap_or_default().to_vec();
    Ok((reader.globals, reader.task.unwrap_or(Task::Commands(rest)), reader.warnings))
}

struct Reader {
    globals: Globals,
    task: Option<Task>,
    warnings: Vec<String>,
}

impl Reader {
    fn environment(&mut self, env: impl Fn(&str) -> Option<String>) {
        let filled = |name: &str| env(name).filter(|value| !value.is_empty());
        self.globals.uri = filled("VIRSH_DEFAULT_CONNECT_URI");
        self.globals.log = filled("VIRSH_LOG_FILE");
        if let Some(text) = filled("VIRSH_DEBUG") {
            match text.parse::<i64>() {
                Ok(level) if (0..=4).contains(&level) => self.globals.debug = level as u8,
                _ => self.warnings.push("VIRSH_DEBUG not set with a valid numeric value".to_owned()),
            }
        }
    }

    fn long(&mut self, text: &str, next: Option<&String>) -> Result<bool, String> {
        let (name, value) = text.split_once('=').map_or((text, None), |(n, v)| (n, Some(v)));
        let exact = LONG.iter().find(|(long, ..)| *long == name);
        let mut beginnings = LONG.iter().filter(|(long, ..)| long.starts_with(name));
        let abbreviated = match (beginnings.next(), beginnings.next()) {
            (Some(only), None) if !name.is_empty() => Some(only),
            _ => None,
        };
        let unknown = || format!("unsupported option '--{name}'. See --help.");
        let (long, short, takes) = exact.or(abbreviated).ok_or_else(unknown)?;
        match (takes, value, next) {
            (Takes::Nothing, Some(_), _) => Err(format!("unsupported option '-{short}'. See --help.")),
            (Takes::Nothing, None, _) => self.apply(*short, "").map(|()| false),
            (Takes::MaybeValue, value, _) => self.version(value).map(|()| false),
            (Takes::Value, Some(value), _) => self.apply_long(long, *short, value).map(|()| false),
            (Takes::Value, None, Some(value)) => self.apply_long(long, *short, value).map(|()| true),
            (Takes::Value, None, None) if *short == '\0' => Err(format!("option '--{long}' requires an argument")),
            (Takes::Value, None, None) => Err(format!("option '-{short}'/'--{long}' requires an argument")),
        }
    }

    fn apply_long(&mut self, long: &str, short: char, value: &str) -> Result<(), String> {
        match long {
            "output" => self.globals.format = Format::parse(value)?,
            _ => self.apply(short, value)?,
        }
        Ok(())
    }

    /// Reads a group of one-letter options; the last may take the rest of the word or the next word as its value.
    fn short(&mut self, text: &str, next: Option<&String>) -> Result<bool, String> {
        for (at, letter) in text.char_indices() {
            if self.task.is_some() {
                break;
            }
            let rest = &text[at + letter.len_utf8()..];
            let row = LONG.iter().find(|(_, short, _)| *short == letter && letter != '\0');
            match (letter, row) {
                ('V', _) => self.task = Some(Task::LongVersion),
                (_, None) => return Err(format!("unsupported option '-{letter}'. See --help.")),
                (_, Some((_, _, Takes::Nothing))) => self.apply(letter, "")?,
                (_, Some((_, _, Takes::MaybeValue))) => self.version(None)?,
                (_, Some((long, ..))) if rest.is_empty() => {
                    let missing = || format!("option '-{letter}'/'--{long}' requires an argument");
                    self.apply(letter, next.ok_or_else(missing)?)?;
                    return Ok(true);
                }
                _ => {
                    self.apply(letter, rest)?;
                    return Ok(false);
                }
            }
        }
        Ok(false)
    }

    fn version(&mut self, kind: Option<&str>) -> Result<(), String> {
        self.task = Some(if kind == Some("long") { Task::LongVersion } else { Task::Version });
        Ok(())
    }

    fn apply(&mut self, letter: char, value: &str) -> Result<(), String> {
        let globals = &mut self.globals;
        match letter {
            'c' => {
                globals.uri = Some(value.to_owned());
                globals.uri_was_given = true;
            }
            'd' => {
                let level: i64 = value.parse().map_err(|_| "option -d takes a numeric argument".to_owned())?;
                match u8::try_from(level) {
                    Ok(level) if level <= QUIET_DEBUG => globals.debug = level,
                    _ => self.warnings.push(format!("ignoring debug level {level} out of range [0-4]")),
                }
            }
            'e' => globals.escape = escape_key(value)?,
            'h' => self.task = Some(Task::Help),
            'k' => globals.keepalive_interval = Some(keepalive('k', value)?),
            'K' => globals.keepalive_count = Some(keepalive('K', value)?),
            'l' => globals.log = Some(value.to_owned()),
            'q' => globals.quiet = true,
            'r' => globals.readonly = true,
            't' => globals.timing = true,
            _ => (),
        }
        Ok(())
    }
}

fn keepalive(letter: char, value: &str) -> Result<u32, String> {
    let number = value.parse::<u32>().ok().filter(|n| *n <= i32::MAX as u32);
    number.ok_or_else(|| format!("Invalid value for option -{letter}"))
}

/// A key, written as itself or as `^` and the key that goes with Control.
fn escape_key(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [b'^', key @ (b'a'..=b'z' | b'@'..=b'_')] => Ok(key.to_ascii_uppercase() ^ 0x40),
        [key] => Ok(*key),
        _ => Err(format!("Invalid string '{text}' for escape sequence")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    fn read(line: &str) -> Result<(Globals, Task), String> {
        parse(&words(line), |_| None).map(|(globals, task, _)| (globals, task))
    }

    #[test]
    fn options_stop_at_the_command() {
        let (globals, task) = read("-qc test:///default --readonly list -q").unwrap();
        assert!(globals.quiet && globals.readonly && globals.uri_was_given);
        assert_eq!(globals.uri.as_deref(), Some("test:///default"));
        assert_eq!(task, Task::Commands(words("list -q")));
        assert_eq!(read("--conn=x").unwrap().0.uri.as_deref(), Some("x"));
        assert_eq!(read("-e ^x").unwrap().0.escape, 0x18);
        assert_eq!(read("--output json").unwrap().0.format, Format::Json);
        assert_eq!(read("--version=long").unwrap().1, Task::LongVersion);
        assert_eq!(read("-v").unwrap().1, Task::Version);
        assert_eq!(read("-k 0").unwrap().0.keepalive_interval, Some(0));
    }

    #[test]
    fn errors_have_the_known_words() {
        for (line, message) in [
            ("-x", "unsupported option '-x'. See --help."),
            ("--nosuch", "unsupported option '--nosuch'. See --help."),
            ("-c", "option '-c'/'--connect' requires an argument"),
            ("--connect", "option '-c'/'--connect' requires an argument"),
            ("-d x list", "option -d takes a numeric argument"),
            ("-k a list", "Invalid value for option -k"),
            ("-e xyz list", "Invalid string 'xyz' for escape sequence"),
        ] {
            assert_eq!(read(line).unwrap_err(), message, "{line}");
        }
        let (_, _, warnings) = parse(&words("-d 9 list"), |_| None).unwrap();
        assert_eq!(warnings, ["ignoring debug level 9 out of range [0-4]"]);
    }
}
