//! What kinds of pools have different: where their storage comes from, and how volumes are found in it.

pub(crate) mod dir;
mod mount;

use conf::permissions::Permissions;
use conf::storage_pool::{PoolKind, StoragePool};
use host::volumes::Space;
use virt::{Error, Result};

use crate::core::Core;
use crate::volume::Volume;

/// What is found in a pool.
pub(crate) struct Found {
    pub(crate) volumes: Vec<Volume>,
    pub(crate) space: Space,
    /// Whose the target is.
    pub(crate) permissions: Permissions,
}

/// A kind of pools.
pub(crate) trait Backend: Sync {
    /// Whether a pool that was started still is, which a daemon asks that comes later.
    fn is_running(&self, core: &Core, pool: &StoragePool) -> Result<bool>;
    /// Makes the storage that the pool lies in.
    fn build(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()>;
    /// Brings the storage to the host.
    fn start(&self, core: &Core, pool: &StoragePool) -> Result<()>;
    /// Takes it from the host.
    fn stop(&self, core: &Core, pool: &StoragePool) -> Result<()>;
    /// Deletes the storage that the pool lies in.
    fn delete(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()>;
    /// Looks what is there.
    fn scan(&self, core: &Core, pool: &StoragePool) -> Result<Found>;
}

/// What does the work for pools of a kind.
pub(crate) fn of(kind: PoolKind) -> Result<&'static dyn Backend> {
    match kind {
        PoolKind::Dir => Ok(&dir::Folder),
        PoolKind::Fs | PoolKind::Netfs => Ok(&mount::Mounted),
        other => {
            let message = format!("pools of type '{}' can be defined, but not started yet", other.as_str());
            Err(Error::operation_unsupported(message).remedy("types dir, fs and netfs can be"))
        }
    }
}
