//! Checkpoints and backups of guests.

use ferrovirt::{DomainCheckpointRef, DomainRef, constants::*};
use serde_json::{Value, json};

use super::virsh_itself::{split_list, xml_escaped};
use super::{editor, files, tree};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, argv, flag, string};
use crate::time::Civil;
use crate::xpath;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "checkpoint-create",
        help: "Create a checkpoint from XML",
        about: "Create a checkpoint from XML for use in future incremental backups",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("xmlfile", "domain checkpoint XML").positional(),
            flag("redefine", "redefine metadata for existing checkpoint"),
            flag("redefine-validate", "validate the redefined checkpoint"),
            flag("quiesce", "quiesce guest's file systems"),
        ],
        run: checkpoint_create,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-create-as",
        help: "Create a checkpoint from a set of args",
        about: "Create a checkpoint from arguments for use in future incremental backups",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("name", "name of checkpoint").unlisted(),
            string("description", "description of checkpoint").unlisted(),
            flag("print-xml", "print XML document rather than create"),
            flag("quiesce", "quiesce guest's file systems"),
            argv("diskspec", "disk attributes: disk[,checkpoint=type][,bitmap=name]").unlisted(),
        ],
        run: checkpoint_create_as,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-delete",
        help: "Delete a domain checkpoint",
        about: "Checkpoint Delete",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("checkpointname", "checkpoint name").required(),
            flag("children", "delete checkpoint and all children"),
            flag("children-only", "delete children but not checkpoint"),
            flag("metadata", "delete only libvirt metadata, leaving checkpoint contents behind"),
        ],
        run: checkpoint_delete,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-dumpxml",
        help: "Dump XML for a domain checkpoint",
        about: "Checkpoint Dump XML",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("checkpointname", "checkpoint name").required(),
            flag("security-info", "include security sensitive information in XML dump"),
            flag("no-domain", "exclude <domain> from XML"),
            flag("size", "include backup size estimate in XML dump"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: checkpoint_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-edit",
        help: "edit XML for a checkpoint",
        about: "Edit the domain checkpoint XML for a named checkpoint",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("checkpointname", "checkpoint name").required(),
        ],
        run: checkpoint_edit,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-info",
        help: "checkpoint information",
        about: "Returns basic information about a checkpoint.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("checkpointname", "checkpoint name").required(),
        ],
        run: checkpoint_info,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-list",
        help: "List checkpoints for a domain",
        about: "Checkpoint List",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("parent", "add a column showing parent checkpoint"),
            flag("roots", "list only checkpoints without parents"),
            flag("leaves", "list only checkpoints without children"),
            flag("no-leaves", "list only checkpoints that are not leaves (with children)"),
            flag("tree", "list checkpoints in a tree"),
            string("from", "limit list to children of given checkpoint").unlisted(),
            flag("descendants", "with --from, list all descendants"),
            flag("name", "list checkpoint names only"),
            flag("topological", "sort list topologically rather than by name"),
        ],
        run: checkpoint_list,
        ..Command::EMPTY
    },
    Command {
        name: "checkpoint-parent",
        help: "Get the name of the parent of a checkpoint",
        about: "Extract the checkpoint's parent, if any",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("checkpointname", "find parent of checkpoint name").required(),
        ],
        run: checkpoint_parent,
        ..Command::EMPTY
    },
    Command {
        name: "backup-begin",
        help: "Start a disk backup of a live domain",
        about: "Use XML to start a full or incremental disk backup of a live domain, optionally creating a checkpoint",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("backupxml", "domain backup XML").positional(),
            string("checkpointxml", "domain checkpoint XML").unlisted(),
            flag("reuse-external", "reuse files provided by caller"),
        ],
        run: backup_begin,
        ..Command::EMPTY
    },
    Command {
        name: "backup-dumpxml",
        help: "Dump XML for an ongoing domain block backup job",
        about: "Backup Dump XML",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: backup_dumpxml,
        ..Command::EMPTY
    },
];

fn checkpoint(cx: &mut Context<'_>) -> Outcome<(DomainRef, DomainCheckpointRef)> {
    let dom = cx.domain()?;
    let name = cx.args.required("checkpointname")?;
    let checkpoint = cx.conn()?.domain_checkpoint.lookup_by_name(&dom, name, 0)?;
    Ok((dom, checkpoint))
}

