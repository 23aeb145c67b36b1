//! Packets of every wrong kind: the daemon answers or hangs up as upstream does, and stays up.

use std::io::Write as _;

use rpc::wire::{self, Header, Kind, Program, Status};

use super::support::{Daemon, Dice, Raw};

const RPC_ERROR: i32 = 39;
const INTERNAL_ERROR: i32 = 1;

fn header(program: u32, version: u32, procedure: i32, kind: u32, status: u32) -> Header {
    Header { program, version, procedure, kind, serial: 5, status }
}

#[test]
fn impossible_lengths_end_the_connection() {
    let mut daemon = Daemon::start("");
    for length in [0u32, 3, 27, wire::MESSAGE_MAX as u32 + 1, 0x8000_0000, u32::MAX] {
        let mut raw = Raw::open(&daemon.socket());
        raw.socket.write_all(&length.to_be_bytes()).unwrap();
        assert!(raw.is_closed(), "length {length}");
    }
    let mut raw = Raw::open(&daemon.socket());
    let with_fds = header(Program::Remote.number(), 1, 1, Kind::CallWithFds as u32, 0);
    raw.socket.write_all(&wire::raw(&with_fds, &u32::MAX.to_be_bytes())).unwrap();
    assert!(raw.is_closed(), "descriptors that cannot be");
    assert!(daemon.is_alive());
}

#[test]
fn wrong_headers_get_an_error_and_the_connection_goes_on() {
    let daemon = Daemon::start("");
    let remote = Program::Remote.number();
    let mut raw = Raw::open(&daemon.socket());
    for (what, wrong) in [
        ("program", header(0xdead, 1, 1, 0, 0)),
        ("version", header(remote, 2, 1, 0, 0)),
        ("procedure 0", header(remote, 1, 0, 0, 0)),
        ("procedure -1", header(remote, 1, -1, 0, 0)),
        ("procedure 454", header(remote, 1, 454, 0, 0)),
        ("procedure max", header(remote, 1, i32::MAX, 0, 0)),
        ("an event as a call", header(remote, 1, 107, 0, 0)),
        ("status", header(remote, 1, 3, 0, 1)),
        ("admin on the wrong socket", header(Program::Admin.number(), 1, 1, 0, 0)),
    ] {
        raw.socket.write_all(&wire::raw(&wrong, &[])).unwrap();
        let answer = raw.answer().unwrap_or_else(|| panic!("{what}: no answer"));
        assert_eq!((answer.code(), answer.header.serial), (RPC_ERROR, 5), "{what}");
    }
    assert_eq!(raw.call(3, |_| ()).unwrap().code(), 0);
}

#[test]
fn kinds_that_a_server_never_expects_are_passed_over() {
    let daemon = Daemon::start("");
    let mut raw = Raw::open(&daemon.socket());
    for kind in [Kind::Reply as u32, Kind::Message as u32, Kind::Stream as u32, Kind::StreamHole as u32, 99] {
        raw.socket.write_all(&wire::raw(&header(Program::Remote.number(), 1, 3, kind, 0), &[0; 12])).unwrap();
    }
    // The next answer is that of the next call: nothing was said to the others.
    let answer = raw.call(3, |_| ()).unwrap();
    assert_eq!((answer.code(), answer.header.serial), (0, 3));
}

#[test]
fn arguments_that_lie_are_refused() {
    let daemon = Daemon::start("");
    let mut raw = Raw::open(&daemon.socket());
    for (what, number, words) in [
        ("no arguments", 23, &[][..]),
        ("a name longer than the message", 23, &[100u32][..]),
        ("a name above the limit", 23, &[4 * 1024 * 1024 + 1][..]),
        ("a name of 4 GiB", 23, &[u32::MAX][..]),
        ("a list of 16,384 that is not there", 344, &[16_384u32][..]),
        ("a list above the limit", 344, &[u32::MAX, 0, 0][..]),
        ("a boolean parameter type 99", 198, &[1, 0x6100_0000, 0, 0, 0, 0][..]),
    ] {
        let answer = raw.call(number, |e| words.iter().for_each(|w| e.word(*w)));
        assert_eq!(answer.unwrap_or_else(|| panic!("{what}: no answer")).code(), RPC_ERROR, "{what}");
    }
    let trailing = raw.call(3, |e| e.word(7));
    assert_eq!(trailing.unwrap().code(), 0, "bytes behind the arguments are passed over");
}

#[test]
fn nothing_is_served_before_the_connection_is_open() {
    let daemon = Daemon::start("");
    let mut raw = Raw::connect(&daemon.socket());
    assert_eq!(raw.call(3, |_| ()).unwrap().code(), INTERNAL_ERROR);
    let mut raw = Raw::open(&daemon.socket());
    let again = raw.call(1, |e| {
        e.optional_text(Some("qemu:///system"));
        e.word(0);
    });
    assert_eq!(again.unwrap().code(), INTERNAL_ERROR);
}

#[test]
fn random_packets_never_bring_the_daemon_down() {
    let mut daemon = Daemon::start("");
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut raw = Raw::open(&daemon.socket());
        raw.socket.set_nonblocking(false).unwrap();
        for _ in 0..200 {
            let table = rpc::generated::procedures::PROCEDURES;
            let procedure = &table[dice.roll(table.len() as u64) as usize];
            let payload: Vec<u8> =
                (0..dice.roll(64) * 4).map(|i| if i % 4 < 3 { 0 } else { dice.roll(6) as u8 }).collect();
            let header = Header::new(procedure.program, procedure.number, Kind::Call, 1, Status::Ok);
            if raw.socket.write_all(&wire::raw(&header, &payload)).is_err() {
                break;
            }
        }
        assert!(daemon.is_alive(), "seed {seed}: {}", daemon.log());
    }
    assert!(!daemon.log().contains("panicked"), "{}", daemon.log());
    assert_eq!(Raw::open(&daemon.socket()).call(3, |_| ()).unwrap().code(), 0);
}
