//! The calls of a connection that are about the machine and what its QEMU can do, each one line to where it is done.

use virt::generated::connect::*;
use virt::{Error, Result, TypedParam};

use crate::connection::QemuConnection;
use crate::domain_capabilities::Platform;
use crate::tuning::host::Pages;
use crate::{capabilities, domain_capabilities, host_cpu, hypervisor_cpu, node, tuning};

impl ConnectDriver for QemuConnection {
    fn type_name(&self) -> Result<String> {
        Ok("QEMU".to_owned())
    }
    fn version(&self) -> Result<u64> {
        capabilities::version(self.core())
    }
    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        capabilities::max_vcpus(type_)
    }
    fn capabilities(&self) -> Result<String> {
        capabilities::capabilities(self.core())
    }
    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        host_cpu::compare(self.core(), xml, flags)
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
        hypervisor_cpu::compare(self.core(), Platform { emulator, arch, machine, virttype }, xml_cpu, flags)
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
        hypervisor_cpu::baseline(self.core(), Platform { emulator, arch, machine, virttype }, xml_cp_us, flags)
    }
    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        cpu::calls::baseline(xml_cp_us, &host::uname().machine, flags, "qemuConnectBaselineCPU")
    }
    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        cpu::calls::model_names(arch, need_results, flags, "qemuConnectGetCPUModelNames")
    }
    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        let platform = Platform { emulator: emulatorbin, arch, machine, virttype };
        domain_capabilities::domain_capabilities(self.core(), platform, flags)
    }
    fn sysinfo(&self, flags: u32) -> Result<String> {
        crate::flags::only(flags, 0, "qemuConnectGetSysinfo")?;
        Err(Error::config_unsupported("Host SMBIOS information is not available"))
    }
    fn hostname(&self) -> Result<String> {
        Ok(host::uname().nodename)
    }
    fn uri(&self) -> Result<String> {
        Ok(self.core().uri())
    }
    fn lib_version(&self) -> Result<u64> {
        Ok(crate::core::VERSION)
    }
    fn is_secure(&self) -> Result<i32> {
        // Nothing of it leaves this machine.
        Ok(1)
    }
    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        node::info(self.core())
    }
    fn node_get_free_memory(&self) -> Result<u64> {
        node::free_memory(self.core())
    }
    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        node::cells_free_memory(self.core(), start_cell, maxcells)
    }
    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        node::cpu_stats(self.core(), cpu_num, nparams, flags)
    }
    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        node::memory_stats(self.core(), nparams, cell_num, flags)
    }
    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        node::cpu_map(self.core(), need_map, need_online, flags)
    }
    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        node::free_pages(self.core(), pages, start_cell, cell_count, flags)
    }
    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        node::memory_parameters(self.core(), nparams, flags)
    }
    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        node::security_model(self.core())
    }
    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        tuning::host::set_memory_parameters(self.core(), params, flags)
    }
    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        let wanted = Pages { sizes: page_sizes, counts: page_counts, start_cell, cells: cell_count };
        tuning::host::alloc_pages(self.core(), &wanted, flags)
    }
    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        tuning::host::suspend(target, duration, flags)
    }
}
