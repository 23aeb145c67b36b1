//! The richest CPU that several hosts have in common.

use conf::cpu::AnyCpu;
use conf::domain::cpu::{Cpu, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use virt::{Error, Result};

use crate::arch::Family;
use crate::features::{self, Features};
use crate::nearest::{Offered, Sought, nearest_for_guest};
use crate::power;
use crate::table::Table;
use crate::update::{listed, no_model};

/// Features of hosts that no hypervisor gives its guests, whatever the hosts have in common.
pub const OF_HOSTS_ONLY: [&str; 8] =
    ["cmt", "mbm_local", "mbm_total", "osxsave", "ospke", "vmx-ept-uc", "vmx-ept-wb", "vmx-invvpid-single-context"];

/// What a common CPU has to be like.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terms<'a> {
    /// Models that a hypervisor offers; all where nobody asks.
    pub offered: Option<&'a [Offered<'a>]>,
    /// The features that a hypervisor knows; all where nobody asks.
    pub known: Option<&'a Features>,
    /// Without features that pin a guest to its host.
    pub migratable: bool,
}

/// Computes the common CPU of at least one.
pub fn baseline(arch: &str, cpus: &[AnyCpu], terms: Terms<'_>) -> Result<Cpu> {
    if cpus.is_empty() {
        return Err(Error::invalid_arg("no CPUs given"));
    }
    let (model, is_common, features) = match Family::of(arch) {
        Some(Family::X86) => x86(Table::x86(), cpus, terms)?,
        Some(Family::Power) => (power::baseline(cpus)?.name.to_owned(), cpus.len() == 1, Vec::new()),
        Some(Family::Arm) => arm(cpus)?,
        _ => return Err(Error::no_support(format!("cannot compute baseline CPU of {arch} architecture"))),
    };
    // A name that all agree on needs no substitute.
    let fallback = if is_common { "forbid" } else { "allow" };
    Ok(Cpu {
        mode: Some(CpuMode::Custom),
        match_: Some(CpuMatch::Exact),
        model: Some(CpuModel { fallback: Some(fallback.to_owned()), vendor_id: None, name: model }),
        vendor: common_vendor(arch, cpus)?.map(|vendor| xml::Text(vendor.to_owned())),
        maxphysaddr: match cpus {
            [AnyCpu::Guest(only)] => only.maxphysaddr.clone(),
            _ => None,
        },
        features,
        ..Cpu::default()
    })
}

/// The vendor, where all name the same; two different ones have nothing in common.
fn common_vendor<'a>(arch: &str, cpus: &'a [AnyCpu]) -> Result<Option<&'a str>> {
    let mut vendors = cpus.iter().filter_map(AnyCpu::vendor);
    let Some(first) = vendors.next() else { return Ok(None) };
    if Family::of(arch) == Some(Family::X86) {
        let known = |vendor: &str| Table::x86().vendors.iter().any(|known| known.name == vendor);
        if let Some(unknown) = cpus.iter().filter_map(AnyCpu::vendor).find(|vendor| !known(vendor)) {
            return Err(Error::operation_failed(format!("Unknown CPU vendor {unknown}")));
        }
    }
    if let Some(other) = vendors.find(|vendor| *vendor != first) {
        return Err(Error::operation_failed(format!("CPUs are incompatible: vendors {first} and {other}")));
    }
    Ok(cpus.iter().all(|cpu| cpu.vendor().is_some()).then_some(first))
}

/// The name that all CPUs have for their model.
fn common_model(cpus: &[AnyCpu]) -> Option<&str> {
    let first = cpus.first()?.model()?;
    cpus.iter().all(|cpu| cpu.model() == Some(first)).then_some(first)
}

fn x86(table: &Table, cpus: &[AnyCpu], terms: Terms<'_>) -> Result<(String, bool, Vec<CpuFeature>)> {
    common_vendor("x86_64", cpus)?;
    let mut common: Option<Features> = None;
    for cpu in cpus {
        let all = features::all(table, cpu)?;
        common = Some(common.map_or(all.clone(), |before| &before & &all));
    }
    let vendor = cpus.iter().find_map(AnyCpu::vendor);
    let mut common = common.unwrap_or_default();
    common = &common - &table.features_named(OF_HOSTS_ONLY);
    if let Some(known) = terms.known {
        common = &common & known;
    }
    if terms.migratable {
        common = &common - &table.pinned();
    }
    let preferred = common_model(cpus);
    let familiar: Vec<&str> = cpus.iter().filter_map(AnyCpu::model).collect();
    let sought =
        Sought { features: common, vendor, preferred, familiar: &familiar, offered: terms.offered, signature: None };
    let nearest = nearest_for_guest(table, &sought).ok_or_else(no_model)?;
    let is_common = terms.offered.is_some() || preferred == Some(nearest.model.name);
    Ok((nearest.model.name.to_owned(), is_common, listed(&nearest)))
}

/// ARM hosts have a common CPU if they have the same model; of the features those that all name.
fn arm(cpus: &[AnyCpu]) -> Result<(String, bool, Vec<CpuFeature>)> {
    let different = || Error::operation_failed("CPUs are incompatible: they are of different models");
    let model = common_model(cpus).ok_or_else(different)?;
    let names = cpus.first().map(AnyCpu::features).unwrap_or_default().into_iter().map(|(name, _)| name);
    let everywhere = |name: &str| cpus.iter().all(|cpu| cpu.features().iter().any(|(other, _)| *other == name));
    let feature = |name: &str| CpuFeature { policy: Some(FeaturePolicy::Require), name: name.to_owned() };
    Ok((model.to_owned(), cpus.len() == 1, names.filter(|name| everywhere(name)).map(feature).collect()))
}

