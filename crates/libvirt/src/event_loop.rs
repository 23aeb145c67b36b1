//! The event loop: the program's own, or the default one that `virEventRunDefaultImpl` turns.

use std::ffi::{c_int, c_void};
use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ferrovirt::{Error, Result};

use crate::call::run;
use crate::object::Whose;

/// `virEventHandleCallback`
pub type HandleCallback = Option<unsafe extern "C-unwind" fn(c_int, c_int, c_int, *mut c_void)>;
/// `virEventTimeoutCallback`
pub type TimeoutCallback = Option<unsafe extern "C-unwind" fn(c_int, *mut c_void)>;
/// `virFreeCallback`
pub type FreeCallback = Option<unsafe extern "C-unwind" fn(*mut c_void)>;

type AddHandle = Option<unsafe extern "C" fn(c_int, c_int, HandleCallback, *mut c_void, FreeCallback) -> c_int>;
type UpdateHandle = Option<unsafe extern "C" fn(c_int, c_int)>;
type RemoveHandle = Option<unsafe extern "C" fn(c_int) -> c_int>;
type AddTimeout = Option<unsafe extern "C" fn(c_int, TimeoutCallback, *mut c_void, FreeCallback) -> c_int>;
type UpdateTimeout = Option<unsafe extern "C" fn(c_int, c_int)>;
type RemoveTimeout = Option<unsafe extern "C" fn(c_int) -> c_int>;

/// The functions of the loop that is in use.
#[derive(Clone, Copy)]
struct Functions {
    add_handle: AddHandle,
    update_handle: UpdateHandle,
    remove_handle: RemoveHandle,
    add_timeout: AddTimeout,
    update_timeout: UpdateTimeout,
    remove_timeout: RemoveTimeout,
}

static FUNCTIONS: OnceLock<Functions> = OnceLock::new();

const READABLE: c_int = 1;
const WRITABLE: c_int = 2;
const ERROR: c_int = 4;
const HANGUP: c_int = 8;

/// Something of the program that comes back with its callback.
#[derive(Clone, Copy)]
struct Opaque {
    data: *mut c_void,
    free: FreeCallback,
}

// SAFETY: the program hands it over with its registration, to whatever thread turns the loop.
unsafe impl Send for Opaque {}

impl Opaque {
    fn release(self) {
        if let Some(free) = self.free {
            // SAFETY: the program gave both for this, and it happens once.
            unsafe { free(self.data) };
        }
    }
}

struct Handle {
    watch: c_int,
    fd: c_int,
    events: c_int,
    callback: HandleCallback,
    opaque: Opaque,
    removed: bool,
}

struct Timer {
    timer: c_int,
    every: Option<Duration>,
    due: Option<Instant>,
    callback: TimeoutCallback,
    opaque: Opaque,
    removed: bool,
}

/// The default loop.
#[derive(Default)]
struct Loop {
    handles: Vec<Handle>,
    timers: Vec<Timer>,
    last: c_int,
    /// Some thread is inside `poll`, and a change has to wake it.
    polling: bool,
    waker: Option<OwnedFd>,
}

static DEFAULT: Mutex<Option<Loop>> = Mutex::new(None);

fn with_default<T>(act: impl FnOnce(&mut Loop) -> T) -> T {
    let mut guard: MutexGuard<'_, Option<Loop>> = DEFAULT.lock().unwrap_or_else(PoisonError::into_inner);
    act(guard.get_or_insert_with(Loop::default))
}

impl Loop {
    fn next_number(&mut self) -> c_int {
        self.last += 1;
        self.last
    }

    /// A thread that waits looks again.
    fn wake(&self) {
        if let Some(waker) = self.waker.as_ref().filter(|_| self.polling) {
            let one = 1u64;
            // SAFETY: the descriptor is an eventfd of ours, and takes eight bytes.
            unsafe { libc::write(waker.as_raw_fd(), (&raw const one).cast(), 8) };
        }
    }
}

fn period(milliseconds: c_int) -> Option<Duration> {
    u64::try_from(milliseconds).ok().map(Duration::from_millis)
}

unsafe extern "C" fn add_handle(
    fd: c_int,
    events: c_int,
    callback: HandleCallback,
    data: *mut c_void,
    free: FreeCallback,
) -> c_int {
    with_default(|l| {
        let watch = l.next_number();
        let opaque = Opaque { data, free };
        l.handles.push(Handle { watch, fd, events, callback, opaque, removed: false });
        l.wake();
        watch
    })
}

unsafe extern "C" fn update_handle(watch: c_int, events: c_int) {
    with_default(|l| {
        if let Some(handle) = l.handles.iter_mut().find(|h| h.watch == watch && !h.removed) {
            handle.events = events;
            l.wake();
        }
    });
}

unsafe extern "C" fn remove_handle(watch: c_int) -> c_int {
    with_default(|l| match l.handles.iter_mut().find(|h| h.watch == watch && !h.removed) {
        Some(handle) => {
            handle.removed = true;
            l.wake();
            0
        }
        None => -1,
    })
}

