//! What the interface description becomes in this crate.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

pub mod client_admin;
pub mod client_connect;
pub mod client_domain;
pub mod client_domain_checkpoint;
pub mod client_domain_snapshot;
pub mod client_interface;
pub mod client_lxc;
pub mod client_network;
pub mod client_network_port;
pub mod client_node_device;
pub mod client_nwfilter;
pub mod client_nwfilter_binding;
pub mod client_qemu;
pub mod client_secret;
pub mod client_storage_pool;
pub mod client_storage_vol;
pub mod procedures;
pub mod server_admin;
pub mod server_connect;
pub mod server_domain;
pub mod server_domain_checkpoint;
pub mod server_domain_snapshot;
pub mod server_interface;
pub mod server_lxc;
pub mod server_network;
pub mod server_network_port;
pub mod server_node_device;
pub mod server_nwfilter;
pub mod server_nwfilter_binding;
pub mod server_qemu;
pub mod server_secret;
pub mod server_storage_pool;
pub mod server_storage_vol;
pub mod session;