/// Names the features of the model too, all in alphabetical order.
pub fn expand(arch: &str, cpu: &mut Cpu) -> Result<()> {
    if Family::of(arch) != Some(Family::X86) {
        return Ok(());
    }
    let table = Table::x86();
    let model = table.model_of(&AnyCpu::Guest(cpu.clone()))?;
    for name in table.names(&table.features_of_model(model)) {
        if !cpu.features.iter().any(|known| known.name == name) {
            cpu.features.push(CpuFeature { policy: Some(FeaturePolicy::Require), name: name.to_owned() });
        }
    }
    cpu.features.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cpus(texts: &[&str]) -> Vec<AnyCpu> {
        let whole = |inside: &&str| format!("<cpu><arch>x86_64</arch>{inside}</cpu>");
        texts.iter().map(|inside| AnyCpu::parse(&whole(inside)).expect("a CPU")).collect()
    }

    fn told(texts: &[&str], terms: Terms<'_>) -> String {
        match baseline("x86_64", &cpus(texts), terms) {
            Ok(cpu) => conf::cpu::format(&cpu).split_whitespace().collect::<Vec<_>>().join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_common_model_stays_and_common_features_with_it() {
        let text = told(
            &[
                "<model>Haswell</model><vendor>Intel</vendor><feature name='vmx'/><feature name='ds'/>",
                "<model>Haswell</model><vendor>Intel</vendor><feature name='ds'/>",
            ],
            Terms::default(),
        );
        assert!(text.contains("<model fallback='forbid'>Haswell</model> <vendor>Intel</vendor>"), "{text}");
        assert!(text.contains("name='ds'") && !text.contains("vmx"), "{text}");
    }

    #[test]
    fn of_two_models_the_poorer_one_and_no_vendor_that_not_all_name() {
        let text =
            told(&["<model>Broadwell</model><vendor>Intel</vendor>", "<model>Haswell</model>"], Terms::default());
        assert!(text.contains("<model fallback='allow'>Haswell</model> </cpu>"), "{text}");
    }

    #[test]
    fn a_familiar_model_is_better_than_one_with_features_taken_away() {
        let haswell = "<model>Haswell</model>";
        let without = |model: &str| {
            let table = Table::x86();
            let features = table.names(&table.features_of_model(table.model("Haswell").expect("known")));
            let listed = features.iter().filter(|name| **name != "movbe");
            let listed: String = listed.map(|name| format!("<feature name='{name}'/>")).collect();
            format!("<model>{model}</model>{listed}")
        };
        assert!(told(&[&without("qemu64"), haswell], Terms::default()).contains("'allow'>Haswell<"));
        assert!(told(&[&without("Conroe"), haswell], Terms::default()).contains("'allow'>Conroe<"));
    }

    #[test]
    fn what_has_nothing_in_common_is_refused() {
        let two = ["<model>Penryn</model><vendor>Intel</vendor>", "<model>Opteron_G3</model><vendor>AMD</vendor>"];
        assert!(told(&two, Terms::default()).contains("vendors Intel and AMD"));
        assert!(told(&[], Terms::default()).contains("no CPUs given"));
        assert!(
            told(&["<model>Penryn</model><vendor>Foo</vendor>"], Terms::default()).contains("Unknown CPU vendor Foo")
        );
        assert!(baseline("s390x", &cpus(&["<model>z13</model>"]), Terms::default()).is_err());
    }

    #[test]
    fn migratable_guests_do_without_some_features() {
        let one = ["<model>Penryn</model><feature name='invtsc'/><feature name='osxsave'/>"];
        assert!(!told(&one, Terms::default()).contains("osxsave"));
        assert!(told(&one, Terms::default()).contains("invtsc"));
        assert!(!told(&one, Terms { migratable: true, ..Terms::default() }).contains("invtsc"));
    }

    #[test]
    fn only_what_the_hypervisor_knows_and_has() {
        let table = Table::x86();
        let mut known = table.features_of_model(table.model("Penryn").expect("a model"));
        known.extend(table.place("ds"));
        let offered = [Offered { name: "core2duo", blockers: vec![] }, Offered { name: "Conroe", blockers: vec![] }];
        let terms = Terms { known: Some(&known), offered: Some(&offered), migratable: false };
        let text = told(&["<model>Haswell</model><feature name='ds'/><feature name='vmx'/>"], terms);
        assert!(text.contains("<model fallback='forbid'>Conroe</model>"), "{text}");
        assert!(text.contains("name='ds'") && text.contains("name='sse4.1'") && !text.contains("vmx"), "{text}");
    }

    #[test]
    fn expansion_names_everything_once_in_order() {
        let mut cpu = baseline("x86_64", &cpus(&["<model>Penryn</model><feature name='avx'/>"]), Terms::default());
        let cpu = cpu.as_mut().expect("a CPU");
        expand("x86_64", cpu).expect("known");
        let names: Vec<&str> = cpu.features.iter().map(|feature| feature.name.as_str()).collect();
        assert!(names.is_sorted() && names.contains(&"avx") && names.contains(&"sse4.1"));
        assert_eq!(names.iter().filter(|name| **name == "avx").count(), 1);
    }
}
