//! What the interface description becomes in this crate.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

pub mod admin;
pub mod codes;
pub mod connect;
pub mod constants;
pub mod domain;
pub mod domain_checkpoint;
pub mod domain_snapshot;
pub mod events;
pub mod interface;
pub mod limits;
pub mod lxc;
pub mod network;
pub mod network_port;
pub mod node_device;
pub mod nwfilter;
pub mod nwfilter_binding;
pub mod qemu;
pub mod read_only_admin;
pub mod read_only_connect;
pub mod read_only_domain;
pub mod read_only_domain_checkpoint;
pub mod read_only_domain_snapshot;
pub mod read_only_interface;
pub mod read_only_lxc;
pub mod read_only_network;
pub mod read_only_network_port;
pub mod read_only_node_device;
pub mod read_only_nwfilter;
pub mod read_only_nwfilter_binding;
pub mod read_only_qemu;
pub mod read_only_secret;
pub mod read_only_storage_pool;
pub mod read_only_storage_vol;
pub mod secret;
pub mod storage_pool;
pub mod storage_vol;
pub mod types;
