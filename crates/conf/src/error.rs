//! Complaints about documents as the errors that callers see.

use virt::{Error, ErrorCode, ErrorDomain, Position};
use xml::ErrorKind;

/// A complaint about a document as an error with libvirt's code.
pub fn error(source: xml::Error) -> Error {
    if source.kind == ErrorKind::Malformed {
        // The text carries its place, in the form users know.
        return Error::xml_detail(source.to_string());
    }
    let error = match source.kind {
        ErrorKind::Unsupported => Error::config_unsupported(source.message),
        ErrorKind::Internal => Error::internal(source.message),
        ErrorKind::NoName => return Error::new(ErrorCode::NO_NAME, source.message),
        ErrorKind::WrongRoot => Error::xml(source.message).in_domain(ErrorDomain::XML),
        ErrorKind::Schema => Error::new(ErrorCode::XML_INVALID_SCHEMA, source.message),
        ErrorKind::Invalid | ErrorKind::Malformed => Error::xml(source.message),
    };
    let error = match source.line {
        0 => error,
        line => error.at(Position { line, column: source.column }),
    };
    match source.suggestion {
        Some(suggestion) => error.remedy(suggestion),
        None => error,
    }
}
