//! Every call, behind what was asked of it.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{
    admin::*, connect::*, domain::*, domain_checkpoint::*, domain_snapshot::*, interface::*, lxc::*, network::*,
    network_port::*, node_device::*, nwfilter::*, nwfilter_binding::*, qemu::*, secret::*, storage_pool::*,
    storage_vol::*, types::*,
};
use virt::{Result, Stream, TypedParam, Uuid};

use crate::gate::Gate;

impl AdminDriver for Gate {
    fn lib_version(&self) -> Result<u64> {
        self.enter("virAdmConnectGetLibVersion")?;
        self.inner.admin.lib_version()
    }

    fn list_servers(&self, need_results: u32, flags: u32) -> Result<AdminListServersReply> {
        self.enter("virAdmConnectListServers")?;
        self.inner.admin.list_servers(need_results, flags)
    }

    fn lookup_server(&self, name: &str, flags: u32) -> Result<ServerRef> {
        self.enter("virAdmConnectLookupServer")?;
        self.inner.admin.lookup_server(name, flags)
    }

    fn server_get_threadpool_parameters(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virAdmServerGetThreadPoolParameters")?;
        self.inner.admin.server_get_threadpool_parameters(srv, flags)
    }

    fn server_set_threadpool_parameters(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virAdmServerSetThreadPoolParameters")?;
        self.inner.admin.server_set_threadpool_parameters(srv, params, flags)
    }

    fn server_list_clients(
        &self,
        srv: &ServerRef,
        need_results: u32,
        flags: u32,
    ) -> Result<AdminServerListClientsReply> {
        self.enter("virAdmServerListClients")?;
        self.inner.admin.server_list_clients(srv, need_results, flags)
    }

    fn server_lookup_client(&self, srv: &ServerRef, id: u64, flags: u32) -> Result<ClientRef> {
        self.enter("virAdmServerLookupClient")?;
        self.inner.admin.server_lookup_client(srv, id, flags)
    }

    fn client_get_info(&self, clnt: &ClientRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virAdmClientGetInfo")?;
        self.inner.admin.client_get_info(clnt, flags)
    }

    fn client_close(&self, clnt: &ClientRef, flags: u32) -> Result<()> {
        self.enter("virAdmClientClose")?;
        self.inner.admin.client_close(clnt, flags)
    }

    fn server_get_client_limits(&self, srv: &ServerRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virAdmServerGetClientLimits")?;
        self.inner.admin.server_get_client_limits(srv, flags)
    }

    fn server_set_client_limits(&self, srv: &ServerRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virAdmServerSetClientLimits")?;
        self.inner.admin.server_set_client_limits(srv, params, flags)
    }

    fn logging_outputs(&self, flags: u32) -> Result<AdminLoggingOutputsReply> {
        self.enter("virAdmConnectGetLoggingOutputs")?;
        self.inner.admin.logging_outputs(flags)
    }

    fn logging_filters(&self, flags: u32) -> Result<AdminLoggingFiltersReply> {
        self.enter("virAdmConnectGetLoggingFilters")?;
        self.inner.admin.logging_filters(flags)
    }

    fn set_logging_outputs(&self, outputs: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virAdmConnectSetLoggingOutputs")?;
        self.inner.admin.set_logging_outputs(outputs, flags)
    }

    fn set_logging_filters(&self, filters: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virAdmConnectSetLoggingFilters")?;
        self.inner.admin.set_logging_filters(filters, flags)
    }

    fn server_update_tls_files(&self, srv: &ServerRef, flags: u32) -> Result<()> {
        self.enter("virAdmServerUpdateTlsFiles")?;
        self.inner.admin.server_update_tls_files(srv, flags)
    }

    fn set_daemon_timeout(&self, timeout: u32, flags: u32) -> Result<()> {
        self.enter("virAdmConnectSetDaemonTimeout")?;
        self.inner.admin.set_daemon_timeout(timeout, flags)
    }

    fn daemon_shutdown(&self, flags: u32) -> Result<()> {
        self.enter("virAdmConnectDaemonShutdown")?;
        self.inner.admin.daemon_shutdown(flags)
    }
}

impl ConnectDriver for Gate {
    fn type_name(&self) -> Result<String> {
        self.enter("virConnectGetType")?;
        self.inner.connect.type_name()
    }

    fn version(&self) -> Result<u64> {
        self.enter("virConnectGetVersion")?;
        self.inner.connect.version()
    }

    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        self.enter("virConnectGetMaxVcpus")?;
        self.inner.connect.max_vcpus(type_)
    }

    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        self.enter("virNodeGetInfo")?;
        self.inner.connect.node_info()
    }

    fn capabilities(&self) -> Result<String> {
        self.enter("virConnectGetCapabilities")?;
        self.inner.connect.capabilities()
    }

    fn hostname(&self) -> Result<String> {
        self.enter("virConnectGetHostname")?;
        self.inner.connect.hostname()
    }

    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        self.enter("virNodeGetCellsFreeMemory")?;
        self.inner.connect.node_get_cells_free_memory(start_cell, maxcells)
    }

    fn node_get_free_memory(&self) -> Result<u64> {
        self.enter("virNodeGetFreeMemory")?;
        self.inner.connect.node_get_free_memory()
    }

    fn uri(&self) -> Result<String> {
        self.enter("REMOTE_PROC_CONNECT_GET_URI")?;
        self.inner.connect.uri()
    }

    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        self.enter("virNodeGetSecurityModel")?;
        self.inner.connect.node_get_security_model()
    }

    fn is_secure(&self) -> Result<i32> {
        self.enter("virConnectIsSecure")?;
        self.inner.connect.is_secure()
    }

    fn lib_version(&self) -> Result<u64> {
        self.enter("virConnectGetLibVersion")?;
        self.inner.connect.lib_version()
    }

    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        self.enter("virConnectCompareCPU")?;
        self.inner.connect.compare_cpu(xml, flags)
    }

    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        self.enter("virConnectBaselineCPU")?;
        self.inner.connect.baseline_cpu(xml_cp_us, flags)
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        self.enter("virConnectGetSysinfo")?;
        self.inner.connect.sysinfo(flags)
    }

    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        self.enter("virNodeGetCPUStats")?;
        self.inner.connect.node_get_cpu_stats(cpu_num, nparams, flags)
    }

    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        self.enter("virNodeGetMemoryStats")?;
        self.inner.connect.node_get_memory_stats(nparams, cell_num, flags)
    }

    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        self.enter("virNodeSuspendForDuration")?;
        self.inner.connect.node_suspend_for_duration(target, duration, flags)
    }

    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virNodeSetMemoryParameters")?;
        self.inner.connect.node_set_memory_parameters(params, flags)
    }

    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        self.enter("virNodeGetMemoryParameters")?;
        self.inner.connect.node_get_memory_parameters(nparams, flags)
    }

    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        self.enter("virNodeGetCPUMap")?;
        self.inner.connect.node_get_cpu_map(need_map, need_online, flags)
    }

    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        self.enter("virConnectGetCPUModelNames")?;
        self.inner.connect.cpu_model_names(arch, need_results, flags)
    }

    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        self.enter("virNodeGetFreePages")?;
        self.inner.connect.node_get_free_pages(pages, start_cell, cell_count, flags)
    }

    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        self.enter("virConnectGetDomainCapabilities")?;
        self.inner.connect.domain_capabilities(emulatorbin, arch, machine, virttype, flags)
    }

    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        self.enter("virNodeAllocPages")?;
        self.inner.connect.node_alloc_pages(page_sizes, page_counts, start_cell, cell_count, flags)
    }

    fn compare_hypervisor_cpu(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        xml_cpu: &str,
        flags: u32,
    ) -> Result<i32> {
        self.enter("virConnectCompareHypervisorCPU")?;
        self.inner.connect.compare_hypervisor_cpu(emulator, arch, machine, virttype, xml_cpu, flags)
    }

    fn baseline_hypervisor_cpu(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        xml_cp_us: &[String],
        flags: u32,
    ) -> Result<String> {
        self.enter("virConnectBaselineHypervisorCPU")?;
        self.inner.connect.baseline_hypervisor_cpu(emulator, arch, machine, virttype, xml_cp_us, flags)
    }

    fn node_get_sev_info(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetSevInfoReply> {
        self.enter("virNodeGetSEVInfo")?;
        self.inner.connect.node_get_sev_info(nparams, flags)
    }
}

