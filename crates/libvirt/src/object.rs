//! Handles: what C holds of a domain, a network, … Counted, and marked so that a wrong pointer is noticed.

use std::ffi::CString;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use ferrovirt::{Connect, Error, ErrorCode, ErrorDomain, Result};

use crate::checks;
use crate::connect::VirConnect;

/// Marks a handle that has been freed.
const DEAD: u32 = 0xdead_beef;

/// What kind of object a handle stands for.
pub trait Kind: 'static {
    /// Marks a living handle of this kind.
    const MAGIC: u32;
    /// The error for a pointer that is none.
    const INVALID: ErrorCode;
    /// What calls name the object by.
    type Reference: Clone;
    /// Texts that C reads without owning them.
    fn texts(reference: &Self::Reference) -> Vec<&str>;
    /// The number of a running domain; -1 for everything else.
    fn number(reference: &Self::Reference) -> i32;
}

/// A handle. C sees a pointer to it and nothing inside.
#[repr(C)]
pub struct Object<K: Kind> {
    magic: u32,
    refs: AtomicUsize,
    connect: *mut VirConnect,
    reference: K::Reference,
    texts: Vec<CString>,
    /// A text that was asked for later and lives as long as the handle.
    kept: OnceLock<CString>,
    /// The number of a running domain, which changes with its life; unused elsewhere.
    pub(crate) id: std::sync::atomic::AtomicI32,
}

/// The connection that is told of an error beside the thread: its own error function may want to hear of it.
#[derive(Clone, Copy)]
pub struct Whose(pub(crate) *mut VirConnect);

impl Whose {
    /// Nobody's.
    pub const NONE: Whose = Whose(std::ptr::null_mut());

    /// Where errors of the connection's drivers come from that say nothing themselves.
    pub(crate) fn error_domain(self) -> ErrorDomain {
        // SAFETY: whoever made it had a living handle.
        unsafe { self.0.as_ref() }.map_or(ErrorDomain::NONE, |connect| connect.connect().error_domain)
    }
}

impl<K: Kind> Object<K> {
    /// A new handle with one reference; it holds its connection.
    pub fn new(connect: &VirConnect, reference: K::Reference) -> *mut Object<K> {
        let texts = K::texts(&reference).into_iter().map(|text| CString::new(text).unwrap_or_default()).collect();
        let number = K::number(&reference);
        Box::into_raw(Box::new(Object {
            magic: K::MAGIC,
            refs: AtomicUsize::new(1),
            connect: connect.hold(),
            reference,
            texts,
            kept: OnceLock::new(),
            id: std::sync::atomic::AtomicI32::new(number),
        }))
    }

    /// The handle behind a pointer from C.
    ///
    /// # Safety
    /// `pointer` is NULL, or a handle that is used only while it has references. A freed one is noticed as long as its
    /// memory has not been used again.
    pub unsafe fn get<'a>(pointer: *mut Object<K>, function: &str) -> Result<&'a Object<K>> {
        // SAFETY: as the caller promises; only the mark is read before it is known to be right.
        let alive = !pointer.is_null() && unsafe { (&raw const (*pointer).magic).read_volatile() } == K::MAGIC;
        if !alive {
            let error = Error::new(K::INVALID, function.to_owned());
            let domain = match K::INVALID {
                // Wrong handles of guests and streams have a part of their own.
                ErrorCode::INVALID_DOMAIN => ErrorDomain::DOM,
                ErrorCode::INVALID_STREAM => ErrorDomain::STREAMS,
                _ => ErrorDomain::of_function(function),
            };
            return Err(error.in_domain(domain));
        }
        // SAFETY: the mark says that it is one.
        Ok(unsafe { &*pointer })
    }

    /// Whose errors these are, if the pointer is good.
    ///
    /// # Safety
    /// As [`Object::get`].
    pub unsafe fn whose(pointer: *mut Object<K>) -> Whose {
        // SAFETY: as the caller promises.
        unsafe { Object::get(pointer, "") }.map_or(Whose::NONE, |object| Whose(object.connect))
    }

    /// What calls name it by.
    pub fn reference(&self) -> &K::Reference {
        &self.reference
    }

    /// Its connection.
    pub fn connect(&self) -> &Connect {
        self.handle().inside()
    }

    /// Its connection's handle.
    pub fn handle(&self) -> &VirConnect {
        // SAFETY: the handle holds a reference to its connection as long as it lives.
        unsafe { &*self.connect }
    }

    /// Its connection's handle as C has it; no reference is added.
    pub fn handle_pointer(&self) -> *mut VirConnect {
        self.connect
    }

    /// Refuses an argument that belongs to another connection than the function's object.
    pub(crate) fn belongs_to(&self, connect: &VirConnect, name: &str, function: &str) -> Result<()> {
        match std::ptr::eq(self.connect, connect) {
            true => Ok(()),
            false => {
                let message = format!("{name} in {function} must match the connection of the object");
                Err(checks::refused(function, name, message))
            }
        }
    }

    /// One of its texts.
    pub fn text(&self, number: usize) -> *const std::ffi::c_char {
        self.texts.get(number).map_or(std::ptr::null(), |text| text.as_ptr())
    }

    /// Says which number the object has now.
    pub fn set_number(&self, number: i32) {
        self.id.store(number, Ordering::Relaxed);
    }

    /// Keeps a text as long as the handle lives; the first one stays.
    pub fn keep_text(&self, text: &str) -> *const std::ffi::c_char {
        self.kept.get_or_init(|| CString::new(text).unwrap_or_default()).as_ptr()
    }

    /// One more reference.
    pub fn hold(&self) {
        self.refs.fetch_add(1, Ordering::Relaxed);
    }

    /// One reference less; the last one takes the handle along.
    ///
    /// # Safety
    /// As [`Object::get`]; the caller gives its reference up.
    pub unsafe fn release(pointer: *mut Object<K>, function: &str) -> Result<i32> {
        // SAFETY: as the caller promises.
        let object = unsafe { Object::get(pointer, function) }?;
        if object.refs.fetch_sub(1, Ordering::AcqRel) > 1 {
            return Ok(0);
        }
        let connect = object.connect;
        // SAFETY: nobody else has a reference, and it came from a box.
        unsafe {
            (&raw mut (*pointer).magic).write_volatile(DEAD);
            drop(Box::from_raw(pointer));
            VirConnect::release(connect);
        }
        Ok(0)
    }
}
