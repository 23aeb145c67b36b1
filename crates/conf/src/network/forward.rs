//! `<forward>`: where the packets of a network's guests go.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::address::Address;
use crate::text::address;
use crate::words::{Named, YesNo};
use xml::Xml;

/// `<forward>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Forward {
    pub dev: Option<String>,
    #[xml(with = mode)]
    pub mode: ForwardMode,
    pub managed: Option<YesNo>,
    pub driver: Option<Named>,
    pub nat: Option<Nat>,
    #[xml("pf")]
    pub pfs: Vec<Device>,
    #[xml("interface")]
    pub interfaces: Vec<Device>,
    #[xml("address")]
    pub addresses: Vec<Address>,
}

/// How packets leave the network.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForwardMode {
    /// Not at all.
    None,
    /// With the host's address.
    Nat,
    /// With their own addresses.
    Route,
    /// As the host's own rules say.
    Open,
    /// Through a bridge of the host.
    Bridge,
    Private,
    Vepa,
    Passthrough,
    /// Guests get devices of the host.
    Hostdev,
}

/// `<nat>`: which addresses and ports stand for the guests.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Nat {
    pub ipv6: Option<YesNo>,
    pub address: Option<Span>,
    pub port: Option<Span>,
}

/// From a first to a last address or port.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Span {
    #[xml(with = address)]
    pub start: String,
    #[xml(with = address)]
    pub end: String,
}

/// A device of the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Device {
    pub dev: String,
}

mod mode {
    use super::ForwardMode;
    use xml::{ErrorKind, Field, Node, Result, Value, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<ForwardMode> {
        let Some(text) = node.attr(name) else { return Ok(ForwardMode::Nat) };
        let unknown = || node.error_of(ErrorKind::Unsupported, format!("unknown forwarding type '{text}'"));
        ForwardMode::from_xml(text).ok_or_else(unknown)
    }

    pub(super) fn format(value: &ForwardMode, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}
