//! `cargo xtask dist`: an installable tree in `dist/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{libraries, pkg_config};

/// The other names of the daemon; each listens on the socket that clients of that name look for.
const DAEMON_NAMES: [&str; 1] = ["virtqemud"];

/// Builds everything for release and lays it out; returns the tree.
pub(crate) fn build(root: &Path) -> Result<PathBuf, String> {
    run(Command::new("cargo")
        .args([
            "build",
            "--release",
            "--quiet",
            "-p",
            "libvirtd",
            "-p",
            "virsh",
            "-p",
            "tiny-guest",
            "-p",
            "libvirt",
            "--bins",
            "--lib",
        ])
        .current_dir(root))?;
    let built = target(root).join("release");
    let dist = root.join("dist");
    let _ = std::fs::remove_dir_all(&dist);
    for (from, to) in [
        ("virsh", "bin/virsh"),
        ("libvirtd", "sbin/libvirtd"),
        ("libvirt_leaseshelper", "lib/libvirt/libvirt_leaseshelper"),
    ] {
        copy(&built.join(from), &dist.join(to))?;
    }
    for name in DAEMON_NAMES {
        let link = dist.join("sbin").join(name);
        std::os::unix::fs::symlink("libvirtd", &link).map_err(|e| format!("{}: {e}", link.display()))?;
    }
    libraries::link(root, &built.join("liblibvirt.a"), &dist.join("lib"))?;
    libraries::archives(root, &built.join("liblibvirt.a"), &dist.join("lib"))?;
    interface(root, &dist)?;
    for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root.join(file), &dist.join("share/doc/ferrovirt").join(file))?;
    }
    let guest = dist.join("share/ferrovirt");
    std::fs::create_dir_all(&guest).map_err(|e| format!("{}: {e}", guest.display()))?;
    tiny_guest::write_kernel(&guest).map_err(|e| format!("tiny guest: {e}"))?;
    Ok(dist)
}

/// What programs are built with: headers, the archive for static programs, pkg-config files, the interface as XML.
fn interface(root: &Path, dist: &Path) -> Result<(), String> {
    let api = api_model::Api::read(&root.join("api")).map_err(|e| e.to_string())?;
    for output in api_gen::installed(&api) {
        write(&dist.join(output.path), &output.text)?;
    }
    let headers = root.join("include/libvirt");
    for entry in std::fs::read_dir(&headers).map_err(|e| format!("{}: {e}", headers.display()))? {
        let entry = entry.map_err(|e| format!("{}: {e}", headers.display()))?;
        copy(&entry.path(), &dist.join("include/libvirt").join(entry.file_name()))?;
    }
    for (name, text) in pkg_config::files() {
        write(&dist.join("lib/pkgconfig").join(name), &text)?;
    }
    Ok(())
}

/// Where cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    std::fs::copy(from, to).map(drop).map_err(|e| format!("{}: {e}", from.display()))
}

/// Runs a command; its failure is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = format!("{command:?}");
    let status = command.status().map_err(|e| format!("{shown}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed")) }
}
