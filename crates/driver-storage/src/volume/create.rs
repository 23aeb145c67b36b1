//! New volumes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use conf::storage_pool::StoragePool;
use conf::storage_vol::{Capacity, StorageVolume};
use virt::constants::*;
use virt::{Error, ErrorCode, Result, StoragePoolRef, StorageVolRef, flags};

use super::{Volume, make, scan};
use crate::backend::dir::folder;
use crate::core::{Change, Core};
use crate::table::Entry;

/// How long a finished volume waits for the turn of its pool: without it, it would be unfinished for ever.
const LONG: Duration = Duration::from_secs(3600);

const FLAGS: u32 = VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA | VIR_STORAGE_VOL_CREATE_VALIDATE;

/// Makes a volume from a document. While its bytes are made, the pool's turn is free for others.
pub(crate) fn create_xml(core: &Core, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
    flags::only(flags, FLAGS, "storageVolCreateXML")?;
    conf::documents::check_if(flags & VIR_STORAGE_VOL_CREATE_VALIDATE != 0, xml)?;
    let (entry, known) = core.active_pool(pool)?;
    let document = StorageVolume::parse(xml, known.active()?.kind, Capacity::OptionalWithBacking)?;
    let taken =
        |name: &str| Error::new(ErrorCode::STORAGE_VOL_EXIST, format!("storage volume '{name}' exists already"));
    let document = reserve(core, &entry, document, taken)?;
    let preallocate = flags & VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA != 0;
    let made = make::image(core, &document, preallocate);
    finish(core, &entry, &document, made)
}

/// Puts a volume into its pool that has no bytes yet; returns its document with its place.
pub(crate) fn reserve(
    core: &Core,
    entry: &Arc<Entry>,
    mut document: StorageVolume,
    taken: impl Fn(&str) -> Error,
) -> Result<StorageVolume> {
    let mut pool = core.change(entry, "create volume")?;
    let live = Arc::clone(pool.active()?);
    let name = document.name.clone();
    if pool.volumes.contains_key(&name) {
        return Err(taken(&name));
    }
    let path = place(core, &live, &name)?.to_string_lossy().into_owned();
    (document.key, document.target.path) = (Some(path.clone()), Some(path));
    make::check(core, &live, &document)?;
    pool.put(Volume { is_building: true, ..Volume::new(document.clone()) });
    pool.publish();
    Ok(document)
}

/// Where a new volume goes; nothing may stand there.
fn place(core: &Core, pool: &StoragePool, name: &str) -> Result<PathBuf> {
    if name.contains('/') {
        return Err(Error::operation_invalid(format!("volume name '{name}' cannot contain '/'")));
    }
    let path = folder(pool)?.join(name);
    if matches!(name, "." | "..") || core.files.is_taken(&path) {
        let place = format!("{}/{name}", pool.target_path().unwrap_or_default());
        return Err(Error::operation_invalid(format!("volume target path '{place}' already exists")));
    }
    match scan::is_name(name) {
        true => Ok(path),
        false => {
            Err(Error::operation_invalid(format!("volume name '{}' has a control character", name.escape_debug())))
        }
    }
}

/// The volume is there, or it is forgotten.
pub(crate) fn finish(
    core: &Core,
    entry: &Arc<Entry>,
    document: &StorageVolume,
    made: Result<()>,
) -> Result<StorageVolRef> {
    let mut pool = core.change_within(entry, "create volume", LONG)?;
    let mut volume = Volume::new(document.clone());
    let looked = made.and_then(|()| {
        volume = scan::now(core, &volume)?;
        Ok(())
    });
    match looked {
        Ok(()) => pool.put(volume.clone()),
        Err(_) => pool.take_out(&document.name),
    }
    measure(core, &mut pool);
    pool.publish();
    looked.map(|()| volume.reference(&pool))
}

/// Notes how full a pool is after something was added or removed; one that cannot be asked keeps its figures.
pub(crate) fn measure(core: &Core, pool: &mut Change<'_>) {
    let path = pool.live.as_ref().and_then(|live| live.target_path().map(PathBuf::from));
    if let Some(Ok(space)) = path.map(|path| core.files.space(&path)) {
        pool.space = space;
    }
}
