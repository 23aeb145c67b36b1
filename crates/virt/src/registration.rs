//! Which events somebody has asked for, and whether an event is one of them.

use crate::generated::events::{EventWire, Subject};
use crate::{Error, ErrorDomain, Event, Result, Uuid};

/// The most registrations that one client may hold.
const REGISTRATIONS_MAX: usize = 4096;
/// The longest pattern for the names of monitor events; the longest name has a quarter of it.
const PATTERN_MAX: usize = 128;

/// One object, as an event tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// By its UUID.
    Uuid(Uuid),
    /// By its name.
    Name(String),
}

/// One wish to hear of events.
#[derive(Debug)]
pub struct Registration {
    /// The id under which the events arrive.
    pub callback: i32,
    /// Registered without callback ids: gets the old messages.
    pub legacy: bool,
    object: &'static str,
    event_id: i32,
    only: Option<Only>,
    /// For monitor events: the names.
    monitor: Option<Names>,
}

/// Which of QEMU's own events are wanted, by name.
#[derive(Debug)]
enum Names {
    All,
    One { name: String, any_case: bool },
    Pattern { pattern: Pattern, any_case: bool },
}

/// Somebody's registrations.
#[derive(Debug, Default)]
pub struct Registrations {
    list: Vec<Registration>,
    next: i32,
}

/// The registration flag for a pattern instead of a name.
const MONITOR_REGEX: u32 = 1;
/// The registration flag for a comparison without regard to case.
const MONITOR_NOCASE: u32 = 2;

impl Registrations {
    /// Adds a registration for an event id of an object kind and returns its callback id.
    pub fn add(&mut self, object: &'static str, event_id: i32, only: Option<Only>, legacy: bool) -> Result<i32> {
        if event_id < 0 || !Event::is_registrable(object, event_id) {
            return Err(Error::invalid_arg(format!("unsupported event ID {event_id}")));
        }
        self.insert(Registration { callback: 0, object, event_id, only, legacy, monitor: None })
    }

