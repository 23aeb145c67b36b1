//! Another size for a running guest's disk.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use conf::domain::disk::Disk;
use conf::domain::storage::{DiskSource, ImageFormat};
use serde_json::json;
use virt::constants::*;
use virt::{DomainRef, Error, Result};

use crate::core::Core;
use crate::{block, flags, qemu_job};

/// Images of formats with tables have whole sectors.
const SECTOR: u64 = 512;

/// Gives the disk, and the image behind it, another size.
pub(crate) fn block_resize(core: &Core, dom: &DomainRef, path: &str, size: u64, flags: u32) -> Result<()> {
    let (in_bytes, capacity) = (VIR_DOMAIN_BLOCK_RESIZE_BYTES, VIR_DOMAIN_BLOCK_RESIZE_CAPACITY);
    flags::only(flags, in_bytes | capacity, "qemuDomainBlockResize")?;
    let most = u64::MAX / 1024;
    if flags & in_bytes == 0 && size > most {
        return Err(Error::overflow(format!("size must be less than {most}")));
    }
    let bytes = if flags & in_bytes == 0 { size * 1024 } else { size };
    let vm = core.table.find(dom)?;
    let _job = vm.begin_job("block resize")?;
    let snapshot = vm.snapshot();
    let live = snapshot.running()?;
    let document = live.document();
    let missing = || Error::invalid_arg(format!("disk '{path}' was not found in the domain config"));
    let disk = block::find(&document.domain, path).filter(|_| !path.is_empty()).ok_or_else(missing)?;
    let dev = &disk.target.dev;
    if disk.source.is_empty() || disk.readonly {
        return Err(Error::operation_unsupported(format!("can't resize empty or readonly disk '{dev}'")));
    }
    let bytes = if flags & capacity == 0 { bytes } else { whole_device(disk, bytes)? };
    let bytes = match disk.format() {
        Some(ImageFormat::Qcow2 | ImageFormat::Qed) => {
            let rounded = bytes.checked_next_multiple_of(SECTOR);
            rounded.ok_or_else(|| Error::overflow(format!("{bytes} bytes are no size of an image")))?
        }
        _ => bytes,
    };
    crate::block_job::check_idle(live, disk)?;
    let nodes = qemu_job::disk_nodes(&live.monitor)?;
    let node = nodes.iter().find(|(alias, _)| alias == disk.info.alias()).map(|(_, node)| node);
    let node = node.ok_or_else(|| Error::internal(format!("QEMU has no image of disk '{dev}' open")))?;
    live.command("block_resize", Some(json!({ "node-name": node, "size": bytes }))).map(drop)
}

/// The size of the block device that a raw disk is; one that is asked for must be that.
fn whole_device(disk: &Disk, asked: u64) -> Result<u64> {
    let DiskSource::Block { dev: Some(device), .. } = &disk.source else { return Err(no_device()) };
    if disk.format().is_some_and(|format| format != ImageFormat::Raw) || disk.source.common().slices.is_some() {
        return Err(no_device());
    }
    let failed = |e| Error::system(format!("cannot tell the size of '{device}'"), &e);
    let size = File::open(device).and_then(|mut file| file.seek(SeekFrom::End(0))).map_err(failed)?;
    match asked == 0 || asked == size {
        true => Ok(size),
        false => Err(Error::operation_failed(format!("Requested resize to '{asked}' but device size is '{size}'"))),
    }
}

fn no_device() -> Error {
    let message = "block resize to full capacity supported only with 'raw' local block-based disks";
    Error::operation_unsupported(message)
}
