//! Devices of a few lines: the computer itself, graphics, mediated devices, vDPA.

use conf::nodedev::mdev::{Mdev, MdevAttribute, MdevKind};
use conf::nodedev::small::{Drm, DrmKind, Firmware, Hardware, System, Vdpa};
use conf::nodedev::{Capability, NodeDevice};
use virt::Uuid;
use xml::Text;

use super::{Kernel, Probed};
use crate::found::Found;

/// The name of the device on which all others hang.
pub(crate) const COMPUTER: &str = "computer";

/// The computer, as its firmware describes it.
pub(crate) fn computer(kernel: &Kernel) -> NodeDevice {
    let word = |attribute: &str| kernel.sysfs.word(&format!("/devices/virtual/dmi/id/{attribute}")).map(Text);
    let uuid = word("product_uuid").and_then(|Text(text)| Uuid::parse(&text).ok()).unwrap_or_default();
    let system = System {
        product: word("product_name"),
        hardware: Hardware {
            vendor: word("sys_vendor"),
            version: word("product_version"),
            serial: word("product_serial"),
            uuid,
        },
        firmware: Firmware {
            vendor: word("bios_vendor"),
            version: word("bios_version"),
            release_date: word("bios_date"),
        },
    };
    NodeDevice { name: COMPUTER.to_owned(), capabilities: vec![Capability::System(system)], ..NodeDevice::default() }
}

/// A file of a graphics card: what it is for stands in its name.
pub(super) fn drm(found: &Found) -> Option<Capability> {
    let kind = match found.name.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "card" => DrmKind::Primary,
        "controlD" => DrmKind::Control,
        "renderD" => DrmKind::Render,
        _ => return None,
    };
    Some(Capability::Drm(Drm { kind: Text(kind) }))
}

/// A part of a device that guests get.
pub(super) fn mdev(kernel: &Kernel, found: &Found) -> Option<Probed> {
    let sysfs = &kernel.sysfs;
    let uuid = Uuid::parse(&found.name).ok()?;
    let parent = found.path.rsplit('/').nth(1)?.to_owned();
    let group = sysfs.link_name(&found.at("iommu_group")).and_then(|name| name.parse().ok());
    let mdev = Mdev {
        kind: MdevKind { id: sysfs.link_name(&found.at("mdev_type"))? },
        uuid: Some(Text(uuid.to_string())),
        parent_addr: Some(Text(parent.clone())),
        iommu_group: group.unwrap_or(0),
        attributes: Vec::<MdevAttribute>::new(),
    };
    Some(Probed { capability: Capability::Mdev(mdev), suffix: Some(parent) })
}

/// A data path; guests need the file that is below it.
pub(super) fn vdpa(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let file = kernel.sysfs.names(&found.path).into_iter().find(|name| name.starts_with("vhost-vdpa-"))?;
    Some(Capability::Vdpa(Vdpa { chardev: Text(format!("/dev/{file}")) }))
}
