//! Starting networks: of a definition, or of a document that is gone when the network is.

use std::net::IpAddr;
use std::sync::Arc;

use conf::network::forward::Span;
use conf::network::status::NetworkStatus;
use conf::network::{ForwardMode, MacTableManager, Network, ip};
use host::addressing::Route;
use host::bridge::BridgeOptions;
use virt::constants::*;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::rules::is_translated;
use crate::table::Snapshot;
use crate::{firewall, server};

/// Starts a defined network.
pub(crate) fn create(core: &Core, net: &NetworkRef) -> Result<()> {
    let _turn = core.begin("start")?;
    let known = core.table.find(net)?;
    if known.is_active() {
        return Err(Error::operation_invalid("network is already active"));
    }
    let network = known.document()?.clone();
    start(core, &known, network).map(drop)
}

/// Starts a network from a document.
pub(crate) fn create_xml(core: &Core, xml: &str) -> Result<NetworkRef> {
    let _turn = core.begin("create")?;
    let mut network = core.read(xml)?;
    let known = core.known(&network)?;
    if let Some(known) = known.as_ref().filter(|known| known.is_active()) {
        return Err(Error::operation_invalid(format!("network is already active as '{}'", known.name)));
    }
    core.settle_bridge(&mut network)?;
    let known = known.unwrap_or_else(|| Arc::new(Snapshot::new(&network)));
    start(core, &known, network)
}

/// Starts a network; the caller has the turn. After a failure nothing is left of the attempt.
pub(crate) fn start(core: &Core, known: &Snapshot, mut network: Network) -> Result<NetworkRef> {
    if let Some(what) = lacking(&network) {
        return Err(Error::config_unsupported(format!("network '{}' cannot be started: {what}", network.name)));
    }
    let bridge = network.require_bridge()?.to_owned();
    if network.owns_bridge() {
        if core.bridges.is_taken(&bridge) {
            let exists = std::io::Error::from_raw_os_error(EEXIST);
            return Err(Error::system(format!("error creating bridge interface {bridge}"), &exists));
        }
        refuse_collision(core, &network)?;
        settle_ports(&mut network)?;
    }
    let mut status = NetworkStatus::new(network);
    // The state comes first: a daemon that comes after us finds the bridge by it, or finds that there is none.
    core.write_status(&status)?;
    if status.network.owns_bridge() {
        let made = core.bridges.create(&options(&status.network, &bridge));
        if let Err(error) = made {
            forget_status(core, &status);
            return Err(Error::system(format!("error creating bridge interface {bridge}"), &error));
        }
        if let Err(error) = furnish(core, &mut status, true).and_then(|()| core.write_status(&status)) {
            if let Err(left) = clear(core, &status) {
                log::warn!("{left}");
            }
            forget_status(core, &status);
            return Err(error);
        }
    }
    let mut next = known.clone();
    next.live = Some(Arc::new(status));
    let reference = next.reference();
    core.table.publish(next);
    core.emit(reference.clone(), VIR_NETWORK_EVENT_STARTED);
    Ok(reference)
}

fn forget_status(core: &Core, status: &NetworkStatus) {
    if let Err(left) = core.remove_status(&status.network.name) {
        log::warn!("{left}");
    }
}

/// Gives a network's bridge what belongs to it: addresses, rules of the firewall, dnsmasq, routes. What is there already
/// stays.
fn furnish(core: &Core, status: &mut NetworkStatus, is_new: bool) -> Result<()> {
    let network = &status.network;
    let bridge = network.require_bridge()?.to_owned();
    let subnets: Vec<(IpAddr, u8)> = network.ips.iter().filter_map(|ip| ip.0.subnet()).collect();
    for (address, prefix) in &subnets {
        let added = core.bridges.add_address(&bridge, *address, *prefix);
        added.map_err(|e| Error::system(format!("cannot give bridge {bridge} the address {address}/{prefix}"), &e))?;
    }
    if network.forward_mode() != ForwardMode::None {
        for ipv6 in [false, true] {
            if subnets.iter().any(|(address, _)| address.is_ipv6() == ipv6) {
                core.bridges.forward(ipv6).map_err(|e| match e.raw_os_error() {
                    Some(_) => Error::system("cannot enable IP forwarding", &e),
                    None => Error::internal("cannot enable IP forwarding").because(e.to_string()),
                })?;
            }
        }
    }
    let firewalls = firewall::ensure(core, status)?;
    status.firewalls = firewalls;
    if is_new {
        // What a killed daemon has left of an earlier run knows nothing of this one.
        server::stop(core, &status.network);
        server::start(core, &status.network)?;
    } else {
        server::ensure(core, &status.network)?;
    }
    for route in status.network.routes.iter().filter_map(route) {
        let added = core.bridges.add_route(&bridge, &route);
        added
            .map_err(|e| Error::system(format!("cannot add a route to {}/{}", route.destination, route.prefix), &e))?;
    }
    Ok(())
}

