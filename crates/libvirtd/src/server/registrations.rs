//! Which events a client has asked for.

use rpc::generated::session as calls;
use rpc::socket::Outgoing;
use rpc::wire::{self, Header, Kind, Program, Status};
use virt::generated::events::Subject;
use virt::{Error, Event, Result, Uuid};

/// The most registrations that one client may hold.
const REGISTRATIONS_MAX: usize = 4096;

/// One object, as an event tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Only {
    Uuid(Uuid),
    Name(String),
}

#[derive(Debug)]
struct Registration {
    callback: i32,
    object: &'static str,
    event_id: i32,
    only: Option<Only>,
    /// Registered without callback ids: gets the old messages.
    legacy: bool,
    /// For monitor events: the name to match.
    monitor: Option<MonitorFilter>,
}

/// Which of QEMU's own events a client wants.
#[derive(Debug)]
struct MonitorFilter {
    event: Option<String>,
    flags: u32,
}

/// A client's registrations.
#[derive(Debug, Default)]
pub(crate) struct Registrations {
    list: Vec<Registration>,
    next: i32,
}

/// The registration flag for a pattern instead of a name.
const MONITOR_REGEX: u32 = 1;
/// The registration flag for a comparison without regard to case.
const MONITOR_NOCASE: u32 = 2;

impl Registrations {
    /// Adds a registration and returns its callback id.
    pub(crate) fn add(&mut self, object: &'static str, event_id: i32, only: Option<Only>, legacy: bool) -> Result<i32> {
        if event_id < 0 || !Event::is_registrable(object, event_id) {
            return Err(Error::invalid_arg(format!("unsupported event ID {event_id}")));
        }
        self.insert(Registration { callback: 0, object, event_id, only, legacy, monitor: None })
    }

    fn insert(&mut self, mut registration: Registration) -> Result<i32> {
        if self.list.len() >= REGISTRATIONS_MAX {
            return Err(Error::resource_busy(format!("a client may hold {REGISTRATIONS_MAX} event registrations")));
        }
        registration.callback = self.next;
        self.next = self.next.checked_add(1).ok_or_else(|| Error::overflow("no event callback ids are left"))?;
        self.list.push(registration);
        Ok(self.next - 1)
    }

    /// Adds a registration for QEMU's own events.
    pub(crate) fn add_monitor(&mut self, args: calls::QemuDomainMonitorEventRegisterArgs) -> Result<i32> {
        let only = args.dom.map(|d| Only::Uuid(d.uuid));
        let monitor = Some(MonitorFilter { event: args.event, flags: args.flags });
        self.insert(Registration { callback: 0, object: "qemu", event_id: 0, only, legacy: false, monitor })
    }

    /// Removes the registration with a callback id.
    pub(crate) fn remove(&mut self, object: &str, callback: i32) -> Result<()> {
        self.remove_first(|r| r.object == object && r.callback == callback && !r.legacy, callback)
    }

    /// Removes the registration without callback id for an event.
    pub(crate) fn remove_legacy(&mut self, event_id: i32) -> Result<()> {
        self.remove_first(|r| r.legacy && r.event_id == event_id, event_id)
    }

    fn remove_first(&mut self, matches: impl Fn(&Registration) -> bool, id: i32) -> Result<()> {
        let at = self
            .list
            .iter()
            .position(matches)
            .ok_or_else(|| Error::invalid_arg(format!("domain event {id} not registered")))?;
        self.list.remove(at);
        Ok(())
    }

    /// The messages that tell this client of an event.
    pub(crate) fn messages(&self, event: &Event) -> Vec<Outgoing> {
        let wire = event.wire();
        let matching = self.list.iter().filter(|r| r.wants(event, &wire));
        matching.filter_map(|r| message(event, &wire, r)).collect()
    }
}

impl Registration {
    fn wants(&self, event: &Event, wire: &virt::generated::events::EventWire) -> bool {
        let kind = match (&self.monitor, event) {
            (Some(filter), Event::DomainMonitorEvent(e)) => filter.matches(&e.event),
            (None, _) => wire.object == self.object && wire.id == Some(self.event_id),
            _ => false,
        };
        kind && match (&self.only, event.subject()) {
            (None, _) => true,
            (Some(Only::Uuid(uuid)), Some(Subject::Uuid(subject))) => uuid == subject,
            (Some(Only::Name(name)), Some(Subject::Name(subject))) => name == subject,
            _ => false,
        }
    }
}

impl MonitorFilter {
    fn matches(&self, name: &str) -> bool {
        let Some(wanted) = &self.event else { return true };
        let (wanted, name) = match self.flags & MONITOR_NOCASE != 0 {
            true => (wanted.to_lowercase(), name.to_lowercase()),
            false => (wanted.clone(), name.to_owned()),
        };
        match self.flags & MONITOR_REGEX != 0 {
            true => pattern(&wanted, &name),
            false => wanted == name,
        }
    }
}

/// Patterns of event names: `^`, `$`, `.`, `*` behind a character, and `|` between alternatives.
fn pattern(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    pattern.split('|').any(|alternative| {
        let (anchored, body) = alternative.strip_prefix('^').map_or((false, alternative), |b| (true, b));
        let body: Vec<char> = body.chars().collect();
        (0..=if anchored { 0 } else { text.len() }).any(|start| matches_here(&body, &text[start..]))
    })
}

fn matches_here(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => true,
        ['$'] => text.is_empty(),
        [c, '*', rest @ ..] => {
            let run = text.iter().take_while(|t| *c == '.' || *t == c).count();
            (0..=run).any(|n| matches_here(rest, &text[n..]))
        }
        [c, rest @ ..] => text.first().is_some_and(|t| *c == '.' || t == c) && matches_here(rest, &text[1..]),
    }
}

fn message(event: &Event, wire: &virt::generated::events::EventWire, registration: &Registration) -> Option<Outgoing> {
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

#[cfg(test)]
mod tests {
    use virt::events::DomainEventLifecycle;

    use super::*;

    fn started(uuid: u8) -> Event {
        let mut event = DomainEventLifecycle::default();
        event.dom.uuid = Uuid([uuid; 16]);
        Event::DomainEventLifecycle(event)
    }

    #[test]
    fn clients_hear_what_they_asked_for() {
        let mut r = Registrations::default();
        let all = r.add("domain", 0, None, false).unwrap();
        r.add("domain", 0, Some(Only::Uuid(Uuid([1; 16]))), false).unwrap();
        r.add("domain", 1, None, false).unwrap();
        assert_eq!(r.messages(&started(1)).len(), 2);
        assert_eq!(r.messages(&started(2)).len(), 1);
        r.remove("domain", all).unwrap();
        assert_eq!(r.messages(&started(2)).len(), 0);
        assert!(r.remove("domain", all).is_err());
        assert!(r.add("domain", 999, None, false).is_err());
    }

    #[test]
    fn monitor_patterns() {
        assert!(pattern("^ST.P$", "STOP"));
        assert!(pattern("BLOCK.*", "BLOCK_JOB_READY"));
        assert!(pattern("RESET|STOP", "STOP"));
        assert!(!pattern("^TOP", "STOP"));
    }
}
