//! Behind a gate: Storage pools.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, storage_pool::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl StoragePoolDriver for Gated<dyn StoragePoolDriver> {
    fn num_of_storage_pools(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfStoragePools", Access::Read)?;
        self.driver.num_of_storage_pools()
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListStoragePools", Access::Read)?;
        self.driver.list_storage_pools(maxnames)
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        self.gate.admit("virConnectNumOfDefinedStoragePools", Access::Read)?;
        self.driver.num_of_defined_storage_pools()
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virConnectListDefinedStoragePools", Access::Read)?;
        self.driver.list_defined_storage_pools(maxnames)
    }

    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        self.gate.admit("virConnectFindStoragePoolSources", Access::Write)?;
        self.driver.find_storage_pool_sources(type_, src_spec, flags)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolCreateXML", Access::Write)?;
        self.driver.create_xml(xml, flags)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolDefineXML", Access::Write)?;
        self.driver.define_xml(xml, flags)
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStoragePoolCreate", Access::Write)?;
        self.driver.create(pool, flags)
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStoragePoolBuild", Access::Write)?;
        self.driver.build(pool, flags)
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        self.gate.admit("virStoragePoolDestroy", Access::Write)?;
        self.driver.destroy(pool)
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStoragePoolDelete", Access::Write)?;
        self.driver.delete(pool, flags)
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        self.gate.admit("virStoragePoolUndefine", Access::Write)?;
        self.driver.undefine(pool)
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStoragePoolRefresh", Access::Write)?;
        self.driver.refresh(pool, flags)
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolLookupByName", Access::Read)?;
        self.driver.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolLookupByUUID", Access::Read)?;
        self.driver.lookup_by_uuid(uuid)
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolLookupByVolume", Access::Read)?;
        self.driver.lookup_by_volume(vol)
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        self.gate.admit("virStoragePoolGetInfo", Access::Read)?;
        self.driver.info(pool)
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        self.gate.admit("virStoragePoolGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(pool, flags)
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.gate.admit("virStoragePoolGetAutostart", Access::Read)?;
        self.driver.autostart(pool)
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        self.gate.admit("virStoragePoolSetAutostart", Access::Write)?;
        self.driver.set_autostart(pool, autostart)
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.gate.admit("virStoragePoolIsActive", Access::Read)?;
        self.driver.is_active(pool)
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.gate.admit("virStoragePoolIsPersistent", Access::Read)?;
        self.driver.is_persistent(pool)
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        self.gate.admit("virConnectListAllStoragePools", Access::Read)?;
        self.driver.list_all_storage_pools(need_results, flags)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        self.gate.admit("virStoragePoolLookupByTargetPath", Access::Read)?;
        self.driver.lookup_by_target_path(path)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        self.gate.admit("virConnectGetStoragePoolCapabilities", Access::Read)?;
        self.driver.storage_pool_capabilities(flags)
    }
}
