//! The CPU model that a guest gets where its document names none, and how exact it has to be.

use conf::domain::Domain;
use conf::domain::cpu::{Cpu, CpuCheck, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use conf::words::OnOff;
use virt::{Error, Result};

use super::{Context, machine_entry};
use crate::machine::MachineKind;

pub(super) fn complete(domain: &mut Domain, context: &Context) -> Result<()> {
    let machine = MachineKind::of(domain);
    let machine_arch = machine.arch.to_owned();
    let (is_x86, is_s390) = (machine.is_x86(), machine.is_s390());
    let default_model = default_model(domain, context);
    let accelerated = domain.kind != "qemu";
    let wanted = domain.cpu.is_some();
    let cpu = domain.cpu.get_or_insert_with(Cpu::default);
    if cpu.mode.is_none() && cpu.model.is_some() {
        cpu.mode = Some(CpuMode::Custom);
    }
    let is_nameless = cpu.mode == Some(CpuMode::Custom) && cpu.model.is_none();
    if cpu.mode.is_none() || (is_nameless && default_model.is_some()) {
        match default_model {
            Some(_) if is_s390 && accelerated => {
                cpu.mode = Some(CpuMode::HostModel);
                cpu.check = Some(CpuCheck::Partial);
            }
            Some(name) if name == "host" => cpu.mode = Some(CpuMode::HostPassthrough),
            Some(name) => {
                cpu.mode = Some(CpuMode::Custom);
                cpu.match_ = Some(CpuMatch::Exact);
                // There is nothing to check in a model that nobody has named.
                cpu.check = Some(CpuCheck::None);
                cpu.model = Some(CpuModel { fallback: Some("forbid".to_owned()), vendor_id: None, name });
            }
            None if !wanted => {
                domain.cpu = None;
                return Ok(());
            }
            None => (),
        }
    }
    complete_mode(cpu, accelerated, (is_x86, is_s390));
    vector_lengths(cpu, &machine_arch);
    for feature in &mut cpu.features {
        if cpu.mode != Some(CpuMode::Custom) || cpu.match_.is_some() {
            feature.policy.get_or_insert(conf::domain::cpu::FeaturePolicy::Require);
        }
    }
    topology(domain)
}

/// What each mode says where the document does not, and what it makes superfluous.
fn complete_mode(cpu: &mut Cpu, accelerated: bool, (is_x86, is_s390): (bool, bool)) {
    match cpu.mode {
        Some(CpuMode::Custom) => {
            cpu.match_.get_or_insert(CpuMatch::Exact);
            if let Some(model) = &mut cpu.model {
                model.fallback.get_or_insert_with(|| "allow".to_owned());
            }
            let check = if accelerated && (is_x86 || is_s390) { CpuCheck::Partial } else { CpuCheck::None };
            cpu.check.get_or_insert(check);
        }
        Some(CpuMode::HostModel) => {
            cpu.match_ = None;
            match &mut cpu.model {
                Some(model) if model.name.is_empty() && model.vendor_id.is_none() => cpu.model = None,
                Some(model) => {
                    model.fallback.get_or_insert_with(|| "allow".to_owned());
                }
                None => (),
            }
            cpu.check.get_or_insert(CpuCheck::Partial);
        }
        Some(CpuMode::HostPassthrough | CpuMode::Maximum) => {
            cpu.match_ = None;
            cpu.model = None;
            cpu.check.get_or_insert(CpuCheck::None);
            if is_x86 {
                cpu.migratable.get_or_insert(OnOff::On);
            }
        }
        None => (),
    }
}

/// Whoever wants vectors of some length wants vectors.
fn vector_lengths(cpu: &mut Cpu, arch: &str) {
    let is_length = |name: &str| {
        name.strip_prefix("sve").is_some_and(|bits| !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit()))
    };
    let wants = |f: &CpuFeature| {
        is_length(&f.name) && !matches!(f.policy, Some(FeaturePolicy::Disable | FeaturePolicy::Forbid))
    };
    if arch == "aarch64" && cpu.features.iter().any(wants) && !cpu.features.iter().any(|f| f.name == "sve") {
        cpu.features.push(CpuFeature { policy: Some(FeaturePolicy::Require), name: "sve".to_owned() });
    }
}

/// The model's name that the machine's default CPU type stands for.
fn default_model(domain: &Domain, context: &Context) -> Option<String> {
    let machine = MachineKind::of(domain);
    let translated = domain.kind == "qemu";
    let host_like = machine.is_x86() || machine.is_s390() || machine.is_ppc64();
    let emulated = machine.is_arm() || machine.is_riscv() || machine.arch == "loongarch64";
    // What QEMU names for other architectures holds for emulation only.
    if !(host_like || emulated && translated) {
        return None;
    }
    let kind = machine_entry(domain, context.caps)?.default_cpu.as_deref()?;
    let accelerator = crate::Capabilities::accelerator(&domain.kind);
    let known =
        context.caps.document().cpus.iter().find(|c| c.kind == accelerator && c.typename.as_deref() == Some(kind));
    let name = match known {
        Some(definition) => definition.name.clone(),
        None => kind.split_once('-').map_or(kind, |(name, _)| name).to_owned(),
    };
    // POWER machines name a revision where users name the family.
    let families = [("power7_v", "POWER7"), ("power8_v", "POWER8"), ("power9_v", "POWER9"), ("power10_v", "POWER10")];
    let family = families.iter().find(|(prefix, _)| name.starts_with(prefix));
    Some(family.map_or(name, |(_, family)| (*family).to_owned()))
}

fn topology(domain: &mut Domain) -> Result<()> {
    let Some(topology) = domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref()) else { return Ok(()) };
    match topology.cpus() {
        Some(cpus) if cpus == domain.vcpu.count => Ok(()),
        _ => Err(Error::config_unsupported("CPU topology doesn't match maximum vcpu count")),
    }
}
