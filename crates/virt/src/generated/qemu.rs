//! Calls that only QEMU guests have.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// Calls that only QEMU guests have.
pub trait QemuDriver: Send + Sync {
    /// Sends one command to the guest's QEMU monitor, JSON or human form by flag, and returns the reply; the guest becomes tainted.
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        Err(unsupported("virDomainQemuMonitorCommand"))
    }

    /// Takes over a QEMU process that was not started by the daemon; no longer supported by drivers.
    fn domain_attach(&self, pid_value: u32, flags: u32) -> Result<DomainRef> {
        Err(unsupported("virDomainQemuAttach"))
    }

    /// Sends one JSON command to the guest's agent and returns its reply; `timeout` is in seconds, negative values are the special ones.
    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        Err(unsupported("virDomainQemuAgentCommand"))
    }

    /// Sends one command with descriptors to the guest's QEMU monitor and returns the reply with those it sent back.
    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        Err(unsupported("virDomainQemuMonitorCommandWithFiles"))
    }
}
