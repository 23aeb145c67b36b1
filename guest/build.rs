//! Builds the guest kernel and its boot sector with the compiler and linker at hand.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the boot sector can load: it reads into the memory between 64 KiB and 576 KiB.
const DISK_KERNEL_MAX: usize = 512 * 1024;
const SECTOR: usize = 512;
/// A disk of a whole cylinder keeps BIOS geometry guessing happy.
const DISK_SIZE: usize = 1024 * 1024;

fn main() {
    for input in ["kernel", "boot", "build.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let elf = out.join("tiny-guest.elf");
    let disk = out.join("tiny-guest.img");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("x86_64") {
        fs::write(&elf, b"").expect("write to OUT_DIR");
        fs::write(&disk, b"").expect("write to OUT_DIR");
        return;
    }
    compile_kernel(&elf);
    let kernel = load_segments(&fs::read(&elf).expect("the kernel was just built"));
    fs::write(&disk, disk_image(&kernel, &out)).expect("write to OUT_DIR");
}

/// Compiles `kernel/main.rs` for the host's target, without the standard library.
fn compile_kernel(elf: &Path) {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    let rustc = env::var_os("RUSTC").expect("cargo sets RUSTC");
    run(Command::new(rustc)
        .args(["--edition=2024", "--crate-name=tiny_guest_kernel", "--crate-type=bin"])
        .args(["--target", &target])
        .args(["-Copt-level=s", "-Cpanic=abort", "-Crelocation-model=static", "-Cstrip=symbols"])
        // An interrupt pushes onto the stack that it interrupts.
        .arg("-Cno-redzone=yes")
        .args(["-Clink-arg=-nostdlib", "-Clink-arg=-static", "-Clink-arg=-no-pie"])
        .args(["-Clink-arg=-Wl,-T,kernel/kernel.ld", "-Clink-arg=-Wl,--build-id=none"])
        .args(["-Clink-arg=-Wl,-z,max-page-size=4096", "-Clink-arg=-Wl,-z,noexecstack"])
        .arg("-o")
        .arg(elf)
        .arg("kernel/main.rs"));
}

/// Assembles the boot sector for a kernel of `sectors` sectors whose entry is at `entry`.
fn assemble_boot_sector(out: &Path, sectors: usize, load: u64, entry: u64) -> Vec<u8> {
    let object = out.join("mbr.o");
    let linked = out.join("mbr.elf");
    let binary = out.join("mbr.bin");
    run(Command::new("as")
        .arg("--32")
        .arg(format!("--defsym=KERNEL_SECTORS={sectors}"))
        .arg(format!("--defsym=KERNEL_LOAD={load}"))
        .arg(format!("--defsym=KERNEL_ENTRY={entry}"))
        .arg("-o")
        .arg(&object)
        .arg("boot/mbr.S"));
    run(Command::new("ld")
        .args(["-m", "elf_i386", "-Ttext=0x7c00", "-e", "boot", "--build-id=none", "-o"])
        .arg(&linked)
        .arg(&object));
    run(Command::new("objcopy").args(["-O", "binary", "-j", ".text"]).arg(&linked).arg(&binary));
    let code = fs::read(&binary).expect("the boot sector was just built");
    assert_eq!(code.len(), SECTOR, "the boot sector ends with its signature");
    code
}

/// The loadable part of the kernel as one flat piece of memory.
struct Flat {
    load: u64,
    entry: u64,
    bytes: Vec<u8>,
}

/// Lays the file content of all loadable segments out as they stand in memory.
fn load_segments(elf: &[u8]) -> Flat {
    let entry = number(elf, 24, 8);
    let table = number(elf, 32, 8) as usize;
    let (entry_size, count) = (number(elf, 54, 2) as usize, number(elf, 56, 2) as usize);
    let mut flat = Flat { load: u64::MAX, entry, bytes: Vec::new() };
    let loadable = (0..count).map(|i| table + i * entry_size).filter(|&h| number(elf, h, 4) == 1);
    for header in loadable {
        let (offset, address) = (number(elf, header + 8, 8) as usize, number(elf, header + 24, 8));
        let size = number(elf, header + 32, 8) as usize;
        if size == 0 {
            continue;
        }
        flat.load = flat.load.min(address);
        let at = (address - flat.load) as usize;
        flat.bytes.resize(flat.bytes.len().max(at + size), 0);
        flat.bytes[at..at + size].copy_from_slice(&elf[offset..offset + size]);
    }
    flat
}

/// Little-endian number of `size` bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    bytes[at..at + size].iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

fn disk_image(kernel: &Flat, out: &Path) -> Vec<u8> {
    assert!(kernel.bytes.len() <= DISK_KERNEL_MAX, "the kernel outgrew its boot sector");
    let sectors = kernel.bytes.len().div_ceil(SECTOR);
    let mut image = assemble_boot_sector(out, sectors, kernel.load, kernel.entry);
    image.extend_from_slice(&kernel.bytes);
    image.resize(DISK_SIZE, 0);
    image
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|e| panic!("cannot run {command:?}: {e}"));
    assert!(status.success(), "{command:?} failed");
}
