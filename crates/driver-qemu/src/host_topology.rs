//! Memory, CPUs and caches of a host, as its capabilities list them.

use conf::capabilities::{
    Amount, BandwidthControl, BandwidthNode, Bank, BankControl, Cell, CellCpu, CellCpus, Cells, Distances, HostCache,
    HostTopology, Interconnect, Interconnects, MemoryBandwidth, MemorySideCache, Monitor, Pages, Sibling, Value,
};
use conf::words::Named;
use host::node::{CacheBank, Node, cache_banks, format_list};

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Memory and CPUs by cell; `pages` tells size in KiB and number of a cell's pages.
pub fn topology(node: &Node, cells: &[host::node::Cell], pages: impl Fn(u32) -> Vec<(u64, u64)>) -> HostTopology {
    let places = node.cpu_places();
    let cpu = |id: &u32| {
        let place = places.iter().find(|place| place.id == *id)?;
        Some(CellCpu {
            id: *id,
            socket_id: Some(place.socket),
            die_id: Some(place.die),
            cluster_id: Some(place.cluster),
            core_id: Some(place.core),
            siblings: Some(format_list(&place.siblings)),
        })
    };
    let cell = |cell: &host::node::Cell| Cell {
        id: cell.id,
        memory: Some(Amount { unit: "KiB".to_owned(), amount: cell.memory_kib }),
        pages: pages(cell.id).into_iter().map(|(size, count)| Pages { unit: "KiB".to_owned(), size, count }).collect(),
        distances: distances(cells, cell),
        caches: node.memory_caches(cell.id).iter().map(side_cache).collect(),
        cpus: Some(CellCpus { num: count(cell.cpus.len()), cpu: cell.cpus.iter().filter_map(cpu).collect() }),
    };
    HostTopology {
        cells: Cells { num: count(cells.len()), cell: cells.iter().map(cell).collect() },
        interconnects: interconnects(node, cells),
    }
}

fn distances(cells: &[host::node::Cell], cell: &host::node::Cell) -> Option<Distances> {
    let siblings = cells.iter().zip(&cell.distances);
    let sibling: Vec<Sibling> = siblings.map(|(other, value)| Sibling { id: other.id, value: *value }).collect();
    (!sibling.is_empty()).then_some(Distances { sibling })
}

fn side_cache(cache: &host::node::MemoryCache) -> MemorySideCache {
    let word = |number: u64, words: [&str; 2]| words[usize::from(number != 0)].to_owned();
    MemorySideCache {
        level: cache.level,
        associativity: word(cache.indexing, ["direct", "full"]),
        policy: word(cache.write_policy, ["writeback", "writethrough"]),
        size: Value::of_bytes(cache.size),
        line: Value::of_bytes(cache.line_size),
    }
}

fn interconnects(node: &Node, cells: &[host::node::Cell]) -> Option<Interconnects> {
    let ids: Vec<u32> = cells.iter().map(|cell| cell.id).collect();
    let mut found = Interconnects::default();
    for access in node.memory_accesses(&ids) {
        let way = |kind: &str, value: u64, unit: Option<&str>| Interconnect {
            initiator: access.initiator,
            target: access.target,
            kind: kind.to_owned(),
            value,
            unit: unit.map(str::to_owned),
        };
        for (place, kind) in ["read", "write"].into_iter().enumerate() {
            found.latency.extend(access.latency[place].map(|ns| way(kind, ns, None)));
            let kib = |mib: u64| mib.saturating_mul(1024);
            found.bandwidth.extend(access.bandwidth[place].map(|mib| way(kind, kib(mib), Some("KiB"))));
        }
    }
    (found != Interconnects::default()).then_some(found)
}

/// Caches from the second level on, and how they can be shared out and watched.
pub fn cache(node: &Node) -> Option<HostCache> {
    let bank: Vec<Bank> = cache_banks(node).iter().map(|bank| self::bank(node, bank)).collect();
    if bank.is_empty() {
        return None;
    }
    Some(HostCache { bank, monitor: monitor(node, "llc_").into_iter().collect() })
}

