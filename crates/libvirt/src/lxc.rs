//! What a program does to itself to get into a container: namespaces, labels, control groups.

use std::ffi::{CStr, c_int, c_uint};
use std::os::fd::{IntoRawFd, OwnedFd};

use ferrovirt::{Error, Result};

use crate::call::run;
use crate::checks;
use crate::frame::with;
use crate::infos::{VirSecurityLabel, VirSecurityModel, chars};
use crate::object::Whose;
use crate::objects::VirDomain;
use crate::prelude::missing;
use crate::text;

/// The kinds of namespaces, in the order of the descriptors that a container has.
const NAMESPACES: [&str; 6] = ["user", "ipc", "uts", "net", "pid", "mnt"];

/// Most descriptors of namespaces.
const MAX_NAMESPACES: usize = 32;

fn no_flags(flags: c_uint, function: &str) -> Result<()> {
    match flags {
        0 => Ok(()),
        _ => Err(checks::refused(function, "flags", format!("unsupported flags (0x{flags:x}) in function {function}"))),
    }
}

/// Descriptors of the namespaces that this thread is in.
fn own_namespaces() -> Result<Vec<OwnedFd>> {
    let mut found = vec![];
    for kind in NAMESPACES {
        match std::fs::File::open(format!("/proc/self/ns/{kind}")) {
            Ok(file) => found.push(file.into()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => (),
            Err(e) => return Err(Error::system(format!("Unable to open the {kind} namespace"), &e)),
        }
    }
    Ok(found)
}

/// Joins the namespaces of a container, and gives descriptors of the old ones to those who want them.
#[unsafe(export_name = "ferrovirt_virDomainLxcEnterNamespace")]
pub unsafe extern "C" fn virDomainLxcEnterNamespace(
    domain: *mut VirDomain,
    nfdlist: c_uint,
    fdlist: *mut c_int,
    noldfdlist: *mut c_uint,
    oldfdlist: *mut *mut c_int,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainLxcEnterNamespace";
    with!(VirDomain, domain, NAME, |_dom| {
        no_flags(flags, NAME)?;
        if noldfdlist.is_null() != oldfdlist.is_null() {
            return Err(missing("oldfdlist", NAME));
        }
        if nfdlist as usize > MAX_NAMESPACES || (nfdlist > 0 && fdlist.is_null()) {
            return Err(Error::invalid_arg(format!("fdlist in {NAME} must have at most {MAX_NAMESPACES} descriptors")));
        }
        let old = if oldfdlist.is_null() { vec![] } else { own_namespaces()? };
        for i in 0..nfdlist as usize {
            if libc::setns(*fdlist.add(i), 0) < 0 {
                let error = std::io::Error::last_os_error();
                // A namespace of users that one is already in cannot be joined again.
                if error.raw_os_error() != Some(libc::EINVAL) || i > 0 {
                    return Err(Error::system("Unable to join domain namespace", &error));
                }
            }
        }
        if !oldfdlist.is_null() {
            let list: *mut c_int = text::allocate(old.len());
            noldfdlist.write(c_uint::try_from(old.len()).unwrap_or(0));
            for (i, fd) in old.into_iter().enumerate() {
                list.add(i).write(fd.into_raw_fd());
            }
            oldfdlist.write(list);
        }
        Ok(0)
    })
}

/// The text of a field that ends with NUL.
fn text_of(field: &[std::ffi::c_char]) -> Result<String> {
    let bytes: Vec<u8> = field.iter().map(|c| c.cast_unsigned()).collect();
    let text = CStr::from_bytes_until_nul(&bytes).map_err(|_| Error::invalid_arg("a field of a label has no end"))?;
    text.to_str().map(str::to_owned).map_err(|_| Error::invalid_arg("a field of a label is not UTF-8"))
}

/// Where the kernel takes the label of programs that this thread becomes.
fn label_files(model: &str) -> Result<(&'static str, &'static str)> {
    match model {
        "selinux" => Ok(("/proc/thread-self/attr/current", "/proc/thread-self/attr/exec")),
        "apparmor" => Ok(("/proc/thread-self/attr/apparmor/current", "/proc/thread-self/attr/apparmor/exec")),
        other => Err(Error::new(
            ferrovirt::ErrorCode::ARGUMENT_UNSUPPORTED,
            format!("Security model {other} cannot be entered"),
        )),
    }
}

/// Takes a container's label on.
#[unsafe(export_name = "ferrovirt_virDomainLxcEnterSecurityLabel")]
pub unsafe extern "C" fn virDomainLxcEnterSecurityLabel(
    model: *mut VirSecurityModel,
    label: *mut VirSecurityLabel,
    oldlabel: *mut VirSecurityLabel,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainLxcEnterSecurityLabel";
    run(Whose::NONE, || {
        no_flags(flags, NAME)?;
        // SAFETY: the caller keeps to the C declaration.
        let (model, label) = unsafe { (model.as_ref(), label.as_ref()) };
        let model = text_of(&model.ok_or_else(|| missing("model", NAME))?.model)?;
        let label = text_of(&label.ok_or_else(|| missing("label", NAME))?.label)?;
        if model == "none" {
            return Ok(0);
        }
        let (current, next) = label_files(&model)?;
        if !oldlabel.is_null() {
            let old = std::fs::read(current).map_err(|e| Error::system("Unable to get the current label", &e))?;
            let old: Vec<i8> = old.into_iter().filter(|b| *b != b'\n').map(u8::cast_signed).collect();
            // SAFETY: the caller keeps to the C declaration.
            unsafe { oldlabel.write(VirSecurityLabel { label: chars(&old), enforcing: 1 }) };
        }
        let written = if model == "apparmor" { format!("exec {label}") } else { label.clone() };
        std::fs::write(next, written).map_err(|e| Error::system(format!("Cannot set label {label}"), &e))?;
        Ok(0)
    })
}

/// Moves this program into a container's control group.
#[unsafe(export_name = "ferrovirt_virDomainLxcEnterCGroup")]
pub unsafe extern "C" fn virDomainLxcEnterCGroup(domain: *mut VirDomain, flags: c_uint) -> c_int {
    const NAME: &str = "virDomainLxcEnterCGroup";
    with!(VirDomain, domain, NAME, |dom| {
        no_flags(flags, NAME)?;
        let id = dom.id.load(std::sync::atomic::Ordering::Relaxed);
        if id < 1 {
            return Err(Error::operation_invalid("domain is not running"));
        }
        // The container's number is that of its controlling process.
        let place = std::fs::read_to_string(format!("/proc/{id}/cgroup"))
            .map_err(|e| Error::system(format!("Cannot read the control group of process {id}"), &e))?;
        let group = place.lines().find_map(|line| line.strip_prefix("0::"));
        let group = group.ok_or_else(|| Error::internal("the container has no unified control group"))?;
        let file = format!("/sys/fs/cgroup{group}/cgroup.procs");
        std::fs::write(&file, std::process::id().to_string())
            .map_err(|e| Error::system(format!("Cannot write {file}"), &e))?;
        Ok(0)
    })
}
