//! Jobs on a disk of a running guest: pulling the images it stands on into it, writing it into them, copying it.
//!
//! A job's name in QEMU says what it is and on which disk (`pull-vda-libvirt-1-format`), so nothing has to be kept
//! beside it, and a daemon that comes after this one knows all of them. Where the guest writes to two places, its
//! document says so (`<mirror>`), and also how that is to end.

mod chain;
pub(crate) mod commit;
pub(crate) mod copy;
pub(crate) mod pull;

use std::time::{Duration, Instant};

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::tune::bytes_per_second;
use serde_json::{Value, json};
use virt::constants::*;
use virt::events::{DomainEventBlockJob, DomainEventBlockJob2};
use virt::generated::domain::DomainBlockJobInfoReply;
use virt::{DomainRef, Error, ErrorCode, Event, Result};

use crate::block::find;
use crate::core::Core;
use crate::flags;
use crate::live::{Live, MONITOR_WAIT};
use crate::vm::Vm;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pull,
    Commit,
    ActiveCommit,
    Copy,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Pull, Kind::Commit, Kind::ActiveCommit, Kind::Copy];

    /// How the name of such a job on a disk begins.
    fn prefix(self, dev: &str) -> String {
        let word = match self {
            Kind::Pull => PULL,
            Kind::Commit => "commit",
            Kind::ActiveCommit => "active",
            Kind::Copy => "copy",
        };
        format!("{word}-{dev}-")
    }

    /// What a job on a disk is, and the rest of its name.
    fn read<'n>(name: &'n str, dev: &str) -> Option<(Kind, &'n str)> {
        Kind::ALL.into_iter().find_map(|kind| Some((kind, name.strip_prefix(&kind.prefix(dev))?)))
    }

    fn number(self) -> i32 {
        match self {
            Kind::Pull => VIR_DOMAIN_BLOCK_JOB_TYPE_PULL,
            Kind::Commit => VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT,
            Kind::ActiveCommit => VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT,
            Kind::Copy => VIR_DOMAIN_BLOCK_JOB_TYPE_COPY,
        }
    }

    /// Whether it goes on until somebody says how it is to end.
    fn waits(self) -> bool {
        matches!(self, Kind::ActiveCommit | Kind::Copy)
    }
}

/// The word of a pull in its name.
const PULL: &str = "pull";

/// How a job that waits is to end, as the document says it.
const PIVOT: &str = "pivot";
const ABORT: &str = "abort";

/// How long a job that was called off may take to stop.
const CANCEL_WAIT: Duration = Duration::from_secs(30);

const MIB: u64 = 1 << 20;

fn disk_of<'d>(domain: &'d Domain, path: &str) -> Result<&'d Disk> {
    find(domain, path).ok_or_else(|| Error::invalid_arg(format!("disk '{path}' not found in domain")))
}

/// The job on a disk, as QEMU tells of it.
fn job_on(live: &Live, disk: &Disk) -> Result<Option<Value>> {
    let jobs = live.command("query-block-jobs", None)?;
    let is_it = |job: &&Value| job["device"].as_str().is_some_and(|name| Kind::read(name, &disk.target.dev).is_some());
    Ok(jobs.as_array().into_iter().flatten().find(is_it).cloned())
}

/// Refuses what cannot be done to a disk while a job is at work on it.
pub(crate) fn check_idle(live: &Live, disk: &Disk) -> Result<()> {
    match disk.mirror.is_some() || job_on(live, disk)?.is_some() {
        true => {
            let message = format!("disk '{}' already in active block job", disk.target.dev);
            Err(Error::new(ErrorCode::BLOCK_COPY_ACTIVE, message))
        }
        false => Ok(()),
    }
}

/// The same, and what cannot be done to a drive without a medium.
fn check_image(live: &Live, disk: &Disk) -> Result<()> {
    let dev = &disk.target.dev;
    match disk.source.is_empty() {
        true => Err(Error::operation_invalid(format!("disk '{dev}' does not currently have a source assigned"))),
        false => check_idle(live, disk),
    }
}

