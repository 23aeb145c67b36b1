//! `<domain>`: the typed model of a guest's document.
//!
//! [`Domain::parse`] reads, [`Domain::format`] prints; what both do to the parts of a running guest is decided by the
//! flags. Defaults that every hypervisor shares are in [`defaults`], checks in [`validate`].
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

pub mod abi;
pub mod address;
pub mod chardev;
pub mod controller;
pub mod cpu;
pub mod cpuset;
pub mod cputune;
pub mod defaults;
mod definition;
pub mod device;
pub mod disk;
pub mod features;
pub mod filesystem;
pub mod graphics;
pub mod hostdev;
pub mod interface;
pub mod namespace;
pub mod netport;
pub mod notes;
pub mod os;
pub mod security;
pub mod small;
pub mod status;
mod status_upgrade;
pub mod storage;
mod summary;
pub mod sysinfo;
pub mod tuning;
pub mod validate;
pub mod video;

pub use definition::Definition;
pub use summary::{DiskSummary, InterfaceSummary, Summary};

use crate::text::{block, child, uuid};
use virt::{Error, Result, Uuid};
use xml::{Document, Kib, Mode, Text, Verbatim, Xml};

use address::DeviceInfo;
use os::{CrashAction, LifecycleAction};

/// `<domain>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Domain {
    #[xml("type")]
    pub kind: String,
    /// The number of a running guest.
    #[xml(live)]
    pub id: Option<u32>,
    #[xml(with = child, text)]
    pub name: String,
    /// All zeros until the defaults are filled in.
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
    #[xml("genid")]
    pub gen_id: Option<Text>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub metadata: Option<Verbatim>,
    #[xml("maxMemory")]
    pub max_memory: Option<os::MaxMemory>,
    #[xml(default)]
    pub memory: os::Memory,
    #[xml("currentMemory")]
    pub current_memory: Option<Kib>,
    pub blkiotune: Option<tuning::Blkiotune>,
    pub memtune: Option<tuning::Memtune>,
    #[xml("memoryBacking", when = Domain::has_memory_backing)]
    pub memory_backing: Option<os::MemoryBacking>,
    #[xml(default)]
    pub vcpu: os::Vcpu,
    pub vcpus: Option<tuning::Vcpus>,
    pub iothreads: Option<Text<u32>>,
    #[xml("iothreadids")]
    pub iothread_ids: Option<tuning::IothreadIds>,
    pub defaultiothread: Option<tuning::DefaultIothread>,
    pub cputune: Option<Box<cputune::Cputune>>,
    pub numatune: Option<tuning::Numatune>,
    pub resource: Option<tuning::Resource>,
    pub throttlegroups: Option<tuning::ThrottleGroups>,
    #[xml("sysinfo")]
    pub sysinfo: Vec<sysinfo::Sysinfo>,
    pub bootloader: Option<Text>,
    pub bootloader_args: Option<Text>,
    #[xml(default)]
    pub os: os::Os,
    #[xml(with = crate::text::unless_empty)]
    pub idmap: Option<tuning::Idmap>,
    #[xml(when = Domain::has_features)]
    pub features: Option<features::Features>,
    pub cpu: Option<cpu::Cpu>,
    #[xml(default)]
    pub clock: os::Clock,
    #[xml(with = child, text)]
    pub on_poweroff: LifecycleAction,
    #[xml(with = os::on_reboot, text)]
    pub on_reboot: LifecycleAction,
    #[xml(with = child, text)]
    pub on_crash: CrashAction,
    pub on_lockfailure: Option<Text>,
    pub pm: Option<os::Pm>,
    pub perf: Option<tuning::Perf>,
    #[xml(with = block)]
    pub devices: Devices,
    #[xml("seclabel")]
    pub seclabels: Vec<Seclabel>,
    pub keywrap: Option<security::Keywrap>,
    #[xml("launchSecurity")]
    pub launch_security: Option<security::LaunchSecurity>,
    #[xml(flatten)]
    pub qemu: namespace::QemuNamespace,
}

