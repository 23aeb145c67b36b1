//! Limits of a guest's CPU time, memory, disks and nodes, by named values.

use conf::domain::Domain;
use conf::domain::tuning::NumaMode;
use conf::tune::{self, GET, SET, counted, once};
use host::cgroup::{Controller, Limit, Refused, Setting};
use virt::constants::*;
use virt::generated::domain::*;
use virt::{DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};

use super::groups::{Groups, lift_device, limit_device, of_live, refused};
use super::silent;
use crate::core::Core;
use crate::flags::{self, Affected};
use crate::live::Live;

/// CPU time is shared and limited.
const SCHEDULER: &str = "posix";

pub(crate) fn scheduler_type(core: &Core, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    if let Some(live) = &snapshot.live {
        of_live(live, Controller::Cpu)?;
    }
    Ok(DomainSchedulerTypeReply { type_: SCHEDULER.to_owned(), nparams: 9 })
}

pub(crate) fn scheduler(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, GET, "qemuDomainGetSchedulerParametersFlags")?;
    let meant = core.meant(dom, flags)?;
    let mut params = match &meant.live {
        Some(live) => running_scheduler(live, of_live(live, Controller::Cpu)?)?,
        None => tune::scheduler::params(&meant.domain, 0),
    };
    params.truncate(crate::list::at_most(room));
    Ok(params)
}

/// What the kernel says; what has no threads has no limits.
fn running_scheduler(live: &Live, groups: &Groups) -> Result<Vec<TypedParam>> {
    use conf::tune::pin::Thread;
    let kernel = groups.kernel();
    let shares = kernel.shares(groups.whole()).map_err(refused)?;
    let mut params = vec![TypedParam::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, shares)];
    let domain = &live.document().domain;
    let first = tune::iothread::list(domain).first().map(|thread| Thread::Iothread(thread.id));
    let of_part = |thread: Thread| kernel.bandwidth(&groups.part(thread));
    let values = [
        of_part(Thread::Vcpu(0)).ok(),
        of_part(Thread::Emulator).ok(),
        Some(kernel.bandwidth(groups.whole()).map_err(refused)?),
        first.and_then(|thread| of_part(thread).ok()),
    ];
    for (part, value) in tune::scheduler::PARTS.iter().zip(values) {
        let (period, quota) = value.unwrap_or((0, 0));
        params.push(TypedParam::new(part.names[0], period));
        params.push(TypedParam::new(part.names[1], quota));
    }
    Ok(params)
}

pub(crate) fn set_scheduler(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetSchedulerParametersFlags")?;
    once(flags)?;
    tune::scheduler::check(params, &[])?;
    let change = |domain: &mut Domain, affected: Affected| {
        tune::scheduler::apply(domain, params, affected.config);
        Ok(())
    };
    let act = |live: &Live, domain: &mut Domain| limit_time(live, domain, params);
    core.change_documents(dom, flags, "set scheduler parameters", change, act, || tune::scheduler::told(params))
}

/// Tells the kernel of new limits; the document says what it made of the shares.
fn limit_time(live: &Live, domain: &mut Domain, params: &[TypedParam]) -> Result<()> {
    use conf::tune::pin::Thread;
    let groups = of_live(live, Controller::Cpu)?;
    if let Some(TypedValue::Ullong(shares)) = typed_param::find(params, VIR_DOMAIN_SCHEDULER_CPU_SHARES) {
        groups.set(&Setting::Shares(*shares))?;
    }
    let vcpus = (0..).zip(live.vcpu_threads().iter()).map(|(id, _)| groups.part(Thread::Vcpu(id))).collect();
    let iothreads = tune::iothread::list(domain).into_iter().map(|thread| groups.part(Thread::Iothread(thread.id)));
    let places: [Vec<String>; 4] =
        [vcpus, vec![groups.part(Thread::Emulator)], vec![groups.whole().to_owned()], iothreads.collect()];
    for (part, places) in tune::scheduler::PARTS.iter().zip(places) {
        let period = match typed_param::find(params, part.names[0]) {
            Some(TypedValue::Ullong(period)) => *period,
            _ => 0,
        };
        let quota = match typed_param::find(params, part.names[1]) {
            Some(TypedValue::Llong(quota)) => *quota,
            _ => 0,
        };
        for place in places {
            super::groups::bandwidth(groups, &place, period, quota)?;
        }
    }
    Ok(())
}

