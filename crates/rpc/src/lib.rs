//! The wire protocol: framing, streams, keepalive, the remote driver and the server's dispatch.

pub mod client;
pub mod errors;
pub mod frame;
pub mod generated;
pub mod procedure;
pub mod server;
pub mod socket;
pub mod wire;
