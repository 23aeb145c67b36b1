//! Jobs on the disks of a running guest: pulls, commits and copies, whose progress is a matter of time alone.
//!
//! A job that may go as fast as it can needs a second; one with a limit goes at that many bytes a second.

use std::sync::Arc;
use std::time::Duration;

use conf::domain::disk::{Disk, Mirror};
use conf::domain::storage::{DiskSource, Format, ImageFormat};
use conf::domain::{Definition, Domain};
use conf::tune::bytes_per_second;
use virt::constants::*;
use virt::events::{DomainEventBlockJob, DomainEventBlockJob2};
use virt::generated::domain::DomainBlockJobInfoReply;
use virt::{DomainRef, Error, ErrorCode, Event, Result, TypedParam, TypedValue, flags, typed_param};

use crate::chain::{Chain, Layer};
use crate::core::Core;
use crate::guest::Guest;

/// How long a job takes that may go as fast as it can.
pub(crate) const FULL_SPEED: Duration = Duration::from_secs(1);
const MIB: u64 = 1 << 20;

/// What a job does to the disk's images.
#[derive(Debug, Clone, PartialEq)]
enum Work {
    /// Copies all images above this one, or all there are, into the first.
    Pull { base: Option<usize> },
    /// Writes the images from one to another into the latter.
    Commit { top: usize, base: usize },
    /// Copies the disk to another place.
    Copy { to: Layer, shallow: bool },
}

/// A job.
#[derive(Debug, Clone)]
pub(crate) struct BlockJob {
    work: Work,
    progress: Progress,
    /// Everything is copied; what the guest writes goes to both sides.
    ready: bool,
    /// Tells this job from a later one on the same disk.
    number: u64,
}

/// How far something is that goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Progress {
    /// When its speed was last set.
    since: Duration,
    /// Bytes that were done then.
    done: u64,
    /// Bytes in all.
    pub(crate) total: u64,
    /// Bytes a second; 0 for as fast as it can.
    pub(crate) speed: u64,
}

impl Progress {
    pub(crate) fn start(now: Duration, total: u64, speed: u64) -> Progress {
        Progress { since: now, done: 0, total, speed }
    }

    fn rate(&self) -> u64 {
        if self.speed == 0 { self.total.max(1) / FULL_SPEED.as_secs() } else { self.speed }
    }

    /// Bytes done by now.
    pub(crate) fn done(&self, now: Duration) -> u64 {
        let passed = now.saturating_sub(self.since).as_micros();
        let moved = passed.saturating_mul(self.rate().into()) / 1_000_000;
        self.done.saturating_add(u64::try_from(moved).unwrap_or(u64::MAX)).min(self.total)
    }

    /// How long until everything is done.
    pub(crate) fn left(&self, now: Duration) -> Duration {
        let left = u128::from(self.total - self.done(now)) * 1_000_000;
        Duration::from_micros(u64::try_from(left.div_ceil(self.rate().into())).unwrap_or(u64::MAX))
    }

    /// Changes its speed from now on.
    pub(crate) fn set_speed(&mut self, now: Duration, speed: u64) {
        *self = Progress { since: now, done: self.done(now), total: self.total, speed };
    }
}

impl Work {
    fn kind(&self) -> i32 {
        match self {
            Work::Pull { .. } => VIR_DOMAIN_BLOCK_JOB_TYPE_PULL,
            Work::Commit { top: 0, .. } => VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT,
            Work::Commit { .. } => VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT,
            Work::Copy { .. } => VIR_DOMAIN_BLOCK_JOB_TYPE_COPY,
        }
    }

    /// Whether the job waits, when it has copied everything, until it is told to end.
    fn waits(&self) -> bool {
        matches!(self, Work::Copy { .. } | Work::Commit { top: 0, .. })
    }

