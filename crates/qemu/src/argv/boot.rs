//! Which device is tried when: `bootindex` of devices that the document names in `<os><boot>` or themselves.

use std::collections::HashMap;

use conf::domain::Domain;
use conf::domain::disk::DiskDevice;
use conf::domain::os::BootDevice;

/// Boot indexes by alias.
pub(super) struct BootIndexes(HashMap<String, u32>);

impl BootIndexes {
    pub(super) fn of(domain: &Domain) -> BootIndexes {
        let mut indexes = HashMap::new();
        let devices = &domain.devices;
        for info in (devices.disks.iter().map(|d| &d.info))
            .chain(devices.interfaces.iter().map(|d| &d.info))
            .chain(devices.hostdevs.iter().map(|d| &d.info))
            .chain(devices.redirdevs.iter().map(|d| &d.info))
            .chain(devices.filesystems.iter().map(|d| &d.info))
        {
            if let Some(boot) = &info.boot {
                indexes.insert(info.alias().to_owned(), boot.order);
            }
        }
        // The first device of each kind stands for the kind.
        for (i, boot) in domain.os.boot.iter().enumerate() {
            let disk =
                |wanted: &[DiskDevice]| devices.disks.iter().find(|d| wanted.contains(&d.device)).map(|d| &d.info);
            let info = match boot.dev {
                BootDevice::Hd => disk(&[DiskDevice::Disk, DiskDevice::Lun]),
                BootDevice::Cdrom => disk(&[DiskDevice::Cdrom]),
                BootDevice::Fd => disk(&[DiskDevice::Floppy]),
                BootDevice::Network => devices.interfaces.first().map(|n| &n.info),
            };
            if let Some(info) = info {
                indexes.entry(info.alias().to_owned()).or_insert(i as u32 + 1);
            }
        }
        BootIndexes(indexes)
    }

    /// The index of a device.
    pub(super) fn of_alias(&self, alias: &str) -> Option<u32> {
        self.0.get(alias).copied()
    }
}
