//! What the firmware tells of memory: caches before it, and how fast cells reach each other's.

use super::Node;

/// A cache between a cell's memory and everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemoryCache {
    /// 1 is nearest to the memory's users.
    pub level: u32,
    /// 0 is direct, 1 anything else.
    pub indexing: u64,
    /// 0 writes back, 1 writes through.
    pub write_policy: u64,
    /// Size in bytes.
    pub size: u64,
    /// Size of a line in bytes.
    pub line_size: u64,
}

/// How a cell's CPUs reach a cell's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemoryAccess {
    /// The cell whose CPUs ask.
    pub initiator: u32,
    /// The cell whose memory answers.
    pub target: u32,
    /// Nanoseconds of a read and of a write.
    pub latency: [Option<u64>; 2],
    /// MiB a second of reads and of writes.
    pub bandwidth: [Option<u64>; 2],
}

impl Node {
    /// Caches before a cell's memory, by level.
    pub fn memory_caches(&self, cell: u32) -> Vec<MemoryCache> {
        let folder = format!("sys/devices/system/node/node{cell}/memory_side_cache");
        let cache = |level: u32| {
            let number = |name: &str| self.number(&format!("{folder}/index{level}/{name}"));
            Some(MemoryCache {
                level,
                indexing: number("indexing")?,
                write_policy: number("write_policy")?,
                size: number("size")?,
                line_size: number("line_size")?,
            })
        };
        self.numbered_folders(&folder, "index").into_iter().filter_map(cache).collect()
    }

    /// How CPUs reach memory, by asking and by answering cell; access class 1 is that of CPUs.
    pub fn memory_accesses(&self, cells: &[u32]) -> Vec<MemoryAccess> {
        let mut accesses = Vec::new();
        for target in cells {
            let folder = format!("sys/devices/system/node/node{target}/access1/initiators");
            let number = |name: &str| self.number(&format!("{folder}/{name}"));
            for initiator in self.numbered_folders(&folder, "node") {
                accesses.push(MemoryAccess {
                    initiator,
                    target: *target,
                    latency: [number("read_latency"), number("write_latency")],
                    bandwidth: [number("read_bandwidth"), number("write_bandwidth")],
                });
            }
        }
        accesses.sort();
        accesses
    }
}
