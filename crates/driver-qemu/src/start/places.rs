//! What a guest needs before its QEMU: folders, a master key, a socket for the monitor, ports for displays.

use std::os::unix::net::UnixListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use conf::domain::Domain;
use conf::domain::graphics::{Graphics, ListenType};
use host::files::{Durability, Owner};
use host::port::PortRange;
use virt::{Error, ErrorDomain, Result, SecretBytes};

use super::Places;
use super::secrets::MASTER_KEY;
use crate::core::Core;
use crate::rollback::Rollback;

/// Makes the guest's folders.
pub(super) fn make(core: &Arc<Core>, domain: &Domain, undo: &mut Rollback<'static>) -> Result<Places> {
    let id = core.next_id.fetch_add(1, Ordering::Relaxed);
    let private = core.paths.private_folder(id, &domain.name);
    let channel = core.paths.channel_folder(id, &domain.name);
    let owner = core.config.credentials.as_ref().map(|account| Owner { uid: account.uid, gid: account.gid });
    for folder in [&private, &channel] {
        let failed = |e| Error::system(format!("Failed to create dir '{}'", folder.display()), &e);
        core.files.create_folder(folder, 0o750).map_err(failed)?;
        let (core, path) = (Arc::clone(core), folder.clone());
        undo.push(move || {
            let _ = core.files.remove_folder(&path);
        });
    }
    if let Some(owner) = owner {
        for folder in [&private, &channel] {
            let failed = |e| Error::system(format!("unable to set ownership of '{}'", folder.display()), &e);
            core.files.chown(folder, owner).map_err(failed)?;
        }
    }
    let mut key = [0; MASTER_KEY];
    host::random::fill(&mut key).map_err(|e| Error::system("failed to generate master key", &e))?;
    let path = private.join("master-key.aes");
    let failed = |e| Error::system(format!("failed to write master key file '{}'", path.display()), &e);
    core.files.write_atomic(&path, &key, 0o600, Durability::Volatile).map_err(failed)?;
    if let Some(owner) = owner {
        core.files.chown(&path, owner).map_err(failed)?;
    }
    let monitor = private.join("monitor.sock");
    let log = core.paths.log_file(&domain.name);
    Ok(Places { id, private, channel, monitor, log, key: SecretBytes::from(&key[..]) })
}

/// Opens the monitor's socket: it exists before QEMU does, so that nobody has to wait for it.
pub(super) fn listen(places: &Places) -> Result<UnixListener> {
    let failed = |e| Error::system(format!("Failed to bind socket to {}", places.monitor.display()), &e);
    UnixListener::bind(&places.monitor).map_err(failed)
}

/// Gives displays without a port of their own the next free one, and those without an address the configured one.
pub(super) fn take_ports(core: &Arc<Core>, domain: &mut Domain, undo: &mut Rollback<'static>) -> Result<Vec<u16>> {
    let mut taken = Vec::new();
    for graphics in &mut domain.devices.graphics {
        let address = match graphics {
            Graphics::Spice(_) => &core.config.spice_listen,
            _ => &core.config.vnc_listen,
        };
        for listen in graphics.listens_mut().into_iter().flatten() {
            match listen.kind {
                ListenType::Address if listen.address.is_none() => {
                    listen.address = Some(address.clone());
                    listen.from_config = Some(1);
                }
                ListenType::Network => listen.address = Some(address_on(core, listen.network.as_deref())?),
                _ => {}
            }
        }
        if let Graphics::Spice(spice) = graphics {
            if spice.port.autoport && spice.listens.on_network() {
                spice.port.port = Some(acquire(core, &core.display_ports, undo, &mut taken)?);
                if core.config.spice_tls.enabled && spice.default_mode.as_deref() != Some("insecure") {
                    spice.port.tls_port = Some(acquire(core, &core.display_ports, undo, &mut taken)?);
                }
            }
            continue;
        }
        let Graphics::Vnc(vnc) = graphics else { continue };
        if vnc.port.autoport && vnc.listens.on_network() {
            vnc.port.port = Some(acquire(core, &core.display_ports, undo, &mut taken)?);
        }
        if vnc.websocket == Some(-1) {
            vnc.websocket = Some(acquire(core, &core.websocket_ports, undo, &mut taken)?);
        }
    }
    Ok(taken)
}

/// The host's address on a virtual network, where a display listens.
fn address_on(core: &Core, network: Option<&str>) -> Result<String> {
    let (Some(networks), Some(network)) = (&core.networks, network) else {
        return Err(Error::config_unsupported("a display that listens on a network needs the network driver"));
    };
    networks.address_of(network).map_err(|e| e.in_domain(ErrorDomain::NETWORK))
}

fn acquire(core: &Arc<Core>, range: &PortRange, undo: &mut Rollback<'static>, taken: &mut Vec<u16>) -> Result<i32> {
    let found = range.acquire();
    let port = found.map_err(|e| Error::internal("Unable to find an unused port").because(e.to_string()))?;
    taken.push(port);
    let core = Arc::clone(core);
    undo.push(move || {
        core.display_ports.release(port);
        core.websocket_ports.release(port);
    });
    Ok(port.into())
}
