//! Making a definition persistent, and forgetting it.

use virt::constants::*;
use virt::{Error, Result, StoragePoolRef};

use crate::core::Core;

/// Adds a definition, or replaces the one of the same name and identity.
pub(crate) fn define_xml(core: &Core, xml: &str) -> Result<StoragePoolRef> {
    let document = core.read(xml)?;
    if document.name.contains('\n') {
        return Err(Error::xml_detail("invalid char in name: \\n"));
    }
    let entry = core.table.claim(&document)?;
    let mut pool = core.change(&entry, "define")?;
    core.write_definition(&document)?;
    pool.is_redefined = pool.is_active() && pool.definition.is_some();
    if !pool.is_active() {
        pool.permissions = None;
    }
    pool.definition = Some(document);
    pool.publish();
    core.emit(&pool, VIR_STORAGE_POOL_EVENT_DEFINED);
    Ok(pool.reference())
}

/// Removes the definition of an inactive pool.
pub(crate) fn undefine(core: &Core, pool: &StoragePoolRef) -> Result<()> {
    let (entry, _) = core.table.find(pool)?;
    let mut pool = core.change(&entry, "undefine")?;
    pool.check_inactive("still")?;
    pool.check_idle()?;
    core.remove_definition(&pool.name)?;
    pool.definition = None;
    pool.publish();
    core.emit(&pool, VIR_STORAGE_POOL_EVENT_UNDEFINED);
    Ok(())
}
