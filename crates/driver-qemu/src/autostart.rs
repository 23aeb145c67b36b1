//! Guests that start with the host.

use std::sync::Arc;
use std::time::Duration;

use host::files::Durability;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::create::start_defined;
use crate::vm::Vm;

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

/// Starts the guests that start with the host, once for each boot of the host.
pub(crate) fn start_all(core: &Arc<Core>) {
    let marker = core.paths.state.join("autostarted");
    if core.files.identity(&marker).is_ok() {
        return;
    }
    if let Err(error) = core.files.write_atomic(&marker, b"", 0o600, Durability::Volatile) {
        log::error!("cannot write '{}': {error}", marker.display());
        return;
    }
    let chosen: Vec<_> = core.table.all().into_iter().filter(|vm| vm.snapshot().autostart).collect();
    if chosen.is_empty() {
        return;
    }
    let core = Arc::clone(core);
    let started = std::thread::Builder::new().name("autostart".to_owned()).spawn(move || {
        for vm in chosen {
            if let Err(error) = start_one(&core, &vm) {
                log::error!("Failed to autostart VM '{}': {error}", vm.snapshot().name);
            }
            std::thread::sleep(Duration::from_millis(core.config.auto_start_delay_ms));
        }
    });
    if let Err(error) = started {
        log::error!("cannot start guests with the host: {error}");
    }
}

fn start_one(core: &Arc<Core>, vm: &Arc<Vm>) -> Result<()> {
    let _job = vm.begin_job("autostart")?;
    if vm.snapshot().is_active() {
        return Ok(());
    }
    start_defined(core, vm, false).map(drop)
}
