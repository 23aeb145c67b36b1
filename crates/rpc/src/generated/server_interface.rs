//! Dispatch: The host's own network interfaces.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, interface::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn InterfaceDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        126 => {
            let reply = driver.num_of_interfaces()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        127 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_interfaces(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_INTERFACE_LIST_MAX);
        }
        128 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        129 => {
            let (mac,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_mac_string(&mac)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        130 => {
            let (iface, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&iface, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        131 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        132 => {
            let (iface,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&iface)?;
        }
        133 => {
            let (iface, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.create(&iface, flags)?;
        }
        134 => {
            let (iface, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.destroy(&iface, flags)?;
        }
        137 => {
            let reply = driver.num_of_defined_interfaces()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        138 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_defined_interfaces(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_INTERFACE_LIST_MAX);
        }
        156 => {
            let (iface,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_active(&iface)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        220 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.change_begin(flags)?;
        }
        221 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.change_commit(flags)?;
        }
        222 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.change_rollback(flags)?;
        }
        284 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_interfaces(need_results, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
