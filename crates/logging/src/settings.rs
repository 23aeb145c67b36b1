//! `log_level`, `log_filters` and `log_outputs` as configuration files and the environment spell them.

/// What to log and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The lowest priority without a filter, 1 to 4.
    pub level: u8,
    /// Sources with a priority of their own.
    pub filters: Vec<Filter>,
    /// Where lines go.
    pub outputs: Vec<Output>,
}

/// `PRIORITY:MATCH`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The lowest priority logged.
    pub priority: u8,
    /// A part of the source's name.
    pub matching: String,
}

/// `PRIORITY:DESTINATION`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The lowest priority that goes there.
    pub priority: u8,
    /// `stderr`, `journald`, `syslog:NAME` or `file:PATH`.
    pub destination: Destination,
}

/// Where lines go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard error.
    Stderr,
    /// The systemd journal.
    Journald,
    /// The system log, under a name.
    Syslog(String),
    /// A file, appended to.
    File(String),
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { level: 3, filters: vec![], outputs: vec![] }
    }
}

impl Settings {
    /// Reads the three settings; a malformed word is an error that quotes it.
    pub fn parse(level: Option<u8>, filters: Option<&str>, outputs: Option<&str>) -> Result<Settings, String> {
        let mut settings = Settings::default();
        if let Some(level) = level.filter(|l| *l > 0) {
            settings.level = level.min(4);
        }
        for word in filters.unwrap_or("").split_whitespace() {
            let (priority, rest) = split(word).ok_or_else(|| format!("Malformed log filter '{word}'"))?;
            // A `+` once asked for stack traces; it is accepted and means nothing.
            settings.filters.push(Filter { priority, matching: rest.trim_start_matches('+').to_owned() });
        }
        for word in outputs.unwrap_or("").split_whitespace() {
            let bad = || format!("Malformed log output '{word}'");
            let (priority, rest) = split(word).ok_or_else(bad)?;
            let destination = match rest.split_once(':') {
                None if rest == "stderr" => Destination::Stderr,
                None if rest == "journald" => Destination::Journald,
                Some(("syslog", name)) if !name.is_empty() => Destination::Syslog(name.to_owned()),
                Some(("file", path)) if path.starts_with('/') => Destination::File(path.to_owned()),
                _ => return Err(bad()),
            };
            settings.outputs.push(Output { priority, destination });
        }
        Ok(settings)
    }

    /// Lets `LIBVIRT_DEBUG`, `LIBVIRT_LOG_FILTERS` and `LIBVIRT_LOG_OUTPUTS` win over configured values.
    pub fn parse_with_environment(
        level: Option<u8>,
        filters: Option<&str>,
        outputs: Option<&str>,
    ) -> Result<Settings, String> {
        let read = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
        let debug =
            read("LIBVIRT_DEBUG").map(|v| named_level(&v).ok_or_else(|| format!("Malformed LIBVIRT_DEBUG '{v}'")));
        let env_filters = read("LIBVIRT_LOG_FILTERS");
        let env_outputs = read("LIBVIRT_LOG_OUTPUTS");
        Settings::parse(
            debug.transpose()?.or(level),
            env_filters.as_deref().or(filters),
            env_outputs.as_deref().or(outputs),
        )
    }
}

fn named_level(text: &str) -> Option<u8> {
    match text {
        "1" | "debug" => Some(1),
        "2" | "info" => Some(2),
        "3" | "warning" => Some(3),
        "4" | "error" => Some(4),
        _ => None,
    }
}

/// `PRIORITY:REST`
fn split(word: &str) -> Option<(u8, &str)> {
    let (priority, rest) = word.split_once(':')?;
    let priority = priority.parse().ok().filter(|p| (1..=4).contains(p))?;
    (!rest.is_empty()).then_some((priority, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_libvirts_syntax() {
        let s = Settings::parse(
            Some(1),
            Some("1:qemu 3:+util"),
            Some("1:file:/tmp/a.log 3:syslog:libvirtd 4:stderr 2:journald"),
        )
        .unwrap();
        assert_eq!(s.level, 1);
        assert_eq!(s.filters[1], Filter { priority: 3, matching: "util".into() });
        let destinations: Vec<_> = s.outputs.into_iter().map(|o| o.destination).collect();
        let file = Destination::File("/tmp/a.log".into());
        assert_eq!(
            destinations,
            [file, Destination::Syslog("libvirtd".into()), Destination::Stderr, Destination::Journald]
        );
    }

    #[test]
    fn refuses_malformed_words() {
        for filters in ["qemu", "0:qemu", "5:qemu", "1:", ":x"] {
            assert!(Settings::parse(None, Some(filters), None).unwrap_err().contains(filters));
        }
        for outputs in ["stderr", "1:file:relative", "1:syslog:", "1:nowhere", "9:stderr"] {
            assert!(Settings::parse(None, None, Some(outputs)).unwrap_err().contains(outputs));
        }
    }
}