/// What a disk's job has done so far.
pub(crate) fn info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
    let in_bytes = VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "qemuDomainGetBlockJobInfo")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disk = disk_of(&document.domain, path)?;
    let Some(job) = job_on(live, disk)? else {
        return Ok(DomainBlockJobInfoReply::default());
    };
    let kind = job["device"].as_str().and_then(|name| Kind::read(name, &disk.target.dev));
    let number = |field: &str| job[field].as_u64().unwrap_or(0);
    let speed = number("speed");
    Ok(DomainBlockJobInfoReply {
        found: 1,
        type_: kind.map_or(VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN, |(kind, _)| kind.number()),
        bandwidth: if flags & in_bytes != 0 { speed } else { speed.div_ceil(MIB) },
        cur: number("offset"),
        end: number("len"),
    })
}

fn name_of(live: &Live, disk: &Disk) -> Result<String> {
    let job = job_on(live, disk)?;
    let name = job.as_ref().and_then(|job| job["device"].as_str()).map(str::to_owned);
    let message = || format!("disk {} does not have an active block job", disk.target.dev);
    name.ok_or_else(|| Error::invalid_arg(message()))
}

/// Sets how fast a disk's job may go.
pub(crate) fn set_speed(core: &Core, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
    let in_bytes = VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "qemuDomainBlockJobSetSpeed")?;
    let speed = bytes_per_second(bandwidth, flags & in_bytes != 0)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("block job speed")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let name = name_of(live, disk_of(&document.domain, path)?)?;
    live.command("block-job-set-speed", Some(json!({ "device": name, "speed": speed }))).map(drop)
}

/// Calls a disk's job off; unless that is to happen in its own time, waits until it has stopped.
pub(crate) fn abort(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
    let (in_its_time, pivot) = (VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC, VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT);
    flags::only(flags, in_its_time | pivot, "qemuDomainBlockJobAbort")?;
    let vm = core.table.find(dom)?;
    let job = vm.begin_job("block job abort")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disk = disk_of(&document.domain, path)?;
    let name = name_of(live, disk)?;
    let kind = Kind::read(&name, &disk.target.dev).map_or(Kind::Pull, |(kind, _)| kind);
    let pivots = flags & pivot != 0;
    if pivots && !kind.waits() {
        let word = if kind == Kind::Commit { "commit" } else { PULL };
        return Err(Error::operation_invalid(format!("job type '{word}' does not support pivot")));
    }
    if kind.waits() {
        let ready = disk.mirror.as_ref().and_then(|mirror| mirror.ready.as_deref());
        if pivots && ready != Some("yes") {
            let message = format!("block job '{}' not ready for pivot yet", disk.target.dev);
            return Err(Error::new(ErrorCode::BLOCK_COPY_ACTIVE, message));
        }
        mark(core, &vm, live, &disk.target.dev, if pivots { PIVOT } else { ABORT })?;
    }
    let asked = match pivots {
        true => live.command("job-complete", Some(json!({ "id": name }))),
        false => live.command("block-job-cancel", Some(json!({ "device": name }))),
    };
    if let Err(error) = asked {
        if kind.waits() {
            mark(core, &vm, live, &disk.target.dev, "yes")?;
        }
        return Err(error);
    }
    if flags & in_its_time != 0 {
        return Ok(());
    }
    // Whoever hears of the job's end needs the guest's job to put that into the document.
    drop(job);
    await_end(live, disk, &name, kind)
}