/// `<devices>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Devices {
    pub emulator: Option<Text>,
    #[xml("disk")]
    pub disks: Vec<disk::Disk>,
    #[xml("controller")]
    pub controllers: Vec<controller::Controller>,
    #[xml("lease")]
    pub leases: Vec<tuning::Lease>,
    #[xml("filesystem")]
    pub filesystems: Vec<filesystem::Filesystem>,
    #[xml("interface")]
    pub interfaces: Vec<interface::Interface>,
    #[xml("smartcard")]
    pub smartcards: Vec<chardev::Smartcard>,
    #[xml("serial")]
    pub serials: Vec<chardev::Serial>,
    #[xml("parallel")]
    pub parallels: Vec<chardev::Parallel>,
    #[xml("console")]
    pub consoles: Vec<chardev::Console>,
    #[xml("channel")]
    pub channels: Vec<chardev::Channel>,
    #[xml("input")]
    pub inputs: Vec<video::Input>,
    #[xml("tpm")]
    pub tpms: Vec<small::Tpm>,
    #[xml("graphics")]
    pub graphics: Vec<graphics::Graphics>,
    #[xml("sound")]
    pub sounds: Vec<video::Sound>,
    #[xml("audio")]
    pub audios: Vec<video::Audio>,
    #[xml("video")]
    pub videos: Vec<video::Video>,
    #[xml("hostdev")]
    pub hostdevs: Vec<hostdev::Hostdev>,
    #[xml("redirdev")]
    pub redirdevs: Vec<chardev::RedirDev>,
    pub redirfilter: Option<chardev::RedirFilter>,
    #[xml("hub")]
    pub hubs: Vec<small::Hub>,
    #[xml("watchdog")]
    pub watchdogs: Vec<small::Watchdog>,
    #[xml(with = only_balloon)]
    pub memballoon: Option<small::Memballoon>,
    #[xml("rng")]
    pub rngs: Vec<small::Rng>,
    pub nvram: Option<NvramDevice>,
    #[xml("panic")]
    pub panics: Vec<small::Panic>,
    #[xml("shmem")]
    pub shmems: Vec<small::Shmem>,
    #[xml("memory")]
    pub memory: Vec<small::MemoryDevice>,
    #[xml("iommu")]
    pub iommus: Vec<small::Iommu>,
    pub vsock: Option<small::Vsock>,
    #[xml("crypto")]
    pub cryptos: Vec<small::Crypto>,
    pub pstore: Option<small::Pstore>,
}

impl Devices {
    /// What every device has, device by device, in the order in which free numbers are given out.
    pub fn each_info(&self, with: &mut dyn FnMut(&DeviceInfo)) {
        self.disks.iter().for_each(|d| with(&d.info));
        self.interfaces.iter().for_each(|d| with(&d.info));
        self.sounds.iter().for_each(|d| with(&d.info));
        self.hostdevs.iter().for_each(|d| with(&d.info));
        self.videos.iter().for_each(|d| with(&d.info));
        self.controllers.iter().for_each(|d| with(&d.info));
        self.smartcards.iter().for_each(|d| with(&d.info));
        self.serials.iter().for_each(|d| with(&d.info));
        self.parallels.iter().for_each(|d| with(&d.info));
        self.channels.iter().for_each(|d| with(&d.info));
        self.consoles.iter().for_each(|d| with(&d.info));
        self.inputs.iter().for_each(|d| with(&d.info));
        self.filesystems.iter().for_each(|d| with(&d.info));
        self.watchdogs.iter().for_each(|d| with(&d.info));
        self.memballoon.iter().for_each(|d| with(&d.info));
        self.rngs.iter().for_each(|d| with(&d.info));
        self.nvram.iter().for_each(|d| with(&d.info));
        self.hubs.iter().for_each(|d| with(&d.info));
        self.shmems.iter().for_each(|d| with(&d.info));
        self.memory.iter().for_each(|d| with(&d.info));
        self.panics.iter().for_each(|d| with(&d.info));
        self.iommus.iter().for_each(|d| with(&d.info));
        self.vsock.iter().for_each(|d| with(&d.info));
        self.tpms.iter().for_each(|d| with(&d.info));
        self.redirdevs.iter().for_each(|d| with(&d.info));
        self.cryptos.iter().for_each(|d| with(&d.info));
        self.pstore.iter().for_each(|d| with(&d.info));
    }

