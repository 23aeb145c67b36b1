//! XDR (RFC 4506) encoding with a limit on every length.
//!
//! What upstream accepts beyond the standard is accepted too: non-zero padding, any non-zero word as "present" and
//! as "true", and text with a NUL inside, which is cut there.

use std::fmt;

/// The longest text that may travel.
pub const STRING_MAX: usize = 4 * 1024 * 1024;

/// Why bytes could not be read or a value not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The bytes end inside a value.
    Truncated,
    /// A length is above its limit.
    TooLong {
        /// The length found.
        length: u64,
        /// The largest one allowed.
        limit: u64,
    },
    /// A number that selects a shape selects none.
    BadTag(i32),
    /// Text is not UTF-8.
    NotUtf8,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Truncated => f.write_str("the message ends inside a value"),
            Error::TooLong { length, limit } => write!(f, "length {length} is above the limit of {limit}"),
            Error::BadTag(tag) => write!(f, "unknown discriminant {tag}"),
            Error::NotUtf8 => f.write_str("text is not UTF-8"),
        }
    }
}

impl std::error::Error for Error {}

/// What decoding returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A value with one form on the wire.
pub trait Xdr: Sized {
    /// Appends the value.
    fn encode(&self, to: &mut Encoder);
    /// Reads the value.
    fn decode(from: &mut Decoder<'_>) -> Result<Self>;
}

/// Collects encoded values; the first value over its limit is remembered and reported by [`Encoder::finish`].
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    error: Option<Error>,
}

impl Encoder {
    /// An empty one.
    pub fn new() -> Encoder {
        Encoder::default()
    }

    /// Continues after bytes that are already there.
    pub fn after(bytes: Vec<u8>) -> Encoder {
        Encoder { bytes, error: None }
    }

    /// Appends a value.
    pub fn put<T: Xdr>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Appends a 32-bit word.
    pub fn word(&mut self, word: u32) {
        self.bytes.extend_from_slice(&word.to_be_bytes());
    }

    /// Appends a 64-bit word.
    pub fn long(&mut self, long: u64) {
        self.bytes.extend_from_slice(&long.to_be_bytes());
    }

    /// Appends bytes of a length both sides know.
    pub fn fixed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.bytes.extend_from_slice(&[0; 3][..pad(bytes.len())]);
    }

    /// Appends a length and bytes.
    pub fn bytes(&mut self, bytes: &[u8], limit: usize) {
        if self.length(bytes.len(), limit) {
            self.fixed(bytes);
        }
    }

    /// Appends text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes(), STRING_MAX);
    }

    /// Appends text or its absence.
    pub fn optional_text(&mut self, text: Option<&str>) {
        self.word(text.is_some().into());
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// Appends a value or its absence.
    pub fn optional<T: Xdr>(&mut self, value: Option<&T>) {
        self.word(value.is_some().into());
        if let Some(value) = value {
            value.encode(self);
        }
    }

    /// Appends a count and that many values.
    pub fn list<T: Xdr>(&mut self, values: &[T], limit: usize) {
        if self.length(values.len(), limit) {
            values.iter().for_each(|v| v.encode(self));
        }
    }

    /// Appends values of a count both sides know; missing ones are an error.
    pub fn fixed_list<T: Xdr>(&mut self, values: &[T], count: usize) {
        if values.len() == count {
            values.iter().for_each(|v| v.encode(self));
        } else {
            self.error.get_or_insert(Error::TooLong { length: values.len() as u64, limit: count as u64 });
        }
    }

    fn length(&mut self, length: usize, limit: usize) -> bool {
        if length > limit {
            self.error.get_or_insert(Error::TooLong { length: length as u64, limit: limit as u64 });
            return false;
        }
        self.word(length as u32);
        true
    }

    /// Overwrites a word written before.
    pub fn patch(&mut self, at: usize, word: u32) {
        self.bytes[at..at + 4].copy_from_slice(&word.to_be_bytes());
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was appended.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Forgets everything behind `len`, also an error.
    pub fn truncate(&mut self, len: usize) {
        self.bytes.truncate(len);
        self.error = None;
    }

    /// The bytes, unless a value was over its limit.
    pub fn finish(self) -> Result<Vec<u8>> {
        match self.error {
            None => Ok(self.bytes),
            Some(error) => Err(error),
        }
    }

    /// The first value over its limit, if there was one.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }
}

/// Reads values off the front of bytes. Memory grows with bytes present, never with a length claimed.
#[derive(Debug)]
pub struct Decoder<'a> {
    rest: &'a [u8],
    /// Whether text that is not UTF-8 is an error; else it is read with replacement characters.
    pub strict: bool,
}

impl<'a> Decoder<'a> {
    /// Starts at the front.
    pub fn new(bytes: &'a [u8]) -> Decoder<'a> {
        Decoder { rest: bytes, strict: false }
    }

    /// Reads a value.
    pub fn get<T: Xdr>(&mut self) -> Result<T> {
        T::decode(self)
    }

    /// Reads a 32-bit word.
    pub fn word(&mut self) -> Result<u32> {
        let (word, rest) = self.rest.split_first_chunk().ok_or(Error::Truncated)?;
        self.rest = rest;
        Ok(u32::from_be_bytes(*word))
    }

    /// Reads a 64-bit word.
    pub fn long(&mut self) -> Result<u64> {
        let (long, rest) = self.rest.split_first_chunk().ok_or(Error::Truncated)?;
        self.rest = rest;
        Ok(u64::from_be_bytes(*long))
    }

    /// Reads bytes of a length both sides know.
    pub fn fixed(&mut self, length: usize) -> Result<&'a [u8]> {
        let padded = length + pad(length);
        if self.rest.len() < padded {
            return Err(Error::Truncated);
        }
        let (bytes, rest) = self.rest.split_at(padded);
        self.rest = rest;
        Ok(&bytes[..length])
    }

