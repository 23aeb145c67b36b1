//! Which architectures and machines have what the platform part of a document asks for.

use conf::domain::Domain;
use conf::domain::address::Address;
use conf::domain::controller::{Controller, ControllerType};
use conf::domain::features::{Features, HypervMode};
use conf::domain::os::{FirmwareKind, LoaderType};
use conf::domain::security::LaunchSecurity;
use conf::words::{OnOff, State};
use virt::{Error, Result};

use super::unless;
use crate::Capabilities;
use crate::machine::MachineKind;

pub(super) fn domain(domain: &Domain, caps: &Capabilities) -> Result<()> {
    architecture(domain, caps)?;
    if let Some(features) = &domain.features {
        acpi(domain, features, caps)?;
        self::features(domain, features)?;
        hyperv(features)?;
    }
    uefi_needs_acpi(domain)?;
    let machine = MachineKind::of(domain);
    let hotplug = domain.max_memory.is_some();
    let nodes = domain.cpu.as_ref().and_then(|c| c.numa.as_ref()).map_or(0, |n| n.cells.len());
    unless(
        !hotplug || nodes > 0 || machine.is_ppc64(),
        "At least one numa node has to be configured when enabling memory hotplug",
    )?;
    vcpus(domain, machine)?;
    for controller in domain.devices.controllers.iter().filter(|c| c.kind == ControllerType::Pci) {
        pci(controller, machine, nodes as u32)?;
    }
    roots(domain, machine)?;
    one_of_an_index(domain)?;
    let usb = domain.devices.controllers.iter().any(|c| c.kind == ControllerType::Usb && c.model() != "none");
    unless(!usb || !machine.is_isapc(), "a PC without PCI has no USB")?;
    launch_security(domain, caps)?;
    iommus(domain, machine)
}

/// A binary runs guests of its own architecture and of that one's predecessor.
fn architecture(domain: &Domain, caps: &Capabilities) -> Result<()> {
    let arch = domain.os.kind.arch.as_deref().unwrap_or("");
    let own = caps.arch();
    let fits = own.is_empty()
        || arch == own
        || matches!(
            (own, arch),
            ("x86_64", "i686")
                | ("aarch64", "armv7l" | "armv6l")
                | ("armv7l", "armv6l")
                | ("ppc64", "ppc64le" | "ppc")
                | ("i686", "x86_64")
        );
    match fits {
        true => Ok(()),
        false => {
            Err(Error::config_unsupported(format!("Emulator for {own} cannot run guests of architecture '{arch}'")))
        }
    }
}

/// What encrypts the guest's memory has to be in the binary, and on the host.
fn launch_security(domain: &Domain, caps: &Capabilities) -> Result<()> {
    let (word, flag) = match &domain.launch_security {
        Some(LaunchSecurity::Sev(_)) => ("sev", "sev-guest"),
        Some(LaunchSecurity::SevSnp(_)) => ("sev-snp", "sev-snp-guest"),
        Some(LaunchSecurity::S390Pv) => ("s390-pv", "s390-pv-guest"),
        None => return Ok(()),
    };
    unless(caps.has(flag), &format!("'{word}' launch security is not supported with this QEMU binary"))
}

fn has_uefi(domain: &Domain) -> bool {
    let flash = domain.os.loader.as_ref().is_some_and(|l| l.kind == Some(LoaderType::Pflash));
    domain.os.firmware == Some(FirmwareKind::Efi) || flash
}

fn acpi(domain: &Domain, features: &Features, caps: &Capabilities) -> Result<()> {
    if !features.acpi {
        return Ok(());
    }
    let machine = MachineKind::of(domain);
    let known = crate::defaults::machine_entry(domain, caps).and_then(|m| m.acpi);
    let has_acpi = known.map_or(!machine.is_s390(), |acpi| acpi.is_yes());
    unless(has_acpi, "this machine type does not support ACPI")?;
    unless(machine.arch != "aarch64" || has_uefi(domain), "ACPI requires UEFI on this architecture")
}

fn uefi_needs_acpi(domain: &Domain) -> Result<()> {
    let acpi = domain.features.as_ref().is_some_and(|f| f.acpi);
    let machine = MachineKind::of(domain);
    unless(acpi || !has_uefi(domain) || !machine.is_x86(), "UEFI requires ACPI on this architecture")
}

