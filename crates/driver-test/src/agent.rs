//! What a guest's agent answers: users, keys, CPUs, load, and the rest of what it knows of the guest.

use std::collections::BTreeSet;

use conf::domain::cpuset;
use virt::constants::*;
use virt::events::{DomainEventPmsuspend, DomainEventPmsuspendDisk};
use virt::{DomainRef, Error, ErrorCode, Event, Result, TypedParam, flags};

use crate::core::Core;
use crate::define::keep_or_forget;
use crate::events::Lifecycle;
use crate::guest::Guest;
use crate::info::{FILE_SYSTEMS, GUEST_TIME};

/// Users of every guest.
const USERS: [&str; 2] = ["root", "test"];

/// Groups of what an agent can tell.
const GROUPS: u32 = VIR_DOMAIN_GUEST_INFO_USERS
    | VIR_DOMAIN_GUEST_INFO_OS
    | VIR_DOMAIN_GUEST_INFO_TIMEZONE
    | VIR_DOMAIN_GUEST_INFO_HOSTNAME
    | VIR_DOMAIN_GUEST_INFO_FILESYSTEM
    | VIR_DOMAIN_GUEST_INFO_DISKS
    | VIR_DOMAIN_GUEST_INFO_INTERFACES
    | VIR_DOMAIN_GUEST_INFO_LOAD;

/// Everything that the agent knows, or the groups of it that are asked for.
pub(crate) fn guest_info(core: &Core, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, 0, "testDomainGetGuestInfo")?;
    if types & !GROUPS != 0 {
        let message = format!("unsupported guest information types '0x{:x}'", types & !GROUPS);
        return Err(Error::invalid_arg(message));
    }
    let guest = core.guest(dom)?;
    guest.running()?;
    let wanted = |group: u32| types == 0 || types & group != 0;
    let mut out = Vec::new();
    let mut add = |group: u32, tell: fn(&Core, &Guest) -> Result<Vec<TypedParam>>| -> Result<()> {
        if wanted(group) {
            out.extend(tell(core, &guest)?);
        }
        Ok(())
    };
    add(VIR_DOMAIN_GUEST_INFO_USERS, |_, _| Ok(users()))?;
    add(VIR_DOMAIN_GUEST_INFO_OS, |_, _| Ok(os()))?;
    add(VIR_DOMAIN_GUEST_INFO_TIMEZONE, |_, _| {
        let offset = TypedParam::new(VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET, 0i32);
        Ok(vec![TypedParam::new(VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME, "UTC"), offset])
    })?;
    add(VIR_DOMAIN_GUEST_INFO_HOSTNAME, |_, guest| {
        Ok(vec![TypedParam::new(VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME, format!("{}host", guest.name))])
    })?;
    add(VIR_DOMAIN_GUEST_INFO_FILESYSTEM, |_, guest| file_systems(guest))?;
    add(VIR_DOMAIN_GUEST_INFO_DISKS, |_, guest| disks(guest))?;
    add(VIR_DOMAIN_GUEST_INFO_INTERFACES, interfaces)?;
    add(VIR_DOMAIN_GUEST_INFO_LOAD, |core, _| Ok(load(core)))?;
    Ok(out)
}

fn count(field: &'static str, count: usize) -> TypedParam {
    TypedParam::new(field, u32::try_from(count).unwrap_or(u32::MAX))
}

fn users() -> Vec<TypedParam> {
    let mut out = vec![count(VIR_DOMAIN_GUEST_INFO_USER_COUNT, USERS.len())];
    for (number, name) in USERS.iter().enumerate() {
        out.push(TypedParam::new(format!("user.{number}.name"), *name));
        out.push(TypedParam::new(format!("user.{number}.login-time"), GUEST_TIME.unsigned_abs() * 1000));
    }
    out
}

fn os() -> Vec<TypedParam> {
    let facts = [
        (VIR_DOMAIN_GUEST_INFO_OS_ID, "test"),
        (VIR_DOMAIN_GUEST_INFO_OS_NAME, "Test"),
        (VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME, "Test 1.0"),
        (VIR_DOMAIN_GUEST_INFO_OS_VERSION, "1.0"),
        (VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID, "1.0"),
        (VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE, "1.0.0"),
        (VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION, "#1"),
        (VIR_DOMAIN_GUEST_INFO_OS_MACHINE, "i686"),
    ];
    facts.into_iter().map(|(field, text)| TypedParam::new(field, text)).collect()
}

/// The names of a guest's disks.
fn targets(guest: &Guest) -> Result<Vec<String>> {
    Ok(guest.summary()?.disks.iter().map(|disk| disk.target.clone()).collect())
}

