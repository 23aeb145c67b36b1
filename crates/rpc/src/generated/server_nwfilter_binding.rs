//! Dispatch: Filters bound to guest ports.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, nwfilter_binding::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn NwfilterBindingDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        397 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_port_dev(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        398 => {
            let (nwfilter, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&nwfilter, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        399 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        400 => {
            let (nwfilter,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.delete(&nwfilter)?;
        }
        401 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_nwfilter_bindings(need_results, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