/// Waits until a job has ended, and the document says so.
fn await_end(live: &Live, disk: &Disk, name: &str, kind: Kind) -> Result<()> {
    let deadline = Instant::now() + CANCEL_WAIT;
    loop {
        let document = live.document();
        let settled = !kind.waits() || disk_of(&document.domain, &disk.target.dev)?.mirror.is_none();
        if settled && job_on(live, disk)?.is_none() {
            return Ok(());
        }
        if Instant::now() > deadline {
            let seconds = CANCEL_WAIT.as_secs();
            return Err(Error::operation_failed(format!("block job '{name}' did not stop within {seconds} s")));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Writes down how far a job that waits is, or how it is to end.
fn mark(core: &Core, vm: &Vm, live: &Live, dev: &str, word: &str) -> Result<()> {
    let mut domain = live.document().domain.clone();
    let disks = domain.devices.disks.iter_mut().filter(|disk| disk.target.dev == dev);
    for mirror in disks.filter_map(|disk| disk.mirror.as_deref_mut()) {
        mirror.ready = Some(word.to_owned());
    }
    live.set_document(domain);
    core.save_status(vm)
}

/// The disk that a job of this name is on, with what the job is and the rest of its name.
fn disk_with<'d, 'n>(domain: &'d Domain, name: &'n str) -> Option<(&'d Disk, Kind, &'n str)> {
    domain.devices.disks.iter().find_map(|disk| {
        let (kind, rest) = Kind::read(name, &disk.target.dev)?;
        Some((disk, kind, rest))
    })
}

/// Everything is copied: from now on both places are the same, until somebody says how it is to end.
pub(crate) fn ready(core: &Core, vm: &Vm, live: &Live, name: &str) {
    let Ok(_job) = vm.begin_last_job("block job ready") else { return };
    let document = live.document();
    let Some((disk, kind, _)) = disk_with(&document.domain, name) else { return };
    if disk.mirror.as_ref().is_none_or(|mirror| mirror.ready.is_some()) {
        return;
    }
    if let Err(error) = mark(core, vm, live, &disk.target.dev, "yes") {
        log::warn!("{error}");
    }
    tell(core, vm, disk, kind, VIR_DOMAIN_BLOCK_JOB_READY);
}

fn tell(core: &Core, vm: &Vm, disk: &Disk, kind: Kind, status: i32) {
    let (dom, type_) = (vm.snapshot().reference(), kind.number());
    let path = disk.source.path().unwrap_or_default().to_owned();
    core.events.publish(Event::DomainEventBlockJob(DomainEventBlockJob { dom: dom.clone(), path, type_, status }));
    let dst = disk.target.dev.clone();
    core.events.publish(Event::DomainEventBlockJob2(DomainEventBlockJob2 { dom, dst, type_, status }));
}

/// How a job has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Completed,
    Failed,
    Canceled,
}

/// QEMU tells that a job has ended: the document follows, and clients hear of it. Runs off the monitor's own thread.
pub(crate) fn ended(core: &Core, vm: &Vm, live: &Live, name: &str, how: Ended) {
    let Ok(_job) = vm.begin_last_job("block job end") else { return };
    let document = live.document();
    let Some((disk, kind, rest)) = disk_with(&document.domain, name) else { return };
    let wish = disk.mirror.as_ref().and_then(|mirror| mirror.ready.as_deref());
    // A copy that is called off once it is complete ends like one that was not.
    let how = if how == Ended::Completed && kind.waits() && wish != Some(PIVOT) { Ended::Canceled } else { how };
    let completed = how == Ended::Completed;
    let settled = match kind {
        Kind::Pull if completed => pull::done(core, vm, live, disk, rest),
        Kind::Pull => Ok(()),
        Kind::Copy => copy::done(core, vm, live, disk, completed),
        Kind::Commit | Kind::ActiveCommit if completed => commit::done(core, vm, live, disk, rest),
        Kind::Commit | Kind::ActiveCommit => forget_mirror(core, vm, live, disk),
    };
    if let Err(error) = settled {
        log::error!("after block job '{name}': {error}");
    }
    let status = match how {
        Ended::Completed => VIR_DOMAIN_BLOCK_JOB_COMPLETED,
        Ended::Failed => VIR_DOMAIN_BLOCK_JOB_FAILED,
        Ended::Canceled => VIR_DOMAIN_BLOCK_JOB_CANCELED,
    };
    let after = live.document();
    let disk = disk_of(&after.domain, &disk.target.dev).unwrap_or(disk);
    tell(core, vm, disk, kind, status);
}

/// The guest writes to one place only again.
fn forget_mirror(core: &Core, vm: &Vm, live: &Live, disk: &Disk) -> Result<()> {
    let mut domain = live.document().domain.clone();
    for other in domain.devices.disks.iter_mut().filter(|other| other.target.dev == disk.target.dev) {
        other.mirror = None;
    }
    live.set_document(domain);
    core.save_status(vm)
}

/// Takes up what has become of jobs that wait while no daemon listened.
pub(crate) fn catch_up(core: &Core, vm: &Vm, live: &Live) {
    let Ok(Ok(jobs)) = live.monitor.try_execute("query-block-jobs", None, MONITOR_WAIT) else { return };
    let document = live.document();
    for disk in document.domain.devices.disks.iter().filter(|disk| disk.mirror.is_some()) {
        let name =
            |job: &&Value| job["device"].as_str().is_some_and(|name| Kind::read(name, &disk.target.dev).is_some());
        let marked = match jobs.as_array().into_iter().flatten().find(name) {
            Some(job) if job["ready"] == true => mark(core, vm, live, &disk.target.dev, "yes"),
            Some(_) => Ok(()),
            None => forget_mirror(core, vm, live, disk),
        };
        if let Err(error) = marked {
            log::warn!("{error}");
        }
    }
}
