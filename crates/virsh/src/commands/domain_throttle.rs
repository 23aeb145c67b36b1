//! Throttling of a guest's disks, and signals to a container's processes.

use ferrovirt::{TypedParam, constants::*};
use serde_json::{Map, Value};

use super::params;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, alias, flag, int, scaled, string};

/// The options of a table row: some, all limits, and what limits apply to.
macro_rules! with_limits {
    ($($first:expr),* $(,)?) => {
        &[
            $($first,)*
            alias("total_bytes_sec", "total-bytes-sec"),
            scaled("total-bytes-sec", "total throughput limit, as scaled integer (default bytes)"),
            alias("read_bytes_sec", "read-bytes-sec"),
            scaled("read-bytes-sec", "read throughput limit, as scaled integer (default bytes)"),
            alias("write_bytes_sec", "write-bytes-sec"),
            scaled("write-bytes-sec", "write throughput limit, as scaled integer (default bytes)"),
            alias("total_iops_sec", "total-iops-sec"),
            int("total-iops-sec", "total I/O operations limit per second"),
            alias("read_iops_sec", "read-iops-sec"),
            int("read-iops-sec", "read I/O operations limit per second"),
            alias("write_iops_sec", "write-iops-sec"),
            int("write-iops-sec", "write I/O operations limit per second"),
            alias("total_bytes_sec_max", "total-bytes-sec-max"),
            scaled("total-bytes-sec-max", "total max, as scaled integer (default bytes)"),
            alias("read_bytes_sec_max", "read-bytes-sec-max"),
            scaled("read-bytes-sec-max", "read max, as scaled integer (default bytes)"),
            alias("write_bytes_sec_max", "write-bytes-sec-max"),
            scaled("write-bytes-sec-max", "write max, as scaled integer (default bytes)"),
            alias("total_iops_sec_max", "total-iops-sec-max"),
            int("total-iops-sec-max", "total I/O operations max"),
            alias("read_iops_sec_max", "read-iops-sec-max"),
            int("read-iops-sec-max", "read I/O operations max"),
            alias("write_iops_sec_max", "write-iops-sec-max"),
            int("write-iops-sec-max", "write I/O operations max"),
            alias("size_iops_sec", "size-iops-sec"),
            int("size-iops-sec", "I/O size in bytes"),
            alias("total_bytes_sec_max_length", "total-bytes-sec-max-length"),
            int("total-bytes-sec-max-length", "duration in seconds to allow total max bytes"),
            alias("read_bytes_sec_max_length", "read-bytes-sec-max-length"),
            int("read-bytes-sec-max-length", "duration in seconds to allow read max bytes"),
            alias("write_bytes_sec_max_length", "write-bytes-sec-max-length"),
            int("write-bytes-sec-max-length", "duration in seconds to allow write max bytes"),
            alias("total_iops_sec_max_length", "total-iops-sec-max-length"),
            int("total-iops-sec-max-length", "duration in seconds to allow total I/O operations max"),
            alias("read_iops_sec_max_length", "read-iops-sec-max-length"),
            int("read-iops-sec-max-length", "duration in seconds to allow read I/O operations max"),
            alias("write_iops_sec_max_length", "write-iops-sec-max-length"),
            int("write-iops-sec-max-length", "duration in seconds to allow write I/O operations max"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ]
    };
}

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "blkdeviotune",
        help: "Set or query a block device I/O tuning parameters.",
        about: "Set or query disk I/O parameters such as block throttling.",
        options: with_limits![
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("device", "block device").required(),
            alias("group_name", "group-name"),
            string("group-name", "group name to share I/O quota between multiple drives"),
        ],
        run: blkdeviotune,
        ..Command::EMPTY
    },
    Command {
        name: "domthrottlegroupset",
        help: "Add or update a throttling group.",
        about: "Add or updte a throttling group.",
        options: with_limits![
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("group-name", "throttle group name").required(),
        ],
        run: set_group,
        ..Command::EMPTY
    },
    Command {
        name: "domthrottlegroupdel",
        help: "Delete a throttling group.",
        about: "Delete a throttling group.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("group-name", "throttle group name").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: delete_group,
        ..Command::EMPTY
    },
    Command {
        name: "domthrottlegroupinfo",
        help: "Get a throttling group.",
        about: "Get a throttling group.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("group-name", "throttle group name").required(),
            flag("inactive", "get inactive rather than running configuration"),
        ],
        run: group_info,
        ..Command::EMPTY
    },
    Command {
        name: "domthrottlegrouplist",
        help: "list all domain throttlegroups.",
        about: "Get the summary of throttle groups for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("inactive", "get inactive rather than running configuration"),
        ],
        run: list_groups,
        ..Command::EMPTY
    },
    Command {
        name: "send-process-signal",
        help: "Send signals to processes",
        about: "Send signals to processes in the guest",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("pid", "the process ID").required(),
            string("signame", "the signal number or name").required(),
        ],
        run: send_process_signal,
        ..Command::EMPTY
    },
];

