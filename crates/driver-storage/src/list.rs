//! Finding and listing pools.

use conf::storage_pool::filters::{Listed, chosen};
use conf::storage_pool::{PoolKind, clean_path};
use virt::generated::storage_pool::StoragePoolListAllStoragePoolsReply;
use virt::list;
use virt::{Result, StoragePoolRef, StorageVolRef, Uuid};

use crate::core::Core;
use crate::table::{Pool, no_pool};

pub(crate) fn lookup_by_name(core: &Core, name: &str) -> Result<StoragePoolRef> {
    Ok(core.table.by_name(name)?.1.reference())
}

pub(crate) fn lookup_by_uuid(core: &Core, uuid: &Uuid) -> Result<StoragePoolRef> {
    Ok(core.table.by_uuid(uuid).ok_or_else(|| no_pool(format!("uuid '{uuid}'")))?.1.reference())
}

pub(crate) fn lookup_by_volume(core: &Core, vol: &StorageVolRef) -> Result<StoragePoolRef> {
    lookup_by_name(core, &vol.pool)
}

/// Finds an active pool by where its volumes appear.
pub(crate) fn lookup_by_target_path(core: &Core, path: &str) -> Result<StoragePoolRef> {
    let clean = clean_path(path);
    let all = core.table.all();
    let found = all.iter().find(|pool| pool.live.as_ref().is_some_and(|live| live.target_path() == Some(&clean)));
    Ok(found.ok_or_else(|| no_pool(format!("target path '{path}'")))?.reference())
}

impl Listed for Pool {
    fn reference(&self) -> StoragePoolRef {
        self.reference()
    }

    fn is_active(&self) -> bool {
        self.is_active()
    }

    fn is_persistent(&self) -> bool {
        self.is_persistent()
    }

    fn starts_with_host(&self) -> bool {
        self.autostart
    }

    fn is_kind(&self, kind: PoolKind) -> bool {
        self.document().is_ok_and(|pool| pool.kind == kind)
    }
}

pub(crate) fn list_all(core: &Core, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
    let all = core.table.all();
    let chosen = chosen(all.iter().map(|pool| &**pool), flags, "storageConnectListAllStoragePools")?;
    let (pools, ret) = list::counted(need_results, chosen);
    Ok(StoragePoolListAllStoragePoolsReply { pools, ret })
}

/// Names of at most so many active or inactive pools.
pub(crate) fn names(core: &Core, active: bool, limit: i32) -> Vec<String> {
    let chosen = core.table.all().into_iter().filter(|pool| pool.is_active() == active);
    chosen.take(list::at_most(limit)).map(|pool| pool.name.clone()).collect()
}

/// How many pools are active or inactive.
pub(crate) fn count(core: &Core, active: bool) -> i32 {
    list::count(core.table.all().iter().filter(|pool| pool.is_active() == active).count())
}
