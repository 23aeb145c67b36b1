//! Pools on disk: definitions, links for autostart, the state of those that are active.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use conf::storage_pool::{PoolStatus, StoragePool};
use host::files::Durability;
use virt::{Error, Result};

use crate::core::Core;

/// Largest file that is read back.
const MAX_FILE: u64 = 32 << 20;

/// Mode of all files.
const PRIVATE: u32 = 0o600;

/// The heading of files that a person should not edit, with the command that edits them properly.
fn heading(name: &str) -> String {
    format!(
        "<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n\
         OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n  \
         virsh pool-edit {name}\nor other application using the libvirt API.\n-->\n\n"
    )
}

impl Core {
    /// Makes the folders that the driver needs.
    pub(crate) fn create_folders(&self) -> Result<()> {
        for folder in [&self.paths.config, &self.paths.autostart(), &self.paths.state] {
            let made = self.files.create_folder(folder, 0o755);
            made.map_err(|e| Error::system(format!("Failed to create dir '{}'", folder.display()), &e))?;
        }
        Ok(())
    }

    fn documents_in(&self, folder: &Path) -> Vec<PathBuf> {
        let names = match self.files.list(folder) {
            Ok(names) => names,
            Err(error) => {
                log::error!("cannot read pools from '{}': {error}", folder.display());
                return Vec::new();
            }
        };
        let mut documents = Vec::new();
        for path in names.into_iter().map(|name| folder.join(name)) {
            let text = path.to_string_lossy();
            if text.ends_with(".xml.new") {
                // A write that was cut off; what it should have replaced is still whole.
                let _ = self.files.remove(&path, Durability::Volatile);
            } else if text.ends_with(".xml") {
                documents.push(path);
            }
        }
        documents
    }

    fn read_file(&self, path: &Path) -> Result<String> {
        let read = self.files.read(path, MAX_FILE);
        let bytes = read.map_err(|e| Error::system(format!("failed to read '{}'", path.display()), &e))?;
        String::from_utf8(bytes).map_err(|_| Error::xml("document is not UTF-8"))
    }

    /// Reads all definitions. A file that cannot be read costs only its own pool.
    pub(crate) fn load_definitions(&self) {
        for path in self.documents_in(&self.paths.config) {
            if let Err(error) = self.load_definition(&path) {
                log::error!("cannot load '{}': {error}", path.display());
            }
        }
    }

    fn load_definition(&self, path: &Path) -> Result<()> {
        let document = Arc::new(StoragePool::parse(&self.read_file(path)?)?);
        if path != self.paths.definition(&document.name) {
            return Err(Error::internal(format!("file holds the definition of '{}'", document.name)));
        }
        let entry = self.table.claim(&document)?;
        let mut pool = self.change(&entry, "load")?;
        let link = self.paths.autostart_link(&document.name);
        pool.autostart = self.files.read_link(&link).is_ok_and(|target| target == path);
        pool.is_redefined = pool.is_active() && pool.definition.as_ref().is_some_and(|known| **known != *document);
        pool.definition = Some(document);
        pool.publish();
        Ok(())
    }

    /// Finds pools that a daemon before us has started.
    pub(crate) fn take_over(&self) {
        for path in self.documents_in(&self.paths.state) {
            if let Err(error) = self.take_over_one(&path) {
                log::error!("cannot take over '{}': {error}", path.display());
            }
        }
    }

    fn take_over_one(&self, path: &Path) -> Result<()> {
        let document = Arc::new(PoolStatus::parse(&self.read_file(path)?)?.pool);
        if path != self.paths.status(&document.name) {
            return Err(Error::internal(format!("file holds the state of '{}'", document.name)));
        }
        let entry = self.table.claim(&document)?;
        let mut pool = self.change(&entry, "take over")?;
        let backend = crate::backend::of(document.kind)?;
        if !backend.is_running(self, &document)? {
            log::info!("pool '{}' is no longer active", document.name);
            return self.remove_status(&document.name);
        }
        pool.is_redefined = pool.definition.as_ref().is_some_and(|known| **known != *document);
        pool.live = Some(document);
        match crate::refresh::scan(self, &mut pool) {
            Ok(()) => pool.publish(),
            Err(error) => {
                log::error!("pool '{}' is no longer active: {error}", pool.name);
                self.remove_status(&pool.name)?;
            }
        }
        Ok(())
    }

    /// Writes a definition so that it survives a power cut.
    pub(crate) fn write_definition(&self, pool: &StoragePool) -> Result<()> {
        let path = self.paths.definition(&pool.name);
        let text = heading(&pool.name) + &pool.format();
        let written = self.files.write_atomic(&path, text.as_bytes(), PRIVATE, Durability::Synced);
        written.map_err(|e| Error::system(format!("cannot create config file '{}'", path.display()), &e))
    }

    /// Writes the state of an active pool; it ends with the host's run.
    pub(crate) fn write_status(&self, pool: &StoragePool) -> Result<()> {
        let path = self.paths.status(&pool.name);
        let text = heading(&pool.name) + &PoolStatus { pool: pool.clone() }.format();
        let written = self.files.write_atomic(&path, text.as_bytes(), PRIVATE, Durability::Volatile);
        written.map_err(|e| Error::system(format!("cannot write '{}'", path.display()), &e))
    }

    /// Removes a pool's state.
    pub(crate) fn remove_status(&self, name: &str) -> Result<()> {
        self.remove(&self.paths.status(name), Durability::Volatile, "cannot remove")
    }

    /// Removes a definition and its autostart link.
    pub(crate) fn remove_definition(&self, name: &str) -> Result<()> {
        self.remove_autostart_link(name)?;
        self.remove(&self.paths.definition(name), Durability::Synced, "cannot remove config")
    }

    /// Removes the link that starts a pool with the host, where there is one.
    pub(crate) fn remove_autostart_link(&self, name: &str) -> Result<()> {
        self.remove(&self.paths.autostart_link(name), Durability::Synced, "Failed to delete autostart link")
    }

    fn remove(&self, path: &Path, durability: Durability, what: &str) -> Result<()> {
        match self.files.remove(path, durability) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::system(format!("{what} '{}'", path.display()), &e)),
            _ => Ok(()),
        }
    }
}
