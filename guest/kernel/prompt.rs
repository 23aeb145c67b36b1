//! The command prompt: reads lines, edits them, obeys them.

use crate::Guest;
use crate::acpi;
use crate::boot_info::Region;
use crate::clock;
use crate::interrupts;
use crate::memory::MAPPED_END;
use crate::ports::out8;
use crate::serial::{self, print, println};
use crate::virtio_blk::{self, Direction, Disk};

const LINE_MAX: usize = 256;
const MIB: u64 = 1 << 20;
const PAGE: u64 = 4096;
/// Port of the device that reports a guest's panic to the host.
const PANIC_PORT: u16 = 0x505;
/// Everything below is taken by firmware, the kernel and its page tables.
const DIRTY_START: u64 = 16 * MIB;

const HELP: &str = "\
help              this list
echo TEXT         prints TEXT
mem dirty N       writes to N MiB of memory again and again, until a key is pressed
disk read N       reads N MiB from the first virtio disk and prints a checksum
disk write N      writes N MiB to the first virtio disk
uptime            time since the kernel was entered
spin              keeps the processor busy until a key is pressed
poweroff          switches the machine off
reset             resets the machine
panic             reports a panic to the host and stops";

/// Runs commands for ever. A command line with `run=…` runs that first, commas for spaces.
pub fn run(guest: &mut Guest) -> ! {
    let mut line = [0u8; LINE_MAX];
    let mut length = 0;
    let wanted = guest.boot.command_line().split(' ').find_map(|word| word.strip_prefix("run="));
    for byte in wanted.unwrap_or_default().bytes().take(LINE_MAX) {
        line[length] = if byte == b',' { b' ' } else { byte };
        length += 1;
    }
    if length > 0 {
        obey(guest, core::str::from_utf8(&line[..length]).unwrap_or_default());
    }
    loop {
        print!("> ");
        let length = read_line(guest, &mut line);
        match core::str::from_utf8(&line[..length]) {
            Ok(text) => obey(guest, text.trim()),
            Err(_) => println!("not UTF-8"),
        }
    }
}

/// Reads a line with echo; backspace takes a byte back.
fn read_line(guest: &Guest, line: &mut [u8; LINE_MAX]) -> usize {
    let mut length = 0;
    loop {
        match wait_key(guest) {
            b'\r' | b'\n' => {
                println!("");
                return length;
            }
            0x08 | 0x7f if length > 0 => {
                length -= 1;
                print!("\x08 \x08");
            }
            0x03 | 0x15 => {
                println!("");
                length = 0;
                print!("> ");
            }
            byte if byte >= 0x20 && byte != 0x7f && length < LINE_MAX => {
                line[length] = byte;
                length += 1;
                serial::send(byte);
            }
            _ => (),
        }
    }
}

/// Sleeps until a key is pressed.
fn wait_key(guest: &Guest) -> u8 {
    loop {
        if let Some(byte) = poll(guest) {
            return byte;
        }
        interrupts::sleep();
    }
}

/// A pressed key, if any; goes down when the power button was pressed.
fn poll(guest: &Guest) -> Option<u8> {
    if acpi::power_button_was_pressed() {
        println!("\npower button: going down");
        power_off(guest);
    }
    serial::receive()
}

fn obey(guest: &mut Guest, line: &str) {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match (command, rest.split_once(' ').unwrap_or((rest, ""))) {
        ("", _) => (),
        ("help", _) => println!("{HELP}"),
        ("echo", _) => println!("{rest}"),
        ("mem", ("dirty", size)) => with_size(size, |mib| dirty(guest, mib)),
        ("disk", ("read", size)) => with_size(size, |mib| disk(guest, Direction::Read, mib)),
        ("disk", ("write", size)) => with_size(size, |mib| disk(guest, Direction::Write, mib)),
        ("uptime", _) => uptime(guest),
        ("spin", _) => {
            println!("spinning, press a key");
            while poll(guest).is_none() {
                core::hint::spin_loop();
            }
        }
        ("poweroff", _) => power_off(guest),
        ("reset", _) => {
            if let Some(acpi) = &guest.acpi {
                acpi.reset();
            }
            acpi::reset_by_chipset()
        }
        ("panic", _) => {
            println!("kernel panic: asked for");
            out8(PANIC_PORT, 1);
            interrupts::halt()
        }
        _ => println!("unknown command: {line}"),
    }
}

