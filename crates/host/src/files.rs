//! Files and folders: bounded reads, atomic durable writes, ownership changes that never follow a link.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Gid, Mode, OFlags, Uid};

/// Whether a written file must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// File and folder are flushed before the call returns.
    Synced,
    /// For folders that a reboot empties anyway.
    Volatile,
}

/// What tells one file, or one state of a file, from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Device number.
    pub dev: u64,
    /// Inode number.
    pub ino: u64,
    /// Size in bytes.
    pub size: u64,
    /// Last change of content, in nanoseconds since 1970.
    pub mtime_ns: i128,
    /// Last change of content or inode, in nanoseconds since 1970.
    pub ctime_ns: i128,
    /// File type and permission bits.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Bytes that the file really occupies.
    pub allocated: u64,
}

impl Identity {
    /// Whether this is a block device.
    pub fn is_block_device(&self) -> bool {
        self.mode & libc::S_IFMT == libc::S_IFBLK
    }

    /// Whether this is a plain file.
    pub fn is_regular(&self) -> bool {
        self.mode & libc::S_IFMT == libc::S_IFREG
    }
}

/// Owner and group of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// User number.
    pub uid: u32,
    /// Group number.
    pub gid: u32,
}

/// The file operations that drivers use, so that tests can make each of them fail.
pub trait Files: Send + Sync {
    /// The whole content; an error when it is longer than `limit`.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Replaces the file as a whole: readers see the old or the new content, never a part.
    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()>;
    /// Writes into a file that is there, in one go and without replacing it: for files behind which the kernel stands.
    fn write_into(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Removes a file; a missing one is an error.
    fn remove(&self, path: &Path, durability: Durability) -> io::Result<()>;
    /// Makes `link` point to `target`.
    fn symlink(&self, target: &Path, link: &Path) -> io::Result<()>;
    /// Makes a folder of this mode, and its parents for all to pass; existing ones are fine and keep their mode.
    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Removes a folder with everything in it; links inside are removed, not followed.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Names in a folder.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Identity of what the path leads to, through links.
    fn identity(&self, path: &Path) -> io::Result<Identity>;
    /// Where a link points to.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// Gives the file to an owner and returns the former one. The last component may not be a link.
    fn chown(&self, path: &Path, owner: Owner) -> io::Result<Owner>;
    /// An extended attribute of the file itself (not of what a link leads to); `None` where it has none of this name.
    fn attribute(&self, path: &Path, name: &str) -> io::Result<Option<String>>;
    /// Sets an extended attribute, or removes it.
    fn set_attribute(&self, path: &Path, name: &str, value: Option<&str>) -> io::Result<()>;
}

/// The real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemFiles;

/// Name of the temporary file beside the file that is being replaced.
///
/// Compat: libvirt's own suffix, so that either daemon recognises the other's leftovers.
pub fn temporary_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// The folder that a file's name stands in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes a file that gets its name only when its content is safe: a crash before leaves nothing at all, and the file
/// system syncs the folder once instead of twice (a quarter of the time of a definition).
fn write_nameless(path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()> {
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mut file = std::fs::File::from(rustix::fs::open(folder_of(path), flags, Mode::from_raw_mode(mode))?);
    file.write_all(content)?;
    if durability == Durability::Synced {
        file.sync_all()?;
    }
    let source = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |to: &Path| rustix::fs::linkat(rustix::fs::CWD, &source, rustix::fs::CWD, to, AtFlags::SYMLINK_FOLLOW);
    match link(path) {
        Ok(()) => Ok(()),
        // A link cannot replace a file, a rename can.
        Err(rustix::io::Errno::EXIST) => {
            let temporary = temporary_name(path);
            let linked = match link(&temporary) {
                Err(rustix::io::Errno::EXIST) => std::fs::remove_file(&temporary).and_then(|()| Ok(link(&temporary)?)),
                other => other.map_err(io::Error::from),
            };
            linked
                .and_then(|()| std::fs::rename(&temporary, path))
                .inspect_err(|_| drop(std::fs::remove_file(&temporary)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the file system has no files without a name, or /proc is not there to give them one.
fn lacks_nameless_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EOPNOTSUPP | libc::EISDIR | libc::EINVAL | libc::ENOENT))
}

/// Writes a file beside the one it replaces.
fn write_beside(path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()> {
    let temporary = temporary_name(path);
    let write = || {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(mode)
            .custom_flags(libc::O_NOFOLLOW)
            .open(&temporary)?;
        file.write_all(content)?;
        if durability == Durability::Synced {
            file.sync_all()?;
        }
        std::fs::rename(&temporary, path)
    };
    write().inspect_err(|_| drop(std::fs::remove_file(&temporary)))
}

/// Opens a file for reading that a less trusted program has made in a folder of its own: a link, which could lead
/// anywhere, and what is no regular file are refused, and nothing is waited for.
pub fn open_foreign(path: &Path) -> io::Result<std::fs::File> {
    let file = std::fs::OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::other("it is no regular file")),
    }
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    let fd = rustix::fs::open(folder_of(path), OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    rustix::fs::fsync(fd)?;
    Ok(())
}

impl Files for SystemFiles {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        // Opening a pipe would wait for its writer, and a device need not end.
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        let file = std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let about = file.metadata()?;
        if !about.is_file() && !about.is_dir() {
            return Err(io::Error::other("it is no regular file"));
        }
        let expected = about.len().min(limit);
        let mut content = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        file.take(limit.saturating_add(1)).read_to_end(&mut content)?;
        if content.len() as u64 > limit {
            return Err(io::Error::other(format!("file is larger than {limit} bytes")));
        }
        Ok(content)
    }

    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()> {
        match write_nameless(path, content, mode, durability) {
            Err(error) if lacks_nameless_files(&error) => write_beside(path, content, mode, durability)?,
            other => other?,
        }
        match durability {
            Durability::Synced => sync_folder_of(path),
            Durability::Volatile => Ok(()),
        }
    }

    fn write_into(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        std::fs::OpenOptions::new().write(true).custom_flags(libc::O_NOFOLLOW).open(path)?.write_all(content)
    }

    fn remove(&self, path: &Path, durability: Durability) -> io::Result<()> {
        std::fs::remove_file(path)?;
        match durability {
            Durability::Synced => sync_folder_of(path),
            Durability::Volatile => Ok(()),
        }
    }

    fn symlink(&self, target: &Path, link: &Path) -> io::Result<()> {
        std::os::unix::fs::symlink(target, link)?;
        sync_folder_of(link)
    }

    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        if let Some(parent) = path.parent() {
            std::fs::DirBuilder::new().recursive(true).mode(0o755).create(parent)?;
        }
        std::fs::DirBuilder::new().recursive(true).mode(mode).create(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_dir_all(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn identity(&self, path: &Path) -> io::Result<Identity> {
        let meta = std::fs::metadata(path)?;
        let nanoseconds = |s: i64, ns: i64| i128::from(s) * 1_000_000_000 + i128::from(ns);
        Ok(Identity {
            dev: meta.dev(),
            ino: meta.ino(),
            size: meta.size(),
            mtime_ns: nanoseconds(meta.mtime(), meta.mtime_nsec()),
            ctime_ns: nanoseconds(meta.ctime(), meta.ctime_nsec()),
            mode: meta.mode(),
            uid: meta.uid(),
            gid: meta.gid(),
            allocated: meta.blocks().saturating_mul(512),
        })
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(path)
    }

    fn chown(&self, path: &Path, owner: Owner) -> io::Result<Owner> {
        // One descriptor for look and change: a path swapped in between cannot divert the change.
        let fd = rustix::fs::open(path, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
        let stat = rustix::fs::fstat(&fd)?;
        if stat.st_mode & libc::S_IFMT == libc::S_IFLNK {
            return Err(io::Error::from_raw_os_error(libc::ELOOP));
        }
        let before = Owner { uid: stat.st_uid, gid: stat.st_gid };
        if before != owner {
            let (uid, gid) = (Uid::from_raw(owner.uid), Gid::from_raw(owner.gid));
            rustix::fs::chownat(&fd, "", Some(uid), Some(gid), AtFlags::EMPTY_PATH)?;
        }
        Ok(before)
    }

    fn attribute(&self, path: &Path, name: &str) -> io::Result<Option<String>> {
        let mut value = [0u8; MAX_ATTRIBUTE];
        match rustix::fs::lgetxattr(path, name, &mut value) {
            Ok(length) => Ok(Some(String::from_utf8_lossy(value.get(..length).unwrap_or_default()).into_owned())),
            Err(rustix::io::Errno::NODATA) => Ok(None),
            Err(errno) => Err(errno.into()),
        }
    }

    fn set_attribute(&self, path: &Path, name: &str, value: Option<&str>) -> io::Result<()> {
        match value {
            Some(value) => Ok(rustix::fs::lsetxattr(path, name, value.as_bytes(), rustix::fs::XattrFlags::empty())?),
            None => match rustix::fs::lremovexattr(path, name) {
                Ok(()) | Err(rustix::io::Errno::NODATA) => Ok(()),
                Err(errno) => Err(errno.into()),
            },
        }
    }
}

/// Longest value of an extended attribute that is read.
const MAX_ATTRIBUTE: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::test_folder;

    #[test]
    fn files_of_others_are_neither_links_nor_pipes() {
        let folder = test_folder("foreign");
        let path = |name: &str| folder.join(name);
        std::fs::write(path("plain"), "said").unwrap();
        std::os::unix::fs::symlink(path("plain"), path("link")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, path("pipe"), rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
        let mut text = String::new();
        open_foreign(&path("plain")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "said");
        for name in ["link", "pipe", "nothing"] {
            assert!(open_foreign(&path(name)).is_err(), "{name}");
        }
        assert!(open_foreign(&folder).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_write_replaces_the_whole_file_and_leaves_nothing_beside_it() {
        let folder = test_folder("files-write");
        let path = folder.join("a.xml");
        SystemFiles.write_atomic(&path, b"old text", 0o600, Durability::Synced).unwrap();
        SystemFiles.write_atomic(&path, b"new", 0o600, Durability::Synced).unwrap();
        assert_eq!(SystemFiles.read(&path, 100).unwrap(), b"new");
        assert_eq!(SystemFiles.list(&folder).unwrap(), ["a.xml"]);
        assert_eq!(SystemFiles.identity(&path).unwrap().mode & 0o777, 0o600);
        SystemFiles.remove_folder(&folder).unwrap();
    }

    #[test]
    fn a_write_that_fails_keeps_the_old_file() {
        let folder = test_folder("files-keep");
        let path = folder.join("a.xml");
        SystemFiles.write_atomic(&path, b"old", 0o600, Durability::Synced).unwrap();
        // A folder stands where the temporary file must go.
        std::fs::create_dir(temporary_name(&path)).unwrap();
        assert!(SystemFiles.write_atomic(&path, b"new", 0o600, Durability::Synced).is_err());
        assert_eq!(SystemFiles.read(&path, 100).unwrap(), b"old");
        SystemFiles.remove_folder(&folder).unwrap();
    }

    #[test]
    fn reading_stops_at_the_limit() {
        let folder = test_folder("files-limit");
        let path = folder.join("a");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(SystemFiles.read(&path, 5).unwrap(), b"12345");
        assert!(SystemFiles.read(&path, 4).is_err());
        SystemFiles.remove_folder(&folder).unwrap();
    }

    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let folder = test_folder("files-pipe");
        let path = folder.join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, Mode::RUSR).unwrap();
        assert!(SystemFiles.read(&path, 5).unwrap_err().to_string().contains("no regular file"));
        assert!(SystemFiles.read(Path::new("/dev/zero"), 5).is_err());
        assert!(SystemFiles.read(&folder, 5).is_err());
        SystemFiles.remove_folder(&folder).unwrap();
    }

    #[test]
    fn ownership_never_passes_through_a_link() {
        let folder = test_folder("files-chown");
        std::fs::write(folder.join("target"), b"").unwrap();
        SystemFiles.symlink(Path::new("target"), &folder.join("link")).unwrap();
        let me = SystemFiles.identity(&folder.join("target")).unwrap();
        let owner = Owner { uid: me.uid, gid: me.gid };
        assert_eq!(SystemFiles.chown(&folder.join("target"), owner).unwrap(), owner);
        assert_eq!(SystemFiles.chown(&folder.join("link"), owner).unwrap_err().raw_os_error(), Some(libc::ELOOP));
        SystemFiles.remove_folder(&folder).unwrap();
    }
}
