//! Opening the driver: which URIs are its, and what an instance is made of.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicI32;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use conf::secret::Keeper;
use host::cgroup::Cgroups;
use host::cpuid::{Processor, SystemProcessor};
use host::files::{Files, SystemFiles};
use host::node::Node;
use host::port::PortRange;
use host::proc::Proc;
use host::process::{Processes, SystemProcesses};
use virt::generated::types::NetworkDhcpLease;
use virt::{Connection, Error, EventBus, Hypervisor, Result, Uri};

use crate::binaries::Binaries;
use crate::config::Config;
use crate::connection::QemuConnection;
use crate::core::Core;
use crate::paths::Paths;
use crate::table::Table;

/// Which instance of the driver this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instance {
    /// `qemu:///system`: of the whole machine, guests under their own account.
    System,
    /// `qemu:///session`: of one user, guests under theirs.
    Session,
    /// `qemu:///embed`: inside an application, apart from all others.
    Embed,
}

/// What the driver asks of virtual networks, whoever has them.
pub trait Networks: Send + Sync {
    /// The bridge that a guest on the network of this name is plugged into.
    fn bridge_of(&self, network: &str) -> Result<String>;
    /// The host's address on the network of this name.
    fn address_of(&self, network: &str) -> Result<String>;
    /// What a network has leased to a card by its hardware address; nothing where it is not active.
    fn leases_of(&self, network: &str, mac: &str) -> Result<Vec<NetworkDhcpLease>>;
}

/// Where a storage volume is, for a guest that has it as a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumePlace {
    /// Its path on this host.
    pub path: String,
    /// The word of its format.
    pub format: String,
    /// Whether it is a block device.
    pub is_block: bool,
}

/// What the driver asks of storage pools, whoever has them.
pub trait Volumes: Send + Sync {
    /// Where a volume of an active pool is.
    fn place(&self, pool: &str, volume: &str) -> Result<VolumePlace>;
}

/// What an instance is made of; tests replace parts of the machine.
pub struct Options {
    /// Which instance.
    pub instance: Instance,
    /// Its folders.
    pub paths: Paths,
    /// The root that an embedded instance was opened with.
    pub embed_root: Option<PathBuf>,
    /// Whether guests run under the account of `qemu.conf`, which only root can arrange.
    pub privileged: bool,
    /// Files of the machine.
    pub files: Arc<dyn Files>,
    /// Processes of the machine.
    pub processes: Arc<dyn Processes>,
    /// The machine's processor.
    pub processor: Arc<dyn Processor>,
    /// Virtual networks for its guests, where there are any.
    pub networks: Option<Arc<dyn Networks>>,
    /// Storage volumes for its guests, where there are any.
    pub volumes: Option<Arc<dyn Volumes>>,
    /// Passwords and keys for its guests, where there are any.
    pub secrets: Option<Arc<dyn Keeper>>,
    /// Where events go.
    pub events: Arc<EventBus>,
}

impl Options {
    /// An instance on the real machine.
    pub fn new(instance: Instance, paths: Paths) -> Options {
        Options {
            privileged: instance != Instance::Session && host::account::effective_uid() == 0,
            instance,
            paths,
            embed_root: None,
            files: Arc::new(SystemFiles),
            processes: Arc::new(SystemProcesses),
            processor: Arc::new(SystemProcessor),
            networks: None,
            volumes: None,
            secrets: None,
            events: EventBus::new(),
        }
    }

    /// `qemu:///system` below a root folder (`/` in production).
    pub fn system(root: &Path) -> Options {
        Options::new(Instance::System, Paths::system(root))
    }

    /// `qemu:///session` in the folders of this process's account.
    pub fn session() -> Options {
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_else(|| "/".into());
        let folder = |variable: &str, fallback: &str| match std::env::var_os(variable) {
            Some(path) if !path.is_empty() => PathBuf::from(path),
            _ => home.join(fallback),
        };
        let (config, cache) = (folder("XDG_CONFIG_HOME", ".config"), folder("XDG_CACHE_HOME", ".cache"));
        Options::new(Instance::Session, Paths::session(&config, &cache, &folder("XDG_RUNTIME_DIR", ".cache")))
    }

    /// `qemu:///embed` below the application's root folder.
    pub fn embed(root: &Path) -> Options {
        Options { embed_root: Some(root.to_owned()), ..Options::new(Instance::Embed, Paths::embed(root)) }
    }
}

/// The driver, as a daemon or an application holds it.
pub struct Qemu {
    core: Arc<Core>,
}

