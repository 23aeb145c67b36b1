//! `<hostdev>`: host devices given to the guest.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, PciAddress};
use super::disk::Sgio;
use super::interface::InterfaceIp;
use super::netport::{Route, Teaming};
use super::storage::{Auth, Host, Initiator, PrivateData, StartupPolicy};
use crate::words::{Named, OnOff, YesNo};
use xml::{Element, Hex, Mode, Node, Writer, Xml};

/// `<hostdev>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Hostdev {
    #[xml(with = crate::text::attr_or_default)]
    pub mode: HostdevMode,
    #[xml("type", shape = source::declare)]
    pub kind: String,
    pub managed: Option<YesNo>,
    pub model: Option<HostdevModel>,
    pub display: Option<OnOff>,
    pub ramfb: Option<OnOff>,
    pub sgio: Option<Sgio>,
    pub rawio: Option<YesNo>,
    pub driver: Option<HostdevDriver>,
    /// What is given; its shape is the one that `type` names.
    #[xml(with = source, shape = source::declared_with_type)]
    pub source: HostdevSource,
    #[xml(with = super::netport::teaming)]
    pub teaming: Option<Teaming>,
    #[xml("ip")]
    pub ips: Vec<InterfaceIp>,
    #[xml("route")]
    pub routes: Vec<Route>,
    pub readonly: bool,
    pub shareable: bool,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// The type stands on the device in a place of its own.
mod source {
    use super::HostdevSource;
    use xml::{Node, Result, Shape, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<HostdevSource> {
        if node.first(name).is_none() {
            return Err(node.error("Missing <source> element in hostdev device"));
        }
        node.union("type", name)
    }

    /// The attribute says which shape the child has, so both are declared at once.
    pub(super) fn declare(name: &'static str, shape: &mut Shape) {
        shape.union::<HostdevSource>(name, "source");
    }

    pub(super) fn declared_with_type(_: &'static str, _: &mut Shape) {}

    pub(super) fn format(value: &HostdevSource, name: &str, writer: &mut Writer) {
        writer.begin(name);
        xml::Union::format(value, writer);
        writer.end(name);
    }
}

impl Hostdev {
    /// The host's PCI address of a PCI device.
    pub fn host_pci(&self) -> Option<&PciAddress> {
        match &self.source {
            HostdevSource::Pci(pci) => Some(&pci.address),
            _ => None,
        }
    }
}

/// What is given.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HostdevMode {
    #[default]
    Subsystem,
    Capabilities,
}

/// How the guest sees it.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostdevModel {
    VfioPci,
    VfioCcw,
    VfioAp,
    Virtio,
    VirtioTransitional,
    VirtioNonTransitional,
}

/// `<driver>`: who holds the device on the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HostdevDriver {
    pub name: Option<HostdevDriverName>,
    pub model: Option<String>,
}

/// The drivers' kinds.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostdevDriverName {
    Kvm,
    Vfio,
    Xen,
}

/// The shapes of `<source>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum HostdevSource {
    Pci(PciSource),
    Usb(UsbSource),
    Scsi(ScsiSource),
    #[xml("scsi_host")]
    ScsiHost {
        protocol: String,
        wwpn: Option<String>,
    },
    Mdev {
        address: MdevRef,
    },
    Storage {
        #[xml(with = crate::text::child, text)]
        block: String,
    },
    Misc {
        #[xml("char", with = crate::text::child, text)]
        char_device: String,
    },
    Net {
        #[xml(with = crate::text::child, text)]
        interface: String,
    },
}

/// A PCI function of the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PciSource {
    #[xml("startupPolicy")]
    pub startup_policy: Option<StartupPolicy>,
    #[xml("writeFiltering")]
    pub write_filtering: Option<YesNo>,
    #[xml(default)]
    pub address: PciAddress,
    /// What has to be done to the device when the guest lets it go.
    #[xml("origstates", status)]
    pub original_states: Option<OriginalStates>,
}

/// `<origstates>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct OriginalStates {
    pub unbind: bool,
    pub removeslot: bool,
    pub reprobe: bool,
}

