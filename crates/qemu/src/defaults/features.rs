//! Platform features whose defaults depend on machine and QEMU.

use conf::domain::Domain;
use conf::domain::features::{Features, Gic, IoApic};
use conf::domain::tuning::{Iothread, NumaMemory, Numatune, Placement};
use conf::words::{OnOff, YesNo};
use virt::Result;

use super::Context;
use crate::machine::MachineKind;

pub(super) fn complete(domain: &mut Domain, context: &Context) -> Result<()> {
    gic(domain, context);
    acpi(domain, context);
    tuning(domain);
    if context.abi_update {
        many_cpus(domain);
    }
    Ok(())
}

/// So many CPUs are reached without remapped interrupts.
const PLAIN_CPUS: u32 = 255;

/// A new guest with more CPUs than plain interrupts reach gets remapped ones from its Intel IOMMU.
fn many_cpus(domain: &mut Domain) {
    let many = domain.vcpu.count > PLAIN_CPUS;
    let Some(iommu) = domain.devices.iommus.iter_mut().find(|iommu| many && iommu.model == "intel") else { return };
    let driver = iommu.driver.get_or_insert_default();
    if driver.eim.is_some() || driver.intremap == Some(OnOff::Off) {
        return;
    }
    driver.eim = Some(OnOff::On);
    driver.intremap = Some(OnOff::On);
    let features = domain.features.get_or_insert_default();
    features.ioapic.get_or_insert(IoApic { driver: Some("qemu".to_owned()) });
}

/// Automatic placement of CPUs and of memory go together; threads have numbers.
fn tuning(domain: &mut Domain) {
    let memory = domain.numatune.as_ref().and_then(|n| n.memory.as_ref());
    let memory_auto = memory.is_some_and(|m| m.placement == Some(Placement::Auto));
    let pinned = domain.cputune.as_ref().is_some_and(|tune| {
        !tune.vcpu_pins.is_empty() || tune.emulator_pin.is_some() || !tune.iothread_pins.is_empty()
    });
    if memory_auto && domain.vcpu.cpuset.is_none() && !pinned {
        domain.vcpu.placement = Some("auto".to_owned());
    }
    let vcpu_auto = domain.vcpu.placement.as_deref() == Some("auto");
    if vcpu_auto {
        domain.vcpu.cpuset = None;
        if domain.numatune.is_none() {
            let memory = NumaMemory { placement: Some(Placement::Auto), ..NumaMemory::default() };
            domain.numatune = Some(Numatune { memory: Some(memory), nodes: Vec::new() });
        }
    }
    if let Some(memory) = domain.numatune.as_mut().and_then(|n| n.memory.as_mut()) {
        if memory.placement.is_none() && memory.nodeset.is_none() && vcpu_auto {
            memory.placement = Some(Placement::Auto);
        }
        match memory.placement {
            Some(Placement::Auto) => memory.nodeset = None,
            // Memory whose nodes are named is placed by them.
            _ => memory.placement = None,
        }
    }
    threads(domain);
}

/// Where the document lists some I/O threads, the rest get the lowest free numbers.
fn threads(domain: &mut Domain) {
    let count = domain.iothreads.as_ref().map_or(0, |n| n.0).min(4096) as usize;
    let Some(ids) = &mut domain.iothread_ids else { return };
    let taken: std::collections::BTreeSet<u32> = ids.threads.iter().map(|thread| thread.id).collect();
    let missing = count.saturating_sub(ids.threads.len());
    let free = (1..).filter(|id| !taken.contains(id)).take(missing);
    ids.threads.extend(free.map(|id| Iothread { id, ..Iothread::default() }));
    domain.iothreads = Some(xml::Text(ids.threads.len() as u32));
}

/// IBM Z has no ACPI; guests of long ago may ask for it all the same.
fn acpi(domain: &mut Domain, context: &Context) {
    if !MachineKind::of(domain).is_s390() || context.abi_update {
        return;
    }
    if let Some(features) = &mut domain.features {
        features.acpi = false;
        if features.is_empty() {
            domain.features = None;
        }
    }
}

/// A virtual ARM machine has an interrupt controller of a definite version.
fn gic(domain: &mut Domain, context: &Context) {
    if !MachineKind::of(domain).is_arm_virt() {
        return;
    }
    let accelerated = domain.kind == "kvm";
    let features = domain.features.get_or_insert_with(Features::default);
    let wanted = features.gic.clone();
    if wanted.as_ref().is_some_and(|g| g.version.is_some()) {
        return;
    }
    let gics = &context.caps.document().gics;
    let offered = |version: &str| {
        gics.iter()
            .any(|g| g.version == version && (if accelerated { g.kernel } else { g.emulated }) == Some(YesNo::Yes))
    };
    // Under emulation version 2 always works; KVM has what the host's hardware has.
    let version = match accelerated {
        true => ["3", "2"].into_iter().find(|v| offered(v)),
        false => Some("2"),
    };
    match version {
        Some(version) => features.gic = Some(Gic { version: Some(version.to_owned()) }),
        None if wanted.is_some() => features.gic = Some(Gic { version: Some("2".to_owned()) }),
        None if features.is_empty() => domain.features = None,
        None => (),
    }
}
