//! A kind of guests that a binary can run, as the host's capabilities list it.

use conf::capabilities::{Guest, GuestArch, GuestDomain, GuestFeatures, GuestMachine, Toggle};
use conf::words::{OnOff, YesNo};
use xml::Text;

use crate::Capabilities;
use crate::capabilities::Machine;

/// The kind of guests that a binary runs, without machines.
pub fn guest_kind(caps: &Capabilities, arch: &str, emulator: &str) -> Guest {
    let domains = [("tcg", "qemu"), ("kvm", "kvm"), ("hvf", "hvf")];
    let has = |accelerator: &str| caps.has(accelerator);
    let domain = domains.iter().filter(|(accelerator, _)| has(accelerator));
    Guest {
        os_type: Text("hvm".to_owned()),
        arch: GuestArch {
            name: arch.to_owned(),
            wordsize: Text(word_size(arch)),
            emulator: Some(Text(emulator.to_owned())),
            domain: domain
                .map(|(_, kind)| GuestDomain { kind: (*kind).to_owned(), ..GuestDomain::default() })
                .collect(),
            ..GuestArch::default()
        },
        features: Some(features(arch)),
    }
}

/// Word size of an architecture in bits.
fn word_size(arch: &str) -> u32 {
    match arch.contains("64") || arch == "s390x" || arch == "alpha" {
        true => 64,
        false => 32,
    }
}

fn features(arch: &str) -> GuestFeatures {
    let toggle = |toggle| Some(Toggle { default: OnOff::On, toggle });
    let is_x86 = matches!(arch, "i686" | "x86_64");
    let has_acpi = is_x86 || matches!(arch, "aarch64" | "loongarch64");
    GuestFeatures {
        pae: arch == "i686",
        nonpae: arch == "i686",
        acpi: toggle(YesNo::Yes).filter(|_| has_acpi),
        apic: toggle(YesNo::No).filter(|_| is_x86),
        cpuselection: true,
        deviceboot: true,
        disksnapshot: toggle(YesNo::No),
        external_snapshot: true,
    }
}

/// A binary's machines, each alias behind the machine that it stands for.
pub fn machines(caps: &Capabilities) -> Vec<GuestMachine> {
    // Compat: the list is that of the fallback accelerator, which has every machine.
    let accelerator = if caps.has("tcg") { "tcg" } else { "kvm" };
    let entry = |machine: &Machine, canonical: Option<&str>, name: &str| GuestMachine {
        canonical: canonical.map(str::to_owned),
        max_cpus: machine.max_cpus,
        deprecated: machine.deprecated,
        name: name.to_owned(),
    };
    let mut machines = Vec::new();
    for machine in caps.machines(accelerator) {
        machines.push(entry(machine, None, &machine.name));
        machines.extend(machine.alias.as_deref().map(|alias| entry(machine, Some(&machine.name), alias)));
    }
    machines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_binary_runs() {
        let caps = "<qemuCaps><flag name='tcg'/><flag name='kvm'/><arch>i686</arch>\
                    <machine type='tcg' name='pc-1' alias='pc' maxCpus='8'/><machine type='kvm' name='x'/></qemuCaps>";
        let caps = Capabilities::parse(caps).expect("capabilities");
        let kind = guest_kind(&caps, "i686", "/usr/bin/qemu");
        let domains: Vec<&str> = kind.arch.domain.iter().map(|domain| domain.kind.as_str()).collect();
        assert_eq!((kind.arch.wordsize.0, domains), (32, vec!["qemu", "kvm"]));
        let names =
            machines(&caps).iter().map(|m| (m.canonical.clone(), m.name.clone(), m.max_cpus)).collect::<Vec<_>>();
        let pc = (Some("pc-1".to_owned()), "pc".to_owned(), Some(8));
        assert_eq!(names, [(None, "pc-1".to_owned(), Some(8)), pc]);
        assert_eq!(["s390x", "armv7l", "ppc64", "riscv64"].map(word_size), [64, 32, 64, 64]);
    }
}
