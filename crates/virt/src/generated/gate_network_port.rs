//! Behind a gate: Ports that guests hold on virtual networks.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, network_port::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl NetworkPortDriver for Gated<dyn NetworkPortDriver> {
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        self.gate.admit("virNetworkListAllPorts", Access::Write)?;
        self.driver.list_all_ports(network, need_results, flags)
    }

    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        self.gate.admit("virNetworkPortLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(network, uuid)
    }

    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        self.gate.admit("virNetworkPortCreateXML", Access::Write)?;
        self.driver.create_xml(network, xml, flags)
    }

    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        self.gate.admit("virNetworkPortGetParameters", Access::Read)?;
        self.driver.parameters(port, nparams, flags)
    }

    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        self.gate.admit("virNetworkPortSetParameters", Access::Write)?;
        self.driver.set_parameters(port, params, flags)
    }

    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        self.gate.admit("virNetworkPortGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(port, flags)
    }

    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        self.gate.admit("virNetworkPortDelete", Access::Write)?;
        self.driver.delete(port, flags)
    }
}
