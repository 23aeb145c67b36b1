//! `<capabilities>`: what a host is and which guests it can run.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use virt::Result;
use xml::{Document, Element, Field, Mode, Node, Text, Writer, Xml};

use crate::cpu::HostCpu;
use crate::words::{Named, OnOff, YesNo};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Capabilities {
    pub host: Host,
    /// Kinds of guests.
    pub guests: Vec<Guest>,
}

/// `<host>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Host {
    pub uuid: Option<Text>,
    pub cpu: Option<HostCpu>,
    pub power_management: Option<PowerManagement>,
    pub iommu: Option<Iommu>,
    pub migration_features: Option<MigrationFeatures>,
    pub topology: Option<HostTopology>,
    pub cache: Option<HostCache>,
    pub memory_bandwidth: Option<MemoryBandwidth>,
    #[xml("secmodel")]
    pub security: Vec<SecurityModel>,
}

/// `<power_management>`: how the host can sleep.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PowerManagement {
    pub suspend_mem: bool,
    pub suspend_disk: bool,
    pub suspend_hybrid: bool,
}

/// `<iommu>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Iommu {
    pub support: YesNo,
}

/// `<migration_features>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MigrationFeatures {
    pub live: bool,
    pub transports: Vec<String>,
}

impl Element for MigrationFeatures {
    fn parse(node: &Node) -> xml::Result<Self> {
        let transports = node.first("uri_transports").into_iter().flat_map(|list| list.children().collect::<Vec<_>>());
        Ok(MigrationFeatures {
            live: node.first("live").is_some(),
            transports: transports.map(|transport| transport.text().into_owned()).collect(),
        })
    }

    fn format(&self, writer: &mut Writer) {
        // It stands open even where nothing is in it.
        writer.open();
        if self.live {
            writer.leaf("live", &[]);
        }
        if !self.transports.is_empty() {
            writer.begin("uri_transports");
            self.transports.iter().for_each(|transport| writer.text("uri_transport", transport));
            writer.end("uri_transports");
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<bool>("live");
        let transports = |shape: &mut xml::Shape| _ = shape.text::<String>("uri_transport").repeated();
        shape.inner("uri_transports", xml::Inner::said("UriTransports", transports)).optional();
    }
}

xml::element!(MigrationFeatures);

/// `<topology>`: memory and CPUs by NUMA cell.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostTopology {
    pub cells: Cells,
    pub interconnects: Option<Interconnects>,
}

/// `<cells>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cells {
    pub num: u32,
    pub cell: Vec<Cell>,
}

/// `<cell>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub id: u32,
    pub memory: Option<Amount>,
    pub pages: Vec<Pages>,
    pub distances: Option<Distances>,
    #[xml("cache")]
    pub caches: Vec<MemorySideCache>,
    pub cpus: Option<CellCpus>,
}

/// A number with its unit, as in `<memory unit='KiB'>`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amount {
    pub unit: String,
    pub amount: u64,
}

impl Element for Amount {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(Amount { unit: node.attr("unit").unwrap_or("KiB").to_owned(), amount: node.content()? })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("unit", &self.unit);
        writer.content(&self.amount.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("unit").content::<u64>();
    }
}

xml::element!(Amount);

/// `<pages>`: how many pages of a size there are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pages {
    pub unit: String,
    pub size: u64,
    pub count: u64,
}

impl Element for Pages {
    fn parse(node: &Node) -> xml::Result<Self> {
        let size = node.value("size")?.ok_or_else(|| node.missing("size"))?;
        Ok(Pages { unit: node.attr("unit").unwrap_or("KiB").to_owned(), size, count: node.content()? })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("unit", &self.unit);
        writer.attr("size", &self.size.to_string());
        writer.content(&self.count.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("unit").attr::<u64>("size").content::<u64>();
    }
}

xml::element!(Pages);

/// `<distances>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Distances {
    pub sibling: Vec<Sibling>,
}

/// `<sibling>`: how far another cell is.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Sibling {
    pub id: u32,
    pub value: u32,
}

/// `<cache>` of a cell: between its memory and everyone.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemorySideCache {
    pub level: u32,
    pub associativity: String,
    pub policy: String,
    pub size: Value,
    pub line: Value,
}

/// `<size value='…' unit='…'/>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Value {
    pub value: u64,
    pub unit: String,
}

impl Value {
    /// A number of bytes in the largest unit that needs no fraction.
    pub fn of_bytes(bytes: u64) -> Value {
        let mut value = bytes;
        let mut units = ["B", "KiB", "MiB", "GiB", "TiB"].into_iter();
        let mut unit = units.next().unwrap_or_default();
        while value > 0 && value.is_multiple_of(1024) {
            let Some(larger) = units.next() else { break };
            (value, unit) = (value / 1024, larger);
        }
        Value { value, unit: unit.to_owned() }
    }
}

