//! The domain capabilities document: what a guest on one binary, machine and accelerator may ask for.

use conf::cpu::HostCpu;
use conf::domain_capabilities::{
    Choice, CpuModeSupport, CpuSupport, CustomSupport, DeviceSupport, DomainCapabilities, FeatureSupport,
    HostModelSupport, KnownModel, LoaderSupport, ModelSupport, MostVcpus, OsSupport, SevSupport, SgxSupport, Support,
    Usable,
};
use conf::words::{Named, YesNo};
use cpu::{Family, Table};
use xml::Text;

use crate::Capabilities;
use crate::capabilities::{CpuDefinition, Gic, Machine};
use crate::host_model::{Wanted, host_model};
use crate::machine::MachineKind;

/// What beside QEMU decides what a guest may have.
#[derive(Debug, Clone, Default)]
pub struct HostFacts {
    /// Path of the binary.
    pub emulator: String,
    /// `kvm` or `qemu`.
    pub domain_type: String,
    /// Firmware images that are installed.
    pub loaders: Vec<String>,
    /// Kinds of firmware that can be chosen automatically.
    pub firmware_kinds: Vec<String>,
    /// Whether one of the firmware images can keep secure boot.
    pub secure_firmware: bool,
    /// Versions of the TPM emulator, empty without one.
    pub tpm_versions: Vec<String>,
    /// Whether host devices can be passed through.
    pub has_vfio: bool,
    /// Whether there is a server that shows a guest's screen over RDP.
    pub has_rdp: bool,
    /// Most CPUs that the accelerator gives a guest, where it has a limit of its own.
    pub max_vcpus: Option<u32>,
    /// The host's own CPU, where it is known.
    pub host_cpu: Option<HostCpu>,
    /// How many guests with encrypted memory the processor has keys for: without and with encrypted registers.
    pub sev_guests: Option<(u32, u32)>,
    /// Width of the host's physical addresses in bits.
    pub physical_bits: u32,
}

fn words<'a>(choices: &[(&'a str, bool)]) -> Vec<&'a str> {
    choices.iter().filter(|(_, there)| *there).map(|(word, _)| *word).collect()
}

/// Something that is there, with parts that have these values.
fn there<const N: usize>(choices: [(&str, Vec<&str>); N]) -> Option<Support> {
    group(true, choices)
}

fn group<const N: usize>(supported: bool, choices: [(&str, Vec<&str>); N]) -> Option<Support> {
    Some(Support::with(supported, choices.iter().map(|(name, values)| Choice::new(name, values))))
}

fn plain(supported: bool) -> Option<Support> {
    Some(Support::plain(supported))
}

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

/// The document for one machine of a binary.
pub fn domain_capabilities(caps: &Capabilities, machine: &Machine, host: &HostFacts) -> DomainCapabilities {
    let kind = MachineKind { arch: caps.arch(), machine: &machine.name };
    // A machine of another accelerator says nothing about how many CPUs this one gives.
    let own = Some(machine).filter(|machine| machine.kind == Capabilities::accelerator(&host.domain_type));
    let most = own.and_then(|machine| machine.max_cpus);
    let memory = words(&[("file", true), ("anonymous", true), ("memfd", caps.has("memory-backend-memfd"))]);
    DomainCapabilities {
        path: Some(text(&host.emulator)),
        domain: text(&host.domain_type),
        machine: Some(text(&machine.name)),
        arch: text(caps.arch()),
        vcpu: most.map(|max| MostVcpus { max: host.max_vcpus.map_or(max, |limit| limit.min(max)) }),
        iothreads: plain(true),
        os: Some(os(kind, host)),
        cpu: Some(cpu(caps, host)),
        memory_backing: there([("sourceType", memory)]),
        devices: devices(caps, kind, host),
        features: features(caps, kind, host),
    }
}

