//! A connection to a hypervisor and the host it runs on.
//!
//! Generated from `api/connect.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`ConnectDriver::node_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeInfoReply {
    pub model: Vec<i8>,
    pub memory: u64,
    pub cpus: i32,
    pub mhz: i32,
    pub nodes: i32,
    pub sockets: i32,
    pub cores: i32,
    pub threads: i32,
}

impl Xdr for ConnectNodeInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.fixed_list(&self.model, 32);
        e.put(&self.memory);
        e.put(&self.cpus);
        e.put(&self.mhz);
        e.put(&self.nodes);
        e.put(&self.sockets);
        e.put(&self.cores);
        e.put(&self.threads);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeInfoReply {
            model: d.fixed_list(32)?,
            memory: d.get()?,
            cpus: d.get()?,
            mhz: d.get()?,
            nodes: d.get()?,
            sockets: d.get()?,
            cores: d.get()?,
            threads: d.get()?,
        })
    }
}

/// What [`ConnectDriver::node_get_security_model`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetSecurityModelReply {
    pub model: Vec<i8>,
    pub doi: Vec<i8>,
}

impl Xdr for ConnectNodeGetSecurityModelReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.model, limits::REMOTE_SECURITY_MODEL_MAX);
        e.list(&self.doi, limits::REMOTE_SECURITY_DOI_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetSecurityModelReply {
            model: d.list(limits::REMOTE_SECURITY_MODEL_MAX)?,
            doi: d.list(limits::REMOTE_SECURITY_DOI_MAX)?,
        })
    }
}

/// What [`ConnectDriver::node_get_cpu_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetCpuStatsReply {
    pub params: Vec<NodeCpuStat>,
    pub nparams: i32,
}

impl Xdr for ConnectNodeGetCpuStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_NODE_CPU_STATS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetCpuStatsReply { params: d.list(limits::REMOTE_NODE_CPU_STATS_MAX)?, nparams: d.get()? })
    }
}

/// What [`ConnectDriver::node_get_memory_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetMemoryStatsReply {
    pub params: Vec<NodeMemoryStat>,
    pub nparams: i32,
}

impl Xdr for ConnectNodeGetMemoryStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_NODE_MEMORY_STATS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetMemoryStatsReply { params: d.list(limits::REMOTE_NODE_MEMORY_STATS_MAX)?, nparams: d.get()? })
    }
}

/// What [`ConnectDriver::node_get_memory_parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetMemoryParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for ConnectNodeGetMemoryParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_NODE_MEMORY_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetMemoryParametersReply {
            params: d.list(limits::REMOTE_NODE_MEMORY_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`ConnectDriver::node_get_cpu_map`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetCpuMapReply {
    pub cpumap: Vec<u8>,
    pub online: u32,
    pub ret: i32,
}

impl Xdr for ConnectNodeGetCpuMapReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cpumap, limits::REMOTE_CPUMAP_MAX);
        e.put(&self.online);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetCpuMapReply {
            cpumap: d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?,
            online: d.get()?,
            ret: d.get()?,
        })
    }
}

/// What [`ConnectDriver::cpu_model_names`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectCpuModelNamesReply {
    pub models: Vec<String>,
    pub ret: i32,
}

impl Xdr for ConnectCpuModelNamesReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.models, limits::REMOTE_CONNECT_CPU_MODELS_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectCpuModelNamesReply { models: d.list(limits::REMOTE_CONNECT_CPU_MODELS_MAX)?, ret: d.get()? })
    }
}

/// What [`ConnectDriver::node_get_sev_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectNodeGetSevInfoReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for ConnectNodeGetSevInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_NODE_SEV_INFO_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectNodeGetSevInfoReply { params: d.list(limits::REMOTE_NODE_SEV_INFO_MAX)?, nparams: d.get()? })
    }
}

/// A connection to a hypervisor and the host it runs on.
pub trait ConnectDriver: Send + Sync {
    /// Returns the name of the hypervisor driver behind the connection, such as `QEMU`.
    fn type_name(&self) -> Result<String> {
        Err(unsupported("virConnectGetType"))
    }

    /// Returns the hypervisor's version as major * 1,000,000 + minor * 1,000 + release; 0 when no version can be told.
    fn version(&self) -> Result<u64> {
        Err(unsupported("virConnectGetVersion"))
    }

    /// Returns the largest number of virtual CPUs one guest of the given domain type (such as `kvm`; null for the default) may have.
    fn max_vcpus(&self, type_: Option<&str>) -> Result<i32> {
        Err(unsupported("virConnectGetMaxVcpus"))
    }

    /// Describes the host: CPU model, memory in KiB, number of active CPUs, their frequency in MHz, NUMA nodes, sockets per node, cores per socket and threads per core.
    fn node_info(&self) -> Result<ConnectNodeInfoReply> {
        Err(unsupported("virNodeGetInfo"))
    }

    /// Returns the capabilities document: host CPU, topology, security models and the guest architectures with their domain types and machines.
    fn capabilities(&self) -> Result<String> {
        Err(unsupported("virConnectGetCapabilities"))
    }

    /// Returns the host name of the machine the hypervisor runs on, fully qualified where that is known.
    fn hostname(&self) -> Result<String> {
        Err(unsupported("virConnectGetHostname"))
    }

    /// Returns the free memory, in bytes, of at most `maxcells` NUMA nodes from `startCell` on.
    fn node_get_cells_free_memory(&self, start_cell: i32, maxcells: i32) -> Result<Vec<u64>> {
        Err(unsupported("virNodeGetCellsFreeMemory"))
    }

