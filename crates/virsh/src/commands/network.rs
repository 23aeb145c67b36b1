//! Virtual networks and their ports.

use ferrovirt::{Event, EventObject, NetworkPortRef, NetworkRef, constants::*};
use serde_json::{Value, json};

use super::{editor, events, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup;
use crate::output::Table;
use crate::table::{Command, Complete, flag, int, string};
use crate::time::Civil;
use crate::words::{pick, yes_no};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "net-autostart",
        help: "autostart a network",
        about: "Configure a network to be automatically started at boot.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            flag("disable", "disable autostarting"),
        ],
        run: net_autostart,
        ..Command::EMPTY
    },
    Command {
        name: "net-create",
        help: "create a network from an XML file",
        about: "Create a network.",
        options: &[
            string("file", "file containing an XML network description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: net_create,
        ..Command::EMPTY
    },
    Command {
        name: "net-define",
        help: "define an inactive persistent virtual network or modify an existing persistent one from an XML file",
        about: "Define or modify a persistent virtual network.",
        options: &[
            string("file", "file containing an XML network description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: net_define,
        ..Command::EMPTY
    },
    Command {
        name: "net-destroy",
        help: "destroy (stop) a network",
        about: "Forcefully stop a given network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
        ],
        run: net_destroy,
        ..Command::EMPTY
    },
    Command {
        name: "net-dhcp-leases",
        help: "print lease info for a given network",
        about: "Print lease info for a given network",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("mac", "MAC address").unlisted(),
        ],
        run: net_dhcp_leases,
        ..Command::EMPTY
    },
    Command {
        name: "net-dumpxml",
        help: "network information in XML",
        about: "Output the network information as an XML dump to stdout.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            flag("inactive", "show inactive defined XML"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: net_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "net-edit",
        help: "edit XML configuration for a network",
        about: "Edit the XML configuration for a network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
        ],
        run: net_edit,
        ..Command::EMPTY
    },
    Command {
        name: "net-event",
        help: "Network Events",
        about: "List event types, or wait for network events to occur",
        options: &[
            string("network", "filter by network name or uuid").unlisted().completes(Complete::Network),
            string("event", "which event type to wait for").unlisted(),
            flag("loop", "loop until timeout or interrupt, rather than one-shot"),
            int("timeout", "timeout seconds").unlisted(),
            flag("list", "list valid event types"),
            flag("timestamp", "show timestamp for each printed event"),
        ],
        run: net_event,
        ..Command::EMPTY
    },
    Command {
        name: "net-info",
        help: "network information",
        about: "Returns basic information about the network",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
        ],
        run: net_info,
        ..Command::EMPTY
    },
    Command {
        name: "net-list",
        help: "list networks",
        about: "Returns list of networks.",
        options: &[
            flag("inactive", "list inactive networks"),
            flag("all", "list inactive & active networks"),
            flag("persistent", "list persistent networks"),
            flag("transient", "list transient networks"),
            flag("autostart", "list networks with autostart enabled"),
            flag("no-autostart", "list networks with autostart disabled"),
            flag("uuid", "list uuid's only"),
            flag("name", "list network names only"),
            flag("table", "list table (default)"),
            flag("title", "show network title"),
        ],
        run: net_list,
        ..Command::EMPTY
    },
    Command {
        name: "net-name",
        help: "convert a network UUID to network name",
        options: &[
            string("network", "network uuid").required().completes(Complete::Network),
        ],
        run: net_name,
        ..Command::EMPTY
    },
    Command {
        name: "net-start",
        help: "start a (previously defined) inactive network",
        about: "Start a network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
        ],
        run: net_start,
        ..Command::EMPTY
    },
    Command {
        name: "net-undefine",
        help: "undefine a persistent network",
        about: "Undefine the configuration for a persistent network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
        ],
        run: net_undefine,
        ..Command::EMPTY
    },
    Command {
        name: "net-update",
        help: "update parts of an existing network's configuration",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("command", "type of update (add-first, add-last (add), delete, or modify)").required(),
            string("section", "which section of network configuration to update").required(),
            string("xml", "name of file containing xml (or, if it starts with '<', the complete xml element itself) to add/modify, or to be matched for search").required().completes(Complete::File),
            int("parent-index", "which parent object to search through").unlisted(),
            flag("config", "affect next network startup"),
            flag("live", "affect running network"),
            flag("current", "affect current state of network"),
        ],
        run: net_update,
        ..Command::EMPTY
    },
    Command {
        name: "net-uuid",
        help: "convert a network name to network UUID",
        options: &[
            string("network", "network name").required().completes(Complete::Network),
        ],
        run: net_uuid,
        ..Command::EMPTY
    },
    Command {
        name: "net-port-list",
        help: "list network ports",
        about: "Returns list of network ports.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            flag("uuid", "list uuid's only"),
            flag("table", "list table (default)"),
        ],
        run: net_port_list,
        ..Command::EMPTY
    },
    Command {
        name: "net-port-create",
        help: "create a network port from an XML file",
        about: "Create a network port.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("file", "file containing an XML network port description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: net_port_create,
        ..Command::EMPTY
    },
    Command {
        name: "net-port-dumpxml",
        help: "network port information in XML",
        about: "Output the network port information as an XML dump to stdout.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("port", "port UUID").required(),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: net_port_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "net-port-delete",
        help: "delete the specified network port",
        about: "Delete the specified network port.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("port", "port UUID").required(),
        ],
        run: net_port_delete,
        ..Command::EMPTY
    },
];

