//! The secret driver: passwords and keys for guests, by what they open.
//!
//! A request arrives in [`connection`] (the table of contents) and reads what is published without waiting, or takes the
//! turn and changes it: files first (`store`), then what is published, then the event. What the rules between secrets
//! are, and what is told of one, stands in [`conf::secret::sealed`], which the test driver shares.

mod connection;
mod core;
mod define;
mod paths;
mod secrets;
mod store;

#[cfg(test)]
mod tests;

pub use paths::Paths;
pub use secrets::{Options, Secrets};
