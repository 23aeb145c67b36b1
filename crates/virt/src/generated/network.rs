//! Virtual networks.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`NetworkDriver::list_all_networks`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkListAllNetworksReply {
    pub nets: Vec<NetworkRef>,
    pub ret: u32,
}

impl Xdr for NetworkListAllNetworksReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.nets, limits::REMOTE_NETWORK_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkListAllNetworksReply { nets: d.list(limits::REMOTE_NETWORK_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`NetworkDriver::dhcp_leases`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkDhcpLeasesReply {
    pub leases: Vec<NetworkDhcpLease>,
    pub ret: u32,
}

impl Xdr for NetworkDhcpLeasesReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.leases, limits::REMOTE_NETWORK_DHCP_LEASES_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkDhcpLeasesReply { leases: d.list(limits::REMOTE_NETWORK_DHCP_LEASES_MAX)?, ret: d.get()? })
    }
}

/// Virtual networks.
pub trait NetworkDriver: Send + Sync {
    /// Lists the names of at most `maxnames` inactive persistent networks.
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListDefinedNetworks"))
    }

    /// Lists the names of at most `maxnames` active networks.
    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListNetworks"))
    }

    /// Starts a defined network.
    fn create(&self, net: &NetworkRef) -> Result<()> {
        Err(unsupported("virNetworkCreate"))
    }

    /// Creates and starts a network from a document; it is transient unless a definition exists.
    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        Err(unsupported("virNetworkCreateXML"))
    }

    /// Stores a network document as a persistent definition.
    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        Err(unsupported("virNetworkDefineXML"))
    }

    /// Stops an active network; a transient one disappears.
    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        Err(unsupported("virNetworkDestroy"))
    }

    /// Returns the network document, of the live or the inactive definition.
    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        Err(unsupported("virNetworkGetXMLDesc"))
    }

    /// Tells whether the network is started when the host boots.
    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        Err(unsupported("virNetworkGetAutostart"))
    }

    /// Returns the name of the host bridge device the network uses.
    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        Err(unsupported("virNetworkGetBridgeName"))
    }

    /// Finds a network by its name.
    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        Err(unsupported("virNetworkLookupByName"))
    }

    /// Finds a network by its 16-byte UUID.
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        Err(unsupported("virNetworkLookupByUUID"))
    }

    /// Chooses whether the network is started when the host boots.
    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        Err(unsupported("virNetworkSetAutostart"))
    }

    /// Removes the stored definition of a network; an active one becomes transient.
    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        Err(unsupported("virNetworkUndefine"))
    }

    /// Counts the inactive persistent networks.
    fn num_of_defined_networks(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfDefinedNetworks"))
    }

    /// Counts the active networks.
    fn num_of_networks(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfNetworks"))
    }

    /// Tells whether the network is active.
    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        Err(unsupported("virNetworkIsActive"))
    }

    /// Tells whether the network has a stored definition.
    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        Err(unsupported("virNetworkIsPersistent"))
    }

    /// Lists all networks that match the filter flags.
    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        Err(unsupported("virConnectListAllNetworks"))
    }

    /// Changes one part of a network's definition in place: adds, removes or modifies a host, range, record, port group and so on.
    fn update(
        &self,
        net: &NetworkRef,
        command: u32,
        section: u32,
        parent_index: i32,
        xml: &str,
        flags: u32,
    ) -> Result<()> {
        Err(unsupported("virNetworkUpdate"))
    }

    /// Lists the DHCP leases of a network, optionally of one MAC address.
    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        Err(unsupported("virNetworkGetDHCPLeases"))
    }

    /// Stores a network document, validating it against the schema when flags say so.
    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        Err(unsupported("virNetworkDefineXMLFlags"))
    }

    /// Creates and starts a network, validating its document against the schema when flags say so.
    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        Err(unsupported("virNetworkCreateXMLFlags"))
    }

    /// Sets or removes the network's title, description or one namespaced metadata element.
    fn set_metadata(
        &self,
        network: &NetworkRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        Err(unsupported("virNetworkSetMetadata"))
    }

    /// Returns the network's title, description or the metadata element of one namespace.
    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        Err(unsupported("virNetworkGetMetadata"))
    }
}
