//! Operations on capabilities documents.

use conf::cpu::HostCpu;
use conf::words::Named;
use qemu::Capabilities;
use qemu::domain_capabilities::{HostFacts, domain_capabilities};
use serde_json::Value;
use virt::{Error, Result};
use xml::Text;

use crate::domain::{capabilities, firmware};
use crate::request::{Outcome, Request};

/// What guests may ask for on one binary, machine and accelerator.
pub(crate) fn domain(request: &Request) -> Outcome {
    Outcome::from(domain_document(request))
}

fn domain_document(request: &Request) -> Result<String> {
    let caps = capabilities(request)?;
    let domain_type = request.text("virt_type").unwrap_or("kvm");
    let accelerator = Capabilities::accelerator(domain_type);
    let machine = match request.text("machine") {
        Some(name) => caps.machine(accelerator, name),
        None => caps.default_machine(accelerator).or_else(|| caps.machines(accelerator).next()),
    };
    // Where the accelerator is missing the emulator's machines have to do.
    let emulated = || match request.text("machine") {
        Some(name) => caps.machine("tcg", name),
        None => caps.default_machine("tcg"),
    };
    let machine = machine.or_else(emulated).ok_or_else(|| Error::invalid_arg("no such machine"))?;
    let fitting: Vec<_> = firmware(request).into_iter().filter(|f| f.fits(caps.arch(), &machine.name)).collect();
    let kinds = ["bios", "efi"].into_iter().filter(|kind| fitting.iter().any(|f| f.kinds.contains(kind)));
    let facts = HostFacts {
        emulator: request.text("emulator").unwrap_or_default().to_owned(),
        domain_type: domain_type.to_owned(),
        loaders: words(request, "loader_values"),
        firmware_kinds: kinds.map(str::to_owned).collect(),
        secure_firmware: fitting.iter().any(|f| f.features.iter().any(|feature| feature == "secure-boot")),
        tpm_versions: words(request, "tpm_versions"),
        has_vfio: request.flag("vfio_available"),
        has_rdp: true,
        max_vcpus: None,
        host_cpu: host_cpu(request),
        // Keys 1 to 509, of which those below 451 are for guests with encrypted registers.
        sev_guests: Some((509 - 451 + 1, 451 - 1)),
        physical_bits: if caps.arch() == "s390x" { 0 } else { 64 },
    };
    Ok(domain_capabilities(&caps, machine, &facts))
}

/// The host's CPU of a request: the table of hosts stands beside the capabilities of binaries.
pub(crate) fn host_cpu(request: &Request) -> Option<HostCpu> {
    let name = request.text("host_cpu")?;
    let table = request.path("caps")?.parent()?.parent()?.join("host-cpus.json");
    let hosts: Value = serde_json::from_slice(&std::fs::read(table).ok()?).ok()?;
    let host = hosts.get(name)?;
    let text = |field: &str| Some(Text(host.get(field)?.as_str()?.to_owned()));
    let features = host.get("features").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    Some(HostCpu {
        arch: text("arch"),
        model: text("model"),
        vendor: text("vendor"),
        features: features.map(|name| Named { name: name.to_owned() }).collect(),
        ..HostCpu::default()
    })
}

fn words(request: &Request, name: &str) -> Vec<String> {
    let list = request.option(name).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|word| word.as_str().map(str::to_owned)).collect()
}
