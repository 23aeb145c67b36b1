//! What only a running guest has, beside its document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use crate::backup::BackupJob;
use crate::block_job::BlockJob;
use crate::console::Sessions;
use crate::transfer::Transfer;

/// Everything that ends with the run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Runtime {
    /// File systems that are frozen.
    pub(crate) frozen: BTreeSet<&'static str>,
    /// Jobs on disks, by the disks' names in the guest.
    pub(crate) block_jobs: BTreeMap<String, BlockJob>,
    /// The backup that is being made.
    pub(crate) backup: Option<Arc<BackupJob>>,
    /// Whether the guest is being sent to another node.
    pub(crate) leaving: bool,
    /// Its memory on the way there, where that takes time.
    pub(crate) transfer: Option<Transfer>,
    /// Whether it ran before it stood still to be sent.
    pub(crate) ran: bool,
    /// Whether it is being received from one.
    pub(crate) arriving: bool,
    /// How a migration may go.
    pub(crate) migration: MigrationLimits,
    /// What its agent has been told.
    pub(crate) agent: Agent,
    /// Bytes written to a disk's image after which an event tells so.
    pub(crate) thresholds: BTreeMap<String, u64>,
    /// The last count of memory that changes.
    pub(crate) dirty_rate: Option<DirtyRate>,
    /// Whether the owner of an encrypted guest has given its secret.
    pub(crate) has_launch_secret: bool,
    /// Names of descriptors handed in for the guest, and how many each has.
    pub(crate) descriptors: BTreeMap<String, usize>,
    /// Consoles and channels that are open.
    pub(crate) consoles: Arc<Sessions>,
}

/// MiB a second of a migration that may go as fast as it can.
pub(crate) const ANY_SPEED: u64 = u64::MAX >> 21;

/// Limits of a migration.
#[derive(Debug, Clone)]
pub(crate) struct MigrationLimits {
    /// Milliseconds that the guest may stand still.
    pub(crate) downtime: u64,
    /// MiB a second.
    pub(crate) speed: u64,
    /// The same after it runs on the other side.
    pub(crate) postcopy_speed: u64,
    /// Bytes of memory for what was sent before.
    pub(crate) cache: u64,
}

impl Default for MigrationLimits {
    fn default() -> MigrationLimits {
        MigrationLimits { downtime: 300, speed: ANY_SPEED, postcopy_speed: 0, cache: 64 << 20 }
    }
}

/// What a guest's agent has been told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agent {
    /// CPUs that are off line.
    pub(crate) offline: BTreeSet<u32>,
    /// Keys with which users may log in.
    pub(crate) keys: BTreeMap<String, Vec<String>>,
}

/// A count of memory that changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DirtyRate {
    /// When it began.
    pub(crate) since: Duration,
    /// The same as seconds since 1970.
    pub(crate) since_epoch: i64,
    /// How many seconds it takes.
    pub(crate) seconds: i32,
    /// How it is counted: `page-sampling`, …
    pub(crate) mode: &'static str,
}
