//! What all connections share.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use conf::secret::Keeper;
use conf::storage_pool::StoragePool;
use host::process::Processes;
use host::volumes::VolumeFiles;
use virt::events::{StoragePoolEventLifecycle, StoragePoolEventRefresh};
use virt::job::{JOB_WAIT, JobGuard};
use virt::{Error, Event, EventBus, Result, StoragePoolRef, StorageVolRef, Uuid};

use crate::paths::Paths;
use crate::table::{Entry, Pool, Table};
use crate::volume::Volume;

/// The driver.
pub(crate) struct Core {
    /// Its folders.
    pub(crate) paths: Paths,
    /// Files of the machine.
    pub(crate) files: Arc<dyn VolumeFiles>,
    /// Processes of the machine.
    pub(crate) processes: Arc<dyn Processes>,
    /// Who keeps the passphrases of encrypted volumes.
    pub(crate) secrets: Option<Arc<dyn Keeper>>,
    /// Where events go.
    pub(crate) events: Arc<EventBus>,
    /// All pools.
    pub(crate) table: Table,
}

impl Core {
    /// Publishes a life-cycle event.
    pub(crate) fn emit(&self, pool: &Pool, event: i32) {
        let pool = pool.reference();
        self.events.publish(Event::StoragePoolEventLifecycle(StoragePoolEventLifecycle { pool, event, detail: 0 }));
    }

    /// Tells that a pool was looked at again.
    pub(crate) fn emit_refresh(&self, pool: &Pool) {
        self.events.publish(Event::StoragePoolEventRefresh(StoragePoolEventRefresh { pool: pool.reference() }));
    }

    /// Reads a user's document and makes up what it leaves to the driver.
    pub(crate) fn read(&self, xml: &str) -> Result<Arc<StoragePool>> {
        let mut pool = StoragePool::parse(xml)?;
        if pool.uuid == Uuid::default() {
            let mut bytes = [0; 16];
            host::random::fill(&mut bytes).map_err(|e| Error::system("cannot get random bytes", &e))?;
            pool.uuid = Uuid::from_random(bytes);
        }
        Ok(Arc::new(pool))
    }

    /// Waits for the turn to change a pool.
    pub(crate) fn change<'a>(&'a self, entry: &'a Arc<Entry>, call: &'static str) -> Result<Change<'a>> {
        self.change_within(entry, call, JOB_WAIT)
    }

    /// Waits for the turn as long as it must be waited for.
    pub(crate) fn change_within<'a>(
        &'a self,
        entry: &'a Arc<Entry>,
        call: &'static str,
        wait: Duration,
    ) -> Result<Change<'a>> {
        let turn = entry.turn.begin(call, wait)?;
        let pool = Pool::clone(&entry.pool());
        match entry.is_gone() {
            true => Err(crate::table::no_pool(format!("uuid '{}' ({})", pool.uuid, pool.name))),
            false => Ok(Change { core: self, entry, pool, _turn: turn }),
        }
    }

    /// The active pool of a volume, and the volume.
    pub(crate) fn volume(&self, vol: &StorageVolRef) -> Result<(Arc<Entry>, Arc<Pool>, Arc<Volume>)> {
        let (entry, pool) = self.table.by_name(&vol.pool)?;
        pool.active()?;
        let volume = Arc::clone(pool.volume(&vol.name)?);
        Ok((entry, pool, volume))
    }

    /// The active pool that a call names.
    pub(crate) fn active_pool(&self, pool: &StoragePoolRef) -> Result<(Arc<Entry>, Arc<Pool>)> {
        let (entry, pool) = self.table.find(pool)?;
        pool.active()?;
        Ok((entry, pool))
    }
}

/// The right to change a pool, and the pool as it will be; nothing is visible before it is published.
pub(crate) struct Change<'a> {
    core: &'a Core,
    entry: &'a Arc<Entry>,
    pub(crate) pool: Pool,
    _turn: JobGuard<'a>,
}

impl Change<'_> {
    /// Makes the changes so far visible.
    pub(crate) fn publish(&self) {
        self.entry.publish(self.pool.clone());
    }

    /// Refuses a pool to or from which something is being copied.
    pub(crate) fn check_idle(&self) -> Result<()> {
        let is_busy =
            self.entry.copies.load(Ordering::Acquire) > 0 || self.pool.volumes.values().any(|v| v.is_building);
        match is_busy {
            true => Err(Error::internal(format!("pool '{}' has asynchronous jobs running.", self.pool.name))),
            false => Ok(()),
        }
    }
}

impl Deref for Change<'_> {
    type Target = Pool;

    fn deref(&self) -> &Pool {
        &self.pool
    }
}

impl DerefMut for Change<'_> {
    fn deref_mut(&mut self) -> &mut Pool {
        &mut self.pool
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        self.core.table.settle(self.entry);
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("paths", &self.paths).finish_non_exhaustive()
    }
}
