//! Behind a gate: Virtual networks.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, network::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl NetworkDriver for Gated<dyn NetworkDriver> {
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListDefinedNetworks", Access::Read)?;
        self.driver.list_defined_networks(maxnames)
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListNetworks", Access::Read)?;
        self.driver.list_networks(maxnames)
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        self.gate.admit("virNetworkCreate", Access::Write)?;
        self.driver.create(net)
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.gate.admit("virNetworkCreateXML", Access::Write)?;
        self.driver.create_xml(xml)
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        self.gate.admit("virNetworkDefineXML", Access::Write)?;
        self.driver.define_xml(xml)
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        self.gate.admit("virNetworkDestroy", Access::Write)?;
        self.driver.destroy(net)
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        self.gate.admit("virNetworkGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(net, flags)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        self.gate.admit("virNetworkGetAutostart", Access::Read)?;
        self.driver.autostart(net)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        self.gate.admit("virNetworkGetBridgeName", Access::Read)?;
        self.driver.bridge_name(net)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        self.gate.admit("virNetworkLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        self.gate.admit("virNetworkLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(uuid)
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        self.gate.admit("virNetworkSetAutostart", Access::Write)?;
        self.driver.set_autostart(net, autostart)
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        self.gate.admit("virNetworkUndefine", Access::Write)?;
        self.driver.undefine(net)
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfDefinedNetworks", Access::Read)?;
        self.driver.num_of_defined_networks()
    }

    fn num_of_networks(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfNetworks", Access::Read)?;
        self.driver.num_of_networks()
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        self.gate.admit("virNetworkIsActive", Access::Read)?;
        self.driver.is_active(net)
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        self.gate.admit("virNetworkIsPersistent", Access::Read)?;
        self.driver.is_persistent(net)
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        self.gate.admit("virConnectListAllNetworks", Access::Read)?;
        self.driver.list_all_networks(need_results, flags)
    }

    fn update(
        &self,
        net: &NetworkRef,
        command: u32,
        section: u32,
        parent_index: i32,
        xml: &str,
        flags: u32,
    ) -> Result<()> {
        self.gate.admit("virNetworkUpdate", Access::Write)?;
        self.driver.update(net, command, section, parent_index, xml, flags)
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        self.gate.admit("virNetworkGetDHCPLeases", Access::Read)?;
        self.driver.dhcp_leases(net, mac, need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        self.gate.admit("virNetworkDefineXMLFlags", Access::Write)?;
        self.driver.define_xml_flags(xml, flags)
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        self.gate.admit("virNetworkCreateXMLFlags", Access::Write)?;
        self.driver.create_xml_flags(xml, flags)
    }

    fn set_metadata(
        &self,
        network: &NetworkRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        self.gate.admit("virNetworkSetMetadata", Access::Write)?;
        self.driver.set_metadata(network, type_, metadata, key, uri, flags)
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.gate.admit("virNetworkGetMetadata", Access::Read)?;
        self.driver.metadata(network, type_, uri, flags)
    }
}