    /// What the document says of the other side meanwhile.
    fn mirror(&self, chain: &Chain) -> Option<Mirror> {
        let (job, layer) = match self {
            Work::Copy { to, .. } => ("copy", to),
            Work::Commit { top: 0, base } => ("active-commit", chain.layers.get(*base)?),
            _ => return None,
        };
        let format = layer.format.map(|kind| Format { kind, metadata_cache: None });
        Some(Mirror {
            job: Some(job.to_owned()),
            ready: None,
            format,
            source: layer.source.clone(),
            backing_store: None,
        })
    }

    /// The images when the job is done.
    fn result(&self, chain: &Chain) -> Chain {
        let mut next = chain.clone();
        let layers = &mut next.layers;
        match self {
            Work::Pull { base } => {
                let below = base.map_or_else(Vec::new, |base| layers.split_off(base.min(layers.len())));
                layers.truncate(1);
                layers.extend(below);
            }
            // The disk may have got other images since.
            Work::Commit { top, base } => {
                let end = (*base).min(layers.len().saturating_sub(1));
                drop(layers.drain((*top).min(end)..end));
            }
            Work::Copy { to, shallow } => {
                layers[0] = to.clone();
                layers.truncate(if *shallow { layers.len() } else { 1 });
            }
        }
        next
    }
}

/// The disk of a document that a path or a name means.
fn disk_of<'d>(domain: &'d mut Domain, path: &str) -> Result<&'d mut Disk> {
    let found =
        domain.devices.disks.iter_mut().find(|disk| disk.target.dev == path || disk.source.path() == Some(path));
    found.ok_or_else(|| Error::invalid_arg(format!("disk '{path}' not found in domain")))
}

/// The events of a job, by the path of the disk's image and by its name.
fn told(guest: &Guest, target: &str, source: Option<&str>, kind: i32, status: i32) -> Vec<Event> {
    let dom = guest.reference();
    let by_path = source.map(|path| {
        let path = path.to_owned();
        Event::DomainEventBlockJob(DomainEventBlockJob { dom: dom.clone(), path, type_: kind, status })
    });
    let by_name = Event::DomainEventBlockJob2(DomainEventBlockJob2 {
        dom: dom.clone(),
        dst: target.to_owned(),
        type_: kind,
        status,
    });
    by_path.into_iter().chain([by_name]).collect()
}

/// Refuses to go on with a disk that a job is at work on.
pub(crate) fn check_idle(guest: &Guest, target: &str) -> Result<()> {
    match guest.live.as_ref().is_some_and(|live| live.runtime.block_jobs.contains_key(target)) {
        true => Err(Error::new(ErrorCode::BLOCK_COPY_ACTIVE, format!("disk '{target}' already in active block job"))),
        false => Ok(()),
    }
}

/// Begins a job; `work` is what the disk's images are looked at for.
fn start(
    core: &Arc<Core>,
    dom: &DomainRef,
    path: &str,
    speed: u64,
    work: impl FnOnce(&Chain) -> Result<Work>,
) -> Result<()> {
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let mut domain = guest.document(true)?;
    let disk = disk_of(&mut domain, path)?;
    let target = disk.target.dev.clone();
    if disk.source.is_empty() {
        return Err(Error::operation_invalid(format!("disk '{target}' does not currently have a source assigned")));
    }
    check_idle(&guest, &target)?;
    let chain = Chain::of(disk);
    let work = work(&chain)?;
    disk.mirror = work.mirror(&chain).map(Box::new);
    let progress = Progress::start(core.clock.monotonic(), guest.capacity(&target), speed);
    let number = core.take_serial();
    guest.change_live(|live| {
        live.document = Definition::live(&domain);
        live.runtime.block_jobs.insert(target.clone(), BlockJob { work, progress, ready: false, number });
    });
    let dom = turn.publish(guest, None).reference();
    await_end(core, dom, target, number, progress);
    Ok(())
}

