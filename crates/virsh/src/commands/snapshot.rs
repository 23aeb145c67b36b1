//! Snapshots of guests.

use ferrovirt::{DomainRef, DomainSnapshotRef, constants::*};
use serde_json::{Value, json};

use super::virsh_itself::{split_list, xml_escaped};
use super::{editor, files, tree};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, argv, flag, string};
use crate::time::Civil;
use crate::words::yes_no;
use crate::xpath;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "snapshot-create",
        help: "Create a snapshot from XML",
        about: "Create a snapshot (disk and RAM) from XML",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("xmlfile", "domain snapshot XML").positional(),
            flag("redefine", "redefine metadata for existing snapshot"),
            flag("current", "with redefine, set current snapshot"),
            flag("no-metadata", "take snapshot but create no metadata"),
            flag("halt", "halt domain after snapshot is created"),
            flag("disk-only", "capture disk state but not vm state"),
            flag("reuse-external", "reuse any existing external files"),
            flag("quiesce", "quiesce guest's file systems"),
            flag("atomic", "require atomic operation"),
            flag("live", "take a live snapshot"),
            flag("validate", "validate the XML against the schema"),
        ],
        run: snapshot_create,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-create-as",
        help: "Create a snapshot from a set of args",
        about: "Create a snapshot (disk and RAM) from arguments",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("name", "name of snapshot").unlisted(),
            string("description", "description of snapshot").unlisted(),
            flag("print-xml", "print XML document rather than create"),
            flag("no-metadata", "take snapshot but create no metadata"),
            flag("halt", "halt domain after snapshot is created"),
            flag("disk-only", "capture disk state but not vm state"),
            flag("reuse-external", "reuse any existing external files"),
            flag("quiesce", "quiesce guest's file systems"),
            flag("atomic", "require atomic operation"),
            flag("live", "take a live snapshot"),
            flag("validate", "validate the XML against the schema"),
            string("memspec", "memory attributes: [file=]name[,snapshot=type]"),
            argv("diskspec", "disk attributes: disk[,snapshot=type][,driver=type][,stype=type][,file=name]").unlisted(),
        ],
        run: snapshot_create_as,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-current",
        help: "Get or set the current snapshot",
        about: "Get or set the current snapshot",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("name", "list the name, rather than the full xml"),
            flag("security-info", "include security sensitive information in XML dump"),
            string("snapshotname", "name of existing snapshot to make current").positional(),
        ],
        run: snapshot_current,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-delete",
        help: "Delete a domain snapshot",
        about: "Snapshot Delete",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "snapshot name").positional(),
            flag("current", "delete current snapshot"),
            flag("children", "delete snapshot and all children"),
            flag("children-only", "delete children but not snapshot"),
            flag("metadata", "delete only libvirt metadata, leaving snapshot contents behind"),
        ],
        run: snapshot_delete,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-dumpxml",
        help: "Dump XML for a domain snapshot",
        about: "Snapshot Dump XML",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "snapshot name").required(),
            flag("security-info", "include security sensitive information in XML dump"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: snapshot_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-edit",
        help: "edit XML for a snapshot",
        about: "Edit the domain snapshot XML for a named snapshot",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "snapshot name").positional(),
            flag("current", "also set edited snapshot as current"),
            flag("rename", "allow renaming an existing snapshot"),
            flag("clone", "allow cloning to new name"),
        ],
        run: snapshot_edit,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-info",
        help: "snapshot information",
        about: "Returns basic information about a snapshot.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "snapshot name").positional(),
            flag("current", "info on current snapshot"),
        ],
        run: snapshot_info,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-list",
        help: "List snapshots for a domain",
        about: "Snapshot List",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("parent", "add a column showing parent snapshot"),
            flag("roots", "list only snapshots without parents"),
            flag("leaves", "list only snapshots without children"),
            flag("no-leaves", "list only snapshots that are not leaves (with children)"),
            flag("metadata", "list only snapshots that have metadata that would prevent undefine"),
            flag("no-metadata", "list only snapshots that have no metadata managed by libvirt"),
            flag("inactive", "filter by snapshots taken while inactive"),
            flag("active", "filter by snapshots taken while active (full system snapshots)"),
            flag("disk-only", "filter by disk-only snapshots"),
            flag("internal", "filter by internal snapshots"),
            flag("external", "filter by external snapshots"),
            flag("tree", "list snapshots in a tree"),
            string("from", "limit list to children of given snapshot").unlisted(),
            flag("current", "limit list to children of current snapshot"),
            flag("descendants", "with --from, list all descendants"),
            flag("name", "list snapshot names only"),
            flag("topological", "sort list topologically rather than by name"),
        ],
        run: snapshot_list,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-parent",
        help: "Get the name of the parent of a snapshot",
        about: "Extract the snapshot's parent, if any",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "find parent of snapshot name").positional(),
            flag("current", "find parent of current snapshot"),
        ],
        run: snapshot_parent,
        ..Command::EMPTY
    },
    Command {
        name: "snapshot-revert",
        help: "Revert a domain to a snapshot",
        about: "Revert domain to snapshot",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("snapshotname", "snapshot name").positional(),
            flag("current", "revert to current snapshot"),
            flag("running", "after reverting, change state to running"),
            flag("paused", "after reverting, change state to paused"),
            flag("force", "try harder on risky reverts"),
            flag("reset-nvram", "re-initialize NVRAM from its pristine template"),
        ],
        run: snapshot_revert,
        ..Command::EMPTY
    },
];