/// `<cpus>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CellCpus {
    pub num: u32,
    pub cpu: Vec<CellCpu>,
}

/// `<cpu>` of a cell: where it sits.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CellCpu {
    pub id: u32,
    pub socket_id: Option<i32>,
    pub die_id: Option<i32>,
    pub cluster_id: Option<i32>,
    pub core_id: Option<i32>,
    pub siblings: Option<String>,
}

/// `<interconnects>`: how fast cells reach each other's memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Interconnects {
    pub latency: Vec<Interconnect>,
    pub bandwidth: Vec<Interconnect>,
}

/// `<latency>` in nanoseconds, or `<bandwidth>` with a unit.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Interconnect {
    pub initiator: u32,
    pub target: u32,
    #[xml("type")]
    pub kind: String,
    pub value: u64,
    pub unit: Option<String>,
}

/// `<cache>` of a host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostCache {
    pub bank: Vec<Bank>,
    pub monitor: Vec<Monitor>,
}

/// `<bank>`: one cache that some CPUs share.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Bank {
    pub id: u32,
    pub level: u32,
    #[xml("type")]
    pub kind: String,
    pub size: u64,
    pub unit: String,
    pub cpus: String,
    pub control: Vec<BankControl>,
}

/// `<control>`: in which steps a cache can be shared out.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BankControl {
    pub granularity: u64,
    pub min: Option<u64>,
    pub unit: String,
    #[xml("type")]
    pub kind: String,
    #[xml("maxAllocs")]
    pub max_allocations: u32,
}

/// `<monitor>`: what can be watched.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Monitor {
    pub level: Option<u32>,
    #[xml("reuseThreshold")]
    pub reuse_threshold: Option<u32>,
    #[xml("maxMonitors")]
    pub max_monitors: u32,
    pub feature: Vec<Named>,
}

/// `<memory_bandwidth>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MemoryBandwidth {
    pub node: Vec<BandwidthNode>,
    pub monitor: Option<Monitor>,
}

/// `<node>`: CPUs that share a way to memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BandwidthNode {
    pub id: u32,
    pub cpus: String,
    pub control: BandwidthControl,
}

/// `<control>`: in which steps of a hundredth it can be shared out.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BandwidthControl {
    pub granularity: u32,
    pub min: Option<u32>,
    #[xml("maxAllocs")]
    pub max_allocations: u32,
}

/// `<secmodel>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SecurityModel {
    pub model: Text,
    pub doi: Text,
    pub baselabel: Vec<BaseLabel>,
}

/// `<baselabel>`: what guests of a kind are labelled with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BaseLabel {
    pub kind: String,
    pub label: String,
}

impl Element for BaseLabel {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(BaseLabel { kind: node.attr("type").unwrap_or_default().to_owned(), label: node.text().into_owned() })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("type", &self.kind);
        writer.content(&self.label);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("type").content::<String>();
    }
}

xml::element!(BaseLabel);

/// `<guest>`: a kind of guests that the host can run.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Guest {
    pub os_type: Text,
    pub arch: GuestArch,
    pub features: Option<GuestFeatures>,
}

/// `<arch>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct GuestArch {
    pub name: String,
    pub wordsize: Text<u32>,
    pub emulator: Option<Text>,
    pub loader: Option<Text>,
    pub machine: Vec<GuestMachine>,
    pub domain: Vec<GuestDomain>,
}

/// `<machine>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GuestMachine {
    /// The name that this one stands for.
    pub canonical: Option<String>,
    pub max_cpus: Option<u32>,
    pub deprecated: Option<YesNo>,
    pub name: String,
}

impl Element for GuestMachine {
    fn parse(node: &Node) -> xml::Result<Self> {
        Ok(GuestMachine {
            canonical: node.value("canonical")?,
            max_cpus: node.value("maxCpus")?,
            deprecated: node.value("deprecated")?,
            name: node.text().into_owned(),
        })
    }

    fn format(&self, writer: &mut Writer) {
        xml::Field::format(&self.canonical, "canonical", writer);
        xml::Field::format(&self.max_cpus, "maxCpus", writer);
        xml::Field::format(&self.deprecated, "deprecated", writer);
        writer.content(&self.name);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("canonical").field::<Option<u32>>("maxCpus").field::<Option<YesNo>>("deprecated");
        shape.content::<String>();
    }
}

xml::element!(GuestMachine);

