//! The first serial port, a 16550: output by polling, input by interrupt and polling.

use crate::ports::{in8, out8};
use core::fmt;

const PORT: u16 = 0x3f8;
const DATA_READY: u8 = 0x01;
const TRANSMITTER_EMPTY: u8 = 0x20;
/// A transmitter that stays full this long is not there.
const TRANSMIT_TRIES: u32 = 1_000_000;

/// Sets 115200 baud, 8 bits, FIFOs, and interrupts for received data.
pub fn init() {
    out8(PORT + 1, 0x00);
    out8(PORT + 3, 0x80);
    out8(PORT, 1);
    out8(PORT + 1, 0);
    out8(PORT + 3, 0x03);
    out8(PORT + 2, 0x07);
    out8(PORT + 4, 0x0b);
    out8(PORT + 1, 0x01);
}

/// The next received byte, if there is one.
pub fn receive() -> Option<u8> {
    (in8(PORT + 5) & DATA_READY != 0).then(|| in8(PORT))
}

/// Sends one byte; a line feed goes out as carriage return and line feed.
pub fn send(byte: u8) {
    if byte == b'\n' {
        send_raw(b'\r');
    }
    send_raw(byte);
}

fn send_raw(byte: u8) {
    for _ in 0..TRANSMIT_TRIES {
        if in8(PORT + 5) & TRANSMITTER_EMPTY != 0 {
            break;
        }
    }
    out8(PORT, byte);
}

/// Formatted output to the serial port.
pub struct Serial;

impl fmt::Write for Serial {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(send);
        Ok(())
    }
}

macro_rules! print {
    ($($part:tt)*) => {{
        use core::fmt::Write as _;
        // Writing to the port cannot fail.
        let _ = write!($crate::serial::Serial, $($part)*);
    }};
}

macro_rules! println {
    ($($part:tt)*) => {{
        $crate::serial::print!($($part)*);
        $crate::serial::send(b'\n');
    }};
}

pub(crate) use print;
pub(crate) use println;
