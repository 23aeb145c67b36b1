//! Virtual networks under the real daemon: a bridge of the real host, guests on it, and nothing left afterwards.

use std::path::Path;
use std::time::Duration;

use ferrovirt::{Connect, ErrorCode, Event, EventObject};

use super::guests::{Guests, can_start_guests, guest, stage, state, wait_for};
use super::support::Daemon;

const RUNNING: i32 = 1;

/// Whether bridges can be made here; the reason is printed where not.
fn can_make_bridges() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root || !Path::new("/dev/net/tun").exists() {
        println!("skipped: bridges and tap devices need root and /dev/net/tun");
        return false;
    }
    true
}

/// A name for a bridge that no other run of the tests has; the bridge is removed where a failing test left it.
struct BridgeName(String);

impl BridgeName {
    fn new(letter: char) -> BridgeName {
        BridgeName(format!("fvt{letter}{}", std::process::id() % 10_000_000))
    }

    fn exists(&self) -> bool {
        Path::new("/sys/class/net").join(&self.0).exists()
    }

    fn ports(&self) -> usize {
        std::fs::read_dir(format!("/sys/class/net/{}/brif", self.0)).map_or(0, Iterator::count)
    }
}

impl Drop for BridgeName {
    fn drop(&mut self) {
        if self.exists() {
            let _ = std::process::Command::new("ip").args(["link", "delete", &self.0]).status();
        }
    }
}

fn network(name: &str, bridge: &BridgeName) -> String {
    format!("<network><name>{name}</name><bridge name='{}'/></network>", bridge.0)
}

fn names(connect: &Connect) -> Vec<String> {
    connect.network.list_all_networks(1, 0).unwrap().nets.into_iter().map(|net| net.name).collect()
}

fn plug(network: &str) -> String {
    format!("<interface type='network'><mac address='52:54:00:00:00:42'/><source network='{network}'/></interface>")
}

#[test]
fn a_guest_on_a_network_outlives_the_daemon_and_leaves_nothing() {
    if !can_make_bridges() || !can_start_guests() {
        return;
    }
    let bridge = BridgeName::new('a');
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let start = |connect: &Connect, name: &str, network: &str| {
        connect.domain.create_xml(&guest(name, &kernel, &plug(network)), 0)
    };
    let missing = start(&connect, "early", "lan").unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NO_NETWORK, "{missing}");
    let net = connect.network.define_xml(&network("lan", &bridge)).unwrap();
    let asleep = start(&connect, "early", "lan").unwrap_err();
    assert_eq!(asleep.to_string(), "Requested operation is not valid: network 'lan' is not active");
    assert!(connect.domain.lookup_by_name("early").is_err());
    connect.network.create(&net).unwrap();
    assert!(bridge.exists());
    let dom = start(&connect, "plugged", "lan").unwrap();
    assert_eq!((state(&connect, &dom).0, bridge.ports()), (RUNNING, 1));
    let xml = connect.domain.xml_desc(&dom, 0).unwrap();
    assert!(xml.contains(&format!("<source network='lan' bridge='{}'/>", bridge.0)), "{xml}");
    let document = connect.network.xml_desc(&net, 0).unwrap();

    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!((names(&connect), connect.network.is_active(&net).unwrap()), (vec!["lan".to_owned()], 1));
    assert_eq!(connect.network.xml_desc(&net, 0).unwrap(), document);
    assert_eq!((state(&connect, &dom).0, bridge.ports()), (RUNNING, 1));
    start(&connect, "second", "lan").map(drop).unwrap();
    assert_eq!(bridge.ports(), 2);
    for name in ["plugged", "second"] {
        let dom = connect.domain.lookup_by_name(name).unwrap();
        connect.domain.destroy(&dom).unwrap();
    }
    wait_for("unplugging", || bridge.ports() == 0);
    connect.network.destroy(&net).unwrap();
    assert!(!bridge.exists());
    connect.network.undefine(&net).unwrap();
    assert!(names(&connect).is_empty());
    for folder in ["etc/libvirt/qemu/networks", "run/libvirt/network"] {
        let left = std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().file_name());
        let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains(".xml")).collect();
        assert!(left.is_empty(), "{folder}: {left:?}");
    }
}

#[test]
fn networks_tell_what_happens_and_start_with_the_host() {
    if !can_make_bridges() {
        return;
    }
    let (lasting, passing) = (BridgeName::new('b'), BridgeName::new('c'));
    let mut daemon = Daemon::start("");
    let connect = daemon.connect();
    let listener = daemon.connect();
    listener.register_event(EventObject::Network(None), 0).unwrap();
    let net = connect.network.define_xml(&network("lasting", &lasting)).unwrap();
    connect.network.set_autostart(&net, 1).unwrap();
    let transient = connect.network.create_xml(&network("passing", &passing)).unwrap();
    let clash = connect.network.create_xml(&network("other", &passing)).unwrap_err();
    assert_eq!(clash.code(), ErrorCode::INTERNAL_ERROR, "{clash}");
    connect.network.destroy(&transient).unwrap();
    let expected = [("lasting", 0), ("passing", 2), ("passing", 3)].map(|(name, event)| (name.to_owned(), event));
    let mut heard = Vec::new();
    while heard.len() < expected.len() {
        let events = listener.next_events(Some(Duration::from_secs(5))).unwrap();
        assert!(!events.is_empty(), "only {heard:?} was heard");
        heard.extend(events.into_iter().filter_map(|event| match event.event {
            Event::NetworkEventLifecycle(event) => Some((event.net.name, event.event)),
            _ => None,
        }));
    }
    assert_eq!(heard, expected);
    assert!(!passing.exists() && !lasting.exists());

    // The host starts again: its run-time folder is empty.
    daemon.terminate();
    std::fs::remove_dir_all(daemon.root.join("run")).unwrap();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!((names(&connect), connect.network.is_active(&net).unwrap()), (vec!["lasting".to_owned()], 1));
    assert!(lasting.exists());
    connect.network.destroy(&net).unwrap();
    assert!(!lasting.exists());
}
