//! Files with holes: where bytes were written and where none ever were.

use std::io;
use std::os::fd::AsFd;

use rustix::fs::{FallocateFlags, SeekFrom, fallocate, fstat, seek};
use rustix::io::Errno;

/// What stands at a file's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// So many bytes; the position is where it was.
    Data(u64),
    /// So many zeros that were never written; the position is behind them.
    Hole(u64),
    /// Nothing.
    End,
}

/// What stands at the file's position; passes over a hole.
pub fn section(file: impl AsFd) -> io::Result<Section> {
    let at = seek(&file, SeekFrom::Current(0))?;
    let data = match seek(&file, SeekFrom::Data(at)) {
        Ok(data) => data,
        // Only a hole is left, if anything.
        Err(Errno::NXIO) => {
            let end = u64::try_from(fstat(&file)?.st_size).unwrap_or(0).max(at);
            seek(&file, SeekFrom::Start(end))?;
            return Ok(if end > at { Section::Hole(end - at) } else { Section::End });
        }
        Err(e) => return Err(e.into()),
    };
    if data > at {
        return Ok(Section::Hole(data - at));
    }
    let hole = seek(&file, SeekFrom::Hole(at))?;
    seek(&file, SeekFrom::Start(at))?;
    Ok(Section::Data(hole - at))
}

/// Passes over so many bytes, which read as zeros from then on; where no hole can be made, only if nothing stood there.
pub fn skip(file: impl AsFd, length: u64) -> io::Result<()> {
    let before = seek(&file, SeekFrom::Current(0))?;
    let step = i64::try_from(length).map_err(|_| Errno::OVERFLOW)?;
    let at = seek(&file, SeekFrom::Current(step))?;
    if length > 0 {
        let punch = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        match fallocate(&file, punch, before, length) {
            Ok(()) | Err(Errno::OPNOTSUPP | Errno::NODEV | Errno::NOSYS) => (),
            Err(e) => return Err(e.into()),
        }
    }
    if u64::try_from(fstat(&file)?.st_size).is_ok_and(|size| size < at) {
        rustix::fs::ftruncate(&file, at)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;

    use super::*;
    use crate::memory_file::MemoryFile;

    #[test]
    fn holes_and_data_come_in_turn() {
        let memory = MemoryFile::new("test", 3 << 20).unwrap();
        let mut file = File::from(memory.open(1 << 20).unwrap());
        file.write_all(&vec![7; 1 << 20]).unwrap();
        skip(&file, 2 << 20).unwrap();
        assert_eq!(memory.length().unwrap(), 4 << 20);
        seek(&file, SeekFrom::Start(2 << 20)).unwrap();
        file.write_all(b"old").unwrap();
        seek(&file, SeekFrom::Start(2 << 20)).unwrap();
        skip(&file, 1 << 20).unwrap();
        let file = File::from(memory.open(0).unwrap());
        assert_eq!(section(&file).unwrap(), Section::Hole(1 << 20));
        assert_eq!(section(&file).unwrap(), Section::Data(1 << 20));
        seek(&file, SeekFrom::Current(1 << 20)).unwrap();
        assert_eq!(section(&file).unwrap(), Section::Hole(2 << 20));
        assert_eq!(section(&file).unwrap(), Section::End);
    }
}
