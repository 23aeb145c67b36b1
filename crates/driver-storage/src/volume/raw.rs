//! Plain images: files that are made, filled from others, or overwritten, in pieces.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use conf::storage_vol::StorageVolume;
use host::sparse::{Section, section};
use virt::{Error, Result};

use super::make;
use crate::core::Core;

/// Bytes that are moved at a time.
const CHUNK: usize = 1 << 20;
/// Bytes that stay a hole if all are zero.
const BLOCK: usize = 4096;
const ZEROS: [u8; BLOCK] = [0; BLOCK];

/// Makes a plain image as large as its document says and has `fill` write into it; after a failure there is no file.
pub(crate) fn create(
    core: &Core,
    document: &StorageVolume,
    path: &Path,
    fill: &dyn Fn(&File) -> Result<()>,
) -> Result<()> {
    let created = core.files.create(path, 0o600);
    let file = created.map_err(|e| Error::system(format!("Failed to create file '{}'", path.display()), &e))?;
    let write = || {
        if document.target.nocow {
            let failed = |e| Error::system(format!("unable to control COW flag on '{}'", path.display()), &e);
            core.files.write_in_place(&file).map_err(failed)?;
        }
        let failed = |e| Error::system(format!("cannot extend file '{}'", path.display()), &e);
        core.files.set_length(&file, document.capacity).map_err(failed)?;
        let failed = |e| {
            let bytes = document.allocation;
            Error::system(format!("cannot allocate {bytes} bytes in file '{}'", path.display()), &e)
        };
        core.files.allocate(&file, document.allocation).map_err(failed)?;
        fill(&file)?;
        make::settle(core, document, path, 0o600)?;
        let synced = core.files.sync(&file).and_then(|()| core.files.sync_folder(path.parent().unwrap_or(path)));
        synced.map_err(|e| Error::system(format!("cannot sync data to file '{}'", path.display()), &e))
    };
    write().inspect_err(|_| make::remove(core, path))
}

/// Copies all bytes of a file to the beginning of another; holes and blocks of zeros are not written.
pub(crate) fn copy(core: &Core, source: &Path, file: &File) -> Result<()> {
    let reading = |e| Error::system(format!("failed reading from file '{}'", source.display()), &e);
    let writing = |e| Error::system("failed writing to the new volume", &e);
    let mut from = core.files.open(source, false).map_err(reading)?;
    let (mut buffer, mut at) = (vec![0; CHUNK], 0u64);
    loop {
        let most = match section(&from) {
            Ok(Section::Hole(hole)) => {
                at += hole;
                from.seek(SeekFrom::Start(at)).map_err(reading)?;
                continue;
            }
            Ok(Section::End) => return Ok(()),
            Ok(Section::Data(data)) => data,
            // A device knows no holes.
            Err(_) => CHUNK as u64,
        };
        let most = usize::try_from(most).unwrap_or(CHUNK).min(CHUNK);
        let got = from.read(buffer.get_mut(..most).unwrap_or_default()).map_err(reading)?;
        if got == 0 {
            return Ok(());
        }
        for block in buffer.get(..got).unwrap_or_default().chunks(BLOCK) {
            if ZEROS.get(..block.len()) != Some(block) {
                core.files.write_at(file, block, at).map_err(writing)?;
            }
            at += block.len() as u64;
        }
    }
}

/// Writes over so many bytes of a file what `next` puts into the buffer.
pub(crate) fn overwrite(
    core: &Core,
    file: &File,
    length: u64,
    next: &mut dyn FnMut(&mut [u8]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let (mut buffer, mut at) = (vec![0; CHUNK], 0);
    while at < length {
        let part = usize::try_from(length - at).unwrap_or(CHUNK).min(CHUNK);
        let bytes = buffer.get_mut(..part).unwrap_or_default();
        next(bytes)?;
        core.files.write_at(file, bytes, at)?;
        at += part as u64;
    }
    core.files.sync(file)
}
