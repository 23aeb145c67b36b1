//! What programs use to build and read lists of typed parameters.

use std::ffi::{CStr, c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};
use std::ptr::null_mut;

use ferrovirt::{Error, ErrorCode, Result, TypedParam, TypedValue};

use crate::call::run;
use crate::object::Whose;
use crate::params::VirTypedParameter;
use crate::text;

/// Places that a list grows by.
const STEP: usize = 8;

/// Longest name, without the NUL.
const MAX_NAME: usize = 79;

/// A caller's list: where it is, how many it has, how many it has room for.
struct List {
    params: *mut *mut VirTypedParameter,
    count: *mut c_int,
    room: *mut c_int,
}

impl List {
    /// Adds one parameter, in more memory if there is no room.
    ///
    /// # Safety
    /// The three places belong to one list that was built by this module, or are zero.
    unsafe fn add(&self, name: *const c_char, value: TypedValue, function: &str) -> Result<c_int> {
        // SAFETY: the caller keeps to the C declaration.
        let name = unsafe { text::optional(name, "name", function) }?.unwrap_or_default();
        if name.len() > MAX_NAME {
            return Err(Error::internal(format!("parameter name '{name}' is longer than {MAX_NAME} bytes")));
        }
        // SAFETY: the three places may be read and written.
        let (list, count, room) = unsafe { (&mut *self.params, &mut *self.count, &mut *self.room) };
        let (have, places) = (usize::try_from(*count).unwrap_or(0), usize::try_from(*room).unwrap_or(0));
        if have >= places {
            let more = have + STEP;
            // SAFETY: the list came from C's allocator, or is NULL; the size is small.
            let grown = unsafe { libc::realloc((*list).cast(), more * size_of::<VirTypedParameter>()) };
            if grown.is_null() {
                return Err(Error::new(ErrorCode::NO_MEMORY, "list of parameters"));
            }
            *list = grown.cast();
            *room = c_int::try_from(more).unwrap_or(c_int::MAX);
        }
        // SAFETY: there is room behind the last parameter, and zeros are a valid one.
        unsafe {
            let place = list.add(have);
            place.cast::<u8>().write_bytes(0, size_of::<VirTypedParameter>());
            (*place).fill(&TypedParam::new(name.to_owned(), value));
        }
        *count += 1;
        Ok(0)
    }
}

macro_rules! adders {
    ($($function:ident $c:ty => |$value:ident| $convert:expr;)*) => { $(
        /// Adds a parameter to a list, which grows as it must.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(
            params: *mut *mut VirTypedParameter,
            nparams: *mut c_int,
            maxparams: *mut c_int,
            name: *const c_char,
            $value: $c,
        ) -> c_int {
            let list = List { params, count: nparams, room: maxparams };
            // SAFETY: the caller keeps to the C declaration.
            run(Whose::NONE, || unsafe { list.add(name, $convert, stringify!($function)) })
        }
    )* };
}

adders! {
    virTypedParamsAddInt c_int => |value| value.into();
    virTypedParamsAddUInt c_uint => |value| value.into();
    virTypedParamsAddLLong c_longlong => |value| value.into();
    virTypedParamsAddULLong c_ulonglong => |value| value.into();
    virTypedParamsAddDouble c_double => |value| value.into();
    virTypedParamsAddBoolean c_int => |value| (value != 0).into();
    virTypedParamsAddString *const c_char
        => |value| text::optional(value, "value", "virTypedParamsAddString")?.unwrap_or_default().into();
}

fn spelled(kind: c_int, text: &str) -> Option<TypedValue> {
    Some(match kind {
        1 => text.parse::<i32>().ok()?.into(),
        2 => text.parse::<u32>().ok()?.into(),
        3 => text.parse::<i64>().ok()?.into(),
        4 => text.parse::<u64>().ok()?.into(),
        5 => text.parse::<f64>().ok()?.into(),
        6 => match text {
            "0" => false.into(),
            "1" => true.into(),
            _ => return None,
        },
        7 => text.into(),
        _ => return None,
    })
}

/// Adds a parameter whose value is spelled as text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsAddFromString(
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    kind: c_int,
    value: *const c_char,
) -> c_int {
    run(Whose::NONE, || {
        const NAME: &str = "virTypedParamsAddFromString";
        // SAFETY: the caller keeps to the C declaration.
        let text = unsafe { text::optional(value, "value", NAME) }?;
        let text = text.ok_or_else(|| Error::invalid_arg(format!("value in {NAME} must not be NULL")))?;
        if !(1..=7).contains(&kind) {
            return Err(Error::internal(format!("{kind} in {NAME} is no type of a typed parameter")));
        }
        let value = spelled(kind, text)
            .ok_or_else(|| Error::invalid_arg(format!("'{text}' is no value of the typed parameter type {kind}")))?;
        let list = List { params, count: nparams, room: maxparams };
        // SAFETY: the caller keeps to the C declaration.
        unsafe { list.add(name, value, NAME) }
    })
}

