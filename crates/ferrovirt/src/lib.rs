//! The public Rust API: `Connect::open(uri)` picks the driver.
//!
//! A [`Connect`] gives every driver call through its fields (`connect.domain.info(&dom)?`, …): the same traits that the
//! daemon's drivers implement, so a program cannot tell a local driver from a remote one.

mod auth_file;
mod credentials;
mod event_registration;
mod key_file;
mod local;
mod local_events;
mod local_stream;
mod log_environment;
pub mod migration;
mod open;
mod terminal;

pub use credentials::{Ask, Question, nobody_to_ask};
pub use event_registration::{EventObject, Registration};
pub use local_stream::peer;
pub use open::{Connect, Options};
pub use rpc::client::{Keepalive, Remote, RemoteEvent};
pub use terminal::Terminal;
pub use virt::*;
