//! What a read-only connection may do: The host's devices.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, node_device::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl NodeDeviceDriver for ReadOnly<dyn NodeDeviceDriver> {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        self.0.node_num_of_devices(cap, flags)
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.0.node_list_devices(cap, maxnames, flags)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        self.0.lookup_by_name(name)
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        self.0.xml_desc(name, flags)
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        self.0.parent(name)
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        self.0.num_of_caps(name)
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_caps(name, maxnames)
    }

    fn dettach(&self, name: &str) -> Result<()> {
        Err(refused("virNodeDeviceDettach"))
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        Err(refused("virNodeDeviceReAttach"))
    }

    fn reset(&self, name: &str) -> Result<()> {
        Err(refused("virNodeDeviceReset"))
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        Err(refused("virNodeDeviceCreateXML"))
    }

    fn destroy(&self, name: &str) -> Result<()> {
        Err(refused("virNodeDeviceDestroy"))
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        self.0.list_all_node_devices(need_results, flags)
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        self.0.lookup_scsi_host_by_wwn(wwnn, wwpn, flags)
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        Err(refused("virNodeDeviceDetachFlags"))
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        Err(refused("virNodeDeviceDefineXML"))
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        Err(refused("virNodeDeviceUndefine"))
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        Err(refused("virNodeDeviceCreate"))
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        self.0.autostart(name)
    }

    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        Err(refused("virNodeDeviceSetAutostart"))
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        self.0.is_persistent(name)
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        self.0.is_active(name)
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        Err(refused("virNodeDeviceUpdate"))
    }
}
