//! The bytes of volumes: files in memory that come to be with the first byte written.

use std::io;
use std::sync::Arc;

use host::memory_file::MemoryFile;
use virt::constants::*;
use virt::{Error, Result, StorageVolRef, Stream, StreamEnd, flags};

use crate::connection::TestConnection;
use crate::storage_pool::Pool;
use crate::storage_vol::Volume;

fn failed(what: &str, volume: &Volume) -> impl FnOnce(io::Error) -> Error {
    let what = format!("cannot {what} the data of storage vol '{}'", volume.document.name);
    move |error| Error::system(what, &error)
}

impl Volume {
    /// Bytes that the data has, if there are any.
    fn length(&self) -> u64 {
        self.data.as_ref().and_then(|data| data.length().ok()).unwrap_or(0)
    }

    /// A plain image is as large as what was written to it; others say themselves how much is in them.
    fn is_plain(&self) -> bool {
        self.document.target.format.as_deref().is_none_or(|format| matches!(format, "raw" | "none"))
    }

    /// How many bytes it has for a guest.
    pub(crate) fn capacity(&self) -> u64 {
        match self.is_plain() {
            true => self.document.capacity.max(self.length()),
            false => self.document.capacity,
        }
    }

    /// How many bytes it takes from its pool.
    pub(crate) fn allocation(&self) -> u64 {
        let held = self.data.as_ref().and_then(|data| data.held().ok()).unwrap_or(0);
        self.document.allocation.max(held.min(self.length()))
    }

    /// How long the file or device is.
    pub(crate) fn physical(&self) -> u64 {
        match self.is_plain() {
            true => self.capacity(),
            false => self.allocation().max(self.length()),
        }
    }

    /// Its bytes as a file, which is made if there is none.
    fn file(&mut self) -> Result<Arc<MemoryFile>> {
        if let Some(data) = &self.data {
            return Ok(Arc::clone(data));
        }
        let length = if self.is_plain() { self.document.capacity } else { 0 };
        let data = Arc::new(MemoryFile::new("volume", length).map_err(failed("make", self))?);
        self.data = Some(Arc::clone(&data));
        Ok(data)
    }
}

/// A copy of a volume's bytes.
pub(crate) fn copy(source: &Volume) -> Result<Option<MemoryFile>> {
    let Some(data) = &source.data else { return Ok(None) };
    let copy = data.length().and_then(|length| data.copy("volume", length));
    copy.map(Some).map_err(failed("copy", source))
}

/// A new volume with the bytes that another had, as many as fit.
pub(crate) fn with_copy(mut volume: Volume, source: &Volume, data: Option<MemoryFile>) -> Result<Volume> {
    if let Some(data) = data {
        if volume.is_plain() {
            data.set_len(volume.document.capacity).map_err(failed("lengthen", source))?;
        }
        volume.data = Some(Arc::new(data));
    }
    Ok(volume)
}

pub(crate) fn resize(connection: &TestConnection, vol: &StorageVolRef, capacity: u64, flags: u32) -> Result<()> {
    let known = VIR_STORAGE_VOL_RESIZE_ALLOCATE | VIR_STORAGE_VOL_RESIZE_DELTA | VIR_STORAGE_VOL_RESIZE_SHRINK;
    flags::only(flags, known, "testStorageVolResize")?;
    let (shrink, allocate) = (VIR_STORAGE_VOL_RESIZE_SHRINK, VIR_STORAGE_VOL_RESIZE_ALLOCATE);
    flags::exclusive(flags, (shrink, "shrink"), (allocate, "allocate"))?;
    connection.change_volume(vol, |volume, pool| {
        let now = volume.capacity();
        let next = match (flags & VIR_STORAGE_VOL_RESIZE_DELTA != 0, flags & VIR_STORAGE_VOL_RESIZE_SHRINK != 0) {
            (false, _) => capacity,
            (true, true) => now.saturating_sub(capacity),
            (true, false) => now.checked_add(capacity).ok_or_else(|| Error::overflow("the volume gets too large"))?,
        };
        let invalid = |what: &str, than: u64| {
            Err(Error::invalid_arg(format!("can't shrink '{}' to {next} bytes: {what} {than}", vol.name)))
        };
        if next < volume.allocation() {
            return invalid("it has allocated", volume.allocation());
        }
        if next < now && flags & VIR_STORAGE_VOL_RESIZE_SHRINK == 0 {
            return invalid("without the flag to shrink it keeps its", now);
        }
        if next.saturating_sub(now) > pool.space().available {
            return Err(Error::operation_failed(format!("Not enough space left in storage pool '{}'", pool.name)));
        }
        volume.document.capacity = next;
        volume.document.allocation = match flags & VIR_STORAGE_VOL_RESIZE_ALLOCATE {
            0 => volume.document.allocation.min(next),
            _ => next,
        };
        match &volume.data {
            Some(data) if volume.is_plain() => data.set_len(next).map_err(failed("resize", volume)),
            _ => Ok(()),
        }
    })
}

/// Every algorithm leaves zeros: nobody can read traces from memory.
pub(crate) fn wipe(connection: &TestConnection, vol: &StorageVolRef, algorithm: u32, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testStorageVolWipePattern")?;
    let known = 0..u32::try_from(VIR_STORAGE_VOL_WIPE_ALG_LAST).unwrap_or(0);
    if !known.contains(&algorithm) {
        return Err(Error::invalid_arg(format!("wiping algorithm {algorithm} not supported")));
    }
    connection.change_volume(vol, |volume, _| {
        volume.data = None;
        Ok(())
    })
}

/// How far a volume may grow: a file as long as its pool has room, a device never.
fn limit(volume: &Volume, pool: &Pool) -> u64 {
    match pool.holds_files() {
        true => volume.capacity().saturating_add(pool.space().available),
        false => volume.capacity(),
    }
}

pub(crate) fn upload(
    connection: &TestConnection,
    vol: &StorageVolRef,
    offset: u64,
    length: u64,
    flags: u32,
) -> Result<Stream> {
    flags::only(flags, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM, "testStorageVolUpload")?;
    connection.change_volume(vol, |volume, pool| {
        let room = limit(volume, pool).checked_sub(offset).ok_or_else(|| beyond(volume, offset))?;
        let fd = volume.file()?.open(offset).map_err(failed("open", volume))?;
        let length = Some(if length == 0 { room } else { length.min(room) });
        let sparse = flags & VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM != 0;
        Ok(Stream::End(StreamEnd { fd, read: false, write: true, length, sparse, held: None }))
    })
}

pub(crate) fn download(
    connection: &TestConnection,
    vol: &StorageVolRef,
    offset: u64,
    length: u64,
    flags: u32,
) -> Result<Stream> {
    flags::only(flags, VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM, "testStorageVolDownload")?;
    let (_, volume) = connection.volume(vol)?;
    let mut volume = Volume::clone(&volume);
    let length = (length > 0).then_some(length);
    let fd = volume.file()?.open(offset).map_err(failed("open", &volume))?;
    let sparse = flags & VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM != 0;
    Ok(Stream::End(StreamEnd { fd, read: true, write: false, length, sparse, held: None }))
}

fn beyond(volume: &Volume, offset: u64) -> Error {
    Error::invalid_arg(format!("offset {offset} is behind the end of storage vol '{}'", volume.document.name))
}
