//! What a document may not ask of QEMU and its machines.

mod devices;
mod drives;
mod lines;
mod platform;

use conf::domain::Domain;
use conf::domain::address::Address;
use conf::domain::controller::ControllerType;
use conf::domain::cpu::CpuMode;
use conf::domain::disk::{DiskBus, DiskDevice};
use conf::domain::graphics::Graphics;
use conf::domain::storage::DiskSource;
use virt::{Error, Result};

use crate::Capabilities;
use crate::machine::MachineKind;

fn unless(holds: bool, message: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::config_unsupported(message)) }
}

/// Checks a completed document.
pub fn domain(domain: &Domain, caps: &Capabilities) -> Result<()> {
    platform::domain(domain, caps)?;
    devices::domain(domain, caps)?;
    cpu(domain)?;
    disks(domain)?;
    controllers(domain)?;
    drives::domain(domain)?;
    lines::domain(domain)?;
    screens(domain)?;
    inputs(domain, caps)?;
    memory(domain)?;
    identity(domain)?;
    for interface in &domain.devices.interfaces {
        let driver = interface.driver.as_ref();
        for size in [driver.and_then(|d| d.rx_queue_size), driver.and_then(|d| d.tx_queue_size)].into_iter().flatten() {
            unless(size.is_power_of_two(), "rx_queue_size and tx_queue_size have to be a power of two")?;
        }
    }
    Ok(())
}

fn cpu(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    if cpu.numa.as_ref().is_some_and(|numa| numa.cells.is_empty()) {
        return Err(Error::xml("NUMA topology defined without NUMA cells"));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(feature) = cpu.features.iter().find(|feature| !seen.insert(&feature.name)) {
        return Err(Error::xml(format!("CPU feature '{}' specified more than once", feature.name)));
    }
    if cpu.mode == Some(CpuMode::Custom) && cpu.model.is_none() && !cpu.features.is_empty() {
        return Err(Error::xml("Non-empty feature list specified without CPU model"));
    }
    if let Some(cache) = &cpu.cache {
        match cache.mode.as_str() {
            "emulate" => {
                unless(matches!(cache.level, None | Some(3)), "CPU cache mode 'emulate' can only be used with level 3")?
            }
            "passthrough" => {
                unless(cache.level.is_none(), "unsupported CPU cache level for mode 'passthrough'")?;
                let fits = matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum));
                unless(
                    fits,
                    "CPU cache mode 'passthrough' can only be used with 'host-passthrough' and 'maximum' CPUs",
                )?;
            }
            _ => (),
        }
    }
    if let Some(address) = &cpu.maxphysaddr
        && address.mode == "passthrough"
    {
        unless(address.bits.is_none(), "bits is not allowed in CPU maximum physical address bits mode 'passthrough'")?;
        let fits = matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum));
        unless(
            fits,
            "CPU maximum physical address bits mode 'passthrough' can only be used with 'host-passthrough' CPUs",
        )?;
    }
    Ok(())
}

fn disks(domain: &Domain) -> Result<()> {
    for disk in &domain.devices.disks {
        if disk.device == DiskDevice::Lun {
            let fits =
                matches!(disk.source, DiskSource::Block { .. } | DiskSource::Network(_) | DiskSource::Volume { .. });
            unless(fits, "disk device='lun' is only valid for block type disk source")?;
        }
        let on_drive = matches!(disk.info.address, Some(Address::Drive(_)));
        let wants_drive = matches!(disk.bus(), DiskBus::Fdc | DiskBus::Ide | DiskBus::Sata | DiskBus::Scsi);
        unless(on_drive || !wants_drive, "unexpected address type for disk on this bus")?;
        let empty_usb = disk.bus() == DiskBus::Usb && disk.is_removable() && disk.source.is_empty();
        unless(!empty_usb, "'usb' disk must not be empty")?;
        unless(disk.vendor.as_ref().is_none_or(|v| v.0.len() <= 8), "disk vendor is more than 8 characters")?;
        let most = if disk.bus() == DiskBus::Scsi { 16 } else { 40 };
        unless(disk.product.as_ref().is_none_or(|p| p.0.len() <= most), "disk product is too long for its bus")?;
    }
    Ok(())
}

fn controllers(domain: &Domain) -> Result<()> {
    let machine = MachineKind::of(domain);
    let controllers = &domain.devices.controllers;
    for controller in controllers {
        match (controller.kind, controller.model()) {
            (ControllerType::Pci, "pci-root" | "pcie-root") if controller.index != 0 && !machine.is_pseries() => {
                return Err(Error::xml("pci-root and pcie-root controllers should have index 0"));
            }
            (ControllerType::Pci, "pci-expander-bus") => {
                unless(
                    machine.is_i440fx(),
                    "pci-expander-bus controllers are only supported with 440fx-based machinetypes",
                )?;
            }
            (ControllerType::Pci, "pcie-expander-bus") => {
                unless(
                    machine.has_pcie_root(),
                    "pcie-expander-bus controllers are only supported with PCI Express machines",
                )?;
            }
            (ControllerType::Usb, "none") => {
                let alone = controllers.iter().filter(|c| c.kind == ControllerType::Usb).count() == 1;
                unless(alone, "Can't add another USB controller: USB is disabled for this domain")?;
                let unused = domain.devices.inputs.iter().all(|i| i.bus.as_deref() != Some("usb"));
                unless(unused, "Can't add USB input device. USB bus is disabled")?;
            }
            (ControllerType::Usb, "nec-xhci" | "qemu-xhci") => {
                unless(controller.ports.is_none_or(|p| (1..=15).contains(&p)), "xhci controllers have 1 to 15 ports")?;
            }
            (ControllerType::Usb, model) if model.starts_with("ich9-uhci") => {
                let main = controllers.iter().any(|c| c.model() == "ich9-ehci1" && c.index == controller.index);
                unless(main, "No master USB controller specified")?;
            }
            _ => (),
        }
    }
    Ok(())
}

