//! Devices of the host.

use ferrovirt::{Event, EventObject, NodeDeviceRef, constants::*};
use serde_json::json;

use super::{events, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, alias, flag, int, string};
use crate::words::{pick, yes_no};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "nodedev-create",
        help: "create a device defined by an XML file on the node",
        about: "Create a device on the node.  Note that this command creates devices on the physical host that can then be assigned to a virtual machine.",
        options: &[
            string("file", "file containing an XML description of the device").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: nodedev_create,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-destroy",
        help: "destroy (stop) a device on the node",
        about: "Destroy a device on the node.  Note that this command destroys devices on the physical host",
        options: &[
            alias("name", "device"),
            string("device", "device name or wwn pair in 'wwnn,wwpn' format").required(),
        ],
        run: nodedev_destroy,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-detach",
        aliases: &["nodedev-dettach"],
        help: "detach node device from its device driver",
        about: "Detach node device from its device driver before assigning to a domain.",
        options: &[
            string("device", "device key").required(),
            string("driver", "pci device assignment backend driver (e.g. 'vfio' or 'xen')").unlisted(),
        ],
        run: nodedev_detach,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-dumpxml",
        help: "node device details in XML",
        about: "Output the node device details as an XML dump to stdout.",
        options: &[
            string("device", "device name or wwn pair in 'wwnn,wwpn' format").required(),
            flag("inactive", "show inactive defined XML"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: nodedev_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-list",
        help: "enumerate devices on this host",
        options: &[
            flag("tree", "list devices in a tree"),
            string("cap", "capability names, separated by comma").unlisted(),
            flag("inactive", "list inactive devices"),
            flag("all", "list inactive & active devices"),
            flag("persistent", "list persistent devices"),
            flag("transient", "list transient devices"),
        ],
        run: nodedev_list,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-reattach",
        help: "reattach node device to its device driver",
        about: "Reattach node device to its device driver once released by the domain.",
        options: &[string("device", "device key").required()],
        run: nodedev_reattach,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-reset",
        help: "reset node device",
        about: "Reset node device before or after assigning to a domain.",
        options: &[string("device", "device key").required()],
        run: nodedev_reset,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-event",
        help: "Node Device Events",
        about: "List event types, or wait for node device events to occur",
        options: &[
            string("device", "filter by node device name").unlisted(),
            string("event", "which event type to wait for").unlisted(),
            flag("loop", "loop until timeout or interrupt, rather than one-shot"),
            int("timeout", "timeout seconds").unlisted(),
            flag("list", "list valid event types"),
            flag("timestamp", "show timestamp for each printed event"),
        ],
        run: nodedev_event,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-define",
        help: "Define or modify a device by an xml file on a node",
        about: "Defines or modifies a persistent device on the node that can be assigned to a domain. The device must be started before it can be assigned to a domain.",
        options: &[
            string("file", "file containing an XML description of the device").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: nodedev_define,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-undefine",
        help: "Undefine an inactive node device",
        about: "Undefines the configuration for an inactive node device",
        options: &[string("device", "device name or wwn pair in 'wwnn,wwpn' format").required()],
        run: nodedev_undefine,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-start",
        help: "Start an inactive node device",
        about: "Starts an inactive node device that was previously defined",
        options: &[string("device", "device name").required()],
        run: nodedev_start,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-autostart",
        help: "autostart a defined node device",
        about: "Configure a node device to be automatically started at boot.",
        options: &[
            string("device", "device name or wwn pair in 'wwnn,wwpn' format").required(),
            flag("disable", "disable autostarting"),
        ],
        run: nodedev_autostart,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-info",
        help: "node device information",
        about: "Returns basic information about the node device",
        options: &[string("device", "device name or wwn pair in 'wwnn,wwpn' format").required()],
        run: nodedev_info,
        ..Command::EMPTY
    },
    Command {
        name: "nodedev-update",
        help: "Update a active and/or inactive node device",
        about: "Updates the configuration of a node device",
        options: &[
            string("device", "device name or wwn pair in 'wwnn,wwpn' format").required(),
            string("file", "file containing an XML description of the device").required().completes(Complete::File),
            flag("config", "affect next node device startup"),
            flag("live", "affect running node device"),
            flag("current", "affect current state of node device"),
        ],
        run: nodedev_update,
        ..Command::EMPTY
    },
];

fn device(cx: &mut Context<'_>) -> Outcome<NodeDeviceRef> {
    let name = cx.args.required("device")?;
    let driver = &cx.conn()?.node_device;
    let failed = format!("Could not find matching device '{name}'");
    match name.split_once(',') {
        Some((wwnn, wwpn)) => driver.lookup_scsi_host_by_wwn(wwnn, wwpn, 0).lead(failed),
        None => driver.lookup_by_name(name).lead(failed),
    }
}

/// Does one thing to a device and says so.
fn act(
    cx: &mut Context<'_>,
    call: impl FnOnce(&ferrovirt::Connect, &str) -> ferrovirt::Result<()>,
    verb: &str,
    done: &str,
) -> Outcome {
    let device = device(cx)?;
    call(cx.conn()?, &device.name).lead(format!("Failed to {verb} {}", device.name))?;
    cx.out.remark(format!("{}\n", done.replace("{}", &device.name)));
    Ok(())
}

fn nodedev_create(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NODE_DEVICE_CREATE_XML_VALIDATE)]);
    let created = cx.conn()?.node_device.create_xml(&xml, flags);
    let device = created.lead(format!("Failed to create node device from {file}"))?;
    cx.out.remark(format!("Node device {} created from {file}\n", device.name));
    Ok(())
}

