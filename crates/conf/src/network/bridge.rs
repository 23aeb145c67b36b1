//! The bridge of a network: its name, how it behaves, its own address.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::interface::MacAddress;
use crate::words::OnOff;
use xml::{Mode, Xml};

/// `<bridge>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Bridge {
    pub name: Option<String>,
    pub zone: Option<String>,
    #[xml(with = stp)]
    pub stp: Option<OnOff>,
    /// Seconds until a new port forwards packets.
    #[xml(with = delay)]
    pub delay: Option<u64>,
    #[xml("macTableManager", with = manager)]
    pub mac_table_manager: Option<MacTableManager>,
}

/// Who fills the bridge's table of addresses.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacTableManager {
    Kernel,
    Libvirt,
}

/// `<mac>`: the bridge's own address.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NetworkMac {
    #[xml(with = address, when = is_known)]
    pub address: Option<MacAddress>,
}

fn is_known(mac: &NetworkMac, _: Mode) -> bool {
    mac.address.is_some()
}

mod stp {
    use crate::words::OnOff;
    use xml::{Field, Node, Result, Writer};

    /// Compat: every word but "off" means on.
    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<OnOff>> {
        Ok(node.attr(name).map(|text| OnOff::from(text != "off")))
    }

    pub(super) fn format(value: &Option<OnOff>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod delay {
    use super::super::network_name;
    use xml::{Field, Node, Result, Value, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<u64>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let bad = || node.error(format!("Invalid {name} value in network '{}'", network_name(node)));
        u64::from_xml(text).map(Some).ok_or_else(bad)
    }

    pub(super) fn format(value: &Option<u64>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod manager {
    use super::super::network_name;
    use super::MacTableManager;
    use xml::{Field, Node, Result, Value, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<MacTableManager>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let bad = || node.error(format!("Invalid {name} setting '{text}' in network '{}'", network_name(node)));
        MacTableManager::from_xml(text).map(Some).ok_or_else(bad)
    }

    pub(super) fn format(value: &Option<MacTableManager>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

mod address {
    use super::super::network_name;
    use super::MacAddress;
    use xml::{Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<MacAddress>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let bad =
            |what: &str| node.error(format!("Invalid {what}mac address '{text}' in network '{}'", network_name(node)));
        let mac = MacAddress::parse(text).ok_or_else(|| bad("bridge "))?;
        match mac.is_multicast() {
            true => Err(bad("multicast bridge ")),
            false => Ok(Some(mac)),
        }
    }

    pub(super) fn format(value: &Option<MacAddress>, name: &str, writer: &mut Writer) {
        if let Some(mac) = value {
            writer.attr(name, &mac.to_string());
        }
    }
}
