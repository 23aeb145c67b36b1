//! How much of the host a guest may take: block I/O, memory, NUMA nodes, threads, counters.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::cpuset::CpuSet;
use crate::text::{attr_unless_default, child_unless_default};
use crate::words::YesNo;
use xml::{Kib, Mode, Text, Xml};

/// `<blkiotune>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Blkiotune {
    #[xml(with = child_unless_default, text)]
    pub weight: u32,
    #[xml("device")]
    pub devices: Vec<BlkioDevice>,
}

/// `<device>`: one host disk.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BlkioDevice {
    #[xml(with = crate::text::child, text)]
    pub path: String,
    #[xml(with = child_unless_default, text)]
    pub weight: u32,
    #[xml(with = child_unless_default, text)]
    pub read_iops_sec: u32,
    #[xml(with = child_unless_default, text)]
    pub write_iops_sec: u32,
    #[xml(with = child_unless_default, text)]
    pub read_bytes_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub write_bytes_sec: u64,
}

/// `<memtune>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Memtune {
    pub hard_limit: Option<Kib>,
    pub soft_limit: Option<Kib>,
    pub min_guarantee: Option<Kib>,
    pub swap_hard_limit: Option<Kib>,
}

/// `<vcpus>`: CPUs that are there at start and those that can come and go.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Vcpus {
    #[xml("vcpu")]
    pub vcpus: Vec<VcpuState>,
}

/// One CPU.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct VcpuState {
    pub id: u32,
    pub enabled: YesNo,
    pub hotpluggable: Option<YesNo>,
    pub order: Option<u32>,
}

/// `<iothreadids>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IothreadIds {
    #[xml("iothread")]
    pub threads: Vec<Iothread>,
}

/// One I/O thread.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Iothread {
    pub id: u32,
    pub thread_pool_min: Option<i64>,
    pub thread_pool_max: Option<i64>,
    pub poll: Option<IothreadPoll>,
}

/// `<poll>`: how long the thread looks for work before it sleeps, in nanoseconds.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IothreadPoll {
    pub max: Option<u64>,
    pub grow: Option<u64>,
    pub shrink: Option<u64>,
}

/// `<defaultiothread>`: the pool of QEMU's main loop.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DefaultIothread {
    pub thread_pool_min: Option<i64>,
    pub thread_pool_max: Option<i64>,
}

/// `<numatune>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Numatune {
    #[xml(with = said)]
    pub memory: Option<NumaMemory>,
    #[xml("memnode")]
    pub nodes: Vec<NumaMemnode>,
}

/// Compat: `<memory>` without any attribute says nothing.
mod said {
    use super::NumaMemory;
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<NumaMemory>> {
        let says = |child: &Node| child.each_attribute().next().is_some();
        node.first(name).filter(says).map(|child| child.element()).transpose()
    }

    pub(super) fn format(value: &Option<NumaMemory>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// `<memory>`: the host nodes of all memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NumaMemory {
    #[xml(with = crate::text::attr_or_default)]
    pub mode: NumaMode,
    pub nodeset: Option<CpuSet>,
    pub placement: Option<Placement>,
}

/// `<memnode>`: the host nodes of one guest node's memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NumaMemnode {
    pub cellid: u32,
    #[xml(with = crate::text::attr_or_default)]
    pub mode: NumaMode,
    pub nodeset: CpuSet,
}

/// How strictly memory comes from the nodes.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumaMode {
    #[default]
    Strict,
    Preferred,
    Interleave,
    Restrictive,
}

/// Who chooses the nodes.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    Static,
    Auto,
}

/// `<resource>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Resource {
    pub partition: Option<Text>,
    pub fibrechannel: Option<Fibrechannel>,
}

/// `<fibrechannel appid=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Fibrechannel {
    pub appid: String,
}

/// Compat: groups without accounts are none.
pub mod idmap {
    use super::Idmap;
    use xml::{Field, Node, Result, Writer};

    /// Reads the child.
    pub fn parse(node: &Node, name: &str) -> Result<Option<Idmap>> {
        let found: Option<Idmap> = node.field(name)?;
        Ok(found.filter(|map| !map.uids.is_empty()))
    }