fn nodedev_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NODE_DEVICE_DEFINE_XML_VALIDATE)]);
    let defined = cx.conn()?.node_device.define_xml(&xml, flags);
    let device = defined.lead(format!("Failed to define node device from '{file}'"))?;
    cx.out.remark(format!("Node device '{}' defined from '{file}'\n", device.name));
    Ok(())
}

fn nodedev_destroy(cx: &mut Context<'_>) -> Outcome {
    let device = device(cx)?;
    let destroyed = cx.conn()?.node_device.destroy(&device.name);
    destroyed.lead(format!("Failed to destroy node device '{}'", device.name))?;
    cx.out.remark(format!("Destroyed node device '{}'\n", device.name));
    Ok(())
}

fn nodedev_undefine(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, name| c.node_device.undefine(name, 0), "undefine node device", "Undefined node device '{}'")
}

fn nodedev_start(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, name| c.node_device.create(name, 0), "start device", "Device {} started")
}

fn nodedev_reset(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, name| c.node_device.reset(name), "reset device", "Device {} reset")
}

fn nodedev_reattach(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, name| c.node_device.re_attach(name), "re-attach device", "Device {} re-attached")
}

fn nodedev_detach(cx: &mut Context<'_>) -> Outcome {
    let driver = cx.args.text("driver")?.map(str::to_owned);
    let call = |c: &ferrovirt::Connect, name: &str| match &driver {
        Some(driver) => c.node_device.detach_flags(name, Some(driver), 0),
        None => c.node_device.dettach(name),
    };
    act(cx, call, "detach device", "Device {} detached")
}

fn nodedev_autostart(cx: &mut Context<'_>) -> Outcome {
    let on = !cx.args.flag("disable");
    let mark = if on { "mark" } else { "unmark" };
    let device = device(cx)?;
    let set = cx.conn()?.node_device.set_autostart(&device.name, i32::from(on));
    set.lead(format!("failed to {mark} device {} as autostarted", device.name))?;
    cx.out.remark(format!("Device {} {mark}ed as autostarted\n", device.name));
    Ok(())
}

