//! Many guests, many threads.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use virt::constants::*;
use virt::{Connection, Event, Hypervisor};

use super::{document, open, uri};
use crate::TestDriver;

/// The shortest of a few tries.
fn time(mut work: impl FnMut()) -> Duration {
    let one = |()| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..3).map(|_| ()).map(one).min().unwrap()
}

fn fill(node: &Connection, guests: std::ops::Range<u32>) {
    for number in guests {
        node.domain.define_xml(&document(&format!("g{number}"))).unwrap();
    }
}

#[test]
fn fifty_thousand_guests_are_no_problem() {
    let node = open(&TestDriver::default());
    let measured = |node: &Connection| {
        let lookup = time(|| {
            (0..1000).for_each(|number| _ = node.domain.lookup_by_name(&format!("g{}", number % 1000)).unwrap());
        });
        let list = time(|| _ = node.domain.list_all_domains(1, 0).unwrap());
        let stats = time(|| _ = node.domain.all_domain_stats(&[], VIR_DOMAIN_STATS_STATE, 0).unwrap());
        (lookup, list, stats)
    };
    fill(&node, 0..1000);
    let few = measured(&node);
    fill(&node, 1000..50_000);
    assert_eq!(node.domain.num_of_defined_domains().unwrap(), 50_000);
    let many = measured(&node);
    // A lookup hardly depends on how many there are; what tells of all grows with their number, and no faster.
    let floor = Duration::from_micros(200);
    assert!(many.0 < 20 * few.0.max(floor), "lookups: {many:?} after {few:?}");
    assert!(many.1 < 500 * few.1.max(floor), "lists: {many:?} after {few:?}");
    assert!(many.2 < 500 * few.2.max(floor), "statistics: {many:?} after {few:?}");
}

/// One of the calls that are made at random, which may fail but must not break anything.
fn mixed(node: &Connection, name: &str, step: u32) {
    let calls = &node.domain;
    let Ok(dom) = calls.lookup_by_name(name) else {
        drop(calls.define_xml(&document(name)));
        return;
    };
    match step % 12 {
        0 => drop(calls.create(&dom)),
        1 => drop(calls.suspend(&dom)),
        2 => drop(calls.resume(&dom)),
        3 => drop(calls.destroy(&dom)),
        4 => drop(node.domain_snapshot.create_xml(&dom, "<domainsnapshot/>", 0)),
        5 => drop(calls.set_vcpus_flags(&dom, 1, VIR_DOMAIN_AFFECT_CONFIG)),
        6 => drop(calls.all_domain_stats(&[], 0, 0)),
        7 => drop(calls.list_all_domains(1, 0)),
        8 => {
            drop(calls.attach_device_flags(&dom, "<disk type='file'><source file='/x'/><target dev='vdb'/></disk>", 0))
        }
        9 => drop(calls.detach_device_alias(&dom, "virtio-disk1", 0)),
        10 => drop(calls.undefine_flags(&dom, VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32)),
        _ => {
            let text = calls.xml_desc(&dom, 0);
            let parsed = text.map(|text| conf::domain::Domain::parse(&text, conf::domain::ParseFlags::LIVE));
            assert!(!matches!(parsed, Ok(Err(_))), "{parsed:?}");
        }
    }
}

fn hammer(nodes: &[Connection], each: usize) {
    let end = Instant::now() + Duration::from_millis(700);
    std::thread::scope(|scope| {
        for thread in 0..200u32 {
            let node = &nodes[thread as usize % each];
            scope.spawn(move || {
                let mut step = thread;
                while Instant::now() < end {
                    step = step.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    mixed(node, &format!("g{}", step >> 8 & 15), step >> 16);
                }
            });
        }
    });
}

#[test]
fn two_hundred_threads_and_two_hundred_connections_break_nothing() {
    let driver = TestDriver::default();
    let one = open(&driver);
    // What is heard must be a life: what starts was off, and what stops ran.
    let lives: Arc<Mutex<BTreeMap<String, bool>>> = Arc::default();
    let (log, wrong) = (Arc::clone(&lives), Arc::new(Mutex::new(Vec::new())));
    let complaints = Arc::clone(&wrong);
    let _subscription = one.events.subscribe(move |event| {
        let Event::DomainEventLifecycle(event) = &**event else { return };
        let mut lives = log.lock().unwrap();
        let runs = lives.entry(event.dom.name.clone()).or_insert(event.dom.name == "test");
        let next = match event.event {
            VIR_DOMAIN_EVENT_STARTED => Some(true),
            VIR_DOMAIN_EVENT_STOPPED => Some(false),
            _ => None,
        };
        if next == Some(*runs) {
            complaints.lock().unwrap().push(event.clone());
        }
        *runs = next.unwrap_or(*runs);
    });
    hammer(std::slice::from_ref(&one), 1);
    let connections: Vec<Connection> = (0..200).map(|_| driver.open(&uri("test:///default"), false).unwrap()).collect();
    hammer(&connections, 200);
    assert_eq!(*wrong.lock().unwrap(), []);
    // Nothing was lost: what is told of each guest is what was heard last.
    for (name, runs) in lives.lock().unwrap().iter() {
        let is_active = one.domain.lookup_by_name(name).is_ok_and(|dom| one.domain.is_active(&dom).unwrap() == 1);
        assert_eq!(is_active, *runs, "{name}");
    }
}

#[test]
fn thousands_of_devices_that_are_numbered_are_no_problem() {
    let node = open(&TestDriver::default());
    for device in ["<controller type='scsi'/>", "<smartcard mode='host'/>", "<interface type='user'/>"] {
        let text = |count: usize| {
            let devices = device.repeat(count);
            document("many").replace("</os>", &format!("</os><devices>{devices}</devices>"))
        };
        let define = |count: usize| {
            let text = text(count);
            time(|| _ = node.domain.create_xml(&text, 0).map(|dom| node.domain.destroy(&dom)).unwrap())
        };
        let (few, many) = (define(250), define(4000));
        assert!(many < 80 * few.max(Duration::from_micros(200)), "{device}: {many:?} after {few:?}");
    }
}

#[test]
fn thousands_of_volumes_of_one_pool_are_no_problem() {
    let node = open(&TestDriver::default());
    let pool = node.storage_pool.lookup_by_name("default-pool").unwrap();
    let fill = |from: u32, to: u32| {
        let begin = Instant::now();
        for number in from..to {
            let text = format!("<volume><name>v{number}</name><capacity>1000</capacity></volume>");
            node.storage_vol.create_xml(&pool, &text, 0).unwrap();
        }
        begin.elapsed()
    };
    let few = fill(0, 500);
    fill(500, 4500);
    let many = fill(4500, 5000);
    assert!(many < 20 * few, "{many:?} after {few:?}");
    let names = node.storage_vol.list_volumes(&pool, 20_000).unwrap();
    assert!(names.len() == 5000 && names.is_sorted());
}
