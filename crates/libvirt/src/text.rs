//! Strings and lists between C and Rust. What C gets, C frees with `free`.

use std::ffi::{CStr, c_char, c_void};
use std::ptr::null_mut;

use ferrovirt::{Error, Result, Uuid};

use crate::prelude::missing;

/// Longest text that a caller may hand over; the wire carries no longer one.
const MAX_TEXT: usize = 32 << 20;

/// A text that has to be there.
///
/// # Safety
/// `text` is NULL or points to bytes that end with NUL and live for `'a`.
pub unsafe fn required<'a>(text: *const c_char, name: &str, function: &str) -> Result<&'a str> {
    // SAFETY: as the caller promises.
    let found = unsafe { optional(text, name, function) }?;
    found.ok_or_else(|| missing(name, function))
}

/// The name of a file, which has to be there: absolute, and without `.` and `..`.
///
/// # Safety
/// As [`required`].
pub unsafe fn path(text: *const c_char, name: &str, function: &str) -> Result<String> {
    // SAFETY: as the caller promises.
    let text = unsafe { required(text, name, function) }?;
    let current = match text.starts_with('/') {
        true => String::new(),
        false => {
            let current = std::env::current_dir().map_err(|e| Error::system("cannot tell the current folder", &e))?;
            current.into_os_string().into_string().map_err(|_| Error::invalid_arg("the current folder is not UTF-8"))?
        }
    };
    Ok(absolute(&current, text))
}

/// A name below a folder.
fn absolute(folder: &str, name: &str) -> String {
    let mut parts = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => (),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// A text that may be NULL.
///
/// # Safety
/// As [`required`].
pub unsafe fn optional<'a>(text: *const c_char, name: &str, function: &str) -> Result<Option<&'a str>> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    let bytes = unsafe { CStr::from_ptr(text) };
    if bytes.count_bytes() > MAX_TEXT {
        return Err(Error::invalid_arg(format!("{name} in {function} is longer than {MAX_TEXT} bytes")));
    }
    bytes.to_str().map(Some).map_err(|_| Error::invalid_arg(format!("{name} in {function} is not UTF-8")))
}

/// A list of texts with its length beside it.
///
/// # Safety
/// `list` is NULL or points to `count` pointers, each as in [`required`].
pub unsafe fn list<'a>(list: *const *const c_char, count: usize, name: &str, function: &str) -> Result<Vec<&'a str>> {
    if list.is_null() || count == 0 {
        return Ok(Vec::new());
    }
    if count > MAX_TEXT / size_of::<usize>() {
        return Err(Error::invalid_arg(format!("{name} in {function} has too many entries: {count}")));
    }
    // SAFETY: as the caller promises.
    let pointers = unsafe { std::slice::from_raw_parts(list, count) };
    // SAFETY: as the caller promises.
    pointers.iter().map(|text| unsafe { required(*text, name, function) }).collect()
}

/// Sixteen bytes of a UUID.
///
/// # Safety
/// `uuid` is NULL or points to 16 bytes.
pub unsafe fn uuid(uuid: *const u8, name: &str, function: &str) -> Result<Uuid> {
    if uuid.is_null() {
        return Err(missing(name, function));
    }
    // SAFETY: as the caller promises.
    Ok(Uuid(unsafe { *uuid.cast::<[u8; 16]>() }))
}

/// Memory from C's allocator for `count` values of `T`, zeroed; at least one, so that it is never NULL.
pub fn allocate<T>(count: usize) -> *mut T {
    // SAFETY: calloc checks the product for overflow.
    let memory = unsafe { libc::calloc(count.max(1), size_of::<T>()) };
    if memory.is_null() {
        // As Rust's own allocator does: there is no way to go on.
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<T>());
    }
    memory.cast()
}

/// A text for C.
pub fn give(text: &str) -> *mut c_char {
    // C ends the text at the first NUL; so do we, before it is copied.
    let bytes = text.as_bytes();
    let length = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let copy = allocate::<u8>(length + 1);
    // SAFETY: the memory has `length + 1` bytes and is ours alone; the last byte is zero already.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), copy, length) };
    copy.cast()
}

