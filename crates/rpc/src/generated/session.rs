//! Arguments and results of the calls that a server's session answers itself.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use virt::generated::{limits, types::*};
use virt::{TypedParam, Uuid};
use xdr::{Decoder, Encoder, Xdr};

/// admin ADMIN_PROC_CONNECT_OPEN
pub const ADMIN_PROC_CONNECT_OPEN: i32 = 1;

/// Opens an administration connection to the daemon; must be the first call.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdminOpenArgs {
    pub flags: u32,
}

impl Xdr for AdminOpenArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.flags);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(AdminOpenArgs { flags: d.get()? })
    }
}

/// admin ADMIN_PROC_CONNECT_CLOSE
pub const ADMIN_PROC_CONNECT_CLOSE: i32 = 2;

/// remote REMOTE_PROC_CONNECT_OPEN
pub const REMOTE_PROC_CONNECT_OPEN: i32 = 1;

/// Opens the connection to the hypervisor that the URI `name` selects; a null name lets the daemon choose. Must be the first call after authentication.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectOpenArgs {
    pub name: Option<String>,
    pub flags: u32,
}

impl Xdr for ConnectOpenArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.name);
        e.put(&self.flags);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectOpenArgs { name: d.get::<Option<String>>()?, flags: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_CLOSE
pub const REMOTE_PROC_CONNECT_CLOSE: i32 = 2;

/// remote REMOTE_PROC_CONNECT_SUPPORTS_FEATURE
pub const REMOTE_PROC_CONNECT_SUPPORTS_FEATURE: i32 = 60;

/// Tells whether the far side knows the protocol feature with that number.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectSupportsFeatureArgs {
    pub feature: i32,
}

impl Xdr for ConnectSupportsFeatureArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.feature);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectSupportsFeatureArgs { feature: d.get()? })
    }
}

/// Tells whether the far side knows the protocol feature with that number.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectSupportsFeatureReply {
    pub supported: i32,
}

impl Xdr for ConnectSupportsFeatureReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.supported);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectSupportsFeatureReply { supported: d.get()? })
    }
}

/// remote REMOTE_PROC_AUTH_LIST
pub const REMOTE_PROC_AUTH_LIST: i32 = 66;

/// Lists the authentication methods the daemon asks of this client; allowed before authentication.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthListReply {
    pub types: Vec<i32>,
}

impl Xdr for ConnectAuthListReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.types, limits::REMOTE_AUTH_TYPE_LIST_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthListReply { types: d.list(limits::REMOTE_AUTH_TYPE_LIST_MAX)? })
    }
}

/// remote REMOTE_PROC_AUTH_SASL_INIT
pub const REMOTE_PROC_AUTH_SASL_INIT: i32 = 67;

/// Begins SASL authentication and returns the comma-separated list of mechanisms the daemon accepts.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthSaslInitReply {
    pub mechlist: String,
}

impl Xdr for ConnectAuthSaslInitReply {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.mechlist);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthSaslInitReply { mechlist: d.text()? })
    }
}

/// remote REMOTE_PROC_AUTH_SASL_START
pub const REMOTE_PROC_AUTH_SASL_START: i32 = 68;

/// Chooses a SASL mechanism, sends the first client data and returns the server's challenge.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthSaslStartArgs {
    pub mech: String,
    pub nil: i32,
    pub data: Vec<i8>,
}

impl Xdr for ConnectAuthSaslStartArgs {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.mech);
        e.put(&self.nil);
        e.list(&self.data, limits::REMOTE_AUTH_SASL_DATA_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthSaslStartArgs {
            mech: d.text()?,
            nil: d.get()?,
            data: d.list(limits::REMOTE_AUTH_SASL_DATA_MAX)?,
        })
    }
}

/// Chooses a SASL mechanism, sends the first client data and returns the server's challenge.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthSaslStartReply {
    pub complete: i32,
    pub nil: i32,
    pub data: Vec<i8>,
}

impl Xdr for ConnectAuthSaslStartReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.complete);
        e.put(&self.nil);
        e.list(&self.data, limits::REMOTE_AUTH_SASL_DATA_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthSaslStartReply {
            complete: d.get()?,
            nil: d.get()?,
            data: d.list(limits::REMOTE_AUTH_SASL_DATA_MAX)?,
        })
    }
}

/// remote REMOTE_PROC_AUTH_SASL_STEP
pub const REMOTE_PROC_AUTH_SASL_STEP: i32 = 69;

/// Answers one SASL challenge and returns the next, until `complete` is set.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthSaslStepArgs {
    pub nil: i32,
    pub data: Vec<i8>,
}

impl Xdr for ConnectAuthSaslStepArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.nil);
        e.list(&self.data, limits::REMOTE_AUTH_SASL_DATA_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthSaslStepArgs { nil: d.get()?, data: d.list(limits::REMOTE_AUTH_SASL_DATA_MAX)? })
    }
}

