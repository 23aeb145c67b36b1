//! The domain capabilities document: what a guest on one binary, machine and accelerator may ask for.

use std::fmt::Write;

use conf::cpu::HostCpu;
use conf::domain::cpu::Cpu;
use conf::words::YesNo;
use cpu::{Family, Table};
use xml::{Mode, Raw, RawChild};

use crate::Capabilities;
use crate::capabilities::{Gic, Machine};
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

/// A document under construction.
struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", self.depth * 2);
    }

    fn open(&mut self, text: &str) {
        self.line(text);
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    /// An enumeration; without values it is there but empty.
    fn values(&mut self, name: &str, values: &[&str]) {
        if values.is_empty() {
            return self.line(&format!("<enum name='{name}'/>"));
        }
        self.open(&format!("<enum name='{name}'>"));
        for value in values {
            self.line(&format!("<value>{}</value>", escape(value)));
        }
        self.close("enum");
    }

    /// An element that says whether something is supported, with enumerations where it is.
    fn group(&mut self, name: &str, supported: bool, enums: &[(&str, Vec<&str>)]) {
        if !supported {
            return self.line(&format!("<{name} supported='no'/>"));
        }
        if enums.is_empty() {
            return self.line(&format!("<{name} supported='yes'/>"));
        }
        self.open(&format!("<{name} supported='yes'>"));
        for (enum_name, values) in enums {
            self.values(enum_name, values);
        }
        self.close(name);
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&apos;")
}

fn words<'a>(choices: &[(&'a str, bool)]) -> Vec<&'a str> {
    choices.iter().filter(|(_, there)| *there).map(|(word, _)| *word).collect()
}

/// The document for one machine of a binary.
pub fn domain_capabilities(caps: &Capabilities, machine: &Machine, host: &HostFacts) -> String {
    let kind = MachineKind { arch: caps.arch(), machine: &machine.name };
    let mut writer = Writer { out: String::with_capacity(16 << 10), depth: 0 };
    let w = &mut writer;
    w.open("<domainCapabilities>");
    w.line(&format!("<path>{}</path>", escape(&host.emulator)));
    w.line(&format!("<domain>{}</domain>", escape(&host.domain_type)));
    w.line(&format!("<machine>{}</machine>", escape(&machine.name)));
    w.line(&format!("<arch>{}</arch>", escape(caps.arch())));
    // A machine of another accelerator says nothing about how many CPUs this one gives.
    let own = Some(machine).filter(|machine| machine.kind == Capabilities::accelerator(&host.domain_type));
    if let Some(max) =
        own.and_then(|machine| machine.max_cpus).map(|max| host.max_vcpus.map_or(max, |limit| limit.min(max)))
    {
        w.line(&format!("<vcpu max='{max}'/>"));
    }
    w.line("<iothreads supported='yes'/>");
    os(w, kind, host);
    cpu(w, caps, host);
    let memory = words(&[("file", true), ("anonymous", true), ("memfd", caps.has("memory-backend-memfd"))]);
    w.group("memoryBacking", true, &[("sourceType", memory)]);
    w.open("<devices>");
    devices(w, caps, kind, host);
    w.close("devices");
    features(w, caps, kind, host);
    w.close("domainCapabilities");
    writer.out
}

fn os(w: &mut Writer, kind: MachineKind, host: &HostFacts) {
    w.open("<os supported='yes'>");
    w.values("firmware", &host.firmware_kinds.iter().map(String::as_str).collect::<Vec<_>>());
    w.open("<loader supported='yes'>");
    for loader in &host.loaders {
        w.line(&format!("<value>{}</value>", escape(loader)));
    }
    w.values("type", &["rom", "pflash"]);
    w.values("readonly", &["yes", "no"]);
    // Secure boot needs system management mode, which only the newer PC chipset has.
    w.values("secure", &words(&[("yes", kind.is_q35() && host.secure_firmware), ("no", true)]));
    w.close("loader");
    w.close("os");
}

