//! The storage driver: pools of volumes that guests have as disks.
//!
//! A request arrives in [`connection`] (the table of contents), reads a published snapshot (`table`) without waiting, or
//! takes the turn of its pool and changes it. One topic, one file: `define`, `start`, `volume/create`, … What kinds of
//! pools have different stands behind the trait of [`backend`].
//!
//! What takes as long as there are bytes (copies, wiping, `qemu-img`) holds no turn: a volume that comes to be is marked
//! as such, and one that is read or written counts its users.

mod autostart;
mod backend;
mod begin;
mod build;
mod connection;
mod core;
mod define;
mod list;
mod paths;
mod refresh;
mod sources;
mod start;
mod storages;
mod store;
mod table;
mod volume;
mod xml_desc;

#[cfg(test)]
mod tests;

pub use paths::Paths;
pub use storages::{Options, Storages, VolumePlace};
