//! Network interfaces of the host.

use ferrovirt::{InterfaceRef, constants::*};
use serde_json::{Value, json};

use super::{editor, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup;
use crate::output::Table;
use crate::table::{Command, Complete, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "iface-begin",
        help: "create a snapshot of current interfaces settings, which can be later committed (iface-commit) or restored (iface-rollback)",
        about: "Create a restore point for interfaces settings",
        run: iface_begin,
        ..Command::EMPTY
    },
    Command {
        name: "iface-commit",
        help: "commit changes made since iface-begin and free restore point",
        about: "commit changes and free restore point",
        run: iface_commit,
        ..Command::EMPTY
    },
    Command {
        name: "iface-define",
        help: "define an inactive persistent physical host interface or modify an existing persistent one from an XML file",
        about: "Define or modify a persistent physical host interface.",
        options: &[
            string("file", "file containing an XML interface description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: iface_define,
        ..Command::EMPTY
    },
    Command {
        name: "iface-destroy",
        help: "destroy a physical host interface (disable it / \"if-down\")",
        about: "forcefully stop a physical host interface.",
        options: &[string("interface", "interface name or MAC address").required()],
        run: iface_destroy,
        ..Command::EMPTY
    },
    Command {
        name: "iface-dumpxml",
        help: "interface information in XML",
        about: "Output the physical host interface information as an XML dump to stdout.",
        options: &[
            string("interface", "interface name or MAC address").required(),
            flag("inactive", "show inactive defined XML"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: iface_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "iface-edit",
        help: "edit XML configuration for a physical host interface",
        about: "Edit the XML configuration for a physical host interface.",
        options: &[string("interface", "interface name or MAC address").required()],
        run: iface_edit,
        ..Command::EMPTY
    },
    Command {
        name: "iface-list",
        help: "list physical host interfaces",
        about: "Returns list of physical host interfaces.",
        options: &[flag("inactive", "list inactive interfaces"), flag("all", "list inactive & active interfaces")],
        run: iface_list,
        ..Command::EMPTY
    },
    Command {
        name: "iface-mac",
        help: "convert an interface name to interface MAC address",
        options: &[string("interface", "interface name").required()],
        run: iface_mac,
        ..Command::EMPTY
    },
    Command {
        name: "iface-name",
        help: "convert an interface MAC address to interface name",
        options: &[string("interface", "interface mac").required()],
        run: iface_name,
        ..Command::EMPTY
    },
    Command {
        name: "iface-rollback",
        help: "rollback to previous saved configuration created via iface-begin",
        about: "rollback to previous restore point",
        run: iface_rollback,
        ..Command::EMPTY
    },
    Command {
        name: "iface-start",
        help: "start a physical host interface (enable it / \"if-up\")",
        about: "start a physical host interface.",
        options: &[string("interface", "interface name or MAC address").required()],
        run: iface_start,
        ..Command::EMPTY
    },
    Command {
        name: "iface-undefine",
        help: "undefine a physical host interface (remove it from configuration)",
        about: "undefine an interface.",
        options: &[string("interface", "interface name or MAC address").required()],
        run: iface_undefine,
        ..Command::EMPTY
    },
];

fn interface(cx: &mut Context<'_>) -> Outcome<InterfaceRef> {
    let name = cx.args.required("interface")?.to_owned();
    lookup::interface(cx.conn()?, &name)
}

fn iface_begin(cx: &mut Context<'_>) -> Outcome {
    cx.conn()?.interface.change_begin(0).lead("Failed to begin network config change transaction")?;
    cx.out.remark("Network config change transaction started\n");
    Ok(())
}

fn iface_commit(cx: &mut Context<'_>) -> Outcome {
    cx.conn()?.interface.change_commit(0).lead("Failed to commit network config change transaction")?;
    cx.out.remark("Network config change transaction committed\n");
    Ok(())
}

fn iface_rollback(cx: &mut Context<'_>) -> Outcome {
    cx.conn()?.interface.change_rollback(0).lead("Failed to rollback network config change transaction")?;
    cx.out.remark("Network config change transaction rolled back\n");
    Ok(())
}

fn iface_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_INTERFACE_DEFINE_VALIDATE)]);
    let defined = cx.conn()?.interface.define_xml(&xml, flags);
    let interface = defined.lead(format!("Failed to define interface from {file}"))?;
    cx.out.remark(format!("Interface {} defined from {file}\n", interface.name));
    Ok(())
}

