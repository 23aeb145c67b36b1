//! The handle of a connection: opening, counting, closing, and its own errors.

use std::ffi::{CString, c_char, c_int, c_uint, c_ulong, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ferrovirt::{Ask, Beside, Connect, Error, ErrorCode, ErrorDomain, Options, Result};

use crate::auth::VirConnectAuth;
use crate::call::{run, settle};
use crate::checks;
use crate::close_callback::OnClose;
use crate::error::{ErrorFunc, Kept, Told, VirError};
use crate::events::Callbacks;
use crate::object::Whose;
use crate::stream::Streams;
use crate::text;
use crate::watch::Watch;

const MAGIC: u32 = 0xdead_0000;
const DEAD: u32 = 0xdead_beef;

/// The version of libvirt whose drop-in this is.
pub(crate) const VERSION: c_ulong = 11_003_000;

/// A connection, as C holds it.
pub struct VirConnect {
    magic: u32,
    refs: AtomicUsize,
    /// References that the event loop has for a moment: the program does not hear of them.
    visits: AtomicUsize,
    connect: Connect,
    /// It is for reading only: what changes something is refused here already.
    read_only: bool,
    type_name: OnceLock<CString>,
    told: Mutex<Told>,
    last: Mutex<Kept>,
    /// Who is told when the connection ends.
    pub(crate) on_close: Mutex<Option<Arc<OnClose>>>,
    /// Who is told of events.
    pub(crate) callbacks: Callbacks,
    /// Streams for which somebody waits.
    pub(crate) streams: Streams,
    /// Its place in the event loop.
    pub(crate) watch: Arc<Watch>,
    /// The end has been noticed.
    ended: AtomicBool,
}

impl VirConnect {
    /// A new handle with one reference.
    pub fn new(connect: Connect, read_only: bool) -> *mut VirConnect {
        let watch = Watch::new();
        let handle = Box::into_raw(Box::new(VirConnect {
            magic: MAGIC,
            refs: AtomicUsize::new(1),
            visits: AtomicUsize::new(0),
            connect,
            read_only,
            type_name: OnceLock::new(),
            told: Mutex::new(Told::NOBODY),
            last: Mutex::new(Kept::none()),
            on_close: Mutex::new(None),
            callbacks: Callbacks::default(),
            streams: Streams::default(),
            watch: watch.clone(),
            ended: AtomicBool::new(false),
        }));
        watch.belong_to(handle);
        handle
    }

    /// The handle behind a pointer from C.
    ///
    /// # Safety
    /// As [`crate::object::Object::get`].
    pub unsafe fn get<'a>(pointer: *mut VirConnect, function: &str) -> Result<&'a VirConnect> {
        // SAFETY: as the caller promises; only the mark is read before it is known to be right.
        let alive = !pointer.is_null() && unsafe { (&raw const (*pointer).magic).read_volatile() } == MAGIC;
        if !alive {
            let error = Error::new(ErrorCode::INVALID_CONN, function.to_owned());
            return Err(error.in_domain(ErrorDomain::of_function(function)));
        }
        // SAFETY: the mark says that it is one.
        Ok(unsafe { &*pointer })
    }

    /// Whose errors these are, if the pointer is good.
    ///
    /// # Safety
    /// As [`VirConnect::get`].
    pub unsafe fn whose(pointer: *mut VirConnect) -> Whose {
        // SAFETY: as the caller promises.
        unsafe { VirConnect::get(pointer, "") }.map_or(Whose::NONE, |_| Whose(pointer))
    }

    /// The connection itself.
    pub fn inside(&self) -> &Connect {
        &self.connect
    }

    /// The same under the name that objects have for it.
    pub fn connect(&self) -> &Connect {
        &self.connect
    }

    /// The handle.
    pub fn handle(&self) -> &VirConnect {
        self
    }

    /// Refuses a function that changes something on a connection for reading only.
    pub(crate) fn writable(&self, function: &str) -> Result<()> {
        if self.read_only { Err(Error::read_only(function)) } else { Ok(()) }
    }

    /// One more reference; the pointer it goes with.
    pub fn hold(&self) -> *mut VirConnect {
        self.refs.fetch_add(1, Ordering::Relaxed);
        std::ptr::from_ref(self).cast_mut()
    }

    /// A reference for a moment, unless the last one is gone.
    pub fn visit(&self) -> bool {
        let more = |refs: usize| (refs > 0).then_some(refs + 1);
        self.visits.fetch_add(1, Ordering::AcqRel);
        let alive = self.refs.fetch_update(Ordering::AcqRel, Ordering::Relaxed, more).is_ok();
        if !alive {
            self.visits.fetch_sub(1, Ordering::AcqRel);
        }
        alive
    }

    /// Gives the reference for a moment up.
    ///
    /// # Safety
    /// The pointer is good, and [`VirConnect::visit`] has said so.
    pub unsafe fn leave(pointer: *mut VirConnect) {
        // SAFETY: as the caller promises.
        unsafe {
            (*pointer).visits.fetch_sub(1, Ordering::AcqRel);
            VirConnect::release(pointer);
        }
    }

    /// Takes what has arrived and hands it on: events, data of streams, the end.
    pub(crate) fn process(&self) {
        if let Ok(events) = self.connect.next_events(None) {
            for event in events {
                self.deliver(&event);
            }
        }
        self.streams.look();
        if !self.connect.is_alive() && !self.ended.swap(true, Ordering::AcqRel) {
            self.watch.stop();
            // All that arrived has been taken: what is left is why nothing more will.
            self.tell_of_end(self.connect.next_events(None).err().as_ref());
        }
    }

    /// One reference less; how many are left.
    ///
    /// # Safety
    /// The pointer is good, and the caller gives its reference up.
    pub unsafe fn release(pointer: *mut VirConnect) -> usize {
        // SAFETY: as the caller promises.
        let left = unsafe { &(*pointer).refs }.fetch_sub(1, Ordering::AcqRel) - 1;
        if left == 0 {
            // SAFETY: the last reference is ours, so it still lives.
            unsafe { &*pointer }.watch.end();
            // SAFETY: nobody else has a reference, and it came from a box.
            let last = unsafe {
                (&raw mut (*pointer).magic).write_volatile(DEAD);
                Box::from_raw(pointer)
            };
            let _ = last.connect.close();
        }
        left
    }

    /// Who is told of its errors.
    pub fn told(&self) -> Told {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last error as C sees it, or NULL.
    pub fn last_error(&self) -> *mut VirError {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).pointer()
    }

    /// Keeps an error for `virConnGetLastError`.
    pub fn keep_error(&self, error: &Error) {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).fill(error);
    }
}

