//! The table of contents: every call of a connection, each one line to where it is done.

use std::sync::Arc;

use virt::constants::*;
use virt::generated::storage_pool::*;
use virt::generated::storage_vol::*;
use virt::{Error, ErrorDomain, Result, StoragePoolRef, StorageVolRef, Stream, Uuid, flags};

use crate::core::Core;
use crate::{autostart, build, define, list, refresh, sources, start, volume, xml_desc};

/// One client's connection.
pub(crate) struct StorageConnection {
    core: Arc<Core>,
}

impl StorageConnection {
    pub(crate) fn new(core: Arc<Core>) -> StorageConnection {
        StorageConnection { core }
    }
}

/// Says that an error comes from storage.
fn stamp(error: Error) -> Error {
    error.in_domain(ErrorDomain::STORAGE)
}

/// Refuses flags that a call does not know.
fn only(flags: u32, known: u32, call: &str) -> Result<()> {
    flags::only(flags, known, call).map_err(stamp)
}

const CREATE: u32 = VIR_STORAGE_POOL_CREATE_WITH_BUILD
    | VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE
    | VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE;

impl StoragePoolDriver for StorageConnection {
    fn find_storage_pool_sources(&self, type_: &str, _src_spec: Option<&str>, flags: u32) -> Result<String> {
        only(flags, 0, "storageConnectFindStoragePoolSources")?;
        sources::find(type_).map_err(stamp)
    }

    fn storage_pool_capabilities(&self, flags: u32) -> Result<String> {
        only(flags, 0, "storageConnectGetStoragePoolCapabilities")?;
        Ok(sources::capabilities())
    }

    fn num_of_storage_pools(&self) -> Result<i32> {
        Ok(list::count(&self.core, true))
    }

    fn num_of_defined_storage_pools(&self) -> Result<i32> {
        Ok(list::count(&self.core, false))
    }

    fn list_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(list::names(&self.core, true, maxnames))
    }

    fn list_defined_storage_pools(&self, maxnames: i32) -> Result<Vec<String>> {
        Ok(list::names(&self.core, false, maxnames))
    }

    fn list_all_storage_pools(&self, need_results: i32, flags: u32) -> Result<StoragePoolListAllStoragePoolsReply> {
        list::list_all(&self.core, need_results, flags).map_err(stamp)
    }

    fn lookup_by_name(&self, name: &str) -> Result<StoragePoolRef> {
        list::lookup_by_name(&self.core, name).map_err(stamp)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<StoragePoolRef> {
        list::lookup_by_uuid(&self.core, uuid).map_err(stamp)
    }

    fn lookup_by_volume(&self, vol: &StorageVolRef) -> Result<StoragePoolRef> {
        list::lookup_by_volume(&self.core, vol).map_err(stamp)
    }

    fn lookup_by_target_path(&self, path: &str) -> Result<StoragePoolRef> {
        list::lookup_by_target_path(&self.core, path).map_err(stamp)
    }

    fn define_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        only(flags, VIR_STORAGE_POOL_DEFINE_VALIDATE, "storagePoolDefineXML")?;
        conf::documents::check_if(flags & VIR_STORAGE_POOL_DEFINE_VALIDATE != 0, xml)?;
        define::define_xml(&self.core, xml).map_err(stamp)
    }

    fn undefine(&self, pool: &StoragePoolRef) -> Result<()> {
        define::undefine(&self.core, pool).map_err(stamp)
    }

    fn create_xml(&self, xml: &str, flags: u32) -> Result<StoragePoolRef> {
        only(flags, CREATE, "storagePoolCreateXML")?;
        start::create_xml(&self.core, xml, flags).map_err(stamp)
    }

    fn create(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        only(flags, CREATE, "storagePoolCreate")?;
        start::create(&self.core, pool, flags).map_err(stamp)
    }

    fn destroy(&self, pool: &StoragePoolRef) -> Result<()> {
        start::destroy(&self.core, pool).map_err(stamp)
    }

    fn build(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        build::build(&self.core, pool, flags).map_err(stamp)
    }

    fn delete(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        build::delete(&self.core, pool, flags).map_err(stamp)
    }

    fn refresh(&self, pool: &StoragePoolRef, flags: u32) -> Result<()> {
        only(flags, 0, "storagePoolRefresh")?;
        refresh::refresh(&self.core, pool).map_err(stamp)
    }

    fn info(&self, pool: &StoragePoolRef) -> Result<StoragePoolInfoReply> {
        xml_desc::info(&self.core, pool).map_err(stamp)
    }

    fn xml_desc(&self, pool: &StoragePoolRef, flags: u32) -> Result<String> {
        only(flags, VIR_STORAGE_XML_INACTIVE, "storagePoolGetXMLDesc")?;
        xml_desc::xml_desc(&self.core, pool, flags).map_err(stamp)
    }

    fn autostart(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.core.table.find(pool).map_err(stamp)?.1.autostart.into())
    }

    fn set_autostart(&self, pool: &StoragePoolRef, autostart: i32) -> Result<()> {
        autostart::set_autostart(&self.core, pool, autostart).map_err(stamp)
    }

    fn is_active(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.core.table.find(pool).map_err(stamp)?.1.is_active().into())
    }

    fn is_persistent(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(self.core.table.find(pool).map_err(stamp)?.1.is_persistent().into())
    }
}

impl StorageVolDriver for StorageConnection {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        volume::count(&self.core, pool).map_err(stamp)
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        volume::names(&self.core, pool, maxnames).map_err(stamp)
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        only(flags, 0, "storagePoolListAllVolumes")?;
        volume::list_all(&self.core, pool, need_results).map_err(stamp)
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        volume::lookup_by_name(&self.core, pool, name).map_err(stamp)
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        volume::lookup_by_key(&self.core, key).map_err(stamp)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        volume::lookup_by_path(&self.core, path).map_err(stamp)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        volume::create_xml(&self.core, pool, xml, flags).map_err(stamp)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        volume::create_xml_from(&self.core, pool, xml, clonevol, flags).map_err(stamp)
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        volume::delete(&self.core, vol, flags).map_err(stamp)
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        let reply = volume::info_flags(&self.core, vol, VIR_STORAGE_VOL_USE_ALLOCATION).map_err(stamp)?;
        Ok(StorageVolInfoReply { type_: reply.type_, capacity: reply.capacity, allocation: reply.allocation })
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        volume::info_flags(&self.core, vol, flags).map_err(stamp)
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        only(flags, 0, "storageVolGetXMLDesc")?;
        volume::xml_desc(&self.core, vol).map_err(stamp)
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        volume::path(&self.core, vol).map_err(stamp)
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        volume::resize(&self.core, vol, capacity, flags).map_err(stamp)
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        volume::wipe(&self.core, vol, 0, flags).map_err(stamp)
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        volume::wipe(&self.core, vol, algorithm, flags).map_err(stamp)
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        volume::upload(&self.core, vol, offset, length, flags).map_err(stamp)
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        volume::download(&self.core, vol, offset, length, flags).map_err(stamp)
    }
}
