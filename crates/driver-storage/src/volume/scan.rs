//! From a file to a volume: what its inode and its first bytes say.

use std::path::Path;

use conf::encryption::{Encryption, EncryptionSecret, SecretLookup};
use conf::image::{HEAD, Image};
use conf::permissions::Permissions;
use conf::secret::UsageKind;
use conf::storage_vol::{StorageVolume, Timestamps, VolumeKind, VolumeTarget};
use host::volumes::{Details, Moment, NodeKind};
use virt::{Error, Result};
use xml::Text;

use super::Volume;
use crate::core::Core;

/// Whether documents can say such a name, and a folder have it.
pub(crate) fn is_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..")
        && !name.contains('/')
        && !name.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// What stands in a folder under a name; `None` for what can be no volume, such as a pipe.
pub(crate) fn read(core: &Core, folder: &Path, name: &str) -> Result<Option<Volume>> {
    let path = folder.join(name);
    let failed = |e| Error::system(format!("cannot stat file '{}'", path.display()), &e);
    let details = match core.files.details(&path) {
        Ok(details) => details,
        // A link to nowhere, or gone since the folder was read.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let text = path.to_string_lossy().into_owned();
    let target = VolumeTarget { path: Some(text.clone()), ..VolumeTarget::default() };
    let mut document = StorageVolume::empty(name.to_owned(), target);
    document.key = Some(text);
    if details.kind == NodeKind::Other {
        return Ok(None);
    }
    let image = look(core, &path, &mut document, &details)?;
    document.target.compat = image.compat.map(str::to_owned);
    document.target.cluster_size = image.cluster_size;
    document.target.features = image.features;
    if let Some(backing) = image.backing {
        let path = folder.join(&backing.name);
        // What is no path on this host stays as the image says it.
        let is_address = backing.name.contains(':') && !backing.name.starts_with('/');
        let place = if is_address { backing.name } else { path.to_string_lossy().into_owned() };
        let mut below = VolumeTarget { path: Some(place), ..VolumeTarget::default() };
        below.format = Some(backing.format.unwrap_or_else(|| format_of(core, &path).to_owned()));
        describe_backing(core, &mut below);
        document.backing_store = Some(below);
    }
    Ok(Some(Volume::new(document)))
}

/// The format that an image below has, where the image above does not say it.
fn format_of(core: &Core, path: &Path) -> &'static str {
    core.files.read_head(path, HEAD).map_or("raw", |head| Image::of(&head).format)
}

/// Whose an image below is, where it is a file of this host.
fn describe_backing(core: &Core, below: &mut VolumeTarget) {
    let path = below.path.as_deref().filter(|path| path.starts_with('/'));
    if let Some(Ok(details)) = path.map(|path| core.files.details(Path::new(path))) {
        below.permissions = Some(permissions(&details));
        below.timestamps = Some(timestamps(&details));
    }
}

fn permissions(details: &Details) -> Permissions {
    Permissions { mode: Some(details.mode), owner: Some(details.uid), group: Some(details.gid), label: None }
}

fn timestamps(details: &Details) -> Timestamps {
    let text = |(seconds, nanoseconds): Moment| match nanoseconds {
        0 => Text(seconds.to_string()),
        _ => Text(format!("{seconds}.{nanoseconds:09}")),
    };
    Timestamps {
        atime: Some(text(details.accessed)),
        mtime: Some(text(details.modified)),
        ctime: Some(text(details.changed)),
        btime: details.born.map(text),
    }
}

/// Takes in what changes while a volume is used: sizes, times, owner, and the format if its bytes were replaced.
fn look(core: &Core, path: &Path, document: &mut StorageVolume, details: &Details) -> Result<Image> {
    document.target.permissions = Some(permissions(details));
    document.target.timestamps = Some(timestamps(details));
    if details.kind == NodeKind::Folder {
        (document.kind, document.capacity, document.allocation, document.physical) = (VolumeKind::Dir, 0, 0, None);
        document.target.format = Some("dir".to_owned());
        return Ok(Image::default());
    }
    let failed = |e| Error::system(format!("cannot open volume '{}'", path.display()), &e);
    let image = Image::of(&core.files.read_head(path, HEAD).map_err(failed)?);
    let bytes = match details.kind {
        NodeKind::Block => {
            core.files.open(path, false).and_then(|mut file| std::io::Seek::seek(&mut file, END)).map_err(failed)?
        }
        _ => details.size,
    };
    document.kind = match (details.kind, image.format) {
        (NodeKind::Block, _) => VolumeKind::Block,
        (_, "ploop") => VolumeKind::Ploop,
        _ => VolumeKind::File,
    };
    document.capacity = image.capacity_in(bytes);
    document.allocation = if details.kind == NodeKind::Block { bytes } else { details.allocated };
    document.physical = (bytes > 0).then_some(bytes);
    // An ISO image that is still to be written is plain bytes until then.
    let is_blank_iso = image.format == "raw" && document.target.format.as_deref() == Some("iso");
    if !is_blank_iso {
        document.target.format = Some(image.format.to_owned());
    }
    let known = document.target.encryption.take().filter(|known| Some(known.format) == image.encryption);
    let found = |format| Encryption { format, engine: None, secrets: Vec::new(), cipher: None, ivgen: None };
    document.target.encryption = known.or_else(|| image.encryption.map(found));
    if let Some(encryption) = document.target.encryption.as_mut().filter(|encryption| encryption.secrets.is_empty()) {
        encryption.secrets = default_secret(core, path).into_iter().collect();
    }
    Ok(image)
}

/// The passphrase that is kept for an image.
fn default_secret(core: &Core, path: &Path) -> Option<EncryptionSecret> {
    let uuid = core.secrets.as_ref()?.secret_for(UsageKind::Volume, path.to_str()?)?;
    Some(EncryptionSecret { secret: SecretLookup::Uuid(uuid) })
}

const END: std::io::SeekFrom = std::io::SeekFrom::End(0);

/// A volume as it is this moment.
pub(crate) fn now(core: &Core, volume: &Volume) -> Result<Volume> {
    let (mut next, path) = (volume.clone(), volume.path());
    if volume.is_building {
        return Ok(next);
    }
    let details = core.files.details(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => crate::table::no_volume(format!("path '{}'", path.display())),
        _ => Error::system(format!("cannot stat file '{}'", path.display()), &error),
    })?;
    look(core, &path, &mut next.document, &details)?;
    if let Some(below) = &mut next.document.backing_store {
        describe_backing(core, below);
    }
    Ok(next)
}
