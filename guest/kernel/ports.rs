//! I/O port access.

use core::arch::asm;

macro_rules! access {
    ($read:ident, $write:ident, $type:ty, $register:tt, $text:literal) => {
        #[doc = concat!("Reads ", $text, " from a port.")]
        pub fn $read(port: u16) -> $type {
            let value;
            // SAFETY: port I/O touches devices only, never the memory Rust knows about; the
            // devices that do DMA are only told addresses of static buffers.
            unsafe {
                asm!(concat!("in ", $register, ", dx"), in("dx") port, out($register) value,
                    options(nomem, nostack, preserves_flags));
            }
            value
        }

        #[doc = concat!("Writes ", $text, " to a port.")]
        pub fn $write(port: u16, value: $type) {
            // SAFETY: as above.
            unsafe {
                asm!(concat!("out dx, ", $register), in("dx") port, in($register) value,
                    options(nomem, nostack, preserves_flags));
            }
        }
    };
}

access!(in8, out8, u8, "al", "a byte");
access!(in16, out16, u16, "ax", "two bytes");
access!(in32, out32, u32, "eax", "four bytes");
