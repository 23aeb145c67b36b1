//! Pools on disk: definitions, links for autostart, the state of those that are active.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use conf::storage_pool::{PoolStatus, StoragePool};
use host::definitions;
use virt::{Error, Result};

use crate::core::Core;

/// The heading of a pool's documents.
fn heading(name: &str) -> String {
    definitions::heading(&format!("pool-edit {name}"))
}

impl Core {
    /// Makes the folders that the driver needs.
    pub(crate) fn create_folders(&self) -> Result<()> {
        let paths = &self.paths;
        definitions::create_folders(&*self.files, &[&paths.config, &paths.autostart(), &paths.state])
    }

    /// Reads all definitions. A file that cannot be read costs only its own pool.
    pub(crate) fn load_definitions(&self) {
        let documents = definitions::known(&*self.files, &self.paths.config, "pools");
        definitions::each(&documents, "load", |path| self.load_definition(path));
    }

    fn load_definition(&self, path: &Path) -> Result<()> {
        let document = Arc::new(StoragePool::parse(&definitions::read(&*self.files, path)?)?);
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

    /// Files of pools that a daemon before us has started.
    pub(crate) fn states(&self) -> Vec<PathBuf> {
        definitions::known(&*self.files, &self.paths.state, "pools")
    }

    /// Takes over the pool of such a file.
    pub(crate) fn take_over(&self, path: PathBuf) {
        definitions::each(&[path], "take over", |path| self.take_over_one(path));
    }

    fn take_over_one(&self, path: &Path) -> Result<()> {
        let document = Arc::new(PoolStatus::parse(&definitions::read(&*self.files, path)?)?.pool);
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
        let text = heading(&pool.name) + &pool.format();
        definitions::write_definition(&*self.files, &self.paths.definition(&pool.name), &text)
    }

    /// Writes the state of an active pool; it ends with the host's run.
    pub(crate) fn write_status(&self, pool: &StoragePool) -> Result<()> {
        let text = heading(&pool.name) + &PoolStatus { pool: pool.clone() }.format();
        definitions::write_status(&*self.files, &self.paths.status(&pool.name), &text)
    }

    /// Removes a pool's state.
    pub(crate) fn remove_status(&self, name: &str) -> Result<()> {
        definitions::remove_status(&*self.files, &self.paths.status(name))
    }

    /// Removes a definition and its autostart link.
    pub(crate) fn remove_definition(&self, name: &str) -> Result<()> {
        definitions::remove_definition(&*self.files, &self.paths.definition(name), &self.paths.autostart_link(name))
    }
}
