//! What can be said of a control group, and into which files it goes.

use super::Limit;

/// A part of the kernel that limits groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Controller {
    /// CPU time.
    Cpu,
    /// Figures of CPU time.
    Cpuacct,
    /// CPUs and memory nodes.
    Cpuset,
    /// Memory.
    Memory,
    /// Stopping all processes at once.
    Freezer,
    /// Disks.
    Blkio,
}

impl Controller {
    /// All of them.
    pub const ALL: &[Controller] = &[
        Controller::Cpu,
        Controller::Cpuacct,
        Controller::Cpuset,
        Controller::Memory,
        Controller::Freezer,
        Controller::Blkio,
    ];

    /// Those that single threads have limits of.
    pub const OF_THREADS: &[Controller] = &[Controller::Cpu, Controller::Cpuacct, Controller::Cpuset];

    /// By its name among the options of a mount.
    pub fn from_name(name: &str) -> Option<Controller> {
        Some(match name {
            "cpu" => Controller::Cpu,
            "cpuacct" => Controller::Cpuacct,
            "cpuset" => Controller::Cpuset,
            "memory" => Controller::Memory,
            "freezer" => Controller::Freezer,
            "blkio" => Controller::Blkio,
            _ => return None,
        })
    }

    /// By its name in version 2.
    pub fn from_unified_name(name: &str) -> Option<Controller> {
        Controller::ALL.iter().copied().find(|controller| controller.unified_name() == Some(name))
    }

    /// Its name in version 2, where it can be switched on.
    pub fn unified_name(self) -> Option<&'static str> {
        match self {
            Controller::Cpu => Some("cpu"),
            Controller::Cpuset => Some("cpuset"),
            Controller::Memory => Some("memory"),
            Controller::Blkio => Some("io"),
            Controller::Cpuacct | Controller::Freezer => None,
        }
    }
}

/// A limit and its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Share of CPU time beside other groups.
    Shares(u64),
    /// Length of a period, and CPU time in it, in microseconds; a time below 0 is no limit.
    Bandwidth(Option<u64>, Option<i64>),
    /// CPUs.
    Cpus(String),
    /// Memory nodes.
    Nodes(String),
    /// Bytes of memory; `None` is no limit.
    Memory(Limit, Option<u64>),
    /// Share of disk time beside other groups.
    DiskWeight(u32),
    /// Share of the time of one disk, given as `major:minor`.
    DeviceWeight(String, u32),
    /// Traffic with one disk, given as `major:minor`; 0 is no limit.
    Traffic(Traffic, String, u64),
}

/// What is counted of a disk's traffic in a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traffic {
    /// Bytes read.
    ReadBytes,
    /// Bytes written.
    WriteBytes,
    /// Reads.
    ReadRequests,
    /// Writes.
    WriteRequests,
}

impl Traffic {
    fn names(self) -> [&'static str; 2] {
        match self {
            Traffic::ReadBytes => ["blkio.throttle.read_bps_device", "rbps"],
            Traffic::WriteBytes => ["blkio.throttle.write_bps_device", "wbps"],
            Traffic::ReadRequests => ["blkio.throttle.read_iops_device", "riops"],
            Traffic::WriteRequests => ["blkio.throttle.write_iops_device", "wiops"],
        }
    }
}

