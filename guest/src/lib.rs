//! A guest for tests: a kernel of our own that boots in well under a second.
//!
//! The kernel (folder `kernel/`) is compiled by this crate's build script with the same
//! `rustc` and linker as everything else. It boots two ways:
//!
//! - as an ELF file with a PVH entry: `qemu-system-x86_64 -kernel FILE`, on the machine types
//!   `pc`, `q35` and `microvm`;
//! - as a raw disk image with a boot sector, through a PC BIOS, on `pc` and `q35`.
//!
//! On the first serial port it prints a line [`BANNER`], then its command line and memory size,
//! and a prompt at which `help` lists the commands. A word `run=COMMAND` on its command line (commas for
//! spaces: `run=mem,dirty,16`) is obeyed before the first prompt. It sleeps in `hlt` when there is nothing
//! to do, and switches itself off when the ACPI power button is pressed (`pc`, `q35`).

use std::io;
use std::path::{Path, PathBuf};

/// The line the guest prints first, without its line end.
pub const BANNER: &str = "ferrovirt guest ready";

/// The prompt the guest prints when it waits for a command.
pub const PROMPT: &str = "> ";

/// The kernel as an ELF file with a PVH entry; empty where the build machine is not x86_64.
pub const IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tiny-guest.elf"));

/// The kernel behind a boot sector, as a raw disk image; empty where [`IMAGE`] is.
pub const DISK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tiny-guest.img"));

/// Writes the kernel to `folder/tiny-guest.elf` and returns that path.
pub fn write_kernel(folder: &Path) -> io::Result<PathBuf> {
    write(folder.join("tiny-guest.elf"), IMAGE)
}

/// Writes the bootable disk to `folder/tiny-guest.img` and returns that path.
pub fn write_disk(folder: &Path) -> io::Result<PathBuf> {
    write(folder.join("tiny-guest.img"), DISK)
}

fn write(path: PathBuf, content: &[u8]) -> io::Result<PathBuf> {
    if content.is_empty() {
        return Err(io::Error::other("the tiny guest is only built on x86_64"));
    }
    std::fs::write(&path, content)?;
    Ok(path)
}