fn features(domain: &Domain, features: &Features) -> Result<()> {
    let machine = MachineKind::of(domain);
    let power = features.hpt.is_some()
        || features.htm.is_some()
        || features.nested_hv.is_some()
        || features.ccf_assist.is_some()
        || features.cfpc.is_some()
        || features.sbbc.is_some()
        || features.ibs.is_some();
    unless(!power || machine.is_pseries(), "this feature is only supported by pSeries guests")?;
    let gic = features.gic.as_ref();
    unless(gic.is_none() || machine.is_arm_virt(), "gic feature is only supported for 'virt' machines of ARM")?;
    let smm = features.smm.as_ref().is_some_and(|s| s.is_on());
    unless(!smm || machine.is_q35(), "smm is not available for this architecture and machine type")?;
    let tseg = features.smm.as_ref().and_then(|s| s.tseg);
    unless(tseg.is_none_or(|bytes| bytes.is_multiple_of(1 << 20)), "SMM TSEG size must be divisible by 1 MiB")?;
    unless(features.vmport.is_none() || machine.is_x86(), "vmport is not available for this architecture")?;
    let ioapic = features.ioapic.as_ref().and_then(|i| i.driver.as_deref());
    unless(ioapic.is_none() || machine.is_x86(), "I/O APIC drivers are only available on x86")?;
    unless(matches!(ioapic, None | Some("qemu" | "kvm")), "unknown I/O APIC driver")?;
    let ras = features.ras.as_ref().is_some_and(|s| s.state == OnOff::On);
    unless(!ras || machine.is_arm_virt(), "ras feature is only supported for 'virt' machines of ARM")?;
    unless(features.aia.is_none() || machine.is_riscv() && machine.is_virt(), "aia is for 'virt' machines of RISC-V")?;
    let other = features.privnet
        || features.viridian
        || features.hap.as_ref().is_some_and(|h| h.state.is_on())
        || features.capabilities.is_some()
        || features.xen.is_some();
    unless(!other, "a feature of other hypervisors is not supported by QEMU")
}

fn hyperv(features: &Features) -> Result<()> {
    let Some(hyperv) = features.hyperv.as_ref().filter(|h| h.mode == HypervMode::Custom) else { return Ok(()) };
    let is_on = |switch: &Option<State>| switch.as_ref().is_some_and(|s| s.state.is_on());
    if let Some(spinlocks) = hyperv.spinlocks.as_ref().filter(|s| s.state.is_on()) {
        let retries = spinlocks.retries;
        unless(retries.is_some_and(|r| r >= 4095), "HyperV spinlock retry count must be at least 4095")?;
    }
    if let Some(vendor) = hyperv.vendor_id.as_ref().filter(|v| v.state.is_on()) {
        let fits = vendor.value.as_ref().is_some_and(|v| v.len() <= 12 && !v.contains(','));
        unless(fits, "HyperV vendor_id has at most 12 characters and no comma")?;
    }
    let stimer = hyperv.stimer.as_ref().filter(|s| s.state.is_on());
    unless(stimer.is_none() || is_on(&hyperv.synic), "stimer enlightenment requires synic enlightenment")?;
    unless(!is_on(&hyperv.synic) || is_on(&hyperv.vpindex), "synic enlightenment requires vpindex enlightenment")
}

/// CPUs of POWER come and go by the core.
fn vcpus(domain: &Domain, machine: MachineKind) -> Result<()> {
    let threads = domain.cpu.as_ref().and_then(|c| c.topology.as_ref()).map_or(1, |t| t.threads);
    let fits = !machine.is_pseries() || domain.vcpu.current().is_multiple_of(threads);
    unless(fits, "vCPUs count must be a multiple of the vCPU hotplug granularity")
}

fn pci(controller: &Controller, machine: MachineKind, nodes: u32) -> Result<()> {
    let target = controller.target.clone().unwrap_or_default();
    options(controller)?;
    if let Some(node) = &target.node {
        unless(node.0 < nodes, "NUMA node of a PCI controller does not exist")?;
        let default = controller.model() == "pci-root" && controller.index == 0;
        unless(!default, "The PCI controller with index 0 can't have a NUMA node")?;
        let expander = matches!(controller.model(), "pci-expander-bus" | "pcie-expander-bus" | "pci-root");
        unless(expander, "this PCI controller cannot be bound to a NUMA node")?;
    }
    if let Some(number) = target.bus_nr {
        unless((1..=254).contains(&number), "busNr of a PCI expander is between 1 and 254")?;
    }
    unless(target.chassis_nr.is_none_or(|n| n <= 255), "chassisNr is at most 255")?;
    unless(target.chassis.is_none_or(|n| n <= 255), "chassis is at most 255")?;
    unless(target.port.is_none_or(|p| p.0 <= 255), "port is at most 0xff")?;
    if let Some(index) = target.index {
        unless(machine.is_pseries() && controller.model() == "pci-root", "target index is for PCI roots of pSeries")?;
        unless(index <= 30, "target index of a PCI root is between 0 and 30")?;
        unless((controller.index == 0) == (index == 0), "only the PCI root with index 0 has target index 0")?;
    }
    let hotplug =
        matches!(controller.model(), "pcie-root-port" | "pcie-switch-downstream-port" | "pci-root" | "pci-bridge");
    unless(target.hotplug.is_none() || hotplug, "hotplug cannot be switched on this PCI controller")
}

