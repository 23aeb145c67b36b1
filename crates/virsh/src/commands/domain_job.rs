//! Long-running work on a guest: how far it is, and how to steer it.

use ferrovirt::{TypedValue, constants::*, typed_param};
use serde_json::{Map, Value, json};

use super::params;
use crate::context::Context;
use crate::failure::{Failure, Outcome};
use crate::table::{Command, Complete, flag, int, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "domjobinfo",
        help: "domain job information",
        about: "Returns information about jobs running on a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("completed", "return statistics of a recently completed job"),
            flag("keep-completed", "don't destroy statistics of a recently completed job when reading"),
            flag("anystats", "print statistics for any kind of job (even failed ones)"),
            flag("rawstats", "print the raw data returned by libvirt"),
        ],
        run: domjobinfo,
        ..Command::EMPTY
    },
    Command {
        name: "domjobabort",
        help: "abort active domain job",
        about: "Aborts the currently running domain job",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("postcopy", "interrupt post-copy migration"),
        ],
        run: domjobabort,
        ..Command::EMPTY
    },
    Command {
        name: "domdirtyrate-calc",
        help: "Calculate a vm's memory dirty rate",
        about: "Calculate memory dirty rate of a domain in order to decide whether it's proper to be migrated out or not.\nThe calculated dirty rate information is available by calling 'domstats --dirtyrate'.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("seconds", "calculate memory dirty rate within specified seconds, the supported value range from 1 to 60, default to 1.").unlisted(),
            string("mode", "dirty page rate calculation mode, either of these 3 options 'page-sampling, dirty-bitmap, dirty-ring' can be specified.").unlisted(),
        ],
        run: domdirtyrate_calc,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-setmaxdowntime",
        help: "set maximum tolerable downtime",
        about: "Set maximum tolerable downtime of a domain which is being live-migrated to another host.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("downtime", "maximum tolerable downtime (in milliseconds) for migration").required(),
        ],
        run: migrate_setmaxdowntime,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-getmaxdowntime",
        help: "get maximum tolerable downtime",
        about: "Get maximum tolerable downtime of a domain which is being live-migrated to another host.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
        ],
        run: migrate_getmaxdowntime,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-compcache",
        help: "get/set compression cache size",
        about: "Get/set size of the cache (in bytes) used for compressing repeatedly transferred memory pages during live migration.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("size", "requested size of the cache (in bytes) used for compression"),
        ],
        run: migrate_compcache,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-setspeed",
        help: "Set the maximum migration bandwidth",
        about: "Set the maximum migration bandwidth (in MiB/s) for a domain which is being migrated to another host.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("bandwidth", "migration bandwidth limit in MiB/s").required(),
            flag("postcopy", "set post-copy migration bandwidth"),
        ],
        run: migrate_setspeed,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-getspeed",
        help: "Get the maximum migration bandwidth",
        about: "Get the maximum migration bandwidth (in MiB/s) for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("postcopy", "get post-copy migration bandwidth"),
        ],
        run: migrate_getspeed,
        ..Command::EMPTY
    },
    Command {
        name: "migrate-postcopy",
        help: "Switch running migration from pre-copy to post-copy",
        about: "Switch running migration from pre-copy to post-copy. The migration must have been started with --postcopy option.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
        ],
        run: migrate_postcopy,
        ..Command::EMPTY
    },
];

const JOB_TYPES: &[&str] = &["None", "Bounded", "Unbounded", "Completed", "Failed", "Cancelled"];
const OPERATIONS: &[&str] = &[
    "Unknown",
    "Start",
    "Save",
    "Restore",
    "Incoming migration",
    "Outgoing migration",
    "Snapshot",
    "Snapshot revert",
    "Dump",
    "Backup",
    "Snapshot delete",
];

