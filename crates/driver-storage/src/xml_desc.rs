//! What is told of a pool: its document and its size.

use conf::storage_pool::StoragePool;
use virt::constants::*;
use virt::generated::storage_pool::StoragePoolInfoReply;
use virt::{Result, StoragePoolRef};
use xml::Size;

use crate::core::Core;

/// The document in force, or the one for the next start.
pub(crate) fn xml_desc(core: &Core, pool: &StoragePoolRef, flags: u32) -> Result<String> {
    let (_, pool) = core.table.find(pool)?;
    let next = pool.definition.as_ref().filter(|_| flags & VIR_STORAGE_XML_INACTIVE != 0);
    let mut document = StoragePool::clone(next.map_or_else(|| pool.document(), Ok)?);
    let space = pool.space;
    document.capacity = Size(space.capacity);
    document.available = Size(space.available);
    document.allocation = Size(space.capacity.saturating_sub(space.available));
    // Compat: whose the target really is stands in the definition too, unless that is newer than what runs.
    if (next.is_none() || !pool.is_redefined)
        && let (Some(target), Some(permissions)) = (&mut document.target, &pool.permissions)
    {
        target.permissions = Some(permissions.clone());
    }
    Ok(document.format())
}

pub(crate) fn info(core: &Core, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
    let (_, pool) = core.table.find(pool)?;
    let state = if pool.is_active() { VIR_STORAGE_POOL_RUNNING } else { VIR_STORAGE_POOL_INACTIVE };
    Ok(StoragePoolInfoReply {
        state: u8::try_from(state).unwrap_or(0),
        capacity: pool.space.capacity,
        allocation: pool.space.capacity.saturating_sub(pool.space.available),
        available: pool.space.available,
    })
}
