//! The host's CPU as a document, and comparisons with it.

use conf::cpu::{AnyCpu, Counter, HostCpu, Microcode, PageKind, Signature};
use conf::domain::cpu::{MaxPhysAddr, Topology};
use conf::words::Named;
use cpu::{Comparison, Data, Family, Kind, Register, Sought, Table, Terms, Word};
use host::cpuid::Processor;
use virt::constants::{
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES, VIR_CONNECT_BASELINE_CPU_MIGRATABLE,
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE, VIR_CONNECT_COMPARE_CPU_VALIDATE_XML, VIR_CPU_COMPARE_IDENTICAL,
    VIR_CPU_COMPARE_INCOMPATIBLE, VIR_CPU_COMPARE_SUPERSET,
};
use virt::{Error, Result};
use xml::Text;

use crate::core::Core;
use crate::flags;

/// Flags of both comparisons.
pub(crate) const COMPARE_FLAGS: u32 = VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE | VIR_CONNECT_COMPARE_CPU_VALIDATE_XML;
/// Flags of both computations of a common CPU.
pub(crate) const BASELINE_FLAGS: u32 = VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES | VIR_CONNECT_BASELINE_CPU_MIGRATABLE;

/// What the host's CPU is.
pub(crate) fn host_cpu(core: &Core) -> Result<HostCpu> {
    if let Some(cpu) = core.host_cpu.get() {
        return Ok(cpu.clone());
    }
    let cpu = read(core)?;
    Ok(core.host_cpu.get_or_init(|| cpu).clone())
}

fn read(core: &Core) -> Result<HostCpu> {
    let info = core.node.info().map_err(|e| Error::system("cannot read the host's description", &e))?;
    let identity = core.node.cpu_identity();
    let text = |text: &str| Some(Text(text.to_owned()));
    let mut cpu = HostCpu {
        arch: text(&info.model),
        topology: Some(Topology {
            sockets: info.sockets,
            dies: 1,
            clusters: 1,
            cores: info.cores,
            threads: info.threads,
        }),
        pages: core
            .node
            .page_sizes()
            .iter()
            .map(|size| PageKind { unit: Some("KiB".to_owned()), size: size.0 })
            .collect(),
        ..HostCpu::default()
    };
    if Family::of(&info.model) != Some(Family::X86) {
        return Ok(cpu);
    }
    let table = Table::x86();
    let data = registers(&*core.processor, table);
    let signature = data.signature();
    let vendor = data.vendor(table).map(|vendor| vendor.name);
    let sought = Sought { features: table.features_of(&data), vendor, signature: Some(signature), ..Sought::default() };
    if let Some(nearest) = cpu::nearest_for_host(table, &sought) {
        cpu.model = text(nearest.model.name);
        cpu.features = nearest.more.iter().map(|name| Named { name: (*name).to_owned() }).collect();
    }
    cpu.vendor = vendor.and_then(text);
    cpu.microcode = u32::try_from(identity.microcode).ok().map(|version| Microcode { version });
    let stepping = signature.steppings.map_or(0, |(first, _)| first);
    cpu.signature = Some(Signature { family: signature.family, model: signature.model, stepping });
    cpu.counter = host::kvm::time_stamp_counter().map(|counter| Counter {
        name: "tsc".to_owned(),
        frequency: counter.frequency,
        scaling: Some(counter.scaling.into()),
    });
    if identity.physical_bits > 0 {
        let bits = Some(identity.physical_bits);
        cpu.maxphysaddr = Some(MaxPhysAddr { mode: "emulate".to_owned(), bits, limit: None });
    }
    Ok(cpu)
}

/// The registers that tell of features, of the maker and of the CPU's numbers.
fn registers(processor: &dyn Processor, table: &Table) -> Data {
    let mut data = Data::default();
    let identity = [Register::Ebx, Register::Ecx, Register::Edx].map(|register| Word::cpuid(0, 0, register));
    for word in table.words().into_iter().chain(identity).chain([Word::cpuid(1, 0, Register::Eax)]) {
        data.add(word, read_word(processor, word));
    }
    data
}

fn read_word(processor: &dyn Processor, word: Word) -> u32 {
    match word.kind {
        Kind::Cpuid => {
            let [eax, ebx, ecx, edx] = processor.cpuid(word.index, word.subleaf).unwrap_or_default();
            match word.register {
                Register::Eax => eax,
                Register::Ebx => ebx,
                Register::Ecx => ecx,
                Register::Edx => edx,
            }
        }
        Kind::Msr => {
            let value = processor.msr(word.index).unwrap_or_default();
            let half = if word.register == Register::Edx { value >> 32 } else { value & u64::from(u32::MAX) };
            u32::try_from(half).unwrap_or_default()
        }
    }
}

