//! Lists of typed parameters, as C programs build and read them.

use std::ffi::{CStr, c_int};
use std::ptr::{null, null_mut};

use libvirt::error::{virGetLastErrorCode, virResetLastError};
use libvirt::params::VirTypedParameter;
use libvirt::typed_params::*;

const INVALID_ARG: c_int = 8;

#[test]
fn lists_grow_and_values_come_back_with_their_types() {
    let mut list: *mut VirTypedParameter = null_mut();
    let (mut count, mut room) = (0, 0);
    let (l, n, r) = (&raw mut list, &raw mut count, &raw mut room);
    // SAFETY: the three places belong to one list, and all texts end with NUL.
    unsafe {
        for i in 0..20 {
            assert_eq!(virTypedParamsAddUInt(l, n, r, c"n".as_ptr(), i), 0);
        }
        assert_eq!(virTypedParamsAddString(l, n, r, c"s".as_ptr(), c"text".as_ptr()), 0);
        let texts = [c"a".as_ptr(), c"b".as_ptr(), null()];
        assert_eq!(virTypedParamsAddStringList(l, n, r, c"t".as_ptr(), texts.as_ptr()), 0);
        assert_eq!(virTypedParamsAddFromString(l, n, r, c"d".as_ptr(), 5, c"1.5".as_ptr()), 0);
        assert_eq!(virTypedParamsAddBoolean(l, n, r, c"b".as_ptr(), 7), 0);
        assert_eq!(count, 25);
        assert!(room >= count);
        let mut number = 99;
        assert_eq!(virTypedParamsGetUInt(list, count, c"n".as_ptr(), &raw mut number), 1);
        assert_eq!(number, 0, "the first of a name");
        let mut text = null();
        assert_eq!(virTypedParamsGetString(list, count, c"s".as_ptr(), &raw mut text), 1);
        assert_eq!(CStr::from_ptr(text), c"text");
        let mut real = 0.0;
        assert_eq!(virTypedParamsGetDouble(list, count, c"d".as_ptr(), &raw mut real), 1);
        assert!((real - 1.5).abs() < 1e-9);
        let mut yes = 0;
        assert_eq!(virTypedParamsGetBoolean(list, count, c"b".as_ptr(), &raw mut yes), 1);
        assert_eq!(yes, 1);
        virResetLastError();
        assert_eq!(virTypedParamsGetInt(list, count, c"missing".as_ptr(), null_mut()), 0);
        assert_eq!(virGetLastErrorCode(), 0);
        assert_eq!(virTypedParamsGetInt(list, count, c"n".as_ptr(), null_mut()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_ARG);
        assert!(virTypedParamsGet(list, count, c"missing".as_ptr()).is_null());
        for (kind, text) in [(1, c"x"), (2, c"-1"), (6, c"yes"), (9, c"1")] {
            assert_eq!(virTypedParamsAddFromString(l, n, r, c"f".as_ptr(), kind, text.as_ptr()), -1);
        }
        let long = std::ffi::CString::new("x".repeat(80)).unwrap();
        assert_eq!(virTypedParamsAddInt(l, n, r, long.as_ptr(), 1), -1);
        assert_eq!(count, 25, "what fails adds nothing");
        virTypedParamsFree(list, count);
    }
}
