//! What `/proc` tells about one process: times, memory, threads, command line.

use std::io;
use std::path::PathBuf;

/// Times and sizes of a process or of one of its threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// The process that started it, or that it fell to since.
    pub parent: i32,
    /// Time in user mode, in nanoseconds.
    pub user_ns: u64,
    /// Time in the kernel, in nanoseconds.
    pub system_ns: u64,
    /// Start, in clock ticks since boot: with the pid it names one process for ever.
    pub start_ticks: u64,
    /// Resident memory in KiB.
    pub rss_kib: u64,
    /// CPU it ran on last.
    pub last_cpu: u32,
}

/// Nanoseconds of one clock tick of `/proc`.
fn tick_ns() -> u64 {
    1_000_000_000 / rustix::param::clock_ticks_per_second().max(1)
}

/// A mounted `/proc`, or a folder that looks like one.
#[derive(Debug, Clone)]
pub struct Proc(PathBuf);

impl Default for Proc {
    fn default() -> Proc {
        Proc(PathBuf::from("/proc"))
    }
}

impl Proc {
    /// Another folder than `/proc`.
    pub fn at(root: impl Into<PathBuf>) -> Proc {
        Proc(root.into())
    }

    /// Times and memory of a process.
    pub fn usage(&self, pid: i32) -> io::Result<Usage> {
        parse_stat(&std::fs::read_to_string(self.0.join(format!("{pid}/stat")))?)
    }

    /// Times of one thread of a process.
    pub fn thread_usage(&self, pid: i32, tid: i32) -> io::Result<Usage> {
        parse_stat(&std::fs::read_to_string(self.0.join(format!("{pid}/task/{tid}/stat")))?)
    }

    /// Time a thread has run and waited for a CPU, in nanoseconds, where the kernel counts it.
    pub fn thread_schedule(&self, pid: i32, tid: i32) -> io::Result<(u64, u64)> {
        let text = std::fs::read_to_string(self.0.join(format!("{pid}/task/{tid}/schedstat")))?;
        let mut numbers = text.split_ascii_whitespace().map(|word| word.parse::<u64>().ok());
        match (numbers.next().flatten(), numbers.next().flatten()) {
            (Some(run), Some(wait)) => Ok((run, wait)),
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, "malformed schedstat")),
        }
    }

    /// The words of a process's command line.
    pub fn command_line(&self, pid: i32) -> io::Result<Vec<Vec<u8>>> {
        let bytes = std::fs::read(self.0.join(format!("{pid}/cmdline")))?;
        Ok(bytes.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect())
    }

    /// All process numbers at this moment.
    pub fn pids(&self) -> io::Result<Vec<i32>> {
        let names = std::fs::read_dir(&self.0)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.parse().ok()).collect())
    }

    /// All threads of a process.
    pub fn threads(&self, pid: i32) -> io::Result<Vec<i32>> {
        let names = std::fs::read_dir(self.0.join(format!("{pid}/task")))?;
        let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.parse().ok()).collect())
    }

    /// CPUs that a thread may run on, as a bitmap with the lowest CPU first.
    pub fn affinity(&self, pid: i32, tid: i32) -> io::Result<Vec<u8>> {
        let status = std::fs::read_to_string(self.0.join(format!("{pid}/task/{tid}/status")))?;
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
        let list = list.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no affinity in status"))?;
        Ok(crate::node::bitmap_of(&crate::node::parse_list(list.trim())))
    }
}

/// Reads a `stat` line. The name in parentheses may hold anything, so fields are counted from the last parenthesis.
fn parse_stat(text: &str) -> io::Result<Usage> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "malformed stat");
    let (_, rest) = text.rsplit_once(')').ok_or_else(bad)?;
    // The first word here is field 3.
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |field: usize| fields.get(field - 3).and_then(|word| word.parse::<u64>().ok()).ok_or_else(bad);
    let page_kib = rustix::param::page_size() as u64 / 1024;
    Ok(Usage {
        parent: i32::try_from(number(4)?).unwrap_or(0),
        user_ns: number(14)?.saturating_mul(tick_ns()),
        system_ns: number(15)?.saturating_mul(tick_ns()),
        start_ticks: number(22)?,
        rss_kib: number(24)?.saturating_mul(page_kib),
        last_cpu: u32::try_from(number(39)?).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_and_spaces_does_not_shift_fields() {
        let tail =
            "S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36";
        let usage = parse_stat(&format!("42 (a) b) () {tail}")).unwrap();
        assert_eq!((usage.parent, usage.user_ns), (1, 11 * tick_ns()));
        assert_eq!((usage.start_ticks, usage.last_cpu), (19, 36));
        assert!(parse_stat("42 (a) S 1").is_err() && parse_stat("").is_err());
    }

    #[test]
    fn this_process_is_seen() {
        let me = std::process::id() as i32;
        let proc = Proc::default();
        assert!(proc.usage(me).unwrap().rss_kib > 0);
        assert!(proc.pids().unwrap().contains(&me));
        assert!(!proc.command_line(me).unwrap().is_empty());
        assert!(proc.affinity(me, me).unwrap().iter().any(|byte| *byte != 0));
    }
}
