//! The test driver: `test:///default` and `test:///path/to/node.xml`, a host that exists in memory only.
//!
//! Nothing runs and nothing on the machine is touched, except the files that a program saves guests to. A request
//! passes the [`gate`] and arrives in [`connection`] or [`domain_calls`] (the table of contents). Objects of every kind
//! live in [`virt::objects`]: readers take what is published without waiting, changes take the kind's turn, and events leave in
//! the order of the changes. What takes time is on the [`agenda`].

mod agenda;
mod agent;
mod backup;
mod block_job;
mod bulk_stats;
mod chain;
mod commands;
mod connection;
mod console;
mod core;
mod create;
mod define;
mod devices;
mod document;
mod domain_calls;
mod driver;
mod events;
mod faults;
mod gate;
mod guest;
mod guest_calls;
mod held;
mod info;
mod interface;
mod iothread;
mod job;
mod lifecycle;
mod list;
mod mediated;
mod memory;
mod metadata;
mod migration;
mod moments;
mod network;
mod network_lease;
mod network_port;
mod node;
mod node_cpu;
mod node_device;
mod node_file;
mod node_memory;
mod nwfilter;
mod png;
mod runtime;
mod save;
mod secret;
mod stats;
mod storage_pool;
mod storage_source;
mod storage_vol;
#[cfg(test)]
mod tests;
mod transfer;
mod tuning;
mod users;
mod vcpu;
mod volume_data;
mod volumes;
mod xml_desc;

pub use driver::{Options, TestDriver};
