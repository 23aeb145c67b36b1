//! Guests: life cycle, documents, devices, statistics, migration.
//!
//! Generated from `api/domain.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`DomainDriver::info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainInfoReply {
    pub state: u8,
    pub max_mem: u64,
    pub memory: u64,
    pub nr_virt_cpu: u16,
    pub cpu_time: u64,
}

impl Xdr for DomainInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.state);
        e.put(&self.max_mem);
        e.put(&self.memory);
        e.put(&self.nr_virt_cpu);
        e.put(&self.cpu_time);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainInfoReply {
            state: d.get()?,
            max_mem: d.get()?,
            memory: d.get()?,
            nr_virt_cpu: d.get()?,
            cpu_time: d.get()?,
        })
    }
}

/// What [`DomainDriver::vcpus`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainVcpusReply {
    pub info: Vec<VcpuInfo>,
    pub cpumaps: Vec<u8>,
}

impl Xdr for DomainVcpusReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.info, limits::REMOTE_VCPUINFO_MAX);
        e.bytes(&self.cpumaps, limits::REMOTE_CPUMAPS_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainVcpusReply {
            info: d.list(limits::REMOTE_VCPUINFO_MAX)?,
            cpumaps: d.bytes(limits::REMOTE_CPUMAPS_MAX).map(<[u8]>::to_vec)?,
        })
    }
}

/// What [`DomainDriver::scheduler_type`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSchedulerTypeReply {
    pub type_: String,
    pub nparams: i32,
}

impl Xdr for DomainSchedulerTypeReply {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.type_);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSchedulerTypeReply { type_: d.text()?, nparams: d.get()? })
    }
}

/// What [`DomainDriver::migrate_prepare`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigratePrepareReply {
    pub cookie: Vec<u8>,
    pub uri_out: Option<String>,
}

impl Xdr for DomainMigratePrepareReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&self.uri_out);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigratePrepareReply {
            cookie: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            uri_out: d.get::<Option<String>>()?,
        })
    }
}

/// What [`DomainDriver::block_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlockStatsReply {
    pub rd_req: i64,
    pub rd_bytes: i64,
    pub wr_req: i64,
    pub wr_bytes: i64,
    pub errs: i64,
}

impl Xdr for DomainBlockStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.rd_req);
        e.put(&self.rd_bytes);
        e.put(&self.wr_req);
        e.put(&self.wr_bytes);
        e.put(&self.errs);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlockStatsReply {
            rd_req: d.get()?,
            rd_bytes: d.get()?,
            wr_req: d.get()?,
            wr_bytes: d.get()?,
            errs: d.get()?,
        })
    }
}

/// What [`DomainDriver::interface_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainInterfaceStatsReply {
    pub rx_bytes: i64,
    pub rx_packets: i64,
    pub rx_errs: i64,
    pub rx_drop: i64,
    pub tx_bytes: i64,
    pub tx_packets: i64,
    pub tx_errs: i64,
    pub tx_drop: i64,
}

impl Xdr for DomainInterfaceStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.rx_bytes);
        e.put(&self.rx_packets);
        e.put(&self.rx_errs);
        e.put(&self.rx_drop);
        e.put(&self.tx_bytes);
        e.put(&self.tx_packets);
        e.put(&self.tx_errs);
        e.put(&self.tx_drop);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainInterfaceStatsReply {
            rx_bytes: d.get()?,
            rx_packets: d.get()?,
            rx_errs: d.get()?,
            rx_drop: d.get()?,
            tx_bytes: d.get()?,
            tx_packets: d.get()?,
            tx_errs: d.get()?,
            tx_drop: d.get()?,
        })
    }
}

/// What [`DomainDriver::migrate_prepare2`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigratePrepare2Reply {
    pub cookie: Vec<u8>,
    pub uri_out: Option<String>,
}

impl Xdr for DomainMigratePrepare2Reply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&self.uri_out);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigratePrepare2Reply {
            cookie: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            uri_out: d.get::<Option<String>>()?,
        })
    }
}

/// What [`DomainDriver::security_label`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSecurityLabelReply {
    pub label: Vec<i8>,
    pub enforcing: i32,
}

impl Xdr for DomainSecurityLabelReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.label, limits::REMOTE_SECURITY_LABEL_MAX);
        e.put(&self.enforcing);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSecurityLabelReply { label: d.list(limits::REMOTE_SECURITY_LABEL_MAX)?, enforcing: d.get()? })
    }
}

/// What [`DomainDriver::job_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainJobInfoReply {
    pub type_: i32,
    pub time_elapsed: u64,
    pub time_remaining: u64,
    pub data_total: u64,
    pub data_processed: u64,
    pub data_remaining: u64,
    pub mem_total: u64,
    pub mem_processed: u64,
    pub mem_remaining: u64,
    pub file_total: u64,
    pub file_processed: u64,
    pub file_remaining: u64,
}

impl Xdr for DomainJobInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.type_);
        e.put(&self.time_elapsed);
        e.put(&self.time_remaining);
        e.put(&self.data_total);
        e.put(&self.data_processed);
        e.put(&self.data_remaining);
        e.put(&self.mem_total);
        e.put(&self.mem_processed);
        e.put(&self.mem_remaining);
        e.put(&self.file_total);
        e.put(&self.file_processed);
        e.put(&self.file_remaining);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainJobInfoReply {
            type_: d.get()?,
            time_elapsed: d.get()?,
            time_remaining: d.get()?,
            data_total: d.get()?,
            data_processed: d.get()?,
            data_remaining: d.get()?,
            mem_total: d.get()?,
            mem_processed: d.get()?,
            mem_remaining: d.get()?,
            file_total: d.get()?,
            file_processed: d.get()?,
            file_remaining: d.get()?,
        })
    }
}

/// What [`DomainDriver::block_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlockInfoReply {
    pub allocation: u64,
    pub capacity: u64,
    pub physical: u64,
}

impl Xdr for DomainBlockInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.allocation);
        e.put(&self.capacity);
        e.put(&self.physical);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlockInfoReply { allocation: d.get()?, capacity: d.get()?, physical: d.get()? })
    }
}

