//! `cargo xtask dist`: an installable tree in `dist/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::libraries;

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
    for (from, to) in [("virsh", "bin/virsh"), ("libvirtd", "sbin/libvirtd")] {
        copy(&built.join(from), &dist.join(to))?;
    }
    for name in DAEMON_NAMES {
        let link = dist.join("sbin").join(name);
        std::os::unix::fs::symlink("libvirtd", &link).map_err(|e| format!("{}: {e}", link.display()))?;
    }
    libraries::link(root, &built.join("liblibvirt.a"), &dist.join("lib"))?;
    for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root.join(file), &dist.join("share/doc/ferrovirt").join(file))?;
    }
    let guest = dist.join("share/ferrovirt");
    std::fs::create_dir_all(&guest).map_err(|e| format!("{}: {e}", guest.display()))?;
    tiny_guest::write_kernel(&guest).map_err(|e| format!("tiny guest: {e}"))?;
    Ok(dist)
}

/// Where cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
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
