//! Pools that are a folder of the host.

use std::path::Path;

use conf::permissions::Permissions;
use conf::storage_pool::StoragePool;
use host::files::Owner;
use host::volumes::NodeKind;
use virt::constants::*;
use virt::{Error, Result, flags};

use super::{Backend, Found};
use crate::core::Core;
use crate::volume::scan;

/// The kind of pools.
pub(crate) struct Folder;

/// Permissions of a folder whose pool says none.
const MODE: u32 = 0o711;

/// Volumes of a pool that are looked at; the rest is there, but no volume.
const MAX_VOLUMES: usize = 100_000;

/// The folder of a pool.
pub(crate) fn folder(pool: &StoragePool) -> Result<&Path> {
    let path = pool.target_path().unwrap_or_default();
    match path.starts_with('/') {
        true => Ok(Path::new(path)),
        false => {
            let message = format!("target path '{path}' of storage pool '{}' is not absolute", pool.name);
            Err(Error::config_unsupported(message))
        }
    }
}

/// Gives a folder the owner and the permissions that its pool asks for.
fn settle(core: &Core, path: &Path, wanted: &Permissions) -> Result<()> {
    let failed = |e| Error::system(format!("cannot set owner and mode of '{}'", path.display()), &e);
    let place = core.files.real_path(path).map_err(failed)?;
    if wanted.owner.is_some() || wanted.group.is_some() {
        let now = core.files.identity(&place).map_err(failed)?;
        let owner = Owner { uid: wanted.owner.unwrap_or(now.uid), gid: wanted.group.unwrap_or(now.gid) };
        core.files.chown(&place, owner).map_err(failed)?;
    }
    match wanted.mode {
        Some(mode) => core.files.set_mode(&place, mode).map_err(failed),
        None => Ok(()),
    }
}

/// Makes the folder of a pool.
pub(crate) fn make(core: &Core, pool: &StoragePool) -> Result<()> {
    let path = folder(pool)?;
    let said = pool.target.as_ref().and_then(|target| target.permissions.clone());
    match core.files.details(path).map(|details| details.kind) {
        Ok(NodeKind::Folder) => match said {
            Some(wanted) => settle(core, path, &wanted),
            None => Ok(()),
        },
        Ok(_) => {
            let exists = std::io::Error::from_raw_os_error(EEXIST);
            Err(Error::system(format!("cannot create directory '{}'", path.display()), &exists))
        }
        Err(_) => {
            let made = core.files.create_folder(path, MODE);
            made.map_err(|e| Error::system(format!("failed to create directory '{}'", path.display()), &e))?;
            let said = said.unwrap_or_default();
            let wanted = Permissions { mode: Some(said.mode.unwrap_or(MODE)), ..said };
            settle(core, path, &wanted).inspect_err(|_| drop(core.files.remove_empty_folder(path)))
        }
    }
}

/// "File exists", as Linux numbers it.
const EEXIST: i32 = 17;

/// Removes the folder of a pool, which must be empty.
pub(crate) fn remove(core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
    flags::only(flags, 0, "virStorageBackendDeleteLocal")?;
    let path = folder(pool)?;
    let removed = core.files.remove_empty_folder(path);
    removed.map_err(|e| Error::system(format!("failed to remove pool '{}'", path.display()), &e))
}

/// The flags of building: at most one of the two that say what becomes of what is there.
pub(crate) fn check_build(flags: u32) -> Result<()> {
    let (overwrite, keep) = (VIR_STORAGE_POOL_BUILD_OVERWRITE, VIR_STORAGE_POOL_BUILD_NO_OVERWRITE);
    flags::only(flags, overwrite | keep, "virStorageBackendFileSystemBuild")?;
    let names = ["VIR_STORAGE_POOL_BUILD_OVERWRITE", "VIR_STORAGE_POOL_BUILD_NO_OVERWRITE"];
    flags::exclusive(flags, (overwrite, names[0]), (keep, names[1]))
}

/// Looks through the folder of a pool. A file that cannot be read costs only its own volume.
pub(crate) fn look(core: &Core, pool: &StoragePool) -> Result<Found> {
    let path = folder(pool)?;
    let failed = |e| Error::system(format!("cannot open directory '{}'", path.display()), &e);
    let names = core.files.list(path).map_err(failed)?;
    if names.len() > MAX_VOLUMES {
        log::warn!("pool '{}' has {} files; only {MAX_VOLUMES} are volumes", pool.name, names.len());
    }
    let details = core.files.details(path).map_err(failed)?;
    let space = core.files.space(path).map_err(|e| {
        let message = format!("cannot get information about the file system of '{}'", path.display());
        Error::system(message, &e)
    })?;
    let mut volumes = Vec::new();
    for name in names.into_iter().take(MAX_VOLUMES) {
        let Some(name) = name.to_str().filter(|name| scan::is_name(name)) else {
            log::warn!("'{}' in pool '{}' is no name of a volume", name.to_string_lossy(), pool.name);
            continue;
        };
        match scan::read(core, path, name) {
            Ok(Some(volume)) => volumes.push(volume),
            Ok(None) => log::debug!("'{name}' in pool '{}' can be no volume", pool.name),
            Err(error) => log::warn!("'{name}' in pool '{}' is no volume: {error}", pool.name),
        }
    }
    let permissions =
        Permissions { mode: Some(details.mode), owner: Some(details.uid), group: Some(details.gid), label: None };
    Ok(Found { volumes, space, permissions })
}

impl Backend for Folder {
    fn is_running(&self, core: &Core, pool: &StoragePool) -> Result<bool> {
        Ok(core.files.details(folder(pool)?).is_ok_and(|details| details.kind == NodeKind::Folder))
    }

    fn build(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
        check_build(flags)?;
        if flags != 0 {
            let message = format!("No source device specified when formatting pool '{}'", pool.name);
            return Err(Error::operation_invalid(message));
        }
        make(core, pool)
    }

    fn start(&self, _: &Core, pool: &StoragePool) -> Result<()> {
        folder(pool).map(drop)
    }

    fn stop(&self, _: &Core, _: &StoragePool) -> Result<()> {
        Ok(())
    }

    fn delete(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
        remove(core, pool, flags)
    }

    fn scan(&self, core: &Core, pool: &StoragePool) -> Result<Found> {
        look(core, pool)
    }
}