/// Does what has to be done when the job has copied everything.
fn await_end(core: &Arc<Core>, dom: DomainRef, target: String, number: u64, progress: Progress) {
    core.later(progress.left(core.clock.monotonic()), move |core| {
        let Ok((turn, mut guest)) = core.begin(&dom) else { return };
        let is_it = |guest: &Guest| guest.live.as_ref().and_then(|live| live.runtime.block_jobs.get(&target)).cloned();
        let Some(job) = is_it(&guest).filter(|job| job.number == number && !job.ready) else { return };
        let now = core.clock.monotonic();
        if job.progress.done(now) < job.progress.total {
            // It was slowed down since; another look is on the agenda.
            return;
        }
        match finish(&mut guest, &target, job) {
            Ok(events) => drop(turn.publish(guest, events)),
            Err(error) => {
                log::warn!("the job on '{target}' of '{}' cannot end: {error}", guest.name);
                guest.change_live(|live| _ = live.runtime.block_jobs.remove(&target));
                turn.publish(guest, None);
            }
        }
    });
}

fn finish(guest: &mut Guest, target: &str, mut job: BlockJob) -> Result<Vec<Event>> {
    let mut domain = guest.document(true)?;
    let disk = disk_of(&mut domain, target)?;
    let (kind, path) = (job.work.kind(), disk.source.path().map(str::to_owned));
    let status = if job.work.waits() { VIR_DOMAIN_BLOCK_JOB_READY } else { VIR_DOMAIN_BLOCK_JOB_COMPLETED };
    let next = match job.work.waits() {
        true => {
            if let Some(mirror) = &mut disk.mirror {
                mirror.ready = Some("yes".to_owned());
            }
            job.ready = true;
            Some(job)
        }
        false => {
            job.work.result(&Chain::of(disk)).put(disk);
            None
        }
    };
    settle(guest, &domain, target, next);
    Ok(told(guest, target, path.as_deref(), kind, status))
}

/// Publishes a changed document and what remains of a job.
fn settle(guest: &mut Guest, domain: &Domain, target: &str, job: Option<BlockJob>) {
    guest.change_live(|live| {
        live.document = Definition::live(domain);
        match job {
            Some(job) => drop(live.runtime.block_jobs.insert(target.to_owned(), job)),
            None => drop(live.runtime.block_jobs.remove(target)),
        }
    });
}

pub(crate) fn pull(core: &Arc<Core>, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES, "testDomainBlockPull")?;
    start(core, dom, path, bytes_per_second(bandwidth, flags != 0)?, |_| Ok(Work::Pull { base: None }))
}

/// A pull down to an image, or a copy.
pub(crate) fn rebase(
    core: &Arc<Core>,
    dom: &DomainRef,
    path: &str,
    base: Option<&str>,
    bandwidth: u64,
    flags: u32,
) -> Result<()> {
    const COPY: u32 = VIR_DOMAIN_BLOCK_REBASE_COPY;
    const ONLY_COPY: u32 = VIR_DOMAIN_BLOCK_REBASE_SHALLOW
        | VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT
        | VIR_DOMAIN_BLOCK_REBASE_COPY_RAW
        | VIR_DOMAIN_BLOCK_REBASE_COPY_DEV;
    const IN_BYTES: u32 = VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES;
    flags::only(flags, COPY | ONLY_COPY | IN_BYTES | VIR_DOMAIN_BLOCK_REBASE_RELATIVE, "testDomainBlockRebase")?;
    if flags & ONLY_COPY != 0 && flags & COPY == 0 {
        return Err(Error::bad_argument("flags of a copy are given, but not 'VIR_DOMAIN_BLOCK_REBASE_COPY'"));
    }
    let speed = bytes_per_second(bandwidth, flags & IN_BYTES != 0)?;
    start(core, dom, path, speed, |chain| match (flags & COPY != 0, base) {
        (true, None) => Err(Error::invalid_arg("the place of the copy is missing")),
        (true, Some(place)) => {
            let source = match flags & VIR_DOMAIN_BLOCK_REBASE_COPY_DEV != 0 {
                true => DiskSource::Block { dev: Some(place.to_owned()), common: Default::default() },
                false => DiskSource::file(place.to_owned()),
            };
            let raw = flags & VIR_DOMAIN_BLOCK_REBASE_COPY_RAW != 0;
            let format = if raw { Some(ImageFormat::Raw) } else { chain.layers.first().and_then(|layer| layer.format) };
            Ok(Work::Copy { to: Layer { source, format }, shallow: flags & VIR_DOMAIN_BLOCK_REBASE_SHALLOW != 0 })
        }
        (false, base) => Ok(Work::Pull { base: base.map(|base| chain.find(base)).transpose()?.filter(|at| *at > 0) }),
    })
}

