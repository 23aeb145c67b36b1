//! The first virtio disk, driven by one request at a time without interrupts.

use crate::memory;
use crate::pci::{self, Function};
use core::sync::atomic::{Ordering, fence};

const VENDOR: u32 = 0x1af4;
const DEVICES: [u32; 2] = [0x1001, 0x1042];
const QUEUE: usize = 4;
/// Bytes moved by one request.
pub const CHUNK: usize = 64 * 1024;
/// Bytes of a sector.
pub const SECTOR: u64 = 512;

const STATUS_ACKNOWLEDGE: u8 = 1;
const STATUS_DRIVER: u8 = 2;
const STATUS_DRIVER_OK: u8 = 4;
const STATUS_FEATURES_OK: u8 = 8;
const NEXT: u16 = 1;
const DEVICE_WRITES: u16 = 2;

#[repr(C, align(4096))]
struct Rings {
    descriptors: [[u64; 2]; QUEUE],
    available: [u16; 2 + QUEUE + 1],
    used: [u32; 1 + 2 * QUEUE + 1],
    header: [u32; 4],
    status: u8,
}

#[repr(align(4096))]
struct Buffer([u8; CHUNK]);

static mut RINGS: Rings = Rings {
    descriptors: [[0; 2]; QUEUE],
    available: [0; 2 + QUEUE + 1],
    used: [0; 1 + 2 * QUEUE + 1],
    header: [0; 4],
    status: 0,
};
static mut BUFFER: Buffer = Buffer([0; CHUNK]);

/// What a request does.
#[derive(Clone, Copy, PartialEq)]
pub enum Direction {
    Read,
    Write,
}

/// A virtio disk that is ready for requests.
pub struct Disk {
    notify: *mut u8,
    sectors: u64,
    /// Requests made so far, as the rings count them.
    count: u16,
}

impl Disk {
    /// Finds and starts the first virtio disk.
    pub fn find() -> Result<Disk, &'static str> {
        let is_disk = |id: u32| id & 0xffff == VENDOR && DEVICES.contains(&(id >> 16));
        let function = pci::find(is_disk).ok_or("no virtio disk")?;
        function.enable();
        let (common, _) = capability(function, 1).ok_or("the disk lacks the modern interface")?;
        let (notify, multiplier) = capability(function, 2).ok_or("the disk cannot be notified")?;
        let (config, _) = capability(function, 4).ok_or("the disk has no configuration")?;
        let (common, notify) = (memory::device(common, 0), memory::device(notify, 1));
        let config = memory::device(config, 2);
        // SAFETY: the capabilities say that these registers are there, with the layout of the
        // virtio specification; the rings are static and used by this driver only.
        unsafe {
            negotiate(common)?;
            let offset = set_up_queue(common);
            status(common, 15);
            let sectors = config.cast::<u64>().read_volatile();
            let notify = notify.add(usize::from(offset) * multiplier as usize);
            Ok(Disk { notify, sectors, count: 0 })
        }
    }

    /// Number of sectors.
    pub fn sectors(&self) -> u64 {
        self.sectors
    }

    /// Moves `CHUNK` bytes (less at the end of the disk) at a sector; `idle` is asked while the
    /// disk works, and ends the wait by saying true.
    pub fn transfer(
        &mut self,
        direction: Direction,
        sector: u64,
        idle: &mut dyn FnMut() -> bool,
    ) -> Result<&mut [u8], &'static str> {
        let left = self.sectors.saturating_sub(sector).saturating_mul(SECTOR);
        let length = left.min(CHUNK as u64);
        let kind = u32::from(direction == Direction::Write);
        let rings = &raw mut RINGS;
        let buffer = &raw mut BUFFER;
        // SAFETY: the rings and the buffer are only used here, by one request at a time; the
        // device sees them between the fence and the change of its used index.
        unsafe {
            (*rings).header = [kind, 0, sector as u32, (sector >> 32) as u32];
            let write_flag = if direction == Direction::Read { DEVICE_WRITES } else { 0 };
            let chain = [
                (&raw const (*rings).header as u64, 16, NEXT, 1),
                (buffer as u64, length, NEXT | write_flag, 2),
                (&raw const (*rings).status as u64, 1, DEVICE_WRITES, 0),
            ];
            for (i, (address, length, flags, next)) in chain.into_iter().enumerate() {
                let rest = length | u64::from(flags) << 32 | (next as u64) << 48;
                (*rings).descriptors[i] = [address, rest];
            }
            let available = &raw mut (*rings).available as *mut u16;
            available.add(2 + usize::from(self.count) % QUEUE).write_volatile(0);
            fence(Ordering::SeqCst);
            self.count = self.count.wrapping_add(1);
            available.add(1).write_volatile(self.count);
            fence(Ordering::SeqCst);
            self.notify.cast::<u16>().write_volatile(0);
            let used_index = (&raw const (*rings).used as *const u16).add(1);
            while used_index.read_volatile() != self.count {
                if idle() {
                    return Err("interrupted");
                }
            }
            fence(Ordering::SeqCst);
            if (&raw const (*rings).status).read_volatile() != 0 {
                return Err("the disk reports an error");
            }
            Ok(&mut (&mut (*buffer).0)[..length as usize])
        }
    }

    /// The buffer that the next request moves.
    pub fn buffer(&mut self) -> &mut [u8] {
        // SAFETY: no request is under way between calls, and `self` is borrowed.
        unsafe { &mut (*(&raw mut BUFFER)).0 }
    }
}

