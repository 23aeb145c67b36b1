//! Formats other than qcow2: for each what is recognised, and where its size stands.

use super::{Backing, Head, Image, qcow2};
use crate::encryption::EncryptionFormat;

/// Readers in the order in which they are asked.
pub(super) const READERS: &[fn(Head<'_>) -> Option<Image>] =
    &[qcow2::read, qcow, qed, vmdk, vdi, vpc, luks, cow, bochs, ploop, iso];

/// Bytes of a sector, in which several formats count.
const SECTOR: u64 = 512;

fn qcow(head: Head<'_>) -> Option<Image> {
    if !head.has(0, b"QFI\xfb") || head.be32(4)? != 1 {
        return None;
    }
    let name = head.name(head.be64(8)?, head.be32(16)?);
    Some(Image {
        format: "qcow",
        capacity: head.be64(24),
        backing: name.map(|name| Backing { name, format: None }),
        encryption: (head.be32(36)? == 1).then_some(EncryptionFormat::Qcow),
        ..Image::default()
    })
}

/// Bits of QED's features: there is an image below, and its format must not be guessed.
const QED_BACKING: u64 = 1;
const QED_NO_PROBE: u64 = 1 << 2;

fn qed(head: Head<'_>) -> Option<Image> {
    if !head.has(0, b"QED\0") {
        return None;
    }
    let features = head.le64(16)?;
    let name = match features & QED_BACKING {
        0 => None,
        _ => head.name(u64::from(head.le32(56)?), head.le32(60)?),
    };
    let format = (features & QED_NO_PROBE != 0).then(|| "raw".to_owned());
    Some(Image {
        format: "qed",
        capacity: head.le64(48),
        backing: name.map(|name| Backing { name, format }),
        ..Image::default()
    })
}

/// Where the description stands in a VMDK file, and how long it may be.
const VMDK_TEXT: u64 = 0x200;
const VMDK_TEXT_BYTES: usize = 20 * 512;

fn vmdk(head: Head<'_>) -> Option<Image> {
    if !head.has(0, b"KDMV") || !matches!(head.le32(4)?, 1..=3) {
        return None;
    }
    let capacity = head.le64(12)?.checked_mul(SECTOR);
    Some(Image { format: "vmdk", capacity, backing: vmdk_parent(head), ..Image::default() })
}

fn vmdk_parent(head: Head<'_>) -> Option<Backing> {
    let rest = head.0.get(usize::try_from(VMDK_TEXT).ok()?..)?;
    let text = rest.get(..rest.len().min(VMDK_TEXT_BYTES))?;
    let text = std::str::from_utf8(text.split(|byte| *byte == 0).next()?).ok()?;
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    if value("parentCID").is_none_or(|id| id.trim() == "ffffffff") {
        return None;
    }
    let name = value("parentFileNameHint")?.trim().trim_matches('"');
    Some(Backing { name: name.to_owned(), format: Some("vmdk".to_owned()) }).filter(|backing| !backing.name.is_empty())
}

fn vdi(head: Head<'_>) -> Option<Image> {
    let is_known = head.le32(0x40)? == 0xbeda_107f && head.le32(0x44)? == 0x0001_0001;
    is_known.then(|| Image { format: "vdi", capacity: head.le64(0x170), ..Image::default() })
}

fn vpc(head: Head<'_>) -> Option<Image> {
    let is_known = head.has(0, b"conectix") && head.be32(12)? == 0x0001_0000;
    is_known.then(|| Image { format: "vpc", capacity: head.be64(48), ..Image::default() })
}

/// The first version only: what stands where in the second is told by more than its head.
fn luks(head: Head<'_>) -> Option<Image> {
    if !head.has(0, b"LUKS\xba\xbe") || head.be16(6)? != 1 {
        return None;
    }
    let payload_offset = u64::from(head.be32(104)?).saturating_mul(SECTOR);
    Some(Image { format: "raw", payload_offset, encryption: Some(EncryptionFormat::Luks), ..Image::default() })
}

fn cow(head: Head<'_>) -> Option<Image> {
    if !head.has(0, b"OOOM") || head.be32(4)? != 2 {
        return None;
    }
    let name = head.part(8, 1024)?.split(|byte| *byte == 0).next().and_then(|name| std::str::from_utf8(name).ok());
    let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Image {
        format: "cow",
        capacity: head.be64(1036),
        backing: name.map(|name| Backing { name, format: None }),
        ..Image::default()
    })
}

fn bochs(head: Head<'_>) -> Option<Image> {
    let is_known = head.has(0, b"Bochs Virtual HD Image") && matches!(head.le32(64)?, 0x0001_0000 | 0x0002_0000);
    is_known.then(|| Image { format: "bochs", capacity: head.le64(96), ..Image::default() })
}

fn ploop(head: Head<'_>) -> Option<Image> {
    let is_known = head.has(0, b"WithoutFreeSpace") || head.has(0, b"WithouFreSpacExt");
    is_known.then(|| Image { format: "ploop", ..Image::default() })
}

fn iso(head: Head<'_>) -> Option<Image> {
    head.has(32769, b"CD001").then(|| Image { format: "iso", ..Image::default() })
}