/// Compares a document's CPU with the host's.
pub(crate) fn compare(core: &Core, xml: &str, flags: u32) -> Result<i32> {
    flags::only(flags, COMPARE_FLAGS, "qemuConnectCompareCPU")?;
    conf::documents::check_if(flags & VIR_CONNECT_COMPARE_CPU_VALIDATE_XML != 0, xml)?;
    let host = host_cpu(core)?;
    let arch = host.arch.as_ref().map(|arch| arch.0.clone()).unwrap_or_default();
    answer(cpu::compare(&arch, &AnyCpu::Host(host), &AnyCpu::parse(xml)?)?, flags)
}

/// The interface's number for a comparison.
pub(crate) fn answer(comparison: Comparison, flags: u32) -> Result<i32> {
    let comparison = match flags & VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE {
        0 => comparison,
        _ => comparison.or_error()?,
    };
    Ok(match comparison {
        Comparison::Incompatible(_) => VIR_CPU_COMPARE_INCOMPATIBLE,
        Comparison::Identical => VIR_CPU_COMPARE_IDENTICAL,
        Comparison::Superset => VIR_CPU_COMPARE_SUPERSET,
    })
}

/// Hosts' CPUs as documents; `guests` tells whether a guest's will do too.
pub(crate) fn documents(texts: &[String], guests: bool) -> Result<Vec<AnyCpu>> {
    if texts.is_empty() {
        return Err(Error::invalid_arg("no CPU documents were given"));
    }
    let cpus = texts.iter().map(|text| AnyCpu::parse(text)).collect::<Result<Vec<_>>>()?;
    for cpu in &cpus {
        match cpu {
            AnyCpu::Guest(guest) if !guests => {
                return Err(match guest.mode.is_some_and(|_| guest.model.is_none()) || guest.check.is_some() {
                    true => Error::config_unsupported("Attribute mode is only allowed for guest CPU"),
                    false => Error::xml("Missing CPU architecture"),
                });
            }
            _ if cpu.model().is_none() => return Err(Error::xml("Missing CPU model name")),
            _ => (),
        }
    }
    Ok(cpus)
}

/// Computes what CPUs of hosts have in common.
pub(crate) fn baseline(texts: &[String], flags: u32) -> Result<String> {
    flags::only(flags, BASELINE_FLAGS, "qemuConnectBaselineCPU")?;
    let cpus = documents(texts, false)?;
    let arch = arch_of(&cpus).unwrap_or_else(|| host::uname().machine);
    let migratable = flags & VIR_CONNECT_BASELINE_CPU_MIGRATABLE != 0;
    common(&arch, &cpus, Terms { migratable, ..Terms::default() }, flags)
}

/// The architecture that the first host names.
pub(crate) fn arch_of(cpus: &[AnyCpu]) -> Option<String> {
    cpus.iter().find_map(|cpu| match cpu {
        AnyCpu::Host(cpu) => cpu.arch.as_ref().map(|arch| arch.0.clone()),
        AnyCpu::Guest(_) => None,
    })
}

/// The common CPU as a document.
pub(crate) fn common(arch: &str, cpus: &[AnyCpu], terms: Terms<'_>, flags: u32) -> Result<String> {
    let mut cpu = cpu::baseline(arch, cpus, terms)?;
    if flags & VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES != 0 {
        cpu::expand(arch, &mut cpu)?;
    }
    Ok(conf::cpu::format(&cpu))
}

#[cfg(test)]
mod tests {
    use host::cpuid::FakeProcessor;

    use super::*;

    #[test]
    fn registers_are_put_together_from_instruction_and_kernel() {
        let mut fake = FakeProcessor::default();
        fake.leaves.insert((0, 0), [1, 0x756e_6547, 0x6c65_746e, 0x4965_6e69]);
        fake.leaves.insert((1, 0), [0x0003_06d4, 0, 0x0000_0001, 0]);
        fake.msrs.insert(0x10a, 1);
        let table = Table::x86();
        let data = registers(&fake, table);
        assert_eq!(data.vendor(table).map(|vendor| vendor.name), Some("Intel"));
        assert_eq!((data.signature().family, data.signature().model), (6, 61));
        let names = table.names(&table.features_of(&data));
        assert_eq!(names, ["pni", "rdctl-no"]);
    }

    #[test]
    fn documents_of_guests_are_refused_where_hosts_are_wanted() {
        let texts = |text: &str| [text.to_owned()];
        assert!(documents(&[], true).is_err());
        assert!(documents(&texts("<cpu><model>Penryn</model></cpu>"), false).is_err());
        assert!(documents(&texts("<cpu><model>Penryn</model></cpu>"), true).is_ok());
        assert!(documents(&texts("<cpu><arch>x86_64</arch></cpu>"), false).is_err());
    }
}
