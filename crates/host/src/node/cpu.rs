//! CPUs: which exist, where each sits, what each has spent its time on, which cell it belongs to.

use std::io;

use super::{Node, parse_list};

/// Where a CPU sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CpuPlace {
    /// CPU number.
    pub id: u32,
    /// Socket.
    pub socket: i32,
    /// Die in the socket.
    pub die: i32,
    /// Cluster of cores.
    pub cluster: i32,
    /// Core in the socket.
    pub core: i32,
    /// CPUs of the same core, this one included.
    pub siblings: Vec<u32>,
}

/// Time spent by one CPU or by all, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CpuTimes {
    /// Kernel, interrupts included.
    pub kernel_ns: u64,
    /// User mode, low priority included.
    pub user_ns: u64,
    /// Nothing to do.
    pub idle_ns: u64,
    /// Nothing to do but wait for input and output.
    pub iowait_ns: u64,
}

/// A NUMA cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Cell number.
    pub id: u32,
    /// Its memory.
    pub memory_kib: u64,
    /// Its free memory.
    pub free_kib: u64,
    /// Its CPUs.
    pub cpus: Vec<u32>,
    /// Distance to each cell in order, empty where unknown.
    pub distances: Vec<u32>,
}

/// What the CPU says it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CpuIdentity {
    /// Vendor as CPUID spells it, such as `GenuineIntel`.
    pub vendor: String,
    /// Family number.
    pub family: u32,
    /// Model number.
    pub model: u32,
    /// Stepping number.
    pub stepping: u32,
    /// Microcode version.
    pub microcode: u64,
    /// Width of physical addresses in bits.
    pub physical_bits: u32,
    /// Feature words of the kernel.
    pub flags: Vec<String>,
}

impl Node {
    /// CPUs that exist, on line or not.
    pub fn cpus_present(&self) -> Vec<u32> {
        self.line("sys/devices/system/cpu/present").map(|text| parse_list(&text)).unwrap_or_default()
    }

    /// CPUs that are on line.
    pub fn cpus_online(&self) -> Vec<u32> {
        self.line("sys/devices/system/cpu/online").map(|text| parse_list(&text)).unwrap_or_default()
    }

    /// Places of all CPUs that are on line.
    pub fn cpu_places(&self) -> Vec<CpuPlace> {
        self.cpus_online().into_iter().map(|id| self.cpu_place(id)).collect()
    }

    fn cpu_place(&self, id: u32) -> CpuPlace {
        let topology = format!("sys/devices/system/cpu/cpu{id}/topology");
        let number = |name: &str| {
            let value = self.line(&format!("{topology}/{name}")).and_then(|text| text.parse::<i32>().ok());
            value.filter(|value| *value >= 0)
        };
        let siblings = self.line(&format!("{topology}/thread_siblings_list"));
        CpuPlace {
            id,
            socket: number("physical_package_id").unwrap_or(0),
            die: number("die_id").unwrap_or(0),
            cluster: number("cluster_id").unwrap_or(0),
            core: number("core_id").unwrap_or(0),
            siblings: siblings.map(|text| parse_list(&text)).filter(|list| !list.is_empty()).unwrap_or(vec![id]),
        }
    }

    pub(super) fn mhz(&self) -> u32 {
        let text = self.text("proc/cpuinfo").unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("cpu MHz"));
        let value = line.and_then(|line| line.split_once(':')?.1.trim().split('.').next()?.parse().ok());
        value.unwrap_or(0)
    }

    /// What the first CPU says it is.
    pub fn cpu_identity(&self) -> CpuIdentity {
        let text = self.text("proc/cpuinfo").unwrap_or_default();
        let mut identity = CpuIdentity::default();
        for line in text.lines().take_while(|line| !line.is_empty()) {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim() {
                "vendor_id" => identity.vendor = value.to_owned(),
                "cpu family" => identity.family = value.parse().unwrap_or(0),
                "model" => identity.model = value.parse().unwrap_or(0),
                "stepping" => identity.stepping = value.parse().unwrap_or(0),
                "microcode" => {
                    identity.microcode = u64::from_str_radix(value.trim_start_matches("0x"), 16).unwrap_or(0);
                }
                "address sizes" => {
                    identity.physical_bits = value.split(' ').next().and_then(|bits| bits.parse().ok()).unwrap_or(0);
                }
                "flags" => identity.flags = value.split_ascii_whitespace().map(str::to_owned).collect(),
                _ => {}
            }
        }
        identity
    }

    /// Times of one CPU, or of all together.
    pub fn cpu_times(&self, cpu: Option<u32>) -> io::Result<Option<CpuTimes>> {
        let name = cpu.map_or("cpu".to_owned(), |id| format!("cpu{id}"));
        let text = self.text("proc/stat")?;
        let line = text.lines().find(|line| line.split(' ').next() == Some(name.as_str()));
        Ok(line.map(|line| {
            let numbers = line.split_ascii_whitespace().skip(1).map(|word| word.parse::<u64>().unwrap_or(0));
            let ticks: Vec<u64> = numbers.collect();
            let tick_ns = 1_000_000_000 / rustix::param::clock_ticks_per_second().max(1);
            let sum = |fields: &[usize]| {
                let total: u64 =
                    fields.iter().filter_map(|field| ticks.get(*field)).fold(0, |a, b| a.saturating_add(*b));
                total.saturating_mul(tick_ns)
            };
            CpuTimes { kernel_ns: sum(&[2, 5, 6]), user_ns: sum(&[0, 1]), idle_ns: sum(&[3]), iowait_ns: sum(&[4]) }
        }))
    }

    /// All NUMA cells; a machine without NUMA is one cell.
    pub fn cells(&self) -> io::Result<Vec<Cell>> {
        let ids = self.numbered_folders("sys/devices/system/node", "node");
        if ids.is_empty() {
            let memory = self.memory_lines(None)?;
            let value = |name: &str| memory.iter().find(|line| line.name == name).map_or(0, |line| line.kib);
            let (memory_kib, free_kib) = (value("total"), value("free"));
            return Ok(vec![Cell { id: 0, memory_kib, free_kib, cpus: self.cpus_online(), distances: Vec::new() }]);
        }
        ids.into_iter()
            .map(|id| {
                let memory = self.memory_lines(Some(id))?;
                let value = |name: &str| memory.iter().find(|line| line.name == name).map_or(0, |line| line.kib);
                let distances = self.line(&format!("sys/devices/system/node/node{id}/distance"));
                let cpus = self.line(&format!("sys/devices/system/node/node{id}/cpulist"));
                Ok(Cell {
                    id,
                    memory_kib: value("total"),
                    free_kib: value("free"),
                    cpus: cpus.map(|text| parse_list(&text)).unwrap_or_default(),
                    distances: distances
                        .map(|text| text.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect())
                        .unwrap_or_default(),
                })
            })
            .collect()
    }
}
