//! Making the bytes of a new volume: plain ones here, folders, and images by `qemu-img`.

use std::path::Path;
use std::time::Duration;

use conf::storage_pool::StoragePool;
use conf::storage_vol::{CreateFacts, StorageVolume};
use host::files::{Durability, Owner};
use virt::{Error, Result};

use super::passphrase::Passphrase;
use super::{raw, sync};
use crate::backend::dir::folder;
use crate::core::Core;

/// How long an image may take that has to be written as a whole.
pub(crate) const WAIT: Duration = Duration::from_secs(12 * 3600);

/// Permissions of a volume whose document says none.
const MODE: u32 = 0o600;

/// Whether a new volume is made without `qemu-img`.
pub(crate) fn is_raw(document: &StorageVolume) -> bool {
    document.target.format.as_deref().is_none_or(|format| format == "raw") && document.target.encryption.is_none()
}

/// Refuses what cannot be made, before anything is.
pub(crate) fn check(core: &Core, pool: &StoragePool, document: &StorageVolume) -> Result<()> {
    if document.target.format.as_deref() == Some("ploop") {
        return Err(Error::internal("unable to find ploop, please install ploop tools"));
    }
    Passphrase::of(core, document)?;
    let Some(below) = &document.backing_store else { return Ok(()) };
    if is_raw(document) {
        return Err(Error::no_support("backing storage not supported for raw volumes"));
    }
    let path = below.path.as_deref().unwrap_or_default();
    let place = folder(pool)?.join(path);
    match core.files.details(&place) {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::system(format!("inaccessible backing store volume {path}"), &error)),
    }
}

/// Makes a volume's bytes; after a failure there is nothing of them.
pub(crate) fn image(core: &Core, document: &StorageVolume, preallocate: bool) -> Result<()> {
    let path = document.target.path.as_deref().map(Path::new).unwrap_or(Path::new(""));
    match document.target.format.as_deref() {
        Some("dir") => make_folder(core, document, path),
        _ if is_raw(document) => {
            if preallocate {
                let message = "metadata preallocation is not supported for raw volumes";
                return Err(Error::config_unsupported(message));
            }
            raw::create(core, document, path, &|_| Ok(()))
        }
        _ => {
            let key = Passphrase::of(core, document)?;
            let facts = CreateFacts { preallocate, secret_file: &key.path(), ..CreateFacts::default() };
            run(core, document, path, &document.create_commands(None, facts)?)
        }
    }
}

fn make_folder(core: &Core, document: &StorageVolume, path: &Path) -> Result<()> {
    let mode = document.target.permissions.as_ref().and_then(|permissions| permissions.mode).unwrap_or(MODE);
    let failed = |e| Error::system(format!("cannot create directory '{}'", path.display()), &e);
    core.files.create_folder(path, mode).map_err(failed)?;
    settle(core, document, path, mode).inspect_err(|_| drop(core.files.remove_empty_folder(path)))
}

/// Runs the programs that make an image, then gives it to its owner.
pub(crate) fn run(core: &Core, document: &StorageVolume, path: &Path, commands: &[Vec<String>]) -> Result<()> {
    let made = commands.iter().try_for_each(|words| command(core, words));
    let synced = |_| sync(core, path).map_err(|e| Error::system(format!("cannot sync '{}'", path.display()), &e));
    let settled = made.and_then(|()| settle(core, document, path, MODE)).and_then(synced);
    settled.inspect_err(|_| remove(core, path))
}

/// Runs a program.
pub(crate) fn command(core: &Core, words: &[String]) -> Result<()> {
    let (program, args) = words.split_first().ok_or_else(|| Error::internal("a command has no program"))?;
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    host::helper::run(&*core.processes, program, &args, WAIT)
}

/// Removes what a failed attempt has left.
pub(crate) fn remove(core: &Core, path: &Path) {
    match core.files.remove(path, Durability::Volatile) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            log::error!("cannot remove what is left of '{}': {error}", path.display());
        }
        _ => (),
    }
}

/// Gives a new volume the owner and permissions that its document asks for.
pub(crate) fn settle(core: &Core, document: &StorageVolume, path: &Path, mode: u32) -> Result<()> {
    let wanted = document.target.permissions.clone().unwrap_or_default();
    if wanted.owner.is_some() || wanted.group.is_some() {
        let failed = |e| {
            let (owner, group) = (wanted.owner.unwrap_or(0), wanted.group.unwrap_or(0));
            Error::system(format!("cannot chown '{}' to ({owner}, {group})", path.display()), &e)
        };
        let now = core.files.identity(path).map_err(failed)?;
        let owner = Owner { uid: wanted.owner.unwrap_or(now.uid), gid: wanted.group.unwrap_or(now.gid) };
        core.files.chown(path, owner).map_err(failed)?;
    }
    let mode = wanted.mode.unwrap_or(mode);
    let set = core.files.set_mode(path, mode);
    set.map_err(|e| Error::system(format!("cannot set mode of '{}' to 0{mode:o}", path.display()), &e))
}
