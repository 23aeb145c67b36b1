//! Everything that touches the machine: processes, files, network devices, clocks, behind traits with fakes.
//!
//! - [`files`]: reading, atomic writing, ownership; [`faults`] makes any chosen operation fail.
//! - [`definitions`]: documents that daemons keep in folders.
//! - [`volumes`]: what storage pools need beside that: images that are made, filled and measured.
//! - [`process`]: starting programs and holding on to them by pidfd; [`helper`],
//!   [`program`]: programs that do one thing and end.
//! - [`proc`], [`node`], [`netdev`]: what the kernel tells about processes, the machine and its network devices.
//! - [`cgroup`], [`affinity`]: limits of processes, and where threads run.
//! - [`cpuid`], [`kvm`]: what the processor and the kernel's virtualization say they can do.
//! - [`allocator`]: what the process keeps of the memory that it freed.
//! - [`activation`]: what a service manager hands over and wants to hear.
//! - [`memory_file`], [`sparse`]: files without a place on disk, and files with holes.
//! - [`uevent`], [`offload`]: what the kernel tells of devices that come and go, and of network cards.
//! - [`tap`], [`bridge`], [`addressing`], [`pty`], [`port`], [`account`], [`clock`], [`random`]: one small topic each.

pub mod account;
pub mod activation;
pub mod addressing;
pub mod affinity;
pub mod allocator;
pub mod bridge;
pub mod cgroup;
pub mod clock;
pub mod cpuid;
pub mod definitions;
pub mod faults;
pub mod files;
pub mod helper;
pub mod kvm;
pub mod memory_file;
pub mod netdev;
pub mod node;
pub mod offload;
pub mod port;
pub mod proc;
pub mod process;
pub mod program;
pub mod pty;
pub mod random;
pub mod sparse;
mod spawn;
pub mod tap;
pub mod uevent;
pub mod volumes;
pub mod wait;

/// The kernel release, machine architecture and host name of this machine.
pub fn uname() -> Uname {
    let uname = rustix::system::uname();
    let text = |part: &std::ffi::CStr| part.to_string_lossy().into_owned();
    Uname {
        release: text(uname.release()),
        version: text(uname.version()),
        machine: text(uname.machine()),
        nodename: text(uname.nodename()),
    }
}

/// What [`uname`] tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uname {
    /// Kernel release, such as `6.1.0-18-amd64`.
    pub release: String,
    /// Kernel build, such as `#1 SMP`.
    pub version: String,
    /// Architecture, such as `x86_64`.
    pub machine: String,
    /// The host's own name.
    pub nodename: String,
}