    /// The same, to change it.
    pub fn each_info_mut(&mut self, with: &mut dyn FnMut(&mut DeviceInfo)) {
        self.disks.iter_mut().for_each(|d| with(&mut d.info));
        self.interfaces.iter_mut().for_each(|d| with(&mut d.info));
        self.sounds.iter_mut().for_each(|d| with(&mut d.info));
        self.hostdevs.iter_mut().for_each(|d| with(&mut d.info));
        self.videos.iter_mut().for_each(|d| with(&mut d.info));
        self.controllers.iter_mut().for_each(|d| with(&mut d.info));
        self.smartcards.iter_mut().for_each(|d| with(&mut d.info));
        self.serials.iter_mut().for_each(|d| with(&mut d.info));
        self.parallels.iter_mut().for_each(|d| with(&mut d.info));
        self.channels.iter_mut().for_each(|d| with(&mut d.info));
        self.consoles.iter_mut().for_each(|d| with(&mut d.info));
        self.inputs.iter_mut().for_each(|d| with(&mut d.info));
        self.filesystems.iter_mut().for_each(|d| with(&mut d.info));
        self.watchdogs.iter_mut().for_each(|d| with(&mut d.info));
        self.memballoon.iter_mut().for_each(|d| with(&mut d.info));
        self.rngs.iter_mut().for_each(|d| with(&mut d.info));
        self.nvram.iter_mut().for_each(|d| with(&mut d.info));
        self.hubs.iter_mut().for_each(|d| with(&mut d.info));
        self.shmems.iter_mut().for_each(|d| with(&mut d.info));
        self.memory.iter_mut().for_each(|d| with(&mut d.info));
        self.panics.iter_mut().for_each(|d| with(&mut d.info));
        self.iommus.iter_mut().for_each(|d| with(&mut d.info));
        self.vsock.iter_mut().for_each(|d| with(&mut d.info));
        self.tpms.iter_mut().for_each(|d| with(&mut d.info));
        self.redirdevs.iter_mut().for_each(|d| with(&mut d.info));
        self.cryptos.iter_mut().for_each(|d| with(&mut d.info));
        self.pstore.iter_mut().for_each(|d| with(&mut d.info));
    }
}

crate::only_child! {
    /// Memory can go one way only.
    only_balloon Internal "only a single memory balloon device is supported"
}

/// `<nvram>` among the devices: pSeries keeps its variables here.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NvramDevice {
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<seclabel>` of the whole guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Seclabel {
    #[xml("type")]
    pub kind: Option<String>,
    pub model: Option<String>,
    pub relabel: Option<crate::words::YesNo>,
    pub label: Option<Text>,
    #[xml(live)]
    pub imagelabel: Option<Text>,
    pub baselabel: Option<Text>,
}

/// How a domain document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParseFlags {
    /// Forget what belongs to a running guest (id, generated aliases, automatic ports).
    pub inactive: bool,
    /// A run-time file: private parts are read too.
    pub status: bool,
}

impl ParseFlags {
    /// A persistent definition.
    pub const INACTIVE: ParseFlags = ParseFlags { inactive: true, status: false };
    /// A running guest's document.
    pub const LIVE: ParseFlags = ParseFlags { inactive: false, status: false };

    fn mode(self) -> Mode {
        Mode { inactive: self.inactive, status: self.status, secure: true, migratable: false }
    }
}

/// How a domain document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormatFlags {
    /// Leave out what belongs to a running guest.
    pub inactive: bool,
    /// Print passwords.
    pub secure: bool,
    /// For a daemon on another host.
    pub migratable: bool,
    /// For the run-time file.
    pub status: bool,
}

impl FormatFlags {
    /// The file of a persistent definition.
    pub const DEFINITION: FormatFlags = FormatFlags { inactive: true, secure: true, migratable: false, status: false };

    fn mode(self) -> Mode {
        Mode { inactive: self.inactive, status: self.status, secure: self.secure, migratable: self.migratable }
    }
}

/// Parts whose content counts wherever it stands, even if a document has them twice.
const JOINED: &[&str] = &[
    "os",
    "features",
    "devices",
    "vcpus",
    "iothreadids",
    "cputune",
    "memtune",
    "blkiotune",
    "numatune",
    "memoryBacking",
    "clock",
    "pm",
    "idmap",
];

impl Domain {
    fn has_features(&self, _: Mode) -> bool {
        self.features.as_ref().is_some_and(|features| !features.is_empty())
    }

    fn has_memory_backing(&self, _: Mode) -> bool {
        self.memory_backing.as_ref().is_some_and(|backing| *backing != os::MemoryBacking::default())
    }

    /// Reads a document; neither defaults are filled in nor is its sense checked.
    pub fn parse(text: &str, flags: ParseFlags) -> Result<Domain> {
        let mut document = Document::parse(text).map_err(crate::error)?;
        document.join_repeated(JOINED);
        let root = document.root_named("domain", flags.mode()).map_err(crate::error)?;
        Domain::from_node(&root)
    }

    pub(crate) fn from_node(root: &xml::Node) -> Result<Domain> {
        if root.attr("type").is_none() {
            return Err(Error::internal("missing domain type attribute"));
        }
        root.element::<Domain>().map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self, flags: FormatFlags) -> String {
        let mut mode = flags.mode();
        // A guest without a number does not run.
        mode.inactive |= self.id.is_none() && !mode.status;
        xml::to_string("domain", self, mode)
    }
}