unsafe extern "C" fn add_timeout(
    every: c_int,
    callback: TimeoutCallback,
    data: *mut c_void,
    free: FreeCallback,
) -> c_int {
    with_default(|l| {
        let (timer, every) = (l.next_number(), period(every));
        let due = every.map(|every| Instant::now() + every);
        l.timers.push(Timer { timer, every, due, callback, opaque: Opaque { data, free }, removed: false });
        l.wake();
        timer
    })
}

unsafe extern "C" fn update_timeout(timer: c_int, every: c_int) {
    with_default(|l| {
        if let Some(found) = l.timers.iter_mut().find(|t| t.timer == timer && !t.removed) {
            found.every = period(every);
            found.due = found.every.map(|every| Instant::now() + every);
            l.wake();
        }
    });
}

unsafe extern "C" fn remove_timeout(timer: c_int) -> c_int {
    with_default(|l| match l.timers.iter_mut().find(|t| t.timer == timer && !t.removed) {
        Some(found) => {
            found.removed = true;
            l.wake();
            0
        }
        None => -1,
    })
}

fn to_poll(events: c_int) -> i16 {
    let mut bits = 0;
    for (event, bit) in
        [(READABLE, libc::POLLIN), (WRITABLE, libc::POLLOUT), (ERROR, libc::POLLERR), (HANGUP, libc::POLLHUP)]
    {
        if events & event != 0 {
            bits |= bit;
        }
    }
    bits
}

fn from_poll(bits: i16) -> c_int {
    let mut events = 0;
    for (bit, event) in [
        (libc::POLLIN, READABLE),
        (libc::POLLOUT, WRITABLE),
        (libc::POLLERR, ERROR),
        (libc::POLLNVAL, ERROR),
        (libc::POLLHUP, HANGUP),
    ] {
        if bits & bit != 0 {
            events |= event;
        }
    }
    events
}

/// What a turn found to call: numbers of timers, and watches with their descriptor and events.
#[derive(Default)]
struct Due {
    timers: Vec<c_int>,
    handles: Vec<(c_int, c_int, c_int)>,
}

/// Waits until something is due.
fn wait() -> Result<Due> {
    let (mut polled, watches, wait) = with_default(prepare)?;
    // SAFETY: the array lives here and has as many entries as are named.
    let found = unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as libc::nfds_t, wait) };
    let failure = std::io::Error::last_os_error();
    with_default(|l| l.polling = false);
    if found < 0 && failure.kind() != std::io::ErrorKind::Interrupted {
        return Err(Error::system("Unable to poll on file handles", &failure));
    }
    if polled.first().is_some_and(|waker| waker.revents != 0) {
        let mut count = 0u64;
        // SAFETY: the descriptor is an eventfd of ours, and gives eight bytes.
        unsafe { libc::read(polled[0].fd, (&raw mut count).cast(), 8) };
    }
    let mut due = Due { timers: due_timers(), handles: vec![] };
    if found > 0 {
        let handles = polled.iter().skip(1).zip(watches);
        due.handles = handles.map(|(poll, watch)| (watch, poll.fd, from_poll(poll.revents))).collect();
    }
    Ok(due)
}

/// What to wait for; the first entry is the waker's.
fn prepare(l: &mut Loop) -> Result<(Vec<libc::pollfd>, Vec<c_int>, c_int)> {
    if l.waker.is_none() {
        // SAFETY: no pointer is involved.
        let fd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
        if fd < 0 {
            return Err(Error::system("cannot make an event descriptor", &std::io::Error::last_os_error()));
        }
        // SAFETY: the descriptor is new and nobody else's.
        l.waker = Some(unsafe { std::os::fd::FromRawFd::from_raw_fd(fd) });
    }
    let entry = |fd, events| libc::pollfd { fd, events, revents: 0 };
    let mut polled = vec![entry(l.waker.as_ref().map_or(-1, AsRawFd::as_raw_fd), libc::POLLIN)];
    let mut watches = Vec::new();
    for handle in l.handles.iter().filter(|h| !h.removed && h.events != 0) {
        polled.push(entry(handle.fd, to_poll(handle.events)));
        watches.push(handle.watch);
    }
    let due = l.timers.iter().filter(|t| !t.removed).filter_map(|t| t.due).min();
    let wait = due.map_or(-1, |due| {
        let left = due.saturating_duration_since(Instant::now());
        // Rounded up: a turn that is too early would find nothing to do.
        c_int::try_from(left.as_micros().div_ceil(1000)).unwrap_or(c_int::MAX)
    });
    l.polling = true;
    Ok((polled, watches, wait))
}

fn due_timers() -> Vec<c_int> {
    let now = Instant::now();
    with_default(|l| {
        let due = l.timers.iter_mut().filter(|t| !t.removed && t.due.is_some_and(|due| due <= now));
        due.map(|timer| {
            timer.due = timer.every.map(|every| now + every);
            timer.timer
        })
        .collect()
    })
}

