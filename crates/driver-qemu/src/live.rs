//! A running guest: its process, its monitor, its document with addresses and run-time values.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use conf::domain::cpu::Cpu;
use conf::domain::{Domain, FormatFlags, Summary};
use host::process::Process;
use qmp::Monitor;
use virt::Result;

use crate::agent::line::AgentLine;

/// How long a monitor command of a guest in good health may take.
pub(crate) const MONITOR_WAIT: Duration = Duration::from_secs(30);

/// A command unanswered for longer marks the guest as stuck: statistics skip it.
pub(crate) const STUCK_AFTER: Duration = Duration::from_millis(500);

/// A running guest.
#[derive(Debug)]
pub(crate) struct Live {
    /// Its number.
    pub(crate) id: i32,
    /// Its QEMU.
    pub(crate) process: Process,
    /// Its QEMU's monitor.
    pub(crate) monitor: Monitor,
    /// Folder for its monitor socket and keys.
    pub(crate) private_folder: PathBuf,
    /// Folder for its channels' sockets.
    pub(crate) channel_folder: PathBuf,
    /// Path of its monitor socket.
    pub(crate) monitor_path: PathBuf,
    /// Names of the QEMU capability flags it was started with, kept for the run-time file.
    pub(crate) capability_flags: Arc<[String]>,
    /// TCP ports that go back when it ends.
    pub(crate) ports: Vec<u16>,
    /// Its control groups, where it has any.
    pub(crate) groups: Option<crate::tuning::groups::Groups>,
    /// The document's CPU, where the guest has got another: what it is to be started with elsewhere.
    pub(crate) original_cpu: Option<Cpu>,
    /// Memory that the guest has now, in KiB.
    pub(crate) balloon_kib: AtomicU64,
    /// The detail for the next event about a stop of its CPUs; set by who causes the stop.
    pub(crate) expected_stop: Mutex<Option<crate::vm::State>>,
    /// What a shutdown under way must end in.
    pub(crate) after_shutdown: AtomicI32,
    /// Whether it is between the two halves of a reboot, in which nobody else needs to know that its CPUs stand.
    pub(crate) rebooting: AtomicBool,
    /// Whether somebody has spoken to its QEMU behind the driver's back.
    pub(crate) custom_monitor: AtomicBool,
    /// Whether somebody is ending it, so that its end is no crash.
    pub(crate) ending: AtomicBool,
    /// The number of the last image that QEMU was given.
    pub(crate) next_node: AtomicU32,
    /// Calls that wait for its devices to go.
    pub(crate) removals: crate::devices::Removals,
    /// Its memory on the way to a file.
    pub(crate) transfer: crate::transfer::Transfer,
    /// Where its agent is asked.
    pub(crate) agent: AgentLine,
    vcpu_threads: RwLock<Arc<[i32]>>,
    document: RwLock<Arc<LiveDocument>>,
}

/// What comes after the guest has shut down.
pub(crate) mod after_shutdown {
    /// What the document says for power-off.
    pub(crate) const STOP: i32 = 0;
    /// A reset: the guest was asked to reboot by powering down.
    pub(crate) const REBOOT: i32 = 1;
}

/// The document of a running guest, as model and as text.
#[derive(Debug)]
pub(crate) struct LiveDocument {
    /// The model.
    pub(crate) domain: Domain,
    /// What lists need.
    pub(crate) summary: Summary,
    /// The text that is asked for most: live, without passwords.
    pub(crate) text: String,
}

impl LiveDocument {
    pub(crate) fn new(domain: Domain) -> LiveDocument {
        LiveDocument { summary: domain.summary(), text: domain.format(FormatFlags::default()), domain }
    }
}

/// The parts that a start or a take-over has put together.
pub(crate) struct Parts {
    pub(crate) id: i32,
    pub(crate) process: Process,
    pub(crate) monitor: Monitor,
    pub(crate) private_folder: PathBuf,
    pub(crate) channel_folder: PathBuf,
    pub(crate) monitor_path: PathBuf,
    pub(crate) vcpu_threads: Vec<i32>,
    pub(crate) capability_flags: Arc<[String]>,
    pub(crate) ports: Vec<u16>,
    pub(crate) groups: Option<crate::tuning::groups::Groups>,
    /// The number of the last image, as far as it is known beside the document.
    pub(crate) last_node: u32,
    pub(crate) original_cpu: Option<Cpu>,
    pub(crate) domain: Domain,
}

impl Live {
    pub(crate) fn new(parts: Parts) -> Live {
        Live {
            id: parts.id,
            process: parts.process,
            monitor: parts.monitor,
            private_folder: parts.private_folder,
            channel_folder: parts.channel_folder,
            monitor_path: parts.monitor_path,
            vcpu_threads: RwLock::new(parts.vcpu_threads.into()),
            capability_flags: parts.capability_flags,
            ports: parts.ports,
            groups: parts.groups,
            original_cpu: parts.original_cpu,
            balloon_kib: AtomicU64::new(parts.domain.current_memory_kib()),
            expected_stop: Mutex::new(None),
            after_shutdown: AtomicI32::new(after_shutdown::STOP),
            rebooting: AtomicBool::new(false),
            custom_monitor: AtomicBool::new(false),
            ending: AtomicBool::new(false),
            next_node: AtomicU32::new(parts.last_node.max(highest_node(&parts.domain))),
            removals: crate::devices::Removals::default(),
            transfer: crate::transfer::Transfer::default(),
            agent: AgentLine::default(),
            document: RwLock::new(Arc::new(LiveDocument::new(parts.domain))),
        }
    }

