//! The drivers that this daemon serves, put together: each knows only what it asks of the others.

use std::path::Path;
use std::sync::Arc;

use driver_network::Networks;
use driver_qemu::Qemu;
use driver_test::TestDriver;
use virt::{Connection, Hypervisor, Result, Uri};

use crate::places::Places;

/// Opens all drivers.
pub(crate) fn open(places: &Places) -> Result<Vec<Arc<dyn Hypervisor>>> {
    let system = match (&places.root, places.privileged) {
        (Some(root), _) => root.as_path(),
        (None, true) => Path::new("/"),
        (None, false) => {
            let qemu = Qemu::open(driver_qemu::Options::session())?;
            return Ok(vec![Arc::new(qemu), Arc::new(TestDriver::default())]);
        }
    };
    let mut options = driver_qemu::Options::system(system);
    // Networks come first: guests that start with the host are plugged into them.
    let networks = Networks::open(driver_network::Options::system(system, Arc::clone(&options.events)))?;
    options.networks = Some(Arc::new(Plugs(networks.clone())));
    let system = System { qemu: Qemu::open(options)?, networks };
    Ok(vec![Arc::new(system), Arc::new(TestDriver::default())])
}

/// The networks as the QEMU driver asks for them.
struct Plugs(Networks);

impl driver_qemu::Networks for Plugs {
    fn bridge_of(&self, network: &str) -> Result<String> {
        self.0.bridge_of(network)
    }
}

/// `qemu:///system`: guests and their networks, with one stream of events.
struct System {
    qemu: Qemu,
    networks: Networks,
}

impl Hypervisor for System {
    fn accepts(&self, uri: &Uri) -> bool {
        self.qemu.accepts(uri)
    }

    fn open(&self, uri: &Uri, readonly: bool) -> Result<Connection> {
        Ok(Connection { network: self.networks.driver(), ..self.qemu.open(uri, readonly)? })
    }

    fn is_busy(&self) -> bool {
        self.qemu.is_busy() || self.networks.is_busy()
    }

    fn reload(&self) {
        self.networks.reload();
        self.qemu.reload();
    }
}
