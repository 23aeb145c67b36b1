//! `<disk>`: hard disks, CD-ROMs, floppies.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioOptions};
use super::storage::{Auth, DiskSource, Format, ImageFormat, MetadataCache, NodeNames};
use super::tuning::{Iotune, ThrottleFilters};
use crate::encryption::Encryption;
use crate::words::{Named, OnOff, YesNo};
use xml::{Element, Mode, Node, Text, Writer, Xml};

/// `<disk>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Disk {
    #[xml(default)]
    pub device: DiskDevice,
    pub model: Option<DiskModel>,
    pub rawio: Option<YesNo>,
    pub sgio: Option<Sgio>,
    #[xml(when = Disk::prints_snapshot)]
    pub snapshot: Option<SnapshotLocation>,
    pub driver: Option<DiskDriver>,
    pub auth: Option<Auth>,
    /// Where the bytes live: `type` on `<disk>` selects the shape of `<source>`.
    #[xml(union = "type", body = "source")]
    pub source: DiskSource,
    #[xml("backingStore")]
    pub backing_store: Option<Box<BackingStore>>,
    pub backenddomain: Option<Named>,
    pub geometry: Option<Geometry>,
    pub blockio: Option<BlockIo>,
    #[xml(live)]
    pub mirror: Option<Box<Mirror>>,
    pub target: DiskTarget,
    #[xml(when = Disk::has_iotune)]
    pub iotune: Option<Box<Iotune>>,
    #[xml("throttlefilters")]
    pub throttle_filters: Option<ThrottleFilters>,
    pub readonly: bool,
    pub shareable: bool,
    pub transient: Option<Transient>,
    pub serial: Option<Text>,
    pub wwn: Option<Text>,
    pub vendor: Option<Text>,
    pub product: Option<Text>,
    pub encryption: Option<Encryption>,
    #[xml(flatten)]
    pub info: DeviceInfo,
    #[xml("privateData", status)]
    pub private_data: Option<Box<DiskPrivateData>>,
    #[xml("diskSecretsPlacement", status)]
    pub secrets_placement: Option<Box<SecretsPlacement>>,
}

impl Disk {
    /// A read-only disk never takes part in a snapshot, so "no" is implied.
    fn prints_snapshot(&self, _: Mode) -> bool {
        !(self.readonly && self.snapshot == Some(SnapshotLocation::No))
    }

    /// A limit of nothing is not printed.
    fn has_iotune(&self, mode: Mode) -> bool {
        self.iotune.as_ref().is_some_and(|tune| tune.has_limits(mode))
    }

    /// The bus; known after the defaults were filled in.
    pub fn bus(&self) -> DiskBus {
        self.target.bus.unwrap_or(DiskBus::Ide)
    }

    /// A CD-ROM or floppy drive, whose medium may be absent.
    pub fn is_removable(&self) -> bool {
        matches!(self.device, DiskDevice::Cdrom | DiskDevice::Floppy)
    }

    /// The image format that the document names.
    pub fn format(&self) -> Option<ImageFormat> {
        self.driver.as_ref().and_then(|d| d.format)
    }
}

/// `<backingStore>`: what an overlay stands on.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BackingStore {
    #[xml(read_live)]
    pub index: Option<u32>,
    pub format: Option<Format>,
    #[xml(union = "type", body = "source")]
    pub source: Option<DiskSource>,
    #[xml("backingStore")]
    pub backing_store: Option<Box<BackingStore>>,
}

/// `<mirror>`: a copy that is being made of a running guest's disk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mirror {
    pub job: Option<String>,
    pub ready: Option<String>,
    pub format: Option<Format>,
    pub source: DiskSource,
    pub backing_store: Option<Box<BackingStore>>,
}

impl Element for Mirror {
    fn parse(node: &Node) -> xml::Result<Self> {
        let source = match node.attr("type") {
            Some(_) => node.union("type", "source")?,
            // Readers of long ago saw nothing but the file.
            None => DiskSource::file(node.field("file")?),
        };
        let format = match node.first("format") {
            Some(format) => Some(format.element()?),
            None => node.value("format")?.map(|kind| Format { kind, metadata_cache: None }),
        };
        Ok(Mirror {
            job: node.value("job")?,
            ready: node.value("ready")?,
            format: format.or(Some(Format { kind: ImageFormat::Raw, metadata_cache: None })),
            source,
            backing_store: node.field("backingStore")?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("type", xml::Union::tag(&self.source).unwrap_or("file"));
        if self.job.as_deref() == Some("copy")
            && let DiskSource::File { file: Some(file), .. } = &self.source
        {
            writer.attr("file", file);
            if let Some(format) = &self.format {
                writer.attr("format", format.kind.as_str());
            }
        }
        xml::Field::format(&self.job, "job", writer);
        xml::Field::format(&self.ready, "ready", writer);
        xml::Field::format(&self.format, "format", writer);
        writer.begin("source");
        xml::Union::format(&self.source, writer);
        writer.end_unless_empty("source");
        xml::Field::format(&self.backing_store, "backingStore", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.union::<DiskSource>("type", "source").optional();
        shape.field::<Option<String>>("job").field::<Option<String>>("ready").field::<Option<String>>("file");
        shape.attr::<ImageFormat>("format").optional().field::<Option<Format>>("format");
        shape.field::<Option<Box<BackingStore>>>("backingStore");
    }
}

xml::element!(Mirror);

/// `<privateData>` of a disk: what a daemon that comes back has to know.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DiskPrivateData {
    pub qom: Option<Named>,
    pub nodenames: Option<NodeNames>,
}

/// `<diskSecretsPlacement>`: whether secrets stand inside `<source>`.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SecretsPlacement {
    pub auth: Option<String>,
    pub enc: Option<String>,
}

/// `<statistics>`: latencies that are counted.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Statistics {
    #[xml("statistic")]
    pub intervals: Vec<Statistic>,
    #[xml("latency-histogram")]
    pub histograms: Vec<LatencyHistogram>,
}

