//! The one error type: libvirt's code and domain, a message in our words, and where known the place, cause and remedy.

use std::fmt;

pub use crate::generated::codes::{ErrorCode, ErrorDomain};

/// What every fallible function here returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A place in a text the user wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// An error as callers see it, locally and over the wire.
///
/// Boxed inside: a `Result` of a small value stays small.
#[derive(Clone, PartialEq)]
pub struct Error(Box<Details>);

/// The parts of an [`Error`].
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// What went wrong; programs test this number.
    pub code: ErrorCode,
    /// Which part of the system it comes from; empty until the first driver or layer stamps it.
    pub domain: Option<ErrorDomain>,
    /// The message without the code's prefix.
    pub message: String,
    /// Where in the user's document.
    pub at: Option<Position>,
    /// Why, one step further down.
    pub cause: Option<String>,
    /// What the user can do about it.
    pub remedy: Option<String>,
    /// The whole text where it came ready-made from a peer; used instead of prefix and message.
    pub verbatim: Option<String>,
    /// The system's error number, for [`ErrorCode::SYSTEM_ERROR`].
    pub errno: i32,
    /// What programs find beside the message, where that does not follow from the other parts.
    pub beside: Option<Beside>,
}

/// The texts and numbers that programs find beside a message (`str1` to `str3`, `int1` and `int2` in C and on the wire).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// Three texts; what they are depends on who made the error.
    pub texts: [Option<String>; 3],
    /// Two numbers, likewise.
    pub numbers: [i32; 2],
}

impl Error {
    /// An error with a code and a message without the code's prefix.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Error {
        Error(Box::new(Details {
            code,
            domain: None,
            message: message.into(),
            at: None,
            cause: None,
            remedy: None,
            verbatim: None,
            errno: 0,
            beside: None,
        }))
    }

    /// An error whose whole text a peer has already worded.
    pub fn verbatim(code: ErrorCode, domain: ErrorDomain, text: impl Into<String>) -> Error {
        let mut error = Error::new(code, "");
        error.0.domain = Some(domain);
        error.0.verbatim = Some(text.into());
        error
    }

    /// An argument that is wrong in itself, in words that stand alone: upstream prints no prefix before these.
    pub fn bad_argument(message: impl Into<String>) -> Error {
        let mut error = Error::new(ErrorCode::INVALID_ARG, "");
        error.0.verbatim = Some(message.into());
        error
    }

    /// A failed system call: `what` names the attempt and the object, the errno gives the reason.
    pub fn system(what: impl fmt::Display, source: &std::io::Error) -> Error {
        let mut error = Error::new(ErrorCode::SYSTEM_ERROR, format!("{what}: {}", strerror(source)));
        error.0.errno = source.raw_os_error().unwrap_or(0);
        error
    }

    /// What went wrong, as libvirt's number.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Which part of the system it comes from.
    pub fn domain(&self) -> ErrorDomain {
        self.0.domain.unwrap_or(ErrorDomain::NONE)
    }

    /// All parts.
    pub fn details(&self) -> &Details {
        &self.0
    }

    /// The message without prefix, place, cause and remedy.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Stamps the part of the system, unless a deeper layer did.
    pub fn in_domain(mut self, domain: ErrorDomain) -> Error {
        self.0.domain.get_or_insert(domain);
        self
    }

    /// Says that it comes from this part of the system, whatever a deeper layer said.
    pub fn with_domain(mut self, domain: ErrorDomain) -> Error {
        self.0.domain = Some(domain);
        self
    }

    /// Adds the place in the user's document.
    pub fn at(mut self, position: Position) -> Error {
        self.0.at = Some(position);
        self
    }

    /// Adds the reason one step further down.
    pub fn because(mut self, cause: impl Into<String>) -> Error {
        self.0.cause = Some(cause.into());
        self
    }

    /// Adds what the user can do.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Error {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// Puts what was being attempted before the message.
    pub fn context(mut self, what: impl fmt::Display) -> Error {
        match &mut self.0.verbatim {
            Some(text) => *text = format!("{what}: {text}"),
            None => self.0.message = format!("{what}: {}", self.0.message),
        }
        self
    }

    /// Names the function and its argument that the error is about.
    pub fn argument(mut self, function: &str, name: &str) -> Error {
        let texts = [Some(function.to_owned()), Some(name.to_owned()), None];
        self.0.beside = Some(Beside { texts, numbers: [0, 0] });
        self
    }

    /// Says what stands beside the message.
    pub fn beside(mut self, beside: Beside) -> Error {
        self.0.beside = Some(beside);
        self
    }

    /// What programs find beside the message: by default the code's text with a place for the message, what fills it,
    /// and the system's error number.
    pub fn beside_message(&self) -> Beside {
        if let Some(beside) = &self.0.beside {
            return beside.clone();
        }
        let body = self.body();
        let pattern = match crate::error_text::pattern(self.0.code) {
            Some((prefix, bare)) if body.is_empty() => bare.unwrap_or(prefix.trim_end_matches(": ")).to_owned(),
            Some((prefix, _)) => format!("{prefix}%1$s"),
            None => "%s".to_owned(),
        };
        let errno = if self.0.code == ErrorCode::SYSTEM_ERROR { self.0.errno } else { -1 };
        Beside { texts: [Some(pattern), Some(body).filter(|body| !body.is_empty()), None], numbers: [errno, -1] }
    }

    /// The message with its cause and remedy, without the code's prefix.
    pub fn body(&self) -> String {
        let details = &self.0;
        let mut text = match details.at {
            Some(at) => format!("{at}: {}", details.message),
            None => details.message.clone(),
        };
        if let Some(cause) = &details.cause {
            text.push_str(": ");
            text.push_str(cause);
        }
        if let Some(remedy) = &details.remedy {
            text.push_str(" (");
            text.push_str(remedy);
            text.push(')');
        }
        text
    }
}

