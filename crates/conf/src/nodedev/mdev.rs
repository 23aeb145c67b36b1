//! Mediated devices: parts of a device that guests get.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Field, Node, Result, Text, Writer, Xml};

/// `<capability type='mdev'>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mdev {
    pub kind: MdevKind,
    pub uuid: Option<Text>,
    /// Its place below the parent; only the driver knows.
    pub parent_addr: Option<Text>,
    pub iommu_group: u32,
    pub attributes: Vec<MdevAttribute>,
}

/// `<type id=…>`: a type that the parent offers.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MdevKind {
    pub id: String,
}

/// `<attr>`: a value that is written into the device's folder.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MdevAttribute {
    pub name: String,
    pub value: String,
}

/// `<type>` of a device that can be divided.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MdevType {
    pub id: String,
    pub name: Option<Text>,
    #[xml("deviceAPI")]
    pub device_api: Text,
    #[xml("availableInstances")]
    pub available_instances: Text<u32>,
}

impl Element for Mdev {
    fn parse(node: &Node) -> Result<Mdev> {
        let uuid = match node.first("uuid") {
            Some(child) => {
                let text = child.text();
                let uuid = virt::Uuid::parse(&text);
                let uuid = uuid.map_err(|_| child.error(format!("Invalid uuid '{text}' for a mediated device")))?;
                Some(Text(uuid.to_string()))
            }
            None => None,
        };
        Ok(Mdev {
            kind: node.field("type")?,
            uuid,
            parent_addr: None,
            iommu_group: node.first("iommuGroup").map_or(Ok(0), |child| child.field("number"))?,
            attributes: node.field("attr")?,
        })
    }

    fn format(&self, w: &mut Writer) {
        Field::format(&self.kind, "type", w);
        self.uuid.format("uuid", w);
        self.parent_addr.format("parent_addr", w);
        w.leaf("iommuGroup", &[("number", &self.iommu_group.to_string())]);
        self.attributes.format("attr", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.child::<MdevKind>("type").field::<Option<Text>>("uuid").field::<Option<Text>>("parent_addr");
        let group = |shape: &mut xml::Shape| _ = shape.attr::<u32>("number");
        shape.inner("iommuGroup", xml::Inner::said("MdevGroup", group)).optional();
        shape.field::<Vec<MdevAttribute>>("attr");
    }
}

xml::element!(Mdev);
