//! Going back to a snapshot: definition, disks, and the run where the guest ran.

use std::sync::Arc;

use conf::domain::Definition;
use conf::snapshot::{Snapshot, SnapshotState};
use virt::constants::*;
use virt::{DomainSnapshotRef, Error, ErrorCode, Event, Result, flags};
use xml::Text;

use crate::core::Core;
use crate::define::keep_or_forget;
use crate::events::Lifecycle;
use crate::guest::Guest;

const RUNNING: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING;
const PAUSED: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED;
const FORCE: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_FORCE;
const RESET_NVRAM: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM;
const STOPPED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT);
const STARTED: Lifecycle = Lifecycle::started(VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT);
const SUSPENDED: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT);

/// Takes the guest back.
pub(super) fn revert(core: &Core, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
    flags::only(flags, RUNNING | PAUSED | FORCE | RESET_NVRAM, "testDomainRevertToSnapshot")?;
    flags::exclusive(
        flags,
        (RUNNING, "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING"),
        (PAUSED, "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED"),
    )?;
    let (turn, mut guest) = core.begin(&snap.dom)?;
    let snapshot = Arc::clone(guest.snapshots.find(&snap.name)?);
    let waits = waits(&snapshot, flags);
    if !guest.is_persistent() && waits.is_none() {
        return Err(Error::operation_invalid(
            "transient domain needs to request run or pause to revert to inactive snapshot",
        ));
    }
    let Some(domain) = snapshot.domain.as_deref() else {
        let message = format!("snapshot '{}' lacks domain '{}' rollback info", snap.name, guest.name);
        return Err(Error::new(ErrorCode::SNAPSHOT_REVERT_RISKY, message));
    };
    let mut events: Vec<Event> = Vec::new();
    if guest.is_active() {
        events.extend(crate::backup::cut(core, &mut guest));
        events.push(STOPPED.of(&guest));
        guest.stop(VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT);
    }
    if guest.is_persistent() {
        let mut definition = snapshot.inactive_domain.as_deref().unwrap_or(domain).clone();
        // The guest may have got another name since.
        guest.name.as_ref().clone_into(&mut definition.name);
        guest.definition = Some(Arc::new(Definition::new(&definition)));
    }
    if let Some(waits) = waits {
        start(core, &mut guest, domain.clone(), waits, &mut events);
    }
    Arc::make_mut(&mut guest.snapshots).set_current(Some(&snap.name));
    keep_or_forget(&turn, guest, events);
    Ok(())
}

/// Whether the guest waits after it has gone back, if it runs then.
fn waits(snapshot: &Snapshot, flags: u32) -> Option<bool> {
    match (flags & (RUNNING | PAUSED), &snapshot.state) {
        (RUNNING, _) => Some(false),
        (PAUSED, _) => Some(true),
        (_, Some(Text(SnapshotState::Running))) => Some(false),
        (_, Some(Text(SnapshotState::Shutoff | SnapshotState::DiskSnapshot | SnapshotState::Crashed)) | None) => None,
        _ => Some(true),
    }
}

fn start(core: &Core, guest: &mut Guest, mut domain: conf::domain::Domain, waits: bool, events: &mut Vec<Event>) {
    guest.name.as_ref().clone_into(&mut domain.name);
    let state = match waits {
        true => (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_FROM_SNAPSHOT),
        false => (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_FROM_SNAPSHOT),
    };
    guest.run(domain, core.take_id(), state);
    events.push(STARTED.of(guest));
    if waits {
        events.push(SUSPENDED.of(guest));
    }
}
