//! kill -9 at random: what was acknowledged is there afterwards, nothing is torn, nothing is left over.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::support::{Daemon, Dice, definition};

/// What the client knows of a name: the last acknowledged title or absence, and the one it was asking for when the
/// daemon died, of which either may be found.
#[derive(Debug, Clone, Default)]
struct Known {
    sure: Option<String>,
    asked: Option<Option<String>>,
}

/// Rounds in the suite; `FERROVIRT_CRASH_ROUNDS` asks for more by hand.
fn rounds() -> u32 {
    std::env::var("FERROVIRT_CRASH_ROUNDS").ok().and_then(|r| r.parse().ok()).unwrap_or(250)
}

#[test]
fn definitions_survive_kill_9_at_any_moment() {
    let mut daemon = Daemon::start("");
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let mut operations = 0;
    // What QEMU can do is asked once and kept on disk; a kill within that time would leave nothing to look at.
    let first = daemon.connect();
    let dom = first.domain.define_xml(&definition("first", "t")).unwrap();
    first.domain.undefine(&dom).unwrap();
    drop(first);
    for seed in 0..u64::from(rounds()) {
        let connect = daemon.connect();
        let (send, receive) = channel();
        let (first, begun) = channel();
        let mut model = known.clone();
        let worker = std::thread::spawn(move || {
            let mut dice = Dice(seed);
            let mut done = 0u64;
            loop {
                let name = format!("guest-{}", dice.roll(20));
                let title = format!("title {seed} {done}");
                let entry = model.entry(name.clone()).or_default();
                let undefine = entry.sure.is_some() && dice.roll(3) == 0;
                entry.asked = Some((!undefine).then(|| title.clone()));
                let result = match undefine {
                    true => connect.domain.lookup_by_name(&name).and_then(|d| connect.domain.undefine(&d)),
                    false => connect.domain.define_xml(&with_uuid(&name, &title)).map(drop),
                };
                if result.is_err() {
                    let _ = send.send((model, done));
                    return;
                }
                entry.sure = entry.asked.take().flatten();
                done += 1;
                let _ = first.send(());
            }
        });
        // A machine that does much else is slow to begin; some kills come before anything is done all the same.
        if seed % 4 != 0 {
            let _ = begun.recv_timeout(Duration::from_secs(10));
        }
        std::thread::sleep(Duration::from_millis(5 + Dice(seed + 1000).roll(60)));
        daemon.kill();
        let (model, done) = receive.recv_timeout(Duration::from_secs(10)).unwrap();
        worker.join().unwrap();
        operations += done;
        daemon.launch();
        known = verify(&daemon, model, seed);
    }
    println!("{} kills, {operations} acknowledged operations", rounds());
    assert!(operations > u64::from(rounds() / 2), "hardly anything was done between the kills");
}

fn with_uuid(name: &str, title: &str) -> String {
    let number: u32 = name.trim_start_matches("guest-").parse().unwrap();
    let uuid = format!("<uuid>6a3c0f6e-5f1b-4d1f-9a55-0000000000{number:02x}</uuid>");
    definition(name, title).replace("</name>", &format!("</name>{uuid}"))
}

/// Compares what the daemon has with what the client knows; returns what is now certain.
fn verify(daemon: &Daemon, mut model: BTreeMap<String, Known>, seed: u64) -> BTreeMap<String, Known> {
    let connect = daemon.connect();
    let mut found = BTreeMap::new();
    for dom in connect.domain.list_all_domains(1, 0).unwrap().domains {
        let xml = connect.domain.xml_desc(&dom, 2).unwrap();
        let title = xml.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap_or_default();
        found.insert(dom.name, title.to_owned());
    }
    for (name, known) in &mut model {
        let now = found.remove(name);
        let allowed = now == known.sure || known.asked.as_ref() == Some(&now);
        assert!(allowed, "seed {seed}: '{name}' is {now:?}, known was {known:?}");
        *known = Known { sure: now, asked: None };
    }
    assert!(found.is_empty(), "seed {seed}: nobody defined {found:?}");
    let folder = daemon.root.join("etc/libvirt/qemu");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            name.ends_with(".xml") || matches!(name.as_str(), "autostart" | "networks"),
            "seed {seed}: '{name}' is left over"
        );
    }
    model
}
