//! Time: the time stamp counter, measured against a timer of known speed when it is asked.

use crate::ports::{in8, out8};
use core::arch::x86_64::_rdtsc;

const TIMER_HZ: u64 = 1_193_182;
const SPEAKER: u16 = 0x61;
const CHANNEL_2: u16 = 0x42;
const COMMAND: u16 = 0x43;
/// How long one measurement takes: 10 ms.
const MEASURE_COUNT: u16 = (TIMER_HZ / 100) as u16;

/// The time stamp counter.
pub fn ticks() -> u64 {
    // SAFETY: every x86_64 processor has it, and we run in ring 0.
    unsafe { _rdtsc() }
}

/// Time stamp ticks in a second, by letting the interval timer's second channel count down;
/// nothing on a machine without that timer (microvm).
pub fn ticks_per_second() -> Option<u64> {
    if in8(SPEAKER) == 0xff {
        return None;
    }
    out8(SPEAKER, in8(SPEAKER) & !0x02 & !0x01);
    out8(COMMAND, 0xb0);
    let [low, high] = MEASURE_COUNT.to_le_bytes();
    out8(CHANNEL_2, low);
    out8(CHANNEL_2, high);
    let start = ticks();
    out8(SPEAKER, in8(SPEAKER) | 0x01);
    while in8(SPEAKER) & 0x20 == 0 {}
    Some(((ticks() - start).saturating_mul(TIMER_HZ) / u64::from(MEASURE_COUNT)).max(1))
}
