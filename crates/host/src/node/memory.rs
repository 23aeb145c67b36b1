//! Memory: totals, page pools and the kernel's merging of equal pages.

use std::io;

use super::Node;

/// One figure of the memory statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryLine {
    /// `total`, `free`, `buffers` or `cached`.
    pub name: &'static str,
    /// Amount in KiB.
    pub kib: u64,
}

/// A page size that the machine has, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageSize(pub u64);

/// Pages of one size in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageCount {
    /// The size.
    pub size: PageSize,
    /// All pages of it.
    pub total: u64,
    /// Those free.
    pub free: u64,
}

const MEMINFO: [(&str, &str); 4] =
    [("MemTotal", "total"), ("MemFree", "free"), ("Buffers", "buffers"), ("Cached", "cached")];

impl Node {
    /// Memory statistics of the whole machine, or total and free memory of one cell.
    pub fn memory_lines(&self, cell: Option<u32>) -> io::Result<Vec<MemoryLine>> {
        let text = match cell {
            None => self.text("proc/meminfo")?,
            Some(id) => self.text(&format!("sys/devices/system/node/node{id}/meminfo"))?,
        };
        let mut lines = Vec::new();
        for line in text.lines() {
            // A cell's lines start with `Node 0 `.
            let line = match cell {
                None => line,
                Some(_) => line.splitn(3, ' ').nth(2).unwrap_or(""),
            };
            let Some((key, rest)) = line.split_once(':') else { continue };
            let known = MEMINFO.iter().take(if cell.is_some() { 2 } else { 4 }).find(|(name, _)| *name == key);
            let value = rest.split_ascii_whitespace().next().and_then(|word| word.parse().ok());
            if let (Some((_, name)), Some(kib)) = (known, value) {
                lines.push(MemoryLine { name, kib });
            }
        }
        Ok(lines)
    }

    /// All page sizes, smallest first.
    pub fn page_sizes(&self) -> Vec<PageSize> {
        let mut sizes = vec![PageSize(rustix::param::page_size() as u64 / 1024)];
        let names = std::fs::read_dir(self.root.join("sys/kernel/mm/hugepages"));
        let names = names.into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        sizes.extend(
            names.filter_map(|name| name.strip_prefix("hugepages-")?.strip_suffix("kB")?.parse().ok().map(PageSize)),
        );
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// Pages of one size in a cell; `None` where the machine has no such size or cell.
    pub fn pages(&self, cell: u32, size: PageSize) -> io::Result<Option<PageCount>> {
        let base_kib = rustix::param::page_size() as u64 / 1024;
        if size.0 != base_kib {
            let per_cell = format!("sys/devices/system/node/node{cell}/hugepages/hugepages-{}kB", size.0);
            let global = format!("sys/kernel/mm/hugepages/hugepages-{}kB", size.0);
            for folder in [per_cell, global] {
                let count = |name: &str| self.number(&format!("{folder}/{name}"));
                if let (Some(total), Some(free)) = (count("nr_hugepages"), count("free_hugepages")) {
                    return Ok(Some(PageCount { size, total, free }));
                }
            }
            return Ok(None);
        }
        let Some(found) = self.cells()?.into_iter().find(|known| known.id == cell) else { return Ok(None) };
        // Memory in huge pages is not made of small ones.
        let mut huge_kib = 0u64;
        for other in self.page_sizes().into_iter().filter(|other| *other != size) {
            if let Some(pages) = self.pages(cell, other)? {
                huge_kib = huge_kib.saturating_add(pages.total.saturating_mul(other.0));
            }
        }
        let total = found.memory_kib.saturating_sub(huge_kib) / base_kib;
        Ok(Some(PageCount { size, total, free: found.free_kib / base_kib }))
    }

    /// A figure of the kernel's merging of equal pages, such as `pages_shared`.
    pub fn merged_pages(&self, name: &str) -> Option<u64> {
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        plain.then(|| self.number(&format!("sys/kernel/mm/ksm/{name}")))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::test_folder;

    #[test]
    fn cells_and_pages_of_a_described_machine() {
        let root = test_folder("node-memory");
        let put = |path: &str, text: &str| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put(
            "sys/devices/system/node/node1/meminfo",
            "Node 1 MemTotal:  8192 kB\nNode 1 MemFree: 4096 kB\nNode 1 Cached: 1 kB\n",
        );
        put("sys/devices/system/node/node1/cpulist", "2-3\n");
        put("sys/devices/system/node/node1/distance", "20 10\n");
        put("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "7\n");
        put("sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages", "2\n");
        put("sys/devices/system/node/node1/hugepages/hugepages-2048kB/free_hugepages", "1\n");
        let node = Node::at(&root);
        let cells = node.cells().unwrap();
        assert_eq!(cells.len(), 1);
        assert_eq!((cells[0].id, cells[0].memory_kib, cells[0].cpus.clone()), (1, 8192, vec![2, 3]));
        assert_eq!(cells[0].distances, [20, 10]);
        let sizes = node.page_sizes();
        assert_eq!(sizes.last(), Some(&PageSize(2048)));
        assert_eq!(node.pages(1, PageSize(2048)).unwrap().unwrap().free, 1);
        let base = sizes[0];
        assert_eq!(node.pages(1, base).unwrap().unwrap().total, (8192 - 4096) / base.0);
        assert_eq!(node.pages(5, base).unwrap(), None);
        assert_eq!(node.merged_pages("../x"), None);
        std::fs::remove_dir_all(root).unwrap();
    }
}