/// A USB device of the host, by what it is or by where it is.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct UsbSource {
    #[xml("startupPolicy")]
    pub startup_policy: Option<StartupPolicy>,
    #[xml("guestReset")]
    pub guest_reset: Option<GuestReset>,
    #[xml(live)]
    pub missing: Option<YesNo>,
    pub vendor: Option<UsbId>,
    pub product: Option<UsbId>,
    #[xml(when = UsbSource::prints_address)]
    pub address: Option<UsbHostAddress>,
}

impl UsbSource {
    /// A device that was found by what it is may be elsewhere next time.
    fn prints_address(&self, mode: Mode) -> bool {
        self.vendor.is_none() || mode.live() || self.address.as_ref().is_some_and(|a| !a.found)
    }
}

/// Whether the guest may reset the device.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestReset {
    Off,
    Uninitialized,
    On,
}

/// `<vendor id=…>`, `<product id=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct UsbId {
    pub id: Hex<4>,
}

/// `<address bus=… device=…>` of a host device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsbHostAddress {
    pub bus: u32,
    pub device: u32,
    /// It was found by vendor and product.
    pub found: bool,
}

impl Element for UsbHostAddress {
    fn parse(node: &Node) -> xml::Result<Self> {
        let number = |name: &str| {
            let text = node.attr(name).ok_or_else(|| node.missing(name))?;
            xml::number(text).and_then(|n| u32::try_from(n).ok()).ok_or_else(|| node.bad_value(name))
        };
        Ok(UsbHostAddress { bus: number("bus")?, device: number("device")?, found: false })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("bus", &self.bus.to_string());
        writer.attr("device", &self.device.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u32>("bus").attr::<u32>("device");
    }
}

xml::element!(UsbHostAddress);

/// A SCSI device: behind an adapter of the host, or on an iSCSI server.
#[derive(Debug, Clone, PartialEq)]
pub enum ScsiSource {
    Adapter { adapter: Named, address: ScsiAddress, private_data: Option<Box<PrivateData>> },
    Iscsi(IscsiSource),
}

/// A place behind an adapter.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ScsiAddress {
    pub bus: u32,
    pub target: u32,
    pub unit: u64,
}

/// A device on an iSCSI server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IscsiSource {
    pub name: String,
    #[xml("host")]
    pub hosts: Vec<Host>,
    #[xml("privateData", status)]
    pub private_data: Option<PrivateData>,
    pub auth: Option<Auth>,
    pub initiator: Option<Initiator>,
}

impl Element for ScsiSource {
    fn parse(node: &Node) -> xml::Result<Self> {
        match node.attr("protocol") {
            None | Some("adapter") => {
                let private_data = if node.mode().status { node.field("privateData")? } else { None };
                Ok(ScsiSource::Adapter {
                    adapter: node.field("adapter")?,
                    address: node.field("address")?,
                    private_data,
                })
            }
            Some("iscsi") => node.element().map(ScsiSource::Iscsi),
            Some(_) => Err(node.bad_value("protocol")),
        }
    }

    fn format(&self, writer: &mut Writer) {
        match self {
            ScsiSource::Adapter { adapter, address, private_data } => {
                xml::Field::format(adapter, "adapter", writer);
                xml::Field::format(address, "address", writer);
                if writer.mode().status {
                    xml::Field::format(private_data, "privateData", writer);
                }
            }
            ScsiSource::Iscsi(iscsi) => {
                writer.attr("protocol", "iscsi");
                Element::format(iscsi, writer);
            }
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.select("protocol", &["adapter", "iscsi"], Some("adapter"), |word, shape| match word {
            "iscsi" => _ = shape.flatten::<IscsiSource>(),
            _ => {
                shape.child::<Named>("adapter").child::<ScsiAddress>("address");
                shape.field::<Option<PrivateData>>("privateData");
            }
        });
    }
}

/// `<address uuid=…>` of a mediated device.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MdevRef {
    pub uuid: String,
}
