//! The thread's last error, in C's shape, and who else is told: the connection's or the program's error function, or
//! standard error.

use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_void};
use std::io::Write;
use std::ptr::{null, null_mut};
use std::sync::{Mutex, PoisonError};

use ferrovirt::Error;

use crate::connect::VirConnect;
use crate::object::Whose;
use crate::text;

/// `VIR_ERR_ERROR`
const LEVEL_ERROR: c_int = 2;

/// `virError`
#[repr(C)]
#[allow(missing_docs, reason = "the fields are C's")]
pub struct VirError {
    pub code: c_int,
    pub domain: c_int,
    pub message: *mut c_char,
    pub level: c_int,
    pub conn: *mut VirConnect,
    pub dom: *mut c_void,
    pub str1: *mut c_char,
    pub str2: *mut c_char,
    pub str3: *mut c_char,
    pub int1: c_int,
    pub int2: c_int,
    pub net: *mut c_void,
}

/// `virErrorFunc`
pub type ErrorFunc = Option<unsafe extern "C" fn(*mut c_void, *mut VirError)>;

/// A function of the program, and what it wants to be given.
#[derive(Clone, Copy)]
pub struct Told {
    function: ErrorFunc,
    user_data: *mut c_void,
}

impl Told {
    /// Nobody.
    pub const NOBODY: Told = Told { function: None, user_data: null_mut() };

    /// A function and its data.
    pub fn new(function: ErrorFunc, user_data: *mut c_void) -> Told {
        Told { function, user_data }
    }
}

// SAFETY: the program says with its registration that the function may be called from any thread.
unsafe impl Send for Told {}

static PROGRAM: Mutex<Told> = Mutex::new(Told::NOBODY);

impl VirError {
    const fn none() -> VirError {
        VirError {
            code: 0,
            domain: 0,
            message: null_mut(),
            level: 0,
            conn: null_mut(),
            dom: null_mut(),
            str1: null_mut(),
            str2: null_mut(),
            str3: null_mut(),
            int1: 0,
            int2: -1,
            net: null_mut(),
        }
    }

    fn clear(&mut self) {
        for text in [&mut self.message, &mut self.str1, &mut self.str2, &mut self.str3] {
            // SAFETY: the texts came from C's allocator, and nobody has them after this.
            unsafe { text::free(std::mem::replace(text, null_mut())) };
        }
        // Not dropped: dropping clears.
        std::mem::forget(std::mem::replace(self, VirError::none()));
    }

    fn fill(&mut self, error: &Error) {
        self.clear();
        self.code = error.code().0;
        self.domain = error.domain().0;
        self.level = LEVEL_ERROR;
        self.message = text::give(&error.to_string());
        let beside = error.beside_message();
        for (place, found) in [&mut self.str1, &mut self.str2, &mut self.str3].into_iter().zip(beside.texts) {
            *place = text::give_optional(found.as_deref());
        }
        [self.int1, self.int2] = beside.numbers;
    }

    /// Copies it over what belongs to nobody.
    ///
    /// # Safety
    /// `to` may be written.
    pub unsafe fn copy_over(&self, to: *mut VirError) {
        // SAFETY: as the caller promises.
        let to = unsafe {
            to.write(VirError::none());
            &mut *to
        };
        self.copy_to(to);
    }

    fn copy_to(&self, to: &mut VirError) {
        to.clear();
        let copy = |text: *mut c_char| {
            // SAFETY: the texts of an error end with NUL.
            if text.is_null() { null_mut() } else { unsafe { libc::strdup(text) } }
        };
        to.code = self.code;
        to.domain = self.domain;
        to.level = self.level;
        to.message = copy(self.message);
        to.str1 = copy(self.str1);
        to.str2 = copy(self.str2);
        to.str3 = copy(self.str3);
        to.int1 = self.int1;
        to.int2 = self.int2;
    }
}

impl Drop for VirError {
    fn drop(&mut self) {
        self.clear();
    }
}

thread_local! {
    static LAST: RefCell<Box<VirError>> = RefCell::new(Box::new(VirError::none()));
}

fn with_last<T>(act: impl FnOnce(&mut VirError) -> T) -> Option<T> {
    LAST.try_with(|last| last.try_borrow_mut().ok().map(|mut last| act(&mut last))).ok().flatten()
}

/// Forgets the thread's last error.
pub fn reset() {
    with_last(VirError::clear);
}

