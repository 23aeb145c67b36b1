//! Chains of images: which image a qcow2 file stands on, and on which that one stands.
//!
//! A guest gets every layer by name, so that labels reach all of them and QEMU opens nothing that nobody foresaw.

use std::io::Read;
use std::path::{Path, PathBuf};

use conf::domain::disk::{BackingStore, Disk};
use conf::domain::storage::{DiskSource, Format, ImageFormat};
use conf::image::{Backing, HEAD, qcow2};
use virt::{Error, ErrorDomain, Result};

/// Longest chain.
const MAX_LAYERS: usize = 200;

/// Fills in the layers below a disk's image, unless the document names them.
pub(super) fn complete(disk: &mut Disk) -> Result<()> {
    if disk.source.is_empty() || disk.backing_store.is_some() {
        return Ok(());
    }
    let format = disk.format().unwrap_or(ImageFormat::Raw);
    let Some(path) = local_path(&disk.source) else { return Ok(()) };
    if let Some(below) = layers_below(&path, format, 0)? {
        disk.backing_store = Some(Box::new(below));
    }
    Ok(())
}

fn local_path(source: &DiskSource) -> Option<PathBuf> {
    match source {
        DiskSource::File { .. } | DiskSource::Block { .. } | DiskSource::Volume { .. } => {
            source.path().map(PathBuf::from)
        }
        _ => None,
    }
}

/// What stands below an image: a layer, the chain's end, or `None` for formats that we cannot read.
fn layers_below(path: &Path, format: ImageFormat, depth: usize) -> Result<Option<BackingStore>> {
    if depth > MAX_LAYERS {
        return Err(Error::operation_failed(format!(
            "backing chain of '{}' is longer than {MAX_LAYERS}",
            path.display()
        )));
    }
    match format {
        ImageFormat::Raw => return Ok(Some(BackingStore::default())),
        ImageFormat::Qcow2 => {}
        _ => return Ok(None),
    }
    let failed = |e| {
        let message = format!("Cannot access storage file '{}'", path.display());
        Error::system(message, &e).in_domain(ErrorDomain::STORAGE)
    };
    let Some(backing) = read_backing(path).map_err(failed)? else { return Ok(Some(BackingStore::default())) };
    if backing.name.contains(':') && !backing.name.starts_with('/') {
        let message = format!("backing file '{}' of image '{}' is no local file", backing.name, path.display());
        return Err(Error::config_unsupported(message));
    }
    let below = path.parent().unwrap_or(Path::new("/")).join(&backing.name);
    let Some(kind) = backing.format.as_deref().and_then(format_of) else {
        let message = format!(
            "format of backing image '{}' of image '{}' was not specified in the image metadata",
            below.display(),
            path.display()
        );
        return Err(Error::operation_failed(message).remedy(format!(
            "qemu-img rebase -u -F FORMAT -b '{}' '{}' says it",
            backing.name,
            path.display()
        )));
    };
    let file = Some(below.to_string_lossy().into_owned());
    let next = layers_below(&below, kind, depth + 1)?;
    Ok(Some(BackingStore {
        index: None,
        format: Some(Format { kind, metadata_cache: None }),
        source: Some(DiskSource::File { file, fdgroup: None, common: Default::default() }),
        backing_store: next.map(Box::new),
    }))
}

fn format_of(word: &str) -> Option<ImageFormat> {
    Some(match word {
        "raw" => ImageFormat::Raw,
        "qcow2" => ImageFormat::Qcow2,
        "qcow" => ImageFormat::Qcow,
        "qed" => ImageFormat::Qed,
        "vmdk" => ImageFormat::Vmdk,
        "vdi" => ImageFormat::Vdi,
        "vpc" => ImageFormat::Vpc,
        "luks" => ImageFormat::Luks,
        _ => return None,
    })
}

fn read_head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// The format that an image which no guest has written to says it has; raw, if it says none.
pub(crate) fn probed(path: &Path) -> std::io::Result<ImageFormat> {
    Ok(format_of(conf::image::Image::of(&read_head(path)?).format).unwrap_or(ImageFormat::Raw))
}

fn read_backing(path: &Path) -> std::io::Result<Option<Backing>> {
    let head = read_head(path)?;
    qcow2::backing(&head).map_err(|what| std::io::Error::new(std::io::ErrorKind::InvalidData, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Header extension with the backing file's format.
    const BACKING_FORMAT: u32 = 0xe279_2aca;

    fn header(version: u32, extensions: &[(u32, &[u8])], name: &str) -> Vec<u8> {
        let mut bytes = vec![0; 104];
        bytes[..4].copy_from_slice(b"QFI\xfb");
        bytes[4..8].copy_from_slice(&version.to_be_bytes());
        bytes[100..104].copy_from_slice(&104u32.to_be_bytes());
        if version == 2 {
            bytes.truncate(72);
        }
        for (kind, data) in extensions {
            bytes.extend(kind.to_be_bytes());
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(*data);
            bytes.resize(bytes.len().next_multiple_of(8), 0);
        }
        bytes.extend([0; 8]);
        let offset = bytes.len() as u64;
        bytes[8..16].copy_from_slice(&offset.to_be_bytes());
        bytes[16..20].copy_from_slice(&(name.len() as u32).to_be_bytes());
        bytes.extend(name.as_bytes());
        bytes
    }

    fn read(name: &str, bytes: &[u8]) -> std::io::Result<Option<Backing>> {
        let path = std::env::temp_dir().join(format!("fv-chain-{name}-{}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let result = read_backing(&path);
        std::fs::remove_file(path).unwrap();
        result
    }

    #[test]
    fn name_and_format_are_found_in_both_versions() {
        for version in [2, 3] {
            let bytes = header(version, &[(1, b"abc"), (BACKING_FORMAT, b"raw")], "base.img");
            let expected = Backing { name: "base.img".to_owned(), format: Some("raw".to_owned()) };
            assert_eq!(read(&format!("v{version}"), &bytes).unwrap(), Some(expected));
        }
        let bytes = header(3, &[], "base.img");
        assert_eq!(read("none", &bytes).unwrap().unwrap().format, None);
    }

    #[test]
    fn damaged_headers_are_errors() {
        let good = header(3, &[(BACKING_FORMAT, b"raw")], "base.img");
        assert!(read("short", b"QFI").is_err());
        for end in 4..good.len() {
            let _ = read("cut", &good[..end]);
        }
        let mut long = good.clone();
        long[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        assert!(read("long", &long).is_err());
        let mut endless = good;
        endless[100..104].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(read("endless", &endless).unwrap().unwrap().format, None);
    }
}
