//! The daemon's command line.

use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Args {
    pub(crate) verbose: bool,
    pub(crate) background: bool,
    pub(crate) listen: bool,
    /// Seconds without client and guest after which the daemon ends.
    pub(crate) timeout: Option<u64>,
    pub(crate) config: Option<PathBuf>,
    pub(crate) pid_file: Option<PathBuf>,
    pub(crate) state_root: Option<PathBuf>,
    pub(crate) help: bool,
    pub(crate) version: bool,
}

impl Args {
    /// Reads the words behind the program's name.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Args, String> {
        let mut args = Args::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
                _ => (word, None),
            };
            let mut value = || {
                inline.clone().or_else(|| words.next()).ok_or_else(|| format!("option '{name}' requires an argument"))
            };
            match name.as_str() {
                "-v" | "--verbose" => args.verbose = true,
                "-d" | "--daemon" => args.background = true,
                "-l" | "--listen" => args.listen = true,
                "-t" | "--timeout" => {
                    let text = value()?;
                    args.timeout = Some(
                        text.parse()
                            .ok()
                            .filter(|t| *t > 0)
                            .ok_or_else(|| format!("Invalid value for timeout: '{text}'"))?,
                    );
                }
                "-f" | "--config" => args.config = Some(value()?.into()),
                "-p" | "--pid-file" => args.pid_file = Some(value()?.into()),
                "--state-root" => args.state_root = Some(value()?.into()),
                "-h" | "--help" => args.help = true,
                "-V" | "--version" => args.version = true,
                other => return Err(format!("unrecognized option '{other}'")),
            }
        }
        Ok(args)
    }

    pub(crate) fn usage(program: &str) -> String {
        format!(
            "Usage:\n  {program} [options]\n\nOptions:\n  \
             -h | --help            Display program help\n  \
             -v | --verbose         Verbose messages\n  \
             -d | --daemon          Run as a daemon & write PID file\n  \
             -l | --listen          Listen for TCP/IP connections\n  \
             -t | --timeout <secs>  Exit after timeout period\n  \
             -f | --config <file>   Configuration file\n  \
             -V | --version         Display version information\n  \
             -p | --pid-file <file> Change name of PID file\n       \
             --state-root <dir> Keep configuration, state, cache and logs below a folder\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        Args::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_both_spellings() {
        assert_eq!(parse("-d -t 30 -f /a"), parse("--daemon --timeout=30 --config /a"));
        assert_eq!(parse("--state-root /x").unwrap().state_root, Some("/x".into()));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parse("--nonsense").unwrap_err().contains("--nonsense"));
        assert!(parse("-t").unwrap_err().contains("-t"));
        assert!(parse("-t soon").unwrap_err().contains("soon"));
    }
}
