//! What can be wrong with a document, and where.

use std::fmt;

/// What every reader here returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Whether the text is no XML, or is XML that says something wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is not well-formed XML.
    Malformed,
    /// The document is well-formed and wrong.
    Invalid,
    /// The document asks for something that cannot be had.
    Unsupported,
    /// Something that every document of this kind has is absent, in libvirt's oldest wording.
    Internal,
    /// The document lacks its name.
    NoName,
    /// The document is of another kind.
    WrongRoot,
}

/// A complaint about a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// Which sort of complaint.
    pub kind: ErrorKind,
    /// Line, counted from 1; 0 where no place is known.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// The complaint in words, without the place.
    pub message: String,
    /// For malformed text: the line of the input, and a second line that points into it.
    pub excerpt: Option<String>,
}

impl Error {
    /// A complaint without a place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, line: 0, column: 0, message: message.into(), excerpt: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.excerpt {
            Some(excerpt) => write!(f, "at line {}: {}\n{excerpt}", self.line, self.message),
            None if self.line == 0 => f.write_str(&self.message),
            None => write!(f, "{}:{}: {}", self.line, self.column, self.message),
        }
    }
}

impl std::error::Error for Error {}
