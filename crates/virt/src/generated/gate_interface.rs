//! Behind a gate: The host's own network interfaces.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, interface::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl InterfaceDriver for Gated<dyn InterfaceDriver> {
    fn num_of_interfaces(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfInterfaces", Access::Read)?;
        self.driver.num_of_interfaces()
    }

    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListInterfaces", Access::Read)?;
        self.driver.list_interfaces(maxnames)
    }

    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        self.gate.admit("virInterfaceLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        self.gate.admit("virInterfaceLookupByMACString", Access::Read)?;
        self.driver.lookup_by_mac_string(mac)
    }

    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        self.gate.admit("virInterfaceGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(iface, flags)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        self.gate.admit("virInterfaceDefineXML", Access::Write)?;
        self.driver.define_xml(xml, flags)
    }

    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        self.gate.admit("virInterfaceUndefine", Access::Write)?;
        self.driver.undefine(iface)
    }

    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        self.gate.admit("virInterfaceCreate", Access::Write)?;
        self.driver.create(iface, flags)
    }

    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        self.gate.admit("virInterfaceDestroy", Access::Write)?;
        self.driver.destroy(iface, flags)
    }

    fn num_of_defined_interfaces(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfDefinedInterfaces", Access::Read)?;
        self.driver.num_of_defined_interfaces()
    }

    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListDefinedInterfaces", Access::Read)?;
        self.driver.list_defined_interfaces(maxnames)
    }

    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        self.gate.admit("virInterfaceIsActive", Access::Read)?;
        self.driver.is_active(iface)
    }

    fn change_begin(&self, flags: u32) -> Result<()> {
        self.gate.admit("virInterfaceChangeBegin", Access::Write)?;
        self.driver.change_begin(flags)
    }

    fn change_commit(&self, flags: u32) -> Result<()> {
        self.gate.admit("virInterfaceChangeCommit", Access::Write)?;
        self.driver.change_commit(flags)
    }

    fn change_rollback(&self, flags: u32) -> Result<()> {
        self.gate.admit("virInterfaceChangeRollback", Access::Write)?;
        self.driver.change_rollback(flags)
    }

    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        self.gate.admit("virConnectListAllInterfaces", Access::Read)?;
        self.driver.list_all_interfaces(need_results, flags)
    }
}
