//! Debian packages that the demo and the tests need, installed when they are missing.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a command of ours needs: a program that shows that it is there, and the package that has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Need {
    pub(crate) program: &'static str,
    pub(crate) package: &'static str,
}

/// To boot a guest.
pub(crate) const QEMU: Need = Need { program: "/usr/bin/qemu-system-x86_64", package: "qemu-system-x86" };
/// To make disk images in tests.
pub(crate) const QEMU_IMG: Need = Need { program: "/usr/bin/qemu-img", package: "qemu-utils" };
/// What virtual networks are made of.
pub(crate) const NETWORKS: [Need; 3] = [
    Need { program: "/usr/sbin/nft", package: "nftables" },
    Need { program: "/usr/sbin/dnsmasq", package: "dnsmasq-base" },
    Need { program: "/usr/sbin/ip", package: "iproute2" },
];
/// Firmware, with the descriptions from which it is chosen.
pub(crate) const FIRMWARE: Need = Need { program: "/usr/share/qemu/firmware/60-edk2-x86_64.json", package: "ovmf" };
/// The reference's client, daemon and Python module.
pub(crate) const REFERENCE: [Need; 4] = [
    Need { program: "/usr/bin/virsh", package: "libvirt-clients" },
    Need { program: "/usr/sbin/libvirtd", package: "libvirt-daemon-system" },
    Need {
        program: "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so",
        package: "libvirt-daemon-driver-qemu",
    },
    Need { program: "/usr/lib/python3/dist-packages/libvirt.py", package: "python3-libvirt" },
];
/// Other compilers and checkers for C programs, the reference's headers.
pub(crate) const C_PROGRAMS: [Need; 5] = [
    Need { program: "/usr/bin/clang", package: "clang" },
    Need { program: "/usr/bin/valgrind", package: "valgrind" },
    // The dynamic linker's symbols, which valgrind cannot do without.
    Need { program: "/usr/lib/debug/.build-id", package: "libc6-dbg" },
    Need { program: "/usr/bin/pkg-config", package: "pkg-config" },
    Need { program: "/usr/include/libvirt/libvirt.h", package: "libvirt-dev" },
];
/// The usual tool that makes guests.
pub(crate) const VIRT_INSTALL: Need = Need { program: "/usr/bin/virt-install", package: "virtinst" };
/// Programs and languages that run on the C library.
pub(crate) const CONSUMERS: [Need; 6] = [
    Need { program: "/usr/lib/x86_64-linux-gnu/perl5/5.36/Sys/Virt.pm", package: "libsys-virt-perl" },
    Need { program: "/usr/lib/ruby/vendor_ruby/libvirt.rb", package: "ruby-libvirt" },
    Need { program: "/usr/lib/php/20220829/libvirt-php.so", package: "php8.2-libvirt-php" },
    Need { program: "/usr/bin/php", package: "php8.2-cli" },
    Need {
        program: "/usr/lib/x86_64-linux-gnu/girepository-1.0/LibvirtGObject-1.0.typelib",
        package: "gir1.2-libvirt-glib-1.0",
    },
    Need { program: "/usr/bin/virt-viewer", package: "virt-viewer" },
];
/// A real kernel's boot, tested where its packages can be had.
pub(crate) const BUSYBOX: Need = Need { program: "/bin/busybox", package: "busybox-static" };

/// The kernel whose package is fetched, not installed.
const KERNEL: &str = "linux-image-cloud-amd64";

/// The distribution's kernel as a file below a folder, or nothing where it cannot be had.
pub(crate) fn linux_kernel(folder: &Path) -> Option<PathBuf> {
    let unpacked = folder.join("linux");
    if let Some(kernel) = kernel_below(&unpacked) {
        return Some(kernel);
    }
    std::fs::create_dir_all(&unpacked).ok()?;
    let depends = Command::new("apt-cache").args(["depends", KERNEL]).output().ok()?;
    let text = String::from_utf8_lossy(&depends.stdout).into_owned();
    let package =
        text.lines().find_map(|l| l.trim().strip_prefix("Depends: ")).filter(|p| p.starts_with("linux-image"))?;
    fetch(package, &unpacked)?;
    kernel_below(&unpacked)
}