impl Qemu {
    /// Starts an instance: reads definitions, takes over running guests, starts those that start with the host.
    pub fn open(options: Options) -> Result<Qemu> {
        let config = Config::load(&*options.files, &options.paths.config_file, options.privileged)?;
        let core = Core {
            instance: options.instance,
            display_ports: PortRange::new(config.display_port_min, config.display_port_max),
            websocket_ports: PortRange::new(config.websocket_port_min, config.websocket_port_max),
            binaries: Binaries::new(options.paths.capabilities_cache(), config.credentials.clone()),
            paths: options.paths,
            embed_root: options.embed_root,
            config,
            files: options.files,
            processes: options.processes,
            processor: options.processor,
            host_cpu: OnceLock::new(),
            node: Node::default(),
            proc: Proc::default(),
            events: options.events,
            // Other accounts have groups from their service manager, if at all.
            cgroups: if options.privileged { Cgroups::system() } else { Cgroups::none() },
            networks: options.networks,
            volumes: options.volumes,
            secrets: options.secrets,
            table: Table::default(),
            next_id: AtomicI32::new(1),
        };
        core.create_folders()?;
        core.load_definitions();
        let core = Arc::new(core);
        crate::reconnect::take_over(&core);
        core.load_snapshots();
        crate::autostart::start_all(&core);
        Ok(Qemu { core })
    }

    /// Where the instance's events go.
    pub fn events(&self) -> &Arc<EventBus> {
        &self.core.events
    }

    /// How many guests run, for a daemon that wants to know whether it may end.
    pub fn running_guests(&self) -> usize {
        self.core.table.ids().len()
    }

    /// How many guests are known.
    pub fn guests(&self) -> usize {
        self.core.table.all().len()
    }

    fn connect(&self, readonly: bool) -> Connection {
        let connection = Arc::new(QemuConnection::new(Arc::clone(&self.core), readonly));
        Connection {
            connect: Arc::clone(&connection) as _,
            domain: Arc::clone(&connection) as _,
            domain_snapshot: Arc::clone(&connection) as _,
            qemu: connection,
            // Migration protocol features are offered when there is migration.
            error_domain: virt::ErrorDomain::QEMU,
            features: Vec::new(),
            ..Connection::absent(Arc::clone(&self.core.events))
        }
    }
}

impl Hypervisor for Qemu {
    fn accepts(&self, uri: &Uri) -> bool {
        match uri.driver.as_str() {
            "" => self.core.instance != Instance::Embed,
            "qemu" => uri.path == path_of(self.core.instance) || uri.path.is_empty(),
            _ => false,
        }
    }

    fn is_busy(&self) -> bool {
        self.running_guests() > 0
    }

    fn reload(&self) {
        // A guest that is busy must not hold up who asks for this.
        let core = Arc::clone(&self.core);
        let started = std::thread::Builder::new().name("reload".to_owned()).spawn(move || core.load_definitions());
        if let Err(error) = started {
            log::error!("cannot read the definitions again: {error}");
        }
    }

    fn open(&self, uri: &Uri, readonly: bool) -> Result<Connection> {
        if !uri.driver.is_empty() && uri.path != path_of(self.core.instance) {
            let message =
                format!("unexpected QEMU URI path '{}', try qemu://{}", uri.path, path_of(self.core.instance));
            return Err(Error::internal(message));
        }
        Ok(self.connect(readonly))
    }
}

fn path_of(instance: Instance) -> &'static str {
    match instance {
        Instance::System => "/system",
        Instance::Session => "/session",
        Instance::Embed => "/embed",
    }
}

/// Embedded instances of this process by root: a second open of the same root shares the first.
static EMBEDDED: Mutex<Vec<(PathBuf, Weak<Core>)>> = Mutex::new(Vec::new());

impl Qemu {
    /// Opens `qemu:///embed?root=…` for an application, once for each root.
    pub fn open_embedded(root: &Path) -> Result<Qemu> {
        if !root.is_absolute() {
            return Err(Error::invalid_arg(format!("root path must be absolute, got '{}'", root.display())));
        }
        let mut known = EMBEDDED.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(_, core)| core.strong_count() > 0);
        if let Some(core) = known.iter().find(|(path, _)| path == root).and_then(|(_, core)| core.upgrade()) {
            return Ok(Qemu { core });
        }
        let qemu = Qemu::open(Options::embed(root))?;
        known.push((root.to_owned(), Arc::downgrade(&qemu.core)));
        Ok(qemu)
    }
}
