//! Storage pools.
//!
//! Generated from `api/storage_pool.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`StoragePoolDriver::info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolInfoReply {
    pub state: u8,
    pub capacity: u64,
    pub allocation: u64,
    pub available: u64,
}

impl Xdr for StoragePoolInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.state);
        e.put(&self.capacity);
        e.put(&self.allocation);
        e.put(&self.available);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolInfoReply { state: d.get()?, capacity: d.get()?, allocation: d.get()?, available: d.get()? })
    }
}

/// What [`StoragePoolDriver::list_all_storage_pools`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StoragePoolListAllStoragePoolsReply {
    pub pools: Vec<StoragePoolRef>,
    pub ret: u32,
}

impl Xdr for StoragePoolListAllStoragePoolsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.pools, limits::REMOTE_STORAGE_POOL_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StoragePoolListAllStoragePoolsReply { pools: d.list(limits::REMOTE_STORAGE_POOL_LIST_MAX)?, ret: d.get()? })
    }
}

/// Storage pools.
pub trait StoragePoolDriver: Send + Sync {
    /// Counts the active storage pools.
    fn num_of_storage_pools(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfStoragePools"))
    }

    /// Lists the names of at most `maxnames` active storage pools.
    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListStoragePools"))
    }

    /// Counts the inactive persistent storage pools.
    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfDefinedStoragePools"))
    }

    /// Lists the names of at most `maxnames` inactive persistent storage pools.
    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListDefinedStoragePools"))
    }

    /// Searches for sources a pool of the given type could use, within the bounds of the document `srcSpec`, and returns them as a `<sources>` document.
    fn find_storage_pool_sources(&self, type_: &str, src_spec: Option<&str>, flags: u32) -> Result<String> {
        Err(unsupported("virConnectFindStoragePoolSources"))
    }

    /// Creates and starts a storage pool from a document, building it first when flags say so.
    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolCreateXML"))
    }

    /// Stores a storage pool document as a persistent definition.
    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolDefineXML"))
    }

    /// Starts a defined storage pool, building it first when flags say so.
    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStoragePoolCreate"))
    }

    /// Makes the storage the pool lives in: folder, file system, volume group or partition table.
    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStoragePoolBuild"))
    }

    /// Stops an active storage pool; the data in it stays.
    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        Err(unsupported("virStoragePoolDestroy"))
    }

    /// Deletes the storage an inactive pool lives in; what it held is lost.
    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStoragePoolDelete"))
    }

    /// Removes the stored definition of an inactive storage pool.
    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        Err(unsupported("virStoragePoolUndefine"))
    }

    /// Scans the pool again, so that volumes and sizes match what is on disk.
    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStoragePoolRefresh"))
    }

    /// Finds a storage pool by its name.
    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolLookupByName"))
    }

    /// Finds a storage pool by its 16-byte UUID.
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolLookupByUUID"))
    }

    /// Finds the pool that holds a volume.
    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolLookupByVolume"))
    }

    /// Returns the pool's state and its capacity, allocation and free space in bytes.
    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        Err(unsupported("virStoragePoolGetInfo"))
    }

    /// Returns the storage pool document, live or inactive.
    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        Err(unsupported("virStoragePoolGetXMLDesc"))
    }

    /// Tells whether the pool is started when the host boots.
    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        Err(unsupported("virStoragePoolGetAutostart"))
    }

    /// Chooses whether the pool is started when the host boots.
    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        Err(unsupported("virStoragePoolSetAutostart"))
    }

    /// Tells whether the storage pool is active.
    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        Err(unsupported("virStoragePoolIsActive"))
    }

    /// Tells whether the storage pool has a stored definition.
    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        Err(unsupported("virStoragePoolIsPersistent"))
    }

    /// Lists all storage pools that match the filter flags.
    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        Err(unsupported("virConnectListAllStoragePools"))
    }

    /// Finds the storage pool whose target folder is `path`.
    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        Err(unsupported("virStoragePoolLookupByTargetPath"))
    }

    /// Returns the storage pool capabilities document: which pool types are supported, with their formats.
    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        Err(unsupported("virConnectGetStoragePoolCapabilities"))
    }
}
