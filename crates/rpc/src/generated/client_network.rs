//! The remote driver: Virtual networks.
//!
//! Generated from `api/network.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, network::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl NetworkDriver for Remote {
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 36, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NETWORK_LIST_MAX))?;
        Ok(result)
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 38, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NETWORK_LIST_MAX))?;
        Ok(result)
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(net);
        self.call(Program::Remote, 39, e)?;
        Ok(())
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.text(xml);
        let reply = self.call(Program::Remote, 40, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.text(xml);
        let reply = self.call(Program::Remote, 41, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(net);
        self.call(Program::Remote, 42, e)?;
        Ok(())
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(net);
        e.put(&flags);
        let reply = self.call(Program::Remote, 43, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(net);
        let reply = self.call(Program::Remote, 44, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        let mut e = Encoder::new();
        e.put(net);
        let reply = self.call(Program::Remote, 45, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 46, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.put(uuid);
        let reply = self.call(Program::Remote, 47, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(net);
        e.put(&autostart);
        self.call(Program::Remote, 48, e)?;
        Ok(())
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(net);
        self.call(Program::Remote, 49, e)?;
        Ok(())
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 50, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn num_of_networks(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 52, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(net);
        let reply = self.call(Program::Remote, 152, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(net);
        let reply = self.call(Program::Remote, 153, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 283, e)?;
        let result = decoded(&reply, |d| d.get::<NetworkListAllNetworksReply>())?;
        Ok(result)
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
        let mut e = Encoder::new();
        e.put(net);
        e.put(&command);
        e.put(&section);
        e.put(&parent_index);
        e.text(xml);
        e.put(&flags);
        self.call(Program::Remote, 291, e)?;
        Ok(())
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        let mut e = Encoder::new();
        e.put(net);
        e.optional_text(mac);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 341, e)?;
        let result = decoded(&reply, |d| d.get::<NetworkDhcpLeasesReply>())?;
        Ok(result)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 432, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 437, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
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
        let mut e = Encoder::new();
        e.put(network);
        e.put(&type_);
        e.optional_text(metadata);
        e.optional_text(key);
        e.optional_text(uri);
        e.put(&flags);
        self.call(Program::Remote, 444, e)?;
        Ok(())
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(network);
        e.put(&type_);
        e.optional_text(uri);
        e.put(&flags);
        let reply = self.call(Program::Remote, 445, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }
}
