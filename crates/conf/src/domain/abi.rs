//! Whether a guest that has booted with one document can go on with another: what it has seen must be the same.

use virt::{Error, Result};

use super::address::DeviceInfo;
use super::chardev::ChannelTarget;
use super::{Devices, Domain};
use crate::words::{OnOff, State};

/// What the guest sees of one thing: names for the complaint, and values.
type Seen = Vec<(&'static str, String)>;

fn same(what: &str, wanted: &str, had: &str) -> Result<()> {
    match wanted == had {
        true => Ok(()),
        false => Err(Error::config_unsupported(format!("Target domain {what} {wanted} does not match source {had}"))),
    }
}

fn compare(wanted: Seen, had: Seen) -> Result<()> {
    wanted.into_iter().zip(had).try_for_each(|((what, new), (_, old))| same(what, &new, &old))
}

/// Devices of one kind: as many, and alike one by one.
fn list<T>(kind: &str, wanted: &[T], had: &[T], seen: impl Fn(&T) -> Seen) -> Result<()> {
    same(&format!("{kind} count"), &wanted.len().to_string(), &had.len().to_string())?;
    for (new, old) in wanted.iter().zip(had) {
        compare(seen(new), seen(old)).map_err(|e| e.context(kind.to_owned()))?;
    }
    Ok(())
}

fn shown<T: std::fmt::Debug>(value: T) -> String {
    format!("{value:?}")
}

/// Where the device is, as far as both documents can know.
fn place(info: &DeviceInfo) -> (&'static str, String) {
    ("device address", shown(&info.address))
}

/// Refuses a document that differs from the guest's own in what the guest can see.
pub fn check(had: &Domain, wanted: &Domain) -> Result<()> {
    compare(platform(wanted), platform(had))?;
    if wanted.cpu != had.cpu {
        return Err(Error::config_unsupported("Target CPU does not match source"));
    }
    disks_and_buses(&had.devices, &wanted.devices)?;
    ports(&had.devices, &wanted.devices)?;
    people(&had.devices, &wanted.devices)?;
    helpers(&had.devices, &wanted.devices)
}

fn platform(domain: &Domain) -> Seen {
    let kind = &domain.os.kind;
    let mut features = domain.features.clone().unwrap_or_default();
    // How the host does it is not the guest's business.
    features.tcg = None;
    features.async_teardown = None;
    if let Some(hyperv) = &mut features.hyperv {
        // Parts of parts that are off are the same as absent, and printed so.
        let only_on = |part: &mut Option<State>, whole: OnOff| {
            *part = part.take().filter(|part| part.state.is_on() && whole.is_on());
        };
        if let Some(flush) = &mut hyperv.tlbflush {
            only_on(&mut flush.direct, flush.state);
            only_on(&mut flush.extended, flush.state);
        }
        if let Some(timer) = &mut hyperv.stimer {
            only_on(&mut timer.direct, timer.state);
        }
    }
    if let Some(kvm) = &mut features.kvm {
        kvm.dirty_ring = None;
    }
    vec![
        ("virt type", domain.kind.clone()),
        ("uuid", domain.uuid.to_string()),
        ("name", format!("'{}'", domain.name)),
        ("max memory", domain.memory.size.0.to_string()),
        ("memory slots", shown(domain.max_memory.as_ref().map(|m| (m.slots, m.size.0)))),
        ("vCPU max", domain.vcpu.count.to_string()),
        ("OS type", kind.name.clone()),
        ("architecture", kind.arch.clone().unwrap_or_default()),
        ("machine type", kind.machine.clone().unwrap_or_default()),
        ("SMBIOS mode", shown(domain.os.smbios.as_ref().map(|s| &s.mode))),
        ("sysinfo", shown(&domain.sysinfo)),
        ("features", shown(features)),
        ("timers", shown(&domain.clock.timers)),
        ("genid", shown(&domain.gen_id)),
    ]
}

fn disks_and_buses(had: &Devices, wanted: &Devices) -> Result<()> {
    list("disk", &wanted.disks, &had.disks, |disk| {
        vec![
            ("disk", disk.target.dev.clone()),
            ("disk device type", shown(disk.device)),
            ("disk bus", shown(disk.target.bus)),
            ("disk model", shown(disk.model)),
            ("disk serial", shown(&disk.serial)),
            ("disk wwn", shown(&disk.wwn)),
            ("disk vendor", shown((&disk.vendor, &disk.product))),
            ("disk access mode", disk.readonly.to_string()),
            ("disk geometry", shown((&disk.geometry, &disk.blockio))),
            place(&disk.info),
        ]
    })?;
    list("controller", &wanted.controllers, &had.controllers, |controller| {
        vec![
            ("controller type", shown(controller.kind)),
            ("controller index", controller.index.to_string()),
            ("controller model", shown((&controller.model, &controller.model_name))),
            ("controller ports", shown((controller.ports, controller.vectors))),
            ("controller target", shown(&controller.target)),
            place(&controller.info),
        ]
    })?;
    list("memory device", &wanted.memory, &had.memory, |module| {
        vec![
            ("memory device model", module.model.clone()),
            ("memory device size", shown(module.target.size)),
            ("memory device node", shown(&module.target.node)),
            ("memory device label", shown((&module.target.label, module.target.block))),
            place(&module.info),
        ]
    })?;
    list("filesystem", &wanted.filesystems, &had.filesystems, |filesystem| {
        vec![("guest filesystem target", shown((&filesystem.target, &filesystem.model))), place(&filesystem.info)]
    })
}

/// What leads out of the guest.
fn ports(had: &Devices, wanted: &Devices) -> Result<()> {
    list("net card", &wanted.interfaces, &had.interfaces, |card| {
        vec![
            ("network card mac", shown(card.mac.as_ref().map(|m| m.address))),
            ("network card model", card.model().to_owned()),
            ("network card MTU", shown(&card.mtu)),
            place(&card.info),
        ]
    })?;
    list("serial port", &wanted.serials, &had.serials, |p| {
        vec![("serial port target", shown(&p.target)), place(&p.info)]
    })?;
    list("parallel port", &wanted.parallels, &had.parallels, |p| vec![("parallel port", shown(p.target.port))])?;
    list("channel", &wanted.channels, &had.channels, |channel| {
        // Whether a program holds it open is no part of it.
        let target = ChannelTarget { state: None, ..channel.target.clone() };
        vec![("channel target", shown(target)), place(&channel.info)]
    })?;
    list("console", &wanted.consoles, &had.consoles, |c| vec![("console target", shown(&c.target)), place(&c.info)])?;
    list("host device", &wanted.hostdevs, &had.hostdevs, |device| {
        vec![("host device type", device.kind.clone()), ("host device model", shown(device.model)), place(&device.info)]
    })?;
    list("redirected device", &wanted.redirdevs, &had.redirdevs, |d| vec![("redirected device bus", d.bus.clone())])?;
    same("USB redirection filter", &shown(&wanted.redirfilter), &shown(&had.redirfilter))?;
    list("smartcard", &wanted.smartcards, &had.smartcards, |card| {
        vec![("smartcard mode", card.mode.clone()), place(&card.info)]
    })
}

/// What people see, hear and touch.
fn people(had: &Devices, wanted: &Devices) -> Result<()> {
    list("input device", &wanted.inputs, &had.inputs, |input| {
        vec![("input device type", input.kind.clone()), ("input device bus", shown(&input.bus)), place(&input.info)]
    })?;
    list("sound card", &wanted.sounds, &had.sounds, |sound| {
        vec![("sound card model", sound.model.clone()), ("sound card codecs", shown(&sound.codecs)), place(&sound.info)]
    })?;
    list("video card", &wanted.videos, &had.videos, |video| {
        let model = &video.model;
        vec![
            ("video card model", shown(&model.kind)),
            ("video card memory", shown((model.ram, model.vram, model.vram64, model.vgamem))),
            ("video card heads", shown(model.heads)),
            ("video card acceleration", shown(&model.acceleration)),
            place(&video.info),
        ]
    })
}

fn helpers(had: &Devices, wanted: &Devices) -> Result<()> {
    list("hub", &wanted.hubs, &had.hubs, |hub| vec![("hub type", hub.kind.clone()), place(&hub.info)])?;
    list("watchdog", &wanted.watchdogs, &had.watchdogs, |w| vec![("watchdog model", w.model.clone()), place(&w.info)])?;
    list("RNG device", &wanted.rngs, &had.rngs, |rng| vec![("RNG model", rng.model.clone()), place(&rng.info)])?;
    list("TPM", &wanted.tpms, &had.tpms, |tpm| vec![("TPM model", shown(&tpm.model))])?;
    list("panic device", &wanted.panics, &had.panics, |panic| {
        vec![("panic device model", shown(&panic.model)), place(&panic.info)]
    })?;
    list("shared memory", &wanted.shmems, &had.shmems, |shmem| {
        vec![("shared memory", shmem.name.clone()), ("shared memory size", shown(&shmem.size)), place(&shmem.info)]
    })?;
    list("IOMMU", &wanted.iommus, &had.iommus, |iommu| {
        vec![("IOMMU model", iommu.model.clone()), ("IOMMU driver", shown(&iommu.driver))]
    })?;
    list("crypto device", &wanted.cryptos, &had.cryptos, |crypto| {
        vec![("crypto model", crypto.model.clone()), place(&crypto.info)]
    })?;
    let balloon = |devices: &Devices| shown(devices.memballoon.as_ref().map(|b| (b.model.clone(), place(&b.info).1)));
    same("balloon model", &balloon(wanted), &balloon(had))?;
    let vsock = |devices: &Devices| shown(devices.vsock.as_ref().map(|v| (v.model.clone(), place(&v.info).1)));
    same("vsock model", &vsock(wanted), &vsock(had))?;
    let nvram = |devices: &Devices| shown(devices.nvram.as_ref().map(|n| place(&n.info).1));
    same("NVRAM address", &nvram(wanted), &nvram(had))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ParseFlags;

    fn guest(changes: &str, device: &str) -> Domain {
        let text = format!(
            "<domain type='kvm'><name>g</name><memory>1024</memory><vcpu>2</vcpu>\
             <os><type arch='x86_64' machine='pc'>hvm</type></os>{changes}<devices>\
             <disk><source file='/a'/><target dev='vda' bus='virtio'/></disk>{device}</devices></domain>"
        );
        Domain::parse(&text, ParseFlags::INACTIVE).unwrap()
    }

    #[test]
    fn what_the_guest_sees_must_stay() {
        let card = |model: &str| {
            format!("<interface type='user'><mac address='52:54:00:00:00:01'/><model type='{model}'/></interface>")
        };
        let had = guest("", &card("virtio"));
        let features = "<features><acpi/></features>";
        for (wanted, complaint) in [
            (guest("", &card("virtio")), None),
            (guest("<title>new</title><on_crash>preserve</on_crash>", &card("virtio")), None),
            (guest("", &card("e1000")), Some("network card model")),
            (guest("", ""), Some("net card count")),
            (guest(features, &card("virtio")), Some("features")),
            (guest("<cpu mode='maximum'/>", &card("virtio")), Some("CPU")),
            (guest("", &format!("{}<watchdog model='i6300esb'/>", card("virtio"))), Some("watchdog count")),
        ] {
            match (check(&had, &wanted), complaint) {
                (Ok(()), None) => (),
                (Err(error), Some(word)) => assert!(error.to_string().contains(word), "{error} does not name {word}"),
                (result, _) => panic!("{result:?} where {complaint:?} was expected"),
            }
        }
    }
}
