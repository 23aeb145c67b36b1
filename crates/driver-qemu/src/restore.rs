//! Guests from files: restoring one, and reading or replacing the document in a file.

use std::path::Path;
use std::sync::Arc;

use conf::domain::{Domain, FormatFlags};
use virt::constants::*;
use virt::{DomainRef, Error, Result, TypedParam};

use crate::core::Core;
use crate::flags;
use crate::save::{DOCUMENT, Params, other_document, wanted_state};
use crate::save_image::Image;
use crate::start::{Incoming, Start, start};
use crate::vm::{Snapshot, State, Vm};

const FLAGS: u32 =
    VIR_DOMAIN_SAVE_BYPASS_CACHE | VIR_DOMAIN_SAVE_RUNNING | VIR_DOMAIN_SAVE_PAUSED | VIR_DOMAIN_SAVE_RESET_NVRAM;

/// Starts the guest that a file holds; the file stays.
pub(crate) fn restore(core: &Arc<Core>, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "qemuDomainRestoreFlags")?;
    let running = wanted_state(flags)?;
    let image = Image::open(Path::new(from), false)?;
    let mut domain = image.domain()?;
    if let Some(dxml) = dxml {
        domain = other_document(core, &domain, dxml)?;
    }
    if flags & VIR_DOMAIN_SAVE_RESET_NVRAM != 0 && domain.os.nvram.is_some() {
        return Err(Error::config_unsupported("resetting NVRAM is not supported when a guest is restored"));
    }
    conf::domain::validate::name(&domain.name)?;
    let fresh = || Snapshot {
        name: domain.name.as_str().into(),
        uuid: domain.uuid,
        state: State::SHUTOFF,
        definition: None,
        live: None,
        autostart: false,
        updated: false,
        managed_save: false,
    };
    let (vm, is_new) = core.table.find_or_add(&domain.name, domain.uuid, fresh)?;
    let _job = vm.begin_job("restore")?;
    if vm.snapshot().is_active() {
        return Err(Error::operation_invalid(format!("domain '{}' is already active", domain.name)));
    }
    let restored = from_image(core, &vm, image, domain, running);
    if restored.is_err() && is_new && !vm.snapshot().is_persistent() {
        core.table.remove(&vm);
    }
    restored.map(drop)
}

/// Starts the guest that a file holds as parameters say.
pub(crate) fn restore_params(core: &Arc<Core>, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "qemuDomainRestoreParams")?;
    let Params { file, dxml } = Params::read(params)?;
    let file = file.ok_or_else(|| Error::invalid_arg("missing path to restore from"))?;
    restore(core, &file, dxml.as_deref(), flags)
}

/// Starts a guest, whose job the caller holds, from an image; `running` overrides what the image says.
pub(crate) fn from_image(
    core: &Arc<Core>,
    vm: &Arc<Vm>,
    image: Image,
    mut domain: Domain,
    running: Option<bool>,
) -> Result<DomainRef> {
    let paused = !running.unwrap_or(image.header.running);
    if let Some(cpu) = image.actual_cpu()? {
        // The document has what was asked for; the guest must find what it was given.
        domain.cpu = Some(cpu);
    }
    let incoming = Some(Incoming { stream: image.into_stream()? });
    start(core, vm, Start { domain, paused, incoming, moment: None })
}

/// The document in a file.
pub(crate) fn image_xml(core: &Core, path: &Path, flags: u32, call: &str) -> Result<String> {
    flags::only(flags, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE, call)?;
    let mut domain = Image::open(path, false)?.domain()?;
    core.complete(&mut domain, false)?;
    let secure = flags & VIR_DOMAIN_SAVE_IMAGE_XML_SECURE != 0;
    Ok(domain.format(FormatFlags { secure, ..DOCUMENT }))
}

/// Puts another document, and perhaps another state to start in, into a file.
pub(crate) fn define_image_xml(core: &Core, path: &Path, dxml: Option<&str>, flags: u32, call: &str) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_SAVE_RUNNING | VIR_DOMAIN_SAVE_PAUSED, call)?;
    let running = wanted_state(flags)?;
    let mut image = Image::open(path, true)?;
    let had = image.domain()?;
    let document = match dxml {
        Some(dxml) => other_document(core, &had, dxml)?,
        None => had,
    };
    image.replace(&document.format(DOCUMENT), running.unwrap_or(image.header.running))
}
