//! What a guest's document comes to on a certain host.

use conf::cpu::AnyCpu;
use conf::cpu::HostCpu;
use conf::domain::cpu::{Cpu, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use virt::{Error, Result};

use crate::arch::Family;
use crate::compare::{compare, incompatible};
use crate::features::{self, Said, unknown_feature};
use crate::nearest::{Nearest, Offered, Sought, nearest_for_guest};
use crate::power;
use crate::table::{Since, Table};

/// Decides what the document leaves to the host: `host-model`, `match='minimum'` and optional features.
pub fn update(arch: &str, host: &AnyCpu, guest: &Cpu) -> Result<Cpu> {
    if Family::of(arch) != Some(Family::X86) {
        return Ok(guest.clone());
    }
    let table = Table::x86();
    let minimum = guest.match_ == Some(CpuMatch::Minimum);
    if minimum {
        compare(arch, host, &AnyCpu::Guest(guest.clone()))?.or_error()?;
    }
    match guest.mode {
        Some(CpuMode::HostModel) => {
            Ok(like_host(table, host, guest, host.vendor().map(|vendor| xml::Text(vendor.to_owned()))))
        }
        Some(CpuMode::Custom) | None if minimum => Ok(like_host(table, host, guest, guest.vendor.clone())),
        Some(CpuMode::Custom) | None => {
            let mut guest = guest.clone();
            decide(table, &features::all(table, host)?, &mut guest)?;
            disable_lost(table, &mut guest);
            Ok(guest)
        }
        Some(CpuMode::HostPassthrough | CpuMode::Maximum) => Ok(guest.clone()),
    }
}

/// The host's model and features, changed by what the document says of features.
fn like_host(table: &Table, host: &AnyCpu, guest: &Cpu, vendor: Option<xml::Text>) -> Cpu {
    let pinned = table.pinned();
    let mut cpu = guest.clone();
    let fallback = guest.model.as_ref().and_then(|model| model.fallback.clone());
    cpu.mode = Some(CpuMode::Custom);
    cpu.match_ = Some(CpuMatch::Exact);
    cpu.vendor = vendor;
    cpu.model = Some(CpuModel {
        fallback: Some(fallback.unwrap_or_else(|| "allow".to_owned())),
        vendor_id: guest.model.as_ref().and_then(|model| model.vendor_id.clone()),
        name: host.model().unwrap_or_default().to_owned(),
    });
    // A hypervisor that tells what it gives has already left out what pins a guest.
    let is_raw = matches!(host, AnyCpu::Host(_));
    let goes = |name: &str| !is_raw || !table.place(name).is_some_and(|place| pinned.contains(&place));
    let features = host.features();
    cpu.features = features.iter().filter(|(name, _)| goes(name)).map(|(name, policy)| said(name, *policy)).collect();
    for feature in &guest.features {
        overlay(&mut cpu.features, feature);
    }
    cpu
}

fn said(name: &str, policy: FeaturePolicy) -> CpuFeature {
    CpuFeature { policy: Some(policy), name: name.to_owned() }
}

/// Puts what the document says in place of what was found out, or at the end.
fn overlay(features: &mut Vec<CpuFeature>, feature: &CpuFeature) {
    match features.iter_mut().find(|known| known.name == feature.name) {
        Some(known) => known.policy = feature.policy,
        None => features.push(feature.clone()),
    }
}

/// Optional features are required where the host has them and disabled where not.
fn decide(table: &Table, has: &features::Features, guest: &mut Cpu) -> Result<()> {
    for feature in &mut guest.features {
        if feature.policy == Some(FeaturePolicy::Optional) {
            let place = table.place(&feature.name).ok_or_else(|| unknown_feature(&feature.name))?;
            let policy = if has.contains(&place) { FeaturePolicy::Require } else { FeaturePolicy::Disable };
            feature.policy = Some(policy);
        }
    }
    Ok(())
}

/// What the model has lost is told, for another version of it may have it.
fn disable_lost(table: &Table, guest: &mut Cpu) {
    let Some(model) = guest.model.as_ref().and_then(|model| table.model(&model.name)) else { return };
    for (name, _) in model.features.iter().filter(|(_, since)| *since == Since::Removed) {
        if !guest.features.iter().any(|feature| feature.name == *name) {
            guest.features.push(said(name, FeaturePolicy::Disable));
        }
    }
}

/// The CPU that a guest runs with: checked against the host, updated, and told with models that the hypervisor has.
pub fn for_guest(arch: &str, host: &HostCpu, guest: &Cpu, offered: Option<&[&str]>) -> Result<Cpu> {
    compare(arch, &AnyCpu::Host(host.clone()), &AnyCpu::Guest(guest.clone()))?.or_error()?;
    let mut guest = update(arch, &AnyCpu::Host(host.clone()), guest)?;
    match Family::of(arch) {
        Some(Family::X86) => {
            let offered: Option<Vec<Offered>> =
                offered.map(|names| names.iter().map(|name| Offered { name, blockers: Vec::new() }).collect());
            translate(Table::x86(), &mut guest, offered.as_deref())?;
        }
        Some(Family::Power) => power::translate(&mut guest, offered)?,
        _ => (),
    }
    Ok(guest)
}

/// Tells a CPU as another model where the hypervisor does not have its own.
pub fn translate(table: &Table, guest: &mut Cpu, offered: Option<&[Offered<'_>]>) -> Result<()> {
    let Some(offered) = offered else { return Ok(()) };
    let Some(model) = guest.model.clone().filter(|model| !model.name.is_empty()) else { return Ok(()) };
    if offered.iter().any(|offer| offer.name == model.name) {
        return Ok(());
    }
    if model.fallback.as_deref() == Some("forbid") {
        return Err(incompatible(format!("CPU model {} is not supported by the hypervisor", model.name)));
    }
    let any = AnyCpu::Guest(guest.clone());
    let mut wanted = table.features_of_model(table.model_of(&any)?);
    let said = Said::by(table, &any)?;
    wanted.extend(said.require.iter().chain(&said.force));
    let wanted = wanted.into_iter().filter(|place| !said.disable.contains(place) && !said.forbid.contains(place));
    let vendor = guest.vendor.as_ref().map(|vendor| vendor.0.as_str());
    let sought = Sought { features: wanted.collect(), vendor, offered: Some(offered), ..Sought::default() };
    let nearest = nearest_for_guest(table, &sought).ok_or_else(no_model)?;
    let before = std::mem::take(&mut guest.features);
    guest.model = Some(CpuModel { name: nearest.model.name.to_owned(), ..model });
    guest.features = listed(&nearest);
    for feature in &before {
        overlay(&mut guest.features, feature);
    }
    Ok(())
}

/// A model's differences as features of a document.
pub(crate) fn listed(nearest: &Nearest<'_>) -> Vec<CpuFeature> {
    let more = nearest.more.iter().map(|name| said(name, FeaturePolicy::Require));
    more.chain(nearest.less.iter().map(|name| said(name, FeaturePolicy::Disable))).collect()
}

pub(crate) fn no_model() -> Error {
    Error::operation_failed("no CPU model describes the given features with the models that are allowed")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "<cpu><arch>x86_64</arch><model>Nehalem</model><vendor>Intel</vendor>\
                        <feature name='vmx'/><feature name='invtsc'/><feature name='ds'/></cpu>";

    fn host() -> HostCpu {
        match AnyCpu::parse(HOST).expect("a CPU") {
            AnyCpu::Host(host) => host,
            AnyCpu::Guest(_) => panic!("not a host"),
        }
    }

    fn guest(text: &str) -> Cpu {
        match AnyCpu::parse(text).expect("a CPU") {
            AnyCpu::Guest(guest) => guest,
            AnyCpu::Host(_) => panic!("not a guest"),
        }
    }

    fn told(cpu: &Cpu) -> String {
        let model = cpu.model.as_ref().map_or("", |model| model.name.as_str());
        let features =
            cpu.features.iter().map(|f| format!(" {:?} {}", f.policy.expect("a policy"), f.name).to_lowercase());
        std::iter::once(model.to_owned()).chain(features).collect()
    }

    #[test]
    fn the_host_model_is_the_host_without_what_pins_a_guest_to_it() {
        let cpu = update(
            "x86_64",
            &AnyCpu::Host(host()),
            &guest("<cpu mode='host-model'><feature name='ds' policy='disable'/></cpu>"),
        );
        let cpu = cpu.expect("an update");
        assert_eq!(told(&cpu), "Nehalem require vmx disable ds");
        assert_eq!(cpu.vendor.map(|vendor| vendor.0), Some("Intel".to_owned()));
    }

    #[test]
    fn at_least_a_model_is_what_the_host_has_if_it_has_that_much() {
        let cpu = update("x86_64", &AnyCpu::Host(host()), &guest("<cpu match='minimum'><model>Penryn</model></cpu>"));
        assert_eq!(told(&cpu.expect("an update")), "Nehalem require vmx require ds");
        assert!(
            update("x86_64", &AnyCpu::Host(host()), &guest("<cpu match='minimum'><model>Haswell</model></cpu>"))
                .is_err()
        );
    }

    #[test]
    fn options_are_decided() {
        let wanted = "<cpu><model>Penryn</model><feature name='avx' policy='optional'/>\
                      <feature name='ds' policy='optional'/></cpu>";
        assert_eq!(
            told(&update("x86_64", &AnyCpu::Host(host()), &guest(wanted)).expect("an update")),
            "Penryn disable avx require ds"
        );
    }

    #[test]
    fn what_a_model_has_lost_is_told_unless_the_document_says_more() {
        let wanted = |more: &str| format!("<cpu><model>Icelake-Server</model>{more}</cpu>");
        let update = |text: &str| told(&update("x86_64", &AnyCpu::Host(host()), &guest(text)).expect("an update"));
        assert_eq!(update(&wanted("")), "Icelake-Server disable intel-pt disable mpx");
        assert_eq!(update(&wanted("<feature name='mpx'/>")), "Icelake-Server require mpx disable intel-pt");
    }

    #[test]
    fn another_model_is_taken_where_the_hypervisor_lacks_the_named_one() {
        let wanted = "<cpu><model>Penryn</model><feature name='ds' policy='force'/>\
                      <feature name='sse4.1' policy='disable'/></cpu>";
        let cpu = for_guest("x86_64", &host(), &guest(wanted), Some(&["Conroe", "qemu64"])).expect("a CPU");
        assert_eq!(told(&cpu), "Conroe require cx16 force ds disable sse4.1");
        assert!(for_guest("x86_64", &host(), &guest(wanted), Some(&[])).is_err());
        let strict = wanted.replace("<model>", "<model fallback='forbid'>");
        assert!(for_guest("x86_64", &host(), &guest(&strict), Some(&["Conroe"])).is_err());
        assert_eq!(
            told(&for_guest("x86_64", &host(), &guest(&strict), None).expect("a CPU")),
            "Penryn force ds disable sse4.1"
        );
    }

    #[test]
    fn power_revisions_become_generations() {
        let AnyCpu::Host(host) = AnyCpu::parse("<cpu><arch>ppc64</arch><model>POWER8</model></cpu>").expect("a CPU")
        else {
            panic!("not a host")
        };
        let old = guest("<cpu><model>POWER8_v1.0</model></cpu>");
        assert_eq!(told(&for_guest("ppc64", &host, &old, Some(&["POWER8"])).expect("a CPU")), "POWER8");
        assert!(for_guest("ppc64", &host, &old, Some(&["POWER7"])).is_err());
    }
}
