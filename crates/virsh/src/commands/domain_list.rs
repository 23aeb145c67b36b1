//! Guests at a glance: which there are and how they are.

use ferrovirt::{Connect, Connection, DomainRef, constants::*};
use serde_json::{Map, Value, json};

use crate::context::Context;
use crate::failure::{Lead, Outcome};
use crate::lookup::By;
use crate::output::Table;
use crate::table::{Command, Complete, argv, flag, string};
use crate::words;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "list",
        help: "list domains",
        about: "Returns list of domains.",
        options: &[
            flag("inactive", "list inactive domains"),
            flag("all", "list inactive & active domains"),
            flag("transient", "list transient domains"),
            flag("persistent", "list persistent domains"),
            flag("with-snapshot", "list domains with existing snapshot"),
            flag("without-snapshot", "list domains without a snapshot"),
            flag("with-checkpoint", "list domains with existing checkpoint"),
            flag("without-checkpoint", "list domains without a checkpoint"),
            flag("state-running", "list domains in running state"),
            flag("state-paused", "list domains in paused state"),
            flag("state-shutoff", "list domains in shutoff state"),
            flag("state-other", "list domains in other states"),
            flag("autostart", "list domains with autostart enabled"),
            flag("no-autostart", "list domains with autostart disabled"),
            flag("with-managed-save", "list domains with managed save state"),
            flag("without-managed-save", "list domains without managed save"),
            flag("uuid", "list uuid's only"),
            flag("name", "list domain names only"),
            flag("id", "list domain IDs only"),
            flag("table", "list table (default)"),
            flag("managed-save", "mark inactive domains with managed save state"),
            flag("title", "show domain title"),
        ],
        run: list,
        ..Command::EMPTY
    },
    Command {
        name: "dominfo",
        help: "domain information",
        about: "Returns basic information about the domain.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: dominfo,
        ..Command::EMPTY
    },
    Command {
        name: "domstate",
        help: "domain state",
        about: "Returns state about a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("reason", "also print reason for the state"),
        ],
        run: domstate,
        ..Command::EMPTY
    },
    Command {
        name: "domid",
        help: "convert a domain name or UUID to domain id",
        options: &[string("domain", "domain name or uuid").required().completes(Complete::Domain)],
        run: domid,
        ..Command::EMPTY
    },
    Command {
        name: "domname",
        help: "convert a domain id or UUID to domain name",
        options: &[string("domain", "domain id or uuid").required().completes(Complete::Domain)],
        run: domname,
        ..Command::EMPTY
    },
    Command {
        name: "domuuid",
        help: "convert a domain name or id to domain UUID",
        options: &[string("domain", "domain id or name").required().completes(Complete::Domain)],
        run: domuuid,
        ..Command::EMPTY
    },
    Command {
        name: "domcontrol",
        help: "domain control interface state",
        about: "Returns state of a control interface to the domain.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: domcontrol,
        ..Command::EMPTY
    },
    Command {
        name: "domstats",
        help: "get statistics about one or multiple domains",
        about: "Gets statistics about one or more (or all) domains",
        options: &[
            flag("state", "report domain state"),
            flag("cpu-total", "report domain physical cpu usage"),
            flag("balloon", "report domain balloon statistics"),
            flag("vcpu", "report domain virtual cpu information"),
            flag("interface", "report domain network interface information"),
            flag("block", "report domain block device statistics"),
            flag("perf", "report domain perf event statistics"),
            flag("iothread", "report domain IOThread information"),
            flag("memory", "report domain memory usage"),
            flag("dirtyrate", "report domain dirty rate information"),
            flag("vm", "report hypervisor-specific statistics"),
            flag("list-active", "list only active domains"),
            flag("list-inactive", "list only inactive domains"),
            flag("list-persistent", "list only persistent domains"),
            flag("list-transient", "list only transient domains"),
            flag("list-running", "list only running domains"),
            flag("list-paused", "list only paused domains"),
            flag("list-shutoff", "list only shutoff domains"),
            flag("list-other", "list only domains in other states"),
            flag("raw", "do not pretty-print the fields"),
            flag("enforce", "enforce requested stats parameters"),
            flag("backing", "add backing chain information to block stats"),
            flag("nowait", "report only stats that are accessible instantly"),
            argv("domain", "list of domains to get stats for").positional().completes(Complete::Domain),
        ],
        run: domstats,
        ..Command::EMPTY
    },
];

