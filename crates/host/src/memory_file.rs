//! Files that are in no folder: their bytes live in memory, as long as somebody holds them.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::fd::{AsRawFd, OwnedFd};

use rustix::fs::{MemfdFlags, memfd_create};

use crate::sparse::{Section, section};

/// A file without a name.
#[derive(Debug)]
pub struct MemoryFile(File);

impl MemoryFile {
    /// A file of that many bytes, all zero; `name` is what debuggers show.
    pub fn new(name: &str, length: u64) -> io::Result<MemoryFile> {
        let file = File::from(memfd_create(name, MemfdFlags::CLOEXEC)?);
        file.set_len(length)?;
        Ok(MemoryFile(file))
    }

    /// A file of these bytes.
    pub fn with_bytes(name: &str, bytes: &[u8]) -> io::Result<MemoryFile> {
        let mut file = MemoryFile::new(name, 0)?;
        file.0.write_all(bytes)?;
        Ok(file)
    }

    /// The path by which programs of the same account read it, as long as somebody here holds it.
    pub fn path(&self) -> String {
        format!("/proc/{}/fd/{}", std::process::id(), self.0.as_raw_fd())
    }

    /// The same bytes, opened once more with a position of its own.
    pub fn open(&self, position: u64) -> io::Result<OwnedFd> {
        let path = format!("/proc/self/fd/{}", self.0.as_raw_fd());
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        file.seek(SeekFrom::Start(position))?;
        Ok(file.into())
    }

    /// A file of another length with the same bytes; holes stay holes.
    pub fn copy(&self, name: &str, length: u64) -> io::Result<MemoryFile> {
        let copy = MemoryFile::new(name, length)?;
        let (mut from, mut to) = (File::from(self.open(0)?), File::from(copy.open(0)?));
        let mut left = length;
        while left > 0 {
            match section(&from)? {
                Section::Data(data) => {
                    io::copy(&mut io::Read::take(&mut from, data.min(left)), &mut to)?;
                    left = left.saturating_sub(data);
                }
                Section::Hole(hole) => {
                    to.seek(SeekFrom::Current(i64::try_from(hole.min(left)).unwrap_or(i64::MAX)))?;
                    left = left.saturating_sub(hole);
                }
                Section::End => break,
            }
        }
        Ok(copy)
    }

    /// Cuts the file off, or lengthens it by zeros.
    pub fn set_len(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    /// How long it is.
    pub fn length(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    /// Bytes of it that take memory.
    pub fn held(&self) -> io::Result<u64> {
        Ok(std::os::unix::fs::MetadataExt::blocks(&self.0.metadata()?).saturating_mul(512))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn each_opening_has_its_own_position() {
        let file = MemoryFile::new("test", 8).unwrap();
        let (mut one, mut other) = (File::from(file.open(2).unwrap()), File::from(file.open(0).unwrap()));
        one.write_all(b"xy").unwrap();
        let mut text = String::new();
        other.read_to_string(&mut text).unwrap();
        assert_eq!(text, "\0\0xy\0\0\0\0");
    }

    #[test]
    fn other_programs_read_it_until_it_is_dropped() {
        let file = MemoryFile::with_bytes("private", b"a password").unwrap();
        let path = file.path();
        let read = std::process::Command::new("cat").arg(&path).output().unwrap();
        assert_eq!(read.stdout, b"a password");
        drop(file);
        let link = std::fs::read_link(&path);
        assert!(link.map_or(true, |target| !target.to_string_lossy().contains("memfd:private")));
    }

    #[test]
    fn copies_keep_bytes_and_holes() {
        let file = MemoryFile::new("test", 64 << 20).unwrap();
        File::from(file.open(32 << 20).unwrap()).write_all(b"here").unwrap();
        for length in [64 << 20, 128 << 20, (32 << 20) + 2] {
            let copy = file.copy("copy", length).unwrap();
            let mut bytes = Vec::new();
            File::from(copy.open(32 << 20).unwrap()).take(3).read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, if length == (32 << 20) + 2 { b"he".as_slice() } else { b"her" });
            assert_eq!(copy.length().unwrap(), length);
            assert!(copy.held().unwrap() < 1 << 20);
        }
    }
}
