//! The drivers that this daemon serves, put together: each knows only what it asks of the others.

use std::path::Path;
use std::sync::Arc;

use conf::secret::Keeper;
use driver_network::Networks;
use driver_nodedev::NodeDevices;
use driver_qemu::{Qemu, VolumePlace};
use driver_secret::Secrets;
use driver_storage::Storages;
use driver_test::TestDriver;
use virt::generated::types::NetworkDhcpLease;
use virt::{Connection, Hypervisor, Result, Uri};

use crate::places::Places;

/// Opens all drivers.
pub(crate) fn open(places: &Places) -> Result<Vec<Arc<dyn Hypervisor>>> {
    let system = match (&places.root, places.privileged) {
        (Some(root), _) => Some(root.as_path()),
        (None, true) => Some(Path::new("/")),
        (None, false) => None,
    };
    let host: Arc<dyn Hypervisor> = match system {
        Some(root) => Arc::new(open_system(root)?),
        None => Arc::new(open_session(places)?),
    };
    let test = driver_test::Options { guarded: places.privileged, ..driver_test::Options::default() };
    Ok(vec![host, Arc::new(TestDriver::new(test))])
}

fn open_system(root: &Path) -> Result<Host> {
    let mut options = driver_qemu::Options::system(root);
    // Networks and volumes come first: guests that start with the host need them.
    let networks = Networks::open(driver_network::Options::system(root, Arc::clone(&options.events)))?;
    let secrets = Secrets::open(driver_secret::Options::system(root, Arc::clone(&options.events)))?;
    let keeper: Arc<dyn Keeper> = Arc::new(secrets.clone());
    let storage = driver_storage::Options::system(root, Arc::clone(&options.events));
    let storages = Storages::open(driver_storage::Options { secrets: Some(Arc::clone(&keeper)), ..storage })?;
    let devices = NodeDevices::open(driver_nodedev::Options::system(Arc::clone(&options.events)))?;
    options.networks = Some(Arc::new(Plugs(networks.clone())));
    options.volumes = Some(Arc::new(Shelves(storages.clone())));
    options.secrets = Some(keeper);
    Ok(Host { qemu: Qemu::open(options)?, networks: Some(networks), storages, secrets, devices })
}

fn open_session(places: &Places) -> Result<Host> {
    let mut options = driver_qemu::Options::session();
    let events = Arc::clone(&options.events);
    let secrets = Secrets::open(driver_secret::Options::session(&places.config, Arc::clone(&events)))?;
    let keeper: Arc<dyn Keeper> = Arc::new(secrets.clone());
    let storage = driver_storage::Options::session(&places.config, &places.run, Arc::clone(&events));
    let storages = Storages::open(driver_storage::Options { secrets: Some(Arc::clone(&keeper)), ..storage })?;
    let devices = NodeDevices::open(driver_nodedev::Options::system(events))?;
    options.volumes = Some(Arc::new(Shelves(storages.clone())));
    options.secrets = Some(keeper);
    Ok(Host { qemu: Qemu::open(options)?, networks: None, storages, secrets, devices })
}

/// The networks as the QEMU driver asks for them.
struct Plugs(Networks);

impl driver_qemu::Networks for Plugs {
    fn bridge_of(&self, network: &str) -> Result<String> {
        self.0.bridge_of(network)
    }

    fn address_of(&self, network: &str) -> Result<String> {
        self.0.address_of(network)
    }

    fn leases_of(&self, network: &str, mac: &str) -> Result<Vec<NetworkDhcpLease>> {
        self.0.leases_of(network, mac)
    }
}

/// The storage pools as the QEMU driver asks for them.
struct Shelves(Storages);

impl driver_qemu::Volumes for Shelves {
    fn place(&self, pool: &str, volume: &str) -> Result<VolumePlace> {
        let driver_storage::VolumePlace { path, format, is_block } = self.0.volume_place(pool, volume)?;
        Ok(VolumePlace { path, format, is_block })
    }
}

/// `qemu:///system` or `qemu:///session`: guests, their networks, storage and secrets, with one stream of events.
struct Host {
    qemu: Qemu,
    networks: Option<Networks>,
    storages: Storages,
    secrets: Secrets,
    devices: NodeDevices,
}

impl Hypervisor for Host {
    fn accepts(&self, uri: &Uri) -> bool {
        self.qemu.accepts(uri)
    }

    fn open(&self, uri: &Uri, readonly: bool) -> Result<Connection> {
        let (storage_pool, storage_vol) = self.storages.drivers();
        let (secret, node_device) = (self.secrets.driver(), self.devices.driver());
        let qemu = self.qemu.open(uri, readonly)?;
        let mut connection = Connection { storage_pool, storage_vol, secret, node_device, ..qemu };
        if let Some(networks) = &self.networks {
            connection.network = networks.driver();
        }
        Ok(connection)
    }

    fn is_busy(&self) -> bool {
        self.qemu.is_busy() || self.networks.as_ref().is_some_and(Networks::is_busy)
    }

    fn reload(&self) {
        if let Some(networks) = &self.networks {
            networks.reload();
        }
        self.secrets.reload();
        self.storages.reload();
        self.qemu.reload();
    }
}
