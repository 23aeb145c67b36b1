//! `<device>`: a device of the host, and what it can do.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod ability;
pub mod channel;
pub mod listed;
pub mod mdev;
pub mod pci;
pub mod scsi;
pub mod small;
pub mod storage;

use virt::{Error, ErrorDomain, Result};
use xml::{Document, Element, Field, Mode, Node, Text, Writer, Xml};

/// What a device without a name is called until its driver finds one.
const UNNAMED: &str = "new device";

/// `<device>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeDevice {
    pub name: String,
    /// Its folder below /sys.
    pub path: Option<Text>,
    pub devnodes: Vec<DevNode>,
    pub parent: Parent,
    pub driver: Option<Driver>,
    pub capabilities: Vec<Capability>,
}

/// `<devnode>`: a file in /dev.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct DevNode {
    #[xml("type")]
    pub kind: DevNodeKind,
    #[xml(content)]
    pub path: String,
}

/// Which file.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DevNodeKind {
    /// The device itself.
    Dev,
    /// Another name.
    Link,
}

/// `<parent>`: the device that this one hangs on, by name, or for one that is to be made by world-wide names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parent {
    pub name: Option<String>,
    pub wwnn: Option<String>,
    pub wwpn: Option<String>,
    pub fabric_wwn: Option<String>,
}

/// `<driver>`: the kernel's driver; only libvirt's driver knows.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Driver {
    pub name: Option<Text>,
}

/// `<capability>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum Capability {
    System(small::System),
    Pci(Box<pci::Pci>),
    #[xml("usb_device")]
    UsbDevice(small::UsbDevice),
    Usb(small::Usb),
    Net(small::Net),
    #[xml("scsi_host")]
    ScsiHost(scsi::ScsiHost),
    #[xml("scsi_target")]
    ScsiTarget(scsi::ScsiTarget),
    Scsi(scsi::Scsi),
    Storage(Box<storage::Storage>),
    #[xml("scsi_generic")]
    ScsiGeneric(scsi::ScsiGeneric),
    Drm(small::Drm),
    Mdev(mdev::Mdev),
    Ccw(channel::Ccw),
    Ccwgroup(channel::CcwGroup),
    Css(channel::Css),
    Vdpa(small::Vdpa),
    #[xml("ap_card")]
    ApCard(small::ApCard),
    #[xml("ap_queue")]
    ApQueue(small::ApQueue),
    #[xml("ap_matrix")]
    ApMatrix(small::ApMatrix),
}

impl NodeDevice {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<NodeDevice> {
        NodeDevice::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::NODEDEV))
    }

    fn parse_text(text: &str) -> Result<NodeDevice> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("device", Mode::INACTIVE).map_err(crate::error)?;
        let device: NodeDevice = root.element().map_err(crate::error)?;
        match device.capabilities.is_empty() {
            true => Err(Error::internal(format!("no device capabilities for '{}'", device.name))),
            false => Ok(device),
        }
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("device", self, Mode::INACTIVE)
    }
}

impl Element for NodeDevice {
    fn parse(node: &Node) -> xml::Result<NodeDevice> {
        let name = node.first("name").map(|child| child.text().into_owned()).filter(|name| !name.is_empty());
        let mut devnodes: Vec<DevNode> = node.field("devnode")?;
        devnodes.sort_by_key(|devnode| devnode.kind);
        Ok(NodeDevice {
            name: name.unwrap_or_else(|| UNNAMED.to_owned()),
            path: node.field("path")?,
            devnodes,
            parent: node.field_or_default("parent")?,
            driver: None,
            capabilities: node.field("capability")?,
        })
    }

    fn format(&self, w: &mut Writer) {
        w.text("name", &self.name);
        self.path.format("path", w);
        self.devnodes.format("devnode", w);
        if let Some(parent) = &self.parent.name {
            w.text("parent", parent);
        }
        self.driver.format("driver", w);
        self.capabilities.format("capability", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Text>>("name").field::<Option<Text>>("path").field::<Vec<DevNode>>("devnode");
        shape
            .field::<Option<Parent>>("parent")
            .field::<Option<Driver>>("driver")
            .field::<Vec<Capability>>("capability");
    }
}

impl Element for Parent {
    fn parse(node: &Node) -> xml::Result<Parent> {
        let text = node.text();
        let parent = Parent {
            name: (!text.is_empty()).then(|| text.into_owned()),
            wwnn: node.field("wwnn")?,
            wwpn: node.field("wwpn")?,
            fabric_wwn: node.field("fabric_wwn")?,
        };
        match (&parent.wwnn, &parent.wwpn) {
            (Some(wwnn), None) => {
                Err(node.error(format!("when providing parent wwnn='{wwnn}', the wwpn must also be provided")))
            }
            (None, Some(wwpn)) => {
                Err(node.error(format!("when providing parent wwpn='{wwpn}', the wwnn must also be provided")))
            }
            _ => Ok(parent),
        }
    }

    fn format(&self, writer: &mut Writer) {
        writer.content(self.name.as_deref().unwrap_or_default());
    }

    fn declare(shape: &mut xml::Shape) {
        for name in ["wwnn", "wwpn", "fabric_wwn"] {
            shape.field::<Option<String>>(name);
        }
        shape.content::<String>();
    }
}

xml::element!(NodeDevice);
xml::element!(Parent);

#[cfg(test)]
mod tests;
