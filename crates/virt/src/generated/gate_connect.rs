//! Behind a gate: A connection to a hypervisor and the host it runs on.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{connect::*, constants::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl ConnectDriver for Gated<dyn ConnectDriver> {
    fn type_name(&self) -> Result<String> {
        self.gate.admit("virConnectGetType", Access::Read)?;
        self.driver.type_name()
    }

    fn version(&self) -> Result<u64> {
        self.gate.admit("virConnectGetVersion", Access::Read)?;
        self.driver.version()
    }

    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        self.gate.admit("virConnectGetMaxVcpus", Access::Read)?;
        self.driver.max_vcpus(type_)
    }

    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        self.gate.admit("virNodeGetInfo", Access::Read)?;
        self.driver.node_info()
    }

    fn capabilities(&self) -> Result<String> {
        self.gate.admit("virConnectGetCapabilities", Access::Read)?;
        self.driver.capabilities()
    }

    fn hostname(&self) -> Result<String> {
        self.gate.admit("virConnectGetHostname", Access::Read)?;
        self.driver.hostname()
    }

    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        self.gate.admit("virNodeGetCellsFreeMemory", Access::Read)?;
        self.driver.node_get_cells_free_memory(start_cell, maxcells)
    }

    fn node_get_free_memory(&self) -> Result<u64> {
        self.gate.admit("virNodeGetFreeMemory", Access::Read)?;
        self.driver.node_get_free_memory()
    }

    fn uri(&self) -> Result<String> {
        self.gate.admit("REMOTE_PROC_CONNECT_GET_URI", Access::Read)?;
        self.driver.uri()
    }

    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        self.gate.admit("virNodeGetSecurityModel", Access::Read)?;
        self.driver.node_get_security_model()
    }

    fn is_secure(&self) -> Result<i32> {
        self.gate.admit("virConnectIsSecure", Access::Read)?;
        self.driver.is_secure()
    }

    fn lib_version(&self) -> Result<u64> {
        self.gate.admit("virConnectGetLibVersion", Access::Read)?;
        self.driver.lib_version()
    }

    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        self.gate.admit("virConnectCompareCPU", Access::Read)?;
        self.driver.compare_cpu(xml, flags)
    }

    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        self.gate.admit("virConnectBaselineCPU", Access::Read)?;
        self.driver.baseline_cpu(xml_cp_us, flags)
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        self.gate.admit("virConnectGetSysinfo", Access::Read)?;
        self.driver.sysinfo(flags)
    }

    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        self.gate.admit("virNodeGetCPUStats", Access::Read)?;
        self.driver.node_get_cpu_stats(cpu_num, nparams, flags)
    }

    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        self.gate.admit("virNodeGetMemoryStats", Access::Read)?;
        self.driver.node_get_memory_stats(nparams, cell_num, flags)
    }

    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        self.gate.admit("virNodeSuspendForDuration", Access::Write)?;
        self.driver.node_suspend_for_duration(target, duration, flags)
    }

    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virNodeSetMemoryParameters", Access::Write)?;
        self.driver.node_set_memory_parameters(params, flags)
    }

    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        self.gate.admit("virNodeGetMemoryParameters", Access::Read)?;
        self.driver.node_get_memory_parameters(nparams, flags)
    }

    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        self.gate.admit("virNodeGetCPUMap", Access::Read)?;
        self.driver.node_get_cpu_map(need_map, need_online, flags)
    }

    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        self.gate.admit("virConnectGetCPUModelNames", Access::Read)?;
        self.driver.cpu_model_names(arch, need_results, flags)
    }

    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        self.gate.admit("virNodeGetFreePages", Access::Read)?;
        self.driver.node_get_free_pages(pages, start_cell, cell_count, flags)
    }

    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        self.gate.admit("virConnectGetDomainCapabilities", Access::Write)?;
        self.driver.domain_capabilities(emulatorbin, arch, machine, virttype, flags)
    }

    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        self.gate.admit("virNodeAllocPages", Access::Write)?;
        self.driver.node_alloc_pages(page_sizes, page_counts, start_cell, cell_count, flags)
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
        self.gate.admit("virConnectCompareHypervisorCPU", Access::Write)?;
        self.driver.compare_hypervisor_cpu(emulator, arch, machine, virttype, xml_cpu, flags)
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
        self.gate.admit("virConnectBaselineHypervisorCPU", Access::Write)?;
        self.driver.baseline_hypervisor_cpu(emulator, arch, machine, virttype, xml_cp_us, flags)
    }

    fn node_get_sev_info(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetSevInfoReply> {
        self.gate.admit("virNodeGetSEVInfo", Access::Write)?;
        self.driver.node_get_sev_info(nparams, flags)
    }
}
