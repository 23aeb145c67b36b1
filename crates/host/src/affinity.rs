//! Where threads run, and which of them run first.

use std::io;

use rustix::process::Pid;
use rustix::thread::CpuSet;

/// Lets a thread run on these CPUs only.
pub fn set(tid: i32, cpus: impl IntoIterator<Item = u32>) -> io::Result<()> {
    let pid = Pid::from_raw(tid).ok_or(io::ErrorKind::InvalidInput)?;
    let mut set = CpuSet::new();
    let known = cpus.into_iter().filter_map(|cpu| usize::try_from(cpu).ok()).filter(|cpu| *cpu < CpuSet::MAX_CPU);
    known.for_each(|cpu| set.set(cpu));
    Ok(rustix::thread::sched_setaffinity(Some(pid), &set)?)
}

/// A scheduling policy of the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// For work that may wait.
    Batch,
    /// For work that waits for all other.
    Idle,
    /// Before all other work, with a priority, until it is done.
    Fifo(i32),
    /// The same, in turns.
    RoundRobin(i32),
}

/// Gives a thread a policy.
pub fn schedule(tid: i32, policy: Policy) -> io::Result<()> {
    let (number, priority) = match policy {
        Policy::Batch => (libc::SCHED_BATCH, 0),
        Policy::Idle => (libc::SCHED_IDLE, 0),
        Policy::Fifo(priority) => (libc::SCHED_FIFO, priority),
        Policy::RoundRobin(priority) => (libc::SCHED_RR, priority),
    };
    // SAFETY: a structure of plain numbers, for which zeros are valid.
    let mut param: libc::sched_param = unsafe { std::mem::zeroed() };
    param.sched_priority = priority;
    // SAFETY: the pointer is to a live local, which the call only reads.
    match unsafe { libc::sched_setscheduler(tid, number, &param) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_stays_where_it_is_put() {
        let me = rustix::thread::gettid().as_raw_nonzero().get();
        let proc = crate::proc::Proc::default();
        let cpus = proc.affinity(std::process::id().cast_signed(), me).unwrap();
        let first = (0u32..).zip(&cpus).find(|(_, byte)| **byte != 0).map(|(at, byte)| at * 8 + byte.trailing_zeros());
        let first = first.unwrap();
        std::thread::spawn(move || {
            let me = rustix::thread::gettid().as_raw_nonzero().get();
            set(me, [first]).unwrap();
            schedule(me, Policy::Batch).unwrap();
            let now = crate::proc::Proc::default().affinity(std::process::id().cast_signed(), me).unwrap();
            assert_eq!(now.iter().map(|byte| byte.count_ones()).sum::<u32>(), 1);
        })
        .join()
        .unwrap();
        assert!(set(0, [0]).is_err() && set(me, []).is_err());
    }
}
