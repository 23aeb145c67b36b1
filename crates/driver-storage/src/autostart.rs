//! Pools that start with the host.

use host::files::Durability;
use virt::{Error, Result, StoragePoolRef};

use crate::core::Core;

pub(crate) fn set_autostart(core: &Core, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let mut pool = core.change(&entry, "set autostart")?;
    if !pool.is_persistent() {
        return Err(Error::internal("pool has no config file"));
    }
    let autostart = autostart != 0;
    if autostart == pool.autostart {
        return Ok(());
    }
    // Whatever stands there does not lead to this definition, or the pool would have been loaded with it.
    core.remove_autostart_link(&pool.name)?;
    if autostart {
        let folder = core.paths.autostart();
        let made = core.files.create_folder(&folder, 0o755);
        made.map_err(|e| Error::system(format!("cannot create autostart directory {}", folder.display()), &e))?;
        let (link, target) = (core.paths.autostart_link(&pool.name), core.paths.definition(&pool.name));
        let linked = core.files.symlink(&target, &link);
        linked.map_err(|e| {
            Error::system(format!("Failed to create symlink '{}' to '{}'", link.display(), target.display()), &e)
        })?;
    }
    pool.autostart = autostart;
    pool.publish();
    Ok(())
}

/// Starts the pools that start with the host, once for each boot of the host.
pub(crate) fn start_all(core: &Core) {
    let marker = core.paths.state.join("autostarted");
    if core.files.identity(&marker).is_ok() {
        return;
    }
    if let Err(error) = core.files.write_atomic(&marker, b"", 0o600, Durability::Volatile) {
        log::error!("cannot write '{}': {error}", marker.display());
        return;
    }
    for known in core.table.all().into_iter().filter(|known| known.autostart && !known.is_active()) {
        if let Err(error) = crate::start::create(core, &known.reference(), 0) {
            log::error!("cannot start pool '{}' with the host: {error}", known.name);
        }
    }
}
