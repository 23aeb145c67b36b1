//! Dispatch: Ports that guests hold on virtual networks.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, network_port::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn NetworkPortDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        404 => {
            let (network, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_ports(&network, need_results, flags)?;
            call.output.put(&reply);
        }
        405 => {
            let (network, uuid) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.lookup_by_uuid(&network, &uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        406 => {
            let (network, xml, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&network, &xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        407 => {
            let (port, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.parameters(&port, nparams, flags)?;
            call.output.put(&reply);
        }
        408 => {
            let (port, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_NETWORK_PORT_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_parameters(&port, &params, flags)?;
        }
        409 => {
            let (port, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&port, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        410 => {
            let (port, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.delete(&port, flags)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
