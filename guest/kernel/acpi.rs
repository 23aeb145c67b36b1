//! As much of ACPI as a guest needs to be switched off: the fixed hardware and `_S5`.

use crate::memory::{self, MAPPED_END};
use crate::ports::{in8, in16, out8, out16};
use core::sync::atomic::{AtomicBool, AtomicU16, Ordering};

const POWER_BUTTON: u16 = 1 << 8;
const SCI_ENABLED: u16 = 1;
const SLEEP_ENABLE: u16 = 1 << 13;
const HARDWARE_REDUCED: u32 = 1 << 20;
const SPACE_MEMORY: u8 = 0;
const SPACE_IO: u8 = 1;
const ENABLE_TRIES: u32 = 1_000_000;

/// Port of the power management status register; 0 until ACPI is set up.
static STATUS_PORT: AtomicU16 = AtomicU16::new(0);
/// The button was pressed and nobody has looked yet.
static BUTTON: AtomicBool = AtomicBool::new(false);

/// A register somewhere in ports or memory.
#[derive(Clone, Copy, Default)]
struct Register {
    space: u8,
    address: u64,
}

impl Register {
    fn write(self, value: u8) {
        match self.space {
            SPACE_IO => out8(self.address as u16, value),
            SPACE_MEMORY if self.address != 0 && self.address < MAPPED_END => {
                // SAFETY: the firmware says that a device register is there.
                unsafe { (self.address as *mut u8).write_volatile(value) }
            }
            _ => (),
        }
    }
}

/// The parts of the fixed ACPI description that switching off needs.
pub struct Acpi {
    control_port: u16,
    line: u16,
    /// Sleep type of the soft-off state.
    off_type: u8,
    is_reduced: bool,
    sleep_control: Register,
    reset: Register,
    reset_value: u8,
}

impl Acpi {
    /// Finds the tables, through the loader's pointer or by searching where a BIOS puts it, and
    /// turns the power button's event on.
    pub fn find(rsdp: u64) -> Option<Acpi> {
        let rsdp = if rsdp != 0 && rsdp < MAPPED_END { rsdp } else { search_rsdp()? };
        let fadt = find_table(rsdp, *b"FACP")?;
        // SAFETY: `find_table` checked that the table lies in mapped memory; the offsets below
        // 244 are in every revision since ACPI 2, and the later ones are only read if present.
        unsafe {
            let length: u32 = memory::read(fadt + 4);
            let flags: u32 = memory::read(fadt + 112);
            let is_reduced = flags & HARDWARE_REDUCED != 0;
            let acpi = Acpi {
                control_port: memory::read::<u32>(fadt + 64) as u16,
                line: memory::read(fadt + 46),
                off_type: soft_off_type(u64::from(memory::read::<u32>(fadt + 40)))
                    .or_else(|| soft_off_type(memory::read(fadt + 140)))?,
                is_reduced,
                sleep_control: if length >= 256 { register(fadt + 244) } else { Register::default() },
                reset: register(fadt + 116),
                reset_value: memory::read(fadt + 128),
            };
            if !is_reduced {
                let event_port = memory::read::<u32>(fadt + 56) as u16;
                let event_length: u8 = memory::read(fadt + 88);
                let command_port = memory::read::<u32>(fadt + 48) as u16;
                acpi.enable(command_port, memory::read(fadt + 52), event_port, event_length);
            }
            Some(acpi)
        }
    }

    fn enable(&self, command_port: u16, command: u8, event_port: u16, event_length: u8) {
        if in16(self.control_port) & SCI_ENABLED == 0 && command_port != 0 {
            out8(command_port, command);
            for _ in 0..ENABLE_TRIES {
                if in16(self.control_port) & SCI_ENABLED != 0 {
                    break;
                }
            }
        }
        out16(event_port, POWER_BUTTON);
        out16(event_port + u16::from(event_length) / 2, POWER_BUTTON);
        STATUS_PORT.store(event_port, Ordering::Relaxed);
    }

