//! The memory routines compiled code calls, and raw reads of firmware tables.

use core::arch::asm;

#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
    // SAFETY: the caller vouches for both ranges.
    unsafe {
        asm!("rep movsb", inout("rcx") count => _, inout("rdi") to => _, inout("rsi") from => _,
            options(nostack, preserves_flags));
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
    if (to as usize).wrapping_sub(from as usize) >= count {
        // SAFETY: the caller vouches for both ranges; forward copying is right here.
        return unsafe { memcpy(to, from, count) };
    }
    // SAFETY: as above, from the last byte down.
    unsafe {
        asm!("std", "rep movsb", "cld", inout("rcx") count => _,
            inout("rdi") to.add(count).sub(1) => _, inout("rsi") from.add(count).sub(1) => _,
            options(nostack));
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, value: i32, count: usize) -> *mut u8 {
    // SAFETY: the caller vouches for the range.
    unsafe {
        asm!("rep stosb", inout("rcx") count => _, inout("rdi") to => _, in("al") value as u8,
            options(nostack, preserves_flags));
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, count: usize) -> i32 {
    for i in 0..count {
        // SAFETY: the caller vouches for both ranges.
        let (x, y) = unsafe { (a.add(i).read_volatile(), b.add(i).read_volatile()) };
        if x != y {
            return i32::from(x) - i32::from(y);
        }
    }
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, count: usize) -> i32 {
    // SAFETY: the caller vouches for both ranges.
    unsafe { memcmp(a, b, count) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn strlen(text: *const u8) -> usize {
    let mut length = 0;
    // SAFETY: the caller vouches for a terminated string.
    while unsafe { text.add(length).read_volatile() } != 0 {
        length += 1;
    }
    length
}

/// Reads a value of a firmware table.
///
/// # Safety
/// `address` lies in identity-mapped memory that nothing writes concurrently.
pub unsafe fn read<T: Copy>(address: u64) -> T {
    // SAFETY: the caller's promise.
    unsafe { (address as *const T).read_unaligned() }
}

/// The identity map reaches up to here.
pub const MAPPED_END: u64 = 64 << 30;
const WINDOW: u64 = 512 << 30;
const LARGE_PAGE: u64 = 2 << 20;
/// Present, writable, not cached, large.
const DEVICE_PAGE: u64 = 0x93;

unsafe extern "C" {
    static mut window_directory: [u64; 512];
}

/// A pointer to device memory at a physical address; the window holds two large pages from there.
pub fn device(address: u64, slot: usize) -> *mut u8 {
    if address < MAPPED_END - LARGE_PAGE {
        return address as *mut u8;
    }
    let page = address & !(LARGE_PAGE - 1);
    let first = slot * 2;
    let directory = &raw mut window_directory as *mut u64;
    for i in 0..2 {
        // SAFETY: slots are few and constant, so `first + 1` is below 512; the window's pages
        // are used by this function only.
        unsafe {
            directory.add(first + i).write_volatile((page + i as u64 * LARGE_PAGE) | DEVICE_PAGE);
            asm!("invlpg [{}]", in(reg) WINDOW + (first + i) as u64 * LARGE_PAGE);
        }
    }
    (WINDOW + first as u64 * LARGE_PAGE + (address - page)) as *mut u8
}