/// What [`DomainDriver::memory_parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMemoryParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainMemoryParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_MEMORY_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMemoryParametersReply {
            params: d.list(limits::REMOTE_DOMAIN_MEMORY_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`DomainDriver::blkio_parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlkioParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainBlkioParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_BLKIO_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlkioParametersReply {
            params: d.list(limits::REMOTE_DOMAIN_BLKIO_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`DomainDriver::state`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainStateReply {
    pub state: i32,
    pub reason: i32,
}

impl Xdr for DomainStateReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.state);
        e.put(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainStateReply { state: d.get()?, reason: d.get()? })
    }
}

/// What [`DomainDriver::migrate_begin3`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigrateBegin3Reply {
    pub cookie_out: Vec<u8>,
    pub xml: String,
}

impl Xdr for DomainMigrateBegin3Reply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.text(&self.xml);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigrateBegin3Reply {
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            xml: d.text()?,
        })
    }
}

/// What [`DomainDriver::migrate_prepare3`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigratePrepare3Reply {
    pub cookie_out: Vec<u8>,
    pub uri_out: Option<String>,
}

impl Xdr for DomainMigratePrepare3Reply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&self.uri_out);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigratePrepare3Reply {
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            uri_out: d.get::<Option<String>>()?,
        })
    }
}

/// What [`DomainDriver::migrate_finish3`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigrateFinish3Reply {
    pub dom: DomainRef,
    pub cookie_out: Vec<u8>,
}

impl Xdr for DomainMigrateFinish3Reply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigrateFinish3Reply {
            dom: d.get()?,
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
        })
    }
}

/// What [`DomainDriver::control_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainControlInfoReply {
    pub state: u32,
    pub details: u32,
    pub state_time: u64,
}

impl Xdr for DomainControlInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.state);
        e.put(&self.details);
        e.put(&self.state_time);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainControlInfoReply { state: d.get()?, details: d.get()?, state_time: d.get()? })
    }
}

/// What [`DomainDriver::vcpu_pin_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainVcpuPinInfoReply {
    pub cpumaps: Vec<u8>,
    pub num: i32,
}

impl Xdr for DomainVcpuPinInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cpumaps, limits::REMOTE_CPUMAPS_MAX);
        e.put(&self.num);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainVcpuPinInfoReply { cpumaps: d.bytes(limits::REMOTE_CPUMAPS_MAX).map(<[u8]>::to_vec)?, num: d.get()? })
    }
}

/// What [`DomainDriver::block_job_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlockJobInfoReply {
    pub found: i32,
    pub type_: i32,
    pub bandwidth: u64,
    pub cur: u64,
    pub end: u64,
}

impl Xdr for DomainBlockJobInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.found);
        e.put(&self.type_);
        e.put(&self.bandwidth);
        e.put(&self.cur);
        e.put(&self.end);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlockJobInfoReply {
            found: d.get()?,
            type_: d.get()?,
            bandwidth: d.get()?,
            cur: d.get()?,
            end: d.get()?,
        })
    }
}

/// What [`DomainDriver::block_stats_flags`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlockStatsFlagsReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainBlockStatsFlagsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_BLOCK_STATS_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlockStatsFlagsReply {
            params: d.list(limits::REMOTE_DOMAIN_BLOCK_STATS_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`DomainDriver::block_io_tune`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainBlockIoTuneReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainBlockIoTuneReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainBlockIoTuneReply {
            params: d.list(limits::REMOTE_DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`DomainDriver::numa_parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainNumaParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainNumaParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_NUMA_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainNumaParametersReply { params: d.list(limits::REMOTE_DOMAIN_NUMA_PARAMETERS_MAX)?, nparams: d.get()? })
    }
}

/// What [`DomainDriver::interface_parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainInterfaceParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainInterfaceParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_INTERFACE_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainInterfaceParametersReply {
            params: d.list(limits::REMOTE_DOMAIN_INTERFACE_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// What [`DomainDriver::cpu_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainCpuStatsReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for DomainCpuStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_DOMAIN_GET_CPU_STATS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainCpuStatsReply { params: d.list(limits::REMOTE_DOMAIN_GET_CPU_STATS_MAX)?, nparams: d.get()? })
    }
}

/// What [`DomainDriver::disk_errors`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainDiskErrorsReply {
    pub errors: Vec<DomainDiskError>,
    pub nerrors: i32,
}

impl Xdr for DomainDiskErrorsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.errors, limits::REMOTE_DOMAIN_DISK_ERRORS_MAX);
        e.put(&self.nerrors);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainDiskErrorsReply { errors: d.list(limits::REMOTE_DOMAIN_DISK_ERRORS_MAX)?, nerrors: d.get()? })
    }
}

/// What [`DomainDriver::list_all_domains`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainListAllDomainsReply {
    pub domains: Vec<DomainRef>,
    pub ret: u32,
}

