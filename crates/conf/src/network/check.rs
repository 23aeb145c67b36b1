//! Checks of a network's small records, with their place: addresses that are handed out, names that are answered.
//!
//! The same checks hold for a whole document and for a record that is added to a running network.

use std::net::{IpAddr, Ipv4Addr};

use super::addresses;
use crate::domain::interface::MacAddress;
use virt::{Error, Result};
use xml::Node;

/// Checks all records of a document.
pub(super) fn records(root: &Node, network: &str) -> Result<()> {
    if let Some(forward) = root.first("forward") {
        super::nat::nat(&forward, network)?;
    }
    for ip in named(*root, "ip") {
        addresses::ip(&ip, network)?;
        let subnet = Subnet::of(&ip);
        for dhcp in named(ip, "dhcp") {
            for range in named(dhcp, "range") {
                self::range(&range, subnet, network)?;
            }
            for host in named(dhcp, "host") {
                dhcp_host(&host, is_ipv6(&ip), network)?;
            }
        }
    }
    let subnets: Vec<Subnet> = named(*root, "ip").filter_map(|ip| Subnet::of(&ip)).collect();
    for route in named(*root, "route") {
        addresses::route(&route, &subnets, network)?;
    }
    for dns in named(*root, "dns") {
        for host in named(dns, "host") {
            dns_host(&host, network)?;
        }
        for record in named(dns, "txt") {
            txt(&record, network)?;
        }
        for record in named(dns, "srv") {
            srv(&record, network)?;
        }
    }
    Ok(())
}

fn named<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(move |child| child.name() == name)
}

fn is_ipv6(ip: &Node) -> bool {
    ip.attr("family") == Some("ipv6")
}

/// An address and how many of its bits name the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Subnet {
    address: IpAddr,
    prefix: u32,
}

impl Subnet {
    /// What an `<ip>` or `<route>` says, if it says enough.
    pub(super) fn of(ip: &Node) -> Option<Subnet> {
        Subnet::new(ip.attr("address")?, ip.value("prefix").ok()?, ip.attr("netmask"))
    }

    /// An address with a number of bits or a mask.
    pub(super) fn new(address: &str, prefix: Option<u32>, netmask: Option<&str>) -> Option<Subnet> {
        let address: IpAddr = address.parse().ok()?;
        let implied = match address {
            IpAddr::V4(v4) => match v4.octets()[0] {
                0..128 => 8,
                128..192 => 16,
                _ => 24,
            },
            IpAddr::V6(_) => 64,
        };
        let masked = netmask.and_then(|mask| mask.parse::<Ipv4Addr>().ok()).map(|mask| u32::from(mask).count_ones());
        let prefix = prefix.or(masked).unwrap_or(implied);
        let most = if address.is_ipv4() { 32 } else { 128 };
        (prefix <= most).then_some(Subnet { address, prefix })
    }

    /// The address, and how many of its bits name the network.
    pub(super) fn parts(self) -> (IpAddr, u8) {
        (self.address, u8::try_from(self.prefix).unwrap_or(u8::MAX))
    }

    /// The address is that of the network itself, not of a machine in it.
    pub(super) fn is_whole(self) -> bool {
        let (bits, width) = bits(self.address);
        let host = width - self.prefix;
        host == 128 || bits & ((1u128 << host) - 1) == 0
    }

    pub(super) fn contains(self, other: IpAddr) -> bool {
        let ((mine, width), (theirs, other_width)) = (bits(self.address), bits(other));
        let host = width - self.prefix;
        width == other_width && (host == 128 || mine >> host == theirs >> host)
    }

    /// The lowest and highest address of an IPv4 network.
    fn ends(self) -> Option<(Ipv4Addr, Ipv4Addr)> {
        let IpAddr::V4(address) = self.address else { return None };
        let mask = u32::MAX.checked_shr(self.prefix).unwrap_or(0);
        let address = u32::from(address);
        Some((Ipv4Addr::from(address & !mask), Ipv4Addr::from(address | mask)))
    }
}

/// An address as a number, and how many bits it has.
fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(v4) => (u128::from(u32::from(v4)), 32),
        IpAddr::V6(v6) => (u128::from(v6), 128),
    }
}

