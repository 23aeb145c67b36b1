//! Pools that start with the host.

use host::definitions;
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
    let definition = core.paths.definition(&pool.name);
    definitions::set_link(&*core.files, &core.paths.autostart_link(&pool.name), autostart.then_some(&*definition))?;
    pool.autostart = autostart;
    pool.publish();
    Ok(())
}

/// The pools that are to be started with the host now: once for each boot of the host.
pub(crate) fn wanted(core: &Core) -> Vec<StoragePoolRef> {
    let marker = core.paths.state.join("autostarted");
    match definitions::is_first_start(&*core.files, &marker) {
        Ok(true) => (),
        Ok(false) => return Vec::new(),
        Err(error) => {
            log::error!("no storage pool starts with the host: {error}");
            return Vec::new();
        }
    }
    let pools = core.table.all().into_iter().filter(|pool| pool.autostart && !pool.is_active());
    pools.map(|pool| pool.reference()).collect()
}

/// Starts such a pool.
pub(crate) fn start(core: &Core, pool: StoragePoolRef) {
    if let Err(error) = crate::start::create(core, &pool, 0) {
        log::error!("cannot start pool '{}' with the host: {error}", pool.name);
    }
}
