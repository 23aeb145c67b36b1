//! Behind a gate: Network filters.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, nwfilter::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl NwfilterDriver for Gated<dyn NwfilterDriver> {
    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        self.gate.admit("virNWFilterLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        self.gate.admit("virNWFilterLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(uuid)
    }

    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        self.gate.admit("virNWFilterGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(nwfilter, flags)
    }

    fn num_of_nwfilters(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfNWFilters", Access::Read)?;
        self.driver.num_of_nwfilters()
    }

    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListNWFilters", Access::Read)?;
        self.driver.list_nwfilters(maxnames)
    }

    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        self.gate.admit("virNWFilterDefineXML", Access::Write)?;
        self.driver.define_xml(xml)
    }

    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        self.gate.admit("virNWFilterUndefine", Access::Write)?;
        self.driver.undefine(nwfilter)
    }

    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        self.gate.admit("virConnectListAllNWFilters", Access::Read)?;
        self.driver.list_all_nwfilters(need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        self.gate.admit("virNWFilterDefineXMLFlags", Access::Write)?;
        self.driver.define_xml_flags(xml, flags)
    }
}