fn create(cx: &mut Context<'_>, xml: &str, flags: u32, from: Option<&str>) -> Outcome {
    let dom = cx.domain()?;
    let checkpoint = cx.conn()?.domain_checkpoint.create_xml(&dom, xml, flags)?;
    cx.out.remark(match from {
        Some(file) => format!("Domain checkpoint {} created from '{file}'", checkpoint.name),
        None => format!("Domain checkpoint {} created", checkpoint.name),
    });
    cx.out.data(json!({ "name": checkpoint.name }));
    Ok(())
}

fn checkpoint_create(cx: &mut Context<'_>) -> Outcome {
    cx.args.requires("redefine-validate", "redefine")?;
    let flags = cx.args.bits(&[
        ("redefine", VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE),
        ("redefine-validate", VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE),
        ("quiesce", VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE),
    ]);
    match cx.args.text("xmlfile")? {
        Some(file) => {
            let xml = files::document(file)?;
            create(cx, &xml, flags, Some(file))
        }
        None => create(cx, "<domaincheckpoint/>", flags, None),
    }
}

fn disk_element(text: &str) -> Outcome<String> {
    let bad = || Failure::new(format!("unable to parse diskspec: {text}"));
    let mut pieces = split_list(text).into_iter();
    let name = pieces.next().filter(|name| !name.is_empty()).ok_or_else(bad)?;
    let mut xml = format!("    <disk name='{}'", xml_escaped(&name));
    for piece in pieces {
        match piece.split_once('=') {
            Some((key @ ("checkpoint" | "bitmap"), value)) => {
                xml.push_str(&format!(" {key}='{}'", xml_escaped(value)));
            }
            _ => return Err(bad()),
        }
    }
    xml.push_str("/>\n");
    Ok(xml)
}

fn checkpoint_create_as(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("quiesce", VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE)]);
    let mut xml = String::from("<domaincheckpoint>\n");
    for element in ["name", "description"] {
        if let Some(text) = cx.args.text(element)? {
            xml.push_str(&format!("  <{element}>{}</{element}>\n", xml_escaped(text)));
        }
    }
    let disks = cx.args.list("diskspec");
    if !disks.is_empty() {
        xml.push_str("  <disks>\n");
        for disk in disks {
            xml.push_str(&disk_element(disk)?);
        }
        xml.push_str("  </disks>\n");
    }
    xml.push_str("</domaincheckpoint>\n");
    if cx.args.flag("print-xml") {
        cx.out.say(format!("{xml}\n"));
        return Ok(());
    }
    create(cx, &xml, flags, None)
}

fn checkpoint_delete(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("children", VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN),
        ("children-only", VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY),
        ("metadata", VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY),
    ]);
    let (_, checkpoint) = checkpoint(cx)?;
    let name = checkpoint.name.clone();
    cx.conn()?.domain_checkpoint.delete(&checkpoint, flags).lead(format!("Failed to delete checkpoint {name}"))?;
    cx.out.remark(match flags & VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY {
        0 => format!("Domain checkpoint {name} deleted\n"),
        _ => format!("Domain checkpoint {name} children deleted\n"),
    });
    Ok(())
}

