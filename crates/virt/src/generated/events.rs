//! Messages the server sends by itself.
//!
//! Generated from `api/events.api` by `cargo xtask gen`. Do not edit.

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{TypedParam, Uuid};

/// What tells an object from others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// Its UUID.
    Uuid(&'a Uuid),
    /// Its name.
    Name(&'a str),
}

/// How an event travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventWire {
    /// The RPC program.
    pub program: &'static str,
    /// The message's number.
    pub number: i32,
    /// The message's number for clients that register without a callback id.
    pub legacy: Option<i32>,
    /// The event id that clients register for.
    pub id: Option<i32>,
    /// Whether the callback's id precedes the fields.
    pub callback_id: bool,
    /// The kind of object that clients register for; empty where they do not register.
    pub object: &'static str,
}

/// Event: a network was defined, undefined, started or stopped.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkEventLifecycle {
    pub net: NetworkRef,
    pub event: i32,
    pub detail: i32,
}

impl Xdr for NetworkEventLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.net);
        e.put(&self.event);
        e.put(&self.detail);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkEventLifecycle { net: d.get()?, event: d.get()?, detail: d.get()? })
    }
}

/// Event: a guest was defined, undefined, started, suspended, resumed, stopped or crashed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventLifecycle {
    pub dom: DomainRef,
    pub event: i32,
    pub detail: i32,
}

impl Xdr for DomainEventLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.event);
        e.put(&self.detail);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventLifecycle { dom: d.get()?, event: d.get()?, detail: d.get()? })
    }
}

/// Event: the guest rebooted.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventReboot {
    pub dom: DomainRef,
}

impl Xdr for DomainEventReboot {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventReboot { dom: d.get()? })
    }
}

/// Event: the guest set its clock; the offset is its distance from UTC in seconds.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventRtcChange {
    pub dom: DomainRef,
    pub offset: i64,
}

impl Xdr for DomainEventRtcChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.offset);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventRtcChange { dom: d.get()?, offset: d.get()? })
    }
}

/// Event: the guest's watchdog fired.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventWatchdog {
    pub dom: DomainRef,
    pub action: i32,
}

impl Xdr for DomainEventWatchdog {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.action);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventWatchdog { dom: d.get()?, action: d.get()? })
    }
}

/// Event: a disk of the guest had an I/O error.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventIoError {
    pub dom: DomainRef,
    pub src_path: String,
    pub dev_alias: String,
    pub action: i32,
}

impl Xdr for DomainEventIoError {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.src_path);
        e.text(&self.dev_alias);
        e.put(&self.action);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventIoError { dom: d.get()?, src_path: d.text()?, dev_alias: d.text()?, action: d.get()? })
    }
}

/// Event: a graphics client connected, was let in or left.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventGraphics {
    pub dom: DomainRef,
    pub phase: i32,
    pub local: GraphicsAddress,
    pub remote: GraphicsAddress,
    pub auth_scheme: String,
    pub subject: Vec<GraphicsIdentity>,
}

impl Xdr for DomainEventGraphics {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.phase);
        e.put(&self.local);
        e.put(&self.remote);
        e.text(&self.auth_scheme);
        e.list(&self.subject, limits::REMOTE_DOMAIN_EVENT_GRAPHICS_IDENTITY_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventGraphics {
            dom: d.get()?,
            phase: d.get()?,
            local: d.get()?,
            remote: d.get()?,
            auth_scheme: d.text()?,
            subject: d.list(limits::REMOTE_DOMAIN_EVENT_GRAPHICS_IDENTITY_MAX)?,
        })
    }
}

/// Event: a disk of the guest had an I/O error, with a word for the reason.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventIoErrorReason {
    pub dom: DomainRef,
    pub src_path: String,
    pub dev_alias: String,
    pub action: i32,
    pub reason: String,
}

impl Xdr for DomainEventIoErrorReason {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.src_path);
        e.text(&self.dev_alias);
        e.put(&self.action);
        e.text(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventIoErrorReason {
            dom: d.get()?,
            src_path: d.text()?,
            dev_alias: d.text()?,
            action: d.get()?,
            reason: d.text()?,
        })
    }
}

/// Event: the daemon lost its control over a guest.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventControlError {
    pub dom: DomainRef,
}

impl Xdr for DomainEventControlError {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventControlError { dom: d.get()? })
    }
}

/// Event: a job on a disk, named by its source path, ended or became ready.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventBlockJob {
    pub dom: DomainRef,
    pub path: String,
    pub type_: i32,
    pub status: i32,
}

impl Xdr for DomainEventBlockJob {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.path);
        e.put(&self.type_);
        e.put(&self.status);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventBlockJob { dom: d.get()?, path: d.text()?, type_: d.get()?, status: d.get()? })
    }
}

