//! What storage pools need of the machine beside [`Files`]: heads of images, files that are made, filled and resized,
//! room on file systems.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rustix::fs::{FallocateFlags, IFlags, fallocate};

use crate::faults::FaultyFiles;
use crate::files::{Files, SystemFiles};

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A block device.
    Block,
    /// A pipe, a socket, a terminal.
    Other,
}

/// A moment: seconds since 1970, and nanoseconds.
pub type Moment = (i64, u32);

/// What is known of a file without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Details {
    /// What it is.
    pub kind: NodeKind,
    /// Size in bytes; 0 for a device.
    pub size: u64,
    /// Bytes that it really occupies.
    pub allocated: u64,
    /// Permission bits.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Last access.
    pub accessed: Moment,
    /// Last change of content.
    pub modified: Moment,
    /// Last change of content or inode.
    pub changed: Moment,
    /// When it was made, where the file system knows.
    pub born: Option<Moment>,
}

/// Bytes of a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Space {
    /// All.
    pub capacity: u64,
    /// Those that are not taken.
    pub available: u64,
}

/// The operations on images, so that tests can make each of them fail.
pub trait VolumeFiles: Files {
    /// What a path leads to, through links.
    fn details(&self, path: &Path) -> io::Result<Details>;
    /// Whether something stands there, if only a link to nowhere.
    fn is_taken(&self, path: &Path) -> bool;
    /// How full the file system is.
    fn space(&self, path: &Path) -> io::Result<Space>;
    /// The first bytes, at most so many; never waits for a device or pipe.
    fn read_head(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Makes a new file and opens it for reading and writing; nothing may stand there.
    fn create(&self, path: &Path, mode: u32) -> io::Result<File>;
    /// Opens a file or device; never waits for it to be ready.
    fn open(&self, path: &Path, write: bool) -> io::Result<File>;
    /// Cuts or lengthens a file.
    fn set_length(&self, file: &File, length: u64) -> io::Result<()>;
    /// Gives the first so many bytes room on the disk; the file gets at least so long.
    fn allocate(&self, file: &File, length: u64) -> io::Result<()>;
    /// Writes bytes at a place.
    fn write_at(&self, file: &File, content: &[u8], offset: u64) -> io::Result<()>;
    /// Waits until all that was written is on the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Waits until a new name in a folder is on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Lets a new file share the blocks of another.
    fn share_blocks(&self, file: &File, source: &File) -> io::Result<()>;
    /// Has writes change the file in place on file systems that would copy.
    fn write_in_place(&self, file: &File) -> io::Result<()>;
    /// The path without links in it.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;
    /// Changes permission bits. The last component may not be a link.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Removes a folder, which must be empty.
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()>;
}

fn kind_of(meta: &std::fs::Metadata) -> NodeKind {
    let kind = meta.file_type();
    match (kind.is_file(), kind.is_dir(), kind.is_block_device()) {
        (true, ..) => NodeKind::File,
        (_, true, _) => NodeKind::Folder,
        (_, _, true) => NodeKind::Block,
        _ => NodeKind::Other,
    }
}

fn moment(seconds: i64, nanoseconds: i64) -> Moment {
    (seconds, u32::try_from(nanoseconds).unwrap_or(0))
}

/// Bytes of zeros that are written at a time.
const CHUNK: usize = 1 << 20;

impl VolumeFiles for SystemFiles {
    fn details(&self, path: &Path) -> io::Result<Details> {
        let meta = std::fs::metadata(path)?;
        let born = meta.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Ok(Details {
            kind: kind_of(&meta),
            size: if meta.is_file() { meta.len() } else { 0 },
            allocated: meta.blocks().saturating_mul(512),
            mode: meta.mode() & 0o777,
            uid: meta.uid(),
            gid: meta.gid(),
            accessed: moment(meta.atime(), meta.atime_nsec()),
            modified: moment(meta.mtime(), meta.mtime_nsec()),
            changed: moment(meta.ctime(), meta.ctime_nsec()),
            born: born.map(|at| (i64::try_from(at.as_secs()).unwrap_or(i64::MAX), at.subsec_nanos())),
        })
    }

