//! A guest's disks, network interfaces and memory: what there is, and how much has gone through.

use ferrovirt::{DomainRef, TypedParam, constants::*};
use serde_json::{Map, Value, json};

use super::{disks, params};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, alias, flag, int, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "domblkerror",
        help: "Show errors on block devices",
        about: "Show block device errors",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: domblkerror,
        ..Command::EMPTY
    },
    Command {
        name: "domblkinfo",
        help: "domain block device size information",
        about: "Get block device size info for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("device", "block device").positional(),
            flag("human", "Human readable output"),
            flag("all", "display all block devices info"),
        ],
        run: domblkinfo,
        ..Command::EMPTY
    },
    Command {
        name: "domblklist",
        help: "list all domain blocks",
        about: "Get the summary of block devices for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("inactive", "get inactive rather than running configuration"),
            flag("details", "additionally display the type and device value"),
        ],
        run: domblklist,
        ..Command::EMPTY
    },
    Command {
        name: "domblkstat",
        help: "get device block stats for a domain",
        about: "Get device block stats for a running domain. See man page or use --human for explanation of fields",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("device", "block device").positional().may_be_empty(),
            flag("human", "print a more human readable output"),
        ],
        run: domblkstat,
        ..Command::EMPTY
    },
    Command {
        name: "domif-getlink",
        help: "get link state of a virtual interface",
        about: "Get link state of a domain's virtual interface.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("interface", "interface device (MAC Address)").required(),
            alias("persistent", "config"),
            flag("config", "Get persistent interface state"),
        ],
        run: domif_getlink,
        ..Command::EMPTY
    },
    Command {
        name: "domifaddr",
        help: "Get network interfaces' addresses for a running domain",
        about: "Get network interfaces' addresses for a running domain",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("interface", "network interface name").positional(),
            flag("full", "always display names and MACs of interfaces"),
            string("source", "address source: 'lease', 'agent', or 'arp'")
                .unlisted()
                .completes(Complete::Words(&["lease", "agent", "arp"])),
        ],
        run: domifaddr,
        ..Command::EMPTY
    },
    Command {
        name: "domiflist",
        help: "list all domain virtual interfaces",
        about: "Get the summary of virtual interfaces for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("inactive", "get inactive rather than running configuration"),
        ],
        run: domiflist,
        ..Command::EMPTY
    },
    Command {
        name: "domifstat",
        help: "get network interface stats for a domain",
        about: "Get network interface stats for a running domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("interface", "interface device specified by name or MAC Address").required(),
        ],
        run: domifstat,
        ..Command::EMPTY
    },
    Command {
        name: "dommemstat",
        help: "get memory statistics for a domain",
        about: "Get memory statistics for a running domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("period", "period in seconds to set collection"),
            flag("config", "affect next boot"),
            flag("live", "affect running domain"),
            flag("current", "affect current domain"),
        ],
        run: dommemstat,
        ..Command::EMPTY
    },
];

fn document(cx: &mut Context<'_>, dom: &DomainRef, inactive: bool) -> Outcome<String> {
    let flags = if inactive { VIR_DOMAIN_XML_INACTIVE } else { 0 };
    Ok(cx.conn()?.domain.xml_desc(dom, flags)?)
}

fn dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}

