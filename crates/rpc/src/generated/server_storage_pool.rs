//! Dispatch: Storage pools.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, storage_pool::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn StoragePoolDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        71 => {
            let reply = driver.num_of_storage_pools()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        72 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_storage_pools(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_STORAGE_POOL_LIST_MAX);
        }
        73 => {
            let reply = driver.num_of_defined_storage_pools()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        74 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_defined_storage_pools(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_STORAGE_POOL_LIST_MAX);
        }
        75 => {
            let (type_, src_spec, flags) =
                decoded(&mut call.input, |d| Ok((d.text()?, d.get::<Option<String>>()?, d.get()?)))?;
            let reply = driver.find_storage_pool_sources(&type_, src_spec.as_deref(), flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        76 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        77 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        78 => {
            let (pool, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.create(&pool, flags)?;
        }
        79 => {
            let (pool, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.build(&pool, flags)?;
        }
        80 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.destroy(&pool)?;
        }
        81 => {
            let (pool, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.delete(&pool, flags)?;
        }
        82 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&pool)?;
        }
        83 => {
            let (pool, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.refresh(&pool, flags)?;
        }
        84 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        85 => {
            let (uuid,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_uuid(&uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        86 => {
            let (vol,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_volume(&vol)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        87 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.info(&pool)?;
            call.output.put(&reply);
        }
        88 => {
            let (pool, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&pool, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        89 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.autostart(&pool)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        90 => {
            let (pool, autostart) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_autostart(&pool, autostart)?;
        }
        154 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_active(&pool)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        155 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_persistent(&pool)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        281 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_storage_pools(need_results, flags)?;
            call.output.put(&reply);
        }
        391 => {
            let (path,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_target_path(&path)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        403 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.storage_pool_capabilities(flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