fn nodedev_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("inactive", VIR_NODE_DEVICE_XML_INACTIVE)]);
    let device = device(cx)?;
    let xml = cx.conn()?.node_device.xml_desc(&device.name, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn nodedev_info(cx: &mut Context<'_>) -> Outcome {
    let device = device(cx)?;
    let driver = cx.drivers()?.node_device;
    let parent = driver.parent(&device.name).ok().flatten();
    let active = driver.is_active(&device.name).ok().map(|a| a != 0);
    let persistent = driver.is_persistent(&device.name).ok().map(|p| p != 0);
    let autostart = driver.autostart(&device.name).ok().map(|a| a != 0);
    for (label, value) in [
        ("Name:", device.name.as_str()),
        ("Parent:", parent.as_deref().unwrap_or_default()),
        ("Active:", active.map_or("unknown", yes_no)),
        ("Persistent:", persistent.map_or("unknown", yes_no)),
        ("Autostart:", autostart.map_or("no autostart", yes_no)),
    ] {
        cx.out.say(format!("{label:<15} {value}\n"));
    }
    cx.out.data(json!({
        "name": device.name, "parent": parent, "active": active, "persistent": persistent, "autostart": autostart,
    }));
    Ok(())
}

/// Capabilities in the order of their filter bits.
const CAPABILITIES: &[&str] = &[
    "system",
    "pci",
    "usb_device",
    "usb",
    "net",
    "scsi_host",
    "scsi_target",
    "scsi",
    "storage",
    "fc_host",
    "vports",
    "scsi_generic",
    "drm",
    "mdev_types",
    "mdev",
    "ccw",
    "css",
    "vdpa",
    "ap_card",
    "ap_queue",
    "ap_matrix",
    "vpd",
    "ccwgroup",
    "ccwgroup_member",
];

fn nodedev_list(cx: &mut Context<'_>) -> Outcome {
    for other in ["inactive", "cap"] {
        cx.args.exclusive("tree", other)?;
    }
    let mut flags = match (cx.args.flag("all"), cx.args.flag("inactive")) {
        (true, _) => VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE | VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE,
        (_, true) => VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE,
        _ => VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE,
    };
    flags |= cx.args.bits(&[
        ("persistent", VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT),
        ("transient", VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT),
    ]);
    for word in cx.args.text("cap")?.iter().flat_map(|list| list.split(',')) {
        let at = CAPABILITIES.iter().position(|known| *known == word);
        flags |= 1 << at.ok_or_else(|| Failure::new("Invalid capability type"))?;
    }
    let driver = cx.drivers()?.node_device;
    let listed = driver.list_all_node_devices(1, flags).lead("Failed to list node devices")?.devices;
    let mut names: Vec<String> = listed.into_iter().map(|device| device.name).collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    if cx.args.flag("tree") {
        let parents: Vec<Option<String>> = names
            .iter()
            .map(|name| driver.parent(name).ok().flatten().filter(|parent| *parent != "computer" || name != "computer"))
            .collect();
        let pairs: Vec<(String, Option<String>)> = names.iter().cloned().zip(parents).collect();
        cx.out.say(super::tree::text(&pairs));
        let nodes: Vec<serde_json::Value> =
            pairs.iter().map(|(name, parent)| json!({ "name": name, "parent": parent })).collect();
        cx.out.data(json!(nodes));
        return Ok(());
    }
    cx.out.say(names.iter().map(|name| format!("{name}\n")).collect::<String>());
    cx.out.data(json!(names));
    Ok(())
}

fn nodedev_update(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let device = device(cx)?;
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let updated = cx.conn()?.node_device.update(&device.name, &xml, flags);
    updated.lead(format!("Failed to update node device {} from '{file}'", device.name))?;
    cx.out.remark(format!("Updated node device {}\n", device.name));
    Ok(())
}

fn event_words(name: &str, event: &Event) -> Option<String> {
    match event {
        Event::NodeDeviceEventLifecycle(e) => {
            let word = pick(&["Created", "Deleted", "Defined", "Undefined"], e.event).unwrap_or("unknown");
            Some(format!("event '{name}' for node device {}: {word}", e.dev.name))
        }
        Event::NodeDeviceEventUpdate(e) => Some(format!("event '{name}' for node device {}", e.dev.name)),
        _ => None,
    }
}

fn nodedev_event(cx: &mut Context<'_>) -> Outcome {
    let Some(kinds) = events::wanted(cx, &["lifecycle", "update"])? else { return Ok(()) };
    let device = if cx.args.has("device") { Some(device(cx)?) } else { None };
    events::listen(cx, &events::Listening { kinds, object: EventObject::NodeDevice(device), text: event_words })
}
