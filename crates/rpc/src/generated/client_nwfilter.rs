//! The remote driver: Network filters.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, nwfilter::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl NwfilterDriver for Remote {
    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 175, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        let mut e = Encoder::new();
        e.put(uuid);
        let reply = self.call(Program::Remote, 176, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(nwfilter);
        e.put(&flags);
        let reply = self.call(Program::Remote, 177, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn num_of_nwfilters(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 178, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 179, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_NWFILTER_LIST_MAX))?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        let mut e = Encoder::new();
        e.text(xml);
        let reply = self.call(Program::Remote, 180, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(nwfilter);
        self.call(Program::Remote, 181, e)?;
        Ok(())
    }

    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 286, e)?;
        let result = decoded(&reply, |d| d.get::<NwfilterListAllNwfiltersReply>())?;
        Ok(result)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 431, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }
}
