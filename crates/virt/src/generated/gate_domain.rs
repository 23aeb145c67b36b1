//! Behind a gate: Guests: life cycle, documents, devices, statistics, migration.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainDriver for Gated<dyn DomainDriver> {
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        self.gate.admit("virDomainAttachDevice", Access::Write)?;
        self.driver.attach_device(dom, xml)
    }

    fn create(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainCreate", Access::Write)?;
        self.driver.create(dom)
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        self.gate.admit("virDomainCreateXML", Access::Write)?;
        self.driver.create_xml(xml_desc, flags)
    }

    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        self.gate.admit("virDomainDefineXML", Access::Write)?;
        self.driver.define_xml(xml)
    }

    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainDestroy", Access::Write)?;
        self.driver.destroy(dom)
    }

    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        self.gate.admit("virDomainDetachDevice", Access::Write)?;
        self.driver.detach_device(dom, xml)
    }

    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.gate.admit(
            "virDomainGetXMLDesc",
            Access::read_unless(flags & VIR_DOMAIN_XML_SECURE != 0 || flags & VIR_DOMAIN_XML_MIGRATABLE != 0),
        )?;
        self.driver.xml_desc(dom, flags)
    }

    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainGetAutostart", Access::Read)?;
        self.driver.autostart(dom)
    }

    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        self.gate.admit("virDomainGetInfo", Access::Read)?;
        self.driver.info(dom)
    }

    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        self.gate.admit("virDomainGetMaxMemory", Access::Read)?;
        self.driver.max_memory(dom)
    }

    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainGetMaxVcpus", Access::Read)?;
        self.driver.max_vcpus(dom)
    }

    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        self.gate.admit("virDomainGetOSType", Access::Read)?;
        self.driver.os_type(dom)
    }

    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        self.gate.admit("virDomainGetVcpus", Access::Read)?;
        self.driver.vcpus(dom, maxinfo, maplen)
    }

    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListDefinedDomains", Access::Read)?;
        self.driver.list_defined_domains(maxnames)
    }

    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        self.gate.admit("virDomainLookupByID", Access::Read)?;
        self.driver.lookup_by_id(id)
    }

    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        self.gate.admit("virDomainLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        self.gate.admit("virDomainLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(uuid)
    }

    fn num_of_defined_domains(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfDefinedDomains", Access::Read)?;
        self.driver.num_of_defined_domains()
    }

    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        self.gate.admit("virDomainPinVcpu", Access::Write)?;
        self.driver.pin_vcpu(dom, vcpu, cpumap)
    }

    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainReboot", Access::Write)?;
        self.driver.reboot(dom, flags)
    }

    fn resume(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainResume", Access::Write)?;
        self.driver.resume(dom)
    }

    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        self.gate.admit("virDomainSetAutostart", Access::Write)?;
        self.driver.set_autostart(dom, autostart)
    }

    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        self.gate.admit("virDomainSetMaxMemory", Access::Write)?;
        self.driver.set_max_memory(dom, memory)
    }

    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        self.gate.admit("virDomainSetMemory", Access::Write)?;
        self.driver.set_memory(dom, memory)
    }

    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        self.gate.admit("virDomainSetVcpus", Access::Write)?;
        self.driver.set_vcpus(dom, nvcpus)
    }

    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainShutdown", Access::Write)?;
        self.driver.shutdown(dom)
    }

    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainSuspend", Access::Write)?;
        self.driver.suspend(dom)
    }

    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainUndefine", Access::Write)?;
        self.driver.undefine(dom)
    }

    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        self.gate.admit("virConnectListDomains", Access::Read)?;
        self.driver.list_domains(maxids)
    }

    fn num_of_domains(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfDomains", Access::Read)?;
        self.driver.num_of_domains()
    }

    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainCoreDump", Access::Write)?;
        self.driver.core_dump(dom, to, flags)
    }

    fn restore(&self, from: &str) -> Result<()> {
        self.gate.admit("virDomainRestore", Access::Write)?;
        self.driver.restore(from)
    }

    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        self.gate.admit("virDomainSave", Access::Write)?;
        self.driver.save(dom, to)
    }

    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        self.gate.admit("virDomainGetSchedulerType", Access::Read)?;
        self.driver.scheduler_type(dom)
    }

    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetSchedulerParameters", Access::Read)?;
        self.driver.scheduler_parameters(dom, nparams)
    }

    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        self.gate.admit("virDomainSetSchedulerParameters", Access::Write)?;
        self.driver.set_scheduler_parameters(dom, params)
    }

    fn migrate_prepare(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigratePrepareReply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE", Access::Write)?;
        self.driver.migrate_prepare(uri_in, flags, dname, resource)
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
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM", Access::Write)?;
        self.driver.migrate_perform(dom, cookie, uri, flags, dname, resource)
    }

    fn migrate_finish(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64) -> Result<DomainRef> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_FINISH", Access::Write)?;
        self.driver.migrate_finish(dname, cookie, uri, flags)
    }

    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        self.gate.admit("virDomainBlockStats", Access::Read)?;
        self.driver.block_stats(dom, path)
    }

    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        self.gate.admit("virDomainInterfaceStats", Access::Read)?;
        self.driver.interface_stats(dom, device)
    }

    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        self.gate.admit("virDomainBlockPeek", Access::Write)?;
        self.driver.block_peek(dom, path, offset, size, flags)
    }

    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        self.gate.admit("virDomainMemoryPeek", Access::Write)?;
        self.driver.memory_peek(dom, offset, size, flags)
    }

    fn migrate_prepare2(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare2Reply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE2", Access::Write)?;
        self.driver.migrate_prepare2(uri_in, flags, dname, resource, dom_xml)
    }

    fn migrate_finish2(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64, retcode: i32) -> Result<DomainRef> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_FINISH2", Access::Write)?;
        self.driver.migrate_finish2(dname, cookie, uri, flags, retcode)
    }

    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        self.gate.admit("virDomainGetSecurityLabel", Access::Read)?;
        self.driver.security_label(dom)
    }

    fn domain_xml_from_native(&self, native_format: &str, native_config: &str, flags: u32) -> Result<String> {
        self.gate.admit("virConnectDomainXMLFromNative", Access::Write)?;
        self.driver.domain_xml_from_native(native_format, native_config, flags)
    }

    fn domain_xml_to_native(&self, native_format: &str, domain_xml: &str, flags: u32) -> Result<String> {
        self.gate.admit("virConnectDomainXMLToNative", Access::Write)?;
        self.driver.domain_xml_to_native(native_format, domain_xml, flags)
    }

    fn migrate_prepare_tunnel(&self, flags: u64, dname: Option<&str>, resource: u64, dom_xml: &str) -> Result<Stream> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL", Access::Write)?;
        self.driver.migrate_prepare_tunnel(flags, dname, resource, dom_xml)
    }

    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainIsActive", Access::Read)?;
        self.driver.is_active(dom)
    }

    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainIsPersistent", Access::Read)?;
        self.driver.is_persistent(dom)
    }

    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        self.gate.admit("virDomainMemoryStats", Access::Read)?;
        self.driver.memory_stats(dom, max_stats, flags)
    }

    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainAttachDeviceFlags", Access::Write)?;
        self.driver.attach_device_flags(dom, xml, flags)
    }

    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainDetachDeviceFlags", Access::Write)?;
        self.driver.detach_device_flags(dom, xml, flags)
    }

    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        self.gate.admit("virDomainGetJobInfo", Access::Read)?;
        self.driver.job_info(dom)
    }

    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        self.gate.admit("virDomainAbortJob", Access::Write)?;
        self.driver.abort_job(dom)
    }

    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainMigrateSetMaxDowntime", Access::Write)?;
        self.driver.migrate_set_max_downtime(dom, downtime, flags)
    }

    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainUpdateDeviceFlags", Access::Write)?;
        self.driver.update_device_flags(dom, xml, flags)
    }

    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainManagedSave", Access::Write)?;
        self.driver.managed_save(dom, flags)
    }

    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainHasManagedSaveImage", Access::Read)?;
        self.driver.has_managed_save_image(dom, flags)
    }

    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainManagedSaveRemove", Access::Write)?;
        self.driver.managed_save_remove(dom, flags)
    }

    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        self.gate.admit("virDomainGetBlockInfo", Access::Read)?;
        self.driver.block_info(dom, path, flags)
    }

    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        self.gate.admit("virDomainCreateWithFlags", Access::Write)?;
        self.driver.create_with_flags(dom, flags)
    }

    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetMemoryParameters", Access::Write)?;
        self.driver.set_memory_parameters(dom, params, flags)
    }

    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        self.gate.admit("virDomainGetMemoryParameters", Access::Read)?;
        self.driver.memory_parameters(dom, nparams, flags)
    }

    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetVcpusFlags", Access::Write)?;
        self.driver.set_vcpus_flags(dom, nvcpus, flags)
    }

    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainGetVcpusFlags", Access::read_unless(flags & VIR_DOMAIN_VCPU_GUEST != 0))?;
        self.driver.vcpus_flags(dom, flags)
    }

    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        self.gate.admit("virDomainOpenConsole", Access::Write)?;
        self.driver.open_console(dom, dev_name, flags)
    }

    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainIsUpdated", Access::Read)?;
        self.driver.is_updated(dom)
    }

    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetMemoryFlags", Access::Write)?;
        self.driver.set_memory_flags(dom, memory, flags)
    }

    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetBlkioParameters", Access::Write)?;
        self.driver.set_blkio_parameters(dom, params, flags)
    }

    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        self.gate.admit("virDomainGetBlkioParameters", Access::Read)?;
        self.driver.blkio_parameters(dom, nparams, flags)
    }

    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainMigrateSetMaxSpeed", Access::Write)?;
        self.driver.migrate_set_max_speed(dom, bandwidth, flags)
    }

    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainInjectNMI", Access::Write)?;
        self.driver.inject_nmi(dom, flags)
    }

    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        self.gate.admit("virDomainScreenshot", Access::Write)?;
        self.driver.screenshot(dom, screen, flags)
    }

    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        self.gate.admit("virDomainGetState", Access::Read)?;
        self.driver.state(dom, flags)
    }

    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3", Access::Write)?;
        self.driver.migrate_begin3(dom, xmlin, flags, dname, resource)
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
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3", Access::Write)?;
        self.driver.migrate_prepare3(cookie_in, uri_in, flags, dname, resource, dom_xml)
    }

    fn migrate_prepare_tunnel3(
        &self,
        cookie_in: &[u8],
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<(Vec<u8>, Stream)> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3", Access::Write)?;
        self.driver.migrate_prepare_tunnel3(cookie_in, flags, dname, resource, dom_xml)
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
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3", Access::Write)?;
        self.driver.migrate_perform3(dom, xmlin, cookie_in, dconnuri, uri, flags, dname, resource)
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
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3", Access::Write)?;
        self.driver.migrate_finish3(dname, cookie_in, dconnuri, uri, flags, cancelled)
    }

    fn migrate_confirm3(&self, dom: &DomainRef, cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3", Access::Write)?;
        self.driver.migrate_confirm3(dom, cookie_in, flags, cancelled)
    }

    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetSchedulerParametersFlags", Access::Write)?;
        self.driver.set_scheduler_parameters_flags(dom, params, flags)
    }

    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetSchedulerParametersFlags", Access::Read)?;
        self.driver.scheduler_parameters_flags(dom, nparams, flags)
    }

    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        self.gate.admit("virDomainPinVcpuFlags", Access::Write)?;
        self.driver.pin_vcpu_flags(dom, vcpu, cpumap, flags)
    }

    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSendKey", Access::Write)?;
        self.driver.send_key(dom, codeset, holdtime, keycodes, flags)
    }

    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        self.gate.admit("virDomainGetControlInfo", Access::Read)?;
        self.driver.control_info(dom, flags)
    }

    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        self.gate.admit("virDomainGetVcpuPinInfo", Access::Read)?;
        self.driver.vcpu_pin_info(dom, ncpumaps, maplen, flags)
    }

    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainUndefineFlags", Access::Write)?;
        self.driver.undefine_flags(dom, flags)
    }

    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSaveFlags", Access::Write)?;
        self.driver.save_flags(dom, to, dxml, flags)
    }

    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainRestoreFlags", Access::Write)?;
        self.driver.restore_flags(from, dxml, flags)
    }

    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainDestroyFlags", Access::Write)?;
        self.driver.destroy_flags(dom, flags)
    }

    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        self.gate.admit("virDomainSaveImageGetXMLDesc", Access::Write)?;
        self.driver.save_image_get_xml_desc(file, flags)
    }

    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSaveImageDefineXML", Access::Write)?;
        self.driver.save_image_define_xml(file, dxml, flags)
    }

    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockJobAbort", Access::Write)?;
        self.driver.block_job_abort(dom, path, flags)
    }

    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        self.gate.admit("virDomainGetBlockJobInfo", Access::Read)?;
        self.driver.block_job_info(dom, path, flags)
    }

    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockJobSetSpeed", Access::Write)?;
        self.driver.block_job_set_speed(dom, path, bandwidth, flags)
    }

    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockPull", Access::Write)?;
        self.driver.block_pull(dom, path, bandwidth, flags)
    }

    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.gate.admit("virDomainMigrateGetMaxSpeed", Access::Write)?;
        self.driver.migrate_get_max_speed(dom, flags)
    }

    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        self.gate.admit("virDomainBlockStatsFlags", Access::Read)?;
        self.driver.block_stats_flags(dom, path, nparams, flags)
    }

    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainReset", Access::Write)?;
        self.driver.reset(dom, flags)
    }

    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        self.gate.admit("virDomainOpenGraphics", Access::Write)?;
        self.driver.open_graphics(dom, idx, flags, fds)
    }

    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockResize", Access::Write)?;
        self.driver.block_resize(dom, disk, size, flags)
    }

    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetBlockIoTune", Access::Write)?;
        self.driver.set_block_io_tune(dom, disk, params, flags)
    }

    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        self.gate.admit("virDomainGetBlockIoTune", Access::Read)?;
        self.driver.block_io_tune(dom, disk, nparams, flags)
    }

    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetNumaParameters", Access::Write)?;
        self.driver.set_numa_parameters(dom, params, flags)
    }

    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        self.gate.admit("virDomainGetNumaParameters", Access::Read)?;
        self.driver.numa_parameters(dom, nparams, flags)
    }

    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetInterfaceParameters", Access::Write)?;
        self.driver.set_interface_parameters(dom, device, params, flags)
    }

    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        self.gate.admit("virDomainGetInterfaceParameters", Access::Read)?;
        self.driver.interface_parameters(dom, device, nparams, flags)
    }

    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainShutdownFlags", Access::Write)?;
        self.driver.shutdown_flags(dom, flags)
    }

    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainPMSuspendForDuration", Access::Write)?;
        self.driver.pm_suspend_for_duration(dom, target, duration, flags)
    }

    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        self.gate.admit("virDomainGetCPUStats", Access::Read)?;
        self.driver.cpu_stats(dom, nparams, start_cpu, ncpus, flags)
    }

    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        self.gate.admit("virDomainGetDiskErrors", Access::Read)?;
        self.driver.disk_errors(dom, maxerrors, flags)
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
        self.gate.admit("virDomainSetMetadata", Access::Write)?;
        self.driver.set_metadata(dom, type_, metadata, key, uri, flags)
    }

    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.gate.admit("virDomainGetMetadata", Access::Read)?;
        self.driver.metadata(dom, type_, uri, flags)
    }

    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockRebase", Access::Write)?;
        self.driver.block_rebase(dom, path, base, bandwidth, flags)
    }

    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainPMWakeup", Access::Write)?;
        self.driver.pm_wakeup(dom, flags)
    }

    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        self.gate.admit("virConnectListAllDomains", Access::Read)?;
        self.driver.list_all_domains(need_results, flags)
    }

    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.gate.admit("virDomainGetHostname", Access::Write)?;
        self.driver.hostname(dom, flags)
    }

    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        self.gate.admit("virDomainGetSecurityLabelList", Access::Read)?;
        self.driver.security_label_list(dom)
    }

    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        self.gate.admit("virDomainPinEmulator", Access::Write)?;
        self.driver.pin_emulator(dom, cpumap, flags)
    }

    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        self.gate.admit("virDomainGetEmulatorPinInfo", Access::Read)?;
        self.driver.emulator_pin_info(dom, maplen, flags)
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
        self.gate.admit("virDomainBlockCommit", Access::Write)?;
        self.driver.block_commit(dom, disk, base, top, bandwidth, flags)
    }

    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainFSTrim", Access::Write)?;
        self.driver.fstrim(dom, mount_point, minimum, flags)
    }

    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSendProcessSignal", Access::Write)?;
        self.driver.send_process_signal(dom, pid_value, signum, flags)
    }

    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        self.gate.admit("virDomainOpenChannel", Access::Write)?;
        self.driver.open_channel(dom, name, flags)
    }

    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        self.gate.admit("virDomainGetJobStats", Access::Read)?;
        self.driver.job_stats(dom, flags)
    }

    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.gate.admit("virDomainMigrateGetCompressionCache", Access::Read)?;
        self.driver.migrate_get_compression_cache(dom, flags)
    }

    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainMigrateSetCompressionCache", Access::Write)?;
        self.driver.migrate_set_compression_cache(dom, cache_size, flags)
    }

    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3_PARAMS", Access::Write)?;
        self.driver.migrate_begin3_params(dom, params, flags)
    }

    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3_PARAMS", Access::Write)?;
        self.driver.migrate_prepare3_params(params, cookie_in, flags)
    }

    fn migrate_prepare_tunnel3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<(Vec<u8>, Stream)> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS", Access::Write)?;
        self.driver.migrate_prepare_tunnel3_params(params, cookie_in, flags)
    }

    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        dconnuri: Option<&str>,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS", Access::Write)?;
        self.driver.migrate_perform3_params(dom, dconnuri, params, cookie_in, flags)
    }

    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3_PARAMS", Access::Write)?;
        self.driver.migrate_finish3_params(params, cookie_in, flags, cancelled)
    }

    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        self.gate.admit("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3_PARAMS", Access::Write)?;
        self.driver.migrate_confirm3_params(dom, params, cookie_in, flags, cancelled)
    }

    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetMemoryStatsPeriod", Access::Write)?;
        self.driver.set_memory_stats_period(dom, period, flags)
    }

    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.gate.admit("virDomainCreateXMLWithFiles", Access::Write)?;
        self.driver.create_xml_with_files(xml_desc, flags, fds)
    }

    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.gate.admit("virDomainCreateWithFiles", Access::Write)?;
        self.driver.create_with_files(dom, flags, fds)
    }

    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainCoreDumpWithFormat", Access::Write)?;
        self.driver.core_dump_with_format(dom, to, dumpformat, flags)
    }

    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        self.gate.admit("virDomainFSFreeze", Access::Write)?;
        self.driver.fsfreeze(dom, mountpoints, flags)
    }

    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        self.gate.admit("virDomainFSThaw", Access::Write)?;
        self.driver.fsthaw(dom, mountpoints, flags)
    }

    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        self.gate.admit("virDomainGetTime", Access::Write)?;
        self.driver.time(dom, flags)
    }

    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetTime", Access::Write)?;
        self.driver.set_time(dom, seconds, nseconds, flags)
    }

    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        self.gate.admit("virDomainOpenGraphicsFD", Access::Write)?;
        self.driver.open_graphics_fd(dom, idx, flags)
    }

    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        self.gate.admit("virConnectGetAllDomainStats", Access::Read)?;
        self.driver.all_domain_stats(doms, stats, flags)
    }

    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainBlockCopy", Access::Write)?;
        self.driver.block_copy(dom, path, destxml, params, flags)
    }

    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        self.gate.admit("virDomainGetFSInfo", Access::Write)?;
        self.driver.fsinfo(dom, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        self.gate.admit("virDomainDefineXMLFlags", Access::Write)?;
        self.driver.define_xml_flags(xml, flags)
    }

    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        self.gate.admit("virDomainGetIOThreadInfo", Access::Read)?;
        self.driver.iothread_info(dom, flags)
    }

    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        self.gate.admit("virDomainPinIOThread", Access::Write)?;
        self.driver.pin_iothread(dom, iothreads_id, cpumap, flags)
    }

    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        self.gate.admit(
            "virDomainInterfaceAddresses",
            Access::read_unless(source as i64 == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT as i64),
        )?;
        self.driver.interface_addresses(dom, source, flags)
    }

    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainAddIOThread", Access::Write)?;
        self.driver.add_iothread(dom, iothread_id, flags)
    }

    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainDelIOThread", Access::Write)?;
        self.driver.del_iothread(dom, iothread_id, flags)
    }

    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetUserPassword", Access::Write)?;
        self.driver.set_user_password(dom, user, password, flags)
    }

    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainRename", Access::Write)?;
        self.driver.rename(dom, new_name, flags)
    }

    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainMigrateStartPostCopy", Access::Write)?;
        self.driver.migrate_start_post_copy(dom, flags)
    }

    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetPerfEvents", Access::Read)?;
        self.driver.perf_events(dom, flags)
    }

    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetPerfEvents", Access::Write)?;
        self.driver.set_perf_events(dom, params, flags)
    }

    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetGuestVcpus", Access::Write)?;
        self.driver.guest_vcpus(dom, flags)
    }

    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetGuestVcpus", Access::Write)?;
        self.driver.set_guest_vcpus(dom, cpumap, state, flags)
    }

    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetVcpu", Access::Write)?;
        self.driver.set_vcpu(dom, cpumap, state, flags)
    }

    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetBlockThreshold", Access::Write)?;
        self.driver.set_block_threshold(dom, dev, threshold, flags)
    }

    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.gate.admit("virDomainMigrateGetMaxDowntime", Access::Read)?;
        self.driver.migrate_get_max_downtime(dom, flags)
    }

    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.gate.admit("virDomainManagedSaveGetXMLDesc", Access::Write)?;
        self.driver.managed_save_get_xml_desc(dom, flags)
    }

    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainManagedSaveDefineXML", Access::Write)?;
        self.driver.managed_save_define_xml(dom, dxml, flags)
    }

    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetLifecycleAction", Access::Write)?;
        self.driver.set_lifecycle_action(dom, type_, action, flags)
    }

    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        self.gate.admit("virDomainDetachDeviceAlias", Access::Write)?;
        self.driver.detach_device_alias(dom, alias, flags)
    }

    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetLaunchSecurityInfo", Access::Write)?;
        self.driver.launch_security_info(dom, flags)
    }

    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetIOThreadParams", Access::Write)?;
        self.driver.set_iothread_params(dom, iothread_id, params, flags)
    }

    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        self.gate.admit("virDomainGetGuestInfo", Access::Write)?;
        self.driver.guest_info(dom, types, flags)
    }

    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainAgentSetResponseTimeout", Access::Write)?;
        self.driver.agent_set_response_timeout(dom, timeout, flags)
    }

    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainBackupBegin", Access::Write)?;
        self.driver.backup_begin(dom, backup_xml, checkpoint_xml, flags)
    }

    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.gate.admit("virDomainBackupGetXMLDesc", Access::Read)?;
        self.driver.backup_get_xml_desc(dom, flags)
    }

    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        self.gate.admit("virDomainAuthorizedSSHKeysGet", Access::Write)?;
        self.driver.authorized_ssh_keys_get(dom, user, flags)
    }

    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        self.gate.admit("virDomainAuthorizedSSHKeysSet", Access::Write)?;
        self.driver.authorized_ssh_keys_set(dom, user, keys, flags)
    }

    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        self.gate.admit("virDomainGetMessages", Access::Read)?;
        self.driver.messages(dom, flags)
    }

    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainStartDirtyRateCalc", Access::Write)?;
        self.driver.start_dirty_rate_calc(dom, seconds, flags)
    }

    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetLaunchSecurityState", Access::Write)?;
        self.driver.set_launch_security_state(dom, params, flags)
    }

    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSaveParams", Access::Write)?;
        self.driver.save_params(dom, params, flags)
    }

    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainRestoreParams", Access::Write)?;
        self.driver.restore_params(params, flags)
    }

    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainAbortJobFlags", Access::Write)?;
        self.driver.abort_job_flags(dom, flags)
    }

    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        self.gate.admit("virDomainFDAssociate", Access::Write)?;
        self.driver.fd_associate(dom, name, flags, fds)
    }

    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        self.gate.admit("virDomainGraphicsReload", Access::Write)?;
        self.driver.graphics_reload(dom, type_, flags)
    }

    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        self.gate.admit("virDomainGetAutostartOnce", Access::Read)?;
        self.driver.autostart_once(dom)
    }

    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        self.gate.admit("virDomainSetAutostartOnce", Access::Write)?;
        self.driver.set_autostart_once(dom, autostart)
    }

    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virDomainSetThrottleGroup", Access::Write)?;
        self.driver.set_throttle_group(dom, group, params, flags)
    }

    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virDomainDelThrottleGroup", Access::Write)?;
        self.driver.del_throttle_group(dom, group, flags)
    }
}
