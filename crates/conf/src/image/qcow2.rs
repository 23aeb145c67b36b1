//! qcow2, the format of QEMU's own.

use super::{Backing, Head, Image, MAX_NAME};
use crate::encryption::EncryptionFormat;
use crate::storage_vol::VolumeFeatures;

/// Bits of features without which a reader must not go on, and of those that it may ignore.
const DATA_FILE: u64 = 1 << 2;
const EXTENDED_L2: u64 = 1 << 4;
const LAZY_REFCOUNTS: u64 = 1;

/// Header extension with the format of the image below.
const BACKING_FORMAT: u32 = 0xe279_2aca;

/// Length of the header where it does not say its own.
const OLD_HEADER: u64 = 72;

/// Sizes of clusters that QEMU takes, as powers of two.
const CLUSTER_BITS: std::ops::RangeInclusive<u32> = 9..=21;

/// The version of an image that is one.
fn version(head: Head<'_>) -> Option<u32> {
    head.be32(4).filter(|version| head.has(0, b"QFI\xfb") && matches!(version, 2 | 3))
}

/// The image below, for who will open it: a head that says something impossible is refused.
pub fn backing(head: &[u8]) -> Result<Option<Backing>, &'static str> {
    let head = Head(head);
    let version = version(head).ok_or("image is not qcow2")?;
    let (at, length) = head.be64(8).zip(head.be32(16)).ok_or("image is cut off")?;
    if at == 0 || length == 0 {
        return Ok(None);
    }
    let length = usize::try_from(length).ok().filter(|length| *length <= MAX_NAME);
    let length = length.ok_or("name of the backing file is too long")?;
    let name = head.part(at, length).ok_or("name of the backing file lies outside the header")?;
    let name = std::str::from_utf8(name).map_err(|_| "name of the backing file is not UTF-8")?;
    Ok(Some(Backing { name: name.trim_end_matches('\0').to_owned(), format: backing_format(head, version == 3) }))
}

pub(super) fn read(head: Head<'_>) -> Option<Image> {
    let version = version(head)?;
    let cluster_bits = head.be32(20)?;
    let encryption = match head.be32(32)? {
        0 => None,
        1 => Some(EncryptionFormat::Qcow),
        _ => Some(EncryptionFormat::Luks),
    };
    let is_new = version == 3;
    Some(Image {
        format: "qcow2",
        capacity: head.be64(24),
        backing: backing(head.0).ok().flatten().filter(|below| !below.name.is_empty() && !below.name.contains('\0')),
        encryption,
        compat: is_new.then_some("1.1"),
        cluster_size: CLUSTER_BITS.contains(&cluster_bits).then(|| 1 << cluster_bits),
        features: is_new.then(|| features(head)),
        ..Image::default()
    })
}

fn features(head: Head<'_>) -> VolumeFeatures {
    let (required, compatible) = (head.be64(72).unwrap_or(0), head.be64(80).unwrap_or(0));
    VolumeFeatures {
        lazy_refcounts: compatible & LAZY_REFCOUNTS != 0,
        extended_l2: required & EXTENDED_L2 != 0,
        data_file: required & DATA_FILE != 0,
    }
}

fn backing_format(head: Head<'_>, is_new: bool) -> Option<String> {
    let mut at = if is_new { u64::from(head.be32(100)?) } else { OLD_HEADER };
    loop {
        let (kind, length) = (head.be32(at)?, head.be32(at.checked_add(4)?)?);
        let start = at.checked_add(8)?;
        match kind {
            0 => return None,
            BACKING_FORMAT => {
                let word = head.part(start, usize::try_from(length).ok()?)?;
                return String::from_utf8(word.to_vec()).ok();
            }
            _ => at = start.checked_add(u64::from(length).checked_next_multiple_of(8)?)?,
        }
    }
}
