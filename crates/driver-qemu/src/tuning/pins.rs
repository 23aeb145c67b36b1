//! Where the threads of a guest may run.

use conf::domain::Domain;
use conf::domain::cpuset::CpuSet;
use conf::tune::iothread;
use conf::tune::pin::{self, Thread, set_of};
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use virt::{DomainRef, Error, Result};

use super::groups::run_on;
use crate::core::Core;
use crate::flags::{self, Affected};
use crate::live::Live;

const BOTH: u32 = AFFECT_LIVE | AFFECT_CONFIG;

/// The CPUs that a caller chose; those that the machine does not have do not count.
fn chosen(core: &Core, map: &[u8], missing: &'static str) -> Result<CpuSet> {
    let cpus = core.node.cpus_present().iter().max().map_or(0, |last| last.saturating_add(1));
    let set = set_of(map, cpus);
    match set.0.is_empty() {
        true => Err(Error::invalid_arg(missing)),
        false => Ok(set),
    }
}

const NO_CPU: &str = "Empty cpu list for pinning";

/// What a pin is about.
struct Pin<'c> {
    thread: Thread,
    set: &'c CpuSet,
    job: &'static str,
}

fn put(
    core: &Core,
    dom: &DomainRef,
    flags: u32,
    what: &Pin<'_>,
    allowed: impl Fn(&Domain, Affected) -> Result<()>,
) -> Result<()> {
    let Pin { thread, set, job } = *what;
    let change = |domain: &mut Domain, affected| {
        allowed(domain, affected)?;
        pin::put(domain, thread, set);
        Ok(())
    };
    let act = |live: &Live, _: &mut Domain| {
        let tids = tids(core, live, thread)?;
        match tids.is_empty() {
            // A CPU that comes later finds its pin in the document.
            true => Ok(()),
            false => run_on(live.groups.as_ref(), thread, &tids, set),
        }
    };
    core.change_documents(dom, flags, job, change, act, || pin::told(thread, set))
}

/// The threads that are meant, as the kernel numbers them.
fn tids(core: &Core, live: &Live, thread: Thread) -> Result<Vec<i32>> {
    let at = |id: u32| usize::try_from(id).unwrap_or(usize::MAX);
    Ok(match thread {
        Thread::Vcpu(id) => live.vcpu_threads().get(at(id)).copied().into_iter().collect(),
        Thread::Iothread(id) => {
            super::iothreads::threads(live)?.into_iter().filter(|(other, _)| *other == id).map(|(_, tid)| tid).collect()
        }
        Thread::Emulator => {
            let vcpus = live.vcpu_threads();
            let iothreads = super::iothreads::threads(live)?;
            let is_other = |tid: &i32| !vcpus.contains(tid) && !iothreads.iter().any(|(_, other)| other == tid);
            let all = core.proc.threads(live.process.pid()).unwrap_or_default();
            all.into_iter().filter(is_other).collect()
        }
    })
}

pub(crate) fn pin_vcpu(core: &Core, dom: &DomainRef, vcpu: u32, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainPinVcpuFlags")?;
    // Compat: whether the guest runs is asked before the map is looked at.
    let snapshot = core.table.find(dom)?.snapshot();
    flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let allowed = |domain: &Domain, affected: Affected| match affected.live {
        true if vcpu >= domain.vcpu.count => {
            Err(Error::invalid_arg(format!("vcpu {vcpu} is out of range of live cpu count {}", domain.vcpu.count)))
        }
        false if vcpu >= domain.vcpu.count => Err(Error::invalid_arg(format!(
            "vcpu {vcpu} is out of range of persistent cpu count {}",
            domain.vcpu.current()
        ))),
        _ => Ok(()),
    };
    let set = &chosen(core, map, NO_CPU)?;
    put(core, dom, flags, &Pin { thread: Thread::Vcpu(vcpu), set, job: "pin vcpu" }, allowed)
}

pub(crate) fn pin_emulator(core: &Core, dom: &DomainRef, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainPinEmulator")?;
    let snapshot = core.table.find(dom)?.snapshot();
    flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let set = &chosen(core, map, NO_CPU)?;
    put(core, dom, flags, &Pin { thread: Thread::Emulator, set, job: "pin emulator" }, |_, _| Ok(()))
}

pub(crate) fn pin_iothread(core: &Core, dom: &DomainRef, id: u32, map: &[u8], flags: u32) -> Result<()> {
    flags::only(flags, BOTH, "qemuDomainPinIOThread")?;
    let snapshot = core.table.find(dom)?.snapshot();
    flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let allowed = |domain: &Domain, affected: Affected| {
        let word = if affected.live { "iothread" } else { "iothreadid" };
        match iothread::list(domain).iter().any(|thread| thread.id == id) {
            true => Ok(()),
            false => Err(Error::invalid_arg(format!("{word} {id} not found"))),
        }
    };
    let set = &chosen(core, map, "Empty iothread cpumap list for pinning")?;
    put(core, dom, flags, &Pin { thread: Thread::Iothread(id), set, job: "pin I/O thread" }, allowed)
}
