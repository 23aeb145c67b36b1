//! Jobs on a disk of a running guest: pulling the images it stands on into it.
//!
//! A job's name in QEMU says what it is and on which disk (`pull-vda-libvirt-1-format`), so nothing has to be kept
//! beside it, and a daemon that comes after this one knows all of them.

use std::time::{Duration, Instant};

use conf::domain::Domain;
use conf::domain::disk::{BackingStore, Disk};
use serde_json::{Value, json};
use virt::constants::*;
use virt::events::{DomainEventBlockJob, DomainEventBlockJob2};
use virt::generated::domain::DomainBlockJobInfoReply;
use virt::{DomainRef, Error, ErrorCode, Event, Result};

use crate::block::find;
use crate::core::Core;
use crate::live::{Live, MONITOR_WAIT};
use crate::vm::Vm;
use crate::{flags, qemu_job};

/// A job's word in its name.
const PULL: &str = "pull";

/// How long a job that was called off may take to stop.
const CANCEL_WAIT: Duration = Duration::from_secs(30);

const MIB: u64 = 1 << 20;

fn disk_of<'d>(domain: &'d Domain, path: &str) -> Result<&'d Disk> {
    find(domain, path).ok_or_else(|| Error::invalid_arg(format!("disk '{path}' not found in domain")))
}

/// The job on a disk, as QEMU tells of it.
fn job_on(live: &Live, disk: &Disk) -> Result<Option<Value>> {
    let jobs = live.command("query-block-jobs", None)?;
    let prefix = format!("{PULL}-{}-", disk.target.dev);
    let is_it = |job: &&Value| job["device"].as_str().is_some_and(|name| name.starts_with(&prefix));
    Ok(jobs.as_array().into_iter().flatten().find(is_it).cloned())
}

/// Bytes a second of what a caller gave in MiB or bytes.
fn bytes_per_second(bandwidth: u64, in_bytes: bool) -> Result<u64> {
    let factor = if in_bytes { 1 } else { MIB };
    let too_large =
        || Error::new(ErrorCode::OVERFLOW, format!("bandwidth must be less than {}", i64::MAX as u64 / factor));
    bandwidth.checked_mul(factor).filter(|bytes| i64::try_from(*bytes).is_ok()).ok_or_else(too_large)
}

/// Refuses what cannot be done to a disk while a job is at work on it.
pub(crate) fn check_idle(live: &Live, disk: &Disk) -> Result<()> {
    match job_on(live, disk)? {
        Some(_) => {
            let message = format!("disk '{}' already in active block job", disk.target.dev);
            Err(Error::new(ErrorCode::BLOCK_COPY_ACTIVE, message))
        }
        None => Ok(()),
    }
}

/// Starts to copy what lies below a disk's image into it.
pub(crate) fn pull(core: &Core, dom: &DomainRef, path: &str, bandwidth: u64, flags: u32) -> Result<()> {
    let in_bytes = VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "qemuDomainBlockPull")?;
    let speed = bytes_per_second(bandwidth, flags & in_bytes != 0)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("block pull")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disk = disk_of(&document.domain, path)?;
    let dev = &disk.target.dev;
    if disk.source.is_empty() {
        return Err(Error::operation_invalid(format!("disk '{dev}' does not currently have a source assigned")));
    }
    check_idle(live, disk)?;
    let nodes = qemu_job::disk_nodes(&live.monitor)?;
    let node = nodes.iter().find(|(alias, _)| alias == disk.info.alias()).map(|(_, node)| node);
    let node = node.ok_or_else(|| Error::internal(format!("QEMU has no image of disk '{dev}' open")))?;
    let mut arguments = json!({ "job-id": format!("{PULL}-{dev}-{node}"), "device": node });
    if speed > 0 {
        arguments["speed"] = json!(speed);
    }
    live.command("block-stream", Some(arguments)).map(drop)
}

/// The same by the older call, which could also copy.
pub(crate) fn rebase(
    core: &Core,
    dom: &DomainRef,
    path: &str,
    base: Option<&str>,
    bandwidth: u64,
    flags: u32,
) -> Result<()> {
    if base.is_some() || flags & !VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES != 0 {
        let message = "only a pull of the whole chain is supported: no base, no copy";
        return Err(Error::new(ErrorCode::OPERATION_UNSUPPORTED, message));
    }
    let in_bytes = if flags != 0 { VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES } else { 0 };
    pull(core, dom, path, bandwidth, in_bytes)
}

