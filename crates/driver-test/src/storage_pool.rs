//! Storage pools, whose space exists in memory only.

use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::storage_pool::{PoolKind, StoragePool};
use virt::constants::*;
use virt::events::{StoragePoolEventLifecycle, StoragePoolEventRefresh};
use virt::flags::{self, Choice};
use virt::generated::storage_pool::*;
use virt::{Error, ErrorCode, Event, Result, StoragePoolRef, StorageVolRef, Uuid};
use xml::Size;

use crate::connection::TestConnection;
use crate::core::Core;
use crate::held::{Document, Held};
use crate::objects::Turn;

/// A pool, at one moment.
pub(crate) type Pool = Held<StoragePool>;

/// The size of every pool.
pub(crate) const CAPACITY: u64 = 100 << 30;

impl Document for StoragePool {
    const WHAT: &'static str = "pool";

    fn name(&self) -> &str {
        &self.name
    }

    fn uuid(&self) -> Uuid {
        self.uuid
    }
}

impl Pool {
    pub(crate) fn reference(&self) -> StoragePoolRef {
        StoragePoolRef { name: self.name.to_string(), uuid: self.uuid }
    }

    fn event(&self, event: i32) -> Event {
        Event::StoragePoolEventLifecycle(StoragePoolEventLifecycle { pool: self.reference(), event, detail: 0 })
    }

    /// Refuses to go on if the pool is active, or if it is not.
    pub(crate) fn check(&self, active: bool) -> Result<()> {
        match (self.is_active(), active) {
            (true, false) => Err(Error::operation_invalid(format!("storage pool '{}' is active", self.name))),
            (false, true) => Err(Error::operation_invalid(format!("storage pool '{}' is not active", self.name))),
            _ => Ok(()),
        }
    }

    fn is_kind(&self, kind: PoolKind) -> bool {
        self.document(false).is_ok_and(|pool| pool.kind == kind)
    }
}

const CHOICES: &[&[Choice<Pool>]] = &[
    &[
        (VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE, Pool::is_active),
        (VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE, |p| !p.is_active()),
    ],
    &[
        (VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT, Pool::is_persistent),
        (VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT, |p| !p.is_persistent()),
    ],
    &[
        (VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART, |p| p.autostart),
        (VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART, |p| !p.autostart),
    ],
    &[
        (VIR_CONNECT_LIST_STORAGE_POOLS_DIR, |p| p.is_kind(PoolKind::Dir)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_FS, |p| p.is_kind(PoolKind::Fs)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_NETFS, |p| p.is_kind(PoolKind::Netfs)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL, |p| p.is_kind(PoolKind::Logical)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_DISK, |p| p.is_kind(PoolKind::Disk)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI, |p| p.is_kind(PoolKind::Iscsi)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_SCSI, |p| p.is_kind(PoolKind::Scsi)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_MPATH, |p| p.is_kind(PoolKind::Mpath)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_RBD, |p| p.is_kind(PoolKind::Rbd)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG, |p| p.is_kind(PoolKind::Sheepdog)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER, |p| p.is_kind(PoolKind::Gluster)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_ZFS, |p| p.is_kind(PoolKind::Zfs)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE, |p| p.is_kind(PoolKind::Vstorage)),
        (VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT, |p| p.is_kind(PoolKind::IscsiDirect)),
    ],
];

/// Reads a document and makes up what it leaves open.
pub(crate) fn read(core: &Core, xml: &str) -> Result<StoragePool> {
    let mut pool = StoragePool::parse(xml).map_err(|e| e.in_domain(virt::ErrorDomain::STORAGE))?;
    if pool.uuid == Uuid::default() {
        pool.uuid = core.with_random(|random| Ok(generate_uuid(random)))?;
    }
    Ok(pool)
}

fn no_pool(what: String) -> Error {
    Error::new(ErrorCode::NO_STORAGE_POOL, format!("no storage pool with matching {what}"))
}

impl TestConnection {
    pub(crate) fn pool(&self, pool: &StoragePoolRef) -> Result<Arc<Pool>> {
        self.core().pools.get(&pool.uuid).ok_or_else(|| no_pool(format!("uuid '{}'", pool.uuid)))
    }

    fn begin_pool(&self, pool: &StoragePoolRef) -> Result<(Turn<'_, Pool>, Pool)> {
        let turn = self.core().pools.begin();
        let held = Pool::clone(&*self.pool(pool)?);
        Ok((turn, held))
    }
}

