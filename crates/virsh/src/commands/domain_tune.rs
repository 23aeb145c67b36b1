//! Limits and weights of a guest: CPU, memory, block and network I/O, threads.

use ferrovirt::{Connection, DomainRef, Result, TypedParam, TypedValue, constants::*};
use serde_json::{Map, Value, json};

use super::params;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, argv, flag, int, scaled, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "schedinfo",
        help: "show/set scheduler parameters",
        about: "Show/Set scheduler parameters.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("weight", "weight for XEN_CREDIT"),
            int("cap", "cap for XEN_CREDIT"),
            flag("current", "get/set current scheduler info"),
            flag("config", "get/set value to be used on next boot"),
            flag("live", "get/set value from running domain"),
            argv("set", "parameter=value").positional(),
        ],
        run: schedinfo,
        ..Command::EMPTY
    },
    Command {
        name: "memtune",
        help: "Get or set memory parameters",
        about: "Get or set the current memory parameters for a guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            scaled("hard-limit", "Max memory, as scaled integer (default KiB)").unlisted(),
            scaled("soft-limit", "Memory during contention, as scaled integer (default KiB)").unlisted(),
            scaled("swap-hard-limit", "Max memory plus swap, as scaled integer (default KiB)").unlisted(),
            scaled("min-guarantee", "Min guaranteed memory, as scaled integer (default KiB)").unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: memtune,
        ..Command::EMPTY
    },
    Command {
        name: "blkiotune",
        help: "Get or set blkio parameters",
        about: "Get or set the current blkio parameters for a guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("weight", "IO Weight").unlisted(),
            string("device-weights", "per-device IO Weights, in the form of /path/to/device,weight,...").unlisted(),
            string(
                "device-read-iops-sec",
                "per-device read I/O limit per second, in the form of /path/to/device,read_iops_sec,...",
            )
            .unlisted(),
            string(
                "device-write-iops-sec",
                "per-device write I/O limit per second, in the form of /path/to/device,write_iops_sec,...",
            )
            .unlisted(),
            string(
                "device-read-bytes-sec",
                "per-device bytes read per second, in the form of /path/to/device,read_bytes_sec,...",
            )
            .unlisted(),
            string(
                "device-write-bytes-sec",
                "per-device bytes wrote per second, in the form of /path/to/device,write_bytes_sec,...",
            )
            .unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: blkiotune,
        ..Command::EMPTY
    },
    Command {
        name: "numatune",
        help: "Get or set numa parameters",
        about: "Get or set the current numa parameters for a guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string(
                "mode",
                "NUMA mode, one of strict, preferred and interleave or a number from the virDomainNumatuneMemMode enum",
            )
            .unlisted(),
            string("nodeset", "NUMA node selections to set").unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: numatune,
        ..Command::EMPTY
    },
    Command {
        name: "domiftune",
        help: "get/set parameters of a virtual interface",
        about: "Get/set parameters of a domain's virtual interface.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("interface", "interface device (MAC Address)").required(),
            string("inbound", "control domain's incoming traffics").unlisted(),
            string("outbound", "control domain's outgoing traffics").unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: domiftune,
        ..Command::EMPTY
    },
    Command {
        name: "perf",
        help: "Get or set perf event",
        about: "Get or set the current perf events for a guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("enable", "perf events which will be enabled").unlisted(),
            string("disable", "perf events which will be disabled").unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: perf,
        ..Command::EMPTY
    },
    Command {
        name: "domblkthreshold",
        help: "set the threshold for block-threshold event for a given block device or it's backing chain element",
        about: "set threshold for block-threshold event for a block device",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("dev", "device to set threshold for").required(),
            scaled("threshold", "threshold as a scaled number (by default bytes)").required(),
        ],
        run: domblkthreshold,
        ..Command::EMPTY
    },
    Command {
        name: "blockresize",
        help: "Resize block device of domain.",
        about: "Resize block device of domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("path", "Fully-qualified path of block device").required(),
            scaled("size", "New size of the block device, as scaled integer (default KiB)").positional(),
            flag("capacity", "resize to capacity of source (block device)"),
        ],
        run: blockresize,
        ..Command::EMPTY
    },
    Command {
        name: "iothreadinfo",
        help: "view domain IOThreads",
        about: "Returns basic information about the domain IOThreads.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: iothreadinfo,
        ..Command::EMPTY
    },
    Command {
        name: "iothreadpin",
        help: "control domain IOThread affinity",
        about: "Pin domain IOThreads to host physical CPUs.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("iothread", "IOThread ID number").required(),
            string("cpulist", "host cpu number(s) to set").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: iothreadpin,
        ..Command::EMPTY
    },
    Command {
        name: "iothreadadd",
        help: "add an IOThread to the guest domain",
        about: "Add an IOThread to the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("id", "iothread for the new IOThread").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: iothreadadd,
        ..Command::EMPTY
    },
    Command {
        name: "iothreaddel",
        help: "delete an IOThread from the guest domain",
        about: "Delete an IOThread from the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("id", "iothread_id for the IOThread to delete").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: iothreaddel,
        ..Command::EMPTY
    },
    Command {
        name: "iothreadset",
        help: "modifies an existing IOThread of the guest domain",
        about: "Modifies an existing IOThread of the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("id", "iothread id of existing IOThread").required(),
            int("poll-max-ns", "set the maximum IOThread polling time in ns").unlisted(),
            int("poll-grow", "set the value to increase the IOThread polling time").unlisted(),
            int("poll-shrink", "set the value for reduction of the IOThread polling time").unlisted(),
            int("thread-pool-min", "lower boundary for worker thread pool").unlisted(),
            int("thread-pool-max", "upper boundary for worker thread pool").unlisted(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: iothreadset,
        ..Command::EMPTY
    },
    Command {
        name: "domlaunchsecinfo",
        help: "Get domain launch security info",
        about: "Get the launch security parameters for a guest domain",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: domlaunchsecinfo,
        ..Command::EMPTY
    },
];

