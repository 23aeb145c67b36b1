//! A guest's virtual CPUs and memory sizes.

use ferrovirt::{Connection, DomainRef, TypedParam, constants::*, typed_param};
use serde_json::{Map, Value, json};

use super::params;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, alias, flag, int, scaled, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "vcpucount",
        help: "domain vcpu counts",
        about: "Returns the number of virtual CPUs used by the domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("maximum", "get maximum count of vcpus"),
            flag("active", "get number of currently active vcpus"),
            flag("live", "get value from running domain"),
            flag("config", "get value to be used on next boot"),
            flag("current", "get value according to current domain state"),
            flag("guest", "retrieve vcpu count from the guest instead of the hypervisor"),
        ],
        run: vcpucount,
        ..Command::EMPTY
    },
    Command {
        name: "vcpuinfo",
        help: "detailed domain vcpu information",
        about: "Returns basic information about the domain virtual CPUs.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("pretty", "return human readable output"),
        ],
        run: vcpuinfo,
        ..Command::EMPTY
    },
    Command {
        name: "vcpupin",
        help: "control or query domain vcpu affinity",
        about: "Pin domain VCPUs to host physical CPUs.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("vcpu", "vcpu number").unlisted(),
            string("cpulist", "host cpu number(s) to set, or omit option to query").unlisted().may_be_empty(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: vcpupin,
        ..Command::EMPTY
    },
    Command {
        name: "emulatorpin",
        help: "control or query domain emulator affinity",
        about: "Pin domain emulator threads to host physical CPUs.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("cpulist", "host cpu number(s) to set, or omit option to query").unlisted().may_be_empty(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: emulatorpin,
        ..Command::EMPTY
    },
    Command {
        name: "cpu-stats",
        help: "show domain cpu statistics",
        about: "Display per-CPU and total statistics about the domain's CPUs",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("total", "Show total statistics only"),
            int("start", "Show statistics from this CPU").unlisted(),
            int("count", "Number of shown CPUs at most").unlisted(),
        ],
        run: cpu_stats,
        ..Command::EMPTY
    },
    Command {
        name: "setvcpus",
        help: "change number of virtual CPUs",
        about: "Change the number of virtual CPUs in the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("count", "number of virtual CPUs").required(),
            flag("maximum", "set maximum limit on next boot"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
            flag("guest", "modify cpu state in the guest"),
            flag("hotpluggable", "make added vcpus hot(un)pluggable"),
        ],
        run: setvcpus,
        ..Command::EMPTY
    },
    Command {
        name: "setvcpu",
        help: "attach/detach vcpu or groups of threads",
        about: "Add or remove vcpus",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("vcpulist", "ids of vcpus to manipulate").required(),
            flag("enable", "enable cpus specified by cpumap"),
            flag("disable", "disable cpus specified by cpumap"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: setvcpu,
        ..Command::EMPTY
    },
    Command {
        name: "setmem",
        help: "change memory allocation",
        about: "Change the current memory allocation in the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            alias("kilobytes", "size"),
            scaled("size", "new memory size, as scaled integer (default KiB)").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: setmem,
        ..Command::EMPTY
    },
    Command {
        name: "setmaxmem",
        help: "change maximum memory limit",
        about: "Change the maximum memory allocation limit in the guest domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            alias("kilobytes", "size"),
            scaled("size", "new maximum memory size, as scaled integer (default KiB)").required(),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: setmaxmem,
        ..Command::EMPTY
    },
];

