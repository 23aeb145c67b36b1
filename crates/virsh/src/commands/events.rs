//! Waiting for domain events.

use std::time::{Duration, Instant};

use ferrovirt::{Connect, Event, EventObject, RemoteEvent};
use serde_json::json;

use super::event_text;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::interrupt::{Interrupt, Woken};
use crate::output::write_out;
use crate::table::{Command, Complete, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[Command {
    name: "event",
    help: "Domain Events",
    about: "List event types, or wait for domain events to occur",
    options: &[
        string("domain", "filter by domain name, id or uuid").unlisted().completes(Complete::Domain),
        string("event", "which event type to wait for")
            .unlisted()
            .completes(Complete::Words(event_text::DOMAIN_EVENTS)),
        flag("all", "wait for all events instead of just one type"),
        flag("loop", "loop until timeout or interrupt, rather than one-shot"),
        int("timeout", "timeout seconds").unlisted(),
        flag("list", "list valid event types"),
        flag("timestamp", "show timestamp for each printed event"),
    ],
    run: event,
    ..Command::EMPTY
}];

/// The option `timeout`, in seconds.
pub fn timeout(cx: &Context<'_>) -> Outcome<Option<Duration>> {
    match cx.args.number::<u32>("timeout")? {
        Some(0) => Err(Failure::new("Numeric value '0' for <timeout> option is malformed or out of range")),
        seconds => Ok(seconds.map(|s| Duration::from_secs(u64::from(s)))),
    }
}

/// How a time of listening ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The event that was waited for came.
    Satisfied,
    /// Time is up.
    TimedOut,
    /// The user pressed Control-C.
    Interrupted,
}

/// Hands events to `take` until it says that it has enough, time is up, or Control-C.
pub fn each(connect: &Connect, timeout: Option<Duration>, mut take: impl FnMut(RemoteEvent) -> bool) -> Outcome<Ended> {
    let interrupt = Interrupt::catch()?;
    let deadline = timeout.map(|t| Instant::now() + t);
    loop {
        // Nothing is waited for here: this takes what has arrived.
        for arrived in connect.next_events(Some(Duration::ZERO)).lead("event loop failed")? {
            if take(arrived) {
                return Ok(Ended::Satisfied);
            }
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Ok(Ended::TimedOut);
        }
        match interrupt.wait(&connect.fds(), left)? {
            Woken::Readable => (),
            Woken::TimedOut => return Ok(Ended::TimedOut),
            Woken::Interrupted => return Ok(Ended::Interrupted),
        }
    }
}

/// The lines that end every kind of listening.
pub fn say_end(cx: &mut Context<'_>, ended: Ended, count: usize) -> Outcome {
    if cx.out.is_json() {
        // Every event was a value of its own.
        return if count == 0 { Err(Failure::silent()) } else { Ok(()) };
    }
    match ended {
        Ended::Satisfied => (),
        Ended::TimedOut => cx.out.say("event loop timed out\n"),
        Ended::Interrupted => cx.out.say("event loop interrupted\n"),
    }
    cx.out.say(format!("events received: {count}\n"));
    if count == 0 { Err(Failure::silent()) } else { Ok(()) }
}

/// What to listen to, and how to say it.
pub struct Listening {
    /// The kinds of events, with the numbers they are registered by.
    pub kinds: Vec<(&'static str, i32)>,
    /// Whose events.
    pub object: EventObject,
    /// How an event is said.
    pub text: fn(&str, &Event) -> Option<String>,
}

/// Listens until the first event, with `--loop` until time is up, and says every event as it comes.
pub fn listen(cx: &mut Context<'_>, listening: &Listening) -> Outcome {
    let (loops, stamps) = (cx.args.flag("loop"), cx.args.flag("timestamp"));
    let timeout = timeout(cx)?;
    let is_json = cx.out.is_json();
    let connect = cx.conn()?;
    let mut registrations = vec![];
    for (name, id) in &listening.kinds {
        match connect.register_event(listening.object.clone(), *id) {
            Ok(registration) => registrations.push((*name, registration)),
            // Of all kinds, those that the far side does not know are no loss.
            Err(e) if listening.kinds.len() > 1 && crate::failure::is_missing(&e) => (),
            Err(e) => return Err(e.into()),
        }
    }
    let mut count = 0;
    let ended = each(connect, timeout, |arrived| {
        let is_ours = |(_, r): &&(&str, ferrovirt::Registration)| Some(r.callback) == arrived.callback;
        let Some((name, _)) = registrations.iter().find(is_ours) else { return false };
        let Some(text) = (listening.text)(name, &arrived.event) else { return false };
        say(name, &text, stamps, is_json);
        count += 1;
        !loops
    })?;
    for (_, registration) in &registrations {
        connect.deregister_event(registration)?;
    }
    say_end(cx, ended, count)
}

/// Says an event at once; in JSON each is a value of its own.
fn say(name: &str, text: &str, stamps: bool, is_json: bool) {
    let stamp = crate::time::event_stamp();
    if is_json {
        write_out(&format!("{}\n", json!({ "event": name, "time": stamp, "text": text.trim_end() })));
    } else if stamps {
        write_out(&format!("{stamp}: {text}\n"));
    } else {
        write_out(&format!("{text}\n"));
    }
}

/// The kinds of events that the options ask for; nothing where they only ask for the list, which is printed.
pub fn wanted(cx: &mut Context<'_>, names: &'static [&'static str]) -> Outcome<Option<Vec<(&'static str, i32)>>> {
    if cx.args.flag("list") {
        cx.out.say(names.iter().map(|name| format!("{name}\n")).collect::<String>());
        cx.out.data(json!(names));
        return Ok(None);
    }
    let all = || names.iter().enumerate().map(|(id, name)| (*name, id as i32));
    match cx.args.text("event")? {
        Some(name) => {
            let kind = all().find(|(known, _)| *known == name);
            Ok(Some(vec![kind.ok_or_else(|| Failure::new(format!("unknown event type {name}")))?]))
        }
        None if cx.args.options().iter().any(|o| o.name == "all") && cx.args.flag("all") => Ok(Some(all().collect())),
        None if cx.args.options().iter().any(|o| o.name == "all") => {
            Err(Failure::new("one of --list, --all, or --event <type> is required"))
        }
        None => Err(Failure::new("either --list or --event <type> is required")),
    }
}

fn event(cx: &mut Context<'_>) -> Outcome {
    let Some(kinds) = wanted(cx, event_text::DOMAIN_EVENTS)? else { return Ok(()) };
    let dom = if cx.args.has("domain") { Some(cx.domain()?) } else { None };
    listen(cx, &Listening { kinds, object: EventObject::Domain(dom), text: event_text::domain_event })
}
