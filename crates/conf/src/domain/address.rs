//! Where on the guest's buses a device sits, and what else every device has.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::OnOff;
use xml::{Element, Hex, Node, Writer, Xml};

/// `<boot>`, `<alias>`, `<rom>`, `<acpi>`, `<address>`: what every device may have.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DeviceInfo {
    pub boot: Option<Boot>,
    #[xml(flatten)]
    pub alias: Alias,
    #[xml(with = master)]
    pub master: Option<Master>,
    #[xml(with = crate::text::unless_empty)]
    pub rom: Option<Rom>,
    #[xml(with = acpi)]
    pub acpi: Option<AcpiIndex>,
    pub address: Option<Address>,
}

impl DeviceInfo {
    /// The PCI address, if the device has one.
    pub fn pci(&self) -> Option<&PciAddress> {
        match &self.address {
            Some(Address::Pci(pci)) => Some(pci),
            _ => None,
        }
    }

    /// The alias, if it is set.
    pub fn alias(&self) -> &str {
        self.alias.name.as_deref().unwrap_or("")
    }
}

/// The name by which QEMU and users know the device; only names that users chose (`ua-…`) belong to a definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alias {
    pub name: Option<String>,
}

impl Alias {
    fn is_kept(name: &str, live: bool) -> bool {
        live || name.starts_with("ua-")
    }
}

impl Element for Alias {
    fn parse(node: &Node) -> xml::Result<Self> {
        let name = node.first("alias").and_then(|a| a.attr("name")).filter(|n| Alias::is_kept(n, node.mode().live()));
        Ok(Alias { name: name.map(str::to_owned) })
    }

    fn format(&self, writer: &mut Writer) {
        if let Some(name) = &self.name
            && Alias::is_kept(name, writer.mode().live())
        {
            writer.leaf("alias", &[("name", name)]);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.inner("alias", xml::Inner::said("alias", |shape| _ = shape.attr::<String>("name"))).optional();
    }
}

/// `<boot order=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Boot {
    pub order: u32,
    pub loadparm: Option<String>,
}

crate::child_if_it_has! {
    /// Compat: a master without a port is none.
    master "startport" Master
}

/// `<master startport=…>`: a companion controller's first port on its main controller.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Master {
    pub startport: u32,
}

/// `<rom>`: the option ROM that the guest sees.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Rom {
    pub enabled: Option<crate::words::YesNo>,
    pub bar: Option<OnOff>,
    pub file: Option<String>,
}

crate::child_if_it_has! {
    /// Compat: an index that is not said is none.
    acpi "index" AcpiIndex
}

/// `<acpi index=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct AcpiIndex {
    pub index: u32,
}

/// `<address type=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum Address {
    Pci(PciAddress),
    Drive(DriveAddress),
    #[xml("virtio-serial")]
    VirtioSerial(VirtioSerialAddress),
    Ccid {
        controller: u32,
        slot: u32,
    },
    Usb(UsbAddress),
    Ccw(CcwAddress),
    #[xml("spapr-vio")]
    SpaprVio {
        reg: Option<Hex<8>>,
    },
    #[xml("virtio-mmio")]
    VirtioMmio,
    #[xml("virtio-s390")]
    VirtioS390,
    Isa {
        iobase: Option<Hex<1>>,
        irq: Option<Hex<1>>,
    },
    Dimm {
        #[xml(default)]
        slot: u32,
        base: Option<Hex<1>>,
    },
    Mdev {
        uuid: String,
    },
    Unassigned,
}

/// A place on a PCI bus.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PciAddress {
    pub domain: u32,
    pub bus: u32,
    pub slot: u32,
    pub function: u32,
    pub multifunction: Option<OnOff>,
    pub zpci: Option<Zpci>,
}

impl PciAddress {
    /// A place on bus `bus` of domain 0.
    pub fn new(bus: u32, slot: u32, function: u32) -> PciAddress {
        PciAddress { bus, slot, function, ..PciAddress::default() }
    }

    /// The document leaves the choice to us: the first slot of the first bus is the host bridge, whatever the function.
    pub fn is_empty(&self) -> bool {
        self.domain == 0 && self.bus == 0 && self.slot == 0
    }

    /// `dddd:bb:ss.f`, as the host's tools print it.
    pub fn text(&self) -> String {
        format!("{:04x}:{:02x}:{:02x}.{:x}", self.domain, self.bus, self.slot, self.function)
    }
}

impl Element for PciAddress {
    fn parse(node: &Node) -> xml::Result<Self> {
        let part = |name: &str, most: u64| match node.value::<Hex<1>>(name)? {
            None => Ok(0),
            Some(Hex(value)) if value <= most => Ok(value as u32),
            Some(_) => Err(node.bad_value(name)),
        };
        Ok(PciAddress {
            domain: part("domain", 0xffff_ffff)?,
            bus: part("bus", 0xff)?,
            slot: part("slot", 0x1f)?,
            function: part("function", 7)?,
            multifunction: node.value("multifunction")?,
            zpci: match node.first("zpci") {
                Some(zpci) => Some(zpci.element()?),
                None => None,
            },
        })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("domain", &format!("{:#06x}", self.domain));
        writer.attr("bus", &format!("{:#04x}", self.bus));
        writer.attr("slot", &format!("{:#04x}", self.slot));
        writer.attr("function", &format!("{:#x}", self.function));
        xml::Field::format(&self.multifunction, "multifunction", writer);
        xml::Field::format(&self.zpci, "zpci", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        for name in ["domain", "bus", "slot", "function"] {
            shape.attr::<Hex<1>>(name).optional();
        }
        shape.field::<Option<OnOff>>("multifunction").field::<Option<Zpci>>("zpci");
    }
}

xml::element!(PciAddress);

/// `<zpci>`: the numbers by which an s390 guest knows a PCI function.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Zpci {
    pub uid: Option<Hex<4>>,
    pub fid: Option<Hex<8>>,
}

/// A place on a disk controller.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DriveAddress {
    #[xml(default)]
    pub controller: u32,
    #[xml(default)]
    pub bus: u32,
    #[xml(default)]
    pub target: u32,
    #[xml(default)]
    pub unit: u32,
}

/// A port on a virtio serial controller.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtioSerialAddress {
    #[xml(default)]
    pub controller: u32,
    #[xml(default)]
    pub bus: u32,
    #[xml(default)]
    pub port: u32,
}

/// A port on a USB bus; hubs make it a path (`1.2`).
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct UsbAddress {
    #[xml(default)]
    pub bus: u32,
    pub port: Option<String>,
}

/// A place on the channel subsystem.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CcwAddress {
    pub cssid: Option<Hex<1>>,
    pub ssid: Option<Hex<1>>,
    pub devno: Option<Hex<4>>,
}

/// The attributes that every virtio device's `<driver>` has.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtioOptions {
    pub iommu: Option<OnOff>,
    pub ats: Option<OnOff>,
    pub packed: Option<OnOff>,
    pub page_per_vq: Option<OnOff>,
}

/// `<driver>` with nothing but the virtio attributes.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtioDriver {
    #[xml(flatten)]
    pub virtio: VirtioOptions,
}