/// `<range>`
pub(super) fn range(node: &Node, subnet: Option<Subnet>, network: &str) -> Result<()> {
    let end = |name: &str| -> Result<IpAddr> {
        let missing = || node.error(format!("Missing '{name}' attribute in dhcp range for network '{network}'"));
        let text = node.attr(name).ok_or_else(missing).map_err(crate::error)?;
        let bad = || node.error(format!("Cannot parse address '{text}' in dhcp range for network '{network}'"));
        text.parse().map_err(|_| crate::error(bad()))
    };
    let (from, to) = (end("start")?, end("end")?);
    let refuse = |why: String| Err(crate::error(node.error_of(xml::ErrorKind::Internal, why)));
    if from.is_ipv4() != to.is_ipv4() {
        return refuse(format!("range {from} - {to} mixes address families"));
    }
    if from > to {
        return refuse(format!("range {from} - {to} is reversed"));
    }
    if is_too_large(from, to) {
        return refuse(format!("range {from} - {to} is too large (> 65535)"));
    }
    let Some(subnet) = subnet else { return Ok(()) };
    let place = format!("{}/{}", subnet.address, subnet.prefix);
    if !subnet.contains(from) || !subnet.contains(to) {
        return refuse(format!("range {from} - {to} is not entirely within network {place}"));
    }
    match subnet.ends() {
        Some((lowest, _)) if from == IpAddr::V4(lowest) => {
            refuse(format!("start of range {from} - {to} in network {place} is the network address"))
        }
        Some((_, highest)) if to == IpAddr::V4(highest) => {
            refuse(format!("end of range {from} - {to} in network {place} is the broadcast address"))
        }
        _ => Ok(()),
    }
}

fn is_too_large(from: IpAddr, to: IpAddr) -> bool {
    match (from, to) {
        (IpAddr::V4(from), IpAddr::V4(to)) => u32::from(to).saturating_sub(u32::from(from)) > 65535,
        (IpAddr::V6(from), IpAddr::V6(to)) => u128::from(to).saturating_sub(u128::from(from)) > 65535,
        _ => false,
    }
}

/// What a `<host>` of DHCP says of itself; an address of a card is checked.
fn dhcp_identity(node: &Node, network: &str) -> Result<()> {
    let error = |message: String| Err(crate::error(node.error(message)));
    if let Some(text) = node.attr("mac") {
        match MacAddress::parse(text) {
            None => return error(format!("Cannot parse MAC address '{text}' in network '{network}'")),
            Some(mac) if mac.is_multicast() => {
                return error(format!("expected unicast mac address, found multicast '{text}' in network '{network}'"));
            }
            Some(_) => (),
        }
    }
    match node.attr("ip") {
        Some(text) if text.parse::<IpAddr>().is_err() => {
            error(format!("Invalid IP address in static host definition for network '{network}'"))
        }
        _ => Ok(()),
    }
}

/// A `<host>` of DHCP that has to be whole.
pub(super) fn dhcp_host(node: &Node, is_ipv6: bool, network: &str) -> Result<()> {
    dhcp_identity(node, network)?;
    let error = |message: String| Err(crate::error(node.error(message)));
    let (mac, name, id) = (node.attr("mac"), node.attr("name"), node.attr("id"));
    if let (true, Some(mac)) = (is_ipv6, mac) {
        return error(format!(
            "Invalid to specify MAC address '{mac}' in network '{network}' IPv6 static host definition"
        ));
    }
    if is_ipv6 && id.is_none() && name.is_none() {
        return error(format!("Static host definition in IPv6 network '{network}' must have id or name attribute"));
    }
    if !is_ipv6 && mac.is_none() && name.is_none() {
        return error(format!("Static host definition in IPv4 network '{network}' must have mac or name attribute"));
    }
    match node.attr("ip") {
        None => error(format!("Missing IP address in static host definition for network '{network}'")),
        Some(_) => Ok(()),
    }
}

/// A `<host>` of DHCP that only has to say which one it means.
pub(super) fn partial_dhcp_host(node: &Node, network: &str) -> Result<()> {
    dhcp_identity(node, network)?;
    match ["mac", "name", "ip"].iter().any(|name| node.attr(name).is_some()) {
        true => Ok(()),
        false => Err(crate::error(node.error(format!(
            "At least one of name, mac, or ip attribute must be specified for static host definition in network '{network}'"
        )))),
    }
}

