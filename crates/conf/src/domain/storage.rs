//! Where an image's bytes live: files, block devices, network storage.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::PciAddress;
use crate::encryption::Encryption;
use crate::words::{Named, PathAttr, YesNo};
use xml::{Inner, Mode, Shape, Xml};

/// The shapes of `<source>`, one per value of `<disk type=…>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum DiskSource {
    #[xml(untagged)]
    File {
        file: Option<String>,
        fdgroup: Option<String>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    Block {
        dev: Option<String>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    Dir {
        dir: Option<String>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    Network(NetworkSource),
    Volume {
        pool: Option<String>,
        volume: Option<String>,
        #[xml("actualType", status)]
        actual_type: Option<String>,
        #[xml(status)]
        file: Option<String>,
        mode: Option<String>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    Nvme {
        #[xml("type")]
        kind: String,
        managed: Option<YesNo>,
        namespace: u32,
        address: Option<PciAddress>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    #[xml("vhostuser")]
    VhostUser {
        #[xml("type")]
        kind: String,
        path: String,
        reconnect: Option<Reconnect>,
        #[xml(flatten)]
        common: SourceCommon,
    },
    #[xml("vhostvdpa")]
    VhostVdpa {
        dev: String,
        #[xml(flatten)]
        common: SourceCommon,
    },
}

impl Default for DiskSource {
    fn default() -> DiskSource {
        DiskSource::File { file: None, fdgroup: None, common: SourceCommon::default() }
    }
}

impl DiskSource {
    /// A file.
    pub fn file(path: String) -> DiskSource {
        DiskSource::File { file: Some(path), fdgroup: None, common: SourceCommon::default() }
    }

    /// What every shape has.
    pub fn common(&self) -> &SourceCommon {
        match self {
            DiskSource::File { common, .. }
            | DiskSource::Block { common, .. }
            | DiskSource::Dir { common, .. }
            | DiskSource::Volume { common, .. }
            | DiskSource::Nvme { common, .. }
            | DiskSource::VhostUser { common, .. }
            | DiskSource::VhostVdpa { common, .. } => common,
            DiskSource::Network(network) => &network.common,
        }
    }

    /// What every shape has, to change it.
    pub fn common_mut(&mut self) -> &mut SourceCommon {
        match self {
            DiskSource::File { common, .. }
            | DiskSource::Block { common, .. }
            | DiskSource::Dir { common, .. }
            | DiskSource::Volume { common, .. }
            | DiskSource::Nvme { common, .. }
            | DiskSource::VhostUser { common, .. }
            | DiskSource::VhostVdpa { common, .. } => common,
            DiskSource::Network(network) => &mut network.common,
        }
    }

    /// The path on this host, where there is one; of a volume only once somebody has looked it up.
    pub fn path(&self) -> Option<&str> {
        match self {
            DiskSource::File { file, .. } => file.as_deref(),
            DiskSource::Block { dev, .. } => dev.as_deref(),
            DiskSource::Dir { dir, .. } => dir.as_deref(),
            DiskSource::VhostUser { path, .. } => Some(path),
            DiskSource::VhostVdpa { dev, .. } => Some(dev),
            DiskSource::Volume { file, .. } => file.as_deref(),
            DiskSource::Network(_) | DiskSource::Nvme { .. } => None,
        }
    }

    /// No medium is in the drive.
    pub fn is_empty(&self) -> bool {
        match self {
            DiskSource::File { .. } | DiskSource::Block { .. } | DiskSource::Dir { .. } => self.path().is_none(),
            DiskSource::Volume { pool, volume, .. } => pool.is_none() || volume.is_none(),
            DiskSource::Network(network) => network.name.is_none() && network.hosts.is_empty(),
            _ => false,
        }
    }

    /// What lists and messages call it: the path, or the name at the server, or the volume.
    pub fn display(&self) -> Option<String> {
        match self {
            DiskSource::Network(network) => network.name.clone(),
            DiskSource::Volume { volume, .. } => volume.clone(),
            other => other.path().map(str::to_owned),
        }
    }
}

/// `<source protocol=…>`: storage reached over a network.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct NetworkSource {
    #[xml(with = protocol)]
    pub protocol: NetProtocol,
    pub name: Option<String>,
    pub query: Option<String>,
    pub tls: Option<YesNo>,
    #[xml("tlsFromConfig", status)]
    pub tls_from_config: Option<u32>,
    #[xml("tlsHostname")]
    pub tls_hostname: Option<String>,
    #[xml("host")]
    pub hosts: Vec<Host>,
    #[xml(when = NetworkSource::is_nfs, shape = declare_identity)]
    pub identity: Option<NfsIdentity>,
    pub reconnect: Option<Reconnect>,
    pub snapshot: Option<Named>,
    pub config: Option<ConfigFile>,
    pub initiator: Option<Initiator>,
    pub ssl: Option<Ssl>,
    pub cookies: Option<Cookies>,
    pub readahead: Option<Readahead>,
    pub timeout: Option<Timeout>,
    #[xml("knownHosts")]
    pub known_hosts: Option<PathAttr>,
    #[xml("identity", when = NetworkSource::is_ssh, shape = declared_before)]
    pub ssh_identity: Option<SshIdentity>,
    #[xml(flatten)]
    pub common: SourceCommon,
}

impl NetworkSource {
    /// Servers are reached by the port that they usually have.
    pub fn complete_ports(&mut self) {
        let port = self.protocol.default_port();
        for host in self.hosts.iter_mut().filter(|host| host.transport.as_deref() != Some("unix")) {
            host.port = host.port.or(port);
        }
    }
}

/// A drive without a medium has no `<source>` at all; any protocol will do for it.
mod protocol {
    use super::NetProtocol;
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<NetProtocol> {
        if node.exists() { node.field(name) } else { Ok(NetProtocol::Nbd) }
    }

    pub(super) fn format(value: &NetProtocol, name: &str, writer: &mut Writer) {
        writer.attr(name, value.as_str());
    }
}

/// Labels of one device; what a running guest skipped is forgotten by a definition.
pub mod labels {
    use super::DeviceSeclabel;
    use crate::words::YesNo;
    use xml::{Node, Result, Writer};

    /// Reads all of them.
    pub fn parse(node: &Node, name: &str) -> Result<Vec<DeviceSeclabel>> {
        let mut labels: Vec<DeviceSeclabel> = node.field(name)?;
        for (i, label) in labels.iter().enumerate() {
            if label.relabel == Some(YesNo::Yes) && label.label.is_none() {
                return Err(node.error("Cannot specify relabel if label is missing"));
            }
            if label.model.is_some() && labels[..i].iter().any(|l| l.model == label.model) {
                return Err(node.error("seclabels of one device need models that differ"));
            }
        }
        if node.mode().inactive {
            labels.retain(|label| label.label_skip != Some(YesNo::Yes));
        }
        Ok(labels)
    }

    /// Prints them.
    pub fn format(value: &[DeviceSeclabel], name: &str, writer: &mut Writer) {
        value.iter().for_each(|label| xml::Field::format(label, name, writer));
    }
}

/// The attributes of `<identity>` for either protocol, said once.
fn declare_identity(name: &'static str, shape: &mut Shape) {
    let both = |shape: &mut Shape| _ = shape.flatten::<NfsIdentity>().flatten::<SshIdentity>();
    shape.inner(name, Inner::said("SourceIdentity", both)).optional();
}

fn declared_before(_: &'static str, _: &mut Shape) {}

impl NetworkSource {
    /// NFS prints `<identity>` early …
    fn is_nfs(&self, _: Mode) -> bool {
        self.protocol == NetProtocol::Nfs
    }

    /// … and SSH late.
    fn is_ssh(&self, _: Mode) -> bool {
        self.protocol == NetProtocol::Ssh
    }
}

/// What every shape of `<source>` has.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SourceCommon {
    #[xml("startupPolicy")]
    pub startup_policy: Option<StartupPolicy>,
    #[xml(read_live)]
    pub index: Option<u32>,
    pub slices: Option<Slices>,
    #[xml("seclabel", with = labels)]
    pub seclabels: Vec<DeviceSeclabel>,
    pub auth: Option<Box<Auth>>,
    pub encryption: Option<Box<Encryption>>,
    pub reservations: Option<Box<Reservations>>,
    #[xml("dataStore")]
    pub data_store: Option<Box<DataStore>>,
    #[xml("privateData", status)]
    pub private_data: Option<Box<PrivateData>>,
}

/// `<identity>`: who we are to an NFS server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NfsIdentity {
    pub user: Option<String>,
    pub group: Option<String>,
}

/// `<identity>`: who we are to an SSH server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SshIdentity {
    pub username: Option<String>,
    pub keyfile: Option<String>,
    pub agentsock: Option<String>,
}

/// `<privateData>` of a source: names by which a running QEMU knows its parts.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PrivateData {
    pub nodenames: Option<NodeNames>,
    pub reservations: Option<ManagerAlias>,
    /// The path by which the overlay names this image.
    #[xml("relPath")]
    pub rel_path: Option<xml::Text>,
    pub objects: Option<PrivateObjects>,
    pub fdsets: Option<FdSets>,
    #[xml("thresholdEvent")]
    pub threshold_event: Option<ThresholdEvent>,
    pub nbdkit: Option<Nbdkit>,
}

