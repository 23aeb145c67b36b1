//! From a document to a running guest. Every step that leaves something behind says at once how to undo it.

pub(crate) mod chain;
pub(crate) mod command;
mod cpu;
pub(crate) mod descriptors;
pub(crate) mod monitor;
mod places;
pub(crate) mod prepare;
mod secrets;
mod variables;
pub(crate) mod volumes;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use conf::domain::Domain;
use host::clock::{Clock, SystemClock, timestamp};
use host::files::Durability;
use host::process::Process;
use virt::constants::*;
use virt::{DomainRef, Error, Result, SecretBytes};

pub(crate) use cpu::MadeCpus;

use crate::binaries::KnownBinary;
use crate::core::Core;
use crate::events::Lifecycle;
use crate::live::{Live, Parts};
use crate::monitor_events::{GuestListener, running};
use crate::rollback::Rollback;
use crate::transfer;
use crate::tuning::groups;
use crate::vm::{State, Vm};

/// What to start, and how.
pub(crate) struct Start {
    /// The guest's document.
    pub(crate) domain: Domain,
    /// Whether its CPUs wait for somebody to resume it.
    pub(crate) paused: bool,
    /// What it goes on with; a guest without boots.
    pub(crate) incoming: Option<Incoming>,
    /// The snapshot inside its images that it goes on from, and the disks that take part.
    pub(crate) moment: Option<(String, Vec<String>)>,
}

impl Start {
    /// A guest that boots.
    pub(crate) fn boot(domain: Domain, paused: bool) -> Start {
        Start { domain, paused, incoming: None, moment: None }
    }
}

/// A saved guest's memory and devices.
pub(crate) struct Incoming {
    /// The file, standing at the beginning of QEMU's stream.
    pub(crate) stream: File,
}

/// How a guest comes to run: it waits for a resume or not, it boots or goes on.
#[derive(Debug, Clone, Copy)]
struct Entry {
    paused: bool,
    origin: Origin,
}

/// What a guest begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Boot,
    Image,
    Snapshot,
}

impl Origin {
    fn of(from_image: bool, from_snapshot: bool) -> Origin {
        match (from_image, from_snapshot) {
            (true, _) => Origin::Image,
            (false, true) => Origin::Snapshot,
            (false, false) => Origin::Boot,
        }
    }
}

/// Where a starting guest has its things.
pub(crate) struct Places {
    pub(crate) id: i32,
    pub(crate) private: PathBuf,
    pub(crate) channel: PathBuf,
    pub(crate) monitor: PathBuf,
    pub(crate) log: PathBuf,
    /// What the guest's secrets are encrypted with.
    pub(crate) key: SecretBytes,
}

/// Starts a guest; the caller holds its job. After a failure nothing is left of the attempt but the state's reason.
pub(crate) fn start(core: &Arc<Core>, vm: &Arc<Vm>, what: Start) -> Result<DomainRef> {
    attempt(core, vm, what).inspect_err(|_| {
        vm.publish(|next| {
            next.live = None;
            next.state = State::new(VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FAILED);
        });
    })
}

fn attempt(core: &Arc<Core>, vm: &Arc<Vm>, what: Start) -> Result<DomainRef> {
    let Start { mut domain, paused, incoming, moment } = what;
    let binary = core.complete(&mut domain, false)?;
    groups::check_nodes(core, &domain)?;
    let mut undo = Rollback::new();
    let places = places::make(core, &domain, &mut undo)?;
    domain.id = u32::try_from(places.id).ok();
    if incoming.is_none() {
        let host = crate::host_cpu::host_cpu(core).ok();
        qemu::guest_cpu::decide(&mut domain, &binary.capabilities, host.as_ref())?;
    }
    volumes::look_up(core, &mut domain)?;
    qemu::argv::prepare(&mut domain, &binary.capabilities)?;
    qemu::argv::name_channels(&mut domain, &places.channel.to_string_lossy());
    prepare::prepare(core, &mut domain)?;
    let ports = places::take_ports(core, &mut domain, &mut undo)?;
    let listener = places::listen(&places)?;
    // Tap devices live as long as their descriptors: ours end with this function, QEMU's with QEMU.
    let mut descriptors = descriptors::open(core, &mut domain)?;
    let stream = incoming.as_ref().map(|incoming| descriptors.add_stream(&incoming.stream)).transpose()?;
    core.label_files(&domain)?;
    let (for_core, for_domain) = (Arc::clone(core), domain.clone());
    undo.push(move || for_core.unlabel_files(&for_domain));
    let defer = incoming.is_some();
    let origin = Origin::of(incoming.is_some(), moment.is_some());
    let (command, log_offset) = command::build(core, &domain, &binary, &places, listener, descriptors, defer)?;
    let cpu_key = cpu::key(&command);
    let process = spawn(core, &domain, command)?;
    let own = groups::Groups::of(core, places.id, &domain);
    undo.push(move || own.remove());
    let entered = groups::place_process(&domain, &process)
        .and_then(|()| groups::enter(core, &mut domain, places.id, &process))
        .inspect_err(|_| give_up(&process))?;
    let guest_listener = GuestListener::new(core, vm);
    let monitor = monitor::open(&process, &domain.name, &places, &guest_listener, log_offset)
        .inspect_err(|_| give_up(&process))?;
    let received = match (incoming.as_ref().zip(stream), &moment) {
        (Some((incoming, number)), _) => transfer::read(&monitor, number, &incoming.stream, binary.can_stay()),
        (None, Some((name, disks))) => crate::snapshots::load(&monitor, &domain, name, disks),
        (None, None) => Ok(()),
    };
    let parts = match received.and_then(|()| monitor::survey(core, &monitor, &binary, cpu_key, &mut domain)) {
        Ok((vcpu_threads, original_cpu)) => Parts {
            id: places.id,
            process,
            monitor,
            private_folder: places.private,
            channel_folder: places.channel,
            monitor_path: places.monitor,
            vcpu_threads,
            capability_flags: Arc::clone(&binary.flags),
            ports,
            groups: entered,
            last_node: 0,
            original_cpu,
            domain,
        },
        Err(error) => {
            give_up(&process);
            return Err(error);
        }
    };
    let live = Arc::new(Live::new(parts));
    limit(core, &live).inspect_err(|_| give_up(&live.process))?;
    let reference = publish(core, vm, &live, &guest_listener, Entry { paused, origin })
        .inspect_err(|_| take_back(core, vm, &live))?;
    undo.commit();
    Ok(reference)
}