/// Options of sizes; all other limits are plain numbers.
const SIZES: [&str; 6] = [
    "total-bytes-sec",
    "read-bytes-sec",
    "write-bytes-sec",
    "total-bytes-sec-max",
    "read-bytes-sec-max",
    "write-bytes-sec-max",
];

const NUMBERS: [&str; 13] = [
    "total-iops-sec",
    "read-iops-sec",
    "write-iops-sec",
    "total-iops-sec-max",
    "read-iops-sec-max",
    "write-iops-sec-max",
    "size-iops-sec",
    "total-bytes-sec-max-length",
    "read-bytes-sec-max-length",
    "write-bytes-sec-max-length",
    "total-iops-sec-max-length",
    "read-iops-sec-max-length",
    "write-iops-sec-max-length",
];

/// The limits that the options ask for; a parameter is named like its option, with other dashes.
fn limits(cx: &Context<'_>) -> Outcome<Vec<TypedParam>> {
    let bad = |mut failure: Failure| {
        failure.lines.push("Unable to parse integer parameter".to_owned());
        failure
    };
    let mut list = vec![];
    for option in SIZES {
        let value = cx.args.scaled(option, 1, u64::MAX).map_err(bad)?;
        list.extend(value.map(|v| TypedParam::new(option.replace('-', "_"), v)));
    }
    for option in NUMBERS {
        let value = cx.args.number::<u64>(option).map_err(bad)?;
        list.extend(value.map(|v| TypedParam::new(option.replace('-', "_"), v)));
    }
    Ok(list)
}

fn set_group(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let group = cx.args.required("group-name")?.to_owned();
    let changes = limits(cx)?;
    let set = cx.conn()?.domain.set_throttle_group(&dom, &group, &changes, impact);
    set.lead("Unable to change throttle group")?;
    cx.out.remark("Throttle group set successfully\n");
    Ok(())
}

fn delete_group(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let group = cx.args.required("group-name")?.to_owned();
    cx.conn()?.domain.del_throttle_group(&dom, Some(&group), impact)?;
    cx.out.remark("Throttle group deleted successfully\n");
    Ok(())
}

/// A limit by its name, and what it is.
type Limit = (String, String);

/// The throttle groups of a guest's document, each with its limits.
fn groups(cx: &mut Context<'_>) -> Outcome<Vec<(String, Vec<Limit>)>> {
    let flags = if cx.args.flag("inactive") { VIR_DOMAIN_XML_INACTIVE } else { 0 };
    let dom = cx.domain()?;
    let text = cx.conn()?.domain.xml_desc(&dom, flags)?;
    let bad = |e: xml::Error| Failure::new(format!("cannot read the domain document: {e}"));
    let document = xml::Document::parse(&text).map_err(bad)?;
    let Some(list) = document.root(xml::Mode::LIVE).first("throttlegroups") else { return Ok(vec![]) };
    let limit = |node: xml::Node<'_>| (node.name().to_owned(), node.text().into_owned());
    let group = |node: xml::Node<'_>| {
        let (names, limits): (Vec<Limit>, _) = node.children().map(limit).partition(|(name, _)| name == "group_name");
        (names.into_iter().next().map(|(_, name)| name).unwrap_or_default(), limits)
    };
    Ok(list.children().map(group).collect())
}

