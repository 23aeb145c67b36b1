//! Guests at rest: definitions survive, names and identities are unique, bad input changes nothing.

use virt::ErrorCode;
use virt::constants::*;

use crate::{Heard, Root, connect, document, has_qemu};

#[test]
fn a_definition_survives_the_daemon_and_goes_when_undefined() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("rest");
    let defined = {
        let qemu = root.open();
        let heard = Heard::listen(&qemu);
        let domain = connect(&qemu).domain;
        let defined = domain.define_xml(&document("one", "")).unwrap();
        domain.set_autostart(&defined, 1).unwrap();
        assert_eq!(heard.all(), [(VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_DEFINED_ADDED)]);
        defined
    };
    let link = root.path("etc/libvirt/qemu/autostart/one.xml");
    assert_eq!(std::fs::read_link(&link).unwrap(), root.path("etc/libvirt/qemu/one.xml"));
    // A write that was cut off leaves its temporary file; it must neither be loaded nor stay.
    std::fs::write(root.path("etc/libvirt/qemu/two.xml.new"), "<domain").unwrap();
    std::fs::write(root.path("etc/libvirt/qemu/broken.xml"), "<domain").unwrap();
    std::fs::write(root.path("run/libvirt/qemu/autostarted"), "").unwrap();
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let found = domain.lookup_by_name("one").unwrap();
    assert_eq!((found.uuid, found.id), (defined.uuid, -1));
    assert_eq!(domain.autostart(&found).unwrap(), 1);
    assert_eq!(qemu.guests(), 1);
    assert_eq!(root.names("etc/libvirt/qemu"), ["autostart", "broken.xml", "one.xml"]);
    let text = domain.xml_desc(&found, 0).unwrap();
    assert!(std::fs::read_to_string(root.path("etc/libvirt/qemu/one.xml")).unwrap().ends_with(&text));
    domain.undefine(&found).unwrap();
    assert_eq!(root.names("etc/libvirt/qemu"), ["autostart", "broken.xml"]);
    assert!(root.names("etc/libvirt/qemu/autostart").is_empty());
    assert_eq!(domain.lookup_by_name("one").unwrap_err().code(), ErrorCode::NO_DOMAIN);
}

#[test]
fn a_definition_of_its_own_output_is_the_same() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("fixpoint");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let one = domain.define_xml(&document("one", "<serial type='pty'/><graphics type='vnc' passwd='x'/>")).unwrap();
    let secure = domain.xml_desc(&one, VIR_DOMAIN_XML_SECURE).unwrap();
    domain.define_xml(&secure).unwrap();
    assert_eq!(domain.xml_desc(&one, VIR_DOMAIN_XML_SECURE).unwrap(), secure);
    assert!(secure.contains("passwd='x'"));
    assert!(!domain.xml_desc(&one, 0).unwrap().contains("passwd"));
}

#[test]
fn bad_documents_are_refused_and_leave_nothing() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("bad");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let long = "x".repeat(1 << 20);
    let with_name = |name: &str| document(name, "");
    let emulator = document("e", "<emulator>/no/such/qemu</emulator>");
    let documents = [
        String::new(),
        "\n".repeat(500),
        "<domain".to_owned(),
        "<!DOCTYPE a [<!ENTITY b 'c'>]><domain/>".to_owned(),
        "<domain type='qemu'/>".to_owned(),
        with_name("a/b"),
        with_name("../x"),
        with_name(".."),
        with_name("."),
        with_name(""),
        with_name("a\nb"),
        "<a>".repeat(10_000),
        format!("<domain type='{long}'><name>a</name></domain>"),
        document("d", "<disk type='file'><target dev='vda' bus='virtoi'/></disk>"),
        emulator.clone(),
    ];
    for text in documents {
        assert!(domain.define_xml(&text).is_err(), "{}", text.chars().take(100).collect::<String>());
        assert!(domain.create_xml(&text, 0).is_err());
    }
    assert!(domain.define_xml(&emulator).unwrap_err().to_string().contains("/no/such/qemu"));
    assert_eq!(qemu.guests(), 0);
    assert_eq!(root.names("etc/libvirt/qemu"), ["autostart"]);
    assert!(root.processes().is_empty());
}

#[test]
fn names_and_identities_are_unique() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("unique");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let one = domain.define_xml(&document("one", "")).unwrap();
    let error = domain.define_xml(&document("one", "")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::OPERATION_FAILED);
    assert_eq!(error.message(), format!("domain 'one' already exists with uuid {}", one.uuid));
    let other_name = domain.xml_desc(&one, 0).unwrap().replace("<name>one<", "<name>two<");
    let error = domain.define_xml(&other_name).unwrap_err();
    assert_eq!(error.message(), format!("domain 'one' is already defined with uuid {}", one.uuid));
    domain.rename(&one, Some("three"), 0).unwrap();
    assert_eq!(domain.lookup_by_uuid(&one.uuid).unwrap().name, "three");
    assert_eq!(root.names("etc/libvirt/qemu"), ["autostart", "three.xml"]);
}

#[test]
fn filters_choose() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("filters");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    for name in ["a", "b", "c"] {
        domain.define_xml(&document(name, "")).unwrap();
    }
    domain.set_autostart(&domain.lookup_by_name("b").unwrap(), 1).unwrap();
    let names = |flags: u32| -> Vec<String> {
        let reply = domain.list_all_domains(1, flags).unwrap();
        assert_eq!(domain.list_all_domains(0, flags).unwrap().ret, reply.ret);
        reply.domains.into_iter().map(|dom| dom.name).collect()
    };
    assert_eq!(names(0), ["a", "b", "c"]);
    assert_eq!(names(VIR_CONNECT_LIST_DOMAINS_AUTOSTART), ["b"]);
    assert_eq!(names(VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART | VIR_CONNECT_LIST_DOMAINS_SHUTOFF), ["a", "c"]);
    assert_eq!(names(VIR_CONNECT_LIST_DOMAINS_ACTIVE).len(), 0);
    assert_eq!(names(VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE).len(), 3);
    assert!(domain.list_all_domains(1, 1 << 20).is_err());
}
