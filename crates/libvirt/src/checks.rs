//! What the `check` lines of `api/*.api` demand of arguments before a driver is asked.

use std::ffi::{c_char, c_int};

use ferrovirt::{Error, ErrorDomain, Result};

/// An argument that is refused: by whom, which one, and what is wrong with it.
pub(crate) fn refused(function: &str, name: &str, message: String) -> Error {
    Error::bad_argument(message).argument(function, name).in_domain(ErrorDomain::of_function(function))
}

fn demand(holds: bool, name: &str, function: &str, words: &str) -> Result<()> {
    match holds {
        true => Ok(()),
        false => Err(refused(function, name, format!("{name} in {function} must {words}"))),
    }
}

/// `not-null`
pub(crate) fn not_null<T>(place: *const T, name: &str, function: &str) -> Result<()> {
    demand(!place.is_null(), name, function, "not be NULL")
}

/// `null`
pub(crate) fn null<T>(place: *const T, name: &str, function: &str) -> Result<()> {
    demand(place.is_null(), name, function, "be NULL")
}

/// `not-empty`
///
/// # Safety
/// `text` is NULL or ends with NUL.
pub(crate) unsafe fn not_empty(text: *const c_char, name: &str, function: &str) -> Result<()> {
    // SAFETY: as the caller promises.
    demand(text.is_null() || unsafe { *text } != 0, name, function, "not be an empty string")
}

/// `zero`
pub(crate) fn zero<T: Default + PartialEq>(value: T, name: &str, function: &str) -> Result<()> {
    demand(value == T::default(), name, function, "be zero")
}

/// `not-zero`
pub(crate) fn not_zero<T: Default + PartialEq>(value: T, name: &str, function: &str) -> Result<()> {
    demand(value != T::default(), name, function, "not be zero")
}

/// `positive`
pub(crate) fn positive<T: Default + PartialOrd>(value: T, name: &str, function: &str) -> Result<()> {
    demand(value > T::default(), name, function, "be greater than zero")
}

/// `not-negative`
pub(crate) fn not_negative<T: Default + PartialOrd>(value: T, name: &str, function: &str) -> Result<()> {
    demand(value >= T::default(), name, function, "be zero or greater")
}

/// `at-least N`
pub(crate) fn at_least<T: TryInto<i64>>(value: T, least: i64, name: &str, function: &str) -> Result<()> {
    demand(number(value) >= least, name, function, &format!("be at least {least}"))
}

/// `at-most N`
pub(crate) fn at_most<T: TryInto<i64>>(value: T, most: i64, name: &str, function: &str) -> Result<()> {
    demand(number(value) <= most, name, function, &format!("be at most {most}"))
}

/// `fits N`
pub(crate) fn fits<T: TryInto<i64>>(value: T, most: i64, name: &str, function: &str) -> Result<()> {
    match number(value) <= most {
        true => Ok(()),
        false => {
            let error = Error::overflow(format!("{name} in {function} must be at most {most}"));
            Err(error.in_domain(ErrorDomain::of_function(function)))
        }
    }
}

/// `socket`
pub(crate) fn socket(fd: c_int, name: &str, function: &str) -> Result<()> {
    // SAFETY: zeros are a valid structure, which is filled.
    let mut found: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the place is ours; a wrong descriptor is an error.
    if unsafe { libc::fstat(fd, &raw mut found) } < 0 {
        let error = Error::system(format!("{name} in {function}"), &std::io::Error::last_os_error());
        return Err(error.in_domain(ErrorDomain::of_function(function)));
    }
    demand(found.st_mode & libc::S_IFMT == libc::S_IFSOCK, name, function, "be a socket")
}

/// What is too large for the type is larger than every limit.
fn number<T: TryInto<i64>>(value: T) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

/// `ARGUMENT is CONSTANT|…`
pub(crate) fn is<T: TryInto<i64>>(value: T, constants: &[i64]) -> bool {
    constants.contains(&number(value))
}

/// `ARGUMENT has FLAG|…`
pub(crate) fn has<T: Into<u64>>(flags: T, wanted: &[u32]) -> bool {
    let flags = flags.into();
    wanted.iter().any(|flag| flags & u64::from(*flag) != 0)
}

