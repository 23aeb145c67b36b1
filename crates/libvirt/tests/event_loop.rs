//! The default event loop: descriptors, timers, changes from other threads, and what is let go.

use std::ffi::{c_int, c_void};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use libvirt::event_loop::*;

static READ: AtomicUsize = AtomicUsize::new(0);
static TICKS: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);
static TIMER: AtomicI32 = AtomicI32::new(-1);

unsafe extern "C-unwind" fn on_data(_: c_int, fd: c_int, events: c_int, _: *mut c_void) {
    assert_eq!(events & 1, 1);
    let mut byte = [0u8; 1];
    // SAFETY: the descriptor is the pipe's reading end, and there is room for one byte.
    assert_eq!(unsafe { libc::read(fd, byte.as_mut_ptr().cast(), 1) }, 1);
    READ.fetch_add(1, Ordering::SeqCst);
}

unsafe extern "C-unwind" fn on_tick(timer: c_int, _: *mut c_void) {
    assert_eq!(timer, TIMER.load(Ordering::SeqCst));
    if TICKS.fetch_add(1, Ordering::SeqCst) == 2 {
        // A timer may end itself.
        // SAFETY: it exists.
        assert_eq!(unsafe { virEventRemoveTimeout(timer) }, 0);
    }
}

unsafe extern "C-unwind" fn on_free(_: *mut c_void) {
    FREED.fetch_add(1, Ordering::SeqCst);
}

/// Turns the loop until this holds.
fn turn_until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !done() {
        assert!(Instant::now() < deadline);
        assert_eq!(virEventRunDefaultImpl(), 0);
    }
}

#[test]
fn the_default_loop_turns() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let null = std::ptr::null_mut();
    // SAFETY: the callbacks are as their types say; the descriptors outlive their watches.
    unsafe {
        assert_eq!(
            virEventAddHandle(reader.as_raw_fd(), 1, Some(on_data), null, None),
            -1,
            "no loop is registered yet"
        );
        assert_eq!(virEventRegisterDefaultImpl(), 0);
        let watch = virEventAddHandle(reader.as_raw_fd(), 1, Some(on_data), null, Some(on_free));
        assert!(watch > 0);
        TIMER.store(virEventAddTimeout(10, Some(on_tick), null, Some(on_free)), Ordering::SeqCst);
        writer.write_all(b"ab").unwrap();
        turn_until(|| READ.load(Ordering::SeqCst) == 2 && TICKS.load(Ordering::SeqCst) == 3);
        turn_until(|| FREED.load(Ordering::SeqCst) == 1);
        // A loop that waits for nothing is woken by a change from another thread.
        let (number, started) = (virEventAddTimeout(-1, Some(on_tick), null, Some(on_free)), Instant::now());
        TIMER.store(number, Ordering::SeqCst);
        let waker = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            virEventUpdateTimeout(number, 0);
        });
        turn_until(|| TICKS.load(Ordering::SeqCst) > 3);
        waker.join().unwrap();
        assert!(started.elapsed() >= Duration::from_millis(40));
        assert_eq!(virEventRemoveTimeout(number), 0);
        // Nothing is called for what is watched for nothing, or not any more.
        virEventUpdateHandle(watch, 0);
        writer.write_all(b"c").unwrap();
        assert_eq!(virEventRemoveHandle(watch), 0);
        assert_eq!((virEventRemoveHandle(watch), virEventRemoveTimeout(number)), (-1, -1));
        let last = virEventAddTimeout(0, None, null, None);
        turn_until(|| FREED.load(Ordering::SeqCst) == 3);
        assert_eq!(virEventRemoveTimeout(last), 0);
        assert_eq!(READ.load(Ordering::SeqCst), 2);
    }
}