/// The guest, and the snapshot that the options `snapshotname` and `current` name.
fn snapshot(cx: &mut Context<'_>) -> Outcome<(DomainRef, DomainSnapshotRef)> {
    let dom = cx.domain()?;
    let name = cx.args.text("snapshotname")?;
    let wants_current = cx.args.options().iter().any(|o| o.name == "current") && cx.args.flag("current");
    if wants_current && cx.args.has("snapshotname") && cx.args.command_name() != "snapshot-edit" {
        return Err(Failure::new("--snapshotname and --current are mutually exclusive"));
    }
    let driver = &cx.conn()?.domain_snapshot;
    let snapshot = match name {
        Some(name) => driver.lookup_by_name(&dom, name, 0)?,
        None if wants_current => driver.current(&dom, 0)?,
        None => return Err(Failure::new("--snapshotname or --current is required")),
    };
    Ok((dom, snapshot))
}

const CREATE_FLAGS: [(&str, u32); 10] = [
    ("redefine", VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE),
    ("current", VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT),
    ("no-metadata", VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA),
    ("halt", VIR_DOMAIN_SNAPSHOT_CREATE_HALT),
    ("disk-only", VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY),
    ("reuse-external", VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT),
    ("quiesce", VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE),
    ("atomic", VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC),
    ("live", VIR_DOMAIN_SNAPSHOT_CREATE_LIVE),
    ("validate", VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE),
];

fn create_flags(cx: &Context<'_>) -> u32 {
    CREATE_FLAGS.iter().filter(|(option, _)| cx.args.has(option)).fold(0, |bits, (_, bit)| bits | bit)
}

fn create(cx: &mut Context<'_>, xml: &str, flags: u32, from: Option<&str>) -> Outcome {
    let dom = cx.domain()?;
    let snapshot = cx.conn()?.domain_snapshot.create_xml(&dom, xml, flags)?;
    cx.out.remark(match from {
        Some(file) => format!("Domain snapshot {} created from '{file}'", snapshot.name),
        None => format!("Domain snapshot {} created", snapshot.name),
    });
    cx.out.data(json!({ "name": snapshot.name }));
    Ok(())
}

fn snapshot_create(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx);
    cx.args.requires("current", "redefine")?;
    match cx.args.text("xmlfile")? {
        Some(file) => {
            let xml = files::document(file)?;
            create(cx, &xml, flags, Some(file))
        }
        None => create(cx, "<domainsnapshot/>", flags, None),
    }
}

