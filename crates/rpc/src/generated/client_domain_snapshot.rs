//! The remote driver: Saved states of a domain to which it can go back.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{domain_snapshot::*, limits, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl DomainSnapshotDriver for Remote {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(xml_desc);
        e.put(&flags);
        let reply = self.call(Program::Remote, 185, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 186, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 187, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&maxnames);
        e.put(&flags);
        let reply = self.call(Program::Remote, 188, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX))?;
        Ok(result)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.text(name);
        e.put(&flags);
        let reply = self.call(Program::Remote, 189, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 190, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let reply = self.call(Program::Remote, 191, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        self.call(Program::Remote, 192, e)?;
        Ok(())
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        self.call(Program::Remote, 193, e)?;
        Ok(())
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 244, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 246, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&maxnames);
        e.put(&flags);
        let reply = self.call(Program::Remote, 247, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX))?;
        Ok(result)
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 271, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(snap);
        e.put(&flags);
        let reply = self.call(Program::Remote, 272, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 274, e)?;
        let result = decoded(&reply, |d| d.get::<DomainSnapshotListAllSnapshotsReply>())?;
        Ok(result)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        let mut e = Encoder::new();
        e.put(snapshot);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 275, e)?;
        let result = decoded(&reply, |d| d.get::<DomainSnapshotListAllChildrenReply>())?;
        Ok(result)
    }
}
