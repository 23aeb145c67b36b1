//! Behind a gate: Volumes inside storage pools.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, storage_vol::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl StorageVolDriver for Gated<dyn StorageVolDriver> {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        self.gate.admit("virStoragePoolNumOfVolumes", Access::Read)?;
        self.driver.num_of_volumes(pool)
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        self.gate.admit("virStoragePoolListVolumes", Access::Read)?;
        self.driver.list_volumes(pool, maxnames)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        self.gate.admit("virStorageVolCreateXML", Access::Write)?;
        self.driver.create_xml(pool, xml, flags)
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStorageVolDelete", Access::Write)?;
        self.driver.delete(vol, flags)
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        self.gate.admit("virStorageVolLookupByName", Access::Read)?;
        self.driver.lookup_by_name(pool, name)
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        self.gate.admit("virStorageVolLookupByKey", Access::Read)?;
        self.driver.lookup_by_key(key)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        self.gate.admit("virStorageVolLookupByPath", Access::Read)?;
        self.driver.lookup_by_path(path)
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        self.gate.admit("virStorageVolGetInfo", Access::Read)?;
        self.driver.info(vol)
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        self.gate.admit("virStorageVolGetXMLDesc", Access::Read)?;
        self.driver.xml_desc(vol, flags)
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        self.gate.admit("virStorageVolGetPath", Access::Read)?;
        self.driver.path(vol)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        self.gate.admit("virStorageVolCreateXMLFrom", Access::Write)?;
        self.driver.create_xml_from(pool, xml, clonevol, flags)
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        self.gate.admit("virStorageVolWipe", Access::Write)?;
        self.driver.wipe(vol, flags)
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        self.gate.admit("virStorageVolUpload", Access::Write)?;
        self.driver.upload(vol, offset, length, flags)
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        self.gate.admit("virStorageVolDownload", Access::Write)?;
        self.driver.download(vol, offset, length, flags)
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        self.gate.admit("virStorageVolWipePattern", Access::Write)?;
        self.driver.wipe_pattern(vol, algorithm, flags)
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        self.gate.admit("virStorageVolResize", Access::Write)?;
        self.driver.resize(vol, capacity, flags)
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        self.gate.admit("virStoragePoolListAllVolumes", Access::Read)?;
        self.driver.list_all_volumes(pool, need_results, flags)
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        self.gate.admit("virStorageVolGetInfoFlags", Access::Read)?;
        self.driver.info_flags(vol, flags)
    }
}
