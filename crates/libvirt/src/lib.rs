//! The C library: every public function of libvirt under its name, over the Rust API.
//!
//! `generated` has one shim for each function that follows a pattern; the other modules hold what the shims stand on
//! and what is irregular. Nothing here does any work of its own: arguments are checked and translated, a driver is
//! called, results are handed over in memory that C frees.
//!
//! * [`object`]: handles with reference counts and magic numbers.
//! * [`error`]: the thread's last error, and who else is told.
//! * [`call`]: the frame of every function: nothing unwinds out of it.
//! * `checks`: what arguments have to be before a driver is asked.
//! * [`text`], [`params`]: strings, lists and typed parameters on both sides.
#![allow(non_snake_case, reason = "the names are C's")]
#![allow(clippy::missing_safety_doc, reason = "the contract of each function is that of its C declaration")]

pub mod admin;
pub mod auth;
pub mod call;
mod checks;
pub mod close_callback;
pub mod connect;
pub mod descriptors;
pub mod error;
pub mod event_calls;
pub mod event_loop;
pub mod events;
mod frame;
#[rustfmt::skip]
pub mod generated;
pub mod guests;
pub mod infos;
pub mod local;
pub mod lxc;
pub mod migration;
pub mod node;
pub mod object;
pub mod objects;
pub mod params;
pub mod pinning;
pub mod prelude;
pub mod records;
pub mod stream;
pub mod stream_all;
pub mod stream_events;
pub mod text;
mod titles;
pub mod typed_params;
pub mod watch;
