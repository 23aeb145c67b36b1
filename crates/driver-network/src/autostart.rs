//! Networks that start with the host.

use host::definitions;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::start::start;
use crate::table::Snapshot;

pub(crate) fn autostart(core: &Core, net: &NetworkRef) -> Result<i32> {
    Ok(core.table.find(net)?.autostart.into())
}

pub(crate) fn set_autostart(core: &Core, net: &NetworkRef, autostart: i32) -> Result<()> {
    let _turn = core.begin("set autostart")?;
    let known = core.table.find(net)?;
    if !known.is_persistent() {
        return Err(Error::operation_invalid("cannot set autostart for transient network"));
    }
    let autostart = autostart != 0;
    if autostart == known.autostart {
        return Ok(());
    }
    let definition = core.paths.definition(&known.name);
    definitions::set_link(&*core.files, &core.paths.autostart_link(&known.name), autostart.then_some(&*definition))?;
    core.table.publish(Snapshot { autostart, ..Snapshot::clone(&known) });
    Ok(())
}

/// Starts the networks that start with the host, once for each boot of the host.
pub(crate) fn start_all(core: &Core) {
    let marker = core.paths.state.join("autostarted");
    match definitions::is_first_start(&*core.files, &marker) {
        Ok(true) => (),
        Ok(false) => return,
        Err(error) => return log::error!("nothing starts with the host: {error}"),
    }
    for known in core.table.all().into_iter().filter(|known| known.autostart && !known.is_active()) {
        let started = known.document().and_then(|network| start(core, &known, network.clone()));
        if let Err(error) = started {
            log::error!("cannot start network '{}' with the host: {error}", known.name);
        }
    }
}