fn open(name: *const c_char, function: &str, readonly: bool, ask: Option<&dyn Ask>) -> Result<*mut VirConnect> {
    // SAFETY: C's contract: NULL or a text.
    let uri = unsafe { text::optional(name, "name", function) };
    let uri = uri.map_err(|error| Error::internal(error.message()).in_domain(ErrorDomain::URI))?;
    let options = Options { readonly, ..Options::default() };
    Ok(VirConnect::new(Connect::open_asking(uri, &options, ask)?, readonly))
}

/// Opens a connection.
#[unsafe(no_mangle)]
pub extern "C" fn virConnectOpen(name: *const c_char) -> *mut VirConnect {
    run(Whose::NONE, || open(name, "virConnectOpen", false, None))
}

/// Opens a connection for reading only.
#[unsafe(no_mangle)]
pub extern "C" fn virConnectOpenReadOnly(name: *const c_char) -> *mut VirConnect {
    run(Whose::NONE, || open(name, "virConnectOpenReadOnly", true, None))
}

/// Opens a connection; the program is asked for credentials where a driver wants them. Daemons of this host do not: they
/// know who calls.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenAuth(
    name: *const c_char,
    auth: *mut VirConnectAuth,
    flags: c_uint,
) -> *mut VirConnect {
    const READ_ONLY: c_uint = 1;
    const NO_ALIASES: c_uint = 2;
    run(Whose::NONE, || match flags & !(READ_ONLY | NO_ALIASES) {
        0 => {
            // SAFETY: C's contract.
            let callback = unsafe { VirConnectAuth::callback(auth) };
            let ask = callback.as_ref().map(|callback| callback as &dyn Ask);
            open(name, "virConnectOpenAuth", flags & READ_ONLY != 0, ask)
        }
        unknown => {
            const NAME: &str = "virConnectOpenAuth";
            Err(checks::refused(NAME, "flags", format!("unsupported flags (0x{unknown:x}) in function {NAME}")))
        }
    })
}

