//! The host: what it is, what its CPUs and memory do.

use ferrovirt::{NodeCpuStat, constants::*};
use serde_json::{Map, Value, json};

use super::params;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::run::LIBRARY_VERSION;
use crate::table::{Command, flag, int, scaled, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "capabilities",
        help: "capabilities",
        about: "Returns capabilities of hypervisor/driver.",
        options: &[
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: capabilities,
        ..Command::EMPTY
    },
    Command { name: "hostname", help: "print the hypervisor hostname", run: hostname, ..Command::EMPTY },
    Command { name: "uri", help: "print the hypervisor canonical URI", run: uri, ..Command::EMPTY },
    Command {
        name: "version",
        help: "show version",
        about: "Display the system version information.",
        options: &[flag("daemon", "report daemon version too")],
        run: version,
        ..Command::EMPTY
    },
    Command {
        name: "nodeinfo",
        help: "node information",
        about: "Returns basic information about the node.",
        run: nodeinfo,
        ..Command::EMPTY
    },
    Command {
        name: "nodecpumap",
        help: "node cpu map",
        about: "Displays the node's total number of CPUs, the number of online CPUs and the list of online CPUs.",
        options: &[flag("pretty", "return human readable output")],
        run: nodecpumap,
        ..Command::EMPTY
    },
    Command {
        name: "nodecpustats",
        help: "Prints cpu stats of the node.",
        about: "Returns cpu stats of the node, in nanoseconds.",
        options: &[
            int("cpu", "prints specified cpu statistics only.").unlisted(),
            flag("percent", "prints by percentage during 1 second."),
        ],
        run: nodecpustats,
        ..Command::EMPTY
    },
    Command {
        name: "nodememstats",
        help: "Prints memory stats of the node.",
        about: "Returns memory stats of the node, in kilobytes.",
        options: &[int("cell", "prints specified cell statistics only.").unlisted()],
        run: nodememstats,
        ..Command::EMPTY
    },
    Command {
        name: "freecell",
        help: "NUMA free memory",
        about: "display available free memory for the NUMA cell.",
        options: &[int("cellno", "NUMA cell number").unlisted(), flag("all", "show free memory for all NUMA cells")],
        run: freecell,
        ..Command::EMPTY
    },
    Command {
        name: "freepages",
        help: "NUMA free pages",
        about: "display available free pages for the NUMA cell.",
        options: &[
            int("cellno", "NUMA cell number").unlisted(),
            scaled("pagesize", "page size (in kibibytes)").unlisted(),
            flag("all", "show free pages for all NUMA cells"),
        ],
        run: freepages,
        ..Command::EMPTY
    },
    Command {
        name: "allocpages",
        help: "Manipulate pages pool size",
        about: "Allocate or free some pages in the pool for NUMA cell.",
        options: &[
            scaled("pagesize", "page size (in kibibytes)").required(),
            int("pagecount", "page count").required(),
            int("cellno", "NUMA cell number").unlisted(),
            flag("add", "instead of setting new pool size add pages to it"),
            flag("all", "set on all NUMA cells"),
        ],
        run: allocpages,
        ..Command::EMPTY
    },
    Command {
        name: "node-memory-tune",
        help: "Get or set node memory parameters",
        about: "Get or set node memory parameters",
        options: &[
            int("shm-pages-to-scan", "number of pages to scan before the shared memory service goes to sleep")
                .unlisted(),
            int("shm-sleep-millisecs", "number of millisecs the shared memory service should sleep before next scan")
                .unlisted(),
            int("shm-merge-across-nodes", "Specifies if pages from different numa nodes can be merged").unlisted(),
        ],
        run: node_memory_tune,
        ..Command::EMPTY
    },
    Command {
        name: "nodesevinfo",
        help: "node SEV information",
        about: "Returns basic SEV information about the node.",
        run: nodesevinfo,
        ..Command::EMPTY
    },
    Command {
        name: "nodesuspend",
        help: "suspend the host node for a given time duration",
        about: "Suspend the host node for a given time duration and attempt to resume thereafter.",
        options: &[
            string("target", "mem(Suspend-to-RAM), disk(Suspend-to-Disk), hybrid(Hybrid-Suspend)").required(),
            int("duration", "Suspend duration in seconds, at least 60").required(),
        ],
        run: nodesuspend,
        ..Command::EMPTY
    },
    Command {
        name: "sysinfo",
        help: "print the hypervisor sysinfo",
        about: "output an XML string for the hypervisor sysinfo, if available",
        run: sysinfo,
        ..Command::EMPTY
    },
    Command {
        name: "maxvcpus",
        help: "connection vcpu maximum",
        about: "Show maximum number of virtual CPUs for guests on this connection.",
        options: &[string("type", "domain type").unlisted()],
        run: maxvcpus,
        ..Command::EMPTY
    },
];

