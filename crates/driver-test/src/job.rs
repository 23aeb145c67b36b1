//! What is told of long operations on a guest: one that goes on, and the last that ended.

use std::time::Duration;

use virt::constants::*;
use virt::events::DomainEventJobCompleted;
use virt::generated::domain::{DomainJobInfoReply, DomainJobStatsReply};
use virt::{DomainRef, Error, Event, Result, TypedParam, flags};

use crate::block_job::Progress;
use crate::core::Core;
use crate::guest::Guest;
use crate::transfer::Outcome;

/// An operation that has ended, or how one stands.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// `VIR_DOMAIN_JOB_OPERATION_…`
    pub(crate) operation: i32,
    /// `VIR_DOMAIN_JOB_…`: goes on, completed, failed, cancelled.
    pub(crate) kind: i32,
    pub(crate) elapsed: Duration,
    /// Bytes of memory: all, done.
    pub(crate) memory: (u64, u64),
    /// Bytes of disks: all, done.
    pub(crate) disk: (u64, u64),
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Job {
    /// How a backup stands.
    fn backup(progress: &Progress, since: Duration, now: Duration) -> Job {
        Job {
            operation: VIR_DOMAIN_JOB_OPERATION_BACKUP,
            kind: VIR_DOMAIN_JOB_UNBOUNDED,
            elapsed: now.saturating_sub(since),
            memory: (0, 0),
            disk: (progress.total, progress.done(now)),
        }
    }

    /// How a migration stands.
    fn migration(progress: &Progress, since: Duration, now: Duration) -> Job {
        Job {
            operation: VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT,
            kind: VIR_DOMAIN_JOB_UNBOUNDED,
            elapsed: now.saturating_sub(since),
            memory: (progress.total, progress.done(now)),
            disk: (0, 0),
        }
    }

    fn has_ended(&self) -> bool {
        self.kind > VIR_DOMAIN_JOB_UNBOUNDED
    }

    fn info(&self) -> DomainJobInfoReply {
        let ((mem_total, mem_processed), (file_total, file_processed)) = (self.memory, self.disk);
        DomainJobInfoReply {
            type_: self.kind,
            time_elapsed: millis(self.elapsed),
            time_remaining: 0,
            data_total: mem_total.saturating_add(file_total),
            data_processed: mem_processed.saturating_add(file_processed),
            data_remaining: (mem_total - mem_processed).saturating_add(file_total - file_processed),
            mem_total,
            mem_processed,
            mem_remaining: mem_total - mem_processed,
            file_total,
            file_processed,
            file_remaining: file_total - file_processed,
        }
    }

    /// The same as named values.
    pub(crate) fn params(&self) -> Vec<TypedParam> {
        let info = self.info();
        let mut params = vec![
            TypedParam::new(VIR_DOMAIN_JOB_OPERATION, self.operation),
            TypedParam::new(VIR_DOMAIN_JOB_TIME_ELAPSED, info.time_elapsed),
        ];
        if self.operation != VIR_DOMAIN_JOB_OPERATION_BACKUP {
            params.extend([
                TypedParam::new(VIR_DOMAIN_JOB_DATA_TOTAL, info.data_total),
                TypedParam::new(VIR_DOMAIN_JOB_DATA_PROCESSED, info.data_processed),
                TypedParam::new(VIR_DOMAIN_JOB_DATA_REMAINING, info.data_remaining),
                TypedParam::new(VIR_DOMAIN_JOB_MEMORY_TOTAL, info.mem_total),
                TypedParam::new(VIR_DOMAIN_JOB_MEMORY_PROCESSED, info.mem_processed),
                TypedParam::new(VIR_DOMAIN_JOB_MEMORY_REMAINING, info.mem_remaining),
            ]);
        }
        params.extend([
            TypedParam::new(VIR_DOMAIN_JOB_DISK_TOTAL, info.file_total),
            TypedParam::new(VIR_DOMAIN_JOB_DISK_PROCESSED, info.file_processed),
            TypedParam::new(VIR_DOMAIN_JOB_DISK_REMAINING, info.file_remaining),
        ]);
        if self.has_ended() {
            params.push(TypedParam::new(VIR_DOMAIN_JOB_SUCCESS, self.kind == VIR_DOMAIN_JOB_COMPLETED));
        }
        params
    }

    /// The event of an operation that has ended.
    pub(crate) fn completed(&self, guest: &Guest) -> Event {
        Event::DomainEventJobCompleted(DomainEventJobCompleted { dom: guest.reference(), params: self.params() })
    }
}

/// The operation that goes on now.
pub(crate) fn current(core: &Core, guest: &Guest) -> Option<Job> {
    let now = core.clock.monotonic();
    if let Some(transfer) = guest.transfer() {
        return Some(Job::migration(&transfer.progress, transfer.since, now));
    }
    let backup = guest.live.as_ref()?.runtime.backup.as_ref()?;
    Some(Job::backup(&backup.progress, backup.since, now))
}

pub(crate) fn info(core: &Core, dom: &DomainRef) -> Result<DomainJobInfoReply> {
    let guest = core.guest(dom)?;
    guest.running()?;
    Ok(current(core, &guest).map_or_else(DomainJobInfoReply::default, |job| job.info()))
}

pub(crate) fn stats(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainJobStatsReply> {
    let (completed, keep) = (VIR_DOMAIN_JOB_STATS_COMPLETED, VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED);
    flags::only(flags, completed | keep, "testDomainGetJobStats")?;
    if flags & completed == 0 {
        let guest = core.guest(dom)?;
        guest.running()?;
        let job = current(core, &guest);
        let params = job.as_ref().map(Job::params).unwrap_or_default();
        return Ok(DomainJobStatsReply { type_: job.map_or(VIR_DOMAIN_JOB_NONE, |job| job.kind), params });
    }
    let (turn, mut guest) = core.begin(dom)?;
    let Some(job) = guest.completed.clone() else {
        return Ok(DomainJobStatsReply { type_: VIR_DOMAIN_JOB_NONE, params: Vec::new() });
    };
    if flags & keep == 0 {
        guest.completed = None;
        turn.publish(guest, None);
    }
    Ok(DomainJobStatsReply { type_: job.kind, params: job.params() })
}

/// Calls the operation off that goes on now.
pub(crate) fn abort(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_ABORT_JOB_POSTCOPY as u32, "testDomainAbortJobFlags")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if flags != 0 {
        return Err(Error::operation_invalid("current job is not outgoing migration in post-copy mode"));
    }
    if guest.end_transfer(Outcome::Cancelled) {
        return Ok(());
    }
    if guest.running()?.runtime.backup.is_none() {
        return Err(Error::operation_invalid("no job is active on the domain"));
    }
    let events = crate::backup::end(core, &mut guest, VIR_DOMAIN_JOB_CANCELLED);
    turn.publish(guest, events);
    Ok(())
}
