//! Learning what a QEMU binary can do: which questions to ask its monitor, and what the answers mean.
//!
//! The result is the text of a capabilities cache file in libvirt's format, which [`crate::Capabilities`] reads.

mod answers;
mod cpus;
mod document;
mod flags;
mod questions;

pub use answers::{Answers, Reply};
pub use document::{Binary, document};
pub use questions::{Question, general_questions, tcg_questions};