/// `<domain>`: a way to run such guests.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct GuestDomain {
    #[xml("type")]
    pub kind: String,
    /// Where they differ from those of the architecture.
    pub emulator: Option<Text>,
    pub loader: Option<Text>,
    pub machine: Vec<GuestMachine>,
}

/// `<features>` of a kind of guests.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct GuestFeatures {
    pub pae: bool,
    pub nonpae: bool,
    pub acpi: Option<Toggle>,
    pub apic: Option<Toggle>,
    pub cpuselection: bool,
    pub deviceboot: bool,
    pub disksnapshot: Option<Toggle>,
    #[xml("externalSnapshot")]
    pub external_snapshot: bool,
}

/// Something that is on or off, and may be changed or not.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Toggle {
    pub default: OnOff,
    pub toggle: YesNo,
}

impl Capabilities {
    /// Reads the document.
    pub fn parse(text: &str) -> Result<Capabilities> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("capabilities", Mode::LIVE).map_err(crate::error)?;
        let host = root.field_or_default("host").map_err(crate::error)?;
        let guests = root.field("guest").map_err(crate::error)?;
        Ok(Capabilities { host, guests })
    }

    /// Prints the document; blank lines stand between its parts.
    pub fn format(&self) -> String {
        let mut writer = Writer::new(Mode::LIVE);
        let w = &mut writer;
        w.begin("capabilities");
        w.verbatim("\n");
        Field::format(&self.host, "host", w);
        w.verbatim("\n");
        for guest in &self.guests {
            Field::format(guest, "guest", w);
            w.verbatim("\n");
        }
        w.end("capabilities");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Host>>("host").field::<Vec<Guest>>("guest");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<capabilities>

  <host>
    <uuid>35a4800d-0a34-41fa-83a9-b3c196ef6883</uuid>
    <cpu>
      <arch>x86_64</arch>
    </cpu>
    <power_management>
      <suspend_mem/>
    </power_management>
    <iommu support='no'/>
    <migration_features>
    </migration_features>
    <topology>
      <cells num='1'>
        <cell id='0'>
          <memory unit='KiB'>1048576</memory>
          <pages unit='KiB' size='4'>262144</pages>
          <distances>
            <sibling id='0' value='10'/>
          </distances>
          <cache level='1' associativity='direct' policy='writeback'>
            <size value='10' unit='KiB'/>
            <line value='8' unit='B'/>
          </cache>
          <cpus num='1'>
            <cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'/>
          </cpus>
        </cell>
      </cells>
      <interconnects>
        <latency initiator='0' target='0' type='read' value='6'/>
        <bandwidth initiator='0' target='0' type='read' value='2048' unit='KiB'/>
      </interconnects>
    </topology>
    <cache>
      <bank id='0' level='3' type='both' size='15' unit='MiB' cpus='0'>
        <control granularity='768' min='1536' unit='KiB' type='both' maxAllocs='4'/>
      </bank>
      <monitor level='3' reuseThreshold='270336' maxMonitors='176'>
        <feature name='llc_occupancy'/>
      </monitor>
    </cache>
    <memory_bandwidth>
      <node id='0' cpus='0'>
        <control granularity='10' min='10' maxAllocs='4'/>
      </node>
    </memory_bandwidth>
    <secmodel>
      <model>dac</model>
      <doi>0</doi>
      <baselabel type='kvm'>+64055:+64055</baselabel>
    </secmodel>
  </host>

  <guest>
    <os_type>hvm</os_type>
    <arch name='i686'>
      <wordsize>32</wordsize>
      <emulator>/usr/bin/qemu</emulator>
      <machine canonical='pc-1' maxCpus='255' deprecated='yes'>pc</machine>
      <domain type='kvm'/>
    </arch>
    <features>
      <pae/>
      <acpi default='on' toggle='yes'/>
      <externalSnapshot/>
    </features>
  </guest>

</capabilities>
";

    #[test]
    fn a_host_is_read_and_printed() {
        let capabilities = Capabilities::parse(TEXT).expect("a document");
        assert_eq!(capabilities.format(), TEXT);
        let cell = &capabilities.host.topology.as_ref().expect("a topology").cells.cell[0];
        assert_eq!(cell.memory.as_ref().map(|memory| memory.amount), Some(1 << 20));
        assert_eq!(capabilities.guests.len(), 1);
        assert!(Capabilities::parse("<domain/>").is_err());
    }

    #[test]
    fn sizes_have_the_largest_unit_without_a_fraction() {
        let told = |bytes| {
            let Value { value, unit } = Value::of_bytes(bytes);
            format!("{value} {unit}")
        };
        assert_eq!([0, 8, 10240, 16 << 20].map(told), ["0 B", "8 B", "10 KiB", "16 MiB"]);
    }
}
