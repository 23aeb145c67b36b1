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
pub mod functions;
pub mod gate_admin;
pub mod gate_connect;
pub mod gate_domain;
pub mod gate_domain_checkpoint;
pub mod gate_domain_snapshot;
pub mod gate_interface;
pub mod gate_lxc;
pub mod gate_network;
pub mod gate_network_port;
pub mod gate_node_device;
pub mod gate_nwfilter;
pub mod gate_nwfilter_binding;
pub mod gate_qemu;
pub mod gate_secret;
pub mod gate_storage_pool;
pub mod gate_storage_vol;
pub mod interface;
pub mod limits;
pub mod lxc;
pub mod network;
pub mod network_port;
pub mod node_device;
pub mod nwfilter;
pub mod nwfilter_binding;
pub mod qemu;
pub mod secret;
pub mod storage_pool;
pub mod storage_vol;
pub mod types;
