//! Dispatch: Volumes inside storage pools.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, storage_vol::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn StorageVolDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        91 => {
            let (pool,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.num_of_volumes(&pool)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        92 => {
            let (pool, maxnames) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_volumes(&pool, maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_STORAGE_VOL_LIST_MAX);
        }
        93 => {
            let (pool, xml, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&pool, &xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        94 => {
            let (vol, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.delete(&vol, flags)?;
        }
        95 => {
            let (pool, name) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            let reply = driver.lookup_by_name(&pool, &name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        96 => {
            let (key,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_key(&key)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        97 => {
            let (path,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_path(&path)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        98 => {
            let (vol,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.info(&vol)?;
            call.output.put(&reply);
        }
        99 => {
            let (vol, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&vol, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        100 => {
            let (vol,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.path(&vol)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        125 => {
            let (pool, xml, clonevol, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            let reply = driver.create_xml_from(&pool, &xml, &clonevol, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        165 => {
            let (vol, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.wipe(&vol, flags)?;
        }
        208 => {
            let (vol, offset, length, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            let stream = driver.upload(&vol, offset, length, flags)?;
            call.stream = Some(stream);
        }
        209 => {
            let (vol, offset, length, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            let stream = driver.download(&vol, offset, length, flags)?;
            call.stream = Some(stream);
        }
        259 => {
            let (vol, algorithm, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.wipe_pattern(&vol, algorithm, flags)?;
        }
        260 => {
            let (vol, capacity, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.resize(&vol, capacity, flags)?;
        }
        282 => {
            let (pool, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.list_all_volumes(&pool, need_results, flags)?;
            call.output.put(&reply);
        }
        378 => {
            let (vol, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.info_flags(&vol, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
