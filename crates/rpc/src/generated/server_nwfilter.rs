//! Dispatch: Network filters.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, nwfilter::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn NwfilterDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        175 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        176 => {
            let (uuid,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_uuid(&uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        177 => {
            let (nwfilter, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&nwfilter, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        178 => {
            let reply = driver.num_of_nwfilters()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        179 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_nwfilters(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NWFILTER_LIST_MAX);
        }
        180 => {
            let (xml,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.define_xml(&xml)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        181 => {
            let (nwfilter,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&nwfilter)?;
        }
        286 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_nwfilters(need_results, flags)?;
            call.output.put(&reply);
        }
        431 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml_flags(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
