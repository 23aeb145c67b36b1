//! What a read-only connection may do: Virtual networks.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, network::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl NetworkDriver for ReadOnly<dyn NetworkDriver> {
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_defined_networks(maxnames)
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_networks(maxnames)
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        Err(refused("virNetworkCreate"))
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        Err(refused("virNetworkCreateXML"))
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        Err(refused("virNetworkDefineXML"))
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        Err(refused("virNetworkDestroy"))
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        self.0.xml_desc(net, flags)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        self.0.autostart(net)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        self.0.bridge_name(net)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        self.0.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        self.0.lookup_by_uuid(uuid)
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        Err(refused("virNetworkSetAutostart"))
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        Err(refused("virNetworkUndefine"))
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        self.0.num_of_defined_networks()
    }

    fn num_of_networks(&self) -> Result<i32> {
        self.0.num_of_networks()
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        self.0.is_active(net)
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        self.0.is_persistent(net)
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        self.0.list_all_networks(need_results, flags)
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
        Err(refused("virNetworkUpdate"))
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        self.0.dhcp_leases(net, mac, need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        Err(refused("virNetworkDefineXMLFlags"))
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        Err(refused("virNetworkCreateXMLFlags"))
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
        Err(refused("virNetworkSetMetadata"))
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        self.0.metadata(network, type_, uri, flags)
    }
}
