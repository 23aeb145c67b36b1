//! Files and descriptors that commands read and write.

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;

use crate::failure::{Failure, Lead, Outcome};

/// A document larger than this is a mistake.
const FILE_MAX: u64 = 10 * 1024 * 1024;

/// The system's words for an error, without its number.
pub fn words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Reads a text file, such as a document.
pub fn read(path: &str) -> Outcome<String> {
    let failed = |what: &str, e: std::io::Error| Failure::new(format!("Failed to {what} file '{path}': {}", words(&e)));
    let mut text = String::new();
    let file = File::open(path).map_err(|e| failed("open", e))?;
    let read = file.take(FILE_MAX + 1).read_to_string(&mut text).map_err(|e| failed("read", e))?;
    if read as u64 > FILE_MAX {
        return Err(Failure::new(format!("File '{path}' is larger than {FILE_MAX} bytes")));
    }
    Ok(text)
}

/// Reads a document; one in JSON becomes the XML that it says.
pub fn document(path: &str) -> Outcome<String> {
    let text = read(path)?;
    match text.trim_start().starts_with('{') {
        true => conf::documents::from_json(&text).lead(format!("Failed to read the JSON document '{path}'")),
        false => Ok(text),
    }
}

/// Descriptors that this program inherited, from a comma-separated list of numbers.
pub fn fds(list: Option<&str>) -> Outcome<Vec<OwnedFd>> {
    let mut files = vec![];
    for word in list.iter().flat_map(|list| list.split(',')) {
        let bad = || Failure::new(format!("Unable to parse FD number '{word}'"));
        let number: u32 = word.parse().map_err(|_| bad())?;
        let file =
            duplicate(number).map_err(|e| Failure::new(format!("Cannot duplicate FD {number}: {}", words(&e))))?;
        files.push(file);
    }
    Ok(files)
}

/// Another descriptor of the same open file, asked of the kernel by number: a handle made of a number needs unsafe code,
/// and opening it anew through /proc is no way for sockets.
fn duplicate(number: u32) -> std::io::Result<OwnedFd> {
    let bad = || std::io::Error::from_raw_os_error(rustix::io::Errno::BADF.raw_os_error());
    let number = i32::try_from(number).map_err(|_| bad())?;
    let own = rustix::process::pidfd_open(rustix::process::getpid(), rustix::process::PidfdFlags::empty())?;
    Ok(rustix::process::pidfd_getfd(own, number, rustix::process::PidfdGetfdFlags::empty())?)
}
