//! Storage pools, whose space exists in memory only.

use std::sync::Arc;

use conf::domain::defaults::generate_uuid;
use conf::storage_pool::filters::{Listed, chosen};
use conf::storage_pool::{PoolKind, StoragePool};
use virt::constants::*;
use virt::events::{StoragePoolEventLifecycle, StoragePoolEventRefresh};
use virt::flags;
use virt::generated::storage_pool::*;
use virt::list::counted;
use virt::objects::Turn;
use virt::{Error, ErrorCode, ErrorDomain, Event, Result, StoragePoolRef, StorageVolRef, Uuid};
use xml::Size;

use crate::connection::TestConnection;
use crate::core::Core;
use crate::held::{Document, Held, HeldObjects, HeldTurn};
use crate::storage_source;
use crate::volumes::Volumes;

/// A pool, at one moment.
pub(crate) type Pool = Held<StoragePool>;

/// The size of every pool.
const CAPACITY: u64 = 100 << 30;

/// Bytes in a pool: all, those that volumes take, and the rest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Space {
    pub(crate) capacity: u64,
    pub(crate) allocation: u64,
    pub(crate) available: u64,
}

impl Document for StoragePool {
    const WHAT: &'static str = "pool";
    type Inside = Volumes;

    fn name(&self) -> &str {
        &self.name
    }

    fn uuid(&self) -> Uuid {
        self.uuid
    }
}

impl Pool {
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

    /// How full it is.
    pub(crate) fn space(&self) -> Space {
        let allocation = self.inside.allocation();
        Space { capacity: CAPACITY, allocation, available: CAPACITY.saturating_sub(allocation) }
    }

    /// Whether its volumes are files of a file system.
    pub(crate) fn holds_files(&self) -> bool {
        let files = [PoolKind::Dir, PoolKind::Fs, PoolKind::Netfs, PoolKind::Vstorage];
        files.into_iter().any(|kind| self.is_kind(kind))
    }
}

impl Listed for Pool {
    fn reference(&self) -> StoragePoolRef {
        StoragePoolRef { name: self.name.to_string(), uuid: self.uuid }
    }

    fn is_active(&self) -> bool {
        self.live.is_some()
    }

    fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    fn starts_with_host(&self) -> bool {
        self.autostart
    }

    fn is_kind(&self, kind: PoolKind) -> bool {
        self.document(false).is_ok_and(|pool| pool.kind == kind)
    }
}

/// Reads a document and makes up what it leaves open.
pub(crate) fn read(core: &Core, xml: &str) -> Result<StoragePool> {
    let mut pool = StoragePool::parse(xml).map_err(|e| e.in_domain(ErrorDomain::STORAGE))?;
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

    /// The pool of a name.
    pub(crate) fn pool_named(&self, name: &str) -> Result<Arc<Pool>> {
        self.core().pools.by_name(name).ok_or_else(|| no_pool(format!("name '{name}'")))
    }

    pub(crate) fn begin_pool(&self, pool: &StoragePoolRef) -> Result<(Turn<'_, Pool>, Pool)> {
        let turn = self.core().pools.begin();
        let held = Pool::clone(&*self.pool(pool)?);
        Ok((turn, held))
    }
}

/// Finds the pool of a document or makes one up, which must not take another's storage.
pub(crate) fn known_or_new(turn: &Turn<'_, Pool>, document: &StoragePool) -> Result<Pool> {
    let pool = turn.known_or_new(document)?;
    let clashes = |other: &Pool| {
        other.uuid != document.uuid && other.document(false).is_ok_and(|known| known.conflicts_with(document))
    };
    match turn.all().iter().find(|other| clashes(other)) {
        Some(other) => {
            let message = format!("Storage source conflict with pool: '{}'", other.name);
            Err(Error::operation_failed(message).in_domain(ErrorDomain::STORAGE))
        }
        None => Ok(pool),
    }
}