pub(crate) fn memory(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
    flags::only(flags, GET, "qemuDomainGetMemoryParameters")?;
    let meant = core.meant(dom, flags)?;
    let all = match &meant.live {
        Some(live) => running_memory(of_live(live, Controller::Memory)?)?,
        None => tune::memory::params(&meant.domain),
    };
    let (params, nparams) = counted(all, room);
    Ok(DomainMemoryParametersReply { params, nparams })
}

const LIMITS: [(&str, Limit); 3] = [
    (VIR_DOMAIN_MEMORY_HARD_LIMIT, Limit::Hard),
    (VIR_DOMAIN_MEMORY_SOFT_LIMIT, Limit::Soft),
    (VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, Limit::Swap),
];

fn running_memory(groups: &Groups) -> Result<Vec<TypedParam>> {
    let kib = |found: std::result::Result<Option<u64>, Refused>| match found {
        Ok(limit) => Ok(limit.map_or(tune::memory::UNLIMITED, |bytes| bytes / 1024)),
        // A kernel that does not count swap space limits none.
        Err(refused) if refused.error.kind() == std::io::ErrorKind::NotFound => Ok(tune::memory::UNLIMITED),
        Err(error) => Err(refused(error)),
    };
    let all = LIMITS
        .iter()
        .map(|(field, limit)| Ok(TypedParam::new(*field, kib(groups.kernel().memory(groups.whole(), *limit))?)));
    all.collect()
}

pub(crate) fn set_memory(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetMemoryParameters")?;
    once(flags)?;
    tune::memory::check(params)?;
    let change = |domain: &mut Domain, _| tune::memory::apply(domain, params);
    let act = |live: &Live, _: &mut Domain| limit_memory(of_live(live, Controller::Memory)?, params);
    core.change_documents(dom, flags, "set memory parameters", change, act, silent)
}

fn limit_memory(groups: &Groups, params: &[TypedParam]) -> Result<()> {
    let mut settings = Vec::new();
    for (field, limit) in LIMITS {
        let Some(TypedValue::Ullong(kib)) = typed_param::find(params, field) else { continue };
        if *kib > tune::memory::UNLIMITED {
            let message = format!("Memory '{kib}' must be less than {}", tune::memory::UNLIMITED);
            return Err(Error::invalid_arg(message).in_domain(ErrorDomain::CGROUP));
        }
        let bytes = Some(kib.saturating_mul(1024)).filter(|_| *kib != tune::memory::UNLIMITED);
        settings.push(Setting::Memory(limit, bytes));
    }
    if groups.set_all(&settings).is_err() {
        // The limit with swap space is never the lower one, so one of the two goes first.
        settings.reverse();
        return groups.set_all(&settings);
    }
    Ok(())
}

pub(crate) fn blkio(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
    flags::only(flags, GET, "qemuDomainGetBlkioParameters")?;
    let mut meant = core.meant(dom, flags)?;
    if let Some(live) = &meant.live {
        let groups = of_live(live, Controller::Blkio)?;
        let weight = groups.kernel().disk_weight(groups.whole()).map_err(refused)?;
        meant.domain.blkiotune.get_or_insert_default().weight = weight;
    }
    let (params, nparams) = counted(tune::blkio::params(&meant.domain), room);
    Ok(DomainBlkioParametersReply { params, nparams })
}

