//! Volumes of storage pools: making, finding and listing them. Their bytes are in `volume_data`.

use std::sync::Arc;

use conf::storage_pool::PoolKind;
use conf::storage_vol::{Capacity, StorageVolume, VolumeTarget};
use host::memory_file::MemoryFile;
use virt::constants::*;
use virt::generated::storage_vol::*;
use virt::list::counted;
use virt::{Error, ErrorCode, Result, StoragePoolRef, StorageVolRef, Stream, flags};

use crate::connection::TestConnection;
use crate::list::at_most;
use crate::storage_pool::Pool;
use crate::volume_data;

/// A volume, at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Volume {
    pub(crate) document: StorageVolume,
    /// Its bytes, once some were written; until then they are all zero.
    pub(crate) data: Option<Arc<MemoryFile>>,
}

impl Volume {
    /// A volume where its pool puts it.
    fn new(document: StorageVolume, pool: &Pool) -> Result<Volume> {
        let target = VolumeTarget { path: None, ..document.target.clone() };
        Volume::placed(StorageVolume { key: None, target, ..document }, pool)
    }

    /// A volume where its document puts it, else its pool.
    pub(crate) fn placed(mut document: StorageVolume, pool: &Pool) -> Result<Volume> {
        let folder = pool.document(false)?.target_path().unwrap_or_default();
        let path = document.target.path.get_or_insert_with(|| format!("{folder}/{}", document.name));
        document.key.get_or_insert_with(|| path.clone());
        Ok(Volume { document, data: None })
    }

    pub(crate) fn path(&self) -> &str {
        self.document.target.path.as_deref().unwrap_or_default()
    }

    fn key(&self) -> &str {
        self.document.key.as_deref().unwrap_or_default()
    }

    fn reference(&self, pool: &Pool) -> StorageVolRef {
        StorageVolRef { pool: pool.name.to_string(), name: self.document.name.clone(), key: self.key().to_owned() }
    }
}

fn missing(what: String) -> Error {
    Error::new(ErrorCode::NO_STORAGE_VOL, format!("no storage vol with matching {what}"))
}

impl Pool {
    /// What kind of volumes such a pool has (`VIR_STORAGE_VOL_…`).
    fn volume_type(&self) -> i8 {
        let kind = match self.document(false).map(|pool| pool.kind) {
            Ok(PoolKind::Dir | PoolKind::Fs | PoolKind::Netfs | PoolKind::Vstorage) | Err(_) => VIR_STORAGE_VOL_FILE,
            Ok(
                PoolKind::Logical | PoolKind::Disk | PoolKind::Iscsi | PoolKind::Scsi | PoolKind::Mpath | PoolKind::Zfs,
            ) => VIR_STORAGE_VOL_BLOCK,
            Ok(PoolKind::IscsiDirect | PoolKind::Rbd | PoolKind::Sheepdog | PoolKind::Gluster) => {
                VIR_STORAGE_VOL_NETWORK
            }
        };
        i8::try_from(kind).unwrap_or(0)
    }

    /// A volume of it.
    pub(crate) fn volume(&self, name: &str) -> Result<&Arc<Volume>> {
        self.inside.get(name).ok_or_else(|| missing(format!("name '{name}'")))
    }

    /// Takes in a new volume, if its name is free and there is room.
    pub(crate) fn add(&mut self, volume: Volume) -> Result<StorageVolRef> {
        let room = self.space().available;
        if volume.document.allocation > room {
            let message = format!("Not enough free space in pool for volume '{}'", volume.document.name);
            return Err(Error::internal(message).because(format!("only {room} bytes are left")));
        }
        Ok(self.put(volume))
    }

    /// Takes in a volume that is there already, however full the pool is.
    pub(crate) fn put(&mut self, volume: Volume) -> StorageVolRef {
        let reference = volume.reference(self);
        self.inside.put(volume);
        reference
    }

    fn check_free(&self, name: &str) -> Result<()> {
        match self.inside.get(name).is_some() {
            true => Err(Error::operation_failed(format!("storage vol '{name}' already exists"))),
            false => Ok(()),
        }
    }

    /// Reads the document of a new volume.
    pub(crate) fn parse(&self, xml: &str, flags: u32) -> Result<StorageVolume> {
        conf::documents::check_if(flags & VIR_STORAGE_VOL_CREATE_VALIDATE != 0, xml)?;
        let document = StorageVolume::parse(xml, self.document(false)?.kind, Capacity::Required)?;
        self.check_free(&document.name)?;
        Ok(document)
    }
}

const CREATE: u32 = VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA | VIR_STORAGE_VOL_CREATE_VALIDATE;

impl TestConnection {
    /// The pool of a volume, which is active, and the volume.
    pub(crate) fn volume(&self, vol: &StorageVolRef) -> Result<(Arc<Pool>, Arc<Volume>)> {
        let pool = self.pool_named(&vol.pool)?;
        pool.check(true)?;
        let volume = Arc::clone(pool.volume(&vol.name)?);
        Ok((pool, volume))
    }

    /// Changes a volume.
    pub(crate) fn change_volume<T>(
        &self,
        vol: &StorageVolRef,
        change: impl FnOnce(&mut Volume, &Pool) -> Result<T>,
    ) -> Result<T> {
        let turn = self.core().pools.begin();
        let (pool, volume) = self.volume(vol)?;
        let (mut next, mut volume) = (Pool::clone(&pool), Volume::clone(&volume));
        let answer = change(&mut volume, &pool)?;
        next.inside.put(volume);
        turn.publish(next, None);
        Ok(answer)
    }

