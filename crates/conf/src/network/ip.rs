//! Addresses of a network: the host's own, those it hands out, and routes behind them.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use std::net::IpAddr;

use super::check::Subnet;
use crate::text::address;
use crate::words::YesNo;
use xml::{Element, ErrorKind, Field, Node, Result, Writer, Xml};

/// `<ip>`: an address that the host has in the network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ip(pub IpParts);

/// Attributes and children of [`Ip`].
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IpParts {
    pub family: Option<String>,
    #[xml(with = address)]
    pub address: Option<String>,
    #[xml(with = address)]
    pub netmask: Option<String>,
    #[xml(with = positive)]
    pub prefix: Option<u32>,
    #[xml("localPtr")]
    pub local_ptr: Option<YesNo>,
    pub tftp: Option<Tftp>,
    pub dhcp: Option<Dhcp>,
}

impl IpParts {
    /// The host's address, and how many of its bits name the network.
    pub fn subnet(&self) -> Option<(IpAddr, u8)> {
        Some(Subnet::new(self.address.as_deref()?, self.prefix, self.netmask.as_deref())?.parts())
    }

    /// Whether this is an address of IPv6.
    pub fn is_ipv6(&self) -> bool {
        self.family.as_deref() == Some("ipv6")
    }

    /// Whether guests get addresses from here.
    pub fn serves(&self) -> bool {
        self.dhcp.as_ref().is_some_and(|dhcp| !dhcp.ranges.is_empty() || !dhcp.hosts.is_empty())
    }
}

impl Route {
    /// The first address of the destination, and how many of its bits name it.
    pub fn subnet(&self) -> Option<(IpAddr, u8)> {
        Some(Subnet::new(self.address.as_deref()?, self.prefix, self.netmask.as_deref())?.parts())
    }
}

// Compat: printed with both tags even if nothing stands between them.
impl Element for Ip {
    fn parse(node: &Node) -> Result<Ip> {
        let parts: IpParts = node.element()?;
        let is_address = |text: &str| text.parse::<std::net::IpAddr>().is_ok();
        if let Some(address) = parts.address.as_deref().filter(|text| !is_address(text)) {
            let name = super::network_name(node);
            return Err(node.error(format!("Invalid address '{address}' in network '{name}'")));
        }
        Ok(Ip(parts))
    }

    fn format(&self, writer: &mut Writer) {
        Element::format(&self.0, writer);
        writer.open();
    }

    fn declare(shape: &mut xml::Shape) {
        shape.flatten::<IpParts>();
    }
}

xml::element!(Ip);

/// Compat: a prefix without bits is none.
mod positive {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<u32>> {
        Ok(node.value(name)?.filter(|prefix| *prefix > 0))
    }

    pub(super) fn format(value: &Option<u32>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// `<tftp>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Tftp {
    pub root: Option<String>,
}

/// `<dhcp>`: addresses that guests get.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Dhcp {
    #[xml("range")]
    pub ranges: Vec<Range>,
    #[xml("host")]
    pub hosts: Vec<DhcpHost>,
    #[xml("bootp")]
    pub bootp: Option<Bootp>,
}

/// `<range>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Range {
    #[xml(with = address)]
    pub start: String,
    #[xml(with = address)]
    pub end: String,
    #[xml(with = lease)]
    pub lease: Option<Lease>,
}

/// `<host>`: an address for one guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DhcpHost {
    pub id: Option<String>,
    pub mac: Option<String>,
    pub name: Option<String>,
    #[xml(with = address)]
    pub ip: Option<String>,
    #[xml(with = lease)]
    pub lease: Option<Lease>,
}

/// `<lease>`: how long an address is lent.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    /// 0 stands for ever.
    pub expiry: u64,
    pub unit: LeaseUnit,
}

/// In what a [`Lease`] is counted.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseUnit {
    Seconds,
    Minutes,
    Hours,
}

impl Lease {
    /// The shortest lease that dnsmasq grants.
    const LEAST_SECONDS: u64 = 120;

    /// In seconds.
    pub fn seconds(&self) -> u64 {
        self.expiry.saturating_mul(match self.unit {
            LeaseUnit::Seconds => 1,
            LeaseUnit::Minutes => 60,
            LeaseUnit::Hours => 3600,
        })
    }
}

impl Element for Lease {
    fn parse(node: &Node) -> Result<Lease> {
        let lease = Lease { expiry: node.field("expiry")?, unit: node.value("unit")?.unwrap_or(LeaseUnit::Minutes) };
        if lease.expiry != 0 && lease.seconds() < Lease::LEAST_SECONDS {
            let message = "The minimum lease time should be greater than 2 minutes";
            return Err(node.error_of(ErrorKind::Unsupported, message));
        }
        Ok(lease)
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("expiry", &self.expiry.to_string());
        if self.expiry != 0 {
            writer.attr("unit", self.unit.as_str());
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u64>("expiry").optional().field::<Option<LeaseUnit>>("unit");
    }
}

xml::element!(Lease);

/// A lease without a time is none.
mod lease {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<Lease>> {
        node.first(name).filter(|child| child.attr("expiry").is_some()).map(|child| child.element()).transpose()
    }

    pub(super) fn format(value: &Option<Lease>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// `<bootp>`: what guests boot from the network.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Bootp {
    pub file: String,
    pub server: Option<String>,
}

/// `<route>`: addresses behind a guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Route {
    pub family: Option<String>,
    #[xml(with = address)]
    pub address: Option<String>,
    #[xml(with = address)]
    pub netmask: Option<String>,
    pub prefix: Option<u32>,
    #[xml(with = address)]
    pub gateway: Option<String>,
    pub metric: Option<u32>,
}
