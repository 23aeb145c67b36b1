//! The kinds of host interfaces: what they are made of.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::{Interface, Place, positive};
use xml::{Element, Field, Inner, Node, Result, Value, Writer, Xml};

/// The kind of an interface.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Ethernet,
    Bridge(Bridge),
    Bond(Bond),
    Vlan(Vlan),
}

/// `<bridge>`: a switch in the kernel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bridge {
    pub stp: Option<crate::words::OnOff>,
    /// Seconds, as they were written.
    pub delay: Option<String>,
    pub interfaces: Vec<Interface>,
}

/// `<bond>`: several cables as one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bond {
    pub mode: Option<BondMode>,
    pub miimon: Option<MiiMon>,
    pub arpmon: Option<ArpMon>,
    pub interfaces: Vec<Interface>,
}

/// How a bond uses its cables.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BondMode {
    BalanceRr,
    ActiveBackup,
    BalanceXor,
    Broadcast,
    #[xml("802.3ad")]
    Lacp,
    BalanceTlb,
    BalanceAlb,
}

/// `<miimon>`: the links are watched.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct MiiMon {
    pub freq: u32,
    #[xml(with = positive)]
    pub downdelay: Option<u32>,
    #[xml(with = positive)]
    pub updelay: Option<u32>,
    pub carrier: Option<Carrier>,
}

/// How a link's state is asked.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    Ioctl,
    Netif,
}

/// `<arpmon>`: a neighbour is asked whether it is there.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ArpMon {
    pub interval: u32,
    pub target: String,
    pub validate: Option<Validate>,
}

/// Whose answers count.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validate {
    None,
    Active,
    Backup,
    All,
}

/// `<vlan>`: one number's packets of another interface.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vlan {
    pub tag: String,
    /// The other interface.
    pub interface: String,
}

impl Shape {
    /// The word in `type`.
    pub fn word(&self) -> &'static str {
        match self {
            Shape::Ethernet => "ethernet",
            Shape::Bridge(_) => "bridge",
            Shape::Bond(_) => "bond",
            Shape::Vlan(_) => "vlan",
        }
    }

    pub(super) fn parse(kind: &str, node: &Node) -> Result<Shape> {
        let body = || node.first(kind).ok_or_else(|| node.error(format!("{kind} interface misses the {kind} element")));
        Ok(match kind {
            "bridge" => Shape::Bridge(bridge(&body()?)?),
            "bond" => Shape::Bond(bond(&body()?)?),
            "vlan" => Shape::Vlan(vlan(&body()?)?),
            _ => Shape::Ethernet,
        })
    }

    /// Which child a word in `type` brings.
    pub(super) fn declare(word: &str, shape: &mut xml::Shape) {
        match word {
            "bridge" => _ = shape.inner("bridge", Inner::said("InterfaceBridge", declare_bridge)),
            "bond" => _ = shape.inner("bond", Inner::said("InterfaceBond", declare_bond)),
            "vlan" => _ = shape.inner("vlan", Inner::said("InterfaceVlan", declare_vlan)),
            _ => (),
        }
    }

    pub(super) fn format(&self, w: &mut Writer) {
        match self {
            Shape::Ethernet => (),
            Shape::Bridge(bridge) => {
                w.begin("bridge");
                bridge.stp.format("stp", w);
                bridge.delay.format("delay", w);
                w.open();
                bridge.interfaces.format("interface", w);
                w.end("bridge");
            }
            Shape::Bond(bond) => {
                w.begin("bond");
                bond.mode.format("mode", w);
                w.open();
                bond.miimon.format("miimon", w);
                bond.arpmon.format("arpmon", w);
                bond.interfaces.format("interface", w);
                w.end("bond");
            }
            Shape::Vlan(vlan) => {
                w.begin("vlan");
                w.attr("tag", &vlan.tag);
                w.leaf("interface", &[("name", &vlan.interface)]);
                w.end("vlan");
            }
        }
    }
}

fn declare_bridge(shape: &mut xml::Shape) {
    shape.field::<Option<crate::words::OnOff>>("stp").field::<Option<String>>("delay");
    shape.field::<Vec<Interface>>("interface");
}

fn declare_bond(shape: &mut xml::Shape) {
    shape.field::<Option<BondMode>>("mode").field::<Option<MiiMon>>("miimon").field::<Option<ArpMon>>("arpmon");
    shape.field::<Vec<Interface>>("interface");
}

fn declare_vlan(shape: &mut xml::Shape) {
    shape.attr::<String>("tag").child::<crate::words::Named>("interface");
}

fn bridge(node: &Node) -> Result<Bridge> {
    let stp = node.attr("stp").and_then(Value::from_xml);
    Ok(Bridge { stp, delay: node.field("delay")?, interfaces: interfaces(node, Place::InBridge)? })
}

fn bond(node: &Node) -> Result<Bond> {
    let mode = match node.attr("mode") {
        Some(word) => Some(BondMode::from_xml(word).ok_or_else(|| node.error(format!("unknown bonding mode {word}")))?),
        None => None,
    };
    let miimon = node.first("miimon");
    let (miimon, arpmon) = match (miimon, node.first("arpmon")) {
        (Some(child), _) => (Some(monitor(&child, "freq")?), None),
        (None, Some(child)) => (None, Some(arp_monitor(&child)?)),
        (None, None) => (None, None),
    };
    Ok(Bond { mode, miimon, arpmon, interfaces: interfaces(node, Place::InBond)? })
}

fn monitor<T: Element>(child: &Node, period: &str) -> Result<T> {
    if child.attr(period).and_then(u32::from_xml).is_none() {
        return Err(child.error(format!("bond interface {} {period} missing or invalid", child.name())));
    }
    T::parse(child)
}

fn arp_monitor(child: &Node) -> Result<ArpMon> {
    if child.attr("interval").is_some() && child.attr("target").is_none() {
        return Err(child.error("bond interface arpmon target missing"));
    }
    monitor(child, "interval")
}

fn vlan(node: &Node) -> Result<Vlan> {
    let tag = node.attr("tag").ok_or_else(|| node.error("vlan interface misses the tag attribute"))?;
    let name = node.first("interface").and_then(|child| child.attr("name"));
    let name = name.ok_or_else(|| node.error("vlan interface misses name attribute"))?;
    Ok(Vlan { tag: tag.to_owned(), interface: name.to_owned() })
}

fn interfaces(node: &Node, place: Place) -> Result<Vec<Interface>> {
    let children = node.children().filter(|child| child.name() == "interface");
    children.map(|child| Interface::read(&child, place)).collect()
}
