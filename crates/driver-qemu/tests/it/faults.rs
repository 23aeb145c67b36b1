//! Each file operation of a definition and of a start fails in turn: no half state is left.

use std::sync::Arc;

use driver_qemu::{Options, Qemu};
use host::faults::FaultyFiles;
use host::files::{Files, SystemFiles};
use virt::ErrorCode;
use virt::constants::*;

use crate::{Root, connect, document, has_qemu};

/// `ENOSPC`
const DISK_FULL: i32 = 28;

fn open(root: &Root) -> (Qemu, Arc<FaultyFiles<SystemFiles>>) {
    let files = Arc::new(FaultyFiles::new(SystemFiles));
    let options = Options { files: Arc::clone(&files) as Arc<dyn Files>, ..Options::system(&root.0) };
    (Qemu::open(options).unwrap(), files)
}

#[test]
fn a_full_disk_keeps_the_old_definition() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("full");
    let (qemu, files) = open(&root);
    let domain = connect(&qemu).domain;
    let one = domain.define_xml(&document("one", "")).unwrap();
    let before = domain.xml_desc(&one, 0).unwrap();
    let changed = before.replace("</name>", "</name>\n  <title>changed</title>");
    files.fail_after(0, DISK_FULL);
    let error = domain.define_xml(&changed).unwrap_err();
    assert!(files.heal());
    assert_eq!(error.code(), ErrorCode::SYSTEM_ERROR);
    assert!(error.to_string().contains("one.xml"), "{error}");
    assert_eq!(domain.xml_desc(&one, 0).unwrap(), before);
    files.fail_after(0, DISK_FULL);
    assert!(domain.define_xml(&document("two", "")).is_err());
    assert!(files.heal());
    assert_eq!(domain.lookup_by_name("two").unwrap_err().code(), ErrorCode::NO_DOMAIN);
    domain.define_xml(&changed).unwrap();
    assert!(domain.xml_desc(&one, 0).unwrap().contains("changed"));
}

#[test]
fn a_start_that_fails_anywhere_leaves_nothing() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("steps");
    let (qemu, files) = open(&root);
    let domain = connect(&qemu).domain;
    let image = root.path("disk.img");
    std::fs::write(&image, vec![0; 4096]).unwrap();
    let owner = SystemFiles.identity(&image).unwrap().uid;
    let disk = format!("<disk type='file'><source file='{}'/><target dev='vda' bus='virtio'/></disk>", image.display());
    let guest = domain.define_xml(&document("steps", &disk)).unwrap();
    let mut failures = 0;
    for step in 0..100 {
        files.fail_after(step, DISK_FULL);
        let result = domain.create_with_flags(&guest, VIR_DOMAIN_START_PAUSED);
        let happened = files.heal();
        match result {
            Ok(_) => {
                domain.destroy(&guest).unwrap();
                if !happened {
                    break;
                }
            }
            Err(_) => failures += 1,
        }
        assert_eq!(domain.is_active(&guest).unwrap(), 0, "step {step}");
        assert_eq!(domain.num_of_domains().unwrap(), 0, "step {step}");
        assert!(root.processes().is_empty(), "step {step}");
        assert_eq!(root.names("var/lib/libvirt/qemu"), ["nvram", "ram", "save"], "step {step}");
        assert_eq!(root.names("run/libvirt/qemu"), ["autostarted", "channel"], "step {step}");
        assert_eq!(SystemFiles.identity(&image).unwrap().uid, owner, "step {step}");
    }
    assert!(failures >= 5, "only {failures} steps failed");
}