/// Says that text values are understood.
const STRINGS: u32 = VIR_TYPED_PARAM_STRING_OKAY;

/// Prints values one on a line, and keeps them as data.
fn say(cx: &mut Context<'_>, list: &[TypedParam], shown: impl Fn(&TypedParam) -> String) {
    let mut object = Map::new();
    for param in list {
        cx.out.say(format!("{:<15}: {}\n", param.field, shown(param)));
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
}

/// Reads values in the two steps of the interface: how many, then which.
fn read(read: impl Fn(i32) -> Result<(Vec<TypedParam>, i32)>, count: &str, values: &str) -> Outcome<Vec<TypedParam>> {
    let (_, number) = read(0).lead(count)?;
    if number == 0 {
        return Ok(vec![]);
    }
    Ok(read(number).lead(values)?.0)
}

fn schedinfo(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let is_explicit = impact != 0 || cx.args.flag("current");
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let kind = drivers.domain.scheduler_type(&dom)?;
    cx.out.say(format!("{:<15}: {}\n", "Scheduler", kind.type_));
    let fetch = || match is_explicit {
        true => drivers.domain.scheduler_parameters_flags(&dom, kind.nparams, impact | STRINGS),
        false => drivers.domain.scheduler_parameters(&dom, kind.nparams),
    };
    let current = fetch()?;
    let changes = scheduler_changes(cx, &current)?;
    if !changes.is_empty() {
        match is_explicit {
            true => drivers.domain.set_scheduler_parameters_flags(&dom, &changes, impact)?,
            false => drivers.domain.set_scheduler_parameters(&dom, &changes)?,
        }
    }
    let list = if changes.is_empty() { current } else { fetch()? };
    say(cx, &list, |param| param.value.to_string());
    cx.out.add("scheduler", json!(kind.type_));
    Ok(())
}

/// The values the user gives, in the types that the driver's own values have.
fn scheduler_changes(cx: &Context<'_>, current: &[TypedParam]) -> Outcome<Vec<TypedParam>> {
    let mut wanted: Vec<(String, String)> = vec![];
    for option in ["weight", "cap"] {
        if let Some(value) = cx.args.number::<i64>(option)? {
            wanted.push((option.to_owned(), value.to_string()));
        }
    }
    for word in cx.args.list("set") {
        let bad = || Failure::new("Invalid syntax for --set, expecting name=value");
        let (name, value) = word.split_once('=').ok_or_else(bad)?;
        wanted.push((name.to_owned(), value.to_owned()));
    }
    let change = |(name, text): (String, String)| {
        let unknown = || Failure::new(format!("invalid scheduler option: {name}"));
        let known = current.iter().find(|p| p.field == name).ok_or_else(unknown)?;
        let value = same_type(&known.value, &text);
        let bad = || Failure::new(format!("invalid value '{text}' for scheduler option {name}"));
        Ok(TypedParam { field: name.clone().into(), value: value.ok_or_else(bad)? })
    };
    wanted.into_iter().map(change).collect()
}

fn same_type(model: &TypedValue, text: &str) -> Option<TypedValue> {
    let number = crate::arguments::parse_integer(text);
    Some(match model {
        TypedValue::Int(_) => TypedValue::Int(number?.try_into().ok()?),
        TypedValue::Uint(_) => TypedValue::Uint(number?.try_into().ok()?),
        TypedValue::Llong(_) => TypedValue::Llong(number?.try_into().ok()?),
        TypedValue::Ullong(_) => TypedValue::Ullong(number?.try_into().ok()?),
        TypedValue::Double(_) => TypedValue::Double(text.parse().ok()?),
        TypedValue::Boolean(_) => TypedValue::Boolean(number? != 0),
        TypedValue::String(_) => TypedValue::String(text.to_owned()),
    })
}

/// Where a memory limit this large or larger means none.
const UNLIMITED_KIB: u64 = 9_007_199_254_740_991;

fn memtune(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let mut changes = vec![];
    for (option, field) in [
        ("hard-limit", "hard_limit"),
        ("soft-limit", "soft_limit"),
        ("swap-hard-limit", "swap_hard_limit"),
        ("min-guarantee", "min_guarantee"),
    ] {
        if cx.args.text(option)?.is_some_and(|text| text == "-1") {
            changes.push(TypedParam::new(field, UNLIMITED_KIB));
        } else if let Some(bytes) = cx.args.scaled(option, 1024, u64::MAX)? {
            changes.push(TypedParam::new(field, bytes.div_ceil(1024)));
        }
    }
    let drivers = cx.drivers()?;
    if !changes.is_empty() {
        let set = drivers.domain.set_memory_parameters(&dom, &changes, impact);
        return set.lead("Unable to change memory parameters");
    }
    let list = read(
        |count| drivers.domain.memory_parameters(&dom, count, impact | STRINGS).map(|r| (r.params, r.nparams)),
        "Unable to get number of memory parameters",
        "Unable to get memory parameters",
    )?;
    say(cx, &list, |param| match params::unsigned(&param.value) {
        Some(kib) if kib >= UNLIMITED_KIB => "unlimited".to_owned(),
        _ => param.value.to_string(),
    });
    Ok(())
}

fn blkiotune(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let mut changes = vec![];
    if let Some(weight) = cx.args.number::<i64>("weight")? {
        let bad = || Failure::new(format!("Invalid value of {weight} for I/O weight"));
        changes.push(TypedParam::new("weight", u32::try_from(weight).ok().filter(|w| *w > 0).ok_or_else(bad)?));
    }
    for (option, field) in [
        ("device-weights", "device_weight"),
        ("device-read-iops-sec", "device_read_iops_sec"),
        ("device-write-iops-sec", "device_write_iops_sec"),
        ("device-read-bytes-sec", "device_read_bytes_sec"),
        ("device-write-bytes-sec", "device_write_bytes_sec"),
    ] {
        changes.extend(cx.args.text(option)?.map(|text| TypedParam::new(field, text)));
    }
    let drivers = cx.drivers()?;
    if !changes.is_empty() {
        let set = drivers.domain.set_blkio_parameters(&dom, &changes, impact);
        return set.lead("Unable to change blkio parameters");
    }
    let list = read(
        |count| drivers.domain.blkio_parameters(&dom, count, impact | STRINGS).map(|r| (r.params, r.nparams)),
        "Unable to get number of blkio parameters",
        "Unable to get blkio parameters",
    )?;
    say(cx, &list, |param| param.value.to_string());
    Ok(())
}

const NUMA_MODES: &[&str] = &["strict", "preferred", "interleave", "restrictive"];

fn numatune(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let mut changes = vec![];
    if let Some(mode) = cx.args.text("mode")? {
        let by_name = NUMA_MODES.iter().position(|known| *known == mode).and_then(|at| i32::try_from(at).ok());
        let number = by_name.or_else(|| mode.parse().ok());
        changes
            .push(TypedParam::new("numa_mode", number.ok_or_else(|| Failure::new(format!("Invalid mode: {mode}")))?));
    }
    changes.extend(cx.args.text("nodeset")?.map(|set| TypedParam::new("numa_nodeset", set)));
    let drivers = cx.drivers()?;
    if !changes.is_empty() {
        return drivers.domain.set_numa_parameters(&dom, &changes, impact).lead("Unable to change numa parameters");
    }
    let list = read(
        |count| drivers.domain.numa_parameters(&dom, count, impact | STRINGS).map(|r| (r.params, r.nparams)),
        "Unable to get number of memory parameters",
        "Unable to get numa parameters",
    )?;
    say(cx, &list, |param| match (&*param.field, &param.value) {
        ("numa_mode", TypedValue::Int(mode)) => {
            words::pick(NUMA_MODES, *mode).map_or_else(|| mode.to_string(), str::to_owned)
        }
        (_, value) => value.to_string(),
    });
    Ok(())
}

/// Bandwidth as `average,peak,burst,floor`; the places that are left out stay as they are.
pub fn rates(text: &str, direction: &str) -> Outcome<Vec<TypedParam>> {
    let fields = ["average", "peak", "burst", "floor"];
    let pieces: Vec<&str> = text.split(',').collect();
    if pieces.len() > fields.len() {
        return Err(Failure::new(format!("Rate string '{text}' has too many fields")));
    }
    let mut list = vec![];
    for (field, piece) in fields.iter().zip(pieces).filter(|(_, piece)| !piece.is_empty()) {
        let value: u32 = piece.parse().map_err(|_| Failure::new(format!("field '{field}' is malformed")))?;
        list.push(TypedParam::new(format!("{direction}.{field}"), value));
    }
    let has = |field: &str| list.iter().any(|param| param.field == format!("{direction}.{field}"));
    if direction == "inbound" && !has("average") && !has("floor") {
        return Err(Failure::new("either inbound average or floor is mandatory"));
    }
    if direction == "outbound" && !has("average") {
        return Err(Failure::new("outbound average is mandatory"));
    }
    Ok(list)
}

fn domiftune(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let device = cx.args.required("interface")?.to_owned();
    let mut changes = vec![];
    for direction in ["inbound", "outbound"] {
        if let Some(text) = cx.args.text(direction)? {
            changes.extend(rates(text, direction)?);
        }
    }
    let drivers = cx.drivers()?;
    if !changes.is_empty() {
        let set = drivers.domain.set_interface_parameters(&dom, &device, &changes, impact);
        return set.lead("Unable to set interface parameters");
    }
    let list = read(
        |count| {
            drivers.domain.interface_parameters(&dom, &device, count, impact | STRINGS).map(|r| (r.params, r.nparams))
        },
        "Unable to get number of interface parameters",
        "Unable to get interface parameters",
    )?;
    say(cx, &list, |param| param.value.to_string());
    Ok(())
}

fn perf(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let mut changes = vec![];
    for (option, value) in [("enable", true), ("disable", false)] {
        for name in cx.args.text(option)?.iter().flat_map(|list| list.split(',')) {
            changes.push(TypedParam::new(name.to_owned(), value));
        }
    }
    let domain = &cx.conn()?.domain;
    if !changes.is_empty() {
        domain.set_perf_events(&dom, &changes, impact).lead("Unable to enable/disable perf events")?;
        let lines: String = changes
            .iter()
            .map(|p| {
                format!(
                    "{:<15}: {}\n",
                    p.field,
                    if p.value == TypedValue::Boolean(true) { "enabled" } else { "disabled" }
                )
            })
            .collect();
        cx.out.say(lines);
        return Ok(());
    }
    let list = domain.perf_events(&dom, impact | STRINGS).lead("Unable to get perf events")?;
    say(cx, &list, |param| if param.value == TypedValue::Boolean(true) { "enabled" } else { "disabled" }.to_owned());
    Ok(())
}

fn domblkthreshold(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let device = cx.args.required("dev")?.to_owned();
    let threshold = cx.args.scaled("threshold", 1, u64::MAX)?.unwrap_or(0);
    Ok(cx.conn()?.domain.set_block_threshold(&dom, &device, threshold, 0)?)
}

fn blockresize(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let path = cx.args.required("path")?.to_owned();
    let size = cx.args.scaled("size", 1024, u64::MAX)?;
    let (size, mut flags) = match (size, cx.args.flag("capacity")) {
        (Some(_), true) => return Err(Failure::new("Options --size and --capacity are mutually exclusive")),
        (None, true) => (0, VIR_DOMAIN_BLOCK_RESIZE_CAPACITY),
        (Some(size), false) => (size, 0),
        (None, false) => return Err(Failure::new("Either --size or --capacity must be provided")),
    };
    // Whole KiB are in the old unit, which older daemons know.
    let size = if size % 1024 == 0 {
        size / 1024
    } else {
        flags |= VIR_DOMAIN_BLOCK_RESIZE_BYTES;
        size
    };
    let resized = cx.conn()?.domain.block_resize(&dom, &path, size, flags);
    resized.lead(format!("Failed to resize block device '{path}'"))?;
    cx.out.remark(format!("Block device '{path}' is resized"));
    Ok(())
}

fn cpus(drivers: &Connection) -> Outcome<usize> {
    super::domain_cpu::host_cpus(drivers)
}

fn iothreadinfo(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let threads = drivers.domain.iothread_info(&dom, impact).lead("Unable to get domain IOThreads information")?.info;
    if threads.is_empty() {
        cx.out.remark("No IOThreads found for the domain");
        cx.out.data(json!([]));
        return Ok(());
    }
    let cpus = cpus(&drivers)?;
    let mut table = Table::new(&["IOThread ID", "CPU Affinity"]);
    let mut values = vec![];
    for thread in threads {
        let affinity = words::cpu_ranges(&words::cpu_bits(&thread.cpumap, cpus));
        values.push(json!({ "id": thread.iothread_id, "affinity": affinity }));
        table.row(vec![thread.iothread_id.to_string(), affinity]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

/// The number of an I/O thread.
fn thread_id(cx: &Context<'_>, option: &str) -> Outcome<u32> {
    let id: i64 = cx.args.required_number(option)?;
    u32::try_from(id)
        .ok()
        .filter(|id| *id > 0)
        .ok_or_else(|| Failure::new(format!("Invalid IOThread id value: '{id}'")))
}

fn iothreadpin(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let id: u32 = cx.args.required_number("iothread")?;
    let list = cx.args.required("cpulist")?.to_owned();
    let drivers = cx.drivers()?;
    let map = words::parse_cpu_list(&list, cpus(&drivers)?).map_err(Failure::new)?;
    Ok(drivers.domain.pin_iothread(&dom, id, &map, impact)?)
}

fn iothreadadd(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let id = thread_id(cx, "id")?;
    Ok(cx.conn()?.domain.add_iothread(&dom, id, impact)?)
}

fn iothreaddel(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let id = thread_id(cx, "id")?;
    Ok(cx.conn()?.domain.del_iothread(&dom, id, impact)?)
}

fn iothreadset(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let id = thread_id(cx, "id")?;
    let mut changes = vec![];
    changes.extend(cx.args.number::<u64>("poll-max-ns")?.map(|v| TypedParam::new("poll_max_ns", v)));
    for (option, field) in [("poll-grow", "poll_grow"), ("poll-shrink", "poll_shrink")] {
        changes.extend(cx.args.number::<u32>(option)?.map(|v| TypedParam::new(field, v)));
    }
    for (option, field) in [("thread-pool-min", "thread_pool_min"), ("thread-pool-max", "thread_pool_max")] {
        changes.extend(cx.args.number::<i32>(option)?.map(|v| TypedParam::new(field, v)));
    }
    if changes.is_empty() {
        return Err(Failure::new("Not enough arguments passed, nothing to set"));
    }
    Ok(cx.conn()?.domain.set_iothread_params(&dom, id, &changes, impact)?)
}

fn domlaunchsecinfo(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let info = launch_security(cx, &dom)?;
    say(cx, &info, |param| param.value.to_string());
    Ok(())
}

fn launch_security(cx: &mut Context<'_>, dom: &DomainRef) -> Outcome<Vec<TypedParam>> {
    cx.conn()?.domain.launch_security_info(dom, 0).lead("Unable to get launch security parameters")
}
