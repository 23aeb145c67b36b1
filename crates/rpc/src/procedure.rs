//! What is known of a procedure before anything is decoded.

use crate::generated::procedures::PROCEDURES;
use crate::wire::Program;

/// A row of the table of procedures.
#[derive(Debug)]
pub struct Procedure {
    /// The program it belongs to.
    pub program: Program,
    /// Its number there.
    pub number: i32,
    /// Its enumerator in the protocol.
    pub name: &'static str,
    /// The C function that sends it, for messages.
    pub function: &'static str,
    /// The driver that serves it.
    pub object: Object,
    /// Whether it may run on workers kept for quick calls.
    pub high: bool,
    /// Whether a read-only connection is refused.
    pub write: bool,
    /// Whether it is allowed before authentication.
    pub before_auth: bool,
    /// Whether the session answers it, not a driver.
    pub session: bool,
    /// Whether it reads published state only and never waits.
    pub published: bool,
    /// The permissions it takes.
    pub access: &'static [Access],
}

/// A permission, perhaps only needed with a flag.
#[derive(Debug)]
pub struct Access {
    /// The kind of object.
    pub object: &'static str,
    /// What is done to it.
    pub permission: &'static str,
    /// The flag or argument that makes it necessary; empty for always.
    pub flag: &'static str,
}

/// Which driver serves a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Object {
    Admin,
    Connect,
    Domain,
    DomainCheckpoint,
    DomainSnapshot,
    Interface,
    Lxc,
    Network,
    NetworkPort,
    NodeDevice,
    Nwfilter,
    NwfilterBinding,
    Qemu,
    Secret,
    StoragePool,
    StorageVol,
}

/// The row of a procedure.
pub fn find(program: Program, number: i32) -> Option<&'static Procedure> {
    // Each program's rows stand together in order, but numbers have gaps where messages are.
    let start = PROCEDURES.partition_point(|p| order(p.program) < order(program));
    let rows = &PROCEDURES[start..];
    let at = rows.partition_point(|p| p.program == program && p.number < number);
    rows.get(at).filter(|p| p.program == program && p.number == number)
}

fn order(program: Program) -> usize {
    match program {
        Program::Remote => 0,
        Program::Qemu => 1,
        Program::Lxc => 2,
        Program::Admin => 3,
        Program::Keepalive => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_nothing_else() {
        for row in PROCEDURES {
            assert_eq!(find(row.program, row.number).map(|p| p.name), Some(row.name));
        }
        for number in [i32::MIN, -1, 0, 107, 454, i32::MAX] {
            assert!(find(Program::Remote, number).is_none(), "{number}");
        }
        assert!(find(Program::Keepalive, 1).is_none());
    }
}