fn iface_start(cx: &mut Context<'_>) -> Outcome {
    let interface = interface(cx)?;
    cx.conn()?.interface.create(&interface, 0).lead(format!("Failed to start interface {}", interface.name))?;
    cx.out.remark(format!("Interface {} started\n", interface.name));
    Ok(())
}

fn iface_destroy(cx: &mut Context<'_>) -> Outcome {
    let interface = interface(cx)?;
    cx.conn()?.interface.destroy(&interface, 0).lead(format!("Failed to destroy interface {}", interface.name))?;
    cx.out.remark(format!("Interface {} destroyed\n", interface.name));
    Ok(())
}

fn iface_undefine(cx: &mut Context<'_>) -> Outcome {
    let interface = interface(cx)?;
    cx.conn()?.interface.undefine(&interface).lead(format!("Failed to undefine interface {}", interface.name))?;
    cx.out.remark(format!("Interface {} undefined\n", interface.name));
    Ok(())
}

fn iface_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("inactive", VIR_INTERFACE_XML_INACTIVE)]);
    let interface = interface(cx)?;
    let xml = cx.conn()?.interface.xml_desc(&interface, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn iface_edit(cx: &mut Context<'_>) -> Outcome {
    let interface = interface(cx)?;
    let drivers = cx.drivers()?;
    let original = drivers.interface.xml_desc(&interface, VIR_INTERFACE_XML_INACTIVE)?;
    let changed = editor::edit(cx, &original, |_, xml| Ok(drivers.interface.define_xml(xml, 0).map(drop)?))?;
    let word = if changed { "edited" } else { "not changed" };
    cx.out.remark(format!("Interface {} XML configuration {word}.\n", interface.name));
    Ok(())
}

fn iface_name(cx: &mut Context<'_>) -> Outcome {
    let mac = cx.args.required("interface")?;
    let found = cx.conn()?.interface.lookup_by_mac_string(mac);
    let interface = found.lead(format!("failed to get interface '{mac}'"))?;
    cx.out.say(format!("{}\n", interface.name));
    cx.out.data(json!({ "name": interface.name }));
    Ok(())
}

fn iface_mac(cx: &mut Context<'_>) -> Outcome {
    let name = cx.args.required("interface")?;
    let found = cx.conn()?.interface.lookup_by_name(name);
    let interface = found.lead(format!("failed to get interface '{name}'"))?;
    cx.out.say(format!("{}\n", interface.mac));
    cx.out.data(json!({ "mac": interface.mac }));
    Ok(())
}

fn iface_list(cx: &mut Context<'_>) -> Outcome {
    let flags = match (cx.args.flag("all"), cx.args.flag("inactive")) {
        (true, _) => VIR_CONNECT_LIST_INTERFACES_ACTIVE | VIR_CONNECT_LIST_INTERFACES_INACTIVE,
        (_, true) => VIR_CONNECT_LIST_INTERFACES_INACTIVE,
        _ => VIR_CONNECT_LIST_INTERFACES_ACTIVE,
    };
    let driver = cx.drivers()?.interface;
    let mut interfaces = driver.list_all_interfaces(1, flags).lead("Failed to list interfaces")?.ifaces;
    interfaces.sort_by_cached_key(|interface| interface.name.to_lowercase());
    let mut table = Table::new(&["Name", "State", "MAC Address"]);
    let mut values = vec![];
    for interface in interfaces {
        let active = driver.is_active(&interface).map_err(Failure::from)? != 0;
        values.push(json!({ "name": interface.name, "active": active, "mac": interface.mac }));
        let state = if active { "active" } else { "inactive" };
        table.row(vec![interface.name, state.to_owned(), interface.mac]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}
