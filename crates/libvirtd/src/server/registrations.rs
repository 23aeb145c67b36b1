//! Events as messages to the clients that have asked for them.

use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, Program, Status};
use virt::registration::{Registration, Registrations};
use virt::{Event, generated::events::EventWire};

/// The messages that tell a client of an event.
pub(crate) fn messages(registrations: &Registrations, event: &Event) -> Vec<Outgoing> {
    let wire = event.wire();
    registrations.wanting(event).filter_map(|r| message(event, &wire, r)).collect()
}

fn message(event: &Event, wire: &EventWire, registration: &Registration) -> Option<Outgoing> {
    let program = if wire.program == "qemu" { Program::Qemu } else { Program::Remote };
    let number = if registration.legacy { wire.legacy? } else { wire.number };
    let mut e = wire::begin(&Header::new(program, number, Kind::Message, 0, Status::Ok));
    if wire.callback_id && !registration.legacy {
        e.put(&registration.callback);
    }
    event.encode(&mut e);
    match wire::end(e) {
        Ok(bytes) => Some(Outgoing::new(bytes, vec![])),
        Err(error) => {
            log::error!("an event is too large to send: {error}");
            None
        }
    }
}