fn call_timer(number: c_int) {
    let found = with_default(|l| {
        let timer = l.timers.iter().find(|t| t.timer == number && !t.removed)?;
        timer.callback.map(|callback| (callback, timer.opaque))
    });
    if let Some((callback, opaque)) = found {
        // SAFETY: the program registered both; nothing is locked, so it may call back in.
        unsafe { callback(number, opaque.data) };
    }
}

fn call_handle(watch: c_int, fd: c_int, events: c_int) {
    let found = with_default(|l| {
        let handle = l.handles.iter().find(|h| h.watch == watch && !h.removed)?;
        handle.callback.map(|callback| (callback, handle.opaque))
    });
    if let Some((callback, opaque)) = found.filter(|_| events != 0) {
        // SAFETY: as above.
        unsafe { callback(watch, fd, events, opaque.data) };
    }
}

/// Lets go of what was removed; the program's own functions are called with nothing locked.
fn sweep() {
    let gone: Vec<Opaque> = with_default(|l| {
        let mut gone: Vec<Opaque> = l.handles.iter().filter(|h| h.removed).map(|h| h.opaque).collect();
        gone.extend(l.timers.iter().filter(|t| t.removed).map(|t| t.opaque));
        l.handles.retain(|h| !h.removed);
        l.timers.retain(|t| !t.removed);
        gone
    });
    gone.into_iter().for_each(Opaque::release);
}

/// Says which loop the program has; only the first call counts.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRegisterImpl(
    add_handle: AddHandle,
    update_handle: UpdateHandle,
    remove_handle: RemoveHandle,
    add_timeout: AddTimeout,
    update_timeout: UpdateTimeout,
    remove_timeout: RemoveTimeout,
) {
    let functions = Functions { add_handle, update_handle, remove_handle, add_timeout, update_timeout, remove_timeout };
    let _ = FUNCTIONS.set(functions);
}

/// Says that the default loop is used.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRegisterDefaultImpl() -> c_int {
    virEventRegisterImpl(
        Some(add_handle),
        Some(update_handle),
        Some(remove_handle),
        Some(add_timeout),
        Some(update_timeout),
        Some(remove_timeout),
    );
    0
}

/// One turn of the default loop: waits until something happens, and calls what is due.
///
/// A program's function may end its thread (interpreters do that when they exit), which unwinds the stack: that passes
/// through here, so nothing may catch it.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn virEventRunDefaultImpl() -> c_int {
    sweep();
    let mut due = Due::default();
    let answer = run(Whose::NONE, || {
        due = wait()?;
        Ok(0)
    });
    due.timers.into_iter().for_each(call_timer);
    for (watch, fd, events) in due.handles {
        call_handle(watch, fd, events);
    }
    sweep();
    answer
}

/// Whether events can be delivered at all.
pub fn is_registered() -> bool {
    FUNCTIONS.get().is_some()
}

/// Watches a descriptor; its number, or -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddHandle(
    fd: c_int,
    events: c_int,
    callback: HandleCallback,
    data: *mut c_void,
    free: FreeCallback,
) -> c_int {
    match FUNCTIONS.get().and_then(|functions| functions.add_handle) {
        // SAFETY: the caller keeps to the C declaration, and so does the loop.
        Some(add) => unsafe { add(fd, events, callback, data, free) },
        None => -1,
    }
}

/// Changes what a descriptor is watched for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateHandle(watch: c_int, events: c_int) {
    if let Some(update) = FUNCTIONS.get().and_then(|functions| functions.update_handle) {
        // SAFETY: as above.
        unsafe { update(watch, events) };
    }
}

/// Stops watching a descriptor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveHandle(watch: c_int) -> c_int {
    match FUNCTIONS.get().and_then(|functions| functions.remove_handle) {
        // SAFETY: as above.
        Some(remove) => unsafe { remove(watch) },
        None => -1,
    }
}

/// Starts a timer; its number, or -1. A period below zero waits to be changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddTimeout(
    every: c_int,
    callback: TimeoutCallback,
    data: *mut c_void,
    free: FreeCallback,
) -> c_int {
    match FUNCTIONS.get().and_then(|functions| functions.add_timeout) {
        // SAFETY: as above.
        Some(add) => unsafe { add(every, callback, data, free) },
        None => -1,
    }
}

/// Changes a timer's period.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateTimeout(timer: c_int, every: c_int) {
    if let Some(update) = FUNCTIONS.get().and_then(|functions| functions.update_timeout) {
        // SAFETY: as above.
        unsafe { update(timer, every) };
    }
}

/// Ends a timer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    match FUNCTIONS.get().and_then(|functions| functions.remove_timeout) {
        // SAFETY: as above.
        Some(remove) => unsafe { remove(timer) },
        None => -1,
    }
}
