//! What a read-only connection may do: Points in time from which changed blocks are tracked.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain_checkpoint::*, limits, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainCheckpointDriver for ReadOnly<dyn DomainCheckpointDriver> {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        Err(refused("virDomainCheckpointCreateXML"))
    }

    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        refuse_flag("virDomainCheckpointGetXMLDesc", flags & VIR_DOMAIN_CHECKPOINT_XML_SECURE != 0)?;
        self.0.xml_desc(checkpoint, flags)
    }

    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        self.0.list_all_checkpoints(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        self.0.list_all_children(checkpoint, need_results, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        self.0.lookup_by_name(dom, name, flags)
    }

    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        self.0.parent(checkpoint, flags)
    }

    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        Err(refused("virDomainCheckpointDelete"))
    }
}
