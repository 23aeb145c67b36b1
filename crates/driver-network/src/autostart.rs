//! Networks that start with the host.

use host::files::Durability;
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
    // Whatever stands there does not lead to this definition, or the network would have been loaded with it.
    core.remove_autostart_link(&known.name)?;
    if autostart {
        let folder = core.paths.autostart();
        let made = core.files.create_folder(&folder, 0o755);
        made.map_err(|e| Error::system(format!("cannot create autostart directory '{}'", folder.display()), &e))?;
        let (link, target) = (core.paths.autostart_link(&known.name), core.paths.definition(&known.name));
        let linked = core.files.symlink(&target, &link);
        linked.map_err(|e| {
            Error::system(format!("Failed to create symlink '{}' to '{}'", link.display(), target.display()), &e)
        })?;
    }
    core.table.publish(Snapshot { autostart, ..Snapshot::clone(&known) });
    Ok(())
}

/// Starts the networks that start with the host, once for each boot of the host.
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
        let started = known.document().and_then(|network| start(core, &known, network.clone()));
        if let Err(error) = started {
            log::error!("cannot start network '{}' with the host: {error}", known.name);
        }
    }
}
