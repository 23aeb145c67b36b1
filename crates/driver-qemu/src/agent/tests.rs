//! Readers of answers, on what agents say and on what they never would.

use conf::domain::{Domain, ParseFlags};
use serde_json::{Value, json};

use super::guest_info::told;
use super::reply::Reply;
use super::vcpus::{Cpu, changes};
use super::{file_systems, hostname, interfaces};

const DOCUMENT: &str = "<domain type='qemu'><name>g</name><memory>65536</memory><os><type>hvm</type></os><devices>\
    <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/>\
    <address type='pci' domain='0' bus='3' slot='0' function='0'/></disk>\
    <disk type='file' device='disk'><source file='/b'/><target dev='sda' bus='sata'/>\
    <address type='drive' controller='1' bus='0' target='0' unit='2'/></disk>\
    <controller type='sata' index='1'><address type='pci' domain='0' bus='0' slot='0x1f' function='2'/></controller>\
    <controller type='scsi' index='1'><address type='pci' domain='0' bus='0' slot='9' function='0'/></controller>\
    </devices></domain>";

fn document() -> Domain {
    Domain::parse(DOCUMENT, ParseFlags::INACTIVE).unwrap()
}

fn reply(value: Value) -> Reply {
    Reply::new("guest-test", json!({ "return": value }))
}

fn disk(slot: (i64, i64, i64), unit: i64) -> Value {
    let (bus, slot, function) = slot;
    json!({"bus": 0, "target": 0, "unit": unit, "bus-type": "x",
        "pci-controller": {"domain": 0, "bus": bus, "slot": slot, "function": function}})
}

#[test]
fn disks_are_found_by_their_own_place_or_their_controllers_and_unit() {
    let found = |disk: Value| {
        let value = json!([{"name": "n", "mountpoint": "/", "type": "ext4", "disk": [disk]}]);
        let mut all = file_systems::read_all(&reply(value), &document()).unwrap();
        all.remove(0).disks.remove(0).alias
    };
    assert_eq!(found(disk((3, 0, 0), 0)).as_deref(), Some("vda"));
    assert_eq!(found(disk((0, 31, 2), 2)).as_deref(), Some("sda"));
    assert_eq!(found(disk((0, 31, 2), 1)), None);
    // Another controller of the same number is none of its own.
    assert_eq!(found(disk((0, 9, 0), 2)), None);
    assert_eq!(found(disk((-1, -1, -1), -1)), None);
}

#[test]
fn addresses_of_names_with_a_colon_belong_to_the_card_before_it() {
    let address = |text: &str| json!({"ip-address-type": "ipv4", "ip-address": text, "prefix": 8});
    let value = json!([{"name": "a", "hardware-address": "1", "ip-addresses": [address("1.1.1.1")]},
        {"name": "b"}, {"name": "a:1", "hardware-address": "2", "ip-addresses": [address("2.2.2.2")]}]);
    let cards = interfaces::read_all(&reply(value)).unwrap();
    assert_eq!(cards.iter().map(|card| (&*card.name, card.addrs.len())).collect::<Vec<_>>(), [("a", 2), ("b", 0)]);
    assert_eq!(cards[0].hwaddr.as_deref(), Some("1"));
}

#[test]
fn as_few_cpus_as_possible_are_turned_on_or_off() {
    let cpus = |online: &[u32]| -> Vec<Cpu> {
        (0..4).map(|number| Cpu { number, is_online: online.contains(&number), can_offline: number > 0 }).collect()
    };
    assert_eq!(changes(&cpus(&[0, 1, 2, 3]), 2).unwrap(), (vec![1, 2], false));
    assert_eq!(changes(&cpus(&[0]), 3).unwrap(), (vec![1, 2], true));
    assert!(changes(&cpus(&[0, 3]), 2).unwrap().0.is_empty());
    assert!(changes(&cpus(&[0]), 5).is_err());
    assert!(changes(&cpus(&[0, 1]), 0).is_err());
}

/// Values that are never what is asked for, or only almost.
fn lies() -> Vec<Value> {
    let scalars = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(7),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.5),
        json!("x"),
        json!("\0"),
        json!("y".repeat(2 << 20)),
    ];
    let fields = [
        "name",
        "mountpoint",
        "type",
        "disk",
        "user",
        "login-time",
        "zone",
        "offset",
        "host-name",
        "load1m",
        "partition",
        "dependencies",
        "address",
        "pci-controller",
        "ip-addresses",
        "prefix",
        "keys",
    ];
    let objects: Vec<Value> = scalars
        .iter()
        .map(|value| Value::Object(fields.iter().map(|field| ((*field).to_owned(), value.clone())).collect()))
        .collect();
    let lists: Vec<Value> = scalars.iter().chain(&objects).map(|value| json!([value])).collect();
    let many = json!(vec![json!({"name": "n", "partition": false, "user": "u", "login-time": 1}); 5000]);
    scalars.into_iter().chain(objects).chain(lists).chain([json!([]), json!({}), json!([[[[]]]]), many]).collect()
}

#[test]
fn lies_are_refused_or_told_as_far_as_they_are_true_and_never_more_than_clients_take() {
    let document = document();
    let mut refused = 0;
    for lie in lies() {
        let reply = reply(lie);
        let outcomes = [
            file_systems::read_all(&reply, &document).map(|all| all.len()),
            interfaces::read_all(&reply).map(|all| all.len()),
            hostname::read(&reply).map(|name| name.len() >> 10),
        ];
        let told = told(&reply, &document).into_iter().map(|outcome| outcome.map(|params| params.len()));
        for outcome in outcomes.into_iter().chain(told) {
            match outcome {
                Ok(count) => assert!(count <= 2048),
                Err(error) => {
                    assert!(error.message().len() < 300, "{error}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
}
