//! Dispatch: Calls that only containers have.
//!
//! Generated from `api/lxc.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, lxc::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn LxcDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        1 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let fds = driver.domain_open_namespace(&dom, flags)?;
            call.reply_fds = fds;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