/// Answers one SASL challenge and returns the next, until `complete` is set.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthSaslStepReply {
    pub complete: i32,
    pub nil: i32,
    pub data: Vec<i8>,
}

impl Xdr for ConnectAuthSaslStepReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.complete);
        e.put(&self.nil);
        e.list(&self.data, limits::REMOTE_AUTH_SASL_DATA_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthSaslStepReply {
            complete: d.get()?,
            nil: d.get()?,
            data: d.list(limits::REMOTE_AUTH_SASL_DATA_MAX)?,
        })
    }
}

/// remote REMOTE_PROC_AUTH_POLKIT
pub const REMOTE_PROC_AUTH_POLKIT: i32 = 70;

/// Asks the daemon to authorise the local caller through polkit.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectAuthPolkitReply {
    pub complete: i32,
}

impl Xdr for ConnectAuthPolkitReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.complete);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectAuthPolkitReply { complete: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER: i32 = 105;

/// Asks for lifecycle events of all guests; the old interface without callback ids.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventRegisterReply {
    pub cb_registered: i32,
}

impl Xdr for ConnectDomainEventRegisterReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.cb_registered);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventRegisterReply { cb_registered: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER: i32 = 106;

/// Ends what `connect_domain_event_register` asked for.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventDeregisterReply {
    pub cb_registered: i32,
}

impl Xdr for ConnectDomainEventDeregisterReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.cb_registered);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventDeregisterReply { cb_registered: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER_ANY: i32 = 167;

/// Asks for one kind of domain event of all guests; old form without callback ids.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventRegisterAnyArgs {
    pub event_id: i32,
}

impl Xdr for ConnectDomainEventRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventRegisterAnyArgs { event_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER_ANY: i32 = 168;

/// Ends what `connect_domain_event_register_any` asked for.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventDeregisterAnyArgs {
    pub event_id: i32,
}

impl Xdr for ConnectDomainEventDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventDeregisterAnyArgs { event_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY: i32 = 316;

/// Asks for one kind of domain event, of one guest or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventCallbackRegisterAnyArgs {
    pub event_id: i32,
    pub dom: Option<DomainRef>,
}

impl Xdr for ConnectDomainEventCallbackRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventCallbackRegisterAnyArgs { event_id: d.get()?, dom: d.get::<Option<DomainRef>>()? })
    }
}

/// Asks for one kind of domain event, of one guest or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventCallbackRegisterAnyReply {
    pub callback_id: i32,
}

impl Xdr for ConnectDomainEventCallbackRegisterAnyReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventCallbackRegisterAnyReply { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY: i32 = 317;

/// Ends the domain event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectDomainEventCallbackDeregisterAnyArgs {
    pub callback_id: i32,
}

impl Xdr for ConnectDomainEventCallbackDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectDomainEventCallbackDeregisterAnyArgs { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_REGISTER_CLOSE_CALLBACK
pub const REMOTE_PROC_CONNECT_REGISTER_CLOSE_CALLBACK: i32 = 360;

/// remote REMOTE_PROC_CONNECT_UNREGISTER_CLOSE_CALLBACK
pub const REMOTE_PROC_CONNECT_UNREGISTER_CLOSE_CALLBACK: i32 = 361;

/// remote REMOTE_PROC_CONNECT_SET_IDENTITY
pub const REMOTE_PROC_CONNECT_SET_IDENTITY: i32 = 419;

/// Tells the daemon on whose behalf the connection acts; used between daemons.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectSetIdentityArgs {
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

impl Xdr for ConnectSetIdentityArgs {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_CONNECT_IDENTITY_PARAMS_MAX);
        e.put(&self.flags);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectSetIdentityArgs { params: d.list(limits::REMOTE_CONNECT_IDENTITY_PARAMS_MAX)?, flags: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_NETWORK_EVENT_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_NETWORK_EVENT_REGISTER_ANY: i32 = 313;

/// Asks for one kind of network event, of one network or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkNetworkEventRegisterAnyArgs {
    pub event_id: i32,
    pub net: Option<NetworkRef>,
}

impl Xdr for NetworkNetworkEventRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
        e.put(&self.net);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkNetworkEventRegisterAnyArgs { event_id: d.get()?, net: d.get::<Option<NetworkRef>>()? })
    }
}

/// Asks for one kind of network event, of one network or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkNetworkEventRegisterAnyReply {
    pub callback_id: i32,
}

impl Xdr for NetworkNetworkEventRegisterAnyReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkNetworkEventRegisterAnyReply { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_NETWORK_EVENT_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_NETWORK_EVENT_DEREGISTER_ANY: i32 = 314;

/// Ends the network event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkNetworkEventDeregisterAnyArgs {
    pub callback_id: i32,
}

