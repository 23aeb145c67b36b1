//! QEMU's own monitor and the guest agent.

use ferrovirt::{Event, constants::*};
use serde_json::{Value, json};

use super::{events, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, argv, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "qemu-monitor-command",
        help: "QEMU Monitor Command",
        about: "QEMU Monitor Command",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("hmp", "command is in human monitor protocol"),
            flag("pretty", "pretty-print any qemu monitor protocol output"),
            flag("return-value", "extract the value of the 'return' key from the returned string"),
            string("pass-fds", "pass file descriptors N,M,... along with the command"),
            argv("cmd", "command").required(),
        ],
        run: qemu_monitor_command,
        ..Command::EMPTY
    },
    Command {
        name: "qemu-monitor-event",
        help: "QEMU Monitor Events",
        about: "Listen for QEMU Monitor Events",
        options: &[
            string("domain", "filter by domain name, id or uuid").unlisted().completes(Complete::Domain),
            string("event", "filter by event name").unlisted(),
            flag("pretty", "pretty-print any JSON output"),
            flag("loop", "loop until timeout or interrupt, rather than one-shot"),
            int("timeout", "timeout seconds").unlisted(),
            flag("regex", "treat event as a regex rather than literal filter"),
            flag("no-case", "treat event case-insensitively"),
            flag("timestamp", "show timestamp for each printed event"),
        ],
        run: qemu_monitor_event,
        ..Command::EMPTY
    },
    Command {
        name: "qemu-attach",
        help: "QEMU Attach",
        about: "QEMU Attach",
        options: &[string("pid", "pid").required()],
        run: qemu_attach,
        ..Command::EMPTY
    },
    Command {
        name: "qemu-agent-command",
        help: "QEMU Guest Agent Command",
        about: "Run an arbitrary qemu guest agent command; use at your own risk",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("timeout", "timeout seconds. must be positive."),
            flag("async", "execute command without waiting for timeout"),
            flag("block", "execute command without timeout"),
            flag("pretty", "pretty-print the output"),
            argv("cmd", "command").required(),
        ],
        run: qemu_agent_command,
        ..Command::EMPTY
    },
    Command {
        name: "guest-agent-timeout",
        help: "Set the guest agent timeout",
        about: "Set the number of seconds to wait for a response from the guest agent.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("timeout", "timeout seconds."),
        ],
        run: guest_agent_timeout,
        ..Command::EMPTY
    },
];

fn qemu_attach(cx: &mut Context<'_>) -> Outcome {
    let pid: u32 = cx.args.required_number("pid")?;
    let attached = cx.conn()?.qemu.domain_attach(pid, 0).lead(format!("Failed to attach to pid {pid}"))?;
    cx.out.remark(format!("Domain '{}' attached to pid {pid}\n", attached.name));
    cx.out.data(json!({ "name": attached.name, "uuid": attached.uuid.to_string() }));
    Ok(())
}

fn qemu_monitor_command(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("hmp", "pretty"), ("hmp", "return-value")] {
        cx.args.exclusive(one, other)?;
    }
    let words = cx.args.list("cmd");
    let human = cx.args.flag("hmp");
    let command = if human { words.join(" ") } else { machine_command(&words)? };
    let flags = if human { VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP } else { 0 };
    let files = files::fds(cx.args.text("pass-fds")?)?;
    let dom = cx.domain()?;
    let qemu = &cx.conn()?.qemu;
    let reply = if files.is_empty() {
        qemu.domain_monitor_command(&dom, &command, flags)?
    } else {
        qemu.domain_monitor_command_with_files(&dom, &command, flags, files)?.0
    };
    if human {
        cx.out.say(format!("{reply}\n"));
        cx.out.data(json!({ "reply": reply }));
        return Ok(());
    }
    let (pretty, only_return) = (cx.args.flag("pretty"), cx.args.flag("return-value"));
    let value: Option<Value> = serde_json::from_str(&reply).ok();
    if !pretty && !only_return {
        cx.out.say(format!("{reply}\n"));
        cx.out.data(value.unwrap_or(json!(reply)));
        return Ok(());
    }
    let value = value.ok_or_else(|| Failure::new("cannot read the reply as JSON"))?;
    let shown = match only_return {
        true => value.get("return").cloned().ok_or_else(|| Failure::new("'return' member missing"))?,
        false => value,
    };
    // Neither form ends with a line end of its own.
    cx.out.say(if pretty { format!("{shown:#}") } else { shown.to_string() });
    cx.out.data(shown);
    Ok(())
}

