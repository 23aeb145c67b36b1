//! Many clients, silent clients, clients that do not read: everybody else is served.

use std::io::Write as _;
use std::time::{Duration, Instant};

use ferrovirt::constants::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use rpc::wire::{self, Header, Kind, Program, Status};

use super::support::{Daemon, Raw, definition};

/// The slowest of so many calls.
fn slowest_call(raw: &mut Raw, calls: usize) -> Duration {
    (0..calls)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(raw.call(3, |_| ()).unwrap().code(), 0);
            start.elapsed()
        })
        .max()
        .unwrap()
}

#[test]
fn a_thousand_idle_connections_cost_little() {
    let daemon = Daemon::start("max_clients = 5000\n");
    let before = daemon.memory();
    let idle: Vec<Raw> = (0..1000).map(|_| Raw::open(&daemon.socket())).collect();
    let each = (daemon.memory().saturating_sub(before)) * 1024 / 1000;
    assert!(each <= 6 * 1024, "{each} bytes for each idle connection");
    let mut good = Raw::open(&daemon.socket());
    assert!(slowest_call(&mut good, 200) < Duration::from_secs(2));
    drop(idle);
}

#[test]
fn beyond_the_limit_clients_hear_why() {
    // Tests run as root, for whom places beyond the limit are kept.
    let daemon = Daemon::start("max_clients = 3\n");
    let mut held = vec![];
    let refused = (0..100).find_map(|_| {
        let mut raw = Raw::connect(&daemon.socket());
        let answer = raw.call(66, |_| ()).unwrap();
        let refused = answer.code() != 0;
        held.push(raw);
        refused.then_some(answer)
    });
    let text = String::from_utf8_lossy(&refused.expect("somebody is refused").payload).into_owned();
    assert!(text.contains("max_clients"), "{text}");
    held.clear();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(Raw::open(&daemon.socket()).call(3, |_| ()).unwrap().code(), 0);
}

#[test]
fn silent_and_half_spoken_clients_do_not_lock_others_out() {
    let mut daemon = Daemon::start("");
    let silent: Vec<Raw> = (0..200).map(|_| Raw::connect(&daemon.socket())).collect();
    let half: Vec<Raw> = (0..200)
        .map(|_| {
            let mut raw = Raw::connect(&daemon.socket());
            raw.socket.write_all(&[0, 0, 0, 40, 0x20, 0]).unwrap();
            raw
        })
        .collect();
    let mut good = Raw::open(&daemon.socket());
    assert!(slowest_call(&mut good, 500) < Duration::from_secs(2));
    // Who has not opened within the deadline is let go.
    std::thread::sleep(Duration::from_secs(11));
    assert!(silent.into_iter().chain(half).all(|mut raw| raw.is_closed()));
    assert_eq!(good.call(3, |_| ()).unwrap().code(), 0);
    assert!(daemon.is_alive());
}

#[test]
fn memory_grows_with_bytes_received_not_claimed() {
    let daemon = Daemon::start("");
    let before = daemon.memory();
    let liars: Vec<Raw> = (0..50)
        .map(|_| {
            let mut raw = Raw::open(&daemon.socket());
            raw.socket.write_all(&(wire::MESSAGE_MAX as u32).to_be_bytes()).unwrap();
            raw
        })
        .collect();
    let mut good = Raw::open(&daemon.socket());
    assert_eq!(good.call(3, |_| ()).unwrap().code(), 0);
    assert!(daemon.memory() < before + 4 * 1024, "{} -> {} KiB", before, daemon.memory());
    drop(liars);
}

#[test]
fn a_flood_without_reading_is_held_back() {
    let daemon = Daemon::start("");
    let before = daemon.memory();
    let mut flood = Raw::open(&daemon.socket());
    flood.socket.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    let call = wire::raw(&Header::new(Program::Remote, 59, Kind::Call, 1, Status::Ok), &[]);
    let sent = (0..200_000).take_while(|_| flood.socket.write_all(&call).is_ok()).count();
    assert!(sent < 200_000, "the daemon took everything");
    let mut good = Raw::open(&daemon.socket());
    assert!(slowest_call(&mut good, 200) < Duration::from_secs(2));
    assert!(daemon.memory() < before + 16 * 1024, "{} -> {} KiB", before, daemon.memory());
}

#[test]
fn deaf_subscribers_are_dropped_and_others_hear_everything() {
    let daemon = Daemon::start("");
    let deaf: Vec<Raw> = (0..20)
        .map(|_| {
            let mut raw = Raw::open(&daemon.socket());
            let registered = raw.call(316, |e| {
                e.put(&VIR_DOMAIN_EVENT_ID_LIFECYCLE);
                e.word(0);
            });
            assert_eq!(registered.unwrap().code(), 0);
            raw
        })
        .collect();
    let before = daemon.memory();
    // Enough events to fill every buffer on the way several times; a redefinition makes one.
    let connect = daemon.connect();
    let uuid = "<uuid>6a3c0f6e-5f1b-4d1f-9a55-000000000001</uuid><title>";
    let text = definition(&"deaf".repeat(60), "t").replace("<title>", uuid);
    for _ in 0..20_000 {
        connect.domain.define_xml(&text).unwrap();
        if daemon.log().matches("does not take its events").count() == deaf.len() {
            break;
        }
    }
    assert_eq!(daemon.log().matches("does not take its events").count(), deaf.len(), "{}", daemon.log());
    assert!(daemon.memory() < before + 64 * 1024, "{} -> {} KiB", before, daemon.memory());
    assert_eq!(connect.domain.num_of_defined_domains().unwrap(), 1);
}

#[test]
fn exhausted_descriptors_pause_accepting_and_recover() {
    let mut daemon = Daemon::start("");
    daemon.kill();
    daemon.launch_with(|command| {
        use std::os::unix::process::CommandExt as _;
        // The limit must be the child's alone, and the shell sets it without code between fork and exec here.
        let program = command.get_program().to_owned();
        let args: Vec<_> = command.get_args().map(|a| a.to_owned()).collect();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "ulimit -n 128; exec \"$0\" \"$@\""]).arg(program).args(args).arg0("sh");
        let log = std::fs::File::options()
            .append(true)
            .open(std::path::Path::new(shell.get_args().last().unwrap()).join("daemon.log"))
            .unwrap();
        shell.stdin(std::process::Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        *command = shell;
    });
    let mut old = Raw::open(&daemon.socket());
    let crowd: Vec<Raw> = (0..200).map(|_| Raw::connect(&daemon.socket())).collect();
    assert!(slowest_call(&mut old, 200) < Duration::from_secs(2));
    // A guest could still be started: a definition needs descriptors too.
    let mut again = daemon.log();
    assert!(again.contains("accepting pauses"), "{again}");
    drop(crowd);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(Raw::open(&daemon.socket()).call(3, |_| ()).unwrap().code(), 0);
    again.clear();
    assert!(daemon.is_alive());
}