const FILTERS: [(&str, u32); 12] = [
    ("transient", VIR_CONNECT_LIST_DOMAINS_TRANSIENT),
    ("persistent", VIR_CONNECT_LIST_DOMAINS_PERSISTENT),
    ("with-snapshot", VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT),
    ("without-snapshot", VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT),
    ("with-checkpoint", VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT),
    ("without-checkpoint", VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT),
    ("state-running", VIR_CONNECT_LIST_DOMAINS_RUNNING),
    ("state-paused", VIR_CONNECT_LIST_DOMAINS_PAUSED),
    ("state-shutoff", VIR_CONNECT_LIST_DOMAINS_SHUTOFF),
    ("state-other", VIR_CONNECT_LIST_DOMAINS_OTHER),
    ("autostart", VIR_CONNECT_LIST_DOMAINS_AUTOSTART),
    ("no-autostart", VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART),
];

/// All guests that match the filter, running ones by id first, then the others by name.
pub fn sorted(connect: &Connect, flags: u32) -> ferrovirt::Result<Vec<DomainRef>> {
    let mut domains = connect.domain.list_all_domains(1, flags)?.domains;
    domains.sort_by_cached_key(|dom| {
        let is_off = dom.id == -1;
        (is_off, dom.id, if is_off { dom.name.to_lowercase() } else { String::new() })
    });
    Ok(domains)
}

fn list(cx: &mut Context<'_>) -> Outcome {
    let args = cx.args;
    let mut flags = args.bits(&FILTERS);
    flags |= match (args.flag("all"), args.flag("inactive")) {
        (true, _) => VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE,
        (_, true) => VIR_CONNECT_LIST_DOMAINS_INACTIVE,
        _ => VIR_CONNECT_LIST_DOMAINS_ACTIVE,
    };
    flags |= args.bits(&[("with-managed-save", VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE)]);
    flags |= args.bits(&[("without-managed-save", VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE)]);
    let (wants_uuid, wants_name, wants_id) = (args.flag("uuid"), args.flag("name"), args.flag("id"));
    let wants_words = wants_uuid || wants_name || wants_id;
    args.exclusive("table", "name")?;
    args.exclusive("table", "id")?;
    let is_table = args.flag("table") || !wants_words || cx.out.is_json();
    let domains = sorted(cx.conn()?, flags).lead("Failed to list domains")?;
    if is_table {
        return table(cx, &domains);
    }
    for dom in &domains {
        let mut cells = vec![];
        if wants_uuid {
            cells.push(dom.uuid.to_string());
        }
        if wants_id {
            cells.push(id_text(dom));
        }
        if wants_name {
            cells.push(dom.name.clone());
        }
        cx.out.say(format!("{}\n", cells.join(" ")));
    }
    Ok(())
}

fn id_text(dom: &DomainRef) -> String {
    if dom.id == -1 { "-".to_owned() } else { dom.id.to_string() }
}

fn id_value(dom: &DomainRef) -> Value {
    if dom.id == -1 { Value::Null } else { json!(dom.id) }
}

