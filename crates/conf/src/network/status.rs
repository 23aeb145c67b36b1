//! `<networkstatus>`: the run-time file from which a daemon takes an active network over.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::Network;
use virt::{Error, Result};
use xml::{Document, Mode, Raw, Xml};

/// An active network as its daemon knows it.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct NetworkStatus {
    /// Which traffic classes of the bridge are taken.
    pub class_id: Option<ClassIds>,
    /// The sum of all rates that were promised.
    pub floor: Option<Floor>,
    pub network: Network,
    /// How to remove the firewall's rules; kept for a daemon that made them.
    #[xml("firewall")]
    pub firewalls: Vec<Raw>,
}

/// `<class_id>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ClassIds {
    pub bitmap: String,
}

/// `<floor>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Floor {
    pub sum: u64,
}

impl NetworkStatus {
    /// The run-time file of a network that has just become active.
    pub fn new(network: Network) -> NetworkStatus {
        let class_id = Some(ClassIds { bitmap: "0-2".to_owned() });
        NetworkStatus { class_id, floor: Some(Floor { sum: 0 }), network, firewalls: Vec::new() }
    }

    /// Reads a run-time file.
    pub fn parse(text: &str) -> Result<NetworkStatus> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("networkstatus", Mode::STATUS).map_err(crate::error)?;
        let Some(inner) = root.first("network") else {
            return Err(Error::internal("no network config"));
        };
        let mut status: NetworkStatus = root.element().map_err(crate::error)?;
        status.network = Network::from_node(&inner)?;
        Ok(status)
    }

    /// Prints it.
    pub fn format(&self) -> String {
        xml::to_string("networkstatus", self, Mode::STATUS)
    }
}
