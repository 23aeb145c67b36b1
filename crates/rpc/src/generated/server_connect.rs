//! Dispatch: A connection to a hypervisor and the host it runs on.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{connect::*, constants::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn ConnectDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        3 => {
            let reply = driver.type_name()?;
            let e = &mut call.output;
            e.text(&reply);
        }
        4 => {
            let reply = driver.version()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        5 => {
            let (type_,) = decoded(&mut call.input, |d| Ok((d.get::<Option<String>>()?,)))?;
            let reply = driver.max_vcpus(type_.as_deref())?;
            let e = &mut call.output;
            e.put(&reply);
        }
        6 => {
            let reply = driver.node_info()?;
            call.output.put(&reply);
        }
        7 => {
            let reply = driver.capabilities()?;
            let e = &mut call.output;
            e.text(&reply);
        }
        59 => {
            let reply = driver.hostname()?;
            let e = &mut call.output;
            e.text(&reply);
        }
        101 => {
            let (start_cell, maxcells) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.node_get_cells_free_memory(start_cell, maxcells)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NODE_MAX_CELLS);
        }
        102 => {
            let reply = driver.node_get_free_memory()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        110 => {
            let reply = driver.uri()?;
            let e = &mut call.output;
            e.text(&reply);
        }
        122 => {
            let reply = driver.node_get_security_model()?;
            call.output.put(&reply);
        }
        149 => {
            let reply = driver.is_secure()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        157 => {
            let reply = driver.lib_version()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        158 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.compare_cpu(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        162 => {
            let (xml_cp_us, flags) =
                decoded(&mut call.input, |d| Ok((d.list(limits::REMOTE_CPU_BASELINE_MAX)?, d.get()?)))?;
            let reply = driver.baseline_cpu(&xml_cp_us, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        203 => {
            let (flags,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.sysinfo(flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        227 => {
            let (cpu_num, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.node_get_cpu_stats(cpu_num, nparams, flags)?;
            call.output.put(&reply);
        }
        228 => {
            let (nparams, cell_num, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.node_get_memory_stats(nparams, cell_num, flags)?;
            call.output.put(&reply);
        }
        250 => {
            let (target, duration, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.node_suspend_for_duration(target, duration, flags)?;
        }
        288 => {
            let (params, flags) =
                decoded(&mut call.input, |d| Ok((d.list(limits::REMOTE_NODE_MEMORY_PARAMETERS_MAX)?, d.get()?)))?;
            driver.node_set_memory_parameters(&params, flags)?;
        }
        289 => {
            let (nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.node_get_memory_parameters(nparams, flags)?;
            call.output.put(&reply);
        }
        293 => {
            let (need_map, need_online, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.node_get_cpu_map(need_map, need_online, flags)?;
            call.output.put(&reply);
        }
        312 => {
            let (arch, need_results, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?, d.get()?)))?;
            let reply = driver.cpu_model_names(&arch, need_results, flags)?;
            call.output.put(&reply);
        }
        340 => {
            let (pages, start_cell, cell_count, flags) = decoded(&mut call.input, |d| {
                Ok((d.list(limits::REMOTE_NODE_MAX_CELLS)?, d.get()?, d.get()?, d.get()?))
            })?;
            let reply = driver.node_get_free_pages(&pages, start_cell, cell_count, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_NODE_MAX_CELLS);
        }
        342 => {
            let (emulatorbin, arch, machine, virttype, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.domain_capabilities(
                emulatorbin.as_deref(),
                arch.as_deref(),
                machine.as_deref(),
                virttype.as_deref(),
                flags,
            )?;
            let e = &mut call.output;
            e.text(&reply);
        }
        347 => {
            let (page_sizes, page_counts, start_cell, cell_count, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.list(limits::REMOTE_NODE_MAX_CELLS)?,
                    d.list(limits::REMOTE_NODE_MAX_CELLS)?,
                    d.get()?,
                    d.get()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.node_alloc_pages(&page_sizes, &page_counts, start_cell, cell_count, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        393 => {
            let (emulator, arch, machine, virttype, xml_cpu, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.text()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.compare_hypervisor_cpu(
                emulator.as_deref(),
                arch.as_deref(),
                machine.as_deref(),
                virttype.as_deref(),
                &xml_cpu,
                flags,
            )?;
            let e = &mut call.output;
            e.put(&reply);
        }
        394 => {
            let (emulator, arch, machine, virttype, xml_cp_us, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.list(limits::REMOTE_CPU_BASELINE_MAX)?,
                    d.get()?,
                ))
            })?;
            let reply = driver.baseline_hypervisor_cpu(
                emulator.as_deref(),
                arch.as_deref(),
                machine.as_deref(),
                virttype.as_deref(),
                &xml_cp_us,
                flags,
            )?;
            let e = &mut call.output;
            e.text(&reply);
        }
        395 => {
            let (nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.node_get_sev_info(nparams, flags)?;
            call.output.put(&reply);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