fn table(cx: &mut Context<'_>, domains: &[DomainRef]) -> Outcome {
    let (with_title, with_uuid) = (cx.args.flag("title"), cx.args.flag("uuid"));
    let marks_saved = cx.args.flag("managed-save");
    let mut header = vec!["Id", "Name", "State"];
    if with_title {
        header.push("Title");
    }
    if with_uuid {
        header.push("UUID");
    }
    let drivers = cx.drivers()?;
    let mut table = Table::new(&header);
    let mut values = vec![];
    for dom in domains {
        let number = state_number(&drivers, dom);
        let is_saved = marks_saved && dom.id == -1 && drivers.domain.has_managed_save_image(dom, 0).unwrap_or(0) > 0;
        let state = if is_saved { "saved" } else { words::state(number) };
        let mut cells = vec![id_text(dom), dom.name.clone(), state.to_owned()];
        let mut value = json!({ "id": id_value(dom), "name": dom.name, "uuid": dom.uuid.to_string(), "state": state });
        if with_title {
            let title = drivers.domain.metadata(dom, VIR_DOMAIN_METADATA_TITLE, None, 0).unwrap_or_default();
            value["title"] = json!(title);
            cells.push(title);
        }
        if with_uuid {
            cells.push(dom.uuid.to_string());
        }
        table.row(cells);
        values.push(value);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

/// The state now; a guest that has gone since it was listed is off.
fn state_number(drivers: &Connection, dom: &DomainRef) -> i32 {
    drivers.domain.state(dom, 0).map_or(VIR_DOMAIN_SHUTOFF, |reply| reply.state)
}

fn domstate(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let reply = cx.conn()?.domain.state(&dom, 0)?;
    let (state, reason) = (words::state(reply.state), words::reason(reply.state, reply.reason));
    if cx.args.flag("reason") {
        cx.out.say(format!("{state} ({reason})\n"));
    } else {
        cx.out.say(format!("{state}\n"));
    }
    cx.out.data(json!({ "state": state, "reason": reason }));
    Ok(())
}

fn domid(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain_by(By { id: false, uuid: true, name: true })?;
    cx.out.say(format!("{}\n", id_text(&dom)));
    cx.out.data(json!({ "id": id_value(&dom) }));
    Ok(())
}

fn domname(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain_by(By { id: true, uuid: true, name: false })?;
    cx.out.say(format!("{}\n", dom.name));
    cx.out.data(json!({ "name": dom.name }));
    Ok(())
}

fn domuuid(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain_by(By { id: true, uuid: false, name: true })?;
    cx.out.say(format!("{}\n", dom.uuid));
    cx.out.data(json!({ "uuid": dom.uuid.to_string() }));
    Ok(())
}

fn domcontrol(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let info = cx.conn()?.domain.control_info(&dom, 0)?;
    let state = words::pick(&["ok", "background job", "occupied", "error"], info.state as i32).unwrap_or("unknown");
    let mut value = json!({ "state": state });
    let seconds = info.state_time as f64 / 1000.0;
    if info.state == VIR_DOMAIN_CONTROL_ERROR as u32 {
        let details = ["", "unknown", "monitor failure", "internal (locking) error"];
        let detail = details.get(info.details as usize).copied().unwrap_or("unknown");
        value["details"] = json!(detail);
        cx.out.say(format!("{state}: {detail}\n"));
    } else if info.state == VIR_DOMAIN_CONTROL_OK as u32 {
        cx.out.say(format!("{state}\n"));
    } else {
        value["seconds"] = json!(seconds);
        cx.out.say(format!("{state} ({seconds:.3}s)\n"));
    }
    cx.out.data(value);
    Ok(())
}

fn dominfo(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let mut pairs: Vec<(&str, &str, Value)> = vec![
        ("Id", "id", if dom.id == -1 { json!("-") } else { json!(dom.id) }),
        ("Name", "name", json!(dom.name)),
        ("UUID", "uuid", json!(dom.uuid.to_string())),
    ];
    if let Ok(os) = drivers.domain.os_type(&dom) {
        pairs.push(("OS Type", "os_type", json!(os)));
    }
    let info = drivers.domain.info(&dom)?;
    pairs.push(("State", "state", json!(words::state(i32::from(info.state)))));
    pairs.push(("CPU(s)", "vcpus", json!(info.nr_virt_cpu)));
    if info.cpu_time != 0 {
        pairs.push(("CPU time", "cpu_time_ns", json!(info.cpu_time)));
    }
    pairs.push(("Max memory", "max_memory_kib", json!(info.max_mem)));
    pairs.push(("Used memory", "used_memory_kib", json!(info.memory)));
    let persistent = drivers.domain.is_persistent(&dom).ok();
    pairs.push(("Persistent", "persistent", persistent.map_or(json!("unknown"), |p| json!(p != 0))));
    if let Ok(autostart) = drivers.domain.autostart(&dom) {
        pairs.push(("Autostart", "autostart", json!(autostart != 0)));
    }
    if let Ok(autostart) = drivers.domain.autostart_once(&dom) {
        pairs.push(("Autostart Once", "autostart_once", json!(autostart != 0)));
    }
    let saved = drivers.domain.has_managed_save_image(&dom, 0).ok();
    pairs.push(("Managed save", "managed_save", saved.map_or(json!("unknown"), |s| json!(s > 0))));
    say_info(cx, &pairs);
    security(cx, &drivers, &dom);
    messages(cx, &drivers, &dom);
    Ok(())
}

/// Prints the pairs in the words of people, and keeps them as data.
fn say_info(cx: &mut Context<'_>, pairs: &[(&str, &str, Value)]) {
    let mut object = Map::new();
    for (label, key, value) in pairs {
        let text = match (*key, value) {
            ("cpu_time_ns", v) => format!("{:.1}s", v.as_u64().unwrap_or(0) as f64 / 1e9),
            ("max_memory_kib" | "used_memory_kib", v) => format!("{v} KiB"),
            ("autostart" | "autostart_once", v) => if v == &json!(true) { "enable" } else { "disable" }.to_owned(),
            (_, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            (_, v) => crate::output::plain(v),
        };
        cx.out.say(format!("{:<15} {text}\n", format!("{label}:")));
        let value = if *key == "id" && value == "-" { Value::Null } else { value.clone() };
        object.insert((*key).to_owned(), value);
    }
    cx.out.data(Value::Object(object));
}

/// A C string in a fixed array.
pub fn fixed_text(bytes: &[i8]) -> String {
    let bytes: Vec<u8> = bytes.iter().take_while(|b| **b != 0).map(|b| *b as u8).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn security(cx: &mut Context<'_>, drivers: &Connection, dom: &DomainRef) {
    // Not every driver has a security model; what it has not is left out.
    let Ok(model) = drivers.connect.node_get_security_model() else { return };
    let name = fixed_text(&model.model);
    if name.is_empty() {
        return;
    }
    cx.out.say(format!("{:<15} {name}\n{:<15} {}\n", "Security model:", "Security DOI:", fixed_text(&model.doi)));
    cx.out.add("security_model", json!(name));
    let Ok(label) = drivers.domain.security_label(dom) else { return };
    let text = fixed_text(&label.label);
    if !text.is_empty() {
        let mode = if label.enforcing != 0 { "enforcing" } else { "permissive" };
        cx.out.say(format!("{:<15} {text} ({mode})\n", "Security label:"));
        cx.out.add("security_label", json!(text));
        cx.out.add("security_enforcing", json!(label.enforcing != 0));
    }
}

fn messages(cx: &mut Context<'_>, drivers: &Connection, dom: &DomainRef) {
    let Ok(messages) = drivers.domain.messages(dom, 0) else { return };
    for (number, message) in messages.iter().enumerate() {
        let label = if number == 0 { "Messages:" } else { "" };
        cx.out.say(format!("{label:<15} {message}\n"));
    }
    cx.out.add("messages", json!(messages));
}

const STATS: [(&str, u32); 11] = [
    ("state", VIR_DOMAIN_STATS_STATE),
    ("cpu-total", VIR_DOMAIN_STATS_CPU_TOTAL),
    ("balloon", VIR_DOMAIN_STATS_BALLOON),
    ("vcpu", VIR_DOMAIN_STATS_VCPU),
    ("interface", VIR_DOMAIN_STATS_INTERFACE),
    ("block", VIR_DOMAIN_STATS_BLOCK),
    ("perf", VIR_DOMAIN_STATS_PERF),
    ("iothread", VIR_DOMAIN_STATS_IOTHREAD),
    ("memory", VIR_DOMAIN_STATS_MEMORY),
    ("dirtyrate", VIR_DOMAIN_STATS_DIRTYRATE),
    ("vm", VIR_DOMAIN_STATS_VM),
];

const STATS_FLAGS: [(&str, u32); 11] = [
    ("list-active", VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE),
    ("list-inactive", VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE),
    ("list-persistent", VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT),
    ("list-transient", VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT),
    ("list-running", VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING),
    ("list-paused", VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED),
    ("list-shutoff", VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF),
    ("list-other", VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER),
    ("enforce", VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS),
    ("backing", VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING),
    ("nowait", VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT),
];

fn domstats(cx: &mut Context<'_>) -> Outcome {
    let stats = cx.args.bits(&STATS);
    let mut flags = cx.args.bits(&STATS_FLAGS);
    let names: Vec<String> = cx.args.list("domain").into_iter().map(str::to_owned).collect();
    let filters: u32 = STATS_FLAGS[..8].iter().fold(0, |bits, (_, bit)| bits | bit);
    let connect = cx.conn()?;
    let domains = names.iter().map(|name| crate::lookup::domain(connect, name)).collect::<Outcome<Vec<DomainRef>>>()?;
    if !domains.is_empty() {
        flags &= !filters;
    }
    let records = connect.domain.all_domain_stats(&domains, stats, flags)?;
    let mut values = vec![];
    for (number, record) in records.iter().enumerate() {
        if number > 0 {
            cx.out.say("\n");
        }
        cx.out.say(format!("Domain: '{}'\n", record.dom.name));
        let mut fields = Map::new();
        for param in &record.params {
            cx.out.say(format!("  {}={}\n", param.field, param.value));
            fields.insert(param.field.to_string(), super::params::json(&param.value));
        }
        values.push(json!({ "name": record.dom.name, "uuid": record.dom.uuid.to_string(), "stats": fields }));
    }
    cx.out.data(Value::Array(values));
    Ok(())
}
