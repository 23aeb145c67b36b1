//! Overwriting volumes, so that what they held cannot be read again.

use virt::constants::*;
use virt::{Error, Result, StorageVolRef, flags};

use super::make::WAIT;
use super::{Volume, raw, scan};
use crate::core::Core;

/// What `scrub` calls an algorithm.
fn pattern(algorithm: i32) -> Option<&'static str> {
    Some(match algorithm {
        VIR_STORAGE_VOL_WIPE_ALG_NNSA => "nnsa",
        VIR_STORAGE_VOL_WIPE_ALG_DOD => "dod",
        VIR_STORAGE_VOL_WIPE_ALG_BSI => "bsi",
        VIR_STORAGE_VOL_WIPE_ALG_GUTMANN => "gutmann",
        VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER => "schneier",
        VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7 => "pfitzner7",
        VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33 => "pfitzner33",
        _ => return None,
    })
}

/// Overwrites a volume's bytes; meanwhile nobody else works with it.
pub(crate) fn wipe(core: &Core, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "storageVolWipePattern")?;
    let unknown = || Error::invalid_arg(format!("wiping algorithm {algorithm} not supported"));
    let known = i32::try_from(algorithm).ok().filter(|known| *known < VIR_STORAGE_VOL_WIPE_ALG_LAST);
    let algorithm = known.ok_or_else(unknown)?;
    let (entry, _, volume) = core.volume(vol)?;
    let _user = volume.take()?;
    match (algorithm, pattern(algorithm)) {
        (VIR_STORAGE_VOL_WIPE_ALG_TRIM, _) => {
            return Err(Error::argument_unsupported("'trim' algorithm not supported"));
        }
        (_, Some(pattern)) => scrub(core, &volume, pattern)?,
        (VIR_STORAGE_VOL_WIPE_ALG_RANDOM, _) => overwrite(core, &volume, &mut host::random::fill)?,
        _ => zero(core, &volume)?,
    }
    let mut pool = core.change(&entry, "wipe volume")?;
    if pool.volumes.contains_key(&vol.name) {
        pool.put(scan::now(core, &volume)?);
        pool.publish();
    }
    Ok(())
}

fn scrub(core: &Core, volume: &Volume, pattern: &str) -> Result<()> {
    let path = volume.path().to_string_lossy().into_owned();
    host::helper::run(&*core.processes, "scrub", &["-f", "-p", pattern, &path], WAIT)
}

fn failed(what: &str, volume: &Volume) -> impl Fn(std::io::Error) -> Error {
    let what = format!("Failed to {what} storage volume with path '{}'", volume.path().display());
    move |error| Error::system(&what, &error)
}

/// A file with holes gets only holes, any other is written over.
fn zero(core: &Core, volume: &Volume) -> Result<()> {
    let now = scan::now(core, volume)?.document;
    let length = now.physical.unwrap_or(0);
    if now.kind != conf::storage_vol::VolumeKind::File || now.allocation >= length {
        return overwrite(core, volume, &mut |_| Ok(()));
    }
    let file = core.files.open(&volume.path(), true).map_err(failed("open", volume))?;
    let cut = core.files.set_length(&file, 0).and_then(|()| core.files.set_length(&file, length));
    cut.and_then(|()| core.files.sync(&file)).map_err(failed("truncate", volume))
}

fn overwrite(core: &Core, volume: &Volume, next: &mut dyn FnMut(&mut [u8]) -> std::io::Result<()>) -> Result<()> {
    let mut file = core.files.open(&volume.path(), true).map_err(failed("open", volume))?;
    // Of a device, only its end says how large it is.
    let length = std::io::Seek::seek(&mut file, std::io::SeekFrom::End(0)).map_err(failed("measure", volume))?;
    raw::overwrite(core, &file, length, next).map_err(failed("write to", volume))
}