fn cpu(w: &mut Writer, caps: &Capabilities, host: &HostFacts) {
    let accelerator = Capabilities::accelerator(&host.domain_type);
    w.open("<cpu>");
    let both = vec!["on", "off"];
    let migratable = if caps.has("cpu.migratable") { both.clone() } else { vec!["off"] };
    mode(w, "host-passthrough", accelerator != "tcg", &[("hostPassthroughMigratable", migratable)]);
    mode(w, "maximum", caps.has("cpu-max"), &[("maximumMigratable", both)]);
    let wanted =
        Wanted { accelerator, migratable: false, host: host.host_cpu.as_ref(), physical_bits: host.physical_bits };
    match host_model(caps, wanted) {
        None => mode(w, "host-model", false, &[]),
        Some(cpu) => {
            w.open("<mode name='host-model' supported='yes'>");
            // The element's own attributes say what the mode says already.
            let cpu = Cpu { mode: None, match_: None, ..cpu };
            let text = conf::cpu::format(&cpu);
            let inside = text.lines().filter_map(|line| line.strip_prefix("  "));
            inside.for_each(|line| w.line(line));
            w.close("mode");
        }
    }
    custom(w, caps, accelerator);
    w.close("cpu");
}

/// The models that a document may name.
fn custom(w: &mut Writer, caps: &Capabilities, accelerator: &str) {
    let mut cpus: Vec<_> = caps.document().cpus.iter().filter(|cpu| cpu.kind == accelerator).collect();
    cpus.retain(|cpu| cpu.name != "host" && model_vendor(caps.arch(), &cpu.name).is_some());
    if cpus.is_empty() {
        return mode(w, "custom", false, &[]);
    }
    cpus.sort_by(|a, b| a.name.cmp(&b.name));
    w.open("<mode name='custom' supported='yes'>");
    let is_x86 = Family::of(caps.arch()) == Some(Family::X86);
    for cpu in cpus {
        let name = escape(&cpu.name);
        let vendor = model_vendor(caps.arch(), &cpu.name).unwrap_or("unknown");
        let usable = match cpu.usable {
            Some(YesNo::Yes) => "yes",
            Some(YesNo::No) => "no",
            None => "unknown",
        };
        let deprecated = if cpu.deprecated.is_some() { " deprecated='yes'" } else { "" };
        let version = is_x86.then(|| Table::x86().canonical(&cpu.name)).flatten();
        let canonical = version.map(|version| format!(" canonical='{}'", version.name)).unwrap_or_default();
        w.line(&format!("<model usable='{usable}'{deprecated} vendor='{vendor}'{canonical}>{name}</model>"));
        if !cpu.blockers.is_empty() {
            w.open(&format!("<blockers model='{name}'>"));
            let named = |name| if is_x86 { feature_name(name) } else { name };
            let mut blockers: Vec<&str> = cpu.blockers.iter().map(|blocker| named(&blocker.name)).collect();
            blockers.sort_unstable();
            blockers.dedup();
            for blocker in blockers {
                w.line(&format!("<feature name='{}'/>", escape(blocker)));
            }
            w.close("blockers");
        }
    }
    w.close("mode");
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

fn mode(w: &mut Writer, name: &str, supported: bool, enums: &[(&str, Vec<&str>)]) {
    if !supported {
        return w.line(&format!("<mode name='{name}' supported='no'/>"));
    }
    w.open(&format!("<mode name='{name}' supported='yes'>"));
    for (enum_name, values) in enums {
        w.values(enum_name, values);
    }
    w.close("mode");
}

fn devices(w: &mut Writer, caps: &Capabilities, kind: MachineKind, host: &HostFacts) {
    let versions = caps.has("virtio-pci-non-transitional");
    let virtio = |device: bool| {
        let versions = versions && device;
        words(&[("virtio", device), ("virtio-transitional", versions), ("virtio-non-transitional", versions)])
    };
    let disk_bus = words(&[
        ("ide", kind.has_builtin_ide()),
        ("fdc", !kind.is_pseries()),
        ("scsi", true),
        ("virtio", true),
        ("usb", caps.has("usb-storage")),
        ("sata", caps.has("ich9-ahci")),
    ]);
    let device = words(&[("disk", true), ("cdrom", true), ("floppy", !kind.is_pseries()), ("lun", true)]);
    w.group("disk", true, &[("diskDevice", device), ("bus", disk_bus), ("model", virtio(true))]);
    let graphics = words(&[
        ("sdl", caps.has("sdl")),
        ("vnc", caps.has("vnc")),
        ("rdp", caps.has("display-dbus") && host.has_rdp),
        ("spice", caps.has("spice")),
        ("egl-headless", caps.has("egl-headless")),
        ("dbus", caps.has("display-dbus")),
    ]);
    w.group("graphics", true, &[("type", graphics)]);
    let video = words(&[
        ("vga", caps.has("VGA")),
        ("cirrus", caps.has("cirrus-vga")),
        ("vmvga", caps.has("vmware-svga")),
        ("qxl", caps.has("qxl")),
        ("virtio", caps.has("virtio-gpu")),
        ("none", true),
        ("bochs", caps.has("bochs-display")),
        ("ramfb", caps.has("ramfb")),
    ]);
    w.group("video", true, &[("modelType", video)]);
    hostdev(w, caps, host);
    let backends = words(&[("random", true), ("egd", true), ("builtin", caps.has("rng-builtin"))]);
    w.group("rng", true, &[("model", virtio(caps.has("virtio-rng"))), ("backendModel", backends)]);
    let file_systems = words(&[("path", true), ("handle", true), ("virtiofs", caps.has("vhost-user-fs"))]);
    w.group("filesystem", true, &[("driverType", file_systems)]);
    tpm(w, caps, host);
    w.group("redirdev", caps.has("usb-redir"), &[("bus", vec!["usb"])]);
    let channels = words(&[("pty", true), ("unix", true), ("spicevmc", caps.has("spice"))]);
    w.group("channel", true, &[("type", channels)]);
    let crypto = words(&[("builtin", true), ("lkcf", caps.has("cryptodev-backend-lkcf"))]);
    let model = words(&[("virtio", caps.has("virtio-crypto"))]);
    w.group("crypto", true, &[("model", model), ("type", vec!["qemu"]), ("backendModel", crypto)]);
    let backends = words(&[("default", true), ("passt", caps.has("netdev.stream"))]);
    w.group("interface", true, &[("backendType", backends)]);
    let panics = words(&[
        ("isa", kind.is_x86()),
        ("pseries", kind.is_pseries()),
        ("hyperv", kind.is_x86()),
        ("s390", kind.is_s390()),
        ("pvpanic", caps.has("pvpanic-pci")),
    ]);
    w.group("panic", !panics.is_empty(), &[("model", panics)]);
}

fn hostdev(w: &mut Writer, caps: &Capabilities, host: &HostFacts) {
    let policies = vec!["default", "mandatory", "requisite", "optional"];
    let backends = if host.has_vfio { vec!["default", "vfio"] } else { vec![] };
    let enums = [
        ("mode", vec!["subsystem"]),
        ("startupPolicy", policies),
        ("subsysType", words(&[("usb", caps.has("usb-hub")), ("pci", true), ("scsi", true)])),
        ("capsType", vec![]),
        ("pciBackend", backends),
    ];
    w.group("hostdev", true, &enums);
}

fn tpm(w: &mut Writer, caps: &Capabilities, host: &HostFacts) {
    let models = words(&[
        ("tpm-tis", caps.has("tpm-tis")),
        ("tpm-crb", caps.has("tpm-crb")),
        ("tpm-spapr", caps.has("tpm-spapr")),
        ("spapr-tpm-proxy", caps.has("spapr-tpm-proxy")),
    ]);
    let emulator = caps.has("tpm-emulator") && !host.tpm_versions.is_empty();
    let backends =
        words(&[("passthrough", caps.has("tpm-passthrough")), ("emulator", emulator), ("external", emulator)]);
    let supported = !models.is_empty() && !backends.is_empty();
    let mut enums = vec![("model", models), ("backendModel", backends)];
    if emulator {
        enums.push(("backendVersion", host.tpm_versions.iter().map(String::as_str).collect()));
    }
    w.group("tpm", supported, &enums);
}

fn features(w: &mut Writer, caps: &Capabilities, kind: MachineKind, host: &HostFacts) {
    w.open("<features>");
    gic(w, caps, kind, host);
    w.group("vmcoreinfo", caps.has("vmcoreinfo"), &[]);
    w.group("genid", caps.has("vmgenid"), &[]);
    w.group("backingStoreInput", true, &[]);
    w.group("backup", true, &[]);
    w.group("async-teardown", caps.has("run-with.async-teardown"), &[]);
    if kind.is_s390() {
        w.group("s390-pv", caps.has("s390-pv-guest"), &[]);
    }
    // Older ones have the controller too, but cannot say so.
    w.group("ps2", kind.is_x86() && caps.has("machine-i8042-opt"), &[]);
    sev(w, caps, host);
    detailed(w, "sgx", caps.document().sgx.as_ref(), &[]);
    if let Some(hyperv) = &caps.document().hyperv {
        let names: Vec<String> =
            hyperv.children_named("cap").filter_map(|cap| cap.attr("name").map(str::to_owned)).collect();
        w.group("hyperv", true, &[("features", names.iter().map(String::as_str).collect())]);
    }
    let protections = words(&[
        ("sev", caps.document().sev.is_some()),
        ("sev-snp", caps.has("sev-snp-guest")),
        ("s390-pv", caps.has("s390-pv-guest")),
    ]);
    w.group("launchSecurity", !protections.is_empty(), &[("sectype", protections)]);
    w.close("features");
}

/// Interrupt controllers of ARM's own machine.
fn gic(w: &mut Writer, caps: &Capabilities, kind: MachineKind, host: &HostFacts) {
    let is_there = |gic: &&Gic| match host.domain_type.as_str() {
        "kvm" => gic.kernel.is_some_and(YesNo::is_yes),
        "qemu" => gic.emulated.is_some_and(YesNo::is_yes),
        _ => false,
    };
    let gics = caps.document().gics.iter().filter(is_there).filter(|_| kind.is_arm_virt());
    let mut versions: Vec<&str> = gics.map(|gic| gic.version.as_str()).collect();
    versions.sort_unstable();
    w.group("gic", !versions.is_empty(), &[("version", versions)]);
}

/// Memory encryption of AMD, with how many guests the processor has keys for.
fn sev(w: &mut Writer, caps: &Capabilities, host: &HostFacts) {
    let counts = [
        ("maxGuests", host.sev_guests.map_or(0, |(guests, _)| guests)),
        ("maxESGuests", host.sev_guests.map_or(0, |(_, guests)| guests)),
    ];
    let Some(sev) = caps.document().sev.as_ref() else { return w.group("sev", false, &[]) };
    let told = ["cbitpos", "reducedPhysBits", "cpu0Id"];
    let known = Raw {
        attributes: Vec::new(),
        children: sev
            .elements()
            .filter(|(name, _)| told.contains(name))
            .map(|(name, inside)| RawChild::Element(name.to_owned(), inside.clone()))
            .collect(),
    };
    detailed(w, "sev", Some(&known), &counts);
}

/// Something with details of its own; the counts stand after the first two of them.
fn detailed(w: &mut Writer, name: &str, details: Option<&Raw>, counts: &[(&str, u32)]) {
    let Some(details) = details else { return w.group(name, false, &[]) };
    w.open(&format!("<{name} supported='yes'>"));
    for (place, (child, inside)) in details.elements().enumerate() {
        if place == 2 {
            for (count, number) in counts {
                w.line(&format!("<{count}>{number}</{count}>"));
            }
        }
        for line in xml::to_string(child, inside, Mode::LIVE).lines() {
            w.line(line);
        }
    }
    w.close(name);
}
