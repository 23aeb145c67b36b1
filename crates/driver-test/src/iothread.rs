//! I/O threads: added, removed, pinned, tuned.

use conf::domain::Domain;
use conf::tune::pin::{self, Thread, bitmap, set_of};
use conf::tune::{iothread, once};
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use virt::generated::domain::DomainIothreadInfoReply;
use virt::{DomainIothreadInfo, DomainRef, Error, Result, TypedParam};

use crate::core::Core;
use crate::tuning::tunable;

const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;

/// Adds a thread.
pub(crate) fn add(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainAddIOThread")?;
    once(flags)?;
    iothread::check_id(id)?;
    core.change_documents(dom, flags, |domain, _| iothread::add(domain, id), |_, _| None)
}

/// Removes a thread that no device uses.
pub(crate) fn delete(core: &Core, dom: &DomainRef, id: u32, flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainDelIOThread")?;
    once(flags)?;
    iothread::check_id(id)?;
    core.change_documents(dom, flags, |domain, _| iothread::remove(domain, id), |_, _| None)
}

/// The threads, and where each may run.
pub(crate) fn info(core: &Core, dom: &DomainRef, flags: u32) -> Result<DomainIothreadInfoReply> {
    flags::only(flags, BOTH, "testDomainGetIOThreadInfo")?;
    let domain = core.meant_once(dom, flags)?;
    let bytes = i32::try_from(core.node.cpus.div_ceil(8)).unwrap_or(0);
    let info = iothread::list(&domain).into_iter().map(|thread| {
        let cpumap = bitmap(pin::of(&domain, Thread::Iothread(thread.id)), core.node.cpus, bytes)?;
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
    let thread = Thread::Iothread(id);
    let change = |domain: &mut Domain, _| {
        if !iothread::list(domain).iter().any(|thread| thread.id == id) {
            return Err(Error::invalid_arg(format!("iothreadid {id} not found")));
        }
        pin::put(domain, thread, &set);
        Ok(())
    };
    core.change_documents(dom, flags, change, |guest, what| what.live.then(|| tunable(guest, pin::told(thread, &set))))
}

/// Says how long a thread looks for work before it sleeps, and how many workers it has.
pub(crate) fn set_params(core: &Core, dom: &DomainRef, id: u32, params: &[TypedParam], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "testDomainSetIOThreadParams")?;
    iothread::check_id(id)?;
    iothread::check(params)?;
    core.change_documents(dom, flags, |domain, _| iothread::set(domain, id, params), |_, _| None)
}
