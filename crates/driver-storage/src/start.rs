//! Starting and stopping pools.

use std::sync::Arc;

use conf::storage_pool::StoragePool;
use virt::constants::*;
use virt::{Error, Result, StoragePoolRef};

use crate::core::{Change, Core};
use crate::{backend, refresh};

/// Starts a defined pool.
pub(crate) fn create(core: &Core, pool: &StoragePoolRef, flags: u32) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let mut pool = core.change(&entry, "start")?;
    pool.check_inactive("already")?;
    let document = Arc::clone(pool.document()?);
    start(core, &mut pool, document, flags)
}

/// Starts a pool from a document; it is gone when it stops, unless it has a definition.
pub(crate) fn create_xml(core: &Core, xml: &str, flags: u32) -> Result<StoragePoolRef> {
    let document = core.read(xml)?;
    let entry = core.table.claim(&document)?;
    let mut pool = core.change(&entry, "create")?;
    if pool.is_active() {
        return Err(Error::operation_invalid(format!("pool is already active as '{}'", pool.name)));
    }
    pool.is_redefined = pool.is_persistent();
    start(core, &mut pool, document, flags)?;
    Ok(pool.reference())
}

/// What becomes of the target before the start, in the flags of a build.
fn build_flags(flags: u32) -> Option<u32> {
    let choices = [
        (VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE, VIR_STORAGE_POOL_BUILD_OVERWRITE),
        (VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE, VIR_STORAGE_POOL_BUILD_NO_OVERWRITE),
        (VIR_STORAGE_POOL_CREATE_WITH_BUILD, VIR_STORAGE_POOL_BUILD_NEW),
    ];
    choices.into_iter().find(|(bit, _)| flags & bit != 0).map(|(_, build)| build)
}

/// Starts a pool; after a failure it is as inactive as before.
fn start(core: &Core, pool: &mut Change<'_>, document: Arc<StoragePool>, flags: u32) -> Result<()> {
    let backend = backend::of(document.kind)?;
    if let Some(flags) = build_flags(flags) {
        backend.build(core, &document, flags)?;
    }
    // The state comes first: a daemon that comes after us finds the pool by it, or finds that there is none.
    core.write_status(&document)?;
    let started = backend.start(core, &document).and_then(|()| {
        pool.live = Some(Arc::clone(&document));
        refresh::scan(core, pool).inspect_err(|_| {
            if let Err(left) = backend.stop(core, &document) {
                log::error!("{left}");
            }
        })
    });
    if let Err(error) = started {
        pool.live = None;
        if let Err(left) = core.remove_status(&document.name) {
            log::error!("{left}");
        }
        return Err(error);
    }
    pool.publish();
    core.emit(pool, VIR_STORAGE_POOL_EVENT_STARTED);
    Ok(())
}

/// Stops a pool; what it holds stays.
pub(crate) fn destroy(core: &Core, pool: &StoragePoolRef) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let mut pool = core.change(&entry, "destroy")?;
    let document = Arc::clone(pool.active()?);
    pool.check_idle()?;
    backend::of(document.kind)?.stop(core, &document)?;
    core.remove_status(&pool.name)?;
    ended(&mut pool);
    pool.publish();
    core.emit(&pool, VIR_STORAGE_POOL_EVENT_STOPPED);
    Ok(())
}

/// What a pool is that is no longer active.
pub(crate) fn ended(pool: &mut Change<'_>) {
    pool.live = None;
    pool.volumes = Arc::default();
    if std::mem::take(&mut pool.is_redefined) {
        pool.permissions = None;
    }
}