    /// Returns the free memory of the host in bytes.
    fn node_get_free_memory(&self) -> Result<u64> {
        Err(unsupported("virNodeGetFreeMemory"))
    }

    /// Returns the canonical URI of the connection as the hypervisor side sees it.
    fn uri(&self) -> Result<String> {
        Err(unsupported("REMOTE_PROC_CONNECT_GET_URI"))
    }

    /// Names the host's primary security model and its domain of interpretation.
    fn node_get_security_model(&self) -> Result<ConnectNodeGetSecurityModelReply> {
        Err(unsupported("virNodeGetSecurityModel"))
    }

    /// Tells whether the connection is encrypted or cannot leave the host.
    fn is_secure(&self) -> Result<i32> {
        Err(unsupported("virConnectIsSecure"))
    }

    /// Returns the version of the daemon's library as major * 1,000,000 + minor * 1,000 + release.
    fn lib_version(&self) -> Result<u64> {
        Err(unsupported("virConnectGetLibVersion"))
    }

    /// Compares the CPU of a document with the host's: incompatible, identical or a superset.
    fn compare_cpu(&self, xml: &str, flags: u32) -> Result<i32> {
        Err(unsupported("virConnectCompareCPU"))
    }

    /// Computes the richest CPU that every host CPU of the given documents can provide.
    fn baseline_cpu(&self, xml_cp_us: &[String], flags: u32) -> Result<String> {
        Err(unsupported("virConnectBaselineCPU"))
    }

    /// Returns the host's SMBIOS data as a `<sysinfo>` document.
    fn sysinfo(&self, flags: u32) -> Result<String> {
        Err(unsupported("virConnectGetSysinfo"))
    }

    /// Returns the time, in nanoseconds, that one host CPU (or all) spent in kernel, user, idle and I/O wait.
    fn node_get_cpu_stats(&self, cpu_num: i32, nparams: i32, flags: u32) -> Result<ConnectNodeGetCpuStatsReply> {
        Err(unsupported("virNodeGetCPUStats"))
    }

    /// Returns total, free, buffer and cache memory, in KiB, of one NUMA node or the host.
    fn node_get_memory_stats(&self, nparams: i32, cell_num: i32, flags: u32) -> Result<ConnectNodeGetMemoryStatsReply> {
        Err(unsupported("virNodeGetMemoryStats"))
    }

    /// Suspends the host to memory, disk or both, and wakes it after `duration` seconds.
    fn node_suspend_for_duration(&self, target: u32, duration: u64, flags: u32) -> Result<()> {
        Err(unsupported("virNodeSuspendForDuration"))
    }

    /// Changes parameters of the host's page sharing.
    fn node_set_memory_parameters(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virNodeSetMemoryParameters"))
    }

    /// Returns at most `nparams` parameters of the host's page sharing; with `nparams` 0 only their number.
    fn node_get_memory_parameters(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetMemoryParametersReply> {
        Err(unsupported("virNodeGetMemoryParameters"))
    }

    /// Returns the bitmap of the host's online CPUs, their number, and the number of all that are present.
    fn node_get_cpu_map(&self, need_map: i32, need_online: i32, flags: u32) -> Result<ConnectNodeGetCpuMapReply> {
        Err(unsupported("virNodeGetCPUMap"))
    }

    /// Lists the CPU model names known for an architecture.
    fn cpu_model_names(&self, arch: &str, need_results: i32, flags: u32) -> Result<ConnectCpuModelNamesReply> {
        Err(unsupported("virConnectGetCPUModelNames"))
    }

    /// Returns the number of free pages of each given size in KiB, for `cellCount` NUMA nodes from `startCell` on.
    fn node_get_free_pages(&self, pages: &[u32], start_cell: i32, cell_count: u32, flags: u32) -> Result<Vec<u64>> {
        Err(unsupported("virNodeGetFreePages"))
    }

    /// Returns the domain capabilities document of an emulator, architecture, machine and domain type; nulls take defaults.
    fn domain_capabilities(
        &self,
        emulatorbin: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        flags: u32,
    ) -> Result<String> {
        Err(unsupported("virConnectGetDomainCapabilities"))
    }

    /// Adds to, or sets, the pools of huge pages of the given sizes in KiB on the given NUMA nodes; returns how many nodes were changed.
    fn node_alloc_pages(
        &self,
        page_sizes: &[u32],
        page_counts: &[u64],
        start_cell: i32,
        cell_count: u32,
        flags: u32,
    ) -> Result<i32> {
        Err(unsupported("virNodeAllocPages"))
    }

    /// Compares the CPU of a document with what the hypervisor can give a guest on this host.
    fn compare_hypervisor_cpu(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        xml_cpu: &str,
        flags: u32,
    ) -> Result<i32> {
        Err(unsupported("virConnectCompareHypervisorCPU"))
    }

    /// Computes the richest CPU a hypervisor can give on every host of the given documents.
    fn baseline_hypervisor_cpu(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virttype: Option<&str>,
        xml_cp_us: &[String],
        flags: u32,
    ) -> Result<String> {
        Err(unsupported("virConnectBaselineHypervisorCPU"))
    }

    /// Returns at most `nparams` facts about AMD SEV on the host.
    fn node_get_sev_info(&self, nparams: i32, flags: u32) -> Result<ConnectNodeGetSevInfoReply> {
        Err(unsupported("virNodeGetSEVInfo"))
    }
}
