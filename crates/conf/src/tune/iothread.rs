//! I/O threads of guests: added, removed, tuned.

use std::collections::BTreeSet;

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, TypedParam, TypedValue, typed_param};
use xml::Text;

use crate::domain::Domain;
use crate::domain::cputune::Cputune;
use crate::domain::disk::DiskDriver;
use crate::domain::tuning::{Iothread, IothreadIds, IothreadPoll};

/// Most threads that a bare number stands for.
const MOST: u32 = 4096;

/// The threads of a document: those that it lists, and as many more as it counts, which have the first free numbers.
pub fn list(domain: &Domain) -> Vec<Iothread> {
    let mut threads = domain.iothread_ids.as_ref().map(|ids| ids.threads.clone()).unwrap_or_default();
    let count = domain.iothreads.as_ref().map_or(0, |Text(count)| (*count).min(MOST));
    let taken: BTreeSet<u32> = threads.iter().map(|thread| thread.id).collect();
    let more = usize::try_from(count).unwrap_or(0).saturating_sub(threads.len());
    let free = (1..).filter(|id| !taken.contains(id)).take(more);
    threads.extend(free.map(|id| Iothread { id, ..Iothread::default() }));
    threads
}

fn threads(domain: &mut Domain) -> &mut Vec<Iothread> {
    let threads = list(domain);
    let ids = domain.iothread_ids.get_or_insert_with(IothreadIds::default);
    ids.threads = threads;
    &mut ids.threads
}

/// The number of threads is the length of their list; no thread leaves no trace.
fn settle(domain: &mut Domain) {
    let count = domain.iothread_ids.as_ref().map_or(0, |ids| ids.threads.len());
    domain.iothread_ids = domain.iothread_ids.take().filter(|ids| !ids.threads.is_empty());
    domain.iothreads = u32::try_from(count).ok().filter(|count| *count > 0).map(Text);
}

/// Refuses the number that no thread has.
pub fn check_id(id: u32) -> Result<()> {
    match id {
        0 => Err(Error::invalid_arg("invalid value of 0 for iothread_id")),
        _ => Ok(()),
    }
}

/// Adds a thread.
pub fn add(domain: &mut Domain, id: u32) -> Result<()> {
    if list(domain).iter().any(|thread| thread.id == id) {
        let message = format!("an IOThread is already using iothread_id '{id}'");
        return Err(Error::invalid_arg(message).in_domain(ErrorDomain::DOMAIN));
    }
    threads(domain).push(Iothread { id, ..Iothread::default() });
    settle(domain);
    Ok(())
}

/// Removes a thread that no device uses.
pub fn remove(domain: &mut Domain, id: u32) -> Result<()> {
    let missing = || {
        Error::invalid_arg(format!("cannot find IOThread '{id}' in iothreadids list")).in_domain(ErrorDomain::DOMAIN)
    };
    let at = list(domain).iter().position(|thread| thread.id == id).ok_or_else(missing)?;
    let uses = |driver: &DiskDriver| driver.iothread == Some(id);
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
}

const PARAMS: &[(&str, i32)] = &[
    (VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_TYPED_PARAM_ULLONG),
    (VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_TYPED_PARAM_UINT),
    (VIR_DOMAIN_IOTHREAD_POLL_SHRINK, VIR_TYPED_PARAM_UINT),
    (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, VIR_TYPED_PARAM_INT),
    (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, VIR_TYPED_PARAM_INT),
];

/// Checks names and types of values for [`set`].
pub fn check(params: &[TypedParam]) -> Result<()> {
    typed_param::check(params, PARAMS)
}

/// Says how long a thread looks for work before it sleeps, and how many workers it has.
pub fn set(domain: &mut Domain, id: u32, params: &[TypedParam]) -> Result<()> {
    let missing = || Error::invalid_arg(format!("cannot find IOThread '{id}' in iothreadids"));
    let thread = threads(domain).iter_mut().find(|thread| thread.id == id).ok_or_else(missing)?;
    params.iter().for_each(|param| set_param(thread, param));
    let pool = (thread.thread_pool_min, thread.thread_pool_max);
    settle(domain);
    match pool {
        (Some(min), Some(max)) if min > max => {
            let message = format!("thread_pool_min ({min}) can't be greater than thread_pool_max ({max})");
            Err(Error::operation_invalid(message))
        }
        _ => Ok(()),
    }
}

fn set_param(thread: &mut Iothread, param: &TypedParam) {
    let poll = thread.poll.get_or_insert_with(IothreadPoll::default);
    match (param.field.as_ref(), &param.value) {
        (VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, TypedValue::Ullong(number)) => poll.max = Some(*number),
        (VIR_DOMAIN_IOTHREAD_POLL_GROW, TypedValue::Uint(number)) => poll.grow = Some((*number).into()),
        (VIR_DOMAIN_IOTHREAD_POLL_SHRINK, TypedValue::Uint(number)) => poll.shrink = Some((*number).into()),
        (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, TypedValue::Int(number)) => {
            thread.thread_pool_min = Some((*number).into())
        }
        (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, TypedValue::Int(number)) => {
            thread.thread_pool_max = Some((*number).into())
        }
        _ => (),
    }
    thread.poll = thread.poll.take().filter(|poll| *poll != IothreadPoll::default());
}
