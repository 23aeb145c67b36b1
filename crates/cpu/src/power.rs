//! POWER: models by processor version; a guest runs on its own generation or as an older one.

use conf::cpu::AnyCpu;
use conf::domain::cpu::{Cpu, CpuMode};
use virt::{Error, Result};

use crate::compare::{Comparison, incompatible};

/// A generation of processors.
#[derive(Debug)]
pub(crate) struct PowerModel {
    /// The name in documents.
    pub(crate) name: &'static str,
    /// Who makes it.
    pub(crate) vendor: &'static str,
    /// Upper halves of the processor version registers of this generation.
    pub(crate) versions: &'static [u32],
}

/// All generations, the oldest first.
pub(crate) const MODELS: &[PowerModel] = &[
    PowerModel { name: "POWER6", vendor: "IBM", versions: &[0x3e] },
    PowerModel { name: "POWER7", vendor: "IBM", versions: &[0x3f, 0x4a] },
    PowerModel { name: "POWER8", vendor: "IBM", versions: &[0x4b, 0x4c, 0x4d] },
    PowerModel { name: "POWER9", vendor: "IBM", versions: &[0x4e] },
    PowerModel { name: "POWER10", vendor: "IBM", versions: &[0x80] },
    PowerModel { name: "POWERPC_e5500", vendor: "Freescale", versions: &[0x8024] },
    PowerModel { name: "POWERPC_e6500", vendor: "Freescale", versions: &[0x8040] },
];

/// Revisions that old documents name where a generation is meant.
const OLD_NAMES: &[(&str, &str)] =
    &[("POWER7_v2.1", "POWER7"), ("POWER7_v2.3", "POWER7"), ("POWER7+_v2.1", "POWER7"), ("POWER8_v1.0", "POWER8")];

/// Generations that a guest of the host's can be made to look like, with the oldest host that can do so.
const LOOKS: &[&str] = &["power6", "power7", "power8", "power9", "power10"];

/// The generation that a document names.
pub(crate) fn model(name: &str) -> Result<&'static PowerModel> {
    let name = OLD_NAMES.iter().find(|(old, _)| *old == name).map_or(name, |(_, model)| model);
    MODELS.iter().find(|model| model.name == name).ok_or_else(|| Error::internal(format!("Unknown CPU model {name}")))
}

/// The generation of a processor, by its version register.
pub fn power_model(version: u32) -> Option<(&'static str, &'static str)> {
    let found = MODELS.iter().find(|model| model.versions.contains(&(version >> 16)));
    found.map(|model| (model.name, model.vendor))
}

/// Who makes a generation.
pub fn power_vendor(name: &str) -> Option<&'static str> {
    MODELS.iter().find(|model| model.name == name).map(|model| model.vendor)
}

fn host_model(host: &AnyCpu) -> Result<&'static PowerModel> {
    model(host.model().ok_or_else(|| Error::xml("Missing CPU model name"))?)
}

pub(crate) fn compare(host: &AnyCpu, cpu: &AnyCpu) -> Result<Comparison> {
    let host = host_model(host)?;
    let Some(name) = cpu.model() else { return Ok(Comparison::Identical) };
    if let AnyCpu::Guest(guest) = cpu
        && guest.mode == Some(CpuMode::HostModel)
    {
        return looks_like(host, name);
    }
    if let Some(vendor) = cpu.vendor()
        && vendor != host.vendor
    {
        return Ok(Comparison::Incompatible(format!("host CPU vendor does not match required CPU vendor {vendor}")));
    }
    let model = model(name)?;
    Ok(match model.name == host.name {
        true => Comparison::Identical,
        false => {
            Comparison::Incompatible(format!("host CPU model {} does not match required CPU model {name}", host.name))
        }
    })
}

/// With mode `host-model` a document may name an older generation in small letters.
fn looks_like(host: &PowerModel, name: &str) -> Result<Comparison> {
    let place = |name: &str| LOOKS.iter().position(|look| look.eq_ignore_ascii_case(name));
    let wanted = LOOKS.iter().position(|look| *look == name);
    let wanted = wanted.ok_or_else(|| Error::internal(format!("Unknown CPU model {name}")))?;
    Ok(match place(host.name).is_some_and(|own| wanted <= own) {
        true => Comparison::Identical,
        false => Comparison::Incompatible(format!("a {} host cannot look like {name}", host.name)),
    })
}

/// Names the generation instead of the revision, and checks that the hypervisor has it.
pub(crate) fn translate(guest: &mut Cpu, offered: Option<&[&str]>) -> Result<()> {
    let Some(named) = guest.model.as_mut().filter(|model| !model.name.is_empty()) else { return Ok(()) };
    if guest.mode == Some(CpuMode::HostModel) {
        return Ok(());
    }
    named.name = model(&named.name)?.name.to_owned();
    match offered.is_none_or(|offered| offered.contains(&named.name.as_str())) {
        true => Ok(()),
        false => Err(incompatible(format!("CPU model {} is not supported by the hypervisor", named.name))),
    }
}

/// The one model that all have.
pub(crate) fn baseline(cpus: &[AnyCpu]) -> Result<&'static PowerModel> {
    let mut models = cpus.iter().map(host_model);
    let first = models.next().ok_or_else(|| Error::invalid_arg("no CPUs given"))??;
    for model in models {
        if model?.name != first.name {
            return Err(Error::operation_failed("CPUs are incompatible: they are of different generations"));
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(cpu: &str) -> String {
        let host = AnyCpu::parse("<cpu><arch>ppc64le</arch><model>POWER8</model></cpu>").expect("a host");
        match compare(&host, &AnyCpu::parse(cpu).expect("a CPU")) {
            Ok(Comparison::Incompatible(_)) => "incompatible".to_owned(),
            Ok(other) => format!("{other:?}").to_lowercase(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn generations_are_the_same_or_not() {
        assert_eq!(compared("<cpu><model>POWER8</model></cpu>"), "identical");
        assert_eq!(compared("<cpu><model>POWER8_v1.0</model></cpu>"), "identical");
        assert_eq!(compared("<cpu><model>POWER7</model></cpu>"), "incompatible");
        assert!(compared("<cpu><model>POWER8_v3.0</model></cpu>").contains("POWER8_v3.0"));
        assert_eq!(compared("<cpu><model>POWER8</model><vendor>Freescale</vendor></cpu>"), "incompatible");
    }

    #[test]
    fn a_guest_can_look_like_an_older_one() {
        assert_eq!(compared("<cpu mode='host-model'><model>power7</model></cpu>"), "identical");
        assert_eq!(compared("<cpu mode='host-model'><model>power9</model></cpu>"), "incompatible");
        assert!(compared("<cpu mode='host-model'><model>POWER7</model></cpu>").contains("POWER7"));
    }

    #[test]
    fn versions_name_generations() {
        assert_eq!(power_model(0x004b_0201), Some(("POWER8", "IBM")));
        assert_eq!(power_model(0x0000_0000), None);
        assert_eq!(power_vendor("POWERPC_e5500"), Some("Freescale"));
        assert_eq!(power_vendor("POWER8_v1.0"), None);
    }
}
