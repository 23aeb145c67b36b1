//! Devices come, change and go: in running guests, in definitions, or in both.

use std::cell::RefCell;
use std::collections::BTreeSet;

use conf::domain::device::{self, Device};
use conf::domain::disk::Disk;
use conf::domain::{Domain, ParseFlags, defaults};
use virt::constants::*;
use virt::events::{DomainEventDeviceAdded, DomainEventDeviceRemoved};
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affected};
use virt::{DomainRef, Error, ErrorDomain, Event, Result};

use crate::core::Core;
use crate::events::Lifecycle;

const UPDATED: Lifecycle = Lifecycle::defined(VIR_DOMAIN_EVENT_DEFINED_UPDATED);
const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;

fn parse(xml: &str, what: Affected) -> Result<Device> {
    let flags = if what.live { ParseFlags::LIVE } else { ParseFlags::INACTIVE };
    Device::parse(xml, flags).map_err(|e| e.in_domain(ErrorDomain::DOMAIN))
}

/// The name that a running guest's device has if nobody gave it one: its kind, and the first number that is free.
fn generated_alias(device: &Device, domain: &Domain) -> String {
    let numbered = |prefix: &str| {
        let mut taken = BTreeSet::new();
        domain.devices.each_info(&mut |info| _ = taken.insert(info.alias().to_owned()));
        let names = (0..=taken.len()).map(|number| format!("{prefix}{number}"));
        names.into_iter().find(|name| !taken.contains(name)).unwrap_or_else(|| prefix.to_owned())
    };
    match device {
        Device::Disk(disk) => disk_alias(disk),
        Device::Controller(controller) => format!("{}{}", xml::Value::to_xml(&controller.kind), controller.index),
        Device::Interface(_) => numbered("net"),
        Device::Memory(_) => numbered("dimm"),
        Device::Filesystem(_) => numbered("fs"),
        Device::RedirDev(_) => numbered("redir"),
        other => numbered(other.element()),
    }
}

fn disk_alias(disk: &Disk) -> String {
    let index = defaults::disk_index(&disk.target.dev).unwrap_or(0);
    format!("{}-disk{index}", xml::Value::to_xml(&disk.target.bus.unwrap_or_else(|| defaults::own_bus(disk))))
}

/// A change of one document of a guest: gives the alias of the running guest's device that it is about.
type Change<'a> = dyn Fn(&Core, &mut Domain, Affected) -> Result<String> + 'a;

/// Changes the documents that the flags mean, then tells of the device and of the new definition.
fn change(
    core: &Core,
    dom: &DomainRef,
    flags: u32,
    change: &Change<'_>,
    live: fn(DomainRef, String) -> Option<Event>,
) -> Result<()> {
    let alias = RefCell::new(None);
    core.change_documents(
        dom,
        flags,
        |domain, what| {
            let name = change(core, domain, what)?;
            if what.live {
                alias.replace(Some(name));
            }
            Ok(())
        },
        |guest, what| {
            let told = alias.take().and_then(|name| live(guest.reference(), name));
            told.into_iter().chain(what.config.then(|| UPDATED.of(guest))).collect::<Vec<_>>()
        },
    )
}

fn added(dom: DomainRef, dev_alias: String) -> Option<Event> {
    Some(Event::DomainEventDeviceAdded(DomainEventDeviceAdded { dom, dev_alias }))
}

fn removed(dom: DomainRef, dev_alias: String) -> Option<Event> {
    Some(Event::DomainEventDeviceRemoved(DomainEventDeviceRemoved { dom, dev_alias }))
}

/// Completes a changed document, which also checks it.
fn complete(core: &Core, domain: &mut Domain) -> Result<()> {
    *domain = core.complete(std::mem::take(domain))?;
    Ok(())
}

fn insert(core: &Core, domain: &mut Domain, mut device: Device, what: Affected) -> Result<String> {
    if matches!(device, Device::Memory(_)) && domain.max_memory.is_none() {
        return Err(Error::config_unsupported(
            "cannot use/hotplug a memory device when domain 'maxMemory' is not defined",
        )
        .in_domain(ErrorDomain::DOMAIN));
    }
    let mut alias = device.info_mut().map(|info| info.alias().to_owned()).unwrap_or_default();
    if what.live && alias.is_empty() {
        alias = generated_alias(&device, domain);
        if let Some(info) = device.info_mut() {
            info.alias.name = Some(alias.clone());
        }
    }
    device::grow(domain, &device);
    match &device {
        // Compat: the complaint about a second disk of that name is the one of a whole document.
        Device::Disk(disk) if device.find(&domain.devices).is_some() => domain.devices.disks.push(Disk::clone(disk)),
        _ => device::insert(domain, device)?,
    }
    complete(core, domain)?;
    Ok(alias)
}

/// Plugs a device in.
pub(crate) fn attach(core: &Core, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainAttachDeviceFlags")?;
    let add = |core: &Core, domain: &mut Domain, what: Affected| insert(core, domain, parse(xml, what)?, what);
    change(core, dom, flags, &add, added)
}

/// What remains of taking a device out; gives its alias.
fn taken_out(domain: &mut Domain, mut device: Device) -> String {
    device::shrink(domain, &device);
    let alias = device.info_mut().map(|info| info.alias().to_owned()).unwrap_or_default();
    if alias.is_empty() { generated_alias(&device, domain) } else { alias }
}

/// Refuses to take out a running guest's disk that a job is at work on.
fn check_idle(core: &Core, dom: &DomainRef, device: &Device, what: Affected) -> Result<()> {
    match device {
        Device::Disk(disk) if what.live => crate::block_job::check_idle(&*core.guest(dom)?, &disk.target.dev),
        _ => Ok(()),
    }
}

/// Takes out the device that a document describes.
pub(crate) fn detach(core: &Core, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainDetachDeviceFlags")?;
    let remove = |core: &Core, domain: &mut Domain, what: Affected| {
        let device = device::remove(domain, &parse(xml, what)?)?;
        check_idle(core, dom, &device, what)?;
        Ok(taken_out(domain, device))
    };
    change(core, dom, flags, &remove, removed)
}

/// Takes out the device that has an alias.
pub(crate) fn detach_alias(core: &Core, dom: &DomainRef, alias: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainDetachDeviceAlias")?;
    let remove = |core: &Core, domain: &mut Domain, what: Affected| {
        let missing = || Error::internal(format!("no device found with alias {alias}")).in_domain(ErrorDomain::DOMAIN);
        let device = device::remove_alias(domain, alias).ok_or_else(missing)?;
        check_idle(core, dom, &device, what)?;
        Ok(taken_out(domain, device))
    };
    change(core, dom, flags, &remove, removed)
}

/// Replaces the device that a document means: another medium, another network, another password.
pub(crate) fn update(core: &Core, dom: &DomainRef, xml: &str, flags: u32) -> Result<()> {
    flags::only(flags, BOTH | VIR_DOMAIN_DEVICE_MODIFY_FORCE, "testDomainUpdateDeviceFlags")?;
    let replace = |core: &Core, domain: &mut Domain, what: Affected| {
        let device = parse(xml, what)?;
        if let Device::Disk(disk) = &device
            && device.find(&domain.devices).is_none()
        {
            return Err(Error::invalid_arg(format!("target {} doesn't exist.", disk.target.dev)));
        }
        device::replace(domain, device)?;
        complete(core, domain)?;
        Ok(String::new())
    };
    change(core, dom, flags & BOTH, &replace, |_, _| None)
}
