//! PCI configuration space, through the classic ports.

use crate::ports::{in32, out32};

const ADDRESS: u16 = 0xcf8;
const DATA: u16 = 0xcfc;
const BRIDGE: u8 = 1;
const DEPTH_MAX: u32 = 8;

/// A function of a PCI device.
#[derive(Clone, Copy)]
pub struct Function {
    bus: u8,
    slot: u8,
    function: u8,
}

impl Function {
    /// Reads an aligned double word of the configuration space.
    pub fn read(self, offset: u8) -> u32 {
        self.select(offset);
        in32(DATA)
    }

    /// Reads one byte of the configuration space.
    pub fn read8(self, offset: u8) -> u8 {
        (self.read(offset & !3) >> (8 * u32::from(offset & 3))) as u8
    }

    /// Lets the device answer memory accesses and do DMA.
    pub fn enable(self) {
        let command = self.read(4);
        self.select(4);
        out32(DATA, command | 0x06);
    }

    /// Address of a memory base register.
    pub fn bar(self, index: u8) -> u64 {
        let low = self.read(0x10 + index * 4);
        let high = if low & 0x06 == 0x04 { self.read(0x14 + index * 4) } else { 0 };
        u64::from(high) << 32 | u64::from(low & !0xf)
    }

    fn select(self, offset: u8) {
        let place = u32::from(self.bus) << 16 | u32::from(self.slot) << 11;
        let function = u32::from(self.function) << 8;
        out32(ADDRESS, 1 << 31 | place | function | u32::from(offset & !3));
    }
}

/// The first function, in bus order, of which the test on vendor and device number holds.
pub fn find(wanted: fn(u32) -> bool) -> Option<Function> {
    find_on(0, wanted, 0)
}

fn find_on(bus: u8, wanted: fn(u32) -> bool, depth: u32) -> Option<Function> {
    for slot in 0..32 {
        for function in 0..8 {
            let candidate = Function { bus, slot, function };
            let id = candidate.read(0);
            if id == u32::MAX || id == 0 {
                if function == 0 {
                    break;
                }
                continue;
            }
            if wanted(id) {
                return Some(candidate);
            }
            let header = candidate.read8(0x0e);
            let behind = candidate.read8(0x19);
            if header & 0x7f == BRIDGE && behind > bus && depth < DEPTH_MAX {
                if let Some(found) = find_on(behind, wanted, depth + 1) {
                    return Some(found);
                }
            }
            if function == 0 && header & 0x80 == 0 {
                break;
            }
        }
    }
    None
}
