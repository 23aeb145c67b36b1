//! Dispatch: The host's devices.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, node_device::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn NodeDeviceDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        111 => {
            let (cap, flags) = decoded(&mut call.input, |d| Ok((d.get::<Option<String>>()?, d.get()?)))?;
            let reply = driver.node_num_of_devices(cap.as_deref(), flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        112 => {
            let (cap, maxnames, flags) =
                decoded(&mut call.input, |d| Ok((d.get::<Option<String>>()?, d.get()?, d.get()?)))?;
            let reply = driver.node_list_devices(cap.as_deref(), maxnames, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NODE_DEVICE_LIST_MAX);
        }
        113 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        114 => {
            let (name, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.xml_desc(&name, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        115 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.parent(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        116 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.num_of_caps(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        117 => {
            let (name, maxnames) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.list_caps(&name, maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NODE_DEVICE_CAPS_LIST_MAX);
        }
        118 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            driver.dettach(&name)?;
        }
        119 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            driver.re_attach(&name)?;
        }
        120 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            driver.reset(&name)?;
        }
        123 => {
            let (xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&xml_desc, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        124 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            driver.destroy(&name)?;
        }
        285 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_node_devices(need_results, flags)?;
            call.output.put(&reply);
        }
        297 => {
            let (wwnn, wwpn, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.text()?, d.get()?)))?;
            let reply = driver.lookup_scsi_host_by_wwn(&wwnn, &wwpn, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        301 => {
            let (name, driver_name, flags) =
                decoded(&mut call.input, |d| Ok((d.text()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.detach_flags(&name, driver_name.as_deref(), flags)?;
        }
        428 => {
            let (xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml(&xml_desc, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        429 => {
            let (name, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            driver.undefine(&name, flags)?;
        }
        430 => {
            let (name, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            driver.create(&name, flags)?;
        }
        433 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.autostart(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        434 => {
            let (name, autostart) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            driver.set_autostart(&name, autostart)?;
        }
        435 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.is_persistent(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        436 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.is_active(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        447 => {
            let (name, xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.text()?, d.get()?)))?;
            driver.update(&name, &xml_desc, flags)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
