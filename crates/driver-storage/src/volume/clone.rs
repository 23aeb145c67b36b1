//! New volumes with the bytes of others.

use std::path::Path;

use conf::storage_vol::{Capacity, CreateFacts, StorageVolume};
use virt::constants::*;
use virt::{Error, Result, StoragePoolRef, StorageVolRef, flags};

use super::create::{finish, reserve};
use super::passphrase::Passphrase;
use super::{User, Volume, make, raw, scan};
use crate::core::Core;

const FLAGS: u32 =
    VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA | VIR_STORAGE_VOL_CREATE_REFLINK | VIR_STORAGE_VOL_CREATE_VALIDATE;

/// Makes a volume from a document and the bytes of another volume, of this pool or another one.
pub(crate) fn create_xml_from(
    core: &Core,
    pool: &StoragePoolRef,
    xml: &str,
    source: &StorageVolRef,
    flags: u32,
) -> Result<StorageVolRef> {
    flags::only(flags, FLAGS, "storageVolCreateXMLFrom")?;
    conf::documents::check_if(flags & VIR_STORAGE_VOL_CREATE_VALIDATE != 0, xml)?;
    let (entry, known) = core.active_pool(pool)?;
    let (source_entry, _, source) = core.volume(source)?;
    source.check_built()?;
    let mut document = StorageVolume::parse(xml, known.active()?.kind, Capacity::Optional)?;
    // The source is taken before the new volume is there: from now on nobody deletes or wipes it.
    let _users = (User::of(&source.users), User::of(&source_entry.copies), User::of(&entry.copies));
    let source = scan::now(core, &source)?;
    // A copy has all bytes itself.
    document.backing_store = None;
    document.capacity = document.capacity.max(source.document.capacity);
    if !document.has_allocation {
        document.allocation = document.capacity;
    }
    let taken = |name: &str| Error::internal(format!("storage volume name '{name}' already in use."));
    let document = reserve(core, &entry, document, taken)?;
    let made = copy(core, &document, &source, flags);
    finish(core, &entry, &document, made)
}

fn copy(core: &Core, document: &StorageVolume, source: &Volume, flags: u32) -> Result<()> {
    let path = document.target.path.as_deref().map(Path::new).unwrap_or(Path::new(""));
    let preallocate = flags & VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA != 0;
    let (from, is_raw) = (source.path(), make::is_raw(document));
    if is_raw && preallocate {
        return Err(Error::config_unsupported("metadata preallocation is not supported for raw volumes"));
    }
    if is_raw && source.is_plain() {
        // Room that the copy will not need is not given in advance, unless all of it was asked for.
        let allocation = if document.allocation >= document.capacity { document.allocation } else { 0 };
        let document = StorageVolume { allocation, ..document.clone() };
        return match flags & VIR_STORAGE_VOL_CREATE_REFLINK {
            0 => raw::create(core, &document, path, &|file| raw::copy(core, &from, file)),
            _ => share(core, &document, path, &from),
        };
    }
    let (key, source_key) = (Passphrase::of(core, document)?, Passphrase::of(core, &source.document)?);
    let facts = CreateFacts { secret_file: &key.path(), source_secret_file: &source_key.path(), preallocate };
    make::run(core, document, path, &document.create_commands(Some(&source.document), facts)?)
}

/// A copy that shares its blocks with the source until one of both is written.
fn share(core: &Core, document: &StorageVolume, path: &Path, from: &Path) -> Result<()> {
    let empty = StorageVolume { capacity: 0, allocation: 0, ..document.clone() };
    raw::create(core, &empty, path, &|file| {
        let failed = |e| Error::system(format!("failed to clone files from '{}'", from.display()), &e);
        let source = core.files.open(from, false).map_err(failed)?;
        core.files.share_blocks(file, &source).map_err(failed)?;
        core.files.set_length(file, document.capacity).map_err(failed)
    })
}
