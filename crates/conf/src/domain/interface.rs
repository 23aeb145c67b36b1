//! `<interface>`: network cards.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{Address, DeviceInfo, VirtioOptions};
use super::netport::{
    BridgePort, Coalesce, GuestDevice, GuestOffloads, HostOffloads, InterfaceTune, PortForward, Route, Teaming,
    VirtualPort, Vlan,
};
use super::storage::Reconnect;
use crate::network::Bandwidth;
use crate::nwfilter::FilterRef;
use crate::words::{Named, OnOff, PathAttr, YesNo};
use xml::Xml;

/// `<interface>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Interface {
    pub managed: Option<YesNo>,
    #[xml("trustGuestRxFilters")]
    pub trust_guest_rx_filters: Option<YesNo>,
    #[xml(with = mac_element)]
    pub mac: Option<Mac>,
    /// What it is connected to: `type` on `<interface>` selects the shape of `<source>`.
    #[xml(union = "type", body = "source")]
    pub source: InterfaceSource,
    #[xml(status)]
    pub actual: Option<Box<Actual>>,
    pub vlan: Option<Vlan>,
    pub virtualport: Option<VirtualPort>,
    pub bandwidth: Option<Bandwidth>,
    pub port: Option<BridgePort>,
    #[xml("ip")]
    pub ips: Vec<InterfaceIp>,
    #[xml("route")]
    pub routes: Vec<Route>,
    #[xml("portForward")]
    pub port_forwards: Vec<PortForward>,
    pub script: Option<PathAttr>,
    pub downscript: Option<PathAttr>,
    pub backenddomain: Option<Named>,
    pub target: Option<InterfaceTarget>,
    pub guest: Option<GuestDevice>,
    #[xml(with = model)]
    pub model: Option<InterfaceModel>,
    pub driver: Option<InterfaceDriver>,
    pub backend: Option<InterfaceBackend>,
    #[xml(with = super::netport::teaming)]
    pub teaming: Option<Teaming>,
    pub filterref: Option<FilterRef>,
    #[xml(with = crate::text::unless_empty)]
    pub tune: Option<InterfaceTune>,
    pub link: Option<Link>,
    pub mtu: Option<Mtu>,
    #[xml(when = Interface::has_coalesce)]
    pub coalesce: Option<Coalesce>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

impl Interface {
    /// Waiting for no packets is not waiting.
    fn has_coalesce(&self, _: xml::Mode) -> bool {
        let frames = self.coalesce.as_ref().and_then(|c| c.rx.as_ref()?.frames.as_ref()?.max);
        frames.is_some_and(|max| max > 0)
    }

    /// QEMU's or libvirt's word for the card.
    pub fn model(&self) -> &str {
        self.model.as_ref().map_or("", |m| &m.kind)
    }

    /// The name of the host device, if the document has one.
    pub fn target_dev(&self) -> Option<&str> {
        self.target.as_ref().and_then(|t| t.dev.as_deref())
    }
}

/// The shapes of `<source>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum InterfaceSource {
    #[xml(untagged)]
    User {
        dev: Option<String>,
    },
    Ethernet {
        #[xml(flatten)]
        host: HostAddresses,
    },
    #[xml("vhostuser")]
    VhostUser(VhostUserSource),
    Server(SocketSource),
    Client(SocketSource),
    Mcast(SocketSource),
    Udp(SocketSource),
    Network {
        network: String,
        portgroup: Option<String>,
        #[xml(live)]
        portid: Option<String>,
        #[xml(live)]
        bridge: Option<String>,
    },
    Bridge {
        bridge: String,
    },
    Internal {
        name: Option<String>,
    },
    Direct {
        dev: String,
        mode: Option<String>,
    },
    Hostdev {
        address: Option<Address>,
    },
    Vdpa {
        dev: String,
    },
    Vds {
        switchid: Option<String>,
        portid: Option<String>,
        portgroupid: Option<String>,
        connectionid: Option<String>,
    },
    Null,
}

/// `<actual>`: what a connection to a network has turned out to be.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Actual {
    pub managed: Option<YesNo>,
    #[xml("trustGuestRxFilters")]
    pub trust_guest_rx_filters: Option<YesNo>,
    #[xml(union = "type", body = "source")]
    pub source: ActualSource,
    pub virtualport: Option<VirtualPort>,
    pub class_id: Option<xml::Text<u32>>,
    pub bandwidth: Option<Bandwidth>,
    pub vlan: Option<Vlan>,
    pub port: Option<BridgePort>,
}

