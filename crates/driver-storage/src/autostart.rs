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

/// Starts the pools that start with the host, once for each boot of the host.
pub(crate) fn start_all(core: &Core) {
    let marker = core.paths.state.join("autostarted");
    match definitions::is_first_start(&*core.files, &marker) {
        Ok(true) => (),
        Ok(false) => return,
        Err(error) => return log::error!("nothing starts with the host: {error}"),
    }
    for known in core.table.all().into_iter().filter(|known| known.autostart && !known.is_active()) {
        if let Err(error) = crate::start::create(core, &known.reference(), 0) {
            log::error!("cannot start pool '{}' with the host: {error}", known.name);
        }
    }
}