impl StoragePoolDriver for TestConnection {
    fn num_of_storage_pools(&self) -> Result<i32> {
        Ok(self.core().pools.count(true))
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        Ok(self.core().pools.count(false))
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.core().pools.names(true, maxnames))
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(self.core().pools.names(false, maxnames))
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        flags::only(flags, flags::filters(CHOICES), "testConnectListAllStoragePools")?;
        let all = self.core().pools.all();
        let mut pools: Vec<StoragePoolRef> =
            all.iter().filter(|pool| flags::passes(&***pool, CHOICES, flags)).map(|pool| pool.reference()).collect();
        let ret = u32::try_from(pools.len()).unwrap_or(u32::MAX);
        if need_results == 0 {
            pools.clear();
        }
        Ok(StoragePoolListAllStoragePoolsReply { pools, ret })
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        Ok(self.core().pools.by_name(name).ok_or_else(|| no_pool(format!("name '{name}'")))?.reference())
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        Ok(self.core().pools.get(uuid).ok_or_else(|| no_pool(format!("uuid '{uuid}'")))?.reference())
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        StoragePoolDriver::lookup_by_name(self, &vol.pool)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        let all = self.core().pools.all();
        let found = all.iter().find(|pool| pool.document(false).is_ok_and(|pool| pool.target_path() == Some(path)));
        Ok(found.ok_or_else(|| no_pool(format!("target path '{path}'")))?.reference())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        flags::only(flags, VIR_STORAGE_POOL_DEFINE_VALIDATE, "testStoragePoolDefineXML")?;
        let document = read(self.core(), xml)?;
        let turn = self.core().pools.begin();
        let mut pool = turn.known_or_new(&document)?;
        pool.definition = Some(Arc::new(document));
        let event = pool.event(VIR_STORAGE_POOL_EVENT_DEFINED);
        Ok(turn.publish(pool, [event]).reference())
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        let build = VIR_STORAGE_POOL_CREATE_WITH_BUILD
            | VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE
            | VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE;
        flags::only(flags, build, "testStoragePoolCreateXML")?;
        let document = read(self.core(), xml)?;
        let turn = self.core().pools.begin();
        let mut pool = turn.known_or_new(&document)?;
        if pool.is_active() {
            return Err(Error::operation_invalid(format!("pool is already active as '{}'", pool.name)));
        }
        pool.live = Some(Arc::new(document));
        let event = pool.event(VIR_STORAGE_POOL_EVENT_STARTED);
        Ok(turn.publish(pool, [event]).reference())
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.check(false)?;
        pool.definition = None;
        let event = pool.event(VIR_STORAGE_POOL_EVENT_UNDEFINED);
        turn.keep_or_forget(pool, event);
        Ok(())
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testStoragePoolCreate")?;
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.check(false)?;
        pool.live.clone_from(&pool.definition);
        let event = pool.event(VIR_STORAGE_POOL_EVENT_STARTED);
        turn.publish(pool, [event]);
        Ok(())
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.check(true)?;
        pool.live = None;
        let event = pool.event(VIR_STORAGE_POOL_EVENT_STOPPED);
        turn.keep_or_forget(pool, event);
        Ok(())
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testStoragePoolBuild")?;
        let (turn, pool) = self.begin_pool(pool)?;
        pool.check(false)?;
        turn.tell([pool.event(VIR_STORAGE_POOL_EVENT_CREATED)]);
        Ok(())
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testStoragePoolDelete")?;
        let (turn, pool) = self.begin_pool(pool)?;
        pool.check(false)?;
        turn.tell([pool.event(VIR_STORAGE_POOL_EVENT_DELETED)]);
        Ok(())
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        flags::only(flags, 0, "testStoragePoolRefresh")?;
        let (turn, pool) = self.begin_pool(pool)?;
        pool.check(true)?;
        turn.tell([Event::StoragePoolEventRefresh(StoragePoolEventRefresh { pool: pool.reference() })]);
        Ok(())
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        let pool = self.pool(pool)?;
        let state = if pool.is_active() { VIR_STORAGE_POOL_RUNNING } else { VIR_STORAGE_POOL_INACTIVE };
        Ok(StoragePoolInfoReply {
            state: u8::try_from(state).unwrap_or(0),
            capacity: CAPACITY,
            allocation: 0,
            available: CAPACITY,
        })
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_STORAGE_XML_INACTIVE, "testStoragePoolGetXMLDesc")?;
        let mut document = StoragePool::clone(self.pool(pool)?.document(flags != 0)?);
        (document.capacity, document.available) = (Size(CAPACITY), Size(CAPACITY));
        Ok(document.format())
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.pool(pool)?.autostart.into())
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.autostart = autostart != 0;
        turn.publish(pool, None);
        Ok(())
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.pool(pool)?.is_active().into())
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.pool(pool)?.is_persistent().into())
    }
}
