//! A guest's memory: statistics of its balloon, and how much it may have.

use conf::domain::Domain;
use serde_json::{Value, json};
use virt::constants::*;
use virt::{DomainMemoryStat, DomainRef, Error, Result};
use xml::Kib;

use crate::core::Core;
use crate::flags::{self, AFFECT_CONFIG, AFFECT_LIVE};
use crate::live::Live;

/// QOM path of the balloon that can tell statistics.
pub(crate) fn balloon_path(live: &Live) -> Option<String> {
    let document = live.document();
    let balloon = document.domain.devices.memballoon.as_ref()?;
    let alias = balloon.info.alias();
    (!alias.is_empty()).then(|| format!("/machine/peripheral/{alias}"))
}

/// Statistics that the guest's driver reports: QEMU's name, tag, name in bulk statistics, unit in bytes.
const REPORTED: &[(&str, i32, &str, u64)] = &[
    ("stat-swap-in", VIR_DOMAIN_MEMORY_STAT_SWAP_IN, "swap_in", 1024),
    ("stat-swap-out", VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, "swap_out", 1024),
    ("stat-major-faults", VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, "major_fault", 1),
    ("stat-minor-faults", VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, "minor_fault", 1),
    ("stat-free-memory", VIR_DOMAIN_MEMORY_STAT_UNUSED, "unused", 1024),
    ("stat-total-memory", VIR_DOMAIN_MEMORY_STAT_AVAILABLE, "available", 1024),
    ("stat-available-memory", VIR_DOMAIN_MEMORY_STAT_USABLE, "usable", 1024),
    ("stat-disk-caches", VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, "disk_caches", 1024),
    ("stat-htlb-pgalloc", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, "hugetlb_pgalloc", 1),
    ("stat-htlb-pgfail", VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, "hugetlb_pgfail", 1),
];

/// Reads the `guest-stats` of a balloon: tag, name in bulk statistics, value in libvirt's unit.
pub(crate) fn guest_stats(answer: &Value) -> Vec<(i32, &'static str, u64)> {
    let stats = answer.get("stats");
    let mut list = Vec::new();
    for (name, tag, field, unit) in REPORTED {
        let value = stats.and_then(|stats| stats.get(name)).and_then(Value::as_u64);
        // The balloon says "unknown" by the largest number.
        if let Some(value) = value.filter(|value| *value != u64::MAX) {
            list.push((*tag, *field, value / unit));
        }
    }
    if let Some(update) = answer.get("last-update").and_then(Value::as_u64) {
        list.push((VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, "last-update", update));
    }
    list
}

pub(crate) fn memory_stats(core: &Core, dom: &DomainRef, max_stats: u32, flags: u32) -> Result<Vec<DomainMemoryStat>> {
    flags::only(flags, 0, "qemuDomainMemoryStats")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let mut stats = vec![DomainMemoryStat { tag: VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, val: live.balloon() }];
    if let Some(path) = balloon_path(live) {
        let question = json!({"path": path, "property": "guest-stats"});
        if let Ok(answer) = live.monitor.try_execute("qom-get", Some(question), crate::live::MONITOR_WAIT)? {
            stats.extend(guest_stats(&answer).into_iter().map(|(tag, _, val)| DomainMemoryStat { tag, val }));
        }
    }
    if let Ok(usage) = core.proc.usage(live.process.pid()) {
        stats.push(DomainMemoryStat { tag: VIR_DOMAIN_MEMORY_STAT_RSS, val: usage.rss_kib });
    }
    stats.truncate(usize::try_from(max_stats).unwrap_or(usize::MAX));
    Ok(stats)
}

/// Changes how much memory the guest has now, or may have at most.
pub(crate) fn set_memory(core: &Core, dom: &DomainRef, kib: u64, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG | VIR_DOMAIN_MEM_MAXIMUM, "qemuDomainSetMemoryFlags")?;
    virt::memory::check(kib)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set memory")?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let maximum = flags & VIR_DOMAIN_MEM_MAXIMUM != 0;
    if maximum && affected.live {
        return Err(Error::operation_invalid("cannot resize the maximum memory on an active domain"));
    }
    if let Some(live) = snapshot.live.as_ref().filter(|_| affected.live) {
        let document = live.document();
        if kib > document.summary.max_memory_kib {
            return Err(Error::invalid_arg("cannot set memory higher than max memory"));
        }
        if document.domain.devices.memballoon.is_none() {
            return Err(Error::operation_invalid(
                "Unable to change memory of active domain without the balloon device and guest OS balloon driver",
            ));
        }
        let bytes = kib.checked_mul(1024).ok_or_else(|| Error::overflow("memory size is too large"))?;
        live.command("balloon", Some(json!({ "value": bytes })))?;
    }
    if let Some(definition) = snapshot.definition.as_ref().filter(|_| affected.config) {
        let mut domain = definition.parse()?;
        change_definition(&mut domain, kib, maximum)?;
        core.replace_definition(&vm, &domain)?;
    }
    Ok(())
}

fn change_definition(domain: &mut Domain, kib: u64, maximum: bool) -> Result<()> {
    if !maximum {
        if kib > domain.memory.size.0 {
            return Err(Error::invalid_arg("cannot set memory higher than max memory"));
        }
        domain.current_memory = Some(Kib(kib));
        return Ok(());
    }
    domain.memory.size.0 = kib;
    if domain.current_memory.is_some_and(|current| current.0 > kib) {
        domain.current_memory = Some(Kib(kib));
    }
    Ok(())
}

/// How often the guest's driver reports, in seconds; 0 is never.
pub(crate) fn set_stats_period(core: &Core, dom: &DomainRef, period: i32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainSetMemoryStatsPeriod")?;
    let seconds = u32::try_from(period).map_err(|_| Error::invalid_arg("period must not be negative"))?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set memory statistics period")?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let missing = || Error::operation_invalid("Memory balloon model must be virtio to set the collection period");
    if let Some(live) = snapshot.live.as_ref().filter(|_| affected.live) {
        let path = balloon_path(live).ok_or_else(missing)?;
        let change = json!({"path": path, "property": "guest-stats-polling-interval", "value": seconds});
        live.command("qom-set", Some(change))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_figures_are_left_out() {
        let answer = json!({"stats": {"stat-swap-in": 2048, "stat-free-memory": u64::MAX, "x": 1}, "last-update": 5});
        assert_eq!(
            guest_stats(&answer),
            [(VIR_DOMAIN_MEMORY_STAT_SWAP_IN, "swap_in", 2), (VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, "last-update", 5)]
        );
        assert!(guest_stats(&Value::Null).is_empty());
    }
}