fn file_systems(guest: &Guest) -> Result<Vec<TypedParam>> {
    let first = targets(guest)?.into_iter().next();
    let Some(disk) = first else { return Ok(vec![count(VIR_DOMAIN_GUEST_INFO_FS_COUNT, 0)]) };
    let mut out = vec![count(VIR_DOMAIN_GUEST_INFO_FS_COUNT, FILE_SYSTEMS.len())];
    for (number, (path, partition)) in FILE_SYSTEMS.iter().enumerate() {
        let mut add = |field: &str, value: virt::TypedValue| {
            out.push(TypedParam::new(format!("fs.{number}.{field}"), value));
        };
        add("mountpoint", (*path).into());
        add("name", format!("{disk}{partition}").into());
        add("fstype", "ext4".into());
        add("total-bytes", (1u64 << 30).into());
        add("used-bytes", (1u64 << 29).into());
        add("disk.count", 1u32.into());
        add("disk.0.alias", disk.clone().into());
        add("disk.0.device", format!("/dev/{disk}{partition}").into());
    }
    Ok(out)
}

fn disks(guest: &Guest) -> Result<Vec<TypedParam>> {
    let targets = targets(guest)?;
    let mut out = vec![count(VIR_DOMAIN_GUEST_INFO_DISK_COUNT, targets.len())];
    for (number, target) in targets.into_iter().enumerate() {
        out.push(TypedParam::new(format!("disk.{number}.name"), format!("/dev/{target}")));
        out.push(TypedParam::new(format!("disk.{number}.partition"), false));
        out.push(TypedParam::new(format!("disk.{number}.alias"), target));
    }
    Ok(out)
}

fn interfaces(core: &Core, guest: &Guest) -> Result<Vec<TypedParam>> {
    let cards = crate::stats::addresses(core, guest)?;
    let mut out = vec![count(VIR_DOMAIN_GUEST_INFO_IF_COUNT, cards.len())];
    for (number, card) in cards.into_iter().enumerate() {
        out.push(TypedParam::new(format!("if.{number}.name"), format!("eth{number}")));
        out.push(TypedParam::new(format!("if.{number}.hwaddr"), card.hwaddr.unwrap_or_default()));
        out.push(TypedParam::new(
            format!("if.{number}.addr.count"),
            u32::try_from(card.addrs.len()).unwrap_or(u32::MAX),
        ));
        for (at, address) in card.addrs.into_iter().enumerate() {
            out.push(TypedParam::new(format!("if.{number}.addr.{at}.type"), "ipv4"));
            out.push(TypedParam::new(format!("if.{number}.addr.{at}.addr"), address.addr));
            out.push(TypedParam::new(format!("if.{number}.addr.{at}.prefix"), address.prefix));
        }
    }
    Ok(out)
}

/// Load rises for a minute and falls for a minute.
fn load(core: &Core) -> Vec<TypedParam> {
    let second = core.clock.since_epoch().as_secs() % 120;
    let now = f64::from(u32::try_from(second.min(120 - second)).unwrap_or(0)) / 60.0;
    vec![
        TypedParam::new(VIR_DOMAIN_GUEST_INFO_LOAD_1M, now),
        TypedParam::new(VIR_DOMAIN_GUEST_INFO_LOAD_5M, 0.5),
        TypedParam::new(VIR_DOMAIN_GUEST_INFO_LOAD_15M, 0.5),
    ]
}

fn known_user(user: &str) -> Result<()> {
    match USERS.contains(&user) {
        true => Ok(()),
        false => Err(Error::new(ErrorCode::AGENT_COMMAND_FAILED, format!("the guest has no user '{user}'"))),
    }
}

/// Keys with which a user may log in.
pub(crate) fn keys(core: &Core, dom: &DomainRef, user: &str, flags: u32) -> Result<Vec<String>> {
    flags::only(flags, 0, "testDomainAuthorizedSSHKeysGet")?;
    let guest = core.guest(dom)?;
    let live = guest.running()?;
    known_user(user)?;
    Ok(live.runtime.agent.keys.get(user).cloned().unwrap_or_default())
}

/// The most keys of a user, as many as one call hands over.
const MAX_KEYS: usize = 2048;