fn group_info(cx: &mut Context<'_>) -> Outcome {
    let wanted = cx.args.required("group-name")?.to_owned();
    let mut object = Map::new();
    for (name, value) in groups(cx)?.into_iter().filter(|(name, _)| *name == wanted).flat_map(|(_, limits)| limits) {
        cx.out.say(format!("{name:<15}: {value}\n"));
        object.insert(name, value.parse::<u64>().map_or(Value::String(value), Value::from));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

fn list_groups(cx: &mut Context<'_>) -> Outcome {
    let names: Vec<String> = groups(cx)?.into_iter().map(|(name, _)| name).collect();
    let mut table = Table::new(&["Name"]);
    names.iter().for_each(|name| table.row(vec![name.clone()]));
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(names.into());
    Ok(())
}

fn blkdeviotune(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let device = cx.args.required("device")?.to_owned();
    let mut changes = limits(cx)?;
    changes.extend(cx.args.text("group-name")?.map(|name| TypedParam::new("group_name", name)));
    let domain = &cx.conn()?.domain;
    if !changes.is_empty() {
        let set = domain.set_block_io_tune(&dom, &device, &changes, impact);
        return set.lead("Unable to change block I/O throttle");
    }
    let flags = impact | VIR_TYPED_PARAM_STRING_OKAY;
    let count = domain
        .block_io_tune(&dom, Some(&device), 0, flags)
        .lead("Unable to get number of block I/O throttle parameters")?
        .nparams;
    let list = domain
        .block_io_tune(&dom, Some(&device), count, flags)
        .lead("Unable to get block I/O throttle parameters")?
        .params;
    let mut object = Map::new();
    for param in list {
        cx.out.say(format!("{:<15}: {}\n", param.field, param.value));
        object.insert(param.field.clone().into_owned(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

/// Signals in the order of their numbers in the interface, which are Linux's.
const SIGNALS: &[&str] = &[
    "nop", "hup", "int", "quit", "ill", "trap", "abrt", "bus", "fpe", "kill", "usr1", "segv", "usr2", "pipe", "alrm",
    "term", "stkflt", "chld", "cont", "stop", "tstp", "ttin", "ttou", "urg", "xcpu", "xfsz", "vtalrm", "prof", "winch",
    "poll", "pwr", "sys",
];

/// The number of a signal: a number, or a name with or without its prefix.
fn signal(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let lower = text.to_ascii_lowercase();
    let name = ["vir_domain_process_signal_", "sig_", "sig"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix))
        .unwrap_or(&lower);
    if let Some(number) = name.strip_prefix("rt").and_then(|n| n.parse::<u32>().ok()) {
        return (number <= 32).then_some(32 + number);
    }
    SIGNALS.iter().position(|known| *known == name).and_then(|at| u32::try_from(at).ok())
}

fn send_process_signal(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let text = cx.args.required("pid")?;
    let pid = crate::arguments::parse_integer(text).and_then(|n| i64::try_from(n).ok());
    let pid = pid.ok_or_else(|| Failure::new(format!("malformed PID value: {text}")))?;
    let name = cx.args.required("signame")?;
    let number = signal(name).ok_or_else(|| Failure::new(format!("malformed signal name: {name}")))?;
    Ok(cx.conn()?.domain.send_process_signal(&dom, pid, number, 0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signal_names() {
        assert_eq!([signal("kill"), signal("SIGKILL"), signal("sig_kill"), signal("9")], [Some(9); 4]);
        assert_eq!(signal("rt0"), Some(32));
        assert_eq!(signal("sys"), Some(31));
        assert_eq!([signal("bad"), signal("rt99"), signal("")], [None; 3]);
    }
}
