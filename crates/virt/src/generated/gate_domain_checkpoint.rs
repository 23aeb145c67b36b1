//! Behind a gate: Points in time from which changed blocks are tracked.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, domain_checkpoint::*, limits, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl DomainCheckpointDriver for Gated<dyn DomainCheckpointDriver> {
    fn create_xml(&self, dom: &DomainRef, xml_desc: &str, flags: u32) -> Result<DomainCheckpointRef> {
        self.gate.admit("virDomainCheckpointCreateXML", Access::Write)?;
        self.driver.create_xml(dom, xml_desc, flags)
    }

    fn xml_desc(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<String> {
        self.gate.admit(
            "virDomainCheckpointGetXMLDesc",
            Access::read_unless(flags & VIR_DOMAIN_CHECKPOINT_XML_SECURE != 0),
        )?;
        self.driver.xml_desc(checkpoint, flags)
    }

    fn list_all_checkpoints(
        &self,
        dom: &DomainRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllCheckpointsReply> {
        self.gate.admit("virDomainListAllCheckpoints", Access::Read)?;
        self.driver.list_all_checkpoints(dom, need_results, flags)
    }

    fn list_all_children(
        &self,
        checkpoint: &DomainCheckpointRef,
        need_results: i32,
        flags: u32,
    ) -> Result<DomainCheckpointListAllChildrenReply> {
        self.gate.admit("virDomainCheckpointListAllChildren", Access::Read)?;
        self.driver.list_all_children(checkpoint, need_results, flags)
    }

    fn lookup_by_name(&self, dom: &DomainRef, name: &str, flags: u32) -> Result<DomainCheckpointRef> {
        self.gate.admit("virDomainCheckpointLookupByName", Access::Read)?;
        self.driver.lookup_by_name(dom, name, flags)
    }

    fn parent(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<DomainCheckpointRef> {
        self.gate.admit("virDomainCheckpointGetParent", Access::Read)?;
        self.driver.parent(checkpoint, flags)
    }

    fn delete(&self, checkpoint: &DomainCheckpointRef, flags: u32) -> Result<()> {
        self.gate.admit("virDomainCheckpointDelete", Access::Write)?;
        self.driver.delete(checkpoint, flags)
    }
}