pub(crate) fn set_blkio(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetBlkioParameters")?;
    once(flags)?;
    tune::blkio::check(params)?;
    let change = |domain: &mut Domain, _| tune::blkio::apply(domain, params);
    let act = |live: &Live, domain: &mut Domain| {
        let groups = of_live(live, Controller::Blkio)?;
        if let Some(TypedValue::Uint(weight)) = typed_param::find(params, VIR_DOMAIN_BLKIO_WEIGHT) {
            groups.set(&Setting::DiskWeight(*weight))?;
        }
        let before = live.document().domain.blkiotune.clone().unwrap_or_default().devices;
        let after = domain.blkiotune.clone().unwrap_or_default().devices;
        for device in after.iter().filter(|device| !before.contains(device)) {
            limit_device(groups, device)?;
        }
        let now = |path: &str| after.iter().find(|device| device.path == path);
        before.iter().try_for_each(|device| lift_device(groups, device, now(&device.path)))
    };
    core.change_documents(dom, flags, "set block I/O parameters", change, act, silent)
}

pub(crate) fn numa(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainNumaParametersReply> {
    flags::only(flags, GET, "qemuDomainGetNumaParameters")?;
    let meant = core.meant(dom, flags)?;
    let (params, nparams) = counted(tune::numa::params(&meant.domain), room);
    Ok(DomainNumaParametersReply { params, nparams })
}

pub(crate) fn set_numa(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "qemuDomainSetNumaParameters")?;
    once(flags)?;
    let asked = tune::numa::Asked::read(params)?;
    let change = |domain: &mut Domain, what: Affected| {
        let has_none = domain.numatune.as_ref().is_none_or(|tune| tune.memory.is_none());
        match what.live {
            // Compat: a mode alone, of a guest whose memory comes from anywhere, changes nothing.
            true if has_none && asked.nodes.is_none() => return Ok(()),
            true if !has_none => may_move(domain, &asked)?,
            _ => (),
        }
        tune::numa::apply(domain, &asked)
    };
    let act = |live: &Live, domain: &mut Domain| {
        let Some(nodes) = &asked.nodes else { return Ok(()) };
        let groups = of_live(live, Controller::Cpuset)?;
        parts(live, domain, groups).iter().try_for_each(|part| groups.set_in(part, &Setting::Nodes(nodes.to_string())))
    };
    core.change_documents(dom, flags, "set NUMA parameters", change, act, silent)
}

/// Memory of a running guest moves only if it never was bound by QEMU itself.
fn may_move(domain: &Domain, asked: &tune::numa::Asked) -> Result<()> {
    let memory = domain.numatune.as_ref().and_then(|tune| tune.memory.as_ref());
    let mode = memory.map(|memory| memory.mode).unwrap_or_default();
    if let Some(asked_mode) = asked.mode {
        if asked_mode != mode {
            return Err(Error::operation_invalid("can't change numatune mode for running domain"));
        }
        if mode == NumaMode::Strict && asked.nodes.as_ref() != memory.and_then(|memory| memory.nodeset.as_ref()) {
            return Err(Error::operation_invalid("can't change nodeset for strict mode for running domain"));
        }
        return Ok(());
    }
    if asked.nodes.is_some() && mode != NumaMode::Restrictive {
        let message = "change of nodeset for running domain requires restrictive numa mode";
        return Err(Error::operation_invalid(message));
    }
    Ok(())
}

/// The groups of all threads.
fn parts(live: &Live, domain: &Domain, groups: &Groups) -> Vec<String> {
    use conf::tune::pin::Thread;
    let vcpus = (0..).zip(live.vcpu_threads().iter()).map(|(id, _)| Thread::Vcpu(id)).collect::<Vec<_>>();
    let iothreads = tune::iothread::list(domain).into_iter().map(|thread| Thread::Iothread(thread.id));
    let all = std::iter::once(Thread::Emulator).chain(vcpus).chain(iothreads);
    all.map(|thread| groups.part(thread)).collect()
}

impl Groups {
    fn set_all(&self, settings: &[Setting]) -> Result<()> {
        settings.iter().try_for_each(|setting| self.set(setting))
    }
}
