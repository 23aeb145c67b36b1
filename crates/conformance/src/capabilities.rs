//! Operations on capabilities documents.

use std::path::Path;

use conf::capabilities::{Host, Iommu, MigrationFeatures, PowerManagement};
use conf::cpu::HostCpu;
use conf::words::{Named, YesNo};
use driver_qemu::host_topology;
use host::node::Node;
use qemu::Capabilities;
use qemu::domain_capabilities::{HostFacts, domain_capabilities};
use qemu::probe::{Answers, Binary};
use serde_json::Value;
use virt::{Error, Result};
use xml::Text;

use crate::domain::{capabilities, firmware};
use crate::request::{Outcome, Request};

/// The host of a described machine.
pub(crate) fn host(request: &Request) -> Outcome {
    Outcome::from(host_document(request))
}

fn host_document(request: &Request) -> Result<String> {
    let root = std::env::temp_dir().join(format!("conformance-host-{}", std::process::id()));
    let unpacked = ["sysfs", "resctrl"].iter().filter(|name| request.has_input(name)).try_for_each(|name| {
        let tree = serde_json::from_str(&request.input(name)?);
        unpack(&root, &tree.map_err(|e| Error::internal(format!("no packed tree: {e}")))?)
    });
    let document = unpacked.and_then(|()| fill_memory(&root)).and_then(|()| described_host(request, &Node::at(&root)));
    let _ = std::fs::remove_dir_all(&root);
    document
}

/// Makes the files of a packed tree below a folder.
fn unpack(root: &Path, tree: &Value) -> Result<()> {
    let failed = |path: &Path, e: &std::io::Error| Error::system(format!("cannot unpack {}", path.display()), e);
    let mount = tree.get("mount").and_then(Value::as_str).unwrap_or_default().trim_start_matches('/');
    for (name, entry) in tree.get("entries").and_then(Value::as_object).into_iter().flatten() {
        let path = root.join(mount).join(name);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        let made = match (entry.as_str(), entry.get("link").and_then(Value::as_str)) {
            (Some(text), _) => std::fs::write(&path, text),
            (None, Some(target)) => std::os::unix::fs::symlink(target, &path),
            (None, None) => std::fs::create_dir_all(&path),
        };
        made.map_err(|e| failed(&path, &e))?;
    }
    Ok(())
}

/// Gives each cell its memory by rule, which the trees leave out.
fn fill_memory(root: &Path) -> Result<()> {
    let cells = root.join("sys/devices/system/node");
    for entry in std::fs::read_dir(&cells).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_prefix("node").and_then(|id| id.parse::<u64>().ok()) else { continue };
        let text = format!("Node {id} MemTotal: {} kB\nNode {id} MemFree: 0 kB\n", (id + 1) << 20);
        std::fs::write(entry.path().join("meminfo"), text).map_err(|e| Error::system("cannot describe memory", &e))?;
    }
    Ok(())
}

/// Memory and pages are counted by rule; all else is what the tree says.
fn described_host(request: &Request, node: &Node) -> Result<String> {
    let cells = node.cells().map_err(|e| Error::system("cannot read the cells", &e))?;
    let memory = |cell: &host::node::Cell| host::node::Cell { distances: Vec::new(), ..cell.clone() };
    let cells: Vec<_> = cells.iter().map(memory).collect();
    let pages = |cell: u32| {
        let sizes = [4, 2048, 1 << 20].into_iter().zip(0u64..);
        sizes.map(|(size, place)| (size, (u64::from(cell) + 1 + place) * 2048)).collect()
    };
    let migrates = request
        .flag("offline_migrate")
        .then(|| MigrationFeatures { live: request.flag("live_migrate"), transports: Vec::new() });
    let host = Host {
        migration_features: migrates,
        topology: Some(host_topology::topology(node, &cells, pages)),
        cache: host_topology::cache(node),
        memory_bandwidth: host_topology::memory_bandwidth(node),
        ..plain_host(request.text("arch").unwrap_or_default())
    };
    Ok(conf::capabilities::Capabilities { host, guests: Vec::new() }.format())
}

fn plain_host(arch: &str) -> Host {
    Host {
        cpu: Some(HostCpu { arch: Some(Text(arch.to_owned())), ..HostCpu::default() }),
        power_management: Some(PowerManagement::default()),
        iommu: Some(Iommu { support: YesNo::No }),
        ..Host::default()
    }
}

/// What a binary can do, from a recorded dialogue; a second QEMU that emulates begins where commands begin again.
pub(crate) fn probed(request: &Request) -> Outcome {
    let result = request.input("replies").and_then(|text| {
        let (first, second) = dialogue(&text)?;
        let binary = Binary {
            emulator: request.text("emulator").unwrap_or_default().to_owned(),
            microcode: request.option("microcode_version").and_then(Value::as_u64).unwrap_or(0),
            ..Binary::default()
        };
        qemu::probe::document(&binary, &first, second.as_ref())
            .ok_or_else(|| Error::internal("the dialogue does not tell version and architecture"))
    });
    Outcome::from(result)
}

/// Pairs the questions and answers of a recorded dialogue.
fn dialogue(text: &str) -> Result<(Answers, Option<Answers>)> {
    let mut parts: Vec<Answers> = Vec::new();
    let mut asked: Option<Value> = None;
    for message in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let message = message.map_err(|e| Error::internal(format!("no dialogue: {e}")))?;
        let Some(question) = asked.take() else {
            asked = Some(message);
            continue;
        };
        let command = question.get("execute").and_then(Value::as_str).unwrap_or_default();
        if command == "qmp_capabilities" {
            parts.push(Answers::default());
        }
        let arguments = question.get("arguments").cloned().unwrap_or_default();
        if let Some(part) = parts.last_mut() {
            part.add(command, arguments, message.get("return").cloned());
        }
    }
    let mut parts = parts.into_iter();
    let first = parts.next().ok_or_else(|| Error::internal("the dialogue is empty"))?;
    Ok((first, parts.next()))
}

/// The kind of guests that a binary runs.
pub(crate) fn guest(request: &Request) -> Outcome {
    let result = (|| {
        let caps = capabilities(request)?;
        let arch = request.text("arch").unwrap_or_default();
        let kind = qemu::guest_kind::guest_kind(&caps, arch, request.text("emulator").unwrap_or_default());
        Ok(conf::capabilities::Capabilities { host: plain_host(arch), guests: vec![kind] }.format())
    })();
    Outcome::from(result)
}

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
    Ok(domain_capabilities(&caps, machine, &facts).format())
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
