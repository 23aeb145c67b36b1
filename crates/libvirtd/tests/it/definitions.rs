//! Definitions over the wire: what is kept, what is refused and why.

use std::time::Duration;

use ferrovirt::{ErrorCode, Event, EventObject};

use super::support::{Daemon, definition};

#[test]
fn a_definition_comes_back_after_a_restart() {
    let mut daemon = Daemon::start("");
    let dom = daemon.connect().domain.define_xml(&definition("kept", "a title")).unwrap();
    let before = daemon.connect().domain.xml_desc(&dom, 0).unwrap();
    assert_eq!(daemon.terminate().1, Some(0));
    daemon.launch();
    let connect = daemon.connect();
    let again = connect.domain.lookup_by_name("kept").unwrap();
    assert_eq!(again.uuid, dom.uuid);
    assert_eq!(connect.domain.xml_desc(&again, 0).unwrap(), before);
    assert!(connect.domain.is_persistent(&again).unwrap() == 1 && connect.domain.is_active(&again).unwrap() == 0);
}

#[test]
fn bad_documents_are_refused_with_code_and_place_and_leave_nothing() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><domain type='qemu'><name>&b;</name></domain>";
    let cases = [
        ("empty", String::new(), ErrorCode::XML_DETAIL),
        ("newlines", "\n".repeat(500), ErrorCode::XML_DETAIL),
        ("not closed", "<domain>".into(), ErrorCode::XML_DETAIL),
        ("an entity bomb", bomb.into(), ErrorCode::XML_DETAIL),
        ("too deep", deep, ErrorCode::XML_DETAIL),
        ("a name with a slash", definition("a/b", "t"), ErrorCode::XML_ERROR),
        ("a name that leaves the folder", definition("../../x", "t"), ErrorCode::XML_ERROR),
        ("an empty name", definition("", "t"), ErrorCode::NO_NAME),
        ("a newline in the name", definition("a&#10;b", "t"), ErrorCode::XML_DETAIL),
        (
            "a wrong UUID",
            definition("u", "t").replace("<title>", "<uuid>nonsense</uuid><title>"),
            ErrorCode::INTERNAL_ERROR,
        ),
    ];
    for (what, text, code) in cases {
        let error = connect.domain.define_xml(&text).expect_err(what);
        assert_eq!(error.code(), code, "{what}: {error}");
    }
    assert_eq!(connect.domain.num_of_defined_domains().unwrap(), 0);
    let left: Vec<_> = std::fs::read_dir(daemon.root.join("etc/libvirt/qemu"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .filter(|n| n != "autostart" && n != "networks")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn names_and_uuids_are_taken_once() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    let first = connect.domain.define_xml(&definition("one", "t")).unwrap();
    let uuid = format!("<uuid>{}</uuid><title>", first.uuid);
    let same_name = connect.domain.define_xml(
        &definition("one", "t").replace("<title>", "<uuid>6a3c0f6e-5f1b-4d1f-9a55-000000000001</uuid><title>"),
    );
    assert_eq!(same_name.unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    let same_uuid = connect.domain.define_xml(&definition("two", "t").replace("<title>", &uuid));
    assert_eq!(same_uuid.unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    let again = connect.domain.define_xml(&definition("one", "new").replace("<title>", &uuid)).unwrap();
    assert_eq!(again.uuid, first.uuid);
}

#[test]
fn every_listener_hears_definitions_in_order() {
    let daemon = Daemon::start("");
    let listener = daemon.connect();
    let registration = listener.register_event(EventObject::Domain(None), 0).unwrap();
    let connect = daemon.connect();
    let dom = connect.domain.define_xml(&definition("heard", "t")).unwrap();
    connect.domain.undefine(&dom).unwrap();
    let mut heard = vec![];
    while heard.len() < 2 {
        let events = listener.next_events(Some(Duration::from_secs(5))).unwrap();
        assert!(!events.is_empty(), "only {heard:?} was heard");
        for event in events {
            assert_eq!(event.callback, Some(registration.callback));
            let Event::DomainEventLifecycle(event) = event.event else { panic!("{:?}", event.event) };
            heard.push((event.dom.name, event.event, event.detail));
        }
    }
    assert_eq!(heard, [("heard".to_owned(), 0, 0), ("heard".to_owned(), 1, 0)]);
    listener.deregister_event(&registration).unwrap();
}

#[test]
fn names_that_are_no_file_names_are_refused_and_odd_ones_stay_inside() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    for name in ["a/b", "../../x", ".", "..", "a&#10;b", "a&#13;b", "", &"n".repeat(300)] {
        let error = connect.domain.define_xml(&definition(name, "t")).expect_err(name);
        assert_ne!(error.code(), ErrorCode::INTERNAL_ERROR, "{name:?}: {error}");
    }
    let odd = ["%s%n", "a;id", "-rf", "ünïcödé", "autostart", "networks", "a b", "$(id)", "a&quot;b&apos;c"];
    for name in odd {
        let dom = connect.domain.define_xml(&definition(name, "t")).unwrap_or_else(|e| panic!("{name:?}: {e}"));
        connect.domain.set_autostart(&dom, 1).unwrap();
    }
    let files = std::fs::read_dir(daemon.root.join("etc/libvirt/qemu"))
        .unwrap()
        .filter(|e| e.as_ref().unwrap().path().is_file());
    assert_eq!(files.count(), odd.len());
    for dom in connect.domain.list_all_domains(1, 0).unwrap().domains {
        let again = connect.domain.lookup_by_name(&dom.name).unwrap();
        connect.domain.undefine(&again).unwrap();
    }
    let left = std::fs::read_dir(daemon.root.join("etc/libvirt/qemu/autostart")).unwrap().count();
    assert_eq!(left, 0, "links are left behind");
}