/// How a figure is shown.
enum Shape {
    Milliseconds,
    Bytes,
    BytesPerSecond,
    Count(&'static str),
}

/// Figures in the order in which they are printed.
const FIGURES: [(&str, &str, Shape); 31] = [
    ("time_elapsed", "Time elapsed:", Shape::Milliseconds),
    ("time_elapsed_net", "Time elapsed w/o network:", Shape::Milliseconds),
    ("time_remaining", "Time remaining:", Shape::Milliseconds),
    ("data_processed", "Data processed:", Shape::Bytes),
    ("data_remaining", "Data remaining:", Shape::Bytes),
    ("data_total", "Data total:", Shape::Bytes),
    ("memory_processed", "Memory processed:", Shape::Bytes),
    ("memory_remaining", "Memory remaining:", Shape::Bytes),
    ("memory_total", "Memory total:", Shape::Bytes),
    ("memory_bps", "Memory bandwidth:", Shape::BytesPerSecond),
    ("memory_dirty_rate", "Dirty rate:", Shape::Count(" pages/s")),
    ("memory_page_size", "Page size:", Shape::Count(" bytes")),
    ("memory_iteration", "Iteration:", Shape::Count("")),
    ("memory_postcopy_requests", "Postcopy requests:", Shape::Count("")),
    ("disk_processed", "File processed:", Shape::Bytes),
    ("disk_remaining", "File remaining:", Shape::Bytes),
    ("disk_total", "File total:", Shape::Bytes),
    ("disk_bps", "File bandwidth:", Shape::BytesPerSecond),
    ("memory_constant", "Constant pages:", Shape::Count("")),
    ("memory_normal", "Normal pages:", Shape::Count("")),
    ("memory_normal_bytes", "Normal data:", Shape::Bytes),
    ("downtime", "Expected downtime:", Shape::Milliseconds),
    ("downtime_net", "Downtime w/o network:", Shape::Milliseconds),
    ("setup_time", "Setup time:", Shape::Milliseconds),
    ("compression_cache", "Compression cache:", Shape::Bytes),
    ("compression_bytes", "Compressed data:", Shape::Bytes),
    ("compression_pages", "Compressed pages:", Shape::Count("")),
    ("compression_cache_misses", "Compression cache misses:", Shape::Count("")),
    ("compression_overflow", "Compression overflows:", Shape::Count("")),
    ("auto_converge_throttle", "Auto converge throttle:", Shape::Count("")),
    ("disk_temp_used", "Temporary disk space use:", Shape::Bytes),
];

fn shown(shape: &Shape, value: u64) -> String {
    match shape {
        Shape::Milliseconds => format!("{value:<12} ms"),
        Shape::Bytes => words::pretty_bytes(value),
        Shape::BytesPerSecond => format!("{}/s", words::pretty_bytes(value)),
        Shape::Count(unit) => format!("{value:<12}{unit}"),
    }
}

fn domjobinfo(cx: &mut Context<'_>) -> Outcome {
    let (any, raw) = (cx.args.flag("anystats"), cx.args.flag("rawstats"));
    let flags = cx.args.bits(&[
        ("completed", VIR_DOMAIN_JOB_STATS_COMPLETED),
        ("keep-completed", VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED),
    ]);
    let dom = cx.domain()?;
    let stats = cx.conn()?.domain.job_stats(&dom, flags)?;
    let kind = words::pick(JOB_TYPES, stats.type_).unwrap_or("unknown");
    let mut object = Map::new();
    object.insert("job_type".to_owned(), json!(kind));
    for param in &stats.params {
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
    if raw {
        cx.out.say(format!("Job type: {}\n\n", stats.type_));
        let lines: String = stats.params.iter().map(|p| format!("{}: {}\n", p.field, p.value)).collect();
        cx.out.say(lines);
        return Ok(());
    }
    cx.out.say(format!("{:<17} {kind:<12}\n", "Job type:"));
    let has_job = [VIR_DOMAIN_JOB_BOUNDED, VIR_DOMAIN_JOB_UNBOUNDED].contains(&stats.type_);
    let has_ended = stats.type_ == VIR_DOMAIN_JOB_COMPLETED || any && stats.type_ != VIR_DOMAIN_JOB_NONE;
    if !has_job && !has_ended {
        return Ok(());
    }
    let field = |name: &str| typed_param::find(&stats.params, name);
    if let Some(operation) = field("operation").and_then(params::unsigned) {
        let word = i32::try_from(operation).ok().and_then(|n| words::pick(OPERATIONS, n)).unwrap_or("Unknown");
        cx.out.say(format!("{:<17} {word:<12}\n", "Operation:"));
    }
    for (name, label, shape) in &FIGURES {
        let Some(value) = field(name).and_then(params::unsigned) else { continue };
        let is_empty_total = value == 0 && name.ends_with("_total");
        if is_empty_total {
            continue;
        }
        let label = if *name == "downtime" && has_ended { "Total downtime:" } else { label };
        cx.out.say(format!("{label:<17} {}\n", shown(shape, value)));
    }
    if let Some(TypedValue::String(message)) = field("errmsg") {
        cx.out.say(format!("{:<17} {message}\n", "Error message:"));
    }
    Ok(())
}

fn domjobabort(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("postcopy", VIR_DOMAIN_ABORT_JOB_POSTCOPY)]);
    let dom = cx.domain()?;
    let domain = &cx.conn()?.domain;
    Ok(match flags {
        0 => domain.abort_job(&dom),
        flags => domain.abort_job_flags(&dom, flags),
    }?)
}

