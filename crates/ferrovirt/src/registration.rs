//! Registering for events and taking them.

use std::time::Duration;

use rpc::client::RemoteEvent;
use rpc::generated::session as calls;
use rpc::wire::Program;
use virt::{DomainRef, NetworkRef, NodeDeviceRef, Result, SecretRef, StoragePoolRef};

use crate::Connect;

/// Which kind of object to hear of, and perhaps which one.
#[derive(Debug, Clone)]
pub enum EventObject {
    /// Domains.
    Domain(Option<DomainRef>),
    /// Networks.
    Network(Option<NetworkRef>),
    /// Storage pools.
    StoragePool(Option<StoragePoolRef>),
    /// Node devices.
    NodeDevice(Option<NodeDeviceRef>),
    /// Secrets.
    Secret(Option<SecretRef>),
}

/// What ends a registration.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The id that arriving events carry.
    pub callback: i32,
    object: EventObject,
}

impl Connect {
    /// Asks for events of one id; the numbers are those of the object kind's event ids.
    pub fn register_event(&self, object: EventObject, event_id: i32) -> Result<Registration> {
        let r = self.remote();
        let callback = match object.clone() {
            EventObject::Domain(dom) => {
                let args = calls::ConnectDomainEventCallbackRegisterAnyArgs { event_id, dom };
                r.session(calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY, &args)?
            }
            EventObject::Network(net) => r.session(
                calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_REGISTER_ANY,
                &calls::NetworkNetworkEventRegisterAnyArgs { event_id, net },
            )?,
            EventObject::StoragePool(pool) => {
                let args = calls::StoragePoolStoragePoolEventRegisterAnyArgs { event_id, pool };
                r.session(calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY, &args)?
            }
            EventObject::NodeDevice(dev) => {
                let args = calls::NodeDeviceNodeDeviceEventRegisterAnyArgs { event_id, dev };
                r.session(calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY, &args)?
            }
            EventObject::Secret(secret) => r.session(
                calls::REMOTE_PROC_CONNECT_SECRET_EVENT_REGISTER_ANY,
                &calls::SecretSecretEventRegisterAnyArgs { event_id, secret },
            )?,
        };
        Ok(Registration { callback, object })
    }

    /// Ends a registration.
    pub fn deregister_event(&self, registration: &Registration) -> Result<()> {
        let number = match registration.object {
            EventObject::Domain(_) => calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY,
            EventObject::Network(_) => calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_DEREGISTER_ANY,
            EventObject::StoragePool(_) => calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY,
            EventObject::NodeDevice(_) => calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY,
            EventObject::Secret(_) => calls::REMOTE_PROC_CONNECT_SECRET_EVENT_DEREGISTER_ANY,
        };
        self.remote().session_quiet(Program::Remote, number, &registration.callback)
    }

    /// Asks for QEMU's own monitor events, of a domain and of a name or pattern.
    pub fn register_monitor_event(&self, dom: Option<DomainRef>, event: Option<String>, flags: u32) -> Result<i32> {
        let args = calls::QemuDomainMonitorEventRegisterArgs { dom, event, flags };
        self.remote().session_in(Program::Qemu, calls::QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_REGISTER, &args)
    }

    /// Ends a registration for monitor events.
    pub fn deregister_monitor_event(&self, callback: i32) -> Result<()> {
        self.remote().session_quiet(Program::Qemu, calls::QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER, &callback)
    }

    /// Events that have arrived or arrive within the time.
    pub fn next_events(&self, wait: Option<Duration>) -> Result<Vec<RemoteEvent>> {
        self.remote().next_events(wait)
    }
}
