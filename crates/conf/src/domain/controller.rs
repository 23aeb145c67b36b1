//! `<controller>`: the buses that devices sit on.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioOptions};
use crate::words::OnOff;
use xml::{Hex, Node, Text, Writer, Xml};

/// `<controller>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Controller {
    #[xml("type", with = kind)]
    pub kind: ControllerType,
    #[xml(with = index)]
    pub index: u32,
    pub model: Option<String>,
    pub ports: Option<u32>,
    pub vectors: Option<u32>,
    #[xml("maxGrantFrames")]
    pub max_grant_frames: Option<u32>,
    #[xml("maxEventChannels")]
    pub max_event_channels: Option<u32>,
    #[xml(when = Controller::has_driver)]
    pub driver: Option<ControllerDriver>,
    #[xml("model", with = pci_model, shape = pci_model::declare)]
    pub model_name: Option<String>,
    #[xml(with = only_target)]
    pub target: Option<ControllerTarget>,
    #[xml(flatten)]
    pub info: DeviceInfo,
    pub pcihole64: Option<xml::Kib>,
}

/// An index that the document leaves open until the defaults are filled in.
pub const INDEX_UNSET: u32 = u32::MAX;

/// Compat: a controller without a type is one for IDE.
mod kind {
    use super::ControllerType;
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<ControllerType> {
        Ok(node.value(name)?.unwrap_or(ControllerType::Ide))
    }

    pub(super) fn format(value: &ControllerType, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod index {
    use super::INDEX_UNSET;
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<u32> {
        Ok(node.value(name)?.unwrap_or(INDEX_UNSET))
    }

    pub(super) fn format(value: &u32, name: &str, writer: &mut Writer) {
        if *value != INDEX_UNSET {
            writer.attr(name, &value.to_string());
        }
    }
}

/// `<model name=…>` of a PCI controller: QEMU's device.
mod pci_model {
    use super::{Node, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<Option<String>> {
        let Some(model) = node.first(name) else { return Ok(None) };
        match model.next(name) {
            Some(second) => Err(second.error("Multiple <model> elements in controller definition not allowed")),
            None => Ok(model.attr("name").map(str::to_owned)),
        }
    }

    pub(super) fn format(value: &Option<String>, name: &str, writer: &mut Writer) {
        if let Some(value) = value {
            writer.leaf(name, &[("name", value)]);
        }
    }

    pub(super) fn declare(name: &'static str, shape: &mut xml::Shape) {
        shape.inner(name, xml::Inner::said("pciModel", |shape| _ = shape.attr::<String>("name").optional())).optional();
    }
}

crate::only_child! {
    /// A controller is told once what it is.
    only_target Invalid "Multiple <target> elements in controller definition not allowed"
}

/// `<driver>` of a controller.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ControllerDriver {
    pub queues: Option<u32>,
    pub cmd_per_lun: Option<u32>,
    pub max_sectors: Option<u32>,
    pub ioeventfd: Option<OnOff>,
    pub iothread: Option<u32>,
    #[xml(flatten)]
    pub virtio: VirtioOptions,
    pub iothreads: Option<super::disk::IoThreads>,
}

/// `<target>` of a PCI controller: what its QEMU device is told.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ControllerTarget {
    #[xml("chassisNr")]
    pub chassis_nr: Option<u32>,
    pub chassis: Option<u32>,
    pub port: Option<Hex<1>>,
    #[xml("busNr")]
    pub bus_nr: Option<u32>,
    pub index: Option<u32>,
    #[xml("memReserve")]
    pub mem_reserve: Option<u64>,
    pub hotplug: Option<OnOff>,
    pub node: Option<Text<u32>>,
}

impl Controller {
    fn has_driver(&self, _: xml::Mode) -> bool {
        self.driver.as_ref().is_some_and(|driver| *driver != ControllerDriver::default())
    }

    /// A controller with nothing but its kind, index and model.
    pub fn new(kind: ControllerType, index: u32, model: Option<&str>) -> Controller {
        Controller { kind, index, model: model.map(str::to_owned), ..Controller::default() }
    }

    /// The model, empty if it is open.
    pub fn model(&self) -> &str {
        self.model.as_deref().unwrap_or("")
    }
}

/// Which bus.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum ControllerType {
    Ide,
    Fdc,
    Scsi,
    Sata,
    VirtioSerial,
    Ccid,
    Usb,
    #[default]
    Pci,
    Xenbus,
    Isa,
    Nvme,
}
