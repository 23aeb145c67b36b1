//! I/O threads of a guest: they come and go while it runs.

use conf::domain::Domain;
use conf::domain::tuning::Iothread;
use conf::tune::iothread::{self, list};
use conf::tune::pin::{self, Thread, bitmap};
use serde_json::{Value, json};
use virt::constants::*;
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use virt::generated::domain::DomainIothreadInfoReply;
use virt::{DomainIothreadInfo, DomainRef, Error, Result, TypedParam, TypedValue, typed_param};

use super::groups::place;
use super::silent;
use crate::core::Core;
use crate::flags;
use crate::live::Live;

const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;

/// Numbers of the threads, and the kernel's.
pub(crate) fn threads(live: &Live) -> Result<Vec<(u32, i32)>> {
    Ok(read(&live.command("query-iothreads", None)?))
}

fn read(reply: &Value) -> Vec<(u32, i32)> {
    let one = |entry: &Value| {
        let id = entry["id"].as_str()?.strip_prefix("iothread")?.parse().ok()?;
        Some((id, i32::try_from(entry["thread-id"].as_i64()?).ok()?))
    };
    let mut threads: Vec<(u32, i32)> = reply.as_array().into_iter().flatten().filter_map(one).collect();
    threads.sort_unstable();
    threads
}

/// The threads, and where each may run.
pub(crate) fn info(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
    flags::only(flags, BOTH, "qemuDomainGetIOThreadInfo")?;
    let meant = core.meant(dom, flags)?;
    let cpus = core.node.cpus_present().iter().max().map_or(0, |last| last.saturating_add(1));
    let bytes = i32::try_from(cpus.div_ceil(8)).unwrap_or(0);
    let general = meant.domain.vcpu.cpuset.as_deref().and_then(conf::domain::cpuset::CpuSet::new);
    let tids = meant.live.as_ref().map(|live| threads(live)).transpose()?;
    let info = list(&meant.domain).into_iter().map(|thread| {
        let tid = tids.iter().flatten().find(|(id, _)| *id == thread.id).map(|(_, tid)| *tid);
        let cpumap = match (tid, &meant.live) {
            (Some(tid), Some(live)) => {
                let mut map = core.proc.affinity(live.process.pid(), tid).unwrap_or_default();
                map.resize(usize::try_from(bytes).unwrap_or(0), 0);
                map
            }
            _ => {
                let set = pin::of(&meant.domain, Thread::Iothread(thread.id)).or(general.as_ref());
                bitmap(set, cpus, bytes)?
            }
        };
        Ok(DomainIothreadInfo { iothread_id: thread.id, cpumap })
    });
    let info = info.collect::<Result<Vec<_>>>()?;
    Ok(DomainIothreadInfoReply { ret: u32::try_from(info.len()).unwrap_or(0), info })
}

/// Adds a thread.
pub(crate) fn add(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainAddIOThread")?;
    iothread::check_id(id)?;
    let change = |domain: &mut Domain, _| iothread::add(domain, id);
    let act = |live: &Live, domain: &mut Domain| {
        let name = format!("iothread{id}");
        live.command("object-add", Some(json!({ "qom-type": "iothread", "id": name })))?;
        let new = threads(live)?.into_iter().find(|(other, _)| *other == id);
        let (_, tid) = new.ok_or_else(|| Error::operation_failed(format!("QEMU did not make thread '{name}'")))?;
        place(live.groups.as_ref(), domain, Thread::Iothread(id), &[tid])
    };
    core.change_documents(dom, flags, "add I/O thread", change, act, silent)
}

/// Removes a thread that no device uses.
pub(crate) fn delete(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainDelIOThread")?;
    iothread::check_id(id)?;
    let change = |domain: &mut Domain, _| iothread::remove(domain, id);
    let act = |live: &Live, _: &mut Domain| {
        live.command("object-del", Some(json!({ "id": format!("iothread{id}") })))?;
        if let Some(groups) = &live.groups {
            groups.forget(Thread::Iothread(id));
        }
        Ok(())
    };
    core.change_documents(dom, flags, "remove I/O thread", change, act, silent)
}

/// Says how long a thread looks for work before it sleeps, and how many workers it has.
pub(crate) fn set_params(core: &Core, dom: &DomainRef, id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainSetIOThreadParams")?;
    iothread::check_id(id)?;
    iothread::check(params)?;
    let change = |domain: &mut Domain, affected: flags::Affected| {
        if affected.live {
            check_running(params)?;
        }
        iothread::set(domain, id, params)
    };
    let act = |live: &Live, domain: &mut Domain| {
        let old = list(&live.document().domain).iter().find(|thread| thread.id == id).cloned().unwrap_or_default();
        let new = list(domain).iter().find(|thread| thread.id == id).cloned().unwrap_or_default();
        properties(&old, &new, params).into_iter().try_for_each(|(name, value)| {
            let path = format!("/objects/iothread{id}");
            live.command("qom-set", Some(json!({ "path": path, "property": name, "value": value }))).map(drop)
        })
    };
    core.change_documents(dom, flags, "set I/O thread parameters", change, act, silent)
}

/// A running thread has some number of workers.
fn check_running(params: &[TypedParam]) -> Result<()> {
    for (field, word) in [
        (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, "thread_pool_min"),
        (VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, "thread_pool_max"),
    ] {
        if let Some(TypedValue::Int(number @ ..=-1)) = typed_param::find(params, field) {
            let message = format!("{word} ({number}) must be equal to or greater than 0 for live change");
            return Err(Error::operation_invalid(message));
        }
    }
    Ok(())
}

/// What QEMU is told, in an order in which the workers' least number never is above their largest.
fn properties(old: &Iothread, new: &Iothread, params: &[TypedParam]) -> Vec<(&'static str, i64)> {
    let poll = new.poll.clone().unwrap_or_default();
    let number = |value: Option<u64>| value.map(|value| i64::try_from(value).unwrap_or(-1));
    let min = ("thread-pool-min", VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, new.thread_pool_min);
    let max = ("thread-pool-max", VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, new.thread_pool_max);
    let grows = new.thread_pool_min > old.thread_pool_max;
    let pool = if grows { [max, min] } else { [min, max] };
    let polls = [
        ("poll-max-ns", VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, number(poll.max)),
        ("poll-grow", VIR_DOMAIN_IOTHREAD_POLL_GROW, number(poll.grow)),
        ("poll-shrink", VIR_DOMAIN_IOTHREAD_POLL_SHRINK, number(poll.shrink)),
    ];
    let given = polls.into_iter().chain(pool).filter(|(_, field, _)| typed_param::find(params, field).is_some());
    given.filter_map(|(name, _, value)| Some((name, value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_known_by_their_numbers() {
        let reply = json!([{"id": "iothread5", "thread-id": 9}, {"id": "mon_iothread", "thread-id": 1},
            {"id": "iothread2", "thread-id": 7}, {"id": "iothreadx"}, 3]);
        assert_eq!(read(&reply), [(2, 7), (5, 9)]);
    }

    #[test]
    fn a_larger_least_number_of_workers_waits_for_the_largest() {
        let thread =
            |min, max| Iothread { thread_pool_min: Some(min), thread_pool_max: Some(max), ..Default::default() };
        let params = [
            TypedParam::new(VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, 8),
            TypedParam::new(VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, 9),
        ];
        let order = |old, new| properties(&old, &new, &params)[0].0;
        assert_eq!(order(thread(1, 2), thread(8, 9)), "thread-pool-max");
        assert_eq!(order(thread(8, 9), thread(1, 2)), "thread-pool-min");
    }
}