fn domblkerror(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let domain = &cx.conn()?.domain;
    let count = domain.disk_errors(&dom, 0, 0)?.nerrors;
    let errors = match u32::try_from(count) {
        Ok(count) if count > 0 => domain.disk_errors(&dom, count, 0)?.errors,
        _ => vec![],
    };
    if errors.is_empty() {
        cx.out.say("No errors found\n");
    }
    let mut values = vec![];
    for error in errors {
        let word = words::pick(&["no error", "unspecified error", "no space"], error.error).unwrap_or("unknown error");
        cx.out.say(format!("{}: {word}\n", error.disk));
        values.push(json!({ "disk": error.disk, "error": word }));
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

fn domblkinfo(cx: &mut Context<'_>) -> Outcome {
    let human = cx.args.flag("human");
    let device = cx.args.text("device")?.map(str::to_owned);
    let show = |bytes: u64| if human { words::pretty_bytes(bytes) } else { bytes.to_string() };
    if cx.args.flag("all") {
        return all_block_info(cx, &show);
    }
    let device = device.ok_or_else(|| Failure::new("command 'domblkinfo' requires <device> option"))?;
    let dom = cx.domain()?;
    let info = cx.conn()?.domain.block_info(&dom, &device, 0)?;
    let lines = [("Capacity:", info.capacity), ("Allocation:", info.allocation), ("Physical:", info.physical)];
    for (label, bytes) in lines {
        cx.out.say(format!("{label:<15} {}\n", show(bytes)));
    }
    cx.out.data(json!({ "capacity": info.capacity, "allocation": info.allocation, "physical": info.physical }));
    Ok(())
}

fn all_block_info(cx: &mut Context<'_>, show: &dyn Fn(u64) -> String) -> Outcome {
    let dom = cx.domain()?;
    let xml = document(cx, &dom, false)?;
    let mut table = Table::new(&["Target", "Capacity", "Allocation", "Physical"]);
    let mut values = vec![];
    for disk in disks::disks(&xml)? {
        let Some(target) = disk.target else { continue };
        let info = match disk.source {
            Some(_) => Some(cx.conn()?.domain.block_info(&dom, &target, 0)),
            None => None,
        };
        let mut value = json!({ "target": target });
        match info {
            // A network disk of a guest that is off has no sizes to tell.
            Some(Err(_)) if disk.kind == "network" => table.row(vec![target, "-".into(), "-".into(), "-".into()]),
            Some(Err(e)) => return Err(e.into()),
            Some(Ok(info)) => {
                value["capacity"] = json!(info.capacity);
                value["allocation"] = json!(info.allocation);
                value["physical"] = json!(info.physical);
                table.row(vec![target, show(info.capacity), show(info.allocation), show(info.physical)]);
            }
            None => table.row(vec![target, "-".into(), "-".into(), "-".into()]),
        }
        values.push(value);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn domblklist(cx: &mut Context<'_>) -> Outcome {
    let details = cx.args.flag("details");
    let dom = cx.domain()?;
    let xml = document(cx, &dom, cx.args.flag("inactive"))?;
    let mut table = match details {
        true => Table::new(&["Type", "Device", "Target", "Source"]),
        false => Table::new(&["Target", "Source"]),
    };
    let mut values = vec![];
    for disk in disks::disks(&xml)? {
        let value = json!({
            "type": disk.kind, "device": disk.device, "target": disk.target, "source": disk.source,
        });
        values.push(value);
        let mut cells = if details { vec![disk.kind, disk.device] } else { vec![] };
        cells.extend([dash(disk.target), dash(disk.source)]);
        table.row(cells);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

/// Counters in the order they are printed, with the words people read.
const BLOCK_STATS: [(&str, &str, &str); 9] = [
    ("rd_operations", "rd_req", "number of read operations:"),
    ("rd_bytes", "rd_bytes", "number of bytes read:"),
    ("wr_operations", "wr_req", "number of write operations:"),
    ("wr_bytes", "wr_bytes", "number of bytes written:"),
    ("errs", "errs", "error count:"),
    ("flush_operations", "flush_operations", "number of flush operations:"),
    ("rd_total_times", "rd_total_times", "total duration of reads (ns):"),
    ("wr_total_times", "wr_total_times", "total duration of writes (ns):"),
    ("flush_total_times", "flush_total_times", "total duration of flushes (ns):"),
];

fn domblkstat(cx: &mut Context<'_>) -> Outcome {
    let human = cx.args.flag("human");
    let device = cx.args.text("device")?.unwrap_or_default().to_owned();
    let dom = cx.domain()?;
    let domain = &cx.conn()?.domain;
    let count = domain.block_stats_flags(&dom, &device, 0, 0).map(|reply| reply.nparams);
    let counters: Vec<TypedParam> = match count {
        Ok(count) => domain.block_stats_flags(&dom, &device, count, 0)?.params,
        Err(e) if crate::failure::is_missing(&e) && e.code() == ferrovirt::ErrorCode::NO_SUPPORT => {
            let stats =
                domain.block_stats(&dom, &device).lead(format!("Failed to get block stats {} {device}", dom.name))?;
            let pairs = [
                ("rd_operations", stats.rd_req),
                ("rd_bytes", stats.rd_bytes),
                ("wr_operations", stats.wr_req),
                ("wr_bytes", stats.wr_bytes),
                ("errs", stats.errs),
            ];
            pairs.into_iter().filter(|(_, v)| *v >= 0).map(|(name, v)| TypedParam::new(name, v)).collect()
        }
        Err(e) => return Err(e.into()),
    };
    if human {
        cx.out.say(format!("Device: {device}\n"));
    }
    let mut object = Map::new();
    let is_known = |p: &&TypedParam| BLOCK_STATS.iter().any(|(field, ..)| *field == p.field);
    for (field, word, human_word) in BLOCK_STATS {
        let Some(param) = counters.iter().find(|p| p.field == field) else { continue };
        if human {
            cx.out.say(format!(" {human_word:<31} {}\n", param.value));
        } else {
            cx.out.say(format!("{device} {word} {}\n", param.value));
        }
        object.insert(word.to_owned(), params::json(&param.value));
    }
    for param in counters.iter().filter(|p| !is_known(p)) {
        cx.out.say(format!("{device} {} {}\n", param.field, param.value));
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

fn domif_getlink(cx: &mut Context<'_>) -> Outcome {
    let wanted = cx.args.required("interface")?.to_owned();
    let dom = cx.domain()?;
    let xml = document(cx, &dom, cx.args.flag("config"))?;
    let is_it = |i: &disks::Interface| {
        i.target.as_deref() == Some(&wanted) || i.mac.as_deref().is_some_and(|m| m.eq_ignore_ascii_case(&wanted))
    };
    let found: Vec<disks::Interface> = disks::interfaces(&xml)?.into_iter().filter(is_it).collect();
    let [interface] = found.as_slice() else {
        let by = if wanted.matches(':').count() == 5 { "mac" } else { "dev" };
        return Err(Failure::new(match found.len() {
            0 => format!("Interface ({by}: {wanted}) not found."),
            _ => format!("Interface ({by}: {wanted}) is not unique."),
        }));
    };
    let state = interface.link.as_deref().unwrap_or("up");
    cx.out.say(format!("{wanted} {state}"));
    cx.out.data(json!({ "interface": wanted, "state": state }));
    Ok(())
}

fn domifaddr(cx: &mut Context<'_>) -> Outcome {
    let wanted = cx.args.text("interface")?.map(str::to_owned);
    let full = cx.args.flag("full");
    let source = match cx.args.text("source")?.unwrap_or("lease") {
        "lease" => VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
        "agent" => VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT,
        "arp" => VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP,
        other => return Err(Failure::new(format!("Unknown data source '{other}'"))),
    };
    let dom = cx.domain()?;
    let interfaces = cx
        .conn()?
        .domain
        .interface_addresses(&dom, source as u32, 0)
        .lead("Failed to query for interfaces addresses")?;
    let header = format!(" {:<10} {:<20} {:<8}     {}\n", "Name", "MAC address", "Protocol", "Address");
    cx.out.remark(format!("{header}{}\n", "-".repeat(79)));
    let mut values = vec![];
    for interface in interfaces.iter().filter(|i| wanted.as_ref().is_none_or(|w| *w == i.name)) {
        let mac = interface.hwaddr.clone().unwrap_or_else(|| "N/A".to_owned());
        if interface.addrs.is_empty() {
            cx.out.say(format!(" {:<10} {mac:<17}    {:<12} {}\n", interface.name, "N/A", "N/A"));
        }
        for (number, address) in interface.addrs.iter().enumerate() {
            let protocol = if address.type_ == VIR_IP_ADDR_TYPE_IPV4 { "ipv4" } else { "ipv6" };
            let place = format!("{}/{}", address.addr, address.prefix);
            let (name, mac) = if number > 0 && !full { ("-", "-") } else { (interface.name.as_str(), mac.as_str()) };
            cx.out.say(format!(" {name:<10} {mac:<17}    {protocol:<12} {place}\n"));
            values.push(json!({
                "name": interface.name, "mac": interface.hwaddr, "protocol": protocol,
                "address": address.addr, "prefix": address.prefix,
            }));
        }
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

fn domiflist(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let xml = document(cx, &dom, cx.args.flag("inactive"))?;
    let mut table = Table::new(&["Interface", "Type", "Source", "Model", "MAC"]);
    let mut values = vec![];
    for interface in disks::interfaces(&xml)? {
        values.push(json!({
            "interface": interface.target, "type": interface.kind, "source": interface.source,
            "model": interface.model, "mac": interface.mac,
        }));
        table.row(vec![
            dash(interface.target),
            interface.kind,
            dash(interface.source),
            dash(interface.model),
            dash(interface.mac),
        ]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn domifstat(cx: &mut Context<'_>) -> Outcome {
    let device = cx.args.required("interface")?.to_owned();
    let dom = cx.domain()?;
    let stats = cx
        .conn()?
        .domain
        .interface_stats(&dom, &device)
        .lead(format!("Failed to get interface stats {} {device}", dom.name))?;
    let counters = [
        ("rx_bytes", stats.rx_bytes),
        ("rx_packets", stats.rx_packets),
        ("rx_errs", stats.rx_errs),
        ("rx_drop", stats.rx_drop),
        ("tx_bytes", stats.tx_bytes),
        ("tx_packets", stats.tx_packets),
        ("tx_errs", stats.tx_errs),
        ("tx_drop", stats.tx_drop),
    ];
    let mut object = Map::new();
    for (name, count) in counters.into_iter().filter(|(_, count)| *count >= 0) {
        cx.out.say(format!("{device} {name} {count}\n"));
        object.insert(name.to_owned(), json!(count));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

const MEMORY_TAGS: [(i32, &str); 14] = [
    (VIR_DOMAIN_MEMORY_STAT_SWAP_IN, "swap_in"),
    (VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, "swap_out"),
    (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, "major_fault"),
    (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, "minor_fault"),
    (VIR_DOMAIN_MEMORY_STAT_UNUSED, "unused"),
    (VIR_DOMAIN_MEMORY_STAT_AVAILABLE, "available"),
    (VIR_DOMAIN_MEMORY_STAT_USABLE, "usable"),
    (VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, "actual"),
    (VIR_DOMAIN_MEMORY_STAT_RSS, "rss"),
    (VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, "last_update"),
    (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, "disk_caches"),
    (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, "hugetlb_pgalloc"),
    (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, "hugetlb_pgfail"),
    (-1, ""),
];

fn dommemstat(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let dom = cx.domain()?;
    let period: Option<i32> = cx.args.number("period")?;
    if period.is_some_and(|p| p < 0) {
        return Err(Failure::new(format!("Invalid collection period value '{}'", period.unwrap_or(0))));
    }
    if let Some(period) = period {
        return cx
            .conn()?
            .domain
            .set_memory_stats_period(&dom, period, flags)
            .lead("Unable to change balloon collection period.");
    }
    let stats = cx
        .conn()?
        .domain
        .memory_stats(&dom, VIR_DOMAIN_MEMORY_STAT_NR as u32, 0)
        .lead(format!("Failed to get memory statistics for domain {}", dom.name))?;
    let mut object = Map::new();
    for stat in stats {
        let Some((_, word)) = MEMORY_TAGS.iter().find(|(tag, _)| *tag == stat.tag) else { continue };
        cx.out.say(format!("{word} {}\n", stat.val));
        object.insert((*word).to_owned(), json!(stat.val));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}
