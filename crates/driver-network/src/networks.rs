//! Opening the driver, and what other drivers ask it.

use std::path::Path;
use std::sync::Arc;

use conf::network::Network;
use host::bridge::{Bridges, SystemBridges};
use host::files::{Files, SystemFiles};
use host::program::{Programs, SystemPrograms};
use virt::generated::network::NetworkDriver;
use virt::generated::types::NetworkDhcpLease;
use virt::job::JobSlot;
use virt::{Error, EventBus, Result};

use crate::backend::Backend;
use crate::connection::NetworkConnection;
use crate::core::Core;
use crate::leases::dhcp_leases;
use crate::paths::Paths;
use crate::table::Table;

/// What the driver is made of; tests replace parts of the machine.
pub struct Options {
    /// Its folders.
    pub paths: Paths,
    /// Files of the machine.
    pub files: Arc<dyn Files>,
    /// Bridges of the machine.
    pub bridges: Arc<dyn Bridges>,
    /// The firewall's programs and dnsmasq.
    pub programs: Arc<dyn Programs>,
    /// Where events go: the bus of the connection that the driver is a part of.
    pub events: Arc<EventBus>,
}

impl Options {
    /// The driver of the real machine, with its files below a root folder (`/` in production).
    pub fn system(root: &Path, events: Arc<EventBus>) -> Options {
        let (files, bridges, programs) = (Arc::new(SystemFiles), Arc::new(SystemBridges), Arc::new(SystemPrograms));
        Options { paths: Paths::system(root), files, bridges, programs, events }
    }
}

/// The driver, as a daemon holds it.
#[derive(Debug, Clone)]
pub struct Networks {
    core: Arc<Core>,
}

impl Networks {
    /// Reads definitions, takes over active networks, starts those that start with the host.
    pub fn open(options: Options) -> Result<Networks> {
        let core = Core {
            backend: Backend::read(options.files.as_ref(), &options.paths.settings),
            paths: options.paths,
            files: options.files,
            bridges: options.bridges,
            programs: options.programs,
            events: options.events,
            table: Table::default(),
            turn: JobSlot::default(),
        };
        core.create_folders()?;
        core.load_definitions();
        core.take_over();
        crate::start::refresh_all(&core);
        crate::autostart::start_all(&core);
        Ok(Networks { core: Arc::new(core) })
    }

    /// The driver for a connection.
    pub fn driver(&self) -> Arc<dyn NetworkDriver> {
        Arc::new(NetworkConnection::new(Arc::clone(&self.core)))
    }

    /// Whether a network is active.
    pub fn is_busy(&self) -> bool {
        self.core.table.all().iter().any(|network| network.is_active())
    }

    /// Reads the definitions again, after they were changed on disk; makes the rules of active networks again, after
    /// somebody has emptied the firewall. Returns at once.
    pub fn reload(&self) {
        let core = Arc::clone(&self.core);
        let reload = move || match core.begin("reload") {
            Ok(_turn) => {
                core.load_definitions();
                crate::start::refresh_all(&core);
            }
            Err(error) => log::error!("cannot read network definitions again: {error}"),
        };
        if let Err(error) = std::thread::Builder::new().name("networks-reload".to_owned()).spawn(reload) {
            log::error!("cannot read network definitions again: {error}");
        }
    }

    /// The bridge that a guest on this network is plugged into.
    pub fn bridge_of(&self, name: &str) -> Result<String> {
        self.active(name, |network| network.require_bridge().map(str::to_owned))
    }

    /// The host's own address on this network, for displays of guests that are seen from there.
    pub fn address_of(&self, name: &str) -> Result<String> {
        self.active(name, |network| network.require_address().map(str::to_owned))
    }

    /// What this network has leased to a card; nothing where the network is not active.
    pub fn leases_of(&self, name: &str, mac: &str) -> Result<Vec<NetworkDhcpLease>> {
        let network = self.core.table.by_name(name).filter(|network| network.live.is_some());
        match network {
            Some(network) => Ok(dhcp_leases(&self.core, &network.reference(), Some(mac), 1)?.leases),
            None => Ok(Vec::new()),
        }
    }

    fn active<T>(&self, name: &str, ask: impl FnOnce(&Network) -> Result<T>) -> Result<T> {
        let missing = || Error::no_network(format!("no network with matching name '{name}'"));
        let network = self.core.table.by_name(name).ok_or_else(missing)?;
        match &network.live {
            Some(live) => ask(&live.network),
            None => Err(Error::operation_invalid(format!("network '{name}' is not active"))),
        }
    }
}