/// Attributes from `name[,key=value]…`: the name, and the values of the keys that are known.
fn spec(text: &str, known: &[&str]) -> Outcome<(String, Vec<(String, String)>)> {
    let mut pieces = split_list(text).into_iter();
    let bad = || Failure::new(format!("unable to parse diskspec: {text}"));
    let name = pieces.next().filter(|name| !name.is_empty()).ok_or_else(bad)?;
    let mut values = vec![];
    for piece in pieces {
        let (key, value) = piece.split_once('=').ok_or_else(bad)?;
        if !known.contains(&key) {
            return Err(bad());
        }
        values.push((key.to_owned(), value.to_owned()));
    }
    Ok((name, values))
}

fn attribute(values: &[(String, String)], key: &str, name: &str) -> String {
    let found = values.iter().find(|(k, _)| k == key);
    found.map(|(_, value)| format!(" {name}='{}'", xml_escaped(value))).unwrap_or_default()
}

fn disk_element(text: &str) -> Outcome<String> {
    let (name, values) = spec(text, &["snapshot", "driver", "stype", "file"])?;
    let mut xml = format!("    <disk name='{}'", xml_escaped(&name));
    xml.push_str(&attribute(&values, "snapshot", "snapshot"));
    let is_block = values.iter().any(|(key, value)| key == "stype" && value == "block");
    if is_block {
        xml.push_str(" type='block'");
    }
    let driver = attribute(&values, "driver", "type");
    let source = attribute(&values, "file", if is_block { "dev" } else { "file" });
    if driver.is_empty() && source.is_empty() {
        xml.push_str("/>\n");
        return Ok(xml);
    }
    xml.push_str(">\n");
    if !driver.is_empty() {
        xml.push_str(&format!("      <driver{driver}/>\n"));
    }
    if !source.is_empty() {
        xml.push_str(&format!("      <source{source}/>\n"));
    }
    xml.push_str("    </disk>\n");
    Ok(xml)
}

fn memory_element(text: &str) -> Outcome<String> {
    let is_plain = !text.starts_with("file=") && !text.starts_with("snapshot=");
    let text = if is_plain { format!("memory,file={text}") } else { format!("memory,{text}") };
    let (_, values) = spec(&text, &["snapshot", "file"])?;
    let (snapshot, file) = (attribute(&values, "snapshot", "snapshot"), attribute(&values, "file", "file"));
    Ok(format!("  <memory{snapshot}{file}/>\n"))
}

fn snapshot_create_as(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx);
    let mut xml = String::from("<domainsnapshot>\n");
    for (option, element) in [("name", "name"), ("description", "description")] {
        if let Some(text) = cx.args.text(option)? {
            xml.push_str(&format!("  <{element}>{}</{element}>\n", xml_escaped(text)));
        }
    }
    if let Some(text) = cx.args.text("memspec")? {
        xml.push_str(&memory_element(text)?);
    }
    let disks = cx.args.list("diskspec");
    if !disks.is_empty() {
        xml.push_str("  <disks>\n");
        for disk in disks {
            xml.push_str(&disk_element(disk)?);
        }
        xml.push_str("  </disks>\n");
    }
    xml.push_str("</domainsnapshot>\n");
    if cx.args.flag("print-xml") {
        cx.out.say(format!("{xml}\n"));
        return Ok(());
    }
    create(cx, &xml, flags, None)
}

fn snapshot_current(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("security-info", VIR_DOMAIN_SNAPSHOT_XML_SECURE)]);
    let dom = cx.domain()?;
    let driver = cx.drivers()?.domain_snapshot;
    if let Some(name) = cx.args.text("snapshotname")? {
        let snapshot = driver.lookup_by_name(&dom, name, 0)?;
        let xml = driver.xml_desc(&snapshot, VIR_DOMAIN_SNAPSHOT_XML_SECURE)?;
        let flags = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE | VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
        driver.create_xml(&dom, &xml, flags)?;
        cx.out.remark(format!("Snapshot {name} set as current"));
        return Ok(());
    }
    if driver.has_current_snapshot(&dom, 0)? == 0 {
        return Err(Failure::new(format!("domain '{}' has no current snapshot", dom.name)));
    }
    let snapshot = driver.current(&dom, 0)?;
    if cx.args.flag("name") {
        cx.out.say(&snapshot.name);
        cx.out.data(json!({ "name": snapshot.name }));
        return Ok(());
    }
    let xml = driver.xml_desc(&snapshot, flags)?;
    cx.out.say(&xml);
    cx.out.data(json!({ "name": snapshot.name, "xml": xml }));
    Ok(())
}

