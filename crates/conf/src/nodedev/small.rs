//! Capabilities of a few lines: the computer itself, USB, network cards, graphics, vDPA, crypto cards.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::channel::DivisibleCapability;
use super::pci::IdName;
use crate::interface::Link;
use crate::text::uuid;
use crate::words::Named;
use virt::Uuid;
use xml::{Element, Field, Hex, Mode, Node, Result, Text, Value, Writer, Xml};

/// `<capability type='system'>`: the computer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct System {
    pub product: Option<Text>,
    pub hardware: Hardware,
    pub firmware: Firmware,
}

/// `<hardware>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Hardware {
    pub vendor: Option<Text>,
    pub version: Option<Text>,
    pub serial: Option<Text>,
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
}

/// `<firmware>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Firmware {
    pub vendor: Option<Text>,
    pub version: Option<Text>,
    pub release_date: Option<Text>,
}

impl Element for System {
    fn parse(node: &Node) -> Result<System> {
        if node.first("hardware").and_then(|hardware| hardware.first("uuid")).is_none() {
            return Err(node.error("no system UUID supplied"));
        }
        Ok(System {
            product: node.field("product")?,
            hardware: node.field("hardware")?,
            firmware: node.field_or_default("firmware")?,
        })
    }

    fn format(&self, w: &mut Writer) {
        self.product.format("product", w);
        Field::format(&self.hardware, "hardware", w);
        w.begin("firmware");
        w.open();
        Element::format(&self.firmware, w);
        w.end("firmware");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Text>>("product").child::<Hardware>("hardware").field::<Option<Firmware>>("firmware");
    }
}

xml::element!(System);

/// `<capability type='usb_device'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct UsbDevice {
    pub bus: Text<u32>,
    pub device: Text<u32>,
    pub product: IdName,
    pub vendor: IdName,
}

/// `<capability type='usb'>`: a function of a USB device.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Usb {
    pub number: Text<u32>,
    pub class: Text<u32>,
    pub subclass: Text<u32>,
    pub protocol: Text<u32>,
    pub description: Option<Text>,
}

/// `<capability type='net'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Net {
    pub interface: Text,
    pub address: Option<Text>,
    #[xml(when = Net::prints_link)]
    pub link: Option<Link>,
    #[xml("feature")]
    pub features: Vec<Named>,
    #[xml("capability")]
    pub capabilities: Vec<NetCapability>,
}

impl Net {
    fn prints_link(&self, _: Mode) -> bool {
        self.link.as_ref().is_some_and(|link| *link != Link::default())
    }
}

/// `<capability>` of a network card.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum NetCapability {
    #[xml("80203")]
    Ethernet {},
    #[xml("80211")]
    Wireless {},
}

/// `<capability type='drm'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Drm {
    #[xml("type")]
    pub kind: Text<DrmKind>,
}

/// What a graphics device's file is for.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrmKind {
    Primary,
    Control,
    Render,
}

/// `<capability type='vdpa'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Vdpa {
    pub chardev: Text,
}

/// `<capability type='ap_card'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ApCard {
    #[xml("ap-adapter", with = ap_number, text)]
    pub adapter: Hex<2>,
}

/// `<capability type='ap_queue'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ApQueue {
    #[xml("ap-adapter", with = ap_number, text)]
    pub adapter: Hex<2>,
    #[xml("ap-domain", with = ap_number, text)]
    pub domain: Hex<4>,
}

/// `<capability type='ap_matrix'>`
#[derive(Debug, Clone, PartialEq)]
pub struct ApMatrix {
    pub capabilities: Vec<DivisibleCapability>,
}

// Compat: printed with both tags even if nothing stands between them.
impl Element for ApMatrix {
    fn parse(node: &Node) -> Result<ApMatrix> {
        Ok(ApMatrix { capabilities: node.field("capability")? })
    }

    fn format(&self, w: &mut Writer) {
        w.open();
        self.capabilities.format("capability", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Vec<DivisibleCapability>>("capability");
    }
}

xml::element!(ApMatrix);

/// Number of a crypto card, or of one of its domains.
mod ap_number {
    use super::*;

    const MOST: u64 = 255;

    pub(super) fn parse<const W: usize>(node: &Node, name: &str) -> Result<Hex<W>> {
        let child = node.first(name).ok_or_else(|| node.error(format!("missing {name} value")))?;
        let text = child.text();
        let number = xml::number(&text).filter(|number| *number <= MOST);
        number.map(Hex).ok_or_else(|| child.error(format!("invalid {name} value '{text}', the highest is {MOST}")))
    }

    pub(super) fn format<const W: usize>(value: &Hex<W>, name: &str, writer: &mut Writer) {
        writer.text(name, &value.to_xml());
    }
}