impl DomainDriver for Gate {
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        self.enter("virDomainAttachDevice")?;
        self.inner.domain.attach_device(dom, xml)
    }

    fn create(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainCreate")?;
        self.inner.domain.create(dom)
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        self.enter("virDomainCreateXML")?;
        self.inner.domain.create_xml(xml_desc, flags)
    }

    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        self.enter("virDomainDefineXML")?;
        self.inner.domain.define_xml(xml)
    }

    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainDestroy")?;
        self.inner.domain.destroy(dom)
    }

    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        self.enter("virDomainDetachDevice")?;
        self.inner.domain.detach_device(dom, xml)
    }

    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.enter("virDomainGetXMLDesc")?;
        self.inner.domain.xml_desc(dom, flags)
    }

    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainGetAutostart")?;
        self.inner.domain.autostart(dom)
    }

    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        self.enter("virDomainGetInfo")?;
        self.inner.domain.info(dom)
    }

    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        self.enter("virDomainGetMaxMemory")?;
        self.inner.domain.max_memory(dom)
    }

    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainGetMaxVcpus")?;
        self.inner.domain.max_vcpus(dom)
    }

    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        self.enter("virDomainGetOSType")?;
        self.inner.domain.os_type(dom)
    }

    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        self.enter("virDomainGetVcpus")?;
        self.inner.domain.vcpus(dom, maxinfo, maplen)
    }

    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListDefinedDomains")?;
        self.inner.domain.list_defined_domains(maxnames)
    }

    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        self.enter("virDomainLookupByID")?;
        self.inner.domain.lookup_by_id(id)
    }

    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        self.enter("virDomainLookupByName")?;
        self.inner.domain.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        self.enter("virDomainLookupByUUID")?;
        self.inner.domain.lookup_by_uuid(uuid)
    }

    fn num_of_defined_domains(&self) -> Result<i32> {
        self.enter("virConnectNumOfDefinedDomains")?;
        self.inner.domain.num_of_defined_domains()
    }

    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        self.enter("virDomainPinVcpu")?;
        self.inner.domain.pin_vcpu(dom, vcpu, cpumap)
    }

    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainReboot")?;
        self.inner.domain.reboot(dom, flags)
    }

    fn resume(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainResume")?;
        self.inner.domain.resume(dom)
    }

    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        self.enter("virDomainSetAutostart")?;
        self.inner.domain.set_autostart(dom, autostart)
    }

    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        self.enter("virDomainSetMaxMemory")?;
        self.inner.domain.set_max_memory(dom, memory)
    }

    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        self.enter("virDomainSetMemory")?;
        self.inner.domain.set_memory(dom, memory)
    }

    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        self.enter("virDomainSetVcpus")?;
        self.inner.domain.set_vcpus(dom, nvcpus)
    }

    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainShutdown")?;
        self.inner.domain.shutdown(dom)
    }

    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainSuspend")?;
        self.inner.domain.suspend(dom)
    }

    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainUndefine")?;
        self.inner.domain.undefine(dom)
    }

    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        self.enter("virConnectListDomains")?;
        self.inner.domain.list_domains(maxids)
    }

    fn num_of_domains(&self) -> Result<i32> {
        self.enter("virConnectNumOfDomains")?;
        self.inner.domain.num_of_domains()
    }

    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        self.enter("virDomainCoreDump")?;
        self.inner.domain.core_dump(dom, to, flags)
    }

    fn restore(&self, from: &str) -> Result<()> {
        self.enter("virDomainRestore")?;
        self.inner.domain.restore(from)
    }

    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        self.enter("virDomainSave")?;
        self.inner.domain.save(dom, to)
    }

    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        self.enter("virDomainGetSchedulerType")?;
        self.inner.domain.scheduler_type(dom)
    }

    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetSchedulerParameters")?;
        self.inner.domain.scheduler_parameters(dom, nparams)
    }

    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        self.enter("virDomainSetSchedulerParameters")?;
        self.inner.domain.set_scheduler_parameters(dom, params)
    }

    fn migrate_prepare(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigratePrepareReply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE")?;
        self.inner.domain.migrate_prepare(uri_in, flags, dname, resource)
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
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM")?;
        self.inner.domain.migrate_perform(dom, cookie, uri, flags, dname, resource)
    }

    fn migrate_finish(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64) -> Result<DomainRef> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_FINISH")?;
        self.inner.domain.migrate_finish(dname, cookie, uri, flags)
    }

    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        self.enter("virDomainBlockStats")?;
        self.inner.domain.block_stats(dom, path)
    }

    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        self.enter("virDomainInterfaceStats")?;
        self.inner.domain.interface_stats(dom, device)
    }

    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        self.enter("virDomainBlockPeek")?;
        self.inner.domain.block_peek(dom, path, offset, size, flags)
    }

    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        self.enter("virDomainMemoryPeek")?;
        self.inner.domain.memory_peek(dom, offset, size, flags)
    }

    fn migrate_prepare2(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare2Reply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE2")?;
        self.inner.domain.migrate_prepare2(uri_in, flags, dname, resource, dom_xml)
    }

    fn migrate_finish2(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64, retcode: i32) -> Result<DomainRef> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_FINISH2")?;
        self.inner.domain.migrate_finish2(dname, cookie, uri, flags, retcode)
    }

    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        self.enter("virDomainGetSecurityLabel")?;
        self.inner.domain.security_label(dom)
    }

    fn domain_xml_from_native(&self, native_format: &str, native_config: &str, flags: u32) -> Result<String> {
        self.enter("virConnectDomainXMLFromNative")?;
        self.inner.domain.domain_xml_from_native(native_format, native_config, flags)
    }

    fn domain_xml_to_native(&self, native_format: &str, domain_xml: &str, flags: u32) -> Result<String> {
        self.enter("virConnectDomainXMLToNative")?;
        self.inner.domain.domain_xml_to_native(native_format, domain_xml, flags)
    }

    fn migrate_prepare_tunnel(&self, flags: u64, dname: Option<&str>, resource: u64, dom_xml: &str) -> Result<Stream> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL")?;
        self.inner.domain.migrate_prepare_tunnel(flags, dname, resource, dom_xml)
    }

    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainIsActive")?;
        self.inner.domain.is_active(dom)
    }

    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainIsPersistent")?;
        self.inner.domain.is_persistent(dom)
    }

    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        self.enter("virDomainMemoryStats")?;
        self.inner.domain.memory_stats(dom, max_stats, flags)
    }

    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.enter("virDomainAttachDeviceFlags")?;
        self.inner.domain.attach_device_flags(dom, xml, flags)
    }

    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.enter("virDomainDetachDeviceFlags")?;
        self.inner.domain.detach_device_flags(dom, xml, flags)
    }

    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        self.enter("virDomainGetJobInfo")?;
        self.inner.domain.job_info(dom)
    }

    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        self.enter("virDomainAbortJob")?;
        self.inner.domain.abort_job(dom)
    }

    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        self.enter("virDomainMigrateSetMaxDowntime")?;
        self.inner.domain.migrate_set_max_downtime(dom, downtime, flags)
    }

    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        self.enter("virDomainUpdateDeviceFlags")?;
        self.inner.domain.update_device_flags(dom, xml, flags)
    }

    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainManagedSave")?;
        self.inner.domain.managed_save(dom, flags)
    }

    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.enter("virDomainHasManagedSaveImage")?;
        self.inner.domain.has_managed_save_image(dom, flags)
    }

    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainManagedSaveRemove")?;
        self.inner.domain.managed_save_remove(dom, flags)
    }

    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        self.enter("virDomainGetBlockInfo")?;
        self.inner.domain.block_info(dom, path, flags)
    }

    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        self.enter("virDomainCreateWithFlags")?;
        self.inner.domain.create_with_flags(dom, flags)
    }

    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetMemoryParameters")?;
        self.inner.domain.set_memory_parameters(dom, params, flags)
    }

    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        self.enter("virDomainGetMemoryParameters")?;
        self.inner.domain.memory_parameters(dom, nparams, flags)
    }

    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        self.enter("virDomainSetVcpusFlags")?;
        self.inner.domain.set_vcpus_flags(dom, nvcpus, flags)
    }

    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.enter("virDomainGetVcpusFlags")?;
        self.inner.domain.vcpus_flags(dom, flags)
    }

    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        self.enter("virDomainOpenConsole")?;
        self.inner.domain.open_console(dom, dev_name, flags)
    }

    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainIsUpdated")?;
        self.inner.domain.is_updated(dom)
    }

    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        self.enter("virDomainSetMemoryFlags")?;
        self.inner.domain.set_memory_flags(dom, memory, flags)
    }

    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetBlkioParameters")?;
        self.inner.domain.set_blkio_parameters(dom, params, flags)
    }

    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        self.enter("virDomainGetBlkioParameters")?;
        self.inner.domain.blkio_parameters(dom, nparams, flags)
    }

    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        self.enter("virDomainMigrateSetMaxSpeed")?;
        self.inner.domain.migrate_set_max_speed(dom, bandwidth, flags)
    }

    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainInjectNMI")?;
        self.inner.domain.inject_nmi(dom, flags)
    }

    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        self.enter("virDomainScreenshot")?;
        self.inner.domain.screenshot(dom, screen, flags)
    }

    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        self.enter("virDomainGetState")?;
        self.inner.domain.state(dom, flags)
    }

    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3")?;
        self.inner.domain.migrate_begin3(dom, xmlin, flags, dname, resource)
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
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3")?;
        self.inner.domain.migrate_prepare3(cookie_in, uri_in, flags, dname, resource, dom_xml)
    }

    fn migrate_prepare_tunnel3(
        &self,
        cookie_in: &[u8],
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<(Vec<u8>, Stream)> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3")?;
        self.inner.domain.migrate_prepare_tunnel3(cookie_in, flags, dname, resource, dom_xml)
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
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3")?;
        self.inner.domain.migrate_perform3(dom, xmlin, cookie_in, dconnuri, uri, flags, dname, resource)
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
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3")?;
        self.inner.domain.migrate_finish3(dname, cookie_in, dconnuri, uri, flags, cancelled)
    }

    fn migrate_confirm3(&self, dom: &DomainRef, cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3")?;
        self.inner.domain.migrate_confirm3(dom, cookie_in, flags, cancelled)
    }

    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetSchedulerParametersFlags")?;
        self.inner.domain.set_scheduler_parameters_flags(dom, params, flags)
    }

    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetSchedulerParametersFlags")?;
        self.inner.domain.scheduler_parameters_flags(dom, nparams, flags)
    }

    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        self.enter("virDomainPinVcpuFlags")?;
        self.inner.domain.pin_vcpu_flags(dom, vcpu, cpumap, flags)
    }

    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        self.enter("virDomainSendKey")?;
        self.inner.domain.send_key(dom, codeset, holdtime, keycodes, flags)
    }

    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        self.enter("virDomainGetControlInfo")?;
        self.inner.domain.control_info(dom, flags)
    }

    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        self.enter("virDomainGetVcpuPinInfo")?;
        self.inner.domain.vcpu_pin_info(dom, ncpumaps, maplen, flags)
    }

    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainUndefineFlags")?;
        self.inner.domain.undefine_flags(dom, flags)
    }

    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainSaveFlags")?;
        self.inner.domain.save_flags(dom, to, dxml, flags)
    }

    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainRestoreFlags")?;
        self.inner.domain.restore_flags(from, dxml, flags)
    }

    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainDestroyFlags")?;
        self.inner.domain.destroy_flags(dom, flags)
    }

    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        self.enter("virDomainSaveImageGetXMLDesc")?;
        self.inner.domain.save_image_get_xml_desc(file, flags)
    }

    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        self.enter("virDomainSaveImageDefineXML")?;
        self.inner.domain.save_image_define_xml(file, dxml, flags)
    }

    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        self.enter("virDomainBlockJobAbort")?;
        self.inner.domain.block_job_abort(dom, path, flags)
    }

    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        self.enter("virDomainGetBlockJobInfo")?;
        self.inner.domain.block_job_info(dom, path, flags)
    }

    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        self.enter("virDomainBlockJobSetSpeed")?;
        self.inner.domain.block_job_set_speed(dom, path, bandwidth, flags)
    }

    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        self.enter("virDomainBlockPull")?;
        self.inner.domain.block_pull(dom, path, bandwidth, flags)
    }

    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.enter("virDomainMigrateGetMaxSpeed")?;
        self.inner.domain.migrate_get_max_speed(dom, flags)
    }

    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        self.enter("virDomainBlockStatsFlags")?;
        self.inner.domain.block_stats_flags(dom, path, nparams, flags)
    }

    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainReset")?;
        self.inner.domain.reset(dom, flags)
    }

    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        self.enter("virDomainOpenGraphics")?;
        self.inner.domain.open_graphics(dom, idx, flags, fds)
    }

    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        self.enter("virDomainBlockResize")?;
        self.inner.domain.block_resize(dom, disk, size, flags)
    }

    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetBlockIoTune")?;
        self.inner.domain.set_block_io_tune(dom, disk, params, flags)
    }

    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        self.enter("virDomainGetBlockIoTune")?;
        self.inner.domain.block_io_tune(dom, disk, nparams, flags)
    }

    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetNumaParameters")?;
        self.inner.domain.set_numa_parameters(dom, params, flags)
    }

    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        self.enter("virDomainGetNumaParameters")?;
        self.inner.domain.numa_parameters(dom, nparams, flags)
    }

    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetInterfaceParameters")?;
        self.inner.domain.set_interface_parameters(dom, device, params, flags)
    }

    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        self.enter("virDomainGetInterfaceParameters")?;
        self.inner.domain.interface_parameters(dom, device, nparams, flags)
    }

    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainShutdownFlags")?;
        self.inner.domain.shutdown_flags(dom, flags)
    }

    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        self.enter("virDomainPMSuspendForDuration")?;
        self.inner.domain.pm_suspend_for_duration(dom, target, duration, flags)
    }

    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        self.enter("virDomainGetCPUStats")?;
        self.inner.domain.cpu_stats(dom, nparams, start_cpu, ncpus, flags)
    }

    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        self.enter("virDomainGetDiskErrors")?;
        self.inner.domain.disk_errors(dom, maxerrors, flags)
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
        self.enter("virDomainSetMetadata")?;
        self.inner.domain.set_metadata(dom, type_, metadata, key, uri, flags)
    }

    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.enter("virDomainGetMetadata")?;
        self.inner.domain.metadata(dom, type_, uri, flags)
    }

    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        self.enter("virDomainBlockRebase")?;
        self.inner.domain.block_rebase(dom, path, base, bandwidth, flags)
    }

    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainPMWakeup")?;
        self.inner.domain.pm_wakeup(dom, flags)
    }

    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        self.enter("virConnectListAllDomains")?;
        self.inner.domain.list_all_domains(need_results, flags)
    }

    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.enter("virDomainGetHostname")?;
        self.inner.domain.hostname(dom, flags)
    }

    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        self.enter("virDomainGetSecurityLabelList")?;
        self.inner.domain.security_label_list(dom)
    }

    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        self.enter("virDomainPinEmulator")?;
        self.inner.domain.pin_emulator(dom, cpumap, flags)
    }

    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        self.enter("virDomainGetEmulatorPinInfo")?;
        self.inner.domain.emulator_pin_info(dom, maplen, flags)
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
        self.enter("virDomainBlockCommit")?;
        self.inner.domain.block_commit(dom, disk, base, top, bandwidth, flags)
    }

    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        self.enter("virDomainFSTrim")?;
        self.inner.domain.fstrim(dom, mount_point, minimum, flags)
    }

    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        self.enter("virDomainSendProcessSignal")?;
        self.inner.domain.send_process_signal(dom, pid_value, signum, flags)
    }

    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        self.enter("virDomainOpenChannel")?;
        self.inner.domain.open_channel(dom, name, flags)
    }

    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        self.enter("virDomainGetJobStats")?;
        self.inner.domain.job_stats(dom, flags)
    }

    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.enter("virDomainMigrateGetCompressionCache")?;
        self.inner.domain.migrate_get_compression_cache(dom, flags)
    }

    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        self.enter("virDomainMigrateSetCompressionCache")?;
        self.inner.domain.migrate_set_compression_cache(dom, cache_size, flags)
    }

    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3_PARAMS")?;
        self.inner.domain.migrate_begin3_params(dom, params, flags)
    }

    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3_PARAMS")?;
        self.inner.domain.migrate_prepare3_params(params, cookie_in, flags)
    }

    fn migrate_prepare_tunnel3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<(Vec<u8>, Stream)> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS")?;
        self.inner.domain.migrate_prepare_tunnel3_params(params, cookie_in, flags)
    }

    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        dconnuri: Option<&str>,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS")?;
        self.inner.domain.migrate_perform3_params(dom, dconnuri, params, cookie_in, flags)
    }

    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3_PARAMS")?;
        self.inner.domain.migrate_finish3_params(params, cookie_in, flags, cancelled)
    }

    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        self.enter("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3_PARAMS")?;
        self.inner.domain.migrate_confirm3_params(dom, params, cookie_in, flags, cancelled)
    }

    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        self.enter("virDomainSetMemoryStatsPeriod")?;
        self.inner.domain.set_memory_stats_period(dom, period, flags)
    }

    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.enter("virDomainCreateXMLWithFiles")?;
        self.inner.domain.create_xml_with_files(xml_desc, flags, fds)
    }

    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        self.enter("virDomainCreateWithFiles")?;
        self.inner.domain.create_with_files(dom, flags, fds)
    }

    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        self.enter("virDomainCoreDumpWithFormat")?;
        self.inner.domain.core_dump_with_format(dom, to, dumpformat, flags)
    }

    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        self.enter("virDomainFSFreeze")?;
        self.inner.domain.fsfreeze(dom, mountpoints, flags)
    }

    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        self.enter("virDomainFSThaw")?;
        self.inner.domain.fsthaw(dom, mountpoints, flags)
    }

    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        self.enter("virDomainGetTime")?;
        self.inner.domain.time(dom, flags)
    }

    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        self.enter("virDomainSetTime")?;
        self.inner.domain.set_time(dom, seconds, nseconds, flags)
    }

    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        self.enter("virDomainOpenGraphicsFD")?;
        self.inner.domain.open_graphics_fd(dom, idx, flags)
    }

    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        self.enter("virConnectGetAllDomainStats")?;
        self.inner.domain.all_domain_stats(doms, stats, flags)
    }

    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainBlockCopy")?;
        self.inner.domain.block_copy(dom, path, destxml, params, flags)
    }

    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        self.enter("virDomainGetFSInfo")?;
        self.inner.domain.fsinfo(dom, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        self.enter("virDomainDefineXMLFlags")?;
        self.inner.domain.define_xml_flags(xml, flags)
    }

    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        self.enter("virDomainGetIOThreadInfo")?;
        self.inner.domain.iothread_info(dom, flags)
    }

    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        self.enter("virDomainPinIOThread")?;
        self.inner.domain.pin_iothread(dom, iothreads_id, cpumap, flags)
    }

    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        self.enter("virDomainInterfaceAddresses")?;
        self.inner.domain.interface_addresses(dom, source, flags)
    }

    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        self.enter("virDomainAddIOThread")?;
        self.inner.domain.add_iothread(dom, iothread_id, flags)
    }

    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        self.enter("virDomainDelIOThread")?;
        self.inner.domain.del_iothread(dom, iothread_id, flags)
    }

    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainSetUserPassword")?;
        self.inner.domain.set_user_password(dom, user, password, flags)
    }

    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        self.enter("virDomainRename")?;
        self.inner.domain.rename(dom, new_name, flags)
    }

    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainMigrateStartPostCopy")?;
        self.inner.domain.migrate_start_post_copy(dom, flags)
    }

    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetPerfEvents")?;
        self.inner.domain.perf_events(dom, flags)
    }

    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetPerfEvents")?;
        self.inner.domain.set_perf_events(dom, params, flags)
    }

    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetGuestVcpus")?;
        self.inner.domain.guest_vcpus(dom, flags)
    }

    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        self.enter("virDomainSetGuestVcpus")?;
        self.inner.domain.set_guest_vcpus(dom, cpumap, state, flags)
    }

    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        self.enter("virDomainSetVcpu")?;
        self.inner.domain.set_vcpu(dom, cpumap, state, flags)
    }

    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        self.enter("virDomainSetBlockThreshold")?;
        self.inner.domain.set_block_threshold(dom, dev, threshold, flags)
    }

    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        self.enter("virDomainMigrateGetMaxDowntime")?;
        self.inner.domain.migrate_get_max_downtime(dom, flags)
    }

    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.enter("virDomainManagedSaveGetXMLDesc")?;
        self.inner.domain.managed_save_get_xml_desc(dom, flags)
    }

    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainManagedSaveDefineXML")?;
        self.inner.domain.managed_save_define_xml(dom, dxml, flags)
    }

    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        self.enter("virDomainSetLifecycleAction")?;
        self.inner.domain.set_lifecycle_action(dom, type_, action, flags)
    }

    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        self.enter("virDomainDetachDeviceAlias")?;
        self.inner.domain.detach_device_alias(dom, alias, flags)
    }

    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetLaunchSecurityInfo")?;
        self.inner.domain.launch_security_info(dom, flags)
    }

    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetIOThreadParams")?;
        self.inner.domain.set_iothread_params(dom, iothread_id, params, flags)
    }

    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        self.enter("virDomainGetGuestInfo")?;
        self.inner.domain.guest_info(dom, types, flags)
    }

    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        self.enter("virDomainAgentSetResponseTimeout")?;
        self.inner.domain.agent_set_response_timeout(dom, timeout, flags)
    }

    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainBackupBegin")?;
        self.inner.domain.backup_begin(dom, backup_xml, checkpoint_xml, flags)
    }

    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        self.enter("virDomainBackupGetXMLDesc")?;
        self.inner.domain.backup_get_xml_desc(dom, flags)
    }

    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        self.enter("virDomainAuthorizedSSHKeysGet")?;
        self.inner.domain.authorized_ssh_keys_get(dom, user, flags)
    }

    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        self.enter("virDomainAuthorizedSSHKeysSet")?;
        self.inner.domain.authorized_ssh_keys_set(dom, user, keys, flags)
    }

    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        self.enter("virDomainGetMessages")?;
        self.inner.domain.messages(dom, flags)
    }

    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        self.enter("virDomainStartDirtyRateCalc")?;
        self.inner.domain.start_dirty_rate_calc(dom, seconds, flags)
    }

    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetLaunchSecurityState")?;
        self.inner.domain.set_launch_security_state(dom, params, flags)
    }

    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSaveParams")?;
        self.inner.domain.save_params(dom, params, flags)
    }

    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainRestoreParams")?;
        self.inner.domain.restore_params(params, flags)
    }

    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        self.enter("virDomainAbortJobFlags")?;
        self.inner.domain.abort_job_flags(dom, flags)
    }

    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        self.enter("virDomainFDAssociate")?;
        self.inner.domain.fd_associate(dom, name, flags, fds)
    }

    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        self.enter("virDomainGraphicsReload")?;
        self.inner.domain.graphics_reload(dom, type_, flags)
    }

    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        self.enter("virDomainGetAutostartOnce")?;
        self.inner.domain.autostart_once(dom)
    }

    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        self.enter("virDomainSetAutostartOnce")?;
        self.inner.domain.set_autostart_once(dom, autostart)
    }

    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virDomainSetThrottleGroup")?;
        self.inner.domain.set_throttle_group(dom, group, params, flags)
    }

    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virDomainDelThrottleGroup")?;
        self.inner.domain.del_throttle_group(dom, group, flags)
    }
}

