//! What all connections to one instance share.

use std::path::PathBuf;
use std::sync::atomic::AtomicI32;
use std::sync::{Arc, OnceLock};

use conf::cpu::HostCpu;
use conf::secret::Keeper;
use host::cgroup::Cgroups;
use host::cpuid::Processor;
use host::files::Files;
use host::node::Node;
use host::port::PortRange;
use host::proc::Proc;
use host::process::Processes;
use virt::EventBus;

use crate::binaries::Binaries;
use crate::config::Config;
use crate::hypervisor::{Instance, Networks, Volumes};
use crate::paths::Paths;
use crate::table::Table;

/// The version that we tell ourselves by: libvirt 11.3.0's, whose drop-in we are.
pub(crate) const VERSION: u64 = 11_003_000;

/// One instance of the driver.
pub(crate) struct Core {
    /// Which instance it is.
    pub(crate) instance: Instance,
    /// Its folders.
    pub(crate) paths: Paths,
    /// The root that an embedded instance was opened with.
    pub(crate) embed_root: Option<PathBuf>,
    /// The administrator's choices.
    pub(crate) config: Config,
    /// Files of the machine.
    pub(crate) files: Arc<dyn Files>,
    /// Processes of the machine.
    pub(crate) processes: Arc<dyn Processes>,
    /// The machine itself.
    pub(crate) node: Node,
    /// Its processor.
    pub(crate) processor: Arc<dyn Processor>,
    /// What the processor has said, once it was asked.
    pub(crate) host_cpu: OnceLock<HostCpu>,
    /// Its processes' figures.
    pub(crate) proc: Proc,
    /// Control groups of the machine.
    pub(crate) cgroups: Cgroups,
    /// Virtual networks for guests.
    pub(crate) networks: Option<Arc<dyn Networks>>,
    /// Storage volumes for guests.
    pub(crate) volumes: Option<Arc<dyn Volumes>>,
    /// Passwords and keys for guests.
    pub(crate) secrets: Option<Arc<dyn Keeper>>,
    /// Where events go.
    pub(crate) events: Arc<EventBus>,
    /// QEMU binaries and what they can do.
    pub(crate) binaries: Binaries,
    /// All guests.
    pub(crate) table: Table,
    /// The number of the next guest to start.
    pub(crate) next_id: AtomicI32,
    /// Ports of displays.
    pub(crate) display_ports: PortRange,
    /// Ports of displays over websockets.
    pub(crate) websocket_ports: PortRange,
}

impl Core {
    /// The URI that leads here.
    pub(crate) fn uri(&self) -> String {
        match (&self.instance, &self.embed_root) {
            (Instance::System, _) => "qemu:///system".to_owned(),
            (Instance::Session, _) => "qemu:///session".to_owned(),
            (Instance::Embed, Some(root)) => format!("qemu:///embed?root={}", root.display()),
            (Instance::Embed, None) => "qemu:///embed".to_owned(),
        }
    }

    /// Whether guests run under an account of their own.
    pub(crate) fn is_privileged(&self) -> bool {
        self.config.credentials.is_some()
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("paths", &self.paths).finish_non_exhaustive()
    }
}