fn domdirtyrate_calc(cx: &mut Context<'_>) -> Outcome {
    let seconds: i32 = cx.args.number("seconds")?.unwrap_or(1);
    let flags = match cx.args.text("mode")? {
        None | Some("page-sampling") => VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING,
        Some("dirty-bitmap") => VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP,
        Some("dirty-ring") => VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING,
        Some(other) => return Err(Failure::new(format!("Unknown calculation mode '{other}'"))),
    };
    let dom = cx.domain()?;
    cx.conn()?.domain.start_dirty_rate_calc(&dom, seconds, flags as u32)?;
    cx.out.remark("Start to calculate domain's memory dirty rate successfully.\n");
    Ok(())
}

fn migrate_setmaxdowntime(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let downtime: i64 = cx.args.required_number("downtime")?;
    let downtime =
        u64::try_from(downtime).ok().filter(|d| *d > 0).ok_or_else(|| Failure::new("migrate: Invalid downtime"))?;
    Ok(cx.conn()?.domain.migrate_set_max_downtime(&dom, downtime, 0)?)
}

fn migrate_getmaxdowntime(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let downtime = cx.conn()?.domain.migrate_get_max_downtime(&dom, 0)?;
    cx.out.say(format!("{downtime}\n"));
    cx.out.data(json!({ "max_downtime_ms": downtime }));
    Ok(())
}

fn migrate_compcache(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let size: Option<u64> = cx.args.number("size")?;
    let domain = &cx.conn()?.domain;
    if let Some(size) = size {
        domain.migrate_set_compression_cache(&dom, size, 0)?;
    }
    let size = domain.migrate_get_compression_cache(&dom, 0)?;
    cx.out.say(format!("Compression cache: {}\n", words::pretty_bytes(size)));
    cx.out.data(json!({ "compression_cache_bytes": size }));
    Ok(())
}

fn speed_flags(cx: &Context<'_>) -> u32 {
    cx.args.bits(&[("postcopy", VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY)])
}

fn migrate_setspeed(cx: &mut Context<'_>) -> Outcome {
    let flags = speed_flags(cx);
    let dom = cx.domain()?;
    let bandwidth: u64 = cx.args.required_number("bandwidth")?;
    Ok(cx.conn()?.domain.migrate_set_max_speed(&dom, bandwidth, flags)?)
}

fn migrate_getspeed(cx: &mut Context<'_>) -> Outcome {
    let flags = speed_flags(cx);
    let dom = cx.domain()?;
    let bandwidth = cx.conn()?.domain.migrate_get_max_speed(&dom, flags)?;
    cx.out.say(format!("{bandwidth}\n"));
    cx.out.data(json!({ "max_speed_mib_per_second": bandwidth }));
    Ok(())
}

fn migrate_postcopy(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.migrate_start_post_copy(&dom, 0)?)
}
