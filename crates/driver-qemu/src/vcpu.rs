//! Virtual CPUs of a guest: how many, what each has done, where each may run.

use virt::constants::*;
use virt::generated::domain::*;
use virt::{DomainRef, Error, Result, TypedParam, VcpuInfo};

use crate::core::Core;
use crate::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use crate::vm::Snapshot;

pub(crate) fn vcpus_flags(core: &Core, dom: &DomainRef, flags: u32) -> Result<i32> {
    let known = AFFECT_LIVE | AFFECT_CONFIG | VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_VCPU_GUEST;
    flags::only(flags, known, "qemuDomainGetVcpusFlags")?;
    if flags & VIR_DOMAIN_VCPU_GUEST != 0 {
        return guest_count(core, dom, flags & VIR_DOMAIN_VCPU_MAXIMUM != 0);
    }
    let snapshot = core.table.find(dom)?.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let pick = |summary: &conf::domain::Summary| match flags & VIR_DOMAIN_VCPU_MAXIMUM != 0 {
        true => summary.max_vcpus,
        false => summary.vcpus,
    };
    let count = match (&snapshot.definition, affected.live) {
        (Some(definition), false) => pick(&definition.summary),
        _ => snapshot.with_summary(pick)?,
    };
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// CPUs as the guest's own kernel counts them.
fn guest_count(core: &Core, dom: &DomainRef, maximum: bool) -> Result<i32> {
    if !core.table.find(dom)?.snapshot().is_active() {
        let message = "vCPU count provided by the guest agent can only be requested for live domains";
        return Err(Error::invalid_arg(message));
    }
    crate::agent::vcpus::count(core, dom, maximum)
}

/// CPUs of the running guest at most.
pub(crate) fn max_vcpus(core: &Core, dom: &DomainRef) -> Result<i32> {
    vcpus_flags(core, dom, AFFECT_LIVE | VIR_DOMAIN_VCPU_MAXIMUM)
}

/// Largest answer in bytes of CPU maps.
const MAX_MAPS: usize = 1 << 20;

fn map_size(count: usize, maplen: i32) -> Result<usize> {
    let length = usize::try_from(maplen).unwrap_or(0);
    let total = length.checked_mul(count).filter(|total| *total <= MAX_MAPS);
    total.map(|_| length).ok_or_else(|| Error::internal("the CPU maps asked for are too large"))
}

fn fitted(mut map: Vec<u8>, length: usize) -> Vec<u8> {
    map.resize(length, 0);
    map
}

pub(crate) fn vcpus(core: &Core, dom: &DomainRef, maxinfo: i32, maplen: i32) -> Result<DomainVcpusReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    let not_running = || Error::operation_invalid("cannot retrieve vcpu information for inactive domain");
    let live = snapshot.live.as_ref().ok_or_else(not_running)?;
    let (pid, count) = (live.process.pid(), crate::list::at_most(maxinfo).min(live.vcpu_threads().len()));
    let length = map_size(count, maplen)?;
    let mut reply = DomainVcpusReply::default();
    for (number, tid) in live.vcpu_threads().iter().enumerate().take(count) {
        let usage = core.proc.thread_usage(pid, *tid).unwrap_or_default();
        reply.info.push(VcpuInfo {
            number: u32::try_from(number).unwrap_or(0),
            state: VIR_VCPU_RUNNING,
            cpu_time: usage.user_ns.saturating_add(usage.system_ns),
            cpu: i32::try_from(usage.last_cpu).unwrap_or(0),
        });
        if length > 0 {
            reply.cpumaps.extend(fitted(core.proc.affinity(pid, *tid).unwrap_or_default(), length));
        }
    }
    Ok(reply)
}

/// The CPUs that the definition pins a thread to; all that are on line where it says nothing.
fn pinned(core: &Core, domain: &conf::domain::Domain, vcpu: Option<usize>) -> Vec<u8> {
    let tune = domain.cputune.as_ref();
    let pin = tune.and_then(|tune| match vcpu {
        Some(number) => tune.vcpu_pins.iter().find(|pin| pin.vcpu as usize == number).map(|pin| &pin.cpuset),
        None => tune.emulator_pin.as_ref().map(|pin| &pin.cpuset),
    });
    match pin {
        Some(set) => host::node::bitmap_of(&host::node::parse_list(&set.to_string())),
        None => host::node::bitmap_of(&core.node.cpus_online()),
    }
}

fn document(snapshot: &Snapshot, live: bool) -> Result<conf::domain::Domain> {
    match (&snapshot.live, &snapshot.definition) {
        (Some(running), _) if live => Ok(running.document().domain.clone()),
        (_, Some(definition)) => definition.parse(),
        _ => Err(Error::operation_invalid("domain is not running")),
    }
}

pub(crate) fn vcpu_pin_info(
    core: &Core,
    dom: &DomainRef,
    ncpumaps: i32,
    maplen: i32,
    flags: u32,
) -> Result<DomainVcpuPinInfoReply> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainGetVcpuPinInfo")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let domain = document(&snapshot, affected.live)?;
    let count = crate::list::at_most(ncpumaps).min(usize::try_from(domain.vcpu.count).unwrap_or(0));
    let length = map_size(count, maplen)?;
    let maps = (0..count).flat_map(|number| fitted(pinned(core, &domain, Some(number)), length));
    Ok(DomainVcpuPinInfoReply { cpumaps: maps.collect(), num: i32::try_from(count).unwrap_or(0) })
}