    fn find_volume(&self, what: &str, text: &str, matches: impl Fn(&Volume) -> bool) -> Result<StorageVolRef> {
        let pools = self.core().pools.all();
        let mut active = pools.iter().filter(|pool| pool.is_active());
        let found = active.find_map(|pool| {
            let volume = pool.inside.each().find(|volume| matches(volume))?;
            Some(volume.reference(pool))
        });
        found.ok_or_else(|| missing(format!("{what} '{text}'")))
    }

    fn active_pool(&self, pool: &StoragePoolRef) -> Result<Arc<Pool>> {
        let pool = self.pool(pool)?;
        pool.check(true)?;
        Ok(pool)
    }
}

impl StorageVolDriver for TestConnection {
    fn num_of_volumes(&self, pool: &StoragePoolRef) -> Result<i32> {
        Ok(i32::try_from(self.active_pool(pool)?.inside.len()).unwrap_or(i32::MAX))
    }

    fn list_volumes(&self, pool: &StoragePoolRef, maxnames: i32) -> Result<Vec<String>> {
        let pool = self.active_pool(pool)?;
        let names = pool.inside.sorted().into_iter().map(|volume| volume.document.name.clone());
        Ok(names.take(at_most(maxnames)).collect())
    }

    fn list_all_volumes(
        &self,
        pool: &StoragePoolRef,
        need_results: i32,
        flags: u32,
    ) -> Result<StorageVolListAllVolumesReply> {
        flags::only(flags, 0, "testStoragePoolListAllVolumes")?;
        let pool = self.active_pool(pool)?;
        let all = pool.inside.sorted().into_iter().map(|volume| volume.reference(&pool)).collect();
        let (vols, ret) = counted(need_results, all);
        Ok(StorageVolListAllVolumesReply { vols, ret })
    }

    fn lookup_by_name(&self, pool: &StoragePoolRef, name: &str) -> Result<StorageVolRef> {
        let pool = self.active_pool(pool)?;
        Ok(pool.volume(name)?.reference(&pool))
    }

    fn lookup_by_key(&self, key: &str) -> Result<StorageVolRef> {
        self.find_volume("key", key, |volume| volume.key() == key)
    }

    fn lookup_by_path(&self, path: &str) -> Result<StorageVolRef> {
        self.find_volume("path", path, |volume| volume.path() == path)
    }

    fn create_xml(&self, pool: &StoragePoolRef, xml: &str, flags: u32) -> Result<StorageVolRef> {
        flags::only(flags, CREATE, "testStorageVolCreateXML")?;
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.check(true)?;
        let volume = Volume::new(pool.parse(xml, flags)?, &pool)?;
        let made = pool.add(volume)?;
        turn.publish(pool, None);
        Ok(made)
    }

    fn create_xml_from(
        &self,
        pool: &StoragePoolRef,
        xml: &str,
        clonevol: &StorageVolRef,
        flags: u32,
    ) -> Result<StorageVolRef> {
        flags::only(flags, CREATE | VIR_STORAGE_VOL_CREATE_REFLINK, "testStorageVolCreateXMLFrom")?;
        self.active_pool(pool)?.parse(xml, flags)?;
        let (_, source) = self.volume(clonevol)?;
        // The copy is made before the turn of all pools is taken: it takes as long as there are bytes.
        let data = volume_data::copy(&source)?;
        let (turn, mut pool) = self.begin_pool(pool)?;
        pool.check(true)?;
        let volume = Volume::new(pool.parse(xml, flags)?, &pool)?;
        let volume = volume_data::with_copy(volume, &source, data)?;
        let made = pool.add(volume)?;
        turn.publish(pool, None);
        Ok(made)
    }

    fn delete(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        let known = VIR_STORAGE_VOL_DELETE_ZEROED | VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS;
        flags::only(flags, known, "testStorageVolDelete")?;
        let turn = self.core().pools.begin();
        let (pool, _) = self.volume(vol)?;
        let mut pool = Pool::clone(&pool);
        pool.inside.remove(&vol.name);
        turn.publish(pool, None);
        Ok(())
    }

    fn info(&self, vol: &StorageVolRef) -> Result<StorageVolInfoReply> {
        let reply = self.info_flags(vol, VIR_STORAGE_VOL_USE_ALLOCATION)?;
        Ok(StorageVolInfoReply { type_: reply.type_, capacity: reply.capacity, allocation: reply.allocation })
    }

    fn info_flags(&self, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
        flags::only(flags, VIR_STORAGE_VOL_GET_PHYSICAL, "testStorageVolGetInfoFlags")?;
        let (pool, volume) = self.volume(vol)?;
        let allocation = match flags & VIR_STORAGE_VOL_GET_PHYSICAL {
            0 => volume.allocation(),
            _ => volume.physical(),
        };
        Ok(StorageVolInfoFlagsReply { type_: pool.volume_type(), capacity: volume.capacity(), allocation })
    }

    fn xml_desc(&self, vol: &StorageVolRef, flags: u32) -> Result<String> {
        flags::only(flags, 0, "testStorageVolGetXMLDesc")?;
        let (_, volume) = self.volume(vol)?;
        let (capacity, allocation) = (volume.capacity(), volume.allocation());
        Ok(StorageVolume { capacity, allocation, ..volume.document.clone() }.format())
    }

    fn path(&self, vol: &StorageVolRef) -> Result<String> {
        Ok(self.volume(vol)?.1.path().to_owned())
    }

    fn resize(&self, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
        volume_data::resize(self, vol, capacity, flags)
    }

    fn wipe(&self, vol: &StorageVolRef, flags: u32) -> Result<()> {
        volume_data::wipe(self, vol, 0, flags)
    }

    fn wipe_pattern(&self, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
        volume_data::wipe(self, vol, algorithm, flags)
    }

    fn upload(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        volume_data::upload(self, vol, offset, length, flags)
    }

    fn download(&self, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
        volume_data::download(self, vol, offset, length, flags)
    }
}