fn capabilities(cx: &mut Context<'_>) -> Outcome {
    let xml = cx.conn()?.connect.capabilities().lead("failed to get capabilities")?;
    super::domain_definition::say_document(cx, &xml)
}

fn say_word(cx: &mut Context<'_>, key: &str, word: &str) {
    cx.out.say(format!("{word}\n"));
    cx.out.data(json!({ key: word }));
}

fn hostname(cx: &mut Context<'_>) -> Outcome {
    let name = cx.conn()?.connect.hostname().lead("failed to get hostname")?;
    say_word(cx, "hostname", &name);
    Ok(())
}

fn uri(cx: &mut Context<'_>) -> Outcome {
    let uri = cx.conn()?.opened_uri().to_string();
    say_word(cx, "uri", &uri);
    Ok(())
}

fn sysinfo(cx: &mut Context<'_>) -> Outcome {
    let xml = cx.conn()?.connect.sysinfo(0).lead("failed to get sysinfo")?;
    cx.out.say(&xml);
    cx.out.data(json!({ "xml": xml }));
    Ok(())
}

fn maxvcpus(cx: &mut Context<'_>) -> Outcome {
    let kind = cx.args.text("type")?.map(str::to_owned);
    let connect = &cx.conn()?.connect;
    // The domain capabilities know better than the call made for this, which looks at the host alone.
    let from_capabilities = connect
        .domain_capabilities(None, None, None, kind.as_deref(), 0)
        .ok()
        .and_then(|xml| crate::xpath::first_text(&xml, "/domainCapabilities/vcpu/@max"))
        .and_then(|text| text.parse::<i32>().ok());
    let count = match from_capabilities {
        Some(count) => count,
        None => connect.max_vcpus(kind.as_deref())?,
    };
    cx.out.say(format!("{count}\n"));
    cx.out.data(json!({ "max_vcpus": count }));
    Ok(())
}

/// A version number as the interface packs it: three decimal digits per part.
fn version_text(number: u64) -> String {
    format!("{}.{}.{}", number / 1_000_000, number / 1000 % 1000, number % 1000)
}

fn version(cx: &mut Context<'_>) -> Outcome {
    let wants_daemon = cx.args.flag("daemon");
    let drivers = cx.drivers()?;
    let kind = drivers.connect.type_name().lead("failed to get hypervisor type")?;
    let mut object = json!({ "library": LIBRARY_VERSION, "hypervisor_type": kind });
    cx.out.say(format!("Compiled against library: libvirt {LIBRARY_VERSION}\n"));
    cx.out.say(format!("Using library: libvirt {LIBRARY_VERSION}\nUsing API: {kind} {LIBRARY_VERSION}\n"));
    match drivers.connect.version().lead("failed to get the hypervisor version")? {
        0 => cx.out.say(format!("Cannot extract running {kind} hypervisor version\n")),
        number => {
            object["hypervisor_version"] = json!(version_text(number));
            cx.out.say(format!("Running hypervisor: {kind} {}\n", version_text(number)));
        }
    }
    if wants_daemon {
        let number = drivers.connect.lib_version().lead("failed to get the daemon version")?;
        object["daemon_version"] = json!(version_text(number));
        cx.out.say(format!("Running against daemon: {}\n", version_text(number)));
    }
    cx.out.data(object);
    Ok(())
}

