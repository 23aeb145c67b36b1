//! Calls that the guest's agent answers, a program inside the guest behind a channel of QEMU's.
//!
//! [`line`] holds the conversation and says when there can be one; every other file is a group of calls. The agent has a
//! turn of its own: who waits for it holds up nobody else, least of all readers. Nothing of what it says is believed
//! before [`reply`] has looked at it.

pub(crate) mod command;
mod disks;
pub(crate) mod file_systems;
pub(crate) mod guest_info;
pub(crate) mod hostname;
pub(crate) mod interfaces;
pub(crate) mod line;
pub(crate) mod power;
mod reply;
pub(crate) mod time;
pub(crate) mod users;
pub(crate) mod vcpus;

#[cfg(test)]
mod tests;
