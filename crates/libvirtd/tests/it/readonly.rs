//! The read-only socket: every procedure that changes something is refused before its arguments are looked at.

use rpc::generated::procedures::PROCEDURES;
use rpc::wire::{self, Header, Kind, Status};
use std::io::Write as _;

use super::support::{Daemon, Raw};

const OPERATION_DENIED: i32 = 29;

#[test]
fn every_writing_procedure_is_refused_before_its_arguments_are_decoded() {
    let daemon = Daemon::start("");
    let mut raw = Raw::open(&daemon.readonly_socket());
    let mut refused = 0;
    for procedure in PROCEDURES.iter().filter(|p| p.program != wire::Program::Admin && !p.session) {
        let header = Header::new(procedure.program, procedure.number, Kind::Call, 9, Status::Ok);
        // No arguments at all: whoever decodes first answers "undecodable" instead.
        raw.socket.write_all(&wire::raw(&header, &[])).unwrap();
        let answer = raw.answer().unwrap_or_else(|| panic!("{}: no answer", procedure.name));
        assert_eq!(answer.code() == OPERATION_DENIED, procedure.write, "{}: code {}", procedure.name, answer.code());
        refused += usize::from(procedure.write);
    }
    assert!(refused >= 205, "only {refused} procedures are marked as writing");
}

#[test]
fn flags_that_ask_for_secrets_are_refused_too() {
    let daemon = Daemon::start("");
    let dom = daemon.connect().domain.define_xml(&super::support::definition("r", "t")).unwrap();
    let mut raw = Raw::open(&daemon.readonly_socket());
    let secure = raw.call(14, |e| {
        e.put(&dom);
        e.word(1);
    });
    assert_eq!(secure.unwrap().code(), OPERATION_DENIED);
    let plain = raw.call(14, |e| {
        e.put(&dom);
        e.word(0);
    });
    assert_eq!(plain.unwrap().code(), 0);
}

/// Upstream refuses on its read-only socket what it refuses: we must refuse at least that.
#[test]
fn upstreams_refusals_are_ours() {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        println!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let table = std::fs::read_to_string(std::path::Path::new(&shared).join("bench/ro-matrix-upstream.tsv")).unwrap();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Ok(number), Some(&"29")) = (fields[0].parse::<i32>(), fields.get(2)) else { continue };
        let row = rpc::procedure::find(wire::Program::Remote, number).unwrap();
        assert!(row.write, "{} is not marked as writing", row.name);
    }
}