fn snapshot_delete(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("children", VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN),
        ("children-only", VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY),
        ("metadata", VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY),
    ]);
    let (_, snapshot) = snapshot(cx)?;
    let name = snapshot.name.clone();
    cx.conn()?.domain_snapshot.delete(&snapshot, flags).lead(format!("Failed to delete snapshot {name}"))?;
    cx.out.remark(match flags & VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY {
        0 => format!("Domain snapshot {name} deleted\n"),
        _ => format!("Domain snapshot {name} children deleted\n"),
    });
    Ok(())
}

fn snapshot_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("security-info", VIR_DOMAIN_SNAPSHOT_XML_SECURE)]);
    let (_, snapshot) = snapshot(cx)?;
    let xml = cx.conn()?.domain_snapshot.xml_desc(&snapshot, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn snapshot_edit(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("rename", "clone")?;
    let (rename, clone) = (cx.args.flag("rename"), cx.args.flag("clone"));
    let (dom, snapshot) = snapshot(cx)?;
    let driver = cx.drivers()?.domain_snapshot;
    let original = driver.xml_desc(&snapshot, VIR_DOMAIN_SNAPSHOT_XML_SECURE)?;
    let mut flags = VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE;
    if cx.args.flag("current") {
        flags |= VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT;
    }
    let changed = editor::edit(cx, &original, |_, xml| {
        let new = driver.create_xml(&dom, xml, flags)?;
        if new.name == snapshot.name {
            return Ok(());
        }
        if rename {
            return Ok(driver.delete(&snapshot, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY)?);
        }
        if !clone {
            driver.delete(&new, VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY)?;
            return Err(Failure::new(format!(
                "Must use --rename or --clone to change {} to {}",
                snapshot.name, new.name
            )));
        }
        Ok(())
    })?;
    cx.out.remark(match changed {
        true => format!("Snapshot {} edited.\n", snapshot.name),
        false => format!("Snapshot {} XML configuration not changed.\n", snapshot.name),
    });
    Ok(())
}

fn snapshot_info(cx: &mut Context<'_>) -> Outcome {
    let (dom, snapshot) = snapshot(cx)?;
    let driver = cx.drivers()?.domain_snapshot;
    let xml = driver.xml_desc(&snapshot, 0)?;
    let text = |path: &str| xpath::first_text(&xml, path);
    let current = driver.is_current(&snapshot, 0).ok().map(|c| c != 0);
    let state = text("/domainsnapshot/state").unwrap_or_else(|| "unknown".to_owned());
    let is_external = state == "disk-snapshot"
        || ["/domainsnapshot/memory[@snapshot='external']", "/domainsnapshot/disks/disk[@snapshot='external']"]
            .iter()
            .any(|path| text(path).is_some());
    let parent = text("/domainsnapshot/parent/name");
    let children = driver.num_children(&snapshot, 0)?;
    let descendants = driver.num_children(&snapshot, VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS)?;
    let metadata = driver.has_metadata(&snapshot, 0).ok().map(|m| m != 0);
    let location = if is_external { "external" } else { "internal" };
    let mut lines = vec![("Name:", snapshot.name.clone()), ("Domain:", dom.name.clone())];
    lines.extend(current.map(|current| ("Current:", yes_no(current).to_owned())));
    lines.push(("State:", state.clone()));
    lines.push(("Location:", location.to_owned()));
    lines.push(("Parent:", parent.clone().unwrap_or_else(|| "-".to_owned())));
    lines.push(("Children:", children.to_string()));
    lines.push(("Descendants:", descendants.to_string()));
    lines.extend(metadata.map(|metadata| ("Metadata:", yes_no(metadata).to_owned())));
    for (label, value) in lines {
        cx.out.say(format!("{label:<15} {value}\n"));
    }
    cx.out.data(json!({
        "name": snapshot.name, "domain": dom.name, "current": current, "state": state, "location": location,
        "parent": parent, "children": children, "descendants": descendants, "metadata": metadata,
    }));
    Ok(())
}

const LIST_FLAGS: [(&str, u32); 12] = [
    ("roots", VIR_DOMAIN_SNAPSHOT_LIST_ROOTS),
    ("leaves", VIR_DOMAIN_SNAPSHOT_LIST_LEAVES),
    ("no-leaves", VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES),
    ("metadata", VIR_DOMAIN_SNAPSHOT_LIST_METADATA),
    ("no-metadata", VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA),
    ("inactive", VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE),
    ("active", VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE),
    ("disk-only", VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY),
    ("internal", VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL),
    ("external", VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL),
    ("descendants", VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS),
    ("topological", VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL),
];

fn snapshot_list(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("tree", "name"), ("parent", "roots"), ("parent", "tree"), ("roots", "tree")] {
        cx.args.exclusive(one, other)?;
    }
    let flags = cx.args.bits(&LIST_FLAGS);
    let (as_tree, only_names, with_parent) = (cx.args.flag("tree"), cx.args.flag("name"), cx.args.flag("parent"));
    let dom = cx.domain()?;
    let driver = cx.drivers()?.domain_snapshot;
    let from = match (cx.args.text("from")?, cx.args.flag("current")) {
        (Some(name), _) => Some(driver.lookup_by_name(&dom, name, 0)?),
        (None, true) => Some(driver.current(&dom, 0)?),
        (None, false) => None,
    };
    let mut snapshots = match &from {
        Some(start) => driver.list_all_children(start, 1, flags)?.snapshots,
        None => driver.list_all_snapshots(&dom, 1, flags)?.snapshots,
    };
    if flags & VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL == 0 {
        snapshots.sort_by_cached_key(|snapshot| snapshot.name.to_lowercase());
    }
    if only_names && !cx.out.is_json() {
        cx.out.say(snapshots.iter().map(|snapshot| format!("{}\n", snapshot.name)).collect::<String>());
        return Ok(());
    }
    let header = ["Name", "Creation Time", "State", "Parent"];
    let mut table = Table::new(if with_parent { &header } else { &header[..3] });
    let mut values = vec![];
    let mut pairs = vec![];
    for snapshot in &snapshots {
        let xml = driver.xml_desc(snapshot, 0)?;
        let parent = xpath::first_text(&xml, "/domainsnapshot/parent/name");
        let state = xpath::first_text(&xml, "/domainsnapshot/state").unwrap_or_default();
        let created = xpath::first_text(&xml, "/domainsnapshot/creationTime").and_then(|t| t.parse::<i64>().ok());
        let stamp = created.map(|t| format!("{} +0000", Civil::from_seconds(t).text('-', ' '))).unwrap_or_default();
        values.push(json!({ "name": snapshot.name, "creation_time": created, "state": state, "parent": parent }));
        let mut cells = vec![snapshot.name.clone(), stamp, state];
        if with_parent {
            cells.push(parent.clone().unwrap_or_default());
        }
        table.row(cells);
        pairs.push((snapshot.name.clone(), parent));
    }
    let text = if as_tree { tree::text(&pairs) } else { table.text(cx.out.is_quiet()) };
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn snapshot_parent(cx: &mut Context<'_>) -> Outcome {
    let (_, snapshot) = snapshot(cx)?;
    let xml = cx.conn()?.domain_snapshot.xml_desc(&snapshot, 0)?;
    let parent = xpath::first_text(&xml, "/domainsnapshot/parent/name");
    let parent = parent.ok_or_else(|| Failure::new(format!("snapshot '{}' has no parent", snapshot.name)))?;
    cx.out.say(&parent);
    cx.out.data(json!({ "parent": parent }));
    Ok(())
}

fn snapshot_revert(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("running", VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING),
        ("paused", VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED),
        ("force", VIR_DOMAIN_SNAPSHOT_REVERT_FORCE),
        ("reset-nvram", VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM),
    ]);
    let (_, snapshot) = snapshot(cx)?;
    let name = snapshot.name.clone();
    let reverted = cx.conn()?.domain_snapshot.revert_to_snapshot(&snapshot, flags);
    reverted.lead(format!("Failed to revert snapshot {name}"))?;
    cx.out.say(format!("Domain snapshot {name} reverted\n"));
    Ok(())
}
