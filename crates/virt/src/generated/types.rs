//! Structures that travel in calls and events.
//!
//! Generated from `api/types.api` by `cargo xtask gen`. Do not edit.

use xdr::{Decoder, Encoder, Xdr};

use super::limits;
use crate::{TypedParam, Uuid};

/// A domain: its name, UUID and, while it runs, its id (else -1).
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainRef {
    pub name: String,
    pub uuid: Uuid,
    pub id: i32,
}

impl Xdr for DomainRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.uuid);
        e.put(&self.id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainRef { name: d.text()?, uuid: d.get()?, id: d.get()? })
    }
}

/// A virtual network.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkRef {
    pub name: String,
    pub uuid: Uuid,
}

impl Xdr for NetworkRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.uuid);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkRef { name: d.text()?, uuid: d.get()? })
    }
}

/// A port of a virtual network.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkPortRef {
    pub net: NetworkRef,
    pub uuid: Uuid,
}

impl Xdr for NetworkPortRef {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.net);
        e.put(&self.uuid);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkPortRef { net: d.get()?, uuid: d.get()? })
    }
}

/// A network filter.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NwfilterRef {
    pub name: String,
    pub uuid: Uuid,
}

impl Xdr for NwfilterRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.uuid);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NwfilterRef { name: d.text()?, uuid: d.get()? })
    }
}

/// The binding of a filter to a port.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NwfilterBindingRef {
    pub portdev: String,
    pub filtername: String,
}

impl Xdr for NwfilterBindingRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.portdev);
        e.text(&self.filtername);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NwfilterBindingRef { portdev: d.text()?, filtername: d.text()? })
    }
}

/// A host network interface.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InterfaceRef {
    pub name: String,
    pub mac: String,
}

impl Xdr for InterfaceRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.text(&self.mac);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(InterfaceRef { name: d.text()?, mac: d.text()? })
    }
}

/// A storage pool.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolRef {
    pub name: String,
    pub uuid: Uuid,
}

impl Xdr for StoragePoolRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.uuid);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolRef { name: d.text()?, uuid: d.get()? })
    }
}

/// A storage volume: its pool, its name and its key, unique on the host.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StorageVolRef {
    pub pool: String,
    pub name: String,
    pub key: String,
}

impl Xdr for StorageVolRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.pool);
        e.text(&self.name);
        e.text(&self.key);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StorageVolRef { pool: d.text()?, name: d.text()?, key: d.text()? })
    }
}

/// A device of the node.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDeviceRef {
    pub name: String,
}

impl Xdr for NodeDeviceRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeDeviceRef { name: d.text()? })
    }
}

/// A secret; the usage says what it unlocks.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecretRef {
    pub uuid: Uuid,
    pub usage_type: i32,
    pub usage_id: String,
}

impl Xdr for SecretRef {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.uuid);
        e.put(&self.usage_type);
        e.text(&self.usage_id);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecretRef { uuid: d.get()?, usage_type: d.get()?, usage_id: d.text()? })
    }
}

/// A checkpoint of a domain.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainCheckpointRef {
    pub name: String,
    pub dom: DomainRef,
}

impl Xdr for DomainCheckpointRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainCheckpointRef { name: d.text()?, dom: d.get()? })
    }
}

/// A snapshot of a domain.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSnapshotRef {
    pub name: String,
    pub dom: DomainRef,
}

impl Xdr for DomainSnapshotRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.dom);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSnapshotRef { name: d.text()?, dom: d.get()? })
    }
}

/// A server inside the daemon.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServerRef {
    pub name: String,
}

impl Xdr for ServerRef {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ServerRef { name: d.text()? })
    }
}

/// A client of a server inside the daemon.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClientRef {
    pub srv: ServerRef,
    pub id: u64,
    pub timestamp: i64,
    pub transport: u32,
}

impl Xdr for ClientRef {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.srv);
        e.put(&self.id);
        e.put(&self.timestamp);
        e.put(&self.transport);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(ClientRef { srv: d.get()?, id: d.get()?, timestamp: d.get()?, transport: d.get()? })
    }
}

/// One virtual CPU: number, state, CPU time in ns and the host CPU it last ran on.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VcpuInfo {
    pub number: u32,
    pub state: i32,
    pub cpu_time: u64,
    pub cpu: i32,
}

impl Xdr for VcpuInfo {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.number);
        e.put(&self.state);
        e.put(&self.cpu_time);
        e.put(&self.cpu);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(VcpuInfo { number: d.get()?, state: d.get()?, cpu_time: d.get()?, cpu: d.get()? })
    }
}

/// One counter of the host CPUs, in ns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeCpuStat {
    pub field: String,
    pub value: u64,
}

impl Xdr for NodeCpuStat {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.field);
        e.put(&self.value);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeCpuStat { field: d.text()?, value: d.get()? })
    }
}

/// One counter of the host memory, in KiB.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeMemoryStat {
    pub field: String,
    pub value: u64,
}

impl Xdr for NodeMemoryStat {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.field);
        e.put(&self.value);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NodeMemoryStat { field: d.text()?, value: d.get()? })
    }
}

/// A disk that has stopped with an error.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainDiskError {
    pub disk: String,
    pub error: i32,
}

