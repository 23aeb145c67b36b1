//! SCSI: adapters, targets, units, and the files through which units are spoken to.

use conf::nodedev::Capability;
use conf::nodedev::scsi::{HostCapability, Scsi, ScsiGeneric, ScsiHost, ScsiTarget, TargetCapability, VportOps};
use xml::Text;

use super::Kernel;
use crate::found::Found;

/// An adapter.
pub(super) fn host(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let sysfs = &kernel.sysfs;
    let host = found.name.strip_prefix("host")?.parse().ok()?;
    let unique_id = sysfs.number(&format!("/class/scsi_host/{}/unique_id", found.name));
    let mut capabilities = Vec::new();
    let fibre = format!("/class/fc_host/{}", found.name);
    if sysfs.exists(&fibre) {
        let name = |attribute: &str| {
            let text = sysfs.word(&format!("{fibre}/{attribute}"))?;
            Some(Text(text.strip_prefix("0x").unwrap_or(&text).to_owned()))
        };
        capabilities.push(HostCapability::FcHost {
            wwnn: name("node_name"),
            wwpn: name("port_name"),
            fabric_wwn: name("fabric_name"),
        });
        if sysfs.exists(&format!("{fibre}/vport_create")) {
            let count = |attribute: &str| {
                let number = sysfs.number(&format!("{fibre}/{attribute}")).unwrap_or(0);
                u32::try_from(number).unwrap_or(0)
            };
            let (max_vports, vports) = (count("max_npiv_vports"), count("npiv_vports_inuse"));
            capabilities.push(HostCapability::VportOps(VportOps { max_vports, vports }));
        }
    }
    let unique_id = unique_id.and_then(|id| u32::try_from(id).ok()).map(Text);
    Some(Capability::ScsiHost(ScsiHost { host: Some(Text(host)), unique_id, capabilities }))
}

/// A target; one behind a port of a fabric says which.
pub(super) fn target(kernel: &Kernel, found: &Found) -> Capability {
    let port = found.path.rsplit('/').nth(1).filter(|folder| folder.starts_with("rport-"));
    let remote = port.and_then(|port| {
        let wwpn = kernel.sysfs.word(&format!("/class/fc_remote_ports/{port}/port_name"))?;
        Some(TargetCapability::FcRemotePort { rport: Text(port.to_owned()), wwpn: Text(wwpn) })
    });
    Capability::ScsiTarget(ScsiTarget { target: Text(found.name.clone()), capabilities: remote.into_iter().collect() })
}

/// A unit, by its four numbers.
pub(super) fn unit(kernel: &Kernel, found: &Found) -> Option<Capability> {
    let mut parts = found.name.split(':');
    let mut number = || parts.next()?.parse::<u64>().ok();
    let (host, bus, target, lun) = (number()?, number()?, number()?, number()?);
    let small = |number: u64| u32::try_from(number).ok().map(Text);
    let kind = kernel.sysfs.number(&found.at("type")).and_then(kind);
    Some(Capability::Scsi(Scsi {
        host: small(host)?,
        bus: small(bus)?,
        target: small(target)?,
        lun: Text(lun),
        kind: kind.map(|word| Text(word.to_owned())),
    }))
}

/// What the standard's numbers of kinds of units mean.
fn kind(number: u64) -> Option<&'static str> {
    Some(match number {
        0x00 => "disk",
        0x01 => "tape",
        0x03 => "processor",
        0x04 => "worm",
        0x05 => "cdrom",
        0x06 => "scanner",
        0x07 => "mod",
        0x08 => "changer",
        0x0c => "raid",
        0x0d => "enclosure",
        _ => return None,
    })
}

/// The file through which a unit is spoken to.
pub(super) fn generic(found: &Found) -> Option<Capability> {
    Some(Capability::ScsiGeneric(ScsiGeneric { device: Text(found.node()?) }))
}
