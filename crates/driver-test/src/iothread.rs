//! I/O threads: added, removed, pinned, tuned.

use conf::domain::Domain;
use conf::domain::cpuset;
use conf::domain::cputune::{Cputune, IothreadPin};
use conf::domain::tuning::{Iothread, IothreadIds, IothreadPoll};
use virt::constants::*;
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use virt::generated::domain::DomainIothreadInfoReply;
use virt::{DomainIothreadInfo, DomainRef, Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use crate::core::{Core, once};
use crate::tuning::tunable;
use crate::vcpu::{bitmap, set_of};

const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;
const NO_ID: &str = "invalid value of 0 for iothread_id";

fn threads(domain: &mut Domain) -> &mut Vec<Iothread> {
    &mut domain.iothread_ids.get_or_insert_with(IothreadIds::default).threads
}

/// The number of threads is the length of their list; no thread leaves no trace.
fn settle(domain: &mut Domain) {
    let count = domain.iothread_ids.as_ref().map_or(0, |ids| ids.threads.len());
    domain.iothread_ids = domain.iothread_ids.take().filter(|ids| !ids.threads.is_empty());
    domain.iothreads = u32::try_from(count).ok().filter(|count| *count > 0).map(Text);
}

fn missing(id: u32) -> Error {
    Error::invalid_arg(format!("cannot find IOThread '{id}' in iothreadids list")).in_domain(ErrorDomain::DOMAIN)
}

/// Adds a thread.
pub(crate) fn add(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainAddIOThread")?;
    once(flags)?;
    if id == 0 {
        return Err(Error::invalid_arg(NO_ID));
    }
    let change = |domain: &mut Domain, _| {
        let threads = threads(domain);
        if threads.iter().any(|thread| thread.id == id) {
            let message = format!("an IOThread is already using iothread_id '{id}'");
            return Err(Error::invalid_arg(message).in_domain(ErrorDomain::DOMAIN));
        }
        threads.push(Iothread { id, ..Iothread::default() });
        settle(domain);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

/// Removes a thread that no device uses.
pub(crate) fn delete(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainDelIOThread")?;
    once(flags)?;
    if id == 0 {
        return Err(Error::invalid_arg(NO_ID));
    }
    let change = |domain: &mut Domain, _| {
        let at = threads(domain).iter().position(|thread| thread.id == id).ok_or_else(|| missing(id))?;
        let uses = |driver: &conf::domain::disk::DiskDriver| driver.iothread == Some(id);
        if let Some(disk) = domain.devices.disks.iter().find(|disk| disk.driver.as_ref().is_some_and(uses)) {
            let message = format!("cannot remove IOThread {id} since it is being used by disk '{}'", disk.target.dev);
            return Err(Error::invalid_arg(message).in_domain(ErrorDomain::DOMAIN));
        }
        threads(domain).remove(at);
        if let Some(tune) = &mut domain.cputune {
            tune.iothread_pins.retain(|pin| pin.iothread != id);
            tune.iothread_scheds.iter_mut().for_each(|sched| _ = sched.iothreads.0.remove(&id));
            tune.iothread_scheds.retain(|sched| !sched.iothreads.0.is_empty());
        }
        domain.cputune = domain.cputune.take().filter(|tune| **tune != Cputune::default());
        settle(domain);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

/// The threads, and where each may run.
pub(crate) fn info(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
    flags::only(flags, BOTH, "testDomainGetIOThreadInfo")?;
    let domain = core.meant_once(dom, flags)?;
    let bytes = i32::try_from(core.node.cpus.div_ceil(8)).unwrap_or(0);
    let pins = domain.cputune.as_ref().map(|tune| tune.iothread_pins.as_slice()).unwrap_or_default();
    let info = domain.iothread_ids.iter().flat_map(|ids| &ids.threads).map(|thread| {
        let pin = pins.iter().find(|pin| pin.iothread == thread.id).map(|pin| &pin.cpuset);
        let cpumap = bitmap(pin, core.node.cpus, bytes)?;
        Ok(DomainIothreadInfo { iothread_id: thread.id, cpumap })
    });
    let info = info.collect::<Result<Vec<_>>>()?;
    Ok(DomainIothreadInfoReply { ret: u32::try_from(info.len()).unwrap_or(0), info })
}

/// Says where a thread may run.
pub(crate) fn pin(core: &Core, dom: &DomainRef, id: u32, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainPinIOThread")?;
    once(flags)?;
    let set = set_of(map, core.node.cpus);
    if set.0.is_empty() {
        return Err(Error::invalid_arg("the CPU map is empty"));
    }
    let change = |domain: &mut Domain, _| {
        if !threads(domain).iter().any(|thread| thread.id == id) {
            return Err(Error::invalid_arg(format!("iothreadid {id} not found")));
        }
        let pins = &mut domain.cputune.get_or_insert_with(Box::<Cputune>::default).iothread_pins;
        pins.retain(|pin| pin.iothread != id);
        pins.push(IothreadPin { iothread: id, cpuset: set.clone() });
        pins.sort_by_key(|pin| pin.iothread);
        Ok(())
    };
    let told = || vec![TypedParam::new(format!("cputune.iothreadpin{id}"), cpuset::format(&set.0))];
    core.change_documents(dom, flags, change, |guest, what| what.live.then(|| tunable(guest, told())))
}

const PARAMS: &[(&str, i32)] = &[
    (VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_TYPED_PARAM_ULLONG),
    (VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_TYPED_PARAM_UINT),
    (VIR_DOMAIN_IOTHREAD_POLL_SHRINK, VIR_TYPED_PARAM_UINT),
    (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, VIR_TYPED_PARAM_INT),
    (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, VIR_TYPED_PARAM_INT),
];

/// Says how long a thread looks for work before it sleeps, and how many workers it has.
pub(crate) fn set_params(core: &Core, dom: &DomainRef, id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainSetIOThreadParams")?;
    if id == 0 {
        return Err(Error::invalid_arg(NO_ID));
    }
    typed_param::check(params, PARAMS)?;
    let change = |domain: &mut Domain, _| {
        let missing = || Error::invalid_arg(format!("cannot find IOThread '{id}' in iothreadids"));
        let thread = threads(domain).iter_mut().find(|thread| thread.id == id).ok_or_else(missing)?;
        params.iter().try_for_each(|param| set_param(thread, param))?;
        match (thread.thread_pool_min, thread.thread_pool_max) {
            (Some(min), Some(max)) if min > max => {
                Err(Error::invalid_arg(format!("thread_pool_min {min} must not be greater than thread_pool_max {max}")))
            }
            _ => Ok(()),
        }
    };
    core.change_documents(dom, flags, change, |_, _| None)
}

fn set_param(thread: &mut Iothread, param: &TypedParam) -> Result<()> {
    let number = match param.value {
        TypedValue::Ullong(number) => number,
        TypedValue::Uint(number) => number.into(),
        TypedValue::Int(number) => u64::try_from(number)
            .map_err(|_| Error::invalid_arg(format!("parameter '{}' must not be negative", param.field)))?,
        _ => 0,
    };
    let poll = thread.poll.get_or_insert_with(IothreadPoll::default);
    let workers = i64::try_from(number).unwrap_or(i64::MAX);
    match param.field.as_ref() {
        VIR_DOMAIN_IOTHREAD_POLL_MAX_NS => poll.max = Some(number),
        VIR_DOMAIN_IOTHREAD_POLL_GROW => poll.grow = Some(number),
        VIR_DOMAIN_IOTHREAD_POLL_SHRINK => poll.shrink = Some(number),
        VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN => thread.thread_pool_min = Some(workers),
        _ => thread.thread_pool_max = Some(workers),
    }
    thread.poll = thread.poll.take().filter(|poll| *poll != IothreadPoll::default());
    Ok(())
}
