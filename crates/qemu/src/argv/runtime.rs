//! What exists only at run time, and which of it a document needs.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use conf::domain::Domain;
use conf::domain::address::Address;
use conf::domain::chardev::{ChardevSource, Log, SocketMode};
use conf::domain::interface::InterfaceSource;
use conf::domain::storage::DiskSource;

use virt::{Error, Result};

use super::certificates::Certificates;
use super::secret::Secrets;

/// What a command line is made from beside document and capabilities.
#[derive(Debug, Clone, Default)]
pub struct Runtime {
    /// `ID-NAME`, cut to a usable length: the guest's part of file names.
    pub short_name: String,
    /// The guest's private folder (master key, monitor socket).
    pub lib_dir: String,
    /// Where files that back the guest's memory are.
    pub memory_dir: String,
    /// The host's page size.
    pub page_kib: u64,
    /// Mounted huge page file systems by page size in KiB, the default size first.
    pub huge_pages: Vec<(u64, String)>,
    /// The file with the master key, if secrets can be passed.
    pub has_master_key: bool,
    /// Where the values of secrets come from.
    pub secrets: Option<Arc<dyn Secrets>>,
    /// What is shown to NBD servers.
    pub nbd_certificates: Certificates,
    /// Character devices that do not say whether they encrypt do.
    pub chardev_tls: bool,
    /// What is shown to whom character devices talk to.
    pub chardev_certificates: Certificates,
    /// What VNC servers show, if they encrypt.
    pub vnc_certificates: Option<Certificates>,
    /// The listening monitor socket.
    pub monitor_fd: i32,
    /// Descriptors by what they are for, see [`needs`].
    pub fds: HashMap<String, Vec<i32>>,
    /// Sockets of helpers (swtpm, …) by the device's alias.
    pub sockets: HashMap<String, String>,
    /// Device files of the host's SCSI devices by the alias of the guest's device.
    pub scsi_devices: HashMap<String, String>,
    /// Ports by graphics server (`vnc0`, `spice0`, `spice0-tls`), where the document leaves them open.
    pub ports: HashMap<String, u32>,
    /// Where servers listen that do not say where.
    pub vnc_listen: String,
    /// The same for SPICE.
    pub spice_listen: String,
    /// VNC servers ask for a password that is set later.
    pub vnc_password: bool,
    /// VNC servers authenticate by SASL.
    pub vnc_sasl: bool,
    /// The folder of SASL's configuration.
    pub sasl_dir: String,
    /// What the command line cannot say is said over the monitor before the guest runs: limits of disks' I/O, CPUs
    /// that are plugged in one by one.
    pub monitor_completes: bool,
    /// The driver has set the addresses of network cards that are host devices.
    pub host_cards_ready: bool,
    /// The GPU of the host that draws for guests that name none.
    pub render_node: Option<String>,
    /// The nodes that the host has; none are known if it is empty.
    pub host_nodes: BTreeSet<u32>,
    /// Host nodes for memory that is placed automatically.
    pub auto_nodes: Option<String>,
    /// SPICE servers ask for a password that is set later.
    pub spice_password: bool,
    /// SPICE servers authenticate by SASL.
    pub spice_sasl: bool,
    /// The folder of SPICE's certificates.
    pub spice_tls_dir: String,
    /// Write-time of clocks: seconds since the epoch.
    pub now: i64,
    /// Memory of the guest is part of core dumps.
    pub dump_guest_core: bool,
    /// Environment of the daemon that is passed on.
    pub env: Vec<(String, String)>,
    /// Start paused; the driver resumes when all is set.
    pub paused: bool,
    /// Start to receive a migration.
    pub incoming: Option<String>,
    /// Confine QEMU's system calls.
    pub sandbox: bool,
}

impl Runtime {
    /// The descriptor that was opened under this key.
    pub(super) fn fd(&self, key: &str) -> Result<i32> {
        let fds = self.fds.get(key).and_then(|fds| fds.first());
        fds.copied().ok_or_else(|| Error::internal(format!("no descriptor was opened for '{key}'")))
    }
}

/// A descriptor that must be opened before the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// The key in [`Runtime::fds`].
    pub key: String,
    /// What to open.
    pub kind: NeedKind,
}