impl Xdr for DomainDiskError {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.disk);
        e.put(&self.error);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainDiskError { disk: d.text()?, error: d.get()? })
    }
}

/// One memory counter of a guest, by its tag.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainMemoryStat {
    pub tag: i32,
    pub val: u64,
}

impl Xdr for DomainMemoryStat {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.tag);
        e.put(&self.val);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainMemoryStat { tag: d.get()?, val: d.get()? })
    }
}

/// An I/O thread and the host CPUs it may use.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainIothreadInfo {
    pub iothread_id: u32,
    pub cpumap: Vec<u8>,
}

impl Xdr for DomainIothreadInfo {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.iothread_id);
        e.bytes(&self.cpumap, limits::REMOTE_CPUMAP_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainIothreadInfo {
            iothread_id: d.get()?,
            cpumap: d.bytes(limits::REMOTE_CPUMAP_MAX).map(<[u8]>::to_vec)?,
        })
    }
}

/// One end of a graphics connection.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GraphicsAddress {
    pub family: i32,
    pub node: String,
    pub service: String,
}

impl Xdr for GraphicsAddress {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.family);
        e.text(&self.node);
        e.text(&self.service);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(GraphicsAddress { family: d.get()?, node: d.text()?, service: d.text()? })
    }
}

/// How a graphics client proved who it is.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GraphicsIdentity {
    pub type_: String,
    pub name: String,
}

impl Xdr for GraphicsIdentity {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.type_);
        e.text(&self.name);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(GraphicsIdentity { type_: d.text()?, name: d.text()? })
    }
}

/// A DHCP lease of a virtual network.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkDhcpLease {
    pub iface: String,
    pub expirytime: i64,
    pub type_: i32,
    pub mac: Option<String>,
    pub iaid: Option<String>,
    pub ipaddr: String,
    pub prefix: u32,
    pub hostname: Option<String>,
    pub clientid: Option<String>,
}

impl Xdr for NetworkDhcpLease {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.iface);
        e.put(&self.expirytime);
        e.put(&self.type_);
        e.put(&self.mac);
        e.put(&self.iaid);
        e.text(&self.ipaddr);
        e.put(&self.prefix);
        e.put(&self.hostname);
        e.put(&self.clientid);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkDhcpLease {
            iface: d.text()?,
            expirytime: d.get()?,
            type_: d.get()?,
            mac: d.get::<Option<String>>()?,
            iaid: d.get::<Option<String>>()?,
            ipaddr: d.text()?,
            prefix: d.get()?,
            hostname: d.get::<Option<String>>()?,
            clientid: d.get::<Option<String>>()?,
        })
    }
}

/// The statistics of one domain in a bulk answer.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainStatsRecord {
    pub dom: DomainRef,
    pub params: Vec<TypedParam>,
}

impl Xdr for DomainStatsRecord {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.dom);
        e.list(&self.params, limits::REMOTE_CONNECT_GET_ALL_DOMAIN_STATS_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainStatsRecord { dom: d.get()?, params: d.list(limits::REMOTE_CONNECT_GET_ALL_DOMAIN_STATS_MAX)? })
    }
}

/// A file system mounted in the guest.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainFsInfo {
    pub mountpoint: String,
    pub name: String,
    pub fstype: String,
    pub dev_aliases: Vec<String>,
}

impl Xdr for DomainFsInfo {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.mountpoint);
        e.text(&self.name);
        e.text(&self.fstype);
        e.list(&self.dev_aliases, limits::REMOTE_DOMAIN_FSINFO_DISKS_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainFsInfo {
            mountpoint: d.text()?,
            name: d.text()?,
            fstype: d.text()?,
            dev_aliases: d.list(limits::REMOTE_DOMAIN_FSINFO_DISKS_MAX)?,
        })
    }
}

/// An IP address of a guest interface.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainIpAddress {
    pub type_: i32,
    pub addr: String,
    pub prefix: u32,
}

impl Xdr for DomainIpAddress {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.type_);
        e.text(&self.addr);
        e.put(&self.prefix);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainIpAddress { type_: d.get()?, addr: d.text()?, prefix: d.get()? })
    }
}

/// A guest interface with its addresses.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainInterface {
    pub name: String,
    pub hwaddr: Option<String>,
    pub addrs: Vec<DomainIpAddress>,
}

impl Xdr for DomainInterface {
    fn encode(&self, e: &mut Encoder) {
        e.text(&self.name);
        e.put(&self.hwaddr);
        e.list(&self.addrs, limits::REMOTE_DOMAIN_IP_ADDR_MAX);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainInterface {
            name: d.text()?,
            hwaddr: d.get::<Option<String>>()?,
            addrs: d.list(limits::REMOTE_DOMAIN_IP_ADDR_MAX)?,
        })
    }
}

/// A security label and whether it is enforced.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SecurityLabel {
    pub label: Vec<i8>,
    pub enforcing: i32,
}

impl Xdr for SecurityLabel {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.label, limits::REMOTE_SECURITY_LABEL_MAX);
        e.put(&self.enforcing);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(SecurityLabel { label: d.list(limits::REMOTE_SECURITY_LABEL_MAX)?, enforcing: d.get()? })
    }
}
