//! How a command fails: the lines that go to standard error.

use std::fmt::Display;

/// What a command returns.
pub type Outcome<T = ()> = Result<T, Failure>;

/// The reasons a command failed, the most general first; none for a failure that is plain from its output.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// One message each.
    pub lines: Vec<String>,
    /// The library's code, where the failure is the library's.
    pub code: Option<virt::ErrorCode>,
}

impl Failure {
    /// A failure that one message explains.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { lines: vec![message.into()], code: None }
    }

    /// A failure that needs no message.
    pub fn silent() -> Failure {
        Failure { lines: vec![], code: None }
    }
}

impl From<virt::Error> for Failure {
    fn from(error: virt::Error) -> Failure {
        Failure { lines: vec![error.to_string()], code: Some(error.code()) }
    }
}

/// Puts what was being done before the reason it failed.
pub trait Lead<T> {
    /// Puts a message before those that are there.
    fn lead(self, message: impl Display) -> Outcome<T>;
}

impl<T, E: Into<Failure>> Lead<T> for Result<T, E> {
    fn lead(self, message: impl Display) -> Outcome<T> {
        self.map_err(|error| {
            let mut failure = error.into();
            failure.lines.insert(0, message.to_string());
            failure
        })
    }
}

/// Whether a failed call means that the far side does not have it, so that an older call is worth a try.
pub fn is_missing(error: &virt::Error) -> bool {
    [virt::ErrorCode::NO_SUPPORT, virt::ErrorCode::INVALID_ARG].contains(&error.code())
}