/// A monitor command from words: JSON as it is, or a name with arguments. The arguments are the members of a JSON
/// object, with or without its braces, or words like `member=value`.
fn machine_command(words: &[&str]) -> Outcome<String> {
    let whole = words.join(" ");
    if serde_json::from_str::<Value>(&whole).is_ok() {
        return Ok(whole);
    }
    let (first, rest) = words.split_first().ok_or_else(|| Failure::new("missing command"))?;
    if rest.is_empty() {
        return Ok(json!({ "execute": first }).to_string());
    }
    let joined = rest.join(" ");
    let object = |text: &str| serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
    let arguments = object(&joined).or_else(|| object(&format!("{{{joined}}}"))).or_else(|| members(rest));
    let bad = || Failure::new(format!("failed to wrap arguments '{joined}' into a QMP command wrapper"));
    Ok(json!({ "execute": first, "arguments": arguments.ok_or_else(bad)? }).to_string())
}

/// An object from words like `member=value`; a value that is no JSON is text.
fn members(words: &[&str]) -> Option<Value> {
    let pair = |word: &&str| {
        let (name, value) = word.split_once('=')?;
        Some((name.to_owned(), serde_json::from_str(value).unwrap_or(json!(value))))
    };
    words.iter().map(pair).collect::<Option<serde_json::Map<String, Value>>>().map(Value::Object)
}

fn qemu_agent_command(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    for (one, other) in [("async", "timeout"), ("block", "timeout"), ("block", "async")] {
        cx.args.exclusive(one, other)?;
    }
    let mut timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT;
    if let Some(seconds) = cx.args.number::<i32>("timeout")? {
        if seconds < 1 {
            return Err(Failure::new("timeout must be positive"));
        }
        timeout = seconds;
    }
    if cx.args.flag("async") {
        timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT;
    } else if cx.args.flag("block") {
        timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK;
    }
    let command = cx.args.list("cmd").join(" ");
    let reply = cx.conn()?.qemu.domain_agent_command(&dom, &command, timeout, 0)?;
    let Some(reply) = reply else { return Ok(()) };
    let value: Option<Value> = serde_json::from_str(&reply).ok();
    match (&value, cx.args.flag("pretty")) {
        (Some(value), true) => cx.out.say(format!("{value:#}\n")),
        _ => cx.out.say(format!("{reply}\n")),
    }
    cx.out.data(value.unwrap_or(json!(reply)));
    Ok(())
}

fn guest_agent_timeout(cx: &mut Context<'_>) -> Outcome {
    let timeout = cx.args.number("timeout")?.unwrap_or(VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK);
    let dom = cx.domain()?;
    cx.conn()?.domain.agent_set_response_timeout(&dom, timeout, 0)?;
    Ok(())
}

fn qemu_monitor_event(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("regex", VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX),
        ("no-case", VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE),
    ]);
    let wanted = cx.args.text("event")?.map(str::to_owned);
    let (pretty, loops, stamps) = (cx.args.flag("pretty"), cx.args.flag("loop"), cx.args.flag("timestamp"));
    let timeout = events::timeout(cx)?;
    let dom = if cx.args.has("domain") { Some(cx.domain()?) } else { None };
    let is_json = cx.out.is_json();
    let connect = cx.conn()?;
    let callback = connect.register_monitor_event(dom, wanted, flags)?;
    let mut count = 0;
    let ended = events::each(connect, timeout, |arrived| {
        let Event::DomainMonitorEvent(event) = arrived.event else { return false };
        let details = event.details.clone().unwrap_or_else(|| "<null>".to_owned());
        let shown = match (pretty, serde_json::from_str::<Value>(&details)) {
            (true, Ok(value)) => format!("{value:#}"),
            _ => details.clone(),
        };
        let (name, domain) = (&event.event, &event.dom.name);
        let line = if is_json {
            let data: Value = serde_json::from_str(&details).unwrap_or(Value::Null);
            json!({
                "event": name, "domain": domain, "seconds": event.seconds, "microseconds": event.micros,
                "details": data,
            })
            .to_string()
        } else if stamps {
            format!("{}: event {name} for domain '{domain}': {shown}", crate::time::event_stamp())
        } else {
            format!("event {name} at {}.{:06} for domain '{domain}': {shown}", event.seconds, event.micros)
        };
        crate::output::write_out(&format!("{line}\n"));
        count += 1;
        !loops
    })?;
    connect.deregister_monitor_event(callback)?;
    events::say_end(cx, ended, count)
}