/// Takes from the host what [`start`] has given it, all but the state file.
pub(crate) fn clear(core: &Core, status: &NetworkStatus) -> Result<()> {
    let network = &status.network;
    if !network.owns_bridge() {
        return Ok(());
    }
    server::stop(core, network);
    firewall::remove(core, status);
    let bridge = network.require_bridge()?;
    match core.bridges.address(bridge) {
        Some(_) => {
            let removed = core.bridges.remove(bridge);
            removed.map_err(|e| Error::system(format!("Unable to delete bridge {bridge}"), &e))
        }
        None => Ok(()),
    }
}

/// Gives all active networks back what they have lost, or what a killed daemon had no time to give them.
pub(crate) fn refresh_all(core: &Core) {
    for known in core.table.all() {
        let Some(live) = known.live.as_deref().filter(|live| live.network.owns_bridge()) else { continue };
        let mut status = live.clone();
        let refreshed = furnish(core, &mut status, false).and_then(|()| match status == *live {
            true => Ok(()),
            false => core.write_status(&status),
        });
        match refreshed {
            Ok(()) => core.table.publish(Snapshot { live: Some(Arc::new(status)), ..Snapshot::clone(&known) }),
            Err(error) => log::error!("network '{}' is not whole: {error}", known.name),
        }
    }
}

/// Refuses a subnet that the host reaches already: packets could not go both ways.
fn refuse_collision(core: &Core, network: &Network) -> Result<()> {
    let mut own = network.ips.iter().filter_map(|ip| ip.0.subnet()).filter_map(|(address, prefix)| match address {
        IpAddr::V4(v4) if prefix > 0 => {
            Some((u32::from(v4) & u32::MAX.checked_shl(32u32.saturating_sub(prefix.into())).unwrap_or(0), prefix))
        }
        _ => None,
    });
    // Where the host's table cannot be read, nothing is known against the network.
    let known = core.bridges.subnets().unwrap_or_default();
    let taken = own.find_map(|(first, prefix)| {
        known.iter().find(|(_, net, bits)| u32::from(*net) == first && *bits == prefix).map(|(device, ..)| device)
    });
    match taken {
        Some(device) => Err(Error::internal(format!("Network is already in use by interface {device}"))),
        None => Ok(()),
    }
}

/// Ports below 1024 are left to the host's own services, unless the document says otherwise.
fn settle_ports(network: &mut Network) -> Result<()> {
    let is_translated = is_translated(network);
    let Some(forward) = network.forward.as_mut().filter(|_| is_translated) else { return Ok(()) };
    let unprivileged = || Span { start: "1024".to_owned(), end: "65535".to_owned() };
    let Span { start, end } = forward.nat.get_or_insert_default().port.get_or_insert_with(unprivileged);
    // Compat: a range of one port is refused.
    match (start.parse::<u16>(), end.parse::<u16>()) {
        (Ok(first), Ok(last)) if first < last => Ok(()),
        _ => Err(Error::internal(format!("Invalid port range '{start}-{end}'."))),
    }
}

fn route(route: &ip::Route) -> Option<Route> {
    let (destination, prefix) = route.subnet()?;
    let gateway = route.gateway.as_deref()?.parse().ok()?;
    Some(Route { destination, prefix, gateway, metric: route.metric.filter(|metric| *metric > 0).unwrap_or(1) })
}

/// "File exists", as Linux numbers it.
const EEXIST: i32 = 17;

fn options(network: &Network, name: &str) -> BridgeOptions {
    let bridge = network.bridge.as_ref();
    BridgeOptions {
        name: name.to_owned(),
        mac: network.mac.as_ref().and_then(|mac| mac.address).map(|mac| mac.0),
        mtu: network.mtu,
        stp: bridge.and_then(|bridge| bridge.stp).is_none_or(|stp| stp.is_on()),
        delay_s: bridge.and_then(|bridge| bridge.delay).unwrap_or(0),
        ipv6: network.ips.iter().any(|ip| ip.0.is_ipv6()),
    }
}

/// The first thing that a network needs and this driver does not do.
pub(crate) fn lacking(network: &Network) -> Option<String> {
    let mode = network.forward_mode();
    if !network.owns_bridge() && mode != ForwardMode::Bridge {
        return Some(format!("forward mode '{}' is not supported yet", mode.as_str()));
    }
    if mode == ForwardMode::Bridge && network.bridge_name().is_none() {
        return Some("forward mode 'bridge' without a bridge (macvtap) is not supported yet".to_owned());
    }
    let bridge = network.bridge.as_ref();
    let isolates_ports = network.port.as_ref().and_then(|port| port.isolated).is_some_and(|isolated| isolated.is_yes());
    let registers =
        network.domain.as_ref().and_then(|domain| domain.register).is_some_and(|register| register.is_yes());
    let fills_table = bridge.and_then(|bridge| bridge.mac_table_manager) == Some(MacTableManager::Libvirt);
    let parts = [
        ("<bandwidth>", network.bandwidth.is_some()),
        ("<domain register='yes'>", registers),
        ("<vlan>", network.vlan.is_some()),
        ("<virtualport>", network.virtualport.is_some()),
        ("<port isolated='yes'>", isolates_ports),
        ("<bridge zone>", bridge.is_some_and(|bridge| bridge.zone.is_some())),
        ("<bridge macTableManager='libvirt'>", fills_table),
    ];
    parts.iter().find(|(_, there)| *there).map(|(part, _)| format!("{part} is not supported yet"))
}
