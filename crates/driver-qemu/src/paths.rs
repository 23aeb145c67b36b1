//! Where everything lies on disk. All places follow from one root, so that tests and trials run isolated.

use std::path::{Path, PathBuf};

/// The driver's folders; the names are libvirt's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Definitions: `NAME.xml`, and `autostart/` with links to them.
    pub config: PathBuf,
    /// `qemu.conf`.
    pub config_file: PathBuf,
    /// State of running guests: `NAME.xml`, `NAME.pid`, `channel/`.
    pub state: PathBuf,
    /// Private folder of each running guest, save images, NVRAM.
    pub lib: PathBuf,
    /// What is known of QEMU binaries.
    pub cache: PathBuf,
    /// One log file for each guest.
    pub log: PathBuf,
}

impl Paths {
    /// Places of the system instance below a root folder (`/` in production).
    pub fn system(root: &Path) -> Paths {
        Paths {
            config: root.join("etc/libvirt/qemu"),
            config_file: root.join("etc/libvirt/qemu.conf"),
            state: root.join("run/libvirt/qemu"),
            lib: root.join("var/lib/libvirt/qemu"),
            cache: root.join("var/cache/libvirt/qemu"),
            log: root.join("var/log/libvirt/qemu"),
        }
    }

    /// Places of one user's instance: their configuration, cache and run-time folders.
    pub fn session(config_home: &Path, cache_home: &Path, runtime: &Path) -> Paths {
        Paths {
            config: config_home.join("libvirt/qemu"),
            config_file: config_home.join("libvirt/qemu.conf"),
            state: runtime.join("libvirt/qemu/run"),
            lib: config_home.join("libvirt/qemu/lib"),
            cache: cache_home.join("libvirt/qemu/cache"),
            log: cache_home.join("libvirt/qemu/log"),
        }
    }

    /// Places of an instance inside an application, all below the root it names.
    pub fn embed(root: &Path) -> Paths {
        Paths {
            config: root.join("etc/qemu"),
            config_file: root.join("etc/qemu.conf"),
            state: root.join("run/qemu"),
            lib: root.join("lib/qemu"),
            cache: root.join("cache/qemu"),
            log: root.join("log/qemu"),
        }
    }

    /// Links to the definitions that start with the host.
    pub fn autostart(&self) -> PathBuf {
        self.config.join("autostart")
    }

    /// File of a definition.
    pub fn definition(&self, name: &str) -> PathBuf {
        self.config.join(format!("{name}.xml"))
    }

    /// Link of a definition that starts with the host.
    pub fn autostart_link(&self, name: &str) -> PathBuf {
        self.autostart().join(format!("{name}.xml"))
    }

    /// File with the state of a running guest.
    pub fn status(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.xml"))
    }

    /// File with the process number of a running guest.
    pub fn pid_file(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.pid"))
    }

    /// Log file of a guest.
    pub fn log_file(&self, name: &str) -> PathBuf {
        self.log.join(format!("{name}.log"))
    }

    /// Private folder of a running guest.
    pub fn private_folder(&self, id: i32, name: &str) -> PathBuf {
        self.lib.join(format!("domain-{}", short_name(id, name)))
    }

    /// Images of guests that the driver keeps itself.
    pub fn saved(&self) -> PathBuf {
        self.lib.join("save")
    }

    /// Folders with the snapshots of each guest.
    pub fn all_snapshots(&self) -> PathBuf {
        self.lib.join("snapshot")
    }

    /// Folder with the snapshots of a guest.
    pub fn snapshots(&self, name: &str) -> PathBuf {
        self.all_snapshots().join(name)
    }

    /// Image of a guest that goes on from there when it is started.
    pub fn managed_save(&self, name: &str) -> PathBuf {
        self.saved().join(format!("{name}.save"))
    }

    /// Sockets of a running guest's channels.
    pub fn channel_folder(&self, id: i32, name: &str) -> PathBuf {
        self.state.join("channel").join(short_name(id, name))
    }

    /// Memory files of a running guest.
    pub fn memory_folder(&self, id: i32, name: &str) -> PathBuf {
        self.lib.join("ram").join(short_name(id, name))
    }

    /// Folder of what is known of QEMU binaries.
    pub fn capabilities_cache(&self) -> PathBuf {
        self.cache.join("capabilities")
    }
}

/// Longest part of a guest's name in a path: socket paths may have 107 bytes.
const SHORT_NAME_CHARS: usize = 20;

/// The id with as much of the name as fits into a socket's path.
pub(crate) fn short_name(id: i32, name: &str) -> String {
    let short: String = name.chars().take(SHORT_NAME_CHARS).collect();
    format!("{id}-{short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_libvirt() {
        let paths = Paths::system(Path::new("/"));
        assert_eq!(paths.definition("a"), Path::new("/etc/libvirt/qemu/a.xml"));
        assert_eq!(paths.autostart_link("a"), Path::new("/etc/libvirt/qemu/autostart/a.xml"));
        assert_eq!(paths.status("a"), Path::new("/run/libvirt/qemu/a.xml"));
        assert_eq!(paths.channel_folder(3, "a"), Path::new("/run/libvirt/qemu/channel/3-a"));
        let long = paths.private_folder(12, "a-very-long-name-of-a-guest");
        assert_eq!(long, Path::new("/var/lib/libvirt/qemu/domain-12-a-very-long-name-of-"));
    }
}
