//! The public Rust API: `Connect::open(uri)` picks the driver.
//!
//! A [`Connect`] gives every driver call through its fields (`connect.domain.info(&dom)?`, …): the same traits that the
//! daemon's drivers implement, so a program cannot tell a local driver from a remote one.

mod event_registration;
mod local;
mod local_events;
mod local_stream;
mod open;

pub use event_registration::{EventObject, Registration};
pub use local_stream::peer;
pub use open::{Connect, Options};
pub use rpc::client::{Keepalive, Remote, RemoteEvent};
pub use virt::*;
