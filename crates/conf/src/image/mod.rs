//! What the first bytes of a disk image say: its format, its size for a guest, the image it stands on.
//!
//! Whoever owns an image chooses these bytes: nothing here trusts a number, and nothing beyond [`HEAD`] bytes is read.

mod formats;
pub mod qcow2;

use crate::encryption::EncryptionFormat;
use crate::storage_vol::VolumeFeatures;

/// Bytes at the start of an image that are looked at; what stands furthest is the mark of an ISO image.
pub const HEAD: u64 = 33 << 10;

/// The longest name of an image below, by the formats' own rule.
const MAX_NAME: usize = 1023;

/// What a head says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Image {
    /// A word of volumes' `<format>`; `raw` where no format is recognised.
    pub format: &'static str,
    /// Bytes for a guest; absent where the image is as large as its file.
    pub capacity: Option<u64>,
    /// Bytes before the guest's first, which count for the file but not for the guest.
    pub payload_offset: u64,
    /// The image below.
    pub backing: Option<Backing>,
    /// How it is encrypted.
    pub encryption: Option<EncryptionFormat>,
    /// The oldest QEMU that reads a qcow2 image; absent for those that all can read.
    pub compat: Option<&'static str>,
    /// Bytes that are allocated at a time.
    pub cluster_size: Option<u64>,
    /// What a qcow2 image has beyond the first version's.
    pub features: Option<VolumeFeatures>,
}

/// The image that another stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backing {
    /// As the image names it: a path, relative to its own folder, or an address.
    pub name: String,
    /// Its format, where the image says it.
    pub format: Option<String>,
}

impl Image {
    /// Plain bytes.
    fn raw() -> Image {
        Image { format: "raw", ..Image::default() }
    }

    /// Reads a head.
    pub fn of(head: &[u8]) -> Image {
        let head = Head(head);
        formats::READERS.iter().find_map(|read| read(head)).unwrap_or_else(Image::raw)
    }

    /// Bytes for a guest if the file has so many.
    pub fn capacity_in(&self, file_bytes: u64) -> u64 {
        self.capacity.unwrap_or_else(|| file_bytes.saturating_sub(self.payload_offset))
    }
}

/// The first bytes of an image; what lies behind their end is not there.
#[derive(Clone, Copy)]
struct Head<'a>(&'a [u8]);

impl<'a> Head<'a> {
    fn part(self, at: u64, length: usize) -> Option<&'a [u8]> {
        let start = usize::try_from(at).ok()?;
        self.0.get(start..start.checked_add(length)?)
    }

    fn has(self, at: u64, magic: &[u8]) -> bool {
        self.part(at, magic.len()) == Some(magic)
    }

    fn array<const N: usize>(self, at: u64) -> Option<[u8; N]> {
        self.part(at, N)?.try_into().ok()
    }

    fn be16(self, at: u64) -> Option<u16> {
        self.array(at).map(u16::from_be_bytes)
    }

    fn be32(self, at: u64) -> Option<u32> {
        self.array(at).map(u32::from_be_bytes)
    }

    fn be64(self, at: u64) -> Option<u64> {
        self.array(at).map(u64::from_be_bytes)
    }

    fn le32(self, at: u64) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    fn le64(self, at: u64) -> Option<u64> {
        self.array(at).map(u64::from_le_bytes)
    }

    /// A name that stands at a place; one that is too long, or not whole, is none.
    fn name(self, at: u64, length: u32) -> Option<String> {
        let length = usize::try_from(length).ok().filter(|length| (1..=MAX_NAME).contains(length))?;
        if at == 0 {
            return None;
        }
        let name = std::str::from_utf8(self.part(at, length)?).ok()?.trim_end_matches('\0');
        (!name.is_empty() && !name.contains('\0')).then(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests;
