//! What the interface description becomes in this crate.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

pub mod admin;
pub mod connect;
pub mod domain;
pub mod domain_checkpoint;
pub mod domain_snapshot;
pub mod interface;
pub mod network;
pub mod network_port;
pub mod node_device;
pub mod nwfilter;
pub mod nwfilter_binding;
pub mod qemu;
pub mod refusals;
pub mod secret;
pub mod storage_pool;
pub mod storage_vol;