/// A text for C, or NULL.
pub fn give_optional(text: Option<&str>) -> *mut c_char {
    text.map_or(null_mut(), give)
}

/// A list of pointers for C, with NULL at its end.
pub fn give_list<T>(items: Vec<*mut T>) -> *mut *mut T {
    let list = allocate::<*mut T>(items.len() + 1);
    for (i, item) in items.into_iter().enumerate() {
        // SAFETY: the list has one place more than there are items.
        unsafe { list.add(i).write(item) };
    }
    list
}

/// Puts texts into a caller's array and returns how many.
///
/// # Safety
/// `names` has room for `names_max` pointers.
pub unsafe fn put_names(names: *mut *mut c_char, names_max: i32, texts: Vec<String>) -> Result<i32> {
    let room = usize::try_from(names_max).unwrap_or(0);
    let count = texts.len().min(room);
    for (i, text) in texts.iter().take(room).enumerate() {
        // SAFETY: as the caller promises; `i` is below its room.
        unsafe { names.add(i).write(give(text)) };
    }
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Writes a result where the caller wants it, if anywhere.
///
/// # Safety
/// `place` is NULL or may be written.
pub unsafe fn put<T>(place: *mut T, value: T) {
    if !place.is_null() {
        // SAFETY: as the caller promises.
        unsafe { place.write(value) };
    }
}

/// Gives memory back that came from here.
///
/// # Safety
/// `memory` is NULL or came from C's allocator and is used no more.
pub unsafe fn free<T>(memory: *mut T) {
    // SAFETY: as the caller promises.
    unsafe { libc::free(memory.cast::<c_void>()) };
}

/// A text that C made for us: taken over and wiped, since it may be secret. Nothing, where there is none or it is no text.
///
/// # Safety
/// `text` is NULL or points to bytes that end with NUL, came from C's allocator and are used no more.
pub unsafe fn take(text: *mut c_char) -> Option<String> {
    if text.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    let copy = unsafe { CStr::from_ptr(text) }.to_bytes().to_vec();
    // SAFETY: the text is that long, and ours alone.
    unsafe {
        std::ptr::write_bytes(text, 0, copy.len());
        free(text);
    }
    String::from_utf8(copy).ok()
}

/// Bytes for C.
pub fn give_bytes(bytes: &[u8]) -> *mut u8 {
    let copy = allocate::<u8>(bytes.len());
    // SAFETY: the memory has that many bytes and is ours alone.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), copy, bytes.len()) };
    copy
}

/// Puts numbers into a caller's array and returns how many.
///
/// # Safety
/// `place` has `room` places.
pub unsafe fn put_array<T: Copy>(values: &[T], place: *mut T, room: usize) -> i32 {
    let count = values.len().min(room);
    // SAFETY: as the caller promises; no more is written than there is room for.
    unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), place, count) };
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A caller's bytes.
///
/// # Safety
/// `bytes` is NULL or has `count` bytes that live for `'a`.
pub unsafe fn bytes<'a>(bytes: *const u8, count: usize, name: &str, function: &str) -> Result<&'a [u8]> {
    if bytes.is_null() {
        return Err(missing(name, function));
    }
    if count > MAX_TEXT {
        return Err(Error::invalid_arg(format!("{name} in {function} is longer than {MAX_TEXT} bytes")));
    }
    // SAFETY: as the caller promises.
    Ok(unsafe { std::slice::from_raw_parts(bytes, count) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_absolute() {
        for (name, full) in [("a", "/home/a"), ("./a//b", "/home/a/b"), ("../a", "/a"), ("", "/home"), ("../..", "/")] {
            assert_eq!(absolute("/home", name), full);
        }
        assert_eq!(absolute("", "/a/../b/."), "/b");
        // SAFETY: a text that ends with NUL.
        let full = unsafe { path(c"a".as_ptr(), "to", "virDomainSave") }.unwrap();
        assert_eq!(full, std::env::current_dir().unwrap().join("a").to_str().unwrap());
    }
}
