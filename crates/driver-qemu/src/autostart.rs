//! Guests that start with the host.

use virt::{DomainRef, Error, Result};

use crate::core::Core;

pub(crate) fn autostart(core: &Core, dom: &DomainRef) -> Result<i32> {
    Ok(core.table.find(dom)?.snapshot().autostart.into())
}

pub(crate) fn set_autostart(core: &Core, dom: &DomainRef, autostart: i32) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set autostart")?;
    let before = vm.snapshot();
    if !before.is_persistent() {
        return Err(Error::operation_invalid("cannot set autostart for transient domain"));
    }
    let autostart = autostart != 0;
    if autostart == before.autostart {
        return Ok(());
    }
    if autostart {
        let folder = core.paths.autostart();
        let made = core.files.create_folder(&folder, 0o755);
        made.map_err(|e| Error::system(format!("cannot create autostart directory {}", folder.display()), &e))?;
        // What stands there now does not lead to this definition, or the guest would have been loaded with it.
        core.remove_autostart_link(&before.name)?;
        let (link, target) = (core.paths.autostart_link(&before.name), core.paths.definition(&before.name));
        let linked = core.files.symlink(&target, &link);
        linked.map_err(|e| {
            Error::system(format!("Failed to create symlink '{}' to '{}'", link.display(), target.display()), &e)
        })?;
    } else {
        core.remove_autostart_link(&before.name)?;
    }
    vm.publish(|next| next.autostart = autostart);
    Ok(())
}
