//! A stream in the program's event loop.

use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError};

use ferrovirt::{Error, ErrorCode};

use crate::event_loop::{
    FreeCallback, virEventAddHandle, virEventAddTimeout, virEventRemoveHandle, virEventRemoveTimeout,
    virEventUpdateTimeout,
};
use crate::frame::with;
use crate::objects::VirStream;
use crate::prelude::missing;
use crate::stream::{ERROR, StreamCore, WRITABLE};

/// How often a full stream is asked for room, in milliseconds.
const ROOM_PERIOD: c_int = 5;

/// `virStreamEventCallback`
type Function = unsafe extern "C-unwind" fn(*mut VirStream, c_int, *mut c_void);

/// Who waits for a stream. A timer without a period calls the program's function as long as there is something for it.
pub struct Waiter {
    stream: *mut VirStream,
    wanted: AtomicI32,
    function: Function,
    opaque: *mut c_void,
    /// What frees the program's data; nothing as long as the registration may still fail.
    free: OnceLock<FreeCallback>,
    timer: AtomicI32,
    handle: AtomicI32,
}

// SAFETY: the program hands it over with its registration, to whatever thread turns the loop; the stream is counted.
unsafe impl Send for Waiter {}
// SAFETY: as above; what changes is atomic.
unsafe impl Sync for Waiter {}

impl Drop for Waiter {
    fn drop(&mut self) {
        if let Some(free) = self.free.get().copied().flatten() {
            // SAFETY: the program gave both for this, and it happens once.
            unsafe { free(self.opaque) };
        }
        // SAFETY: the reference was taken when it was registered.
        let _ = unsafe { VirStream::release(self.stream, "virStreamEventRemoveCallback") };
    }
}

impl Waiter {
    fn due(&self, core: &StreamCore) -> c_int {
        core.possible() & (self.wanted.load(Ordering::Relaxed) | ERROR)
    }

    /// Lets the timer run exactly if there is something for who waits.
    pub(crate) fn look(&self, core: &StreamCore) {
        let wants_room = self.wanted.load(Ordering::Relaxed) & WRITABLE != 0;
        let period = match self.due(core) {
            // No descriptor tells when there is room again, only when data has come.
            0 if wants_room => ROOM_PERIOD,
            0 => -1,
            _ => 0,
        };
        // SAFETY: the timer is ours.
        unsafe { virEventUpdateTimeout(self.timer.load(Ordering::Relaxed), period) };
    }

    fn turn(&self) {
        // SAFETY: a reference is held as long as this lives.
        let Ok(stream) = (unsafe { VirStream::get(self.stream, "") }) else { return };
        let core = stream.reference();
        let events = self.due(core);
        if events != 0 {
            // SAFETY: the program registered it for this; nothing is locked.
            unsafe { (self.function)(self.stream, events, self.opaque) };
        }
        core.wake();
    }

    fn leave(&self) {
        let (timer, handle) = (self.timer.load(Ordering::Relaxed), self.handle.load(Ordering::Relaxed));
        // SAFETY: both are ours.
        unsafe {
            virEventRemoveTimeout(timer);
            if handle >= 0 {
                virEventRemoveHandle(handle);
            }
        }
    }
}

unsafe extern "C-unwind" fn on_timer(_timer: c_int, opaque: *mut c_void) {
    // SAFETY: the loop hands back what it was given, and it still has its count.
    let waiter = unsafe {
        Arc::increment_strong_count(opaque.cast::<Waiter>());
        Arc::from_raw(opaque.cast::<Waiter>())
    };
    waiter.turn();
}

unsafe extern "C-unwind" fn on_handle(_watch: c_int, _fd: c_int, _events: c_int, opaque: *mut c_void) {
    // SAFETY: as above.
    unsafe { on_timer(0, opaque) };
}

unsafe extern "C-unwind" fn let_go(opaque: *mut c_void) {
    // SAFETY: the count that the loop was given, given up once.
    drop(unsafe { Arc::from_raw(opaque.cast::<Waiter>()) });
}

/// Calls a function whenever one of the events is there, from the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventAddCallback(
    stream: *mut VirStream,
    events: c_int,
    cb: Option<Function>,
    opaque: *mut c_void,
    ff: FreeCallback,
) -> c_int {
    const NAME: &str = "virStreamEventAddCallback";
    with!(VirStream, stream, NAME, |handle| {
        let function = cb.ok_or_else(|| missing("cb", NAME))?;
        let core = handle.reference();
        let Some(descriptor) = core.descriptor() else { return Err(Error::no_support(NAME)) };
        let remote = handle.connect().is_remote();
        if remote {
            handle.handle().watch.start(handle.handle())?;
        }
        let mut place = core.waiter.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_some() {
            return Err(Error::internal("multiple stream callbacks not supported"));
        }
        handle.hold();
        let waiter = Arc::new(Waiter {
            stream,
            wanted: AtomicI32::new(events),
            function,
            opaque,
            free: OnceLock::new(),
            timer: AtomicI32::new(-1),
            handle: AtomicI32::new(-1),
        });
        let given = Arc::into_raw(waiter.clone()).cast_mut().cast::<c_void>();
        let timer = virEventAddTimeout(-1, Some(on_timer), given, Some(let_go));
        if timer < 0 {
            let_go(given);
            return Err(Error::internal("the event loop refuses a timer for the stream"));
        }
        waiter.timer.store(timer, Ordering::Relaxed);
        if !remote {
            let given = Arc::into_raw(waiter.clone()).cast_mut().cast::<c_void>();
            let watch = virEventAddHandle(descriptor, 1, Some(on_handle), given, Some(let_go));
            if watch < 0 {
                let_go(given);
            }
            waiter.handle.store(watch, Ordering::Relaxed);
        }
        // From here on nothing fails: the program's data is ours to free.
        let _ = waiter.free.set(ff);
        *place = Some(waiter);
        drop(place);
        handle.handle().streams.add(core);
        core.wake();
        Ok(0)
    })
}

/// Changes for which events the function is called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventUpdateCallback(stream: *mut VirStream, events: c_int) -> c_int {
    with!(VirStream, stream, "virStreamEventUpdateCallback", |stream| {
        let core = stream.reference();
        match &*core.waiter.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(waiter) => waiter.wanted.store(events, Ordering::Relaxed),
            None => return Err(nobody()),
        }
        core.wake();
        Ok(0)
    })
}

/// Calls the function no more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventRemoveCallback(stream: *mut VirStream) -> c_int {
    with!(VirStream, stream, "virStreamEventRemoveCallback", |stream| {
        let waiter = stream.reference().waiter.lock().unwrap_or_else(PoisonError::into_inner).take();
        waiter.ok_or_else(nobody)?.leave();
        Ok(0)
    })
}

fn nobody() -> Error {
    Error::new(ErrorCode::INTERNAL_ERROR, "no stream callback registered")
}