/// Agrees on the modern interface and nothing else.
///
/// # Safety
/// `common` points to a virtio common configuration.
unsafe fn negotiate(common: *mut u8) -> Result<(), &'static str> {
    // SAFETY: the caller's promise; offsets are the specification's.
    unsafe {
        status(common, 0);
        while common.add(20).read_volatile() != 0 {}
        status(common, STATUS_ACKNOWLEDGE | STATUS_DRIVER);
        for (half, features) in [(0u32, 0u32), (1, 1)] {
            common.add(8).cast::<u32>().write_volatile(half);
            common.add(12).cast::<u32>().write_volatile(features);
        }
        status(common, STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK);
        if common.add(20).read_volatile() & STATUS_FEATURES_OK == 0 {
            return Err("the disk refuses the modern interface");
        }
    }
    Ok(())
}

/// Gives the device our rings and returns the queue's notification offset.
///
/// # Safety
/// `common` points to a virtio common configuration whose features are agreed on.
unsafe fn set_up_queue(common: *mut u8) -> u16 {
    let rings = &raw mut RINGS;
    // SAFETY: the caller's promise; the rings are static.
    unsafe {
        // A disk that was in use before starts counting at zero again.
        (*rings).available = [0; 2 + QUEUE + 1];
        (*rings).used = [0; 1 + 2 * QUEUE + 1];
        common.add(22).cast::<u16>().write_volatile(0);
        common.add(24).cast::<u16>().write_volatile(QUEUE as u16);
        let parts = [
            &raw const (*rings).descriptors as u64,
            &raw const (*rings).available as u64,
            &raw const (*rings).used as u64,
        ];
        for (i, address) in parts.into_iter().enumerate() {
            let register = common.add(32 + 8 * i).cast::<u32>();
            register.write_volatile(address as u32);
            register.add(1).write_volatile((address >> 32) as u32);
        }
        common.add(28).cast::<u16>().write_volatile(1);
        common.add(30).cast::<u16>().read_volatile()
    }
}

/// # Safety
/// `common` points to a virtio common configuration.
unsafe fn status(common: *mut u8, value: u8) {
    debug_assert!(value == 0 || value & STATUS_ACKNOWLEDGE != 0);
    const { assert!(STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_DRIVER_OK | STATUS_FEATURES_OK == 15) };
    // SAFETY: the caller's promise.
    unsafe { common.add(20).write_volatile(value) };
}

/// Address of the structure that a vendor capability of this type describes, and the word
/// behind the description.
fn capability(function: Function, kind: u8) -> Option<(u64, u32)> {
    let mut at = function.read8(0x34) & !3;
    // A broken list may run in circles; none is longer than the space it lives in.
    for _ in 0..48 {
        if at == 0 {
            return None;
        }
        let head = function.read(at);
        let bar = function.read8(at + 4);
        if head as u8 == 0x09 && (head >> 24) as u8 == kind && bar < 6 {
            let place = function.bar(bar) + u64::from(function.read(at + 8));
            return Some((place, function.read(at + 16)));
        }
        at = (head >> 8) as u8 & !3;
    }
    None
}