/// The flags with which a pool is built: at most one of the two that say what becomes of what is there.
fn check_build(flags: u32, overwrite: u32, keep: u32) -> Result<()> {
    flags::exclusive(flags, (overwrite, "overwrite"), (keep, "no overwrite"))
}

const CREATE: u32 = VIR_STORAGE_POOL_CREATE_WITH_BUILD
    | VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE
    | VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE;

fn check_create(flags: u32, call: &str) -> Result<()> {
    flags::only(flags, CREATE, call)?;
    check_build(flags, VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE, VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE)
}

impl StoragePoolDriver for TestConnection {
    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        storage_source::find(type_, src_spec, flags)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        storage_source::capabilities(flags)
    }

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
        let all = self.core().pools.all();
        let chosen = chosen(all.iter().map(|pool| &**pool), flags, "testConnectListAllStoragePools")?;
        let (pools, ret) = counted(need_results, chosen);
        Ok(StoragePoolListAllStoragePoolsReply { pools, ret })
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        Ok(self.pool_named(name)?.reference())
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        Ok(self.core().pools.get(uuid).ok_or_else(|| no_pool(format!("uuid '{uuid}'")))?.reference())
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        Ok(self.pool_named(&vol.pool)?.reference())
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        let all = self.core().pools.all();
        let found = all.iter().find(|pool| pool.document(false).is_ok_and(|pool| pool.target_path() == Some(path)));
        Ok(found.ok_or_else(|| no_pool(format!("target path '{path}'")))?.reference())
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        flags::only(flags, VIR_STORAGE_POOL_DEFINE_VALIDATE, "testStoragePoolDefineXML")?;
        conf::documents::check_if(flags & VIR_STORAGE_POOL_DEFINE_VALIDATE != 0, xml)?;
        let document = read(self.core(), xml)?;
        let turn = self.core().pools.begin();
        let mut pool = known_or_new(&turn, &document)?;
        pool.definition = Some(Arc::new(document));
        let event = pool.event(VIR_STORAGE_POOL_EVENT_DEFINED);
        Ok(turn.publish(pool, [event]).reference())
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        check_create(flags, "testStoragePoolCreateXML")?;
        let document = read(self.core(), xml)?;
        let turn = self.core().pools.begin();
        let mut pool = known_or_new(&turn, &document)?;
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
        check_create(flags, "testStoragePoolCreate")?;
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
        let (overwrite, keep) = (VIR_STORAGE_POOL_BUILD_OVERWRITE, VIR_STORAGE_POOL_BUILD_NO_OVERWRITE);
        let other = VIR_STORAGE_POOL_BUILD_REPAIR | VIR_STORAGE_POOL_BUILD_RESIZE;
        flags::only(flags, overwrite | keep | other, "testStoragePoolBuild")?;
        check_build(flags, overwrite, keep)?;
        let (turn, pool) = self.begin_pool(pool)?;
        pool.check(false)?;
        turn.tell([pool.event(VIR_STORAGE_POOL_EVENT_CREATED)]);
        Ok(())
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        flags::only(flags, VIR_STORAGE_POOL_DELETE_ZEROED, "testStoragePoolDelete")?;
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
        let Space { capacity, allocation, available } = pool.space();
        Ok(StoragePoolInfoReply { state: u8::try_from(state).unwrap_or(0), capacity, allocation, available })
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        flags::only(flags, VIR_STORAGE_XML_INACTIVE, "testStoragePoolGetXMLDesc")?;
        let pool = self.pool(pool)?;
        let space = pool.space();
        let document = StoragePool {
            capacity: Size(space.capacity),
            allocation: Size(space.allocation),
            available: Size(space.available),
            ..StoragePool::clone(pool.document(flags != 0)?)
        };
        Ok(document.format())
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.pool(pool)?.autostart.into())
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        let (turn, mut pool) = self.begin_pool(pool)?;
        if !pool.is_persistent() {
            return Err(Error::invalid_arg(format!("pool '{}' is gone when it stops: it cannot start", pool.name))
                .remedy("define it"));
        }
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
