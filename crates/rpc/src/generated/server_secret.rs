//! Dispatch: Secrets that unlock storage and services.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, limits, secret::*, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn SecretDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        139 => {
            let reply = driver.num_of_secrets()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        140 => {
            let (maxuuids,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_secrets(maxuuids)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_SECRET_LIST_MAX);
        }
        141 => {
            let (uuid,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_uuid(&uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        142 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        143 => {
            let (secret, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.xml_desc(&secret, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        144 => {
            let (secret, value, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.bytes(limits::REMOTE_SECRET_VALUE_MAX).map(<[u8]>::to_vec)?, d.get()?))
            })?;
            driver.set_value(&secret, &value, flags)?;
        }
        145 => {
            let (secret, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.value(&secret, flags)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_SECRET_VALUE_MAX);
        }
        146 => {
            let (secret,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&secret)?;
        }
        147 => {
            let (usage_type, usage_id) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            let reply = driver.lookup_by_usage(usage_type, &usage_id)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        287 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_secrets(need_results, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
