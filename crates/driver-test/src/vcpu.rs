//! Virtual CPUs of a guest: how many, and where each may run.

use std::collections::BTreeSet;

use conf::domain::Domain;
use conf::domain::cpuset::{self, CpuSet};
use conf::domain::cputune::{Cputune, EmulatorPin, VcpuPin};
use conf::domain::tuning::{VcpuState, Vcpus};
use conf::words::YesNo;
use virt::constants::*;
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affected};
use virt::generated::domain::*;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, VcpuInfo};

use crate::core::{Core, once};
use crate::list::at_most;
use crate::node::MAX_VCPUS;
use crate::tuning::tunable;

const MAXIMUM: u32 = VIR_DOMAIN_VCPU_MAXIMUM;

pub(crate) fn vcpus_flags(core: &Core, dom: &DomainRef, flags: u32) -> Result<i32> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG | MAXIMUM, "testDomainGetVcpusFlags")?;
    let vcpu = core.meant(dom, flags)?.vcpu;
    let count = if flags & MAXIMUM != 0 { vcpu.count } else { vcpu.current() };
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Changes how many CPUs a guest has, running or in its definition.
pub(crate) fn set_vcpus(core: &Core, dom: &DomainRef, count: u32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG | MAXIMUM, "testDomainSetVcpusFlags")?;
    if count == 0 || count > MAX_VCPUS {
        let message = format!("requested cpu amount exceeds maximum supported amount ({count} > {MAX_VCPUS})");
        return Err(Error::invalid_arg(message));
    }
    let change = |domain: &mut Domain, what: Affected| set_count(domain, what, count, flags & MAXIMUM != 0);
    core.change_documents(dom, flags, change, |_, _| None)
}

fn set_count(domain: &mut Domain, what: Affected, count: u32, maximum: bool) -> Result<()> {
    // A number says nothing of single CPUs any more.
    domain.vcpus = None;
    let vcpu = &mut domain.vcpu;
    if maximum {
        if what.live {
            return Err(Error::invalid_arg("the maximum of virtual CPUs of a running guest is fixed"));
        }
        vcpu.current = vcpu.current.filter(|current| *current < count);
        vcpu.count = count;
        return Ok(());
    }
    if count > vcpu.count {
        let message = format!("requested cpu amount exceeds maximum ({count} > {})", vcpu.count);
        return Err(Error::invalid_arg(message));
    }
    vcpu.current = Some(count).filter(|count| *count < vcpu.count);
    Ok(())
}

/// A set as one bit for each of the host's CPUs, in so many bytes.
pub(crate) fn bitmap(set: Option<&CpuSet>, cpus: u32, maplen: i32) -> Result<Vec<u8>> {
    const MAX_BYTES: usize = 1 << 16;
    let length = at_most(maplen);
    if length > MAX_BYTES {
        return Err(Error::invalid_arg(format!("a CPU map has at most {MAX_BYTES} bytes")));
    }
    let mut map = vec![0; length];
    for cpu in (0..cpus).filter(|cpu| set.is_none_or(|set| set.0.contains(cpu))) {
        if let Some(byte) = map.get_mut(cpu as usize / 8) {
            *byte |= 1 << (cpu % 8);
        }
    }
    Ok(map)
}

/// The CPUs of the host that a map has bits for.
pub(crate) fn set_of(map: &[u8], cpus: u32) -> CpuSet {
    let holds = |cpu: &u32| map.get(*cpu as usize / 8).is_some_and(|byte| byte >> (cpu % 8) & 1 != 0);
    CpuSet((0..cpus).filter(holds).collect::<BTreeSet<_>>())
}

fn pin_of(domain: &Domain, vcpu: u32) -> Option<&CpuSet> {
    let tune = domain.cputune.as_ref()?;
    tune.vcpu_pins.iter().find(|pin| pin.vcpu == vcpu).map(|pin| &pin.cpuset)
}

pub(crate) fn vcpus(core: &Core, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
    let guest = core.guest(dom)?;
    if !guest.is_active() {
        return Err(Error::operation_invalid("cannot list vcpus for an inactive domain"));
    }
    let domain = guest.current()?;
    let mut reply = DomainVcpusReply::default();
    let there = (0..).zip(presence(&domain)).filter_map(|(number, there)| there.then_some(number));
    for number in there.take(at_most(maxinfo)) {
        let pin = pin_of(&domain, number);
        let last = pin.and_then(|set| set.0.last().copied()).unwrap_or(core.node.cpus.saturating_sub(1));
        reply.info.push(VcpuInfo {
            number,
            state: VIR_VCPU_RUNNING,
            cpu_time: core.microseconds() / 10,
            cpu: i32::try_from(last).unwrap_or(0),
        });
        reply.cpumaps.extend(bitmap(pin, core.node.cpus, maplen)?);
    }
    Ok(reply)
}

