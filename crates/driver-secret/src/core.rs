//! What all connections share.

use std::sync::Arc;

use conf::secret::sealed::Sealed;
use host::files::Files;
use virt::job::{JOB_WAIT, JobGuard, JobSlot};
use virt::objects::Objects;
use virt::{Event, Result};

use crate::paths::Paths;

/// The driver.
pub(crate) struct Core {
    /// Its folder.
    pub(crate) paths: Paths,
    /// Files of the machine.
    pub(crate) files: Arc<dyn Files>,
    /// All secrets, as readers see them.
    pub(crate) secrets: Objects<Sealed>,
    /// Who may change secrets now: one at a time, since what one opens no other may.
    pub(crate) turn: JobSlot,
}

impl Core {
    /// Waits for the turn.
    pub(crate) fn begin(&self, call: &'static str) -> Result<JobGuard<'_>> {
        self.turn.begin(call, JOB_WAIT)
    }

    /// Publishes a secret that is new or has changed, then what happened to it.
    pub(crate) fn publish(&self, _turn: &JobGuard<'_>, secret: Sealed, event: Event) {
        self.secrets.begin().publish(secret, [event]);
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("paths", &self.paths).finish_non_exhaustive()
    }
}
