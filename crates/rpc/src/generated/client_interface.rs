//! The remote driver: The host's own network interfaces.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{interface::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl InterfaceDriver for Remote {
    fn num_of_interfaces(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 126, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 127, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_INTERFACE_LIST_MAX))?;
        Ok(result)
    }

    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 128, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        let mut e = Encoder::new();
        e.text(mac);
        let reply = self.call(Program::Remote, 129, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(iface);
        e.put(&flags);
        let reply = self.call(Program::Remote, 130, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 131, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(iface);
        self.call(Program::Remote, 132, e)?;
        Ok(())
    }

    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(iface);
        e.put(&flags);
        self.call(Program::Remote, 133, e)?;
        Ok(())
    }

    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(iface);
        e.put(&flags);
        self.call(Program::Remote, 134, e)?;
        Ok(())
    }

    fn num_of_defined_interfaces(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 137, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 138, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_INTERFACE_LIST_MAX))?;
        Ok(result)
    }

    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(iface);
        let reply = self.call(Program::Remote, 156, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn change_begin(&self, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&flags);
        self.call(Program::Remote, 220, e)?;
        Ok(())
    }

    fn change_commit(&self, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&flags);
        self.call(Program::Remote, 221, e)?;
        Ok(())
    }

    fn change_rollback(&self, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(&flags);
        self.call(Program::Remote, 222, e)?;
        Ok(())
    }

    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 284, e)?;
        let result = decoded(&reply, |d| d.get::<InterfaceListAllInterfacesReply>())?;
        Ok(result)
    }
}
