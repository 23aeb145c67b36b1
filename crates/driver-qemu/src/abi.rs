//! Whether a guest that has booted with one document can go on with another: what it has seen must be the same.

use conf::domain::Domain;
use virt::{Error, Result};

fn same<T: PartialEq + std::fmt::Display>(what: &str, wanted: T, had: T) -> Result<()> {
    match wanted == had {
        true => Ok(()),
        false => Err(Error::config_unsupported(format!("Target domain {what} {wanted} does not match source {had}"))),
    }
}

/// Refuses a document that differs from the guest's own in what the guest can see.
pub(crate) fn check(had: &Domain, wanted: &Domain) -> Result<()> {
    same("virt type", &wanted.kind, &had.kind)?;
    same("uuid", wanted.uuid, had.uuid)?;
    same("name", format!("'{}'", wanted.name), format!("'{}'", had.name))?;
    let (new, old) = (wanted.summary(), had.summary());
    same("max memory", new.max_memory_kib, old.max_memory_kib)?;
    same("vCPU max", new.max_vcpus, old.max_vcpus)?;
    same("OS type", &new.os_type, &old.os_type)?;
    let machine = |domain: &Domain| {
        let kind = &domain.os.kind;
        (kind.arch.clone().unwrap_or_default(), kind.machine.clone().unwrap_or_default())
    };
    let (new, old) = (machine(wanted), machine(had));
    same("architecture", new.0, old.0)?;
    same("machine type", new.1, old.1)?;
    if wanted.cpu != had.cpu {
        return Err(Error::config_unsupported("Target CPU does not match source"));
    }
    devices(had, wanted)
}

fn devices(had: &Domain, wanted: &Domain) -> Result<()> {
    let (old, new) = (&had.devices, &wanted.devices);
    same("disk count", new.disks.len(), old.disks.len())?;
    for (new, old) in new.disks.iter().zip(&old.disks) {
        same("disk", &new.target.dev, &old.target.dev)?;
        same("disk device type", format!("{:?}", new.device), format!("{:?}", old.device))?;
    }
    same("controller count", new.controllers.len(), old.controllers.len())?;
    same("net card count", new.interfaces.len(), old.interfaces.len())?;
    for (new, old) in new.interfaces.iter().zip(&old.interfaces) {
        same("network card model", new.model(), old.model())?;
        if new.mac != old.mac {
            return Err(Error::config_unsupported("Target network card mac does not match source"));
        }
    }
    same("serial port count", new.serials.len(), old.serials.len())?;
    same("parallel port count", new.parallels.len(), old.parallels.len())?;
    same("channel count", new.channels.len(), old.channels.len())?;
    same("video card count", new.videos.len(), old.videos.len())?;
    same("RNG device count", new.rngs.len(), old.rngs.len())
}
