//! What a read-only connection may do: Guests: life cycle, documents, devices, statistics, migration.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainDriver for ReadOnly<dyn DomainDriver> {
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        Err(refused("virDomainAttachDevice"))
    }

    fn create(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainCreate"))
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        Err(refused("virDomainCreateXML"))
    }

    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        Err(refused("virDomainDefineXML"))
    }

    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainDestroy"))
    }

    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        Err(refused("virDomainDetachDevice"))
    }

    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        refuse_flag("virDomainGetXMLDesc", flags & VIR_DOMAIN_XML_SECURE != 0)?;
        refuse_flag("virDomainGetXMLDesc", flags & VIR_DOMAIN_XML_MIGRATABLE != 0)?;
        self.0.xml_desc(dom, flags)
    }

    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        self.0.autostart(dom)
    }

    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        self.0.info(dom)
    }

    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        self.0.max_memory(dom)
    }

    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        self.0.max_vcpus(dom)
    }

    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        self.0.os_type(dom)
    }

    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        self.0.vcpus(dom, maxinfo, maplen)
    }

    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_defined_domains(maxnames)
    }

    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        self.0.lookup_by_id(id)
    }

    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        self.0.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        self.0.lookup_by_uuid(uuid)
    }

    fn num_of_defined_domains(&self) -> Result<i32> {
        self.0.num_of_defined_domains()
    }

    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        Err(refused("virDomainPinVcpu"))
    }

    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainReboot"))
    }

    fn resume(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainResume"))
    }

    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        Err(refused("virDomainSetAutostart"))
    }

    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        Err(refused("virDomainSetMaxMemory"))
    }

    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        Err(refused("virDomainSetMemory"))
    }

    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        Err(refused("virDomainSetVcpus"))
    }

    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainShutdown"))
    }

    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainSuspend"))
    }

    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainUndefine"))
    }

    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        self.0.list_domains(maxids)
    }

    fn num_of_domains(&self) -> Result<i32> {
        self.0.num_of_domains()
    }

    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainCoreDump"))
    }

    fn restore(&self, from: &str) -> Result<()> {
        Err(refused("virDomainRestore"))
    }

    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        Err(refused("virDomainSave"))
    }

    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        self.0.scheduler_type(dom)
    }

    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        self.0.scheduler_parameters(dom, nparams)
    }

    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        Err(refused("virDomainSetSchedulerParameters"))
    }

    fn migrate_prepare(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigratePrepareReply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE"))
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
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM"))
    }

    fn migrate_finish(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64) -> Result<DomainRef> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_FINISH"))
    }

    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        self.0.block_stats(dom, path)
    }

    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        self.0.interface_stats(dom, device)
    }

    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        Err(refused("virDomainBlockPeek"))
    }

    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        Err(refused("virDomainMemoryPeek"))
    }

    fn migrate_prepare2(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare2Reply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE2"))
    }

    fn migrate_finish2(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64, retcode: i32) -> Result<DomainRef> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_FINISH2"))
    }

    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        self.0.security_label(dom)
    }

    fn domain_xml_from_native(&self, native_format: &str, native_config: &str, flags: u32) -> Result<String> {
        Err(refused("virConnectDomainXMLFromNative"))
    }

    fn domain_xml_to_native(&self, native_format: &str, domain_xml: &str, flags: u32) -> Result<String> {
        Err(refused("virConnectDomainXMLToNative"))
    }

    fn migrate_prepare_tunnel(&self, flags: u64, dname: Option<&str>, resource: u64, dom_xml: &str) -> Result<Stream> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL"))
    }

    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        self.0.is_active(dom)
    }

    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        self.0.is_persistent(dom)
    }

    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        self.0.memory_stats(dom, max_stats, flags)
    }

    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainAttachDeviceFlags"))
    }

    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainDetachDeviceFlags"))
    }

    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        self.0.job_info(dom)
    }

    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        Err(refused("virDomainAbortJob"))
    }

    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainMigrateSetMaxDowntime"))
    }

    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainUpdateDeviceFlags"))
    }

    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainManagedSave"))
    }

    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.0.has_managed_save_image(dom, flags)
    }

    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainManagedSaveRemove"))
    }

    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        self.0.block_info(dom, path, flags)
    }

    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        Err(refused("virDomainCreateWithFlags"))
    }

    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetMemoryParameters"))
    }

    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        self.0.memory_parameters(dom, nparams, flags)
    }

    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetVcpusFlags"))
    }

    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        refuse_flag("virDomainGetVcpusFlags", flags & VIR_DOMAIN_VCPU_GUEST != 0)?;
        self.0.vcpus_flags(dom, flags)
    }

    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        Err(refused("virDomainOpenConsole"))
    }

    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        self.0.is_updated(dom)
    }

    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainSetMemoryFlags"))
    }

    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetBlkioParameters"))
    }

    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        self.0.blkio_parameters(dom, nparams, flags)
    }

    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainMigrateSetMaxSpeed"))
    }

    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainInjectNMI"))
    }

    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        Err(refused("virDomainScreenshot"))
    }

    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        self.0.state(dom, flags)
    }

    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3"))
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
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3"))
    }

    fn migrate_prepare_tunnel3(
        &self,
        cookie_in: &[u8],
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<(Vec<u8>, Stream)> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3"))
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
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3"))
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
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3"))
    }

    fn migrate_confirm3(&self, dom: &DomainRef, cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3"))
    }

    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetSchedulerParametersFlags"))
    }

    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        self.0.scheduler_parameters_flags(dom, nparams, flags)
    }

    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(refused("virDomainPinVcpuFlags"))
    }

    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        Err(refused("virDomainSendKey"))
    }

    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        self.0.control_info(dom, flags)
    }

    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        self.0.vcpu_pin_info(dom, ncpumaps, maplen, flags)
    }

    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainUndefineFlags"))
    }

    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainSaveFlags"))
    }

    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainRestoreFlags"))
    }

    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainDestroyFlags"))
    }

    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        Err(refused("virDomainSaveImageGetXMLDesc"))
    }

    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainSaveImageDefineXML"))
    }

    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainBlockJobAbort"))
    }

    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        self.0.block_job_info(dom, path, flags)
    }

    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainBlockJobSetSpeed"))
    }

    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainBlockPull"))
    }

    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        Err(refused("virDomainMigrateGetMaxSpeed"))
    }

    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        self.0.block_stats_flags(dom, path, nparams, flags)
    }

    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainReset"))
    }

    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        Err(refused("virDomainOpenGraphics"))
    }

    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainBlockResize"))
    }

    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetBlockIoTune"))
    }

    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        self.0.block_io_tune(dom, disk, nparams, flags)
    }

    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetNumaParameters"))
    }

    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        self.0.numa_parameters(dom, nparams, flags)
    }

    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetInterfaceParameters"))
    }

    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        self.0.interface_parameters(dom, device, nparams, flags)
    }

    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainShutdownFlags"))
    }

    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainPMSuspendForDuration"))
    }

    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        self.0.cpu_stats(dom, nparams, start_cpu, ncpus, flags)
    }

    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        self.0.disk_errors(dom, maxerrors, flags)
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
        Err(refused("virDomainSetMetadata"))
    }

    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.0.metadata(dom, type_, uri, flags)
    }

    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainBlockRebase"))
    }

    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainPMWakeup"))
    }

    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        self.0.list_all_domains(need_results, flags)
    }

    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(refused("virDomainGetHostname"))
    }

    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        self.0.security_label_list(dom)
    }

    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(refused("virDomainPinEmulator"))
    }

    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        self.0.emulator_pin_info(dom, maplen, flags)
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
        Err(refused("virDomainBlockCommit"))
    }

    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainFSTrim"))
    }

    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainSendProcessSignal"))
    }

    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        Err(refused("virDomainOpenChannel"))
    }

    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        self.0.job_stats(dom, flags)
    }

    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.0.migrate_get_compression_cache(dom, flags)
    }

    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainMigrateSetCompressionCache"))
    }

    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3_PARAMS"))
    }

    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3_PARAMS"))
    }

    fn migrate_prepare_tunnel3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<(Vec<u8>, Stream)> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS"))
    }

    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        dconnuri: Option<&str>,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS"))
    }

    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3_PARAMS"))
    }

    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        Err(refused("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3_PARAMS"))
    }

    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetMemoryStatsPeriod"))
    }

    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        Err(refused("virDomainCreateXMLWithFiles"))
    }

    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        Err(refused("virDomainCreateWithFiles"))
    }

    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainCoreDumpWithFormat"))
    }

    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        Err(refused("virDomainFSFreeze"))
    }

    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        Err(refused("virDomainFSThaw"))
    }

    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        Err(refused("virDomainGetTime"))
    }

    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetTime"))
    }

    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        Err(refused("virDomainOpenGraphicsFD"))
    }

    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        self.0.all_domain_stats(doms, stats, flags)
    }

    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainBlockCopy"))
    }

    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        Err(refused("virDomainGetFSInfo"))
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        Err(refused("virDomainDefineXMLFlags"))
    }

    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        self.0.iothread_info(dom, flags)
    }

    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(refused("virDomainPinIOThread"))
    }

    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        refuse_flag("virDomainInterfaceAddresses", source as i64 == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT as i64)?;
        self.0.interface_addresses(dom, source, flags)
    }

    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainAddIOThread"))
    }

    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainDelIOThread"))
    }

    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainSetUserPassword"))
    }

    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        Err(refused("virDomainRename"))
    }

    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainMigrateStartPostCopy"))
    }

    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.0.perf_events(dom, flags)
    }

    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetPerfEvents"))
    }

    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(refused("virDomainGetGuestVcpus"))
    }

    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetGuestVcpus"))
    }

    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetVcpu"))
    }

    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        Err(refused("virDomainSetBlockThreshold"))
    }

    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.0.migrate_get_max_downtime(dom, flags)
    }

    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(refused("virDomainManagedSaveGetXMLDesc"))
    }

    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainManagedSaveDefineXML"))
    }

    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainSetLifecycleAction"))
    }

    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        Err(refused("virDomainDetachDeviceAlias"))
    }

    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(refused("virDomainGetLaunchSecurityInfo"))
    }

    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetIOThreadParams"))
    }

    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        Err(refused("virDomainGetGuestInfo"))
    }

    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        Err(refused("virDomainAgentSetResponseTimeout"))
    }

    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainBackupBegin"))
    }

    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.0.backup_get_xml_desc(dom, flags)
    }

    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        Err(refused("virDomainAuthorizedSSHKeysGet"))
    }

    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        Err(refused("virDomainAuthorizedSSHKeysSet"))
    }

    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        self.0.messages(dom, flags)
    }

    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        Err(refused("virDomainStartDirtyRateCalc"))
    }

    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetLaunchSecurityState"))
    }

    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSaveParams"))
    }

    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainRestoreParams"))
    }

    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(refused("virDomainAbortJobFlags"))
    }

    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        Err(refused("virDomainFDAssociate"))
    }

    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        Err(refused("virDomainGraphicsReload"))
    }

    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        self.0.autostart_once(dom)
    }

    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        Err(refused("virDomainSetAutostartOnce"))
    }

    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virDomainSetThrottleGroup"))
    }

    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virDomainDelThrottleGroup"))
    }
}
