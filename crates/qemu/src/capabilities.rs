//! What one QEMU binary can do: the document that is kept in the cache.

use std::collections::HashSet;

use conf::domain_capabilities::SgxSupport;
use conf::words::{Named, YesNo};
use virt::Result;
use xml::{Document, Mode, Raw, Text, Xml};

/// The capabilities of a QEMU binary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Capabilities {
    document: CapabilitiesDocument,
    flags: HashSet<String>,
}

/// The cache document, `<qemuCaps>`.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CapabilitiesDocument {
    /// The binary's path.
    pub emulator: Option<Text>,
    /// When the binary last changed.
    pub qemuctime: Option<Text<i64>>,
    /// When the prober last changed.
    pub selfctime: Option<Text<i64>>,
    /// The prober's version.
    pub selfvers: Option<Text<u64>>,
    /// Why KVM cannot be used, or that it can.
    #[xml("usedQMP")]
    pub used_qmp: bool,
    /// What it can do, one word each.
    #[xml("flag")]
    pub flags: Vec<Named>,
    /// Version as one number, `10000000` for 10.0.0.
    pub version: Option<Text<u64>>,
    /// The host's kernel when it was probed.
    #[xml("kernelVersion")]
    pub kernel_version: Option<Text>,
    /// The host's microcode when it was probed.
    #[xml("microcodeVersion")]
    pub microcode_version: Option<Text<u64>>,
    /// The host's CPU when it was probed.
    #[xml("hostCPUSignature")]
    pub host_cpu_signature: Option<Text>,
    /// The packager's version.
    pub package: Option<Text>,
    /// The guest architecture.
    pub arch: Option<Text>,
    /// The host CPU as QEMU's accelerators see it.
    #[xml("hostCPU")]
    pub host_cpus: Vec<Raw>,
    /// CPU models.
    #[xml("cpu")]
    pub cpus: Vec<CpuDefinition>,
    /// Machine types.
    #[xml("machine")]
    pub machines: Vec<Machine>,
    /// Interrupt controllers of ARM guests.
    #[xml("gic")]
    pub gics: Vec<Gic>,
    /// AMD memory encryption.
    pub sev: Option<SevPlatform>,
    /// Intel enclaves.
    pub sgx: Option<SgxSupport>,
    /// Hyper-V enlightenments.
    #[xml("hypervCapabilities")]
    pub hyperv: Option<Raw>,
}

/// How AMD's processor encrypts guests' memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SevPlatform {
    /// Which bit of an address tells that memory is encrypted.
    pub cbitpos: Option<Text<u32>>,
    /// How many bits of addresses that costs.
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<Text<u32>>,
    /// The platform's key for the guest's owner.
    pub pdh: Option<Text>,
    /// What certifies that key.
    #[xml("certChain")]
    pub cert_chain: Option<Text>,
    /// The processor's own number.
    #[xml("cpu0Id")]
    pub cpu0_id: Option<Text>,
}

/// A CPU model that QEMU knows.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct CpuDefinition {
    /// Accelerator.
    #[xml("type")]
    pub kind: String,
    /// The model's name.
    pub name: String,
    /// QEMU's type.
    pub typename: Option<String>,
    /// Whether this host can run it.
    pub usable: Option<YesNo>,
    /// Not to be used any more.
    pub deprecated: Option<YesNo>,
    /// Features that this host lacks for it.
    #[xml("blocker")]
    pub blockers: Vec<Named>,
}

