//! User and group accounts: numbers for names, and the groups a user is in.

use std::ffi::{CStr, CString};
use std::io;

/// A user account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Login name.
    pub name: String,
    /// User number.
    pub uid: u32,
    /// Main group.
    pub gid: u32,
    /// Home folder.
    pub home: String,
}

/// Largest buffer offered to the account database before giving up.
const MAX_BUFFER: usize = 1 << 20;

fn retry_with_buffer<T>(mut call: impl FnMut(&mut [libc::c_char]) -> Result<Option<T>, i32>) -> io::Result<Option<T>> {
    let mut size = 4096;
    loop {
        let mut buffer = vec![0; size];
        match call(&mut buffer) {
            Ok(found) => return Ok(found),
            Err(libc::ERANGE) if size < MAX_BUFFER => size *= 4,
            Err(libc::EINTR) => {}
            // The database says "no such entry" in several ways.
            Err(libc::ENOENT | libc::ESRCH | libc::EBADF | libc::EPERM) => return Ok(None),
            Err(errno) => return Err(io::Error::from_raw_os_error(errno)),
        }
    }
}

fn owned(text: *const libc::c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: not null, and the account database hands out NUL-terminated strings that live in the caller's buffer.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

fn user(
    find: impl Fn(*mut libc::passwd, &mut [libc::c_char], *mut *mut libc::passwd) -> i32,
) -> io::Result<Option<User>> {
    retry_with_buffer(|buffer| {
        // SAFETY: `passwd` is a plain C struct for which all zeroes is a valid value.
        let mut entry: libc::passwd = unsafe { std::mem::zeroed() };
        let mut found = std::ptr::null_mut();
        match find(&mut entry, buffer, &mut found) {
            0 if found.is_null() => Ok(None),
            0 => Ok(Some(User {
                name: owned(entry.pw_name),
                uid: entry.pw_uid,
                gid: entry.pw_gid,
                home: owned(entry.pw_dir),
            })),
            errno => Err(errno),
        }
    })
}

/// The account of a user name.
pub fn user_by_name(name: &str) -> io::Result<Option<User>> {
    let name = CString::new(name)?;
    user(|entry, buffer, found| {
        // SAFETY: all pointers are to live objects, the length is the buffer's.
        unsafe { libc::getpwnam_r(name.as_ptr(), entry, buffer.as_mut_ptr(), buffer.len(), found) }
    })
}

/// The account of a user number.
pub fn user_by_uid(uid: u32) -> io::Result<Option<User>> {
    user(|entry, buffer, found| {
        // SAFETY: all pointers are to live objects, the length is the buffer's.
        unsafe { libc::getpwuid_r(uid, entry, buffer.as_mut_ptr(), buffer.len(), found) }
    })
}

/// The number of a group name.
pub fn group_by_name(name: &str) -> io::Result<Option<u32>> {
    let name = CString::new(name)?;
    retry_with_buffer(|buffer| {
        // SAFETY: `group` is a plain C struct for which all zeroes is a valid value.
        let mut entry: libc::group = unsafe { std::mem::zeroed() };
        let mut found = std::ptr::null_mut();
        // SAFETY: all pointers are to live objects, the length is the buffer's.
        match unsafe { libc::getgrnam_r(name.as_ptr(), &mut entry, buffer.as_mut_ptr(), buffer.len(), &mut found) } {
            0 if found.is_null() => Ok(None),
            0 => Ok(Some(entry.gr_gid)),
            errno => Err(errno),
        }
    })
}

/// All groups of a user, the main one included.
pub fn groups_of(user: &str, main_group: u32) -> io::Result<Vec<u32>> {
    let user = CString::new(user)?;
    let mut count: libc::c_int = 64;
    loop {
        let mut groups = vec![0; usize::try_from(count).unwrap_or(0)];
        let before = count;
        // SAFETY: `count` is the number of elements of `groups`, and is updated in place.
        let result = unsafe { libc::getgrouplist(user.as_ptr(), main_group, groups.as_mut_ptr(), &mut count) };
        if result >= 0 {
            groups.truncate(usize::try_from(result).unwrap_or(0));
            return Ok(groups);
        }
        if count <= before || count > 65_536 {
            return Err(io::Error::other("too many groups"));
        }
    }
}

/// Whether an account belongs to a group; an account or group that cannot be looked up does not.
pub fn is_member(uid: u32, group: u32) -> bool {
    let user = user_by_uid(uid).ok().flatten();
    user.is_some_and(|u| u.gid == group || groups_of(&u.name, u.gid).is_ok_and(|g| g.contains(&group)))
}

/// Number of the user this process acts as.
pub fn effective_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Number of the group this process acts as.
pub fn effective_gid() -> u32 {
    rustix::process::getegid().as_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_known_and_nonsense_is_not() {
        let root = user_by_name("root").unwrap().unwrap();
        assert_eq!((root.uid, root.gid), (0, 0));
        assert_eq!(user_by_uid(0).unwrap().unwrap().name, "root");
        assert_eq!(user_by_name("no such user").unwrap(), None);
        assert!(groups_of("root", 0).unwrap().contains(&0));
        assert_eq!(group_by_name("root").unwrap(), Some(0));
    }
}