/// Puts the guest's threads where its document wants them, and gives its disks their limits.
fn limit(core: &Core, live: &Live) -> Result<()> {
    let document = live.document();
    groups::place_all(core, live, &document.domain)?;
    crate::tuning::disks::throttle_all(&live.monitor, &document.domain)
}

/// A guest that was visible for a moment is none.
fn take_back(core: &Core, vm: &Vm, live: &Live) {
    live.ending.store(true, Ordering::Relaxed);
    give_up(&live.process);
    core.table.clear_id(live.id);
    let name = vm.snapshot().name.clone();
    for file in [core.paths.status(&name), core.paths.pid_file(&name)] {
        let _ = core.files.remove(&file, Durability::Volatile);
    }
}

/// Makes the guest visible, lets its CPUs run and tells about it.
fn publish(
    core: &Arc<Core>,
    vm: &Arc<Vm>,
    live: &Arc<Live>,
    listener: &Arc<GuestListener>,
    entry: Entry,
) -> Result<DomainRef> {
    core.table.set_id(live.id, vm);
    let waiting = match entry {
        Entry { paused: false, .. } => VIR_DOMAIN_PAUSED_STARTING_UP,
        // Compat: so libvirt calls a guest that was restored and waits.
        Entry { origin: Origin::Image, .. } => VIR_DOMAIN_PAUSED_MIGRATION,
        Entry { origin: Origin::Snapshot, .. } => VIR_DOMAIN_PAUSED_FROM_SNAPSHOT,
        Entry { origin: Origin::Boot, .. } => VIR_DOMAIN_PAUSED_USER,
    };
    let snapshot = vm.publish(|next| {
        next.live = Some(Arc::clone(live));
        next.state = State::new(VIR_DOMAIN_PAUSED, waiting);
        next.updated = false;
    });
    let pid = format!("{}\n", live.process.pid());
    let pid_file = core.paths.pid_file(&snapshot.name);
    let written = core.files.write_atomic(&pid_file, pid.as_bytes(), 0o644, Durability::Volatile);
    written.map_err(|e| Error::system(format!("cannot write '{}'", pid_file.display()), &e))?;
    // From here on a daemon that comes after us takes the guest over.
    core.save_status(vm)?;
    let reference = snapshot.reference();
    crate::agent::line::tell_of_start(core, reference.clone(), live);
    let restored = entry.origin != Origin::Boot;
    let (started, suspended, reason) = match entry.origin {
        Origin::Image => (Lifecycle::STARTED_RESTORED, Lifecycle::SUSPENDED_RESTORED, VIR_DOMAIN_RUNNING_RESTORED),
        Origin::Snapshot => {
            (Lifecycle::STARTED_SNAPSHOT, Lifecycle::SUSPENDED_SNAPSHOT, VIR_DOMAIN_RUNNING_FROM_SNAPSHOT)
        }
        Origin::Boot => (Lifecycle::STARTED, Lifecycle::SUSPENDED, VIR_DOMAIN_RUNNING_BOOTED),
    };
    if !entry.paused {
        live.command("cont", None)?;
    }
    // Compat: a guest that boots is told of as resumed and then started, one that goes on the other way round.
    if restored {
        core.emit(reference.clone(), started);
    }
    if !entry.paused {
        running(core, vm, State::new(VIR_DOMAIN_RUNNING, reason));
    }
    listener.attach(live);
    if !restored {
        core.emit(reference.clone(), started);
    }
    if entry.paused {
        core.emit(reference.clone(), suspended);
    }
    Ok(reference)
}

fn spawn(core: &Core, domain: &Domain, command: host::process::Command) -> Result<Process> {
    let program = command.program.display().to_string();
    let started = core.processes.spawn(command);
    started.map_err(|e| Error::system(format!("cannot start '{program}' for domain '{}'", domain.name), &e))
}

/// Ends a QEMU that never became a guest: there is nothing to flush.
fn give_up(process: &Process) {
    let _ = process.kill();
    let _ = process.wait(Duration::from_secs(10));
}

/// The first line of a start in the guest's log.
fn log_heading(binary: &KnownBinary) -> String {
    let now = timestamp(SystemClock.since_epoch());
    let uname = host::uname();
    let version = binary.capabilities.version();
    let (major, minor, micro) = (version / 1_000_000, version / 1000 % 1000, version % 1000);
    let package = binary.capabilities.document().package.as_ref().map_or("", |package| &package.0);
    format!(
        "{now}: starting up libvirt version: 11.3.0 (ferrovirt), qemu version: {major}.{minor}.{micro}{package}, kernel: {}, hostname: {}\n",
        uname.release, uname.nodename
    )
}
