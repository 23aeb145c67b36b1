//! A layer over [`Files`] that makes the n-th operation fail, to prove that no failure leaves half a state behind.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::files::{Durability, Files, Identity, Owner};

/// Passes operations on to `inner` until the chosen one, which fails with the chosen error number.
#[derive(Debug)]
pub struct FaultyFiles<F> {
    pub(crate) inner: F,
    plan: Mutex<Plan>,
}

#[derive(Debug)]
struct Plan {
    seen: u64,
    fail_at: Option<u64>,
    errno: i32,
}

impl<F> FaultyFiles<F> {
    /// A layer that fails nothing yet.
    pub fn new(inner: F) -> FaultyFiles<F> {
        FaultyFiles { inner, plan: Mutex::new(Plan { seen: 0, fail_at: None, errno: libc::EIO }) }
    }

    /// Lets `n` changing operations pass and fails the next one.
    pub fn fail_after(&self, n: u64, errno: i32) {
        *self.lock() = Plan { seen: 0, fail_at: Some(n), errno };
    }

    /// Fails nothing any more; tells whether the planned failure has happened.
    pub fn heal(&self) -> bool {
        let mut plan = self.lock();
        let happened = plan.fail_at.is_some_and(|n| plan.seen > n);
        plan.fail_at = None;
        happened
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    pub(crate) fn step(&self) -> io::Result<()> {
        let mut plan = self.lock();
        let now = plan.seen;
        plan.seen += 1;
        match plan.fail_at == Some(now) {
            true => Err(io::Error::from_raw_os_error(plan.errno)),
            false => Ok(()),
        }
    }
}

impl<F: Files> Files for FaultyFiles<F> {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.inner.read(path, limit)
    }

    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32, durability: Durability) -> io::Result<()> {
        self.step()?;
        self.inner.write_atomic(path, content, mode, durability)
    }

    fn write_into(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.step()?;
        self.inner.write_into(path, content)
    }

    fn remove(&self, path: &Path, durability: Durability) -> io::Result<()> {
        self.step()?;
        self.inner.remove(path, durability)
    }

    fn symlink(&self, target: &Path, link: &Path) -> io::Result<()> {
        self.step()?;
        self.inner.symlink(target, link)
    }

    fn create_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.step()?;
        self.inner.create_folder(path, mode)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.inner.remove_folder(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.inner.list(path)
    }

    fn identity(&self, path: &Path) -> io::Result<Identity> {
        self.inner.identity(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.inner.read_link(path)
    }

    fn chown(&self, path: &Path, owner: Owner) -> io::Result<Owner> {
        self.step()?;
        self.inner.chown(path, owner)
    }

    fn attribute(&self, path: &Path, name: &str) -> io::Result<Option<String>> {
        self.inner.attribute(path, name)
    }

    fn set_attribute(&self, path: &Path, name: &str, value: Option<&str>) -> io::Result<()> {
        self.step()?;
        self.inner.set_attribute(path, name, value)
    }
}

/// A fresh private folder for one test.
#[cfg(test)]
pub(crate) fn test_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ferrovirt-host-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::SystemFiles;

    #[test]
    fn only_the_chosen_operation_fails() {
        let folder = test_folder("faults");
        let files = FaultyFiles::new(SystemFiles);
        files.fail_after(1, libc::ENOSPC);
        let write = |name: &str| files.write_atomic(&folder.join(name), b"x", 0o600, Durability::Volatile);
        assert!(write("a").is_ok());
        assert_eq!(write("b").unwrap_err().raw_os_error(), Some(libc::ENOSPC));
        assert!(files.heal());
        assert!(write("b").is_ok());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
