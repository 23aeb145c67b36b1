//! Limits of guests, read and changed by named values: each stands in the guest's document.

use conf::domain::Domain;
use conf::tune::{self, GET, SET, counted, once};
use virt::constants::*;
use virt::events::DomainEventTunable;
use virt::flags::{self, Affected};
use virt::generated::domain::*;
use virt::{DomainRef, Error, Event, Result, TypedParam};

use crate::core::Core;
use crate::guest::Guest;

/// The event of new limits.
pub(crate) fn tunable(guest: &Guest, params: Vec<TypedParam>) -> Event {
    Event::DomainEventTunable(DomainEventTunable { dom: guest.reference(), params })
}

/// All guests are equal, whatever is said of them.
const WEIGHT: u32 = 50;
/// Shares of a guest whose document names none.
const SHARES: u64 = 1024;

pub(crate) fn scheduler_type(core: &Core, dom: &DomainRef) -> Result<DomainSchedulerTypeReply> {
    core.guest(dom)?;
    Ok(DomainSchedulerTypeReply { type_: "fair".to_owned(), nparams: 2 + 2 * 4 })
}

pub(crate) fn scheduler(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, GET, "testDomainGetSchedulerParametersFlags")?;
    let mut params = vec![TypedParam::new(VIR_DOMAIN_SCHEDULER_WEIGHT, WEIGHT)];
    params.extend(tune::scheduler::params(&core.meant_once(dom, flags)?, SHARES));
    params.truncate(crate::list::at_most(room));
    Ok(params)
}

pub(crate) fn set_scheduler(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetSchedulerParametersFlags")?;
    // Compat: a weight is accepted and changes nothing.
    tune::scheduler::check(params, &[(VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_TYPED_PARAM_UINT)])?;
    let limits: Vec<TypedParam> =
        params.iter().filter(|param| param.field != VIR_DOMAIN_SCHEDULER_WEIGHT).cloned().collect();
    if limits.is_empty() {
        return core.guest(dom).map(drop);
    }
    let change = |domain: &mut Domain, _| {
        tune::scheduler::apply(domain, &limits, false);
        Ok(())
    };
    core.change_documents(dom, flags, change, |guest, what: Affected| {
        what.live.then(|| tunable(guest, tune::scheduler::told(&limits)))
    })
}

