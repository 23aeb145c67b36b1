//! What a device of the kernel's is as a node device: one file for each bus.

mod block;
mod net;
mod pci;
mod pci_config;
mod scsi;
mod small;
mod usb;
mod vpd;

use std::sync::Arc;

use conf::nodedev::{Capability, DevNode, DevNodeKind, Driver, NodeDevice};
use host::offload::Cards;
use xml::Text;

use crate::found::Found;
use crate::ids::Ids;
use crate::notes::Notes;
use crate::sysfs::Sysfs;

pub(crate) use pci::ids;
pub(crate) use small::{COMPUTER, computer};

/// What is asked about devices.
pub(crate) struct Kernel {
    pub(crate) sysfs: Sysfs,
    pub(crate) notes: Notes,
    pub(crate) ids: Ids,
    pub(crate) cards: Arc<dyn Cards>,
}

/// What was recognized: the capability, and what stands in the device's name behind the kernel's one.
struct Probed {
    capability: Capability,
    suffix: Option<String>,
}

impl From<Capability> for Probed {
    fn from(capability: Capability) -> Probed {
        Probed { capability, suffix: None }
    }
}

/// The device's document without its parent; `None` for what is no node device.
pub(crate) fn probe(kernel: &Kernel, found: &Found) -> Option<NodeDevice> {
    let probed: Probed = match (found.subsystem.as_str(), found.kind()) {
        ("pci", _) => pci::probe(kernel, found)?.into(),
        ("usb", "usb_device") => usb::device(kernel, found)?.into(),
        ("usb", "usb_interface") => usb::interface(kernel, found)?.into(),
        ("net", "" | "wlan") => net::probe(kernel, found)?,
        ("scsi", "scsi_host") => scsi::host(kernel, found)?.into(),
        ("scsi", "scsi_target") => scsi::target(kernel, found).into(),
        ("scsi", "scsi_device") => scsi::unit(kernel, found)?.into(),
        ("scsi_generic", _) => scsi::generic(found)?.into(),
        ("block", "disk") => block::probe(kernel, found)?,
        ("drm", "drm_minor") => small::drm(found)?.into(),
        ("mdev", _) => small::mdev(kernel, found)?,
        ("vdpa", _) => small::vdpa(kernel, found)?.into(),
        _ => return None,
    };
    let driver = kernel.sysfs.link_name(&found.at("driver"));
    Some(NodeDevice {
        name: name(&found.subsystem, &found.name, probed.suffix.as_deref()),
        path: Some(Text(format!("/sys{}", found.path))),
        devnodes: devnodes(found),
        driver: driver.map(|name| Driver { name: Some(Text(name)) }),
        capabilities: vec![probed.capability],
        ..NodeDevice::default()
    })
}

/// libvirt's name of a device.
fn name(subsystem: &str, name: &str, suffix: Option<&str>) -> String {
    let parts = [Some(subsystem), Some(name), suffix];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let word = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte) } else { '_' };
    parts.join("_").bytes().map(word).collect()
}

fn devnodes(found: &Found) -> Vec<DevNode> {
    let mut links = found.note.links.clone();
    links.sort();
    let node = found.node().map(|path| DevNode { kind: DevNodeKind::Dev, path });
    node.into_iter().chain(links.into_iter().map(|path| DevNode { kind: DevNodeKind::Link, path })).collect()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_have_letters_digits_and_underscores() {
        assert_eq!(name("pci", "0000:00:1f.2", None), "pci_0000_00_1f_2");
        assert_eq!(name("net", "tun0", Some("")), "net_tun0");
        assert_eq!(name("block", "sdo", Some("a/b:c-d.é")), "block_sdo_a_b_c_d___");
    }
}
