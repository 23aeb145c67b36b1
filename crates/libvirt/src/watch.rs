//! A connection in the program's event loop: its descriptors are watched as soon as somebody waits for something.

use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrovirt::{Error, Result};

use crate::connect::VirConnect;
use crate::event_loop::{
    self, virEventAddHandle, virEventAddTimeout, virEventRemoveHandle, virEventRemoveTimeout, virEventUpdateTimeout,
};

/// What descriptors are watched for: data, errors, the end.
const WATCHED: c_int = 1 | 4 | 8;

/// What the loop has of a connection. It outlives the connection: the loop lets go of it when it pleases.
pub struct Watch {
    state: Mutex<State>,
}

struct State {
    /// The connection, as long as it has references.
    conn: *mut VirConnect,
    handles: Vec<c_int>,
    /// Asks a silent daemon whether it is there.
    timer: Option<c_int>,
}

// SAFETY: the pointer is only used under the lock, and after a reference has been taken.
unsafe impl Send for State {}

impl Watch {
    /// Nothing is watched yet, and there is no connection yet.
    pub fn new() -> Arc<Watch> {
        Arc::new(Watch { state: Mutex::new(State { conn: null_mut(), handles: vec![], timer: None }) })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whose watch it is.
    pub fn belong_to(&self, conn: *mut VirConnect) {
        self.lock().conn = conn;
    }

    /// Watches the descriptors of the connection, once.
    pub fn start(self: &Arc<Watch>, conn: &VirConnect) -> Result<()> {
        if !event_loop::is_registered() {
            let message = "nothing can be delivered without an event loop";
            return Err(Error::internal(message).remedy("register one before the connection is opened"));
        }
        let fds: Vec<c_int> = conn.inside().fds().iter().map(AsRawFd::as_raw_fd).collect();
        let mut state = self.lock();
        if !state.handles.is_empty() {
            return Ok(());
        }
        for fd in fds {
            let opaque = Arc::into_raw(self.clone()).cast_mut().cast::<c_void>();
            // SAFETY: the loop gets a count of its own, which `let_go` takes back.
            let handle = unsafe { virEventAddHandle(fd, WATCHED, Some(on_handle), opaque, Some(let_go)) };
            if handle < 0 {
                // SAFETY: the loop has refused it, so the count is still ours.
                unsafe { let_go(opaque) };
                return Err(Error::internal("the event loop refuses to watch the connection"));
            }
            state.handles.push(handle);
        }
        Ok(())
    }

    /// Looks at the connection every so many milliseconds, or no more.
    pub fn look_every(self: &Arc<Watch>, milliseconds: Option<c_int>) {
        let mut state = self.lock();
        match (state.timer, milliseconds) {
            // SAFETY: the timer is ours.
            (Some(timer), every) => unsafe { virEventUpdateTimeout(timer, every.unwrap_or(-1)) },
            (None, Some(every)) => {
                let opaque = Arc::into_raw(self.clone()).cast_mut().cast::<c_void>();
                // SAFETY: as in `start`.
                let timer = unsafe { virEventAddTimeout(every, Some(on_timer), opaque, Some(let_go)) };
                match timer {
                    // SAFETY: as in `start`.
                    ..0 => unsafe { let_go(opaque) },
                    timer => state.timer = Some(timer),
                }
            }
            (None, None) => (),
        }
    }

    /// Watches nothing any more.
    pub fn stop(&self) {
        let (handles, timer) = {
            let mut state = self.lock();
            (std::mem::take(&mut state.handles), state.timer.take())
        };
        for handle in handles {
            // SAFETY: the handle is ours.
            unsafe { virEventRemoveHandle(handle) };
        }
        if let Some(timer) = timer {
            // SAFETY: the timer is ours.
            unsafe { virEventRemoveTimeout(timer) };
        }
    }

    /// The connection is going away.
    pub fn end(&self) {
        self.lock().conn = null_mut();
        self.stop();
    }

    /// Lets the connection take what has arrived.
    fn turn(&self) {
        let conn = {
            let state = self.lock();
            // SAFETY: a connection takes itself out under this lock before it goes.
            match unsafe { state.conn.as_ref() } {
                Some(conn) if conn.visit() => state.conn,
                _ => return,
            }
        };
        // SAFETY: a reference was taken, and is given up here.
        unsafe {
            (*conn).process();
            VirConnect::leave(conn);
        }
    }
}

unsafe extern "C-unwind" fn on_handle(_watch: c_int, _fd: c_int, _events: c_int, opaque: *mut c_void) {
    // SAFETY: the loop hands back what it was given, and it still has its count.
    let watch = unsafe { &*opaque.cast::<Watch>() };
    watch.turn();
}

unsafe extern "C-unwind" fn on_timer(_timer: c_int, opaque: *mut c_void) {
    // SAFETY: as above.
    let watch = unsafe { &*opaque.cast::<Watch>() };
    watch.turn();
}

unsafe extern "C-unwind" fn let_go(opaque: *mut c_void) {
    // SAFETY: the count that the loop was given, given up once.
    drop(unsafe { Arc::from_raw(opaque.cast::<Watch>()) });
}
