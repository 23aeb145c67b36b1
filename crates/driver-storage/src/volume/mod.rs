//! Volumes: files in the folders of pools.

mod clone;
mod create;
mod delete;
mod info;
mod list;
mod make;
mod passphrase;
mod raw;
mod resize;
pub(crate) mod scan;
mod stream;
mod wipe;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use conf::storage_vol::{StorageVolume, VolumeKind};
use virt::{Error, Result, StorageVolRef};

use crate::core::Core;
use crate::storages::VolumePlace;
use crate::table::Pool;

pub(crate) use clone::create_xml_from;
pub(crate) use create::create_xml;
pub(crate) use delete::delete;
pub(crate) use info::{info_flags, xml_desc};
pub(crate) use list::{count, list_all, lookup_by_key, lookup_by_name, lookup_by_path, names, path};
pub(crate) use resize::resize;
pub(crate) use stream::{download, upload};
pub(crate) use wipe::wipe;

/// A volume, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Volume {
    /// Its document, as its pool's last look or its making left it.
    pub(crate) document: StorageVolume,
    /// Whether its bytes are still being made.
    pub(crate) is_building: bool,
    /// How many work with its bytes.
    pub(crate) users: Arc<AtomicUsize>,
}

impl Volume {
    pub(crate) fn new(document: StorageVolume) -> Volume {
        Volume { document, is_building: false, users: Arc::default() }
    }

    /// Where it is on this host.
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(self.document.target.path.as_deref().unwrap_or_default())
    }

    pub(crate) fn reference(&self, pool: &Pool) -> StorageVolRef {
        let key = self.document.key.clone().unwrap_or_default();
        StorageVolRef { pool: pool.name.clone(), name: self.document.name.clone(), key }
    }

    /// Refuses a volume whose bytes are still being made.
    pub(crate) fn check_built(&self) -> Result<()> {
        match self.is_building {
            true => {
                let message = format!("volume '{}' is still being allocated.", self.document.name);
                Err(Error::operation_invalid(message))
            }
            false => Ok(()),
        }
    }

    /// Refuses a volume that somebody works with.
    pub(crate) fn check_idle(&self) -> Result<()> {
        self.check_built()?;
        match self.users.load(Ordering::Acquire) {
            0 => Ok(()),
            _ => Err(self.in_use()),
        }
    }

    fn in_use(&self) -> Error {
        Error::operation_invalid(format!("volume '{}' is still in use.", self.document.name))
    }

    /// Works with its bytes, alone.
    pub(crate) fn take(&self) -> Result<User> {
        self.check_built()?;
        let taken = self.users.compare_exchange(0, 1, Ordering::AcqRel, Ordering::Acquire);
        taken.map(|_| User(Arc::clone(&self.users))).map_err(|_| self.in_use())
    }

    /// Plain bytes.
    pub(crate) fn is_plain(&self) -> bool {
        is_plain(&self.document)
    }
}

/// Whether a volume's file has the bytes of its guest and nothing else.
pub(crate) fn is_plain(document: &StorageVolume) -> bool {
    let format = document.target.format.as_deref().unwrap_or("raw");
    matches!(format, "raw" | "iso" | "none") && document.target.encryption.is_none()
}

/// One who works with something, until dropped.
#[derive(Debug)]
pub(crate) struct User(Arc<AtomicUsize>);

impl User {
    /// One more who works with it.
    pub(crate) fn of(users: &Arc<AtomicUsize>) -> User {
        users.fetch_add(1, Ordering::AcqRel);
        User(Arc::clone(users))
    }
}

impl Drop for User {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Where a volume is, for a guest.
pub(crate) fn place(core: &Core, pool: &str, volume: &str) -> Result<VolumePlace> {
    let reference = StorageVolRef { pool: pool.to_owned(), name: volume.to_owned(), key: String::new() };
    if !core.table.by_name(pool)?.1.is_active() {
        let message = format!("storage pool '{pool}' containing volume '{volume}' is not active");
        return Err(Error::config_unsupported(message));
    }
    let (_, _, volume) = core.volume(&reference)?;
    volume.check_built()?;
    let document = &volume.document;
    match document.kind {
        VolumeKind::File | VolumeKind::Block => Ok(VolumePlace {
            path: document.target.path.clone().unwrap_or_default(),
            format: document.target.format.clone().unwrap_or_else(|| "raw".to_owned()),
            is_block: document.kind == VolumeKind::Block,
        }),
        other => {
            let message = format!("storage volume '{}' of type '{}' cannot be a disk", document.name, other.as_str());
            Err(Error::config_unsupported(message))
        }
    }
}

/// A file's content and name are safe on the disk.
pub(crate) fn sync(core: &Core, path: &Path) -> std::io::Result<()> {
    core.files.sync(&core.files.open(path, false)?)?;
    core.files.sync_folder(path.parent().unwrap_or(Path::new("/")))
}