    /// Reads a length and bytes.
    pub fn bytes(&mut self, limit: usize) -> Result<&'a [u8]> {
        let length = self.length(limit)?;
        self.fixed(length)
    }

    /// Reads text.
    pub fn text(&mut self) -> Result<String> {
        let bytes = self.bytes(STRING_MAX)?;
        let bytes = bytes.split(|b| *b == 0).next().unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) if self.strict => Err(Error::NotUtf8),
            Err(_) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        }
    }

    /// Reads a count and that many values.
    pub fn list<T: Xdr>(&mut self, limit: usize) -> Result<Vec<T>> {
        let count = self.length(limit)?;
        // Every value takes at least a word, so a count above that is a lie told to make us allocate.
        if count > self.rest.len() / 4 {
            return Err(Error::Truncated);
        }
        (0..count).map(|_| T::decode(self)).collect()
    }

    /// Reads values of a count both sides know.
    pub fn fixed_list<T: Xdr>(&mut self, count: usize) -> Result<Vec<T>> {
        (0..count).map(|_| T::decode(self)).collect()
    }

    fn length(&mut self, limit: usize) -> Result<usize> {
        let length = self.word()? as usize;
        match length <= limit {
            true => Ok(length),
            false => Err(Error::TooLong { length: length as u64, limit: limit as u64 }),
        }
    }

    /// What is not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

fn pad(length: usize) -> usize {
    length.wrapping_neg() % 4
}

/// XDR has no numbers below 32 bits: small ones travel as whole words.
macro_rules! numbers {
    ($($t:ty: $read:ident $wire:ty;)*) => {$(
        impl Xdr for $t {
            fn encode(&self, to: &mut Encoder) {
                to.bytes.extend_from_slice(&(*self as $wire).to_be_bytes());
            }
            fn decode(from: &mut Decoder<'_>) -> Result<$t> {
                Ok(from.$read()? as $t)
            }
        }
    )*};
}

numbers! {
    i8: word i32;
    u8: word u32;
    i16: word i32;
    u16: word u32;
    i32: word i32;
    u32: word u32;
    i64: long i64;
    u64: long u64;
}

impl Xdr for f64 {
    fn encode(&self, to: &mut Encoder) {
        to.long(self.to_bits());
    }
    fn decode(from: &mut Decoder<'_>) -> Result<f64> {
        Ok(f64::from_bits(from.long()?))
    }
}

impl Xdr for String {
    fn encode(&self, to: &mut Encoder) {
        to.text(self);
    }
    fn decode(from: &mut Decoder<'_>) -> Result<String> {
        from.text()
    }
}

impl<T: Xdr> Xdr for Option<T> {
    fn encode(&self, to: &mut Encoder) {
        to.optional(self.as_ref());
    }
    fn decode(from: &mut Decoder<'_>) -> Result<Option<T>> {
        match from.word()? {
            0 => Ok(None),
            _ => T::decode(from).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let mut to = Encoder::new();
        to.put(&-1i8);
        to.put(&u64::MAX);
        to.put(&"héllo".to_owned());
        to.put(&None::<String>);
        to.put(&Some("x".to_owned()));
        to.list(&[1i32, -2], 2);
        to.bytes(&[1, 2, 3, 4, 5], 5);
        to.put(&1.5f64);
        let bytes = to.finish().unwrap();
        assert_eq!(bytes.len() % 4, 0);
        let mut from = Decoder::new(&bytes);
        assert_eq!(from.get(), Ok(-1i8));
        assert_eq!(from.get(), Ok(u64::MAX));
        assert_eq!(from.text().as_deref(), Ok("héllo"));
        assert_eq!(from.get(), Ok(None::<String>));
        assert_eq!(from.get(), Ok(Some("x".to_owned())));
        assert_eq!(from.list(2), Ok(vec![1i32, -2]));
        assert_eq!(from.bytes(5), Ok(&[1u8, 2, 3, 4, 5][..]));
        assert_eq!(from.get(), Ok(1.5f64));
        assert!(from.rest().is_empty());
    }

    #[test]
    fn lengths_that_lie_are_refused_without_allocating() {
        for claimed in [3u32, u32::MAX, STRING_MAX as u32] {
            let bytes = claimed.to_be_bytes();
            assert!(Decoder::new(&bytes).text().is_err(), "{claimed}");
            assert!(Decoder::new(&bytes).list::<i32>(usize::MAX).is_err(), "{claimed}");
        }
        let over = (STRING_MAX as u32 + 1).to_be_bytes();
        assert!(matches!(Decoder::new(&over).text(), Err(Error::TooLong { .. })));
    }

    #[test]
    fn what_is_over_its_limit_is_not_sent() {
        let mut to = Encoder::new();
        to.list(&[1i32, 2, 3], 2);
        assert_eq!(to.finish(), Err(Error::TooLong { length: 3, limit: 2 }));
    }

    #[test]
    fn odd_text_is_read_as_upstream_reads_it() {
        let mut from = Decoder::new(b"\0\0\0\x03a\0b\xff");
        assert_eq!(from.text().as_deref(), Ok("a"));
        let mut from = Decoder::new(b"\0\0\0\x01\xff\0\0\0");
        assert_eq!(from.text().as_deref(), Ok("\u{fffd}"));
        let mut from = Decoder { strict: true, ..Decoder::new(b"\0\0\0\x01\xff\0\0\0") };
        assert_eq!(from.text(), Err(Error::NotUtf8));
    }
}
