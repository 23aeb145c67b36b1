//! The network driver: virtual networks that guests plug into.
//!
//! A request arrives in [`connection`] (the table of contents), reads a published snapshot (`table`) without waiting, or
//! takes the one turn that all changes share and changes a network. One topic, one file: `define`, `start`, …
//!
//! All changes share a turn because networks share what they take: names of bridges. Each is a matter of milliseconds.

mod autostart;
mod connection;
mod core;
mod define;
mod destroy;
pub mod dnsmasq;
mod edit;
mod leases;
mod list;
mod metadata;
mod networks;
mod paths;
mod start;
mod store;
mod table;
mod undefine;
mod update;
mod xml_desc;

#[cfg(test)]
mod tests;

pub use networks::{Networks, Options};
pub use paths::Paths;