impl DomainCheckpointDriver for Gate {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        self.enter("virDomainCheckpointCreateXML")?;
        self.inner.domain_checkpoint.create_xml(dom, xml_desc, flags)
    }

    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        self.enter("virDomainCheckpointGetXMLDesc")?;
        self.inner.domain_checkpoint.xml_desc(checkpoint, flags)
    }

    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        self.enter("virDomainListAllCheckpoints")?;
        self.inner.domain_checkpoint.list_all_checkpoints(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        self.enter("virDomainCheckpointListAllChildren")?;
        self.inner.domain_checkpoint.list_all_children(checkpoint, need_results, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        self.enter("virDomainCheckpointLookupByName")?;
        self.inner.domain_checkpoint.lookup_by_name(dom, name, flags)
    }

    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        self.enter("virDomainCheckpointGetParent")?;
        self.inner.domain_checkpoint.parent(checkpoint, flags)
    }

    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        self.enter("virDomainCheckpointDelete")?;
        self.inner.domain_checkpoint.delete(checkpoint, flags)
    }
}

impl DomainSnapshotDriver for Gate {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        self.enter("virDomainSnapshotCreateXML")?;
        self.inner.domain_snapshot.create_xml(dom, xml_desc, flags)
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        self.enter("virDomainSnapshotGetXMLDesc")?;
        self.inner.domain_snapshot.xml_desc(snap, flags)
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.enter("virDomainSnapshotNum")?;
        self.inner.domain_snapshot.num(dom, flags)
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.enter("virDomainSnapshotListNames")?;
        self.inner.domain_snapshot.list_names(dom, maxnames, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        self.enter("virDomainSnapshotLookupByName")?;
        self.inner.domain_snapshot.lookup_by_name(dom, name, flags)
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.enter("virDomainHasCurrentSnapshot")?;
        self.inner.domain_snapshot.has_current_snapshot(dom, flags)
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.enter("virDomainSnapshotCurrent")?;
        self.inner.domain_snapshot.current(dom, flags)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        self.enter("virDomainRevertToSnapshot")?;
        self.inner.domain_snapshot.revert_to_snapshot(snap, flags)
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        self.enter("virDomainSnapshotDelete")?;
        self.inner.domain_snapshot.delete(snap, flags)
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.enter("virDomainSnapshotGetParent")?;
        self.inner.domain_snapshot.parent(snap, flags)
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.enter("virDomainSnapshotNumChildren")?;
        self.inner.domain_snapshot.num_children(snap, flags)
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.enter("virDomainSnapshotListChildrenNames")?;
        self.inner.domain_snapshot.list_children_names(snap, maxnames, flags)
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.enter("virDomainSnapshotIsCurrent")?;
        self.inner.domain_snapshot.is_current(snap, flags)
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.enter("virDomainSnapshotHasMetadata")?;
        self.inner.domain_snapshot.has_metadata(snap, flags)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        self.enter("virDomainListAllSnapshots")?;
        self.inner.domain_snapshot.list_all_snapshots(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        self.enter("virDomainSnapshotListAllChildren")?;
        self.inner.domain_snapshot.list_all_children(snapshot, need_results, flags)
    }
}

impl InterfaceDriver for Gate {
    fn num_of_interfaces(&self) -> Result<i32> {
        self.enter("virConnectNumOfInterfaces")?;
        self.inner.interface.num_of_interfaces()
    }

    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListInterfaces")?;
        self.inner.interface.list_interfaces(maxnames)
    }

    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        self.enter("virInterfaceLookupByName")?;
        self.inner.interface.lookup_by_name(name)
    }

    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        self.enter("virInterfaceLookupByMACString")?;
        self.inner.interface.lookup_by_mac_string(mac)
    }

    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        self.enter("virInterfaceGetXMLDesc")?;
        self.inner.interface.xml_desc(iface, flags)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        self.enter("virInterfaceDefineXML")?;
        self.inner.interface.define_xml(xml, flags)
    }

    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        self.enter("virInterfaceUndefine")?;
        self.inner.interface.undefine(iface)
    }

    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        self.enter("virInterfaceCreate")?;
        self.inner.interface.create(iface, flags)
    }

    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        self.enter("virInterfaceDestroy")?;
        self.inner.interface.destroy(iface, flags)
    }

    fn num_of_defined_interfaces(&self) -> Result<i32> {
        self.enter("virConnectNumOfDefinedInterfaces")?;
        self.inner.interface.num_of_defined_interfaces()
    }

    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListDefinedInterfaces")?;
        self.inner.interface.list_defined_interfaces(maxnames)
    }

    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        self.enter("virInterfaceIsActive")?;
        self.inner.interface.is_active(iface)
    }

    fn change_begin(&self, flags: u32) -> Result<()> {
        self.enter("virInterfaceChangeBegin")?;
        self.inner.interface.change_begin(flags)
    }

    fn change_commit(&self, flags: u32) -> Result<()> {
        self.enter("virInterfaceChangeCommit")?;
        self.inner.interface.change_commit(flags)
    }

    fn change_rollback(&self, flags: u32) -> Result<()> {
        self.enter("virInterfaceChangeRollback")?;
        self.inner.interface.change_rollback(flags)
    }

    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        self.enter("virConnectListAllInterfaces")?;
        self.inner.interface.list_all_interfaces(need_results, flags)
    }
}

