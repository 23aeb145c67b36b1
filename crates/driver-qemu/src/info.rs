//! Small facts about a guest: state, memory, CPUs, type.

use virt::constants::*;
use virt::generated::domain::*;
use virt::{DomainRef, Error, Result, TypedParam};

use crate::core::Core;
use crate::flags;
use crate::live::Live;
use crate::transfer::Progress;

/// CPU time that a guest's QEMU has used, in nanoseconds; 0 once it has ended.
pub(crate) fn cpu_time(core: &Core, live: &Live) -> u64 {
    core.proc.usage(live.process.pid()).map_or(0, |usage| usage.user_ns.saturating_add(usage.system_ns))
}

pub(crate) fn info(core: &Core, dom: &DomainRef) -> Result<DomainInfoReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    let (max_mem, memory, vcpus) = snapshot.with_summary(|s| (s.max_memory_kib, s.memory_kib, s.vcpus))?;
    Ok(DomainInfoReply {
        state: u8::try_from(snapshot.state.state).unwrap_or(0),
        max_mem,
        memory: snapshot.live.as_ref().map_or(memory, |live| live.balloon()),
        nr_virt_cpu: u16::try_from(vcpus).unwrap_or(u16::MAX),
        cpu_time: snapshot.live.as_ref().map_or(0, |live| cpu_time(core, live)),
    })
}

pub(crate) fn state(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
    flags::only(flags, 0, "qemuDomainGetState")?;
    let state = core.table.find(dom)?.snapshot().state;
    Ok(DomainStateReply { state: state.state, reason: state.reason })
}

pub(crate) fn max_memory(core: &Core, dom: &DomainRef) -> Result<u64> {
    core.table.find(dom)?.snapshot().with_summary(|s| s.max_memory_kib)
}

pub(crate) fn os_type(core: &Core, dom: &DomainRef) -> Result<String> {
    core.table.find(dom)?.snapshot().with_summary(|s| s.os_type.clone())
}

pub(crate) fn is_active(core: &Core, dom: &DomainRef) -> Result<i32> {
    Ok(core.table.find(dom)?.snapshot().is_active().into())
}

pub(crate) fn is_persistent(core: &Core, dom: &DomainRef) -> Result<i32> {
    Ok(core.table.find(dom)?.snapshot().is_persistent().into())
}

pub(crate) fn is_updated(core: &Core, dom: &DomainRef) -> Result<i32> {
    Ok(core.table.find(dom)?.snapshot().updated.into())
}

/// Whether the monitor is free, busy with a job or out of order.
pub(crate) fn control_info(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
    flags::only(flags, 0, "qemuDomainGetControlInfo")?;
    let vm = core.table.find(dom)?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let milliseconds = |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let reply = |state: i32, details: i32, state_time: u64| DomainControlInfoReply {
        state: state.unsigned_abs(),
        details: details.unsigned_abs(),
        state_time,
    };
    if live.monitor.is_closed() {
        return Ok(reply(VIR_DOMAIN_CONTROL_ERROR, VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR, 0));
    }
    Ok(match (live.monitor.unanswered_for(), vm.job().holder()) {
        (Some(waiting), _) => reply(VIR_DOMAIN_CONTROL_OCCUPIED, 0, milliseconds(waiting)),
        (None, Some(holder)) => reply(VIR_DOMAIN_CONTROL_JOB, 0, milliseconds(holder.since.elapsed())),
        (None, None) => reply(VIR_DOMAIN_CONTROL_OK, 0, 0),
    })
}

/// How far a save is; other jobs move no data.
pub(crate) fn job_info(core: &Core, dom: &DomainRef) -> Result<DomainJobInfoReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    let Some(progress) = snapshot.running()?.transfer.progress() else {
        return Ok(DomainJobInfoReply { type_: VIR_DOMAIN_JOB_NONE, ..DomainJobInfoReply::default() });
    };
    Ok(DomainJobInfoReply {
        type_: VIR_DOMAIN_JOB_UNBOUNDED,
        time_elapsed: elapsed(&progress),
        data_total: progress.total,
        data_processed: progress.processed,
        data_remaining: progress.remaining,
        mem_total: progress.total,
        mem_processed: progress.processed,
        mem_remaining: progress.remaining,
        ..DomainJobInfoReply::default()
    })
}

fn elapsed(progress: &Progress) -> u64 {
    u64::try_from(progress.since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

pub(crate) fn job_stats(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
    const COMPLETED: u32 = VIR_DOMAIN_JOB_STATS_COMPLETED;
    flags::only(flags, COMPLETED | VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED, "qemuDomainGetJobStats")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let progress = match flags & COMPLETED {
        0 => snapshot.running()?.transfer.progress(),
        _ => None,
    };
    let Some(progress) = progress else {
        return Ok(DomainJobStatsReply { type_: VIR_DOMAIN_JOB_NONE, params: Vec::new() });
    };
    let params = vec![
        TypedParam::new(VIR_DOMAIN_JOB_OPERATION, VIR_DOMAIN_JOB_OPERATION_SAVE),
        TypedParam::new(VIR_DOMAIN_JOB_TIME_ELAPSED, elapsed(&progress)),
        TypedParam::new(VIR_DOMAIN_JOB_DATA_TOTAL, progress.total),
        TypedParam::new(VIR_DOMAIN_JOB_DATA_PROCESSED, progress.processed),
        TypedParam::new(VIR_DOMAIN_JOB_DATA_REMAINING, progress.remaining),
        TypedParam::new(VIR_DOMAIN_JOB_MEMORY_TOTAL, progress.total),
        TypedParam::new(VIR_DOMAIN_JOB_MEMORY_PROCESSED, progress.processed),
        TypedParam::new(VIR_DOMAIN_JOB_MEMORY_REMAINING, progress.remaining),
    ];
    Ok(DomainJobStatsReply { type_: VIR_DOMAIN_JOB_UNBOUNDED, params })
}

pub(crate) fn abort_job(core: &Core, dom: &DomainRef) -> Result<()> {
    match core.table.find(dom)?.snapshot().running()?.transfer.cancel() {
        true => Ok(()),
        false => Err(Error::operation_invalid("no job is active on the domain")),
    }
}

/// Remarks about a guest: what has been done to it that its supporters should know.
pub(crate) fn messages(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
    let (deprecation, tainting) = (VIR_DOMAIN_MESSAGE_DEPRECATION as u32, VIR_DOMAIN_MESSAGE_TAINTING as u32);
    let io_errors = VIR_DOMAIN_MESSAGE_IOERRORS as u32;
    flags::only(flags, deprecation | tainting | io_errors, "qemuDomainGetMessages")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let mut messages = Vec::new();
    let wants_taints = flags == 0 || flags & tainting != 0;
    if let Some(live) = snapshot.live.as_ref().filter(|_| wants_taints)
        && live.custom_monitor.load(std::sync::atomic::Ordering::Relaxed)
    {
        messages.push("tainted: custom monitor control commands issued".to_owned());
    }
    Ok(messages)
}
