//! Whether a host can run a CPU that a document describes.

use conf::cpu::AnyCpu;
use conf::domain::cpu::CpuMatch;
use virt::{Error, ErrorCode, ErrorDomain, Result};

use crate::arch::Family;
use crate::features::{self, Said};
use crate::power;
use crate::table::Table;

/// How a host compares with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The host cannot run it, and why.
    Incompatible(String),
    /// The host is just that.
    Identical,
    /// The host is that and more.
    Superset,
}

impl Comparison {
    /// The number that the interface has for it, or the reason as an error.
    pub fn or_error(self) -> Result<Comparison> {
        match self {
            Comparison::Incompatible(why) => Err(incompatible(why)),
            other => Ok(other),
        }
    }
}

pub(crate) fn incompatible(why: impl Into<String>) -> Error {
    Error::new(ErrorCode::CPU_INCOMPATIBLE, why).in_domain(ErrorDomain::CPU)
}

/// Compares a CPU with that of a host, or with what a hypervisor gives guests on it.
pub fn compare(arch: &str, host: &AnyCpu, cpu: &AnyCpu) -> Result<Comparison> {
    if let AnyCpu::Host(described) = cpu {
        let theirs = described.arch.as_ref().map_or("", |arch| arch.0.as_str());
        Family::known(theirs)?;
        if theirs != arch && Family::of(theirs) != Family::of(arch) {
            return Ok(Comparison::Incompatible(format!("CPU arch {theirs} does not match host arch")));
        }
    }
    match Family::of(arch) {
        Some(Family::X86) => x86(Table::x86(), host, cpu),
        Some(Family::Power) => power::compare(host, cpu),
        // Nothing is known of these that could be compared: QEMU decides when a guest starts.
        Some(Family::Arm | Family::S390 | Family::Riscv | Family::Loongarch) => Ok(Comparison::Identical),
        None => Err(Error::no_support(format!("cannot compare CPUs of {arch} architecture"))),
    }
}

fn x86(table: &Table, host: &AnyCpu, cpu: &AnyCpu) -> Result<Comparison> {
    if let Some(vendor) = cpu.vendor()
        && host.vendor() != Some(vendor)
    {
        return Ok(Comparison::Incompatible(format!("host CPU vendor does not match required CPU vendor {vendor}")));
    }
    let has = features::all(table, host)?;
    let Some(name) = cpu.model() else { return without_model(cpu) };
    let said = Said::by(table, cpu)?;
    let list = |features: &features::Features| table.names(features).join(", ");
    // What is forced is emulated where the host lacks it.
    let forbidden = &said.forbid & &(&has - &said.force);
    if !forbidden.is_empty() {
        return Ok(Comparison::Incompatible(format!("host CPU provides forbidden features: {}", list(&forbidden))));
    }
    let mut needed = table.features_of_model(table.model_of(cpu)?);
    needed.extend(&said.require);
    let waived: features::Features =
        [&said.force, &said.optional, &said.disable, &said.forbid].into_iter().flatten().copied().collect();
    let missing = &(&needed - &waived) - &has;
    if !missing.is_empty() {
        let names = list(&missing);
        return Ok(Comparison::Incompatible(format!(
            "host CPU lacks features that model '{name}' or the document requires: {names}"
        )));
    }
    let extra = &(&has - &needed) - &waived;
    let is_strict = matches!(cpu, AnyCpu::Guest(guest) if guest.match_ == Some(CpuMatch::Strict));
    Ok(match (extra.is_empty(), is_strict) {
        (true, _) => Comparison::Identical,
        (false, false) => Comparison::Superset,
        (false, true) => Comparison::Incompatible(format!("host CPU has extra features: {}", list(&extra))),
    })
}

/// A document without a model asks for nothing, or for what the host has.
fn without_model(cpu: &AnyCpu) -> Result<Comparison> {
    match cpu {
        AnyCpu::Guest(_) => Ok(Comparison::Superset),
        AnyCpu::Host(_) => Err(Error::xml("Missing CPU model name")),
    }
}

