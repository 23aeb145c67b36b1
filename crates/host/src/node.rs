//! The machine itself: CPUs, their topology, NUMA cells, caches and memory, read from `/proc` and `/sys`.

mod cache;
mod cpu;
mod hmat;
mod memory;
mod resctrl;

pub use cache::{CacheBank, cache_banks};
pub use cpu::{Cell, CpuIdentity, CpuPlace, CpuTimes};
pub use hmat::{MemoryAccess, MemoryCache};
pub use memory::{MemoryLine, PageCount, PageSize};
pub use resctrl::{BandwidthControl, CacheControl, CacheMonitor};

use std::io;
use std::path::PathBuf;

/// Most CPUs this code believes in; a larger number in a file is damage.
pub const MAX_CPUS: u32 = 1 << 16;

/// Where the machine's description is mounted; another root lets tests describe another machine.
#[derive(Debug, Clone)]
pub struct Node {
    root: PathBuf,
}

impl Default for Node {
    fn default() -> Node {
        Node { root: PathBuf::from("/") }
    }
}

/// The short description of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInfo {
    /// Architecture.
    pub model: String,
    /// Memory in KiB.
    pub memory_kib: u64,
    /// CPUs that are on line.
    pub cpus: u32,
    /// Frequency in MHz, 0 where unknown.
    pub mhz: u32,
    /// NUMA cells.
    pub nodes: u32,
    /// Sockets in each cell.
    pub sockets: u32,
    /// Cores in each socket.
    pub cores: u32,
    /// Threads in each core.
    pub threads: u32,
}

impl Node {
    /// A machine described below another folder.
    pub fn at(root: impl Into<PathBuf>) -> Node {
        Node { root: root.into() }
    }

    pub(crate) fn text(&self, path: &str) -> io::Result<String> {
        let text = std::fs::read(self.root.join(path))?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// The trimmed content of a file that may be missing.
    pub(crate) fn line(&self, path: &str) -> Option<String> {
        Some(self.text(path).ok()?.trim().to_owned())
    }

    pub(crate) fn number(&self, path: &str) -> Option<u64> {
        self.line(path)?.parse().ok()
    }

    pub(crate) fn numbered_folders(&self, folder: &str, prefix: &str) -> Vec<u32> {
        let Ok(entries) = std::fs::read_dir(self.root.join(folder)) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut numbers: Vec<u32> = names.filter_map(|name| name.strip_prefix(prefix)?.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The short description.
    pub fn info(&self) -> io::Result<NodeInfo> {
        let places = self.cpu_places();
        let distinct = |key: &dyn Fn(&CpuPlace) -> (i32, i32, i32)| {
            let mut seen: Vec<_> = places.iter().map(key).collect();
            seen.sort_unstable();
            seen.dedup();
            u32::try_from(seen.len()).unwrap_or(u32::MAX)
        };
        let cells = self.cells()?;
        let nodes = u32::try_from(cells.len()).unwrap_or(1).max(1);
        let cpus = u32::try_from(places.len()).unwrap_or(u32::MAX);
        let sockets = distinct(&|p| (p.socket, 0, 0)).max(1);
        let cores = distinct(&|p| (p.socket, p.die, p.core)).max(1);
        let (sockets_per_node, cores_per_socket) = ((sockets / nodes).max(1), (cores / sockets).max(1));
        let threads = (cpus / cores).max(1);
        let regular = u64::from(nodes) * u64::from(sockets_per_node) * u64::from(cores_per_socket) * u64::from(threads);
        let info = NodeInfo {
            model: crate::uname().machine,
            memory_kib: cells.iter().map(|cell| cell.memory_kib).sum(),
            cpus,
            mhz: self.mhz(),
            nodes,
            sockets: sockets_per_node,
            cores: cores_per_socket,
            threads,
        };
        Ok(match regular == u64::from(cpus) {
            true => info,
            // Compat: a machine that is no regular grid is told as one socket with all CPUs as cores.
            false => NodeInfo { nodes: 1, sockets: 1, cores: cpus.max(1), threads: 1, ..info },
        })
    }

    /// The machine's identity from its firmware, or from the system's own identity file.
    pub fn host_uuid(&self) -> Option<String> {
        self.line("sys/devices/virtual/dmi/id/product_uuid").or_else(|| self.line("etc/machine-id"))
    }
}

/// Reads the kernel's list form, such as `0-3,8`.
pub fn parse_list(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for part in text.trim().split(',').filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
            numbers.extend(first.min(MAX_CPUS)..last.saturating_add(1).min(MAX_CPUS));
        }
    }
    numbers
}

/// Prints numbers in the kernel's list form.
pub fn format_list(numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut rest = numbers.iter().copied().peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if(|next| Some(*next) == last.checked_add(1)) {
            last = next;
        }
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&first.to_string());
        if last > first {
            text.push_str(&format!("-{last}"));
        }
    }
    text
}

/// The numbers as a bitmap, lowest number in the lowest bit of the first byte.
pub fn bitmap_of(numbers: &[u32]) -> Vec<u8> {
    let highest = numbers.iter().copied().max().filter(|highest| *highest < MAX_CPUS);
    let mut bitmap = vec![0; highest.map_or(0, |highest| highest as usize / 8 + 1)];
    for number in numbers {
        if let Some(byte) = bitmap.get_mut(*number as usize / 8) {
            *byte |= 1 << (number % 8);
        }
    }
    bitmap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_bitmaps() {
        assert_eq!(parse_list("0-2,8\n"), [0, 1, 2, 8]);
        assert_eq!(parse_list(""), [0; 0]);
        assert_eq!(parse_list("x,3-1,5"), [5]);
        assert!(parse_list("0-4294967295").len() <= MAX_CPUS as usize);
        assert_eq!(format_list(&[0, 1, 2, 8]), "0-2,8");
        assert_eq!(bitmap_of(&[0, 1, 8]), [3, 1]);
        assert!(bitmap_of(&[]).is_empty());
    }

    #[test]
    fn this_machine_adds_up() {
        let info = Node::default().info().unwrap();
        assert!(info.cpus >= 1 && info.memory_kib > 0);
        assert_eq!(info.nodes * info.sockets * info.cores * info.threads, info.cpus);
    }
}
