//! Every document type: model, defaults, validation. Pure: never asks the host.

pub mod documents;
pub mod domain;
mod error;
pub mod metadata;
pub mod moment;
pub mod network;
pub mod snapshot;
pub mod text;
pub mod words;

pub use error::error;
