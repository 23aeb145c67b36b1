//! The administration of daemons: what needs no call.

use std::ffi::{c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};

use ferrovirt::{Connect, ErrorDomain};

use crate::call::run;
use crate::checks;
use crate::close_callback::{CloseFunc, register, unregister};
use crate::connect::{VERSION, VirConnect, no_place, virConnectClose, virInitialize};
use crate::event_loop::FreeCallback;
use crate::frame::with;
use crate::object::Whose;
use crate::objects::{VirAdmClient, VirAdmServer};
use crate::text;

/// Nothing has to be prepared.
#[unsafe(export_name = "ferrovirt_virAdmInitialize")]
pub extern "C" fn virAdmInitialize() -> c_int {
    virInitialize()
}

/// The version of this library.
#[unsafe(export_name = "ferrovirt_virAdmGetVersion")]
pub unsafe extern "C" fn virAdmGetVersion(libVer: *mut c_ulonglong) -> c_int {
    run(Whose::NONE, || {
        if libVer.is_null() {
            return Err(no_place("libVer in virAdmGetVersion must not be NULL"));
        }
        // SAFETY: the caller keeps to the C declaration.
        unsafe { libVer.write(VERSION) };
        Ok(0)
    })
}

/// Opens a daemon.
#[unsafe(export_name = "ferrovirt_virAdmConnectOpen")]
pub unsafe extern "C" fn virAdmConnectOpen(name: *const c_char, flags: c_uint) -> *mut VirConnect {
    /// Names are taken as they are.
    const NO_ALIASES: c_uint = 1;
    run(Whose::NONE, || {
        if flags & !NO_ALIASES != 0 {
            let message = format!("unsupported flags (0x{flags:x}) in function virAdmConnectOpen");
            return Err(checks::refused("virAdmConnectOpen", "flags", message));
        }
        // SAFETY: the caller keeps to the C declaration.
        let uri = unsafe { text::optional(name, "name", "virAdmConnectOpen") }?;
        Ok(VirConnect::new(Connect::open_admin(uri)?, false))
    })
}

/// Gives a reference up; how many are left.
#[unsafe(export_name = "ferrovirt_virAdmConnectClose")]
pub unsafe extern "C" fn virAdmConnectClose(conn: *mut VirConnect) -> c_int {
    if conn.is_null() {
        return 0;
    }
    // SAFETY: the caller keeps to the C declaration.
    unsafe { virConnectClose(conn) }
}

/// Takes another reference.
#[unsafe(export_name = "ferrovirt_virAdmConnectRef")]
pub unsafe extern "C" fn virAdmConnectRef(conn: *mut VirConnect) -> c_int {
    with!(VirConnect, conn, "virAdmConnectRef", |conn| {
        conn.hold();
        Ok(0)
    })
}

/// Whether the connection still works.
#[unsafe(export_name = "ferrovirt_virAdmConnectIsAlive")]
pub unsafe extern "C" fn virAdmConnectIsAlive(conn: *mut VirConnect) -> c_int {
    if conn.is_null() {
        return 0;
    }
    with!(VirConnect, conn, "virAdmConnectIsAlive", |conn| Ok(conn.inside().is_alive().into()))
}

/// The URI as this program opened it.
#[unsafe(export_name = "ferrovirt_virAdmConnectGetURI")]
pub unsafe extern "C" fn virAdmConnectGetURI(conn: *mut VirConnect) -> *mut c_char {
    with!(VirConnect, conn, "virAdmConnectGetURI", |conn| Ok(text::give(&conn.inside().opened_uri().to_string())))
}

/// Says who is told when the connection ends by itself.
#[unsafe(export_name = "ferrovirt_virAdmConnectRegisterCloseCallback")]
pub unsafe extern "C" fn virAdmConnectRegisterCloseCallback(
    conn: *mut VirConnect,
    cb: Option<CloseFunc>,
    opaque: *mut c_void,
    freecb: FreeCallback,
) -> c_int {
    const NAME: &str = "virAdmConnectRegisterCloseCallback";
    with!(VirConnect, conn, NAME, |conn| register(conn, cb, opaque, freecb, NAME))
}

/// Says that nobody is told any more.
#[unsafe(export_name = "ferrovirt_virAdmConnectUnregisterCloseCallback")]
pub unsafe extern "C" fn virAdmConnectUnregisterCloseCallback(conn: *mut VirConnect, cb: Option<CloseFunc>) -> c_int {
    const NAME: &str = "virAdmConnectUnregisterCloseCallback";
    with!(VirConnect, conn, NAME, |handle| {
        unregister(handle, cb, NAME).map_err(|error| error.in_domain(ErrorDomain::NONE))
    })
}

/// The server's name; it lives as long as the handle.
#[unsafe(export_name = "ferrovirt_virAdmServerGetName")]
pub unsafe extern "C" fn virAdmServerGetName(srv: *mut VirAdmServer) -> *const c_char {
    with!(VirAdmServer, srv, "virAdmServerGetName", |server| Ok(server.text(0)))
}

/// Gives a reference to the handle up.
#[unsafe(export_name = "ferrovirt_virAdmServerFree")]
pub unsafe extern "C" fn virAdmServerFree(srv: *mut VirAdmServer) -> c_int {
    if srv.is_null() {
        return 0;
    }
    // SAFETY: the caller keeps to the C declaration.
    run(Whose::NONE, || unsafe { VirAdmServer::release(srv, "virAdmServerFree") })
}

/// Gives a reference to the handle up.
#[unsafe(export_name = "ferrovirt_virAdmClientFree")]
pub unsafe extern "C" fn virAdmClientFree(client: *mut VirAdmClient) -> c_int {
    if client.is_null() {
        return 0;
    }
    // SAFETY: the caller keeps to the C declaration.
    run(Whose::NONE, || unsafe { VirAdmClient::release(client, "virAdmClientFree") })
}

/// The client's number.
#[unsafe(export_name = "ferrovirt_virAdmClientGetID")]
pub unsafe extern "C" fn virAdmClientGetID(client: *mut VirAdmClient) -> c_ulonglong {
    let id = with!(VirAdmClient, client, "virAdmClientGetID", |client| Ok(client.reference().id.cast_signed()));
    id.cast_unsigned()
}

/// When the client came, in seconds since 1970.
#[unsafe(export_name = "ferrovirt_virAdmClientGetTimestamp")]
pub unsafe extern "C" fn virAdmClientGetTimestamp(client: *mut VirAdmClient) -> c_longlong {
    with!(VirAdmClient, client, "virAdmClientGetTimestamp", |client| Ok(client.reference().timestamp))
}

/// The way on which the client came.
#[unsafe(export_name = "ferrovirt_virAdmClientGetTransport")]
pub unsafe extern "C" fn virAdmClientGetTransport(client: *mut VirAdmClient) -> c_int {
    with!(VirAdmClient, client, "virAdmClientGetTransport", |client| {
        Ok(c_int::try_from(client.reference().transport).unwrap_or(-1))
    })
}
