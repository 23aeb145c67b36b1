//! Typed parameters in C's shape.

use std::ffi::{c_char, c_int};
use std::mem::ManuallyDrop;

use ferrovirt::{Error, ErrorDomain, Result, TypedParam, TypedValue};

use crate::checks;
use crate::prelude::missing;
use crate::text;

/// Bytes of a parameter's name with the NUL at its end.
const FIELD: usize = 80;

/// Most parameters that a caller may hand over.
const MAX_PARAMS: usize = 65536;

/// `virTypedParameter`
#[repr(C)]
pub struct VirTypedParameter {
    /// The name.
    pub field: [c_char; FIELD],
    /// Which member of `value` counts.
    pub kind: c_int,
    /// The value.
    pub value: Value,
}

/// The value of a [`VirTypedParameter`].
#[repr(C)]
#[allow(missing_docs)]
pub union Value {
    pub i: c_int,
    pub ui: u32,
    pub l: i64,
    pub ul: u64,
    pub d: f64,
    pub b: c_char,
    pub s: *mut c_char,
}

impl VirTypedParameter {
    /// Writes a parameter into memory that holds none.
    pub fn fill(&mut self, param: &TypedParam) {
        self.field = [0; FIELD];
        for (place, byte) in self.field.iter_mut().take(FIELD - 1).zip(param.field.bytes()) {
            *place = byte.cast_signed();
        }
        self.kind = param.value.type_code();
        self.value = match &param.value {
            TypedValue::Int(value) => Value { i: *value },
            TypedValue::Uint(value) => Value { ui: *value },
            TypedValue::Llong(value) => Value { l: *value },
            TypedValue::Ullong(value) => Value { ul: *value },
            TypedValue::Double(value) => Value { d: *value },
            TypedValue::Boolean(value) => Value { b: (*value).into() },
            TypedValue::String(value) => Value { s: text::give(value) },
        };
    }

    /// Frees its text and zeroes it.
    pub fn clear(&mut self) {
        if self.kind == 7 {
            // SAFETY: the type says that this member was written, with memory of C's allocator.
            unsafe { text::free(self.value.s) };
        }
        self.field = [0; FIELD];
        self.kind = 0;
        self.value = Value { ul: 0 };
    }

    /// The name.
    pub fn name(&self) -> String {
        let bytes = self.field.iter().take_while(|c| **c != 0).map(|c| c.cast_unsigned());
        String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
    }

    fn read(&self, function: &str) -> Result<TypedParam> {
        // SAFETY: the type says which member was written.
        let value: TypedValue = unsafe {
            match self.kind {
                1 => self.value.i.into(),
                2 => self.value.ui.into(),
                3 => self.value.l.into(),
                4 => self.value.ul.into(),
                5 => self.value.d.into(),
                6 => (self.value.b != 0).into(),
                7 => match text::optional(self.value.s, &self.name(), function)? {
                    Some(text) => text.into(),
                    None => {
                        let message = format!("parameter '{}' in {function} is a text that is NULL", self.name());
                        let error = Error::bad_argument(message).argument(function, "params");
                        return Err(error.in_domain(ErrorDomain::NONE));
                    }
                },
                other => {
                    let message = format!("parameter '{}' in {function} has the unknown type {other}", self.name());
                    return Err(Error::invalid_arg(message).in_domain(ErrorDomain::NONE));
                }
            }
        };
        Ok(TypedParam::new(self.name(), value))
    }
}

/// Reads a caller's parameters.
///
/// # Safety
/// `params` is NULL or points to `count` parameters whose texts end with NUL.
pub unsafe fn read(params: *const VirTypedParameter, count: c_int, function: &str) -> Result<Vec<TypedParam>> {
    let count = match usize::try_from(count) {
        Ok(count) if count <= MAX_PARAMS => count,
        _ => {
            let message = format!("nparams in {function} must be from 0 to {MAX_PARAMS}");
            return Err(checks::refused(function, "nparams", message));
        }
    };
    if count == 0 {
        return Ok(Vec::new());
    }
    if params.is_null() {
        return Err(missing("params", function));
    }
    // SAFETY: as the caller promises.
    unsafe { std::slice::from_raw_parts(params, count) }.iter().map(|param| param.read(function)).collect()
}

/// Parameters for C, in memory that `virTypedParamsFree` takes.
///
/// # Safety
/// The places may be written.
pub unsafe fn give(params: &[TypedParam], place: *mut *mut VirTypedParameter, count: *mut c_int) {
    let memory: *mut VirTypedParameter = text::allocate(params.len());
    for (i, param) in params.iter().enumerate() {
        // SAFETY: there is room for as many as there are; zeros are a valid parameter.
        unsafe { &mut *memory.add(i) }.fill(param);
    }
    // SAFETY: as the caller promises.
    unsafe {
        text::put(place, memory);
        text::put(count, c_int::try_from(params.len()).unwrap_or(c_int::MAX));
    }
}

/// Parameters into a caller's array of `room` places; how many were written.
///
/// # Safety
/// `place` has `room` places.
pub unsafe fn put(params: &[TypedParam], place: *mut VirTypedParameter, room: c_int) -> c_int {
    let room = usize::try_from(room).unwrap_or(0);
    for (i, param) in params.iter().take(room).enumerate() {
        // SAFETY: as the caller promises; what stood there before is nobody's.
        let target = unsafe { &mut *place.add(i).cast::<ManuallyDrop<VirTypedParameter>>() };
        target.fill(param);
    }
    c_int::try_from(params.len().min(room)).unwrap_or(c_int::MAX)
}
