//! Dispatch: Guests: life cycle, documents, devices, statistics, migration.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::Result;
use virt::generated::{constants::*, domain::*, limits, types::*};

use crate::server::{Call, decoded};

/// Decodes, calls the driver and encodes its answer; false for an unknown number.
pub fn dispatch(driver: &dyn DomainDriver, number: i32, call: &mut Call<'_>) -> Result<bool> {
    match number {
        8 => {
            let (dom, xml) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            driver.attach_device(&dom, &xml)?;
        }
        9 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.create(&dom)?;
        }
        10 => {
            let (xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml(&xml_desc, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        11 => {
            let (xml,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.define_xml(&xml)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        12 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.destroy(&dom)?;
        }
        13 => {
            let (dom, xml) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            driver.detach_device(&dom, &xml)?;
        }
        14 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            call.refuse_flag(flags & VIR_DOMAIN_XML_SECURE != 0)?;
            call.refuse_flag(flags & VIR_DOMAIN_XML_MIGRATABLE != 0)?;
            let reply = driver.xml_desc(&dom, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        15 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.autostart(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        16 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.info(&dom)?;
            call.output.put(&reply);
        }
        17 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.max_memory(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        18 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.max_vcpus(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        19 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.os_type(&dom)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        20 => {
            let (dom, maxinfo, maplen) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.vcpus(&dom, maxinfo, maplen)?;
            call.output.put(&reply);
        }
        21 => {
            let (maxnames,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_defined_domains(maxnames)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_LIST_MAX);
        }
        22 => {
            let (id,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_id(id)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        23 => {
            let (name,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            let reply = driver.lookup_by_name(&name)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        24 => {
            let (uuid,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.lookup_by_uuid(&uuid)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        25 => {
            let reply = driver.num_of_defined_domains()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        26 => {
            let (dom, vcpu, cpumap) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get()?, d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?))
            })?;
            driver.pin_vcpu(&dom, vcpu, &cpumap)?;
        }
        27 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.reboot(&dom, flags)?;
        }
        28 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.resume(&dom)?;
        }
        29 => {
            let (dom, autostart) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_autostart(&dom, autostart)?;
        }
        30 => {
            let (dom, memory) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_max_memory(&dom, memory)?;
        }
        31 => {
            let (dom, memory) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_memory(&dom, memory)?;
        }
        32 => {
            let (dom, nvcpus) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_vcpus(&dom, nvcpus)?;
        }
        33 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.shutdown(&dom)?;
        }
        34 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.suspend(&dom)?;
        }
        35 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.undefine(&dom)?;
        }
        37 => {
            let (maxids,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.list_domains(maxids)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_LIST_MAX);
        }
        51 => {
            let reply = driver.num_of_domains()?;
            let e = &mut call.output;
            e.put(&reply);
        }
        53 => {
            let (dom, to, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.core_dump(&dom, &to, flags)?;
        }
        54 => {
            let (from,) = decoded(&mut call.input, |d| Ok((d.text()?,)))?;
            driver.restore(&from)?;
        }
        55 => {
            let (dom, to) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            driver.save(&dom, &to)?;
        }
        56 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.scheduler_type(&dom)?;
            call.output.put(&reply);
        }
        57 => {
            let (dom, nparams) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.scheduler_parameters(&dom, nparams)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX);
        }
        58 => {
            let (dom, params) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX)?)))?;
            driver.set_scheduler_parameters(&dom, &params)?;
        }
        61 => {
            let (uri_in, flags, dname, resource) = decoded(&mut call.input, |d| {
                Ok((d.get::<Option<String>>()?, d.get()?, d.get::<Option<String>>()?, d.get()?))
            })?;
            let reply = driver.migrate_prepare(uri_in.as_deref(), flags, dname.as_deref(), resource)?;
            call.output.put(&reply);
        }
        62 => {
            let (dom, cookie, uri, flags, dname, resource) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.text()?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                ))
            })?;
            driver.migrate_perform(&dom, &cookie, &uri, flags, dname.as_deref(), resource)?;
        }
        63 => {
            let (dname, cookie, uri, flags) = decoded(&mut call.input, |d| {
                Ok((d.text()?, d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?, d.text()?, d.get()?))
            })?;
            let reply = driver.migrate_finish(&dname, &cookie, &uri, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        64 => {
            let (dom, path) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            let reply = driver.block_stats(&dom, &path)?;
            call.output.put(&reply);
        }
        65 => {
            let (dom, device) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?)))?;
            let reply = driver.interface_stats(&dom, &device)?;
            call.output.put(&reply);
        }
        103 => {
            let (dom, path, offset, size, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.block_peek(&dom, &path, offset, size, flags)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_DOMAIN_BLOCK_PEEK_BUFFER_MAX);
        }
        104 => {
            let (dom, offset, size, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.memory_peek(&dom, offset, size, flags)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_DOMAIN_MEMORY_PEEK_BUFFER_MAX);
        }
        108 => {
            let (uri_in, flags, dname, resource, dom_xml) = decoded(&mut call.input, |d| {
                Ok((d.get::<Option<String>>()?, d.get()?, d.get::<Option<String>>()?, d.get()?, d.text()?))
            })?;
            let reply = driver.migrate_prepare2(uri_in.as_deref(), flags, dname.as_deref(), resource, &dom_xml)?;
            call.output.put(&reply);
        }
        109 => {
            let (dname, cookie, uri, flags, retcode) = decoded(&mut call.input, |d| {
                Ok((
                    d.text()?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.text()?,
                    d.get()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.migrate_finish2(&dname, &cookie, &uri, flags, retcode)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        121 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.security_label(&dom)?;
            call.output.put(&reply);
        }
        135 => {
            let (native_format, native_config, flags) =
                decoded(&mut call.input, |d| Ok((d.text()?, d.text()?, d.get()?)))?;
            let reply = driver.domain_xml_from_native(&native_format, &native_config, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        136 => {
            let (native_format, domain_xml, flags) =
                decoded(&mut call.input, |d| Ok((d.text()?, d.text()?, d.get()?)))?;
            let reply = driver.domain_xml_to_native(&native_format, &domain_xml, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        148 => {
            let (flags, dname, resource, dom_xml) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?, d.text()?)))?;
            let stream = driver.migrate_prepare_tunnel(flags, dname.as_deref(), resource, &dom_xml)?;
            call.stream = Some(stream);
        }
        150 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_active(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        151 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_persistent(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        159 => {
            let (dom, max_stats, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.memory_stats(&dom, max_stats, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_MEMORY_STATS_MAX);
        }
        160 => {
            let (dom, xml, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.attach_device_flags(&dom, &xml, flags)?;
        }
        161 => {
            let (dom, xml, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.detach_device_flags(&dom, &xml, flags)?;
        }
        163 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.job_info(&dom)?;
            call.output.put(&reply);
        }
        164 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            driver.abort_job(&dom)?;
        }
        166 => {
            let (dom, downtime, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.migrate_set_max_downtime(&dom, downtime, flags)?;
        }
        174 => {
            let (dom, xml, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.update_device_flags(&dom, &xml, flags)?;
        }
        182 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.managed_save(&dom, flags)?;
        }
        183 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.has_managed_save_image(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        184 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.managed_save_remove(&dom, flags)?;
        }
        194 => {
            let (dom, path, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.block_info(&dom, &path, flags)?;
            call.output.put(&reply);
        }
        196 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.create_with_flags(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        197 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_MEMORY_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_memory_parameters(&dom, &params, flags)?;
        }
        198 => {
            let (dom, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.memory_parameters(&dom, nparams, flags)?;
            call.output.put(&reply);
        }
        199 => {
            let (dom, nvcpus, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.set_vcpus_flags(&dom, nvcpus, flags)?;
        }
        200 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            call.refuse_flag(flags & VIR_DOMAIN_VCPU_GUEST != 0)?;
            let reply = driver.vcpus_flags(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        201 => {
            let (dom, dev_name, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            let stream = driver.open_console(&dom, dev_name.as_deref(), flags)?;
            call.stream = Some(stream);
        }
        202 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.is_updated(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        204 => {
            let (dom, memory, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.set_memory_flags(&dom, memory, flags)?;
        }
        205 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_BLKIO_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_blkio_parameters(&dom, &params, flags)?;
        }
        206 => {
            let (dom, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.blkio_parameters(&dom, nparams, flags)?;
            call.output.put(&reply);
        }
        207 => {
            let (dom, bandwidth, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.migrate_set_max_speed(&dom, bandwidth, flags)?;
        }
        210 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.inject_nmi(&dom, flags)?;
        }
        211 => {
            let (dom, screen, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let (reply, stream) = driver.screenshot(&dom, screen, flags)?;
            let e = &mut call.output;
            e.put(&reply);
            call.stream = Some(stream);
        }
        212 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.state(&dom, flags)?;
            call.output.put(&reply);
        }
        213 => {
            let (dom, xmlin, flags, dname, resource) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get::<Option<String>>()?, d.get()?, d.get::<Option<String>>()?, d.get()?))
            })?;
            let reply = driver.migrate_begin3(&dom, xmlin.as_deref(), flags, dname.as_deref(), resource)?;
            call.output.put(&reply);
        }
        214 => {
            let (cookie_in, uri_in, flags, dname, resource, dom_xml) = decoded(&mut call.input, |d| {
                Ok((
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                    d.text()?,
                ))
            })?;
            let reply =
                driver.migrate_prepare3(&cookie_in, uri_in.as_deref(), flags, dname.as_deref(), resource, &dom_xml)?;
            call.output.put(&reply);
        }
        215 => {
            let (cookie_in, flags, dname, resource, dom_xml) = decoded(&mut call.input, |d| {
                Ok((
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                    d.text()?,
                ))
            })?;
            let (reply, stream) =
                driver.migrate_prepare_tunnel3(&cookie_in, flags, dname.as_deref(), resource, &dom_xml)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_MIGRATE_COOKIE_MAX);
            call.stream = Some(stream);
        }
        216 => {
            let (dom, xmlin, cookie_in, dconnuri, uri, flags, dname, resource) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.migrate_perform3(
                &dom,
                xmlin.as_deref(),
                &cookie_in,
                dconnuri.as_deref(),
                uri.as_deref(),
                flags,
                dname.as_deref(),
                resource,
            )?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_MIGRATE_COOKIE_MAX);
        }
        217 => {
            let (dname, cookie_in, dconnuri, uri, flags, cancelled) = decoded(&mut call.input, |d| {
                Ok((
                    d.text()?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                    d.get()?,
                ))
            })?;
            let reply =
                driver.migrate_finish3(&dname, &cookie_in, dconnuri.as_deref(), uri.as_deref(), flags, cancelled)?;
            call.output.put(&reply);
        }
        218 => {
            let (dom, cookie_in, flags, cancelled) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?, d.get()?, d.get()?))
            })?;
            driver.migrate_confirm3(&dom, &cookie_in, flags, cancelled)?;
        }
        219 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_scheduler_parameters_flags(&dom, &params, flags)?;
        }
        223 => {
            let (dom, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.scheduler_parameters_flags(&dom, nparams, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX);
        }
        225 => {
            let (dom, vcpu, cpumap, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get()?, d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?, d.get()?))
            })?;
            driver.pin_vcpu_flags(&dom, vcpu, &cpumap, flags)?;
        }
        226 => {
            let (dom, codeset, holdtime, keycodes, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get()?, d.get()?, d.list(limits::REMOTE_DOMAIN_SEND_KEY_MAX)?, d.get()?))
            })?;
            driver.send_key(&dom, codeset, holdtime, &keycodes, flags)?;
        }
        229 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.control_info(&dom, flags)?;
            call.output.put(&reply);
        }
        230 => {
            let (dom, ncpumaps, maplen, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.vcpu_pin_info(&dom, ncpumaps, maplen, flags)?;
            call.output.put(&reply);
        }
        231 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.undefine_flags(&dom, flags)?;
        }
        232 => {
            let (dom, to, dxml, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.save_flags(&dom, &to, dxml.as_deref(), flags)?;
        }
        233 => {
            let (from, dxml, flags) =
                decoded(&mut call.input, |d| Ok((d.text()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.restore_flags(&from, dxml.as_deref(), flags)?;
        }
        234 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.destroy_flags(&dom, flags)?;
        }
        235 => {
            let (file, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.save_image_get_xml_desc(&file, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        236 => {
            let (file, dxml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.text()?, d.get()?)))?;
            driver.save_image_define_xml(&file, &dxml, flags)?;
        }
        237 => {
            let (dom, path, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.block_job_abort(&dom, &path, flags)?;
        }
        238 => {
            let (dom, path, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.block_job_info(&dom, &path, flags)?;
            call.output.put(&reply);
        }
        239 => {
            let (dom, path, bandwidth, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.block_job_set_speed(&dom, &path, bandwidth, flags)?;
        }
        240 => {
            let (dom, path, bandwidth, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.block_pull(&dom, &path, bandwidth, flags)?;
        }
        242 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.migrate_get_max_speed(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        243 => {
            let (dom, path, nparams, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            let reply = driver.block_stats_flags(&dom, &path, nparams, flags)?;
            call.output.put(&reply);
        }
        245 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.reset(&dom, flags)?;
        }
        249 => {
            let (dom, idx, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.open_graphics(&dom, idx, flags, std::mem::take(&mut call.fds))?;
        }
        251 => {
            let (dom, disk, size, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.block_resize(&dom, &disk, size, flags)?;
        }
        252 => {
            let (dom, disk, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.list(limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_block_io_tune(&dom, &disk, &params, flags)?;
        }
        253 => {
            let (dom, disk, nparams, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?, d.get()?)))?;
            let reply = driver.block_io_tune(&dom, disk.as_deref(), nparams, flags)?;
            call.output.put(&reply);
        }
        254 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_NUMA_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_numa_parameters(&dom, &params, flags)?;
        }
        255 => {
            let (dom, nparams, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.numa_parameters(&dom, nparams, flags)?;
            call.output.put(&reply);
        }
        256 => {
            let (dom, device, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.list(limits::REMOTE_DOMAIN_INTERFACE_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_interface_parameters(&dom, &device, &params, flags)?;
        }
        257 => {
            let (dom, device, nparams, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            let reply = driver.interface_parameters(&dom, &device, nparams, flags)?;
            call.output.put(&reply);
        }
        258 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.shutdown_flags(&dom, flags)?;
        }
        261 => {
            let (dom, target, duration, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            driver.pm_suspend_for_duration(&dom, target, duration, flags)?;
        }
        262 => {
            let (dom, nparams, start_cpu, ncpus, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.cpu_stats(&dom, nparams, start_cpu, ncpus, flags)?;
            call.output.put(&reply);
        }
        263 => {
            let (dom, maxerrors, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.disk_errors(&dom, maxerrors, flags)?;
            call.output.put(&reply);
        }
        264 => {
            let (dom, type_, metadata, key, uri, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get::<Option<String>>()?,
                    d.get()?,
                ))
            })?;
            driver.set_metadata(&dom, type_, metadata.as_deref(), key.as_deref(), uri.as_deref(), flags)?;
        }
        265 => {
            let (dom, type_, uri, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            let reply = driver.metadata(&dom, type_, uri.as_deref(), flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        266 => {
            let (dom, path, base, bandwidth, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.get::<Option<String>>()?, d.get()?, d.get()?))
            })?;
            driver.block_rebase(&dom, &path, base.as_deref(), bandwidth, flags)?;
        }
        267 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.pm_wakeup(&dom, flags)?;
        }
        273 => {
            let (need_results, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.list_all_domains(need_results, flags)?;
            call.output.put(&reply);
        }
        277 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.hostname(&dom, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        278 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.security_label_list(&dom)?;
            call.output.put(&reply);
        }
        279 => {
            let (dom, cpumap, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?, d.get()?))
            })?;
            driver.pin_emulator(&dom, &cpumap, flags)?;
        }
        280 => {
            let (dom, maplen, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.emulator_pin_info(&dom, maplen, flags)?;
            call.output.put(&reply);
        }
        290 => {
            let (dom, disk, base, top, bandwidth, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.get::<Option<String>>()?, d.get::<Option<String>>()?, d.get()?, d.get()?))
            })?;
            driver.block_commit(&dom, &disk, base.as_deref(), top.as_deref(), bandwidth, flags)?;
        }
        294 => {
            let (dom, mount_point, minimum, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?, d.get()?)))?;
            driver.fstrim(&dom, mount_point.as_deref(), minimum, flags)?;
        }
        295 => {
            let (dom, pid_value, signum, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            driver.send_process_signal(&dom, pid_value, signum, flags)?;
        }
        296 => {
            let (dom, name, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            let stream = driver.open_channel(&dom, name.as_deref(), flags)?;
            call.stream = Some(stream);
        }
        298 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.job_stats(&dom, flags)?;
            call.output.put(&reply);
        }
        299 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.migrate_get_compression_cache(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        300 => {
            let (dom, cache_size, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.migrate_set_compression_cache(&dom, cache_size, flags)?;
        }
        302 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?, d.get()?))
            })?;
            let reply = driver.migrate_begin3_params(&dom, &params, flags)?;
            call.output.put(&reply);
        }
        303 => {
            let (params, cookie_in, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                ))
            })?;
            let reply = driver.migrate_prepare3_params(&params, &cookie_in, flags)?;
            call.output.put(&reply);
        }
        304 => {
            let (params, cookie_in, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                ))
            })?;
            let (reply, stream) = driver.migrate_prepare_tunnel3_params(&params, &cookie_in, flags)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_MIGRATE_COOKIE_MAX);
            call.stream = Some(stream);
        }
        305 => {
            let (dom, dconnuri, params, cookie_in, flags) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.get::<Option<String>>()?,
                    d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                ))
            })?;
            let reply = driver.migrate_perform3_params(&dom, dconnuri.as_deref(), &params, &cookie_in, flags)?;
            let e = &mut call.output;
            e.bytes(&reply, limits::REMOTE_MIGRATE_COOKIE_MAX);
        }
        306 => {
            let (params, cookie_in, flags, cancelled) = decoded(&mut call.input, |d| {
                Ok((
                    d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                    d.get()?,
                ))
            })?;
            let reply = driver.migrate_finish3_params(&params, &cookie_in, flags, cancelled)?;
            call.output.put(&reply);
        }
        307 => {
            let (dom, params, cookie_in, flags, cancelled) = decoded(&mut call.input, |d| {
                Ok((
                    d.get()?,
                    d.list(limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX)?,
                    d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
                    d.get()?,
                    d.get()?,
                ))
            })?;
            driver.migrate_confirm3_params(&dom, &params, &cookie_in, flags, cancelled)?;
        }
        308 => {
            let (dom, period, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.set_memory_stats_period(&dom, period, flags)?;
        }
        309 => {
            let (xml_desc, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.create_xml_with_files(&xml_desc, flags, std::mem::take(&mut call.fds))?;
            let e = &mut call.output;
            e.put(&reply);
        }
        310 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.create_with_files(&dom, flags, std::mem::take(&mut call.fds))?;
            let e = &mut call.output;
            e.put(&reply);
        }
        334 => {
            let (dom, to, dumpformat, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.core_dump_with_format(&dom, &to, dumpformat, flags)?;
        }
        335 => {
            let (dom, mountpoints, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_FSFREEZE_MOUNTPOINTS_MAX)?, d.get()?))
            })?;
            let reply = driver.fsfreeze(&dom, &mountpoints, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        336 => {
            let (dom, mountpoints, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_FSFREEZE_MOUNTPOINTS_MAX)?, d.get()?))
            })?;
            let reply = driver.fsthaw(&dom, &mountpoints, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        337 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.time(&dom, flags)?;
            call.output.put(&reply);
        }
        338 => {
            let (dom, seconds, nseconds, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            driver.set_time(&dom, seconds, nseconds, flags)?;
        }
        343 => {
            let (dom, idx, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let fds = driver.open_graphics_fd(&dom, idx, flags)?;
            call.reply_fds = fds;
        }
        344 => {
            let (doms, stats, flags) =
                decoded(&mut call.input, |d| Ok((d.list(limits::REMOTE_DOMAIN_LIST_MAX)?, d.get()?, d.get()?)))?;
            let reply = driver.all_domain_stats(&doms, stats, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_LIST_MAX);
        }
        345 => {
            let (dom, path, destxml, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.text()?, d.list(limits::REMOTE_DOMAIN_BLOCK_COPY_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.block_copy(&dom, &path, &destxml, &params, flags)?;
        }
        349 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.fsinfo(&dom, flags)?;
            call.output.put(&reply);
        }
        350 => {
            let (xml, flags) = decoded(&mut call.input, |d| Ok((d.text()?, d.get()?)))?;
            let reply = driver.define_xml_flags(&xml, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        351 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.iothread_info(&dom, flags)?;
            call.output.put(&reply);
        }
        352 => {
            let (dom, iothreads_id, cpumap, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get()?, d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?, d.get()?))
            })?;
            driver.pin_iothread(&dom, iothreads_id, &cpumap, flags)?;
        }
        353 => {
            let (dom, source, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            call.refuse_flag(source as i64 == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT as i64)?;
            let reply = driver.interface_addresses(&dom, source, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_INTERFACE_MAX);
        }
        355 => {
            let (dom, iothread_id, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.add_iothread(&dom, iothread_id, flags)?;
        }
        356 => {
            let (dom, iothread_id, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.del_iothread(&dom, iothread_id, flags)?;
        }
        357 => {
            let (dom, user, password, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get::<Option<String>>()?, d.get::<Option<String>>()?, d.get()?))
            })?;
            driver.set_user_password(&dom, user.as_deref(), password.as_deref(), flags)?;
        }
        358 => {
            let (dom, new_name, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            let reply = driver.rename(&dom, new_name.as_deref(), flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        364 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.migrate_start_post_copy(&dom, flags)?;
        }
        365 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.perf_events(&dom, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_PERF_EVENTS_MAX);
        }
        366 => {
            let (dom, params, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_PERF_EVENTS_MAX)?, d.get()?)))?;
            driver.set_perf_events(&dom, &params, flags)?;
        }
        371 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.guest_vcpus(&dom, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_GUEST_VCPU_PARAMS_MAX);
        }
        372 => {
            let (dom, cpumap, state, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.set_guest_vcpus(&dom, &cpumap, state, flags)?;
        }
        384 => {
            let (dom, cpumap, state, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.set_vcpu(&dom, &cpumap, state, flags)?;
        }
        386 => {
            let (dom, dev, threshold, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?, d.get()?)))?;
            driver.set_block_threshold(&dom, &dev, threshold, flags)?;
        }
        387 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.migrate_get_max_downtime(&dom, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        388 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.managed_save_get_xml_desc(&dom, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        389 => {
            let (dom, dxml, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.managed_save_define_xml(&dom, dxml.as_deref(), flags)?;
        }
        390 => {
            let (dom, type_, action, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?, d.get()?)))?;
            driver.set_lifecycle_action(&dom, type_, action, flags)?;
        }
        392 => {
            let (dom, alias, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.detach_device_alias(&dom, &alias, flags)?;
        }
        396 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.launch_security_info(&dom, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_LAUNCH_SECURITY_INFO_PARAMS_MAX);
        }
        402 => {
            let (dom, iothread_id, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.get()?, d.list(limits::REMOTE_DOMAIN_IOTHREAD_PARAMS_MAX)?, d.get()?))
            })?;
            driver.set_iothread_params(&dom, iothread_id, &params, flags)?;
        }
        418 => {
            let (dom, types, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.guest_info(&dom, types, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_GUEST_INFO_PARAMS_MAX);
        }
        420 => {
            let (dom, timeout, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            let reply = driver.agent_set_response_timeout(&dom, timeout, flags)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        421 => {
            let (dom, backup_xml, checkpoint_xml, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.backup_begin(&dom, &backup_xml, checkpoint_xml.as_deref(), flags)?;
        }
        422 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.backup_get_xml_desc(&dom, flags)?;
            let e = &mut call.output;
            e.text(&reply);
        }
        424 => {
            let (dom, user, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            let reply = driver.authorized_ssh_keys_get(&dom, &user, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX);
        }
        425 => {
            let (dom, user, keys, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.list(limits::REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX)?, d.get()?))
            })?;
            driver.authorized_ssh_keys_set(&dom, &user, &keys, flags)?;
        }
        426 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            let reply = driver.messages(&dom, flags)?;
            let e = &mut call.output;
            e.list(&reply, limits::REMOTE_DOMAIN_MESSAGES_MAX);
        }
        427 => {
            let (dom, seconds, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.start_dirty_rate_calc(&dom, seconds, flags)?;
        }
        439 => {
            let (dom, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_LAUNCH_SECURITY_STATE_PARAMS_MAX)?, d.get()?))
            })?;
            driver.set_launch_security_state(&dom, &params, flags)?;
        }
        440 => {
            let (dom, params, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.list(limits::REMOTE_DOMAIN_SAVE_PARAMS_MAX)?, d.get()?)))?;
            driver.save_params(&dom, &params, flags)?;
        }
        441 => {
            let (params, flags) =
                decoded(&mut call.input, |d| Ok((d.list(limits::REMOTE_DOMAIN_SAVE_PARAMS_MAX)?, d.get()?)))?;
            driver.restore_params(&params, flags)?;
        }
        442 => {
            let (dom, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.abort_job_flags(&dom, flags)?;
        }
        443 => {
            let (dom, name, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.text()?, d.get()?)))?;
            driver.fd_associate(&dom, &name, flags, std::mem::take(&mut call.fds))?;
        }
        448 => {
            let (dom, type_, flags) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?, d.get()?)))?;
            driver.graphics_reload(&dom, type_, flags)?;
        }
        449 => {
            let (dom,) = decoded(&mut call.input, |d| Ok((d.get()?,)))?;
            let reply = driver.autostart_once(&dom)?;
            let e = &mut call.output;
            e.put(&reply);
        }
        450 => {
            let (dom, autostart) = decoded(&mut call.input, |d| Ok((d.get()?, d.get()?)))?;
            driver.set_autostart_once(&dom, autostart)?;
        }
        451 => {
            let (dom, group, params, flags) = decoded(&mut call.input, |d| {
                Ok((d.get()?, d.text()?, d.list(limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX)?, d.get()?))
            })?;
            driver.set_throttle_group(&dom, &group, &params, flags)?;
        }
        452 => {
            let (dom, group, flags) =
                decoded(&mut call.input, |d| Ok((d.get()?, d.get::<Option<String>>()?, d.get()?)))?;
            driver.del_throttle_group(&dom, group.as_deref(), flags)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