impl LxcDriver for Gate {
    fn domain_open_namespace(&self, dom: &DomainRef, flags: u32) -> Result<Vec<OwnedFd>> {
        self.enter("virDomainLxcOpenNamespace")?;
        self.inner.lxc.domain_open_namespace(dom, flags)
    }
}

impl NetworkDriver for Gate {
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListDefinedNetworks")?;
        self.inner.network.list_defined_networks(maxnames)
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListNetworks")?;
        self.inner.network.list_networks(maxnames)
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        self.enter("virNetworkCreate")?;
        self.inner.network.create(net)
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.enter("virNetworkCreateXML")?;
        self.inner.network.create_xml(xml)
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.enter("virNetworkDefineXML")?;
        self.inner.network.define_xml(xml)
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        self.enter("virNetworkDestroy")?;
        self.inner.network.destroy(net)
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        self.enter("virNetworkGetXMLDesc")?;
        self.inner.network.xml_desc(net, flags)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        self.enter("virNetworkGetAutostart")?;
        self.inner.network.autostart(net)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        self.enter("virNetworkGetBridgeName")?;
        self.inner.network.bridge_name(net)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        self.enter("virNetworkLookupByName")?;
        self.inner.network.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        self.enter("virNetworkLookupByUUID")?;
        self.inner.network.lookup_by_uuid(uuid)
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        self.enter("virNetworkSetAutostart")?;
        self.inner.network.set_autostart(net, autostart)
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        self.enter("virNetworkUndefine")?;
        self.inner.network.undefine(net)
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        self.enter("virConnectNumOfDefinedNetworks")?;
        self.inner.network.num_of_defined_networks()
    }

    fn num_of_networks(&self) -> Result<i32> {
        self.enter("virConnectNumOfNetworks")?;
        self.inner.network.num_of_networks()
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        self.enter("virNetworkIsActive")?;
        self.inner.network.is_active(net)
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        self.enter("virNetworkIsPersistent")?;
        self.inner.network.is_persistent(net)
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        self.enter("virConnectListAllNetworks")?;
        self.inner.network.list_all_networks(need_results, flags)
    }

    fn update(
        &self,
        net: &NetworkRef,
        command: u32,
        section: u32,
        parent_index: i32,
        xml: &str,
        flags: u32,
    ) -> Result<()> {
        self.enter("virNetworkUpdate")?;
        self.inner.network.update(net, command, section, parent_index, xml, flags)
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        self.enter("virNetworkGetDHCPLeases")?;
        self.inner.network.dhcp_leases(net, mac, need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        self.enter("virNetworkDefineXMLFlags")?;
        self.inner.network.define_xml_flags(xml, flags)
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        self.enter("virNetworkCreateXMLFlags")?;
        self.inner.network.create_xml_flags(xml, flags)
    }

    fn set_metadata(
        &self,
        network: &NetworkRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        self.enter("virNetworkSetMetadata")?;
        self.inner.network.set_metadata(network, type_, metadata, key, uri, flags)
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.enter("virNetworkGetMetadata")?;
        self.inner.network.metadata(network, type_, uri, flags)
    }
}

