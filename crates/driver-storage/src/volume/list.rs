//! Finding and listing volumes.

use conf::storage_pool::clean_path;
use virt::generated::storage_vol::StorageVolListAllVolumesReply;
use virt::list;
use virt::{Result, StoragePoolRef, StorageVolRef};

use super::Volume;
use crate::core::Core;
use crate::table::no_volume;

pub(crate) fn lookup_by_name(core: &Core, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
    let (_, pool) = core.active_pool(pool)?;
    Ok(pool.volume(name)?.reference(&pool))
}

/// The first volume of an active pool that is the one.
fn find(core: &Core, is_it: impl Fn(&Volume) -> bool) -> Option<StorageVolRef> {
    core.table.all().iter().find_map(|pool| {
        let volume = pool.volumes.values().find(|volume| is_it(volume))?;
        Some(volume.reference(pool))
    })
}

pub(crate) fn lookup_by_key(core: &Core, key: &str) -> Result<StorageVolRef> {
    let found = find(core, |volume| volume.document.key.as_deref() == Some(key));
    found.ok_or_else(|| no_volume(format!("key {key}")))
}

pub(crate) fn lookup_by_path(core: &Core, path: &str) -> Result<StorageVolRef> {
    let clean = clean_path(path);
    let found = find(core, |volume| volume.document.target.path.as_deref() == Some(&clean));
    found.ok_or_else(|| match clean == path {
        true => no_volume(format!("path '{path}'")),
        false => no_volume(format!("path '{path}' ({clean})")),
    })
}

pub(crate) fn path(core: &Core, vol: &StorageVolRef) -> Result<String> {
    Ok(core.volume(vol)?.2.document.target.path.clone().unwrap_or_default())
}

pub(crate) fn count(core: &Core, pool: &StoragePoolRef) -> Result<i32> {
    Ok(list::count(core.active_pool(pool)?.1.volumes.len()))
}

pub(crate) fn names(core: &Core, pool: &StoragePoolRef, limit: i32) -> Result<Vec<String>> {
    Ok(core.active_pool(pool)?.1.volumes.keys().take(list::at_most(limit)).cloned().collect())
}

pub(crate) fn list_all(core: &Core, pool: &StoragePoolRef, need_results: i32) -> Result<StorageVolListAllVolumesReply> {
    let (_, pool) = core.active_pool(pool)?;
    let all = pool.volumes.values().map(|volume| volume.reference(&pool)).collect();
    let (vols, ret) = list::counted(need_results, all);
    Ok(StorageVolListAllVolumesReply { vols, ret })
}
