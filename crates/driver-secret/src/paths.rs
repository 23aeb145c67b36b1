//! Where the driver's files lie; the names are libvirt's.

use std::path::{Path, PathBuf};

use virt::Uuid;

/// The driver's folder, with `UUID.xml` and `UUID.base64` of each secret. What is ephemeral is in no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Definitions and values.
    pub config: PathBuf,
}

impl Paths {
    /// Places of the system instance below a root folder (`/` in production).
    pub fn system(root: &Path) -> Paths {
        Paths::below(&root.join("etc/libvirt"))
    }

    /// Places of one user's instance, below their daemon's configuration folder.
    pub fn session(config: &Path) -> Paths {
        Paths::below(config)
    }

    fn below(config: &Path) -> Paths {
        Paths { config: config.join("secrets") }
    }

    /// File of a definition.
    pub(crate) fn definition(&self, uuid: &Uuid) -> PathBuf {
        self.config.join(format!("{uuid}.xml"))
    }

    /// File of a value.
    pub(crate) fn value(&self, uuid: &Uuid) -> PathBuf {
        self.config.join(format!("{uuid}.base64"))
    }
}