/// Gives a reference up; 1 where the connection stays open because others are left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectClose(conn: *mut VirConnect) -> c_int {
    run(Whose::NONE, || {
        // SAFETY: C's contract.
        unsafe { VirConnect::get(conn, "virConnectClose") }?;
        // SAFETY: the pointer is good.
        let (visits, left) = unsafe { ((*conn).visits.load(Ordering::Acquire), VirConnect::release(conn)) };
        Ok((left > visits).into())
    })
}

/// Takes another reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRef(conn: *mut VirConnect) -> c_int {
    run(Whose::NONE, || {
        // SAFETY: C's contract.
        unsafe { VirConnect::get(conn, "virConnectRef") }?.hold();
        Ok(0)
    })
}

/// Whether the connection still works.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsAlive(conn: *mut VirConnect) -> c_int {
    run(Whose::NONE, || {
        // SAFETY: C's contract.
        Ok(unsafe { VirConnect::get(conn, "virConnectIsAlive") }?.inside().is_alive().into())
    })
}

/// Whether what is said on the connection is encrypted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsEncrypted(conn: *mut VirConnect) -> c_int {
    run(Whose::NONE, || {
        // SAFETY: C's contract.
        Ok(unsafe { VirConnect::get(conn, "virConnectIsEncrypted") }?.inside().is_encrypted().into())
    })
}

/// The driver's name; it belongs to the connection.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetType(conn: *mut VirConnect) -> *const c_char {
    // SAFETY: C's contract.
    run(unsafe { VirConnect::whose(conn) }, || {
        // SAFETY: C's contract.
        let handle = unsafe { VirConnect::get(conn, "virConnectGetType") }?;
        if let Some(name) = handle.type_name.get() {
            return Ok(name.as_ptr());
        }
        let name = CString::new(handle.inside().connect.type_name()?).unwrap_or_default();
        Ok(handle.type_name.get_or_init(|| name).as_ptr())
    })
}

/// Compat: the one function of each library that tells its version without naming the argument it refuses.
pub(crate) fn no_place(message: &str) -> Error {
    Error::verbatim(ErrorCode::INTERNAL_ERROR, ErrorDomain::NONE, message).beside(Beside::default())
}

/// The version of this library, and of the drivers it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetVersion(version: *mut c_ulong, _type: *const c_char, driver: *mut c_ulong) -> c_int {
    run(Whose::NONE, || {
        if version.is_null() {
            return Err(no_place("libVer in virGetVersion must not be NULL"));
        }
        // SAFETY: C's contract: places for results, the second may be NULL.
        unsafe {
            text::put(version, VERSION);
            text::put(driver, VERSION);
        }
        Ok(0)
    })
}

/// Nothing has to be prepared; kept because every program calls it.
#[unsafe(no_mangle)]
pub extern "C" fn virInitialize() -> c_int {
    0
}

/// Who is told of this connection's errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnSetErrorFunc(conn: *mut VirConnect, user_data: *mut c_void, function: ErrorFunc) {
    // SAFETY: C's contract.
    if let Ok(handle) = unsafe { VirConnect::get(conn, "virConnSetErrorFunc") } {
        *handle.told.lock().unwrap_or_else(PoisonError::into_inner) = Told::new(function, user_data);
    }
}

/// The connection's last error, or NULL; only good where no other thread uses the connection.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnGetLastError(conn: *mut VirConnect) -> *mut VirError {
    settle(Whose::NONE, || {
        // SAFETY: C's contract.
        let Ok(handle) = (unsafe { VirConnect::get(conn, "virConnGetLastError") }) else { return Ok(null_mut()) };
        Ok(handle.last_error())
    })
}

/// Forgets the connection's last error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnResetLastError(conn: *mut VirConnect) {
    // SAFETY: C's contract.
    if let Ok(handle) = unsafe { VirConnect::get(conn, "virConnResetLastError") } {
        handle.last.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