/// What to open.
#[derive(Debug, Clone, PartialEq)]
pub enum NeedKind {
    /// A listening UNIX socket.
    Listen {
        /// Where.
        path: String,
    },
    /// A file to append to or to start anew.
    File {
        /// Which.
        path: String,
        /// Keep what is in it.
        append: bool,
    },
    /// A tap device in a bridge, one descriptor per queue.
    BridgeTap {
        /// The bridge.
        bridge: String,
        /// The device's name, if the document gives one.
        device: Option<String>,
        /// How many queues.
        queues: u32,
    },
    /// A tap device of a virtual network, one descriptor per queue.
    NetworkTap {
        /// The network.
        network: String,
        /// The device's name, if the document gives one.
        device: Option<String>,
        /// How many queues.
        queues: u32,
    },
    /// A tap device that scripts or the user connect.
    EthernetTap {
        /// The device's name, if the document gives one.
        device: Option<String>,
        /// How many queues.
        queues: u32,
    },
    /// A device file.
    Device {
        /// Which.
        path: String,
    },
    /// The kernel's network accelerator, one descriptor per queue; optional.
    Vhost {
        /// How many queues.
        queues: u32,
        /// The guest does not start without it.
        required: bool,
    },
}

/// Channels that do not say where they listen do so in a folder of their guest's.
pub fn name_channels(domain: &mut Domain, folder: &str) {
    for channel in &mut domain.devices.channels {
        let place = match &channel.info.address {
            Some(Address::VirtioSerial(at)) => {
                format!("vioser-{:02}-{:02}-{:02}.sock", at.controller, at.bus, at.port)
            }
            _ => channel.info.alias().to_owned(),
        };
        let ChardevSource::Unix(unix) = &mut channel.source else { continue };
        if unix.mode != Some(SocketMode::Connect) {
            unix.mode.get_or_insert(SocketMode::Bind);
            unix.path.get_or_insert_with(|| format!("{folder}/{}", channel.target.name.as_ref().unwrap_or(&place)));
        }
    }
}

/// All descriptors that a document needs.
pub fn needs(domain: &Domain) -> Vec<Need> {
    let mut needs = Vec::new();
    let devices = &domain.devices;
    for serial in &devices.serials {
        chardev(&serial.source, serial.log.as_ref(), serial.info.alias(), &mut needs);
    }
    for parallel in &devices.parallels {
        chardev(&parallel.source, parallel.log.as_ref(), parallel.info.alias(), &mut needs);
    }
    for channel in &devices.channels {
        chardev(&channel.source, channel.log.as_ref(), channel.info.alias(), &mut needs);
    }
    for console in devices.consoles.iter().filter(|c| c.target.kind.as_deref() != Some("serial")) {
        chardev(&console.source, console.log.as_ref(), console.info.alias(), &mut needs);
    }
    for interface in &devices.interfaces {
        interface_needs(interface, &mut needs);
    }
    for disk in &devices.disks {
        if let DiskSource::VhostVdpa { dev, .. } = &disk.source {
            let key = format!("{}-vdpa", disk.info.alias());
            needs.push(Need { key, kind: NeedKind::Device { path: dev.clone() } });
        }
    }
    needs
}

fn interface_needs(interface: &conf::domain::interface::Interface, needs: &mut Vec<Need>) {
    let driver = interface.driver.as_ref();
    let queues = driver.and_then(|d| d.queues).unwrap_or(1).max(1);
    let device = interface.target_dev().map(str::to_owned);
    let tap = match &interface.source {
        InterfaceSource::Bridge { bridge } => NeedKind::BridgeTap { bridge: bridge.clone(), device, queues },
        InterfaceSource::Network { network, .. } => NeedKind::NetworkTap { network: network.clone(), device, queues },
        InterfaceSource::Ethernet { .. } => NeedKind::EthernetTap { device, queues },
        InterfaceSource::Vdpa { dev } => {
            let key = format!("{}-vdpa", interface.info.alias());
            return needs.push(Need { key, kind: NeedKind::Device { path: dev.clone() } });
        }
        _ => return,
    };
    let alias = interface.info.alias();
    needs.push(Need { key: format!("{alias}-tap"), kind: tap });
    let name = driver.and_then(|d| d.name.as_deref());

    let wanted = name != Some("qemu");
    if interface.model().starts_with("virtio") && wanted {
        let kind = NeedKind::Vhost { queues, required: name == Some("vhost") };
        needs.push(Need { key: format!("{alias}-vhost"), kind });
    }
}

fn chardev(source: &ChardevSource, log: Option<&Log>, alias: &str, needs: &mut Vec<Need>) {
    let key = format!("char{alias}");
    match source {
        ChardevSource::Unix(unix) if unix.mode != Some(SocketMode::Connect) => {
            if let Some(path) = unix.path.clone() {
                needs.push(Need { key: key.clone(), kind: NeedKind::Listen { path } });
            }
        }
        ChardevSource::File { path: Some(path), append, .. } => {
            let append = append.is_some_and(|a| a.is_on());
            needs.push(Need { key: key.clone(), kind: NeedKind::File { path: path.clone(), append } });
        }
        _ => (),
    }
    if let Some(log) = log {
        let append = log.append.is_some_and(|a| a.is_on());
        let kind = NeedKind::File { path: log.file.clone(), append };
        needs.push(Need { key: format!("{key}-log"), kind });
    }
}