pub(super) fn detail(node: &Node, message: String) -> Error {
    let error = Error::xml_detail(message);
    match crate::error(node.error("")).details().at {
        Some(at) => error.at(at),
        None => error,
    }
}

/// A `<host>` of DNS that has to be whole.
pub(super) fn dns_host(node: &Node, network: &str) -> Result<()> {
    let refuse = |what: &str| Err(detail(node, format!("{what} in network '{network}' DNS HOST record")));
    match node.attr("ip") {
        None => return refuse("Missing IP address"),
        Some(text) if text.parse::<IpAddr>().is_err() => return refuse("Invalid IP address"),
        Some(_) => (),
    }
    match node.first("hostname").is_none_or(|name| name.text().is_empty()) {
        true => refuse("Missing hostname"),
        false => Ok(()),
    }
}

/// A `<host>` of DNS that only has to say which one it means.
pub(super) fn partial_dns_host(node: &Node, network: &str) -> Result<()> {
    let refuse = |what: &str| Err(detail(node, format!("{what} in network '{network}' DNS HOST record")));
    match node.attr("ip") {
        Some(text) if text.parse::<IpAddr>().is_err() => refuse("Invalid IP address"),
        None if node.first("hostname").is_none_or(|name| name.text().is_empty()) => refuse("Missing ip and hostname"),
        _ => Ok(()),
    }
}

/// A `<txt>` that has to have a name.
pub(super) fn partial_txt(node: &Node, network: &str) -> Result<()> {
    match node.attr("name") {
        None => Err(detail(node, format!("missing required name attribute in DNS TXT record of network {network}"))),
        Some(name) if name.contains([' ', ',']) => {
            Err(detail(node, format!("prohibited character in DNS TXT record name '{name}' of network {network}")))
        }
        Some(_) => Ok(()),
    }
}

/// A `<txt>` that has to be whole.
pub(super) fn txt(node: &Node, network: &str) -> Result<()> {
    partial_txt(node, network)?;
    let name = node.attr("name").unwrap_or_default();
    match node.attr("value") {
        Some(_) => Ok(()),
        None => Err(detail(
            node,
            format!("missing required value attribute in DNS TXT record named '{name}' of network {network}"),
        )),
    }
}

/// What the numbers of a `<srv>` may be.
pub(super) fn partial_srv(node: &Node, network: &str) -> Result<()> {
    let service = node.attr("service").unwrap_or_default();
    for (name, least) in [("port", 1), ("priority", 0), ("weight", 0)] {
        let Some(text) = node.attr(name) else { continue };
        let place = format!("for service '{service}' in network '{network}'");
        if node.attr("target").is_none() {
            return Err(detail(node, format!("DNS SRV {name} attribute not permitted without target {place}")));
        }
        if !text.parse::<u32>().is_ok_and(|value| (least..=65535).contains(&value)) {
            return Err(detail(node, format!("invalid DNS SRV {name} attribute '{text}' {place}")));
        }
    }
    Ok(())
}

/// A `<srv>` that has to be whole.
pub(super) fn srv(node: &Node, network: &str) -> Result<()> {
    let Some(service) = node.attr("service") else {
        return Err(detail(
            node,
            format!("missing required service attribute in DNS SRV record of network '{network}'"),
        ));
    };
    if node.attr("protocol").is_none() {
        return Err(detail(
            node,
            format!("missing required protocol attribute in DNS SRV record '{service}' of network '{network}'"),
        ));
    }
    partial_srv(node, network)
}

/// Two spellings of one address.
pub(super) fn same_address(one: Option<&str>, other: Option<&str>) -> bool {
    let read = |text: Option<&str>| text.and_then(|text| text.parse::<IpAddr>().ok());
    read(one).is_some() && read(one) == read(other)
}

/// Two spellings of one card's address.
pub(super) fn same_mac(one: Option<&str>, other: Option<&str>) -> bool {
    let read = |text: Option<&str>| text.and_then(MacAddress::parse);
    read(one).is_some() && read(one) == read(other)
}