    /// The document as it is now.
    pub(crate) fn document(&self) -> Arc<LiveDocument> {
        Arc::clone(&self.document.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The document to start the guest with elsewhere: with the CPU it asked for, not the one it was given.
    pub(crate) fn portable_domain(&self) -> Domain {
        let mut domain = self.document().domain.clone();
        if let Some(cpu) = &self.original_cpu {
            domain.cpu = Some(cpu.clone());
        }
        domain
    }

    /// Replaces the document.
    pub(crate) fn set_document(&self, domain: Domain) {
        let next = Arc::new(LiveDocument::new(domain));
        *self.document.write().unwrap_or_else(PoisonError::into_inner) = next;
    }

    /// Threads of its virtual CPUs, by CPU number.
    pub(crate) fn vcpu_threads(&self) -> Arc<[i32]> {
        Arc::clone(&self.vcpu_threads.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the list of its CPUs' threads.
    pub(crate) fn set_vcpu_threads(&self, threads: Vec<i32>) {
        *self.vcpu_threads.write().unwrap_or_else(PoisonError::into_inner) = threads.into();
    }

    /// Sends a monitor command and waits for its reply.
    pub(crate) fn command(&self, name: &str, arguments: Option<serde_json::Value>) -> Result<serde_json::Value> {
        self.monitor.execute(name, arguments, MONITOR_WAIT)
    }

    /// Whether QEMU has left a command unanswered for so long that asking more would only wait.
    pub(crate) fn is_stuck(&self) -> bool {
        self.monitor.unanswered_for().is_some_and(|waiting| waiting > STUCK_AFTER)
    }

    /// Memory that the guest has now.
    pub(crate) fn balloon(&self) -> u64 {
        self.balloon_kib.load(Ordering::Relaxed)
    }

    /// Says why the CPUs are going to stop, before stopping them.
    pub(crate) fn expect_stop(&self, state: Option<crate::vm::State>) {
        *self.expected_stop.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Takes the reason of a stop that has happened.
    pub(crate) fn take_expected_stop(&self) -> Option<crate::vm::State> {
        self.expected_stop.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The highest number of an image that the document names.
fn highest_node(domain: &Domain) -> u32 {
    let data = |source: &conf::domain::storage::DiskSource| {
        let common = source.common();
        common.index.max(common.data_store.as_ref().and_then(|data| data.source.common().index)).unwrap_or(0)
    };
    let of_disk = |disk: &conf::domain::disk::Disk| {
        let below = std::iter::successors(disk.backing_store.as_deref(), |layer| layer.backing_store.as_deref());
        let layers = below.map(|layer| layer.index.unwrap_or(0).max(layer.source.as_ref().map_or(0, data)));
        layers.max().unwrap_or(0).max(data(&disk.source))
    };
    domain.devices.disks.iter().map(of_disk).max().unwrap_or(0)
}

/// Aliases of all devices that QEMU knows by an id.
pub(crate) fn device_aliases(domain: &Domain) -> Vec<String> {
    let devices = &domain.devices;
    // The root of a bus is the machine's own, no device that was put in.
    let is_root = |c: &&conf::domain::controller::Controller| c.info.alias() == "pci.0" || c.info.alias() == "pcie.0";
    // What sits on a port of the machine is part of it.
    let inputs = devices.inputs.iter().filter(|d| matches!(d.bus.as_deref(), Some("usb" | "virtio"))).map(|d| &d.info);
    let disks = devices.disks.iter().map(|d| &d.info);
    let controllers = devices.controllers.iter().filter(|c| !is_root(c)).map(|d| &d.info);
    let interfaces = devices.interfaces.iter().map(|d| &d.info);
    let serials = devices.serials.iter().map(|d| &d.info);
    let channels = devices.channels.iter().map(|d| &d.info);
    let videos = devices.videos.iter().map(|d| &d.info);
    let rngs = devices.rngs.iter().map(|d| &d.info);
    let balloon = devices.memballoon.iter().map(|d| &d.info);
    let hostdevs = devices.hostdevs.iter().map(|d| &d.info);
    let redirdevs = devices.redirdevs.iter().map(|d| &d.info);
    let memory = devices.memory.iter().map(|d| &d.info);
    let shmems = devices.shmems.iter().map(|d| &d.info);
    let watchdogs = devices.watchdogs.iter().filter(|d| d.model == "i6300esb").map(|d| &d.info);
    let consoles = devices.consoles.iter().filter(|d| d.target.kind.as_deref() == Some("virtio")).map(|d| &d.info);
    let all = disks.chain(controllers).chain(interfaces).chain(serials).chain(channels).chain(videos).chain(rngs);
    let all = all
        .chain(balloon)
        .chain(inputs)
        .chain(hostdevs)
        .chain(redirdevs)
        .chain(memory)
        .chain(shmems)
        .chain(watchdogs)
        .chain(consoles);
    all.map(|info| info.alias().to_owned()).filter(|alias| !alias.is_empty()).collect()
}
