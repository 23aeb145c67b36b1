//! Going back to a snapshot: disks and definition, and the memory where the guest ran.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use conf::domain::Domain;
use conf::snapshot::{Snapshot, SnapshotState};
use virt::constants::*;
use virt::{DomainSnapshotRef, Error, ErrorCode, Result};
use xml::Text;

use super::images;
use crate::core::Core;
use crate::finish::{End, end_process, finish};
use crate::flags;
use crate::start::{Start, start};
use crate::vm::{State, Vm};

const RUNNING: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING;
const PAUSED: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED;
const FORCE: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_FORCE;
const RESET_NVRAM: u32 = VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM;

/// Takes the guest back.
pub(super) fn revert(core: &Arc<Core>, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
    flags::only(flags, RUNNING | PAUSED | FORCE | RESET_NVRAM, "qemuDomainRevertToSnapshot")?;
    flags::exclusive(
        flags,
        (RUNNING, "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING"),
        (PAUSED, "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED"),
    )?;
    let vm = core.table.find(&snap.dom)?;
    let _job = vm.begin_job("snapshot revert")?;
    let tree = vm.snapshots();
    let snapshot = Arc::clone(tree.find(&snap.name)?);
    let now = vm.snapshot();
    let has_memory = matches!(snapshot.state, Some(Text(SnapshotState::Running | SnapshotState::Paused)));
    if !now.is_persistent() && !has_memory && flags & (RUNNING | PAUSED) == 0 {
        return Err(Error::operation_invalid(
            "transient domain needs to request run or pause to revert to inactive snapshot",
        ));
    }
    if snapshot.is_external() || snapshot.state == Some(Text(SnapshotState::DiskSnapshot)) {
        let message = "revert to external snapshot is not supported by this driver";
        return Err(Error::new(ErrorCode::CONFIG_UNSUPPORTED, message));
    }
    let Some(domain) = snapshot.domain.as_deref() else {
        let message = format!("snapshot '{}' lacks domain '{}' rollback info", snap.name, now.name);
        return Err(Error::new(ErrorCode::SNAPSHOT_REVERT_RISKY, message));
    };
    let definition = snapshot.inactive_domain.as_deref().unwrap_or(domain);
    let disks = images::disks(domain, &snapshot)?;
    images::check(&disks)?;
    if let Some(live) = &now.live {
        live.ending.store(true, Ordering::Relaxed);
        if !end_process(live, false) {
            live.ending.store(false, Ordering::Relaxed);
            return Err(Error::operation_failed(format!("process {} does not end", live.process.pid())));
        }
        finish(core, &vm, live, End::FROM_SNAPSHOT);
    }
    images::apply(core, &snap.name, &disks)?;
    if now.is_persistent() {
        core.replace_definition(&vm, definition)?;
    }
    let mut next = vm.snapshots().as_ref().clone();
    next.set_current(Some(&snap.name));
    core.replace_snapshots(&vm, next)?;
    run_again(core, &vm, &snapshot, domain, flags)
}

/// Starts the guest if it ran when the snapshot was taken, or if that is asked for.
fn run_again(core: &Arc<Core>, vm: &Arc<Vm>, snapshot: &Snapshot, domain: &Domain, flags: u32) -> Result<()> {
    let ran = match snapshot.state {
        Some(Text(SnapshotState::Running)) => Some(true),
        Some(Text(SnapshotState::Paused)) => Some(false),
        _ => None,
    };
    let paused = match flags & (RUNNING | PAUSED) {
        RUNNING => false,
        PAUSED => true,
        _ => match ran {
            Some(running) => !running,
            None => {
                let reason = State::new(VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT);
                vm.publish(|next| next.state = reason);
                return Ok(());
            }
        },
    };
    let mut what = Start::boot(domain.clone(), paused);
    if ran.is_some() {
        let devices = snapshot.internal_disks().map(str::to_owned).collect();
        if let Some(cpu) = snapshot.cookie.as_ref().and_then(|cookie| cookie.cpu.clone()) {
            // The document has what was asked for; the guest must find what it was given.
            what.domain.cpu = Some(cpu);
        }
        what.moment = Some((snapshot.name().to_owned(), devices));
    }
    start(core, vm, what).map(drop)
}
