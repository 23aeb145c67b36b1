//! Forgetting a definition.

use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::flags;

const NVRAM: u32 = VIR_DOMAIN_UNDEFINE_NVRAM as u32;
const KEEP_NVRAM: u32 = VIR_DOMAIN_UNDEFINE_KEEP_NVRAM as u32;
const TPM: u32 = VIR_DOMAIN_UNDEFINE_TPM as u32;
const KEEP_TPM: u32 = VIR_DOMAIN_UNDEFINE_KEEP_TPM as u32;
const SNAPSHOTS_METADATA: u32 = VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32;
const MANAGED_SAVE: u32 = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE as u32;
const FLAGS: u32 = (VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA | VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA) as u32
    | MANAGED_SAVE
    | NVRAM
    | KEEP_NVRAM
    | TPM
    | KEEP_TPM;

/// Removes a guest's definition; a running guest stays and becomes transient.
pub(crate) fn undefine(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "qemuDomainUndefineFlags")?;
    flags::exclusive(flags, (NVRAM, "VIR_DOMAIN_UNDEFINE_NVRAM"), (KEEP_NVRAM, "VIR_DOMAIN_UNDEFINE_KEEP_NVRAM"))?;
    flags::exclusive(flags, (TPM, "VIR_DOMAIN_UNDEFINE_TPM"), (KEEP_TPM, "VIR_DOMAIN_UNDEFINE_KEEP_TPM"))?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("undefine")?;
    // Looked up again: it may have been undefined while we waited.
    core.table.find(dom)?;
    let before = vm.snapshot();
    let Some(definition) = &before.definition else {
        return Err(Error::operation_invalid("cannot undefine transient domain"));
    };
    if before.managed_save && flags & MANAGED_SAVE == 0 {
        return Err(Error::operation_invalid("Refusing to undefine while domain managed save image exists"));
    }
    let snapshots = vm.snapshots().len();
    if snapshots > 0 && !before.is_active() && flags & SNAPSHOTS_METADATA == 0 {
        let message = format!("cannot delete inactive domain with {snapshots} snapshots");
        return Err(Error::operation_invalid(message).remedy("delete them first, or give --snapshots-metadata"));
    }
    // Few guests have variables, and only for them the document has to be read.
    let domain = definition.text.contains("<nvram").then(|| definition.parse()).transpose()?;
    let nvram = domain.as_ref().and_then(|domain| domain.os.nvram.as_ref()?.path.as_deref());
    if let Some(path) = nvram.map(std::path::Path::new).filter(|path| core.files.identity(path).is_ok()) {
        if flags & NVRAM != 0 {
            let removed = core.files.remove(path, host::files::Durability::Synced);
            removed.map_err(|e| Error::system(format!("failed to remove nvram: {}", path.display()), &e))?;
        } else if flags & KEEP_NVRAM == 0 {
            return Err(Error::operation_invalid("cannot undefine domain with nvram"));
        }
    }
    if before.managed_save {
        crate::managed_save::discard(core, &vm)?;
    }
    core.remove_definition(&before.name)?;
    let next = vm.publish(|next| {
        next.definition = None;
        next.autostart = false;
        next.updated = false;
    });
    if !next.is_active() {
        core.forget_snapshots(&vm)?;
        core.table.remove(&vm);
    }
    core.emit(next.reference(), Lifecycle::UNDEFINED);
    Ok(())
}
