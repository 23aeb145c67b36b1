//! Making the storage that a pool lies in, and deleting it.

use virt::constants::*;
use virt::{Result, StoragePoolRef};

use crate::backend;
use crate::core::Core;

/// Makes an inactive pool's target.
pub(crate) fn build(core: &Core, pool: &StoragePoolRef, flags: u32) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let pool = core.change(&entry, "build")?;
    pool.check_inactive("already")?;
    let document = pool.document()?;
    backend::of(document.kind)?.build(core, document, flags)?;
    core.emit(&pool, VIR_STORAGE_POOL_EVENT_CREATED);
    Ok(())
}

/// Deletes an inactive pool's target.
pub(crate) fn delete(core: &Core, pool: &StoragePoolRef, flags: u32) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let pool = core.change(&entry, "delete")?;
    pool.check_inactive("still")?;
    pool.check_idle()?;
    let document = pool.document()?;
    backend::of(document.kind)?.delete(core, document, flags)?;
    core.emit(&pool, VIR_STORAGE_POOL_EVENT_DELETED);
    Ok(())
}
