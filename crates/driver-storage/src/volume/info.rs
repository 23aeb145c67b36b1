//! What is told of a volume, as it is this moment.

use virt::constants::*;
use virt::generated::storage_vol::StorageVolInfoFlagsReply;
use virt::{Result, StorageVolRef, flags};

use super::scan;
use crate::core::Core;
use conf::storage_vol::VolumeKind;

pub(crate) fn info_flags(core: &Core, vol: &StorageVolRef, flags: u32) -> Result<StorageVolInfoFlagsReply> {
    flags::only(flags, VIR_STORAGE_VOL_GET_PHYSICAL, "storageVolGetInfoFlags")?;
    let (_, _, volume) = core.volume(vol)?;
    let document = scan::now(core, &volume)?.document;
    let kind = match document.kind {
        VolumeKind::File => VIR_STORAGE_VOL_FILE,
        VolumeKind::Block => VIR_STORAGE_VOL_BLOCK,
        VolumeKind::Dir => VIR_STORAGE_VOL_DIR,
        VolumeKind::Network => VIR_STORAGE_VOL_NETWORK,
        VolumeKind::Netdir => VIR_STORAGE_VOL_NETDIR,
        VolumeKind::Ploop => VIR_STORAGE_VOL_PLOOP,
    };
    let allocation = match flags & VIR_STORAGE_VOL_GET_PHYSICAL {
        0 => document.allocation,
        _ => document.physical.unwrap_or(0),
    };
    Ok(StorageVolInfoFlagsReply { type_: i8::try_from(kind).unwrap_or(0), capacity: document.capacity, allocation })
}

pub(crate) fn xml_desc(core: &Core, vol: &StorageVolRef) -> Result<String> {
    let (_, _, volume) = core.volume(vol)?;
    Ok(scan::now(core, &volume)?.document.format())
}
