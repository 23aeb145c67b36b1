//! Behind a gate: Filters bound to guest ports.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, nwfilter_binding::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl NwfilterBindingDriver for Gated<dyn NwfilterBindingDriver> {
    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        self.gate.admit("virNWFilterBindingLookupByPortDev", Access::Read)?;
        self.driver.lookup_by_port_dev(name)
    }

    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        self.gate.admit("virNWFilterBindingGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(nwfilter, flags)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        self.gate.admit("virNWFilterBindingCreateXML", Access::Write)?;
        self.driver.create_xml(xml, flags)
    }

    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        self.gate.admit("virNWFilterBindingDelete", Access::Write)?;
        self.driver.delete(nwfilter)
    }

    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        self.gate.admit("virConnectListAllNWFilterBindings", Access::Read)?;
        self.driver.list_all_nwfilter_bindings(need_results, flags)
    }
}
