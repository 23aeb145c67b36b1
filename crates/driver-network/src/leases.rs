//! Addresses that a network has handed out.

use std::net::IpAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use conf::domain::interface::MacAddress;
use conf::network::Network;
use virt::constants::*;
use virt::generated::network::NetworkDhcpLeasesReply;
use virt::generated::types::NetworkDhcpLease;
use virt::{NetworkRef, Result};

use crate::core::Core;
use crate::lease_file::{Lease, path, read};

/// Leases of all guests, or of one card.
pub(crate) fn dhcp_leases(
    core: &Core,
    net: &NetworkRef,
    mac: Option<&str>,
    need_results: i32,
) -> Result<NetworkDhcpLeasesReply> {
    let known = core.table.find(net)?;
    let network = known.document()?;
    let Some(bridge) = network.bridge_name() else { return Ok(NetworkDhcpLeasesReply::default()) };
    let now =
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX));
    let wanted = mac.map(|mac| (mac, MacAddress::parse(mac)));
    let is_wanted = |lease: &Lease| match (&wanted, &lease.mac) {
        (None, _) => true,
        (Some((text, card)), Some(mac)) => mac == text || card.is_some() && MacAddress::parse(mac) == *card,
        (Some(_), None) => false,
    };
    let leases = read(core.files.as_ref(), &path(&core.paths.dnsmasq, bridge));
    let current = leases.into_iter().filter(|lease| lease.expires == 0 || lease.expires >= now);
    let mut leases: Vec<NetworkDhcpLease> =
        current.filter(is_wanted).map(|lease| described(network, bridge, lease)).collect();
    let ret = u32::try_from(leases.len()).unwrap_or(u32::MAX);
    if need_results == 0 {
        leases.clear();
    }
    Ok(NetworkDhcpLeasesReply { leases, ret })
}

fn described(network: &Network, bridge: &str, lease: Lease) -> NetworkDhcpLease {
    let address: Option<IpAddr> = lease.ip.parse().ok();
    let is_ipv6 = address.is_some_and(|address| address.is_ipv6());
    // One subnet of each family hands out addresses.
    let subnet = network.ips.iter().map(|ip| &ip.0).find(|ip| ip.is_ipv6() == is_ipv6 && ip.serves());
    NetworkDhcpLease {
        iface: bridge.to_owned(),
        expirytime: lease.expires,
        type_: if is_ipv6 { VIR_IP_ADDR_TYPE_IPV6 } else { VIR_IP_ADDR_TYPE_IPV4 },
        mac: lease.mac,
        iaid: lease.iaid,
        ipaddr: lease.ip,
        prefix: subnet.and_then(|ip| ip.subnet()).map_or(0, |(_, prefix)| prefix.into()),
        hostname: lease.hostname,
        clientid: lease.client_id,
    }
}
