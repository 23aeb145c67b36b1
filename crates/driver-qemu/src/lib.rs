//! The QEMU driver: `qemu:///system`, `qemu:///session` and `qemu:///embed?root=…`.
//!
//! A request arrives in [`connection`] (the table of contents: one line for each call), finds its guest in [`table`],
//! and either reads the guest's published snapshot (`vm`) without waiting, or takes the guest's job ([`virt::job`]) and
//! changes it. One topic, one file: `define`, `create`, `destroy`, `lifecycle`, `stats`, …

mod addresses;
mod agent;
mod autostart;
mod binaries;
mod block;
mod block_job;
mod capabilities;
mod config;
mod config_displays;
mod connect_calls;
mod connection;
mod console;
mod core;
mod create;
mod define;
mod destroy;
mod devices;
mod document;
mod domain_capabilities;
mod dump;
mod events;
mod finish;
mod firmware;
mod host_cpu;
pub mod host_topology;
mod hypervisor;
mod hypervisor_cpu;
mod info;
mod interfaces;
mod labels;
mod lifecycle;
mod list;
mod live;
mod managed_save;
mod memory;
mod metadata;
mod monitor_command;
mod monitor_events;
mod node;
mod paths;
mod probe;
mod qemu_job;
mod reconnect;
mod rename;
mod restore;
mod rollback;
mod save;
mod save_image;
mod screenshot;
mod security;
mod sha256;
mod snapshots;
mod start;
mod stats;
mod status;
mod store;
mod table;
mod transfer;
mod tuning;
mod undefine;
mod vcpu;
mod vcpu_plug;
mod vm;
mod xml_desc;

use virt::{flags, job};

pub use hypervisor::{Instance, Networks, Options, Qemu, VolumePlace, Volumes};
pub use paths::Paths;
