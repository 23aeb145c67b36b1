//! QEMU's monitor: commands with deadlines, pipelining, events in order; and the agent inside a guest ([`agent`]).
//!
//! QEMU reads its monitor one byte at a time, so every byte of a command costs it about 3 us: commands are written
//! without spaces and with short ids.

pub mod agent;
mod event;
mod fake;
mod line;
mod monitor;
mod transport;

pub use event::Event;
pub use fake::{Answer, FakeMonitor};
pub use line::MAX_LINE;
pub use monitor::{CommandError, Listener, Monitor, Ticket};
pub use transport::{SocketTransport, Transport};
