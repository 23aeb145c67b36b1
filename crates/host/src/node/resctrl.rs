//! What the kernel can share out and watch of caches and memory bandwidth.

use super::Node;

/// How a kind of cache can be shared out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheControl {
    /// `L2`, `L3`, `L3CODE`, …
    pub name: String,
    /// Parts that a cache has.
    pub parts: u32,
    /// Parts that are given out at least.
    pub min_parts: u32,
    /// Shares at the same time.
    pub max_allocations: u32,
}

/// How memory bandwidth can be shared out, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandwidthControl {
    /// Steps.
    pub granularity: u32,
    /// The smallest share.
    pub min: u32,
    /// Shares at the same time.
    pub max_allocations: u32,
}

/// What can be watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheMonitor {
    /// Occupancy in bytes below which a monitor can be used again.
    pub threshold: Option<u32>,
    /// Monitors at the same time.
    pub max_monitors: u32,
    /// Figures that can be read.
    pub features: Vec<String>,
}

const INFO: &str = "sys/fs/resctrl/info";

impl Node {
    fn info_number(&self, folder: &str, name: &str) -> Option<u32> {
        self.number(&format!("{INFO}/{folder}/{name}")).and_then(|number| u32::try_from(number).ok())
    }

    /// How caches of a level can be shared out: as they are, or apart for code and data.
    pub fn cache_controls(&self, level: u32) -> Vec<CacheControl> {
        let names = ["", "CODE", "DATA"].map(|kind| format!("L{level}{kind}"));
        let control = |name: String| {
            let mask = self.line(&format!("{INFO}/{name}/cbm_mask"))?;
            Some(CacheControl {
                parts: u64::from_str_radix(&mask, 16).ok()?.count_ones(),
                min_parts: self.info_number(&name, "min_cbm_bits")?,
                max_allocations: self.info_number(&name, "num_closids")?,
                name,
            })
        };
        names.into_iter().filter_map(control).filter(|control| control.parts > 0).collect()
    }

    /// How memory bandwidth can be shared out.
    pub fn bandwidth_control(&self) -> Option<BandwidthControl> {
        Some(BandwidthControl {
            granularity: self.info_number("MB", "bandwidth_gran")?,
            min: self.info_number("MB", "min_bandwidth")?,
            max_allocations: self.info_number("MB", "num_closids")?,
        })
    }

    /// What can be watched at the last level of caches.
    pub fn cache_monitor(&self) -> Option<CacheMonitor> {
        let features = self.line(&format!("{INFO}/L3_MON/mon_features"))?;
        Some(CacheMonitor {
            threshold: self.info_number("L3_MON", "max_threshold_occupancy"),
            max_monitors: self.info_number("L3_MON", "num_rmids")?,
            features: features.lines().map(str::to_owned).filter(|name| !name.is_empty()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::test_folder;

    #[test]
    fn shares_and_monitors_of_a_described_machine() {
        let root = test_folder("node-resctrl");
        let put = |path: &str, text: &str| {
            let path = root.join(INFO).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("L3DATA/cbm_mask", "3ff\n");
        put("L3DATA/min_cbm_bits", "1\n");
        put("L3DATA/num_closids", "8\n");
        put("L3_MON/mon_features", "llc_occupancy\nmbm_total_bytes\n");
        put("L3_MON/num_rmids", "5\n");
        let node = Node::at(&root);
        let control = CacheControl { name: "L3DATA".to_owned(), parts: 10, min_parts: 1, max_allocations: 8 };
        assert_eq!(node.cache_controls(3), [control]);
        assert_eq!(node.cache_controls(2), []);
        assert_eq!(node.bandwidth_control(), None);
        let monitor = node.cache_monitor().unwrap();
        assert_eq!((monitor.threshold, monitor.max_monitors, monitor.features.len()), (None, 5, 2));
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn memory_of_a_described_machine() {
        let root = test_folder("node-hmat");
        let put = |path: &str, text: &str| {
            let path = root.join("sys/devices/system/node").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        for (name, text) in [("size", "1024"), ("line_size", "64"), ("indexing", "0"), ("write_policy", "1")] {
            put(&format!("node1/memory_side_cache/index1/{name}"), text);
        }
        put("node1/access1/initiators/read_latency", "7");
        put("node1/access1/initiators/node0", "");
        let node = Node::at(&root);
        assert_eq!(node.memory_caches(1).len(), 1);
        assert_eq!(node.memory_caches(0), []);
        let accesses = node.memory_accesses(&[0, 1]);
        assert_eq!(accesses.len(), 1);
        assert_eq!((accesses[0].initiator, accesses[0].target), (0, 1));
        assert_eq!((accesses[0].latency, accesses[0].bandwidth), ([Some(7), None], [None, None]));
        std::fs::remove_dir_all(root).unwrap();
    }
}
