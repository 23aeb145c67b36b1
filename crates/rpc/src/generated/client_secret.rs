//! The remote driver: Secrets that unlock storage and services.
//!
//! Generated from `api/secret.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, secret::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl SecretDriver for Remote {
    fn num_of_secrets(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 139, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_secrets(&self, maxuuids: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxuuids);
        let reply = self.call(Program::Remote, 140, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_SECRET_LIST_MAX))?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<SecretRef> {
        let mut e = Encoder::new();
        e.put(uuid);
        let reply = self.call(Program::Remote, 141, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<SecretRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 142, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn xml_desc(&self, secret: &SecretRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(secret);
        e.put(&flags);
        let reply = self.call(Program::Remote, 143, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn set_value(&self, secret: &SecretRef, value: &[u8], flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(secret);
        e.bytes(value, limits::REMOTE_SECRET_VALUE_MAX);
        e.put(&flags);
        self.call(Program::Remote, 144, e)?;
        Ok(())
    }

    fn value(&self, secret: &SecretRef, flags: u32) -> Result<Vec<u8>> {
        let mut e = Encoder::new();
        e.put(secret);
        e.put(&flags);
        let reply = self.call(Program::Remote, 145, e)?;
        let result = decoded(&reply, |d| d.bytes(limits::REMOTE_SECRET_VALUE_MAX).map(<[u8]>::to_vec))?;
        Ok(result)
    }

    fn undefine(&self, secret: &SecretRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(secret);
        self.call(Program::Remote, 146, e)?;
        Ok(())
    }

    fn lookup_by_usage(&self, usage_type: i32, usage_id: &str) -> Result<SecretRef> {
        let mut e = Encoder::new();
        e.put(&usage_type);
        e.text(usage_id);
        let reply = self.call(Program::Remote, 147, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_all_secrets(&self, need_results: i32, flags: u32) -> Result<SecretListAllSecretsReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 287, e)?;
        let result = decoded(&reply, |d| d.get::<SecretListAllSecretsReply>())?;
        Ok(result)
    }
}