impl NetworkPortDriver for Gate {
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        self.enter("virNetworkListAllPorts")?;
        self.inner.network_port.list_all_ports(network, need_results, flags)
    }

    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        self.enter("virNetworkPortLookupByUUID")?;
        self.inner.network_port.lookup_by_uuid(network, uuid)
    }

    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        self.enter("virNetworkPortCreateXML")?;
        self.inner.network_port.create_xml(network, xml, flags)
    }

    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        self.enter("virNetworkPortGetParameters")?;
        self.inner.network_port.parameters(port, nparams, flags)
    }

    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.enter("virNetworkPortSetParameters")?;
        self.inner.network_port.set_parameters(port, params, flags)
    }

    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        self.enter("virNetworkPortGetXMLDesc")?;
        self.inner.network_port.xml_desc(port, flags)
    }

    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        self.enter("virNetworkPortDelete")?;
        self.inner.network_port.delete(port, flags)
    }
}

impl NodeDeviceDriver for Gate {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        self.enter("virNodeNumOfDevices")?;
        self.inner.node_device.node_num_of_devices(cap, flags)
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.enter("virNodeListDevices")?;
        self.inner.node_device.node_list_devices(cap, maxnames, flags)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        self.enter("virNodeDeviceLookupByName")?;
        self.inner.node_device.lookup_by_name(name)
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        self.enter("virNodeDeviceGetXMLDesc")?;
        self.inner.node_device.xml_desc(name, flags)
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        self.enter("virNodeDeviceGetParent")?;
        self.inner.node_device.parent(name)
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        self.enter("virNodeDeviceNumOfCaps")?;
        self.inner.node_device.num_of_caps(name)
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virNodeDeviceListCaps")?;
        self.inner.node_device.list_caps(name, maxnames)
    }

    fn dettach(&self, name: &str) -> Result<()> {
        self.enter("virNodeDeviceDettach")?;
        self.inner.node_device.dettach(name)
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        self.enter("virNodeDeviceReAttach")?;
        self.inner.node_device.re_attach(name)
    }

    fn reset(&self, name: &str) -> Result<()> {
        self.enter("virNodeDeviceReset")?;
        self.inner.node_device.reset(name)
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.enter("virNodeDeviceCreateXML")?;
        self.inner.node_device.create_xml(xml_desc, flags)
    }

    fn destroy(&self, name: &str) -> Result<()> {
        self.enter("virNodeDeviceDestroy")?;
        self.inner.node_device.destroy(name)
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        self.enter("virConnectListAllNodeDevices")?;
        self.inner.node_device.list_all_node_devices(need_results, flags)
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.enter("virNodeDeviceLookupSCSIHostByWWN")?;
        self.inner.node_device.lookup_scsi_host_by_wwn(wwnn, wwpn, flags)
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        self.enter("virNodeDeviceDetachFlags")?;
        self.inner.node_device.detach_flags(name, driver_name, flags)
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.enter("virNodeDeviceDefineXML")?;
        self.inner.node_device.define_xml(xml_desc, flags)
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        self.enter("virNodeDeviceUndefine")?;
        self.inner.node_device.undefine(name, flags)
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        self.enter("virNodeDeviceCreate")?;
        self.inner.node_device.create(name, flags)
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        self.enter("virNodeDeviceGetAutostart")?;
        self.inner.node_device.autostart(name)
    }

    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        self.enter("virNodeDeviceSetAutostart")?;
        self.inner.node_device.set_autostart(name, autostart)
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        self.enter("virNodeDeviceIsPersistent")?;
        self.inner.node_device.is_persistent(name)
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        self.enter("virNodeDeviceIsActive")?;
        self.inner.node_device.is_active(name)
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        self.enter("virNodeDeviceUpdate")?;
        self.inner.node_device.update(name, xml_desc, flags)
    }
}

