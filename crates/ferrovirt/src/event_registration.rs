//! Registering for events and taking them.

use std::time::Duration;

use rpc::client::{Remote, RemoteEvent};
use rpc::generated::session as calls;
use rpc::wire::Program;
use virt::registration::Only;
use virt::{DomainRef, NetworkRef, NodeDeviceRef, Result, SecretRef, StoragePoolRef, Uuid};

use crate::Connect;
use crate::open::Way;

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

impl EventObject {
    /// The kind's name in the interface description, and the one object.
    fn parts(&self) -> (&'static str, Option<Only>) {
        let uuid = |uuid: &Uuid| Only::Uuid(*uuid);
        match self {
            EventObject::Domain(dom) => ("domain", dom.as_ref().map(|d| uuid(&d.uuid))),
            EventObject::Network(net) => ("network", net.as_ref().map(|n| uuid(&n.uuid))),
            EventObject::StoragePool(pool) => ("storage_pool", pool.as_ref().map(|p| uuid(&p.uuid))),
            EventObject::NodeDevice(dev) => ("node_device", dev.as_ref().map(|d| Only::Name(d.name.clone()))),
            EventObject::Secret(secret) => ("secret", secret.as_ref().map(|s| uuid(&s.uuid))),
        }
    }
}

impl Connect {
    /// Asks for events of one id; the numbers are those of the object kind's event ids.
    pub fn register_event(&self, object: EventObject, event_id: i32) -> Result<Registration> {
        let callback = match self.way() {
            Way::Remote(remote) => register_remote(remote, object.clone(), event_id)?,
            Way::Local(events) => {
                let (kind, only) = object.parts();
                events.registrations(|r| r.add(kind, event_id, only, false))?
            }
        };
        Ok(Registration { callback, object })
    }

    /// Ends a registration.
    pub fn deregister_event(&self, registration: &Registration) -> Result<()> {
        match self.way() {
            Way::Remote(remote) => deregister_remote(remote, registration),
            Way::Local(events) => {
                events.registrations(|r| r.remove(registration.object.parts().0, registration.callback))
            }
        }
    }

    /// Asks for QEMU's own monitor events, of a domain and of a name or pattern.
    pub fn register_monitor_event(&self, dom: Option<DomainRef>, event: Option<String>, flags: u32) -> Result<i32> {
        match self.way() {
            Way::Remote(remote) => {
                let args = calls::QemuDomainMonitorEventRegisterArgs { dom, event, flags };
                remote.session_in(Program::Qemu, calls::QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_REGISTER, &args)
            }
            Way::Local(events) => {
                events.registrations(|r| r.add_monitor(dom.map(|d| Only::Uuid(d.uuid)), event, flags))
            }
        }
    }

    /// Ends a registration for monitor events.
    pub fn deregister_monitor_event(&self, callback: i32) -> Result<()> {
        let number = calls::QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER;
        match self.way() {
            Way::Remote(remote) => remote.session_quiet(Program::Qemu, number, &callback),
            Way::Local(events) => events.registrations(|r| r.remove("qemu", callback)),
        }
    }

    /// Events that have arrived or arrive within the time.
    pub fn next_events(&self, wait: Option<Duration>) -> Result<Vec<RemoteEvent>> {
        match self.way() {
            Way::Remote(remote) => remote.next_events(wait),
            Way::Local(events) => events.take(wait),
        }
    }
}

fn register_remote(r: &Remote, object: EventObject, event_id: i32) -> Result<i32> {
    match object {
        EventObject::Domain(dom) => {
            let args = calls::ConnectDomainEventCallbackRegisterAnyArgs { event_id, dom };
            r.session(calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY, &args)
        }
        EventObject::Network(net) => {
            let args = calls::NetworkNetworkEventRegisterAnyArgs { event_id, net };
            r.session(calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_REGISTER_ANY, &args)
        }
        EventObject::StoragePool(pool) => {
            let args = calls::StoragePoolStoragePoolEventRegisterAnyArgs { event_id, pool };
            r.session(calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY, &args)
        }
        EventObject::NodeDevice(dev) => {
            let args = calls::NodeDeviceNodeDeviceEventRegisterAnyArgs { event_id, dev };
            r.session(calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY, &args)
        }
        EventObject::Secret(secret) => {
            let args = calls::SecretSecretEventRegisterAnyArgs { event_id, secret };
            r.session(calls::REMOTE_PROC_CONNECT_SECRET_EVENT_REGISTER_ANY, &args)
        }
    }
}

fn deregister_remote(r: &Remote, registration: &Registration) -> Result<()> {
    let number = match registration.object {
        EventObject::Domain(_) => calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY,
        EventObject::Network(_) => calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_DEREGISTER_ANY,
        EventObject::StoragePool(_) => calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY,
        EventObject::NodeDevice(_) => calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY,
        EventObject::Secret(_) => calls::REMOTE_PROC_CONNECT_SECRET_EVENT_DEREGISTER_ANY,
    };
    r.session_quiet(Program::Remote, number, &registration.callback)
}
