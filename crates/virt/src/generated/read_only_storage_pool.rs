//! What a read-only connection may do: Storage pools.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, storage_pool::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl StoragePoolDriver for ReadOnly<dyn StoragePoolDriver> {
    fn num_of_storage_pools(&self) -> Result<i32> {
        self.0.num_of_storage_pools()
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_storage_pools(maxnames)
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        self.0.num_of_defined_storage_pools()
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_defined_storage_pools(maxnames)
    }

    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        Err(refused("virConnectFindStoragePoolSources"))
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        Err(refused("virStoragePoolCreateXML"))
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        Err(refused("virStoragePoolDefineXML"))
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(refused("virStoragePoolCreate"))
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(refused("virStoragePoolBuild"))
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        Err(refused("virStoragePoolDestroy"))
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(refused("virStoragePoolDelete"))
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        Err(refused("virStoragePoolUndefine"))
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(refused("virStoragePoolRefresh"))
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        self.0.lookup_by_name(name)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        self.0.lookup_by_uuid(uuid)
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        self.0.lookup_by_volume(vol)
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        self.0.info(pool)
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        self.0.xml_desc(pool, flags)
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.0.autostart(pool)
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        Err(refused("virStoragePoolSetAutostart"))
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.0.is_active(pool)
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.0.is_persistent(pool)
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        self.0.list_all_storage_pools(need_results, flags)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        self.0.lookup_by_target_path(path)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        self.0.storage_pool_capabilities(flags)
    }
}
