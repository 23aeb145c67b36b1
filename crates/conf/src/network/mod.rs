//! `<network>`: the typed model of a virtual network's document.
//!
//! [`Network::parse`] reads and completes, [`Network::format`] prints; checks are in [`validate`], the parts in
//! [`forward`], [`bridge`] and [`ip`].
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod addresses;
pub mod bridge;
mod check;
mod complete;
pub mod dns;
pub mod forward;
pub mod ip;
mod nat;
pub mod notes;
pub mod status;
pub mod update;
pub mod validate;

use crate::domain::netport::{VirtualPort, Vlan};
use crate::text::{child, uuid};
use crate::words::YesNo;
use virt::{Error, ErrorDomain, Result, Uuid};
use xml::{Document, Mode, Node, Text, Verbatim, Xml};

pub use bridge::{Bridge, MacTableManager, NetworkMac};
pub use complete::identities;
pub use forward::{Forward, ForwardMode};

/// `<network>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// How many guests are plugged in.
    #[xml(live)]
    pub connections: Option<u32>,
    #[xml(with = ipv6, when = allows_ipv6)]
    pub ipv6: Option<YesNo>,
    #[xml("trustGuestRxFilters")]
    pub trust_guest_rx_filters: Option<YesNo>,
    #[xml(with = child, text)]
    pub name: String,
    /// All zeros until [`identities`] makes one.
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub metadata: Option<Verbatim>,
    pub forward: Option<Forward>,
    pub bridge: Option<Bridge>,
    #[xml(with = mtu, shape = mtu::declare)]
    pub mtu: Option<u32>,
    pub mac: Option<NetworkMac>,
    pub domain: Option<dns::DnsDomain>,
    pub dns: Option<dns::Dns>,
    pub vlan: Option<Vlan>,
    pub bandwidth: Option<Bandwidth>,
    pub port: Option<Port>,
    #[xml("ip")]
    pub ips: Vec<ip::Ip>,
    #[xml("route")]
    pub routes: Vec<ip::Route>,
    pub virtualport: Option<VirtualPort>,
    #[xml("portgroup", with = portgroup_block)]
    pub portgroups: Vec<Portgroup>,
    #[xml(flatten)]
    pub dnsmasq: dns::DnsmasqNamespace,
}

/// `<bandwidth>`: how much traffic may pass.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Bandwidth {
    pub inbound: Option<Rate>,
    pub outbound: Option<Rate>,
}

/// One direction of a [`Bandwidth`], in KiB and KiB per second.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Rate {
    pub average: Option<u64>,
    pub peak: Option<u64>,
    pub floor: Option<u64>,
    pub burst: Option<u64>,
}

/// `<port>`: what holds for every guest that is plugged in.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Port {
    pub isolated: Option<YesNo>,
}

/// `<portgroup>`: settings that an interface asks for by name.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Portgroup {
    #[xml(with = portgroup_name)]
    pub name: String,
    pub default: Option<YesNo>,
    #[xml("trustGuestRxFilters")]
    pub trust_guest_rx_filters: Option<YesNo>,
    pub vlan: Option<Vlan>,
    pub bandwidth: Option<Bandwidth>,
    pub virtualport: Option<VirtualPort>,
}

/// "No" is the default and never printed.
fn allows_ipv6(network: &Network, _: Mode) -> bool {
    network.ipv6.is_some_and(YesNo::is_yes)
}

/// Name of the network that an element belongs to, for complaints.
fn network_name(node: &Node) -> String {
    let mut root = *node;
    while let Some(parent) = root.parent() {
        root = parent;
    }
    root.first("name").map(|name| name.text().into_owned()).unwrap_or_default()
}

mod ipv6 {
    use super::{YesNo, network_name};
    use xml::{Field, Node, Result, Value, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<YesNo>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let bad = || node.error(format!("Invalid {name} setting '{text}' in network '{}'", network_name(node)));
        YesNo::from_xml(text).map(Some).ok_or_else(bad)
    }