/// `<nodenames>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NodeNames {
    #[xml("nodename")]
    pub names: Vec<NodeName>,
}

/// `<nodename>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NodeName {
    #[xml("type")]
    pub kind: Option<String>,
    pub name: String,
}

/// `<reservations mgralias=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ManagerAlias {
    pub mgralias: String,
}

/// `<fdsets>`: descriptors that QEMU was handed for the image.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FdSets {
    #[xml("fdset")]
    pub sets: Vec<FdSet>,
}

/// `<fdset type=… id=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FdSet {
    #[xml("type")]
    pub kind: String,
    pub id: u32,
}

/// `<thresholdEvent indexUsed=…>`: users who named the image with its index are told with it.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ThresholdEvent {
    #[xml("indexUsed")]
    pub index_used: Option<YesNo>,
}

/// `<objects>`: QEMU's objects that belong to the source.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PrivateObjects {
    #[xml("secret")]
    pub secrets: Vec<SecretObject>,
    #[xml("TLSx509")]
    pub tls: Option<ObjectAlias>,
}

/// `<secret type=… alias=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SecretObject {
    #[xml("type")]
    pub kind: String,
    pub alias: String,
}

/// `<x alias=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ObjectAlias {
    pub alias: String,
}

/// `<nbdkit>`: the helper that reaches the server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Nbdkit {
    pub pidfile: Option<xml::Text>,
    pub socketfile: Option<xml::Text>,
}