fn nodeinfo(cx: &mut Context<'_>) -> Outcome {
    let info = cx.conn()?.connect.node_info().lead("failed to get node information")?;
    let model = super::domain_list::fixed_text(&info.model);
    let lines = [
        ("CPU model:", model.clone()),
        ("CPU(s):", info.cpus.to_string()),
        ("CPU frequency:", format!("{} MHz", info.mhz)),
        ("CPU socket(s):", info.sockets.to_string()),
        ("Core(s) per socket:", info.cores.to_string()),
        ("Thread(s) per core:", info.threads.to_string()),
        ("NUMA cell(s):", info.nodes.to_string()),
        ("Memory size:", format!("{} KiB", info.memory)),
    ];
    for (label, value) in lines {
        cx.out.say(format!("{label:<20} {value}\n"));
    }
    cx.out.data(json!({
        "cpu_model": model, "cpus": info.cpus, "cpu_mhz": info.mhz, "sockets_per_node": info.sockets,
        "cores_per_socket": info.cores, "threads_per_core": info.threads, "numa_cells": info.nodes,
        "memory_kib": info.memory,
    }));
    Ok(())
}

fn nodecpumap(cx: &mut Context<'_>) -> Outcome {
    let pretty = cx.args.flag("pretty");
    let map = cx.conn()?.connect.node_get_cpu_map(1, 1, 0).lead("Unable to get cpu map")?;
    let bits = words::cpu_bits(&map.cpumap, usize::try_from(map.ret).unwrap_or(0));
    let ranges = words::cpu_ranges(&bits);
    let shown = if pretty { ranges.clone() } else { words::cpu_letters(&bits) };
    cx.out.say(format!("{:<15} {}\n{:<15} {}\n", "CPUs present:", map.ret, "CPUs online:", map.online));
    cx.out.say(format!("{:<15} {shown}\n", "CPU map:"));
    cx.out.data(json!({ "present": map.ret, "online": map.online, "online_cpus": ranges }));
    Ok(())
}

fn counter(stats: &[NodeCpuStat], field: &str) -> Option<u64> {
    stats.iter().find(|s| s.field == field).map(|s| s.value)
}

/// Kernel time goes by the name people know.
const CPU_FIELDS: [(&str, &str); 5] =
    [("user", "user"), ("system", "kernel"), ("idle", "idle"), ("iowait", "iowait"), ("intr", "intr")];

