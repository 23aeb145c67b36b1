//! What every layer shares: errors, flags, typed parameters, object identities, driver traits, events.

mod error;
mod error_codes;
mod error_text;
mod uuid;

pub use error::{Details, Error, ErrorCode, ErrorDomain, Position, Result};
pub use uuid::Uuid;