/// `<host>`: where a server listens.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Host {
    pub name: Option<String>,
    pub port: Option<u32>,
    pub transport: Option<String>,
    pub socket: Option<String>,
}

/// `<reconnect>`: what happens when the server goes away.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Reconnect {
    pub enabled: Option<YesNo>,
    pub timeout: Option<u32>,
    pub delay: Option<u32>,
}

/// `<config file=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ConfigFile {
    pub file: String,
}

/// `<initiator>`: the iSCSI name we log in with.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Initiator {
    pub iqn: Named,
}

/// `<ssl verify=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Ssl {
    pub verify: YesNo,
}

/// `<cookies>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cookies {
    #[xml("cookie")]
    pub cookies: Vec<Cookie>,
}

/// One HTTP cookie.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cookie {
    pub name: String,
    #[xml(content)]
    pub value: String,
}

/// `<readahead size=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Readahead {
    pub size: u64,
}

/// `<timeout seconds=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Timeout {
    pub seconds: u64,
}

/// `<slices>`: the part of the source that holds the image.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Slices {
    #[xml("slice", with = first_slice)]
    pub slices: Vec<Slice>,
}

/// Compat: one part of the storage is all that is used.
mod first_slice {
    use super::Slice;
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Vec<Slice>> {
        let all: Vec<Slice> = node.field(name)?;
        Ok(all.into_iter().find(|slice| slice.kind == "storage").into_iter().collect())
    }

