//! Behind a gate: Saved states of a domain to which it can go back.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain_snapshot::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainSnapshotDriver for Gated<dyn DomainSnapshotDriver> {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        self.gate.admit("virDomainSnapshotCreateXML", Access::Write)?;
        self.driver.create_xml(dom, xml_desc, flags)
    }

    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        self.gate
            .admit("virDomainSnapshotGetXMLDesc", Access::read_unless(flags & VIR_DOMAIN_SNAPSHOT_XML_SECURE != 0))?;
        self.driver.xml_desc(snap, flags)
    }

    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainSnapshotNum", Access::Read)?;
        self.driver.num(dom, flags)
    }

    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.gate.admit("virDomainSnapshotListNames", Access::Read)?;
        self.driver.list_names(dom, maxnames, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        self.gate.admit("virDomainSnapshotLookupByName", Access::Read)?;
        self.driver.lookup_by_name(dom, name, flags)
    }

    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainHasCurrentSnapshot", Access::Read)?;
        self.driver.has_current_snapshot(dom, flags)
    }

    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.gate.admit("virDomainSnapshotCurrent", Access::Read)?;
        self.driver.current(dom, flags)
    }

    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainRevertToSnapshot", Access::Write)?;
        self.driver.revert_to_snapshot(snap, flags)
    }

    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainSnapshotDelete", Access::Write)?;
        self.driver.delete(snap, flags)
    }

    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        self.gate.admit("virDomainSnapshotGetParent", Access::Read)?;
        self.driver.parent(snap, flags)
    }

    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainSnapshotNumChildren", Access::Read)?;
        self.driver.num_children(snap, flags)
    }

    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        self.gate.admit("virDomainSnapshotListChildrenNames", Access::Read)?;
        self.driver.list_children_names(snap, maxnames, flags)
    }

    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainSnapshotIsCurrent", Access::Read)?;
        self.driver.is_current(snap, flags)
    }

    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        self.gate.admit("virDomainSnapshotHasMetadata", Access::Read)?;
        self.driver.has_metadata(snap, flags)
    }

    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        self.gate.admit("virDomainListAllSnapshots", Access::Read)?;
        self.driver.list_all_snapshots(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        self.gate.admit("virDomainSnapshotListAllChildren", Access::Read)?;
        self.driver.list_all_children(snapshot, need_results, flags)
    }
}
