//! Saving a running guest to a file: its CPUs stop, its memory is written, its QEMU ends.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use conf::domain::{Domain, FormatFlags, ParseFlags};
use virt::constants::*;
use virt::{DomainRef, Error, Result, TypedParam, TypedValue};

use crate::core::Core;
use crate::finish::{End, end_process, finish};
use crate::live::Live;
use crate::save_image::NewImage;
use crate::vm::{State, Vm};
use crate::{flags, monitor_events, transfer};

/// What saving may be told.
pub(crate) const FLAGS: u32 = VIR_DOMAIN_SAVE_BYPASS_CACHE | VIR_DOMAIN_SAVE_RUNNING | VIR_DOMAIN_SAVE_PAUSED;

/// The state of a guest whose CPUs stand because it is being saved.
pub(crate) const SAVING: State = State::new(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SAVE);

/// Refuses flags that contradict each other; what remains is whether a state is asked for.
pub(crate) fn wanted_state(flags: u32) -> Result<Option<bool>> {
    flags::exclusive(
        flags,
        (VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
        (VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
    )?;
    Ok(match (flags & VIR_DOMAIN_SAVE_RUNNING != 0, flags & VIR_DOMAIN_SAVE_PAUSED != 0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    })
}

/// Saves a guest to a file that the caller names.
pub(crate) fn save(core: &Arc<Core>, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "qemuDomainSaveFlags")?;
    wanted_state(flags)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("save")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    write(core, &vm, live, Path::new(to), dxml, flags)
}

/// The parameters of a call that saves or restores.
pub(crate) struct Params {
    pub(crate) file: Option<String>,
    pub(crate) dxml: Option<String>,
}

impl Params {
    /// Reads them, and refuses what is unknown or cannot be done.
    pub(crate) fn read(params: &[TypedParam]) -> Result<Params> {
        let mut read = Params { file: None, dxml: None };
        for param in params {
            match (param.field.as_ref(), &param.value) {
                (VIR_DOMAIN_SAVE_PARAM_FILE, TypedValue::String(file)) => read.file = Some(file.clone()),
                (VIR_DOMAIN_SAVE_PARAM_DXML, TypedValue::String(dxml)) => read.dxml = Some(dxml.clone()),
                (VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT, TypedValue::String(format)) if format == "raw" => {}
                (VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT, TypedValue::String(format)) => {
                    return Err(Error::config_unsupported(format!("save image format '{format}' is not supported")));
                }
                (VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS, TypedValue::Int(_)) => {
                    let message = "Parallel save is only supported with the 'sparse' save image format";
                    return Err(Error::invalid_arg(message));
                }
                (field, _) => return Err(Error::invalid_arg(format!("parameter '{field}' is not supported"))),
            }
        }
        Ok(read)
    }
}

/// Saves a guest as parameters say; without a file it becomes its managed image.
pub(crate) fn save_params(core: &Arc<Core>, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, FLAGS, "qemuDomainSaveParams")?;
    let Params { file, dxml } = Params::read(params)?;
    match file {
        Some(file) => save(core, dom, &file, dxml.as_deref(), flags),
        None if dxml.is_some() => Err(Error::invalid_arg("a managed save image takes no document")),
        None => crate::managed_save::save(core, dom, flags),
    }
}

/// How documents stand in images.
pub(crate) const DOCUMENT: FormatFlags = FormatFlags { inactive: true, secure: true, migratable: true, status: false };

/// Labels that the start has chosen are chosen anew by the next.
pub(crate) fn forget_chosen_labels(domain: &mut Domain) {
    domain.seclabels.retain(|label| {
        let chosen = label.kind.as_deref() == Some("dynamic") && label.imagelabel.is_some();
        !chosen || label.baselabel.is_some()
    });
}

/// A running guest's document as its image has it.
fn document_of(domain: &Domain) -> String {
    let mut domain = domain.clone();
    forget_chosen_labels(&mut domain);
    domain.format(DOCUMENT)
}

/// The document that a caller wants in an image in place of `had`.
pub(crate) fn other_document(core: &Core, had: &Domain, dxml: &str) -> Result<Domain> {
    let mut wanted = Domain::parse(dxml, ParseFlags::INACTIVE).map_err(|e| e.in_domain(virt::ErrorDomain::DOMAIN))?;
    core.complete(&mut wanted, false)?;
    let mut had = Domain::parse(&had.format(DOCUMENT), ParseFlags::INACTIVE)?;
    core.complete(&mut had, false)?;
    conf::domain::abi::check(&had, &wanted)?;
    Ok(wanted)
}

/// Saves a guest whose job the caller holds, and ends it.
pub(crate) fn write(
    core: &Arc<Core>,
    vm: &Arc<Vm>,
    live: &Arc<Live>,
    path: &Path,
    dxml: Option<&str>,
    flags: u32,
) -> Result<()> {
    let was_running = vm.snapshot().state.state == VIR_DOMAIN_RUNNING;
    let running = wanted_state(flags)?.unwrap_or(was_running);
    let domain = &live.portable_domain();
    let document = match dxml {
        Some(dxml) => other_document(core, domain, dxml)?.format(DOCUMENT),
        None => document_of(domain),
    };
    let image = NewImage::create(path, &document, running)?;
    if was_running {
        stop(core, vm, live, SAVING)?;
    }
    let written = transfer::write(live, image.file()).and_then(|()| {
        // From here on the file is the guest: nobody may let its CPUs run again.
        image.finish(flags & VIR_DOMAIN_SAVE_BYPASS_CACHE == 0)
    });
    if let Err(error) = written {
        if was_running {
            go_on(core, vm, live);
        }
        return Err(error);
    }
    live.ending.store(true, Ordering::Relaxed);
    if !end_process(live, false) {
        let pid = live.process.pid();
        return Err(Error::internal(format!("domain is saved, but its process {pid} does not end")));
    }
    finish(core, vm, live, End::SAVED);
    Ok(())
}

/// Stops the guest's CPUs for a reason that is told as its state.
pub(crate) fn stop(core: &Core, vm: &Vm, live: &Live, reason: State) -> Result<()> {
    live.expect_stop(Some(reason));
    let stopped = live.command("stop", None);
    let pending = live.take_expected_stop();
    stopped?;
    if let Some(state) = pending {
        monitor_events::stopped(core, vm, state);
    }
    Ok(())
}

/// Lets a guest run again that was to be saved.
pub(crate) fn go_on(core: &Core, vm: &Vm, live: &Live) {
    match live.command("cont", None) {
        Ok(_) => {
            monitor_events::running(core, vm, State::new(VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_SAVE_CANCELED));
        }
        Err(error) => log::warn!("cannot resume '{}' after a save that failed: {error}", vm.snapshot().name),
    }
}

/// A guest was being saved by a daemon that is no more: it goes on, and what was written of it is void.
pub(crate) fn recover(core: &Core, vm: &Vm, live: &Live) {
    let name = vm.snapshot().name.clone();
    log::info!("domain '{name}' was being saved when its daemon ended: it goes on");
    let path = core.paths.managed_save(&name);
    if let Err(error) = core.files.remove(&path, host::files::Durability::Synced)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        // Started from it later, the guest would find disks that have moved on.
        log::error!("'{name}' stays paused: cannot remove its saved state '{}': {error}", path.display());
        return;
    }
    vm.publish(|next| next.managed_save = false);
    match transfer::call_off(live) {
        Ok(()) => go_on(core, vm, live),
        Err(error) => log::error!("cannot call off the saving of '{name}': {error}"),
    }
}
