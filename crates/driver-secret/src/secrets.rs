//! Opening the driver, and what other drivers ask it.

use std::path::Path;
use std::sync::Arc;

use conf::encryption::SecretLookup;
use conf::secret::{Keeper, UsageKind, sealed};
use host::files::{Files, SystemFiles};
use virt::generated::secret::SecretDriver;
use virt::job::JobSlot;
use virt::objects::Objects;
use virt::{Error, ErrorDomain, EventBus, Result, SecretBytes, Uuid};

use crate::connection::SecretConnection;
use crate::core::Core;
use crate::paths::Paths;

/// What the driver is made of; tests replace parts of the machine.
pub struct Options {
    /// Its folder.
    pub paths: Paths,
    /// Files of the machine.
    pub files: Arc<dyn Files>,
    /// Where events go: the bus of the connection that the driver is a part of.
    pub events: Arc<EventBus>,
}

impl Options {
    fn new(paths: Paths, events: Arc<EventBus>) -> Options {
        Options { paths, files: Arc::new(SystemFiles), events }
    }

    /// The driver of the real machine, with its files below a root folder (`/` in production).
    pub fn system(root: &Path, events: Arc<EventBus>) -> Options {
        Options::new(Paths::system(root), events)
    }

    /// The driver of one account, below its daemon's configuration folder.
    pub fn session(config: &Path, events: Arc<EventBus>) -> Options {
        Options::new(Paths::session(config), events)
    }
}

/// The driver, as a daemon holds it.
#[derive(Debug, Clone)]
pub struct Secrets {
    core: Arc<Core>,
}

impl Secrets {
    /// Reads all secrets.
    pub fn open(options: Options) -> Result<Secrets> {
        let core = Core {
            paths: options.paths,
            files: options.files,
            secrets: Objects::new(options.events),
            turn: JobSlot::default(),
        };
        core.create_folders()?;
        core.load()?;
        Ok(Secrets { core: Arc::new(core) })
    }

    /// The driver for a connection.
    pub fn driver(&self) -> Arc<dyn SecretDriver> {
        Arc::new(SecretConnection::new(Arc::clone(&self.core)))
    }

    /// Reads the files again, after they were changed on disk.
    pub fn reload(&self) {
        if let Err(error) = self.core.load() {
            log::error!("secrets are not read again: {error}");
        }
    }
}

impl Keeper for Secrets {
    /// Also of secrets that no client is told.
    fn value(&self, lookup: &SecretLookup, kind: UsageKind) -> Result<SecretBytes> {
        let secret = match lookup {
            SecretLookup::Uuid(uuid) => sealed::find(&self.core.secrets, uuid)?,
            SecretLookup::Usage(usage) => sealed::find_by_usage(&self.core.secrets, kind.number(), usage)?,
        };
        let opens = secret.document.usage.as_ref().map_or(UsageKind::None, |usage| usage.kind);
        if opens != kind {
            let (uuid, is, wanted) = (secret.document.uuid, opens.as_str(), kind.as_str());
            let message = format!("secret with uuid {uuid} is of type '{is}' not expected '{wanted}' type");
            return Err(Error::invalid_arg(message).in_domain(ErrorDomain::SECRET));
        }
        secret.value().cloned()
    }

    fn secret_for(&self, kind: UsageKind, usage: &str) -> Option<Uuid> {
        sealed::find_by_usage(&self.core.secrets, kind.number(), usage).ok().map(|secret| secret.document.uuid)
    }
}