    /// The interrupt line of fixed events, where there is one on the two classic controllers.
    pub fn interrupt_line(&self) -> Option<u16> {
        (!self.is_reduced && self.line < 16).then_some(self.line)
    }

    /// Switches the machine off; returns only where that does not work.
    pub fn power_off(&self) {
        if self.is_reduced {
            self.sleep_control.write(self.off_type << 2 | 1 << 5);
        } else {
            out16(self.control_port, u16::from(self.off_type) << 10 | SLEEP_ENABLE);
        }
    }

    /// Resets the machine by the ACPI reset register; returns where there is none.
    pub fn reset(&self) {
        if self.reset.address != 0 {
            self.reset.write(self.reset_value);
        }
    }
}

/// Notes and clears a pressed power button; called by the interrupt handler.
pub fn acknowledge() {
    let port = STATUS_PORT.load(Ordering::Relaxed);
    if port == 0 {
        return;
    }
    let status = in16(port);
    out16(port, status);
    if status & POWER_BUTTON != 0 {
        BUTTON.store(true, Ordering::Relaxed);
    }
}

/// Tells whether the power button was pressed since the last question.
pub fn power_button_was_pressed() -> bool {
    acknowledge();
    BUTTON.swap(false, Ordering::Relaxed)
}

/// Resets the machine by all means a PC has.
pub fn reset_by_chipset() -> ! {
    out8(0xcf9, 0x02);
    out8(0xcf9, 0x06);
    while in8(0x64) & 0x02 != 0 {}
    out8(0x64, 0xfe);
    crate::interrupts::halt()
}

/// # Safety
/// A generic address structure stands at `address`.
unsafe fn register(address: u64) -> Register {
    // SAFETY: the caller's promise.
    unsafe { Register { space: memory::read(address), address: memory::read(address + 4) } }
}

fn search_rsdp() -> Option<u64> {
    (0xe0000..0x100000u64).step_by(16).find(|&address| {
        // SAFETY: BIOS memory is mapped and constant.
        unsafe { memory::read::<[u8; 8]>(address) == *b"RSD PTR " }
    })
}

/// Finds a table by its signature in the root table.
fn find_table(rsdp: u64, signature: [u8; 4]) -> Option<u64> {
    // SAFETY: the addresses come from the firmware and are checked to be mapped.
    unsafe {
        let revision: u8 = memory::read(rsdp + 15);
        let extended: u64 = if revision >= 2 { memory::read(rsdp + 24) } else { 0 };
        let (root, width) = match extended {
            0 => (u64::from(memory::read::<u32>(rsdp + 16)), 4),
            address => (address, 8),
        };
        if root == 0 || root >= MAPPED_END {
            return None;
        }
        let length = u64::from(memory::read::<u32>(root + 4));
        (36..length).step_by(width).find_map(|offset| {
            let entry = root + offset;
            let table = if width == 8 { memory::read::<u64>(entry) } else { u64::from(memory::read::<u32>(entry)) };
            (table < MAPPED_END && memory::read::<[u8; 4]>(table) == signature).then_some(table)
        })
    }
}

/// Sleep type of the soft-off state, from the `_S5_` package in the AML at `dsdt`.
fn soft_off_type(dsdt: u64) -> Option<u8> {
    if dsdt == 0 || dsdt >= MAPPED_END {
        return None;
    }
    // SAFETY: the table is mapped, as checked above; its length says how far it goes.
    unsafe {
        let length = u64::from(memory::read::<u32>(dsdt + 4));
        let at = (36..length.saturating_sub(12))
            .map(|offset| dsdt + offset)
            .find(|&at| memory::read::<[u8; 5]>(at) == *b"_S5_\x12")?;
        // Behind the package opcode: a length of one to four bytes, the element count, then the
        // first element as a constant, with a prefix byte unless it is zero or one.
        let length_bytes = u64::from(memory::read::<u8>(at + 5) >> 6) + 1;
        let element = at + 5 + length_bytes + 1;
        match memory::read::<u8>(element) {
            0x0a => Some(memory::read(element + 1)),
            small => Some(small),
        }
    }
}
