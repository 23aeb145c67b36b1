//! Ports that guests hold on virtual networks.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`NetworkPortDriver::list_all_ports`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkPortListAllPortsReply {
    pub ports: Vec<NetworkPortRef>,
    pub ret: u32,
}

impl Xdr for NetworkPortListAllPortsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.ports, limits::REMOTE_NETWORK_PORT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkPortListAllPortsReply { ports: d.list(limits::REMOTE_NETWORK_PORT_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`NetworkPortDriver::parameters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkPortParametersReply {
    pub params: Vec<TypedParam>,
    pub nparams: i32,
}

impl Xdr for NetworkPortParametersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.params, limits::REMOTE_NETWORK_PORT_PARAMETERS_MAX);
        e.put(&self.nparams);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NetworkPortParametersReply {
            params: d.list(limits::REMOTE_NETWORK_PORT_PARAMETERS_MAX)?,
            nparams: d.get()?,
        })
    }
}

/// Ports that guests hold on virtual networks.
pub trait NetworkPortDriver: Send + Sync {
    /// Lists the ports of a network.
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        Err(unsupported("virNetworkListAllPorts"))
    }

    /// Finds a port of a network by its 16-byte UUID.
    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        Err(unsupported("virNetworkPortLookupByUUID"))
    }

    /// Creates a port on a network from a document.
    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        Err(unsupported("virNetworkPortCreateXML"))
    }

    /// Returns at most `nparams` bandwidth limits of a network port; with `nparams` 0 only their number.
    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        Err(unsupported("virNetworkPortGetParameters"))
    }

    /// Changes the bandwidth limits of a network port.
    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(unsupported("virNetworkPortSetParameters"))
    }

    /// Returns the network port document.
    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        Err(unsupported("virNetworkPortGetXMLDesc"))
    }

    /// Removes a port from its network.
    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        Err(unsupported("virNetworkPortDelete"))
    }
}