fn bank(node: &Node, bank: &CacheBank) -> Bank {
    let Value { value, unit } = Value::of_bytes(bank.size_kib.saturating_mul(1024));
    Bank {
        id: bank.id,
        level: bank.level,
        kind: bank.kind.to_owned(),
        size: value,
        unit,
        cpus: bank.cpus.clone(),
        control: node.cache_controls(bank.level).iter().map(|control| self::control(bank, control)).collect(),
    }
}

fn control(bank: &CacheBank, control: &host::node::CacheControl) -> BankControl {
    let step = bank.size_kib.saturating_mul(1024) / u64::from(control.parts.max(1));
    let Value { value: granularity, unit } = Value::of_bytes(step);
    let kind = match control.name.get(2..) {
        Some("CODE") => "code",
        Some("DATA") => "data",
        _ => "both",
    };
    // A smallest share of one step goes without saying.
    let min = (control.min_parts > 1).then(|| granularity.saturating_mul(control.min_parts.into()));
    BankControl { granularity, min, unit, kind: kind.to_owned(), max_allocations: control.max_allocations }
}

fn monitor(node: &Node, prefix: &str) -> Option<Monitor> {
    let found = node.cache_monitor()?;
    let feature: Vec<Named> = found
        .features
        .iter()
        .filter(|name| name.starts_with(prefix))
        .map(|name| Named { name: name.clone() })
        .collect();
    let of_cache = prefix == "llc_";
    (!feature.is_empty()).then_some(Monitor {
        level: of_cache.then_some(3),
        reuse_threshold: found.threshold.filter(|_| of_cache),
        max_monitors: found.max_monitors,
        feature,
    })
}

/// How memory bandwidth can be shared out and watched.
pub fn memory_bandwidth(node: &Node) -> Option<MemoryBandwidth> {
    let nodes = match node.bandwidth_control() {
        None => Vec::new(),
        Some(control) => {
            // Bandwidth belongs to the last level of caches.
            let banks = cache_banks(node);
            let last = banks.iter().map(|bank| bank.level).max();
            let banks = banks.into_iter().filter(|bank| Some(bank.level) == last);
            banks
                .map(|bank| BandwidthNode {
                    id: bank.id,
                    cpus: bank.cpus,
                    control: BandwidthControl {
                        granularity: control.granularity,
                        min: Some(control.min),
                        max_allocations: control.max_allocations,
                    },
                })
                .collect()
        }
    };
    let found = MemoryBandwidth { node: nodes, monitor: monitor(node, "mbm_") };
    (found != MemoryBandwidth::default()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_cache_are_whole_steps() {
        let bank = CacheBank { level: 3, id: 0, kind: "both", size_kib: 15360, cpus: "0".to_owned() };
        let told = |name: &str, min_parts| {
            let control = host::node::CacheControl { name: name.to_owned(), parts: 20, min_parts, max_allocations: 4 };
            let BankControl { granularity, min, unit, kind, .. } = super::control(&bank, &control);
            format!("{granularity} {min:?} {unit} {kind}")
        };
        assert_eq!(told("L3", 2), "768 Some(1536) KiB both");
        assert_eq!(told("L3CODE", 1), "768 None KiB code");
    }

    #[test]
    fn distances_are_told_where_they_are_known() {
        let cell = |id, distances: &[u32]| host::node::Cell {
            id,
            memory_kib: 1,
            free_kib: 1,
            cpus: Vec::new(),
            distances: distances.to_vec(),
        };
        let cells = [cell(0, &[10, 21]), cell(3, &[])];
        let told = distances(&cells, &cells[0]).expect("distances").sibling;
        assert_eq!(told.iter().map(|s| (s.id, s.value)).collect::<Vec<_>>(), [(0, 10), (3, 21)]);
        assert_eq!(distances(&cells, &cells[1]), None);
    }
}
