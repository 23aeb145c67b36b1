//! Interrupts only wake the kernel from `hlt`; the work is done after waking.

use crate::acpi::{self, Acpi};
use crate::ports::out8;
use crate::serial::println;
use core::arch::asm;

const PIC1: u16 = 0x20;
const PIC2: u16 = 0xa0;
const END_OF_INTERRUPT: u8 = 0x20;
/// Interrupt vectors of the two controllers start here.
const FIRST_VECTOR: u8 = 0x20;
const VECTORS: usize = 256;
const SERIAL_LINE: u16 = 4;
const CASCADE_LINE: u16 = 2;

#[repr(C, align(16))]
#[derive(Clone, Copy)]
struct Gate([u64; 2]);

static mut GATES: [Gate; VECTORS] = [Gate([0, 0]); VECTORS];

unsafe extern "C" {
    fn interrupt_entry();
    fn fault_entry();
}

/// Points all vectors at the two entries, and lets the serial port and ACPI interrupt.
pub fn init(acpi: Option<&Acpi>) {
    let gates = &raw mut GATES as *mut Gate;
    for vector in 0..VECTORS {
        let is_fault = vector < usize::from(FIRST_VECTOR);
        let entry = if is_fault { fault_entry } else { interrupt_entry } as *const () as u64;
        // SAFETY: the index is in bounds, and nothing reads the table before `lidt`.
        unsafe { gates.add(vector).write(gate(entry)) };
    }
    let limit = (size_of::<Gate>() * VECTORS - 1) as u16;
    let mut pointer = [0u8; 10];
    pointer[..2].copy_from_slice(&limit.to_le_bytes());
    pointer[2..].copy_from_slice(&(gates as u64).to_le_bytes());
    // SAFETY: the table is static and complete.
    unsafe { asm!("lidt [{}]", in(reg) &pointer) };

    for (pic, vector, wiring) in [(PIC1, FIRST_VECTOR, 4), (PIC2, FIRST_VECTOR + 8, 2)] {
        out8(pic, 0x11);
        out8(pic + 1, vector);
        out8(pic + 1, wiring);
        out8(pic + 1, 0x01);
    }
    let mut open = 1 << SERIAL_LINE | 1 << CASCADE_LINE;
    if let Some(line) = acpi.and_then(Acpi::interrupt_line) {
        open |= 1u16 << line;
    }
    out8(PIC1 + 1, !open as u8);
    out8(PIC2 + 1, (!open >> 8) as u8);
}

/// A 64-bit interrupt gate on the kernel's code segment.
fn gate(entry: u64) -> Gate {
    let low = (entry & 0xffff) | 0x08 << 16 | 0x8e00 << 32 | (entry >> 16 & 0xffff) << 48;
    Gate([low, entry >> 32])
}

#[unsafe(no_mangle)]
extern "C" fn handle_interrupt() {
    // The ACPI line is level-triggered: its cause must be gone before the line is open again.
    acpi::acknowledge();
    out8(PIC2, END_OF_INTERRUPT);
    out8(PIC1, END_OF_INTERRUPT);
}

#[unsafe(no_mangle)]
extern "C" fn handle_fault() -> ! {
    println!("processor fault");
    halt()
}

/// Sleeps until an interrupt has been handled.
pub fn sleep() {
    // SAFETY: the handler keeps to the C calling convention, whose scratch registers are given
    // up here, and returns to the instruction behind `hlt`. One that is pending fires only
    // after `hlt` has begun, because `sti` takes effect one instruction late.
    unsafe { asm!("sti", "hlt", "cli", clobber_abi("C")) };
}

/// Stops for good.
pub fn halt() -> ! {
    loop {
        // SAFETY: nothing is touched.
        unsafe { asm!("cli", "hlt") };
    }
}
