//! The QEMU driver: `qemu:///system`, `qemu:///session` and `qemu:///embed?root=…`.
//!
//! A request arrives in [`connection`] (the table of contents: one line for each call), finds its guest in [`table`],
//! and either reads the guest's published snapshot (`vm`) without waiting, or takes the guest's job ([`job`]) and
//! changes it. One topic, one file: `define`, `create`, `destroy`, `lifecycle`, `stats`, …

mod autostart;
mod config;
mod connection;
mod core;
mod define;
mod document;
mod events;
mod flags;
mod hypervisor;
mod info;
mod job;
mod list;
mod live;
mod metadata;
mod node;
mod paths;
mod rollback;
mod status;
mod store;
mod table;
mod undefine;
mod vm;
mod xml_desc;

pub use hypervisor::{Instance, Options, Qemu};
pub use paths::Paths;
