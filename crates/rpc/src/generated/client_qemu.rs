//! The remote driver: Calls that only QEMU guests have.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, qemu::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl QemuDriver for Remote {
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(cmd);
        e.put(&flags);
        let reply = self.call(Program::Qemu, 1, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn domain_attach(&self, pid_value: u32, flags: u32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.put(&pid_value);
        e.put(&flags);
        let reply = self.call(Program::Qemu, 2, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(cmd);
        e.put(&timeout);
        e.put(&flags);
        let reply = self.call(Program::Qemu, 3, e)?;
        let result = decoded(&reply, |d| d.get::<Option<String>>())?;
        Ok(result)
    }

    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(cmd);
        e.put(&flags);
        let (reply, fds) = self.call_with_fds(Program::Qemu, 7, e, fds)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok((result, fds))
    }
}
