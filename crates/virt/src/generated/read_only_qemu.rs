//! What a read-only connection may do: Calls that only QEMU guests have.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, qemu::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl QemuDriver for ReadOnly<dyn QemuDriver> {
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        Err(refused("virDomainQemuMonitorCommand"))
    }

    fn domain_attach(&self, pid_value: u32, flags: u32) -> Result<DomainRef> {
        Err(refused("virDomainQemuAttach"))
    }

    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        Err(refused("virDomainQemuAgentCommand"))
    }

    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        Err(refused("virDomainQemuMonitorCommandWithFiles"))
    }
}