/// Whether a described CPU has a feature.
pub fn has_feature(arch: &str, cpu: &AnyCpu, feature: &str) -> Result<bool> {
    match Family::of(arch) {
        Some(Family::X86) => {
            let table = Table::x86();
            let place = table.place(feature).ok_or_else(|| features::unknown_feature(feature))?;
            Ok(features::all(table, cpu)?.contains(&place))
        }
        Some(Family::Arm) => Ok(cpu.features().iter().any(|(name, _)| *name == feature)),
        _ => Err(Error::no_support(format!("cannot check features of {arch} CPUs"))),
    }
}

/// Refuses features that nobody knows, where all that there are are known.
pub fn validate_features(arch: &str, cpu: &AnyCpu) -> Result<()> {
    let is_known = |name: &str| match Family::of(arch) {
        Some(Family::X86) => Table::x86().place(name).is_some(),
        Some(Family::Arm) => crate::arm::is_feature(name),
        _ => true,
    };
    match cpu.features().into_iter().find(|(name, _)| !is_known(name)) {
        Some((name, _)) => Err(Error::config_unsupported(format!("unknown CPU feature: {name}"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "<cpu><arch>x86_64</arch><model>Penryn</model><vendor>Intel</vendor>\
                        <feature name='vmx'/><feature name='ds'/></cpu>";

    fn word(host: &str, cpu: &str) -> String {
        let parse = |text: &str| AnyCpu::parse(text).expect("a CPU");
        match compare("x86_64", &parse(host), &parse(cpu)) {
            Ok(Comparison::Incompatible(why)) => why,
            Ok(other) => format!("{other:?}").to_lowercase(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn how_documents_compare_with_a_host() {
        let cases = [
            ("<model>Penryn</model>", "superset"),
            ("<model>core2duo</model>", "requires: monitor"),
            ("<model>core2duo</model><feature name='monitor' policy='optional'/>", "requires: vme"),
            ("<model>Penryn</model><feature name='vmx'/><feature name='ds'/>", "identical"),
            ("<model>Penryn</model><feature name='vmx'/><feature name='ds' policy='optional'/>", "identical"),
            ("<model>Penryn</model><feature name='svm'/>", "requires: svm"),
            ("<model>Penryn</model><feature name='svm' policy='force'/>", "superset"),
            ("<model>Penryn</model><feature name='ds' policy='forbid'/>", "forbidden features: ds"),
            ("<model>Penryn</model><vendor>Intel</vendor>", "superset"),
            ("<model>Penryn</model><vendor>AMD</vendor>", "vendor"),
            ("<model>Penrin</model>", "Unknown CPU model Penrin"),
            ("<model>Penryn</model><feature name='vmxx'/>", "Unknown CPU feature vmxx"),
            ("<arch>i686</arch><model>Penryn</model>", "superset"),
            ("<arch>ppc64</arch><model>POWER8</model>", "arch ppc64"),
            ("", "superset"),
        ];
        for (inside, expected) in cases {
            let told = word(HOST, &format!("<cpu>{inside}</cpu>"));
            assert!(told.contains(expected), "{inside}: {told}");
        }
        let strict = "<cpu match='strict'><model>Penryn</model><feature name='vmx'/></cpu>";
        assert!(word(HOST, strict).ends_with("extra features: ds"));
    }

    #[test]
    fn a_host_of_unknown_vendor_fits_no_vendor() {
        let host = "<cpu><arch>x86_64</arch><model>Penryn</model></cpu>";
        assert!(word(host, HOST).contains("vendor Intel"));
    }

    #[test]
    fn features_are_looked_up_under_all_their_names() {
        let host = AnyCpu::parse(HOST).expect("a CPU");
        assert_eq!(has_feature("x86_64", &host, "sse4_1").ok(), Some(true));
        assert_eq!(has_feature("x86_64", &host, "svm").ok(), Some(false));
        assert!(has_feature("x86_64", &host, "nonsense").is_err());
        assert!(validate_features("x86_64", &host).is_ok());
        let odd = AnyCpu::parse("<cpu><model>x</model><feature name='sve'/></cpu>").expect("a CPU");
        assert!(validate_features("x86_64", &odd).is_err());
        assert!(validate_features("aarch64", &odd).is_ok());
    }
}
