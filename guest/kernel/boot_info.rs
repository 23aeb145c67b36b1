//! What the loader tells: command line, memory map, place of the ACPI tables.

use crate::memory::{MAPPED_END, read};

const MAGIC: u32 = 0x336e_c578;
const RAM: u32 = 1;
const COMMAND_LINE_MAX: usize = 512;
const REGIONS_MAX: usize = 64;

/// A piece of usable memory.
#[derive(Clone, Copy, Default)]
pub struct Region {
    pub start: u64,
    pub size: u64,
}

/// The loader's information, copied out of its memory.
pub struct BootInfo {
    command_line: [u8; COMMAND_LINE_MAX],
    command_line_length: usize,
    regions: [Region; REGIONS_MAX],
    region_count: usize,
    /// Address of the ACPI root pointer, or 0.
    pub rsdp: u64,
}

impl BootInfo {
    /// Copies the PVH start information.
    ///
    /// # Safety
    /// `address` is what a PVH loader (or our boot sector) passed at entry.
    pub unsafe fn read(address: u64) -> BootInfo {
        let mut info = BootInfo {
            command_line: [0; COMMAND_LINE_MAX],
            command_line_length: 0,
            regions: [Region::default(); REGIONS_MAX],
            region_count: 0,
            rsdp: 0,
        };
        // SAFETY: the fields stand where the PVH specification puts them; every address is
        // checked against the identity map.
        unsafe {
            if address >= MAPPED_END || read::<u32>(address) != MAGIC {
                return info;
            }
            info.copy_command_line(read(address + 24));
            info.rsdp = read(address + 32);
            if read::<u32>(address + 4) >= 1 {
                info.copy_regions(read(address + 40), read::<u32>(address + 48) as usize);
            }
        }
        info
    }

    unsafe fn copy_command_line(&mut self, address: u64) {
        if address == 0 || address >= MAPPED_END {
            return;
        }
        for i in 0..COMMAND_LINE_MAX {
            // SAFETY: `read`'s promise; the line ends with a zero byte.
            let byte: u8 = unsafe { read(address + i as u64) };
            if byte == 0 {
                break;
            }
            self.command_line[i] = byte;
            self.command_line_length = i + 1;
        }
    }

    unsafe fn copy_regions(&mut self, address: u64, count: usize) {
        if address == 0 || address >= MAPPED_END {
            return;
        }
        for i in 0..count.min(REGIONS_MAX) as u64 {
            let entry = address + i * 24;
            // SAFETY: `read`'s promise; entries are 24 bytes long.
            let (start, size, kind): (u64, u64, u32) = unsafe { (read(entry), read(entry + 8), read(entry + 16)) };
            if kind == RAM {
                self.regions[self.region_count] = Region { start, size };
                self.region_count += 1;
            }
        }
    }

    /// The kernel command line, as far as it is UTF-8.
    pub fn command_line(&self) -> &str {
        let line = &self.command_line[..self.command_line_length];
        core::str::from_utf8(line).unwrap_or("(not UTF-8)")
    }

    /// Usable memory; firmware keeps a few KiB, so a part of a MiB counts as one.
    pub fn memory_mib(&self) -> u64 {
        let sum = self.usable().iter().fold(0u64, |sum, r| sum.saturating_add(r.size));
        sum.div_ceil(1 << 20)
    }

    /// The usable pieces of memory.
    pub fn usable(&self) -> &[Region] {
        &self.regions[..self.region_count]
    }
}