/// The distribution's guest agent as a file below a folder, or nothing where it cannot be had.
pub(crate) fn guest_agent(folder: &Path) -> Option<PathBuf> {
    let unpacked = folder.join("guest-agent");
    let agent = unpacked.join("usr/sbin/qemu-ga");
    if !agent.exists() {
        std::fs::create_dir_all(&unpacked).ok()?;
        fetch("qemu-guest-agent", &unpacked)?;
    }
    agent.exists().then_some(agent)
}

/// Fetches a package and unpacks it into a folder, without installing it.
fn fetch(package: &str, folder: &Path) -> Option<()> {
    let fetched = Command::new("apt-get").args(["download", "-qq", package]).current_dir(folder).status().ok()?;
    let mut files = std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path());
    let file = files.find(|p| p.extension().is_some_and(|e| e == "deb"))?;
    let opened = Command::new("dpkg-deb").arg("-x").arg(&file).arg(folder).status().ok()?;
    let _ = std::fs::remove_file(&file);
    (fetched.success() && opened.success()).then_some(())
}

fn kernel_below(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder.join("boot")).ok()?.flatten().map(|e| e.path());
    files.into_iter().find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("vmlinuz")))
}

const SOURCES: &str = "/etc/apt/sources.list.d";

/// Installs what is missing. Only Debian's and Ubuntu's package manager is known; elsewhere the error says what to do.
pub(crate) fn ensure(needs: &[Need]) -> Result<(), String> {
    let missing: Vec<&str> = needs.iter().filter(|n| !Path::new(n.program).exists()).map(|n| n.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!("please install: {}", missing.join(" ")));
    }
    println!("installing {}", missing.join(" "));
    apt(&["update", "-qq"])?;
    let install =
        |extra: &[&str]| apt(&[&["install", "-y", "-qq", "--no-install-recommends"], extra, &missing[..]].concat());
    let backports = backports()?;
    let first = match &backports {
        Some(suite) => install(&["-t", suite]),
        None => install(&[]),
    };
    first.map_err(|e| format!("{e}; please install: {}", missing.join(" ")))
}

/// On a host whose QEMU tools already come from the backports, all of QEMU must: the suite, added where it is missing.
fn backports() -> Result<Option<String>, String> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let field =
        |name: &str| release.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("").trim_matches('"').to_owned();
    let (id, codename) = (field("ID="), field("VERSION_CODENAME="));
    if id != "debian" || codename != "bookworm" {
        return Ok(None);
    }
    let suite = format!("{codename}-backports");
    let configured = std::fs::read_dir(SOURCES).into_iter().flatten().flatten().any(|e| {
        std::fs::read_to_string(e.path())
            .is_ok_and(|t| t.lines().any(|l| !l.trim_start().starts_with('#') && l.contains(&suite)))
    });
    if !configured {
        // The same mirror as the release itself.
        let mirror = std::fs::read_to_string(format!("{SOURCES}/debian.sources")).unwrap_or_default();
        let mirror = mirror.lines().find_map(|l| l.strip_prefix("URIs: ").map(str::to_owned));
        let Some(mirror) = mirror else { return Ok(None) };
        let text = format!(
            "Types: deb\nURIs: {mirror}\nSuites: {suite}\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
        );
        as_root("sh", &["-c", &format!("cat > {SOURCES}/{suite}.sources <<'END'\n{text}END")])?;
        apt(&["update", "-qq"])?;
    }
    Ok(Some(suite))
}

fn apt(words: &[&str]) -> Result<(), String> {
    as_root("env", &[&["DEBIAN_FRONTEND=noninteractive", "apt-get"], words].concat())
}

fn as_root(program: &str, words: &[&str]) -> Result<(), String> {
    let root = std::fs::metadata("/proc/self").map(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0).unwrap_or(false);
    let mut command = if root { Command::new(program) } else { Command::new("sudo") };
    if !root {
        command.arg(program);
    }
    let status =
        command.args(words).stdout(std::process::Stdio::null()).status().map_err(|e| format!("{program}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("'{program} {}' failed", words.join(" "))) }
}
