//! The remote driver: Filters bound to guest ports.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, nwfilter_binding::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl NwfilterBindingDriver for Remote {
    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 397, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(nwfilter);
        e.put(&flags);
        let reply = self.call(Program::Remote, 398, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 399, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(nwfilter);
        self.call(Program::Remote, 400, e)?;
        Ok(())
    }

    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 401, e)?;
        let result = decoded(&reply, |d| d.get::<NwfilterBindingListAllNwfilterBindingsReply>())?;
        Ok(result)
    }
}