fn vcpucount(cx: &mut Context<'_>) -> Outcome {
    let args = cx.args;
    for (one, other) in [("active", "maximum"), ("guest", "maximum"), ("guest", "config")] {
        args.exclusive(one, other)?;
    }
    let impact = cx.impact()?;
    let (maximum, active, guest) = (args.flag("maximum"), args.flag("active"), args.flag("guest"));
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let count = |flags: u32| drivers.domain.vcpus_flags(&dom, flags);
    if maximum || active || guest || impact != 0 || args.flag("current") {
        let flags = impact | args.bits(&[("maximum", VIR_DOMAIN_VCPU_MAXIMUM), ("guest", VIR_DOMAIN_VCPU_GUEST)]);
        let count = count(flags)?;
        cx.out.say(format!("{count}\n"));
        cx.out.data(json!({ "count": count }));
        return Ok(());
    }
    let is_persistent = drivers.domain.is_persistent(&dom)? != 0;
    let mut object = Map::new();
    for (kind, kind_flag) in [("maximum", VIR_DOMAIN_VCPU_MAXIMUM), ("current", 0)] {
        for (place, flag) in [("config", VIR_DOMAIN_AFFECT_CONFIG), ("live", VIR_DOMAIN_AFFECT_LIVE)] {
            if (place == "config" && !is_persistent) || (place == "live" && dom.id == -1) {
                continue;
            }
            let count = count(kind_flag | flag).lead(format!("Failed to retrieve {kind} vcpu count"))?;
            cx.out.say(format!("{kind:<12} {place:<12} {count:3}\n"));
            object.insert(format!("{kind}_{place}"), json!(count));
        }
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

/// How many CPUs the host has, on or off.
pub fn host_cpus(drivers: &Connection) -> Outcome<usize> {
    let count = match drivers.connect.node_get_cpu_map(0, 0, 0) {
        Ok(map) => map.ret,
        Err(e) if e.code() == ferrovirt::ErrorCode::NO_SUPPORT => {
            let info = drivers.connect.node_info()?;
            [info.sockets, info.cores, info.threads].into_iter().fold(info.nodes, i32::saturating_mul)
        }
        Err(e) => return Err(e.into()),
    };
    usize::try_from(count).map_err(|_| Failure::new("the host reports a negative number of CPUs"))
}

fn map_length(cpus: usize) -> i32 {
    i32::try_from(cpus.div_ceil(8)).unwrap_or(i32::MAX)
}

/// Affinity bitmaps of at most `count` virtual CPUs.
fn affinities(drivers: &Connection, dom: &DomainRef, count: i32, cpus: usize, flags: u32) -> Outcome<Vec<Vec<u8>>> {
    let length = map_length(cpus);
    let reply = drivers.domain.vcpu_pin_info(dom, count, length, flags)?;
    Ok(reply.cpumaps.chunks(length.max(1) as usize).map(<[u8]>::to_vec).collect())
}

fn affinity_text(bits: &[bool], cpus: usize, pretty: bool) -> String {
    if pretty { format!("{} (out of {cpus})", words::cpu_ranges(bits)) } else { words::cpu_letters(bits) }
}

fn vcpuinfo(cx: &mut Context<'_>) -> Outcome {
    let pretty = cx.args.flag("pretty");
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let count = i32::from(drivers.domain.info(&dom)?.nr_virt_cpu);
    let cpus = host_cpus(&drivers)?;
    let running = drivers.domain.vcpus(&dom, count, map_length(cpus));
    let maps = match &running {
        Ok(reply) => reply.cpumaps.chunks(map_length(cpus).max(1) as usize).map(<[u8]>::to_vec).collect(),
        Err(_) if dom.id == -1 => affinities(&drivers, &dom, count, cpus, VIR_DOMAIN_AFFECT_CURRENT)?,
        Err(e) => return Err(e.clone().into()),
    };
    let mut values = vec![];
    for (number, map) in maps.iter().enumerate() {
        let bits = words::cpu_bits(map, cpus);
        let affinity = affinity_text(&bits, cpus, pretty);
        let info = running.as_ref().ok().and_then(|reply| reply.info.get(number));
        let mut value = json!({ "vcpu": number, "affinity": words::cpu_ranges(&bits) });
        match info {
            Some(info) => {
                let cpu = match info.cpu {
                    VIR_VCPU_INFO_CPU_OFFLINE | VIR_VCPU_INFO_CPU_UNAVAILABLE => "N/A".to_owned(),
                    cpu => cpu.to_string(),
                };
                let seconds = info.cpu_time as f64 / 1e9;
                cx.out.say(format!("{:<15} {}\n{:<15} {cpu}\n", "VCPU:", info.number, "CPU:"));
                cx.out.say(format!("{:<15} {}\n", "State:", words::vcpu_state(info.state)));
                if info.cpu_time != 0 {
                    cx.out.say(format!("{:<15} {seconds:.1}s\n", "CPU time:"));
                }
                value["cpu"] = if info.cpu >= 0 { json!(info.cpu) } else { Value::Null };
                value["state"] = json!(words::vcpu_state(info.state));
                value["cpu_time_ns"] = json!(info.cpu_time);
            }
            None => {
                cx.out.say(format!("{:<15} {number}\n{:<15} N/A\n", "VCPU:", "CPU:"));
                cx.out.say(format!("{:<15} N/A\n{:<15} N/A\n", "State:", "CPU time"));
            }
        }
        cx.out.say(format!("{:<15} {affinity}\n", "CPU Affinity:"));
        if number + 1 < maps.len() {
            cx.out.say("\n");
        }
        values.push(value);
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

/// Reads the option `cpulist` as a bitmap of the host's CPUs.
fn cpu_list(cx: &Context<'_>, cpus: usize) -> Outcome<Option<Vec<u8>>> {
    let Some(text) = cx.args.text("cpulist")? else { return Ok(None) };
    words::parse_cpu_list(text, cpus).map(Some).map_err(Failure::new)
}

fn vcpupin(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let vcpu: Option<u32> = cx.args.number("vcpu")?;
    if cx.args.has("cpulist") && vcpu.is_none() {
        return Err(Failure::new("vcpupin: Missing vCPU number in pin mode."));
    }
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let cpus = host_cpus(&drivers)?;
    if let (Some(map), Some(vcpu)) = (cpu_list(cx, cpus)?, vcpu) {
        return Ok(match impact {
            0 => drivers.domain.pin_vcpu(&dom, vcpu, &map),
            flags => drivers.domain.pin_vcpu_flags(&dom, vcpu, &map, flags),
        }?);
    }
    let count = i32::from(drivers.domain.info(&dom)?.nr_virt_cpu);
    let maps = affinities(&drivers, &dom, count, cpus, impact)?;
    let mut table = Table::new(&["VCPU", "CPU Affinity"]);
    let mut values = vec![];
    for (number, map) in maps.iter().enumerate().filter(|(n, _)| vcpu.is_none_or(|v| v as usize == *n)) {
        let affinity = words::cpu_ranges(&words::cpu_bits(map, cpus));
        values.push(json!({ "vcpu": number, "affinity": affinity }));
        table.row(vec![number.to_string(), affinity]);
    }
    if let Some(vcpu) = vcpu.filter(|v| *v as usize >= maps.len()) {
        let place = if impact & VIR_DOMAIN_AFFECT_CONFIG != 0 || dom.id == -1 { "persistent" } else { "live" };
        return Err(Failure::new(format!("vcpu {vcpu} is out of range of {place} cpu count {}", maps.len())));
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn emulatorpin(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let cpus = host_cpus(&drivers)?;
    if let Some(map) = cpu_list(cx, cpus)? {
        return Ok(drivers.domain.pin_emulator(&dom, &map, impact)?);
    }
    let map = drivers.domain.emulator_pin_info(&dom, map_length(cpus), impact)?.cpumaps;
    let affinity = words::cpu_ranges(&words::cpu_bits(&map, cpus));
    cx.out.remark(format!("emulator: CPU Affinity\n{}\n", "-".repeat(34)));
    cx.out.say(format!("       *: {affinity}\n"));
    cx.out.data(json!({ "affinity": affinity }));
    Ok(())
}

fn cpu_stats(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let total = cx.args.flag("total");
    let start: Option<i32> = cx.args.number("start")?;
    let count: Option<i32> = cx.args.number("count")?;
    let start = start.map_or(0, |start| start);
    if start < 0 {
        return Err(Failure::new("Invalid value for start CPU"));
    }
    if count.is_some_and(|count| count < 0) {
        return Err(Failure::new("Invalid value for number of CPUs to show"));
    }
    let drivers = cx.drivers()?;
    let shows_each = !total || cx.args.has("start") || cx.args.has("count");
    let shows_total = total || !shows_each || !(cx.args.has("start") || cx.args.has("count"));
    let failed = || format!("Failed to retrieve CPU statistics for domain '{}'", dom.name);
    let mut value = json!({});
    if shows_each {
        value["cpus"] = each_cpu(cx, &drivers, &dom, start, count).lead(failed())?;
    }
    if shows_total {
        let wanted = drivers.domain.cpu_stats(&dom, 0, -1, 1, 0).lead(failed())?.nparams;
        let params =
            drivers.domain.cpu_stats(&dom, u32::try_from(wanted).unwrap_or(0), -1, 1, 0).lead(failed())?.params;
        cx.out.say("Total:\n");
        value["total"] = say_times(cx, &params, &["cpu_time", "user_time", "system_time"]);
    }
    cx.out.data(value);
    Ok(())
}

/// The wire carries so many CPUs at once.
const CPUS_AT_ONCE: u32 = 128;

fn each_cpu(
    cx: &mut Context<'_>,
    drivers: &Connection,
    dom: &DomainRef,
    start: i32,
    count: Option<i32>,
) -> Outcome<Value> {
    let available = drivers.domain.cpu_stats(dom, 0, 0, 0, 0)?.nparams;
    if start >= available {
        return Err(Failure::new(format!("Start CPU {start} is out of range (min: 0, max: {})", available - 1)));
    }
    let mut left = count.unwrap_or(available).min(available - start);
    if count.is_some_and(|count| count > available - start) {
        cx.out.say(format!("Only {} CPUs available to show\n", available - start));
    }
    let per_cpu = drivers.domain.cpu_stats(dom, 0, 0, 1, 0)?.nparams.max(0);
    let mut at = start;
    let mut values = vec![];
    while left > 0 && per_cpu > 0 {
        let part = (left as u32).min(CPUS_AT_ONCE);
        let reply = drivers.domain.cpu_stats(dom, per_cpu as u32, at, part, 0)?;
        for params in reply.params.chunks(per_cpu as usize) {
            cx.out.say(format!("CPU{at}:\n"));
            values.push(say_times(cx, params, &["cpu_time", "vcpu_time"]));
            at += 1;
        }
        left -= part as i32;
    }
    Ok(Value::Array(values))
}

fn say_times(cx: &mut Context<'_>, params: &[TypedParam], fields: &[&str]) -> Value {
    let mut object = Map::new();
    for field in fields {
        let Some(value) = typed_param::find(params, field) else { continue };
        let nanoseconds = params::unsigned(value).unwrap_or(0);
        let (seconds, rest) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        cx.out.say(format!("\t{field:<12} {seconds:9}.{rest:09} seconds\n"));
        object.insert(format!("{field}_ns"), json!(nanoseconds));
    }
    Value::Object(object)
}

fn setvcpus(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("guest", "config"), ("hotpluggable", "guest"), ("maximum", "guest")] {
        cx.args.exclusive(one, other)?;
    }
    let impact = cx.impact()?;
    cx.args.requires("maximum", "config")?;
    let dom = cx.domain()?;
    let count: u32 = cx.args.required_number("count")?;
    if count == 0 {
        return Err(Failure::new("Can't set 0 processors for a VM"));
    }
    let flags = impact
        | cx.args.bits(&[
            ("maximum", VIR_DOMAIN_VCPU_MAXIMUM),
            ("guest", VIR_DOMAIN_VCPU_GUEST),
            ("hotpluggable", VIR_DOMAIN_VCPU_HOTPLUGGABLE),
        ]);
    let is_explicit = cx.args.flag("current");
    let domain = &cx.conn()?.domain;
    Ok(match flags {
        0 if !is_explicit => domain.set_vcpus(&dom, count),
        flags => domain.set_vcpus_flags(&dom, count, flags),
    }?)
}

fn setvcpu(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("enable", "disable")?;
    let impact = cx.impact()?;
    let enable = cx.args.flag("enable");
    if !enable && !cx.args.flag("disable") {
        return Err(Failure::new("one of options --enable or --disable is required"));
    }
    let list = cx.args.required("vcpulist")?.to_owned();
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.set_vcpu(&dom, &list, i32::from(enable), impact)?)
}

/// The option `size` in KiB.
fn kib(cx: &Context<'_>) -> Outcome<u64> {
    Ok(cx.args.scaled("size", 1024, u64::MAX)?.unwrap_or(0).div_ceil(1024))
}

fn setmem(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let size = kib(cx)?;
    let is_explicit = cx.args.flag("current");
    let domain = &cx.conn()?.domain;
    Ok(match impact {
        0 if !is_explicit => domain.set_memory(&dom, size),
        flags => domain.set_memory_flags(&dom, size, flags),
    }?)
}

fn setmaxmem(cx: &mut Context<'_>) -> Outcome {
    let impact = cx.impact()?;
    let dom = cx.domain()?;
    let size = kib(cx)?;
    let is_explicit = cx.args.flag("current");
    let domain = &cx.conn()?.domain;
    match impact {
        0 if !is_explicit => domain.set_max_memory(&dom, size),
        flags => domain.set_memory_flags(&dom, size, flags | VIR_DOMAIN_MEM_MAXIMUM),
    }
    .lead("Unable to change MaxMemorySize")
}