impl NwfilterDriver for Gate {
    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        self.enter("virNWFilterLookupByName")?;
        self.inner.nwfilter.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        self.enter("virNWFilterLookupByUUID")?;
        self.inner.nwfilter.lookup_by_uuid(uuid)
    }

    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        self.enter("virNWFilterGetXMLDesc")?;
        self.inner.nwfilter.xml_desc(nwfilter, flags)
    }

    fn num_of_nwfilters(&self) -> Result<i32> {
        self.enter("virConnectNumOfNWFilters")?;
        self.inner.nwfilter.num_of_nwfilters()
    }

    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListNWFilters")?;
        self.inner.nwfilter.list_nwfilters(maxnames)
    }

    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        self.enter("virNWFilterDefineXML")?;
        self.inner.nwfilter.define_xml(xml)
    }

    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        self.enter("virNWFilterUndefine")?;
        self.inner.nwfilter.undefine(nwfilter)
    }

    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        self.enter("virConnectListAllNWFilters")?;
        self.inner.nwfilter.list_all_nwfilters(need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        self.enter("virNWFilterDefineXMLFlags")?;
        self.inner.nwfilter.define_xml_flags(xml, flags)
    }
}

impl NwfilterBindingDriver for Gate {
    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        self.enter("virNWFilterBindingLookupByPortDev")?;
        self.inner.nwfilter_binding.lookup_by_port_dev(name)
    }

    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        self.enter("virNWFilterBindingGetXMLDesc")?;
        self.inner.nwfilter_binding.xml_desc(nwfilter, flags)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        self.enter("virNWFilterBindingCreateXML")?;
        self.inner.nwfilter_binding.create_xml(xml, flags)
    }

    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        self.enter("virNWFilterBindingDelete")?;
        self.inner.nwfilter_binding.delete(nwfilter)
    }

    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        self.enter("virConnectListAllNWFilterBindings")?;
        self.inner.nwfilter_binding.list_all_nwfilter_bindings(need_results, flags)
    }
}

