//! Volumes inside storage pools.
//!
//! Generated from `api/storage_vol.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`StorageVolDriver::info`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StorageVolInfoReply {
    pub type_: i8,
    pub capacity: u64,
    pub allocation: u64,
}

impl Xdr for StorageVolInfoReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.type_);
        e.put(&self.capacity);
        e.put(&self.allocation);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StorageVolInfoReply { type_: d.get()?, capacity: d.get()?, allocation: d.get()? })
    }
}

/// What [`StorageVolDriver::list_all_volumes`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StorageVolListAllVolumesReply {
    pub vols: Vec<StorageVolRef>,
    pub ret: u32,
}

impl Xdr for StorageVolListAllVolumesReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.vols, limits::REMOTE_STORAGE_VOL_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StorageVolListAllVolumesReply { vols: d.list(limits::REMOTE_STORAGE_VOL_LIST_MAX)?, ret: d.get()? })
    }
}

/// What [`StorageVolDriver::info_flags`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StorageVolInfoFlagsReply {
    pub type_: i8,
    pub capacity: u64,
    pub allocation: u64,
}

impl Xdr for StorageVolInfoFlagsReply {
    fn encode(&self, e: &mut Encoder) {
        e.put(&self.type_);
        e.put(&self.capacity);
        e.put(&self.allocation);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(StorageVolInfoFlagsReply { type_: d.get()?, capacity: d.get()?, allocation: d.get()? })
    }
}

/// Volumes inside storage pools.
pub trait StorageVolDriver: Send + Sync {
    /// Counts the volumes of an active pool.
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        Err(unsupported("virStoragePoolNumOfVolumes"))
    }

    /// Lists the names of at most `maxnames` volumes of an active pool.
    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virStoragePoolListVolumes"))
    }

    /// Creates a volume in a pool from a volume document.
    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        Err(unsupported("virStorageVolCreateXML"))
    }

    /// Deletes a volume and its data from its pool.
    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStorageVolDelete"))
    }

    /// Finds a volume of one pool by its name.
    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        Err(unsupported("virStorageVolLookupByName"))
    }

    /// Finds a volume in any pool by its unique key.
    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        Err(unsupported("virStorageVolLookupByKey"))
    }

    /// Finds a volume in any pool by its path on the host.
    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        Err(unsupported("virStorageVolLookupByPath"))
    }

    /// Returns the volume's type and its capacity and allocation in bytes.
    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        Err(unsupported("virStorageVolGetInfo"))
    }

    /// Returns the volume document.
    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        Err(unsupported("virStorageVolGetXMLDesc"))
    }

    /// Returns the volume's path on the host.
    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        Err(unsupported("virStorageVolGetPath"))
    }

    /// Creates a volume from a document with the content of another volume.
    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        Err(unsupported("virStorageVolCreateXMLFrom"))
    }

    /// Overwrites a volume's data with zeros, so that it cannot be read again.
    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        Err(unsupported("virStorageVolWipe"))
    }

    /// Writes to a volume from a stream, from `offset` on; `length` 0 means until the stream ends.
    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        Err(unsupported("virStorageVolUpload"))
    }

    /// Reads a volume into a stream, from `offset` on; `length` 0 means to the end.
    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        Err(unsupported("virStorageVolDownload"))
    }

    /// Overwrites a volume's data by the chosen algorithm.
    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        Err(unsupported("virStorageVolWipePattern"))
    }

    /// Changes a volume's capacity, in bytes, absolute or relative by flag.
    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        Err(unsupported("virStorageVolResize"))
    }

    /// Lists all volumes of an active pool.
    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        Err(unsupported("virStoragePoolListAllVolumes"))
    }

    /// Returns the volume's type and capacity, with its allocation or its physical size in bytes as flags choose.
    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        Err(unsupported("virStorageVolGetInfoFlags"))
    }
}