/// The shapes of an actual connection.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum ActualSource {
    Network {
        bridge: Option<String>,
        #[xml("macTableManager")]
        mac_table_manager: Option<String>,
    },
    Bridge {
        bridge: Option<String>,
        #[xml("macTableManager")]
        mac_table_manager: Option<String>,
    },
    Direct {
        dev: Option<String>,
        mode: Option<String>,
    },
    Hostdev {
        address: Option<Address>,
    },
}

/// Addresses of the host's side.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostAddresses {
    #[xml("ip")]
    pub ips: Vec<InterfaceIp>,
    #[xml("route")]
    pub routes: Vec<Route>,
}

/// A vhost-user socket.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VhostUserSource {
    #[xml("type")]
    pub kind: Option<String>,
    pub path: Option<String>,
    pub mode: Option<String>,
    pub dev: Option<String>,
    pub reconnect: Option<Reconnect>,
}

/// A socket to another guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SocketSource {
    pub address: Option<String>,
    pub port: Option<u32>,
    pub local: Option<LocalSocket>,
}

/// `<local>`: our end.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct LocalSocket {
    pub address: Option<String>,
    pub port: Option<u32>,
}

/// `<mac>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Mac {
    #[xml(with = mac_text)]
    pub address: MacAddress,
    #[xml("type")]
    pub kind: Option<String>,
    pub check: Option<YesNo>,
    #[xml("currentAddress", live)]
    pub current_address: Option<String>,
}

/// An Ethernet address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MacAddress(pub [u8; 6]);

impl MacAddress {
    /// Reads `xx:xx:xx:xx:xx:xx`; leading zeros may be left out.
    pub fn parse(text: &str) -> Option<MacAddress> {
        let mut mac = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut mac {
            let part = parts.next()?;
            if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            *byte = u8::from_str_radix(part, 16).ok()?;
        }
        parts.next().is_none().then_some(MacAddress(mac))
    }

    /// An address for many receivers, which no card can have.
    pub fn is_multicast(self) -> bool {
        self.0[0] & 1 == 1
    }
}

impl xml::Value for MacAddress {
    fn from_xml(text: &str) -> Option<Self> {
        MacAddress::parse(text)
    }
    fn to_xml(&self) -> std::borrow::Cow<'_, str> {
        self.to_string().into()
    }
}

xml::scalar!(MacAddress);

impl std::fmt::Display for MacAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

/// Compat: one without an address is none.
mod mac_element {
    use super::Mac;
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<Mac>> {
        match node.first(name).filter(|mac| mac.attr("address").is_some()) {
            Some(mac) => mac.element().map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn format(value: &Option<Mac>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod mac_text {
    use super::MacAddress;
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<MacAddress> {
        let text = node.attr(name).unwrap_or("");
        let mac = MacAddress::parse(text).ok_or_else(|| node.error(format!("unable to parse mac address '{text}'")))?;
        if mac.is_multicast() {
            return Err(node.error(format!("expected unicast mac address, found multicast '{text}'")));
        }
        Ok(mac)
    }

    pub(super) fn format(value: &MacAddress, name: &str, writer: &mut Writer) {
        writer.attr(name, &value.to_string());
    }
}

/// `<ip>`: an address that the guest is to have.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceIp {
    pub address: String,
    pub family: Option<String>,
    pub prefix: Option<u32>,
    pub peer: Option<String>,
}

/// `<target>`: the device on the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceTarget {
    pub dev: Option<String>,
    pub managed: Option<YesNo>,
}

crate::child_if_it_has! {
    /// Compat: a model without a type is none.
    model "type" InterfaceModel
}

/// `<model>`: the card.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceModel {
    #[xml("type")]
    pub kind: String,
}

/// `<driver>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceDriver {
    pub name: Option<String>,
    pub txmode: Option<String>,
    pub ioeventfd: Option<OnOff>,
    pub event_idx: Option<OnOff>,
    pub queues: Option<u32>,
    pub rx_queue_size: Option<u32>,
    pub tx_queue_size: Option<u32>,
    pub rss: Option<OnOff>,
    pub rss_hash_report: Option<OnOff>,
    #[xml(flatten)]
    pub virtio: VirtioOptions,
    pub host: Option<HostOffloads>,
    pub guest: Option<GuestOffloads>,
}

/// `<backend>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceBackend {
    #[xml("type")]
    pub kind: Option<String>,
    pub tap: Option<String>,
    pub vhost: Option<String>,
    #[xml("logFile")]
    pub log_file: Option<String>,
    pub hostname: Option<String>,
    pub fqdn: Option<String>,
}

/// `<link state=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Link {
    pub state: LinkState,
}

/// Whether the cable is in.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    Up,
    Down,
}

/// `<mtu size=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Mtu {
    pub size: u32,
}
