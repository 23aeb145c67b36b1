//! Checks of `<ip>` and `<route>`: families, masks and gateways have to fit their addresses.

use std::net::IpAddr;

use super::check::Subnet;
use virt::Result;
use xml::{ErrorKind, Node};

/// What is said of one subnet, and for whom.
struct Said<'a> {
    node: Node<'a>,
    network: &'a str,
    address: IpAddr,
}

fn unsupported<T>(node: &Node, message: String) -> Result<T> {
    Err(crate::error(node.error_of(ErrorKind::Unsupported, message)))
}

fn wrong<T>(node: &Node, message: String) -> Result<T> {
    Err(crate::error(node.error(message)))
}

/// An `<ip>`: the host's address.
pub(super) fn ip(node: &Node, network: &str) -> Result<()> {
    let Some(text) = node.attr("address") else {
        return wrong(node, format!("Missing required address attribute in network '{network}'"));
    };
    let Ok(address) = text.parse() else {
        return wrong(node, format!("Invalid address '{text}' in network '{network}'"));
    };
    let said = Said { node: *node, network, address };
    let family = match (node.attr("family"), address.is_ipv4()) {
        (None | Some("ipv4"), true) | (Some("ipv6"), false) => None,
        (None, false) => Some(format!("no family specified for non-IPv4 address '{text}'")),
        (Some("ipv4"), false) => Some(format!("ipv4 family specified for non-IPv4 address '{text}'")),
        (Some("ipv6"), true) => Some(format!("Family 'ipv6' specified for non-IPv6 address '{text}'")),
        (Some(other), _) => return wrong(node, format!("Unrecognized family '{other}' in network '{network}'")),
    };
    match family {
        Some(message) => unsupported(node, format!("{message} in network '{network}'")),
        None => mask(&said),
    }
}

/// The mask, or the number of bits that stands for it.
fn mask(said: &Said) -> Result<()> {
    let Said { node, network, address } = said;
    let prefix = node.value::<u32>("prefix").map_err(crate::error)?.filter(|prefix| *prefix > 0);
    let most = if address.is_ipv4() { 32 } else { 128 };
    if let Some(prefix) = prefix.filter(|prefix| *prefix > most) {
        let version = if address.is_ipv4() { 4 } else { 6 };
        return unsupported(node, format!("Invalid IPv{version} prefix '{prefix}' in network '{network}'"));
    }
    let Some(text) = node.attr("netmask") else { return Ok(()) };
    if !address.is_ipv4() {
        return unsupported(node, format!("netmask not allowed for IPv6 address '{address}' in network '{network}'"));
    }
    if prefix.is_some() {
        return unsupported(node, format!("Network '{network}' IP address cannot have both a prefix and a netmask"));
    }
    match text.parse::<IpAddr>() {
        Ok(mask) if mask.is_ipv4() => Ok(()),
        Ok(_) => unsupported(
            node,
            format!("Invalid netmask '{text}' for address '{address}' in network '{network}' (both must be IPv4)"),
        ),
        Err(_) => wrong(node, format!("Invalid netmask '{text}' in network '{network}'")),
    }
}

/// A `<route>`: its gateway has to be in one of the network's own subnets.
pub(super) fn route(node: &Node, subnets: &[Subnet], network: &str) -> Result<()> {
    let refuse = |message: String| wrong(node, format!("{network}: {message} in route definition"));
    let Some(text) = node.attr("address") else { return refuse("Missing required address attribute".to_owned()) };
    let Some(by) = node.attr("gateway") else { return refuse("Missing required gateway attribute".to_owned()) };
    let Ok(address) = text.parse::<IpAddr>() else { return refuse(format!("Bad network address '{text}'")) };
    let Ok(gateway) = by.parse::<IpAddr>() else { return refuse(format!("Bad gateway address '{by}'")) };
    match node.attr("family") {
        None if !address.is_ipv4() => return refuse(format!("No family specified for non-IPv4 address '{text}'")),
        Some("ipv4") if !address.is_ipv4() => {
            return refuse(format!("ipv4 family specified for non-IPv4 address '{text}'"));
        }
        Some("ipv6") if address.is_ipv4() => {
            return refuse(format!("ipv6 family specified for non-IPv6 address '{text}'"));
        }
        None | Some("ipv4" | "ipv6") => (),
        Some(other) => return refuse(format!("Unrecognized family '{other}'")),
    }
    if address.is_ipv4() != gateway.is_ipv4() {
        let version = if address.is_ipv4() { 4 } else { 6 };
        return refuse(format!("ipv{version} specified for non-IPv{version} gateway address '{by}'"));
    }
    if node.value::<u32>("metric").map_err(crate::error)? == Some(0) {
        return Err(crate::error(node.bad_value("metric")));
    }
    if node.attr("prefix").is_some() && node.attr("netmask").is_some() {
        return wrong(node, format!("{network}: Route definition cannot have both a prefix and a netmask"));
    }
    mask(&Said { node: *node, network, address })?;
    match Subnet::of(node) {
        Some(subnet) if !subnet.is_whole() => {
            wrong(node, format!("{network}: Address '{text}' in route definition is not a network address"))
        }
        _ if !subnets.iter().any(|subnet| subnet.contains(gateway)) => {
            unsupported(node, format!("unreachable static route gateway '{by}' specified for network '{network}'"))
        }
        _ => Ok(()),
    }
}
