//! `libvirtd.conf`: `key = value` lines with numbers, quoted strings and lists of strings.

use std::collections::BTreeMap;
use std::path::Path;

use virt::{Error, Position, Result};

/// A value in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    List(Vec<String>),
}

/// A configuration file's keys.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Config {
    path: String,
    values: BTreeMap<String, (Value, u32)>,
}

/// The keys that this daemon knows; others are reported, not refused, so that a newer file still works.
const KNOWN: &[&str] = &[
    "listen_tls",
    "listen_tcp",
    "tls_port",
    "tcp_port",
    "listen_addr",
    "unix_sock_group",
    "unix_sock_ro_perms",
    "unix_sock_rw_perms",
    "unix_sock_admin_perms",
    "unix_sock_dir",
    "auth_unix_ro",
    "auth_unix_rw",
    "auth_tcp",
    "auth_tls",
    "tcp_min_ssf",
    "access_drivers",
    "key_file",
    "cert_file",
    "ca_file",
    "crl_file",
    "tls_no_sanity_certificate",
    "tls_no_verify_certificate",
    "tls_allowed_dn_list",
    "tls_priority",
    "sasl_allowed_username_list",
    "max_clients",
    "max_queued_clients",
    "max_anonymous_clients",
    "min_workers",
    "max_workers",
    "prio_workers",
    "max_client_requests",
    "admin_min_workers",
    "admin_max_workers",
    "admin_max_clients",
    "admin_max_queued_clients",
    "admin_max_client_requests",
    "log_level",
    "log_filters",
    "log_outputs",
    "audit_level",
    "audit_logging",
    "host_uuid",
    "host_uuid_source",
    "keepalive_interval",
    "keepalive_count",
    "keepalive_required",
    "admin_keepalive_required",
    "admin_keepalive_interval",
    "admin_keepalive_count",
    "ovs_timeout",
];

impl Config {
    /// Reads a file; a missing one is empty.
    pub(crate) fn read(path: &Path) -> Result<Config> {
        match std::fs::read_to_string(path) {
            Ok(text) => Config::parse(&path.display().to_string(), &text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(e) => Err(Error::system(format!("Failed to open file '{}'", path.display()), &e)),
        }
    }

    pub(crate) fn parse(path: &str, text: &str) -> Result<Config> {
        let mut reader = Reader { rest: text, line: 1, path };
        let mut config = Config { path: path.to_owned(), values: BTreeMap::new() };
        while reader.skip_blank() {
            let line = reader.line;
            let name = reader.name()?;
            reader.expect('=')?;
            let value = reader.value()?;
            config.values.insert(name, (value, line));
        }
        Ok(config)
    }

    /// Keys of the file that mean nothing here.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str).filter(|k| !KNOWN.contains(k))
    }

    fn wrong(&self, key: &str, line: u32, expected: &str) -> Error {
        Error::conf_syntax(format!("{}:{line}: value of '{key}' must be {expected}", self.path))
    }

    pub(crate) fn number(&self, key: &str, default: i64) -> Result<i64> {
        match self.values.get(key) {
            None => Ok(default),
            Some((Value::Number(n), _)) => Ok(*n),
            Some((_, line)) => Err(self.wrong(key, *line, "a number")),
        }
    }

    /// A count that cannot be negative.
    pub(crate) fn count(&self, key: &str, default: usize) -> Result<usize> {
        let number = self.number(key, default as i64)?;
        let line = self.values.get(key).map_or(0, |(_, l)| *l);
        usize::try_from(number).map_err(|_| self.wrong(key, line, "a number that is not negative"))
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<&str>> {
        match self.values.get(key) {
            None => Ok(None),
            Some((Value::Text(t), _)) => Ok(Some(t)),
            Some((_, line)) => Err(self.wrong(key, *line, "a quoted string")),
        }
    }

    /// File permissions, written in octal inside a string.
    pub(crate) fn mode(&self, key: &str, default: u32) -> Result<u32> {
        let Some(text) = self.text(key)? else { return Ok(default) };
        let line = self.values.get(key).map_or(0, |(_, l)| *l);
        u32::from_str_radix(text, 8)
            .ok()
            .filter(|m| *m <= 0o777)
            .ok_or_else(|| self.wrong(key, line, "an octal mode such as \"0770\""))
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    path: &'a str,
}

impl Reader<'_> {
    fn error(&self, message: &str) -> Error {
        Error::conf_syntax(format!("{}:{}: {message}", self.path, self.line))
            .at(Position { line: self.line, column: 1 })
    }

    fn take(&mut self, count: usize) -> &str {
        let (head, rest) = self.rest.split_at(count);
        self.line += head.matches('\n').count() as u32;
        self.rest = rest;
        head
    }

    /// Skips space and comments; false at the end.
    fn skip_blank(&mut self) -> bool {
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            self.take(blank);
            if !self.rest.starts_with('#') {
                return !self.rest.is_empty();
            }
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.take(end);
        }
    }

