//! Dispatch: Points in time from which changed blocks are tracked.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, domain_checkpoint::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn DomainCheckpointDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        411 => {
            let (dom, xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&dom, &xml_desc, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        412 => {
            let (checkpoint, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            call.refuse_flag(flags & VIR_DOMAIN_CHECKPOINT_XML_SECURE != 0)?;
            let reply = driver.xml_desc(&checkpoint, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        413 => {
            let (dom, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_checkpoints(&dom, need_results, flags)?;
            call.output.put(&reply);
        }
        414 => {
            let (checkpoint, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_children(&checkpoint, need_results, flags)?;
            call.output.put(&reply);
        }
        415 => {
            let (dom, name, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.lookup_by_name(&dom, &name, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        416 => {
            let (checkpoint, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.parent(&checkpoint, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        417 => {
            let (checkpoint, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.delete(&checkpoint, flags)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
