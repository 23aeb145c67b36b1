//! Memory, NUMA nodes, I/O threads.

use conf::domain::Domain;
use conf::domain::cpu::{CacheAssociativity, CachePolicy, Interconnects, NumaCell, Path};
use conf::domain::cpuset;
use conf::domain::tuning::{Iotune, NumaMode, Placement};
use conf::words::YesNo;
use serde_json::json;
use virt::{Error, Result};

use super::Build;
use super::props::Props;
use crate::Capabilities;
use crate::machine::MachineKind;

/// Whether the machine has ACPI that can be switched.
pub(super) fn has_acpi(domain: &Domain, caps: &Capabilities) -> bool {
    crate::defaults::machine_entry(domain, caps).and_then(|m| m.acpi) == Some(YesNo::Yes)
}

/// The unit in which guests of this kind get memory.
pub(super) fn round_up(kib: u64, machine: MachineKind) -> u64 {
    let unit = if machine.is_ppc64() { 256 << 10 } else { 1 << 10 };
    kib.div_ceil(unit).saturating_mul(unit)
}

/// Memory that an object is wanted for.
#[derive(Default)]
pub(super) struct Wanted {
    /// The guest's node that it belongs to.
    pub(super) node: Option<u32>,
    /// The size of its pages: `Some(None)` is the host's default for huge ones.
    pub(super) page: Option<Option<u64>>,
    /// `shared` or `private`.
    pub(super) access: Option<String>,
    /// Its contents need not survive.
    pub(super) discard: Option<YesNo>,
    /// The file that it is, if that is one in particular.
    pub(super) path: Option<String>,
    /// It is filled before the guest starts.
    pub(super) always_filled: bool,
    /// It is filled when the guest takes it.
    pub(super) never_filled: bool,
}

