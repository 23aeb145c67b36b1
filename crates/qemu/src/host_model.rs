//! The CPU of the host as QEMU can give it to a guest: what `host-model` stands for.

use conf::cpu::HostCpu;
use conf::domain::cpu::{Cpu, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy, MaxPhysAddr};
use cpu::{Family, Offered, Signature, Sought, Table};
use xml::{Raw, Text};

use crate::Capabilities;

/// What decides what a guest gets of the host's CPU.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// `kvm`, `tcg`, …
    pub accelerator: &'a str,
    /// Only what a guest can take along to another host.
    pub migratable: bool,
    /// The host's own CPU; POWER guests get the same model.
    pub host: Option<&'a HostCpu>,
    /// Width of the host's physical addresses, 0 where unknown.
    pub physical_bits: u32,
}

/// The guest's CPU; `None` where QEMU has not said what the host's is.
pub fn host_model(caps: &Capabilities, wanted: Wanted<'_>) -> Option<Cpu> {
    let mut cpu = match Family::of(caps.arch())? {
        Family::X86 => x86(caps, wanted)?,
        Family::S390 => s390(caps, wanted)?,
        Family::Power => power(wanted)?,
        _ => return None,
    };
    let limit = wanted.physical_bits;
    if wanted.accelerator == "kvm" && limit > 0 && Family::of(caps.arch()) != Some(Family::S390) {
        cpu.maxphysaddr = Some(MaxPhysAddr { mode: "passthrough".to_owned(), bits: None, limit: Some(limit) });
    }
    Some(cpu)
}

fn custom(name: &str, fallback: &str, features: Vec<CpuFeature>) -> Cpu {
    Cpu {
        mode: Some(CpuMode::Custom),
        match_: Some(CpuMatch::Exact),
        model: Some(CpuModel { fallback: Some(fallback.to_owned()), vendor_id: None, name: name.to_owned() }),
        features,
        ..Cpu::default()
    }
}

fn feature(name: &str, has: bool) -> CpuFeature {
    let policy = if has { FeaturePolicy::Require } else { FeaturePolicy::Disable };
    CpuFeature { policy: Some(policy), name: name.to_owned() }
}

/// What an accelerator has said about the host's CPU.
fn expansion<'a>(caps: &'a Capabilities, accelerator: &str) -> Option<&'a Raw> {
    caps.document().host_cpus.iter().find(|cpu| cpu.attr("type") == Some(accelerator))
}

/// The properties that are on or off.
fn switches(host: &Raw) -> impl Iterator<Item = (&str, bool, &Raw)> {
    let flags = host.children_named("property").filter(|p| p.attr("type") == Some("boolean"));
    flags.filter_map(|p| Some((p.attr("name")?, p.attr("value") == Some("true"), p)))
}

/// Models that QEMU offers with an accelerator, each with what it cannot give on this host.
pub fn offered<'a>(caps: &'a Capabilities, accelerator: &str) -> Vec<Offered<'a>> {
    let cpus = caps.document().cpus.iter().filter(|cpu| cpu.kind == accelerator);
    let blockers = |cpu: &'a crate::capabilities::CpuDefinition| cpu.blockers.iter().map(|b| b.name.as_str()).collect();
    cpus.map(|cpu| Offered { name: &cpu.name, blockers: blockers(cpu) }).collect()
}

/// The features that QEMU knows for CPUs of x86 guests.
pub fn known_features(caps: &Capabilities, accelerator: &str, migratable: bool) -> Option<cpu::Features> {
    let host = expansion(caps, accelerator)?;
    let can_tell = host.attr("migratability") == Some("yes");
    let stays = |p: &Raw| migratable && can_tell && p.attr("migratable") == Some("no");
    let names = switches(host).filter(|(_, _, p)| !stays(p)).map(|(name, _, _)| name);
    Some(Table::x86().features_named(names))
}