fn with_size(text: &str, action: impl FnOnce(u64)) {
    match text.trim().parse() {
        Ok(mib) if mib > 0 => action(mib),
        _ => println!("a number of MiB is needed"),
    }
}

fn power_off(guest: &Guest) -> ! {
    match &guest.acpi {
        Some(acpi) => acpi.power_off(),
        None => println!("no ACPI"),
    }
    interrupts::halt()
}

fn uptime(guest: &Guest) {
    let ticks = clock::ticks() - guest.started;
    let Some(per_second) = clock::ticks_per_second() else {
        return println!("no timer to measure by");
    };
    let milliseconds = u128::from(ticks) * 1000 / u128::from(per_second);
    println!("up {}.{:03} s", milliseconds / 1000, milliseconds % 1000);
}

/// Writes one word to every page of `mib` MiB, round after round.
fn dirty(guest: &Guest, mib: u64) {
    let free: u64 = guest.boot.usable().iter().map(|r| clip(r).size / MIB).sum();
    if mib > free {
        println!("only {free} MiB are free");
        return;
    }
    println!("dirtying {mib} MiB, press a key");
    let mut round = 0u64;
    loop {
        round += 1;
        let mut left = mib * MIB;
        for region in guest.boot.usable().iter().map(clip) {
            let size = (region.size / MIB * MIB).min(left);
            left -= size;
            for offset in (0..size).step_by(PAGE as usize) {
                // SAFETY: usable memory above the kernel, inside the identity map.
                unsafe { ((region.start + offset) as *mut u64).write_volatile(round) };
                if offset % MIB == 0 && poll(guest).is_some() {
                    println!("{round} rounds");
                    return;
                }
            }
        }
    }
}

/// The part of a region that is ours to write to.
fn clip(region: &Region) -> Region {
    let start = region.start.max(DIRTY_START);
    let end = region.start.saturating_add(region.size).min(MAPPED_END);
    Region { start, size: end.saturating_sub(start) }
}

fn disk(guest: &mut Guest, direction: Direction, mib: u64) {
    let mut disk = match guest.disk.take().map_or_else(Disk::find, Ok) {
        Ok(disk) => disk,
        Err(reason) => return println!("{reason}"),
    };
    match transfer(guest, &mut disk, direction, mib) {
        Ok((bytes, sum)) => {
            let word = if direction == Direction::Read { "read" } else { "written" };
            println!("{} KiB {word}, checksum {sum:08x}", bytes >> 10);
            guest.disk = Some(disk);
        }
        // The device is started afresh the next time.
        Err(reason) => println!("{reason}"),
    }
}

/// Moves the first `mib` MiB of the disk; what is written is a pattern made of the position.
fn transfer(guest: &Guest, disk: &mut Disk, direction: Direction, mib: u64) -> Result<(u64, u32), &'static str> {
    let end = disk.sectors().min(mib.saturating_mul(MIB / virtio_blk::SECTOR));
    let (mut sector, mut bytes, mut sum) = (0, 0u64, 0u32);
    while sector < end {
        if direction == Direction::Write {
            for (i, word) in disk.buffer().chunks_exact_mut(4).enumerate() {
                let value = (sector as u32).wrapping_mul(2_654_435_761) ^ i as u32;
                word.copy_from_slice(&value.to_le_bytes());
            }
        }
        let moved = disk.transfer(direction, sector, &mut || poll(guest).is_some())?;
        for word in moved.chunks_exact(4) {
            let value = word.iter().fold(0u32, |v, &byte| v << 8 | u32::from(byte));
            sum = sum.rotate_left(1) ^ value;
        }
        bytes += moved.len() as u64;
        sector += moved.len() as u64 / virtio_blk::SECTOR;
    }
    Ok((bytes, sum))
}