impl Build<'_> {
    pub(super) fn numa_cells(&self) -> &[NumaCell] {
        let numa = self.domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref());
        numa.map_or(&[], |numa| &numa.cells)
    }

    /// Memory at start, without modules.
    fn initial_kib(&self) -> u64 {
        let cells = self.numa_cells();
        if !cells.is_empty() && self.runtime.incoming.is_none() {
            return cells.iter().map(|c| self.cell_kib(c)).sum();
        }
        let modules: u64 = self.domain.devices.memory.iter().map(|m| m.target.size.map_or(0, |kib| kib.0)).sum();
        let kib = self.domain.memory.size.0.saturating_sub(modules);
        // A guest that comes from another host has what it had there; QEMU counts in MiB.
        if self.runtime.incoming.is_some() && !cells.is_empty() { kib >> 10 << 10 } else { round_up(kib, self.machine) }
    }

    /// Memory of a node.
    fn cell_kib(&self, cell: &NumaCell) -> u64 {
        match self.runtime.incoming {
            Some(_) => cell.memory_kib,
            None => round_up(cell.memory_kib, self.machine),
        }
    }

    /// Memory can only come from nodes that are there.
    fn check_host_nodes(&self) -> Result<()> {
        let Some(numatune) = self.domain.numatune.as_ref().filter(|_| !self.runtime.host_nodes.is_empty()) else {
            return Ok(());
        };
        let all = numatune.memory.iter().filter_map(|m| m.nodeset.as_ref());
        for set in all.chain(numatune.nodes.iter().map(|n| &n.nodeset)) {
            if let Some(node) = set.0.difference(&self.runtime.host_nodes).next() {
                return Err(Error::config_unsupported(format!("NUMA node {node} is unavailable")));
            }
        }
        Ok(())
    }

    pub(super) fn memory(&mut self) -> Result<()> {
        self.check_host_nodes()?;
        let initial = self.initial_kib();
        let mut words = format!("size={initial}k");
        if let Some(max) = &self.domain.max_memory {
            if let Some(slots) = max.slots {
                words.push_str(&format!(",slots={slots}"));
            }
            words.push_str(&format!(",maxmem={}k", round_up(max.size.0, self.machine)));
        }
        self.option("-m", words);
        if self.numa_cells().is_empty()
            && let Some(id) = self.default_ram_id()
        {
            let props = self.backend(&id, initial, None)?;
            self.object_with_context(props, &id);
        }
        let locked = self.domain.memory_backing.as_ref().is_some_and(|b| b.locked);
        self.option("-overcommit", format!("mem-lock={}", if locked { "on" } else { "off" }));
        Ok(())
    }

    /// The object that holds memory of the whole guest or of one node.
    fn backend(&self, id: &str, kib: u64, cell: Option<&NumaCell>) -> Result<Props> {
        let node = cell.and_then(|c| c.id);
        let wanted = Wanted {
            node,
            page: self.huge_page(node),
            access: cell.and_then(|c| c.mem_access.clone()),
            discard: cell.and_then(|c| c.discard),
            ..Wanted::default()
        };
        self.memory_object(id, kib, wanted)
    }

    /// The object that holds some memory.
    pub(super) fn memory_object(&self, id: &str, kib: u64, wanted: Wanted) -> Result<Props> {
        let backing = self.domain.memory_backing.clone().unwrap_or_default();
        let page = wanted.page;
        let access = wanted.access.or(backing.access.map(|a| a.mode));
        let source = backing.source.map(|s| s.kind);
        let kind = match (source.as_deref(), page.is_some()) {
            _ if wanted.path.is_some() => "memory-backend-file",
            (Some("memfd"), _) => "memory-backend-memfd",
            (Some("file"), false) | (_, true) => "memory-backend-file",
            // Memory that others can map needs a file.
            (None | Some("anonymous"), false) if access.is_some() => "memory-backend-file",
            (_, false) => "memory-backend-ram",
        };
        let mut props = Props::object(kind, id);
        let allocation = backing.allocation.as_ref();
        let immediate = allocation.and_then(|a| a.mode.as_deref()) == Some("immediate");
        let own_file = wanted.path.is_some();
        match (kind, page) {
            ("memory-backend-memfd", Some(page)) => {
                let size = page.or(self.runtime.huge_pages.first().map(|(kib, _)| *kib));
                props = props.with("hugetlb", true).maybe("hugetlbsize", size.map(|kib| kib * 1024));
            }
            ("memory-backend-file", page) => {
                let file = match (wanted.path, page) {
                    (Some(path), _) => path,
                    (None, Some(page)) => {
                        format!("{}/libvirt/qemu/{}", self.huge_page_folder(page)?, self.runtime.short_name)
                    }
                    (None, None) => format!("{}/{id}", self.runtime.memory_dir),
                };
                props = props.with("mem-path", file);
            }
            _ => (),
        }
        let discard = wanted.discard.map(YesNo::is_yes).or((backing.discard && !own_file).then_some(true));
        if kind == "memory-backend-file" {
            props = props.maybe("discard-data", discard);
        }
        if kind != "memory-backend-ram" {
            let shared = access.as_deref().map(|a| a == "shared").or(kind.ends_with("memfd").then_some(false));
            props = props.maybe("share", shared.filter(|s| *s || access.is_some()));
            if Some(id) == self.default_ram_id().as_deref()
                && self.caps.has("memory-backend-file.x-use-canonical-path-for-ramblock-id")
            {
                props = props.with("x-use-canonical-path-for-ramblock-id", false);
            }
        } else if access.as_deref() == Some("shared") {
            props = props.with("share", true);
        }
        let filled = (page.is_some() && !own_file) || immediate || wanted.always_filled;
        if filled && !wanted.never_filled {
            props = props.with("prealloc", true);
            props = props.maybe("prealloc-threads", allocation.and_then(|a| a.threads));
        }
        if wanted.never_filled && !own_file {
            props = props.with("reserve", false);
        }
        props = props.with("size", kib.saturating_mul(1024));
        Ok(self.host_nodes(props, wanted.node))
    }

    /// Prints an object, and before it the threads that fill it.
    pub(super) fn object_with_context(&mut self, props: Props, id: &str) {
        self.thread_context(&props, id);
        let context = self.has_thread_context(&props).then(|| format!("tc-{id}"));
        self.option("-object", props.maybe("prealloc-context", context).text());
    }

    /// The host nodes that memory comes from.
    fn host_nodes(&self, props: Props, node: Option<u32>) -> Props {
        let Some(numatune) = &self.domain.numatune else { return props };
        let of_node = numatune.nodes.iter().find(|m| Some(m.cellid) == node);
        let (mode, nodes) = match (of_node, &numatune.memory) {
            (Some(own), _) => (own.mode, Some(own.nodeset.0.clone())),
            (None, Some(all)) if all.placement == Some(Placement::Auto) => {
                (all.mode, self.runtime.auto_nodes.as_deref().and_then(cpuset::parse))
            }
            (None, Some(all)) => (all.mode, all.nodeset.clone().map(|set| set.0)),
            _ => return props,
        };
        let Some(nodes) = nodes else { return props };
        let policy = match mode {
            NumaMode::Interleave => "interleave",
            NumaMode::Preferred => "preferred",
            NumaMode::Restrictive => return props,
            NumaMode::Strict => "bind",
        };
        props.with("host-nodes", json!(nodes)).with("policy", policy)
    }

    /// The size of huge pages for a node: `Some(None)` is the host's default size.
    pub(super) fn huge_page(&self, node: Option<u32>) -> Option<Option<u64>> {
        let pages = &self.domain.memory_backing.as_ref()?.hugepages.as_ref()?.pages;
        if pages.is_empty() {
            return Some(None);
        }
        let listed = |nodeset: &str| node.is_some_and(|n| cpuset::parse(nodeset).is_some_and(|set| set.contains(&n)));
        let own = pages.iter().find(|p| p.nodeset.as_deref().is_some_and(listed));
        let page = own.or_else(|| pages.iter().find(|p| p.nodeset.is_none()))?;
        // Pages of the ordinary size are no huge pages.
        (page.kib != self.runtime.page_kib).then_some(Some(page.kib))
    }

    fn huge_page_folder(&self, kib: Option<u64>) -> Result<&str> {
        let found = match kib {
            Some(kib) => self.runtime.huge_pages.iter().find(|(size, _)| *size == kib),
            None => self.runtime.huge_pages.first(),
        };
        match (found, kib) {
            (Some((_, folder)), _) => Ok(folder),
            (None, Some(kib)) => {
                Err(Error::internal(format!("Unable to find any usable hugetlbfs mount for {kib} KiB")))
            }
            (None, None) => Err(Error::internal("hugepages are disabled by administrator config")),
        }
    }

    /// Memory that needs no object of its own on machines that take nodes by size.
    fn is_plain(&self, cell: &NumaCell) -> bool {
        let backing = self.domain.memory_backing.clone().unwrap_or_default();
        let plain = backing.hugepages.is_none() && backing.source.is_none() && backing.access.is_none();
        let bound = self.domain.numatune.is_some() || backing.allocation.is_some() || backing.discard;
        plain && !bound && cell.mem_access.is_none() && cell.discard.is_none()
    }

    /// Memory of definite nodes is filled by threads that run there.
    fn has_thread_context(&self, props: &Props) -> bool {
        let filled = props.get("prealloc").is_some() && props.get("host-nodes").is_some();
        filled && self.caps.has("thread-context")
    }

    fn thread_context(&mut self, props: &Props, id: &str) {
        if let Some(nodes) = props.get("host-nodes").filter(|_| self.has_thread_context(props)) {
            let context = Props::object("thread-context", &format!("tc-{id}")).with("node-affinity", nodes.clone());
            self.option("-object", context.text());
        }
    }

    pub(super) fn numa(&mut self) -> Result<()> {
        let cells = self.numa_cells().to_vec();
        for cell in &cells {
            let id = cell.id.unwrap_or(0);
            let memdev = format!("ram-node{id}");
            let kib = self.cell_kib(cell);
            let entry = crate::defaults::machine_entry(self.domain, self.caps);
            let by_size = entry.and_then(|m| m.numa_mem_supported) == Some(YesNo::Yes) && self.is_plain(cell);
            if !by_size {
                let props = self.backend(&memdev, kib, Some(cell))?;
                self.object_with_context(props, &memdev);
            }
            let mut words = format!("node,nodeid={id}");
            let cpus = cell.cpus.as_deref().unwrap_or("");
            for range in cpus.split(',').filter(|r| !r.is_empty()) {
                words.push_str(&format!(",cpus={range}"));
            }
            if let Some(connected) = self.interconnects() {
                words.push_str(&format!(",initiator={}", initiator(cell, &cells, &connected)));
            }
            match by_size {
                true => words.push_str(&format!(",mem={}", kib >> 10)),
                false => words.push_str(&format!(",memdev={memdev}")),
            }
            self.option("-numa", words);
        }
        for cell in &cells {
            let Some(distances) = &cell.distances else { continue };
            let from = cell.id.unwrap_or(0);
            for sibling in &distances.siblings {
                let (to, value) = (sibling.id, sibling.value);
                self.option("-numa", format!("dist,src={from},dst={to},val={value}"));
            }
        }
        if let Some(connected) = self.interconnects() {
            self.memory_attributes(&cells, &connected);
        }
        Ok(())
    }

    fn interconnects(&self) -> Option<Interconnects> {
        self.domain.cpu.as_ref()?.numa.as_ref()?.interconnects.clone()
    }

    /// How fast the nodes reach each other's memory, and the caches beside it.
    fn memory_attributes(&mut self, cells: &[NumaCell], connected: &Interconnects) {
        let lb = |path: &Path, what: &str| {
            let level = match path.cache {
                None | Some(0) => "memory",
                Some(1) => "first-level",
                Some(2) => "second-level",
                Some(_) => "third-level",
            };
            let (from, to, kind) = (path.initiator, path.target, path.kind.as_str());
            format!("hmat-lb,initiator={from},target={to},hierarchy={level},data-type={kind}-{what}")
        };
        let mut words = Vec::new();
        for latency in &connected.latencies {
            words.push(format!("{},latency={}", lb(&latency.path, "latency"), latency.value));
        }
        for bandwidth in &connected.bandwidths {
            words.push(format!("{},bandwidth={}K", lb(&bandwidth.path, "bandwidth"), bandwidth.kib));
        }
        for cell in cells {
            for cache in &cell.caches {
                let associativity = match cache.associativity {
                    CacheAssociativity::Full => "complex",
                    other => other.as_str(),
                };
                let policy = match cache.policy {
                    CachePolicy::None => "none",
                    CachePolicy::Writeback => "write-back",
                    CachePolicy::Writethrough => "write-through",
                };
                words.push(format!(
                    "hmat-cache,node-id={},size={}K,level={},associativity={associativity},policy={policy},line={}",
                    cell.id.unwrap_or(0),
                    cache.size.kib,
                    cache.level,
                    cache.line.bytes
                ));
            }
        }
        words.into_iter().for_each(|word| self.option("-numa", word));
    }

    pub(super) fn iothreads(&mut self) {
        let domain = self.domain;
        for group in domain.throttlegroups.iter().flat_map(|g| &g.groups) {
            let name = group.group_name.as_ref().map_or("", |n| n.0.as_str());
            let props = Props::object("throttle-group", &format!("throttle-{name}")).with("limits", limits(group));
            self.option("-object", props.text());
        }
        for thread in domain.iothread_ids.iter().flat_map(|ids| &ids.threads) {
            let poll = thread.poll.clone().unwrap_or_default();
            let props = Props::object("iothread", &format!("iothread{}", thread.id))
                .maybe("thread-pool-min", thread.thread_pool_min)
                .maybe("thread-pool-max", thread.thread_pool_max)
                .maybe("poll-max-ns", poll.max)
                .maybe("poll-grow", poll.grow)
                .maybe("poll-shrink", poll.shrink);
            self.option("-object", props.text());
        }
        let count = if domain.iothread_ids.is_some() { 0 } else { domain.iothreads.as_ref().map_or(0, |n| n.0) };
        for id in 1..=count.min(4096) {
            self.option("-object", Props::object("iothread", &format!("iothread{id}")).text());
        }
        if let Some(pool) = &domain.defaultiothread {
            let props = Props::object("main-loop", "main-loop")
                .maybe("thread-pool-min", pool.thread_pool_min)
                .maybe("thread-pool-max", pool.thread_pool_max);
            self.option("-object", props.text());
        }
    }
}