impl QemuDriver for Gate {
    fn domain_monitor_command(&self, dom: &DomainRef, cmd: &str, flags: u32) -> Result<String> {
        self.enter("virDomainQemuMonitorCommand")?;
        self.inner.qemu.domain_monitor_command(dom, cmd, flags)
    }

    fn domain_attach(&self, pid_value: u32, flags: u32) -> Result<DomainRef> {
        self.enter("virDomainQemuAttach")?;
        self.inner.qemu.domain_attach(pid_value, flags)
    }

    fn domain_agent_command(&self, dom: &DomainRef, cmd: &str, timeout: i32, flags: u32) -> Result<Option<String>> {
        self.enter("virDomainQemuAgentCommand")?;
        self.inner.qemu.domain_agent_command(dom, cmd, timeout, flags)
    }

    fn domain_monitor_command_with_files(
        &self,
        dom: &DomainRef,
        cmd: &str,
        flags: u32,
        fds: Vec<OwnedFd>,
    ) -> Result<(String, Vec<OwnedFd>)> {
        self.enter("virDomainQemuMonitorCommandWithFiles")?;
        self.inner.qemu.domain_monitor_command_with_files(dom, cmd, flags, fds)
    }
}

impl SecretDriver for Gate {
    fn num_of_secrets(&self) -> Result<i32> {
        self.enter("virConnectNumOfSecrets")?;
        self.inner.secret.num_of_secrets()
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        self.enter("virConnectListSecrets")?;
        self.inner.secret.list_secrets(maxuuids)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        self.enter("virSecretLookupByUUID")?;
        self.inner.secret.lookup_by_uuid(uuid)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        self.enter("virSecretDefineXML")?;
        self.inner.secret.define_xml(xml, flags)
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        self.enter("virSecretGetXMLDesc")?;
        self.inner.secret.xml_desc(secret, flags)
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        self.enter("virSecretSetValue")?;
        self.inner.secret.set_value(secret, value, flags)
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        self.enter("virSecretGetValue")?;
        self.inner.secret.value(secret, flags)
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        self.enter("virSecretUndefine")?;
        self.inner.secret.undefine(secret)
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        self.enter("virSecretLookupByUsage")?;
        self.inner.secret.lookup_by_usage(usage_type, usage_id)
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        self.enter("virConnectListAllSecrets")?;
        self.inner.secret.list_all_secrets(need_results, flags)
    }
}

