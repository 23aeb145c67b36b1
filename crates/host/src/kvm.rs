//! What the kernel's virtualization can do.

use std::fs::File;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// `KVM_CHECK_EXTENSION` of <linux/kvm.h>.
const CHECK_EXTENSION: libc::c_ulong = 0xae03;
/// `KVM_CAP_NR_VCPUS`: how many CPUs are recommended at most.
const CAP_NR_VCPUS: libc::c_ulong = 9;
/// `KVM_CAP_MAX_VCPUS`: how many CPUs a guest can have at most.
const CAP_MAX_VCPUS: libc::c_ulong = 66;

/// `KVM_CAP_TSC_CONTROL`: whether guests can be given another frequency of the time stamp counter.
const CAP_TSC_CONTROL: libc::c_ulong = 60;
/// `KVM_CREATE_VM`
const CREATE_VM: libc::c_ulong = 0xae01;
/// `KVM_CREATE_VCPU`
const CREATE_VCPU: libc::c_ulong = 0xae41;
/// `KVM_GET_TSC_KHZ`
const GET_TSC_KHZ: libc::c_ulong = 0xaea3;
/// `KVM_GET_MSRS`, which carries its size of 8 bytes.
const GET_MSRS: libc::c_ulong = 0xc008_ae88;

fn device() -> Option<File> {
    File::options().read(true).write(true).open("/dev/kvm").ok()
}

/// Asks for a number with a number.
fn ask(fd: &impl AsRawFd, request: libc::c_ulong, argument: libc::c_ulong) -> Option<i32> {
    // SAFETY: the descriptor is open, and the requests of this module take a number and touch no memory of ours.
    let answer = unsafe { libc::ioctl(fd.as_raw_fd(), request, argument) };
    (answer >= 0).then_some(answer)
}

/// Asks for a new descriptor.
fn create(fd: &impl AsRawFd, request: libc::c_ulong) -> Option<OwnedFd> {
    let new = ask(fd, request, 0)?;
    // SAFETY: the kernel has just made this descriptor for us, and nobody else knows it.
    Some(unsafe { OwnedFd::from_raw_fd(new) })
}

/// The time stamp counter of the host, as guests see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeStampCounter {
    /// In Hertz.
    pub frequency: u64,
    /// Whether guests can be given another frequency.
    pub scaling: bool,
}

/// The time stamp counter; `None` where KVM cannot be used or does not know.
pub fn time_stamp_counter() -> Option<TimeStampCounter> {
    let device = device()?;
    let scaling = ask(&device, CHECK_EXTENSION, CAP_TSC_CONTROL).is_some_and(|answer| answer > 0);
    let machine = create(&device, CREATE_VM)?;
    let cpu = create(&machine, CREATE_VCPU)?;
    let khz = u64::try_from(ask(&cpu, GET_TSC_KHZ, 0)?).ok().filter(|khz| *khz > 0)?;
    Some(TimeStampCounter { frequency: khz * 1000, scaling })
}

/// A model-specific register that tells of features, as guests see it.
pub fn feature_msr(index: u32) -> Option<u64> {
    /// `struct kvm_msrs` with one entry.
    #[repr(C)]
    struct Question {
        count: u32,
        padding: u32,
        index: u32,
        reserved: u32,
        data: u64,
    }
    let device = device()?;
    let mut question = Question { count: 1, padding: 0, index, reserved: 0, data: 0 };
    // SAFETY: the descriptor is open, and the request reads and writes one entry, for which there is room.
    let answered = unsafe { libc::ioctl(device.as_raw_fd(), GET_MSRS, &mut question) };
    (answered == 1).then_some(question.data)
}

/// Most CPUs of a guest, or `None` where KVM cannot be used.
pub fn max_vcpus() -> Option<u32> {
    let device = device()?;
    let ask =
        |capability| ask(&device, CHECK_EXTENSION, capability).and_then(|n| u32::try_from(n).ok().filter(|n| *n > 0));
    ask(CAP_MAX_VCPUS).or_else(|| ask(CAP_NR_VCPUS))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_guest_can_have_a_cpu_where_kvm_works() {
        match super::max_vcpus() {
            Some(count) => assert!(count >= 1),
            None => eprintln!("skipped: no KVM here"),
        }
    }

    #[test]
    fn counters_tick_and_unknown_registers_are_none() {
        if let Some(counter) = super::time_stamp_counter() {
            assert!(counter.frequency >= 1_000_000);
        }
        assert_eq!(super::feature_msr(0xdead_beef), None);
    }
}
