//! Secrets under the real daemon: what was acknowledged is there after a kill, and readers get no values.

use std::sync::mpsc::channel;
use std::time::Duration;

use ferrovirt::{Connect, ErrorCode, Event, EventObject, Options, SecretRef};

use super::support::{Daemon, Dice, hear};

const ROUNDS: u64 = 40;
const DEFINED: i32 = 0;
const UNDEFINED: i32 = 1;

fn document(number: u64) -> String {
    format!(
        "<secret><uuid>49a8ef3e-0646-45a8-aef0-d1a914f07e{number:02x}</uuid>\
         <usage type='volume'><volume>/v{number}</volume></usage></secret>"
    )
}

/// The value that a client set last, and the one that it was setting when the daemon died; `None` is no secret.
type Known = (Option<Vec<u8>>, Option<Vec<u8>>);

fn value(connect: &Connect, number: u64) -> Option<Vec<u8>> {
    let secret = connect.secret.lookup_by_usage(1, &format!("/v{number}")).ok()?;
    Some(connect.secret.value(&secret, 0).unwrap_or_default())
}

/// Changes secrets until the daemon dies; returns what is known of each then.
fn work(connect: &Connect, mut known: Vec<Known>, seed: u64) -> (Vec<Known>, u64) {
    let mut dice = Dice(seed);
    for done in 0.. {
        let number = dice.roll(known.len() as u64);
        let entry = &mut known[number as usize];
        let text = format!("value {seed} {done}").into_bytes();
        let result = match (&entry.0, dice.roll(3)) {
            (None, _) => {
                entry.1 = Some(Vec::new());
                connect.secret.define_xml(&document(number), 0).map(drop)
            }
            (Some(_), 0) => {
                entry.1 = None;
                lookup(connect, number).and_then(|secret| connect.secret.undefine(&secret))
            }
            (Some(_), _) => {
                entry.1 = Some(text.clone());
                lookup(connect, number).and_then(|secret| connect.secret.set_value(&secret, &text, 0))
            }
        };
        if result.is_err() {
            return (known, done);
        }
        entry.0.clone_from(&entry.1);
    }
    unreachable!()
}

fn lookup(connect: &Connect, number: u64) -> ferrovirt::Result<SecretRef> {
    connect.secret.lookup_by_usage(1, &format!("/v{number}"))
}

#[test]
fn secrets_survive_kill_9_at_any_moment() {
    let mut daemon = Daemon::start("");
    let mut known: Vec<Known> = vec![(None, None); 10];
    let mut operations = 0;
    for seed in 0..ROUNDS {
        let (send, receive) = channel();
        let (connect, model) = (daemon.connect(), known.clone());
        let worker = std::thread::spawn(move || send.send(work(&connect, model, seed)).unwrap());
        std::thread::sleep(Duration::from_millis(5 + Dice(seed + 1000).roll(60)));
        daemon.kill();
        let (model, done) = receive.recv_timeout(Duration::from_secs(10)).unwrap();
        worker.join().unwrap();
        operations += done;
        daemon.launch();
        let connect = daemon.connect();
        known = model;
        for (number, entry) in known.iter_mut().enumerate() {
            let now = value(&connect, number as u64);
            assert!(now == entry.0 || now == entry.1, "seed {seed}: secret {number} is {now:?}, known was {entry:?}");
            *entry = (now.clone(), now);
        }
        let folder = std::fs::read_dir(daemon.root.join("etc/libvirt/secrets")).unwrap();
        let names: Vec<String> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        for name in &names {
            let (uuid, kind) = name.split_once('.').unwrap();
            assert!(kind == "xml" || kind == "base64" && names.contains(&format!("{uuid}.xml")), "{seed}: {names:?}");
        }
    }
    println!("{ROUNDS} kills, {operations} acknowledged operations");
    assert!(operations > ROUNDS, "hardly anything was done between the kills");
}

#[test]
fn readers_see_secrets_but_no_values_and_everybody_hears_of_changes() {
    let daemon = Daemon::start("");
    let connect = daemon.connect();
    let listener = daemon.connect();
    for kind in [0, 1] {
        listener.register_event(EventObject::Secret(None), kind).unwrap();
    }
    let secret = connect.secret.define_xml(&document(1), 0).unwrap();
    connect.secret.set_value(&secret, b"key", 0).unwrap();
    let uri = format!("qemu:///system?socket={}", daemon.readonly_socket().display());
    let reader = Connect::open(Some(&uri), &Options { readonly: true, ..Options::default() }).unwrap();
    assert_eq!(reader.secret.lookup_by_uuid(&secret.uuid).unwrap(), secret);
    assert!(reader.secret.xml_desc(&secret, 0).unwrap().contains("/v1"));
    assert_eq!(reader.secret.value(&secret, 0).unwrap_err().code(), ErrorCode::OPERATION_DENIED);
    assert_eq!(reader.secret.set_value(&secret, b"x", 0).unwrap_err().code(), ErrorCode::OPERATION_DENIED);
    connect.secret.undefine(&secret).unwrap();
    let heard = hear(&listener, 3, |event| match event {
        Event::SecretEventLifecycle(event) => Some(event.event),
        Event::SecretEventValueChanged(_) => Some(-1),
        _ => None,
    });
    assert_eq!(heard, [DEFINED, -1, UNDEFINED]);
}
