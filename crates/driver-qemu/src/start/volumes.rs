//! Disks that are volumes of storage pools: where they are this time.

use conf::domain::Domain;
use conf::domain::disk::Disk;
use conf::domain::storage::{DiskSource, ImageFormat};
use virt::{Error, ErrorDomain, Result};
use xml::Value;

use crate::core::Core;

/// Notes the place of every volume, and its format where the document says none.
pub(crate) fn look_up(core: &Core, domain: &mut Domain) -> Result<()> {
    domain.devices.disks.iter_mut().try_for_each(|disk| look_up_one(core, disk))
}

fn look_up_one(core: &Core, disk: &mut Disk) -> Result<()> {
    let (pool, volume) = match &disk.source {
        DiskSource::Volume { pool: Some(pool), volume: Some(volume), .. } => (pool.clone(), volume.clone()),
        _ => return Ok(()),
    };
    let Some(volumes) = &core.volumes else {
        let message = format!("disk '{}' of type 'volume' needs the storage driver", disk.target.dev);
        return Err(Error::config_unsupported(message));
    };
    let place = volumes.place(&pool, &volume).map_err(|e| e.in_domain(ErrorDomain::STORAGE))?;
    if let DiskSource::Volume { file, actual_type, .. } = &mut disk.source {
        *file = Some(place.path);
        *actual_type = Some(if place.is_block { "block" } else { "file" }.to_owned());
    }
    if disk.format().is_none() {
        // An ISO image is plain bytes for a guest.
        let word = if place.format == "iso" { "raw" } else { &place.format };
        let unknown = || {
            let message = format!("volume '{volume}' of pool '{pool}' has the format '{word}', which no disk can have");
            Error::config_unsupported(message)
        };
        disk.driver.get_or_insert_default().format = Some(ImageFormat::from_xml(word).ok_or_else(unknown)?);
    }
    Ok(())
}