fn x86(caps: &Capabilities, wanted: Wanted<'_>) -> Option<Cpu> {
    let host = expansion(caps, wanted.accelerator)?;
    let can_tell = host.attr("migratability") == Some("yes");
    let stays = |p: &Raw| wanted.migratable && can_tell && p.attr("migratable") != Some("yes");
    let table = Table::x86();
    let on = switches(host).filter(|(_, on, p)| *on && !stays(p)).map(|(name, _, _)| name);
    let value = |name: &str| {
        let property = host.children_named("property").find(|p| p.attr("name") == Some(name));
        property.and_then(|p| p.attr("value"))
    };
    let number = |name: &str| value(name).and_then(|text| text.parse::<u32>().ok());
    let stepping = number("stepping").unwrap_or(0);
    let signature = match (number("family"), number("model")) {
        (Some(family), Some(model)) => Some(Signature { family, model, steppings: Some((stepping, stepping)) }),
        _ => None,
    };
    let string = value("vendor").unwrap_or_default();
    let vendor = table.vendors.iter().find(|vendor| vendor.string == string).map(|vendor| vendor.name);
    let offered = offered(caps, wanted.accelerator);
    let sought =
        Sought { features: table.features_named(on), vendor, signature, offered: Some(&offered), ..Sought::default() };
    let nearest = cpu::nearest_for_guest(table, &sought)?;
    let more = nearest.more.iter().map(|name| feature(name, true));
    let features = more.chain(nearest.less.iter().map(|name| feature(name, false))).collect();
    let vendor = vendor.map(|vendor| Text(vendor.to_owned()));
    Some(Cpu { vendor, ..custom(nearest.model.name, "forbid", features) })
}

/// QEMU names a model of its own and the features in its order.
fn s390(caps: &Capabilities, wanted: Wanted<'_>) -> Option<Cpu> {
    let host = expansion(caps, wanted.accelerator)?;
    let features = switches(host).map(|(name, on, _)| feature(name, on)).collect();
    Some(custom(host.attr("model")?, "forbid", features))
}

fn power(wanted: Wanted<'_>) -> Option<Cpu> {
    let model = wanted.host.filter(|_| wanted.accelerator == "kvm")?.model.as_ref()?;
    Some(custom(&model.0, "allow", Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(arch: &str, inside: &str) -> Capabilities {
        Capabilities::parse(&format!("<qemuCaps><arch>{arch}</arch>{inside}</qemuCaps>")).expect("capabilities")
    }

    fn told(caps: &Capabilities, migratable: bool) -> Option<String> {
        let wanted = Wanted { accelerator: "kvm", migratable, host: None, physical_bits: 48 };
        let cpu = host_model(caps, wanted)?;
        let features = cpu.features.iter().map(|f| format!(" {:?} {}", f.policy.expect("a policy"), f.name));
        Some(std::iter::once(cpu.model?.name).chain(features).collect::<String>().to_lowercase())
    }

    #[test]
    fn the_nearest_model_that_qemu_has() {
        let table = Table::x86();
        let westmere = table.names(&table.features_of_model(table.model("Westmere").expect("known")));
        let property = |name: &str, more: &str| format!("<property name='{name}' type='boolean' value='true' {more}/>");
        let mut props: String = westmere.iter().map(|name| property(name, "migratable='yes'")).collect();
        props.push_str(&property("invtsc", "migratable='no'"));
        let host = format!(
            "<hostCPU type='kvm' model='base' migratability='yes'>{props}\
             <property name='vendor' type='string' value='GenuineIntel'/></hostCPU>"
        );
        let models = "<cpu type='kvm' name='Westmere' usable='no'><blocker name='aes'/></cpu><cpu type='kvm' name='Conroe' usable='yes'/>";
        let caps = caps("x86_64", &format!("{host}{models}"));
        assert_eq!(told(&caps, true).as_deref(), Some("westmere disable aes"));
        assert_eq!(told(&caps, false).as_deref(), Some("westmere require invtsc disable aes"));
        let known = |migratable| known_features(&caps, "kvm", migratable).expect("an expansion");
        assert_eq!(known(false).len(), known(true).len() + 1);
    }

    #[test]
    fn ibm_z_is_told_as_qemu_tells_it() {
        let host = "<hostCPU type='kvm' model='z14-base' migratability='no'>\
                    <property name='vx' type='boolean' value='true'/><property name='te' type='boolean' value='false'/>\
                    </hostCPU>";
        assert_eq!(told(&caps("s390x", host), true).as_deref(), Some("z14-base require vx disable te"));
        assert_eq!(told(&caps("s390x", ""), true), None);
        assert_eq!(told(&caps("aarch64", host), true), None);
    }
}
