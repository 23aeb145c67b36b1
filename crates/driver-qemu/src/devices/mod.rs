//! Devices come, change and go: in a running guest, in its definition, or in both.
//!
//! The definition is prepared first, written, and put back if the running guest refuses: a call changes all documents
//! that its flags mean, or none.

mod beside;
mod card;
mod config;
mod found;
mod kinds;
mod live;
mod media;
mod memory;
mod plug;
mod resize;
mod unplug;
mod update;

use std::sync::Arc;

pub(crate) use memory::resized;
pub(crate) use resize::block_resize;
pub(crate) use unplug::{Removals, gone, kept, settle};

use conf::domain::device::Device;
use conf::domain::{Domain, ParseFlags};
use virt::{DomainRef, ErrorDomain, Result};

use crate::core::Core;
use crate::events::Lifecycle;
use crate::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use crate::live::Live;
use crate::vm::{Snapshot, Vm};

const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;

fn parse(xml: &str, live: bool) -> Result<Device> {
    let flags = if live { ParseFlags::LIVE } else { ParseFlags::INACTIVE };
    Device::parse(xml, flags).map_err(|e| e.in_domain(ErrorDomain::DOMAIN))
}

/// A change of one document of a guest.
struct Change<'a> {
    job: &'static str,
    /// Makes the changed definition.
    config: &'a dyn Fn(&Snapshot) -> Result<Domain>,
    /// Changes the running guest.
    live: &'a dyn Fn(&Arc<Vm>, &Arc<Live>) -> Result<()>,
}

/// Changes the documents that the flags mean.
fn change(core: &Core, dom: &DomainRef, flags: u32, change: &Change<'_>) -> Result<()> {
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job(change.job)?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let defined = affected.config.then(|| (change.config)(&snapshot)).transpose()?;
    if let Some(domain) = &defined {
        core.replace_definition(&vm, domain)?;
    }
    if let Some(live) = snapshot.live.as_ref().filter(|_| affected.live)
        && let Err(error) = (change.live)(&vm, live)
    {
        if defined.is_some() {
            put_back(core, &vm, &snapshot);
        }
        return Err(error);
    }
    if defined.is_some() {
        core.emit(snapshot.reference(), Lifecycle::REDEFINED);
    }
    Ok(())
}

/// The definition as it was before the running guest refused a change.
fn put_back(core: &Core, vm: &Vm, before: &Snapshot) {
    let Some(definition) = &before.definition else { return };
    if let Err(error) = core.write_definition(definition) {
        log::error!("cannot write the definition of '{}' back: {error}", before.name);
    }
    vm.publish(|next| {
        next.definition = Some(Arc::clone(definition));
        next.updated = before.updated;
    });
}

/// Plugs a device in.
pub(crate) fn attach(core: &Arc<Core>, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainAttachDeviceLiveAndConfig")?;
    change(
        core,
        dom,
        flags,
        &Change {
            job: "attach device",
            config: &|snapshot| config::attached(core, snapshot, parse(xml, false)?),
            live: &|vm, live| live::attach(core, vm, live, parse(xml, true)?),
        },
    )
}

/// Takes out the device that a document describes.
pub(crate) fn detach(core: &Arc<Core>, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainDetachDeviceLiveAndConfig")?;
    change(
        core,
        dom,
        flags,
        &Change {
            job: "detach device",
            config: &|snapshot| config::detached(core, snapshot, &parse(xml, false)?),
            live: &|vm, live| unplug::detach(core, vm, live, &parse(xml, true)?),
        },
    )
}

/// Takes out the device that has an alias.
pub(crate) fn detach_alias(core: &Arc<Core>, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainDetachDeviceAliasLiveAndConfig")?;
    change(
        core,
        dom,
        flags,
        &Change {
            job: "detach device",
            config: &|snapshot| config::detached_alias(core, snapshot, alias),
            live: &|vm, live| unplug::detach_alias(core, vm, live, alias),
        },
    )
}

/// Changes the device that a document means.
pub(crate) fn update(core: &Arc<Core>, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    let force = virt::constants::VIR_DOMAIN_DEVICE_MODIFY_FORCE;
    flags::only(flags, BOTH | force, "qemuDomainUpdateDeviceFlags")?;
    change(
        core,
        dom,
        flags & BOTH,
        &Change {
            job: "update device",
            config: &|snapshot| config::updated(core, snapshot, parse(xml, false)?),
            live: &|vm, live| update::update(core, vm, live, parse(xml, true)?, flags & force != 0),
        },
    )
}
