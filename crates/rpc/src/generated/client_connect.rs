//! The remote driver: A connection to a hypervisor and the host it runs on.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{connect::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl ConnectDriver for Remote {
    fn type_name(&self) -> Result<String> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 3, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn version(&self) -> Result<u64> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 4, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        let mut e = Encoder::new();
        e.optional_text(type_);
        let reply = self.call(Program::Remote, 5, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 6, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeInfoReply>())?;
        Ok(result)
    }

    fn capabilities(&self) -> Result<String> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 7, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn hostname(&self) -> Result<String> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 59, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        let mut e = Encoder::new();
        e.put(&start_cell);
        e.put(&maxcells);
        let reply = self.call(Program::Remote, 101, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NODE_MAX_CELLS))?;
        Ok(result)
    }

    fn node_get_free_memory(&self) -> Result<u64> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 102, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn uri(&self) -> Result<String> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 110, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 122, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetSecurityModelReply>())?;
        Ok(result)
    }

    fn is_secure(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 149, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lib_version(&self) -> Result<u64> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 157, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 158, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.list(xml_cp_us, limits::REMOTE_CPU_BASELINE_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 162, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(&flags);
        let reply = self.call(Program::Remote, 203, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        let mut e = Encoder::new();
        e.put(&cpu_num);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 227, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetCpuStatsReply>())?;
        Ok(result)
    }

    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        let mut e = Encoder::new();
        e.put(&nparams);
        e.put(&cell_num);
        e.put(&flags);
        let reply = self.call(Program::Remote, 228, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetMemoryStatsReply>())?;
        Ok(result)
    }

    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&target);
        e.put(&duration);
        e.put(&flags);
        self.call(Program::Remote, 250, e)?;
        Ok(())
    }

    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.list(params, limits::REMOTE_NODE_MEMORY_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 288, e)?;
        Ok(())
    }

    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        let mut e = Encoder::new();
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 289, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetMemoryParametersReply>())?;
        Ok(result)
    }

    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        let mut e = Encoder::new();
        e.put(&need_map);
        e.put(&need_online);
        e.put(&flags);
        let reply = self.call(Program::Remote, 293, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetCpuMapReply>())?;
        Ok(result)
    }

    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        let mut e = Encoder::new();
        e.text(arch);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 312, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectCpuModelNamesReply>())?;
        Ok(result)
    }

    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        let mut e = Encoder::new();
        e.list(pages, limits::REMOTE_NODE_MAX_CELLS);
        e.put(&start_cell);
        e.put(&cell_count);
        e.put(&flags);
        let reply = self.call(Program::Remote, 340, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NODE_MAX_CELLS))?;
        Ok(result)
    }

    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        let mut e = Encoder::new();
        e.optional_text(emulatorbin);
        e.optional_text(arch);
        e.optional_text(machine);
        e.optional_text(virttype);
        e.put(&flags);
        let reply = self.call(Program::Remote, 342, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        let mut e = Encoder::new();
        e.list(page_sizes, limits::REMOTE_NODE_MAX_CELLS);
        e.list(page_counts, limits::REMOTE_NODE_MAX_CELLS);
        e.put(&start_cell);
        e.put(&cell_count);
        e.put(&flags);
        let reply = self.call(Program::Remote, 347, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
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
        let mut e = Encoder::new();
        e.optional_text(emulator);
        e.optional_text(arch);
        e.optional_text(machine);
        e.optional_text(virttype);
        e.text(xml_cpu);
        e.put(&flags);
        let reply = self.call(Program::Remote, 393, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
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
        let mut e = Encoder::new();
        e.optional_text(emulator);
        e.optional_text(arch);
        e.optional_text(machine);
        e.optional_text(virttype);
        e.list(xml_cp_us, limits::REMOTE_CPU_BASELINE_MAX);
        e.put(&flags);
        let reply = self.call(Program::Remote, 394, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn node_get_sev_info(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetSevInfoReply> {
        let mut e = Encoder::new();
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 395, e)?;
        let result = decoded(&reply, |d| d.get::<ConnectNodeGetSevInfoReply>())?;
        Ok(result)
    }
}
