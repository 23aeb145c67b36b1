//! Snapshots inside images that no QEMU has open, by `qemu-img`.

use std::time::Duration;

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::domain::storage::ImageFormat;
use conf::snapshot::Snapshot;
use host::helper::run;
use virt::{Error, ErrorCode, Result};

use crate::core::Core;

/// How long one image may take.
const IMAGE_WAIT: Duration = Duration::from_secs(300);

/// The disks that keep their part of a snapshot inside themselves.
pub(super) fn disks<'d>(domain: &'d Domain, snapshot: &Snapshot) -> Result<Vec<&'d Disk>> {
    let find = |name: &str| {
        let missing = || Error::operation_invalid(format!("the guest has no disk '{name}' any more"));
        domain.devices.disks.iter().find(|disk| disk.target.dev == name).ok_or_else(missing)
    };
    snapshot.internal_disks().map(find).collect()
}

/// Refuses disks whose images cannot hold snapshots.
pub(super) fn check(disks: &[&Disk]) -> Result<()> {
    if disks.is_empty() {
        return Err(Error::config_unsupported("a snapshot needs at least one disk that takes part"));
    }
    match disks.iter().find(|disk| disk.format() != Some(ImageFormat::Qcow2)) {
        None => Ok(()),
        Some(disk) => {
            let format = disk.format().map_or("raw", ImageFormat::as_str);
            let target = &disk.target.dev;
            let message = format!("internal snapshot for disk {target} unsupported for storage type {format}");
            Err(Error::config_unsupported(message).remedy("convert the image to qcow2"))
        }
    }
}

fn command(core: &Core, option: &str, name: &str, disk: &Disk) -> Result<()> {
    let path = disk.source.path().ok_or_else(|| {
        let message = format!("disk '{}' has no local image", disk.target.dev);
        Error::new(ErrorCode::OPERATION_UNSUPPORTED, message)
    })?;
    run(&*core.processes, "qemu-img", &["snapshot", option, name, path], IMAGE_WAIT)
}

/// Takes a snapshot in each image; after a failure in one, the others have none either.
pub(super) fn create(core: &Core, name: &str, disks: &[&Disk]) -> Result<()> {
    for (done, disk) in disks.iter().enumerate() {
        if let Err(error) = command(core, "-c", name, disk) {
            for disk in &disks[..done] {
                if let Err(error) = command(core, "-d", name, disk) {
                    log::warn!("cannot take back a snapshot: {error}");
                }
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Takes each image back.
pub(super) fn apply(core: &Core, name: &str, disks: &[&Disk]) -> Result<()> {
    disks.iter().try_for_each(|disk| command(core, "-a", name, disk))
}

/// Removes the snapshot from each image; what lacks it already is no obstacle.
pub(super) fn delete(core: &Core, name: &str, disks: &[&Disk]) -> Result<()> {
    let mut result = Ok(());
    for disk in disks {
        if let Err(error) = command(core, "-d", name, disk) {
            match error.to_string().contains("not find") || error.to_string().contains("not found") {
                true => log::warn!("snapshot '{name}' is not in the image of disk '{}'", disk.target.dev),
                false => result = Err(error),
            }
        }
    }
    result
}
