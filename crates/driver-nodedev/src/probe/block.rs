//! Disks and drives.

use conf::nodedev::Capability;
use conf::nodedev::storage::{Blocks, Removable, Storage};
use xml::Text;

use super::{Kernel, Probed};
use crate::found::Found;

/// The kernel counts disks in these, whatever their own blocks are.
const SECTOR: u64 = 512;

/// What kind of drive it is. Disks of virtual machines and on PCI Express need nobody to say so; partitions, loops and
/// their like are none.
fn drive_type(found: &Found) -> Option<&'static str> {
    match found.property("ID_TYPE").unwrap_or_default() {
        "disk" => return Some("disk"),
        "cd" => return Some("cdrom"),
        "floppy" => return Some("floppy"),
        "sd" => return Some("sd"),
        "" => (),
        _ => return None,
    }
    let is = |key: &str| found.property(key) == Some("1");
    match found.name.as_str() {
        _ if is("ID_CDROM") => Some("cdrom"),
        _ if is("ID_DRIVE_FLOPPY") => Some("floppy"),
        _ if is("ID_DRIVE_FLASH_SD") => Some("sd"),
        name if name.starts_with("vd") || name.starts_with("nvme") => Some("disk"),
        _ => None,
    }
}

pub(super) fn probe(kernel: &Kernel, found: &Found) -> Option<Probed> {
    let sysfs = &kernel.sysfs;
    let drive_type = drive_type(found)?;
    let property = |key: &str| found.property(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let word = |attribute: &str| sysfs.word(&found.at(attribute)).map(Text);
    let serial = property("ID_SERIAL");
    let block = sysfs.number(&found.at("queue/logical_block_size")).filter(|size| *size > 0).unwrap_or(SECTOR);
    let size = sysfs.number(&found.at("size")).unwrap_or(0).saturating_mul(SECTOR);
    let blocks = Blocks { size: block, count: size / block };
    let mut storage = Storage {
        block: Text(found.node()?),
        bus: property("ID_BUS").map(Text),
        drive_type: Some(Text(drive_type.to_owned())),
        model: word("device/model"),
        vendor: word("device/vendor"),
        serial: serial.clone().map(Text),
        ..Storage::default()
    };
    let changes_media = sysfs.number(&found.at("removable")) == Some(1) && matches!(drive_type, "cdrom" | "floppy");
    match (changes_media, property("ID_CDROM_MEDIA").as_deref() == Some("1")) {
        (false, _) => (storage.size, storage.blocks) = (Some(Text(size)), blocks),
        (true, false) => storage.removable = Some(Removable::default()),
        (true, true) => {
            let media_label = property("ID_FS_LABEL").map(Text);
            storage.removable = Some(Removable { media_available: true, media_size: size, media_label, blocks });
        }
    }
    Some(Probed { capability: Capability::Storage(Box::new(storage)), suffix: serial })
}
