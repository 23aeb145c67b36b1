//! Giving a guest at rest another name.

use std::sync::Arc;

use conf::domain::Definition;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::flags;

pub(crate) fn rename(core: &Core, dom: &DomainRef, new_name: Option<&str>, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "qemuDomainRename")?;
    let new_name = new_name.unwrap_or_default();
    conf::domain::validate::name(new_name)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("rename")?;
    let before = vm.snapshot();
    if before.is_active() {
        return Err(Error::operation_invalid("cannot rename active domain"));
    }
    let Some(definition) = &before.definition else {
        return Err(Error::operation_invalid("cannot rename a transient domain"));
    };
    if *before.name == *new_name {
        return Err(Error::operation_invalid("Can't rename domain to itself"));
    }
    if before.managed_save {
        return Err(Error::operation_invalid("domain with a managed saved state can't be renamed"));
    }
    let mut domain = definition.parse()?;
    domain.name = new_name.to_owned();
    let renamed = Arc::new(Definition::new(&domain));
    // The name is taken first, so that nobody else defines it; the new file stands before the old one goes.
    core.table.rename(&vm, new_name)?;
    let moved = core.write_definition(&renamed).and_then(|()| core.write_snapshots(&vm)).and_then(|()| {
        match before.autostart {
            false => Ok(()),
            true => {
                let (target, link) = (core.paths.definition(new_name), core.paths.autostart_link(new_name));
                let linked = core.files.symlink(&target, &link);
                linked.map_err(|e| Error::system(format!("Failed to create symlink '{}'", link.display()), &e))
            }
        }
    });
    if let Err(error) = moved {
        core.table.rename(&vm, &before.name)?;
        let _ = core.files.remove(&core.paths.definition(new_name), host::files::Durability::Synced);
        let _ = core.files.remove_folder(&core.paths.snapshots(new_name));
        return Err(error);
    }
    core.remove_definition(&before.name)?;
    let _ = core.files.remove_folder(&core.paths.snapshots(&before.name));
    core.emit(before.reference(), Lifecycle::UNDEFINED_RENAMED);
    let next = vm.publish(|next| next.definition = Some(renamed));
    core.emit(next.reference(), Lifecycle::RENAMED);
    Ok(0)
}