/// Event: the source of a disk was changed or dropped at start.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventDiskChange {
    pub dom: DomainRef,
    pub old_src_path: Option<String>,
    pub new_src_path: Option<String>,
    pub dev_alias: String,
    pub reason: i32,
}

impl Xdr for DomainEventDiskChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.old_src_path);
        e.put(&self.new_src_path);
        e.text(&self.dev_alias);
        e.put(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventDiskChange {
            dom: d.get()?,
            old_src_path: d.get::<Option<String>>()?,
            new_src_path: d.get::<Option<String>>()?,
            dev_alias: d.text()?,
            reason: d.get()?,
        })
    }
}

/// Event: the tray of a removable drive was opened or closed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventTrayChange {
    pub dom: DomainRef,
    pub dev_alias: String,
    pub reason: i32,
}

impl Xdr for DomainEventTrayChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dev_alias);
        e.put(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventTrayChange { dom: d.get()?, dev_alias: d.text()?, reason: d.get()? })
    }
}

/// Event: a guest that had suspended itself woke up.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventPmwakeup {
    pub reason: i32,
    pub dom: DomainRef,
}

impl Xdr for DomainEventPmwakeup {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.reason);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventPmwakeup { reason: d.get()?, dom: d.get()? })
    }
}

/// Event: a guest suspended itself to memory.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventPmsuspend {
    pub reason: i32,
    pub dom: DomainRef,
}

impl Xdr for DomainEventPmsuspend {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.reason);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventPmsuspend { reason: d.get()?, dom: d.get()? })
    }
}

/// Event: the guest's memory balloon changed; the amount is in KiB.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventBalloonChange {
    pub dom: DomainRef,
    pub actual: u64,
}

impl Xdr for DomainEventBalloonChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.actual);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventBalloonChange { dom: d.get()?, actual: d.get()? })
    }
}

/// Event: a guest suspended itself to disk.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventPmsuspendDisk {
    pub reason: i32,
    pub dom: DomainRef,
}

impl Xdr for DomainEventPmsuspendDisk {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.reason);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventPmsuspendDisk { reason: d.get()?, dom: d.get()? })
    }
}

/// Event: a device, named by its alias, has left the guest.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventDeviceRemoved {
    pub dom: DomainRef,
    pub dev_alias: String,
}

impl Xdr for DomainEventDeviceRemoved {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dev_alias);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventDeviceRemoved { dom: d.get()?, dev_alias: d.text()? })
    }
}

/// Event: a job on a disk, named by its target, ended or became ready.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventBlockJob2 {
    pub dom: DomainRef,
    pub dst: String,
    pub type_: i32,
    pub status: i32,
}

impl Xdr for DomainEventBlockJob2 {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dst);
        e.put(&self.type_);
        e.put(&self.status);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventBlockJob2 { dom: d.get()?, dst: d.text()?, type_: d.get()?, status: d.get()? })
    }
}

/// Event: tunable values of the guest changed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventTunable {
    pub dom: DomainRef,
    pub params: Vec<TypedParam>,
}

impl Xdr for DomainEventTunable {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.list(&self.params, limits::REMOTE_DOMAIN_EVENT_TUNABLE_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventTunable { dom: d.get()?, params: d.list(limits::REMOTE_DOMAIN_EVENT_TUNABLE_MAX)? })
    }
}

/// Event: the guest agent connected or went away.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventAgentLifecycle {
    pub dom: DomainRef,
    pub state: i32,
    pub reason: i32,
}

impl Xdr for DomainEventAgentLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.state);
        e.put(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventAgentLifecycle { dom: d.get()?, state: d.get()?, reason: d.get()? })
    }
}

/// Event: a device, named by its alias, was added to the guest.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventDeviceAdded {
    pub dom: DomainRef,
    pub dev_alias: String,
}

impl Xdr for DomainEventDeviceAdded {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dev_alias);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventDeviceAdded { dom: d.get()?, dev_alias: d.text()? })
    }
}

/// Event: the migration of the guest began another pass over its memory.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventMigrationIteration {
    pub dom: DomainRef,
    pub iteration: i32,
}

impl Xdr for DomainEventMigrationIteration {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.iteration);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventMigrationIteration { dom: d.get()?, iteration: d.get()? })
    }
}

/// Event: the connection to the hypervisor was lost, and why.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectEventConnectionClosed {
    pub reason: i32,
}

impl Xdr for ConnectEventConnectionClosed {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.reason);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ConnectEventConnectionClosed { reason: d.get()? })
    }
}

