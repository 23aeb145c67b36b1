//! What generated shims stand on.

pub use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong};

pub use ferrovirt::constants;

pub use crate::call::run;
pub(crate) use crate::checks;
pub use crate::connect::VirConnect;
pub use crate::object::{Kind, Object, Whose};
pub use crate::objects::*;
pub use crate::params::{self, VirTypedParameter};
pub use crate::text;

use ferrovirt::{Error, Result, TypedParam};

/// A number of one C type as another, or the error that names the argument.
pub fn convert<From, To>(value: From, name: &str, function: &str) -> Result<To>
where
    From: TryInto<To> + Copy + std::fmt::Display,
{
    value.try_into().map_err(|_| Error::invalid_arg(format!("{name} in {function} is out of range: {value}")))
}

/// A NULL where something has to be.
pub(crate) fn missing(name: &str, function: &str) -> Error {
    checks::refused(function, name, format!("{name} in {function} must not be NULL"))
}

/// How many names a caller has room for; the names of both arguments tell what is wrong.
pub fn room<T>(count: c_int, place: *mut T, names: [&str; 2], function: &str) -> Result<c_int> {
    checks::not_negative(count, names[1], function)?;
    if count > 0 {
        checks::not_null(place, names[0], function)?;
    }
    Ok(count)
}

/// How many parameters a caller has room for.
///
/// # Safety
/// `count` is NULL or may be read.
pub unsafe fn count_of(count: *mut c_int, place: *mut VirTypedParameter, function: &str) -> Result<c_int> {
    checks::not_null(count, "nparams", function)?;
    // SAFETY: as the caller promises.
    let count = unsafe { *count };
    checks::not_negative(count, "*nparams", function)?;
    if count > 0 {
        checks::not_null(place, "params", function)?;
    }
    Ok(count)
}

/// The flags of a call whose results go into a caller's array, which can hold texts: a daemon leaves them out for callers
/// from before there were any.
pub fn with_texts(flags: u32) -> u32 {
    flags | ferrovirt::constants::VIR_TYPED_PARAM_STRING_OKAY
}

/// Parameters into a caller's array, and how many; a caller without room learns how many there are.
///
/// # Safety
/// `place` has `*count` places.
pub unsafe fn hand_over(found: &[TypedParam], all: i32, place: *mut VirTypedParameter, count: *mut c_int) {
    // SAFETY: as the caller promises.
    unsafe {
        if *count == 0 || place.is_null() {
            *count = all;
        } else {
            *count = params::put(found, place, *count);
        }
    }
}

/// Gives up handles that nobody asked for.
pub fn release_all<K: Kind>(handles: Vec<*mut Object<K>>) {
    for handle in handles {
        // SAFETY: they were made a moment ago, and nobody else has them.
        let _ = unsafe { Object::release(handle, "") };
    }
}

/// Asks for the number of a domain that was just started; one that has ended already has none.
pub fn find_number(domain: &VirDomain) {
    let found = domain.connect().domain.lookup_by_uuid(&domain.reference().uuid);
    domain.set_number(found.map_or(-1, |found| found.id));
}
