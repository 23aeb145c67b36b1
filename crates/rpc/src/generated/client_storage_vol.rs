//! The remote driver: Volumes inside storage pools.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, storage_vol::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl StorageVolDriver for Remote {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(pool);
        let reply = self.call(Program::Remote, 91, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 92, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_STORAGE_VOL_LIST_MAX))?;
        Ok(result)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        let mut e = Encoder::new();
        e.put(pool);
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 93, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&flags);
        self.call(Program::Remote, 94, e)?;
        Ok(())
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        let mut e = Encoder::new();
        e.put(pool);
        e.text(name);
        let reply = self.call(Program::Remote, 95, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        let mut e = Encoder::new();
        e.text(key);
        let reply = self.call(Program::Remote, 96, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        let mut e = Encoder::new();
        e.text(path);
        let reply = self.call(Program::Remote, 97, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        let mut e = Encoder::new();
        e.put(vol);
        let reply = self.call(Program::Remote, 98, e)?;
        let result = decoded(&reply, |d| d.get::<StorageVolInfoReply>())?;
        Ok(result)
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&flags);
        let reply = self.call(Program::Remote, 99, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        let mut e = Encoder::new();
        e.put(vol);
        let reply = self.call(Program::Remote, 100, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        let mut e = Encoder::new();
        e.put(pool);
        e.text(xml);
        e.put(clonevol);
        e.put(&flags);
        let reply = self.call(Program::Remote, 125, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&flags);
        self.call(Program::Remote, 165, e)?;
        Ok(())
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&offset);
        e.put(&length);
        e.put(&flags);
        let (_, stream) = self.open_stream(Program::Remote, 208, e)?;
        Ok(stream)
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&offset);
        e.put(&length);
        e.put(&flags);
        let (_, stream) = self.open_stream(Program::Remote, 209, e)?;
        Ok(stream)
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&algorithm);
        e.put(&flags);
        self.call(Program::Remote, 259, e)?;
        Ok(())
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&capacity);
        e.put(&flags);
        self.call(Program::Remote, 260, e)?;
        Ok(())
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 282, e)?;
        let result = decoded(&reply, |d| d.get::<StorageVolListAllVolumesReply>())?;
        Ok(result)
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        let mut e = Encoder::new();
        e.put(vol);
        e.put(&flags);
        let reply = self.call(Program::Remote, 378, e)?;
        let result = decoded(&reply, |d| d.get::<StorageVolInfoFlagsReply>())?;
        Ok(result)
    }
}
