//! Where the driver's files lie; the names are libvirt's.

use std::path::{Path, PathBuf};

/// The driver's folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Definitions: `NAME.xml`, and `autostart/` with links to them.
    pub config: PathBuf,
    /// State of active networks: `NAME.xml`, `NAME.pid`.
    pub state: PathBuf,
    /// Files of each network's dnsmasq, and the leases of each bridge.
    pub dnsmasq: PathBuf,
    /// What the administrator says of all networks.
    pub settings: PathBuf,
}

impl Paths {
    /// Places of the system instance below a root folder (`/` in production).
    pub fn system(root: &Path) -> Paths {
        Paths {
            config: root.join("etc/libvirt/qemu/networks"),
            state: root.join("run/libvirt/network"),
            dnsmasq: root.join("var/lib/libvirt/dnsmasq"),
            settings: root.join("etc/libvirt/network.conf"),
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

    /// File with the number of a network's dnsmasq.
    pub fn dnsmasq_pid(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.pid"))
    }

    /// File with the state of an active network.
    pub fn status(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.xml"))
    }
}
