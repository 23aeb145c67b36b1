//! Connection URIs: `driver[+transport]://[user@][host][:port]/path[?key=value…]`.

use std::fmt;

use crate::{Error, ErrorCode, ErrorDomain, Result};

/// A connection URI, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uri {
    /// The driver: `qemu`, `test`, …
    pub driver: String,
    /// The transport behind `+`.
    pub transport: Option<String>,
    /// The account on the host.
    pub user: Option<String>,
    /// The host; empty means this one.
    pub host: String,
    /// The port.
    pub port: Option<u16>,
    /// The path with its leading slash.
    pub path: String,
    /// Parameters in order, decoded.
    pub query: Vec<(String, String)>,
    /// The fragment behind `#`.
    pub fragment: Option<String>,
}

impl Uri {
    /// Takes a URI apart.
    pub fn parse(text: &str) -> Result<Uri> {
        let bad = |why: &str| {
            let error = Error::internal(format!("Unable to parse URI '{text}'")).because(why);
            error.in_domain(ErrorDomain::URI)
        };
        if text.len() > 4096 || text.chars().any(|c| c.is_control() || " <>\"".contains(c)) {
            return Err(bad("it is too long or holds characters that have to be encoded"));
        }
        let encoded = |rest: &str| rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        if !text.split('%').skip(1).all(encoded) {
            return Err(bad("a '%' is not followed by two hexadecimal digits"));
        }
        let (rest, fragment) = text.split_once('#').map_or((text, None), |(r, f)| (r, Some(decode(f))));
        let (rest, query) = rest.split_once('?').map_or((rest, ""), |(r, q)| (r, q));
        let (scheme, rest) = rest.split_once(':').ok_or_else(|| {
            let message = format!("URI '{text}' has no driver before a colon");
            Error::new(ErrorCode::NO_CONNECT, message).in_domain(ErrorDomain::NONE)
        })?;
        let (driver, transport) = scheme.split_once('+').map_or((scheme, None), |(d, t)| (d, Some(t.to_owned())));
        if !driver.starts_with(|c: char| c.is_ascii_alphabetic())
            || !scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        {
            return Err(bad("the scheme is malformed"));
        }
        let mut uri = Uri { driver: driver.to_owned(), transport, fragment, ..Uri::default() };
        uri.path = match rest.strip_prefix("//") {
            Some(rest) => {
                let slash = rest.find('/').unwrap_or(rest.len());
                uri.authority(&rest[..slash]).map_err(bad)?;
                decode(&rest[slash..])
            }
            None => decode(rest),
        };
        uri.query = query.split('&').filter(|p| !p.is_empty()).map(pair).collect();
        Ok(uri)
    }

    fn authority(&mut self, text: &str) -> std::result::Result<(), &'static str> {
        let (user, rest) = text.rsplit_once('@').map_or((None, text), |(u, r)| (Some(decode(u)), r));
        self.user = user;
        let (host, port) = match rest.strip_prefix('[') {
            Some(v6) => {
                let (host, tail) = v6.split_once(']').ok_or("the IPv6 address lacks its ']'")?;
                (host, tail.strip_prefix(':'))
            }
            None => rest.split_once(':').map_or((rest, None), |(h, p)| (h, Some(p))),
        };
        self.host = decode(host);
        self.port = match port {
            None | Some("") => None,
            Some(port) => Some(port.parse().map_err(|_| "the port is no number below 65536")?),
        };
        Ok(())
    }

    /// The last value of a parameter.
    pub fn param(&self, key: &str) -> Option<&str> {
        self.query.iter().rev().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

fn pair(text: &str) -> (String, String) {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    (decode(key), decode(value))
}

/// Undoes `%XX`; anything else stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = bytes
            .get(at + 1..at + 3)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (bytes[at], escaped) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.driver)?;
        if let Some(transport) = &self.transport {
            write!(f, "+{transport}")?;
        }
        f.write_str("://")?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match self.host.contains(':') {
            true => write!(f, "[{}]", self.host)?,
            false => f.write_str(&self.host)?,
        }
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.path)?;
        for (i, (key, value)) in self.query.iter().enumerate() {
            write!(f, "{}{key}={value}", if i == 0 { '?' } else { '&' })?;
        }
        match &self.fragment {
            Some(fragment) => write!(f, "#{fragment}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_uris_apart() {
        let uri = Uri::parse("qemu+ssh://root@[::1]:22/system?socket=/a%20b&no_tty=1").unwrap();
        assert_eq!(
            (uri.driver.as_str(), uri.transport.as_deref(), uri.user.as_deref()),
            ("qemu", Some("ssh"), Some("root"))
        );
        assert_eq!((uri.host.as_str(), uri.port, uri.path.as_str()), ("::1", Some(22), "/system"));
        assert_eq!(uri.param("socket"), Some("/a b"));
        assert_eq!(Uri::parse("test:///default").unwrap().to_string(), "test:///default");
        assert_eq!(Uri::parse("qemu:/system").unwrap().path, "/system");
    }

    #[test]
    fn refuses_what_is_no_uri() {
        for text in ["", "qemu", "://x", "qemu://h:99999/", "qemu://[::1/system", "qe mu:///x", "qemu:///a\nb"] {
            assert!(Uri::parse(text).is_err(), "{text:?}");
        }
        for (text, code) in [
            ("nothing", ErrorCode::NO_CONNECT),
            ("no thing", ErrorCode::INTERNAL_ERROR),
            ("1x:///", ErrorCode::INTERNAL_ERROR),
            ("test:///a%4", ErrorCode::INTERNAL_ERROR),
        ] {
            assert_eq!(Uri::parse(text).unwrap_err().code(), code, "{text}");
        }
    }
}
