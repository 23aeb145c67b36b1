//! Memory modules: those of POWER guests come in units of their own, and all belong to a node.

use conf::domain::Domain;
use conf::domain::cpu::{Cpu, Numa, NumaCell};
use conf::domain::cpuset;
use xml::{Kib, Text};

use crate::machine::MachineKind;

/// Modules of a new POWER guest have whole units.
pub(super) fn modules(domain: &mut Domain, abi_update: bool) {
    if !MachineKind::of(domain).is_pseries() || !abi_update {
        return;
    }
    let total: u64 = domain.devices.memory.iter().filter_map(|m| m.target.size).map(|kib| kib.0).sum();
    for module in domain.devices.memory.iter_mut().filter(|m| matches!(m.model.as_str(), "dimm" | "nvdimm")) {
        if let Some(Kib(size)) = &mut module.target.size {
            *size = size.div_ceil(256 << 10).saturating_mul(256 << 10);
        }
    }
    let rounded: u64 = domain.devices.memory.iter().filter_map(|m| m.target.size).map(|kib| kib.0).sum();
    let memory = &mut domain.memory.size.0;
    *memory = memory.saturating_add(rounded.saturating_sub(total));
    if domain.current_memory.is_none() {
        domain.current_memory = Some(Kib(memory.saturating_sub(rounded.saturating_sub(total))));
    }
}

/// Modules belong to a node; a new guest without nodes gets one.
pub(super) fn single_node(domain: &mut Domain, abi_update: bool) {
    let has_nodes = domain.cpu.as_ref().is_some_and(|c| c.numa.is_some());
    let machine = MachineKind::of(domain);
    let takes_modules = machine.is_pseries() || matches!(machine.arch, "x86_64" | "i686" | "aarch64" | "loongarch64");
    if !takes_modules || !abi_update || domain.max_memory.is_none() || has_nodes {
        return;
    }
    let modules: u64 = domain.devices.memory.iter().filter_map(|m| m.target.size).map(|kib| kib.0).sum();
    let cpus = cpuset::format(&cpuset::first(domain.vcpu.count));
    let memory_kib = domain.memory.size.0.saturating_sub(modules);
    let cell = NumaCell { id: Some(0), cpus: Some(cpus), memory_kib, ..NumaCell::default() };
    let cpu = domain.cpu.get_or_insert_with(Cpu::default);
    cpu.numa = Some(Numa { cells: vec![cell], ..Numa::default() });
    for module in &mut domain.devices.memory {
        module.target.node.get_or_insert(Text(0));
    }
}
