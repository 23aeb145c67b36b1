//! What a read-only connection may do: The host's own network interfaces.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, interface::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl InterfaceDriver for ReadOnly<dyn InterfaceDriver> {
    fn num_of_interfaces(&self) -> Result<i32> {
        self.0.num_of_interfaces()
    }

    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_interfaces(maxnames)
    }

    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        self.0.lookup_by_name(name)
    }

    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        self.0.lookup_by_mac_string(mac)
    }

    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        self.0.xml_desc(iface, flags)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        Err(refused("virInterfaceDefineXML"))
    }

    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        Err(refused("virInterfaceUndefine"))
    }

    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        Err(refused("virInterfaceCreate"))
    }

    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        Err(refused("virInterfaceDestroy"))
    }

    fn num_of_defined_interfaces(&self) -> Result<i32> {
        self.0.num_of_defined_interfaces()
    }

    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_defined_interfaces(maxnames)
    }

    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        self.0.is_active(iface)
    }

    fn change_begin(&self, flags: u32) -> Result<()> {
        Err(refused("virInterfaceChangeBegin"))
    }

    fn change_commit(&self, flags: u32) -> Result<()> {
        Err(refused("virInterfaceChangeCommit"))
    }

    fn change_rollback(&self, flags: u32) -> Result<()> {
        Err(refused("virInterfaceChangeRollback"))
    }

    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        self.0.list_all_interfaces(need_results, flags)
    }
}
