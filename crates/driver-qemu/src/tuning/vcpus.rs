//! Single virtual CPUs of a guest, which come and go.

use conf::tune::vcpu::{asked, changed, presence};
use virt::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::flags;

/// Adds or removes single CPUs.
pub(crate) fn set_vcpu(core: &Core, dom: &DomainRef, map: &str, state: i32, flags: u32) -> Result<()> {
    flags::only(flags, AFFECT_LIVE | AFFECT_CONFIG, "qemuDomainSetVcpu")?;
    let (chosen, enabled) = asked(map, state)?;
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("set vcpu")?;
    let snapshot = vm.snapshot();
    let affected = flags::affected(flags, snapshot.is_active(), snapshot.is_persistent())?;
    let mut defined = None;
    if let Some(definition) = snapshot.definition.as_ref().filter(|_| affected.config) {
        let mut domain = definition.parse()?;
        if let Some(id) = chosen.iter().find(|id| **id >= domain.vcpu.count) {
            return Err(Error::invalid_arg(format!("vcpu {id} is not present in persistent config")));
        }
        if chosen.contains(&0) {
            return Err(Error::invalid_arg("vCPU '0' can't be modified"));
        }
        let there = changed(&domain, &chosen, enabled)?;
        // A guest whose CPUs are listed one by one does not start yet: what a number can say is said by a number.
        let count = there.iter().take_while(|there| **there).count();
        if there.iter().skip(count).any(|there| *there) {
            let message = "virtual CPUs of a definition are there in the order of their numbers";
            return Err(Error::operation_unsupported(message).remedy(format!("begin with CPU {count}")));
        }
        domain.vcpus = None;
        let current = u32::try_from(count).unwrap_or(u32::MAX);
        domain.vcpu.current = Some(current).filter(|current| *current < domain.vcpu.count);
        defined = Some(domain);
    }
    if let Some(live) = snapshot.live.as_ref().filter(|_| affected.live) {
        let document = live.document();
        let domain = &document.domain;
        if let Some(id) = chosen.iter().find(|id| **id >= domain.vcpu.count) {
            return Err(Error::invalid_arg(format!("vcpu {id} is not present in live config")));
        }
        let there = presence(domain);
        let is_there = |id: &u32| usize::try_from(*id).ok().and_then(|id| there.get(id)) == Some(&true);
        if let Some(id) = chosen.iter().find(|id| is_there(id) == enabled) {
            return Err(Error::invalid_arg(format!("vcpu '{id}' is already in requested state")));
        }
        if !enabled {
            let id = chosen.first().copied().unwrap_or(0);
            return Err(Error::operation_unsupported(format!("vcpu '{id}' can't be unplugged")));
        }
        let count = domain.vcpu.current();
        if !chosen.iter().copied().eq((count..).take(chosen.len())) {
            let message = "virtual CPUs are plugged into a running guest in the order of their numbers";
            return Err(Error::operation_unsupported(message).remedy(format!("begin with CPU {count}")));
        }
        let more = u32::try_from(chosen.len()).unwrap_or(0);
        crate::vcpu_plug::set_count(core, &vm, live, count.saturating_add(more))?;
    }
    match defined {
        Some(domain) => core.replace_definition(&vm, &domain),
        None => Ok(()),
    }
}
