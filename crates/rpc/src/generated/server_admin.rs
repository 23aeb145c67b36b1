//! Dispatch: Administration of the daemon itself.
//!
//! Generated from `api/admin.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{admin::*, constants::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn AdminDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        3 => {
            let reply = driver.lib_version()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        4 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_servers(need_results, flags)?;
            call.output.put(&reply);
        }
        5 => {
            let (name, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.lookup_server(&name, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        6 => {
            let (srv, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.server_get_threadpool_parameters(&srv, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::ADMIN_SERVER_THREADPOOL_PARAMETERS_MAX);
        }
        7 => {
            let (srv, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::ADMIN_SERVER_THREADPOOL_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.server_set_threadpool_parameters(&srv, &params, flags)?;
        }
        8 => {
            let (srv, need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.server_list_clients(&srv, need_results, flags)?;
            call.output.put(&reply);
        }
        9 => {
            let (srv, id, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.server_lookup_client(&srv, id, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        10 => {
            let (clnt, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.client_get_info(&clnt, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::ADMIN_CLIENT_INFO_PARAMETERS_MAX);
        }
        11 => {
            let (clnt, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.client_close(&clnt, flags)?;
        }
        12 => {
            let (srv, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.server_get_client_limits(&srv, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::ADMIN_SERVER_CLIENT_LIMITS_MAX);
        }
        13 => {
            let (srv, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::ADMIN_SERVER_CLIENT_LIMITS_MAX)?, d.get()?))
            })?;
            driver.server_set_client_limits(&srv, &params, flags)?;
        }
        14 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.logging_outputs(flags)?;
            call.output.put(&reply);
        }
        15 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.logging_filters(flags)?;
            call.output.put(&reply);
        }
        16 => {
            let (outputs, flags) = decoded(&mut call.input, |d| Ok((d.get::<Option<String>>()?, d.get()?)))?;
            driver.set_logging_outputs(outputs.as_deref(), flags)?;
        }
        17 => {
            let (filters, flags) = decoded(&mut call.input, |d| Ok((d.get::<Option<String>>()?, d.get()?)))?;
            driver.set_logging_filters(filters.as_deref(), flags)?;
        }
        18 => {
            let (srv, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.server_update_tls_files(&srv, flags)?;
        }
        19 => {
            let (timeout, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_daemon_timeout(timeout, flags)?;
        }
        20 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.daemon_shutdown(flags)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
