//! Checks of what a guest may take of its host.

use std::collections::HashSet;

use crate::domain::Domain;
use crate::domain::cpuset::{self, CpuSet};
use crate::domain::cputune::{Cachetune, Cputune, Scheduler};
use crate::domain::tuning::{Iotune, NumaMode, Numatune, Placement};
use crate::words::YesNo;
use virt::{Error, Result};

use super::unless;

pub(super) fn domain(domain: &Domain) -> Result<()> {
    let nodes = domain.cpu.as_ref().and_then(|c| c.numa.as_ref()).map_or(0, |n| n.cells.len() as u32);
    if let Some(tune) = &domain.cputune {
        cputune(tune, domain)?;
    }
    if let Some(tune) = &domain.numatune {
        numatune(tune, nodes)?;
    }
    hugepages(domain, nodes)?;
    if let Some(map) = &domain.idmap
        && map.uids.is_empty() != map.gids.is_empty()
    {
        return Err(Error::config_unsupported("uid and gid should be mapped both"));
    }
    threads(domain)?;
    vcpus(domain)?;
    let mut devices = HashSet::new();
    for device in domain.blkiotune.iter().flat_map(|t| &t.devices) {
        unless(devices.insert(&device.path), "duplicate blkio device path")?;
    }
    let groups = domain.throttlegroups.iter().flat_map(|g| &g.groups);
    for tune in domain.devices.disks.iter().filter_map(|d| d.iotune.as_deref()).chain(groups) {
        iotune(tune)?;
    }
    throttle_groups(domain)
}

fn scheduler(scheduler: &Scheduler) -> Result<()> {
    match (scheduler.scheduler.has_priority(), scheduler.priority) {
        (true, Some(1..=99)) | (false, _) => Ok(()),
        (true, None) => Err(Error::xml("a real-time scheduler needs a priority")),
        (true, Some(other)) => Err(Error::xml(format!("scheduler priority {other} is not between 1 and 99"))),
    }
}

fn cputune(tune: &Cputune, domain: &Domain) -> Result<()> {
    for period in [tune.period, tune.global_period, tune.emulator_period, tune.iothread_period] {
        unless(period == 0 || (1000..=1_000_000).contains(&period), "a CPU period is 1000 to 1000000 microseconds")?;
    }
    for quota in [tune.quota, tune.global_quota, tune.emulator_quota, tune.iothread_quota] {
        let fits = quota <= 0 || (1000..=18_446_744_073_709_551).contains(&quota);
        unless(fits, "a CPU quota is negative or at least 1000 microseconds")?;
    }
    let mut pinned = HashSet::new();
    for pin in &tune.vcpu_pins {
        unless(pinned.insert(pin.vcpu), "duplicate vcpupin for the same vcpu")?;
        unless(!pin.cpuset.0.is_empty(), "Invalid value of 'cpuset' for vcpupin: no CPU is left")?;
    }
    let mut used = CpuSet::default();
    for sched in &tune.vcpu_scheds {
        scheduler(&sched.scheduler)?;
        unless(!sched.vcpus.0.is_empty(), "a scheduler for vCPUs names none")?;
        unless(!sched.vcpus.overlaps(&used), "vcpusched attributes 'vcpus' must not overlap")?;
        let most = sched.vcpus.0.iter().max().copied().unwrap_or(0);
        unless(most < domain.vcpu.count, "vcpusched is for a vCPU that the domain does not have")?;
        used.0.extend(&sched.vcpus.0);
    }
    let mut used = CpuSet::default();
    for sched in &tune.iothread_scheds {
        scheduler(&sched.scheduler)?;
        unless(!sched.iothreads.overlaps(&used), "iothreadsched attributes 'iothreads' must not overlap")?;
        unless(
            sched.iothreads.0.iter().all(|id| has_thread(domain, *id)),
            "iothreadsched is for an undefined iothread",
        )?;
        used.0.extend(&sched.iothreads.0);
    }
    let mut pinned = HashSet::new();
    for pin in &tune.iothread_pins {
        unless(pinned.insert(pin.iothread), "duplicate iothreadpin for the same iothread")?;
        unless(has_thread(domain, pin.iothread), "iothreadpin is for an undefined iothread")?;
    }
    if let Some(sched) = &tune.emulator_sched {
        scheduler(sched)?;
    }
    shares(tune)
}

