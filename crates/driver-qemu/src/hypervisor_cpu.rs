//! CPUs as QEMU can give them to guests on this host: comparing with them, and what several hosts can give.

use conf::cpu::AnyCpu;
use cpu::calls::{BASELINE_FLAGS, COMPARE_FLAGS, answer, common, documents};
use cpu::{Family, Terms};
use qemu::Capabilities;
use qemu::host_model::{Wanted, host_model, known_features, offered};
use virt::constants::{VIR_CONNECT_BASELINE_CPU_MIGRATABLE, VIR_CONNECT_COMPARE_CPU_VALIDATE_XML};
use virt::{Error, Result};

use crate::core::Core;
use crate::domain_capabilities::{Chosen, Platform, choose};
use crate::flags;
use crate::host_cpu::host_cpu;

/// Compares a document's CPU with what guests get.
pub(crate) fn compare(core: &Core, platform: Platform<'_>, xml: &str, flags: u32) -> Result<i32> {
    flags::only(flags, COMPARE_FLAGS, "qemuConnectCompareHypervisorCPU")?;
    conf::documents::check_if(flags & VIR_CONNECT_COMPARE_CPU_VALIDATE_XML != 0, xml)?;
    let chosen = choose(core, platform)?;
    let caps = &chosen.binary.capabilities;
    only_described(caps, "comparing with the hypervisor CPU")?;
    let host = host_cpu(core)?;
    let wanted = Wanted {
        accelerator: Capabilities::accelerator(chosen.domain_type),
        migratable: false,
        host: Some(&host),
        physical_bits: core.node.cpu_identity().physical_bits,
    };
    let given = host_model(caps, wanted).ok_or_else(|| unknown(&chosen))?;
    let compared = qemu::guest_cpu::compare(caps, wanted.accelerator, &AnyCpu::Guest(given), &AnyCpu::parse(xml)?)?;
    answer(compared, flags)
}

/// Computes the CPU that guests can get on all of the hosts.
pub(crate) fn baseline(core: &Core, platform: Platform<'_>, texts: &[String], flags: u32) -> Result<String> {
    flags::only(flags, BASELINE_FLAGS, "qemuConnectBaselineHypervisorCPU")?;
    let cpus = documents(texts, true)?;
    let chosen = choose(core, platform)?;
    let caps = &chosen.binary.capabilities;
    only_described(caps, "computing baseline hypervisor CPU")?;
    let accelerator = Capabilities::accelerator(chosen.domain_type);
    let offered = offered(caps, accelerator);
    if offered.is_empty() {
        return Err(unknown(&chosen));
    }
    let known = known_features(caps, accelerator, flags & VIR_CONNECT_BASELINE_CPU_MIGRATABLE != 0);
    let terms = Terms { offered: Some(&offered), known: known.as_ref(), migratable: false };
    common(caps.arch(), &cpus, terms, flags)
}

/// Other architectures are compared by QEMU itself.
fn only_described(caps: &Capabilities, what: &str) -> Result<()> {
    match Family::of(caps.arch()) {
        Some(Family::X86) => Ok(()),
        _ => Err(Error::operation_unsupported(format!("{what} is not supported for arch {}", caps.arch()))),
    }
}

fn unknown(chosen: &Chosen) -> Error {
    let (emulator, kind) = (&chosen.emulator, chosen.domain_type);
    Error::operation_unsupported(format!("QEMU '{emulator}' does not tell CPU models for virttype '{kind}'"))
}