    pub(super) fn format(value: &Vec<Slice>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// One part.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Slice {
    #[xml("type")]
    pub kind: String,
    pub offset: u64,
    pub size: u64,
}

/// `<seclabel>` of one image or character device.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DeviceSeclabel {
    pub model: Option<String>,
    pub relabel: Option<YesNo>,
    #[xml("labelskip")]
    pub label_skip: Option<YesNo>,
    pub label: Option<xml::Text>,
}

/// `<auth>`: who we are to the server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Auth {
    pub username: String,
    #[xml(with = of_a_type, shape = of_a_type::declare)]
    pub secret: SecretRef,
}

/// A secret is of the type that the server asks for.
mod of_a_type {
    use super::SecretRef;
    use xml::{ErrorKind, Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<SecretRef> {
        let secret: SecretRef = node.field(name)?;
        match secret.kind {
            Some(_) => Ok(secret),
            None => Err(node.first(name).unwrap_or(*node).error_of(ErrorKind::Unsupported, "the secret has no type")),
        }
    }

    pub(super) fn format(value: &SecretRef, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }

    pub(super) fn declare(name: &'static str, shape: &mut xml::Shape) {
        shape.child::<SecretRef>(name);
    }
}

/// `<secret>`: which secret to use.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SecretRef {
    #[xml("type")]
    pub kind: Option<String>,
    pub usage: Option<String>,
    pub uuid: Option<String>,
}

/// `<reservations>`: SCSI persistent reservations through a helper.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Reservations {
    pub managed: Option<YesNo>,
    pub migration: Option<YesNo>,
    pub source: Option<ReservationSource>,
}

/// The helper's socket.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ReservationSource {
    #[xml("type")]
    pub kind: String,
    pub path: String,
    pub mode: Option<String>,
}

/// `<dataStore>`: a qcow2 image's external data file.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DataStore {
    pub format: Option<Format>,
    #[xml(union = "type", body = "source")]
    pub source: DiskSource,
}

/// `<format type=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Format {
    #[xml("type")]
    pub kind: ImageFormat,
    pub metadata_cache: Option<MetadataCache>,
}

/// `<metadata_cache>`: how much of a qcow2 image's tables QEMU keeps.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MetadataCache {
    pub max_size: Option<xml::Size>,
}

/// How the server is reached.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetProtocol {
    Nbd,
    Rbd,
    Sheepdog,
    Gluster,
    Iscsi,
    Http,
    Https,
    Ftp,
    Ftps,
    Tftp,
    Ssh,
    Vxhs,
    Nfs,
}

impl NetProtocol {
    /// The port that the protocol's servers use.
    pub fn default_port(self) -> Option<u32> {
        Some(match self {
            NetProtocol::Nbd => 10809,
            NetProtocol::Sheepdog => 7000,
            NetProtocol::Gluster => 24007,
            NetProtocol::Iscsi => 3260,
            NetProtocol::Http => 80,
            NetProtocol::Https => 443,
            NetProtocol::Ftp => 21,
            NetProtocol::Ftps => 990,
            NetProtocol::Tftp => 69,
            NetProtocol::Ssh => 22,
            NetProtocol::Vxhs => 9999,
            NetProtocol::Nfs | NetProtocol::Rbd => return None,
        })
    }
}

/// What an absent medium means at start.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartupPolicy {
    Mandatory,
    Requisite,
    Optional,
}

/// The format of an image.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFormat {
    None,
    Auto,
    Raw,
    Dir,
    Bochs,
    Cloop,
    Dmg,
    Iso,
    Vpc,
    Vdi,
    Fat,
    Vhd,
    Ploop,
    Luks,
    Cow,
    Qcow,
    Qcow2,
    Qed,
    Vmdk,
    Parallels,
}