/// Whether the document has this I/O thread.
fn has_thread(domain: &Domain, id: u32) -> bool {
    match &domain.iothread_ids {
        Some(ids) => ids.threads.iter().any(|t| t.id == id),
        None => domain.iothreads.as_ref().is_some_and(|count| (1..=count.0).contains(&id)),
    }
}

/// Parts of caches and of memory bandwidth: groups of CPUs are the same or have nothing in common.
fn shares(tune: &Cputune) -> Result<()> {
    for (i, group) in tune.cachetunes.iter().enumerate() {
        cache_group(group)?;
        let clash = tune.cachetunes[..i].iter().any(|other| other.vcpus.overlaps(&group.vcpus));
        unless(!clash, "Overlapping vcpus in cachetunes")?;
    }
    for (i, group) in tune.memorytunes.iter().enumerate() {
        let mut nodes = HashSet::new();
        unless(group.nodes.iter().all(|n| nodes.insert(n.id)), "Memory Bandwidth already defined for this node id")?;
        unless(group.nodes.iter().all(|n| n.bandwidth <= 100), "memory bandwidth is at most 100 per cent")?;
        let clash = tune.memorytunes[..i].iter().any(|other| other.vcpus.overlaps(&group.vcpus));
        unless(!clash, "Overlapping vcpus in memorytunes")?;
        let caches = tune.cachetunes.iter().all(|c| c.vcpus == group.vcpus || !c.vcpus.overlaps(&group.vcpus));
        unless(caches, "vcpus of memorytune overlap with those of a cachetune")?;
    }
    Ok(())
}

fn cache_group(group: &Cachetune) -> Result<()> {
    for (i, cache) in group.caches.iter().enumerate() {
        let same_place = |c: &&crate::domain::cputune::CacheShare| c.level == cache.level && c.id == cache.id;
        for other in group.caches[..i].iter().filter(same_place) {
            let both = crate::domain::cputune::CacheKind::Both;
            let apart = other.kind != cache.kind && other.kind != both && cache.kind != both;
            unless(apart, "Colliding cache allocations for the same cache id, level and type")?;
        }
    }
    for (i, monitor) in group.monitors.iter().enumerate() {
        unless(monitor.vcpus.0.is_subset(&group.vcpus.0), "Monitor has a vcpu that its cachetune does not have")?;
        let whole = monitor.vcpus == group.vcpus;
        let clash = group.monitors[..i].iter().any(|other| {
            let other_whole = other.vcpus == group.vcpus;
            whole == other_whole && other.vcpus.overlaps(&monitor.vcpus)
        });
        unless(!clash, "vcpus of cache monitors overlap")?;
    }
    Ok(())
}

fn numatune(tune: &Numatune, nodes: u32) -> Result<()> {
    let memory = tune.memory.as_ref();
    if let Some(memory) = memory {
        let empty = memory.nodeset.as_ref().is_some_and(|set| set.0.is_empty());
        unless(!empty, "Invalid value of 'nodeset': no node is left")?;
        let is_static = memory.placement != Some(Placement::Auto);
        unless(
            !is_static || memory.nodeset.is_some(),
            "nodeset for NUMA memory tuning must be set if 'placement' is 'static'",
        )?;
    }
    let mut seen = HashSet::new();
    for node in &tune.nodes {
        unless(seen.insert(node.cellid), "Multiple memnode elements with the same cellid")?;
        unless(node.cellid < nodes, "memnode is for a NUMA node that the guest does not have")?;
        unless(!node.nodeset.0.is_empty(), "Invalid value of 'nodeset' of memnode: no node is left")?;
        if let Some(memory) = memory {
            let auto = memory.placement == Some(Placement::Auto);
            unless(!auto, "per-node binding is not compatible with automatic NUMA placement")?;
        }
    }
    let restrictive = |mode| mode == NumaMode::Restrictive;
    let modes = memory.map(|m| m.mode).into_iter().chain(tune.nodes.iter().map(|n| n.mode));
    let modes: HashSet<bool> = modes.map(restrictive).collect();
    unless(modes.len() < 2, "'restrictive' mode is for all memory of the guest or for none")
}

