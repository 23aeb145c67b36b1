//! The driver through its connections: what programs that test themselves rely on.

mod objects;
mod policies;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use host::clock::ManualClock;
use host::files::SystemFiles;
use virt::constants::*;
use virt::{Connection, Event, Hypervisor, Uri};

use crate::{Options, TestDriver};

mod many;
mod node_files;
mod simulated;
mod transfers;

fn uri(text: &str) -> Uri {
    Uri::parse(text).unwrap()
}

fn open(driver: &TestDriver) -> Connection {
    driver.open(&uri("test:///default"), false).unwrap()
}

fn document(name: &str) -> String {
    format!("<domain type='test'><name>{name}</name><memory>4096</memory><os><type>hvm</type></os></domain>")
}

#[test]
fn connections_share_a_node_as_long_as_there_is_one() {
    let driver = TestDriver::default();
    let (one, other) = (open(&driver), open(&driver));
    one.domain.define_xml(&document("a")).unwrap();
    assert_eq!(other.domain.list_all_domains(1, 0).unwrap().ret, 2);
    drop((one, other));
    assert_eq!(open(&driver).domain.list_all_domains(1, 0).unwrap().ret, 1);
}

#[test]
fn a_life_is_told_in_order() {
    let node = open(&TestDriver::default());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let _subscription = node.events.subscribe(move |event| {
        if let Event::DomainEventLifecycle(event) = &**event {
            log.lock().unwrap().push((event.event, event.detail));
        }
    });
    let dom = node.domain.define_xml(&document("a")).unwrap();
    node.domain.create(&dom).unwrap();
    node.domain.suspend(&dom).unwrap();
    node.domain.resume(&dom).unwrap();
    node.domain.undefine(&dom).unwrap();
    node.domain.shutdown(&dom).unwrap();
    assert_eq!(*heard.lock().unwrap(), [(0, 0), (2, 0), (3, 0), (4, 0), (1, 0), (5, 0)]);
    assert_eq!(node.domain.state(&dom, 0).unwrap_err().code(), virt::ErrorCode::NO_DOMAIN);
}

#[test]
fn a_refused_change_changes_nothing() {
    let node = open(&TestDriver::default());
    let dom = node.domain.lookup_by_name("test").unwrap();
    let before = node.domain.xml_desc(&dom, 0).unwrap();
    // The running guest could have it, the definition of one vcpu less could not.
    node.domain.set_vcpus_flags(&dom, 1, VIR_DOMAIN_AFFECT_CONFIG | VIR_DOMAIN_VCPU_MAXIMUM).unwrap();
    let both = VIR_DOMAIN_AFFECT_CONFIG | VIR_DOMAIN_AFFECT_LIVE;
    assert!(node.domain.set_vcpus_flags(&dom, 2, both).is_err());
    assert!(node.domain.set_vcpus(&dom, 0).is_err());
    for memory in [0, u64::MAX] {
        assert!(node.domain.set_memory_flags(&dom, memory, VIR_DOMAIN_AFFECT_CONFIG).is_err());
        assert!(node.domain.set_memory_flags(&dom, memory, VIR_DOMAIN_AFFECT_CONFIG | VIR_DOMAIN_MEM_MAXIMUM).is_err());
    }
    assert_eq!(node.domain.xml_desc(&dom, 0).unwrap(), before);
}

#[test]
fn guests_end_with_the_connection_that_they_belong_to() {
    let driver = TestDriver::default();
    let (one, other) = (open(&driver), open(&driver));
    one.domain.create_xml(&document("mine"), VIR_DOMAIN_START_AUTODESTROY).unwrap();
    one.domain.create_xml(&document("free"), 0).unwrap();
    drop(one);
    assert!(other.domain.lookup_by_name("mine").is_err());
    assert!(other.domain.lookup_by_name("free").is_ok());
}

#[test]
fn a_file_describes_hardware_and_guests() {
    let folder = std::env::temp_dir().join(format!("driver-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("b.xml"), document("b")).unwrap();
    let note = "xmlns:t='http://libvirt.org/schemas/domain/test/1.0'><t:runstate>5</t:runstate>";
    let text = format!(
        "<node><cpu><mhz>6000</mhz><model>x</model><nodes>4</nodes><sockets>4</sockets><active>50</active></cpu><memory>4096</memory>\
         <domain type='test' file='b.xml'/>{}</node>",
        document("a").replacen('>', &format!(" {note}"), 1)
    );
    let path = folder.join("node.xml");
    std::fs::write(&path, text).unwrap();
    let driver = TestDriver::default();
    let node = driver.open(&uri(&format!("test://{}", path.display())), false).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let info = node.connect.node_info().unwrap();
    assert_eq!((info.mhz, info.cpus, info.memory, info.threads), (6000, 50, 4096, 2));
    let state = |name| node.domain.state(&node.domain.lookup_by_name(name).unwrap(), 0).unwrap().state;
    assert_eq!((state("a"), state("b")), (VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_RUNNING));
    for bad in
        ["<node><domain file='/nonexistent/x'/></node>", "<nothing/>", "<node><memory>x</memory></node>", "<node"]
    {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, bad).unwrap();
        assert!(driver.open(&uri(&format!("test://{}", path.display())), false).is_err(), "{bad}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn figures_move_with_the_clock_and_with_nothing_else() {
    let clock = Arc::new(ManualClock::default());
    let driver = TestDriver::new(Options { clock: clock.clone(), files: Arc::new(SystemFiles), guarded: false });
    let node = open(&driver);
    let dom = node.domain.lookup_by_name("test").unwrap();
    let figure = || node.domain.block_stats(&dom, "vda").unwrap().rd_req;
    assert_eq!((figure(), figure()), (0, 0));
    clock.advance(Duration::from_secs(1));
    assert_eq!(figure(), 100_000);
}

#[test]
fn many_threads_lose_nothing() {
    let node = open(&TestDriver::default());
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let node = &node;
            scope.spawn(move || {
                for round in 0..20 {
                    let dom = node.domain.define_xml(&document(&format!("g{thread}-{round}"))).unwrap();
                    node.domain.create(&dom).unwrap();
                    node.domain.suspend(&dom).unwrap();
                }
            });
        }
    });
    let paused = node.domain.list_all_domains(1, VIR_CONNECT_LIST_DOMAINS_PAUSED).unwrap();
    assert_eq!(paused.ret, 320);
    let mut ids = node.domain.list_domains(1000).unwrap();
    ids.dedup();
    assert_eq!(ids.len(), 321);
}