/// The system's own words for an I/O error, without Rust's "(os error N)".
fn strerror(source: &std::io::Error) -> String {
    let text = source.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.0.verbatim {
            return f.write_str(text);
        }
        let body = self.body();
        match crate::error_text::pattern(self.0.code) {
            Some((prefix, bare)) if body.is_empty() => f.write_str(bare.unwrap_or(prefix.trim_end_matches(": "))),
            Some((prefix, _)) => write!(f, "{prefix}{body}"),
            None => f.write_str(&body),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} (code {}, domain {})", self.0.code.0, self.domain().0)
    }
}

impl std::error::Error for Error {}

/// One constructor per code that drivers use.
macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident = $code:ident;)*) => {
        impl Error {
            $($(#[$doc])* pub fn $name(message: impl Into<String>) -> Error { Error::new(ErrorCode::$code, message) })*
        }
    };
}

constructors! {
    /// Something that should not happen.
    internal = INTERNAL_ERROR;
    /// An argument of the call is wrong in itself.
    invalid_arg = INVALID_ARG;
    /// An argument's value is not supported here.
    argument_unsupported = ARGUMENT_UNSUPPORTED;
    /// The hypervisor or a helper refused.
    operation_failed = OPERATION_FAILED;
    /// The object is in a state in which this cannot be done.
    operation_invalid = OPERATION_INVALID;
    /// The caller may not do this (read-only connection, …).
    operation_denied = OPERATION_DENIED;
    /// This host, QEMU or guest cannot do this.
    operation_unsupported = OPERATION_UNSUPPORTED;
    /// A deadline passed.
    timed_out = OPERATION_TIMEOUT;
    /// The operation was cancelled.
    aborted = OPERATION_ABORTED;
    /// A document is well-formed but wrong.
    xml = XML_ERROR;
    /// A document is not well-formed.
    xml_detail = XML_DETAIL;
    /// A document breaks its schema.
    xml_schema = XML_INVALID_SCHEMA;
    /// A document asks for something that this host or QEMU cannot do.
    config_unsupported = CONFIG_UNSUPPORTED;
    /// No such domain.
    no_domain = NO_DOMAIN;
    /// No such network.
    no_network = NO_NETWORK;
    /// No such device in the domain.
    device_missing = DEVICE_MISSING;
    /// A name or UUID is already taken.
    domain_exists = DOM_EXIST;
    /// Broken or unexpected bytes on the wire.
    rpc = RPC;
    /// The peer did not prove who it is.
    auth_failed = AUTH_FAILED;
    /// An access rule forbids it.
    access_denied = ACCESS_DENIED;
    /// A configuration file is wrong.
    conf_syntax = CONF_SYNTAX;
    /// Someone else holds it.
    resource_busy = RESOURCE_BUSY;
    /// A number does not fit.
    overflow = OVERFLOW;
    /// The guest agent does not answer.
    agent_unresponsive = AGENT_UNRESPONSIVE;
    /// The domain has no such metadata.
    no_metadata = NO_DOMAIN_METADATA;
}
