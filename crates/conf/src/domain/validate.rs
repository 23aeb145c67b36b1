//! Checks that every hypervisor shares.

mod devices;
mod tuning;

use std::collections::HashSet;

use super::Domain;
use super::disk::{DiskBus, DiskDevice};
use super::storage::{DiskSource, Host, NetProtocol};
use virt::{Error, ErrorCode, Result};

/// The longest name that file systems take, with room for suffixes.
const NAME_BYTES: usize = 255;

fn unless(holds: bool, message: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::xml(message)) }
}

/// Whether a domain may be called so.
pub fn name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::new(ErrorCode::NO_NAME, ""));
    }
    // A name goes into files that are read line by line.
    if let Some(bad) = name.chars().find(|c| matches!(c, '\n' | '\r')) {
        return Err(Error::xml_detail(format!("invalid char in name: {}", bad.escape_default())));
    }
    if name.contains('/') {
        return Err(Error::xml(format!("name {name} cannot contain '/'")));
    }
    if name == "." || name == ".." {
        return Err(Error::xml(format!("name '{name}' is not usable as a file name")));
    }
    if name.len() > NAME_BYTES {
        return Err(Error::xml(format!("name is longer than {NAME_BYTES} bytes")));
    }
    Ok(())
}

/// Everything that can be said without asking what the hypervisor can do.
pub fn domain(domain: &Domain) -> Result<()> {
    name(&domain.name)?;
    if domain.title.as_ref().is_some_and(|t| t.0.contains('\n')) {
        return Err(Error::xml("Domain title can't contain newlines"));
    }
    disks(domain)?;
    devices::domain(domain)?;
    tuning::domain(domain)?;
    duplicate_addresses(domain)?;
    boot_orders(domain)?;
    aliases(domain)
}

fn disks(domain: &Domain) -> Result<()> {
    let mut seen = HashSet::new();
    for disk in &domain.devices.disks {
        let dev = &disk.target.dev;
        if !seen.insert(dev.as_str()) {
            return Err(Error::xml(format!(
                "target '{dev}' duplicated for disk sources '{}' and '{}'",
                source_of(domain, dev),
                disk.source.display().unwrap_or_default()
            )));
        }
        if disk.source.is_empty() && !disk.is_removable() {
            return Err(Error::xml(format!("missing source information for device {dev}")));
        }
        if let DiskSource::Network(network) = &disk.source
            && network.name.is_none()
            && network.protocol != NetProtocol::Nbd
            && !disk.source.is_empty()
        {
            return Err(Error::xml("missing name for disk source"));
        }
        if let DiskSource::Network(network) = &disk.source {
            let nameless = |host: &Host| host.name.is_none() && host.transport.as_deref() != Some("unix");
            unless(!network.hosts.iter().any(nameless), "missing name for host")?;
        }
        if disk.transient.is_some() && disk.device != DiskDevice::Disk {
            return Err(Error::xml("'transient' is only supported for device type 'disk'"));
        }
    }
    Ok(())
}

fn source_of(domain: &Domain, dev: &str) -> String {
    let first = domain.devices.disks.iter().find(|d| d.target.dev == dev);
    first.and_then(|d| d.source.display()).unwrap_or_default()
}

fn duplicate_addresses(domain: &Domain) -> Result<()> {
    use super::address::Address;
    let mut seen = HashSet::new();
    for hostdev in domain.devices.hostdevs.iter().filter(|h| h.kind == "scsi") {
        if let Some(Address::Drive(at)) = &hostdev.info.address {
            let fresh = seen.insert((DiskBus::Scsi as u8, at.controller, at.bus, at.target, at.unit));
            unless(fresh, "SCSI host address conflicts with another device's")?;
        }
    }
    for disk in &domain.devices.disks {
        if let Some(Address::Drive(at)) = &disk.info.address
            && !seen.insert((disk.bus() as u8, at.controller, at.bus, at.target, at.unit))
        {
            let message = format!(
                "Found duplicate drive address for disk with target name '{}' controller='{}' bus='{}' target='{}' unit='{}'",
                disk.target.dev, at.controller, at.bus, at.target, at.unit
            );
            return Err(Error::xml(message));
        }
    }
    Ok(())
}

fn boot_orders(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let orders = (devices.disks.iter().map(|d| &d.info))
        .chain(devices.interfaces.iter().map(|d| &d.info))
        .chain(devices.hostdevs.iter().map(|d| &d.info))
        .chain(devices.redirdevs.iter().map(|d| &d.info))
        .filter_map(|info| info.boot.as_ref());
    let mut seen = HashSet::new();
    for boot in orders {
        if boot.order == 0 {
            return Err(Error::xml("incorrect boot order '0', expecting positive integer"));
        }
        if !seen.insert(boot.order) {
            return Err(Error::xml(format!("boot order '{}' used for more than one device", boot.order)));
        }
    }
    if !seen.is_empty() && !domain.os.boot.is_empty() {
        return Err(Error::config_unsupported(
            "per-device boot elements cannot be used together with os/boot elements",
        ));
    }
    Ok(())
}

fn aliases(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let infos = (devices.disks.iter().map(|d| &d.info))
        .chain(devices.controllers.iter().map(|d| &d.info))
        .chain(devices.interfaces.iter().map(|d| &d.info))
        .chain(devices.hostdevs.iter().map(|d| &d.info))
        .chain(devices.inputs.iter().map(|d| &d.info))
        .chain(devices.videos.iter().map(|d| &d.info));
    let mut seen = HashSet::new();
    for alias in infos.filter_map(|info| info.alias.name.as_deref()).filter(|a| a.starts_with("ua-")) {
        if !seen.insert(alias) {
            return Err(Error::xml(format!("non unique alias detected: {alias}")));
        }
    }
    Ok(())
}
