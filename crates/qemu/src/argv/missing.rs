//! Parts of a document that the command line does not carry yet: a guest that asks for them is refused by name rather
//! than started without them.

use super::Runtime;
use conf::domain::Domain;
use conf::words::YesNo;
use virt::{Error, Result};

/// Refuses what would otherwise be left out silently.
pub(super) fn check(domain: &Domain, runtime: &Runtime) -> Result<()> {
    let devices = &domain.devices;
    let refused: [(bool, &str); 4] = [
        (domain.launch_security.is_some(), "launch security"),
        (!devices.leases.is_empty(), "leases"),
        (devices.pstore.is_some(), "a pstore device"),
        (!domain.qemu.overrides.is_empty(), "overrides of device properties"),
    ];
    let host_cpu =
        matches!(domain.cpu.as_ref().and_then(|c| c.mode), Some(conf::domain::cpu::CpuMode::HostPassthrough));
    if host_cpu && domain.kind == "qemu" {
        return Err(Error::config_unsupported(
            "CPU mode 'host-passthrough' for x86_64 qemu domain on this host is not supported by hypervisor",
        ));
    }
    if let Some((_, what)) = refused.iter().find(|(asked, _)| *asked) {
        return Err(not_yet(what));
    }
    for disk in &devices.disks {
        let parts = [
            (disk.transient.is_some(), "transient"),
            (disk.iotune.is_some() && !runtime.monitor_completes, "limited I/O"),
        ];
        if let Some((_, what)) = parts.iter().find(|(asked, _)| *asked) {
            return Err(not_yet(what).context(format!("disk '{}'", disk.target.dev)));
        }
    }
    if let Some(hotpluggable) = &domain.vcpus
        && !runtime.monitor_completes
        && hotpluggable.vcpus.iter().any(|v| v.hotpluggable == Some(YesNo::Yes) && v.enabled == YesNo::Yes)
    {
        return Err(not_yet("CPUs plugged in one by one"));
    }
    Ok(())
}

fn not_yet(what: &str) -> Error {
    Error::config_unsupported(format!("{what}: not supported yet"))
}
