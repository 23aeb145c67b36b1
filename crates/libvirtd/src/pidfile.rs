//! The PID file: a lock for as long as the daemon lives, whatever it dies of.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, fcntl_lock};
use virt::{Error, Result};

/// A held PID file; removed when dropped.
pub(crate) struct PidFile {
    path: PathBuf,
    file: File,
}

impl PidFile {
    /// Takes the file; an error if another daemon holds it.
    pub(crate) fn acquire(path: &Path) -> Result<PidFile> {
        let what = || format!("Failed to acquire pid file '{}'", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::system(what(), &e))?;
        }
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|e| Error::system(what(), &e))?;
        // A lock of the process, not of the descriptor: a child on its way to exec when we are killed does not hold it.
        fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|e| match e {
            rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS => {
                let holder = std::fs::read_to_string(path).unwrap_or_default();
                Error::resource_busy(what()).because(format!("a daemon with pid {} is running", holder.trim()))
            }
            e => Error::system(what(), &e.into()),
        })?;
        let mut held = PidFile { path: path.to_owned(), file };
        held.write().map_err(|e| Error::system(what(), &e))?;
        Ok(held)
    }

    /// Writes this process's number.
    fn write(&mut self) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        write!(self.file, "{}", std::process::id())
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
