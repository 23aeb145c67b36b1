//! Dispatch: Virtual networks.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, network::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn NetworkDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        36 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_defined_networks(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NETWORK_LIST_MAX);
        }
        38 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_networks(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NETWORK_LIST_MAX);
        }
        39 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.create(&net)?;
        }
        40 => {
            let (xml,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.create_xml(&xml)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        41 => {
            let (xml,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.define_xml(&xml)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        42 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.destroy(&net)?;
        }
        43 => {
            let (net, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&net, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        44 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.autostart(&net)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        45 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.bridge_name(&net)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        46 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        47 => {
            let (uuid,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_uuid(&uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        48 => {
            let (net, autostart) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_autostart(&net, autostart)?;
        }
        49 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&net)?;
        }
        50 => {
            let reply = driver.num_of_defined_networks()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        52 => {
            let reply = driver.num_of_networks()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        152 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_active(&net)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        153 => {
            let (net,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_persistent(&net)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        283 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_networks(need_results, flags)?;
            call.output.put(&reply);
        }
        291 => {
            let (net, command, section, parent_index, xml, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?, d.text()?, d.get()?)))?;
            driver.update(&net, command, section, parent_index, &xml, flags)?;
        }
        341 => {
            let (net, mac, need_results, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?, d.get()?)))?;
            let reply = driver.dhcp_leases(&net, mac.as_deref(), need_results, flags)?;
            call.output.put(&reply);
        }
        432 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml_flags(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        437 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml_flags(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        444 => {
            let (network, type_, metadata, key, uri, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                ))
            })?;
            driver.set_metadata(&network, type_, metadata.as_deref(), key.as_deref(), uri.as_deref(), flags)?;
        }
        445 => {
            let (network, type_, uri, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            let reply = driver.metadata(&network, type_, uri.as_deref(), flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
