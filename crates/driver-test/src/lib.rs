//! The test driver: `test:///default` and `test:///path/to/node.xml`, a host that exists in memory only.
//!
//! Nothing runs and nothing on the machine is touched, except the files that a program saves guests to. A request
//! arrives in [`connection`] or [`domain_calls`] (the table of contents). Objects of every kind live in [`objects`]: readers take what is
//! published without waiting, changes take the kind's turn, and events leave in the order of the changes.

mod connection;
mod core;
mod create;
mod define;
mod devices;
mod document;
mod domain_calls;
mod driver;
mod events;
mod guest;
mod held;
mod info;
mod interface;
mod iothread;
mod lifecycle;
mod list;
mod mediated;
mod memory;
mod metadata;
mod moments;
mod network;
mod node;
mod node_device;
mod node_file;
mod objects;
mod save;
mod stats;
mod storage_pool;
mod storage_source;
mod storage_vol;
#[cfg(test)]
mod tests;
mod tuning;
mod vcpu;
mod volume_data;
mod xml_desc;

pub use driver::{Options, TestDriver};
