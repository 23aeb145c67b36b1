//! Virtual CPUs of a guest: how many, and where each may run.

use conf::domain::Domain;
use conf::tune::once;
use conf::tune::pin::{self, Thread, bitmap, set_of};
use conf::tune::vcpu::{self, presence};
use virt::constants::*;
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affected};
use virt::generated::domain::*;
use virt::{DomainRef, Error, ErrorDomain, Result, VcpuInfo};

use crate::core::Core;
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

pub(crate) fn vcpus(core: &Core, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
    let guest = core.guest(dom)?;
    if !guest.is_active() {
        return Err(Error::operation_invalid("cannot list vcpus for an inactive domain"));
    }
    let domain = guest.current()?;
    let mut reply = DomainVcpusReply::default();
    let there = (0..).zip(presence(&domain)).filter_map(|(number, there)| there.then_some(number));
    for number in there.take(at_most(maxinfo)) {
        let pin = pin::of(&domain, Thread::Vcpu(number));
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
    let thread = Thread::Vcpu(vcpu);
    let pin = |domain: &mut Domain, _| {
        if vcpu >= domain.vcpu.current() {
            return Err(Error::invalid_arg(format!("requested vcpu '{vcpu}' is not present in the domain")));
        }
        pin::put(domain, thread, &set);
        Ok(())
    };
    core.change_documents(dom, flags, pin, |guest, what| what.live.then(|| tunable(guest, pin::told(thread, &set))))
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
        reply.cpumaps.extend(bitmap(pin::of(&domain, Thread::Vcpu(number)), core.node.cpus, maplen)?);
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
    let set = pin::of(&domain, Thread::Emulator);
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
        pin::put(domain, Thread::Emulator, &set);
        Ok(())
    };
    let told = || pin::told(Thread::Emulator, &set);
    core.change_documents(dom, flags, pin, |guest, what| what.live.then(|| tunable(guest, told())))
}

/// Adds or removes single CPUs.
pub(crate) fn set_vcpu(core: &Core, dom: &DomainRef, map: &str, state: i32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainSetVcpu")?;
    let (chosen, enabled) = vcpu::asked(map, state)?;
    let change = |domain: &mut Domain, _| {
        let there = vcpu::changed(domain, &chosen, enabled)?;
        vcpu::put(domain, &there);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