/// Makes an error the thread's last one and tells of it.
pub fn raise(error: &Error, whose: Whose) {
    with_last(|last| last.fill(error));
    // SAFETY: whoever made it had a living handle.
    let connect = unsafe { whose.0.as_ref() };
    let own = connect.map(|connect| {
        connect.keep_error(error);
        connect.told()
    });
    let told = own.filter(|told| told.function.is_some());
    let told = told.unwrap_or_else(|| *PROGRAM.lock().unwrap_or_else(PoisonError::into_inner));
    let mut copy = VirError::none();
    copy.fill(error);
    copy.conn = whose.0;
    match told.function {
        // SAFETY: the program registered it for this.
        Some(function) => unsafe { function(told.user_data, &raw mut copy) },
        // SAFETY: the error is ours.
        None => unsafe { virDefaultErrorFunc(&raw mut copy) },
    }
}

/// An error that a connection keeps beside the thread.
pub struct Kept(Box<VirError>);

// SAFETY: its texts belong to it alone.
unsafe impl Send for Kept {}

impl Kept {
    /// No error yet.
    pub fn none() -> Kept {
        Kept(Box::new(VirError::none()))
    }

    /// Replaces it.
    pub fn fill(&mut self, error: &Error) {
        self.0.fill(error);
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// As C sees it; NULL where there is none.
    pub fn pointer(&mut self) -> *mut VirError {
        if self.0.code == 0 { null_mut() } else { &raw mut *self.0 }
    }
}

/// The thread's last error, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastError() -> *mut VirError {
    with_last(|last| if last.code == 0 { null_mut() } else { &raw mut *last }).unwrap_or(null_mut())
}

/// Its code.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorCode() -> c_int {
    with_last(|last| last.code).unwrap_or(0)
}

/// The part of the system it comes from.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorDomain() -> c_int {
    with_last(|last| last.domain).unwrap_or(0)
}

/// Its message.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorMessage() -> *const c_char {
    let message = |last: &mut VirError| match last.code {
        0 => c"no error".as_ptr(),
        _ if last.message.is_null() => c"unknown error".as_ptr(),
        _ => last.message.cast_const(),
    };
    with_last(message).unwrap_or(null())
}

/// A copy of the thread's last error that the caller owns.
#[unsafe(no_mangle)]
pub extern "C" fn virSaveLastError() -> *mut VirError {
    let copy: *mut VirError = text::allocate(1);
    // SAFETY: the memory is ours, zeroed, and large enough; zeros are a valid error.
    let to = unsafe { &mut *copy };
    with_last(|last| last.copy_to(to));
    copy
}

/// Copies the thread's last error; its code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virCopyLastError(to: *mut VirError) -> c_int {
    // SAFETY: C's contract: NULL or an error that was initialised.
    let Some(to) = (unsafe { to.as_mut() }) else { return -1 };
    with_last(|last| {
        // What was in it belongs to nobody: C's contract leaves it uninitialised.
        // SAFETY: it may be written as a whole.
        unsafe { std::ptr::write(to, VirError::none()) };
        last.copy_to(to);
        last.code
    })
    .unwrap_or(0)
}

/// Makes an error that was saved the thread's last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSetError(error: *mut VirError) -> c_int {
    // SAFETY: C's contract: NULL or an error.
    let Some(error) = (unsafe { error.as_ref() }) else { return -1 };
    with_last(|last| {
        error.copy_to(last);
        last.code
    })
    .unwrap_or(-1)
}

/// Forgets an error's content.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virResetError(error: *mut VirError) {
    // SAFETY: C's contract: NULL or an error.
    if let Some(error) = unsafe { error.as_mut() } {
        error.clear();
    }
}

/// Frees an error that was saved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virFreeError(error: *mut VirError) {
    // SAFETY: C's contract: NULL or what `virSaveLastError` returned.
    unsafe {
        virResetError(error);
        text::free(error);
    }
}

/// Forgets the thread's last error.
#[unsafe(no_mangle)]
pub extern "C" fn virResetLastError() {
    reset();
}

/// Who is told of errors of connections without a function of their own.
#[unsafe(no_mangle)]
pub extern "C" fn virSetErrorFunc(user_data: *mut c_void, function: ErrorFunc) {
    *PROGRAM.lock().unwrap_or_else(PoisonError::into_inner) = Told::new(function, user_data);
}

/// Prints an error on standard error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDefaultErrorFunc(error: *mut VirError) {
    // SAFETY: C's contract: NULL or an error.
    let Some(error) = (unsafe { error.as_ref() }) else { return };
    if error.code == 0 || error.message.is_null() {
        return;
    }
    let level = match error.level {
        0 => "",
        1 => "warning",
        _ => "error",
    };
    // SAFETY: the message ends with NUL.
    let message = unsafe { std::ffi::CStr::from_ptr(error.message) }.to_string_lossy();
    let part = crate::titles::title(error.domain);
    let newline = if message.ends_with('\n') { "" } else { "\n" };
    let _ = write!(std::io::stderr(), "libvirt: {part} {level} : {message}{newline}");
}
