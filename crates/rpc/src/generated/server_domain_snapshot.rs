//! Dispatch: Saved states of a domain to which it can go back.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, domain_snapshot::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn DomainSnapshotDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        185 => {
            let (dom, xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&dom, &xml_desc, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        186 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            call.refuse_flag(flags & VIR_DOMAIN_SNAPSHOT_XML_SECURE != 0)?;
            let reply = driver.xml_desc(&snap, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        187 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.num(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        188 => {
            let (dom, maxnames, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_names(&dom, maxnames, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX);
        }
        189 => {
            let (dom, name, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.lookup_by_name(&dom, &name, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        190 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.has_current_snapshot(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        191 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.current(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        192 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.revert_to_snapshot(&snap, flags)?;
        }
        193 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.delete(&snap, flags)?;
        }
        244 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.parent(&snap, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        246 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.num_children(&snap, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        247 => {
            let (snap, maxnames, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_children_names(&snap, maxnames, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX);
        }
        271 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.is_current(&snap, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        272 => {
            let (snap, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.has_metadata(&snap, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        274 => {
            let (dom, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_snapshots(&dom, need_results, flags)?;
            call.output.put(&reply);
        }
        275 => {
            let (snapshot, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_children(&snapshot, need_results, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