/// Event: a job of the guest ended; its statistics come with it.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventJobCompleted {
    pub dom: DomainRef,
    pub params: Vec<TypedParam>,
}

impl Xdr for DomainEventJobCompleted {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.list(&self.params, limits::REMOTE_DOMAIN_JOB_STATS_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventJobCompleted { dom: d.get()?, params: d.list(limits::REMOTE_DOMAIN_JOB_STATS_MAX)? })
    }
}

/// Event: the guest did not let go of a device.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventDeviceRemovalFailed {
    pub dom: DomainRef,
    pub dev_alias: String,
}

impl Xdr for DomainEventDeviceRemovalFailed {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dev_alias);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventDeviceRemovalFailed { dom: d.get()?, dev_alias: d.text()? })
    }
}

/// Event: a storage pool was defined, undefined, started, stopped, created or deleted.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolEventLifecycle {
    pub pool: StoragePoolRef,
    pub event: i32,
    pub detail: i32,
}

impl Xdr for StoragePoolEventLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.pool);
        e.put(&self.event);
        e.put(&self.detail);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolEventLifecycle { pool: d.get()?, event: d.get()?, detail: d.get()? })
    }
}

/// Event: a storage pool was scanned again.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolEventRefresh {
    pub pool: StoragePoolRef,
}

impl Xdr for StoragePoolEventRefresh {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.pool);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolEventRefresh { pool: d.get()? })
    }
}

/// Event: a host device was created, deleted, defined or undefined.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceEventLifecycle {
    pub dev: NodeDeviceRef,
    pub event: i32,
    pub detail: i32,
}

impl Xdr for NodeDeviceEventLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dev);
        e.put(&self.event);
        e.put(&self.detail);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceEventLifecycle { dev: d.get()?, event: d.get()?, detail: d.get()? })
    }
}

/// Event: the description of a host device changed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceEventUpdate {
    pub dev: NodeDeviceRef,
}

impl Xdr for NodeDeviceEventUpdate {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dev);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceEventUpdate { dev: d.get()? })
    }
}

/// Event: the title, description or a metadata element of the guest changed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventMetadataChange {
    pub dom: DomainRef,
    pub type_: i32,
    pub nsuri: Option<String>,
}

impl Xdr for DomainEventMetadataChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.type_);
        e.put(&self.nsuri);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventMetadataChange { dom: d.get()?, type_: d.get()?, nsuri: d.get::<Option<String>>()? })
    }
}

/// Event: a secret was defined or undefined.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretEventLifecycle {
    pub secret: SecretRef,
    pub event: i32,
    pub detail: i32,
}

impl Xdr for SecretEventLifecycle {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.secret);
        e.put(&self.event);
        e.put(&self.detail);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretEventLifecycle { secret: d.get()?, event: d.get()?, detail: d.get()? })
    }
}

/// Event: the value of a secret was set.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretEventValueChanged {
    pub secret: SecretRef,
}

impl Xdr for SecretEventValueChanged {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.secret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretEventValueChanged { secret: d.get()? })
    }
}

/// Event: writes to a disk image passed the threshold set on it.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventBlockThreshold {
    pub dom: DomainRef,
    pub dev: String,
    pub path: Option<String>,
    pub threshold: u64,
    pub excess: u64,
}

impl Xdr for DomainEventBlockThreshold {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.dev);
        e.put(&self.path);
        e.put(&self.threshold);
        e.put(&self.excess);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventBlockThreshold {
            dom: d.get()?,
            dev: d.text()?,
            path: d.get::<Option<String>>()?,
            threshold: d.get()?,
            excess: d.get()?,
        })
    }
}

/// Event: the host met a memory error that touches the guest.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventMemoryFailure {
    pub dom: DomainRef,
    pub recipient: i32,
    pub action: i32,
    pub flags: u32,
}

impl Xdr for DomainEventMemoryFailure {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.put(&self.recipient);
        e.put(&self.action);
        e.put(&self.flags);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventMemoryFailure { dom: d.get()?, recipient: d.get()?, action: d.get()?, flags: d.get()? })
    }
}

/// Event: the guest accepted a new size, in KiB, for a memory device.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventMemoryDeviceSizeChange {
    pub dom: DomainRef,
    pub alias: String,
    pub size: u64,
}

impl Xdr for DomainEventMemoryDeviceSizeChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.alias);
        e.put(&self.size);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventMemoryDeviceSizeChange { dom: d.get()?, alias: d.text()?, size: d.get()? })
    }
}

/// Event: the title, description or a metadata element of the network changed.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkEventMetadataChange {
    pub net: NetworkRef,
    pub type_: i32,
    pub nsuri: Option<String>,
}

