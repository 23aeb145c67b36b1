//! The file with a guest's firmware variables: made from its template before the first start.

use std::path::Path;

use conf::domain::Domain;
use conf::domain::os::LoaderType;
use conf::domain::storage::ImageFormat;
use host::files::Durability;
use virt::{Error, Result};

use crate::core::Core;

/// Largest template.
const MAX_SIZE: u64 = 256 << 20;

/// Makes the file if it is not there yet.
pub(super) fn create(core: &Core, domain: &Domain) -> Result<()> {
    let is_flash = domain.os.loader.as_ref().is_some_and(|l| l.kind == Some(LoaderType::Pflash));
    let Some(nvram) = domain.os.nvram.as_ref().filter(|_| is_flash) else { return Ok(()) };
    let path = nvram.path.as_deref().or_else(|| nvram.source.as_ref().and_then(|s| s.path()));
    let Some(path) = path.map(Path::new) else { return Ok(()) };
    if core.files.identity(path).is_ok() {
        return Ok(());
    }
    let Some(template) = &nvram.template else {
        let message = format!("unable to find any master var store for loader: '{}' has no template", path.display());
        return Err(Error::operation_failed(message));
    };
    let raw = ImageFormat::Raw;
    if nvram.template_format.unwrap_or(raw) != nvram.format.unwrap_or(raw) {
        return Err(Error::config_unsupported("firmware variables and their template need the same format")
            .remedy("create the file with qemu-img"));
    }
    let failed = |e: &std::io::Error| Error::system(format!("cannot create '{}' from '{template}'", path.display()), e);
    let content = core.files.read(Path::new(template), MAX_SIZE).map_err(|e| failed(&e))?;
    if let Some(folder) = path.parent().filter(|folder| *folder == core.paths.lib.join("nvram")) {
        core.files.create_folder(folder, 0o755).map_err(|e| failed(&e))?;
    }
    core.files.write_atomic(path, &content, 0o600, Durability::Synced).map_err(|e| failed(&e))
}
