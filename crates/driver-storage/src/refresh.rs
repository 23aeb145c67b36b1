//! Looking at a pool again: its volumes, its size, its owner.

use std::sync::Arc;

use virt::constants::*;
use virt::{Result, StoragePoolRef};

use crate::backend;
use crate::core::{Change, Core};
use crate::start::ended;
use crate::table::Entry;

/// Looks again; a pool whose storage is gone is stopped.
pub(crate) fn refresh(core: &Core, pool: &StoragePoolRef) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    again(core, &entry)
}

/// Looks at the pool of an entry again.
pub(crate) fn again(core: &Core, entry: &Arc<Entry>) -> Result<()> {
    let mut pool = core.change(entry, "refresh")?;
    let document = Arc::clone(pool.active()?);
    pool.check_idle()?;
    if let Err(error) = scan(core, &mut pool) {
        if let Err(left) = backend::of(document.kind)?.stop(core, &document) {
            log::error!("{left}");
        }
        core.remove_status(&pool.name)?;
        ended(&mut pool);
        pool.publish();
        core.emit(&pool, VIR_STORAGE_POOL_EVENT_STOPPED);
        return Err(error);
    }
    pool.publish();
    core.emit_refresh(&pool);
    Ok(())
}

/// Takes in what is there; volumes that somebody works with keep their users.
pub(crate) fn scan(core: &Core, pool: &mut Change<'_>) -> Result<()> {
    let document = Arc::clone(pool.document()?);
    let found = backend::of(document.kind)?.scan(core, &document)?;
    let known = Arc::clone(&pool.volumes);
    let kept = found.volumes.into_iter().map(|mut volume| {
        if let Some(known) = known.get(&volume.document.name) {
            volume.users = Arc::clone(&known.users);
        }
        (volume.document.name.clone(), Arc::new(volume))
    });
    pool.volumes = Arc::new(kept.collect());
    pool.space = found.space;
    pool.permissions = Some(found.permissions);
    Ok(())
}
