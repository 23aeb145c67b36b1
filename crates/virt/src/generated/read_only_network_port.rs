//! What a read-only connection may do: Ports that guests hold on virtual networks.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, network_port::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl NetworkPortDriver for ReadOnly<dyn NetworkPortDriver> {
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        Err(refused("virNetworkListAllPorts"))
    }

    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        self.0.lookup_by_uuid(network, uuid)
    }

    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        Err(refused("virNetworkPortCreateXML"))
    }

    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        self.0.parameters(port, nparams, flags)
    }

    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        Err(refused("virNetworkPortSetParameters"))
    }

    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        self.0.xml_desc(port, flags)
    }

    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        Err(refused("virNetworkPortDelete"))
    }
}