fn os(kind: MachineKind, host: &HostFacts) -> OsSupport {
    let kinds: Vec<&str> = host.firmware_kinds.iter().map(String::as_str).collect();
    // Secure boot needs system management mode, which only the newer PC chipset has.
    let secure = words(&[("yes", kind.is_q35() && host.secure_firmware), ("no", true)]);
    let choices = [("type", vec!["rom", "pflash"]), ("readonly", vec!["yes", "no"]), ("secure", secure)];
    let loader = LoaderSupport {
        supported: YesNo::Yes,
        images: host.loaders.iter().map(|loader| text(loader)).collect(),
        choices: choices.iter().map(|(name, values)| Choice::new(name, values)).collect(),
    };
    OsSupport { supported: YesNo::Yes, choices: vec![Choice::new("firmware", &kinds)], loader: Some(loader) }
}

fn cpu(caps: &Capabilities, host: &HostFacts) -> CpuSupport {
    let accelerator = Capabilities::accelerator(&host.domain_type);
    let both: &[&str] = &["on", "off"];
    let migratable = if caps.has("cpu.migratable") { both } else { &["off"] };
    let choice = |supported, name, values| Support::with(supported, [Choice::new(name, values)]);
    let wanted =
        Wanted { accelerator, migratable: false, host: host.host_cpu.as_ref(), physical_bits: host.physical_bits };
    let host_model = match host_model(caps, wanted) {
        None => HostModelSupport {
            supported: YesNo::No,
            model: None,
            vendor: None,
            maxphysaddr: None,
            features: Vec::new(),
        },
        Some(cpu) => HostModelSupport {
            supported: YesNo::Yes,
            model: cpu.model,
            vendor: cpu.vendor,
            maxphysaddr: cpu.maxphysaddr,
            features: cpu.features,
        },
    };
    let modes = vec![
        CpuModeSupport::HostPassthrough(choice(accelerator != "tcg", "hostPassthroughMigratable", migratable)),
        CpuModeSupport::Maximum(choice(caps.has("cpu-max"), "maximumMigratable", both)),
        CpuModeSupport::HostModel(host_model),
        CpuModeSupport::Custom(custom(caps, accelerator)),
    ];
    CpuSupport { modes }
}

/// The models that a document may name.
fn custom(caps: &Capabilities, accelerator: &str) -> CustomSupport {
    let mut cpus: Vec<_> = caps.document().cpus.iter().filter(|cpu| cpu.kind == accelerator).collect();
    cpus.retain(|cpu| cpu.name != "host" && model_vendor(caps.arch(), &cpu.name).is_some());
    cpus.sort_by(|a, b| a.name.cmp(&b.name));
    let models = cpus.iter().map(|cpu| known_model(caps.arch(), cpu));
    CustomSupport { supported: YesNo::from(!cpus.is_empty()), models: models.collect() }
}

fn known_model(arch: &str, cpu: &CpuDefinition) -> KnownModel {
    let is_x86 = Family::of(arch) == Some(Family::X86);
    let version = is_x86.then(|| Table::x86().canonical(&cpu.name)).flatten();
    let model = ModelSupport {
        usable: match cpu.usable {
            Some(YesNo::Yes) => Usable::Yes,
            Some(YesNo::No) => Usable::No,
            None => Usable::Unknown,
        },
        deprecated: cpu.deprecated.is_some().then_some(YesNo::Yes),
        vendor: Some(model_vendor(arch, &cpu.name).unwrap_or("unknown").to_owned()),
        canonical: version.map(|version| version.name.to_owned()),
        name: cpu.name.clone(),
    };
    let named = |name| if is_x86 { feature_name(name) } else { name };
    let mut blockers: Vec<&str> = cpu.blockers.iter().map(|blocker| named(&blocker.name)).collect();
    blockers.sort_unstable();
    blockers.dedup();
    KnownModel { model, blockers: blockers.into_iter().map(|name| Named { name: name.to_owned() }).collect() }
}

/// Who makes a model; `None` for models that documents cannot name.
fn model_vendor(arch: &str, name: &str) -> Option<&'static str> {
    match Family::of(arch)? {
        Family::X86 => Table::x86().model(name).map(|model| model.vendor.unwrap_or("unknown")),
        Family::Power => cpu::power_vendor(name),
        Family::S390 if name.starts_with('z') || name.starts_with("gen") => Some("IBM"),
        _ => Some("unknown"),
    }
}

