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
    /// Strict reading found something that it does not know.
    Schema,
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
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Error {
    /// A complaint without a place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, line: 0, column: 0, message: message.into(), excerpt: None, suggestion: None }
    }

    /// Names the one of `known` that was probably meant by `text`.
    pub fn suggest(mut self, text: &str, known: impl IntoIterator<Item = &'static str>) -> Error {
        self.suggestion = nearest(text, known).map(|word| format!("did you mean '{word}'?"));
        self
    }
}

/// The word that differs least from `text`, if it is near enough to be a slip.
fn nearest(text: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    if text.len() > 64 {
        return None;
    }
    let worst = match text.chars().count() {
        0..=2 => 1,
        3..=6 => 2,
        _ => 3,
    };
    let distances = known.into_iter().map(|word| (distance(&text.to_lowercase(), &word.to_lowercase()), word));
    distances.filter(|(d, word)| *d <= worst && *d < word.chars().count()).min_by_key(|(d, _)| *d).map(|(_, word)| word)
}

/// How many letters have to be added, dropped, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let same = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    rows[a.len()][b.len()]
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
