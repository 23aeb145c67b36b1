//! Functions with which file descriptors travel. The caller keeps what it hands in and owns what it gets.

use std::ffi::{c_char, c_int, c_uint};
use std::os::fd::{BorrowedFd, IntoRawFd, OwnedFd};
use std::sync::atomic::Ordering;

use ferrovirt::{Error, Result};

use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::VirDomain;
use crate::prelude::missing;
use crate::text;

/// Most descriptors that travel with one call.
const MAX_FDS: c_uint = 32;

/// Copies of a caller's descriptors.
unsafe fn copies(fds: *const c_int, count: c_uint, name: &str, function: &str) -> Result<Vec<OwnedFd>> {
    if count == 0 {
        return Ok(vec![]);
    }
    if fds.is_null() {
        return Err(missing(name, function));
    }
    if count > MAX_FDS {
        return Err(Error::invalid_arg(format!("{name} in {function} has {count} descriptors; {MAX_FDS} may travel")));
    }
    // SAFETY: the list has as many descriptors as the caller says.
    let list = unsafe { std::slice::from_raw_parts(fds, count as usize) };
    let copy = |fd: &c_int| {
        if *fd < 0 {
            return Err(Error::invalid_arg(format!("{name} in {function} has {fd}, which is no descriptor")));
        }
        // SAFETY: it is only duplicated here; a closed one is an error of that.
        let borrowed = unsafe { BorrowedFd::borrow_raw(*fd) };
        borrowed.try_clone_to_owned().map_err(|e| Error::system("Unable to duplicate file descriptor", &e))
    };
    list.iter().map(copy).collect()
}

/// Descriptors for C as an array that the caller frees.
fn give(fds: Vec<OwnedFd>) -> *mut c_int {
    let list: *mut c_int = text::allocate(fds.len());
    for (i, fd) in fds.into_iter().enumerate() {
        // SAFETY: the array has room for all.
        unsafe { list.add(i).write(fd.into_raw_fd()) };
    }
    list
}

/// Starts a domain whose first process gets descriptors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateWithFiles(
    domain: *mut VirDomain,
    nfiles: c_uint,
    files: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainCreateWithFiles", |dom| {
        refusals::virDomainCreateWithFiles(dom)?;
        let fds = copies(files, nfiles, "files", "virDomainCreateWithFiles")?;
        let started = dom.connect().domain.create_with_files(dom.reference(), flags, fds)?;
        dom.id.store(started.id, Ordering::Relaxed);
        Ok(0)
    })
}

/// Starts a domain that is gone when it ends and whose first process gets descriptors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateXMLWithFiles(
    conn: *mut VirConnect,
    xmlDesc: *const c_char,
    nfiles: c_uint,
    files: *mut c_int,
    flags: c_uint,
) -> *mut VirDomain {
    with!(VirConnect, conn, "virDomainCreateXMLWithFiles", |conn| {
        refusals::virDomainCreateXMLWithFiles(conn, xmlDesc)?;
        let document = text::required(xmlDesc, "xmlDesc", "virDomainCreateXMLWithFiles")?;
        let fds = copies(files, nfiles, "files", "virDomainCreateXMLWithFiles")?;
        let started = conn.connect().domain.create_xml_with_files(document, flags, fds)?;
        Ok(VirDomain::new(conn, started))
    })
}

/// Names descriptors that documents of the domain can refer to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFDAssociate(
    domain: *mut VirDomain,
    name: *const c_char,
    nfds: c_uint,
    fds: *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainFDAssociate", |dom| {
        refusals::virDomainFDAssociate(dom, nfds, fds)?;
        let name = text::required(name, "name", "virDomainFDAssociate")?;
        let fds = copies(fds, nfds, "fds", "virDomainFDAssociate")?;
        dom.connect().domain.fd_associate(dom.reference(), name, flags, fds).map(|()| 0)
    })
}

/// Hands a socket to a guest's display.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainOpenGraphics(dom: *mut VirDomain, idx: c_uint, fd: c_int, flags: c_uint) -> c_int {
    with!(VirDomain, dom, "virDomainOpenGraphics", |dom| {
        refusals::virDomainOpenGraphics(dom, fd)?;
        let fds = copies(&raw const fd, 1, "fd", "virDomainOpenGraphics")?;
        dom.connect().domain.open_graphics(dom.reference(), idx, flags, fds).map(|()| 0)
    })
}

/// A new socket to a guest's display.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainOpenGraphicsFD(dom: *mut VirDomain, idx: c_uint, flags: c_uint) -> c_int {
    with!(VirDomain, dom, "virDomainOpenGraphicsFD", |dom| {
        refusals::virDomainOpenGraphicsFD(dom)?;
        let fds = dom.connect().domain.open_graphics_fd(dom.reference(), idx, flags)?;
        let fd = fds.into_iter().next().ok_or_else(|| Error::internal("no file descriptor came with the answer"))?;
        Ok(fd.into_raw_fd())
    })
}

/// Sends a command with descriptors to QEMU's monitor.
#[unsafe(export_name = "ferrovirt_virDomainQemuMonitorCommandWithFiles")]
pub unsafe extern "C" fn virDomainQemuMonitorCommandWithFiles(
    domain: *mut VirDomain,
    cmd: *const c_char,
    ninfiles: c_uint,
    infiles: *mut c_int,
    noutfiles: *mut c_uint,
    outfiles: *mut *mut c_int,
    result: *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainQemuMonitorCommandWithFiles";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainQemuMonitorCommandWithFiles(dom, cmd, result)?;
        let command = text::required(cmd, "cmd", NAME)?;
        if outfiles.is_null() != noutfiles.is_null() {
            return Err(missing("outfiles", NAME));
        }
        let fds = copies(infiles, ninfiles, "infiles", NAME)?;
        let (answer, fds) =
            dom.connect().qemu.domain_monitor_command_with_files(dom.reference(), command, flags, fds)?;
        if !outfiles.is_null() {
            noutfiles.write(c_uint::try_from(fds.len()).unwrap_or(0));
            outfiles.write(give(fds));
        }
        result.write(text::give(&answer));
        Ok(0)
    })
}

/// Descriptors of a container's namespaces; how many.
#[unsafe(export_name = "ferrovirt_virDomainLxcOpenNamespace")]
pub unsafe extern "C" fn virDomainLxcOpenNamespace(
    domain: *mut VirDomain,
    fdlist: *mut *mut c_int,
    flags: c_uint,
) -> c_int {
    with!(VirDomain, domain, "virDomainLxcOpenNamespace", |dom| {
        refusals::virDomainLxcOpenNamespace(dom, fdlist)?;
        let fds = dom.connect().lxc.domain_open_namespace(dom.reference(), flags)?;
        let count = c_int::try_from(fds.len()).unwrap_or(0);
        fdlist.write(give(fds));
        Ok(count)
    })
}
