//! The network driver: virtual networks that guests plug into.
//!
//! A request arrives in [`connection`] (the table of contents), reads a published snapshot (`table`) without waiting, or
//! takes the one turn that all changes share and changes a network. One topic, one file: `define`, `start`, …
//!
//! All changes share a turn because networks share what they take: names of bridges, the firewall. Each is a matter of
//! milliseconds, or of the fraction of a second that dnsmasq and the packet filter's program take.
//!
//! What a network is made of: a bridge with addresses and routes (`start`), rules of the firewall (`rules`,
//! `firewall`), a dnsmasq ([`dnsmasq`], `server`) whose leases stand in a file ([`lease_file`]).

mod autostart;
mod backend;
mod connection;
mod core;
mod define;
mod destroy;
pub mod dnsmasq;
mod edit;
mod firewall;
pub mod lease_file;
mod leases;
mod list;
mod metadata;
mod networks;
mod paths;
mod rules;
mod server;
mod start;
mod store;
mod table;
mod undefine;
mod update;
mod xml_desc;

#[cfg(test)]
mod fake_programs;
#[cfg(test)]
mod tests;

pub use networks::{Networks, Options};
pub use paths::Paths;
