//! Opening what QEMU gets as descriptors: sockets of channels, log files, tap devices.

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;

use conf::domain::Domain;
use conf::domain::interface::{Interface, InterfaceSource};
use host::files::Owner;
use host::tap::{TapOptions, add_to_bridge, create, set_up};
use qemu::argv::{Need, NeedKind, needs};
use virt::{Error, ErrorDomain, Result};

use crate::core::Core;

/// Descriptors for QEMU, each with the number it has there.
#[derive(Debug, Default)]
pub(crate) struct Descriptors {
    /// All of them.
    pub(crate) fds: Vec<(OwnedFd, i32)>,
    /// Numbers by what they are for.
    pub(crate) numbers: HashMap<String, Vec<i32>>,
}

/// First number that a descriptor has in QEMU.
const FIRST: i32 = 20;

impl Descriptors {
    /// Adds a descriptor and returns its number in QEMU.
    pub(super) fn add(&mut self, fd: OwnedFd) -> i32 {
        let number = FIRST.saturating_add(i32::try_from(self.fds.len()).unwrap_or(i32::MAX - FIRST));
        self.fds.push((fd, number));
        number
    }

    /// Adds a file that stays open here as well.
    pub(super) fn add_stream(&mut self, file: &std::fs::File) -> Result<i32> {
        let copied = file.try_clone().map_err(|e| Error::system("cannot duplicate a descriptor", &e))?;
        Ok(self.add(copied.into()))
    }

    fn add_for(&mut self, key: &str, fds: Vec<OwnedFd>) {
        let numbers = fds.into_iter().map(|fd| self.add(fd)).collect();
        self.numbers.insert(key.to_owned(), numbers);
    }
}

/// Opens everything that the document needs; the names of tap devices go into the document.
pub(crate) fn open(core: &Core, domain: &mut Domain) -> Result<Descriptors> {
    let mut opened = Descriptors::default();
    for Need { key, kind } in needs(domain) {
        match kind {
            NeedKind::Listen { path } => opened.add_for(&key, vec![listen(core, Path::new(&path))?]),
            NeedKind::Device { path } => opened.add_for(&key, vec![device(Path::new(&path))?]),
            NeedKind::File { path, append } => opened.add_for(&key, vec![file(Path::new(&path), append)?]),
            NeedKind::BridgeTap { bridge, device, queues } => {
                opened.add_for(&key, tap(domain, &key, device.as_deref(), queues, Some(&bridge))?);
            }
            NeedKind::EthernetTap { device, queues } => {
                opened.add_for(&key, tap(domain, &key, device.as_deref(), queues, None)?);
            }
            NeedKind::NetworkTap { network, device, queues } => {
                let bridge = bridge_of(core, &network)?;
                opened.add_for(&key, tap(domain, &key, device.as_deref(), queues, Some(&bridge))?);
                if let InterfaceSource::Network { bridge: plugged, .. } = &mut interface(domain, &key)?.source {
                    *plugged = Some(bridge);
                }
            }
            NeedKind::Vhost { queues, required } => vhost(&mut opened, &key, queues, required)?,
        }
    }
    Ok(opened)
}

/// A device of the host, opened here because the guest's account may not.
fn device(path: &Path) -> Result<OwnedFd> {
    let failed = |e| Error::system(format!("unable to open {}", path.display()), &e);
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path).map_err(failed)?;
    Ok(file.into())
}

fn listen(core: &Core, path: &Path) -> Result<OwnedFd> {
    let failed = |e| Error::system(format!("Failed to bind socket to {}", path.display()), &e);
    match core.files.remove(path, host::files::Durability::Volatile) {
        // A socket left by the guest's last run; anything else in its place makes the bind fail.
        Ok(()) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(failed(e)),
    }
    let listener = UnixListener::bind(path).map_err(failed)?;
    if let Some(account) = &core.config.credentials {
        core.files.chown(path, Owner { uid: account.uid, gid: account.gid }).map_err(failed)?;
    }
    Ok(listener.into())
}

fn file(path: &Path, append: bool) -> Result<OwnedFd> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).mode(0o600);
    match append {
        true => options.append(true),
        false => options.truncate(true),
    };
    let failed = |e| Error::system(format!("Unable to open '{}'", path.display()), &e);
    Ok(options.open(path).map_err(failed)?.into())
}

/// The bridge of a virtual network.
pub(crate) fn bridge_of(core: &Core, network: &str) -> Result<String> {
    match &core.networks {
        Some(networks) => networks.bridge_of(network).map_err(|e| e.in_domain(ErrorDomain::NETWORK)),
        None => {
            let message = format!("interface of type 'network' ('{network}') needs the network driver");
            Err(Error::config_unsupported(message))
        }
    }
}

/// The interface that a need is about.
fn interface<'a>(domain: &'a mut Domain, key: &str) -> Result<&'a mut Interface> {
    let alias = key.strip_suffix("-tap").unwrap_or(key);
    let found = domain.devices.interfaces.iter_mut().find(|interface| interface.info.alias() == alias);
    found.ok_or_else(|| Error::internal(format!("no interface has the alias '{alias}'")))
}

/// The name that the kernel completes with the first free number.
const TAP_NAME: &str = "vnet%d";

fn tap(
    domain: &mut Domain,
    key: &str,
    device: Option<&str>,
    queues: u32,
    bridge: Option<&str>,
) -> Result<Vec<OwnedFd>> {
    let interface = interface(domain, key)?;
    let mut mac = interface.mac.as_ref().map_or([0; 6], |mac| mac.address.0);
    // Compat: the host's end differs from the guest's in the first byte, which also keeps it above a bridge's own.
    mac[0] = 0xfe;
    let name = device.filter(|name| !name.is_empty()).unwrap_or(TAP_NAME);
    let mtu = interface.mtu.as_ref().map_or(0, |mtu| mtu.size);
    let virtio = interface.model().starts_with("virtio");
    let made = create(TapOptions { name, mac, queues, vnet_header: virtio, mtu });
    let tap = made.map_err(|e| Error::system("Unable to create tap device", &e).because(name.to_owned()))?;
    if let Some(bridge) = bridge {
        if !host::netdev::exists(bridge) {
            let missing = std::io::Error::from_raw_os_error(rustix::io::Errno::NODEV.raw_os_error());
            return Err(Error::system(format!("Cannot get interface MTU on '{bridge}'"), &missing));
        }
        let failed = |e| Error::system(format!("Unable to add port {} to bridge {bridge}", tap.name), &e);
        add_to_bridge(bridge, &tap.name).map_err(failed)?;
    }
    let failed = |e| Error::system(format!("Cannot set interface flags on '{}'", tap.name), &e);
    set_up(&tap.name, true).map_err(failed)?;
    interface.target.get_or_insert_default().dev = Some(tap.name);
    Ok(tap.queues)
}

/// The kernel's accelerator is used where it is there and demanded only where the document does.
fn vhost(opened: &mut Descriptors, key: &str, queues: u32, required: bool) -> Result<()> {
    let mut fds = Vec::new();
    for _ in 0..queues.max(1) {
        match std::fs::OpenOptions::new().read(true).write(true).open("/dev/vhost-net") {
            Ok(file) => fds.push(OwnedFd::from(file)),
            Err(e) if required => {
                let message = "vhost-net was requested for an interface, but is unavailable";
                return Err(Error::config_unsupported(message).because(e.to_string()));
            }
            Err(_) => return Ok(()),
        }
    }
    opened.add_for(key, fds);
    Ok(())
}