impl Xdr for NetworkEventMetadataChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.net);
        e.put(&self.type_);
        e.put(&self.nsuri);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkEventMetadataChange { net: d.get()?, type_: d.get()?, nsuri: d.get::<Option<String>>()? })
    }
}

/// Event: the guest gave one of its network interfaces another MAC address.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainEventNicMacChange {
    pub dom: DomainRef,
    pub alias: String,
    pub old_mac: String,
    pub new_mac: String,
}

impl Xdr for DomainEventNicMacChange {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.alias);
        e.text(&self.old_mac);
        e.text(&self.new_mac);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainEventNicMacChange { dom: d.get()?, alias: d.text()?, old_mac: d.text()?, new_mac: d.text()? })
    }
}

/// Event: the guest's QEMU sent a monitor event; time in seconds and microseconds, details as JSON.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMonitorEvent {
    pub dom: DomainRef,
    pub event: String,
    pub seconds: i64,
    pub micros: u32,
    pub details: Option<String>,
}

impl Xdr for DomainMonitorEvent {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.text(&self.event);
        e.put(&self.seconds);
        e.put(&self.micros);
        e.put(&self.details);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMonitorEvent {
            dom: d.get()?,
            event: d.text()?,
            seconds: d.get()?,
            micros: d.get()?,
            details: d.get::<Option<String>>()?,
        })
    }
}

/// Any message that a server sends by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Event: a network was defined, undefined, started or stopped.
    NetworkEventLifecycle(NetworkEventLifecycle),
    /// Event: a guest was defined, undefined, started, suspended, resumed, stopped or crashed.
    DomainEventLifecycle(DomainEventLifecycle),
    /// Event: the guest rebooted.
    DomainEventReboot(DomainEventReboot),
    /// Event: the guest set its clock; the offset is its distance from UTC in seconds.
    DomainEventRtcChange(DomainEventRtcChange),
    /// Event: the guest's watchdog fired.
    DomainEventWatchdog(DomainEventWatchdog),
    /// Event: a disk of the guest had an I/O error.
    DomainEventIoError(DomainEventIoError),
    /// Event: a graphics client connected, was let in or left.
    DomainEventGraphics(DomainEventGraphics),
    /// Event: a disk of the guest had an I/O error, with a word for the reason.
    DomainEventIoErrorReason(DomainEventIoErrorReason),
    /// Event: the daemon lost its control over a guest.
    DomainEventControlError(DomainEventControlError),
    /// Event: a job on a disk, named by its source path, ended or became ready.
    DomainEventBlockJob(DomainEventBlockJob),
    /// Event: the source of a disk was changed or dropped at start.
    DomainEventDiskChange(DomainEventDiskChange),
    /// Event: the tray of a removable drive was opened or closed.
    DomainEventTrayChange(DomainEventTrayChange),
    /// Event: a guest that had suspended itself woke up.
    DomainEventPmwakeup(DomainEventPmwakeup),
    /// Event: a guest suspended itself to memory.
    DomainEventPmsuspend(DomainEventPmsuspend),
    /// Event: the guest's memory balloon changed; the amount is in KiB.
    DomainEventBalloonChange(DomainEventBalloonChange),
    /// Event: a guest suspended itself to disk.
    DomainEventPmsuspendDisk(DomainEventPmsuspendDisk),
    /// Event: a device, named by its alias, has left the guest.
    DomainEventDeviceRemoved(DomainEventDeviceRemoved),
    /// Event: a job on a disk, named by its target, ended or became ready.
    DomainEventBlockJob2(DomainEventBlockJob2),
    /// Event: tunable values of the guest changed.
    DomainEventTunable(DomainEventTunable),
    /// Event: the guest agent connected or went away.
    DomainEventAgentLifecycle(DomainEventAgentLifecycle),
    /// Event: a device, named by its alias, was added to the guest.
    DomainEventDeviceAdded(DomainEventDeviceAdded),
    /// Event: the migration of the guest began another pass over its memory.
    DomainEventMigrationIteration(DomainEventMigrationIteration),
    /// Event: the connection to the hypervisor was lost, and why.
    ConnectEventConnectionClosed(ConnectEventConnectionClosed),
    /// Event: a job of the guest ended; its statistics come with it.
    DomainEventJobCompleted(DomainEventJobCompleted),
    /// Event: the guest did not let go of a device.
    DomainEventDeviceRemovalFailed(DomainEventDeviceRemovalFailed),
    /// Event: a storage pool was defined, undefined, started, stopped, created or deleted.
    StoragePoolEventLifecycle(StoragePoolEventLifecycle),
    /// Event: a storage pool was scanned again.
    StoragePoolEventRefresh(StoragePoolEventRefresh),
    /// Event: a host device was created, deleted, defined or undefined.
    NodeDeviceEventLifecycle(NodeDeviceEventLifecycle),
    /// Event: the description of a host device changed.
    NodeDeviceEventUpdate(NodeDeviceEventUpdate),
    /// Event: the title, description or a metadata element of the guest changed.
    DomainEventMetadataChange(DomainEventMetadataChange),
    /// Event: a secret was defined or undefined.
    SecretEventLifecycle(SecretEventLifecycle),
    /// Event: the value of a secret was set.
    SecretEventValueChanged(SecretEventValueChanged),
    /// Event: writes to a disk image passed the threshold set on it.
    DomainEventBlockThreshold(DomainEventBlockThreshold),
    /// Event: the host met a memory error that touches the guest.
    DomainEventMemoryFailure(DomainEventMemoryFailure),
    /// Event: the guest accepted a new size, in KiB, for a memory device.
    DomainEventMemoryDeviceSizeChange(DomainEventMemoryDeviceSizeChange),
    /// Event: the title, description or a metadata element of the network changed.
    NetworkEventMetadataChange(NetworkEventMetadataChange),
    /// Event: the guest gave one of its network interfaces another MAC address.
    DomainEventNicMacChange(DomainEventNicMacChange),
    /// Event: the guest's QEMU sent a monitor event; time in seconds and microseconds, details as JSON.
    DomainMonitorEvent(DomainMonitorEvent),
}

