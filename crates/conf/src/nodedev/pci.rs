//! PCI devices, and what is behind or inside them.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::mdev::MdevType;
use crate::words::PlainPciAddress;
use xml::{Element, Field, Hex, Node, Result, Text, Value, Writer, Xml};

/// `<capability type='pci'>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pci {
    pub class: Option<Text<Hex<6>>>,
    pub domain: Text<u32>,
    pub bus: Text<u32>,
    pub slot: Text<u32>,
    pub function: Text<u32>,
    pub product: IdName,
    pub vendor: IdName,
    pub capabilities: Vec<PciCapability>,
    pub iommu_group: Option<IommuGroup>,
    pub numa: Option<Numa>,
    pub express: Option<PciExpress>,
}

/// `<product>`, `<vendor>`: a number, and what it stands for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IdName {
    pub id: Hex<4>,
    pub name: Option<String>,
}

/// `<capability>` of a PCI device.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum PciCapability {
    /// It is a virtual function of another device.
    #[xml("phys_function")]
    PhysFunction {
        address: Option<PlainPciAddress>,
    },
    /// It can have virtual functions.
    #[xml("virt_functions")]
    VirtFunctions(VirtFunctions),
    PciBridge,
    CardbusBridge,
    #[xml("mdev_types")]
    MdevTypes {
        #[xml("type")]
        types: Vec<MdevType>,
    },
    /// What the vendor wrote into the device.
    Vpd(Vpd),
}

/// `<capability type='virt_functions'>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtFunctions {
    #[xml("maxCount")]
    pub max_count: Option<u32>,
    #[xml("address")]
    pub addresses: Vec<PlainPciAddress>,
}

/// `<capability type='vpd'>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Vpd {
    pub name: Option<Text>,
    pub fields: Vec<VpdFields>,
}

/// `<fields>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "access")]
pub enum VpdFields {
    #[xml("readonly")]
    ReadOnly {
        change_level: Option<Text>,
        manufacture_id: Option<Text>,
        part_number: Option<Text>,
        serial_number: Option<Text>,
        #[xml("vendor_field")]
        vendor: Vec<VpdField>,
    },
    #[xml("readwrite")]
    ReadWrite {
        asset_tag: Option<Text>,
        #[xml("vendor_field")]
        vendor: Vec<VpdField>,
        #[xml("system_field")]
        system: Vec<VpdField>,
    },
}

/// `<vendor_field>`, `<system_field>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VpdField {
    pub index: String,
    #[xml(content)]
    pub value: String,
}

/// `<iommuGroup>`: functions that can only be given away together.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IommuGroup {
    pub number: u32,
    #[xml("address")]
    pub addresses: Vec<PlainPciAddress>,
}

/// `<numa node=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Numa {
    pub node: Option<i32>,
}

/// `<pci-express>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PciExpress {
    #[xml("link")]
    pub links: Vec<PciLink>,
}

/// `<link>`: what a link could do, and what it does.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct PciLink {
    pub validity: Validity,
    pub port: Option<u32>,
    pub speed: Option<LinkSpeed>,
    pub width: u32,
}

/// Whether a link could or does.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    Cap,
    Sta,
}

/// Gigatransfers a second.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant is the generation of that number")]
pub enum LinkSpeed {
    #[xml("2.5")]
    Gen1,
    #[xml("5")]
    Gen2,
    #[xml("8")]
    Gen3,
    #[xml("16")]
    Gen4,
    #[xml("32")]
    Gen5,
    #[xml("64")]
    Gen6,
}

impl PciCapability {
    /// Where it stands among the others.
    fn order(&self) -> u8 {
        match self {
            PciCapability::PhysFunction { .. } => 0,
            PciCapability::VirtFunctions(_) => 1,
            PciCapability::PciBridge | PciCapability::CardbusBridge => 2,
            PciCapability::MdevTypes { .. } => 3,
            PciCapability::Vpd(_) => 4,
        }
    }
}

impl Element for Pci {
    fn parse(node: &Node) -> Result<Pci> {
        let mut capabilities: Vec<PciCapability> = node.field("capability")?;
        capabilities.sort_by_key(PciCapability::order);
        let mut express: Option<PciExpress> = node.field("pci-express")?;
        if let Some(express) = &mut express {
            express.links.sort_by_key(|link| link.validity);
        }
        Ok(Pci {
            class: node.field("class")?,
            domain: node.field("domain")?,
            bus: node.field("bus")?,
            slot: node.field("slot")?,
            function: node.field("function")?,
            product: node.field("product")?,
            vendor: node.field("vendor")?,
            capabilities,
            iommu_group: node.field("iommuGroup")?,
            numa: node.field::<Option<Numa>>("numa")?.filter(|numa| numa.node.is_some()),
            express,
        })
    }

    fn format(&self, w: &mut Writer) {
        self.class.format("class", w);
        self.domain.format("domain", w);
        self.bus.format("bus", w);
        self.slot.format("slot", w);
        self.function.format("function", w);
        Field::format(&self.product, "product", w);
        Field::format(&self.vendor, "vendor", w);
        self.capabilities.format("capability", w);
        self.iommu_group.format("iommuGroup", w);
        self.numa.format("numa", w);
        self.express.format("pci-express", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Text<Hex<6>>>>("class");
        for name in ["domain", "bus", "slot", "function"] {
            shape.text::<u32>(name);
        }
        shape.child::<IdName>("product").child::<IdName>("vendor").field::<Vec<PciCapability>>("capability");
        shape.field::<Option<IommuGroup>>("iommuGroup").field::<Option<Numa>>("numa");
        shape.field::<Option<PciExpress>>("pci-express");
    }
}

impl Element for IdName {
    fn parse(node: &Node) -> Result<IdName> {
        let text = node.text();
        Ok(IdName { id: node.field("id")?, name: (!text.is_empty()).then(|| text.into_owned()) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("id", &self.id.to_xml());
        if let Some(name) = &self.name {
            writer.content(name);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<Hex<4>>("id").content::<String>();
    }
}

xml::element!(Pci);
xml::element!(IdName);