impl StoragePoolDriver for Gate {
    fn num_of_storage_pools(&self) -> Result<i32> {
        self.enter("virConnectNumOfStoragePools")?;
        self.inner.storage_pool.num_of_storage_pools()
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListStoragePools")?;
        self.inner.storage_pool.list_storage_pools(maxnames)
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        self.enter("virConnectNumOfDefinedStoragePools")?;
        self.inner.storage_pool.num_of_defined_storage_pools()
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virConnectListDefinedStoragePools")?;
        self.inner.storage_pool.list_defined_storage_pools(maxnames)
    }

    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        self.enter("virConnectFindStoragePoolSources")?;
        self.inner.storage_pool.find_storage_pool_sources(type_, src_spec, flags)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolCreateXML")?;
        self.inner.storage_pool.create_xml(xml, flags)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolDefineXML")?;
        self.inner.storage_pool.define_xml(xml, flags)
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.enter("virStoragePoolCreate")?;
        self.inner.storage_pool.create(pool, flags)
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.enter("virStoragePoolBuild")?;
        self.inner.storage_pool.build(pool, flags)
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        self.enter("virStoragePoolDestroy")?;
        self.inner.storage_pool.destroy(pool)
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.enter("virStoragePoolDelete")?;
        self.inner.storage_pool.delete(pool, flags)
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        self.enter("virStoragePoolUndefine")?;
        self.inner.storage_pool.undefine(pool)
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.enter("virStoragePoolRefresh")?;
        self.inner.storage_pool.refresh(pool, flags)
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolLookupByName")?;
        self.inner.storage_pool.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolLookupByUUID")?;
        self.inner.storage_pool.lookup_by_uuid(uuid)
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolLookupByVolume")?;
        self.inner.storage_pool.lookup_by_volume(vol)
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        self.enter("virStoragePoolGetInfo")?;
        self.inner.storage_pool.info(pool)
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        self.enter("virStoragePoolGetXMLDesc")?;
        self.inner.storage_pool.xml_desc(pool, flags)
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.enter("virStoragePoolGetAutostart")?;
        self.inner.storage_pool.autostart(pool)
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        self.enter("virStoragePoolSetAutostart")?;
        self.inner.storage_pool.set_autostart(pool, autostart)
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.enter("virStoragePoolIsActive")?;
        self.inner.storage_pool.is_active(pool)
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.enter("virStoragePoolIsPersistent")?;
        self.inner.storage_pool.is_persistent(pool)
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        self.enter("virConnectListAllStoragePools")?;
        self.inner.storage_pool.list_all_storage_pools(need_results, flags)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        self.enter("virStoragePoolLookupByTargetPath")?;
        self.inner.storage_pool.lookup_by_target_path(path)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        self.enter("virConnectGetStoragePoolCapabilities")?;
        self.inner.storage_pool.storage_pool_capabilities(flags)
    }
}

impl StorageVolDriver for Gate {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.enter("virStoragePoolNumOfVolumes")?;
        self.inner.storage_vol.num_of_volumes(pool)
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        self.enter("virStoragePoolListVolumes")?;
        self.inner.storage_vol.list_volumes(pool, maxnames)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        self.enter("virStorageVolCreateXML")?;
        self.inner.storage_vol.create_xml(pool, xml, flags)
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        self.enter("virStorageVolDelete")?;
        self.inner.storage_vol.delete(vol, flags)
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        self.enter("virStorageVolLookupByName")?;
        self.inner.storage_vol.lookup_by_name(pool, name)
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        self.enter("virStorageVolLookupByKey")?;
        self.inner.storage_vol.lookup_by_key(key)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        self.enter("virStorageVolLookupByPath")?;
        self.inner.storage_vol.lookup_by_path(path)
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        self.enter("virStorageVolGetInfo")?;
        self.inner.storage_vol.info(vol)
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        self.enter("virStorageVolGetXMLDesc")?;
        self.inner.storage_vol.xml_desc(vol, flags)
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        self.enter("virStorageVolGetPath")?;
        self.inner.storage_vol.path(vol)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        self.enter("virStorageVolCreateXMLFrom")?;
        self.inner.storage_vol.create_xml_from(pool, xml, clonevol, flags)
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        self.enter("virStorageVolWipe")?;
        self.inner.storage_vol.wipe(vol, flags)
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        self.enter("virStorageVolUpload")?;
        self.inner.storage_vol.upload(vol, offset, length, flags)
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        self.enter("virStorageVolDownload")?;
        self.inner.storage_vol.download(vol, offset, length, flags)
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        self.enter("virStorageVolWipePattern")?;
        self.inner.storage_vol.wipe_pattern(vol, algorithm, flags)
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        self.enter("virStorageVolResize")?;
        self.inner.storage_vol.resize(vol, capacity, flags)
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        self.enter("virStoragePoolListAllVolumes")?;
        self.inner.storage_vol.list_all_volumes(pool, need_results, flags)
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        self.enter("virStorageVolGetInfoFlags")?;
        self.inner.storage_vol.info_flags(vol, flags)
    }
}