    pub(super) fn format(value: &Option<YesNo>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod mtu {
    use super::network_name;
    use xml::{Node, Result, Value, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<u32>> {
        let Some(mtu) = node.first(name) else { return Ok(None) };
        let Some(text) = mtu.attr("size") else { return Ok(None) };
        let bad = || mtu.error(format!("Invalid mtu size '{text}' in network '{}'", network_name(node)));
        u32::from_xml(text).map(Some).ok_or_else(bad)
    }

    pub(super) fn format(value: &Option<u32>, name: &str, writer: &mut Writer) {
        if let Some(size) = value {
            writer.leaf(name, &[("size", &size.to_string())]);
        }
    }

    pub(super) fn declare(name: &'static str, shape: &mut xml::Shape) {
        shape.inner(name, xml::Inner::said("mtu", |shape| _ = shape.attr::<u32>("size").optional())).optional();
    }
}

/// `<portgroup>` is printed with both tags even if it is empty.
mod portgroup_block {
    use super::Portgroup;
    use xml::{Element, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Vec<Portgroup>> {
        node.field(name)
    }

    pub(super) fn format(value: &[Portgroup], name: &str, writer: &mut Writer) {
        for group in value {
            writer.begin(name);
            Element::format(group, writer);
            writer.open();
            writer.end(name);
        }
    }
}

mod portgroup_name {
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<String> {
        let missing = || node.error("Missing required name attribute in portgroup");
        node.attr(name).map(str::to_owned).ok_or_else(missing)
    }

    pub(super) fn format(value: &str, name: &str, writer: &mut Writer) {
        writer.attr(name, value);
    }
}

impl Network {
    /// Reads a document, fills in what the document itself implies and checks its sense.
    pub fn parse(text: &str, mode: Mode) -> Result<Network> {
        Network::parse_text(text, mode).map_err(|error| error.in_domain(ErrorDomain::NETWORK))
    }

    fn parse_text(text: &str, mode: Mode) -> Result<Network> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("network", mode).map_err(crate::error)?;
        Network::from_node(&root)
    }

    /// Reads a definition.
    pub fn parse_definition(text: &str) -> Result<Network> {
        Network::parse(text, Mode::INACTIVE)
    }

    fn from_node(root: &Node) -> Result<Network> {
        let mut network: Network = root.element().map_err(crate::error)?;
        check::records(root, &network.name)?;
        network.complete();
        validate::network(&network)?;
        Ok(network)
    }

    /// Prints the document.
    pub fn format(&self, mode: Mode) -> String {
        xml::to_string("network", self, mode)
    }

    /// Where its guests' packets go; without `<forward>` nowhere.
    pub fn forward_mode(&self) -> ForwardMode {
        self.forward.as_ref().map_or(ForwardMode::None, |forward| forward.mode)
    }

    /// Whether libvirt makes the bridge; else it is the host's, or there is none.
    pub fn owns_bridge(&self) -> bool {
        use ForwardMode::*;
        matches!(self.forward_mode(), None | Nat | Route | Open)
    }

    /// The bridge's name, if there is one.
    pub fn bridge_name(&self) -> Option<&str> {
        self.bridge.as_ref()?.name.as_deref().filter(|name| !name.is_empty())
    }

    /// Gives the network's own bridge a name.
    pub fn set_bridge_name(&mut self, name: String) {
        self.bridge.get_or_insert_default().name = Some(name);
    }

    /// The bridge's name, or the error for its absence.
    pub fn require_bridge(&self) -> Result<&str> {
        let missing = || Error::internal(format!("network '{}' does not have a bridge name.", self.name));
        self.bridge_name().ok_or_else(missing)
    }

    /// The host's own address on the network, or the error for its absence.
    pub fn require_address(&self) -> Result<&str> {
        let missing = || {
            let message = format!("network '{}' does not have an IP address for displays to listen on", self.name);
            Error::config_unsupported(message).remedy("give the network an <ip>, or the display a listen address")
        };
        self.ips.iter().find_map(|ip| ip.0.address.as_deref()).ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests;
