//! The cache file as a whole.

use std::fmt::Write;

use serde_json::Value;

use super::Answers;
use super::cpus::{write_accelerator, write_gics, write_hyperv, write_protections};
use super::flags::{flags, has_kvm};

/// What identifies the probed binary and the prober, so that a stale cache file is noticed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Binary {
    /// Path of the binary.
    pub emulator: String,
    /// Last change of the binary, in seconds since 1970.
    pub ctime: i64,
    /// Last change of the folder with QEMU's modules, 0 where there is none.
    pub module_folder_mtime: i64,
    /// Last change of the prober itself.
    pub self_ctime: i64,
    /// Version of the prober, as libvirt counts.
    pub self_version: u64,
    /// Version of the CPU's microcode.
    pub microcode: u64,
    /// Kernel release and version, as one word each separated by a space.
    pub kernel: Option<String>,
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\'' => out.push_str("&apos;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes the cache file from the answers of a QEMU, and of a second one that emulates where the first used KVM.
///
/// `None` when the answers do not even tell version and architecture.
pub fn document(binary: &Binary, answers: &Answers, emulating: Option<&Answers>) -> Option<String> {
    let version = answers.reply("query-version")?;
    let number = |field: &str| version.get("qemu")?.get(field)?.as_u64();
    let (major, minor, micro) = (number("major")?, number("minor")?, number("micro")?);
    let arch = answers.reply("query-target")?.get("arch")?.as_str()?;
    let mut out = String::with_capacity(300 << 10);
    let _ = writeln!(out, "<qemuCaps>\n  <emulator>{}</emulator>", escape(&binary.emulator));
    let _ = writeln!(out, "  <qemuctime>{}</qemuctime>", binary.ctime);
    if binary.module_folder_mtime != 0 {
        let _ = writeln!(out, "  <qemumoddirmtime>{}</qemumoddirmtime>", binary.module_folder_mtime);
    }
    let _ = writeln!(out, "  <selfctime>{}</selfctime>", binary.self_ctime);
    let _ = writeln!(out, "  <selfvers>{}</selfvers>", binary.self_version);
    for flag in flags(answers) {
        let _ = writeln!(out, "  <flag name='{flag}'/>");
    }
    let version_number = major.checked_mul(1_000_000)?.checked_add(minor.checked_mul(1000)?)?.checked_add(micro)?;
    let _ = writeln!(out, "  <version>{version_number}</version>");
    if binary.microcode != 0 {
        let _ = writeln!(out, "  <microcodeVersion>{}</microcodeVersion>", binary.microcode);
    }
    if let Some(package) = version.get("package").and_then(Value::as_str) {
        let _ = writeln!(out, "  <package>{}</package>", escape(package.trim()));
    }
    if let Some(kernel) = &binary.kernel {
        let _ = writeln!(out, "  <kernelVersion>{}</kernelVersion>", escape(kernel));
    }
    let _ = writeln!(
        out,
        "  <arch>{}</arch>",
        escape(match arch {
            "i386" => "i686",
            "arm" => "armv7l",
            other => other,
        })
    );
    let own = match (has_kvm(answers), answers.has_type("hvf-accel")) {
        (true, _) => "kvm",
        (false, true) if emulating.is_some() => "hvf",
        _ => "tcg",
    };
    write_accelerator(&mut out, answers, own, arch);
    if let Some(second) = emulating {
        write_accelerator(&mut out, second, "tcg", arch);
    }
    write_gics(&mut out, answers);
    write_protections(&mut out, answers);
    if has_kvm(answers) {
        write_hyperv(&mut out, answers);
    }
    out.push_str("</qemuCaps>\n");
    Some(out)
}
