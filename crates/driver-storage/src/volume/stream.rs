//! Bytes of volumes from and to users.

use std::io::{Seek, SeekFrom};
use std::sync::Arc;

use virt::constants::*;
use virt::{Error, ErrorDomain, Result, StorageVolRef, Stream, StreamEnd, flags};

use super::Volume;
use crate::core::Core;
use crate::refresh;
use crate::table::Entry;

/// A file that stands at an offset, for a stream.
fn open(core: &Core, volume: &Volume, offset: u64, write: bool) -> Result<std::fs::File> {
    let path = volume.path();
    let failed = |e| Error::system(format!("Unable to open stream for '{}'", path.display()), &e);
    let mut file = core.files.open(&path, write).map_err(failed).map_err(|e| e.in_domain(ErrorDomain::STREAMS))?;
    file.seek(SeekFrom::Start(offset)).map_err(|e| {
        let message = format!("Unable to seek {} to {offset}", path.display());
        Error::system(message, &e).in_domain(ErrorDomain::STREAMS)
    })?;
    Ok(file)
}

pub(crate) fn download(core: &Core, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
    flags::only(flags, VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM, "storageVolDownload")?;
    let (_, _, volume) = core.volume(vol)?;
    volume.check_built()?;
    let fd = open(core, &volume, offset, false)?.into();
    let sparse = flags & VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM != 0;
    let length = (length > 0).then_some(length);
    Ok(Stream::End(StreamEnd { fd, read: true, write: false, length, sparse, held: None }))
}

pub(crate) fn upload(core: &Arc<Core>, vol: &StorageVolRef, offset: u64, length: u64, flags: u32) -> Result<Stream> {
    flags::only(flags, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM, "storageVolUpload")?;
    let (entry, _, volume) = core.volume(vol)?;
    volume.check_idle()?;
    let fd = open(core, &volume, offset, true)?.into();
    let sparse = flags & VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM != 0;
    let length = (length > 0).then_some(length);
    let held = Some(Box::new(Written { core: Arc::clone(core), entry }) as _);
    Ok(Stream::End(StreamEnd { fd, read: false, write: true, length, sparse, held }))
}

/// A volume that is being written: when that ends, its pool is looked at again, for the volume may be another now.
struct Written {
    core: Arc<Core>,
    entry: Arc<Entry>,
}

impl Drop for Written {
    fn drop(&mut self) {
        let (core, entry) = (Arc::clone(&self.core), Arc::clone(&self.entry));
        // Not here: whoever ends the stream waits for its end.
        let started = std::thread::Builder::new().name("pool refresh".into()).spawn(move || {
            if let Err(error) = refresh::again(&core, &entry) {
                log::debug!("the pool is not looked at again: {error}");
            }
        });
        if let Err(error) = started {
            log::warn!("the pool is not looked at again: {error}");
        }
    }
}
