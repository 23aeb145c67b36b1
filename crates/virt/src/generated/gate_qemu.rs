//! Behind a gate: Calls that only QEMU guests have.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, qemu::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl QemuDriver for Gated<dyn QemuDriver> {
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        self.gate.admit("virDomainQemuMonitorCommand", Access::Write)?;
        self.driver.domain_monitor_command(dom, cmd, flags)
    }

    fn domain_attach(&self, pid_value: u32, flags: u32) -> Result<DomainRef> {
        self.gate.admit("virDomainQemuAttach", Access::Write)?;
        self.driver.domain_attach(pid_value, flags)
    }

    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        self.gate.admit("virDomainQemuAgentCommand", Access::Write)?;
        self.driver.domain_agent_command(dom, cmd, timeout, flags)
    }

    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        self.gate.admit("virDomainQemuMonitorCommandWithFiles", Access::Write)?;
        self.driver.domain_monitor_command_with_files(dom, cmd, flags, fds)
    }
}
