//! Ending: soon, at any moment, whatever clients do.

use std::time::Duration;

use super::support::{Daemon, Dice, Raw};

#[test]
fn sigterm_ends_it_within_a_second_at_any_moment() {
    let mut daemon = Daemon::start("");
    let seed = 7;
    let mut dice = Dice(seed);
    let mut times = vec![];
    for round in 0..25 {
        let clients: Vec<Raw> = (0..dice.roll(8)).map(|_| Raw::open(&daemon.socket())).collect();
        std::thread::sleep(Duration::from_millis(dice.roll(40)));
        let (took, code) = daemon.terminate();
        // A machine that does much else may be late once.
        assert!(took < Duration::from_secs(5), "round {round} of seed {seed}: {took:?}");
        times.push(took);
        assert_eq!(code, Some(0), "round {round} of seed {seed}: {}", daemon.log());
        assert!(!daemon.socket().exists(), "the socket is left behind");
        drop(clients);
        daemon.launch();
    }
    times.sort_unstable();
    assert!(times[20] < Duration::from_secs(1), "{times:?}");
}

#[test]
fn two_daemons_do_not_share_a_folder() {
    let daemon = Daemon::start("");
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_libvirtd"))
        .arg("--state-root")
        .arg(&daemon.root)
        .output()
        .unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains(&format!("pid {}", daemon.pid())), "{said}");
    assert_eq!(Raw::open(&daemon.socket()).call(3, |_| ()).unwrap().code(), 0);
}

#[test]
fn an_idle_daemon_with_a_timeout_ends_by_itself() {
    let mut daemon = Daemon::start("");
    daemon.kill();
    daemon.launch_with(|c| {
        c.arg("--timeout=1");
    });
    let client = Raw::open(&daemon.socket());
    std::thread::sleep(Duration::from_millis(2500));
    assert!(daemon.is_alive(), "it ended although a client is there");
    drop(client);
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!daemon.is_alive());
}

#[test]
fn a_broken_configuration_is_refused_with_its_place() {
    let daemon = Daemon::start("");
    std::fs::write(daemon.root.join("broken.conf"), "max_clients = 1\nlog_level = \"high\"\n").unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_libvirtd"))
        .args(["--state-root", &format!("{}-2", daemon.root.display()), "--config"])
        .arg(daemon.root.join("broken.conf"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    let _ = std::fs::remove_dir_all(format!("{}-2", daemon.root.display()));
    assert!(!run.status.success() && said.contains("broken.conf:2") && said.contains("log_level"), "{said}");
}
