//! Every document type: model, defaults, validation. Pure: never asks the host.

pub mod domain;
mod error;
pub mod metadata;
pub mod network;
pub mod text;
pub mod words;

pub use error::error;