pub(crate) fn blkio(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainBlkioParametersReply> {
    flags::only(flags, GET, "testDomainGetBlkioParameters")?;
    let (params, nparams) = counted(tune::blkio::params(&core.meant_once(dom, flags)?), room);
    Ok(DomainBlkioParametersReply { params, nparams })
}

pub(crate) fn set_blkio(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetBlkioParameters")?;
    once(flags)?;
    tune::blkio::check(params)?;
    core.change_documents(dom, flags, |domain, _| tune::blkio::apply(domain, params), |_, _| None)
}

pub(crate) fn memory(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainMemoryParametersReply> {
    flags::only(flags, GET, "testDomainGetMemoryParameters")?;
    let (params, nparams) = counted(tune::memory::params(&core.meant_once(dom, flags)?), room);
    Ok(DomainMemoryParametersReply { params, nparams })
}

pub(crate) fn set_memory(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetMemoryParameters")?;
    once(flags)?;
    tune::memory::check(params)?;
    core.change_documents(dom, flags, |domain, _| tune::memory::apply(domain, params), |_, _| None)
}

pub(crate) fn numa(core: &Core, dom: &DomainRef, room: i32, flags: u32) -> Result<DomainNumaParametersReply> {
    flags::only(flags, GET, "testDomainGetNumaParameters")?;
    let (params, nparams) = counted(tune::numa::params(&core.meant_once(dom, flags)?), room);
    Ok(DomainNumaParametersReply { params, nparams })
}

pub(crate) fn set_numa(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetNumaParameters")?;
    once(flags)?;
    let asked = tune::numa::Asked::read(params)?;
    let change = |domain: &mut Domain, what: Affected| {
        let mode = domain.numatune.as_ref().and_then(|tune| tune.memory.as_ref()).map(|memory| memory.mode);
        if what.live && asked.mode.is_some_and(|asked| asked != mode.unwrap_or_default()) {
            return Err(Error::operation_invalid("the NUMA mode of a running guest is fixed"));
        }
        tune::numa::apply(domain, &asked)
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

pub(crate) fn interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    room: i32,
    flags: u32,
) -> Result<DomainInterfaceParametersReply> {
    flags::only(flags, GET, "testDomainGetInterfaceParameters")?;
    let mut domain = core.meant_once(dom, flags)?;
    let card = tune::interface::card(&mut domain, device)?;
    let (params, nparams) = counted(tune::interface::params(card), room);
    Ok(DomainInterfaceParametersReply { params, nparams })
}

pub(crate) fn set_interface(
    core: &Core,
    dom: &DomainRef,
    device: &str,
    params: &[TypedParam],
    flags: u32,
) -> Result<()> {
    flags::only(flags, SET, "testDomainSetInterfaceParameters")?;
    tune::interface::check(params)?;
    let change = |domain: &mut Domain, _| {
        tune::interface::apply(tune::interface::card(domain, device)?, params);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

pub(crate) fn perf_events(core: &Core, dom: &DomainRef, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, GET, "testDomainGetPerfEvents")?;
    Ok(tune::perf::params(&core.meant_once(dom, flags)?))
}

pub(crate) fn set_perf_events(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetPerfEvents")?;
    once(flags)?;
    tune::perf::check(params)?;
    let change = |domain: &mut Domain, _| {
        tune::perf::apply(domain, params);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

pub(crate) fn block_io(
    core: &Core,
    dom: &DomainRef,
    path: Option<&str>,
    room: i32,
    flags: u32,
) -> Result<DomainBlockIoTuneReply> {
    flags::only(flags, GET, "testDomainGetBlockIoTune")?;
    let mut domain = core.meant_once(dom, flags)?;
    let tune = match path {
        Some(path) => tune::block_io::disk(&mut domain, path)?.iotune.take(),
        // Who only wants to know how many values there are need not name a disk.
        None if room == 0 => None,
        None => return Err(Error::invalid_arg("the name of a disk is missing")),
    };
    let (params, nparams) = counted(tune::block_io::params(tune.as_deref()), room);
    Ok(DomainBlockIoTuneReply { params, nparams })
}

pub(crate) fn set_block_io(core: &Core, dom: &DomainRef, path: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetBlockIoTune")?;
    once(flags)?;
    tune::block_io::check(params)?;
    let change = |domain: &mut Domain, _| tune::block_io::set_disk(domain, path, params).map(drop);
    let told = || tune::block_io::told((VIR_DOMAIN_TUNABLE_BLKDEV_DISK, path), params);
    core.change_documents(dom, flags, change, |guest, what: Affected| what.live.then(|| tunable(guest, told())))
}

/// Adds a group that disks can take part in, or changes its limits.
pub(crate) fn set_group(core: &Core, dom: &DomainRef, name: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainSetThrottleGroup")?;
    tune::block_io::check(params)?;
    tune::block_io::check_group(name)?;
    let change = |domain: &mut Domain, _| tune::block_io::set_group(domain, name, params).map(drop);
    let told = || tune::block_io::told((VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME, name), params);
    core.change_documents(dom, flags, change, |guest, what: Affected| what.live.then(|| tunable(guest, told())))
}

/// Removes a group that no disk takes part in.
pub(crate) fn delete_group(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, SET, "testDomainDelThrottleGroup")?;
    let name = name.ok_or_else(|| Error::invalid_arg("the name of a throttle group is missing"))?;
    core.change_documents(dom, flags, |domain, _| tune::block_io::delete_group(domain, name), |_, _| None)
}