/// The node whose CPUs use a node's memory: its own, or those that reach it fastest.
fn initiator(cell: &NumaCell, cells: &[NumaCell], connected: &Interconnects) -> u32 {
    let own = cell.id.unwrap_or(0);
    if cell.cpus.is_some() {
        return own;
    }
    let near = connected.latencies.iter().filter(|l| l.path.target == own).min_by_key(|l| l.value);
    let first = cells.iter().find(|c| c.cpus.is_some()).and_then(|c| c.id);
    near.map(|l| l.path.initiator).or(first).unwrap_or(0)
}

/// Limits by QEMU's names, which are there even where there is no limit.
fn limits(tune: &Iotune) -> serde_json::Value {
    let mut limits = json!({
        "bps-total": tune.total_bytes_sec, "bps-read": tune.read_bytes_sec, "bps-write": tune.write_bytes_sec,
        "iops-total": tune.total_iops_sec, "iops-read": tune.read_iops_sec, "iops-write": tune.write_iops_sec,
        "bps-total-max": tune.total_bytes_sec_max, "bps-read-max": tune.read_bytes_sec_max,
        "bps-write-max": tune.write_bytes_sec_max, "iops-total-max": tune.total_iops_sec_max,
        "iops-read-max": tune.read_iops_sec_max, "iops-write-max": tune.write_iops_sec_max,
        "iops-size": tune.size_iops_sec,
    });
    for (name, length) in [
        ("bps-total-max-length", tune.total_bytes_sec_max_length),
        ("bps-read-max-length", tune.read_bytes_sec_max_length),
        ("bps-write-max-length", tune.write_bytes_sec_max_length),
        ("iops-total-max-length", tune.total_iops_sec_max_length),
        ("iops-read-max-length", tune.read_iops_sec_max_length),
        ("iops-write-max-length", tune.write_iops_sec_max_length),
    ] {
        if length > 0 {
            limits[name] = json!(length);
        }
    }
    limits
}
