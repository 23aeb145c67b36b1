//! Guests that start with the host.

use std::path::PathBuf;
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
    let definition = core.paths.definition(&before.name);
    let link = core.paths.autostart_link(&before.name);
    host::definitions::set_link(&*core.files, &link, autostart.then_some(&*definition))?;
    vm.publish(|next| next.autostart = autostart);
    Ok(())
}

fn once_link(core: &Core, name: &str) -> PathBuf {
    core.paths.autostart().join(format!("{name}.xml.once"))
}

/// Whether the guest starts with the next boot of the host, and only with that.
pub(crate) fn autostart_once(core: &Core, dom: &DomainRef) -> Result<i32> {
    let snapshot = core.table.find(dom)?.snapshot();
    Ok(core.files.read_link(&once_link(core, &snapshot.name)).is_ok().into())
}

pub(crate) fn set_autostart_once(core: &Core, dom: &DomainRef, autostart: i32) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set autostart once")?;
    let snapshot = vm.snapshot();
    if !snapshot.is_persistent() {
        return Err(Error::operation_invalid("cannot set autostart for transient domain"));
    }
    let link = once_link(core, &snapshot.name);
    let is_set = core.files.read_link(&link).is_ok();
    let failed = |what: &str, e: &std::io::Error| Error::system(format!("{what} '{}'", link.display()), e);
    match (autostart != 0, is_set) {
        (true, false) => {
            let target = core.paths.definition(&snapshot.name);
            core.files.symlink(&target, &link).map_err(|e| failed("Failed to create symlink", &e))
        }
        (false, true) => {
            core.files.remove(&link, Durability::Synced).map_err(|e| failed("Failed to delete symlink", &e))
        }
        _ => Ok(()),
    }
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
    let mut chosen = core.table.all();
    chosen.retain(|vm| {
        let snapshot = vm.snapshot();
        // "Once" is used up by the try, whether it succeeds or not.
        let once = core.files.remove(&once_link(core, &snapshot.name), Durability::Synced).is_ok();
        snapshot.autostart || once
    });
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