    /// Adds a registration for QEMU's own events.
    pub fn add_monitor(&mut self, only: Option<Only>, name: Option<String>, flags: u32) -> Result<i32> {
        let call = "virConnectDomainQemuMonitorEventRegister";
        crate::flags::only(flags, MONITOR_REGEX | MONITOR_NOCASE, call)
            .map_err(|error| error.in_domain(ErrorDomain::NONE))?;
        let any_case = flags & MONITOR_NOCASE != 0;
        let fold = |name: String| if any_case { name.to_lowercase() } else { name };
        let names = match name.map(fold) {
            None => Names::All,
            Some(name) if flags & MONITOR_REGEX == 0 => Names::One { name, any_case },
            Some(name) => Names::Pattern { pattern: Pattern::parse(&name)?, any_case },
        };
        self.insert(Registration {
            callback: 0,
            object: "qemu",
            event_id: 0,
            only,
            legacy: false,
            monitor: Some(names),
        })
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

    /// Removes the registration with a callback id.
    pub fn remove(&mut self, object: &str, callback: i32) -> Result<()> {
        self.remove_first(|r| r.object == object && r.callback == callback && !r.legacy, callback)
    }

    /// Removes the registration without callback id for an event.
    pub fn remove_legacy(&mut self, event_id: i32) -> Result<()> {
        self.remove_first(|r| r.legacy && r.event_id == event_id, event_id)
    }

    fn remove_first(&mut self, matches: impl Fn(&Registration) -> bool, id: i32) -> Result<()> {
        let at = self.list.iter().position(matches);
        let at = at.ok_or_else(|| Error::invalid_arg(format!("domain event {id} not registered")))?;
        self.list.remove(at);
        Ok(())
    }

    /// The registrations that an event is for.
    pub fn wanting<'a>(&'a self, event: &'a Event) -> impl Iterator<Item = &'a Registration> {
        let wire = event.wire();
        self.list.iter().filter(move |r| r.wants(event, &wire))
    }
}

impl Registration {
    fn wants(&self, event: &Event, wire: &EventWire) -> bool {
        let kind = match (&self.monitor, event) {
            (Some(names), Event::DomainMonitorEvent(e)) => names.matches(&e.event),
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

impl Names {
    fn matches(&self, name: &str) -> bool {
        let fold = |any_case: bool| if any_case { name.to_lowercase() } else { name.to_owned() };
        match self {
            Names::All => true,
            Names::One { name: wanted, any_case } => *wanted == fold(*any_case),
            Names::Pattern { pattern, any_case } => pattern.matches(&fold(*any_case)),
        }
    }
}

/// A pattern for the names of events: `^`, `$`, `.`, `*` behind a character, and `|` between alternatives.
///
/// All places in the pattern at which the text may be are followed at once, so the time is bounded by the product of
/// the two lengths, whatever a client sends.
#[derive(Debug)]
struct Pattern(Vec<Alternative>);

#[derive(Debug)]
struct Alternative {
    from_start: bool,
    to_end: bool,
    /// Each with the character (`None` is any) and whether it may stand any number of times.
    steps: Vec<(Option<char>, bool)>,
}

impl Pattern {
    fn parse(text: &str) -> Result<Pattern> {
        if text.len() > PATTERN_MAX {
            return Err(Error::invalid_arg(format!("the pattern for event names is longer than {PATTERN_MAX} bytes")));
        }
        Ok(Pattern(text.split('|').map(Alternative::parse).collect()))
    }

    fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.0.iter().any(|alternative| alternative.matches(&text))
    }
}

impl Alternative {
    fn parse(text: &str) -> Alternative {
        let (from_start, text) = text.strip_prefix('^').map_or((false, text), |t| (true, t));
        let (to_end, text) = text.strip_suffix('$').map_or((false, text), |t| (true, t));
        let mut steps: Vec<(Option<char>, bool)> = vec![];
        for c in text.chars() {
            match (c, steps.last_mut()) {
                ('*', Some((_, repeats))) => *repeats = true,
                ('.', _) => steps.push((None, false)),
                (c, _) => steps.push((Some(c), false)),
            }
        }
        Alternative { from_start, to_end, steps }
    }

    fn matches(&self, text: &[char]) -> bool {
        let end = self.steps.len();
        let mut places = vec![false; end + 1];
        for at in 0..=text.len() {
            if at == 0 || !self.from_start {
                places[0] = true;
            }
            // A repeating step may also stand no time at all.
            for step in 0..end {
                places[step + 1] |= places[step] && self.steps[step].1;
            }
            if places[end] && (!self.to_end || at == text.len()) {
                return true;
            }
            let Some(c) = text.get(at) else { break };
            let mut next = vec![false; end + 1];
            for (step, (wanted, repeats)) in self.steps.iter().enumerate().filter(|(step, _)| places[*step]) {
                if wanted.is_none_or(|w| w == *c) {
                    next[if *repeats { step } else { step + 1 }] = true;
                }
            }
            places = next;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::events::DomainEventLifecycle;

    fn started(uuid: u8) -> Event {
        let mut event = DomainEventLifecycle::default();
        event.dom.uuid = Uuid([uuid; 16]);
        Event::DomainEventLifecycle(event)
    }

    #[test]
    fn everybody_hears_what_they_asked_for() {
        let mut r = Registrations::default();
        let all = r.add("domain", 0, None, false).unwrap();
        r.add("domain", 0, Some(Only::Uuid(Uuid([1; 16]))), false).unwrap();
        r.add("domain", 1, None, false).unwrap();
        assert_eq!(r.wanting(&started(1)).count(), 2);
        assert_eq!(r.wanting(&started(2)).count(), 1);
        r.remove("domain", all).unwrap();
        assert_eq!(r.wanting(&started(2)).count(), 0);
        assert!(r.remove("domain", all).is_err());
        assert!(r.add("domain", 999, None, false).is_err());
    }

    #[test]
    fn names_of_monitor_events_are_matched_by_pattern() {
        for (pattern, name, expected) in [
            ("^ST.P$", "STOP", true),
            ("BLOCK.*", "BLOCK_JOB_READY", true),
            ("RESET|STOP", "STOP", true),
            ("^TOP", "STOP", false),
            ("TOP", "STOP", true),
            ("S*TOP$", "TOP", true),
            ("STO$", "STOP", false),
            ("", "STOP", true),
            ("*", "STOP", false),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().matches(name), expected, "{pattern} on {name}");
        }
    }

    #[test]
    fn no_pattern_takes_long() {
        let hostile = Pattern::parse(&".*".repeat(60)).unwrap();
        let start = std::time::Instant::now();
        assert!(!Pattern::parse(&format!("{}x$", ".*".repeat(60))).unwrap().matches(&"a".repeat(200)));
        assert!(hostile.matches("A"));
        assert!(start.elapsed() < std::time::Duration::from_secs(5));
        assert!(Pattern::parse(&"a".repeat(PATTERN_MAX + 1)).is_err());
    }
}
