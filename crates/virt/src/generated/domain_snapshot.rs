//! Saved states of a domain to which it can go back.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`DomainSnapshotDriver::list_all_snapshots`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSnapshotListAllSnapshotsReply {
    pub snapshots: Vec<DomainSnapshotRef>,
    pub ret: i32,
}

impl Xdr for DomainSnapshotListAllSnapshotsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.snapshots, limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSnapshotListAllSnapshotsReply {
            snapshots: d.list(limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX)?,
            ret: d.get()?,
        })
    }
}

/// What [`DomainSnapshotDriver::list_all_children`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainSnapshotListAllChildrenReply {
    pub snapshots: Vec<DomainSnapshotRef>,
    pub ret: i32,
}

impl Xdr for DomainSnapshotListAllChildrenReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.snapshots, limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainSnapshotListAllChildrenReply {
            snapshots: d.list(limits::REMOTE_DOMAIN_SNAPSHOT_LIST_MAX)?,
            ret: d.get()?,
        })
    }
}

/// Saved states of a domain to which it can go back.
pub trait DomainSnapshotDriver: Send + Sync {
    /// Takes a snapshot of the guest as the document and flags describe, or redefines the metadata of one.
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainSnapshotRef> {
        Err(unsupported("virDomainSnapshotCreateXML"))
    }

    /// Returns the snapshot document.
    fn xml_desc(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainSnapshotGetXMLDesc"))
    }

    /// Counts the guest's snapshots that match the filter flags.
    fn num(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainSnapshotNum"))
    }

    /// Lists the names of at most `maxnames` snapshots of the guest.
    fn list_names(&self, dom: &DomainRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        Err(unsupported("virDomainSnapshotListNames"))
    }

    /// Finds a snapshot of the guest by its name.
    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainSnapshotRef> {
        Err(unsupported("virDomainSnapshotLookupByName"))
    }

    /// Tells whether the guest has a current snapshot.
    fn has_current_snapshot(&self, dom: &DomainRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainHasCurrentSnapshot"))
    }

    /// Returns the guest's current snapshot.
    fn current(&self, dom: &DomainRef, flags: u32) -> Result<DomainSnapshotRef> {
        Err(unsupported("virDomainSnapshotCurrent"))
    }

    /// Takes the guest back to the state of a snapshot.
    fn revert_to_snapshot(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainRevertToSnapshot"))
    }

    /// Deletes a snapshot, its children, or its metadata alone.
    fn delete(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainSnapshotDelete"))
    }

    /// Returns the parent of a snapshot.
    fn parent(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<DomainSnapshotRef> {
        Err(unsupported("virDomainSnapshotGetParent"))
    }

    /// Counts the children, or all descendants, of a snapshot.
    fn num_children(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainSnapshotNumChildren"))
    }

    /// Lists the names of at most `maxnames` children, or descendants, of a snapshot.
    fn list_children_names(&self, snap: &DomainSnapshotRef, maxnames: i32, flags: u32) -> Result<Vec<String>> {
        Err(unsupported("virDomainSnapshotListChildrenNames"))
    }

    /// Tells whether a snapshot is its guest's current one.
    fn is_current(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainSnapshotIsCurrent"))
    }

    /// Tells whether the daemon keeps metadata for a snapshot.
    fn has_metadata(&self, snap: &DomainSnapshotRef, flags: u32) -> Result<i32> {
        Err(unsupported("virDomainSnapshotHasMetadata"))
    }

    /// Lists the guest's snapshots that match the filter flags.
    fn list_all_snapshots(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllSnapshotsReply> {
        Err(unsupported("virDomainListAllSnapshots"))
    }

    /// Lists a snapshot's children, or descendants, that match the filter flags.
    fn list_all_children(
        &self,
        snapshot: &DomainSnapshotRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainSnapshotListAllChildrenReply> {
        Err(unsupported("virDomainSnapshotListAllChildren"))
    }
}
