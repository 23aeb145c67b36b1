//! The remote driver: Ports that guests hold on virtual networks.
//!
//! Generated from `api/network_port.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, network_port::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl NetworkPortDriver for Remote {
    fn list_all_ports(
        &self,
        network: &NetworkRef,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkPortListAllPortsReply> {
        let mut e = Encoder::new();
        e.put(network);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 404, e)?;
        let result = decoded(&reply, |d| d.get::<NetworkPortListAllPortsReply>())?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, network: &NetworkRef, uuid: &Uuid) -> Result<NetworkPortRef> {
        let mut e = Encoder::new();
        e.put(network);
        e.put(uuid);
        let reply = self.call(Program::Remote, 405, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn create_xml(&self, network: &NetworkRef, xml: &str, flags: u32) -> Result<NetworkPortRef> {
        let mut e = Encoder::new();
        e.put(network);
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 406, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn parameters(&self, port: &NetworkPortRef, nparams: i32, flags: u32) -> Result<NetworkPortParametersReply> {
        let mut e = Encoder::new();
        e.put(port);
        e.put(&nparams);
        e.put(&flags);
        let reply = self.call(Program::Remote, 407, e)?;
        let result = decoded(&reply, |d| d.get::<NetworkPortParametersReply>())?;
        Ok(result)
    }

    fn set_parameters(&self, port: &NetworkPortRef, params: &[TypedParam], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(port);
        e.list(params, limits::REMOTE_NETWORK_PORT_PARAMETERS_MAX);
        e.put(&flags);
        self.call(Program::Remote, 408, e)?;
        Ok(())
    }

    fn xml_desc(&self, port: &NetworkPortRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(port);
        e.put(&flags);
        let reply = self.call(Program::Remote, 409, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn delete(&self, port: &NetworkPortRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(port);
        e.put(&flags);
        self.call(Program::Remote, 410, e)?;
        Ok(())
    }
}
