//! Telling a program that its connection has ended, and noticing it in time.

use std::ffi::{c_int, c_uint, c_void};
use std::sync::PoisonError;
use std::time::Duration;

use ferrovirt::constants::*;
use ferrovirt::{Error, ErrorCode, Keepalive, Result};

use crate::connect::VirConnect;
use crate::event_loop::FreeCallback;
use crate::frame::with;
use crate::prelude::missing;

/// `virConnectCloseFunc`
pub type CloseFunc = unsafe extern "C-unwind" fn(*mut VirConnect, c_int, *mut c_void);

/// Why a connection has ended, as its callback is told.
fn reason(error: Option<&Error>) -> c_int {
    match error.map(Error::code) {
        None | Some(ErrorCode::SYSTEM_ERROR) => VIR_CONNECT_CLOSE_REASON_EOF,
        // The only one of this kind: pings were not answered.
        Some(ErrorCode::INTERNAL_ERROR) => VIR_CONNECT_CLOSE_REASON_KEEPALIVE,
        Some(_) => VIR_CONNECT_CLOSE_REASON_ERROR,
    }
}

/// Who is told of the end.
pub struct OnClose {
    function: CloseFunc,
    opaque: *mut c_void,
    free: FreeCallback,
}

// SAFETY: the program hands it over with its registration, to whatever thread turns the loop.
unsafe impl Send for OnClose {}
// SAFETY: as above; nothing in it changes.
unsafe impl Sync for OnClose {}

impl Drop for OnClose {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: the program gave both for this, and it happens once.
            unsafe { free(self.opaque) };
        }
    }
}

impl VirConnect {
    /// Tells of the end and its cause, once.
    pub(crate) fn tell_of_end(&self, cause: Option<&Error>) {
        let told = self.on_close.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(told) = told {
            // SAFETY: the program registered it for this; nothing is locked.
            unsafe { (told.function)(std::ptr::from_ref(self).cast_mut(), reason(cause), told.opaque) };
        }
    }
}

/// Remembers who is told of the end.
pub(crate) fn register(
    conn: &VirConnect,
    cb: Option<CloseFunc>,
    opaque: *mut c_void,
    freecb: FreeCallback,
    name: &str,
) -> Result<c_int> {
    let function = cb.ok_or_else(|| missing("cb", name))?;
    {
        let mut place = conn.on_close.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_some() {
            return Err(Error::new(ErrorCode::OPERATION_INVALID, "A close callback is already registered"));
        }
        *place = Some(OnClose { function, opaque, free: freecb }.into());
    }
    conn.hold();
    // Without a loop nobody looks at the connection; calls still notice its end.
    let _ = conn.watch.start(conn);
    Ok(0)
}

/// Forgets who is told of the end.
pub(crate) fn unregister(conn: &VirConnect, cb: Option<CloseFunc>, name: &str) -> Result<c_int> {
    let function = cb.ok_or_else(|| missing("cb", name))?;
    let gone = {
        let mut place = conn.on_close.lock().unwrap_or_else(PoisonError::into_inner);
        place.take_if(|told| std::ptr::fn_addr_eq(told.function, function))
    };
    if gone.is_none() {
        return Err(Error::new(ErrorCode::OPERATION_INVALID, "A different callback was requested"));
    }
    drop(gone);
    // SAFETY: the reference that the registration had; the caller still has its own.
    unsafe { VirConnect::release(std::ptr::from_ref(conn).cast_mut()) };
    Ok(0)
}

/// Says who is told when the connection ends by itself; only one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRegisterCloseCallback(
    conn: *mut VirConnect,
    cb: Option<CloseFunc>,
    opaque: *mut c_void,
    freecb: FreeCallback,
) -> c_int {
    const NAME: &str = "virConnectRegisterCloseCallback";
    with!(VirConnect, conn, NAME, |conn| register(conn, cb, opaque, freecb, NAME))
}

/// Says that nobody is told any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectUnregisterCloseCallback(conn: *mut VirConnect, cb: Option<CloseFunc>) -> c_int {
    const NAME: &str = "virConnectUnregisterCloseCallback";
    with!(VirConnect, conn, NAME, |handle| unregister(handle, cb, NAME))
}

/// Asks a silent daemon every `interval` seconds whether it is there; `count` unanswered questions end the connection.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectSetKeepAlive(conn: *mut VirConnect, interval: c_int, count: c_uint) -> c_int {
    const NAME: &str = "virConnectSetKeepAlive";
    with!(VirConnect, conn, NAME, |conn| {
        if !conn.inside().is_remote() {
            return Err(Error::no_support(NAME));
        }
        let Some(seconds) = u64::try_from(interval).ok().filter(|seconds| *seconds > 0) else {
            conn.inside().set_keepalive(None);
            conn.watch.look_every(None);
            return Ok(0);
        };
        conn.watch.start(conn)?;
        conn.inside().set_keepalive(Some(Keepalive { interval: Duration::from_secs(seconds), count }));
        conn.watch.look_every(Some(interval.saturating_mul(1000)));
        Ok(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_told_why_its_connection_has_ended() {
        let end = Error::system("End of file while reading data", &std::io::Error::from_raw_os_error(5));
        assert_eq!(reason(Some(&end)), VIR_CONNECT_CLOSE_REASON_EOF);
        assert_eq!(reason(Some(&Error::internal("no pong"))), VIR_CONNECT_CLOSE_REASON_KEEPALIVE);
        assert_eq!(reason(Some(&Error::overflow("events were lost"))), VIR_CONNECT_CLOSE_REASON_ERROR);
    }
}