fn screens(domain: &Domain) -> Result<()> {
    let videos = &domain.devices.videos;
    let none = videos.iter().filter(|v| v.model.kind.as_deref() == Some("none")).count();
    unless(none == 0 || videos.len() == 1, "a 'none' video type must be the only video device defined for the domain")?;
    for video in videos.iter().skip(1) {
        let kind = video.model.kind.as_deref().unwrap_or_default();
        if matches!(kind, "vga" | "cirrus" | "bochs" | "vmvga" | "ramfb") {
            let message = format!("video type '{kind}' is only valid as primary video device");
            return Err(Error::config_unsupported(message));
        }
    }
    for video in videos {
        let node = video.model.acceleration.as_ref().and_then(|acceleration| acceleration.rendernode.as_ref());
        let by_helper = video.driver.as_ref().and_then(|driver| driver.name.as_deref()) == Some("vhostuser");
        unless(node.is_none() || by_helper, "unsupported rendernode accel attribute without 'vhostuser'")?;
    }
    for video in videos.iter().filter(|video| video.model.kind.as_deref() != Some("virtio")) {
        let options = video.driver.as_ref().map(|driver| &driver.virtio);
        unless(
            options.is_none_or(|options| *options == Default::default()),
            "virtio driver options are only supported for virtio devices",
        )?;
    }
    let graphics = &domain.devices.graphics;
    let headless = graphics.iter().any(|g| matches!(g, Graphics::EglHeadless { .. }));
    let sdl = graphics.iter().any(|g| matches!(g, Graphics::Sdl { .. }));
    unless(!(headless && sdl), "multiple OpenGL displays are not supported by QEMU")
}

fn inputs(domain: &Domain, caps: &Capabilities) -> Result<()> {
    for input in domain.devices.inputs.iter().filter(|input| input.kind == "passthrough") {
        if input.source.as_ref().is_none_or(|source| source.evdev.is_none()) {
            return Err(Error::xml("Missing evdev path for input device"));
        }
    }
    let Some(ps2) = domain.features.as_ref().and_then(|f| f.ps2.as_ref()) else { return Ok(()) };
    let switchable = MachineKind::of(domain).is_x86() && caps.has("machine-i8042-opt");
    unless(switchable, "ps2 feature state cannot be controlled with this machine or QEMU")?;
    let explicit = domain.devices.inputs.iter().any(|i| i.bus.as_deref() == Some("ps2"));
    unless(ps2.state.is_on() || !explicit, "cannot have PS/2 input devices with ps2 switched off")?;
    let vmport = domain.features.as_ref().and_then(|f| f.vmport.as_ref()).is_some_and(|v| v.state.is_on());
    unless(ps2.state.is_on() || !vmport, "vmport feature requires the ps2 feature not to be disabled")
}

fn memory(domain: &Domain) -> Result<()> {
    let cells = domain.cpu.as_ref().and_then(|c| c.numa.as_ref()).map_or(0, |n| n.cells.len() as u32);
    for device in domain.devices.memory.iter().filter(|d| matches!(d.model.as_str(), "dimm" | "nvdimm" | "virtio-mem"))
    {
        unless(
            domain.max_memory.is_some(),
            "cannot use/hotplug a memory device when domain 'maxMemory' is not defined",
        )?;
        if let Some(node) = &device.target.node {
            unless(node.0 < cells, "can't add memory backend for guest node as the guest has no such NUMA node")?;
        }
    }
    for shmem in &domain.devices.shmems {
        let bytes = shmem.size.as_ref().map(|s| s.bytes);
        let fits = bytes.is_none_or(|b| b >= 1 << 20 && b.is_power_of_two());
        unless(fits, "shmem size must be a power of 2 and at least 1 MiB")?;
    }
    Ok(())
}

/// Firmware must not tell the guest another identity.
fn identity(domain: &Domain) -> Result<()> {
    for sysinfo in &domain.sysinfo {
        let conf::domain::sysinfo::Sysinfo::Smbios(tables) = sysinfo else { continue };
        let Some(told) = tables.system.as_ref().and_then(|system| system.get("uuid")) else { continue };
        let same = virt::Uuid::parse(told).is_ok_and(|uuid| uuid == domain.uuid);
        if !same {
            return Err(Error::xml("UUID mismatch between <uuid> and <sysinfo>"));
        }
    }
    Ok(())
}