fn network(cx: &mut Context<'_>) -> Outcome<NetworkRef> {
    let name = cx.args.required("network")?.to_owned();
    lookup::network(cx.conn()?, &name)
}

fn net_autostart(cx: &mut Context<'_>) -> Outcome {
    let on = !cx.args.flag("disable");
    let mark = if on { "mark" } else { "unmark" };
    let net = network(cx)?;
    let set = cx.conn()?.network.set_autostart(&net, i32::from(on));
    set.lead(format!("failed to {mark} network {} as autostarted", net.name))?;
    cx.out.remark(format!("Network {} {mark}ed as autostarted\n", net.name));
    Ok(())
}

fn net_create(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NETWORK_CREATE_VALIDATE)]);
    let driver = &cx.conn()?.network;
    let created = if flags == 0 { driver.create_xml(&xml) } else { driver.create_xml_flags(&xml, flags) };
    let net = created.lead(format!("Failed to create network from {file}"))?;
    cx.out.remark(format!("Network {} created from {file}\n", net.name));
    Ok(())
}

fn net_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NETWORK_DEFINE_VALIDATE)]);
    let driver = &cx.conn()?.network;
    let defined = if flags == 0 { driver.define_xml(&xml) } else { driver.define_xml_flags(&xml, flags) };
    let net = defined.lead(format!("Failed to define network from {file}"))?;
    cx.out.remark(format!("Network {} defined from {file}\n", net.name));
    Ok(())
}

fn net_destroy(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    cx.conn()?.network.destroy(&net).lead(format!("Failed to destroy network {}", net.name))?;
    cx.out.remark(format!("Network {} destroyed\n", net.name));
    Ok(())
}

fn net_start(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    cx.conn()?.network.create(&net).lead(format!("Failed to start network {}", net.name))?;
    cx.out.remark(format!("Network {} started\n", net.name));
    Ok(())
}

fn net_undefine(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    cx.conn()?.network.undefine(&net).lead(format!("Failed to undefine network {}", net.name))?;
    cx.out.remark(format!("Network {} has been undefined\n", net.name));
    Ok(())
}

