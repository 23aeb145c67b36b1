//! The account's own daemon: it starts by itself for an ordinary account's first command, and serves its guests.

use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The account and group that own nothing.
const NOBODY: u32 = 65534;

/// Lets an ordinary account define and run a guest with nothing but the client. Skipped where we are not root.
pub(crate) fn check(dist: &Path) -> Result<(), String> {
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    if !root {
        println!("skipped: only root can become another account");
        return Ok(());
    }
    let home = Home::make(dist).map_err(|e| format!("cannot lay out a home: {e}"))?;
    let guest = home.0.join("guest.xml").display().to_string();
    let shelf = home.0.join("shelf").display().to_string();
    let image = format!("{shelf}/image");
    for (words, expected) in [
        (vec!["define", &guest], "Domain 'own' defined"),
        (vec!["start", "own"], "Domain 'own' started"),
        (vec!["domstate", "own"], "running"),
        (vec!["destroy", "own"], "Domain 'own' destroyed"),
        (vec!["undefine", "own"], "Domain 'own' has been undefined"),
        (vec!["pool-create-as", "shelf", "dir", "--target", &shelf, "--build"], "Pool shelf created"),
        (vec!["vol-create-as", "shelf", "image", "1M"], "Vol image created"),
        (vec!["vol-path", "image", "shelf"], &image),
        (vec!["vol-delete", "image", "shelf"], "Vol image deleted"),
        (vec!["pool-destroy", "shelf"], "Pool shelf destroyed"),
    ] {
        let said = home.virsh(&words)?;
        if !said.contains(expected) {
            return Err(format!("virsh {}: '{said}' lacks '{expected}'", words.join(" ")));
        }
    }
    Ok(())
}

/// A home folder of the ordinary account with the programs in it; its daemon ends with it.
struct Home(PathBuf);

impl Home {
    fn make(dist: &Path) -> std::io::Result<Home> {
        let home = Home(std::env::temp_dir().join(format!("ferrovirt-session-{}", std::process::id())));
        std::fs::create_dir_all(home.0.join("run"))?;
        for (from, to) in
            [("bin/virsh", "virsh"), ("sbin/libvirtd", "libvirtd"), ("share/ferrovirt/tiny-guest.elf", "kernel")]
        {
            std::fs::copy(dist.join(from), home.0.join(to))?;
            std::fs::set_permissions(home.0.join(to), std::fs::Permissions::from_mode(0o755))?;
        }
        let text = format!(
            "<domain type='qemu'><name>own</name><memory unit='MiB'>32</memory><os><type arch='x86_64'>hvm</type>\
             <kernel>{}</kernel></os></domain>",
            home.0.join("kernel").display()
        );
        std::fs::write(home.0.join("guest.xml"), text)?;
        for path in [home.0.clone(), home.0.join("run")] {
            chown(&path, Some(NOBODY), Some(NOBODY))?;
        }
        Ok(home)
    }

    fn virsh(&self, words: &[&str]) -> Result<String, String> {
        let at = |name: &str| self.0.join(name);
        let account = NOBODY.to_string();
        let output = Command::new("setpriv")
            .args(["--reuid", &account, "--regid", &account, "--clear-groups"])
            .arg(at("virsh"))
            .args(["-c", "qemu:///session"])
            .args(words)
            .env_clear()
            .env("HOME", &self.0)
            .env("PATH", "/usr/bin:/bin")
            .env("XDG_RUNTIME_DIR", at("run"))
            .env("LIBVIRTD_PATH", at("libvirtd"))
            .current_dir(&self.0)
            .output()
            .map_err(|e| format!("setpriv: {e}"))?;
        let said = [output.stdout, output.stderr].concat();
        Ok(String::from_utf8_lossy(&said).into_owned())
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = self.virsh(&["destroy", "own"]);
        let pid = std::fs::read_to_string(self.0.join("run/libvirt/libvirtd.pid")).ok();
        let pid = pid.and_then(|p| rustix::process::Pid::from_raw(p.trim().parse().ok()?));
        if let Some(pid) = pid {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
