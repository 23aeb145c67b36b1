//! The remote driver: Guests: life cycle, documents, devices, statistics, migration.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{domain::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl DomainDriver for Remote {
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml);
        self.call(Program::Remote, 8, e)?;
        Ok(())
    }

    fn create(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 9, e)?;
        Ok(())
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call(Program::Remote, 10, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(xml);
        let reply = self.call(Program::Remote, 11, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 12, e)?;
        Ok(())
    }

    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml);
        self.call(Program::Remote, 13, e)?;
        Ok(())
    }

    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 14, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 15, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 16, e)?;
        let result = decoded(&reply, |d| d.get::<DomainInfoReply>())?;
        Ok(result)
    }

    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 17, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 18, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 19, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&maxinfo);
        e.put(&maplen);
        let reply = self.call(Program::Remote, 20, e)?;
        let result = decoded(&reply, |d| d.get::<DomainVcpusReply>())?;
        Ok(result)
    }

    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 21, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_LIST_MAX))?;
        Ok(result)
    }

    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.put(&id);
        let reply = self.call(Program::Remote, 22, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 23, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.put(uuid);
        let reply = self.call(Program::Remote, 24, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn num_of_defined_domains(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 25, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&vcpu);
        e.bytes(cpumap, limits::REMOTE_CPUMAP_MAX);
        self.call(Program::Remote, 26, e)?;
        Ok(())
    }

    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 27, e)?;
        Ok(())
    }

    fn resume(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 28, e)?;
        Ok(())
    }

    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&autostart);
        self.call(Program::Remote, 29, e)?;
        Ok(())
    }

    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&memory);
        self.call(Program::Remote, 30, e)?;
        Ok(())
    }

    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&memory);
        self.call(Program::Remote, 31, e)?;
        Ok(())
    }

    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nvcpus);
        self.call(Program::Remote, 32, e)?;
        Ok(())
    }

    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 33, e)?;
        Ok(())
    }

    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 34, e)?;
        Ok(())
    }

    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 35, e)?;
        Ok(())
    }

    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        let mut e = Encoder::new();
        e.put(&maxids);
        let reply = self.call(Program::Remote, 37, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_LIST_MAX))?;
        Ok(result)
    }

    fn num_of_domains(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 51, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(to);
        e.put(&flags);
        self.call(Program::Remote, 53, e)?;
        Ok(())
    }

    fn restore(&self, from: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.text(from);
        self.call(Program::Remote, 54, e)?;
        Ok(())
    }

    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(to);
        self.call(Program::Remote, 55, e)?;
        Ok(())
    }

    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 56, e)?;
        let result = decoded(&reply, |d| d.get::<DomainSchedulerTypeReply>())?;
        Ok(result)
    }

    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        let reply = self.call(Program::Remote, 57, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX))?;
        Ok(result)
    }

    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX);
        self.call(Program::Remote, 58, e)?;
        Ok(())
    }

    fn migrate_prepare(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigratePrepareReply> {
        let mut e = Encoder::new();
        e.optional_text(uri_in);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        let reply = self.call(Program::Remote, 61, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigratePrepareReply>())?;
        Ok(result)
    }

    fn migrate_perform(
        &self,
        dom: &DomainRef,
        cookie: &[u8],
        uri: &str,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.bytes(cookie, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.text(uri);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        self.call(Program::Remote, 62, e)?;
        Ok(())
    }

    fn migrate_finish(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(dname);
        e.bytes(cookie, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.text(uri);
        e.put(&flags);
        let reply = self.call(Program::Remote, 63, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        let reply = self.call(Program::Remote, 64, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlockStatsReply>())?;
        Ok(result)
    }

    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(device);
        let reply = self.call(Program::Remote, 65, e)?;
        let result = decoded(&reply, |d| d.get::<DomainInterfaceStatsReply>())?;
        Ok(result)
    }

    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&offset);
        e.put(&size);
        e.put(&flags);
        let reply = self.call(Program::Remote, 103, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_DOMAIN_BLOCK_PEEK_BUFFER_MAX).map(<[u8]>::to_vec))?;
        Ok(result)
    }

    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&offset);
        e.put(&size);
        e.put(&flags);
        let reply = self.call(Program::Remote, 104, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_DOMAIN_MEMORY_PEEK_BUFFER_MAX).map(<[u8]>::to_vec))?;
        Ok(result)
    }

    fn migrate_prepare2(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare2Reply> {
        let mut e = Encoder::new();
        e.optional_text(uri_in);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        e.text(dom_xml);
        let reply = self.call(Program::Remote, 108, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigratePrepare2Reply>())?;
        Ok(result)
    }

    fn migrate_finish2(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64, retcode: i32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(dname);
        e.bytes(cookie, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.text(uri);
        e.put(&flags);
        e.put(&retcode);
        let reply = self.call(Program::Remote, 109, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 121, e)?;
        let result = decoded(&reply, |d| d.get::<DomainSecurityLabelReply>())?;
        Ok(result)
    }

    fn domain_xml_from_native(&self, native_format: &str, native_config: &str, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.text(native_format);
        e.text(native_config);
        e.put(&flags);
        let reply = self.call(Program::Remote, 135, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn domain_xml_to_native(&self, native_format: &str, domain_xml: &str, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.text(native_format);
        e.text(domain_xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 136, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn migrate_prepare_tunnel(&self, flags: u64, dname: Option<&str>, resource: u64, dom_xml: &str) -> Result<Stream> {
        let mut e = Encoder::new();
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        e.text(dom_xml);
        let (_, stream) = self.open_stream(Program::Remote, 148, e)?;
        Ok(stream)
    }

    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 150, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 151, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&max_stats);
        e.put(&flags);
        let reply = self.call(Program::Remote, 159, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_MEMORY_STATS_MAX))?;
        Ok(result)
    }

    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml);
        e.put(&flags);
        self.call(Program::Remote, 160, e)?;
        Ok(())
    }

    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml);
        e.put(&flags);
        self.call(Program::Remote, 161, e)?;
        Ok(())
    }

    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 163, e)?;
        let result = decoded(&reply, |d| d.get::<DomainJobInfoReply>())?;
        Ok(result)
    }

    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        self.call(Program::Remote, 164, e)?;
        Ok(())
    }

    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&downtime);
        e.put(&flags);
        self.call(Program::Remote, 166, e)?;
        Ok(())
    }

    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml);
        e.put(&flags);
        self.call(Program::Remote, 174, e)?;
        Ok(())
    }

    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 182, e)?;
        Ok(())
    }

    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 183, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 184, e)?;
        Ok(())
    }

    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&flags);
        let reply = self.call(Program::Remote, 194, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlockInfoReply>())?;
        Ok(result)
    }

    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 196, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_MEMORY_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 197, e)?;
        Ok(())
    }

    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 198, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMemoryParametersReply>())?;
        Ok(result)
    }

    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nvcpus);
        e.put(&flags);
        self.call(Program::Remote, 199, e)?;
        Ok(())
    }

    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 200, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(dev_name);
        e.put(&flags);
        let (_, stream) = self.open_stream(Program::Remote, 201, e)?;
        Ok(stream)
    }

    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 202, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&memory);
        e.put(&flags);
        self.call(Program::Remote, 204, e)?;
        Ok(())
    }

    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_BLKIO_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 205, e)?;
        Ok(())
    }

    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 206, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlkioParametersReply>())?;
        Ok(result)
    }

    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&bandwidth);
        e.put(&flags);
        self.call(Program::Remote, 207, e)?;
        Ok(())
    }

    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 210, e)?;
        Ok(())
    }

    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&screen);
        e.put(&flags);
        let (reply, stream) = self.open_stream(Program::Remote, 211, e)?;
        let result = decoded(&reply, |d| d.get::<Option<String>>())?;
        Ok((result, stream))
    }

    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 212, e)?;
        let result = decoded(&reply, |d| d.get::<DomainStateReply>())?;
        Ok(result)
    }

    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(xmlin);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        let reply = self.call(Program::Remote, 213, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigrateBegin3Reply>())?;
        Ok(result)
    }

    fn migrate_prepare3(
        &self,
        cookie_in: &[u8],
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare3Reply> {
        let mut e = Encoder::new();
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.optional_text(uri_in);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        e.text(dom_xml);
        let reply = self.call(Program::Remote, 214, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigratePrepare3Reply>())?;
        Ok(result)
    }

    fn migrate_prepare_tunnel3(
        &self,
        cookie_in: &[u8],
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<(Vec<u8>, Stream)> {
        let mut e = Encoder::new();
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        e.text(dom_xml);
        let (reply, stream) = self.open_stream(Program::Remote, 215, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec))?;
        Ok((result, stream))
    }

    fn migrate_perform3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        cookie_in: &[u8],
        dconnuri: Option<&str>,
        uri: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<Vec<u8>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(xmlin);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.optional_text(dconnuri);
        e.optional_text(uri);
        e.put(&flags);
        e.optional_text(dname);
        e.put(&resource);
        let reply = self.call(Program::Remote, 216, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec))?;
        Ok(result)
    }

    fn migrate_finish3(
        &self,
        dname: &str,
        cookie_in: &[u8],
        dconnuri: Option<&str>,
        uri: Option<&str>,
        flags: u64,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3Reply> {
        let mut e = Encoder::new();
        e.text(dname);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.optional_text(dconnuri);
        e.optional_text(uri);
        e.put(&flags);
        e.put(&cancelled);
        let reply = self.call(Program::Remote, 217, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigrateFinish3Reply>())?;
        Ok(result)
    }

    fn migrate_confirm3(&self, dom: &DomainRef, cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        e.put(&cancelled);
        self.call(Program::Remote, 218, e)?;
        Ok(())
    }

    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 219, e)?;
        Ok(())
    }

    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 223, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_SCHEDULER_PARAMETERS_MAX))?;
        Ok(result)
    }

    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&vcpu);
        e.bytes(cpumap, limits::REMOTE_CPUMAP_MAX);
        e.put(&flags);
        self.call(Program::Remote, 225, e)?;
        Ok(())
    }

    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&codeset);
        e.put(&holdtime);
        e.list(keycodes, limits::REMOTE_DOMAIN_SEND_KEY_MAX);
        e.put(&flags);
        self.call(Program::Remote, 226, e)?;
        Ok(())
    }

    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 229, e)?;
        let result = decoded(&reply, |d| d.get::<DomainControlInfoReply>())?;
        Ok(result)
    }

    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&ncpumaps);
        e.put(&maplen);
        e.put(&flags);
        let reply = self.call(Program::Remote, 230, e)?;
        let result = decoded(&reply, |d| d.get::<DomainVcpuPinInfoReply>())?;
        Ok(result)
    }

    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 231, e)?;
        Ok(())
    }

    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(to);
        e.optional_text(dxml);
        e.put(&flags);
        self.call(Program::Remote, 232, e)?;
        Ok(())
    }

    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(from);
        e.optional_text(dxml);
        e.put(&flags);
        self.call(Program::Remote, 233, e)?;
        Ok(())
    }

    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 234, e)?;
        Ok(())
    }

    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.text(file);
        e.put(&flags);
        let reply = self.call(Program::Remote, 235, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(file);
        e.text(dxml);
        e.put(&flags);
        self.call(Program::Remote, 236, e)?;
        Ok(())
    }

    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&flags);
        self.call(Program::Remote, 237, e)?;
        Ok(())
    }

    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&flags);
        let reply = self.call(Program::Remote, 238, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlockJobInfoReply>())?;
        Ok(result)
    }

    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&bandwidth);
        e.put(&flags);
        self.call(Program::Remote, 239, e)?;
        Ok(())
    }

    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&bandwidth);
        e.put(&flags);
        self.call(Program::Remote, 240, e)?;
        Ok(())
    }

    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 242, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 243, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlockStatsFlagsReply>())?;
        Ok(result)
    }

    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 245, e)?;
        Ok(())
    }

    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&idx);
        e.put(&flags);
        self.call_with_fds(Program::Remote, 249, e, fds)?;
        Ok(())
    }

    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(disk);
        e.put(&size);
        e.put(&flags);
        self.call(Program::Remote, 251, e)?;
        Ok(())
    }

    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(disk);
        e.list(params, limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 252, e)?;
        Ok(())
    }

    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(disk);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 253, e)?;
        let result = decoded(&reply, |d| d.get::<DomainBlockIoTuneReply>())?;
        Ok(result)
    }

    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_NUMA_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 254, e)?;
        Ok(())
    }

    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 255, e)?;
        let result = decoded(&reply, |d| d.get::<DomainNumaParametersReply>())?;
        Ok(result)
    }

    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(device);
        e.list(params, limits::REMOTE_DOMAIN_INTERFACE_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 256, e)?;
        Ok(())
    }

    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(device);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 257, e)?;
        let result = decoded(&reply, |d| d.get::<DomainInterfaceParametersReply>())?;
        Ok(result)
    }

    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 258, e)?;
        Ok(())
    }

    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&target);
        e.put(&duration);
        e.put(&flags);
        self.call(Program::Remote, 261, e)?;
        Ok(())
    }

    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&nparams);
        e.put(&start_cpu);
        e.put(&ncpus);
        e.put(&flags);
        let reply = self.call(Program::Remote, 262, e)?;
        let result = decoded(&reply, |d| d.get::<DomainCpuStatsReply>())?;
        Ok(result)
    }

    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&maxerrors);
        e.put(&flags);
        let reply = self.call(Program::Remote, 263, e)?;
        let result = decoded(&reply, |d| d.get::<DomainDiskErrorsReply>())?;
        Ok(result)
    }

    fn set_metadata(
        &self,
        dom: &DomainRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&type_);
        e.optional_text(metadata);
        e.optional_text(key);
        e.optional_text(uri);
        e.put(&flags);
        self.call(Program::Remote, 264, e)?;
        Ok(())
    }

    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&type_);
        e.optional_text(uri);
        e.put(&flags);
        let reply = self.call(Program::Remote, 265, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.optional_text(base);
        e.put(&bandwidth);
        e.put(&flags);
        self.call(Program::Remote, 266, e)?;
        Ok(())
    }

    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 267, e)?;
        Ok(())
    }

    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 273, e)?;
        let result = decoded(&reply, |d| d.get::<DomainListAllDomainsReply>())?;
        Ok(result)
    }

    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 277, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 278, e)?;
        let result = decoded(&reply, |d| d.get::<DomainSecurityLabelListReply>())?;
        Ok(result)
    }

    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.bytes(cpumap, limits::REMOTE_CPUMAP_MAX);
        e.put(&flags);
        self.call(Program::Remote, 279, e)?;
        Ok(())
    }

    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&maplen);
        e.put(&flags);
        let reply = self.call(Program::Remote, 280, e)?;
        let result = decoded(&reply, |d| d.get::<DomainEmulatorPinInfoReply>())?;
        Ok(result)
    }

    fn block_commit(
        &self,
        dom: &DomainRef,
        disk: &str,
        base: Option<&str>,
        top: Option<&str>,
        bandwidth: u64,
        flags: u32,
    ) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(disk);
        e.optional_text(base);
        e.optional_text(top);
        e.put(&bandwidth);
        e.put(&flags);
        self.call(Program::Remote, 290, e)?;
        Ok(())
    }

    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(mount_point);
        e.put(&minimum);
        e.put(&flags);
        self.call(Program::Remote, 294, e)?;
        Ok(())
    }

    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&pid_value);
        e.put(&signum);
        e.put(&flags);
        self.call(Program::Remote, 295, e)?;
        Ok(())
    }

    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(name);
        e.put(&flags);
        let (_, stream) = self.open_stream(Program::Remote, 296, e)?;
        Ok(stream)
    }

    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 298, e)?;
        let result = decoded(&reply, |d| d.get::<DomainJobStatsReply>())?;
        Ok(result)
    }

    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 299, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&cache_size);
        e.put(&flags);
        self.call(Program::Remote, 300, e)?;
        Ok(())
    }

    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 302, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigrateBegin3ParamsReply>())?;
        Ok(result)
    }

    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        let mut e = Encoder::new();
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 303, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigratePrepare3ParamsReply>())?;
        Ok(result)
    }

    fn migrate_prepare_tunnel3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<(Vec<u8>, Stream)> {
        let mut e = Encoder::new();
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        let (reply, stream) = self.open_stream(Program::Remote, 304, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec))?;
        Ok((result, stream))
    }

    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        dconnuri: Option<&str>,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(dconnuri);
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 305, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec))?;
        Ok(result)
    }

    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        let mut e = Encoder::new();
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        e.put(&cancelled);
        let reply = self.call(Program::Remote, 306, e)?;
        let result = decoded(&reply, |d| d.get::<DomainMigrateFinish3ParamsReply>())?;
        Ok(result)
    }

    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_MIGRATE_PARAM_LIST_MAX);
        e.bytes(cookie_in, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&flags);
        e.put(&cancelled);
        self.call(Program::Remote, 307, e)?;
        Ok(())
    }

    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&period);
        e.put(&flags);
        self.call(Program::Remote, 308, e)?;
        Ok(())
    }

    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call_with_fds(Program::Remote, 309, e, fds)?.0;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call_with_fds(Program::Remote, 310, e, fds)?.0;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(to);
        e.put(&dumpformat);
        e.put(&flags);
        self.call(Program::Remote, 334, e)?;
        Ok(())
    }

    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(mountpoints, limits::REMOTE_DOMAIN_FSFREEZE_MOUNTPOINTS_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 335, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(mountpoints, limits::REMOTE_DOMAIN_FSFREEZE_MOUNTPOINTS_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 336, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 337, e)?;
        let result = decoded(&reply, |d| d.get::<DomainTimeReply>())?;
        Ok(result)
    }

    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&seconds);
        e.put(&nseconds);
        e.put(&flags);
        self.call(Program::Remote, 338, e)?;
        Ok(())
    }

    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&idx);
        e.put(&flags);
        let (_, fds) = self.call_with_fds(Program::Remote, 343, e, vec![])?;
        Ok(fds)
    }

    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        let mut e = Encoder::new();
        e.list(doms, limits::REMOTE_DOMAIN_LIST_MAX);
        e.put(&stats);
        e.put(&flags);
        let reply = self.call(Program::Remote, 344, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_LIST_MAX))?;
        Ok(result)
    }

    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(path);
        e.text(destxml);
        e.list(params, limits::REMOTE_DOMAIN_BLOCK_COPY_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 345, e)?;
        Ok(())
    }

    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 349, e)?;
        let result = decoded(&reply, |d| d.get::<DomainFsinfoReply>())?;
        Ok(result)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 350, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 351, e)?;
        let result = decoded(&reply, |d| d.get::<DomainIothreadInfoReply>())?;
        Ok(result)
    }

    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&iothreads_id);
        e.bytes(cpumap, limits::REMOTE_CPUMAP_MAX);
        e.put(&flags);
        self.call(Program::Remote, 352, e)?;
        Ok(())
    }

    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&source);
        e.put(&flags);
        let reply = self.call(Program::Remote, 353, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_INTERFACE_MAX))?;
        Ok(result)
    }

    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&iothread_id);
        e.put(&flags);
        self.call(Program::Remote, 355, e)?;
        Ok(())
    }

    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&iothread_id);
        e.put(&flags);
        self.call(Program::Remote, 356, e)?;
        Ok(())
    }

    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(user);
        e.optional_text(password);
        e.put(&flags);
        self.call(Program::Remote, 357, e)?;
        Ok(())
    }

    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(new_name);
        e.put(&flags);
        let reply = self.call(Program::Remote, 358, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 364, e)?;
        Ok(())
    }

    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 365, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_PERF_EVENTS_MAX))?;
        Ok(result)
    }

    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_PERF_EVENTS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 366, e)?;
        Ok(())
    }

    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 371, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_GUEST_VCPU_PARAMS_MAX))?;
        Ok(result)
    }

    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(cpumap);
        e.put(&state);
        e.put(&flags);
        self.call(Program::Remote, 372, e)?;
        Ok(())
    }

    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(cpumap);
        e.put(&state);
        e.put(&flags);
        self.call(Program::Remote, 384, e)?;
        Ok(())
    }

    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(dev);
        e.put(&threshold);
        e.put(&flags);
        self.call(Program::Remote, 386, e)?;
        Ok(())
    }

    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 387, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 388, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(dxml);
        e.put(&flags);
        self.call(Program::Remote, 389, e)?;
        Ok(())
    }

    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&type_);
        e.put(&action);
        e.put(&flags);
        self.call(Program::Remote, 390, e)?;
        Ok(())
    }

    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(alias);
        e.put(&flags);
        self.call(Program::Remote, 392, e)?;
        Ok(())
    }

    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 396, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_LAUNCH_SECURITY_INFO_PARAMS_MAX))?;
        Ok(result)
    }

    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&iothread_id);
        e.list(params, limits::REMOTE_DOMAIN_IOTHREAD_PARAMS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 402, e)?;
        Ok(())
    }

    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&types);
        e.put(&flags);
        let reply = self.call(Program::Remote, 418, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_GUEST_INFO_PARAMS_MAX))?;
        Ok(result)
    }

    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&timeout);
        e.put(&flags);
        let reply = self.call(Program::Remote, 420, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(backup_xml);
        e.optional_text(checkpoint_xml);
        e.put(&flags);
        self.call(Program::Remote, 421, e)?;
        Ok(())
    }

    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 422, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(user);
        e.put(&flags);
        let reply = self.call(Program::Remote, 424, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX))?;
        Ok(result)
    }

    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(user);
        e.list(keys, limits::REMOTE_DOMAIN_AUTHORIZED_SSH_KEYS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 425, e)?;
        Ok(())
    }

    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 426, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_MESSAGES_MAX))?;
        Ok(result)
    }

    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&seconds);
        e.put(&flags);
        self.call(Program::Remote, 427, e)?;
        Ok(())
    }

    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_LAUNCH_SECURITY_STATE_PARAMS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 439, e)?;
        Ok(())
    }

    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.list(params, limits::REMOTE_DOMAIN_SAVE_PARAMS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 440, e)?;
        Ok(())
    }

    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.list(params, limits::REMOTE_DOMAIN_SAVE_PARAMS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 441, e)?;
        Ok(())
    }

    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        self.call(Program::Remote, 442, e)?;
        Ok(())
    }

    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(name);
        e.put(&flags);
        self.call_with_fds(Program::Remote, 443, e, fds)?;
        Ok(())
    }

    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&type_);
        e.put(&flags);
        self.call(Program::Remote, 448, e)?;
        Ok(())
    }

    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        let reply = self.call(Program::Remote, 449, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&autostart);
        self.call(Program::Remote, 450, e)?;
        Ok(())
    }

    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(group);
        e.list(params, limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 451, e)?;
        Ok(())
    }

    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(dom);
        e.optional_text(group);
        e.put(&flags);
        self.call(Program::Remote, 452, e)?;
        Ok(())
    }
}
