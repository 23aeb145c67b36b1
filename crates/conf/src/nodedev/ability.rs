//! What a device can do, as the words that lists of devices are asked with.

use super::channel::{CcwCapability, DivisibleCapability};
use super::mdev::MdevType;
use super::pci::PciCapability;
use super::scsi::HostCapability;
use super::{Capability, NodeDevice};
use virt::{Error, ErrorCode, Result};

impl Capability {
    /// The word in its `type`.
    pub fn word(&self) -> &'static str {
        match self {
            Capability::System(_) => "system",
            Capability::Pci(_) => "pci",
            Capability::UsbDevice(_) => "usb_device",
            Capability::Usb(_) => "usb",
            Capability::Net(_) => "net",
            Capability::ScsiHost(_) => "scsi_host",
            Capability::ScsiTarget(_) => "scsi_target",
            Capability::Scsi(_) => "scsi",
            Capability::Storage(_) => "storage",
            Capability::ScsiGeneric(_) => "scsi_generic",
            Capability::Drm(_) => "drm",
            Capability::Mdev(_) => "mdev",
            Capability::Ccw(_) => "ccw",
            Capability::Ccwgroup(_) => "ccwgroup",
            Capability::Css(_) => "css",
            Capability::Vdpa(_) => "vdpa",
            Capability::ApCard(_) => "ap_card",
            Capability::ApQueue(_) => "ap_queue",
            Capability::ApMatrix(_) => "ap_matrix",
        }
    }

    /// The word, and those of the capabilities inside that devices are searched by.
    pub fn words(&self) -> Vec<&'static str> {
        let mut words = vec![self.word()];
        match self {
            Capability::ScsiHost(host) => words.extend(host.capabilities.iter().map(|inner| match inner {
                HostCapability::FcHost { .. } => "fc_host",
                HostCapability::VportOps(_) => "vports",
            })),
            Capability::Pci(pci) if pci.capabilities.iter().any(|inner| matches!(inner, PciCapability::Vpd(_))) => {
                words.push("vpd");
            }
            Capability::Ccw(ccw) => words.extend(ccw.capabilities.iter().map(|inner| match inner {
                CcwCapability::GroupMember { .. } => "ccwgroup_member",
            })),
            _ => (),
        }
        if !self.mdev_types().is_empty() {
            words.push("mdev_types");
        }
        words
    }

    /// The types of mediated devices that the device can be divided into.
    pub fn mdev_types(&self) -> &[MdevType] {
        match self {
            Capability::Pci(pci) => pci.capabilities.iter().find_map(|inner| match inner {
                PciCapability::MdevTypes { types } => Some(types.as_slice()),
                _ => None,
            }),
            Capability::Css(css) => divided(&css.capabilities),
            Capability::ApMatrix(matrix) => divided(&matrix.capabilities),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The same, for changes.
    pub fn mdev_types_mut(&mut self) -> &mut [MdevType] {
        let divisible = match self {
            Capability::Pci(pci) => {
                return pci
                    .capabilities
                    .iter_mut()
                    .find_map(|inner| match inner {
                        PciCapability::MdevTypes { types } => Some(types.as_mut_slice()),
                        _ => None,
                    })
                    .unwrap_or_default();
            }
            Capability::Css(css) => &mut css.capabilities,
            Capability::ApMatrix(matrix) => &mut matrix.capabilities,
            _ => return &mut [],
        };
        let first = divisible.first_mut();
        first.map(|DivisibleCapability::MdevTypes { types }| types.as_mut_slice()).unwrap_or_default()
    }
}

fn divided(capabilities: &[DivisibleCapability]) -> Option<&[MdevType]> {
    capabilities.first().map(|DivisibleCapability::MdevTypes { types }| types.as_slice())
}

impl NodeDevice {
    /// Whether the device or something inside it has a capability of that word.
    pub fn can(&self, word: &str) -> bool {
        self.capabilities.iter().any(|capability| capability.words().contains(&word))
    }

    /// The words of all capabilities, and of those inside them.
    pub fn words(&self) -> Vec<&'static str> {
        self.capabilities.iter().flat_map(Capability::words).collect()
    }

    /// Where the device is, if it is one that could be divided.
    pub fn address(&self) -> Option<String> {
        self.capabilities.iter().find_map(|capability| match capability {
            Capability::Pci(pci) => {
                let (domain, bus, slot, function) = (pci.domain.0, pci.bus.0, pci.slot.0, pci.function.0);
                Some(format!("{domain:04x}:{bus:02x}:{slot:02x}.{function:x}"))
            }
            Capability::Css(css) => {
                Some(format!("{:x}.{:x}.{:04x}", css.address.cssid, css.address.ssid, css.address.devno))
            }
            Capability::ApMatrix(_) => Some("matrix".to_owned()),
            _ => None,
        })
    }

    /// The same, for a device that is to be divided.
    pub fn address_of_parts(&self) -> Result<String> {
        let message = || format!("Unable to find address for parent device '{}'", self.name);
        self.address().ok_or_else(|| Error::new(ErrorCode::PARSE_FAILED, message()))
    }

    /// The types of mediated devices that the device can be divided into.
    pub fn mdev_types(&self) -> impl Iterator<Item = &MdevType> {
        self.capabilities.iter().flat_map(|capability| capability.mdev_types())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_what_is_inside_count_too() {
        let text = "<device><capability type='scsi_host'><host>1</host><capability type='fc_host'><wwnn>1</wwnn>\
                    </capability><capability type='vport_ops'/></capability></device>";
        let device = NodeDevice::parse(text).unwrap();
        assert_eq!(device.capabilities[0].words(), ["scsi_host", "fc_host", "vports"]);
        assert!(device.can("vports") && !device.can("mdev_types"));
    }

    #[test]
    fn divisible_devices_tell_their_types() {
        let text = "<device><capability type='ap_matrix'><capability type='mdev_types'><type id='t'><deviceAPI>a\
                    </deviceAPI><availableInstances>3</availableInstances></type></capability></capability></device>";
        let device = NodeDevice::parse(text).unwrap();
        assert_eq!(device.mdev_types().map(|kind| kind.available_instances.0).collect::<Vec<_>>(), [3]);
        assert!(device.can("mdev_types"));
    }
}
