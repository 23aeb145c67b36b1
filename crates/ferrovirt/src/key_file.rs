//! Files of `[groups]` with `key=value` lines, in the dialect of GLib's key files.

use std::collections::BTreeMap;

/// What a file says, group by group.
pub(crate) struct KeyFile(BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Vec<u8>>>);

impl KeyFile {
    /// Reads a file; an error says the line and what is wrong with it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<KeyFile, String> {
        let mut groups: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Vec<u8>>> = BTreeMap::new();
        let mut current: Option<Vec<u8>> = None;
        for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let wrong = |what: &str| format!("line {}: {what}", number + 1);
            // A line ends at its first NUL, and in front of the carriage return of a file from elsewhere.
            let line = line.split(|byte| *byte == 0).next().unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line).trim_ascii_start();
            match line.first() {
                None | Some(b'#') => (),
                Some(b'[') => {
                    let name = group_name(line).ok_or_else(|| wrong("the name of a group stands between [ and ]"))?;
                    groups.entry(name.to_vec()).or_default();
                    current = Some(name.to_vec());
                }
                Some(_) => {
                    let (key, value) = pair(line).ok_or_else(|| wrong("there is neither a [group] nor key=value"))?;
                    let group = current.as_ref().and_then(|name| groups.get_mut(name));
                    let group = group.ok_or_else(|| wrong("there is no [group] before the first key"))?;
                    if key == b"Encoding" && !value.eq_ignore_ascii_case(b"UTF-8") {
                        return Err(wrong("no other encoding than UTF-8 is known"));
                    }
                    group.insert(key.to_vec(), value.to_vec());
                }
            }
        }
        Ok(KeyFile(groups))
    }

    pub(crate) fn has_group(&self, group: &str) -> bool {
        self.0.contains_key(group.as_bytes())
    }

    /// A value, unless it is missing or no text.
    pub(crate) fn get(&self, group: &str, key: &str) -> Option<String> {
        let value = self.0.get(group.as_bytes())?.get(key.as_bytes())?;
        std::str::from_utf8(value).ok().map(unescape)
    }
}

/// The name between the brackets; nothing but white space may follow.
fn group_name(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().position(|byte| *byte == b']')?;
    let name = line.get(1..end)?;
    let good = !name.is_empty() && !name.iter().any(|byte| byte.is_ascii_control() || *byte == b'[');
    (good && line[end + 1..].trim_ascii().is_empty()).then_some(name)
}

/// The key without white space around it; the value without white space before it.
fn pair(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let equals = line.iter().position(|byte| *byte == b'=')?;
    let key = line[..equals].trim_ascii_end();
    (!key.is_empty()).then(|| (key, line[equals + 1..].trim_ascii_start()))
}

/// Undoes `\s`, `\n`, `\t`, `\r` and `\\`; an escape that is none stays, a backslash at the end does not.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (c == '\\').then(|| rest.next()) {
            None => out.push(c),
            Some(None) => (),
            Some(Some('s')) => out.push(' '),
            Some(Some('n')) => out.push('\n'),
            Some(Some('t')) => out.push('\t'),
            Some(Some('r')) => out.push('\r'),
            Some(Some('\\')) => out.push('\\'),
            Some(Some(other)) => out.extend(['\\', other]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(line: &str) -> Option<String> {
        KeyFile::parse(format!("[g]\n{line}\n").as_bytes()).unwrap().get("g", "k")
    }

    #[test]
    fn reads_values_as_they_stand() {
        for (line, expected) in [
            ("k=v", "v"),
            ("  k = v ", "v "),
            ("k=\"v\"", "\"v\""),
            ("k=a=b", "a=b"),
            ("k=", ""),
            ("k=\\sa\\tb\\\\c\\qd\\", " a\tb\\c\\qd"),
            ("k=x\nk=v", "v"),
            ("k=v\r", "v"),
            ("# k=x\n\n  # k=y\nk=v", "v"),
            ("k=v\n[other]\nk=x\n[g]", "v"),
            ("k=v\0rest", "v"),
        ] {
            assert_eq!(value(line).as_deref(), Some(expected), "{line:?}");
        }
        assert_eq!(value("other=v"), None);
        assert!(KeyFile::parse(b"[g]\nk=\xe9\n").unwrap().get("g", "k").is_none());
    }

    #[test]
    fn refuses_other_lines_and_says_which() {
        for (text, line) in [
            ("k=v", 1),
            ("[g]\nhello", 2),
            ("; no comment", 1),
            ("[g", 1),
            ("[]", 1),
            ("[a[b]", 1),
            ("[a\u{1}b]", 1),
            ("[g] x", 1),
            ("[g]\n=v", 2),
            ("[g]\n\nEncoding=latin1", 3),
            ("\u{feff}[g]", 1),
        ] {
            let error = KeyFile::parse(text.as_bytes()).err().unwrap_or_default();
            assert!(error.starts_with(&format!("line {line}: ")), "{text:?}: {error}");
        }
    }
}
