//! The tiny guest: says that it is ready, then waits for commands on the first serial port.
#![no_std]
#![no_main]

mod acpi;
mod boot_info;
mod clock;
mod interrupts;
mod memory;
mod pci;
mod ports;
mod prompt;
mod serial;
mod virtio_blk;

use boot_info::BootInfo;
use core::arch::global_asm;
use core::panic::PanicInfo;
use serial::println;

global_asm!(include_str!("entry.S"), options(att_syntax));

/// Everything the prompt's commands work on.
struct Guest {
    boot: BootInfo,
    acpi: Option<acpi::Acpi>,
    disk: Option<virtio_blk::Disk>,
    /// Time stamp counter when the kernel was entered.
    started: u64,
}

/// Where `entry.S` arrives, with the address of the PVH start information.
#[unsafe(no_mangle)]
extern "C" fn kernel_main(start_info: u64) -> ! {
    let started = clock::ticks();
    serial::init();
    // SAFETY: the loader passed this address, and the first 64 GiB are mapped.
    let boot = unsafe { BootInfo::read(start_info) };
    println!("ferrovirt guest ready");
    println!("command line: {}", boot.command_line());
    println!("memory: {} MiB", boot.memory_mib());
    let acpi = acpi::Acpi::find(boot.rsdp);
    interrupts::init(acpi.as_ref());
    let mut guest = Guest { boot, acpi, disk: None, started };
    prompt::run(&mut guest)
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    println!("kernel panic: {info}");
    interrupts::halt()
}

// The precompiled core library mentions these two; with panics that abort nothing calls them.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() {}
