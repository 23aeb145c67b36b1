//! What opening a URI gives: one driver per object kind, all answering for the same connection.

use std::sync::Arc;

use crate::generated::{
    admin::AdminDriver, connect::ConnectDriver, domain::DomainDriver, domain_checkpoint::DomainCheckpointDriver,
    domain_snapshot::DomainSnapshotDriver, interface::InterfaceDriver, lxc::LxcDriver, network::NetworkDriver,
    network_port::NetworkPortDriver, node_device::NodeDeviceDriver, nwfilter::NwfilterDriver,
    nwfilter_binding::NwfilterBindingDriver, qemu::QemuDriver, secret::SecretDriver, storage_pool::StoragePoolDriver,
    storage_vol::StorageVolDriver,
};
use crate::{Credentials, EventBus, Result, Uri};

/// A driver per object kind. Dropping the last clone closes the connection: a driver whose guests must end with their
/// connection does that in its own `Drop`.
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Connection {
    pub connect: Arc<dyn ConnectDriver>,
    pub domain: Arc<dyn DomainDriver>,
    pub domain_snapshot: Arc<dyn DomainSnapshotDriver>,
    pub domain_checkpoint: Arc<dyn DomainCheckpointDriver>,
    pub network: Arc<dyn NetworkDriver>,
    pub network_port: Arc<dyn NetworkPortDriver>,
    pub interface: Arc<dyn InterfaceDriver>,
    pub storage_pool: Arc<dyn StoragePoolDriver>,
    pub storage_vol: Arc<dyn StorageVolDriver>,
    pub node_device: Arc<dyn NodeDeviceDriver>,
    pub secret: Arc<dyn SecretDriver>,
    pub nwfilter: Arc<dyn NwfilterDriver>,
    pub nwfilter_binding: Arc<dyn NwfilterBindingDriver>,
    pub qemu: Arc<dyn QemuDriver>,
    pub lxc: Arc<dyn LxcDriver>,
    pub admin: Arc<dyn AdminDriver>,
    /// Where the drivers publish events.
    pub events: Arc<EventBus>,
    /// Where errors come from that say nothing themselves.
    pub error_domain: crate::ErrorDomain,
    /// For drivers whose calls may wait because somebody asked for it.
    pub waits: Option<Arc<dyn Waits>>,
    /// `VIR_DRV_FEATURE_*` numbers that the hypervisor driver has, beyond those the transport adds.
    pub features: Vec<i32>,
}

/// A connection whose calls may wait longer than calls of their kind do, because somebody asked for that.
pub trait Waits: Send + Sync {
    /// Whether even calls that only read what is published may wait now.
    fn may_wait(&self) -> bool;
    /// The client is gone: nothing waits for it any more.
    fn hang_up(&self);
}

/// A hypervisor driver as a daemon or the library holds it.
pub trait Hypervisor: Send + Sync {
    /// Whether the URI is one of this driver's; an empty URI asks for the default.
    fn accepts(&self, uri: &Uri) -> bool;
    /// Opens a connection for one client.
    fn open(&self, uri: &Uri, readonly: bool) -> Result<Connection>;
    /// The same where somebody can be asked who they are; most drivers do not want to know.
    fn open_as(&self, uri: &Uri, readonly: bool, _credentials: &dyn Credentials) -> Result<Connection> {
        self.open(uri, readonly)
    }
    /// Whether something runs for which a daemon must stay, though no client is there.
    fn is_busy(&self) -> bool {
        false
    }
    /// Reads configuration and definitions again, after they were changed on disk.
    fn reload(&self) {}
}

/// Answers "not supported" to everything.
#[derive(Debug, Clone, Copy)]
pub struct Absent;

macro_rules! absent {
    ($($driver:ident)*) => { $(impl $driver for Absent {})* };
}

absent!(ConnectDriver DomainDriver DomainSnapshotDriver DomainCheckpointDriver NetworkDriver NetworkPortDriver
    InterfaceDriver StoragePoolDriver StorageVolDriver NodeDeviceDriver SecretDriver NwfilterDriver
    NwfilterBindingDriver QemuDriver LxcDriver AdminDriver);

impl Connection {
    /// A connection that answers "not supported" to everything; drivers replace what they have.
    pub fn absent(events: Arc<EventBus>) -> Connection {
        let absent = Arc::new(Absent);
        Connection {
            connect: absent.clone(),
            domain: absent.clone(),
            domain_snapshot: absent.clone(),
            domain_checkpoint: absent.clone(),
            network: absent.clone(),
            network_port: absent.clone(),
            interface: absent.clone(),
            storage_pool: absent.clone(),
            storage_vol: absent.clone(),
            node_device: absent.clone(),
            secret: absent.clone(),
            nwfilter: absent.clone(),
            nwfilter_binding: absent.clone(),
            qemu: absent.clone(),
            lxc: absent.clone(),
            admin: absent,
            events,
            error_domain: crate::ErrorDomain::NONE,
            waits: None,
            features: vec![],
        }
    }
}
