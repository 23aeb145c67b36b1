//! What the kernel's virtualization can do.

use std::os::fd::AsRawFd;

/// `KVM_CHECK_EXTENSION` of <linux/kvm.h>.
const CHECK_EXTENSION: libc::c_ulong = 0xae03;
/// `KVM_CAP_NR_VCPUS`: how many CPUs are recommended at most.
const CAP_NR_VCPUS: libc::c_ulong = 9;
/// `KVM_CAP_MAX_VCPUS`: how many CPUs a guest can have at most.
const CAP_MAX_VCPUS: libc::c_ulong = 66;

/// Most CPUs of a guest, or `None` where KVM cannot be used.
pub fn max_vcpus() -> Option<u32> {
    let device = std::fs::OpenOptions::new().read(true).write(true).open("/dev/kvm").ok()?;
    let ask = |capability: libc::c_ulong| {
        // SAFETY: the descriptor is open, and this request takes a number and touches no memory of ours.
        let answer = unsafe { libc::ioctl(device.as_raw_fd(), CHECK_EXTENSION, capability) };
        u32::try_from(answer).ok().filter(|count| *count > 0)
    };
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
}
