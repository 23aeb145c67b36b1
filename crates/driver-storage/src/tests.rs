//! Lives of pools and volumes, on real files.

mod faults;
mod pools;
mod volumes;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use host::faults::FaultyFiles;
use host::files::SystemFiles;
use host::process::{Processes, SystemProcesses};
use virt::generated::storage_pool::StoragePoolDriver;
use virt::generated::storage_vol::StorageVolDriver;
use virt::{Event, EventBus, StoragePoolRef, Subscription};

use crate::{Options, Paths, Storages};

/// A machine of its own, on which drivers come and go.
pub(crate) struct Stage {
    root: PathBuf,
    files: Arc<FaultyFiles<SystemFiles>>,
    processes: Arc<dyn Processes>,
    events: Arc<EventBus>,
    heard: Arc<Mutex<Vec<(String, i32)>>>,
    _subscription: Subscription,
}

/// What a listener hears of a pool that was looked at again.
const REFRESH: i32 = 100;

/// Both drivers of a connection.
struct Both {
    pools: Arc<dyn StoragePoolDriver>,
    volumes: Arc<dyn StorageVolDriver>,
}

impl Stage {
    pub(crate) fn new(name: &str) -> Stage {
        let root = std::env::temp_dir().join(format!("ferrovirt-storage-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        let events = EventBus::new();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&heard);
        let subscription = events.subscribe(move |event| match &**event {
            Event::StoragePoolEventLifecycle(event) => log.lock().unwrap().push((event.pool.name.clone(), event.event)),
            Event::StoragePoolEventRefresh(event) => log.lock().unwrap().push((event.pool.name.clone(), REFRESH)),
            _ => (),
        });
        let files = Arc::new(FaultyFiles::new(SystemFiles));
        let processes = Arc::new(SystemProcesses);
        Stage { root, files, processes, events, heard, _subscription: subscription }
    }

    pub(crate) fn open(&self) -> Storages {
        Storages::open(Options {
            paths: Paths::system(&self.root),
            files: Arc::clone(&self.files) as _,
            processes: Arc::clone(&self.processes),
            secrets: None,
            events: Arc::clone(&self.events),
        })
        .unwrap()
    }

    fn driver(&self) -> Both {
        let (pools, volumes) = self.open().drivers();
        Both { pools, volumes }
    }

    /// A driver with a pool that is active.
    fn active(&self) -> (Both, StoragePoolRef) {
        let driver = self.driver();
        let pool = driver.pools.define_xml(&self.pool("p"), 0).unwrap();
        driver.pools.create(&pool, virt::constants::VIR_STORAGE_POOL_CREATE_WITH_BUILD).unwrap();
        (driver, pool)
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.root.join("pools").join(name)
    }

    fn pool(&self, name: &str) -> String {
        let folder = self.folder(name);
        format!("<pool type='dir'><name>{name}</name><target><path>{}</path></target></pool>", folder.display())
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    fn heard(&self) -> Vec<(String, i32)> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }

    fn names(&self, pool: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder(pool)).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn volume(name: &str, inside: &str) -> String {
    format!("<volume><name>{name}</name>{inside}</volume>")
}

fn has(program: &str) -> bool {
    let is_there = host::helper::find(program).is_some();
    if !is_there {
        eprintln!("skipped: there is no {program}");
    }
    is_there
}
