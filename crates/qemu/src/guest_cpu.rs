//! The CPU that a guest is started with: what its document leaves open is decided from what QEMU can give on this host.

use conf::cpu::{AnyCpu, HostCpu};
use conf::domain::Domain;
use conf::domain::cpu::{Cpu, CpuCheck, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use conf::words::YesNo;
use cpu::{Comparison, Family};
use virt::Result;

use crate::Capabilities;
use crate::host_model::{Wanted, host_model, offered};

/// Decides `host-model`, `match='minimum'`, optional features and models that QEMU lacks; refuses what this host cannot
/// run where the document wants that to be checked. `host` is the host's own CPU, which matters on POWER.
pub fn decide(domain: &mut Domain, caps: &Capabilities, host: Option<&HostCpu>) -> Result<()> {
    let accelerator = Capabilities::accelerator(&domain.kind).to_owned();
    let given = |migratable| {
        let wanted = Wanted { accelerator: &accelerator, migratable, host, physical_bits: 0 };
        host_model(caps, wanted).map(AnyCpu::Guest)
    };
    let Some(full) = given(false) else { return Ok(()) };
    let movable = given(true).unwrap_or_else(|| full.clone());
    decide_from(domain, caps, &full, &movable)
}

/// The same, with the CPU that a hypervisor would give a guest on a host of which only its own CPU is known.
pub fn decide_for_host(domain: &mut Domain, caps: &Capabilities, host: &HostCpu) -> Result<()> {
    let given = AnyCpu::Guest(given_by(host));
    decide_from(domain, caps, &given, &given)
}

/// A host's CPU as a guest can have it.
fn given_by(host: &HostCpu) -> Cpu {
    let table = cpu::Table::x86();
    let stays = |name: &str| {
        cpu::OF_HOSTS_ONLY.contains(&name) || table.feature(name).is_some_and(|feature| !feature.is_migratable)
    };
    let feature = |name: &str| CpuFeature { policy: Some(FeaturePolicy::Require), name: name.to_owned() };
    Cpu {
        mode: Some(CpuMode::Custom),
        match_: Some(CpuMatch::Exact),
        model: host.model.as_ref().map(|model| CpuModel { name: model.0.clone(), ..CpuModel::default() }),
        vendor: host.vendor.clone(),
        features: host.features.iter().filter(|f| !stays(&f.name)).map(|f| feature(&f.name)).collect(),
        ..Cpu::default()
    }
}

fn decide_from(domain: &mut Domain, caps: &Capabilities, full: &AnyCpu, movable: &AnyCpu) -> Result<()> {
    let accelerator = Capabilities::accelerator(&domain.kind).to_owned();
    let Some(cpu) = domain.cpu.as_mut() else { return Ok(()) };
    if cpu.mode.is_none_or(|mode| mode == CpuMode::Custom) && cpu.model.is_none() {
        return Ok(());
    }
    let arch = caps.arch();
    match Family::of(arch) {
        Some(Family::X86) => {
            if cpu.check == Some(CpuCheck::Partial) && accelerator == "kvm" && cpu.mode == Some(CpuMode::Custom) {
                compare(caps, &accelerator, full, &AnyCpu::Guest(cpu.clone()))?.or_error()?;
            }
            cpu.features.retain(|feature| !is_gone(feature));
            let mut decided = cpu::update(arch, movable, cpu)?;
            if decided.mode == Some(CpuMode::Custom) {
                cpu::translate(cpu::Table::x86(), &mut decided, Some(&offered(caps, &accelerator)))?;
            }
            *cpu = decided;
        }
        Some(Family::Power) if cpu.mode == Some(CpuMode::HostModel) => {
            cpu::compare(arch, full, &AnyCpu::Guest(cpu.clone()))?.or_error()?;
        }
        Some(Family::S390) if cpu.mode == Some(CpuMode::HostModel) => {
            if let AnyCpu::Guest(given) = movable {
                *cpu = on_top(given, cpu);
            }
        }
        _ => (),
    }
    Ok(())
}

/// Compares a document's CPU with what guests get. What QEMU says of its own models counts: one that it can run as it
/// is fits whatever our tables say, and of newer models QEMU alone knows what is missing.
pub fn compare(caps: &Capabilities, accelerator: &str, given: &AnyCpu, cpu: &AnyCpu) -> Result<Comparison> {
    let compared = cpu::compare(caps.arch(), given, cpu);
    let (AnyCpu::Guest(_), Some(name)) = (cpu, cpu.model()) else { return compared };
    let known = caps.document().cpus.iter().find(|known| known.kind == accelerator && known.name == name);
    let (Some(known), Some(model)) = (known, cpu::Table::x86().model(name)) else { return compared };
    let compared = compared?;
    if known.usable == Some(YesNo::Yes) && cpu.features().is_empty() {
        return Ok(Comparison::Superset);
    }
    if !model.is_checked_here && known.usable == Some(YesNo::No) && compared != Comparison::Identical {
        let missing: Vec<&str> = known.blockers.iter().map(|blocker| blocker.name.as_str()).collect();
        let why = format!("QEMU cannot give these features of model '{name}': {}", missing.join(", "));
        return Ok(Comparison::Incompatible(why));
    }
    Ok(compared)
}

/// Whether a document takes away what no QEMU has any more.
fn is_gone(feature: &CpuFeature) -> bool {
    feature.name == "pconfig" && feature.policy == Some(FeaturePolicy::Disable)
}

/// What is given, changed by what the document says of features.
fn on_top(given: &Cpu, cpu: &Cpu) -> Cpu {
    let mut features = given.features.clone();
    for feature in &cpu.features {
        match features.iter_mut().find(|known| known.name == feature.name) {
            Some(known) => known.policy = feature.policy,
            None => features.push(feature.clone()),
        }
    }
    Cpu { mode: given.mode, match_: given.match_, model: given.model.clone(), features, ..cpu.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conf::domain::ParseFlags;

    const CAPS: &str = "<qemuCaps><arch>x86_64</arch>\
        <hostCPU type='kvm' model='base' migratability='yes'>\
        <property name='sse2' type='boolean' value='true' migratable='yes'/>\
        <property name='invtsc' type='boolean' value='true' migratable='no'/></hostCPU>\
        <cpu type='kvm' name='486' usable='yes'/></qemuCaps>";

    fn decided(cpu: &str) -> std::result::Result<String, String> {
        let caps = Capabilities::parse(CAPS).expect("capabilities");
        let text =
            format!("<domain type='kvm'><name>x</name><memory>1</memory><os><type>hvm</type></os>{cpu}</domain>");
        let mut domain = Domain::parse(&text, ParseFlags::INACTIVE).expect("a document");
        decide(&mut domain, &caps, None).map_err(|error| error.to_string())?;
        let cpu = domain.cpu.expect("a CPU");
        let features = cpu.features.iter().map(|f| format!(" {:?} {}", f.policy.expect("a policy"), f.name));
        Ok(std::iter::once(cpu.model.map(|m| m.name).unwrap_or_default()).chain(features).collect())
    }

    #[test]
    fn the_host_model_can_be_taken_along_and_changed() {
        let text = decided("<cpu mode='host-model'><feature policy='force' name='vme'/></cpu>").expect("a CPU");
        assert!(text.starts_with("486 Require sse2"), "{text}");
        assert!(text.contains(" Force vme") && !text.contains("invtsc"), "{text}");
    }

    #[test]
    fn what_qemu_says_of_its_models_counts() {
        let caps = "<qemuCaps><arch>x86_64</arch><cpu type='kvm' name='Penryn' usable='yes'/>\
                    <cpu type='kvm' name='Haswell-v2' usable='no'><blocker name='odd'/></cpu></qemuCaps>";
        let caps = Capabilities::parse(caps).expect("capabilities");
        let cpu = |text: &str| AnyCpu::parse(text).expect("a CPU");
        let given = cpu("<cpu><model>486</model></cpu>");
        let word = |text: &str| format!("{:?}", compare(&caps, "kvm", &given, &cpu(text)).expect("a comparison"));
        assert_eq!(word("<cpu><model>Penryn</model></cpu>"), "Superset");
        assert!(word("<cpu><model>Penryn</model><feature name='ds'/></cpu>").contains("lacks"));
        assert!(word("<cpu><model>Haswell-v2</model></cpu>").contains("odd"));
    }

    #[test]
    fn what_the_host_lacks_is_noticed_only_where_it_is_checked() {
        let wanted = |check: &str| {
            format!("<cpu mode='custom' match='exact'{check}><model fallback='allow'>Penryn</model></cpu>")
        };
        assert!(decided(&wanted(" check='partial'")).expect_err("too much").contains("lacks"));
        assert!(decided(&wanted(" check='none'")).expect("not checked").starts_with("486 Require"));
    }
}
