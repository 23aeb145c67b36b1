//! Deleting volumes.

use host::files::Durability;
use virt::{Error, Result, StorageVolRef, flags};

use super::create::measure;
use crate::core::Core;
use conf::storage_vol::VolumeKind;

/// Removes a volume and its bytes. One whose file is gone already is forgotten.
pub(crate) fn delete(core: &Core, vol: &StorageVolRef, flags: u32) -> Result<()> {
    let (entry, _, _) = core.volume(vol)?;
    let mut pool = core.change(&entry, "delete volume")?;
    pool.active()?;
    let volume = pool.volume(&vol.name)?;
    volume.check_idle()?;
    flags::only(flags, 0, "virStorageBackendVolDeleteLocal")?;
    let path = volume.path();
    let (removed, what) = match volume.document.kind {
        VolumeKind::Dir | VolumeKind::Netdir => (core.files.remove_empty_folder(&path), "remove directory"),
        _ => (core.files.remove(&path, Durability::Synced), "unlink file"),
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::system(format!("cannot {what} '{}'", path.display()), &error));
        }
        _ => pool.take_out(&vol.name),
    }
    measure(core, &mut pool);
    pool.publish();
    Ok(())
}