/// QEMU's devices that a PCI controller can be, and the options that they have.
fn options(controller: &Controller) -> Result<()> {
    let names: &[&str] = match controller.model() {
        "pci-bridge" => &["pci-bridge"],
        "dmi-to-pci-bridge" => &["i82801b11-bridge"],
        "pcie-root-port" => &["pcie-root-port", "ioh3420"],
        "pcie-switch-upstream-port" => &["x3130-upstream"],
        "pcie-switch-downstream-port" => &["xio3130-downstream"],
        "pci-expander-bus" => &["pxb"],
        "pcie-expander-bus" => &["pxb-pcie"],
        "pcie-to-pci-bridge" => &["pcie-pci-bridge"],
        "pci-root" => &["spapr-pci-host-bridge"],
        _ => &[],
    };
    let name = controller.model_name.as_deref();
    let target = controller.target.clone().unwrap_or_default();
    let is_bridge = controller.model() == "pci-bridge";
    let is_port = matches!(controller.model(), "pcie-root-port" | "pcie-switch-downstream-port");
    let is_expander = matches!(controller.model(), "pci-expander-bus" | "pcie-expander-bus");
    let found = [
        ("modelName", name.is_none_or(|name| names.contains(&name))),
        ("chassisNr", target.chassis_nr.is_none() || is_bridge),
        ("chassis", target.chassis.is_none() || is_port),
        ("port", target.port.is_none() || is_port),
        ("busNr", target.bus_nr.is_none() || is_expander),
    ];
    match found.iter().find(|(_, fits)| !fits) {
        Some((option, _)) => Err(Error::config_unsupported(format!(
            "Option '{option}' is not valid for PCI controller with index '{}', model '{}' and modelName '{}'",
            controller.index,
            controller.model(),
            name.unwrap_or_default()
        ))),
        None => Ok(()),
    }
}

/// Controllers are known by kind and index; only the companions of a USB 2 controller share theirs.
fn one_of_an_index(domain: &Domain) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    let is_companion = |c: &&Controller| c.kind == ControllerType::Usb && c.model().starts_with("ich9-uhci");
    for controller in domain.devices.controllers.iter().filter(|c| !is_companion(c)) {
        if !seen.insert((controller.kind, controller.index)) {
            let (kind, index) = (controller.kind.as_str(), controller.index);
            return Err(Error::xml(format!("Multiple '{kind}' controllers with index '{index}'")));
        }
    }
    Ok(())
}

fn roots(domain: &Domain, machine: MachineKind) -> Result<()> {
    let controllers = domain.devices.controllers.iter();
    let mut seen = Vec::new();
    for root in controllers.filter(|c| c.kind == ControllerType::Pci && c.index == 0) {
        match root.model() {
            "pci-root" => unless(!machine.has_pcie_root(), "this machine has no conventional PCI root")?,
            "pcie-root" => unless(!machine.has_pci_root(), "this machine has no PCI Express root")?,
            _ => return Err(Error::xml("the PCI controller with index 0 has to be a root of the machine")),
        }
    }
    for root in domain.devices.controllers.iter().filter(|c| c.model() == "pci-root") {
        let Some(index) = root.target.as_ref().and_then(|t| t.index) else { continue };
        unless(!seen.contains(&index), "target index of a PCI root is used twice")?;
        seen.push(index);
    }
    Ok(())
}

fn iommus(domain: &Domain, machine: MachineKind) -> Result<()> {
    let iommus = &domain.devices.iommus;
    unless(iommus.len() < 2, "only a single IOMMU device is supported")?;
    for iommu in iommus {
        let driver = iommu.driver.clone().unwrap_or_default();
        match iommu.model.as_str() {
            "intel" => {
                unless(machine.is_q35(), "IOMMU device: 'intel' is only supported with Q35 machines")?;
                let ioapic = domain.features.as_ref().and_then(|f| f.ioapic.as_ref());
                let split = ioapic.and_then(|i| i.driver.as_deref()) == Some("qemu");
                let remaps = driver.intremap == Some(OnOff::On);
                unless(
                    !remaps || split || domain.kind == "qemu",
                    "IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')",
                )?;
                unless(
                    driver.eim != Some(OnOff::On) || remaps,
                    "IOMMU eim requires interrupt remapping to be enabled",
                )?;
            }
            "smmuv3" => {
                unless(machine.is_arm_virt(), "IOMMU device: 'smmuv3' is only supported with ARM Virt machines")?
            }
            "virtio" => {
                let fits = machine.is_arm_virt() || machine.is_x86();
                unless(fits, "IOMMU device: 'virtio' is not supported with this machine")?;
                match &iommu.info.address {
                    Some(Address::Pci(at)) => unless(at.bus == 0, "virtio-iommu has to be on the root bus")?,
                    None => (),
                    Some(_) => return Err(Error::config_unsupported("virtio-iommu has to be a PCI device")),
                }
                let plain = driver.intremap.is_none()
                    && driver.caching_mode.is_none()
                    && driver.eim.is_none()
                    && driver.iotlb.is_none()
                    && driver.dma_translation.is_none();
                unless(plain, "iommu model 'virtio' doesn't support this driver attribute")?;
            }
            "amd" => unless(machine.is_q35(), "IOMMU device: 'amd' is only supported with Q35 machines")?,
            other => return Err(Error::config_unsupported(format!("unknown IOMMU model '{other}'"))),
        }
        let placeless = iommu.model != "virtio" && iommu.info.address.is_some() && iommu.model != "amd";
        unless(!placeless, "iommu model cannot have an address")?;
    }
    Ok(())
}
