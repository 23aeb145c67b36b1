//! Changing the size of volumes.

use virt::constants::*;
use virt::{Error, Result, StorageVolRef, flags};

use super::create::measure;
use super::passphrase::Passphrase;
use super::{Volume, make, scan};
use crate::core::Core;

const FLAGS: u32 = VIR_STORAGE_VOL_RESIZE_ALLOCATE | VIR_STORAGE_VOL_RESIZE_DELTA | VIR_STORAGE_VOL_RESIZE_SHRINK;

/// Bytes that `qemu-img` counts sizes in.
const SECTOR: u64 = 512;

/// Makes a volume larger, or with the flag for it smaller.
pub(crate) fn resize(core: &Core, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "storageVolResize")?;
    let (entry, pool, volume) = core.volume(vol)?;
    let _user = volume.take()?;
    let now = scan::now(core, &volume)?;
    let next = wanted(&now, capacity, flags)?;
    let is_allocated = flags & VIR_STORAGE_VOL_RESIZE_ALLOCATE != 0;
    if is_allocated && next.saturating_sub(now.document.capacity) > pool.space.available {
        return Err(Error::operation_failed("Not enough space left in storage pool"));
    }
    match now.is_plain() {
        true => plain(core, &now, next, is_allocated)?,
        false => image(core, &now, next, is_allocated)?,
    }
    let mut pool = core.change(&entry, "resize volume")?;
    if pool.volumes.contains_key(&vol.name) {
        pool.put(scan::now(core, &volume)?);
    }
    measure(core, &mut pool);
    pool.publish();
    Ok(())
}

/// The size that is asked for, if a volume may have it.
fn wanted(now: &Volume, capacity: u64, flags: u32) -> Result<u64> {
    let (is_delta, may_shrink) =
        (flags & VIR_STORAGE_VOL_RESIZE_DELTA != 0, flags & VIR_STORAGE_VOL_RESIZE_SHRINK != 0);
    let before = now.document.capacity;
    let next = match (is_delta, may_shrink) {
        (false, _) => capacity,
        (true, true) => before.saturating_sub(capacity),
        (true, false) => before.checked_add(capacity).ok_or_else(|| Error::overflow("the volume gets too large"))?,
    };
    if next < now.document.allocation && (may_shrink || now.is_plain()) && next < before {
        return Err(Error::invalid_arg("can't shrink capacity below existing allocation"));
    }
    if next < before && !may_shrink {
        let message = "Can't shrink capacity below current capacity unless shrink flag explicitly specified";
        return Err(Error::invalid_arg(message));
    }
    Ok(next)
}

fn plain(core: &Core, now: &Volume, next: u64, is_allocated: bool) -> Result<()> {
    let path = now.path();
    let failed = |what: &str, e| Error::system(format!("Failed to {what} file '{}'", path.display()), &e);
    let file = core.files.open(&path, true).map_err(|e| failed("open", e))?;
    core.files.set_length(&file, next).map_err(|e| failed("truncate", e))?;
    let undo = |_: &Error| {
        let before = now.document.physical.unwrap_or(0);
        // A file that has become longer than asked for loses nothing by that.
        if before < next && core.files.set_length(&file, before).is_err() {
            log::error!("'{}' stays {next} bytes long", path.display());
        }
    };
    if is_allocated {
        core.files.allocate(&file, next).map_err(|e| failed("pre-allocate space for", e)).inspect_err(undo)?;
    }
    core.files.sync(&file).map_err(|e| failed("sync", e))
}

fn image(core: &Core, now: &Volume, next: u64, is_allocated: bool) -> Result<()> {
    if is_allocated {
        return Err(Error::operation_unsupported("preallocate is only supported for raw type volume"));
    }
    let size = next.checked_next_multiple_of(SECTOR).ok_or_else(|| Error::overflow("the volume gets too large"))?;
    let key = Passphrase::of(core, &now.document)?;
    let command = now.document.resize_command(size, &key.path())?;
    make::command(core, &command)
}
