//! Addresses of a network: the host's own, those it hands out, and routes behind them.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::YesNo;
use xml::{Element, Node, Raw, Result, Writer, Xml};

/// `<ip>`: an address that the host has in the network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ip(pub IpParts);

/// Attributes and children of [`Ip`].
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IpParts {
    pub family: Option<String>,
    pub address: Option<String>,
    pub netmask: Option<String>,
    pub prefix: Option<u32>,
    #[xml("localPtr")]
    pub local_ptr: Option<YesNo>,
    pub tftp: Option<Tftp>,
    pub dhcp: Option<Dhcp>,
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
        self.0.format(writer);
        writer.open();
    }

    fn declare(shape: &mut xml::Shape) {
        shape.flatten::<IpParts>();
    }
}

xml::element!(Ip);

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
    pub start: String,
    pub end: String,
    pub lease: Option<Raw>,
}

/// `<host>`: an address for one guest.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DhcpHost {
    pub id: Option<String>,
    pub mac: Option<String>,
    pub name: Option<String>,
    pub ip: Option<String>,
    pub lease: Option<Raw>,
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
    pub address: Option<String>,
    pub netmask: Option<String>,
    pub prefix: Option<u32>,
    pub gateway: Option<String>,
    pub metric: Option<u32>,
}
