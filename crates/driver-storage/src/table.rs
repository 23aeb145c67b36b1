//! All pools: snapshots that readers take without waiting, and a turn for whoever changes a pool.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use conf::permissions::Permissions;
use conf::storage_pool::StoragePool;
use host::volumes::Space;
use virt::job::JobSlot;
use virt::{Error, ErrorCode, Result, StoragePoolRef, Uuid};

use crate::volume::Volume;

/// The volumes of a pool, by their names.
pub(crate) type Volumes = BTreeMap<String, Arc<Volume>>;

/// All that is known of a pool, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    pub(crate) name: String,
    pub(crate) uuid: Uuid,
    /// The persistent definition, if it has one.
    pub(crate) definition: Option<Arc<StoragePool>>,
    /// The document in force, while it is active.
    pub(crate) live: Option<Arc<StoragePool>>,
    /// The document of a call that is about to define or start the pool: nobody else may take its storage meanwhile.
    claim: Option<Arc<StoragePool>>,
    /// Whether the definition is another than the one that was started.
    pub(crate) is_redefined: bool,
    /// Whether it starts with the host.
    pub(crate) autostart: bool,
    /// How full it was when somebody last looked.
    pub(crate) space: Space,
    /// Whose its target was when somebody last looked.
    pub(crate) permissions: Option<Permissions>,
    pub(crate) volumes: Arc<Volumes>,
}

impl Pool {
    fn claimed(document: &Arc<StoragePool>) -> Pool {
        Pool {
            name: document.name.clone(),
            uuid: document.uuid,
            definition: None,
            live: None,
            claim: Some(Arc::clone(document)),
            is_redefined: false,
            autostart: false,
            space: Space::default(),
            permissions: None,
            volumes: Arc::default(),
        }
    }

    /// The pool as calls and events name it.
    pub(crate) fn reference(&self) -> StoragePoolRef {
        StoragePoolRef { name: self.name.clone(), uuid: self.uuid }
    }

    pub(crate) fn is_active(&self) -> bool {
        self.live.is_some()
    }

    pub(crate) fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    /// Whether anybody may see it yet.
    fn is_visible(&self) -> bool {
        self.is_active() || self.is_persistent()
    }

    /// The document in force: of what runs, else the definition.
    pub(crate) fn document(&self) -> Result<&Arc<StoragePool>> {
        let found = self.live.as_ref().or(self.definition.as_ref());
        found.ok_or_else(|| Error::internal(format!("pool '{}' has no document", self.name)))
    }

    /// The document of a pool that must be active.
    pub(crate) fn active(&self) -> Result<&Arc<StoragePool>> {
        let inactive = || Error::operation_invalid(format!("storage pool '{}' is not active", self.name));
        self.live.as_ref().ok_or_else(inactive)
    }

    /// Refuses a pool that is active, which it is `how`.
    pub(crate) fn check_inactive(&self, how: &str) -> Result<()> {
        match self.is_active() {
            true => Err(Error::operation_invalid(format!("storage pool '{}' is {how} active", self.name))),
            false => Ok(()),
        }
    }

    fn documents(&self) -> impl Iterator<Item = &Arc<StoragePool>> {
        self.live.iter().chain(&self.definition).chain(&self.claim)
    }

    /// A volume of it.
    pub(crate) fn volume(&self, name: &str) -> Result<&Arc<Volume>> {
        let missing = || no_volume(format!("name '{name}'"));
        self.volumes.get(name).ok_or_else(missing)
    }

    /// Puts a volume in, or in the place of its namesake.
    pub(crate) fn put(&mut self, volume: Volume) {
        Arc::make_mut(&mut self.volumes).insert(volume.document.name.clone(), Arc::new(volume));
    }

    /// Takes a volume out.
    pub(crate) fn take_out(&mut self, name: &str) {
        Arc::make_mut(&mut self.volumes).remove(name);
    }
}

/// There is no such volume.
pub(crate) fn no_volume(what: String) -> Error {
    Error::new(ErrorCode::NO_STORAGE_VOL, format!("no storage vol with matching {what}"))
}