/// A machine type.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Machine {
    /// Accelerator.
    #[xml("type")]
    pub kind: String,
    /// The machine's name.
    pub name: String,
    /// A second name, usually without a version.
    pub alias: Option<String>,
    /// CPUs can be plugged in while it runs.
    #[xml("hotplugCpus")]
    pub hotplug_cpus: Option<YesNo>,
    /// CPUs at most.
    #[xml("maxCpus")]
    pub max_cpus: Option<u32>,
    /// The machine that is meant where none is named.
    pub default: Option<YesNo>,
    /// QEMU's type of the CPU that is meant where none is named.
    #[xml("defaultCPU")]
    pub default_cpu: Option<String>,
    /// NUMA nodes may be given by plain size.
    #[xml("numaMemSupported")]
    pub numa_mem_supported: Option<YesNo>,
    /// The id of the machine's memory object.
    #[xml("defaultRAMid")]
    pub default_ram_id: Option<String>,
    /// Not to be used any more.
    pub deprecated: Option<YesNo>,
    /// Has ACPI.
    pub acpi: Option<YesNo>,
}

/// An interrupt controller version.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Gic {
    /// The version.
    pub version: String,
    /// KVM offers it.
    pub kernel: Option<YesNo>,
    /// QEMU emulates it.
    pub emulated: Option<YesNo>,
}

impl Capabilities {
    /// What a cache document says.
    pub fn new(document: CapabilitiesDocument) -> Capabilities {
        let flags = document.flags.iter().map(|f| f.name.clone()).collect();
        Capabilities { document, flags }
    }

    /// Reads the cache document.
    pub fn parse(text: &str) -> Result<Capabilities> {
        let document = Document::parse(text).map_err(conf::error)?;
        let root = document.root_named("qemuCaps", Mode::LIVE).map_err(conf::error)?;
        root.element().map(Capabilities::new).map_err(conf::error)
    }

    /// Prints the cache document.
    pub fn format(&self) -> String {
        xml::to_string("qemuCaps", &self.document, Mode::LIVE)
    }

    /// The whole document.
    pub fn document(&self) -> &CapabilitiesDocument {
        &self.document
    }

    /// Whether it can do this.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(flag)
    }

    /// Adds or takes away one ability.
    pub fn set(&mut self, flag: &str, on: bool) {
        if on {
            if self.flags.insert(flag.to_owned()) {
                self.document.flags.push(Named { name: flag.to_owned() });
            }
        } else {
            self.flags.remove(flag);
            self.document.flags.retain(|f| f.name != flag);
        }
    }

    /// Replaces the interrupt controllers.
    pub fn set_gics(&mut self, gics: Vec<Gic>) {
        self.document.gics = gics;
    }

    /// The guest architecture.
    pub fn arch(&self) -> &str {
        self.document.arch.as_ref().map_or("", |a| &a.0)
    }

    /// The version as one number.
    pub fn version(&self) -> u64 {
        self.document.version.as_ref().map_or(0, |v| v.0)
    }

    /// The machine that a name or alias means for an accelerator.
    pub fn machine(&self, accelerator: &str, name: &str) -> Option<&Machine> {
        self.machines(accelerator).find(|m| m.name == name || m.alias.as_deref() == Some(name))
    }

    /// The machine that is meant where none is named.
    pub fn default_machine(&self, accelerator: &str) -> Option<&Machine> {
        self.machines(accelerator).find(|m| m.default == Some(YesNo::Yes))
    }

    /// All machines of an accelerator.
    pub fn machines<'a, 'b>(&'a self, accelerator: &'b str) -> impl Iterator<Item = &'a Machine> + use<'a, 'b> {
        self.document.machines.iter().filter(move |m| m.kind == accelerator)
    }

    /// The accelerator's name in this document for a domain type.
    pub fn accelerator(domain_type: &str) -> &str {
        match domain_type {
            "qemu" => "tcg",
            other => other,
        }
    }

    /// Puts every alias in its machine's place: the alias is then valid as it is.
    pub fn strip_machine_aliases(&mut self) {
        let mut more = Vec::new();
        for machine in &mut self.document.machines {
            if let Some(alias) = machine.alias.take() {
                let name = std::mem::replace(&mut machine.name, alias);
                more.push(Machine { name, default: None, ..machine.clone() });
            }
        }
        self.document.machines.extend(more);
    }
}
