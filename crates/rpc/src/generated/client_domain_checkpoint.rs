//! The remote driver: Points in time from which changed blocks are tracked.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{domain_checkpoint::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl DomainCheckpointDriver for Remote {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call(Program::Remote, 411, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(checkpoint);
        e.put(&flags);
        let reply = self.call(Program::Remote, 412, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 413, e)?;
        let result = decoded(&reply, |d| d.get::<DomainCheckpointListAllCheckpointsReply>())?;
        Ok(result)
    }

    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        let mut e = Encoder::new();
        e.put(checkpoint);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 414, e)?;
        let result = decoded(&reply, |d| d.get::<DomainCheckpointListAllChildrenReply>())?;
        Ok(result)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(name);
        e.put(&flags);
        let reply = self.call(Program::Remote, 415, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        let mut e = Encoder::new();
        e.put(checkpoint);
        e.put(&flags);
        let reply = self.call(Program::Remote, 416, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(checkpoint);
        e.put(&flags);
        self.call(Program::Remote, 417, e)?;
        Ok(())
    }
}
