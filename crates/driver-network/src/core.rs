//! What all connections share.

use std::sync::Arc;

use conf::network::Network;
use host::bridge::Bridges;
use host::files::Files;
use host::program::Programs;
use virt::events::NetworkEventLifecycle;
use virt::job::{JOB_WAIT, JobGuard, JobSlot};
use virt::{Error, Event, EventBus, NetworkRef, Result};

use crate::backend::Backend;
use crate::paths::Paths;
use crate::table::{Snapshot, Table};

/// The driver.
pub(crate) struct Core {
    /// Its folders.
    pub(crate) paths: Paths,
    /// Files of the machine.
    pub(crate) files: Arc<dyn Files>,
    /// Bridges of the machine.
    pub(crate) bridges: Arc<dyn Bridges>,
    /// The firewall's programs and dnsmasq.
    pub(crate) programs: Arc<dyn Programs>,
    /// By which program the firewall's rules are made.
    pub(crate) backend: Backend,
    /// Where events go.
    pub(crate) events: Arc<EventBus>,
    /// All networks.
    pub(crate) table: Table,
    /// Who may change one now.
    pub(crate) turn: JobSlot,
}

/// The part of a bridge's name that the driver replaces by a number.
const NUMBER: &str = "%d";
/// The bridges of networks that name none.
const TEMPLATE: &str = "virbr%d";
/// The longest name of a network device.
const DEVICE_NAME_BYTES: usize = 15;
/// Numbers of bridges that are tried.
const NUMBERS: u32 = 100_000;

/// What no network of this driver may ask for.
pub(crate) fn check(network: &Network) -> Result<()> {
    let interfaces = network.forward.as_ref().map_or(0, |forward| forward.interfaces.len());
    match network.owns_bridge() && interfaces > 1 {
        true => Err(Error::xml(format!(
            "multiple forwarding interfaces specified for network '{}', only one is supported",
            network.name
        ))),
        false => Ok(()),
    }
}

impl Core {
    /// Waits for the right to change networks.
    pub(crate) fn begin(&self, call: &'static str) -> Result<JobGuard<'_>> {
        self.turn.begin(call, JOB_WAIT)
    }

    /// Publishes a life-cycle event.
    pub(crate) fn emit(&self, net: NetworkRef, event: i32) {
        self.events.publish(Event::NetworkEventLifecycle(NetworkEventLifecycle { net, event, detail: 0 }));
    }

    /// Reads a user's document and makes up what it leaves to the driver; the caller has the turn.
    pub(crate) fn read(&self, xml: &str) -> Result<Network> {
        let mut network = Network::parse_definition(xml)?;
        check(&network)?;
        let mut failure = None;
        conf::network::identities(&mut network, &mut |bytes: &mut [u8]| {
            if let Err(error) = host::random::fill(bytes) {
                failure = Some(error);
            }
        });
        match failure {
            Some(error) => Err(Error::system("cannot get random bytes", &error)),
            None => Ok(network),
        }
    }

    /// Finds the network whose name and identity a document has, and refuses a clash with another.
    pub(crate) fn known(&self, network: &Network) -> Result<Option<Arc<Snapshot>>> {
        if let Some(known) = self.table.by_uuid(&network.uuid) {
            return match known.name == network.name {
                true => Ok(Some(known)),
                false => {
                    let message = format!("network '{}' is already defined with uuid {}", known.name, known.uuid);
                    Err(Error::operation_failed(message))
                }
            };
        }
        match self.table.by_name(&network.name) {
            Some(known) => {
                let message = format!("network '{}' already exists with uuid {}", known.name, known.uuid);
                Err(Error::operation_failed(message))
            }
            None => Ok(None),
        }
    }

    /// Gives a network's own bridge a name that no other network has.
    pub(crate) fn settle_bridge(&self, network: &mut Network) -> Result<()> {
        if !network.owns_bridge() {
            return Ok(());
        }
        let others = self.table.all();
        let in_use = |name: &str| {
            let others = others.iter().filter(|other| other.uuid != network.uuid);
            others.flat_map(|other| other.documents()).any(|other| other.bridge_name() == Some(name))
        };
        let template = match network.bridge_name() {
            Some(name) if !name.contains(NUMBER) => {
                return match in_use(name) {
                    true => Err(Error::internal(format!("bridge name '{name}' already in use."))),
                    false => Ok(()),
                };
            }
            other => other.unwrap_or(TEMPLATE),
        };
        let mut names = (0..NUMBERS).map(|number| template.replacen(NUMBER, &number.to_string(), 1));
        let free = names.find(|name| name.len() > DEVICE_NAME_BYTES || !in_use(name) && !self.bridges.is_taken(name));
        match free.filter(|name| name.len() <= DEVICE_NAME_BYTES) {
            Some(name) => {
                network.set_bridge_name(name);
                Ok(())
            }
            None => Err(Error::internal(format!("Bridge generation exceeded max id for '{template}'"))),
        }
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("paths", &self.paths).finish_non_exhaustive()
    }
}
