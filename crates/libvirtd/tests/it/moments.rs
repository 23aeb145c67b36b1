//! Snapshots and block jobs on real guests: memory and disks go back together, a pulled image stands alone.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use ferrovirt::{Connect, DomainRef, ErrorCode, Event, EventObject};

use super::guests::{Guests, can_start_guests, guest, processes, stage, state, wait_for};
use super::saved::{begin_a_sentence, end_the_sentence};

const RUNNING_FROM_SNAPSHOT: (i32, i32) = (1, 4);
const SHUTOFF_FROM_SNAPSHOT: (i32, i32) = (5, 7);
const BLOCK_JOB_2: i32 = 16;

fn qemu_img(args: &[&str]) -> String {
    let done = Command::new("qemu-img").args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn image(path: &Path, backing: Option<&Path>) {
    let path = path.to_str().unwrap();
    match backing {
        None => qemu_img(&["create", "-q", "-f", "qcow2", path, "4M"]),
        Some(below) => qemu_img(&["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", below.to_str().unwrap(), path]),
    };
}

fn disk(path: &Path) -> String {
    let path = path.display();
    format!(
        "<disk type='file'><driver name='qemu' type='qcow2'/><source file='{path}'/><target dev='vda' bus='virtio'/></disk>"
    )
}

fn names(connect: &Connect, dom: &DomainRef) -> Vec<String> {
    connect.domain_snapshot.list_names(dom, 100, 0).unwrap()
}

#[test]
fn a_guest_goes_back_with_its_memory() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let path = root.join("disk.qcow2");
    image(&path, None);
    let connect = daemon.connect();
    let dom = connect.domain.define_xml(&guest("moment", &kernel, &disk(&path))).unwrap();
    let snapshots = &connect.domain_snapshot;
    let rest = snapshots.create_xml(&dom, "<domainsnapshot><name>rest</name></domainsnapshot>", 0).unwrap();
    connect.domain.create(&dom).unwrap();
    begin_a_sentence(&connect, &dom);
    let live = snapshots.create_xml(&dom, "<domainsnapshot><name>live</name></domainsnapshot>", 0).unwrap();
    assert_eq!(state(&connect, &dom).0, 1);
    assert!(qemu_img(&["snapshot", "-l", "-U", path.to_str().unwrap()]).contains("live"));
    end_the_sentence(&connect, &dom);
    // They outlive the daemon, and so does the guest.
    drop(connect);
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    let snapshots = &connect.domain_snapshot;
    assert_eq!(names(&connect, &dom), ["rest", "live"]);
    assert_eq!(snapshots.parent(&live, 0).unwrap().name, "rest");
    assert_eq!(snapshots.current(&dom, 0).unwrap().name, "live");
    snapshots.revert_to_snapshot(&live, 0).unwrap();
    assert_eq!(state(&connect, &dom), RUNNING_FROM_SNAPSHOT);
    end_the_sentence(&connect, &dom);
    snapshots.revert_to_snapshot(&rest, 0).unwrap();
    assert_eq!(state(&connect, &dom), SHUTOFF_FROM_SNAPSHOT);
    assert!(processes(&root).is_empty());
    assert_eq!(connect.domain.undefine(&dom).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    snapshots.delete(&rest, 0).unwrap();
    assert_eq!(names(&connect, &dom), ["live"]);
    assert!(!qemu_img(&["snapshot", "-l", path.to_str().unwrap()]).contains("rest"));
    connect.domain.undefine_flags(&dom, 2).unwrap();
    assert!(!root.join("var/lib/libvirt/qemu/snapshot/moment").exists());
}

#[test]
fn what_fails_leaves_no_snapshot() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let (first, second) = (root.join("first.qcow2"), root.join("second.qcow2"));
    image(&first, None);
    std::fs::write(&second, b"no image at all").unwrap();
    let connect = daemon.connect();
    let both = disk(&first) + &disk(&second).replace("vda", "vdb");
    let dom = connect.domain.define_xml(&guest("half", &kernel, &both)).unwrap();
    let error = connect.domain_snapshot.create_xml(&dom, "<domainsnapshot/>", 0).unwrap_err();
    assert_eq!(error.code(), ErrorCode::INTERNAL_ERROR);
    assert!(error.to_string().contains("second.qcow2"), "{error}");
    assert!(names(&connect, &dom).is_empty());
    assert!(!qemu_img(&["snapshot", "-l", first.to_str().unwrap()]).contains("ID"));
    for (xml, code) in [
        ("<domainsnapshot><name>a/b</name></domainsnapshot>", ErrorCode::XML_DETAIL),
        ("<domainsnapshot><disks><disk name='vdz'/></disks></domainsnapshot>", ErrorCode::CONFIG_UNSUPPORTED),
        ("<domainsnapshot>", ErrorCode::XML_DETAIL),
    ] {
        let error = connect.domain_snapshot.create_xml(&dom, xml, 0).unwrap_err();
        assert_eq!(error.code(), code, "{xml}: {error}");
    }
}

#[test]
fn a_pulled_image_stands_alone() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let (base, top) = (root.join("base.qcow2"), root.join("top.qcow2"));
    image(&base, None);
    image(&top, Some(&base));
    let connect = daemon.connect();
    let listener = daemon.connect();
    listener.register_event(EventObject::Domain(None), BLOCK_JOB_2).unwrap();
    let dom = connect.domain.create_xml(&guest("pull", &kernel, &disk(&top)), 0).unwrap();
    assert!(connect.domain.xml_desc(&dom, 0).unwrap().contains("base.qcow2"));
    let absent = connect.domain.block_pull(&dom, "vdz", 0, 0).unwrap_err();
    assert_eq!(absent.code(), ErrorCode::INVALID_ARG, "{absent}");
    connect.domain.block_pull(&dom, "vda", 0, 0).unwrap();
    let heard = listener.next_events(Some(Duration::from_secs(10))).unwrap();
    let Some(Event::DomainEventBlockJob2(event)) = heard.into_iter().next().map(|heard| heard.event) else {
        panic!("no event of a block job")
    };
    assert_eq!((event.dst.as_str(), event.type_, event.status), ("vda", 1, 0));
    assert_eq!(connect.domain.block_job_info(&dom, "vda", 0).unwrap().found, 0);
    wait_for("the document's change", || !connect.domain.xml_desc(&dom, 0).unwrap().contains("base.qcow2"));
    assert!(!qemu_img(&["info", "-U", top.to_str().unwrap()]).contains("base.qcow2"));
    let nodes = r#"{"execute":"query-named-block-nodes","arguments":{"flat":true}}"#;
    assert!(!connect.qemu.domain_monitor_command(&dom, nodes, 0).unwrap().contains("base.qcow2"));
    connect.domain.destroy(&dom).unwrap();
}