/// A flag and its name.
type Named = (u32, &'static str);

/// Compat: what programs find as the argument's name where flags contradict each other.
const FLAGS: &str = "ctl";

/// `exclusive FLAG FLAG…`
pub(crate) fn exclusive<T: Into<u64>>(flags: T, known: &[Named], function: &str) -> Result<()> {
    let flags = flags.into();
    let mut set = known.iter().filter(|(flag, _)| flags & u64::from(*flag) != 0);
    match (set.next(), set.next()) {
        (Some((_, first)), Some((_, second))) => {
            let message = format!("Flags '{first}' and '{second}' in {function} are mutually exclusive");
            Err(refused(function, FLAGS, message))
        }
        _ => Ok(()),
    }
}

/// `FLAG|… needs FLAG|…`
pub(crate) fn needs<T: Into<u64>>(flags: T, known: &[Named], needed: &[Named], function: &str) -> Result<()> {
    let flags = flags.into();
    let set = |list: &[Named]| list.iter().find(|(flag, _)| flags & u64::from(*flag) != 0).map(|(_, name)| *name);
    match (set(known), set(needed)) {
        (Some(first), None) => {
            let needed: Vec<&str> = needed.iter().map(|(_, name)| *name).collect();
            let message = format!("Flag '{first}' in {function} needs flag '{}'", needed.join("' or '"));
            Err(refused(function, FLAGS, message))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(result: Result<()>) -> [Option<String>; 3] {
        result.unwrap_err().beside_message().texts
    }

    #[test]
    fn numbers_are_held_against_their_demands() {
        let texts = [Some("f".to_owned()), Some("n".to_owned()), None];
        assert_eq!(refusal(zero(1u32, "n", "f")), texts);
        assert_eq!(refusal(not_zero(0u64, "n", "f")), texts);
        assert_eq!(refusal(positive(-1, "n", "f")), texts);
        assert_eq!(refusal(positive(0, "n", "f")), texts);
        assert_eq!(refusal(not_negative(-1, "n", "f")), texts);
        assert_eq!(refusal(at_least(-2, -1, "n", "f")), texts);
        assert_eq!(refusal(at_most(usize::MAX, 40, "n", "f")), texts);
        assert!(not_zero(1, "n", "f").is_ok() && positive(1, "n", "f").is_ok() && not_negative(0, "n", "f").is_ok());
        assert!(at_least(-1, -1, "n", "f").is_ok() && at_most(40usize, 40, "n", "f").is_ok());
    }

    #[test]
    fn what_is_too_large_overflows_and_descriptors_are_sockets() {
        assert!(fits(7u64, 7, "n", "f").is_ok());
        assert_eq!(fits(u64::MAX, 7, "n", "f").unwrap_err().code(), ferrovirt::ErrorCode::OVERFLOW);
        let (socket_fd, _other) = std::os::unix::net::UnixStream::pair().unwrap();
        assert!(socket(std::os::fd::AsRawFd::as_raw_fd(&socket_fd), "fd", "f").is_ok());
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(socket(std::os::fd::AsRawFd::as_raw_fd(&file), "fd", "f").is_err());
        assert_eq!(socket(i32::MAX, "fd", "f").unwrap_err().code(), ferrovirt::ErrorCode::SYSTEM_ERROR);
    }

    #[test]
    fn pointers_and_texts_are_held_against_their_demands() {
        let none = std::ptr::null::<c_char>();
        assert!(not_null(none, "p", "f").is_err() && null(none, "p", "f").is_ok());
        assert!(not_null(c"".as_ptr(), "p", "f").is_ok() && null(c"".as_ptr(), "p", "f").is_err());
        // SAFETY: NULL, or texts that end with NUL.
        let results = unsafe { [none, c"".as_ptr(), c"a".as_ptr()].map(|text| not_empty(text, "p", "f").is_ok()) };
        assert_eq!(results, [true, false, true]);
    }

    #[test]
    fn flags_are_held_against_each_other() {
        let (a, b, c): (Named, Named, Named) = ((1, "A"), (2, "B"), (4, "C"));
        let allowed = |flags: u32| exclusive(flags, &[a, b, c], "f").is_ok();
        assert_eq!(
            [0u32, 1, 2, 4, 8, 3, 5, 6, 7].map(allowed),
            [true, true, true, true, true, false, false, false, false]
        );
        let allowed = |flags: u32| needs(flags, &[a], &[b, c], "f").is_ok();
        assert_eq!([0u32, 1, 2, 3, 5].map(allowed), [true, false, true, true, true]);
        let error = exclusive(3u64, &[a, b], "virDomainSave").unwrap_err();
        assert_eq!((error.code(), error.domain()), (ferrovirt::ErrorCode::INVALID_ARG, ErrorDomain::DOMAIN));
        assert!(has(6u32, &[1, 2]) && !has(6u32, &[1]) && is(2u32, &[1, 2]) && !is(3u32, &[1, 2]));
    }
}