/// One interval over which averages are kept.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Statistic {
    pub interval: u32,
}

/// Boundaries of the classes in which latencies are counted.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct LatencyHistogram {
    #[xml("type")]
    pub kind: Option<String>,
    #[xml("bin")]
    pub bins: Vec<HistogramBin>,
}

/// One class.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HistogramBin {
    pub start: u64,
}

/// `<driver>`: how the hypervisor opens the image.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DiskDriver {
    pub name: Option<String>,
    #[xml("type")]
    pub format: Option<ImageFormat>,
    #[xml(with = cache)]
    pub cache: Option<Cache>,
    pub error_policy: Option<ErrorPolicy>,
    pub rerror_policy: Option<ErrorPolicy>,
    pub io: Option<Io>,
    pub ioeventfd: Option<OnOff>,
    pub event_idx: Option<OnOff>,
    pub copy_on_read: Option<OnOff>,
    pub discard: Option<Discard>,
    pub iothread: Option<u32>,
    pub detect_zeroes: Option<DetectZeroes>,
    pub discard_no_unref: Option<OnOff>,
    pub queues: Option<u32>,
    pub queue_size: Option<u32>,
    #[xml(flatten)]
    pub virtio: VirtioOptions,
    pub metadata_cache: Option<MetadataCache>,
    pub iothreads: Option<IoThreads>,
    pub statistics: Option<Statistics>,
}

/// `<iothreads>`: which threads serve which queues.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IoThreads {
    #[xml("iothread")]
    pub threads: Vec<QueueThread>,
}

/// One thread and its queues.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct QueueThread {
    pub id: u32,
    #[xml("queue")]
    pub queues: Vec<Queue>,
}

/// One queue.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Queue {
    pub id: u32,
}

/// `<target>`: how the guest sees it.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DiskTarget {
    #[xml(with = target_name)]
    pub dev: String,
    pub bus: Option<DiskBus>,
    #[xml(when = DiskTarget::prints_tray)]
    pub tray: Option<Tray>,
    pub removable: Option<OnOff>,
    pub rotation_rate: Option<u32>,
    pub dpofua: Option<OnOff>,
}

/// Documents of long ago say which program emulates the disk: `ioemu:hda`.
mod target_name {
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<String> {
        let dev: String = node.field(name)?;
        Ok(dev.strip_prefix("ioemu:").map_or_else(|| dev.clone(), str::to_owned))
    }

    pub(super) fn format(value: &str, name: &str, writer: &mut Writer) {
        writer.attr(name, value);
    }
}

impl DiskTarget {
    /// A closed tray is what every reader expects.
    fn prints_tray(&self, _: Mode) -> bool {
        self.tray == Some(Tray::Open)
    }
}

/// `<geometry>`: what an old guest is told about cylinders.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Geometry {
    pub cyls: u32,
    pub heads: u32,
    pub secs: u32,
    pub trans: Option<String>,
}

/// `<blockio>`: block sizes that the guest is told.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BlockIo {
    pub logical_block_size: Option<u32>,
    pub physical_block_size: Option<u32>,
    pub discard_granularity: Option<u32>,
}

/// `<transient>`: changes are thrown away when the guest stops.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Transient {
    #[xml("shareBacking")]
    pub share_backing: Option<YesNo>,
}

/// What the guest takes it for.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiskDevice {
    #[default]
    Disk,
    Cdrom,
    Floppy,
    Lun,
}

/// Which flavour of virtio.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskModel {
    Virtio,
    VirtioTransitional,
    VirtioNonTransitional,
}

/// The bus in the guest.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskBus {
    Ide,
    Fdc,
    Scsi,
    Virtio,
    Xen,
    Usb,
    Uml,
    Sata,
    Sd,
    Nvme,
}

/// Whether generic SCSI commands are filtered.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sgio {
    Filtered,
    Unfiltered,
}

/// How the disk takes part in snapshots.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotLocation {
    No,
    Internal,
    External,
    Manual,
}

/// Asking for the default asks for nothing.
mod cache {
    use super::Cache;
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<Cache>> {
        Ok(node.value(name)?.filter(|cache| *cache != Cache::Default))
    }

    pub(super) fn format(value: &Option<Cache>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// Host cache mode.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    Default,
    None,
    Writethrough,
    Writeback,
    Directsync,
    Unsafe,
}

/// What a write or read error does to the guest.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorPolicy {
    Stop,
    Report,
    Ignore,
    Enospace,
}

/// How the host does I/O.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Io {
    Native,
    Threads,
    #[xml("io_uring")]
    IoUring,
}

/// Whether the guest's discards reach the image.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discard {
    Unmap,
    Ignore,
}

/// What writes of zeros become.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetectZeroes {
    Off,
    On,
    Unmap,
}

/// The drive's tray.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tray {
    Closed,
    Open,
}
