//! Points in time from which changed blocks are tracked.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`DomainCheckpointDriver::list_all_checkpoints`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainCheckpointListAllCheckpointsReply {
    pub checkpoints: Vec<DomainCheckpointRef>,
    pub ret: i32,
}

impl Xdr for DomainCheckpointListAllCheckpointsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.checkpoints, limits::REMOTE_DOMAIN_CHECKPOINT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainCheckpointListAllCheckpointsReply {
            checkpoints: d.list(limits::REMOTE_DOMAIN_CHECKPOINT_LIST_MAX)?,
            ret: d.get()?,
        })
    }
}

/// What [`DomainCheckpointDriver::list_all_children`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DomainCheckpointListAllChildrenReply {
    pub checkpoints: Vec<DomainCheckpointRef>,
    pub ret: i32,
}

impl Xdr for DomainCheckpointListAllChildrenReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.checkpoints, limits::REMOTE_DOMAIN_CHECKPOINT_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(DomainCheckpointListAllChildrenReply {
            checkpoints: d.list(limits::REMOTE_DOMAIN_CHECKPOINT_LIST_MAX)?,
            ret: d.get()?,
        })
    }
}

/// Points in time from which changed blocks are tracked.
pub trait DomainCheckpointDriver: Send + Sync {
    /// Creates a checkpoint: from here on the guest's disks track which blocks change.
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        Err(unsupported("virDomainCheckpointCreateXML"))
    }

    /// Returns the checkpoint document, optionally with the amount of data changed since.
    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        Err(unsupported("virDomainCheckpointGetXMLDesc"))
    }

    /// Lists the guest's checkpoints that match the filter flags.
    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        Err(unsupported("virDomainListAllCheckpoints"))
    }

    /// Lists a checkpoint's children, or descendants, that match the filter flags.
    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        Err(unsupported("virDomainCheckpointListAllChildren"))
    }

    /// Finds a checkpoint of the guest by its name.
    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        Err(unsupported("virDomainCheckpointLookupByName"))
    }

    /// Returns the parent of a checkpoint.
    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        Err(unsupported("virDomainCheckpointGetParent"))
    }

    /// Deletes a checkpoint, its children, or its metadata alone.
    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        Err(unsupported("virDomainCheckpointDelete"))
    }
}
