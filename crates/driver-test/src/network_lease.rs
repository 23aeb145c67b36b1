//! Addresses that a network has handed out: each card of a running guest that is plugged into it has one.

use std::net::Ipv4Addr;

use conf::domain::interface::{Interface, InterfaceSource, MacAddress};
use conf::network::Network;
use conf::network::ip::{Dhcp, IpParts};
use virt::constants::*;
use virt::generated::network::NetworkDhcpLeasesReply;
use virt::list::counted;
use virt::objects::Kind;
use virt::{Error, ErrorCode, ErrorDomain, NetworkDhcpLease, NetworkRef, Result, flags};

use crate::connection::TestConnection;

/// How long an address is lent if the network does not say.
const SECONDS: u64 = 3600;
/// Addresses that each guest's cards may take; the first is some way into the range.
const PER_GUEST: u32 = 20;

/// A card of a running guest.
struct Card {
    mac: String,
    /// Which of all cards of all guests it is.
    place: u32,
    guest: String,
}

pub(crate) fn leases(
    connection: &TestConnection,
    net: &NetworkRef,
    mac: Option<&str>,
    need_results: i32,
    flags: u32,
) -> Result<NetworkDhcpLeasesReply> {
    flags::only(flags, 0, "testNetworkGetDHCPLeases")?;
    let asked = mac.map(|text| {
        let bad = || Error::new(ErrorCode::INVALID_MAC, text).in_domain(ErrorDomain::NETWORK);
        MacAddress::parse(text).map(|mac| mac.to_string()).ok_or_else(bad)
    });
    let asked = asked.transpose()?;
    let net = connection.net(net)?;
    let mut leases = Vec::new();
    if let Some(live) = &net.live {
        let now = connection.core().clock.since_epoch().as_secs();
        let cards = cards(connection, &net.name)?;
        leases.extend(cards.iter().filter_map(|card| lease(live, card, now)));
    }
    leases.retain(|lease| asked.is_none() || lease.mac == asked);
    let (leases, ret) = counted(need_results, leases);
    Ok(NetworkDhcpLeasesReply { leases, ret })
}

/// The cards that are plugged into a network.
fn cards(connection: &TestConnection, network: &str) -> Result<Vec<Card>> {
    let plugged =
        |card: &Interface| matches!(&card.source, InterfaceSource::Network { network: name, .. } if name == network);
    let mut cards = Vec::new();
    for guest in connection.core().guests.all() {
        let Some(id) = guest.number().and_then(|id| u32::try_from(id).ok()) else { continue };
        let domain = guest.document(true)?;
        let first = id.saturating_sub(1).saturating_mul(PER_GUEST).saturating_add(1);
        cards.extend((first..).zip(&domain.devices.interfaces).filter(|(_, card)| plugged(card)).filter_map(
            |(place, card)| {
                Some(Card { mac: card.mac.as_ref()?.address.to_string(), place, guest: domain.name.clone() })
            },
        ));
    }
    Ok(cards)
}

/// What a card has got from the first part of the network that hands out addresses.
fn lease(network: &Network, card: &Card, now: u64) -> Option<NetworkDhcpLease> {
    let (ip, dhcp) = network.ips.iter().find_map(|ip| {
        let dhcp = ip.0.dhcp.as_ref().filter(|_| ip.0.family.as_deref() != Some("ipv6"))?;
        Some((&ip.0, dhcp))
    })?;
    let host =
        dhcp.hosts.iter().find(|host| host.mac.as_deref().is_some_and(|mac| mac.eq_ignore_ascii_case(&card.mac)));
    let fixed = host.and_then(|host| host.ip.clone());
    let (address, seconds) = match fixed {
        Some(address) => (address, host.and_then(|host| host.lease.as_ref()).map(|lease| lease.seconds())),
        None => from_range(dhcp, card.place)?,
    };
    let seconds = seconds.unwrap_or(SECONDS);
    Some(NetworkDhcpLease {
        iface: network.bridge_name().unwrap_or_default().to_owned(),
        // An address that is lent for ever has no end.
        expirytime: if seconds == 0 { 0 } else { i64::try_from(now.saturating_add(seconds)).unwrap_or(i64::MAX) },
        type_: VIR_IP_ADDR_TYPE_IPV4,
        mac: Some(card.mac.clone()),
        iaid: None,
        ipaddr: address,
        prefix: prefix(ip),
        hostname: Some(host.and_then(|host| host.name.clone()).unwrap_or_else(|| card.guest.clone())),
        clientid: None,
    })
}

/// An address of the first range, always the same one for a card, and for how long.
fn from_range(dhcp: &Dhcp, place: u32) -> Option<(String, Option<u64>)> {
    let range = dhcp.ranges.first()?;
    let (start, end): (Ipv4Addr, Ipv4Addr) = (range.start.parse().ok()?, range.end.parse().ok()?);
    let (start, end) = (u32::from(start), u32::from(end));
    let count = u64::from(end.checked_sub(start)?) + 1;
    let step = u32::try_from(u64::from(place) % count).ok()?;
    Some((Ipv4Addr::from(start + step).to_string(), range.lease.as_ref().map(|lease| lease.seconds())))
}

fn prefix(ip: &IpParts) -> u32 {
    let netmask = || ip.netmask.as_deref()?.parse::<Ipv4Addr>().ok().map(|mask| u32::from(mask).count_ones());
    ip.prefix.or_else(netmask).unwrap_or(24)
}