/// What a disk's job has done so far.
pub(crate) fn info(core: &Core, dom: &DomainRef, path: &str, flags: u32) -> Result<DomainBlockJobInfoReply> {
    let in_bytes = VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES;
    flags::only(flags, in_bytes, "qemuDomainGetBlockJobInfo")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let Some(job) = job_on(live, disk_of(&document.domain, path)?)? else {
        return Ok(DomainBlockJobInfoReply::default());
    };
    let number = |field: &str| job[field].as_u64().unwrap_or(0);
    let speed = number("speed");
    Ok(DomainBlockJobInfoReply {
        found: 1,
        type_: VIR_DOMAIN_BLOCK_JOB_TYPE_PULL,
        bandwidth: if flags & in_bytes != 0 { speed } else { speed.div_ceil(MIB) },
        cur: number("offset"),
        end: number("len"),
    })
}

fn name_of(live: &Live, disk: &Disk) -> Result<String> {
    let job = job_on(live, disk)?;
    let name = job.as_ref().and_then(|job| job["device"].as_str()).map(str::to_owned);
    let message = || format!("disk {} does not have an active block job", disk.target.dev);
    name.ok_or_else(|| Error::operation_invalid(message()))
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
    let _job = vm.begin_job("block job abort")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let disk = disk_of(&document.domain, path)?;
    let name = name_of(live, disk)?;
    if flags & pivot != 0 {
        let message = format!("job type '{PULL}' does not support pivot");
        return Err(Error::operation_invalid(message));
    }
    live.command("block-job-cancel", Some(json!({ "device": name })))?;
    let deadline = Instant::now() + CANCEL_WAIT;
    while flags & in_its_time == 0 && job_on(live, disk)?.is_some() {
        if Instant::now() > deadline {
            let seconds = CANCEL_WAIT.as_secs();
            return Err(Error::operation_failed(format!("block job '{name}' did not stop within {seconds} s")));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
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
    let is_on = |disk: &&Disk| name.starts_with(&format!("{PULL}-{}-", disk.target.dev));
    let Some(disk) = document.domain.devices.disks.iter().find(is_on) else { return };
    if how == Ended::Completed {
        forget_chain(core, vm, live, disk);
    }
    let status = match how {
        Ended::Completed => VIR_DOMAIN_BLOCK_JOB_COMPLETED,
        Ended::Failed => VIR_DOMAIN_BLOCK_JOB_FAILED,
        Ended::Canceled => VIR_DOMAIN_BLOCK_JOB_CANCELED,
    };
    let (dom, type_) = (vm.snapshot().reference(), VIR_DOMAIN_BLOCK_JOB_TYPE_PULL);
    let path = disk.source.path().unwrap_or_default().to_owned();
    core.events.publish(Event::DomainEventBlockJob(DomainEventBlockJob { dom: dom.clone(), path, type_, status }));
    let dst = disk.target.dev.clone();
    core.events.publish(Event::DomainEventBlockJob2(DomainEventBlockJob2 { dom, dst, type_, status }));
}

/// The disk stands on nothing any more: QEMU closes what it stood on, and no document names it.
fn forget_chain(core: &Core, vm: &Vm, live: &Live, disk: &Disk) {
    let below = std::iter::successors(disk.backing_store.as_deref(), |layer| layer.backing_store.as_deref());
    for index in below.filter_map(|layer| layer.index) {
        for layer in ["format", "storage"] {
            let node = json!({ "node-name": format!("libvirt-{index}-{layer}") });
            // A layer without a format node of its own is fine.
            let _ = live.monitor.try_execute("blockdev-del", Some(node), MONITOR_WAIT);
        }
    }
    let mut domain = live.document().domain.clone();
    for other in domain.devices.disks.iter_mut().filter(|other| other.target.dev == disk.target.dev) {
        other.backing_store = Some(Box::new(BackingStore::default()));
    }
    live.set_document(domain);
    if let Err(error) = core.save_status(vm) {
        log::warn!("{error}");
    }
    if let Err(error) = forget_defined_chain(core, vm, disk) {
        log::error!("the definition still names the images below disk '{}': {error}", disk.target.dev);
    }
}

fn forget_defined_chain(core: &Core, vm: &Vm, disk: &Disk) -> Result<()> {
    let snapshot = vm.snapshot();
    let Some(definition) = &snapshot.definition else { return Ok(()) };
    let mut domain = definition.parse()?;
    let same = |other: &&mut Disk| other.target.dev == disk.target.dev && other.source.path() == disk.source.path();
    let Some(defined) = domain.devices.disks.iter_mut().find(same) else { return Ok(()) };
    if defined.backing_store.take().is_none() {
        return Ok(());
    }
    core.replace_definition(vm, &domain)
}
