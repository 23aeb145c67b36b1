//! What every layer shares: errors, flags, typed parameters, object identities, driver traits, events.
//!
//! `generated` holds what the interface description in `api/` becomes; the rest is written by hand.

pub mod base64;
mod connection;
mod credentials;
mod error;
mod error_domain;
mod error_text;
mod event_bus;
pub mod flags;
pub mod gate;
pub mod generated;
pub mod job;
pub mod list;
pub mod memory;
pub mod objects;
pub mod registration;
mod secret_bytes;
mod stream;
pub mod typed_param;
mod uri;
mod uuid;

pub use connection::{Absent, Connection, Hypervisor, Waits};
pub use credentials::{Credentials, NoCredentials};
pub use error::{Beside, Details, Error, ErrorCode, ErrorDomain, Position, Result};
pub use event_bus::{EventBus, Subscription};
pub use generated::constants;
pub use generated::events::{self, Event};
pub use generated::types::*;
pub use secret_bytes::SecretBytes;
pub use stream::{PeerStream, Stream, StreamData, StreamEnd};
pub use typed_param::{TypedParam, TypedValue};
pub use uri::Uri;
pub use uuid::Uuid;

/// What a driver answers to a call that it does not have.
pub fn unsupported(function: &str) -> Error {
    Error::no_support(function)
}
