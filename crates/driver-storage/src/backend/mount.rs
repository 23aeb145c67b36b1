//! Pools that are a file system, of this host or of a server, which `mount` brings to a folder.

use std::path::Path;
use std::time::Duration;

use conf::storage_pool::StoragePool;
use virt::constants::*;
use virt::{Error, ErrorCode, Result};

use super::dir::{check_build, folder, look, make, remove};
use super::{Backend, Found};
use crate::core::Core;

/// The kind of pools.
pub(crate) struct Mounted;

/// How long `mount` and `umount` may take: a server that is silent is given up.
const WAIT: Duration = Duration::from_secs(120);

/// How long making a file system may take.
const MAKE_WAIT: Duration = Duration::from_secs(3600);

/// Bytes at the start of a device in which all known file systems and tables of partitions say what they are.
const SIGNATURES: u64 = 128 << 10;

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

/// Makes a file system; what is on the device is lost, or forbids it.
fn make_file_system(core: &Core, pool: &StoragePool, overwrite: bool) -> Result<()> {
    let Some(device) = pool.source.devices.first().map(|device| device.path.as_str()) else {
        let message = format!("No source device specified when formatting pool '{}'", pool.name);
        return Err(Error::operation_invalid(message));
    };
    let format = pool.source.format.as_ref().and_then(|format| format.kind.as_deref()).unwrap_or("auto");
    if format == "auto" {
        let message = format!("pool '{}' does not say which file system is to be made", pool.name);
        return Err(Error::config_unsupported(message).remedy("give its <source> a <format>"));
    }
    if !overwrite {
        let head = core.files.read_head(Path::new(device), SIGNATURES);
        let head = head.map_err(|e| Error::system(format!("cannot read device '{device}'"), &e))?;
        if head.iter().any(|byte| *byte != 0) {
            let message = format!("Device '{device}' already holds something");
            return Err(Error::new(ErrorCode::STORAGE_POOL_BUILT, message));
        }
    }
    // Without this word some ask whether they really should.
    let force: &[&str] = match format {
        "ext2" | "ext3" | "ext4" => &["-F"],
        "xfs" => &["-f"],
        _ => &[],
    };
    host::helper::run(&*core.processes, "mkfs", &[&["-t", format], force, &[device]].concat(), MAKE_WAIT)
}

impl Backend for Mounted {
    fn is_running(&self, core: &Core, pool: &StoragePool) -> Result<bool> {
        is_mounted(core, pool)
    }

    /// Makes the folder; with a flag for it, also the file system on the device.
    fn build(&self, core: &Core, pool: &StoragePool, flags: u32) -> Result<()> {
        check_build(flags)?;
        make(core, pool)?;
        match flags {
            0 => Ok(()),
            flags => make_file_system(core, pool, flags & VIR_STORAGE_POOL_BUILD_OVERWRITE != 0),
        }
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