/// The document's name for one of QEMU's features.
fn feature_name(name: &str) -> &str {
    Table::x86().feature(name).map_or(name, |feature| feature.name)
}

fn devices(caps: &Capabilities, kind: MachineKind, host: &HostFacts) -> DeviceSupport {
    let versions = caps.has("virtio-pci-non-transitional");
    let virtio = |device: bool| {
        let versions = versions && device;
        words(&[("virtio", device), ("virtio-transitional", versions), ("virtio-non-transitional", versions)])
    };
    let backends = words(&[("random", true), ("egd", true), ("builtin", caps.has("rng-builtin"))]);
    let file_systems = words(&[("path", true), ("handle", true), ("virtiofs", caps.has("vhost-user-fs"))]);
    let channels = words(&[("pty", true), ("unix", true), ("spicevmc", caps.has("spice"))]);
    let crypto = words(&[("builtin", true), ("lkcf", caps.has("cryptodev-backend-lkcf"))]);
    let crypto_model = words(&[("virtio", caps.has("virtio-crypto"))]);
    let panics = words(&[
        ("isa", kind.is_x86()),
        ("pseries", kind.is_pseries()),
        ("hyperv", kind.is_x86()),
        ("s390", kind.is_s390()),
        ("pvpanic", caps.has("pvpanic-pci")),
    ]);
    DeviceSupport {
        disk: disk(caps, kind, virtio(true)),
        graphics: graphics(caps, host),
        video: video(caps),
        hostdev: hostdev(caps, host),
        rng: there([("model", virtio(caps.has("virtio-rng"))), ("backendModel", backends)]),
        filesystem: there([("driverType", file_systems)]),
        tpm: tpm(caps, host),
        redirdev: group(caps.has("usb-redir"), [("bus", vec!["usb"])]),
        channel: there([("type", channels)]),
        crypto: there([("model", crypto_model), ("type", vec!["qemu"]), ("backendModel", crypto)]),
        interface: there([("backendType", words(&[("default", true), ("passt", caps.has("netdev.stream"))]))]),
        panic: group(!panics.is_empty(), [("model", panics)]),
    }
}

fn disk(caps: &Capabilities, kind: MachineKind, models: Vec<&str>) -> Option<Support> {
    let buses = words(&[
        ("ide", kind.has_builtin_ide()),
        ("fdc", !kind.is_pseries()),
        ("scsi", true),
        ("virtio", true),
        ("usb", caps.has("usb-storage")),
        ("sata", caps.has("ich9-ahci")),
    ]);
    let devices = words(&[("disk", true), ("cdrom", true), ("floppy", !kind.is_pseries()), ("lun", true)]);
    there([("diskDevice", devices), ("bus", buses), ("model", models)])
}

fn graphics(caps: &Capabilities, host: &HostFacts) -> Option<Support> {
    let types = words(&[
        ("sdl", caps.has("sdl")),
        ("vnc", caps.has("vnc")),
        ("rdp", caps.has("display-dbus") && host.has_rdp),
        ("spice", caps.has("spice")),
        ("egl-headless", caps.has("egl-headless")),
        ("dbus", caps.has("display-dbus")),
    ]);
    there([("type", types)])
}

fn video(caps: &Capabilities) -> Option<Support> {
    let types = words(&[
        ("vga", caps.has("VGA")),
        ("cirrus", caps.has("cirrus-vga")),
        ("vmvga", caps.has("vmware-svga")),
        ("qxl", caps.has("qxl")),
        ("virtio", caps.has("virtio-gpu")),
        ("none", true),
        ("bochs", caps.has("bochs-display")),
        ("ramfb", caps.has("ramfb")),
    ]);
    there([("modelType", types)])
}