/// A file, and what is written into it.
type Write = (&'static str, String);

impl Setting {
    /// Whose it is.
    pub fn controller(&self) -> Controller {
        match self {
            Setting::Shares(_) | Setting::Bandwidth(..) => Controller::Cpu,
            Setting::Cpus(_) | Setting::Nodes(_) => Controller::Cpuset,
            Setting::Memory(..) => Controller::Memory,
            Setting::DiskWeight(_) | Setting::DeviceWeight(..) | Setting::Traffic(..) => Controller::Blkio,
        }
    }

    /// The files that it is written into, in either version; `read` tells what a file of the group says now.
    pub(super) fn writes(&self, unified: bool, read: &dyn Fn(&str) -> Option<String>) -> Vec<Write> {
        if let Setting::Bandwidth(period, quota) = self {
            return bandwidth(unified, *period, *quota, read);
        }
        let there = |name: &str| read(name).is_some();
        match unified {
            true => self.unified(&there).into_iter().collect(),
            false => self.separate(&there).into_iter().collect(),
        }
    }

    fn separate(&self, there: &dyn Fn(&str) -> bool) -> Option<Write> {
        let bytes = |limit: &Option<u64>| limit.map_or_else(|| "-1".to_owned(), |bytes| bytes.to_string());
        Some(match self {
            Setting::Shares(shares) => ("cpu.shares", shares.to_string()),
            Setting::Bandwidth(..) => return None,
            Setting::Cpus(set) => ("cpuset.cpus", set.clone()),
            Setting::Nodes(set) => ("cpuset.mems", set.clone()),
            Setting::Memory(Limit::Hard, limit) => ("memory.limit_in_bytes", bytes(limit)),
            Setting::Memory(Limit::Soft, limit) => ("memory.soft_limit_in_bytes", bytes(limit)),
            Setting::Memory(Limit::Swap, limit) => ("memory.memsw.limit_in_bytes", bytes(limit)),
            Setting::DiskWeight(weight) if there("blkio.bfq.weight") => ("blkio.bfq.weight", weight.to_string()),
            Setting::DiskWeight(weight) => ("blkio.weight", weight.to_string()),
            Setting::DeviceWeight(device, weight) => ("blkio.weight_device", format!("{device} {weight}")),
            Setting::Traffic(what, device, limit) => (what.names()[0], format!("{device} {limit}")),
        })
    }

    fn unified(&self, there: &dyn Fn(&str) -> bool) -> Option<Write> {
        let bytes = |limit: &Option<u64>| limit.map_or_else(|| "max".to_owned(), |bytes| bytes.to_string());
        Some(match self {
            Setting::Shares(shares) => ("cpu.weight", shares.to_string()),
            Setting::Bandwidth(..) => return None,
            Setting::Cpus(set) => ("cpuset.cpus", set.clone()),
            Setting::Nodes(set) => ("cpuset.mems", set.clone()),
            Setting::Memory(Limit::Hard, limit) => ("memory.max", bytes(limit)),
            Setting::Memory(Limit::Soft, limit) => ("memory.high", bytes(limit)),
            Setting::Memory(Limit::Swap, limit) => ("memory.swap.max", bytes(limit)),
            Setting::DiskWeight(weight) if there("io.bfq.weight") => ("io.bfq.weight", weight.to_string()),
            Setting::DiskWeight(weight) => ("io.weight", format!("default {weight}")),
            Setting::DeviceWeight(device, weight) => ("io.weight", format!("{device} {weight}")),
            Setting::Traffic(what, device, 0) => ("io.max", format!("{device} {}=max", what.names()[1])),
            Setting::Traffic(what, device, limit) => ("io.max", format!("{device} {}={limit}", what.names()[1])),
        })
    }
}

fn bandwidth(
    unified: bool,
    period: Option<u64>,
    quota: Option<i64>,
    read: &dyn Fn(&str) -> Option<String>,
) -> Vec<Write> {
    if unified {
        // One file holds both.
        let now = read("cpu.max").unwrap_or_default();
        let now = now.split_ascii_whitespace().next().unwrap_or("max").to_owned();
        let quota = quota.map_or(now, |quota| if quota < 0 { "max".to_owned() } else { quota.to_string() });
        return vec![("cpu.max", period.map_or(quota.clone(), |period| format!("{quota} {period}")))];
    }
    let period = period.map(|period| ("cpu.cfs_period_us", period.to_string()));
    period.into_iter().chain(quota.map(|quota| ("cpu.cfs_quota_us", quota.to_string()))).collect()
}
