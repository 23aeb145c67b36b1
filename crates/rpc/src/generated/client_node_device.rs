//! The remote driver: The host's devices.
//!
//! Generated from `api/node_device.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, node_device::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl NodeDeviceDriver for Remote {
    fn node_num_of_devices(&self, cap: Option<&str>, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.optional_text(cap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 111, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn node_list_devices(&self, cap: Option<&str>, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.optional_text(cap);
        e.put(&maxnames);
        e.put(&flags);
        let reply = self.call(Program::Remote, 112, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NODE_DEVICE_LIST_MAX))?;
        Ok(result)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NodeDeviceRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 113, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, name: &str, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&flags);
        let reply = self.call(Program::Remote, 114, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn parent(&self, name: &str) -> Result<Option<String>> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 115, e)?;
        let result = decoded(&reply, |d| d.get::<Option<String>>())?;
        Ok(result)
    }

    fn num_of_caps(&self, name: &str) -> Result<i32> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 116, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_caps(&self, name: &str, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 117, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NODE_DEVICE_CAPS_LIST_MAX))?;
        Ok(result)
    }

    fn dettach(&self, name: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        self.call(Program::Remote, 118, e)?;
        Ok(())
    }

    fn re_attach(&self, name: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        self.call(Program::Remote, 119, e)?;
        Ok(())
    }

    fn reset(&self, name: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        self.call(Program::Remote, 120, e)?;
        Ok(())
    }

    fn create_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        let mut e = Encoder::new();
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call(Program::Remote, 123, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn destroy(&self, name: &str) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        self.call(Program::Remote, 124, e)?;
        Ok(())
    }

    fn list_all_node_devices(&self, need_results: i32, flags: u32) -> Result<NodeDeviceListAllNodeDevicesReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 285, e)?;
        let result = decoded(&reply, |d| d.get::<NodeDeviceListAllNodeDevicesReply>())?;
        Ok(result)
    }

    fn lookup_scsi_host_by_wwn(&self, wwnn: &str, wwpn: &str, flags: u32) -> Result<NodeDeviceRef> {
        let mut e = Encoder::new();
        e.text(wwnn);
        e.text(wwpn);
        e.put(&flags);
        let reply = self.call(Program::Remote, 297, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn detach_flags(&self, name: &str, driver_name: Option<&str>, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        e.optional_text(driver_name);
        e.put(&flags);
        self.call(Program::Remote, 301, e)?;
        Ok(())
    }

    fn define_xml(&self, xml_desc: &str, flags: u32) -> Result<NodeDeviceRef> {
        let mut e = Encoder::new();
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call(Program::Remote, 428, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn undefine(&self, name: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&flags);
        self.call(Program::Remote, 429, e)?;
        Ok(())
    }

    fn create(&self, name: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&flags);
        self.call(Program::Remote, 430, e)?;
        Ok(())
    }

    fn autostart(&self, name: &str) -> Result<i32> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 433, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_autostart(&self, name: &str, autostart: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        e.put(&autostart);
        self.call(Program::Remote, 434, e)?;
        Ok(())
    }

    fn is_persistent(&self, name: &str) -> Result<i32> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 435, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn is_active(&self, name: &str) -> Result<i32> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 436, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn update(&self, name: &str, xml_desc: &str, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.text(name);
        e.text(xml_desc);
        e.put(&flags);
        self.call(Program::Remote, 447, e)?;
        Ok(())
    }
}
