//! Behind a gate: The host's devices.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, node_device::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl NodeDeviceDriver for Gated<dyn NodeDeviceDriver> {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        self.gate.admit("virNodeNumOfDevices", Access::Read)?;
        self.driver.node_num_of_devices(cap, flags)
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.gate.admit("virNodeListDevices", Access::Read)?;
        self.driver.node_list_devices(cap, maxnames, flags)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        self.gate.admit("virNodeDeviceLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        self.gate.admit("virNodeDeviceGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(name, flags)
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        self.gate.admit("virNodeDeviceGetParent", Access::Read)?;
        self.driver.parent(name)
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        self.gate.admit("virNodeDeviceNumOfCaps", Access::Read)?;
        self.driver.num_of_caps(name)
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virNodeDeviceListCaps", Access::Read)?;
        self.driver.list_caps(name, maxnames)
    }

    fn dettach(&self, name: &str) -> Result<()> {
        self.gate.admit("virNodeDeviceDettach", Access::Write)?;
        self.driver.dettach(name)
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        self.gate.admit("virNodeDeviceReAttach", Access::Write)?;
        self.driver.re_attach(name)
    }

    fn reset(&self, name: &str) -> Result<()> {
        self.gate.admit("virNodeDeviceReset", Access::Write)?;
        self.driver.reset(name)
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.gate.admit("virNodeDeviceCreateXML", Access::Write)?;
        self.driver.create_xml(xml_desc, flags)
    }

    fn destroy(&self, name: &str) -> Result<()> {
        self.gate.admit("virNodeDeviceDestroy", Access::Write)?;
        self.driver.destroy(name)
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        self.gate.admit("virConnectListAllNodeDevices", Access::Read)?;
        self.driver.list_all_node_devices(need_results, flags)
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.gate.admit("virNodeDeviceLookupSCSIHostByWWN", Access::Read)?;
        self.driver.lookup_scsi_host_by_wwn(wwnn, wwpn, flags)
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        self.gate.admit("virNodeDeviceDetachFlags", Access::Write)?;
        self.driver.detach_flags(name, driver_name, flags)
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.gate.admit("virNodeDeviceDefineXML", Access::Write)?;
        self.driver.define_xml(xml_desc, flags)
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        self.gate.admit("virNodeDeviceUndefine", Access::Write)?;
        self.driver.undefine(name, flags)
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        self.gate.admit("virNodeDeviceCreate", Access::Write)?;
        self.driver.create(name, flags)
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        self.gate.admit("virNodeDeviceGetAutostart", Access::Read)?;
        self.driver.autostart(name)
    }

    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        self.gate.admit("virNodeDeviceSetAutostart", Access::Write)?;
        self.driver.set_autostart(name, autostart)
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        self.gate.admit("virNodeDeviceIsPersistent", Access::Read)?;
        self.driver.is_persistent(name)
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        self.gate.admit("virNodeDeviceIsActive", Access::Read)?;
        self.driver.is_active(name)
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        self.gate.admit("virNodeDeviceUpdate", Access::Write)?;
        self.driver.update(name, xml_desc, flags)
    }
}