fn net_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("inactive", VIR_NETWORK_XML_INACTIVE)]);
    let net = network(cx)?;
    let xml = cx.conn()?.network.xml_desc(&net, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn net_edit(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    let drivers = cx.drivers()?;
    let original = drivers.network.xml_desc(&net, VIR_NETWORK_XML_INACTIVE)?;
    let changed = editor::edit(cx, &original, |_, xml| Ok(drivers.network.define_xml(xml).map(drop)?))?;
    let word = if changed { "edited" } else { "not changed" };
    cx.out.remark(format!("Network {} XML configuration {word}.\n", net.name));
    Ok(())
}

fn net_info(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    let driver = cx.drivers()?.network;
    cx.out.say(format!("{:<15} {}\n{:<15} {}\n", "Name:", net.name, "UUID:", net.uuid));
    cx.out.data(json!({ "name": net.name, "uuid": net.uuid.to_string() }));
    if let Ok(active) = driver.is_active(&net) {
        cx.out.say(format!("{:<15} {}\n", "Active:", yes_no(active != 0)));
        cx.out.add("active", json!(active != 0));
    }
    let persistent = driver.is_persistent(&net).ok().map(|p| p != 0);
    cx.out.say(format!("{:<15} {}\n", "Persistent:", persistent.map_or("unknown", yes_no)));
    cx.out.add("persistent", json!(persistent));
    let autostart = driver.autostart(&net).ok().map(|a| a != 0);
    cx.out.say(format!("{:<15} {}\n", "Autostart:", autostart.map_or("no autostart", yes_no)));
    cx.out.add("autostart", json!(autostart));
    if let Ok(bridge) = driver.bridge_name(&net) {
        cx.out.say(format!("{:<15} {bridge}\n", "Bridge:"));
        cx.out.add("bridge", json!(bridge));
    }
    Ok(())
}

fn net_list(cx: &mut Context<'_>) -> Outcome {
    let args = cx.args;
    for (one, other) in [("table", "name"), ("table", "uuid"), ("name", "uuid")] {
        args.exclusive(one, other)?;
    }
    let mut flags = match (args.flag("all"), args.flag("inactive")) {
        (true, _) => VIR_CONNECT_LIST_NETWORKS_ACTIVE | VIR_CONNECT_LIST_NETWORKS_INACTIVE,
        (_, true) => VIR_CONNECT_LIST_NETWORKS_INACTIVE,
        _ => VIR_CONNECT_LIST_NETWORKS_ACTIVE,
    };
    flags |= args.bits(&[
        ("persistent", VIR_CONNECT_LIST_NETWORKS_PERSISTENT),
        ("transient", VIR_CONNECT_LIST_NETWORKS_TRANSIENT),
        ("autostart", VIR_CONNECT_LIST_NETWORKS_AUTOSTART),
        ("no-autostart", VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART),
    ]);
    let (by_name, by_uuid, titled) = (args.flag("name"), args.flag("uuid"), args.flag("title"));
    let driver = cx.drivers()?.network;
    let mut networks = driver.list_all_networks(1, flags).lead("Failed to list networks")?.nets;
    networks.sort_by_cached_key(|net| net.name.to_lowercase());
    let header = ["Name", "State", "Autostart", "Persistent", "Title"];
    let mut table = Table::new(if titled { &header } else { &header[..4] });
    let mut values = vec![];
    for net in &networks {
        if (by_name || by_uuid) && !cx.out.is_json() {
            let shown = if by_name { net.name.clone() } else { net.uuid.to_string() };
            cx.out.say(format!("{shown}\n"));
            continue;
        }
        let active = driver.is_active(net)? != 0;
        let autostart = driver.autostart(net).ok().map(|a| a != 0);
        let persistent = driver.is_persistent(net)? != 0;
        let state = if active { "active" } else { "inactive" };
        let mut cells = vec![
            net.name.clone(),
            state.to_owned(),
            autostart.map_or("no autostart", yes_no).to_owned(),
            yes_no(persistent).to_owned(),
        ];
        let mut value = json!({
            "name": net.name, "uuid": net.uuid.to_string(), "active": active, "autostart": autostart,
            "persistent": persistent,
        });
        if titled {
            let title = driver.metadata(net, VIR_NETWORK_METADATA_TITLE, None, 0).unwrap_or_default();
            value["title"] = json!(title);
            cells.push(title);
        }
        table.row(cells);
        values.push(value);
    }
    if !by_name && !by_uuid {
        let text = table.text(cx.out.is_quiet());
        cx.out.say(text);
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

fn net_name(cx: &mut Context<'_>) -> Outcome {
    let text = cx.args.required("network")?.to_owned();
    let failed = format!("failed to get network '{text}'");
    let uuid = lookup::uuid(&text).ok_or_else(|| Failure::new(failed.clone()))?;
    let net = cx.conn()?.network.lookup_by_uuid(&uuid).lead(failed)?;
    cx.out.say(format!("{}\n", net.name));
    cx.out.data(json!({ "name": net.name }));
    Ok(())
}

fn net_uuid(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    cx.out.say(format!("{}\n", net.uuid));
    cx.out.data(json!({ "uuid": net.uuid.to_string() }));
    Ok(())
}

const UPDATE_COMMANDS: &[&str] = &["none", "modify", "delete", "add-last", "add-first"];
const SECTIONS: &[&str] = &[
    "none",
    "bridge",
    "domain",
    "ip",
    "ip-dhcp-host",
    "ip-dhcp-range",
    "forward",
    "forward-interface",
    "forward-pf",
    "portgroup",
    "dns-host",
    "dns-txt",
    "dns-srv",
];

fn net_update(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let net = network(cx)?;
    let word = cx.args.required("command")?;
    let place = |words: &[&str], word: &str| words.iter().position(|w| *w == word).filter(|at| *at > 0);
    let command = if word == "add" { Some(3) } else { place(UPDATE_COMMANDS, word) };
    let command = command.ok_or_else(|| Failure::new(format!("unrecognized command name '{word}'")))?;
    let word = cx.args.required("section")?;
    let section = place(SECTIONS, word).ok_or_else(|| Failure::new(format!("unrecognized section name '{word}'")))?;
    let text = cx.args.required("xml")?;
    let xml = if text.trim_start().starts_with('<') { text.to_owned() } else { files::read(text)? };
    let parent = cx.args.number("parent-index")?.unwrap_or(-1);
    // The numbers stand in the order in which the remote daemon knows them.
    let updated = cx.conn()?.network.update(&net, command as u32, section as u32, parent, &xml, flags);
    updated.lead(format!("Failed to update network {}", net.name))?;
    let what = match (flags & VIR_NETWORK_UPDATE_AFFECT_CONFIG, flags & VIR_NETWORK_UPDATE_AFFECT_LIVE) {
        (0, _) => "live state",
        (_, 0) => "persistent config",
        _ => "persistent config and live state",
    };
    cx.out.say(format!("Updated network {} {what}", net.name));
    Ok(())
}

fn net_dhcp_leases(cx: &mut Context<'_>) -> Outcome {
    let mac = cx.args.text("mac")?.map(str::to_owned);
    let net = network(cx)?;
    let driver = cx.drivers()?.network;
    let leases = driver.dhcp_leases(&net, mac.as_deref(), 1, 0);
    let mut leases = leases.lead(format!("Failed to get leases info for {}", net.name))?.leases;
    leases.sort_by_key(|lease| lease.expirytime);
    let mut table =
        Table::new(&["Expiry Time", "MAC address", "Protocol", "IP address", "Hostname", "Client ID or DUID"]);
    let mut values = vec![];
    for lease in leases {
        let protocol = if lease.type_ == VIR_IP_ADDR_TYPE_IPV6 { "ipv6" } else { "ipv4" };
        let dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        values.push(json!({
            "expiry_time": lease.expirytime, "mac": lease.mac, "protocol": protocol, "address": lease.ipaddr,
            "prefix": lease.prefix, "hostname": lease.hostname, "client_id": lease.clientid,
        }));
        table.row(vec![
            Civil::from_seconds(lease.expirytime).text('-', ' '),
            dash(&lease.mac),
            protocol.to_owned(),
            format!("{}/{}", lease.ipaddr, lease.prefix),
            dash(&lease.hostname),
            dash(&lease.clientid),
        ]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

const EVENTS: &[&str] = &["lifecycle", "metadata-change"];

fn event_words(name: &str, event: &Event) -> Option<String> {
    match event {
        Event::NetworkEventLifecycle(e) => {
            let word = pick(&["Defined", "Undefined", "Started", "Stopped"], e.event).unwrap_or("unknown");
            Some(format!("event '{name}' for network {}: {word}", e.net.name))
        }
        Event::NetworkEventMetadataChange(e) => {
            let kind = pick(&["description", "title", "element"], e.type_).unwrap_or("unknown");
            let uri = e.nsuri.as_deref().unwrap_or("<null>");
            Some(format!("event '{name}' for network {}: type {kind}, uri {uri}", e.net.name))
        }
        _ => None,
    }
}

fn net_event(cx: &mut Context<'_>) -> Outcome {
    let Some(kinds) = events::wanted(cx, EVENTS)? else { return Ok(()) };
    let net = if cx.args.has("network") { Some(network(cx)?) } else { None };
    events::listen(cx, &events::Listening { kinds, object: EventObject::Network(net), text: event_words })
}

fn port(cx: &mut Context<'_>, net: &NetworkRef) -> Outcome<NetworkPortRef> {
    let text = cx.args.required("port")?;
    let failed = format!("failed to get network port '{text}'");
    let uuid = lookup::uuid(text).ok_or_else(|| Failure::new(failed.clone()))?;
    cx.conn()?.network_port.lookup_by_uuid(net, &uuid).lead(failed)
}

fn net_port_list(cx: &mut Context<'_>) -> Outcome {
    let by_uuid = cx.args.flag("uuid");
    let net = network(cx)?;
    let ports = cx.conn()?.network_port.list_all_ports(&net, 1, 0)?.ports;
    let mut table = Table::new(&["UUID"]);
    ports.iter().for_each(|port| table.row(vec![port.uuid.to_string()]));
    let text = match by_uuid {
        true => ports.iter().map(|port| format!("{}\n", port.uuid)).collect(),
        false => table.text(cx.out.is_quiet()),
    };
    cx.out.say(text);
    cx.out.data(json!(ports.iter().map(|port| port.uuid.to_string()).collect::<Vec<String>>()));
    Ok(())
}

fn net_port_create(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NETWORK_PORT_CREATE_VALIDATE)]);
    let created = cx.conn()?.network_port.create_xml(&net, &xml, flags);
    let port = created.lead(format!("Failed to create network from {file}"))?;
    cx.out.remark(format!("Network port {} created from {file}\n", port.uuid));
    Ok(())
}

fn net_port_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    let port = port(cx, &net)?;
    let xml = cx.conn()?.network_port.xml_desc(&port, 0)?;
    super::domain_definition::say_document(cx, &xml)
}

fn net_port_delete(cx: &mut Context<'_>) -> Outcome {
    let net = network(cx)?;
    let port = port(cx, &net)?;
    let deleted = cx.conn()?.network_port.delete(&port, 0);
    deleted.lead(format!("Failed to delete network port {}", port.uuid))?;
    cx.out.remark(format!("Network port {} deleted\n", port.uuid));
    Ok(())
}
