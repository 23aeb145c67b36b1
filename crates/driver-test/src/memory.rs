//! A guest's memory: how much it has and may have.

use conf::domain::Domain;
use conf::domain::small::BalloonStats;
use conf::tune::once;
use virt::constants::*;
use virt::events::DomainEventBalloonChange;
use virt::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affected};
use virt::{DomainMemoryStat, DomainRef, Error, Event, Result};
use xml::Kib;

use crate::core::Core;

/// Changes how much memory the guest has now, or may have at most.
pub(crate) fn set_memory(core: &Core, dom: &DomainRef, kib: u64, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG | VIR_DOMAIN_MEM_MAXIMUM, "testDomainSetMemoryFlags")?;
    once(flags)?;
    virt::memory::check(kib)?;
    let maximum = flags & VIR_DOMAIN_MEM_MAXIMUM != 0;
    core.change_documents(
        dom,
        flags,
        |domain, what| change(domain, what, kib, maximum),
        |guest, what| {
            let event = || DomainEventBalloonChange { dom: guest.reference(), actual: kib };
            (what.live && !maximum).then(|| Event::DomainEventBalloonChange(event()))
        },
    )
}

fn change(domain: &mut Domain, what: Affected, kib: u64, maximum: bool) -> Result<()> {
    match maximum {
        true if what.live => Err(Error::operation_invalid("cannot resize the maximum memory on an active domain")),
        true => {
            domain.memory.size.0 = kib;
            domain.current_memory = domain.current_memory.map(|current| Kib(current.0.min(kib)));
            Ok(())
        }
        false if kib > domain.memory.size.0 => Err(Error::invalid_arg("cannot set memory higher than max memory")),
        false => {
            domain.current_memory = Some(Kib(kib));
            Ok(())
        }
    }
}

/// What a balloon tells: half of what the guest has is free, half of that are caches.
pub(crate) fn memory_stats(core: &Core, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
    flags::only(flags, 0, "testDomainMemoryStats")?;
    let guest = core.guest(dom)?;
    guest.running()?;
    let domain = guest.current()?;
    if domain.devices.memballoon.as_ref().is_none_or(|balloon| balloon.model != "virtio") {
        return Ok(Vec::new());
    }
    let has = domain.current_memory_kib();
    let stats = [
        (VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, has),
        (VIR_DOMAIN_MEMORY_STAT_SWAP_IN, 0),
        (VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, 0),
        (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, 0),
        (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, 0),
        (VIR_DOMAIN_MEMORY_STAT_UNUSED, has / 2),
        (VIR_DOMAIN_MEMORY_STAT_AVAILABLE, has),
        (VIR_DOMAIN_MEMORY_STAT_USABLE, has / 2),
        (VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, crate::info::GUEST_TIME.unsigned_abs()),
        (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, has / 8),
        (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, 0),
        (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, 0),
        (VIR_DOMAIN_MEMORY_STAT_RSS, has / 2),
    ];
    let stats = stats.map(|(tag, val)| DomainMemoryStat { tag, val });
    Ok(stats.into_iter().take(usize::try_from(max_stats).unwrap_or(usize::MAX)).collect())
}

/// Says how often the guest reports what its balloon tells.
pub(crate) fn set_stats_period(core: &Core, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "testDomainSetMemoryStatsPeriod")?;
    once(flags)?;
    let period = u32::try_from(period).map_err(|_| Error::invalid_arg("the period must not be negative"))?;
    let change = |domain: &mut Domain, _| {
        let missing = "No memory balloon device configured, can not set the collection period";
        let balloon = domain.devices.memballoon.as_mut().filter(|balloon| balloon.model != "none");
        let balloon = balloon.ok_or_else(|| Error::internal(missing))?;
        balloon.stats = Some(BalloonStats { period }).filter(|_| period > 0);
        Ok(())
    };
    core.change_documents(dom, flags, change, |_, _| None)
}
