//! Virtual CPUs as the guest's kernel uses them: all are plugged in, some may be off.

use std::collections::BTreeSet;

use conf::domain::cpuset;
use serde_json::{Value, json};
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, flags};

use super::line::{Asker, with_agent, with_agent_of_running};
use crate::core::Core;

/// Most CPUs that an agent may name.
const MAX_CPUS: usize = 4096;

/// One of the guest's CPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cpu {
    pub(super) number: u32,
    pub(super) is_online: bool,
    pub(super) can_offline: bool,
}

/// All CPUs that the guest's kernel knows.
fn list(asker: &Asker<'_>) -> Result<Vec<Cpu>> {
    let reply = asker.ask("guest-get-vcpus", None)?;
    let mut cpus = Vec::new();
    for part in reply.list(MAX_CPUS)? {
        let number = u32::try_from(part.number_of("logical-id")?).ok().filter(|number| *number < 1 << 20);
        cpus.push(Cpu {
            number: number.ok_or_else(|| part.wrong("a CPU's number out of range"))?,
            is_online: part.flag_of("online")?,
            // Compat: agents leave it out where it is not so.
            can_offline: part.flag_of("can-offline").unwrap_or(false),
        });
    }
    Ok(cpus)
}

/// Turns CPUs on or off. The agent says how many it has done, and is asked again for the rest.
fn set(asker: &Asker<'_>, numbers: &[u32], online: bool) -> Result<()> {
    let mut rest = numbers;
    while !rest.is_empty() {
        let vcpus: Vec<Value> = rest.iter().map(|number| json!({ "logical-id": number, "online": online })).collect();
        let reply = asker.ask("guest-set-vcpus", Some(json!({ "vcpus": vcpus })))?;
        let done = usize::try_from(reply.number()?).ok().filter(|done| (1..=rest.len()).contains(done));
        let done = done.ok_or_else(|| reply.whole().wrong("a number of CPUs that was not asked for"))?;
        rest = rest.get(done..).unwrap_or_default();
    }
    Ok(())
}

fn numbers(cpus: &[Cpu], wanted: impl Fn(&Cpu) -> bool) -> String {
    cpuset::format(&cpus.iter().filter(|cpu| wanted(cpu)).map(|cpu| cpu.number).collect())
}

/// Which CPUs there are, which are on and which can be turned off.
pub(crate) fn guest_vcpus(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, 0, "qemuDomainGetGuestVcpus")?;
    let cpus = with_agent(core, dom, "agent: CPUs", list)?;
    Ok(vec![
        TypedParam::new("vcpus", numbers(&cpus, |_| true)),
        TypedParam::new("online", numbers(&cpus, |cpu| cpu.is_online)),
        TypedParam::new("offlinable", numbers(&cpus, |cpu| cpu.can_offline)),
    ])
}

/// Turns the CPUs of a list on or off.
pub(crate) fn set_guest_vcpus(core: &Core, dom: &DomainRef, cpumap: &str, state: i32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "qemuDomainSetGuestVcpus")?;
    if !matches!(state, 0 | 1) {
        return Err(Error::bad_argument("unsupported state value"));
    }
    let wrong = || Error::invalid_arg(format!("Failed to parse bitmap '{cpumap}'")).in_domain(ErrorDomain::NONE);
    let wanted = cpuset::parse(cpumap).filter(|set| !set.is_empty()).ok_or_else(wrong)?;
    with_agent(core, dom, "agent: set CPUs", |asker| {
        let known = list(asker)?;
        check(&known, &wanted, state == 0)?;
        set(asker, &wanted.iter().copied().collect::<Vec<_>>(), state == 1)
    })
}

fn check(known: &[Cpu], wanted: &BTreeSet<u32>, turn_off: bool) -> Result<()> {
    let set_of = |accept: fn(&Cpu) -> bool| -> BTreeSet<u32> {
        known.iter().filter(|cpu| accept(cpu)).map(|cpu| cpu.number).collect()
    };
    let fixed = set_of(|cpu| !cpu.can_offline);
    if let Some(number) = wanted.intersection(&fixed).next().filter(|_| turn_off) {
        return Err(Error::operation_unsupported(format!("vCPU '{number}' is not offlinable")));
    }
    let missing: BTreeSet<u32> = wanted.difference(&set_of(|_| true)).copied().collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Error::invalid_arg(format!("guest is missing vCPUs '{}'", cpuset::format(&missing)))),
    }
}

/// How many CPUs the guest uses, or knows at all.
pub(crate) fn count(core: &Core, dom: &DomainRef, maximum: bool) -> Result<i32> {
    let cpus = with_agent_of_running(core, dom, "agent: count CPUs", list)?;
    Ok(i32::try_from(cpus.iter().filter(|cpu| maximum || cpu.is_online).count()).unwrap_or(i32::MAX))
}

/// Has the guest use so many CPUs.
pub(crate) fn set_count(core: &Core, dom: &DomainRef, count: u32) -> Result<()> {
    with_agent(core, dom, "agent: set number of CPUs", |asker| {
        let plugged = core.table.find(dom)?.snapshot().running()?.document().summary.vcpus;
        if u64::from(count) > u64::from(plugged) {
            let message = "requested vcpu count is greater than the count of enabled vcpus in the domain";
            return Err(Error::invalid_arg(format!("{message}: {count} > {plugged}")));
        }
        let (numbers, online) = changes(&list(asker)?, usize::try_from(count).unwrap_or(usize::MAX))?;
        set(asker, &numbers, online)
    })
}

/// Which CPUs to turn on or off for so many to be on.
pub(super) fn changes(cpus: &[Cpu], count: usize) -> Result<(Vec<u32>, bool)> {
    if cpus.len() < count {
        return Err(Error::internal("guest agent reports less cpu than requested"));
    }
    let on = cpus.iter().filter(|cpu| cpu.is_online).count();
    let numbers = |wanted: &dyn Fn(&&Cpu) -> bool, limit| -> Vec<u32> {
        cpus.iter().filter(|cpu| wanted(cpu)).map(|cpu| cpu.number).take(limit).collect()
    };
    if on <= count {
        return Ok((numbers(&|cpu| !cpu.is_online, count - on), true));
    }
    let off = numbers(&|cpu| cpu.is_online && cpu.can_offline, on - count);
    match off.len() == on - count {
        true => Ok((off, false)),
        false => Err(Error::invalid_arg("Cannot offline enough CPUs")),
    }
}
