//! Whether a device can be beside the others of a guest.

use conf::domain::Domain;
use conf::domain::address::{Address, DeviceInfo};
use conf::domain::device::Device;
use virt::{Error, ErrorCode, ErrorDomain, Result};

/// Refuses a device whose name, boot order, port or size clashes; `replaces` is the place of the device that goes.
pub(super) fn check(domain: &Domain, device: &Device, replaces: Option<usize>) -> Result<()> {
    check_source(device)?;
    check_module(domain, device)?;
    let mut device = device.clone();
    let old = replaces.and_then(|at| device.beside(&domain.devices, at));
    let kept = old.and_then(|mut old| old.info_mut().cloned());
    let Some(info) = device.info_mut() else { return Ok(()) };
    check_boot(domain, info, kept.as_ref())?;
    check_port(domain, info)?;
    let alias = info.alias();
    let mut users = 0;
    domain.devices.each_info(&mut |other| users += usize::from(!alias.is_empty() && other.alias() == alias));
    let own = usize::from(kept.is_some_and(|kept| kept.alias() == alias));
    match users > own {
        true => Err(refused(format!("non unique alias detected: {alias}"))),
        false => Ok(()),
    }
}

fn refused(message: impl Into<String>) -> Error {
    Error::config_unsupported(message).in_domain(ErrorDomain::DOMAIN)
}

/// Refuses a disk without an image that is no drive for media.
pub(super) fn check_source(device: &Device) -> Result<()> {
    match device {
        Device::Disk(disk) if disk.source.is_empty() && !disk.is_removable() => {
            Err(Error::new(ErrorCode::NO_SOURCE, disk.target.dev.clone()).in_domain(ErrorDomain::DOMAIN))
        }
        _ => Ok(()),
    }
}

/// Either devices have an order, or the document says kinds of devices.
fn check_boot(domain: &Domain, info: &DeviceInfo, kept: Option<&DeviceInfo>) -> Result<()> {
    let Some(boot) = &info.boot else { return Ok(()) };
    if !domain.os.boot.is_empty() {
        return Err(refused("per-device boot elements cannot be used together with os/boot elements"));
    }
    let order = |info: &DeviceInfo| info.boot.as_ref().map(|boot| boot.order);
    let mut users = 0;
    domain.devices.each_info(&mut |other| users += usize::from(order(other) == Some(boot.order)));
    match users > usize::from(kept.and_then(order) == Some(boot.order)) {
        true => Err(refused(format!("boot order {} is already used by another device", boot.order))),
        false => Ok(()),
    }
}

/// A port of a virtio-serial controller is one device's.
fn check_port(domain: &Domain, info: &DeviceInfo) -> Result<()> {
    let Some(Address::VirtioSerial(at)) = &info.address else { return Ok(()) };
    let mut is_taken = false;
    domain.devices.each_info(&mut |other| {
        is_taken |= matches!(&other.address, Some(Address::VirtioSerial(its)) if its == at);
    });
    match is_taken && at.port > 0 {
        true => {
            let message = format!("virtio serial port {} on controller {} is already occupied", at.port, at.controller);
            Err(Error::xml(message).in_domain(ErrorDomain::DOMAIN))
        }
        false => Ok(()),
    }
}

/// Refuses memory beyond what the guest may have.
fn check_module(domain: &Domain, device: &Device) -> Result<()> {
    let Device::Memory(module) = device else { return Ok(()) };
    let size = module.target.size.map_or(0, |size| size.0);
    let Some(most) = &domain.max_memory else {
        let message = "cannot use/hotplug a memory device when domain 'maxMemory' is not defined";
        return Err(refused(message));
    };
    let most = most.size.0;
    if domain.memory.size.0.saturating_add(size) > most {
        let message =
            format!("Attaching memory device with size '{size}' would exceed domain's maxMemory config size '{most}'");
        return Err(refused(message));
    }
    Ok(())
}

/// Whether the place that a disk is to have on a controller is another disk's.
pub(super) fn shares_place(domain: &Domain, device: &Device) -> bool {
    let Device::Disk(disk) = device else { return false };
    let Some(place @ Address::Drive(_)) = &disk.info.address else { return false };
    let mut others = domain.devices.disks.iter().filter(|other| other.bus() == disk.bus());
    others.any(|other| other.info.address.as_ref() == Some(place))
}

#[cfg(test)]
mod tests {
    use conf::domain::ParseFlags;

    use super::*;

    #[test]
    fn clashes_are_refused_and_a_device_may_replace_itself() {
        let text = "<domain type='kvm'><name>g</name><maxMemory slots='2' unit='MiB'>128</maxMemory><memory unit='MiB'>64</memory>\
            <os><type>hvm</type></os><devices><disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/>\
            <boot order='1'/><alias name='ua-a'/></disk><channel type='pty'><target type='virtio'/>\
            <address type='virtio-serial' controller='0' bus='0' port='1'/></channel></devices></domain>";
        let domain = Domain::parse(text, ParseFlags::INACTIVE).unwrap();
        let disk =
            |more: &str| format!("<disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/>{more}</disk>");
        let refused = |text: &str, replaces: Option<usize>| {
            let device = Device::parse(text, ParseFlags::INACTIVE).unwrap();
            check(&domain, &device, replaces).err().map(|error| error.to_string()).unwrap_or_default()
        };
        for (text, words) in [
            (disk(""), ""),
            (disk("<alias name='ua-b'/>"), ""),
            (disk("<alias name='ua-a'/>"), "non unique alias"),
            (disk("<boot order='2'/>"), ""),
            (disk("<boot order='1'/>"), "boot order 1"),
            ("<disk type='file'><target dev='vdb'/></disk>".to_owned(), "missing source"),
            ("<disk type='file' device='cdrom'><target dev='hda'/></disk>".to_owned(), ""),
            (
                "<channel type='pty'><target type='virtio'/><address type='virtio-serial' controller='0' bus='0' port='1'/>\
                 </channel>"
                    .to_owned(),
                "already occupied",
            ),
            ("<memory model='dimm'><target><size unit='MiB'>64</size></target></memory>".to_owned(), ""),
            ("<memory model='dimm'><target><size unit='MiB'>65</size></target></memory>".to_owned(), "would exceed"),
        ] {
            let said = refused(&text, None);
            assert!(said.contains(words) && words.is_empty() == said.is_empty(), "{text}: {said}");
        }
        let same =
            "<disk type='file'><source file='/b'/><target dev='vda'/><boot order='1'/><alias name='ua-a'/></disk>";
        assert_eq!(refused(same, Some(0)), "");
        assert_ne!(refused(same, None), "");
    }
}
