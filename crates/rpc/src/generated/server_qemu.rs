//! Dispatch: Calls that only QEMU guests have.
//!
//! Generated from `api/qemu.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, qemu::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn QemuDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        1 => {
            let (dom, cmd, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.domain_monitor_command(&dom, &cmd, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        2 => {
            let (pid_value, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.domain_attach(pid_value, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        3 => {
            let (dom, cmd, timeout, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            let reply = driver.domain_agent_command(&dom, &cmd, timeout, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        7 => {
            let (dom, cmd, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let (reply, fds) =
                driver.domain_monitor_command_with_files(&dom, &cmd, flags, std::mem::take(&mut call.fds))?;
            let e = &mut call.output;
            e.text(&reply);
            call.reply_fds = fds;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