    /// Prints the child.
    pub fn format(value: &Option<Idmap>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// `<idmap>`: which accounts of the host the guest's are.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Idmap {
    #[xml("uid")]
    pub uids: Vec<IdRange>,
    #[xml("gid")]
    pub gids: Vec<IdRange>,
}

/// One range of accounts.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IdRange {
    pub start: u32,
    pub target: u32,
    pub count: u32,
}

/// `<perf>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Perf {
    #[xml("event")]
    pub events: Vec<PerfEvent>,
}

/// One counter.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct PerfEvent {
    pub name: PerfEventName,
    pub enabled: YesNo,
}

/// The counters that the host has.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PerfEventName {
    Cmt,
    Mbmt,
    Mbml,
    #[xml("cpu_cycles")]
    CpuCycles,
    Instructions,
    #[xml("cache_references")]
    CacheReferences,
    #[xml("cache_misses")]
    CacheMisses,
    #[xml("branch_instructions")]
    BranchInstructions,
    #[xml("branch_misses")]
    BranchMisses,
    #[xml("bus_cycles")]
    BusCycles,
    #[xml("stalled_cycles_frontend")]
    StalledCyclesFrontend,
    #[xml("stalled_cycles_backend")]
    StalledCyclesBackend,
    #[xml("ref_cpu_cycles")]
    RefCpuCycles,
    #[xml("cpu_clock")]
    CpuClock,
    #[xml("task_clock")]
    TaskClock,
    #[xml("page_faults")]
    PageFaults,
    #[xml("context_switches")]
    ContextSwitches,
    #[xml("cpu_migrations")]
    CpuMigrations,
    #[xml("page_faults_min")]
    PageFaultsMin,
    #[xml("page_faults_maj")]
    PageFaultsMaj,
    #[xml("alignment_faults")]
    AlignmentFaults,
    #[xml("emulation_faults")]
    EmulationFaults,
}

/// `<throttlegroups>`: limits that disks share.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ThrottleGroups {
    #[xml("throttlegroup")]
    pub groups: Vec<Iotune>,
}

/// `<throttlefilters>`: the limits that a disk takes part in.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ThrottleFilters {
    #[xml("throttlefilter")]
    pub filters: Vec<ThrottleFilter>,
}

/// `<throttlefilter group=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ThrottleFilter {
    pub group: String,
}

/// `<iotune>` and `<throttlegroup>`: most I/O per second; 0 is no limit.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Iotune {
    #[xml(with = child_unless_default, text)]
    pub total_bytes_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub read_bytes_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub write_bytes_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub total_iops_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub read_iops_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub write_iops_sec: u64,
    #[xml(with = child_unless_default, text)]
    pub total_bytes_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub read_bytes_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub write_bytes_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub total_iops_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub read_iops_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub write_iops_sec_max: u64,
    #[xml(with = child_unless_default, text)]
    pub size_iops_sec: u64,
    pub group_name: Option<Text>,
    #[xml(with = child_unless_default, text)]
    pub total_bytes_sec_max_length: u64,
    #[xml(with = child_unless_default, text)]
    pub read_bytes_sec_max_length: u64,
    #[xml(with = child_unless_default, text)]
    pub write_bytes_sec_max_length: u64,
    #[xml(with = child_unless_default, text)]
    pub total_iops_sec_max_length: u64,
    #[xml(with = child_unless_default, text)]
    pub read_iops_sec_max_length: u64,
    #[xml(with = child_unless_default, text)]
    pub write_iops_sec_max_length: u64,
}

/// `<lease>`: a lock that is held while the guest runs.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Lease {
    pub lockspace: Option<Text>,
    #[xml(with = crate::text::child, text)]
    pub key: String,
    pub target: LeaseTarget,
}

/// `<target>`: the file that holds the lock.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct LeaseTarget {
    pub path: String,
    #[xml(with = attr_unless_default)]
    pub offset: u64,
}

impl Iotune {
    /// An element without any limit is not printed.
    pub fn has_limits(&self, _: Mode) -> bool {
        *self != Iotune::default()
    }
}