impl Xdr for DomainListAllDomainsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.domains, limits::REMOTE_DOMAIN_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainListAllDomainsReply { domains: d.list(limits::REMOTE_DOMAIN_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`DomainDriver::security_label_list`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSecurityLabelListReply {
    pub labels: Vec<SecurityLabel>,
    pub ret: i32,
}

impl Xdr for DomainSecurityLabelListReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.labels, limits::REMOTE_SECURITY_LABEL_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSecurityLabelListReply { labels: d.list(limits::REMOTE_SECURITY_LABEL_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`DomainDriver::emulator_pin_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEmulatorPinInfoReply {
    pub cpumaps: Vec<u8>,
    pub ret: i32,
}

impl Xdr for DomainEmulatorPinInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cpumaps, limits::REMOTE_CPUMAPS_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEmulatorPinInfoReply {
            cpumaps: d.bytes(limits::REMOTE_CPUMAPS_MAX).map(<[u8]>::to_vec)?,
            ret: d.get()?,
        })
    }
}

/// What [`DomainDriver::job_stats`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainJobStatsReply {
    pub type_: i32,
    pub params: Vec<TypedParam>,
}

impl Xdr for DomainJobStatsReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.type_);
        e.list(&self.params, limits::REMOTE_DOMAIN_JOB_STATS_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainJobStatsReply { type_: d.get()?, params: d.list(limits::REMOTE_DOMAIN_JOB_STATS_MAX)? })
    }
}

/// What [`DomainDriver::migrate_begin3_params`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigrateBegin3ParamsReply {
    pub cookie_out: Vec<u8>,
    pub xml: String,
}

impl Xdr for DomainMigrateBegin3ParamsReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.text(&self.xml);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigrateBegin3ParamsReply {
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            xml: d.text()?,
        })
    }
}

/// What [`DomainDriver::migrate_prepare3_params`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigratePrepare3ParamsReply {
    pub cookie_out: Vec<u8>,
    pub uri_out: Option<String>,
}

impl Xdr for DomainMigratePrepare3ParamsReply {
    fn encode(&self, e: &mut Encoder) {
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
        e.put(&self.uri_out);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigratePrepare3ParamsReply {
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
            uri_out: d.get::<Option<String>>()?,
        })
    }
}

/// What [`DomainDriver::migrate_finish3_params`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMigrateFinish3ParamsReply {
    pub dom: DomainRef,
    pub cookie_out: Vec<u8>,
}

impl Xdr for DomainMigrateFinish3ParamsReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.bytes(&self.cookie_out, limits::REMOTE_MIGRATE_COOKIE_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMigrateFinish3ParamsReply {
            dom: d.get()?,
            cookie_out: d.bytes(limits::REMOTE_MIGRATE_COOKIE_MAX).map(<[u8]>::to_vec)?,
        })
    }
}

/// What [`DomainDriver::time`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainTimeReply {
    pub seconds: i64,
    pub nseconds: u32,
}

impl Xdr for DomainTimeReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.seconds);
        e.put(&self.nseconds);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainTimeReply { seconds: d.get()?, nseconds: d.get()? })
    }
}

/// What [`DomainDriver::fsinfo`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainFsinfoReply {
    pub info: Vec<DomainFsInfo>,
    pub ret: u32,
}

impl Xdr for DomainFsinfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.info, limits::REMOTE_DOMAIN_FSINFO_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainFsinfoReply { info: d.list(limits::REMOTE_DOMAIN_FSINFO_MAX)?, ret: d.get()? })
    }
}

/// What [`DomainDriver::iothread_info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainIothreadInfoReply {
    pub info: Vec<DomainIothreadInfo>,
    pub ret: u32,
}

impl Xdr for DomainIothreadInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.info, limits::REMOTE_IOTHREAD_INFO_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainIothreadInfoReply { info: d.list(limits::REMOTE_IOTHREAD_INFO_MAX)?, ret: d.get()? })
    }
}

/// Guests: life cycle, documents, devices, statistics, migration.
pub trait DomainDriver: Send + Sync {
    /// Plugs the device described by `xml` into a running guest; the stored definition stays as it is.
    fn attach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        Err(unsupported("virDomainAttachDevice"))
    }

    /// Starts a defined guest that is not running; a managed save image, if there is one, is restored instead of booting.
    fn create(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainCreate"))
    }

    /// Creates and starts a guest from a domain document; the guest is transient unless a definition of that name and UUID exists.
    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<DomainRef> {
        Err(unsupported("virDomainCreateXML"))
    }

    /// Stores a domain document as a persistent definition, replacing an earlier one of the same name and UUID; a running guest keeps running as it is.
    fn define_xml(&self, xml: &str) -> Result<DomainRef> {
        Err(unsupported("virDomainDefineXML"))
    }

    /// Stops a guest at once, like pulling the power cord; a transient guest disappears.
    fn destroy(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainDestroy"))
    }

    /// Unplugs the device that matches `xml` from a running guest; the stored definition stays as it is.
    fn detach_device(&self, dom: &DomainRef, xml: &str) -> Result<()> {
        Err(unsupported("virDomainDetachDevice"))
    }

