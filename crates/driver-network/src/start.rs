//! Starting networks: of a definition, or of a document that is gone when the network is.

use std::sync::Arc;

use conf::network::status::NetworkStatus;
use conf::network::{ForwardMode, MacTableManager, Network};
use host::bridge::BridgeOptions;
use virt::constants::*;
use virt::{Error, NetworkRef, Result};

use crate::core::Core;
use crate::table::Snapshot;

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
pub(crate) fn start(core: &Core, known: &Snapshot, network: Network) -> Result<NetworkRef> {
    if let Some(what) = lacking(&network) {
        return Err(Error::config_unsupported(format!("network '{}' cannot be started: {what}", network.name)));
    }
    let bridge = network.require_bridge()?.to_owned();
    let status = NetworkStatus::new(network);
    let network = &status.network;
    if network.owns_bridge() && core.bridges.is_taken(&bridge) {
        let exists = std::io::Error::from_raw_os_error(EEXIST);
        return Err(Error::system(format!("error creating bridge interface {bridge}"), &exists));
    }
    // The state comes first: a daemon that comes after us finds the bridge by it, or finds that there is none.
    core.write_status(&status)?;
    if network.owns_bridge() {
        let made = core.bridges.create(&options(network, &bridge));
        if let Err(error) = made {
            if let Err(left) = core.remove_status(&network.name) {
                log::warn!("{left}");
            }
            return Err(Error::system(format!("error creating bridge interface {bridge}"), &error));
        }
    }
    let mut next = known.clone();
    next.live = Some(Arc::new(status));
    let reference = next.reference();
    core.table.publish(next);
    core.emit(reference.clone(), VIR_NETWORK_EVENT_STARTED);
    Ok(reference)
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
    }
}

/// The first thing that a network needs and this driver does not do.
pub(crate) fn lacking(network: &Network) -> Option<String> {
    let mode = network.forward_mode();
    if !matches!(mode, ForwardMode::None | ForwardMode::Bridge) {
        return Some(format!("forward mode '{}' is not supported yet", mode.as_str()));
    }
    if mode == ForwardMode::Bridge && network.bridge_name().is_none() {
        return Some("forward mode 'bridge' without a bridge (macvtap) is not supported yet".to_owned());
    }
    let bridge = network.bridge.as_ref();
    let isolates_ports = network.port.as_ref().and_then(|port| port.isolated).is_some_and(|isolated| isolated.is_yes());
    let fills_table = bridge.and_then(|bridge| bridge.mac_table_manager) == Some(MacTableManager::Libvirt);
    let parts = [
        ("<ip> (name server, address service and firewall)", !network.ips.is_empty()),
        ("<route>", !network.routes.is_empty()),
        ("<bandwidth>", network.bandwidth.is_some()),
        ("<vlan>", network.vlan.is_some()),
        ("<virtualport>", network.virtualport.is_some()),
        ("<port isolated='yes'>", isolates_ports),
        ("<bridge zone>", bridge.is_some_and(|bridge| bridge.zone.is_some())),
        ("<bridge macTableManager='libvirt'>", fills_table),
    ];
    parts.iter().find(|(_, there)| *there).map(|(part, _)| format!("{part} is not supported yet"))
}
