//! `<cpu>`: the processor that the guest sees.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::{OnOff, YesNo};
use xml::{Element, Node, Text, Writer, Xml};

/// `<cpu>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cpu {
    pub mode: Option<CpuMode>,
    #[xml("match")]
    pub match_: Option<CpuMatch>,
    pub check: Option<CpuCheck>,
    pub migratable: Option<OnOff>,
    pub deprecated_features: Option<OnOff>,
    pub model: Option<CpuModel>,
    pub vendor: Option<Text>,
    pub topology: Option<Topology>,
    pub cache: Option<CpuCache>,
    pub maxphysaddr: Option<MaxPhysAddr>,
    #[xml("feature")]
    pub features: Vec<CpuFeature>,
    pub numa: Option<Numa>,
}

/// Where the model comes from.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CpuMode {
    Custom,
    HostModel,
    HostPassthrough,
    Maximum,
}

/// How exact the model must be.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CpuMatch {
    Minimum,
    Exact,
    Strict,
}

/// What is checked before the guest starts.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CpuCheck {
    None,
    Partial,
    Full,
}

/// `<model>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CpuModel {
    /// `allow` or `forbid`: what happens when QEMU does not know the model.
    pub fallback: Option<String>,
    pub vendor_id: Option<String>,
    pub name: String,
}

impl Element for CpuModel {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(CpuModel {
            fallback: node.value("fallback")?,
            vendor_id: node.value("vendor_id")?,
            name: node.text().trim().to_owned(),
        })
    }

    fn format(&self, writer: &mut Writer) {
        xml::Field::format(&self.fallback, "fallback", writer);
        xml::Field::format(&self.vendor_id, "vendor_id", writer);
        if !self.name.is_empty() {
            writer.content(&self.name);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("fallback").optional().attr::<String>("vendor_id").optional().content::<String>();
    }
}

xml::element!(CpuModel);

/// `<topology>`
#[derive(Debug, Clone, PartialEq)]
pub struct Topology {
    pub sockets: u32,
    pub dies: u32,
    pub clusters: u32,
    pub cores: u32,
    pub threads: u32,
}

impl Element for Topology {
    fn parse(node: &Node) -> xml::Result<Self> {
        let part = |name: &str| match node.value::<u32>(name)? {
            Some(0) => Err(node.bad_value(name)),
            other => Ok(other),
        };
        let need = |name: &str| part(name)?.ok_or_else(|| node.missing(name));
        Ok(Topology {
            sockets: need("sockets")?,
            dies: part("dies")?.unwrap_or(1),
            clusters: part("clusters")?.unwrap_or(1),
            cores: need("cores")?,
            threads: need("threads")?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        for (name, value) in [
            ("sockets", self.sockets),
            ("dies", self.dies),
            ("clusters", self.clusters),
            ("cores", self.cores),
            ("threads", self.threads),
        ] {
            writer.attr(name, &value.to_string());
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u32>("sockets").attr::<u32>("dies").optional().attr::<u32>("clusters").optional();
        shape.attr::<u32>("cores").attr::<u32>("threads");
    }
}

xml::element!(Topology);

impl Topology {
    /// How many CPUs that makes, if the number fits.
    pub fn cpus(&self) -> Option<u32> {
        [self.dies, self.clusters, self.cores, self.threads].iter().try_fold(self.sockets, |a, b| a.checked_mul(*b))
    }
}

/// `<cache>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CpuCache {
    pub level: Option<u32>,
    pub mode: String,
}

/// `<maxphysaddr>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MaxPhysAddr {
    pub mode: String,
    pub bits: Option<u32>,
    pub limit: Option<u32>,
}

/// `<feature>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CpuFeature {
    pub policy: Option<FeaturePolicy>,
    pub name: String,
}

/// Whether the guest gets a feature.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeaturePolicy {
    Force,
    Require,
    Optional,
    Disable,
    Forbid,
}

/// `<numa>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Numa {
    #[xml("cell")]
    pub cells: Vec<NumaCell>,
    pub interconnects: Option<Interconnects>,
}

/// `<cell>`: one node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumaCell {
    pub id: Option<u32>,
    pub cpus: Option<String>,
    pub memory_kib: u64,
    pub mem_access: Option<String>,
    pub discard: Option<YesNo>,
    pub distances: Option<Distances>,
    pub caches: Vec<NumaCache>,
}

