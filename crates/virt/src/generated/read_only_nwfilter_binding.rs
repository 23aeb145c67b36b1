//! What a read-only connection may do: Filters bound to guest ports.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, nwfilter_binding::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl NwfilterBindingDriver for ReadOnly<dyn NwfilterBindingDriver> {
    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        self.0.lookup_by_port_dev(name)
    }

    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        self.0.xml_desc(nwfilter, flags)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        Err(refused("virNWFilterBindingCreateXML"))
    }

    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        Err(refused("virNWFilterBindingDelete"))
    }

    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        self.0.list_all_nwfilter_bindings(need_results, flags)
    }
}
