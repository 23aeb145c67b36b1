//! What the node's CPU can do, and what guests may ask for.

use conf::cpu::HostCpu;
use conf::domain_capabilities::*;
use conf::words::YesNo;
use virt::{Error, Result, flags};
use xml::Text;

use crate::core::Core;

/// The node's CPU: only its architecture is known.
pub(crate) fn host(core: &Core) -> HostCpu {
    HostCpu { arch: Some(Text(core.node.model.clone())), ..HostCpu::default() }
}

/// What a caller chooses of a hypervisor.
pub(crate) struct Chosen<'a> {
    pub(crate) emulator: Option<&'a str>,
    pub(crate) arch: Option<&'a str>,
    pub(crate) machine: Option<&'a str>,
    pub(crate) virttype: Option<&'a str>,
}

/// The kinds of hypervisors that there are.
const VIRT_TYPES: &[&str] = &[
    "qemu",
    "kqemu",
    "kvm",
    "xen",
    "lxc",
    "uml",
    "openvz",
    "test",
    "vmware",
    "hyperv",
    "vbox",
    "phyp",
    "parallels",
    "bhyve",
    "vz",
    "hvf",
];

/// Nothing is known of a hypervisor that does not exist, so it is said to support nothing.
pub(crate) fn domain_capabilities(core: &Core, chosen: Chosen<'_>, flags: u32) -> Result<String> {
    flags::only(flags, 0, "testConnectGetDomainCapabilities")?;
    if let Some(arch) = chosen.arch.filter(|arch| cpu::models(arch).is_err()) {
        return Err(Error::invalid_arg(format!("unknown architecture: {arch}")));
    }
    if let Some(kind) = chosen.virttype.filter(|kind| !VIRT_TYPES.contains(kind)) {
        return Err(Error::invalid_arg(format!("unknown virttype: {kind}")));
    }
    let text = |text: &str| Text(text.to_owned());
    let modes = vec![
        CpuModeSupport::HostPassthrough(Support::NO),
        CpuModeSupport::Maximum(Support::NO),
        CpuModeSupport::HostModel(HostModelSupport {
            supported: YesNo::No,
            model: None,
            vendor: None,
            maxphysaddr: None,
            features: vec![],
        }),
        CpuModeSupport::Custom(CustomSupport { supported: YesNo::No, models: vec![] }),
    ];
    let capabilities = DomainCapabilities {
        vcpu: None,
        iothreads: None,
        os: None,
        memory_backing: None,
        devices: DeviceSupport::default(),
        path: chosen.emulator.map(text),
        domain: text(chosen.virttype.unwrap_or("test")),
        machine: chosen.machine.map(text),
        arch: text(chosen.arch.unwrap_or(&core.node.model)),
        cpu: Some(CpuSupport { modes }),
        features: FeatureSupport { sev: Some(SevSupport::NO), sgx: Some(SgxSupport::NO), ..FeatureSupport::default() },
    };
    Ok(capabilities.format())
}
