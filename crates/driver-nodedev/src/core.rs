//! What all connections share.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use host::files::Files;
use host::process::Processes;
use virt::job::JobSlot;
use virt::objects::Objects;

use crate::device::Device;
use crate::probe::Kernel;

/// The driver.
pub(crate) struct Core {
    /// What is asked about devices.
    pub(crate) kernel: Kernel,
    /// The file that is there where the kernel can give devices to guests.
    pub(crate) vfio: PathBuf,
    /// Files of the machine.
    pub(crate) files: Arc<dyn Files>,
    /// Processes of the machine.
    pub(crate) processes: Arc<dyn Processes>,
    /// All devices, as readers see them.
    pub(crate) devices: Objects<Device>,
    /// Names of devices by their folders; whoever holds it changes what is published.
    pub(crate) places: Mutex<BTreeMap<String, String>>,
    /// Who gives devices to guests, or takes them back, now.
    pub(crate) turn: JobSlot,
}

impl Core {
    /// Waits for the right to change what is published; nothing that can wait long is done with it.
    pub(crate) fn places(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").finish_non_exhaustive()
    }
}