fn hostdev(caps: &Capabilities, host: &HostFacts) -> Option<Support> {
    let backends = if host.has_vfio { vec!["default", "vfio"] } else { vec![] };
    there([
        ("mode", vec!["subsystem"]),
        ("startupPolicy", vec!["default", "mandatory", "requisite", "optional"]),
        ("subsysType", words(&[("usb", caps.has("usb-hub")), ("pci", true), ("scsi", true)])),
        ("capsType", vec![]),
        ("pciBackend", backends),
    ])
}

fn tpm(caps: &Capabilities, host: &HostFacts) -> Option<Support> {
    let models = words(&[
        ("tpm-tis", caps.has("tpm-tis")),
        ("tpm-crb", caps.has("tpm-crb")),
        ("tpm-spapr", caps.has("tpm-spapr")),
        ("spapr-tpm-proxy", caps.has("spapr-tpm-proxy")),
    ]);
    let emulator = caps.has("tpm-emulator") && !host.tpm_versions.is_empty();
    let backends =
        words(&[("passthrough", caps.has("tpm-passthrough")), ("emulator", emulator), ("external", emulator)]);
    let versions: Vec<&str> = host.tpm_versions.iter().map(String::as_str).collect();
    let mut choices = vec![Choice::new("model", &models), Choice::new("backendModel", &backends)];
    choices.extend(emulator.then(|| Choice::new("backendVersion", &versions)));
    Some(Support::with(!models.is_empty() && !backends.is_empty(), choices))
}

fn features(caps: &Capabilities, kind: MachineKind, host: &HostFacts) -> FeatureSupport {
    let protections = words(&[
        ("sev", caps.document().sev.is_some()),
        ("sev-snp", caps.has("sev-snp-guest")),
        ("s390-pv", caps.has("s390-pv-guest")),
    ]);
    let hyperv = caps.document().hyperv.as_ref().map(|hyperv| {
        let names: Vec<&str> = hyperv.children_named("cap").filter_map(|cap| cap.attr("name")).collect();
        Support::with(true, [Choice::new("features", &names)])
    });
    FeatureSupport {
        gic: gic(caps, kind, host),
        vmcoreinfo: plain(caps.has("vmcoreinfo")),
        genid: plain(caps.has("vmgenid")),
        backing_store_input: plain(true),
        backup: plain(true),
        async_teardown: plain(caps.has("run-with.async-teardown")),
        s390_pv: kind.is_s390().then(|| Support::plain(caps.has("s390-pv-guest"))),
        // Older ones have the controller too, but cannot say so.
        ps2: plain(kind.is_x86() && caps.has("machine-i8042-opt")),
        sev: Some(sev(caps, host)),
        sgx: Some(caps.document().sgx.clone().unwrap_or(SgxSupport::NO)),
        hyperv,
        launch_security: group(!protections.is_empty(), [("sectype", protections)]),
    }
}

/// Interrupt controllers of ARM's own machine.
fn gic(caps: &Capabilities, kind: MachineKind, host: &HostFacts) -> Option<Support> {
    let is_there = |gic: &&Gic| match host.domain_type.as_str() {
        "kvm" => gic.kernel.is_some_and(YesNo::is_yes),
        "qemu" => gic.emulated.is_some_and(YesNo::is_yes),
        _ => false,
    };
    let gics = caps.document().gics.iter().filter(is_there).filter(|_| kind.is_arm_virt());
    let mut versions: Vec<&str> = gics.map(|gic| gic.version.as_str()).collect();
    versions.sort_unstable();
    group(!versions.is_empty(), [("version", versions)])
}

/// Memory encryption of AMD, with how many guests the processor has keys for.
fn sev(caps: &Capabilities, host: &HostFacts) -> SevSupport {
    let Some(platform) = caps.document().sev.clone() else { return SevSupport::NO };
    let (guests, encrypted_state) = host.sev_guests.unwrap_or_default();
    SevSupport {
        supported: YesNo::Yes,
        cbitpos: platform.cbitpos,
        reduced_phys_bits: platform.reduced_phys_bits,
        max_guests: Some(Text(guests)),
        max_es_guests: Some(Text(encrypted_state)),
        cpu0_id: platform.cpu0_id,
    }
}
