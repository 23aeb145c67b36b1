//! Every document type: model, defaults, validation; and what disk images say. Pure: never asks the host.

pub mod backup;
pub mod capabilities;
pub mod checkpoint;
pub mod cpu;
pub mod documents;
pub mod domain;
pub mod domain_capabilities;
pub mod encryption;
mod error;
pub mod image;
pub mod interface;
pub mod metadata;
pub mod moment;
pub mod network;
pub mod network_port;
pub mod nodedev;
pub mod nwfilter;
pub mod nwfilter_binding;
pub mod permissions;
pub mod secret;
pub mod snapshot;
pub mod storage_pool;
pub mod storage_vol;
pub mod text;
pub mod tune;
pub mod words;

pub use error::error;