    fn name(&mut self) -> Result<String> {
        let end =
            self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c))).unwrap_or(self.rest.len());
        match end {
            0 => Err(self.error("expecting a name")),
            _ => Ok(self.take(end).to_owned()),
        }
    }

    fn expect(&mut self, c: char) -> Result<()> {
        self.skip_blank();
        match self.rest.starts_with(c) {
            true => {
                self.take(c.len_utf8());
                Ok(())
            }
            false => Err(self.error(&format!("expecting '{c}'"))),
        }
    }

    fn value(&mut self) -> Result<Value> {
        self.skip_blank();
        match self.rest.chars().next() {
            Some('"' | '\'') => self.text().map(Value::Text),
            Some('[') => self.list(),
            Some(c) if c.is_ascii_digit() || c == '-' => {
                let end = self.rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(self.rest.len(), |e| e + 1);
                let digits = self.take(end).to_owned();
                digits.parse().map(Value::Number).map_err(|_| self.error("the number does not fit"))
            }
            _ => Err(self.error("expecting a value")),
        }
    }

    fn text(&mut self) -> Result<String> {
        let triple = self.rest.starts_with("\"\"\"");
        let quote = if triple { "\"\"\"" } else { &self.rest[..1] };
        let body = &self.rest[quote.len()..];
        let end = body
            .find(quote)
            .filter(|e| triple || !body[..*e].contains('\n'))
            .ok_or_else(|| self.error("unterminated string"))?;
        let text = body[..end].to_owned();
        let whole = end + 2 * quote.len();
        self.take(whole);
        Ok(text)
    }

    fn list(&mut self) -> Result<Value> {
        self.expect('[')?;
        let mut items = vec![];
        loop {
            self.skip_blank();
            if self.rest.starts_with(']') {
                self.take(1);
                return Ok(Value::List(items));
            }
            if !self.rest.starts_with(['"', '\'']) {
                return Err(self.error("expecting a string in a list"));
            }
            items.push(self.text()?);
            self.skip_blank();
            match self.rest.starts_with(',') {
                true => drop(self.take(1).len()),
                false if self.rest.starts_with(']') => (),
                false => return Err(self.error("expecting ',' or ']' in a list")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_administrators_write() {
        let text = "# comment\nmax_clients = 20\nunix_sock_group = \"libvirt\" # behind\nunix_sock_rw_perms='0770'\nlog_filters=\"\"\"1:a\n2:b\"\"\"\ntls_allowed_dn_list = [\"a\",\n  'b',\n]\n";
        let config = Config::parse("x.conf", text).unwrap();
        assert_eq!(config.count("max_clients", 1).unwrap(), 20);
        assert_eq!(config.mode("unix_sock_rw_perms", 0).unwrap(), 0o770);
        assert_eq!(config.text("log_filters").unwrap(), Some("1:a\n2:b"));
        assert_eq!(config.values["tls_allowed_dn_list"].0, Value::List(vec!["a".into(), "b".into()]));
        assert_eq!(config.unknown().count(), 0);
    }

    #[test]
    fn mistakes_name_file_and_line() {
        for (text, line) in [
            ("a = \n", 2),
            ("\n= 1", 2),
            ("a = \"x\nb = 1", 1),
            ("a = [1]", 1),
            ("a 1", 1),
            ("a = 99999999999999999999", 1),
        ] {
            let error = Config::parse("x.conf", text).unwrap_err().to_string();
            assert!(error.contains(&format!("x.conf:{line}:")), "{text:?}: {error}");
        }
        let config = Config::parse("x.conf", "\nmax_clients = \"many\"").unwrap();
        assert!(config.count("max_clients", 1).unwrap_err().to_string().contains("x.conf:2"));
    }
}
