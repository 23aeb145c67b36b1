//! The driver of node devices: what the host is made of, for guests that are to get a part of it.
//!
//! Devices are the kernel's, as /sys shows them, with what udev has noted of them. One thread (`watch`) looks at all of
//! them once, then listens to the kernel and publishes what comes, changes and goes; calls arrive in [`connection`] (the
//! table of contents) and read what is published. What a device of each bus is stands in `probe`. Everything in /sys is
//! read with limits: devices choose some of it themselves.

mod assign;
mod connection;
mod core;
mod device;
mod found;
mod ids;
mod node_devices;
mod notes;
mod probe;
mod scan;
mod sysfs;
mod watch;

#[cfg(test)]
mod tests;

pub use node_devices::{NodeDevices, Options};
