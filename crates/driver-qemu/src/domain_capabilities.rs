//! What a guest may ask for, on a binary, machine and accelerator of the caller's choice.

use std::path::Path;
use std::sync::Arc;

use host::cpuid::Processor;
use qemu::Capabilities;
use qemu::capabilities::Machine;
use qemu::domain_capabilities::{HostFacts, domain_capabilities as document};
use virt::{Error, Result};

use crate::binaries::KnownBinary;
use crate::core::Core;
use crate::document::default_emulator;
use crate::{firmware, flags};

/// What a caller asks about; what is left out is chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Platform<'a> {
    pub(crate) emulator: Option<&'a str>,
    pub(crate) arch: Option<&'a str>,
    pub(crate) machine: Option<&'a str>,
    pub(crate) virttype: Option<&'a str>,
}

/// A binary, accelerator and machine that go together.
pub(crate) struct Chosen {
    pub(crate) emulator: String,
    pub(crate) binary: Arc<KnownBinary>,
    pub(crate) domain_type: &'static str,
    pub(crate) machine: Machine,
}

/// Finds what is asked about, and chooses what is left out.
pub(crate) fn choose(core: &Core, platform: Platform<'_>) -> Result<Chosen> {
    let host_arch = host::uname().machine;
    let emulator = match platform.emulator {
        Some(emulator) => emulator.to_owned(),
        None => default_emulator(platform.arch.unwrap_or(&host_arch))?,
    };
    let binary = core.binary(Path::new(&emulator))?;
    let caps = &binary.capabilities;
    if let Some(arch) = platform.arch.filter(|arch| *arch != caps.arch()) {
        let message = format!("architecture from emulator '{}' doesn't match given architecture '{arch}'", caps.arch());
        return Err(Error::invalid_arg(message));
    }
    let domain_type = match platform.virttype {
        Some("kvm") => "kvm",
        Some("qemu") => "qemu",
        Some(other) => return Err(Error::invalid_arg(format!("unknown virttype: {other}"))),
        None if caps.has("kvm") => "kvm",
        None => "qemu",
    };
    if domain_type == "kvm" && !caps.has("kvm") {
        return Err(Error::invalid_arg(format!("KVM is not supported by '{emulator}' on this host")));
    }
    let accelerator = Capabilities::accelerator(domain_type);
    let entry = match platform.machine {
        Some(name) => caps.machine(accelerator, name),
        None => caps.default_machine(accelerator),
    };
    let unknown = || {
        let name = platform.machine.unwrap_or("default");
        Error::invalid_arg(format!("the machine '{name}' is not supported by emulator '{emulator}'"))
    };
    let machine = entry.ok_or_else(unknown)?.clone();
    Ok(Chosen { emulator, binary, domain_type, machine })
}

pub(crate) fn domain_capabilities(core: &Core, platform: Platform<'_>, flags: u32) -> Result<String> {
    flags::only(flags, 0, "qemuConnectGetDomainCapabilities")?;
    let Chosen { emulator, binary, domain_type, machine: entry } = choose(core, platform)?;
    let caps = &binary.capabilities;
    let fitting: Vec<_> =
        firmware::all(&*core.files).into_iter().filter(|f| f.fits(caps.arch(), &entry.name)).collect();
    let kinds = ["bios", "efi"].into_iter().filter(|kind| fitting.iter().any(|f| f.kinds.contains(kind)));
    let mut loaders: Vec<String> = fitting.iter().map(|f| f.image.clone()).collect();
    loaders.dedup();
    let facts = HostFacts {
        emulator,
        domain_type: domain_type.to_owned(),
        firmware_kinds: kinds.map(str::to_owned).collect(),
        secure_firmware: fitting.iter().any(|f| f.features.iter().any(|feature| feature == "secure-boot")),
        loaders,
        tpm_versions: Vec::new(),
        max_vcpus: if domain_type == "kvm" { host::kvm::max_vcpus() } else { None },
        has_vfio: std::fs::read_dir("/sys/kernel/iommu_groups").is_ok_and(|mut groups| groups.next().is_some()),
        has_rdp: Path::new("/usr/bin/qemu-rdp").exists(),
        host_cpu: crate::host_cpu::host_cpu(core).ok(),
        sev_guests: sev_guests(&*core.processor),
        physical_bits: core.node.cpu_identity().physical_bits,
    };
    Ok(document(caps, &entry, &facts).format())
}

/// How many guests with encrypted memory the processor has keys for, without and with encrypted registers.
fn sev_guests(processor: &dyn Processor) -> Option<(u32, u32)> {
    let [_, _, keys, first_plain] = processor.cpuid(0x8000_001f, 0)?;
    Some((keys.checked_sub(first_plain)?.checked_add(1)?, first_plain.checked_sub(1)?))
}