    /// Returns the domain document, live or inactive, with or without secrets, as the `virDomainXMLFlags` bits choose.
    fn xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainGetXMLDesc"))
    }

    /// Tells whether the guest is started when the host boots.
    fn autostart(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainGetAutostart"))
    }

    /// Returns the guest's state, its maximum and current memory in KiB, its number of virtual CPUs and the CPU time it used in nanoseconds.
    fn info(&self, dom: &DomainRef) -> Result<DomainInfoReply> {
        Err(unsupported("virDomainGetInfo"))
    }

    /// Returns the largest amount of memory, in KiB, the guest may be given while it runs.
    fn max_memory(&self, dom: &DomainRef) -> Result<u64> {
        Err(unsupported("virDomainGetMaxMemory"))
    }

    /// Returns the largest number of virtual CPUs the guest may have: of the running guest, or what its hypervisor allows when it is off.
    fn max_vcpus(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainGetMaxVcpus"))
    }

    /// Returns the kind of operating system interface of the guest, such as `hvm`, `linux` or `exe`.
    fn os_type(&self, dom: &DomainRef) -> Result<String> {
        Err(unsupported("virDomainGetOSType"))
    }

    /// Returns for each virtual CPU of a running guest its number, state, CPU time in nanoseconds and host CPU, and optionally the bitmap of host CPUs it may use, `maplen` bytes each.
    fn vcpus(&self, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
        Err(unsupported("virDomainGetVcpus"))
    }

    /// Lists the names of at most `maxnames` persistent guests that are not running.
    fn list_defined_domains(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListDefinedDomains"))
    }

    /// Finds the running guest with the numeric id `id`.
    fn lookup_by_id(&self, id: i32) -> Result<DomainRef> {
        Err(unsupported("virDomainLookupByID"))
    }

    /// Finds a guest by its name.
    fn lookup_by_name(&self, name: &str) -> Result<DomainRef> {
        Err(unsupported("virDomainLookupByName"))
    }

    /// Finds a guest by its 16-byte UUID.
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<DomainRef> {
        Err(unsupported("virDomainLookupByUUID"))
    }

    /// Counts the persistent guests that are not running.
    fn num_of_defined_domains(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfDefinedDomains"))
    }

    /// Restricts one virtual CPU of a running guest to the host CPUs whose bits are set in `cpumap`.
    fn pin_vcpu(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8]) -> Result<()> {
        Err(unsupported("virDomainPinVcpu"))
    }

    /// Asks the guest to reboot by the method chosen in flags (ACPI, guest agent, initctl, signal, paravirtual); the call returns before the guest obeys.
    fn reboot(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainReboot"))
    }

    /// Lets a suspended guest run again.
    fn resume(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainResume"))
    }

    /// Chooses whether the guest is started when the host boots.
    fn set_autostart(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        Err(unsupported("virDomainSetAutostart"))
    }

    /// Sets the largest amount of memory, in KiB, that the guest may be given.
    fn set_max_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        Err(unsupported("virDomainSetMaxMemory"))
    }

    /// Sets the current memory of a running guest, in KiB, through its balloon.
    fn set_memory(&self, dom: &DomainRef, memory: u64) -> Result<()> {
        Err(unsupported("virDomainSetMemory"))
    }

    /// Sets the number of virtual CPUs a running guest has online.
    fn set_vcpus(&self, dom: &DomainRef, nvcpus: u32) -> Result<()> {
        Err(unsupported("virDomainSetVcpus"))
    }

    /// Asks the guest to shut down by the hypervisor's default method; the call returns before the guest obeys.
    fn shutdown(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainShutdown"))
    }

    /// Stops the guest's CPUs; memory and devices stay as they are.
    fn suspend(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainSuspend"))
    }

    /// Removes the stored definition; a running guest becomes transient.
    fn undefine(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainUndefine"))
    }

    /// Lists the ids of at most `maxids` running guests.
    fn list_domains(&self, maxids: i32) -> Result<Vec<i32>> {
        Err(unsupported("virConnectListDomains"))
    }

    /// Counts the running guests.
    fn num_of_domains(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfDomains"))
    }

    /// Writes the guest's memory to the file `to` on the daemon's host, in the default dump format.
    fn core_dump(&self, dom: &DomainRef, to: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainCoreDump"))
    }

    /// Starts a guest from the save file `from` on the daemon's host.
    fn restore(&self, from: &str) -> Result<()> {
        Err(unsupported("virDomainRestore"))
    }

    /// Writes the guest's memory and definition to the file `to` on the daemon's host and stops the guest.
    fn save(&self, dom: &DomainRef, to: &str) -> Result<()> {
        Err(unsupported("virDomainSave"))
    }

    /// Names the host scheduler that serves the guest and counts its parameters.
    fn scheduler_type(&self, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
        Err(unsupported("virDomainGetSchedulerType"))
    }

    /// Returns at most `nparams` scheduler parameters of a running guest.
    fn scheduler_parameters(&self, dom: &DomainRef, nparams: i32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetSchedulerParameters"))
    }

    /// Changes scheduler parameters of a running guest.
    fn set_scheduler_parameters(&self, dom: &DomainRef, params: &[TypedParam]) -> Result<()> {
        Err(unsupported("virDomainSetSchedulerParameters"))
    }

    /// Version 1 migration, destination: readies the host to receive a guest and returns a cookie and the URI to send to.
    fn migrate_prepare(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigratePrepareReply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE"))
    }

    /// Version 1 migration, source: sends the guest to `uri`; `resource` bounds the bandwidth in MiB/s, 0 meaning no bound.
    fn migrate_perform(
        &self,
        dom: &DomainRef,
        cookie: &[u8],
        uri: &str,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<()> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM"))
    }

    /// Version 1 migration, destination: resumes the guest that has arrived and returns it.
    fn migrate_finish(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64) -> Result<DomainRef> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_FINISH"))
    }

    /// Returns requests, bytes and errors of one disk of a running guest; -1 stands for a counter the hypervisor lacks.
    fn block_stats(&self, dom: &DomainRef, path: &str) -> Result<DomainBlockStatsReply> {
        Err(unsupported("virDomainBlockStats"))
    }

    /// Returns bytes, packets, errors and drops in both directions of one network interface of a running guest.
    fn interface_stats(&self, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
        Err(unsupported("virDomainInterfaceStats"))
    }

    /// Reads `size` bytes at `offset` of a disk of the guest, as the host sees it.
    fn block_peek(&self, dom: &DomainRef, path: &str, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        Err(unsupported("virDomainBlockPeek"))
    }

    /// Reads `size` bytes of a running guest's memory at a virtual or physical address.
    fn memory_peek(&self, dom: &DomainRef, offset: u64, size: u32, flags: u32) -> Result<Vec<u8>> {
        Err(unsupported("virDomainMemoryPeek"))
    }

    /// Version 2 migration, destination: readies the host for the guest described by `dom_xml`.
    fn migrate_prepare2(
        &self,
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare2Reply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE2"))
    }

    /// Version 2 migration, destination: resumes the guest, or kills it when `retcode` says that sending failed.
    fn migrate_finish2(&self, dname: &str, cookie: &[u8], uri: &str, flags: u64, retcode: i32) -> Result<DomainRef> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_FINISH2"))
    }

    /// Returns the security label of the guest's process under the primary model, and whether it is enforced.
    fn security_label(&self, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
        Err(unsupported("virDomainGetSecurityLabel"))
    }

    /// Converts a hypervisor's own configuration text into a domain document.
    fn domain_xml_from_native(&self, native_format: &str, native_config: &str, flags: u32) -> Result<String> {
        Err(unsupported("virConnectDomainXMLFromNative"))
    }

    /// Converts a domain document into a hypervisor's own configuration, such as a command line.
    fn domain_xml_to_native(&self, native_format: &str, domain_xml: &str, flags: u32) -> Result<String> {
        Err(unsupported("virConnectDomainXMLToNative"))
    }

    /// Version 2 migration, destination: readies the host to receive a guest over a stream of this connection.
    fn migrate_prepare_tunnel(&self, flags: u64, dname: Option<&str>, resource: u64, dom_xml: &str) -> Result<Stream> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL"))
    }

    /// Tells whether the guest is running (paused counts as running).
    fn is_active(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainIsActive"))
    }

    /// Tells whether the guest has a stored definition.
    fn is_persistent(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainIsPersistent"))
    }

    /// Returns at most `maxStats` tagged memory figures of a running guest, in KiB except for the fault counters.
    fn memory_stats(&self, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
        Err(unsupported("virDomainMemoryStats"))
    }

    /// Adds the device described by `xml` to the running guest, to the stored definition or to both.
    fn attach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainAttachDeviceFlags"))
    }

    /// Removes the device that matches `xml` from the running guest, from the stored definition or from both.
    fn detach_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainDetachDeviceFlags"))
    }

    /// Returns progress of the guest's current job: its type, times in milliseconds and amounts in bytes.
    fn job_info(&self, dom: &DomainRef) -> Result<DomainJobInfoReply> {
        Err(unsupported("virDomainGetJobInfo"))
    }

    /// Asks to cancel the guest's current job, such as a migration or a save.
    fn abort_job(&self, dom: &DomainRef) -> Result<()> {
        Err(unsupported("virDomainAbortJob"))
    }

    /// Sets how long, in milliseconds, a live migration may stop the guest.
    fn migrate_set_max_downtime(&self, dom: &DomainRef, downtime: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainMigrateSetMaxDowntime"))
    }

    /// Changes a device in place, such as a CD-ROM's medium or an interface's link, live, stored or both.
    fn update_device_flags(&self, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainUpdateDeviceFlags"))
    }

    /// Saves the running guest to a file the daemon manages and stops it; its next start continues from there.
    fn managed_save(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainManagedSave"))
    }

    /// Tells whether the guest has a managed save image.
    fn has_managed_save_image(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainHasManagedSaveImage"))
    }

    /// Deletes the guest's managed save image.
    fn managed_save_remove(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainManagedSaveRemove"))
    }

    /// Returns a disk's logical capacity, its allocation and its physical size on the host, in bytes.
    fn block_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockInfoReply> {
        Err(unsupported("virDomainGetBlockInfo"))
    }

    /// Starts a defined guest, with flags to leave it paused, tie it to the connection or boot it fresh.
    fn create_with_flags(&self, dom: &DomainRef, flags: u32) -> Result<DomainRef> {
        Err(unsupported("virDomainCreateWithFlags"))
    }

    /// Changes memory limits of the guest, live, stored or both.
    fn set_memory_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetMemoryParameters"))
    }

    /// Returns at most `nparams` memory limits of the guest; with `nparams` 0 only their number.
    fn memory_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
        Err(unsupported("virDomainGetMemoryParameters"))
    }

    /// Sets the number of virtual CPUs, current or maximum, live, stored or through the guest agent.
    fn set_vcpus_flags(&self, dom: &DomainRef, nvcpus: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetVcpusFlags"))
    }

    /// Returns the number of virtual CPUs, current or maximum, live, stored or as the guest agent sees it.
    fn vcpus_flags(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainGetVcpusFlags"))
    }

    /// Connects a stream to a console, serial or parallel device of the running guest; null takes the first.
    fn open_console(&self, dom: &DomainRef, dev_name: Option<&str>, flags: u32) -> Result<Stream> {
        Err(unsupported("virDomainOpenConsole"))
    }

    /// Tells whether the guest's definition was changed since it was loaded.
    fn is_updated(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainIsUpdated"))
    }

    /// Sets the guest's memory, current or maximum, in KiB, live, stored or both.
    fn set_memory_flags(&self, dom: &DomainRef, memory: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetMemoryFlags"))
    }

    /// Changes block I/O weights and limits of the guest's cgroup.
    fn set_blkio_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetBlkioParameters"))
    }

    /// Returns at most `nparams` block I/O weights and limits of the guest; with `nparams` 0 only their number.
    fn blkio_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
        Err(unsupported("virDomainGetBlkioParameters"))
    }

    /// Sets the bandwidth a migration may use, in MiB/s.
    fn migrate_set_max_speed(&self, dom: &DomainRef, bandwidth: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainMigrateSetMaxSpeed"))
    }

    /// Sends a non-maskable interrupt to the guest.
    fn inject_nmi(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainInjectNMI"))
    }

    /// Sends a picture of one screen of the guest over a stream and returns its MIME type.
    fn screenshot(&self, dom: &DomainRef, screen: u32, flags: u32) -> Result<(Option<String>, Stream)> {
        Err(unsupported("virDomainScreenshot"))
    }

    /// Returns the guest's state and the reason it is in it.
    fn state(&self, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
        Err(unsupported("virDomainGetState"))
    }

    /// Version 3 migration, source: starts the handshake and returns the document and cookie for the destination.
    fn migrate_begin3(
        &self,
        dom: &DomainRef,
        xmlin: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
    ) -> Result<DomainMigrateBegin3Reply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3"))
    }

    /// Version 3 migration, destination: readies the host to receive and returns a cookie and the URI to send to.
    fn migrate_prepare3(
        &self,
        cookie_in: &[u8],
        uri_in: Option<&str>,
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<DomainMigratePrepare3Reply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3"))
    }

    /// Version 3 migration, destination: readies the host to receive over a stream of this connection.
    fn migrate_prepare_tunnel3(
        &self,
        cookie_in: &[u8],
        flags: u64,
        dname: Option<&str>,
        resource: u64,
        dom_xml: &str,
    ) -> Result<(Vec<u8>, Stream)> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3"))
    }

    /// Version 3 migration, source: sends the guest and returns a cookie for the destination.
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
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3"))
    }

    /// Version 3 migration, destination: resumes the guest, or drops it when the sender gave up.
    fn migrate_finish3(
        &self,
        dname: &str,
        cookie_in: &[u8],
        dconnuri: Option<&str>,
        uri: Option<&str>,
        flags: u64,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3Reply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3"))
    }

    /// Version 3 migration, source: kills the guest that has moved, or resumes it when the move failed.
    fn migrate_confirm3(&self, dom: &DomainRef, cookie_in: &[u8], flags: u64, cancelled: i32) -> Result<()> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3"))
    }

    /// Changes scheduler parameters of the guest, live, stored or both.
    fn set_scheduler_parameters_flags(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetSchedulerParametersFlags"))
    }

    /// Returns at most `nparams` scheduler parameters of the guest, live or stored.
    fn scheduler_parameters_flags(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetSchedulerParametersFlags"))
    }

    /// Restricts one virtual CPU to the host CPUs of `cpumap`, live, stored or both.
    fn pin_vcpu_flags(&self, dom: &DomainRef, vcpu: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(unsupported("virDomainPinVcpuFlags"))
    }

    /// Presses the given keys of a key code set together, and releases them after `holdtime` milliseconds.
    fn send_key(&self, dom: &DomainRef, codeset: u32, holdtime: u32, keycodes: &[u32], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSendKey"))
    }

    /// Tells whether the daemon's control channel to the guest is free, busy or broken, and for how many milliseconds.
    fn control_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
        Err(unsupported("virDomainGetControlInfo"))
    }

    /// Returns the affinity bitmaps, `maplen` bytes each, of at most `ncpumaps` virtual CPUs.
    fn vcpu_pin_info(&self, dom: &DomainRef, ncpumaps: i32, maplen: i32, flags: u32) -> Result<DomainVcpuPinInfoReply> {
        Err(unsupported("virDomainGetVcpuPinInfo"))
    }

    /// Removes the stored definition and what flags name with it: managed save, snapshot metadata, NVRAM, TPM state.
    fn undefine_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainUndefineFlags"))
    }

    /// Saves the guest to a file with an optional replacement document, and stops it.
    fn save_flags(&self, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSaveFlags"))
    }

    /// Starts a guest from a save file with an optional replacement document.
    fn restore_flags(&self, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainRestoreFlags"))
    }

    /// Stops a guest at once; the graceful flag gives up rather than kill a process that does not end.
    fn destroy_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainDestroyFlags"))
    }

    /// Returns the domain document stored in a save file.
    fn save_image_get_xml_desc(&self, file: &str, flags: u32) -> Result<String> {
        Err(unsupported("virDomainSaveImageGetXMLDesc"))
    }

    /// Replaces the domain document stored in a save file.
    fn save_image_define_xml(&self, file: &str, dxml: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSaveImageDefineXML"))
    }

    /// Cancels the job on a disk, or switches over to the copy when flags say so.
    fn block_job_abort(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockJobAbort"))
    }

    /// Returns type, bandwidth and progress of the job on a disk; `found` is 0 when there is none.
    fn block_job_info(&self, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
        Err(unsupported("virDomainGetBlockJobInfo"))
    }

    /// Sets the bandwidth of the job on a disk, in MiB/s or bytes/s by flag.
    fn block_job_set_speed(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockJobSetSpeed"))
    }

    /// Starts to pull the whole backing chain of a disk into its top image.
    fn block_pull(&self, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockPull"))
    }

    /// Returns the bandwidth a migration may use, in MiB/s.
    fn migrate_get_max_speed(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        Err(unsupported("virDomainMigrateGetMaxSpeed"))
    }

    /// Returns at most `nparams` named counters of one disk of a running guest; with `nparams` 0 only their number.
    fn block_stats_flags(
        &self,
        dom: &DomainRef,
        path: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockStatsFlagsReply> {
        Err(unsupported("virDomainBlockStatsFlags"))
    }

    /// Resets the guest like the reset button, without its operating system's help.
    fn reset(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainReset"))
    }

    /// Connects the passed descriptor to a graphics device of the guest.
    fn open_graphics(&self, dom: &DomainRef, idx: u32, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        Err(unsupported("virDomainOpenGraphics"))
    }

    /// Changes the size of a running guest's disk, in KiB or bytes by flag.
    fn block_resize(&self, dom: &DomainRef, disk: &str, size: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockResize"))
    }

    /// Changes the throttling of one disk, live, stored or both.
    fn set_block_io_tune(&self, dom: &DomainRef, disk: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetBlockIoTune"))
    }

    /// Returns at most `nparams` throttling values of one disk; with `nparams` 0 only their number.
    fn block_io_tune(
        &self,
        dom: &DomainRef,
        disk: Option<&str>,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainBlockIoTuneReply> {
        Err(unsupported("virDomainGetBlockIoTune"))
    }

    /// Changes the guest's NUMA memory policy.
    fn set_numa_parameters(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetNumaParameters"))
    }

    /// Returns at most `nparams` values of the guest's NUMA memory policy; with `nparams` 0 only their number.
    fn numa_parameters(&self, dom: &DomainRef, nparams: i32, flags: u32) -> Result<DomainNumaParametersReply> {
        Err(unsupported("virDomainGetNumaParameters"))
    }

    /// Changes the bandwidth limits of one network interface of the guest.
    fn set_interface_parameters(&self, dom: &DomainRef, device: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetInterfaceParameters"))
    }

    /// Returns at most `nparams` bandwidth limits of one network interface; with `nparams` 0 only their number.
    fn interface_parameters(
        &self,
        dom: &DomainRef,
        device: &str,
        nparams: i32,
        flags: u32,
    ) -> Result<DomainInterfaceParametersReply> {
        Err(unsupported("virDomainGetInterfaceParameters"))
    }

    /// Asks the guest to shut down by the methods named in flags; the call returns before the guest obeys.
    fn shutdown_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainShutdownFlags"))
    }

    /// Asks the guest's agent to suspend it to memory, disk or both.
    fn pm_suspend_for_duration(&self, dom: &DomainRef, target: u32, duration: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainPMSuspendForDuration"))
    }

    /// Returns CPU time figures in nanoseconds, of the whole guest (`start_cpu` -1) or of `ncpus` host CPUs from `start_cpu` on.
    fn cpu_stats(
        &self,
        dom: &DomainRef,
        nparams: u32,
        start_cpu: i32,
        ncpus: u32,
        flags: u32,
    ) -> Result<DomainCpuStatsReply> {
        Err(unsupported("virDomainGetCPUStats"))
    }

    /// Lists at most `maxerrors` disks of the running guest that stand in an I/O error; with 0 only their number.
    fn disk_errors(&self, dom: &DomainRef, maxerrors: u32, flags: u32) -> Result<DomainDiskErrorsReply> {
        Err(unsupported("virDomainGetDiskErrors"))
    }

    /// Sets or removes the guest's title, description or one namespaced metadata element.
    fn set_metadata(
        &self,
        dom: &DomainRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        Err(unsupported("virDomainSetMetadata"))
    }

    /// Returns the guest's title, description or the metadata element of one namespace.
    fn metadata(&self, dom: &DomainRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        Err(unsupported("virDomainGetMetadata"))
    }

    /// Starts to pull part of a disk's backing chain, or to copy the disk, as flags say.
    fn block_rebase(&self, dom: &DomainRef, path: &str, base: Option<&str>, bandwidth: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockRebase"))
    }

    /// Wakes a guest that suspended itself.
    fn pm_wakeup(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainPMWakeup"))
    }

    /// Lists all guests that match the filter flags, running ones with their id; with `need_results` 0 only their number.
    fn list_all_domains(&self, need_results: i32, flags: u32) -> Result<DomainListAllDomainsReply> {
        Err(unsupported("virConnectListAllDomains"))
    }

    /// Returns the guest's host name, from its DHCP lease or its agent.
    fn hostname(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainGetHostname"))
    }

    /// Returns the guest's security label under each model.
    fn security_label_list(&self, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
        Err(unsupported("virDomainGetSecurityLabelList"))
    }

    /// Restricts the emulator's threads to the host CPUs of `cpumap`.
    fn pin_emulator(&self, dom: &DomainRef, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(unsupported("virDomainPinEmulator"))
    }

    /// Returns the affinity bitmap, `maplen` bytes, of the emulator's threads.
    fn emulator_pin_info(&self, dom: &DomainRef, maplen: i32, flags: u32) -> Result<DomainEmulatorPinInfoReply> {
        Err(unsupported("virDomainGetEmulatorPinInfo"))
    }

    /// Starts to merge part of a disk's backing chain down into an image below it.
    fn block_commit(
        &self,
        dom: &DomainRef,
        disk: &str,
        base: Option<&str>,
        top: Option<&str>,
        bandwidth: u64,
        flags: u32,
    ) -> Result<()> {
        Err(unsupported("virDomainBlockCommit"))
    }

    /// Asks the guest's agent to discard unused blocks of its file systems in runs of at least `minimum` bytes.
    fn fstrim(&self, dom: &DomainRef, mount_point: Option<&str>, minimum: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainFSTrim"))
    }

    /// Sends a signal to a process inside a container guest.
    fn send_process_signal(&self, dom: &DomainRef, pid_value: i64, signum: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSendProcessSignal"))
    }

    /// Connects a stream to a channel device of the running guest; null takes the first.
    fn open_channel(&self, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
        Err(unsupported("virDomainOpenChannel"))
    }

    /// Returns type and named statistics of the guest's current, or last completed, job.
    fn job_stats(&self, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
        Err(unsupported("virDomainGetJobStats"))
    }

    /// Returns the size in bytes of the cache for repeatedly sent pages.
    fn migrate_get_compression_cache(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        Err(unsupported("virDomainMigrateGetCompressionCache"))
    }

    /// Sets the size in bytes of the cache for repeatedly sent pages.
    fn migrate_set_compression_cache(&self, dom: &DomainRef, cache_size: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainMigrateSetCompressionCache"))
    }

    /// Version 3 migration with typed parameters, source: starts the handshake.
    fn migrate_begin3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<DomainMigrateBegin3ParamsReply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_BEGIN3_PARAMS"))
    }

    /// Version 3 migration with typed parameters, destination: readies the host to receive.
    fn migrate_prepare3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<DomainMigratePrepare3ParamsReply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE3_PARAMS"))
    }

    /// Version 3 migration with typed parameters, destination: readies the host to receive over a stream.
    fn migrate_prepare_tunnel3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<(Vec<u8>, Stream)> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS"))
    }

    /// Version 3 migration with typed parameters, source: sends the guest.
    fn migrate_perform3_params(
        &self,
        dom: &DomainRef,
        dconnuri: Option<&str>,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
    ) -> Result<Vec<u8>> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS"))
    }

    /// Version 3 migration with typed parameters, destination: resumes or drops the guest.
    fn migrate_finish3_params(
        &self,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<DomainMigrateFinish3ParamsReply> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_FINISH3_PARAMS"))
    }

    /// Version 3 migration with typed parameters, source: kills or resumes the guest.
    fn migrate_confirm3_params(
        &self,
        dom: &DomainRef,
        params: &[TypedParam],
        cookie_in: &[u8],
        flags: u32,
        cancelled: i32,
    ) -> Result<()> {
        Err(unsupported("REMOTE_PROC_DOMAIN_MIGRATE_CONFIRM3_PARAMS"))
    }

    /// Sets how often, in seconds, the balloon driver gathers memory statistics; 0 turns it off.
    fn set_memory_stats_period(&self, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetMemoryStatsPeriod"))
    }

    /// Creates and starts a guest from a document with descriptors passed to its first process; containers only.
    fn create_xml_with_files(&self, xml_desc: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        Err(unsupported("virDomainCreateXMLWithFiles"))
    }

    /// Starts a defined guest with descriptors passed to its first process; containers only.
    fn create_with_files(&self, dom: &DomainRef, flags: u32, fds: Vec<OwnedFd>) -> Result<DomainRef> {
        Err(unsupported("virDomainCreateWithFiles"))
    }

    /// Writes the guest's memory to a file in the chosen dump format.
    fn core_dump_with_format(&self, dom: &DomainRef, to: &str, dumpformat: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainCoreDumpWithFormat"))
    }

    /// Asks the guest's agent to freeze the file systems at the given mount points (all when empty) and returns how many it froze.
    fn fsfreeze(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        Err(unsupported("virDomainFSFreeze"))
    }

    /// Asks the guest's agent to thaw frozen file systems and returns how many it thawed.
    fn fsthaw(&self, dom: &DomainRef, mountpoints: &[String], flags: u32) -> Result<i32> {
        Err(unsupported("virDomainFSThaw"))
    }

    /// Returns the guest's clock, in seconds and nanoseconds since 1970, from its agent.
    fn time(&self, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
        Err(unsupported("virDomainGetTime"))
    }

    /// Sets the guest's clock through its agent, or synchronises it with its hardware clock.
    fn set_time(&self, dom: &DomainRef, seconds: i64, nseconds: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetTime"))
    }

    /// Connects to a graphics device of the guest and returns a descriptor for it.
    fn open_graphics_fd(&self, dom: &DomainRef, idx: u32, flags: u32) -> Result<Vec<OwnedFd>> {
        Err(unsupported("virDomainOpenGraphicsFD"))
    }

    /// Returns the chosen groups of statistics of the given guests, or of all that match the filter flags.
    fn all_domain_stats(&self, doms: &[DomainRef], stats: u32, flags: u32) -> Result<Vec<DomainStatsRecord>> {
        Err(unsupported("virConnectGetAllDomainStats"))
    }

    /// Starts to copy a disk to the destination its `<disk>` document describes.
    fn block_copy(&self, dom: &DomainRef, path: &str, destxml: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainBlockCopy"))
    }

    /// Lists the guest's mounted file systems, with their disks, from its agent.
    fn fsinfo(&self, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
        Err(unsupported("virDomainGetFSInfo"))
    }

    /// Stores a domain document as a persistent definition, validating it against the schema when flags say so.
    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<DomainRef> {
        Err(unsupported("virDomainDefineXMLFlags"))
    }

    /// Lists the guest's I/O threads with their affinity bitmaps.
    fn iothread_info(&self, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
        Err(unsupported("virDomainGetIOThreadInfo"))
    }

    /// Restricts one I/O thread to the host CPUs of `cpumap`.
    fn pin_iothread(&self, dom: &DomainRef, iothreads_id: u32, cpumap: &[u8], flags: u32) -> Result<()> {
        Err(unsupported("virDomainPinIOThread"))
    }

    /// Lists the guest's network interfaces with their addresses, from leases, agent or ARP table.
    fn interface_addresses(&self, dom: &DomainRef, source: u32, flags: u32) -> Result<Vec<DomainInterface>> {
        Err(unsupported("virDomainInterfaceAddresses"))
    }

    /// Adds an I/O thread with the given id to the guest.
    fn add_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainAddIOThread"))
    }

    /// Removes the I/O thread with the given id from the guest.
    fn del_iothread(&self, dom: &DomainRef, iothread_id: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainDelIOThread"))
    }

    /// Sets the password of a user inside the guest through its agent.
    fn set_user_password(&self, dom: &DomainRef, user: Option<&str>, password: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetUserPassword"))
    }

    /// Gives an inactive guest a new name.
    fn rename(&self, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainRename"))
    }

    /// Switches a running migration to post-copy mode.
    fn migrate_start_post_copy(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainMigrateStartPostCopy"))
    }

    /// Tells which performance counters are enabled for the guest.
    fn perf_events(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetPerfEvents"))
    }

    /// Turns performance counters of the guest on or off.
    fn set_perf_events(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetPerfEvents"))
    }

    /// Tells which virtual CPUs exist, are online and can go offline, as the guest agent sees it.
    fn guest_vcpus(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetGuestVcpus"))
    }

    /// Turns the virtual CPUs named in `cpumap` on or off through the guest agent.
    fn set_guest_vcpus(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetGuestVcpus"))
    }

    /// Plugs or unplugs the individual virtual CPUs named in `cpumap`.
    fn set_vcpu(&self, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetVcpu"))
    }

    /// Sets the offset, in bytes, at which a block threshold event is sent for a disk image; 0 removes it.
    fn set_block_threshold(&self, dom: &DomainRef, dev: &str, threshold: u64, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetBlockThreshold"))
    }

    /// Returns how long, in milliseconds, a live migration may stop the guest.
    fn migrate_get_max_downtime(&self, dom: &DomainRef, flags: u32) -> Result<u64> {
        Err(unsupported("virDomainMigrateGetMaxDowntime"))
    }

    /// Returns the domain document stored in the managed save image.
    fn managed_save_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainManagedSaveGetXMLDesc"))
    }

    /// Replaces the domain document stored in the managed save image.
    fn managed_save_define_xml(&self, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainManagedSaveDefineXML"))
    }

    /// Sets what happens when the guest powers off, reboots or crashes.
    fn set_lifecycle_action(&self, dom: &DomainRef, type_: u32, action: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetLifecycleAction"))
    }

    /// Asks the guest to let go of the device with that alias; the end is told by an event.
    fn detach_device_alias(&self, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
        Err(unsupported("virDomainDetachDeviceAlias"))
    }

    /// Returns the launch security facts of the guest, such as its measurement.
    fn launch_security_info(&self, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetLaunchSecurityInfo"))
    }

    /// Changes polling and pool parameters of one I/O thread.
    fn set_iothread_params(&self, dom: &DomainRef, iothread_id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetIOThreadParams"))
    }

    /// Returns facts the guest's agent knows: users, operating system, time zone, host name, file systems, disks, interfaces, load.
    fn guest_info(&self, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        Err(unsupported("virDomainGetGuestInfo"))
    }

    /// Sets how long, in seconds, calls wait for the guest's agent; negative values are the special ones.
    fn agent_set_response_timeout(&self, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainAgentSetResponseTimeout"))
    }

    /// Starts a backup job of the guest's disks, and optionally a checkpoint at the same moment.
    fn backup_begin(&self, dom: &DomainRef, backup_xml: &str, checkpoint_xml: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainBackupBegin"))
    }

    /// Returns the document of the running backup job.
    fn backup_get_xml_desc(&self, dom: &DomainRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainBackupGetXMLDesc"))
    }

    /// Lists the SSH keys that may log in as a user of the guest, through its agent.
    fn authorized_ssh_keys_get(&self, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
        Err(unsupported("virDomainAuthorizedSSHKeysGet"))
    }

    /// Replaces, adds or removes SSH keys that may log in as a user of the guest.
    fn authorized_ssh_keys_set(&self, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
        Err(unsupported("virDomainAuthorizedSSHKeysSet"))
    }

    /// Lists the guest's standing warnings: deprecated features, taints, I/O errors.
    fn messages(&self, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
        Err(unsupported("virDomainGetMessages"))
    }

    /// Starts to measure, for `seconds` seconds, how fast the guest dirties its memory.
    fn start_dirty_rate_calc(&self, dom: &DomainRef, seconds: i32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainStartDirtyRateCalc"))
    }

    /// Hands the guest its launch secret before it first runs.
    fn set_launch_security_state(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetLaunchSecurityState"))
    }

    /// Saves the guest as the typed parameters say and stops it.
    fn save_params(&self, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSaveParams"))
    }

    /// Starts a guest from a save file as the typed parameters say.
    fn restore_params(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainRestoreParams"))
    }

    /// Asks to cancel the guest's current job; a flag allows it for post-copy migration.
    fn abort_job_flags(&self, dom: &DomainRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainAbortJobFlags"))
    }

    /// Gives the daemon descriptors under a group name, for use as disk sources of the guest.
    fn fd_associate(&self, dom: &DomainRef, name: &str, flags: u32, fds: Vec<OwnedFd>) -> Result<()> {
        Err(unsupported("virDomainFDAssociate"))
    }

    /// Makes the guest's graphics server load its TLS certificates again.
    fn graphics_reload(&self, dom: &DomainRef, type_: u32, flags: u32) -> Result<()> {
        Err(unsupported("virDomainGraphicsReload"))
    }

    /// Tells whether the guest is started when the host boots the next time only.
    fn autostart_once(&self, dom: &DomainRef) -> Result<i32> {
        Err(unsupported("virDomainGetAutostartOnce"))
    }

    /// Chooses whether the guest is started when the host boots the next time only.
    fn set_autostart_once(&self, dom: &DomainRef, autostart: i32) -> Result<()> {
        Err(unsupported("virDomainSetAutostartOnce"))
    }

    /// Creates a throttle group or changes its limits.
    fn set_throttle_group(&self, dom: &DomainRef, group: &str, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virDomainSetThrottleGroup"))
    }

    /// Removes a throttle group that no disk uses.
    fn del_throttle_group(&self, dom: &DomainRef, group: Option<&str>, flags: u32) -> Result<()> {
        Err(unsupported("virDomainDelThrottleGroup"))
    }
}
