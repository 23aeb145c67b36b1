//! Deleting snapshots.

use std::sync::Arc;

use conf::snapshot::Snapshot;
use virt::constants::*;
use virt::{DomainSnapshotRef, Error, ErrorCode, Result};

use super::{create, images};
use crate::core::Core;
use crate::flags;
use crate::vm::Vm;

const CHILDREN: u32 = VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN;
const METADATA_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY;
const CHILDREN_ONLY: u32 = VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY;

/// Deletes a snapshot, or what descends from it, or both; children of one that goes alone become its parent's.
pub(super) fn delete(core: &Core, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
    flags::only(flags, CHILDREN | METADATA_ONLY | CHILDREN_ONLY, "qemuDomainSnapshotDelete")?;
    let vm = core.table.find(&snap.dom)?;
    let _job = vm.begin_job("snapshot delete")?;
    let tree = vm.snapshots();
    let children_only = flags & CHILDREN_ONLY != 0;
    let doomed = tree.doomed(&snap.name, flags & CHILDREN != 0, children_only)?;
    let external = doomed.iter().filter_map(|name| tree.get(name)).any(|snapshot| snapshot.is_external());
    if external && flags & METADATA_ONLY == 0 {
        let message = "deletion of external disk snapshots is not supported by this driver";
        return Err(Error::new(ErrorCode::OPERATION_UNSUPPORTED, message)
            .remedy("--metadata forgets the snapshot and leaves its images alone"));
    }
    for name in &doomed {
        let now = vm.snapshots();
        let snapshot = Arc::clone(now.find(name)?);
        if flags & METADATA_ONLY == 0 {
            delete_data(core, &vm, &snapshot)?;
        }
        // One by one: what an error leaves is as it says.
        let mut next = now.as_ref().clone();
        next.remove_doomed(&snap.name, &doomed, name);
        core.replace_snapshots(&vm, next)?;
    }
    Ok(())
}

fn delete_data(core: &Core, vm: &Vm, snapshot: &Snapshot) -> Result<()> {
    match &vm.snapshot().live {
        Some(live) => create::run(&live.monitor, "snapshot-delete", snapshot.name(), &create::aliases(live, snapshot)),
        None => {
            let Some(domain) = &snapshot.domain else { return Ok(()) };
            images::delete(core, snapshot.name(), &images::disks(domain, snapshot)?)
        }
    }
}