fn checkpoint_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("security-info", VIR_DOMAIN_CHECKPOINT_XML_SECURE),
        ("no-domain", VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN),
        ("size", VIR_DOMAIN_CHECKPOINT_XML_SIZE),
    ]);
    let (_, checkpoint) = checkpoint(cx)?;
    let xml = cx.conn()?.domain_checkpoint.xml_desc(&checkpoint, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn checkpoint_edit(cx: &mut Context<'_>) -> Outcome {
    let (dom, checkpoint) = checkpoint(cx)?;
    let driver = cx.drivers()?.domain_checkpoint;
    let original = driver.xml_desc(&checkpoint, VIR_DOMAIN_CHECKPOINT_XML_SECURE)?;
    let changed = editor::edit(cx, &original, |_, xml| {
        if xpath::first_text(xml, "/domaincheckpoint/name").as_deref() != Some(&checkpoint.name) {
            return Err(Failure::new(format!("Cannot rename checkpoint {}", checkpoint.name)));
        }
        Ok(driver.create_xml(&dom, xml, VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE).map(drop)?)
    })?;
    cx.out.remark(match changed {
        true => format!("Checkpoint {} edited.\n", checkpoint.name),
        false => format!("Checkpoint {} XML configuration not changed.\n", checkpoint.name),
    });
    Ok(())
}

fn parent_of(xml: &str) -> Option<String> {
    xpath::first_text(xml, "/domaincheckpoint/parent/name")
}

fn checkpoint_info(cx: &mut Context<'_>) -> Outcome {
    let (dom, checkpoint) = checkpoint(cx)?;
    let driver = cx.drivers()?.domain_checkpoint;
    let xml = driver.xml_desc(&checkpoint, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN)?;
    let parent = parent_of(&xml);
    let children = driver.list_all_children(&checkpoint, 0, 0)?.ret;
    let descendants = driver.list_all_children(&checkpoint, 0, VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS)?.ret;
    for (label, value) in [
        ("Name:", checkpoint.name.clone()),
        ("Domain:", dom.name.clone()),
        ("Parent:", parent.clone().unwrap_or_else(|| "-".to_owned())),
        ("Children:", children.to_string()),
        ("Descendants:", descendants.to_string()),
    ] {
        cx.out.say(format!("{label:<15} {value}\n"));
    }
    cx.out.data(json!({
        "name": checkpoint.name, "domain": dom.name, "parent": parent, "children": children,
        "descendants": descendants,
    }));
    Ok(())
}

fn checkpoint_list(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("tree", "name"), ("parent", "roots"), ("parent", "tree"), ("roots", "tree")] {
        cx.args.exclusive(one, other)?;
    }
    let flags = cx.args.bits(&[
        ("roots", VIR_DOMAIN_CHECKPOINT_LIST_ROOTS),
        ("leaves", VIR_DOMAIN_CHECKPOINT_LIST_LEAVES),
        ("no-leaves", VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES),
        ("descendants", VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS),
        ("topological", VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL),
    ]);
    let (as_tree, only_names, with_parent) = (cx.args.flag("tree"), cx.args.flag("name"), cx.args.flag("parent"));
    let dom = cx.domain()?;
    let driver = cx.drivers()?.domain_checkpoint;
    let mut checkpoints = match cx.args.text("from")? {
        Some(name) => driver.list_all_children(&driver.lookup_by_name(&dom, name, 0)?, 1, flags)?.checkpoints,
        None => driver.list_all_checkpoints(&dom, 1, flags)?.checkpoints,
    };
    if flags & VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL == 0 {
        checkpoints.sort_by_cached_key(|checkpoint| checkpoint.name.to_lowercase());
    }
    if only_names && !cx.out.is_json() {
        cx.out.say(checkpoints.iter().map(|checkpoint| format!("{}\n", checkpoint.name)).collect::<String>());
        return Ok(());
    }
    let header = ["Name", "Creation Time", "Parent"];
    let mut table = Table::new(if with_parent { &header } else { &header[..2] });
    let mut values = vec![];
    let mut pairs = vec![];
    for checkpoint in &checkpoints {
        let xml = driver.xml_desc(checkpoint, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN)?;
        let parent = parent_of(&xml);
        let created = xpath::first_text(&xml, "/domaincheckpoint/creationTime").and_then(|t| t.parse::<i64>().ok());
        let stamp = created.map(|t| format!("{} +0000", Civil::from_seconds(t).text('-', ' '))).unwrap_or_default();
        values.push(json!({ "name": checkpoint.name, "creation_time": created, "parent": parent }));
        let mut cells = vec![checkpoint.name.clone(), stamp];
        if with_parent {
            cells.push(parent.clone().unwrap_or_default());
        }
        table.row(cells);
        pairs.push((checkpoint.name.clone(), parent));
    }
    let text = if as_tree { tree::text(&pairs) } else { table.text(cx.out.is_quiet()) };
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn checkpoint_parent(cx: &mut Context<'_>) -> Outcome {
    let (_, checkpoint) = checkpoint(cx)?;
    let xml = cx.conn()?.domain_checkpoint.xml_desc(&checkpoint, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN)?;
    let parent = parent_of(&xml);
    let parent = parent.ok_or_else(|| Failure::new(format!("checkpoint '{}' has no parent", checkpoint.name)))?;
    cx.out.say(&parent);
    cx.out.data(json!({ "parent": parent }));
    Ok(())
}

fn backup_begin(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("reuse-external", VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL)]);
    let dom = cx.domain()?;
    let xml = cx.args.text("backupxml")?.map(files::document).transpose()?;
    let checkpoint = cx.args.text("checkpointxml")?.map(files::document).transpose()?;
    let xml = xml.unwrap_or_else(|| "<domainbackup/>".to_owned());
    cx.conn()?.domain.backup_begin(&dom, &xml, checkpoint.as_deref(), flags)?;
    cx.out.say("Backup started\n");
    Ok(())
}

fn backup_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let xml = cx.conn()?.domain.backup_get_xml_desc(&dom, 0)?;
    super::domain_definition::say_document(cx, &xml)
}
