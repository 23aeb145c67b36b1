//! What a read-only connection may do: A connection to a hypervisor and the host it runs on.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{connect::*, constants::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl ConnectDriver for ReadOnly<dyn ConnectDriver> {
    fn type_name(&self) -> Result<String> {
        self.0.type_name()
    }

    fn version(&self) -> Result<u64> {
        self.0.version()
    }

    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        self.0.max_vcpus(type_)
    }

    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        self.0.node_info()
    }

    fn capabilities(&self) -> Result<String> {
        self.0.capabilities()
    }

    fn hostname(&self) -> Result<String> {
        self.0.hostname()
    }

    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        self.0.node_get_cells_free_memory(start_cell, maxcells)
    }

    fn node_get_free_memory(&self) -> Result<u64> {
        self.0.node_get_free_memory()
    }

    fn uri(&self) -> Result<String> {
        self.0.uri()
    }

    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        self.0.node_get_security_model()
    }

    fn is_secure(&self) -> Result<i32> {
        self.0.is_secure()
    }

    fn lib_version(&self) -> Result<u64> {
        self.0.lib_version()
    }

    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        self.0.compare_cpu(xml, flags)
    }

    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        self.0.baseline_cpu(xml_cp_us, flags)
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        self.0.sysinfo(flags)
    }

    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        self.0.node_get_cpu_stats(cpu_num, nparams, flags)
    }

    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        self.0.node_get_memory_stats(nparams, cell_num, flags)
    }

    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        Err(refused("virNodeSuspendForDuration"))
    }

    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virNodeSetMemoryParameters"))
    }

    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        self.0.node_get_memory_parameters(nparams, flags)
    }

    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        self.0.node_get_cpu_map(need_map, need_online, flags)
    }

    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        self.0.cpu_model_names(arch, need_results, flags)
    }

    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        self.0.node_get_free_pages(pages, start_cell, cell_count, flags)
    }

    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        Err(refused("virConnectGetDomainCapabilities"))
    }

    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        Err(refused("virNodeAllocPages"))
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
        Err(refused("virConnectCompareHypervisorCPU"))
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
        Err(refused("virConnectBaselineHypervisorCPU"))
    }

    fn node_get_sev_info(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetSevInfoReply> {
        Err(refused("virNodeGetSEVInfo"))
    }
}
