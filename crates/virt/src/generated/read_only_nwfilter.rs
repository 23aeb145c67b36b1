//! What a read-only connection may do: Network filters.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, nwfilter::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl NwfilterDriver for ReadOnly<dyn NwfilterDriver> {
    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        self.0.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        self.0.lookup_by_uuid(uuid)
    }

    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        self.0.xml_desc(nwfilter, flags)
    }

    fn num_of_nwfilters(&self) -> Result<i32> {
        self.0.num_of_nwfilters()
    }

    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_nwfilters(maxnames)
    }

    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        Err(refused("virNWFilterDefineXML"))
    }

    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        Err(refused("virNWFilterUndefine"))
    }

    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        self.0.list_all_nwfilters(need_results, flags)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        Err(refused("virNWFilterDefineXMLFlags"))
    }
}
