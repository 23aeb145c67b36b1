//! Devices of the host under the real daemon: they come and go, and the daemon says so.

use ferrovirt::{Event, EventObject};

use super::support::{Daemon, hear};
use super::world::{Place, can_make_worlds};

const CREATED: i32 = 0;
const DELETED: i32 = 1;

#[test]
fn the_host_is_listed_as_a_tree() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    let devices = connect.node_device.list_all_node_devices(1, 0).unwrap().devices;
    let names: Vec<&str> = devices.iter().map(|device| device.name.as_str()).collect();
    assert!(names.contains(&"computer"), "{names:?}");
    for name in &names {
        assert!(connect.node_device.xml_desc(name, 0).unwrap().contains(&format!("<name>{name}</name>")));
        match connect.node_device.parent(name).unwrap() {
            Some(parent) => assert!(names.contains(&parent.as_str()), "{name} hangs on {parent}"),
            None => assert_eq!(*name, "computer"),
        }
    }
}

#[test]
fn cards_that_come_and_go_are_told_of() {
    if !can_make_worlds() || std::path::Path::new("/run/udev/control").exists() {
        println!("skipped: devices of a namespace are the kernel's to tell of");
        return;
    }
    let place = Place::new();
    let daemon = Daemon::start_in(&place);
    let (connect, listener) = (daemon.connect(), daemon.connect());
    listener.register_event(EventObject::NodeDevice(None), 0).unwrap();
    let life = |event: Event| match event {
        Event::NodeDeviceEventLifecycle(event) if event.dev.name.contains("_fvd") => Some(event.event),
        _ => None,
    };
    place.shell("ip link add fvd0 address 52:54:00:00:00:01 type veth peer name fvd1 address 52:54:00:00:00:02");
    assert_eq!(hear(&listener, 2, life), [CREATED, CREATED]);
    let name = "net_fvd0_52_54_00_00_00_01";
    assert_eq!(connect.node_device.parent(name).unwrap().as_deref(), Some("computer"));
    place.shell("ip link set fvd0 name fvd7");
    assert_eq!(hear(&listener, 2, life), [DELETED, CREATED]);
    assert!(connect.node_device.lookup_by_name(name).is_err());
    assert!(connect.node_device.xml_desc("net_fvd7_52_54_00_00_00_01", 0).unwrap().contains("<interface>fvd7<"));
    place.shell("ip link del fvd1");
    assert_eq!(hear(&listener, 2, life), [DELETED, DELETED]);
    let left = connect.node_device.node_list_devices(Some("net"), 99, 0).unwrap();
    assert!(!left.iter().any(|name| name.contains("_fvd")), "{left:?}");
}
