//! `<disk>`: hard disks, CD-ROMs, floppies.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioOptions};
use super::storage::{Auth, DiskSource, Encryption, Format, ImageFormat, MetadataCache};
use crate::words::{Named, OnOff, YesNo};
use xml::{Mode, Raw, Text, Xml};

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
    pub mirror: Option<Raw>,
    pub target: DiskTarget,
    pub iotune: Option<Raw>,
    #[xml("throttlefilters")]
    pub throttle_filters: Option<Raw>,
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
    pub private_data: Option<Raw>,
    #[xml("diskSecretsPlacement", status)]
    pub secrets_placement: Option<Raw>,
}

impl Disk {
    /// A read-only disk never takes part in a snapshot, so "no" is implied.
    fn prints_snapshot(&self, _: Mode) -> bool {
        !(self.readonly && self.snapshot == Some(SnapshotLocation::No))
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

/// `<driver>`: how the hypervisor opens the image.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DiskDriver {
    pub name: Option<String>,
    #[xml("type")]
    pub format: Option<ImageFormat>,
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
    pub statistics: Option<Raw>,
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
    pub dev: String,
    pub bus: Option<DiskBus>,
    #[xml(when = DiskTarget::prints_tray)]
    pub tray: Option<Tray>,
    pub removable: Option<OnOff>,
    pub rotation_rate: Option<u32>,
    pub dpofua: Option<OnOff>,
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
