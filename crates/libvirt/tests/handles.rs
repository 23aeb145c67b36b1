//! The library as C sees it, over the driver that lives in this process.

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::{null, null_mut};

use libvirt::connect::*;
use libvirt::error::*;
use libvirt::generated::connect::virConnectGetCapabilities;
use libvirt::generated::domain::*;
use libvirt::local::*;
use libvirt::object::Object;
use libvirt::objects::*;
use libvirt::text;

const INVALID_CONN: c_int = 6;
const INVALID_DOMAIN: c_int = 7;
const INVALID_ARG: c_int = 8;
const NO_DOMAIN: c_int = 42;

/// A connection to an embedded driver in a folder of its own.
struct Stage {
    conn: *mut VirConnect,
    folder: std::path::PathBuf,
}

impl Stage {
    fn new(name: &str) -> Stage {
        let folder = std::env::temp_dir().join(format!("fv-clib-{name}-{}", std::process::id()));
        let uri = CString::new(format!("qemu:///embed?root={}", folder.display())).unwrap();
        let conn = virConnectOpen(uri.as_ptr());
        assert!(!conn.is_null(), "{:?}", message());
        Stage { conn, folder }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // SAFETY: the connection is open.
        assert_eq!(unsafe { virConnectClose(self.conn) }, 0);
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn message() -> String {
    // SAFETY: the text belongs to this thread's last error.
    unsafe { CStr::from_ptr(virGetLastErrorMessage()) }.to_string_lossy().into_owned()
}

fn owned(text: *mut c_char) -> String {
    assert!(!text.is_null(), "{}", message());
    // SAFETY: the library gave it to us.
    let copy = unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
    // SAFETY: as above.
    unsafe { text::free(text) };
    copy
}

fn define(conn: *mut VirConnect, name: &str) -> *mut VirDomain {
    let xml =
        format!("<domain type='qemu'><name>{name}</name><memory>65536</memory><os><type>hvm</type></os></domain>");
    let xml = CString::new(xml).unwrap();
    // SAFETY: both live.
    unsafe { virDomainDefineXML(conn, xml.as_ptr()) }
}

#[test]
fn a_domain_is_defined_read_listed_and_undefined() {
    if !std::path::Path::new("/usr/bin/qemu-system-x86_64").exists() {
        return println!("skipped: there is no /usr/bin/qemu-system-x86_64");
    }
    let stage = Stage::new("life");
    let conn = stage.conn;
    // SAFETY: every pointer is one that the library gave and that has not been freed.
    unsafe {
        assert!(owned(virConnectGetCapabilities(conn)).contains("<capabilities>"));
        assert_eq!(CStr::from_ptr(virConnectGetType(conn)), c"QEMU");
        let domain = define(conn, "one");
        assert!(!domain.is_null(), "{}", message());
        assert_eq!(CStr::from_ptr(virDomainGetName(domain)), c"one");
        assert_eq!(virDomainGetID(domain), u32::MAX);
        assert_eq!(virDomainGetConnect(domain), conn);
        assert!(owned(virDomainGetXMLDesc(domain, 0)).contains("<name>one</name>"));
        let mut buffer = [0; 37];
        assert_eq!(virDomainGetUUIDString(domain, buffer.as_mut_ptr()), 0);
        let again = virDomainLookupByUUIDString(conn, buffer.as_ptr());
        assert_eq!(CStr::from_ptr(virDomainGetName(again)), c"one");
        assert_eq!(virDomainFree(again), 0);
        let mut list: *mut *mut VirDomain = null_mut();
        assert_eq!(virConnectListAllDomains(conn, &raw mut list, 0), 1);
        assert!((*list.add(1)).is_null());
        assert_eq!(virDomainFree(*list), 0);
        text::free(list);
        assert_eq!(virConnectListAllDomains(conn, null_mut(), 0), 1);
        // The connection lives on as long as an object of it does.
        assert_eq!(virConnectRef(conn), 0);
        assert_eq!(virConnectClose(conn), 1);
        assert_eq!(virDomainUndefine(domain), 0);
        assert_eq!(virDomainUndefine(domain), -1);
        assert_eq!(virGetLastErrorCode(), NO_DOMAIN);
        assert_eq!(virDomainRef(domain), 0);
        assert_eq!((virDomainFree(domain), virDomainFree(domain)), (0, 0));
    }
}

#[test]
fn wrong_pointers_and_arguments_are_errors() {
    let stage = Stage::new("wrong");
    // SAFETY: NULL, handles of another kind and freed ones are what the marks are for; the memory of the freed one is
    // ours, so that nothing else stands there.
    unsafe {
        assert_eq!(virConnectClose(null_mut()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_CONN);
        assert_eq!(virDomainCreate(null_mut()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_DOMAIN);
        assert_eq!(virDomainCreate(stage.conn.cast()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_DOMAIN);
        let dead = 0xdead_beef_u32;
        assert!(Object::<DomainKind>::get((&raw const dead).cast_mut().cast(), "f").is_err());
        assert!(virDomainLookupByName(stage.conn, null()).is_null());
        assert_eq!(virGetLastErrorCode(), INVALID_ARG);
        assert!(message().contains("name in virDomainLookupByName must not be NULL"), "{}", message());
        assert!(virDomainLookupByName(stage.conn, c"\xff".as_ptr()).is_null());
        assert_eq!(virGetLastErrorCode(), INVALID_ARG);
        assert!(virDomainLookupByName(stage.conn, c"nobody".as_ptr()).is_null());
        assert_eq!(virGetLastErrorCode(), NO_DOMAIN);
        let kept = virSaveLastError();
        virResetLastError();
        assert!(virGetLastError().is_null());
        assert_eq!(virSetError(kept), NO_DOMAIN);
        assert!(message().contains("nobody"));
        virFreeError(kept);
    }
    // Another thread has errors of its own.
    std::thread::spawn(|| assert_eq!(virGetLastErrorCode(), 0)).join().unwrap();
    assert_eq!(virGetLastErrorCode(), NO_DOMAIN);
}
