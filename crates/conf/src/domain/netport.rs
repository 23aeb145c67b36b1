//! What a network card may say of its connection: VLANs, ports of switches, filters, routes, forwarded ports.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::text::attr_unless_default;
use crate::words::{OnOff, YesNo};
use virt::Uuid;
use xml::{Element, Node, Text, Writer, Xml};

/// `<vlan>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vlan {
    pub trunk: bool,
    pub tags: Vec<VlanTag>,
}

/// `<tag>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct VlanTag {
    pub id: u32,
    #[xml("nativeMode")]
    pub native_mode: Option<NativeMode>,
}

/// What packets without a tag become.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NativeMode {
    Tagged,
    Untagged,
}

impl Element for Vlan {
    fn parse(node: &Node) -> xml::Result<Self> {
        let tags: Vec<VlanTag> = node.field("tag")?;
        if tags.is_empty() {
            return Err(node.error("missing tag id - each <vlan> must have at least one <tag id='n'/> subelement"));
        }
        if let Some(bad) = tags.iter().find(|t| t.id > 4095) {
            return Err(node.error(format!("vlan tag id {} too large (maximum 4095)", bad.id)));
        }
        let native = tags.iter().filter(|t| t.native_mode.is_some()).count();
        if native > 1 {
            return Err(node.error("duplicate native vlan setting"));
        }
        // More than one tag makes a trunk, whether the document says so or not.
        let implied = tags.len() > 1 || native > 0;
        let trunk = match node.attr("trunk") {
            None => implied,
            Some("yes") => true,
            Some(_) if !implied => return Err(node.bad_value("trunk")),
            Some(_) => return Err(node.error("invalid \"trunk\" attribute in <vlan>: it has more than one tag")),
        };
        Ok(Vlan { trunk, tags })
    }

    fn format(&self, writer: &mut Writer) {
        if self.trunk {
            writer.attr("trunk", "yes");
        }
        xml::Field::format(&self.tags, "tag", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<YesNo>>("trunk").field::<Vec<VlanTag>>("tag");
    }
}

xml::element!(Vlan);

/// `<virtualport>`: the port of a switch that has ports of its own.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtualPort {
    #[xml("type")]
    pub kind: Option<VirtualPortKind>,
    pub parameters: Option<VirtualPortParameters>,
}

/// The kinds of such switches.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum VirtualPortKind {
    #[xml("802.1Qbg")]
    Qbg,
    #[xml("802.1Qbh")]
    Qbh,
    Openvswitch,
    Midonet,
}

/// `<parameters>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VirtualPortParameters {
    pub managerid: Option<u32>,
    pub typeid: Option<u32>,
    pub typeidversion: Option<u32>,
    pub instanceid: Option<Uuid>,
    pub interfaceid: Option<Uuid>,
    pub profileid: Option<String>,
}

impl Element for VirtualPortParameters {
    fn parse(node: &Node) -> xml::Result<Self> {
        let number = |name: &str, most: u64| match node.attr(name) {
            None => Ok(None),
            Some(text) => match xml::number(text).filter(|n| *n <= most) {
                Some(value) => Ok(Some(value as u32)),
                None => Err(node.bad_value(name)),
            },
        };
        let uuid = |name: &str| match node.attr(name) {
            None => Ok(None),
            Some(text) => Uuid::parse(text).map(Some).map_err(|_| node.bad_value(name)),
        };
        Ok(VirtualPortParameters {
            managerid: number("managerid", 0xff)?,
            typeid: number("typeid", 0xff_ffff)?,
            typeidversion: number("typeidversion", 0xff)?,
            instanceid: uuid("instanceid")?,
            interfaceid: uuid("interfaceid")?,
            profileid: node.value("profileid")?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        let numbers = [("managerid", self.managerid), ("typeid", self.typeid), ("typeidversion", self.typeidversion)];
        for (name, value) in numbers {
            xml::Field::format(&value, name, writer);
        }
        for (name, value) in [("instanceid", &self.instanceid), ("interfaceid", &self.interfaceid)] {
            if let Some(uuid) = value {
                writer.attr(name, &uuid.to_string());
            }
        }
        xml::Field::format(&self.profileid, "profileid", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        for number in ["managerid", "typeid", "typeidversion"] {
            shape.field::<Option<u32>>(number);
        }
        for text in ["instanceid", "interfaceid", "profileid"] {
            shape.field::<Option<String>>(text);
        }
    }
}

xml::element!(VirtualPortParameters);

/// `<port isolated=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BridgePort {
    pub isolated: Option<YesNo>,
}

/// `<route>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Route {
    pub family: Option<String>,
    pub address: Option<String>,
    pub netmask: Option<String>,
    pub prefix: Option<u32>,
    pub gateway: Option<String>,
    pub metric: Option<u32>,
}

/// `<portForward>`: ports of the host that lead into the guest.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct PortForward {
    pub proto: PortProtocol,
    pub address: Option<String>,
    pub dev: Option<String>,
    #[xml("range")]
    pub ranges: Vec<PortRange>,
}

/// What is forwarded.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortProtocol {
    Tcp,
    Udp,
}

/// `<range>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PortRange {
    pub start: u32,
    #[xml(with = attr_unless_default)]
    pub end: u32,
    #[xml(with = attr_unless_default)]
    pub to: u32,
    pub exclude: Option<YesNo>,
}

crate::child_if_it_has! {
    /// Compat: teaming without a type is none.
    pub(super) teaming "type" Teaming
}

/// `<teaming>`: two cards that are one to the guest, so that one may go away during migration.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Teaming {
    #[xml("type")]
    pub kind: TeamingKind,
    pub persistent: Option<String>,
}

/// The two cards.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamingKind {
    Persistent,
    Transient,
}

/// `<tune>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct InterfaceTune {
    pub sndbuf: Option<Text<u64>>,
}

/// `<coalesce>`: how many packets are told to the guest at once.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Coalesce {
    pub rx: Option<CoalesceRx>,
}

/// `<rx>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CoalesceRx {
    pub frames: Option<CoalesceFrames>,
}

/// `<frames max=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CoalesceFrames {
    pub max: Option<u32>,
}

/// `<guest>`: the card's name in a container.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct GuestDevice {
    pub dev: Option<String>,
    #[xml(live)]
    pub actual: Option<String>,
}

/// `<host>` of a driver: what the host's side may leave to the card.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostOffloads {
    pub csum: Option<OnOff>,
    pub gso: Option<OnOff>,
    pub tso4: Option<OnOff>,
    pub tso6: Option<OnOff>,
    pub ecn: Option<OnOff>,
    pub ufo: Option<OnOff>,
    pub mrg_rxbuf: Option<OnOff>,
}

/// `<guest>` of a driver: what the guest's side may leave to the card.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct GuestOffloads {
    pub csum: Option<OnOff>,
    pub tso4: Option<OnOff>,
    pub tso6: Option<OnOff>,
    pub ecn: Option<OnOff>,
    pub ufo: Option<OnOff>,
}