fn hugepages(domain: &Domain, nodes: u32) -> Result<()> {
    let Some(pages) = domain.memory_backing.as_ref().and_then(|b| b.hugepages.as_ref()) else { return Ok(()) };
    let mut used: HashSet<u32> = HashSet::new();
    let mut plain = 0;
    for page in &pages.pages {
        let Some(text) = &page.nodeset else {
            plain += 1;
            unless(plain == 1, "nodeset attribute is required for more than one hugepages/page")?;
            continue;
        };
        let set = cpuset::parse(text).filter(|set| !set.is_empty());
        let set = set.ok_or_else(|| Error::xml(format!("Invalid value of 'nodeset' for hugepages: '{text}'")))?;
        for node in set {
            unless(used.insert(node), "nodeset of hugepages: two pages name the same node")?;
            let known = if nodes == 0 { node == 0 && pages.pages.len() == 1 } else { node < nodes };
            unless(known, "hugepages: a node of 'nodeset' does not exist")?;
        }
    }
    Ok(())
}

fn threads(domain: &Domain) -> Result<()> {
    let mut seen = HashSet::new();
    for thread in domain.iothread_ids.iter().flat_map(|ids| &ids.threads) {
        unless(thread.id > 0 && seen.insert(thread.id), "iothread ids are greater than 0 and differ")?;
        let order = matches!((thread.thread_pool_min, thread.thread_pool_max), (Some(min), Some(max)) if min > max);
        unless(!order, "thread_pool_min must be smaller or equal to thread_pool_max")?;
    }
    Ok(())
}

fn vcpus(domain: &Domain) -> Result<()> {
    let Some(listed) = &domain.vcpus else { return Ok(()) };
    let (mut ids, mut orders) = (HashSet::new(), HashSet::new());
    for vcpu in &listed.vcpus {
        unless(
            vcpu.id < domain.vcpu.count && ids.insert(vcpu.id),
            "exactly one <vcpu> for each CPU that the guest has",
        )?;
        let fresh = vcpu.order.is_none_or(|order| order > 0 && orders.insert(order));
        unless(fresh, "vcpu order values are greater than 0 and differ")?;
        let stays = vcpu.enabled == YesNo::Yes || vcpu.hotpluggable == Some(YesNo::Yes);
        unless(stays, "vcpu 0 or one that is not hot-pluggable cannot be off line at the start")?;
    }
    Ok(())
}

/// A limit is for everything or for reads and writes apart; a burst goes beyond a limit.
fn iotune(tune: &Iotune) -> Result<()> {
    let apart = |total: u64, read: u64, write: u64| total == 0 || read == 0 && write == 0;
    let fits = apart(tune.total_bytes_sec, tune.read_bytes_sec, tune.write_bytes_sec)
        && apart(tune.total_iops_sec, tune.read_iops_sec, tune.write_iops_sec)
        && apart(tune.total_bytes_sec_max, tune.read_bytes_sec_max, tune.write_bytes_sec_max)
        && apart(tune.total_iops_sec_max, tune.read_iops_sec_max, tune.write_iops_sec_max)
        && apart(tune.total_bytes_sec_max_length, tune.read_bytes_sec_max_length, tune.write_bytes_sec_max_length)
        && apart(tune.total_iops_sec_max_length, tune.read_iops_sec_max_length, tune.write_iops_sec_max_length);
    unless(fits, "total and read/write limits cannot be set at the same time")
}

fn throttle_groups(domain: &Domain) -> Result<()> {
    let mut names = HashSet::new();
    for group in domain.throttlegroups.iter().flat_map(|g| &g.groups) {
        let name = group.group_name.as_ref().map_or("", |n| n.0.as_str());
        unless(!name.is_empty() && names.insert(name), "throttle groups have names that differ")?;
    }
    for disk in &domain.devices.disks {
        let filters = disk.throttle_filters.iter().flat_map(|f| &f.filters);
        let mut used = HashSet::new();
        for filter in filters {
            unless(names.contains(filter.group.as_str()), "throttle group of a disk does not exist")?;
            unless(used.insert(&filter.group), "a disk names a throttle group twice")?;
        }
        let limits = disk.iotune.as_deref().is_some_and(|t| *t != Iotune::default());
        unless(used.is_empty() || !limits, "throttle filters and iotune of a disk cannot be set at the same time")?;
    }
    Ok(())
}
