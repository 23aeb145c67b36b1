//! The capabilities document: the host, and the guests it can run. And the hypervisor's version and limits.

use std::fmt::Write;
use std::path::Path;

use conf::cpu::AnyCpu;
use host::node::cache_banks;
use qemu::Capabilities;
use virt::{Error, Result};

use crate::core::Core;
use crate::document::default_emulator;
use crate::host_cpu;

/// Guest architectures that are looked for, with their word sizes.
const ARCHITECTURES: &[(&str, u32)] = &[
    ("aarch64", 64),
    ("armv7l", 32),
    ("i686", 32),
    ("loongarch64", 64),
    ("ppc64", 64),
    ("riscv64", 64),
    ("s390x", 64),
    ("x86_64", 64),
];

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
    let mut out = String::with_capacity(16 << 10);
    out.push_str("<capabilities>\n\n  <host>\n");
    write_host(core, &mut out)?;
    out.push_str("  </host>\n\n");
    for (arch, word_size) in ARCHITECTURES {
        let Ok(emulator) = default_emulator(arch) else { continue };
        match core.binary(Path::new(&emulator)) {
            Ok(binary) => write_guest(&mut out, arch, *word_size, &emulator, &binary.capabilities),
            Err(error) => log::warn!("{error}"),
        }
    }
    out.push_str("</capabilities>\n");
    Ok(out)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&apos;")
}

fn write_host(core: &Core, out: &mut String) -> Result<()> {
    let node = &core.node;
    if let Some(uuid) = node.host_uuid().and_then(|text| virt::Uuid::parse(&text).ok()) {
        let _ = writeln!(out, "    <uuid>{uuid}</uuid>");
    }
    for line in AnyCpu::Host(host_cpu::host_cpu(core)?).format().lines() {
        let _ = writeln!(out, "    {line}");
    }
    out.push_str("    <power_management/>\n");
    let iommu = std::fs::read_dir("/sys/kernel/iommu_groups").is_ok_and(|mut groups| groups.next().is_some());
    let _ = writeln!(out, "    <iommu support='{}'/>", if iommu { "yes" } else { "no" });
    write_topology(core, out)?;
    write_caches(core, out);
    write_security(core, out);
    Ok(())
}

fn write_topology(core: &Core, out: &mut String) -> Result<()> {
    let failed = |e| Error::system("cannot read the host's memory", &e);
    let cells = core.node.cells().map_err(failed)?;
    let places = core.node.cpu_places();
    let _ = writeln!(out, "    <topology>\n      <cells num='{}'>", cells.len());
    for cell in &cells {
        let _ =
            writeln!(out, "        <cell id='{}'>\n          <memory unit='KiB'>{}</memory>", cell.id, cell.memory_kib);
        for size in core.node.page_sizes() {
            if let Some(pages) = core.node.pages(cell.id, size).map_err(failed)? {
                let _ = writeln!(out, "          <pages unit='KiB' size='{}'>{}</pages>", size.0, pages.total);
            }
        }
        if !cell.distances.is_empty() {
            out.push_str("          <distances>\n");
            for (other, distance) in cells.iter().zip(&cell.distances) {
                let _ = writeln!(out, "            <sibling id='{}' value='{distance}'/>", other.id);
            }
            out.push_str("          </distances>\n");
        }
        let _ = writeln!(out, "          <cpus num='{}'>", cell.cpus.len());
        for id in &cell.cpus {
            let Some(place) = places.iter().find(|place| place.id == *id) else { continue };
            let (socket, die, cluster, core) = (place.socket, place.die, place.cluster, place.core);
            let siblings = host::node::format_list(&place.siblings);
            let _ = writeln!(
                out,
                "            <cpu id='{id}' socket_id='{socket}' die_id='{die}' cluster_id='{cluster}' core_id='{core}' siblings='{siblings}'/>"
            );
        }
        out.push_str("          </cpus>\n        </cell>\n");
    }
    out.push_str("      </cells>\n    </topology>\n");
    Ok(())
}

fn write_caches(core: &Core, out: &mut String) {
    let banks = cache_banks(&core.node);
    if banks.is_empty() {
        return;
    }
    out.push_str("    <cache>\n");
    for bank in banks {
        let (size, unit) = match bank.size_kib % 1024 {
            0 => (bank.size_kib / 1024, "MiB"),
            _ => (bank.size_kib, "KiB"),
        };
        let (id, level, kind, cpus) = (bank.id, bank.level, bank.kind, bank.cpus);
        let _ = writeln!(
            out,
            "      <bank id='{id}' level='{level}' type='{kind}' size='{size}' unit='{unit}' cpus='{cpus}'/>"
        );
    }
    out.push_str("    </cache>\n");
}

fn write_security(core: &Core, out: &mut String) {
    out.push_str("    <secmodel>\n      <model>none</model>\n      <doi>0</doi>\n    </secmodel>\n");
    if let Some(account) = &core.config.credentials {
        let label = format!("+{}:+{}", account.uid, account.gid);
        out.push_str("    <secmodel>\n      <model>dac</model>\n      <doi>0</doi>\n");
        for kind in ["kvm", "qemu"] {
            let _ = writeln!(out, "      <baselabel type='{kind}'>{label}</baselabel>");
        }
        out.push_str("    </secmodel>\n");
    }
}

fn write_guest(out: &mut String, arch: &str, word_size: u32, emulator: &str, capabilities: &Capabilities) {
    let _ = writeln!(out, "  <guest>\n    <os_type>hvm</os_type>\n    <arch name='{arch}'>");
    let _ = writeln!(out, "      <wordsize>{word_size}</wordsize>\n      <emulator>{}</emulator>", escape(emulator));
    // Compat: the list is that of the fallback accelerator, which has every machine.
    let accelerator = if capabilities.has("tcg") { "tcg" } else { "kvm" };
    for machine in capabilities.machines(accelerator) {
        let max = machine.max_cpus.map(|max| format!(" maxCpus='{max}'")).unwrap_or_default();
        let deprecated = if machine.deprecated.is_some() { " deprecated='yes'" } else { "" };
        let name = escape(&machine.name);
        let _ = writeln!(out, "      <machine{max}{deprecated}>{name}</machine>");
        if let Some(alias) = &machine.alias {
            let _ = writeln!(out, "      <machine canonical='{name}'{max}{deprecated}>{}</machine>", escape(alias));
        }
    }
    if capabilities.has("tcg") {
        out.push_str("      <domain type='qemu'/>\n");
    }
    if capabilities.has("kvm") {
        out.push_str("      <domain type='kvm'/>\n");
    }
    out.push_str("    </arch>\n    <features>\n");
    if arch == "i686" {
        out.push_str("      <pae/>\n      <nonpae/>\n");
    }
    if matches!(arch, "i686" | "x86_64" | "aarch64") {
        out.push_str("      <acpi default='on' toggle='yes'/>\n");
    }
    if matches!(arch, "i686" | "x86_64") {
        out.push_str("      <apic default='on' toggle='no'/>\n");
    }
    out.push_str("      <cpuselection/>\n      <deviceboot/>\n      <disksnapshot default='on' toggle='no'/>\n");
    out.push_str("      <externalSnapshot/>\n    </features>\n  </guest>\n\n");
}