/// The place that a document of a disk describes.
fn place(text: &str) -> Result<Layer> {
    conf::tune::copy::target(text).map(|(source, format)| Layer { source, format })
}

pub(crate) fn copy(
    core: &Arc<Core>,
    dom: &DomainRef,
    path: &str,
    text: &str,
    params: &[TypedParam],
    flags: u32,
) -> Result<()> {
    let known = VIR_DOMAIN_BLOCK_COPY_SHALLOW
        | VIR_DOMAIN_BLOCK_COPY_REUSE_EXT
        | VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB
        | VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES;
    flags::only(flags, known, "testDomainBlockCopy")?;
    typed_param::check(params, &conf::tune::copy::PARAMS)?;
    let speed = match typed_param::find(params, VIR_DOMAIN_BLOCK_COPY_BANDWIDTH) {
        Some(TypedValue::Ullong(speed)) => bytes_per_second(*speed, true)?,
        _ => 0,
    };
    if let Some(TypedValue::Uint(granularity)) = typed_param::find(params, VIR_DOMAIN_BLOCK_COPY_GRANULARITY)
        && *granularity != 0
        && !granularity.is_power_of_two()
    {
        return Err(Error::invalid_arg(format!("granularity must be power of 2, not {granularity}")));
    }
    let to = place(text)?;
    start(core, dom, path, speed, |_| Ok(Work::Copy { to, shallow: flags & VIR_DOMAIN_BLOCK_COPY_SHALLOW != 0 }))
}

pub(crate) fn commit(
    core: &Arc<Core>,
    dom: &DomainRef,
    path: &str,
    (base, top): (Option<&str>, Option<&str>),
    bandwidth: u64,
    flags: u32,
) -> Result<()> {
    let (shallow, active) = (VIR_DOMAIN_BLOCK_COMMIT_SHALLOW, VIR_DOMAIN_BLOCK_COMMIT_ACTIVE);
    let in_bytes = VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES;
    let known = shallow | active | in_bytes | VIR_DOMAIN_BLOCK_COMMIT_DELETE | VIR_DOMAIN_BLOCK_COMMIT_RELATIVE;
    flags::only(flags, known, "testDomainBlockCommit")?;
    let speed = bytes_per_second(bandwidth, flags & in_bytes != 0)?;
    start(core, dom, path, speed, |chain| {
        let top = top.map_or(Ok(0), |top| chain.find(top))?;
        if top == 0 && flags & active == 0 {
            return Err(Error::invalid_arg(format!("commit of '{path}' active layer requires active flag")));
        }
        if top != 0 && flags & active != 0 {
            return Err(Error::invalid_arg(format!("active commit requested but '{path}' is not active")));
        }
        let base = match base {
            Some(base) => chain.find(base)?,
            None if flags & shallow != 0 => top + 1,
            None => chain.layers.len() - 1,
        };
        if top + 1 >= chain.layers.len() {
            return Err(Error::invalid_arg(format!("the top image of '{path}' has no backing file to commit to")));
        }
        match base > top && (flags & shallow == 0 || base == top + 1) {
            true => Ok(Work::Commit { top, base }),
            false => Err(Error::invalid_arg(format!("the base is not below the top in the chain of '{path}'"))),
        }
    })
}

