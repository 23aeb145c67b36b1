//! Devices on the channels of mainframes.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::mdev::MdevType;
use xml::{Element, Hex, Node, Result, Text, Writer, Xml};

/// `<cssid>`, `<ssid>`, `<devno>`: where a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CcwAddress {
    pub cssid: u32,
    pub ssid: u32,
    pub devno: u32,
}

/// `<capability type='ccw'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Ccw {
    pub state: Option<Text<State>>,
    #[xml(flatten)]
    pub address: CcwAddress,
    #[xml("capability")]
    pub capabilities: Vec<CcwCapability>,
}

/// Whether a device is in use.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Online,
    Offline,
}

/// `<capability>` of a device.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum CcwCapability {
    #[xml("ccwgroup_member")]
    GroupMember { group_device: Text },
}

/// `<capability type='ccwgroup'>`: devices that work as one.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct CcwGroup {
    pub state: Option<Text<State>>,
    #[xml(flatten)]
    pub address: CcwAddress,
    pub members: Option<Members>,
    #[xml("capability")]
    pub capabilities: Vec<GroupCapability>,
}

/// `<members>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Members {
    #[xml("ccw_device")]
    pub devices: Vec<Member>,
}

/// `<ccw_device>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Member {
    /// Its role in the group.
    #[xml("ref")]
    pub role: String,
    #[xml(content)]
    pub device: String,
}

/// `<capability>` of a group: what it is together.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum GroupCapability {
    #[xml("qeth_generic")]
    QethGeneric(Qeth),
    #[xml("qeth_layer2")]
    QethLayer2(Qeth),
    #[xml("qeth_layer3")]
    QethLayer3(Qeth),
}

/// A network card.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Qeth {
    pub card_type: Option<Text>,
    pub chpid: Option<Text>,
}

/// `<capability type='css'>`: a subchannel.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Css {
    #[xml(flatten)]
    pub address: CcwAddress,
    pub channel_dev_addr: Option<CcwAddress>,
    #[xml("capability")]
    pub capabilities: Vec<DivisibleCapability>,
}

/// `<capability type='mdev_types'>` of a device that can be divided.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum DivisibleCapability {
    #[xml("mdev_types")]
    MdevTypes {
        #[xml("type")]
        types: Vec<MdevType>,
    },
}

impl Element for CcwAddress {
    fn parse(node: &Node) -> Result<CcwAddress> {
        let part = |name: &str, most: u64| -> Result<u32> {
            let child = node.first(name).ok_or_else(|| node.error(format!("missing {name} value")))?;
            let text = child.text();
            let value = xml::number(&text).filter(|value| *value <= most);
            let value = value.and_then(|value| u32::try_from(value).ok());
            value.ok_or_else(|| child.error(format!("invalid {name} value '{text}', the highest is {most:#x}")))
        };
        Ok(CcwAddress { cssid: part("cssid", 0xfe)?, ssid: part("ssid", 3)?, devno: part("devno", 0xffff)? })
    }

    fn format(&self, w: &mut Writer) {
        xml::Field::format(&Text(Hex::<1>(self.cssid.into())), "cssid", w);
        xml::Field::format(&Text(Hex::<1>(self.ssid.into())), "ssid", w);
        xml::Field::format(&Text(Hex::<4>(self.devno.into())), "devno", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.text::<Hex<1>>("cssid").text::<Hex<1>>("ssid").text::<Hex<4>>("devno");
    }
}

xml::element!(CcwAddress);