impl Xdr for NetworkNetworkEventDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkNetworkEventDeregisterAnyArgs { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY: i32 = 374;

/// Asks for one kind of node device event, of one device or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceNodeDeviceEventRegisterAnyArgs {
    pub event_id: i32,
    pub dev: Option<NodeDeviceRef>,
}

impl Xdr for NodeDeviceNodeDeviceEventRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
        e.put(&self.dev);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceNodeDeviceEventRegisterAnyArgs { event_id: d.get()?, dev: d.get::<Option<NodeDeviceRef>>()? })
    }
}

/// Asks for one kind of node device event, of one device or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceNodeDeviceEventRegisterAnyReply {
    pub callback_id: i32,
}

impl Xdr for NodeDeviceNodeDeviceEventRegisterAnyReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceNodeDeviceEventRegisterAnyReply { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY: i32 = 375;

/// Ends the node device event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceNodeDeviceEventDeregisterAnyArgs {
    pub callback_id: i32,
}

impl Xdr for NodeDeviceNodeDeviceEventDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceNodeDeviceEventDeregisterAnyArgs { callback_id: d.get()? })
    }
}

/// qemu QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_REGISTER
pub const QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_REGISTER: i32 = 4;

/// Asks for QEMU monitor events by name or pattern, of one guest or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QemuDomainMonitorEventRegisterArgs {
    pub dom: Option<DomainRef>,
    pub event: Option<String>,
    pub flags: u32,
}

impl Xdr for QemuDomainMonitorEventRegisterArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.event);
        e.put(&self.flags);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(QemuDomainMonitorEventRegisterArgs {
            dom: d.get::<Option<DomainRef>>()?,
            event: d.get::<Option<String>>()?,
            flags: d.get()?,
        })
    }
}

/// Asks for QEMU monitor events by name or pattern, of one guest or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QemuDomainMonitorEventRegisterReply {
    pub callback_id: i32,
}

impl Xdr for QemuDomainMonitorEventRegisterReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(QemuDomainMonitorEventRegisterReply { callback_id: d.get()? })
    }
}

/// qemu QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER
pub const QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER: i32 = 5;

/// Ends the monitor event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QemuDomainMonitorEventDeregisterArgs {
    pub callback_id: i32,
}

impl Xdr for QemuDomainMonitorEventDeregisterArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(QemuDomainMonitorEventDeregisterArgs { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_SECRET_EVENT_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_SECRET_EVENT_REGISTER_ANY: i32 = 380;

/// Asks for one kind of secret event, of one secret or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretSecretEventRegisterAnyArgs {
    pub event_id: i32,
    pub secret: Option<SecretRef>,
}

impl Xdr for SecretSecretEventRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
        e.put(&self.secret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretSecretEventRegisterAnyArgs { event_id: d.get()?, secret: d.get::<Option<SecretRef>>()? })
    }
}

/// Asks for one kind of secret event, of one secret or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretSecretEventRegisterAnyReply {
    pub callback_id: i32,
}

impl Xdr for SecretSecretEventRegisterAnyReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretSecretEventRegisterAnyReply { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_SECRET_EVENT_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_SECRET_EVENT_DEREGISTER_ANY: i32 = 381;

/// Ends the secret event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretSecretEventDeregisterAnyArgs {
    pub callback_id: i32,
}

impl Xdr for SecretSecretEventDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretSecretEventDeregisterAnyArgs { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY
pub const REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY: i32 = 368;

/// Asks for one kind of storage pool event, of one pool or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolStoragePoolEventRegisterAnyArgs {
    pub event_id: i32,
    pub pool: Option<StoragePoolRef>,
}

impl Xdr for StoragePoolStoragePoolEventRegisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.event_id);
        e.put(&self.pool);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolStoragePoolEventRegisterAnyArgs { event_id: d.get()?, pool: d.get::<Option<StoragePoolRef>>()? })
    }
}

/// Asks for one kind of storage pool event, of one pool or all, and returns a callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolStoragePoolEventRegisterAnyReply {
    pub callback_id: i32,
}

impl Xdr for StoragePoolStoragePoolEventRegisterAnyReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolStoragePoolEventRegisterAnyReply { callback_id: d.get()? })
    }
}

/// remote REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY
pub const REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY: i32 = 369;

/// Ends the storage pool event subscription with that callback id.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolStoragePoolEventDeregisterAnyArgs {
    pub callback_id: i32,
}

impl Xdr for StoragePoolStoragePoolEventDeregisterAnyArgs {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.callback_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolStoragePoolEventDeregisterAnyArgs { callback_id: d.get()? })
    }
}