pub(crate) fn pin_vcpu(core: &Core, dom: &DomainRef, vcpu: u32, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainPinVcpuFlags")?;
    let set = set_of(map, core.node.cpus);
    if set.0.is_empty() {
        return Err(Error::invalid_arg("the CPU map is empty").in_domain(ErrorDomain::TEST));
    }
    let pin = |domain: &mut Domain, _| {
        if vcpu >= domain.vcpu.current() {
            return Err(Error::invalid_arg(format!("requested vcpu '{vcpu}' is not present in the domain")));
        }
        let pins = &mut domain.cputune.get_or_insert_with(Box::<Cputune>::default).vcpu_pins;
        pins.retain(|pin| pin.vcpu != vcpu);
        pins.push(VcpuPin { vcpu, cpuset: set.clone() });
        pins.sort_by_key(|pin| pin.vcpu);
        Ok(())
    };
    let told = || vec![TypedParam::new(format!("cputune.vcpupin{vcpu}"), cpuset::format(&set.0))];
    core.change_documents(dom, flags, pin, |guest, what| what.live.then(|| tunable(guest, told())))
}

pub(crate) fn vcpu_pin_info(
    core: &Core,
    dom: &DomainRef,
    ncpumaps: i32,
    maplen: i32,
    flags: u32,
) -> Result<DomainVcpuPinInfoReply> {
    // Compat: other flags are not looked at.
    let domain = core.meant(dom, flags)?;
    let count = at_most(ncpumaps).min(domain.vcpu.count as usize);
    let mut reply = DomainVcpuPinInfoReply { num: i32::try_from(count).unwrap_or(0), ..Default::default() };
    for number in (0..domain.vcpu.count).take(count) {
        reply.cpumaps.extend(bitmap(pin_of(&domain, number), core.node.cpus, maplen)?);
    }
    Ok(reply)
}

pub(crate) fn emulator_pin_info(
    core: &Core,
    dom: &DomainRef,
    maplen: i32,
    flags: u32,
) -> Result<DomainEmulatorPinInfoReply> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainGetEmulatorPinInfo")?;
    let domain = core.meant(dom, flags)?;
    let set = domain.cputune.as_ref().and_then(|tune| tune.emulator_pin.as_ref()).map(|pin| &pin.cpuset);
    Ok(DomainEmulatorPinInfoReply { cpumaps: bitmap(set, core.node.cpus, maplen)?, ret: 1 })
}

pub(crate) fn pin_emulator(core: &Core, dom: &DomainRef, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainPinEmulator")?;
    once(flags)?;
    let set = set_of(map, core.node.cpus);
    if set.0.is_empty() {
        return Err(Error::invalid_arg("the CPU map is empty"));
    }
    let pin = |domain: &mut Domain, _| {
        let tune = domain.cputune.get_or_insert_with(Box::<Cputune>::default);
        tune.emulator_pin = Some(EmulatorPin { cpuset: set.clone() });
        Ok(())
    };
    let told = || vec![TypedParam::new(VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN, cpuset::format(&set.0))];
    core.change_documents(dom, flags, pin, |guest, what| what.live.then(|| tunable(guest, told())))
}

/// Whether each of the CPUs that the guest may have is there.
fn presence(domain: &Domain) -> Vec<bool> {
    let listed = domain.vcpus.as_ref().map(|list| list.vcpus.as_slice()).unwrap_or_default();
    let is_there = |id: u32| match listed.iter().find(|vcpu| vcpu.id == id) {
        Some(vcpu) => vcpu.enabled.is_yes(),
        None => id < domain.vcpu.current(),
    };
    (0..domain.vcpu.count).map(is_there).collect()
}

/// Adds or removes single CPUs.
pub(crate) fn set_vcpu(core: &Core, dom: &DomainRef, map: &str, state: i32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainSetVcpu")?;
    let chosen = cpuset::parse(map).filter(|set| !set.is_empty());
    let chosen = chosen.ok_or_else(|| Error::invalid_arg(format!("'{map}' is no list of CPUs")))?;
    if !(0..=1).contains(&state) {
        return Err(Error::invalid_arg(format!("unsupported state value {state}")));
    }
    let change = |domain: &mut Domain, _| {
        let mut there = presence(domain);
        for id in &chosen {
            let slot = usize::try_from(*id).ok().and_then(|id| there.get_mut(id));
            let missing = || Error::invalid_arg(format!("vCPU '{id}' is not present in domain"));
            *slot.ok_or_else(missing)? = state == 1;
        }
        if there.first() != Some(&true) {
            return Err(Error::invalid_arg("vCPU '0' must be enabled"));
        }
        put_presence(domain, &there);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

fn put_presence(domain: &mut Domain, there: &[bool]) {
    let count = there.iter().filter(|there| **there).count();
    let current = u32::try_from(count).unwrap_or(u32::MAX);
    domain.vcpu.current = Some(current).filter(|current| *current < domain.vcpu.count);
    let mut order = 0;
    let vcpus = (0..).zip(there).map(|(id, there)| {
        let enabled = if *there { YesNo::Yes } else { YesNo::No };
        let hotpluggable = if id == 0 { YesNo::No } else { YesNo::Yes };
        order += u32::from(*there);
        VcpuState { id, enabled, hotpluggable: Some(hotpluggable), order: there.then_some(order) }
    });
    domain.vcpus = Some(Vcpus { vcpus: vcpus.collect() });
}
