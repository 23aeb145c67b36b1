//! `<interface>`: a network interface of the host itself.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod shape;

use crate::words::YesNo;
use virt::{ErrorDomain, Result};
use xml::{Document, Element, Field, Mode, Node, Value, Writer, Xml};

pub use shape::{ArpMon, Bond, BondMode, Bridge, Carrier, MiiMon, Shape, Validate, Vlan};

/// `<interface>`
#[derive(Debug, Clone, PartialEq)]
pub struct Interface {
    pub name: Option<String>,
    pub start: Option<StartMode>,
    pub mtu: Option<u32>,
    /// Addresses, one element for each family.
    pub protocols: Vec<Protocol>,
    pub link: Option<Link>,
    pub mac: Option<String>,
    /// What kind of interface it is.
    pub shape: Shape,
}

/// When the host brings the interface up.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartMode {
    Onboot,
    None,
    Hotplug,
}

/// `<protocol>`
#[derive(Debug, Clone, PartialEq)]
pub struct Protocol {
    pub family: Family,
    pub autoconf: bool,
    pub dhcp: Option<Dhcp>,
    pub ips: Vec<Ip>,
    pub route: Option<Route>,
}

/// Which addresses.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Ipv4,
    Ipv6,
}

/// `<dhcp>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Dhcp {
    pub peerdns: Option<YesNo>,
}

/// `<ip>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Ip {
    pub address: String,
    #[xml(with = positive)]
    pub prefix: Option<u32>,
}

/// `<route>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Route {
    pub gateway: String,
}

/// `<link>`: what the cable says.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Link {
    /// In MBit/s.
    #[xml(with = positive)]
    pub speed: Option<u32>,
    pub state: Option<LinkState>,
}

/// State of a link.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    Unknown,
    #[xml("notpresent")]
    NotPresent,
    Down,
    #[xml("lowerlayerdown")]
    LowerLayerDown,
    Testing,
    Dormant,
    Up,
}

/// A number of which 0 means that it is not known.
pub(crate) mod positive {
    use super::*;

    pub(crate) fn parse(node: &Node, name: &str) -> xml::Result<Option<u32>> {
        Ok(node.value(name)?.filter(|value| *value != 0))
    }

    pub(crate) fn format(value: &Option<u32>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

impl Interface {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<Interface> {
        Interface::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::INTERFACE))
    }

    fn parse_text(text: &str) -> Result<Interface> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("interface", Mode::INACTIVE).map_err(crate::error)?;
        Interface::read(&root, Place::Outermost).map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("interface", self, Mode::INACTIVE)
    }

    fn read(node: &Node, place: Place) -> xml::Result<Interface> {
        let kind = node.attr("type").ok_or_else(|| node.missing("type"))?;
        if !place.allows(kind) {
            return Err(match ["ethernet", "bridge", "bond", "vlan"].contains(&kind) {
                true => node.error(format!("interface has unsupported type '{kind}'")),
                false => node.bad_value("type"),
            });
        }
        let name = node.attr("name").map(str::to_owned);
        if name.is_none() && kind != "vlan" {
            return Err(node.error("interface has no name"));
        }
        let outermost = place == Place::Outermost;
        Ok(Interface {
            name,
            start: if outermost { start(node)? } else { None },
            mtu: if outermost { mtu(node)? } else { None },
            protocols: if outermost { node.field("protocol")? } else { Vec::new() },
            // A bridge has no cable.
            link: if kind == "bridge" { None } else { node.field("link")? },
            mac: match node.first("mac").filter(|_| kind == "ethernet") {
                Some(mac) => mac.field("address")?,
                None => None,
            },
            shape: Shape::parse(kind, node)?,
        })
    }
}

/// Where an `<interface>` stands decides which types it may have.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Outermost,
    InBridge,
    InBond,
}

impl Place {
    fn allows(self, kind: &str) -> bool {
        match self {
            Place::Outermost => ["ethernet", "bridge", "bond", "vlan"].contains(&kind),
            Place::InBridge => ["ethernet", "bond", "vlan"].contains(&kind),
            Place::InBond => kind == "ethernet",
        }
    }
}

fn start(node: &Node) -> xml::Result<Option<StartMode>> {
    let Some(child) = node.first("start") else { return Ok(None) };
    let Some(text) = child.attr("mode") else { return Ok(None) };
    StartMode::from_xml(text).map(Some).ok_or_else(|| child.error(format!("unknown interface startmode {text}")))
}

fn mtu(node: &Node) -> xml::Result<Option<u32>> {
    node.first("mtu").map_or(Ok(None), |child| positive::parse(&child, "size"))
}

impl Element for Interface {
    fn parse(node: &Node) -> xml::Result<Interface> {
        Interface::read(node, Place::Outermost)
    }

    fn format(&self, w: &mut Writer) {
        w.attr("type", self.shape.word());
        self.name.format("name", w);
        w.open();
        if let Some(mode) = self.start {
            w.leaf("start", &[("mode", mode.as_str())]);
        }
        if let Some(mtu) = self.mtu {
            w.leaf("mtu", &[("size", &mtu.to_string())]);
        }
        self.protocols.format("protocol", w);
        if let Some(link) = self.link.as_ref().filter(|link| **link != Link::default()) {
            Field::format(link, "link", w);
        }
        if let Some(mac) = &self.mac {
            w.leaf("mac", &[("address", mac)]);
        }
        self.shape.format(w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("name");
        let start = |shape: &mut xml::Shape| _ = shape.field::<Option<StartMode>>("mode");
        let mtu = |shape: &mut xml::Shape| _ = shape.field::<Option<u32>>("size");
        shape.inner("start", xml::Inner::said("InterfaceStart", start)).optional();
        shape.inner("mtu", xml::Inner::said("InterfaceMtu", mtu)).optional();
        shape.field::<Vec<Protocol>>("protocol").field::<Option<Link>>("link");
        let mac = |shape: &mut xml::Shape| _ = shape.attr::<String>("address");
        shape.inner("mac", xml::Inner::said("InterfaceMac", mac)).optional();
        shape.select("type", &["ethernet", "bridge", "bond", "vlan"], None, Shape::declare);
    }
}

impl Element for Protocol {
    fn parse(node: &Node) -> xml::Result<Protocol> {
        let word = node.attr("family").ok_or_else(|| node.error("protocol misses the family attribute"))?;
        let family = Family::from_xml(word).ok_or_else(|| node.error(format!("unsupported protocol family '{word}'")));
        let family = family?;
        let mut ips = Vec::new();
        let mut next = node.first("ip");
        while let Some(child) = next {
            // Compat: an <ip> without an address is passed over.
            if child.attr("address").is_some() {
                ips.push(child.element()?);
            }
            next = child.next("ip");
        }
        let route = node.children().find(|child| child.name() == "route" && child.attr("gateway").is_some());
        Ok(Protocol {
            family,
            autoconf: family == Family::Ipv6 && node.first("autoconf").is_some(),
            dhcp: node.field("dhcp")?,
            ips,
            route: route.map(|child| child.element()).transpose()?,
        })
    }

    fn format(&self, w: &mut Writer) {
        w.attr("family", self.family.as_str());
        w.open();
        self.autoconf.format("autoconf", w);
        self.dhcp.format("dhcp", w);
        self.ips.format("ip", w);
        self.route.format("route", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<Family>("family").field::<bool>("autoconf").field::<Option<Dhcp>>("dhcp");
        shape.field::<Vec<Ip>>("ip").field::<Vec<Route>>("route");
    }
}

xml::element!(Interface);
xml::element!(Protocol);

#[cfg(test)]
mod tests;