/// There is no such pool.
pub(crate) fn no_pool(what: String) -> Error {
    Error::new(ErrorCode::NO_STORAGE_POOL, format!("no storage pool with matching {what}"))
}

/// A pool's place in the table.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Who may change the pool now.
    pub(crate) turn: JobSlot,
    /// Copies that are being made to or from it.
    pub(crate) copies: Arc<AtomicUsize>,
    is_gone: AtomicBool,
    now: RwLock<Arc<Pool>>,
}

impl Entry {
    /// What the pool is now.
    pub(crate) fn pool(&self) -> Arc<Pool> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Publishes what the pool is from now on; the caller has its turn.
    pub(crate) fn publish(&self, pool: Pool) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pool);
    }

    /// Whether the pool was forgotten while somebody waited for its turn.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Acquire)
    }
}

/// The pools that the driver knows.
#[derive(Debug, Default)]
pub(crate) struct Table(RwLock<BTreeMap<Uuid, Arc<Entry>>>);

impl Table {
    fn entries(&self) -> Vec<(Arc<Entry>, Arc<Pool>)> {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        entries.values().map(|entry| (Arc::clone(entry), entry.pool())).filter(|(_, pool)| pool.is_visible()).collect()
    }

    /// All pools, in the order of their names.
    pub(crate) fn all(&self) -> Vec<Arc<Pool>> {
        let mut pools: Vec<Arc<Pool>> = self.entries().into_iter().map(|(_, pool)| pool).collect();
        pools.sort_by(|one, other| one.name.cmp(&other.name));
        pools
    }

    /// The pool of a name, and its place.
    pub(crate) fn by_name(&self, name: &str) -> Result<(Arc<Entry>, Arc<Pool>)> {
        let found = self.entries().into_iter().find(|(_, pool)| pool.name == name);
        found.ok_or_else(|| no_pool(format!("name '{name}'")))
    }

    /// The pool of an identity, and its place.
    pub(crate) fn by_uuid(&self, uuid: &Uuid) -> Option<(Arc<Entry>, Arc<Pool>)> {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let entry = Arc::clone(entries.get(uuid)?);
        let pool = entry.pool();
        pool.is_visible().then_some((entry, pool))
    }

    /// The pool that a call names, and its place.
    pub(crate) fn find(&self, pool: &StoragePoolRef) -> Result<(Arc<Entry>, Arc<Pool>)> {
        self.by_uuid(&pool.uuid).ok_or_else(|| no_pool(format!("uuid '{}' ({})", pool.uuid, pool.name)))
    }

    /// The place of the pool whose name and identity a document has, made if there is none; refuses a document that
    /// takes what another pool has.
    pub(crate) fn claim(&self, document: &Arc<StoragePool>) -> Result<Arc<Entry>> {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let (name, uuid) = (&document.name, document.uuid);
        for pool in entries.values().map(|entry| entry.pool()) {
            if pool.uuid == uuid && pool.name != *name {
                let message = format!("pool '{}' is already defined with uuid {uuid}", pool.name);
                return Err(Error::operation_failed(message));
            }
            if pool.uuid != uuid && pool.name == *name {
                let message = format!("pool '{name}' already exists with uuid {}", pool.uuid);
                return Err(Error::operation_failed(message));
            }
            if pool.uuid != uuid && pool.documents().any(|known| known.conflicts_with(document)) {
                return Err(Error::operation_failed(format!("Storage source conflict with pool: '{}'", pool.name)));
            }
        }
        let made = || {
            let now = RwLock::new(Arc::new(Pool::claimed(document)));
            Arc::new(Entry { turn: JobSlot::default(), copies: Arc::default(), is_gone: AtomicBool::new(false), now })
        };
        Ok(Arc::clone(entries.entry(uuid).or_insert_with(made)))
    }

    /// Forgets a pool that neither runs nor has a definition; the caller has its turn.
    pub(crate) fn settle(&self, entry: &Entry) {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut pool = Pool::clone(&entry.pool());
        if !pool.is_visible() {
            entry.is_gone.store(true, Ordering::Release);
            entries.remove(&pool.uuid);
        } else if pool.claim.take().is_some() {
            entry.publish(pool);
        }
    }
}