fn nodecpustats(cx: &mut Context<'_>) -> Outcome {
    let cpu = cx.args.number("cpu")?.unwrap_or(VIR_NODE_CPU_STATS_ALL_CPUS);
    let percent = cx.args.flag("percent");
    let drivers = cx.drivers()?;
    let read = || -> Outcome<Vec<NodeCpuStat>> {
        let count = drivers.connect.node_get_cpu_stats(cpu, 0, 0).lead("Unable to get number of cpu stats")?.nparams;
        Ok(drivers.connect.node_get_cpu_stats(cpu, count, 0).lead("Unable to get node cpu stats")?.params)
    };
    let first = read()?;
    let mut object = Map::new();
    if !percent {
        let utilization = counter(&first, "utilization");
        if let Some(usage) = utilization.filter(|_| counter(&first, "user").is_none()) {
            cx.out.say(format!("{:<15} {usage:5.1}%\n", "usage:"));
        }
        for (label, field) in CPU_FIELDS {
            let Some(value) = counter(&first, field) else { continue };
            cx.out.say(format!("{:<15} {value:20}\n", format!("{label}:")));
            object.insert(format!("{label}_ns"), json!(value));
        }
        cx.out.data(Value::Object(object));
        return Ok(());
    }
    std::thread::sleep(std::time::Duration::from_secs(1));
    let second = read()?;
    let spent = |field: &str| {
        let (before, after) = (counter(&first, field).unwrap_or(0), counter(&second, field).unwrap_or(0));
        after.saturating_sub(before) as f64
    };
    let all: f64 = CPU_FIELDS.iter().map(|(_, field)| spent(field)).sum();
    let share = |time: f64| if all > 0.0 { time / all * 100.0 } else { 0.0 };
    let mut shares = vec![("usage", share(spent("user") + spent("kernel") + spent("intr")))];
    shares.extend(CPU_FIELDS.iter().filter(|(_, f)| counter(&second, f).is_some()).map(|(l, f)| (*l, share(spent(f)))));
    for (label, share) in shares {
        cx.out.say(format!("{:<15} {share:5.1}%\n", format!("{label}:")));
        object.insert(format!("{label}_percent"), json!((share * 10.0).round() / 10.0));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

fn nodememstats(cx: &mut Context<'_>) -> Outcome {
    let cell = cx.args.number("cell")?.unwrap_or(VIR_NODE_MEMORY_STATS_ALL_CELLS);
    let connect = &cx.conn()?.connect;
    let count = connect.node_get_memory_stats(0, cell, 0).lead("Unable to get number of memory stats")?.nparams;
    let stats = connect.node_get_memory_stats(count, cell, 0).lead("Unable to get memory stats")?.params;
    let mut object = Map::new();
    for stat in stats {
        cx.out.say(format!("{:<7}: {:20} KiB\n", stat.field, stat.value));
        object.insert(format!("{}_kib", stat.field), json!(stat.value));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

/// The ids of the host's NUMA nodes, from its capabilities.
fn cells(cx: &mut Context<'_>) -> Outcome<Vec<i32>> {
    let xml = cx.conn()?.connect.capabilities().lead("unable to get node capabilities")?;
    let found = crate::xpath::evaluate(&xml, "/capabilities/host/topology/cells/cell/@id").map_err(Failure::new)?;
    let crate::xpath::Found::Nodes(nodes) = found else { return Ok(vec![]) };
    let number = |text: &String| text.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    Ok(nodes.iter().filter_map(number).collect())
}

fn freecell(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("all", "cellno")?;
    let cell: Option<i32> = cx.args.number("cellno")?;
    if cx.args.flag("all") {
        let mut total = 0u64;
        let mut object = Map::new();
        for cell in cells(cx)? {
            let free = cx.conn()?.connect.node_get_cells_free_memory(cell, 1);
            let free = free.lead(format!("failed to get free memory for NUMA node number: {cell}"))?;
            let kib = free.first().copied().unwrap_or(0) / 1024;
            total = total.saturating_add(kib);
            cx.out.say(format!("{cell:5}: {kib:10} KiB\n"));
            object.insert(cell.to_string(), json!(kib));
        }
        cx.out.remark(format!("{}\n", "-".repeat(20)));
        cx.out.say(format!("{:>5}: {total:10} KiB\n", "Total"));
        cx.out.data(json!({ "cells_kib": object, "total_kib": total }));
        return Ok(());
    }
    let Some(cell) = cell else {
        let free = cx.conn()?.connect.node_get_free_memory()?;
        cx.out.say(format!("Total: {} KiB\n", free / 1024));
        cx.out.data(json!({ "total_kib": free / 1024 }));
        return Ok(());
    };
    let free = cx.conn()?.connect.node_get_cells_free_memory(cell, 1)?;
    let kib = free.first().copied().unwrap_or(0) / 1024;
    cx.out.say(format!("{cell}: {kib} KiB\n"));
    cx.out.data(json!({ "cells_kib": { cell.to_string(): kib } }));
    Ok(())
}

/// The option `pagesize` in KiB.
fn page_size(cx: &Context<'_>) -> Outcome<Option<u32>> {
    let Some(bytes) = cx.args.scaled("pagesize", 1024, u64::MAX)? else { return Ok(None) };
    u32::try_from(bytes.div_ceil(1024)).map(Some).map_err(|_| Failure::new("page size is too large"))
}

fn freepages(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("all", "cellno")?;
    let cell: Option<i32> = cx.args.number("cellno")?;
    let size = page_size(cx)?;
    if cx.args.flag("all") {
        return all_free_pages(cx, size);
    }
    let cell = cell.ok_or_else(|| Failure::new("missing cellno argument"))?;
    let size = size.ok_or_else(|| Failure::new("missing pagesize argument"))?;
    let free = cx.conn()?.connect.node_get_free_pages(&[size], cell, 1, 0)?;
    let free = free.first().copied().unwrap_or(0);
    cx.out.say(format!("{size}KiB: {free}\n"));
    cx.out.data(json!([{ "cell": cell, "page_size_kib": size, "free": free }]));
    Ok(())
}

fn all_free_pages(cx: &mut Context<'_>, size: Option<u32>) -> Outcome {
    let sizes = match size {
        Some(size) => vec![size],
        None => page_sizes(cx)?,
    };
    let cells = cells(cx)?;
    let mut values = vec![];
    for cell in cells {
        let free = cx.conn()?.connect.node_get_free_pages(&sizes, cell, 1, 0)?;
        cx.out.say(format!("Node {cell}:\n"));
        for (size, free) in sizes.iter().zip(&free) {
            cx.out.say(format!("{size}KiB: {free}\n"));
            values.push(json!({ "cell": cell, "page_size_kib": size, "free": free }));
        }
        cx.out.say("\n");
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

/// The page sizes in KiB that the host's CPU has, from its capabilities.
fn page_sizes(cx: &mut Context<'_>) -> Outcome<Vec<u32>> {
    let xml = cx.conn()?.connect.capabilities().lead("unable to get node capabilities")?;
    let bad = |e: xml::Error| Failure::new(format!("cannot read the capabilities: {e}"));
    let document = xml::Document::parse(&xml).map_err(bad)?;
    let root = document.root(xml::Mode::LIVE);
    let cpu = root.first("host").and_then(|host| host.first("cpu"));
    let pages = cpu.iter().flat_map(|cpu| cpu.children()).filter(|node| node.name() == "pages");
    let mut sizes: Vec<u32> = pages
        .filter_map(|node| {
            let size: u64 = node.attr("size")?.parse().ok()?;
            let unit = crate::arguments::unit_bytes(node.attr("unit").unwrap_or("KiB"), 1024)?;
            u32::try_from(size.checked_mul(unit)? / 1024).ok()
        })
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    Ok(sizes)
}

fn allocpages(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("all", "cellno")?;
    let count: u64 = cx.args.required_number("pagecount")?;
    let size = page_size(cx)?.ok_or_else(|| Failure::new("missing pagesize argument"))?;
    let cell: Option<i32> = cx.args.number("cellno")?;
    let flags = if cx.args.flag("add") { VIR_NODE_ALLOC_PAGES_ADD } else { VIR_NODE_ALLOC_PAGES_SET };
    let (start, cell_count) = match cell {
        Some(cell) => (cell, 1),
        None if cx.args.flag("all") => (-1, u32::try_from(cells(cx)?.len()).unwrap_or(u32::MAX)),
        None => (-1, 1),
    };
    cx.conn()?.connect.node_alloc_pages(&[size], &[count], start, cell_count, flags)?;
    Ok(())
}

fn node_memory_tune(cx: &mut Context<'_>) -> Outcome {
    let mut wanted = vec![];
    for (option, field) in [
        ("shm-pages-to-scan", "shm_pages_to_scan"),
        ("shm-sleep-millisecs", "shm_sleep_millisecs"),
        ("shm-merge-across-nodes", "shm_merge_across_nodes"),
    ] {
        if let Some(value) = cx.args.number::<u32>(option)? {
            wanted.push(ferrovirt::TypedParam::new(field, value));
        }
    }
    let connect = &cx.conn()?.connect;
    if !wanted.is_empty() {
        return connect.node_set_memory_parameters(&wanted, 0).lead("Unable to change memory parameters");
    }
    let count = connect.node_get_memory_parameters(0, 0).lead("Unable to get number of memory parameters")?.nparams;
    let current = connect.node_get_memory_parameters(count, 0).lead("Unable to get memory parameters")?.params;
    cx.out.say("Shared memory:\n");
    let mut object = Map::new();
    for param in current {
        cx.out.say(format!("\t{:<15} {}\n", param.field, param.value));
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

fn nodesevinfo(cx: &mut Context<'_>) -> Outcome {
    let connect = &cx.conn()?.connect;
    let count = connect.node_get_sev_info(0, 0).lead("Unable to get host SEV information")?.nparams;
    let info = connect.node_get_sev_info(count, 0).lead("Unable to get host SEV information")?.params;
    let mut object = Map::new();
    for param in info {
        cx.out.say(format!("{:<18}: {}\n", param.field, param.value));
        object.insert(param.field.to_string(), params::json(&param.value));
    }
    cx.out.data(Value::Object(object));
    Ok(())
}

fn nodesuspend(cx: &mut Context<'_>) -> Outcome {
    let target = match cx.args.required("target")? {
        "mem" => VIR_NODE_SUSPEND_TARGET_MEM,
        "disk" => VIR_NODE_SUSPEND_TARGET_DISK,
        "hybrid" => VIR_NODE_SUSPEND_TARGET_HYBRID,
        _ => return Err(Failure::new("Invalid target")),
    };
    let duration: i64 = cx.args.required_number("duration")?;
    let duration = u64::try_from(duration).map_err(|_| Failure::new("Invalid duration"))?;
    let call = cx.conn()?.connect.node_suspend_for_duration(target as u32, duration, 0);
    call.lead("The host was not suspended")
}
