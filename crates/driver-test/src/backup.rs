//! Backups: copies of a guest's disks as they were when the backup began, made while time passes.

use std::sync::Arc;
use std::time::Duration;

use conf::backup::{Backup, BackupMode};
use conf::checkpoint::Checkpoint;
use conf::moment::ParseFlags;
use virt::constants::*;
use virt::events::{DomainEventBlockJob, DomainEventBlockJob2};
use virt::{DomainRef, Error, ErrorCode, Event, Result, flags};

use crate::block_job::Progress;
use crate::core::Core;
use crate::guest::Guest;
use crate::job;

/// A backup that is being made.
#[derive(Debug)]
pub(crate) struct BackupJob {
    document: Backup,
    /// The disks that are copied: their names, and the paths of their images.
    disks: Vec<(String, Option<String>)>,
    pub(crate) progress: Progress,
    /// When it began.
    pub(crate) since: Duration,
    number: u64,
}

/// Begins a backup, and a checkpoint with it if one is described.
pub(crate) fn begin(
    core: &Arc<Core>,
    dom: &DomainRef,
    backup_xml: &str,
    checkpoint_xml: Option<&str>,
    flags: u32,
) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL, "testDomainBackupBegin")?;
    let mut document = Backup::parse(backup_xml, false)?;
    let parse = ParseFlags::default();
    let checkpoint = checkpoint_xml.map(|xml| Checkpoint::parse(xml, parse, &mut |_| Ok(()))).transpose()?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if guest.transfer().is_some() {
        return Err(Error::operation_invalid("the domain is being migrated"));
    }
    if guest.running()?.runtime.backup.is_some() {
        return Err(Error::operation_invalid("another backup is already running"));
    }
    let domain = guest.document(true)?;
    if let Some(since) = &document.incremental {
        guest.checkpoints.find(&since.0)?;
    }
    let suffix = core.clock.since_epoch().as_secs().to_string();
    document.align(&domain, &suffix)?;
    let wanted = document.disks.iter().filter(|disk| disk.is_wanted());
    let path = |name: &str| {
        let disk = domain.devices.disks.iter().find(|disk| disk.target.dev == name);
        disk.and_then(|disk| disk.source.path()).map(str::to_owned)
    };
    let disks: Vec<_> = wanted.map(|disk| (disk.name.clone(), path(&disk.name))).collect();
    if let Some(checkpoint) = checkpoint {
        crate::moments::add_checkpoint(core, &mut guest, checkpoint)?;
    }
    let total = disks.iter().fold(0u64, |sum, (name, _)| sum.saturating_add(guest.capacity(name)));
    let (now, number) = (core.clock.monotonic(), core.take_serial());
    let progress = Progress::start(now, total, 0);
    let is_push = document.mode == BackupMode::Push;
    let backup = Arc::new(BackupJob { document, disks, progress, since: now, number });
    guest.change_live(|live| live.runtime.backup = Some(backup));
    let dom = turn.publish(guest, None).reference();
    // Who pulls says when it is done.
    if is_push {
        core.later(progress.left(now), move |core| complete(core, &dom, number));
    }
    Ok(())
}

fn complete(core: &Core, dom: &DomainRef, number: u64) {
    let Ok((turn, mut guest)) = core.begin(dom) else { return };
    let runs = |backup: &Arc<BackupJob>| backup.number == number;
    if guest.live.as_ref().and_then(|live| live.runtime.backup.as_ref()).is_some_and(runs) {
        let events = end(core, &mut guest, VIR_DOMAIN_JOB_COMPLETED);
        turn.publish(guest, events);
    }
}

/// Ends the backup: tells of each disk, then of the whole.
pub(crate) fn end(core: &Core, guest: &mut Guest, kind: i32) -> Vec<Event> {
    let Some(mut told) = job::current(core, guest) else { return Vec::new() };
    told.kind = kind;
    let backup = guest.live.as_ref().and_then(|live| live.runtime.backup.clone());
    guest.change_live(|live| live.runtime.backup = None);
    let (type_, dom) = (VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP, guest.reference());
    let status = match kind {
        VIR_DOMAIN_JOB_COMPLETED => VIR_DOMAIN_BLOCK_JOB_COMPLETED,
        _ => VIR_DOMAIN_BLOCK_JOB_CANCELED,
    };
    let mut events = Vec::new();
    for (dst, path) in backup.iter().flat_map(|backup| backup.disks.clone()) {
        if let Some(path) = path {
            events.push(Event::DomainEventBlockJob(DomainEventBlockJob { dom: dom.clone(), path, type_, status }));
        }
        events.push(Event::DomainEventBlockJob2(DomainEventBlockJob2 { dom: dom.clone(), dst, type_, status }));
    }
    events.push(told.completed(guest));
    guest.completed = Some(told);
    events
}

/// Ends the backup of a guest whose run is about to end, if one is being made.
pub(crate) fn cut(core: &Core, guest: &mut Guest) -> Vec<Event> {
    match guest.live.as_ref().is_some_and(|live| live.runtime.backup.is_some()) {
        true => end(core, guest, VIR_DOMAIN_JOB_CANCELLED),
        false => Vec::new(),
    }
}

/// The document of the backup that is being made.
pub(crate) fn xml(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    flags::only(flags, 0, "testDomainBackupGetXMLDesc")?;
    let guest = core.guest(dom)?;
    let backup = guest.running()?.runtime.backup.as_ref();
    let missing = || Error::new(ErrorCode::NO_DOMAIN_BACKUP, "no domain backup job present");
    Ok(backup.ok_or_else(missing)?.document.format(false))
}
