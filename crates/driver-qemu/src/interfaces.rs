//! Network cards of a guest: traffic.

use conf::domain::interface::InterfaceSource;
use host::netdev::Traffic;
use virt::generated::domain::DomainInterfaceStatsReply;
use virt::{DomainRef, Error, ErrorDomain, Result};

use crate::core::Core;

/// Traffic of a host device as its guest sees it: what the host sends, the guest receives.
pub(crate) fn guest_traffic(device: &str) -> std::io::Result<Option<Traffic>> {
    Ok(host::netdev::traffic(device)?.map(Traffic::mirrored))
}

pub(crate) fn interface_stats(core: &Core, dom: &DomainRef, device: &str) -> Result<DomainInterfaceStatsReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let is_it = |interface: &&conf::domain::interface::Interface| {
        let mac = interface.mac.as_ref().is_some_and(|mac| mac.address.to_string().eq_ignore_ascii_case(device));
        interface.target_dev() == Some(device) || mac
    };
    let unknown = || Error::invalid_arg(format!("'{device}' is not a known interface")).in_domain(ErrorDomain::DOMAIN);
    let interface = document.domain.devices.interfaces.iter().find(is_it).ok_or_else(unknown)?;
    let name = interface.target_dev().ok_or_else(unknown)?;
    let failed = |e| Error::system("Could not open /proc/net/dev", &e);
    let traffic = host::netdev::traffic(name).map_err(failed)?;
    let traffic = traffic.ok_or_else(|| Error::internal(format!("/proc/net/dev: Interface '{name}' not found")))?;
    let seen = match interface.source {
        // A macvtap device stands on the guest's own side.
        InterfaceSource::Direct { .. } => traffic,
        _ => traffic.mirrored(),
    };
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    Ok(DomainInterfaceStatsReply {
        rx_bytes: signed(seen.rx_bytes),
        rx_packets: signed(seen.rx_packets),
        rx_errs: signed(seen.rx_errors),
        rx_drop: signed(seen.rx_dropped),
        tx_bytes: signed(seen.tx_bytes),
        tx_packets: signed(seen.tx_packets),
        tx_errs: signed(seen.tx_errors),
        tx_drop: signed(seen.tx_dropped),
    })
}
