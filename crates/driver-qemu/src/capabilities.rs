//! The capabilities document: the host, and the guests it can run. And the hypervisor's version and limits.

use std::path::Path;

use conf::capabilities::{BaseLabel, Host, Iommu, PowerManagement, SecurityModel};
use qemu::guest_kind::{guest_kind, machines};
use virt::{Error, Result};
use xml::Text;

use crate::core::Core;
use crate::document::default_emulator;
use crate::{host_cpu, host_topology};

/// Guest architectures that are looked for.
const ARCHITECTURES: &[&str] = &["aarch64", "armv7l", "i686", "loongarch64", "ppc64", "riscv64", "s390x", "x86_64"];

/// Version of the host's own QEMU.
pub(crate) fn version(core: &Core) -> Result<u64> {
    let emulator = default_emulator(&host::uname().machine)?;
    Ok(core.binary(Path::new(&emulator))?.capabilities.version())
}

/// Compat: what emulated guests are said to have at most; the domain capabilities know the machine's own limit.
const OLDEST_MAX: u32 = 16;

/// Most CPUs of a guest of this kind.
pub(crate) fn max_vcpus(kind: Option<&str>) -> Result<i32> {
    let kind = kind.unwrap_or("qemu");
    if !matches!(kind.to_ascii_lowercase().as_str(), "qemu" | "kvm") {
        return Err(Error::invalid_arg(format!("unknown type '{kind}'")));
    }
    let max = match kind.eq_ignore_ascii_case("kvm") {
        true => host::kvm::max_vcpus().unwrap_or(OLDEST_MAX),
        false => OLDEST_MAX,
    };
    Ok(i32::try_from(max).unwrap_or(i32::MAX))
}

/// The whole document.
pub(crate) fn capabilities(core: &Core) -> Result<String> {
    let mut guests = Vec::new();
    for arch in ARCHITECTURES {
        let Ok(emulator) = default_emulator(arch) else { continue };
        match core.binary(Path::new(&emulator)) {
            Ok(binary) => {
                let mut kind = guest_kind(&binary.capabilities, arch, &emulator);
                kind.arch.machine = machines(&binary.capabilities);
                guests.push(kind);
            }
            Err(error) => log::warn!("{error}"),
        }
    }
    Ok(conf::capabilities::Capabilities { host: host(core)?, guests }.format())
}

fn host(core: &Core) -> Result<Host> {
    let failed = |e| Error::system("cannot read the host's memory", &e);
    let node = &core.node;
    let uuid = node.host_uuid().and_then(|text| virt::Uuid::parse(&text).ok());
    let iommu = std::fs::read_dir("/sys/kernel/iommu_groups").is_ok_and(|mut groups| groups.next().is_some());
    let cells = node.cells().map_err(failed)?;
    let pages = |cell: u32| {
        let sizes = node.page_sizes().into_iter();
        sizes.filter_map(|size| Some((size.0, node.pages(cell, size).ok()??.total))).collect()
    };
    Ok(Host {
        uuid: uuid.map(|uuid| Text(uuid.to_string())),
        cpu: Some(host_cpu::host_cpu(core)?),
        power_management: Some(PowerManagement::default()),
        iommu: Some(Iommu { support: iommu.into() }),
        // Features of migration are offered when there is migration.
        migration_features: None,
        topology: Some(host_topology::topology(node, &cells, pages)),
        cache: host_topology::cache(node),
        memory_bandwidth: host_topology::memory_bandwidth(node),
        security: security(core),
    })
}

/// Security is by accounts only.
fn security(core: &Core) -> Vec<SecurityModel> {
    let text = |text: &str| Text(text.to_owned());
    let mut models = vec![SecurityModel { model: text("none"), doi: text("0"), baselabel: Vec::new() }];
    if let Some(account) = &core.config.credentials {
        let label = format!("+{}:+{}", account.uid, account.gid);
        let base = |kind: &str| BaseLabel { kind: kind.to_owned(), label: label.clone() };
        models.push(SecurityModel {
            model: text("dac"),
            doi: text("0"),
            baselabel: ["kvm", "qemu"].map(base).to_vec(),
        });
    }
    models
}
