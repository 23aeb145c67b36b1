//! Where the driver's files lie; the names are libvirt's.

use std::path::{Path, PathBuf};

/// The driver's folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Definitions: `NAME.xml`, and `autostart/` with links to them.
    pub config: PathBuf,
    /// State of active pools: `NAME.xml`.
    pub state: PathBuf,
}

impl Paths {
    /// Places of the system instance below a root folder (`/` in production).
    pub fn system(root: &Path) -> Paths {
        Paths { config: root.join("etc/libvirt/storage"), state: root.join("run/libvirt/storage") }
    }

    /// Places of one user's instance, below their daemon's configuration and run-time folders.
    pub fn session(config: &Path, run: &Path) -> Paths {
        Paths { config: config.join("storage"), state: run.join("storage/run") }
    }

    /// Links to the definitions that start with the host.
    pub(crate) fn autostart(&self) -> PathBuf {
        self.config.join("autostart")
    }

    /// File of a definition.
    pub(crate) fn definition(&self, name: &str) -> PathBuf {
        self.config.join(format!("{name}.xml"))
    }

    /// Link of a definition that starts with the host.
    pub(crate) fn autostart_link(&self, name: &str) -> PathBuf {
        self.autostart().join(format!("{name}.xml"))
    }

    /// File with the state of an active pool.
    pub(crate) fn status(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.xml"))
    }
}
