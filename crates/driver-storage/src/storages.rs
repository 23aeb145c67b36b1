//! Opening the driver, and what other drivers ask it.

use std::path::Path;
use std::sync::Arc;

use conf::secret::Keeper;
use host::files::SystemFiles;
use host::process::{Processes, SystemProcesses};
use host::volumes::VolumeFiles;
use virt::generated::storage_pool::StoragePoolDriver;
use virt::generated::storage_vol::StorageVolDriver;
use virt::{EventBus, Result};

use crate::connection::StorageConnection;
use crate::core::Core;
use crate::paths::Paths;
use crate::table::Table;
use crate::{autostart, begin};

/// What the driver is made of; tests replace parts of the machine.
pub struct Options {
    /// Its folders.
    pub paths: Paths,
    /// Files of the machine.
    pub files: Arc<dyn VolumeFiles>,
    /// Processes of the machine.
    pub processes: Arc<dyn Processes>,
    /// Who keeps the passphrases of encrypted volumes, if anybody does.
    pub secrets: Option<Arc<dyn Keeper>>,
    /// Where events go: the bus of the connection that the driver is a part of.
    pub events: Arc<EventBus>,
}

impl Options {
    fn new(paths: Paths, events: Arc<EventBus>) -> Options {
        Options { paths, files: Arc::new(SystemFiles), processes: Arc::new(SystemProcesses), secrets: None, events }
    }

    /// The driver of the real machine, with its files below a root folder (`/` in production).
    pub fn system(root: &Path, events: Arc<EventBus>) -> Options {
        Options::new(Paths::system(root), events)
    }

    /// The driver of one account, below its daemon's configuration and run-time folders.
    pub fn session(config: &Path, run: &Path, events: Arc<EventBus>) -> Options {
        Options::new(Paths::session(config, run), events)
    }
}

/// Where a volume is, for a guest that has it as a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumePlace {
    /// Its path on this host.
    pub path: String,
    /// The word of its format.
    pub format: String,
    /// Whether it is a block device.
    pub is_block: bool,
}

/// The driver, as a daemon holds it.
#[derive(Debug, Clone)]
pub struct Storages {
    core: Arc<Core>,
}

impl Storages {
    /// Reads definitions, takes over active pools, starts those that start with the host.
    pub fn open(options: Options) -> Result<Storages> {
        let core = Core {
            paths: options.paths,
            files: options.files,
            processes: options.processes,
            secrets: options.secrets,
            events: options.events,
            table: Table::default(),
        };
        core.create_folders()?;
        core.load_definitions();
        let core = Arc::new(core);
        begin::each(&core, core.states(), Core::take_over);
        begin::each(&core, autostart::wanted(&core), autostart::start);
        Ok(Storages { core })
    }

    /// The drivers for a connection.
    pub fn drivers(&self) -> (Arc<dyn StoragePoolDriver>, Arc<dyn StorageVolDriver>) {
        let connection = Arc::new(StorageConnection::new(Arc::clone(&self.core)));
        (Arc::clone(&connection) as _, connection)
    }

    #[cfg(test)]
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Reads the definitions again, after they were changed on disk; a pool that is busy holds nobody up.
    pub fn reload(&self) {
        let core = Arc::clone(&self.core);
        let started = std::thread::Builder::new().name("pool reload".into()).spawn(move || core.load_definitions());
        if let Err(error) = started {
            log::error!("storage pools are not read again: {error}");
        }
    }

    /// Where a volume of an active pool is.
    pub fn volume_place(&self, pool: &str, volume: &str) -> Result<VolumePlace> {
        crate::volume::place(&self.core, pool, volume)
    }
}
