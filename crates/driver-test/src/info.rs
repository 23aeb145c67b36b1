//! Small facts about a guest: state, memory, CPUs, type.

use virt::constants::*;
use virt::generated::domain::*;
use virt::{DomainRef, Error, ErrorDomain, Result, flags};

use crate::core::Core;

pub(crate) fn info(core: &Core, dom: &DomainRef) -> Result<DomainInfoReply> {
    let guest = core.guest(dom)?;
    let summary = guest.summary()?;
    Ok(DomainInfoReply {
        state: u8::try_from(guest.state.0).unwrap_or(0),
        max_mem: summary.max_memory_kib,
        memory: summary.memory_kib,
        nr_virt_cpu: u16::try_from(summary.vcpus).unwrap_or(u16::MAX),
        // Guests here have been busy since 1970.
        cpu_time: core.microseconds().saturating_mul(1000),
    })
}

pub(crate) fn state(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainStateReply> {
    flags::only(flags, 0, "testDomainGetState")?;
    let (state, reason) = core.guest(dom)?.state;
    Ok(DomainStateReply { state, reason })
}

pub(crate) fn max_memory(core: &Core, dom: &DomainRef) -> Result<u64> {
    Ok(core.guest(dom)?.summary()?.max_memory_kib)
}

/// Compat: all guests here say that they are Linux, whatever their documents say.
pub(crate) fn os_type(core: &Core, dom: &DomainRef) -> Result<String> {
    core.guest(dom).map(|_| "linux".to_owned())
}

/// No call takes long enough to be seen.
pub(crate) fn control_info(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainControlInfoReply> {
    flags::only(flags, 0, "testDomainGetControlInfo")?;
    core.guest(dom)?.running()?;
    Ok(DomainControlInfoReply { state: VIR_DOMAIN_CONTROL_OK.unsigned_abs(), details: 0, state_time: 0 })
}

/// The name of the machine that the guest is to itself.
pub(crate) fn hostname(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    let sources = VIR_DOMAIN_GET_HOSTNAME_LEASE | VIR_DOMAIN_GET_HOSTNAME_AGENT;
    flags::only(flags, sources, "testDomainGetHostname")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    Ok(format!("{}host", guest.name))
}

/// Seconds since 1970 that guests' clocks show: they stand still.
pub(crate) const GUEST_TIME: i64 = 627_319_920;

pub(crate) fn time(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainTimeReply> {
    flags::only(flags, 0, "testDomainGetTime")?;
    // Compat: who stands still tells no time, but may be told it.
    match core.guest(dom)?.state.0 {
        VIR_DOMAIN_RUNNING => (),
        _ => return Err(Error::operation_invalid("domain is not running").with_domain(ErrorDomain::TEST)),
    }
    Ok(DomainTimeReply { seconds: GUEST_TIME, nseconds: 0 })
}

pub(crate) fn set_time(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_TIME_SYNC, "testDomainSetTime")?;
    core.guest(dom)?.running().map(drop)
}

pub(crate) fn set_user_password(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DOMAIN_PASSWORD_ENCRYPTED, "testDomainSetUserPassword")?;
    core.guest(dom)?.running().map(drop)
}

pub(crate) fn messages(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<String>> {
    let known = VIR_DOMAIN_MESSAGE_DEPRECATION | VIR_DOMAIN_MESSAGE_TAINTING | VIR_DOMAIN_MESSAGE_IOERRORS;
    flags::only(flags, known as u32, "testDomainGetMessages")?;
    core.guest(dom)?;
    Ok(Vec::new())
}

pub(crate) fn security_label(core: &Core, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
    let guest = core.guest(dom)?;
    let text = if guest.is_active() { "libvirt-test\0" } else { "\0" };
    Ok(DomainSecurityLabelReply {
        label: text.bytes().map(|byte| byte as i8).collect(),
        enforcing: guest.is_active().into(),
    })
}

/// Freezes or thaws; says how many file systems changed.
pub(crate) fn freeze(core: &Core, dom: &DomainRef, mountpoints: &[String], flags: u32, freeze: bool) -> Result<i32> {
    flags::only(flags, 0, if freeze { "testDomainFSFreeze" } else { "testDomainFSThaw" })?;
    let (turn, mut guest) = core.begin(dom)?;
    let live = guest.running()?;
    let all = FILE_SYSTEMS.map(|(path, _)| path);
    if let Some(unknown) = mountpoints.iter().find(|path| !all.contains(&path.as_str())) {
        return Err(Error::operation_invalid(format!("the guest has no file system at '{unknown}'")));
    }
    let changes = all.iter().filter(|path| mountpoints.is_empty() || mountpoints.iter().any(|p| p == *path));
    let count = changes.filter(|path| live.runtime.frozen.contains(*path) != freeze).count();
    guest.change_live(|live| match (freeze, mountpoints.is_empty()) {
        (true, true) => live.runtime.frozen = all.into(),
        (false, true) => live.runtime.frozen.clear(),
        (true, false) => live.runtime.frozen.extend(all.iter().filter(|path| mountpoints.iter().any(|p| p == *path))),
        (false, false) => live.runtime.frozen.retain(|path| !mountpoints.iter().any(|p| p == path)),
    });
    turn.publish(guest, None);
    Ok(i32::try_from(count).unwrap_or(0))
}

/// Where guests' file systems are mounted, and the number of their partition.
pub(crate) const FILE_SYSTEMS: [(&str, u32); 2] = [("/", 1), ("/boot", 2)];

/// The file systems of the first disk's partitions.
pub(crate) fn fsinfo(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainFsinfoReply> {
    flags::only(flags, 0, "testDomainGetFSInfo")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    let Some(disk) = guest.summary()?.disks.first().map(|disk| disk.target.clone()) else {
        return Ok(DomainFsinfoReply::default());
    };
    let info: Vec<_> = FILE_SYSTEMS
        .iter()
        .map(|(mountpoint, partition)| virt::DomainFsInfo {
            mountpoint: (*mountpoint).to_owned(),
            name: format!("{disk}{partition}"),
            fstype: "ext4".to_owned(),
            dev_aliases: vec![disk.clone()],
        })
        .collect();
    Ok(DomainFsinfoReply { ret: u32::try_from(info.len()).unwrap_or(0), info })
}
