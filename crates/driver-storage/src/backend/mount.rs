//! Pools that are a file system, of this host or of a server, which `mount` brings to a folder.

use std::path::Path;
use std::time::Duration;

use conf::storage_pool::StoragePool;
use virt::{Error, Result};

use super::dir::{check_build, folder, look, make, remove};
use super::{Backend, Found};
use crate::core::Core;

/// The kind of pools.
pub(crate) struct Mounted;

/// How long `mount` and `umount` may take: a server that is silent is given up.
const WAIT: Duration = Duration::from_secs(120);

/// What the kernel tells about mounted file systems, and how much of it is read.
const MOUNTS: &str = "/proc/self/mounts";
const MAX_MOUNTS: u64 = 16 << 20;

/// A path as the kernel writes it among mounted file systems: some characters as octal numbers.
fn escaped(path: &str) -> String {
    path.replace('\\', "\\134").replace(' ', "\\040").replace('\t', "\\011").replace('\n', "\\012")
}

/// Whether a file system is mounted on the pool's folder.
fn is_mounted(core: &Core, pool: &StoragePool) -> Result<bool> {
    let path = escaped(&folder(pool)?.to_string_lossy());
    let read = core.files.read(Path::new(MOUNTS), MAX_MOUNTS);
    let mounts = read.map_err(|e| Error::system(format!("failed to read '{MOUNTS}'"), &e))?;
    let is_it = |line: &[u8]| line.split(|byte| *byte == b' ').nth(1) == Some(path.as_bytes());
    Ok(mounts.split(|byte| *byte == b'\n').any(is_it))
}

impl Backend for Mounted {
    fn is_running(&self, core: &Core, pool: &StoragePool) -> Result<bool> {
        is_mounted(core, pool)
    }

    /// Makes the folder; what is on the device stays.
    fn build(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
        check_build(flags)?;
        if flags != 0 {
            let message = format!("making a file system for pool '{}' is not supported yet", pool.name);
            return Err(Error::operation_unsupported(message).remedy("make it with mkfs and build without flags"));
        }
        make(core, pool)
    }

    fn start(&self, core: &Core, pool: &StoragePool) -> Result<()> {
        if is_mounted(core, pool)? {
            return Ok(());
        }
        let command = pool.start_command()?.unwrap_or_default();
        let Some((program, args)) = command.split_first() else { return Ok(()) };
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        host::helper::run(&*core.processes, program, &args, WAIT)
    }

    fn stop(&self, core: &Core, pool: &StoragePool) -> Result<()> {
        if !is_mounted(core, pool)? {
            return Ok(());
        }
        host::helper::run(&*core.processes, "umount", &[&folder(pool)?.to_string_lossy()], WAIT)
    }

    fn delete(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
        remove(core, pool, flags)
    }

    fn scan(&self, core: &Core, pool: &StoragePool) -> Result<Found> {
        look(core, pool)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_compared_as_the_kernel_writes_them() {
        assert_eq!(super::escaped("/a b\\c"), "/a\\040b\\134c");
    }
}
