//! Images that the driver keeps itself: the next start of the guest goes on from there, and removes it.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use host::files::Durability;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::save_image::{Found, Image};
use crate::vm::Vm;
use crate::{flags, restore, save};

/// Saves a running guest so that its next start goes on from there.
pub(crate) fn save(core: &Arc<Core>, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, save::FLAGS, "qemuDomainManagedSave")?;
    save::wanted_state(flags)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("managed save")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    if !snapshot.is_persistent() {
        return Err(Error::operation_invalid("cannot do managed save for transient domain"));
    }
    let path = core.paths.managed_save(&snapshot.name);
    save::write(core, &vm, live, &path, None, flags)?;
    vm.publish(|next| next.managed_save = true);
    Ok(())
}

/// Whether there is an image.
pub(crate) fn has_image(core: &Core, dom: &DomainRef, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "qemuDomainHasManagedSaveImage")?;
    Ok(core.table.find(dom)?.snapshot().managed_save.into())
}

/// Removes the image, if there is one: the next start boots.
pub(crate) fn remove(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainManagedSaveRemove")?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("remove saved state")?;
    discard(core, &vm)
}

/// Removes the image of a guest whose job the caller holds.
pub(crate) fn discard(core: &Core, vm: &Vm) -> Result<()> {
    let path = core.paths.managed_save(&vm.snapshot().name);
    match core.files.remove(&path, Durability::Synced) {
        Err(e) if e.kind() != ErrorKind::NotFound => {
            return Err(Error::system(format!("Failed to remove managed save file '{}'", path.display()), &e));
        }
        _ => {}
    }
    vm.publish(|next| next.managed_save = false);
    Ok(())
}

/// The image of a guest that must have one.
fn image_of(core: &Core, vm: &Vm) -> Result<PathBuf> {
    let snapshot = vm.snapshot();
    match snapshot.managed_save {
        true => Ok(core.paths.managed_save(&snapshot.name)),
        false => Err(Error::operation_invalid("domain does not have managed save image")),
    }
}

/// The document in the image.
pub(crate) fn xml_desc(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    let vm = core.table.find(dom)?;
    restore::image_xml(core, &image_of(core, &vm)?, flags, "qemuDomainManagedSaveGetXMLDesc")
}

/// Puts another document into the image.
pub(crate) fn define_xml(core: &Core, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("change saved state")?;
    restore::define_image_xml(core, &image_of(core, &vm)?, dxml, flags, "qemuDomainManagedSaveDefineXML")
}

/// Starts a guest from its image; `None` when it has none that is worth anything, and boots.
pub(crate) fn start(core: &Arc<Core>, vm: &Arc<Vm>, paused: bool) -> Result<Option<DomainRef>> {
    let snapshot = vm.snapshot();
    if !snapshot.managed_save {
        return Ok(None);
    }
    let path = core.paths.managed_save(&snapshot.name);
    let image = match Image::find(&path, false)? {
        Found::Complete(image) => image,
        Found::Incomplete => {
            log::warn!("the saved state '{}' is incomplete: '{}' boots", path.display(), snapshot.name);
            discard(core, vm)?;
            return Ok(None);
        }
    };
    let domain = image.domain()?;
    if domain.uuid != snapshot.uuid || *domain.name != *snapshot.name {
        return Err(Error::operation_invalid(format!(
            "saved state '{}' is of domain '{}' with uuid {}, not of '{}' with uuid {}",
            path.display(),
            domain.name,
            domain.uuid,
            snapshot.name,
            snapshot.uuid
        ))
        .remedy("remove the saved state, or start the domain with a forced boot"));
    }
    let reference = restore::from_image(core, vm, image, domain, paused.then_some(false))?;
    // The guest's disks move on: started from it again, the guest would not know them.
    if let Err(error) = discard(core, vm) {
        log::error!("{error}");
    }
    Ok(Some(reference))
}