/// Replaces a user's keys, adds some, or removes some.
pub(crate) fn set_keys(core: &Core, dom: &DomainRef, user: &str, keys: &[String], flags: u32) -> Result<()> {
    let (append, remove) = (VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND, VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE);
    flags::only(flags, append | remove, "testDomainAuthorizedSSHKeysSet")?;
    flags::exclusive(
        flags,
        (append, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND"),
        (remove, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE"),
    )?;
    if keys.is_empty() && flags & (append | remove) != 0 {
        return Err(Error::invalid_arg("no key is given to add or to remove"));
    }
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    known_user(user)?;
    let known = guest.running()?.runtime.agent.keys.get(user).map_or(0, Vec::len);
    if flags & append != 0 && known + keys.len() > MAX_KEYS {
        return Err(Error::invalid_arg(format!("a user has {MAX_KEYS} keys at most")));
    }
    guest.change_live(|live| {
        let known = live.runtime.agent.keys.entry(user.to_owned()).or_default();
        match flags {
            0 => *known = keys.to_vec(),
            flags if flags & append != 0 => {
                let fresh: Vec<_> = keys.iter().filter(|key| !known.contains(key)).cloned().collect();
                known.extend(fresh);
            }
            _ => known.retain(|key| !keys.contains(key)),
        }
    });
    turn.publish(guest, None);
    Ok(())
}

/// The CPUs that the guest sees, which of them are on line, and which may go off line: all but the first.
pub(crate) fn guest_vcpus(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, 0, "testDomainGetGuestVcpus")?;
    let guest = core.guest(dom)?;
    let live = guest.running()?;
    let all: BTreeSet<u32> = (0..guest.summary()?.vcpus).collect();
    let online = all.difference(&live.runtime.agent.offline).copied().collect();
    let removable = all.iter().copied().filter(|cpu| *cpu > 0).collect();
    let told = [("vcpus", &all), ("online", &online), ("offlinable", &removable)];
    Ok(told.into_iter().map(|(field, set)| TypedParam::new(field, cpuset::format(set))).collect())
}

/// Takes CPUs off line inside the guest, or on line.
pub(crate) fn set_guest_vcpus(core: &Core, dom: &DomainRef, map: &str, state: i32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainSetGuestVcpus")?;
    let set = cpuset::parse(map).filter(|set| !set.is_empty());
    let set = set.ok_or_else(|| Error::invalid_arg(format!("'{map}' is no list of CPUs")))?;
    if !(0..=1).contains(&state) {
        return Err(Error::invalid_arg(format!("unsupported state value {state}")));
    }
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    let count = guest.summary()?.vcpus;
    if let Some(unknown) = set.iter().find(|cpu| **cpu >= count) {
        return Err(Error::invalid_arg(format!("guest is missing vCPU '{unknown}'")));
    }
    if state == 0 && set.contains(&0) {
        return Err(Error::invalid_arg("vCPU '0' can't be offlined"));
    }
    guest.change_live(|live| match state {
        0 => live.runtime.agent.offline.extend(&set),
        _ => live.runtime.agent.offline.retain(|cpu| !set.contains(cpu)),
    });
    turn.publish(guest, None);
    Ok(())
}

/// Says how long an answer of the agent may take, which here never takes long.
pub(crate) fn set_response_timeout(core: &Core, dom: &DomainRef, timeout: i32, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "testDomainAgentSetResponseTimeout")?;
    if timeout < VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK {
        let message = format!("guest agent timeout '{timeout}' is less than the minimum '-2'");
        return Err(Error::invalid_arg(message));
    }
    core.guest(dom).map(|_| 0)
}

const TO_MEMORY: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY);
const TO_DISK: Lifecycle = Lifecycle(VIR_DOMAIN_EVENT_PMSUSPENDED, VIR_DOMAIN_EVENT_PMSUSPENDED_DISK);
const STOPPED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN);

/// Puts the guest to sleep: in memory until it is woken, after `duration` seconds at the latest if there are some; or on
/// disk, which ends the run.
pub(crate) fn suspend(
    core: &std::sync::Arc<Core>,
    dom: &DomainRef,
    target: u32,
    duration: u64,
    flags: u32,
) -> Result<()> {
    flags::only(flags, 0, "testDomainPMSuspendForDuration")?;
    let target = i32::try_from(target).unwrap_or(i32::MAX);
    if !(VIR_NODE_SUSPEND_TARGET_MEM..=VIR_NODE_SUSPEND_TARGET_HYBRID).contains(&target) {
        return Err(Error::invalid_arg(format!("Unknown suspend target: {target}")));
    }
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if guest.state.0 != VIR_DOMAIN_RUNNING {
        return Err(Error::operation_invalid("domain is not running"));
    }
    let pm = guest.current()?.pm.unwrap_or_default();
    let (place, switch) = match target {
        VIR_NODE_SUSPEND_TARGET_DISK => ("disk", pm.suspend_to_disk),
        _ => ("memory", pm.suspend_to_mem),
    };
    if switch.and_then(|switch| switch.enabled).is_some_and(|enabled| !enabled.is_yes()) {
        return Err(Error::operation_unsupported(format!("suspend to {place} is disabled for this domain")));
    }
    if target == VIR_NODE_SUSPEND_TARGET_DISK {
        let asleep = DomainEventPmsuspendDisk { reason: 0, dom: guest.reference() };
        let mut events = vec![TO_DISK.of(&guest), Event::DomainEventPmsuspendDisk(asleep)];
        events.extend(crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_SHUTDOWN, STOPPED));
        keep_or_forget(&turn, guest, events);
        return Ok(());
    }
    guest.state = (VIR_DOMAIN_PMSUSPENDED, VIR_DOMAIN_PMSUSPENDED_UNKNOWN);
    let asleep = DomainEventPmsuspend { reason: 0, dom: guest.reference() };
    let events = [TO_MEMORY.of(&guest), Event::DomainEventPmsuspend(asleep)];
    let dom = turn.publish(guest, events).reference();
    if duration > 0 {
        core.later(std::time::Duration::from_secs(duration), move |core| {
            // It may have been woken, or ended, since.
            if core.guests.by_number(dom.id).is_some_and(|guest| guest.uuid == dom.uuid) {
                let _ = crate::guest_calls::pm_wakeup(core, &dom, 0);
            }
        });
    }
    Ok(())
}