/// The guest that runs, and the name of the disk that is meant.
fn meant(guest: &Guest, path: &str) -> Result<String> {
    guest.running()?;
    Ok(disk_of(&mut guest.document(true)?, path)?.target.dev.clone())
}

pub(crate) fn info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
    let in_bytes = VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "testDomainGetBlockJobInfo")?;
    let guest = core.guest(dom)?;
    let target = meant(&guest, path)?;
    let Some(job) = guest.running()?.runtime.block_jobs.get(&target) else {
        return Ok(DomainBlockJobInfoReply::default());
    };
    let Progress { speed, total, .. } = job.progress;
    Ok(DomainBlockJobInfoReply {
        found: 1,
        type_: job.work.kind(),
        bandwidth: if flags & in_bytes != 0 { speed } else { speed.div_ceil(MIB) },
        cur: job.progress.done(core.clock.monotonic()),
        end: total,
    })
}

fn job_of(guest: &Guest, target: &str) -> Result<BlockJob> {
    let job = guest.running()?.runtime.block_jobs.get(target);
    job.cloned().ok_or_else(|| Error::operation_invalid(format!("disk {target} does not have an active block job")))
}

pub(crate) fn set_speed(core: &Arc<Core>, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES, "testDomainBlockJobSetSpeed")?;
    let speed = bytes_per_second(bandwidth, flags != 0)?;
    let (turn, mut guest) = core.begin(dom)?;
    let target = meant(&guest, path)?;
    let mut job = job_of(&guest, &target)?;
    job.progress.set_speed(core.clock.monotonic(), speed);
    let (number, progress) = (job.number, job.progress);
    guest.change_live(|live| _ = live.runtime.block_jobs.insert(target.clone(), job));
    let dom = turn.publish(guest, None).reference();
    await_end(core, dom, target, number, progress);
    Ok(())
}

/// Ends a job: the guest goes on with the other side, or as if nothing had been.
pub(crate) fn abort(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<()> {
    let pivot = VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT;
    flags::only(flags, pivot | VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC, "testDomainBlockJobAbort")?;
    let (turn, mut guest) = core.begin(dom)?;
    let target = meant(&guest, path)?;
    let job = job_of(&guest, &target)?;
    let mut domain = guest.document(true)?;
    let disk = disk_of(&mut domain, &target)?;
    let old = disk.source.path().map(str::to_owned);
    let status = match flags & pivot != 0 {
        true if !job.work.waits() => {
            return Err(Error::operation_invalid("job type does not support pivot"));
        }
        true if !job.ready => {
            let message = format!("block copy still active: disk '{target}' not ready for pivot yet");
            return Err(Error::new(ErrorCode::BLOCK_COPY_ACTIVE, message));
        }
        true => {
            let next = job.work.result(&Chain::of(disk));
            pivot_definition(&mut guest, &target, old.as_deref(), &next)?;
            next.put(disk);
            VIR_DOMAIN_BLOCK_JOB_COMPLETED
        }
        false => VIR_DOMAIN_BLOCK_JOB_CANCELED,
    };
    disk.mirror = None;
    settle(&mut guest, &domain, &target, None);
    let events = told(&guest, &target, old.as_deref(), job.work.kind(), status);
    turn.publish(guest, events);
    Ok(())
}

/// A definition that has the same disk has the new images too.
fn pivot_definition(guest: &mut Guest, target: &str, old: Option<&str>, next: &Chain) -> Result<()> {
    let Some(definition) = &guest.definition else { return Ok(()) };
    let mut domain = definition.parse()?;
    if let Ok(disk) = disk_of(&mut domain, target)
        && disk.source.path() == old
    {
        next.clone().put(disk);
        guest.definition = Some(Arc::new(Definition::new(&domain)));
    }
    Ok(())
}
