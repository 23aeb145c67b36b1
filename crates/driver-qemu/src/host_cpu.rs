//! The host's CPU as a document, and comparisons with it.

use conf::cpu::{Counter, HostCpu, Microcode, PageKind, Signature};
use conf::domain::cpu::{MaxPhysAddr, Topology};
use conf::words::Named;
use cpu::{Data, Family, Kind, Register, Sought, Table, Word};
use host::cpuid::Processor;
use virt::{Error, Result};
use xml::Text;

use crate::core::Core;

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
    cpu::calls::compare(&host_cpu(core)?, xml, flags, "qemuConnectCompareCPU")
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
}