pub(crate) fn emulator_pin_info(
    core: &Core,
    dom: &DomainRef,
    maplen: i32,
    flags: u32,
) -> Result<DomainEmulatorPinInfoReply> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainGetEmulatorPinInfo")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let domain = document(&snapshot, affected.live)?;
    let length = map_size(1, maplen)?;
    Ok(DomainEmulatorPinInfoReply { cpumaps: fitted(pinned(core, &domain, None), length), ret: 1 })
}

/// CPU time of the guest as a whole. Figures for each host CPU need cgroups of version 1.
pub(crate) fn cpu_stats(
    core: &Core,
    dom: &DomainRef,
    nparams: u32,
    start_cpu: i32,
    ncpus: u32,
    flags: u32,
) -> Result<DomainCpuStatsReply> {
    flags::only(flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetCPUStats")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    if start_cpu != -1 {
        if ncpus == 0 {
            let count = core.node.cpus_present().iter().max().map_or(0, |last| last.saturating_add(1));
            return Ok(DomainCpuStatsReply { params: Vec::new(), nparams: i32::try_from(count).unwrap_or(0) });
        }
        let message = "operation 'getCpuacctPercpuUsage' not supported for backend 'cgroup V2'";
        return Err(Error::operation_unsupported(message).in_domain(virt::ErrorDomain::CGROUP));
    }
    if nparams == 0 {
        return Ok(DomainCpuStatsReply { params: Vec::new(), nparams: 3 });
    }
    let failed = |e| Error::system("cannot read CPU time of the guest", &e);
    let counted = live.groups.as_ref().and_then(|groups| groups.kernel().cpu_time(groups.whole()).ok());
    let [all, user, system] = match counted {
        Some(times) => times,
        None => {
            let usage = core.proc.usage(live.process.pid()).map_err(failed)?;
            [usage.user_ns.saturating_add(usage.system_ns), usage.user_ns, usage.system_ns]
        }
    };
    let mut params = vec![
        TypedParam::new(VIR_DOMAIN_CPU_STATS_CPUTIME, all),
        TypedParam::new(VIR_DOMAIN_CPU_STATS_USERTIME, user),
        TypedParam::new(VIR_DOMAIN_CPU_STATS_SYSTEMTIME, system),
    ];
    params.truncate(usize::try_from(nparams).unwrap_or(usize::MAX));
    let nparams = i32::try_from(params.len()).unwrap_or(0);
    Ok(DomainCpuStatsReply { params, nparams })
}

/// Changes how many CPUs a guest has, running or in its definition.
pub(crate) fn set_vcpus(core: &Core, dom: &DomainRef, count: u32, flags: u32) -> Result<()> {
    let known = AFFECT_LIVE | AFFECT_CONFIG | VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_VCPU_GUEST;
    flags::only(flags, known, "qemuDomainSetVcpusFlags")?;
    if count == 0 {
        return Err(Error::invalid_arg("nvcpus in virDomainSetVcpusFlags must not be zero"));
    }
    if flags & VIR_DOMAIN_VCPU_GUEST != 0 {
        let words = ("VIR_DOMAIN_VCPU_GUEST", "VIR_DOMAIN_AFFECT_CONFIG");
        flags::exclusive(flags, (VIR_DOMAIN_VCPU_GUEST, words.0), (AFFECT_CONFIG, words.1))?;
        return crate::agent::vcpus::set_count(core, dom, count);
    }
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set vcpus")?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let live = snapshot.live.as_ref().filter(|_| affected.live);
    if live.is_some() && flags & VIR_DOMAIN_VCPU_MAXIMUM != 0 {
        return Err(Error::invalid_arg("the maximum of virtual CPUs of a running guest is fixed"));
    }
    // Both are checked before either is changed.
    let redefined = affected.config.then(|| redefined(&snapshot, count, flags)).transpose()?;
    if let Some(live) = live {
        crate::vcpu_plug::set_count(core, &vm, live, count)?;
    }
    match redefined {
        Some(domain) => core.replace_definition(&vm, &domain),
        None => Ok(()),
    }
}

/// The definition with another number of CPUs.
fn redefined(snapshot: &Snapshot, count: u32, flags: u32) -> Result<conf::domain::Domain> {
    let Some(definition) = &snapshot.definition else {
        return Err(Error::operation_invalid("transient domains do not have any persistent config"));
    };
    let mut domain = definition.parse()?;
    if flags & VIR_DOMAIN_VCPU_MAXIMUM != 0 {
        domain.vcpu.count = count;
        domain.vcpu.current = domain.vcpu.current.filter(|current| *current < count);
    } else {
        if count > domain.vcpu.count {
            let message = format!(
                "requested vcpus is greater than max allowable vcpus for the persistent domain: {count} > {}",
                domain.vcpu.count
            );
            return Err(Error::invalid_arg(message));
        }
        domain.vcpu.current = Some(count).filter(|current| *current < domain.vcpu.count);
    }
    Ok(domain)
}
