//! `<cputune>`: CPU time, pins, schedulers, shares of caches and memory bandwidth.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::cpuset::CpuSet;
use crate::text::child_unless_default;
use xml::{Element, Node, Text, Writer, Xml};

/// `<cputune>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cputune {
    pub shares: Option<Text<u64>>,
    #[xml(with = child_unless_default, text)]
    pub period: u64,
    #[xml(with = child_unless_default, text)]
    pub quota: i64,
    #[xml(with = child_unless_default, text)]
    pub global_period: u64,
    #[xml(with = child_unless_default, text)]
    pub global_quota: i64,
    #[xml(with = child_unless_default, text)]
    pub emulator_period: u64,
    #[xml(with = child_unless_default, text)]
    pub emulator_quota: i64,
    #[xml(with = child_unless_default, text)]
    pub iothread_period: u64,
    #[xml(with = child_unless_default, text)]
    pub iothread_quota: i64,
    #[xml("vcpupin")]
    pub vcpu_pins: Vec<VcpuPin>,
    #[xml("emulatorpin")]
    pub emulator_pin: Option<EmulatorPin>,
    #[xml("iothreadpin")]
    pub iothread_pins: Vec<IothreadPin>,
    #[xml("emulatorsched")]
    pub emulator_sched: Option<Scheduler>,
    #[xml("vcpusched")]
    pub vcpu_scheds: Vec<VcpuSched>,
    #[xml("iothreadsched")]
    pub iothread_scheds: Vec<IothreadSched>,
    #[xml("cachetune")]
    pub cachetunes: Vec<Cachetune>,
    #[xml("memorytune")]
    pub memorytunes: Vec<Memorytune>,
}

/// `<vcpupin>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VcpuPin {
    pub vcpu: u32,
    pub cpuset: CpuSet,
}

/// `<emulatorpin>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct EmulatorPin {
    pub cpuset: CpuSet,
}

/// `<iothreadpin>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IothreadPin {
    pub iothread: u32,
    pub cpuset: CpuSet,
}

/// A scheduling policy of the host's kernel.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Scheduler {
    pub scheduler: SchedulerName,
    pub priority: Option<i32>,
}

/// The policies.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SchedulerName {
    Batch,
    Idle,
    Fifo,
    Rr,
}

impl SchedulerName {
    /// Whether threads of this policy have a priority.
    pub fn has_priority(self) -> bool {
        matches!(self, SchedulerName::Fifo | SchedulerName::Rr)
    }
}

/// `<vcpusched>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct VcpuSched {
    #[xml(default)]
    pub vcpus: CpuSet,
    #[xml(flatten)]
    pub scheduler: Scheduler,
}

/// `<iothreadsched>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct IothreadSched {
    #[xml(default)]
    pub iothreads: CpuSet,
    #[xml(flatten)]
    pub scheduler: Scheduler,
}

/// `<cachetune>`: parts of the host's caches that some CPUs have for themselves.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cachetune {
    pub vcpus: CpuSet,
    #[xml(live)]
    pub id: Option<String>,
    #[xml("cache")]
    pub caches: Vec<CacheShare>,
    #[xml("monitor")]
    pub monitors: Vec<CacheMonitor>,
}

/// `<cache>`: one part.
#[derive(Debug, Clone, PartialEq)]
pub struct CacheShare {
    pub id: u32,
    pub level: u32,
    pub kind: CacheKind,
    pub bytes: u64,
}

/// What the part holds.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheKind {
    Both,
    Code,
    Data,
}

impl Element for CacheShare {
    fn parse(node: &Node) -> xml::Result<Self> {
        let size: u64 = node.field("size")?;
        let unit = node.attr("unit").unwrap_or("B");
        Ok(CacheShare {
            id: node.field("id")?,
            level: node.field("level")?,
            kind: node.field("type")?,
            bytes: xml::scale(size, unit).ok_or_else(|| node.bad_value("unit"))?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        let (size, unit) = super::os::largest_unit(self.bytes);
        writer.attr("id", &self.id.to_string());
        writer.attr("level", &self.level.to_string());
        writer.attr("type", self.kind.as_str());
        writer.attr("size", &size.to_string());
        writer.attr("unit", unit);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u32>("id").attr::<u32>("level").attr::<CacheKind>("type").attr::<u64>("size");
        shape.field::<Option<String>>("unit");
    }
}

xml::element!(CacheShare);

/// `<monitor>`: CPUs whose use of the cache is counted.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CacheMonitor {
    pub level: u32,
    pub vcpus: CpuSet,
}

/// `<memorytune>`: memory bandwidth of some CPUs.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Memorytune {
    pub vcpus: CpuSet,
    #[xml("node")]
    pub nodes: Vec<BandwidthShare>,
    #[xml("monitor")]
    pub monitors: Vec<BandwidthMonitor>,
}

/// `<node>`: per cent of one host node's bandwidth.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BandwidthShare {
    pub id: u32,
    pub bandwidth: u32,
}

/// `<monitor>`: CPUs whose bandwidth is counted.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BandwidthMonitor {
    pub vcpus: CpuSet,
}
