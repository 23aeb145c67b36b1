//! What a read-only connection may do: Volumes inside storage pools.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, storage_vol::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl StorageVolDriver for ReadOnly<dyn StorageVolDriver> {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.0.num_of_volumes(pool)
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        self.0.list_volumes(pool, maxnames)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        Err(refused("virStorageVolCreateXML"))
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        Err(refused("virStorageVolDelete"))
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        self.0.lookup_by_name(pool, name)
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        self.0.lookup_by_key(key)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        self.0.lookup_by_path(path)
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        self.0.info(vol)
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        self.0.xml_desc(vol, flags)
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        self.0.path(vol)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        Err(refused("virStorageVolCreateXMLFrom"))
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        Err(refused("virStorageVolWipe"))
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        Err(refused("virStorageVolUpload"))
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        Err(refused("virStorageVolDownload"))
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        Err(refused("virStorageVolWipePattern"))
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        Err(refused("virStorageVolResize"))
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        self.0.list_all_volumes(pool, need_results, flags)
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        self.0.info_flags(vol, flags)
    }
}