    fn is_taken(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn space(&self, path: &Path) -> io::Result<Space> {
        let told = rustix::fs::statvfs(path)?;
        let bytes = |blocks: u64| blocks.saturating_mul(told.f_frsize);
        Ok(Space { capacity: bytes(told.f_blocks), available: bytes(told.f_bfree) })
    }

    fn read_head(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open(path, false)?.take(limit).read_to_end(&mut head)?;
        Ok(head)
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        let mut options = std::fs::OpenOptions::new();
        options.read(true).write(true).create_new(true).mode(mode).open(path)
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<File> {
        let mut options = std::fs::OpenOptions::new();
        let file = options.read(true).write(write).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)?;
        match kind_of(&file.metadata()?) {
            NodeKind::File | NodeKind::Block => Ok(file),
            NodeKind::Folder => Err(io::Error::from_raw_os_error(libc::EISDIR)),
            NodeKind::Other => Err(io::Error::from_raw_os_error(libc::EINVAL)),
        }
    }

    fn set_length(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn allocate(&self, file: &File, length: u64) -> io::Result<()> {
        if length == 0 {
            return Ok(());
        }
        match fallocate(file, FallocateFlags::empty(), 0, length) {
            Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => fill(file, length),
            other => Ok(other?),
        }
    }

    fn write_at(&self, file: &File, content: &[u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(file, content, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn share_blocks(&self, file: &File, source: &File) -> io::Result<()> {
        Ok(rustix::fs::ioctl_ficlone(file, source)?)
    }

    fn write_in_place(&self, file: &File) -> io::Result<()> {
        let flags = rustix::fs::ioctl_getflags(file)?;
        Ok(rustix::fs::ioctl_setflags(file, flags | IFlags::NOCOW)?)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        // One descriptor from look to change: a link that is swapped in diverts nothing.
        let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
        let file = std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        file.set_permissions(std::fs::Permissions::from_mode(mode))
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_dir(path)
    }
}

/// Writes zeros behind the end, where the file system cannot give room otherwise.
fn fill(mut file: &File, length: u64) -> io::Result<()> {
    let zeros = vec![0; CHUNK];
    let mut at = file.seek(SeekFrom::End(0))?;
    while at < length {
        let part = usize::try_from(length - at).unwrap_or(CHUNK).min(CHUNK);
        file.write_all(zeros.get(..part).unwrap_or(&zeros))?;
        at += part as u64;
    }
    Ok(())
}

impl<F: VolumeFiles> VolumeFiles for FaultyFiles<F> {
    fn details(&self, path: &Path) -> io::Result<Details> {
        self.inner.details(path)
    }

    fn is_taken(&self, path: &Path) -> bool {
        self.inner.is_taken(path)
    }

    fn space(&self, path: &Path) -> io::Result<Space> {
        self.step()?;
        self.inner.space(path)
    }

    fn read_head(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.inner.read_head(path, limit)
    }

    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step()?;
        self.inner.create(path, mode)
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<File> {
        self.step()?;
        self.inner.open(path, write)
    }

    fn set_length(&self, file: &File, length: u64) -> io::Result<()> {
        self.step()?;
        self.inner.set_length(file, length)
    }

    fn allocate(&self, file: &File, length: u64) -> io::Result<()> {
        self.step()?;
        self.inner.allocate(file, length)
    }

    fn write_at(&self, file: &File, content: &[u8], offset: u64) -> io::Result<()> {
        self.step()?;
        self.inner.write_at(file, content, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        self.inner.sync(file)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.sync_folder(path)
    }

    fn share_blocks(&self, file: &File, source: &File) -> io::Result<()> {
        self.step()?;
        self.inner.share_blocks(file, source)
    }

    fn write_in_place(&self, file: &File) -> io::Result<()> {
        self.step()?;
        self.inner.write_in_place(file)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.inner.real_path(path)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.step()?;
        self.inner.set_mode(path, mode)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.remove_empty_folder(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::test_folder;

    #[test]
    fn files_are_made_once_filled_and_measured() {
        let folder = test_folder("volumes");
        let path = folder.join("image");
        let file = SystemFiles.create(&path, 0o640).unwrap();
        SystemFiles.set_length(&file, 1 << 20).unwrap();
        SystemFiles.allocate(&file, 1 << 16).unwrap();
        SystemFiles.write_at(&file, b"head", 0).unwrap();
        let details = SystemFiles.details(&path).unwrap();
        assert_eq!((details.kind, details.size, details.mode), (NodeKind::File, 1 << 20, 0o640));
        assert!((1 << 16..1 << 20).contains(&details.allocated), "{}", details.allocated);
        assert_eq!(SystemFiles.read_head(&path, 4).unwrap(), b"head");
        assert_eq!(SystemFiles.create(&path, 0o600).unwrap_err().raw_os_error(), Some(libc::EEXIST));
        assert_eq!(SystemFiles.open(&folder, false).unwrap_err().raw_os_error(), Some(libc::EISDIR));
        assert!(SystemFiles.space(&folder).unwrap().capacity > 0);
        assert!(SystemFiles.remove_empty_folder(&folder).is_err());
        let link = folder.join("link");
        SystemFiles.symlink(&path, &link).unwrap();
        assert_eq!(SystemFiles.set_mode(&link, 0o777).unwrap_err().raw_os_error(), Some(libc::ELOOP));
        assert_eq!(SystemFiles.real_path(&link).unwrap(), path.canonicalize().unwrap());
        SystemFiles.set_mode(&path, 0o604).unwrap();
        assert_eq!(SystemFiles.details(&link).unwrap().mode, 0o604);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn pipes_and_links_to_nowhere_are_not_waited_for() {
        let folder = test_folder("volumes-odd");
        let pipe = folder.join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        assert_eq!(SystemFiles.details(&pipe).unwrap().kind, NodeKind::Other);
        assert!(SystemFiles.open(&pipe, false).is_err());
        SystemFiles.symlink(Path::new("nowhere"), &folder.join("link")).unwrap();
        assert!(SystemFiles.is_taken(&folder.join("link")) && SystemFiles.details(&folder.join("link")).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
