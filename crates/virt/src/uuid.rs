//! UUIDs as libvirt reads and prints them.

use std::fmt;

use xdr::{Decoder, Encoder, Xdr};

use crate::{Error, Result};

/// A domain's, network's, pool's or secret's identity.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Uuid(pub [u8; 16]);

impl Uuid {
    /// Reads a UUID; dashes and spaces may stand anywhere between the digit pairs.
    pub fn parse(text: &str) -> Result<Uuid> {
        let bad = || Error::xml(format!("malformed UUID '{}'", text.escape_default()));
        let mut digits = text.trim().bytes().filter(|b| *b != b'-' && *b != b' ');
        let mut uuid = [0; 16];
        for byte in &mut uuid {
            let mut nibble = || digits.next().and_then(|d| char::from(d).to_digit(16)).ok_or_else(bad);
            *byte = (nibble()? * 16 + nibble()?) as u8;
        }
        match digits.next() {
            None => Ok(Uuid(uuid)),
            Some(_) => Err(bad()),
        }
    }

    /// A version 4 UUID from 16 random bytes.
    pub fn from_random(mut bytes: [u8; 16]) -> Uuid {
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Uuid(bytes)
    }

    /// Whether all bytes are equal, which no real identity has.
    pub fn is_degenerate(&self) -> bool {
        self.0.iter().all(|b| *b == self.0[0])
    }
}

impl Xdr for Uuid {
    fn encode(&self, e: &mut Encoder) {
        e.fixed(&self.0);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Uuid> {
        let bytes = d.fixed(16)?;
        Ok(Uuid(bytes.try_into().map_err(|_| xdr::Error::Truncated)?))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_users_write_and_prints_one_form() {
        for text in [
            "c7a5fdbd-edaf-9455-926a-d65c16db1809",
            "c7a5fdbdedaf9455926ad65c16db1809",
            " C7A5FDBD-EDAF-9455-926A-D65C16DB1809\n",
        ] {
            assert_eq!(Uuid::parse(text).unwrap().to_string(), "c7a5fdbd-edaf-9455-926a-d65c16db1809");
        }
        for text in [
            "",
            "c7a5",
            "c7a5fdbd-edaf-9455-926a-d65c16db180",
            "c7a5fdbd-edaf-9455-926a-d65c16db18090",
            "g7a5fdbdedaf9455926ad65c16db1809",
        ] {
            assert!(Uuid::parse(text).is_err(), "{text}");
        }
    }
}
