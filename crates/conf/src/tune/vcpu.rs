//! Single virtual CPUs of a guest: which of them are there.

use std::collections::BTreeSet;

use virt::{Error, ErrorDomain, Result};

use crate::domain::Domain;
use crate::domain::cpuset;
use crate::domain::tuning::{VcpuState, Vcpus};
use crate::words::YesNo;

/// Whether each of the CPUs that the guest may have is there.
pub fn presence(domain: &Domain) -> Vec<bool> {
    let listed = domain.vcpus.as_ref().map(|list| list.vcpus.as_slice()).unwrap_or_default();
    let is_there = |id: u32| match listed.iter().find(|vcpu| vcpu.id == id) {
        Some(vcpu) => vcpu.enabled.is_yes(),
        None => id < domain.vcpu.current(),
    };
    (0..domain.vcpu.count).map(is_there).collect()
}

/// Reads which CPUs a caller means, and whether they are to be there.
pub fn asked(map: &str, state: i32) -> Result<(BTreeSet<u32>, bool)> {
    let chosen = cpuset::parse(map).filter(|set| !set.is_empty());
    let bad = || Error::invalid_arg(format!("Failed to parse bitmap '{map}'")).in_domain(ErrorDomain::NONE);
    match state {
        0 | 1 => Ok((chosen.ok_or_else(bad)?, state == 1)),
        _ => Err(Error::bad_argument("unsupported state value")),
    }
}

/// The presence of CPUs after a change.
pub fn changed(domain: &Domain, chosen: &BTreeSet<u32>, enabled: bool) -> Result<Vec<bool>> {
    let mut there = presence(domain);
    for id in chosen {
        let slot = usize::try_from(*id).ok().and_then(|id| there.get_mut(id));
        let missing = || Error::invalid_arg(format!("vCPU '{id}' is not present in domain"));
        *slot.ok_or_else(missing)? = enabled;
    }
    match there.first() {
        Some(true) => Ok(there),
        _ => Err(Error::invalid_arg("vCPU '0' must be enabled")),
    }
}

/// Writes down which CPUs are there.
pub fn put(domain: &mut Domain, there: &[bool]) {
    let count = there.iter().filter(|there| **there).count();
    let current = u32::try_from(count).unwrap_or(u32::MAX);
    domain.vcpu.current = Some(current).filter(|current| *current < domain.vcpu.count);
    let mut order = 0;
    let vcpus = (0..).zip(there).map(|(id, there)| {
        let enabled = if *there { YesNo::Yes } else { YesNo::No };
        let hotpluggable = if id == 0 { YesNo::No } else { YesNo::Yes };
        order += u32::from(*there);
        VcpuState { id, enabled, hotpluggable: Some(hotpluggable), order: there.then_some(order) }
    });
    domain.vcpus = Some(Vcpus { vcpus: vcpus.collect() });
}
