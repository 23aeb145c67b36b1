//! The remote driver: Storage pools.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, storage_pool::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl StoragePoolDriver for Remote {
    fn num_of_storage_pools(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 71, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 72, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_STORAGE_POOL_LIST_MAX))?;
        Ok(result)
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        let e = Encoder::new();
        let reply = self.call(Program::Remote, 73, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        let mut e = Encoder::new();
        e.put(&maxnames);
        let reply = self.call(Program::Remote, 74, e)?;
        let result = decoded(&reply, |d| d.list(limits::REMOTE_STORAGE_POOL_LIST_MAX))?;
        Ok(result)
    }

    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.text(type_);
        e.optional_text(src_spec);
        e.put(&flags);
        let reply = self.call(Program::Remote, 75, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 76, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.text(xml);
        e.put(&flags);
        let reply = self.call(Program::Remote, 77, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&flags);
        self.call(Program::Remote, 78, e)?;
        Ok(())
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&flags);
        self.call(Program::Remote, 79, e)?;
        Ok(())
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        self.call(Program::Remote, 80, e)?;
        Ok(())
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&flags);
        self.call(Program::Remote, 81, e)?;
        Ok(())
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        self.call(Program::Remote, 82, e)?;
        Ok(())
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&flags);
        self.call(Program::Remote, 83, e)?;
        Ok(())
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.text(name);
        let reply = self.call(Program::Remote, 84, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.put(uuid);
        let reply = self.call(Program::Remote, 85, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.put(vol);
        let reply = self.call(Program::Remote, 86, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        let mut e = Encoder::new();
        e.put(pool);
        let reply = self.call(Program::Remote, 87, e)?;
        let result = decoded(&reply, |d| d.get::<StoragePoolInfoReply>())?;
        Ok(result)
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&flags);
        let reply = self.call(Program::Remote, 88, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(pool);
        let reply = self.call(Program::Remote, 89, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        let mut e = Encoder::new();
        e.put(pool);
        e.put(&autostart);
        self.call(Program::Remote, 90, e)?;
        Ok(())
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(pool);
        let reply = self.call(Program::Remote, 154, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        let mut e = Encoder::new();
        e.put(pool);
        let reply = self.call(Program::Remote, 155, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        let mut e = Encoder::new();
        e.put(&need_results);
        e.put(&flags);
        let reply = self.call(Program::Remote, 281, e)?;
        let result = decoded(&reply, |d| d.get::<StoragePoolListAllStoragePoolsReply>())?;
        Ok(result)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        let mut e = Encoder::new();
        e.text(path);
        let reply = self.call(Program::Remote, 391, e)?;
        let result = decoded(&reply, |d| d.get())?;
        Ok(result)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        let mut e = Encoder::new();
        e.put(&flags);
        let reply = self.call(Program::Remote, 403, e)?;
        let result = decoded(&reply, |d| d.text())?;
        Ok(result)
    }
}
