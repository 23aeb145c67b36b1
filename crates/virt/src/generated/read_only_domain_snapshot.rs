//! What a read-only connection may do: Saved states of a domain to which it can go back.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain_snapshot::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainSnapshotDriver for ReadOnly<dyn DomainSnapshotDriver> {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        Err(refused("virDomainSnapshotCreateXML"))
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        refuse_flag("virDomainSnapshotGetXMLDesc", flags & VIR_DOMAIN_SNAPSHOT_XML_SECURE != 0)?;
        self.0.xml_desc(snap, flags)
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.0.num(dom, flags)
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.0.list_names(dom, maxnames, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        self.0.lookup_by_name(dom, name, flags)
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.0.has_current_snapshot(dom, flags)
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.0.current(dom, flags)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        Err(refused("virDomainRevertToSnapshot"))
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        Err(refused("virDomainSnapshotDelete"))
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.0.parent(snap, flags)
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.0.num_children(snap, flags)
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.0.list_children_names(snap, maxnames, flags)
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.0.is_current(snap, flags)
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.0.has_metadata(snap, flags)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        self.0.list_all_snapshots(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        self.0.list_all_children(snapshot, need_results, flags)
    }
}
