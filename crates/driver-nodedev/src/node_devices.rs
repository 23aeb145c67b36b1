//! Opening the driver.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use host::files::{Files, SystemFiles};
use host::offload::{Cards, SystemCards};
use host::process::{Processes, SystemProcesses};
use host::uevent::{Ending, SystemUevents, Uevents};
use virt::generated::node_device::NodeDeviceDriver;
use virt::job::JobSlot;
use virt::objects::Objects;
use virt::{EventBus, Result};

use crate::connection::NodeDeviceConnection;
use crate::core::Core;
use crate::ids::Ids;
use crate::notes::Notes;
use crate::probe::Kernel;
use crate::sysfs::Sysfs;
use crate::watch;

/// What the driver is made of; tests replace parts of the machine.
pub struct Options {
    /// The kernel's tree of devices.
    pub sysfs: PathBuf,
    /// What udev has noted of devices.
    pub notes: PathBuf,
    /// The file that is there where the kernel can give devices to guests.
    pub vfio: PathBuf,
    /// Where the list of PCI vendors and products may be.
    pub pci_ids: Vec<PathBuf>,
    /// Files of the machine.
    pub files: Arc<dyn Files>,
    /// Processes of the machine.
    pub processes: Arc<dyn Processes>,
    /// Network cards of the machine.
    pub cards: Arc<dyn Cards>,
    /// News of devices; without, devices are those that there were at the start.
    pub uevents: Option<Box<dyn Uevents>>,
    /// What ends the news when the driver goes.
    pub ending: Option<Ending>,
    /// Where events go: the bus of the connection that the driver is a part of.
    pub events: Arc<EventBus>,
}

impl Options {
    /// The driver of the real machine.
    pub fn system(events: Arc<EventBus>) -> Options {
        // A host without udev tells its news itself.
        let udev_runs = Path::new("/run/udev/control").exists();
        let (uevents, ending) = match SystemUevents::open(udev_runs) {
            Ok((uevents, ending)) => (Some(Box::new(uevents) as Box<dyn Uevents>), Some(ending)),
            Err(error) => {
                log::warn!("devices that come and go are not noticed: {error}");
                (None, None)
            }
        };
        Options {
            sysfs: "/sys".into(),
            notes: "/run/udev/data".into(),
            vfio: "/dev/vfio/vfio".into(),
            pci_ids: ["/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids"].map(PathBuf::from).into(),
            files: Arc::new(SystemFiles),
            processes: Arc::new(SystemProcesses),
            cards: Arc::new(SystemCards),
            uevents,
            ending,
            events,
        }
    }
}

/// The driver, as a daemon holds it.
#[derive(Debug, Clone)]
pub struct NodeDevices {
    core: Arc<Core>,
    _ending: Arc<Option<Ending>>,
}

impl NodeDevices {
    /// Looks at all devices and listens for news of them.
    pub fn open(options: Options) -> Result<NodeDevices> {
        let files = options.files;
        let kernel = Kernel {
            sysfs: Sysfs::new(Arc::clone(&files), options.sysfs),
            notes: Notes::new(Arc::clone(&files), options.notes),
            ids: Ids::new(Arc::clone(&files), options.pci_ids),
            cards: options.cards,
        };
        let core = Arc::new(Core {
            kernel,
            vfio: options.vfio,
            files: Arc::clone(&files),
            processes: options.processes,
            devices: Objects::new(options.events),
            places: Mutex::default(),
            turn: JobSlot::default(),
        });
        watch::start(&core, options.uevents)?;
        Ok(NodeDevices { core, _ending: Arc::new(options.ending) })
    }

    /// The driver for a connection.
    pub fn driver(&self) -> Arc<dyn NodeDeviceDriver> {
        Arc::new(NodeDeviceConnection::new(Arc::clone(&self.core)))
    }
}