/// Adds one text parameter of the same name for each text of a list that ends with NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsAddStringList(
    params: *mut *mut VirTypedParameter,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    values: *const *const c_char,
) -> c_int {
    run(Whose::NONE, || {
        let list = List { params, count: nparams, room: maxparams };
        let mut next = values;
        // SAFETY: the caller keeps to the C declaration: the list ends with NULL.
        while !next.is_null() && unsafe { !(*next).is_null() } {
            // SAFETY: as above.
            unsafe {
                let value = text::required(*next, "values", "virTypedParamsAddStringList")?.into();
                list.add(name, value, "virTypedParamsAddStringList")?;
                next = next.add(1);
            }
        }
        Ok(0)
    })
}

/// The parameters of a caller's list.
///
/// # Safety
/// `params` is NULL or has `count` parameters.
unsafe fn slice<'a>(params: *mut VirTypedParameter, count: c_int) -> &'a mut [VirTypedParameter] {
    match usize::try_from(count) {
        // SAFETY: as the caller promises.
        Ok(count) if !params.is_null() => unsafe { std::slice::from_raw_parts_mut(params, count) },
        _ => &mut [],
    }
}

/// Frees the texts of the parameters and zeroes them; the list itself stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsClear(params: *mut VirTypedParameter, nparams: c_int) {
    // SAFETY: the caller keeps to the C declaration.
    for param in unsafe { slice(params, nparams) } {
        param.clear();
    }
}

/// Frees a list with everything in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsFree(params: *mut VirTypedParameter, nparams: c_int) {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        virTypedParamsClear(params, nparams);
        text::free(params);
    }
}

/// The first parameter of a name; NULL where there is none, without an error.
///
/// # Safety
/// As [`slice`]; `name` is NULL or ends with NUL.
unsafe fn find(params: *mut VirTypedParameter, count: c_int, name: *const c_char) -> *mut VirTypedParameter {
    if name.is_null() {
        return null_mut();
    }
    // SAFETY: as the caller promises.
    let (params, name) = unsafe { (slice(params, count), CStr::from_ptr(name)) };
    let is_it = |param: &&mut VirTypedParameter| param.name().as_bytes() == name.to_bytes();
    params.iter_mut().find(is_it).map_or(null_mut(), |param| &raw mut *param)
}

/// The first parameter of a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsGet(
    params: *mut VirTypedParameter,
    nparams: c_int,
    name: *const c_char,
) -> *mut VirTypedParameter {
    // SAFETY: the caller keeps to the C declaration.
    run(Whose::NONE, || Ok(unsafe { find(params, nparams, name) }))
}

macro_rules! getters {
    ($($function:ident $c:ty = $kind:literal $word:literal |$value:ident| $read:expr;)*) => { $(
        /// Reads the value of a name: 1 if it is there, 0 if not, -1 if it is of another type.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(
            params: *mut VirTypedParameter,
            nparams: c_int,
            name: *const c_char,
            place: *mut $c,
        ) -> c_int {
            run(Whose::NONE, || {
                // SAFETY: the caller keeps to the C declaration.
                let Some(found) = (unsafe { find(params, nparams, name).as_ref() }) else { return Ok(0) };
                if found.kind != $kind {
                    let message = format!(
                        "Invalid type '{}' requested for parameter '{}', actual type is '{}'",
                        $word, found.name(), type_word(found.kind)
                    );
                    return Err(Error::invalid_arg(message));
                }
                let $value = &found.value;
                // SAFETY: the type says which member was written; the place may be NULL.
                unsafe { text::put(place, $read) };
                Ok(1)
            })
        }
    )* };
}

getters! {
    virTypedParamsGetInt c_int = 1 "int" |value| value.i;
    virTypedParamsGetUInt c_uint = 2 "uint" |value| value.ui;
    virTypedParamsGetLLong c_longlong = 3 "llong" |value| value.l;
    virTypedParamsGetULLong c_ulonglong = 4 "ullong" |value| value.ul;
    virTypedParamsGetDouble c_double = 5 "double" |value| value.d;
    virTypedParamsGetBoolean c_int = 6 "boolean" |value| (value.b != 0).into();
    virTypedParamsGetString *const c_char = 7 "string" |value| value.s.cast_const();
}

fn type_word(kind: c_int) -> &'static str {
    match kind {
        1 => "int",
        2 => "uint",
        3 => "llong",
        4 => "ullong",
        5 => "double",
        6 => "boolean",
        7 => "string",
        _ => "unknown",
    }
}