impl Event {
    /// How it travels.
    pub fn wire(&self) -> EventWire {
        match self {
            Event::NetworkEventLifecycle(_) => EventWire {
                program: "remote",
                number: 315,
                legacy: None,
                id: Some(0),
                callback_id: true,
                object: "network",
            },
            Event::DomainEventLifecycle(_) => EventWire {
                program: "remote",
                number: 318,
                legacy: Some(107),
                id: Some(0),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventReboot(_) => EventWire {
                program: "remote",
                number: 319,
                legacy: Some(169),
                id: Some(1),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventRtcChange(_) => EventWire {
                program: "remote",
                number: 320,
                legacy: Some(170),
                id: Some(2),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventWatchdog(_) => EventWire {
                program: "remote",
                number: 321,
                legacy: Some(171),
                id: Some(3),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventIoError(_) => EventWire {
                program: "remote",
                number: 322,
                legacy: Some(172),
                id: Some(4),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventGraphics(_) => EventWire {
                program: "remote",
                number: 323,
                legacy: Some(173),
                id: Some(5),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventIoErrorReason(_) => EventWire {
                program: "remote",
                number: 324,
                legacy: Some(195),
                id: Some(6),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventControlError(_) => EventWire {
                program: "remote",
                number: 325,
                legacy: Some(224),
                id: Some(7),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventBlockJob(_) => EventWire {
                program: "remote",
                number: 326,
                legacy: Some(241),
                id: Some(8),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventDiskChange(_) => EventWire {
                program: "remote",
                number: 327,
                legacy: Some(248),
                id: Some(9),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventTrayChange(_) => EventWire {
                program: "remote",
                number: 328,
                legacy: Some(268),
                id: Some(10),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventPmwakeup(_) => EventWire {
                program: "remote",
                number: 329,
                legacy: Some(269),
                id: Some(11),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventPmsuspend(_) => EventWire {
                program: "remote",
                number: 330,
                legacy: Some(270),
                id: Some(12),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventBalloonChange(_) => EventWire {
                program: "remote",
                number: 331,
                legacy: Some(276),
                id: Some(13),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventPmsuspendDisk(_) => EventWire {
                program: "remote",
                number: 332,
                legacy: Some(292),
                id: Some(14),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventDeviceRemoved(_) => EventWire {
                program: "remote",
                number: 333,
                legacy: Some(311),
                id: Some(15),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventBlockJob2(_) => EventWire {
                program: "remote",
                number: 339,
                legacy: None,
                id: Some(16),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventTunable(_) => EventWire {
                program: "remote",
                number: 346,
                legacy: None,
                id: Some(17),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventAgentLifecycle(_) => EventWire {
                program: "remote",
                number: 348,
                legacy: None,
                id: Some(18),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventDeviceAdded(_) => EventWire {
                program: "remote",
                number: 354,
                legacy: None,
                id: Some(19),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventMigrationIteration(_) => EventWire {
                program: "remote",
                number: 359,
                legacy: None,
                id: Some(20),
                callback_id: true,
                object: "domain",
            },
            Event::ConnectEventConnectionClosed(_) => {
                EventWire { program: "remote", number: 362, legacy: None, id: None, callback_id: false, object: "" }
            }
            Event::DomainEventJobCompleted(_) => EventWire {
                program: "remote",
                number: 363,
                legacy: None,
                id: Some(21),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventDeviceRemovalFailed(_) => EventWire {
                program: "remote",
                number: 367,
                legacy: None,
                id: Some(22),
                callback_id: true,
                object: "domain",
            },
            Event::StoragePoolEventLifecycle(_) => EventWire {
                program: "remote",
                number: 370,
                legacy: None,
                id: Some(0),
                callback_id: true,
                object: "storage_pool",
            },
            Event::StoragePoolEventRefresh(_) => EventWire {
                program: "remote",
                number: 373,
                legacy: None,
                id: Some(1),
                callback_id: true,
                object: "storage_pool",
            },
            Event::NodeDeviceEventLifecycle(_) => EventWire {
                program: "remote",
                number: 376,
                legacy: None,
                id: Some(0),
                callback_id: true,
                object: "node_device",
            },
            Event::NodeDeviceEventUpdate(_) => EventWire {
                program: "remote",
                number: 377,
                legacy: None,
                id: Some(1),
                callback_id: true,
                object: "node_device",
            },
            Event::DomainEventMetadataChange(_) => EventWire {
                program: "remote",
                number: 379,
                legacy: None,
                id: Some(23),
                callback_id: true,
                object: "domain",
            },
            Event::SecretEventLifecycle(_) => EventWire {
                program: "remote",
                number: 382,
                legacy: None,
                id: Some(0),
                callback_id: true,
                object: "secret",
            },
            Event::SecretEventValueChanged(_) => EventWire {
                program: "remote",
                number: 383,
                legacy: None,
                id: Some(1),
                callback_id: true,
                object: "secret",
            },
            Event::DomainEventBlockThreshold(_) => EventWire {
                program: "remote",
                number: 385,
                legacy: None,
                id: Some(24),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventMemoryFailure(_) => EventWire {
                program: "remote",
                number: 423,
                legacy: None,
                id: Some(25),
                callback_id: true,
                object: "domain",
            },
            Event::DomainEventMemoryDeviceSizeChange(_) => EventWire {
                program: "remote",
                number: 438,
                legacy: None,
                id: Some(26),
                callback_id: true,
                object: "domain",
            },
            Event::NetworkEventMetadataChange(_) => EventWire {
                program: "remote",
                number: 446,
                legacy: None,
                id: Some(1),
                callback_id: true,
                object: "network",
            },
            Event::DomainEventNicMacChange(_) => EventWire {
                program: "remote",
                number: 453,
                legacy: None,
                id: Some(27),
                callback_id: true,
                object: "domain",
            },
            Event::DomainMonitorEvent(_) => {
                EventWire { program: "qemu", number: 6, legacy: None, id: None, callback_id: true, object: "" }
            }
        }
    }
}

impl Event {
    /// Appends the fields, without a callback id.
    pub fn encode(&self, e: &mut Encoder) {
        match self {
            Event::NetworkEventLifecycle(v) => v.encode(e),
            Event::DomainEventLifecycle(v) => v.encode(e),
            Event::DomainEventReboot(v) => v.encode(e),
            Event::DomainEventRtcChange(v) => v.encode(e),
            Event::DomainEventWatchdog(v) => v.encode(e),
            Event::DomainEventIoError(v) => v.encode(e),
            Event::DomainEventGraphics(v) => v.encode(e),
            Event::DomainEventIoErrorReason(v) => v.encode(e),
            Event::DomainEventControlError(v) => v.encode(e),
            Event::DomainEventBlockJob(v) => v.encode(e),
            Event::DomainEventDiskChange(v) => v.encode(e),
            Event::DomainEventTrayChange(v) => v.encode(e),
            Event::DomainEventPmwakeup(v) => v.encode(e),
            Event::DomainEventPmsuspend(v) => v.encode(e),
            Event::DomainEventBalloonChange(v) => v.encode(e),
            Event::DomainEventPmsuspendDisk(v) => v.encode(e),
            Event::DomainEventDeviceRemoved(v) => v.encode(e),
            Event::DomainEventBlockJob2(v) => v.encode(e),
            Event::DomainEventTunable(v) => v.encode(e),
            Event::DomainEventAgentLifecycle(v) => v.encode(e),
            Event::DomainEventDeviceAdded(v) => v.encode(e),
            Event::DomainEventMigrationIteration(v) => v.encode(e),
            Event::ConnectEventConnectionClosed(v) => v.encode(e),
            Event::DomainEventJobCompleted(v) => v.encode(e),
            Event::DomainEventDeviceRemovalFailed(v) => v.encode(e),
            Event::StoragePoolEventLifecycle(v) => v.encode(e),
            Event::StoragePoolEventRefresh(v) => v.encode(e),
            Event::NodeDeviceEventLifecycle(v) => v.encode(e),
            Event::NodeDeviceEventUpdate(v) => v.encode(e),
            Event::DomainEventMetadataChange(v) => v.encode(e),
            Event::SecretEventLifecycle(v) => v.encode(e),
            Event::SecretEventValueChanged(v) => v.encode(e),
            Event::DomainEventBlockThreshold(v) => v.encode(e),
            Event::DomainEventMemoryFailure(v) => v.encode(e),
            Event::DomainEventMemoryDeviceSizeChange(v) => v.encode(e),
            Event::NetworkEventMetadataChange(v) => v.encode(e),
            Event::DomainEventNicMacChange(v) => v.encode(e),
            Event::DomainMonitorEvent(v) => v.encode(e),
        }
    }
}

impl Event {
    /// Reads the fields of a message (callback id already taken off); `None` for an unknown number.
    pub fn decode(program: &str, number: i32, d: &mut Decoder<'_>) -> xdr::Result<Option<Event>> {
        Ok(Some(match (program, number) {
            ("remote", 315) => Event::NetworkEventLifecycle(d.get()?),
            ("remote", 318) | ("remote", 107) => Event::DomainEventLifecycle(d.get()?),
            ("remote", 319) | ("remote", 169) => Event::DomainEventReboot(d.get()?),
            ("remote", 320) | ("remote", 170) => Event::DomainEventRtcChange(d.get()?),
            ("remote", 321) | ("remote", 171) => Event::DomainEventWatchdog(d.get()?),
            ("remote", 322) | ("remote", 172) => Event::DomainEventIoError(d.get()?),
            ("remote", 323) | ("remote", 173) => Event::DomainEventGraphics(d.get()?),
            ("remote", 324) | ("remote", 195) => Event::DomainEventIoErrorReason(d.get()?),
            ("remote", 325) | ("remote", 224) => Event::DomainEventControlError(d.get()?),
            ("remote", 326) | ("remote", 241) => Event::DomainEventBlockJob(d.get()?),
            ("remote", 327) | ("remote", 248) => Event::DomainEventDiskChange(d.get()?),
            ("remote", 328) | ("remote", 268) => Event::DomainEventTrayChange(d.get()?),
            ("remote", 329) | ("remote", 269) => Event::DomainEventPmwakeup(d.get()?),
            ("remote", 330) | ("remote", 270) => Event::DomainEventPmsuspend(d.get()?),
            ("remote", 331) | ("remote", 276) => Event::DomainEventBalloonChange(d.get()?),
            ("remote", 332) | ("remote", 292) => Event::DomainEventPmsuspendDisk(d.get()?),
            ("remote", 333) | ("remote", 311) => Event::DomainEventDeviceRemoved(d.get()?),
            ("remote", 339) => Event::DomainEventBlockJob2(d.get()?),
            ("remote", 346) => Event::DomainEventTunable(d.get()?),
            ("remote", 348) => Event::DomainEventAgentLifecycle(d.get()?),
            ("remote", 354) => Event::DomainEventDeviceAdded(d.get()?),
            ("remote", 359) => Event::DomainEventMigrationIteration(d.get()?),
            ("remote", 362) => Event::ConnectEventConnectionClosed(d.get()?),
            ("remote", 363) => Event::DomainEventJobCompleted(d.get()?),
            ("remote", 367) => Event::DomainEventDeviceRemovalFailed(d.get()?),
            ("remote", 370) => Event::StoragePoolEventLifecycle(d.get()?),
            ("remote", 373) => Event::StoragePoolEventRefresh(d.get()?),
            ("remote", 376) => Event::NodeDeviceEventLifecycle(d.get()?),
            ("remote", 377) => Event::NodeDeviceEventUpdate(d.get()?),
            ("remote", 379) => Event::DomainEventMetadataChange(d.get()?),
            ("remote", 382) => Event::SecretEventLifecycle(d.get()?),
            ("remote", 383) => Event::SecretEventValueChanged(d.get()?),
            ("remote", 385) => Event::DomainEventBlockThreshold(d.get()?),
            ("remote", 423) => Event::DomainEventMemoryFailure(d.get()?),
            ("remote", 438) => Event::DomainEventMemoryDeviceSizeChange(d.get()?),
            ("remote", 446) => Event::NetworkEventMetadataChange(d.get()?),
            ("remote", 453) => Event::DomainEventNicMacChange(d.get()?),
            ("qemu", 6) => Event::DomainMonitorEvent(d.get()?),
            _ => return Ok(None),
        }))
    }
}

impl Event {
    /// Whether a message of this number starts with a callback id; `None` for an unknown number.
    pub fn has_callback_id(program: &str, number: i32) -> Option<bool> {
        Some(match (program, number) {
            ("remote", 315) => true,
            ("remote", 318) => true,
            ("remote", 107) => false,
            ("remote", 319) => true,
            ("remote", 169) => false,
            ("remote", 320) => true,
            ("remote", 170) => false,
            ("remote", 321) => true,
            ("remote", 171) => false,
            ("remote", 322) => true,
            ("remote", 172) => false,
            ("remote", 323) => true,
            ("remote", 173) => false,
            ("remote", 324) => true,
            ("remote", 195) => false,
            ("remote", 325) => true,
            ("remote", 224) => false,
            ("remote", 326) => true,
            ("remote", 241) => false,
            ("remote", 327) => true,
            ("remote", 248) => false,
            ("remote", 328) => true,
            ("remote", 268) => false,
            ("remote", 329) => true,
            ("remote", 269) => false,
            ("remote", 330) => true,
            ("remote", 270) => false,
            ("remote", 331) => true,
            ("remote", 276) => false,
            ("remote", 332) => true,
            ("remote", 292) => false,
            ("remote", 333) => true,
            ("remote", 311) => false,
            ("remote", 339) => true,
            ("remote", 346) => true,
            ("remote", 348) => true,
            ("remote", 354) => true,
            ("remote", 359) => true,
            ("remote", 362) => false,
            ("remote", 363) => true,
            ("remote", 367) => true,
            ("remote", 370) => true,
            ("remote", 373) => true,
            ("remote", 376) => true,
            ("remote", 377) => true,
            ("remote", 379) => true,
            ("remote", 382) => true,
            ("remote", 383) => true,
            ("remote", 385) => true,
            ("remote", 423) => true,
            ("remote", 438) => true,
            ("remote", 446) => true,
            ("remote", 453) => true,
            ("qemu", 6) => true,
            _ => return None,
        })
    }
}

impl Event {
    /// The object it tells of.
    pub fn subject(&self) -> Option<Subject<'_>> {
        Some(match self {
            Event::NetworkEventLifecycle(e) => Subject::Uuid(&e.net.uuid),
            Event::DomainEventLifecycle(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventReboot(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventRtcChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventWatchdog(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventIoError(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventGraphics(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventIoErrorReason(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventControlError(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventBlockJob(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventDiskChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventTrayChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventBalloonChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventDeviceRemoved(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventBlockJob2(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventTunable(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventAgentLifecycle(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventDeviceAdded(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventMigrationIteration(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventJobCompleted(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventDeviceRemovalFailed(e) => Subject::Uuid(&e.dom.uuid),
            Event::StoragePoolEventLifecycle(e) => Subject::Uuid(&e.pool.uuid),
            Event::StoragePoolEventRefresh(e) => Subject::Uuid(&e.pool.uuid),
            Event::NodeDeviceEventLifecycle(e) => Subject::Name(&e.dev.name),
            Event::NodeDeviceEventUpdate(e) => Subject::Name(&e.dev.name),
            Event::DomainEventMetadataChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::SecretEventLifecycle(e) => Subject::Uuid(&e.secret.uuid),
            Event::SecretEventValueChanged(e) => Subject::Uuid(&e.secret.uuid),
            Event::DomainEventBlockThreshold(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventMemoryFailure(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainEventMemoryDeviceSizeChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::NetworkEventMetadataChange(e) => Subject::Uuid(&e.net.uuid),
            Event::DomainEventNicMacChange(e) => Subject::Uuid(&e.dom.uuid),
            Event::DomainMonitorEvent(e) => Subject::Uuid(&e.dom.uuid),
            _ => return None,
        })
    }
}

impl Event {
    /// Whether clients can register for an event id of a kind of object.
    pub fn is_registrable(object: &str, id: i32) -> bool {
        matches!(
            (object, id),
            ("network", 0)
                | ("domain", 0)
                | ("domain", 1)
                | ("domain", 2)
                | ("domain", 3)
                | ("domain", 4)
                | ("domain", 5)
                | ("domain", 6)
                | ("domain", 7)
                | ("domain", 8)
                | ("domain", 9)
                | ("domain", 10)
                | ("domain", 11)
                | ("domain", 12)
                | ("domain", 13)
                | ("domain", 14)
                | ("domain", 15)
                | ("domain", 16)
                | ("domain", 17)
                | ("domain", 18)
                | ("domain", 19)
                | ("domain", 20)
                | ("domain", 21)
                | ("domain", 22)
                | ("storage_pool", 0)
                | ("storage_pool", 1)
                | ("node_device", 0)
                | ("node_device", 1)
                | ("domain", 23)
                | ("secret", 0)
                | ("secret", 1)
                | ("domain", 24)
                | ("domain", 25)
                | ("domain", 26)
                | ("network", 1)
                | ("domain", 27)
        )
    }
}