impl Element for NumaCell {
    fn parse(node: &Node) -> xml::Result<Self> {
        let memory: u64 = node.field("memory")?;
        let bytes = xml::scale(memory, node.attr("unit").unwrap_or("KiB")).ok_or_else(|| node.bad_value("unit"))?;
        Ok(NumaCell {
            id: node.value("id")?,
            cpus: node.attr("cpus").map(super::cpuset::normalize).filter(|c| !c.is_empty()),
            memory_kib: bytes.div_ceil(1024),
            mem_access: node.value("memAccess")?,
            discard: node.value("discard")?,
            distances: node.field("distances")?,
            caches: node.field("cache")?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        xml::Field::format(&self.id, "id", writer);
        xml::Field::format(&self.cpus, "cpus", writer);
        writer.attr("memory", &self.memory_kib.to_string());
        writer.attr("unit", "KiB");
        xml::Field::format(&self.mem_access, "memAccess", writer);
        xml::Field::format(&self.discard, "discard", writer);
        xml::Field::format(&self.distances, "distances", writer);
        xml::Field::format(&self.caches, "cache", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<u32>>("id").field::<Option<String>>("cpus").attr::<u64>("memory");
        shape.field::<Option<String>>("unit").field::<Option<String>>("memAccess").field::<Option<YesNo>>("discard");
        shape.field::<Option<Distances>>("distances").field::<Vec<NumaCache>>("cache");
    }
}

xml::element!(NumaCell);

/// `<distances>`: how far the other nodes are.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Distances {
    #[xml("sibling")]
    pub siblings: Vec<Sibling>,
}

/// `<sibling>`: 10 is near, 255 out of reach.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Sibling {
    pub id: u32,
    pub value: u32,
}

/// `<cache>`: a cache beside the node's memory.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct NumaCache {
    pub level: u32,
    pub associativity: CacheAssociativity,
    pub policy: CachePolicy,
    pub size: CacheSize,
    pub line: CacheLine,
}

/// How a cache finds its lines.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheAssociativity {
    None,
    Direct,
    Full,
}

/// When a cache writes.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    None,
    Writeback,
    Writethrough,
}

fn value_with_unit(node: &Node, default_unit: &str) -> xml::Result<u64> {
    let value: u64 = node.field("value")?;
    xml::scale(value, node.attr("unit").unwrap_or(default_unit)).ok_or_else(|| node.bad_value("unit"))
}

/// `<size>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CacheSize {
    pub kib: u64,
}

impl Element for CacheSize {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(CacheSize { kib: value_with_unit(node, "KiB")?.div_ceil(1024) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("value", &self.kib.to_string());
        writer.attr("unit", "KiB");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u64>("value").field::<Option<String>>("unit");
    }
}

xml::element!(CacheSize);

/// `<line>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CacheLine {
    pub bytes: u64,
}

impl Element for CacheLine {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(CacheLine { bytes: value_with_unit(node, "B")? })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("value", &self.bytes.to_string());
        writer.attr("unit", "B");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u64>("value").field::<Option<String>>("unit");
    }
}

xml::element!(CacheLine);

/// `<interconnects>`: how fast nodes reach each other's memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Interconnects {
    #[xml("latency")]
    pub latencies: Vec<Latency>,
    #[xml("bandwidth")]
    pub bandwidths: Vec<NodeBandwidth>,
}

/// From where to where, and for what.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Path {
    pub initiator: u32,
    pub target: u32,
    pub cache: Option<u32>,
    #[xml("type")]
    pub kind: AccessKind,
}

/// What a number holds for.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessKind {
    Access,
    Read,
    Write,
}

/// `<latency>`, in nanoseconds.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Latency {
    #[xml(flatten)]
    pub path: Path,
    pub value: u64,
}

/// `<bandwidth>`, in KiB per second.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeBandwidth {
    pub path: Path,
    pub kib: u64,
}

impl Element for NodeBandwidth {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(NodeBandwidth { path: node.element()?, kib: value_with_unit(node, "KiB")? / 1024 })
    }

    fn format(&self, writer: &mut Writer) {
        Element::format(&self.path, writer);
        writer.attr("value", &self.kib.to_string());
        writer.attr("unit", "KiB");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.flatten::<Path>().attr::<u64>("value").field::<Option<String>>("unit");
    }
}

xml::element!(NodeBandwidth);
