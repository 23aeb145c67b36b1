//! All networks by name and identity: snapshots that readers take without waiting.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use conf::network::Network;
use conf::network::status::NetworkStatus;
use virt::{Error, NetworkRef, Result, Uuid};

/// All that is known of a network, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    /// Its name.
    pub(crate) name: String,
    /// Its identity.
    pub(crate) uuid: Uuid,
    /// The persistent definition, if it has one.
    pub(crate) definition: Option<Arc<Network>>,
    /// What runs, while it runs.
    pub(crate) live: Option<Arc<NetworkStatus>>,
    /// Whether it starts with the host.
    pub(crate) autostart: bool,
}

impl Snapshot {
    /// A network of which only name and identity are known.
    pub(crate) fn new(network: &Network) -> Snapshot {
        Snapshot { name: network.name.clone(), uuid: network.uuid, definition: None, live: None, autostart: false }
    }

    /// The network as calls and events name it.
    pub(crate) fn reference(&self) -> NetworkRef {
        NetworkRef { name: self.name.clone(), uuid: self.uuid }
    }

    /// Whether it runs.
    pub(crate) fn is_active(&self) -> bool {
        self.live.is_some()
    }

    /// Whether it has a definition.
    pub(crate) fn is_persistent(&self) -> bool {
        self.definition.is_some()
    }

    /// The documents that it has.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Network> {
        self.live.iter().map(|status| &status.network).chain(self.definition.as_deref())
    }

    /// The document in force: what runs, else the definition.
    pub(crate) fn document(&self) -> Result<&Network> {
        self.documents().next().ok_or_else(|| Error::internal("network has neither a definition nor a state"))
    }
}

/// The networks that the driver knows.
#[derive(Debug, Default)]
pub(crate) struct Table(RwLock<BTreeMap<String, Arc<Snapshot>>>);

impl Table {
    /// All networks, in the order of their names.
    pub(crate) fn all(&self) -> Vec<Arc<Snapshot>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The network of a name.
    pub(crate) fn by_name(&self, name: &str) -> Option<Arc<Snapshot>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// The network of an identity.
    pub(crate) fn by_uuid(&self, uuid: &Uuid) -> Option<Arc<Snapshot>> {
        let networks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        networks.values().find(|network| network.uuid == *uuid).cloned()
    }

    /// The network that a call names.
    pub(crate) fn find(&self, net: &NetworkRef) -> Result<Arc<Snapshot>> {
        let missing = || Error::no_network(format!("no network with matching uuid '{}' ({})", net.uuid, net.name));
        self.by_uuid(&net.uuid).ok_or_else(missing)
    }

    /// Publishes what a network is now; one that neither runs nor has a definition is forgotten.
    pub(crate) fn publish(&self, next: Snapshot) {
        let mut networks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match next.is_active() || next.is_persistent() {
            true => networks.insert(next.name.clone(), Arc::new(next)),
            false => networks.remove(&next.name),
        };
    }
}
