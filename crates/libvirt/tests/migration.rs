//! Guests move between two hosts in memory, as C programs move them.

use std::ffi::{CStr, CString, c_ulong};
use std::ptr::null;

use libvirt::connect::*;
use libvirt::error::virGetLastErrorMessage;
use libvirt::generated::domain::*;
use libvirt::local::*;
use libvirt::migration::virDomainMigrate;
use libvirt::objects::VirDomain;

const OFFLINE_AND_PERSISTENT: c_ulong = (1 << 10) | (1 << 3);

fn open(uri: &str) -> *mut VirConnect {
    let uri = CString::new(uri).unwrap();
    let conn = virConnectOpen(uri.as_ptr());
    assert!(!conn.is_null(), "{}", message());
    conn
}

fn message() -> String {
    // SAFETY: the text belongs to this thread's last error.
    unsafe { CStr::from_ptr(virGetLastErrorMessage()) }.to_string_lossy().into_owned()
}

/// Moves a guest, and gives the name that it has over there.
fn moved(dom: *mut VirDomain, to: *mut VirConnect, flags: c_ulong, name: Option<&CStr>) -> String {
    let name = name.map_or(null(), CStr::as_ptr);
    // SAFETY: all handles live; the texts are NULL or end with NUL.
    let arrived = unsafe { virDomainMigrate(dom, to, flags, name, null(), 0) };
    assert!(!arrived.is_null(), "{}", message());
    // SAFETY: the handle lives.
    let name = unsafe { VirDomain::get(arrived, "") }.unwrap().reference().name.clone();
    // SAFETY: the handle is ours.
    assert_eq!(unsafe { virDomainFree(arrived) }, 0);
    name
}

#[test]
fn a_guest_keeps_its_name_unless_it_gets_another() {
    let path = std::env::temp_dir().join(format!("fv-migration-{}.xml", std::process::id()));
    std::fs::write(&path, "<node/>").unwrap();
    let (from, to) = (open("test:///default"), open(&format!("test://{}", path.display())));
    std::fs::remove_file(&path).unwrap();
    for (flags, name) in [(OFFLINE_AND_PERSISTENT, None), (0, Some(c"renamed")), (0, None)] {
        let xml = c"<domain type='test'><name>m</name><memory>4096</memory><os><type>hvm</type></os></domain>";
        // SAFETY: both live.
        let dom = unsafe { virDomainCreateXML(from, xml.as_ptr(), 0) };
        let expected = name.map_or("m", |name| name.to_str().unwrap());
        assert_eq!(moved(dom, to, flags, name), expected);
        // SAFETY: the handle is ours.
        unsafe {
            // One whose definition moved alone is still here, and in the way over there.
            if flags != 0 {
                assert_eq!(virDomainDestroy(dom), 0);
                let left = virDomainLookupByName(to, c"m".as_ptr());
                assert_eq!((virDomainUndefine(left), virDomainFree(left)), (0, 0));
            }
            assert_eq!(virDomainFree(dom), 0);
        }
    }
    // SAFETY: both are open.
    assert_eq!(unsafe { (virConnectClose(from), virConnectClose(to)) }, (0, 0));
}
