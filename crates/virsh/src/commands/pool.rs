//! Storage pools.

use ferrovirt::{Event, EventObject, StoragePoolRef, constants::*};
use serde_json::{Value, json};

use super::virsh_itself::xml_escaped;
use super::{editor, events, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::lookup;
use crate::output::Table;
use crate::table::{Command, Complete, flag, int, string};
use crate::words::{pick, scaled_bytes, yes_no};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "pool-autostart",
        help: "autostart a pool",
        about: "Configure a pool to be automatically started at boot.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("disable", "disable autostarting"),
        ],
        run: pool_autostart,
        ..Command::EMPTY
    },
    Command {
        name: "pool-build",
        help: "build a pool",
        about: "Build a given pool.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("no-overwrite", "do not overwrite any existing data"),
            flag("overwrite", "overwrite any existing data"),
        ],
        run: pool_build,
        ..Command::EMPTY
    },
    Command {
        name: "pool-create-as",
        help: "create a pool from a set of args",
        about: "Create a pool.",
        options: &[
            string("name", "name of the pool").required(),
            string("type", "type of the pool").required(),
            flag("print-xml", "print XML document, but don't define/create"),
            string("source-host", "source-host for underlying storage").unlisted(),
            string("source-path", "source path for underlying storage").unlisted(),
            string("source-dev", "source device for underlying storage").unlisted(),
            string("source-name", "source name for underlying storage").unlisted(),
            string("target", "target for underlying storage").unlisted(),
            string("source-format", "format for underlying storage").unlisted(),
            string("auth-type", "auth type to be used for underlying storage").unlisted(),
            string("auth-username", "auth username to be used for underlying storage").unlisted(),
            string("secret-usage", "auth secret usage to be used for underlying storage").unlisted(),
            string("secret-uuid", "auth secret UUID to be used for underlying storage").unlisted(),
            string("adapter-name", "adapter name to be used for underlying storage").unlisted(),
            string("adapter-wwnn", "adapter wwnn to be used for underlying storage").unlisted(),
            string("adapter-wwpn", "adapter wwpn to be used for underlying storage").unlisted(),
            string("adapter-parent", "adapter parent scsi_hostN to be used for underlying vHBA storage").unlisted(),
            string("adapter-parent-wwnn", "adapter parent scsi_hostN wwnn to be used for underlying vHBA storage")
                .unlisted(),
            string("adapter-parent-wwpn", "adapter parent scsi_hostN wwpn to be used for underlying vHBA storage")
                .unlisted(),
            string(
                "adapter-parent-fabric-wwn",
                "adapter parent scsi_hostN fabric_wwn to be used for underlying vHBA storage",
            )
            .unlisted(),
            string("source-protocol-ver", "nfsvers value for NFS pool mount option").unlisted(),
            string("source-initiator", "initiator iqn for underlying storage").unlisted(),
            flag("build", "build the pool as normal"),
            flag("no-overwrite", "do not overwrite any existing data"),
            flag("overwrite", "overwrite any existing data"),
        ],
        run: pool_create_as,
        ..Command::EMPTY
    },
    Command {
        name: "pool-create",
        help: "create a pool from an XML file",
        about: "Create a pool.",
        options: &[
            string("file", "file containing an XML pool description").required().completes(Complete::File),
            flag("build", "build the pool as normal"),
            flag("no-overwrite", "do not overwrite any existing data"),
            flag("overwrite", "overwrite any existing data"),
        ],
        run: pool_create,
        ..Command::EMPTY
    },
    Command {
        name: "pool-define-as",
        help: "define a pool from a set of args",
        about: "Define a pool.",
        options: &[
            string("name", "name of the pool").required(),
            string("type", "type of the pool").required(),
            flag("print-xml", "print XML document, but don't define/create"),
            string("source-host", "source-host for underlying storage").unlisted(),
            string("source-path", "source path for underlying storage").unlisted(),
            string("source-dev", "source device for underlying storage").unlisted(),
            string("source-name", "source name for underlying storage").unlisted(),
            string("target", "target for underlying storage").unlisted(),
            string("source-format", "format for underlying storage").unlisted(),
            string("auth-type", "auth type to be used for underlying storage").unlisted(),
            string("auth-username", "auth username to be used for underlying storage").unlisted(),
            string("secret-usage", "auth secret usage to be used for underlying storage").unlisted(),
            string("secret-uuid", "auth secret UUID to be used for underlying storage").unlisted(),
            string("adapter-name", "adapter name to be used for underlying storage").unlisted(),
            string("adapter-wwnn", "adapter wwnn to be used for underlying storage").unlisted(),
            string("adapter-wwpn", "adapter wwpn to be used for underlying storage").unlisted(),
            string("adapter-parent", "adapter parent scsi_hostN to be used for underlying vHBA storage").unlisted(),
            string("adapter-parent-wwnn", "adapter parent scsi_hostN wwnn to be used for underlying vHBA storage")
                .unlisted(),
            string("adapter-parent-wwpn", "adapter parent scsi_hostN wwpn to be used for underlying vHBA storage")
                .unlisted(),
            string(
                "adapter-parent-fabric-wwn",
                "adapter parent scsi_hostN fabric_wwn to be used for underlying vHBA storage",
            )
            .unlisted(),
            string("source-protocol-ver", "nfsvers value for NFS pool mount option").unlisted(),
            string("source-initiator", "initiator iqn for underlying storage").unlisted(),
        ],
        run: pool_define_as,
        ..Command::EMPTY
    },
    Command {
        name: "pool-define",
        help: "define an inactive persistent storage pool or modify an existing persistent one from an XML file",
        about: "Define or modify a persistent storage pool.",
        options: &[
            string("file", "file containing an XML pool description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: pool_define,
        ..Command::EMPTY
    },
    Command {
        name: "pool-delete",
        help: "delete a pool",
        about: "Delete a given pool.",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_delete,
        ..Command::EMPTY
    },
    Command {
        name: "pool-destroy",
        help: "destroy (stop) a pool",
        about: "Forcefully stop a given pool. Raw data in the pool is untouched",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_destroy,
        ..Command::EMPTY
    },
    Command {
        name: "pool-dumpxml",
        help: "pool information in XML",
        about: "Output the pool information as an XML dump to stdout.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("inactive", "show inactive defined XML"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: pool_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "pool-edit",
        help: "edit XML configuration for a storage pool",
        about: "Edit the XML configuration for a storage pool.",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_edit,
        ..Command::EMPTY
    },
    Command {
        name: "pool-info",
        help: "storage pool information",
        about: "Returns basic information about the storage pool.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("bytes", "Return pool info in bytes"),
        ],
        run: pool_info,
        ..Command::EMPTY
    },
    Command {
        name: "pool-list",
        help: "list pools",
        about: "Returns list of pools.",
        options: &[
            flag("inactive", "list inactive pools"),
            flag("all", "list inactive & active pools"),
            flag("transient", "list transient pools"),
            flag("persistent", "list persistent pools"),
            flag("autostart", "list pools with autostart enabled"),
            flag("no-autostart", "list pools with autostart disabled"),
            string("type", "only list pool of specified type(s) (if supported)").unlisted(),
            flag("details", "display extended details for pools"),
            flag("uuid", "list UUID of active pools only"),
            flag("name", "list name of active pools only"),
        ],
        run: pool_list,
        ..Command::EMPTY
    },
    Command {
        name: "pool-name",
        help: "convert a pool UUID to pool name",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_name,
        ..Command::EMPTY
    },
    Command {
        name: "pool-refresh",
        help: "refresh a pool",
        about: "Refresh a given pool.",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_refresh,
        ..Command::EMPTY
    },
    Command {
        name: "pool-start",
        help: "start a (previously defined) inactive pool",
        about: "Start a pool.",
        options: &[
            string("pool", "pool name or uuid").required().completes(Complete::Pool),
            flag("build", "build the pool as normal"),
            flag("no-overwrite", "do not overwrite any existing data"),
            flag("overwrite", "overwrite any existing data"),
        ],
        run: pool_start,
        ..Command::EMPTY
    },
    Command {
        name: "pool-undefine",
        help: "undefine an inactive pool",
        about: "Undefine the configuration for an inactive pool.",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_undefine,
        ..Command::EMPTY
    },
    Command {
        name: "pool-uuid",
        help: "convert a pool name to pool UUID",
        options: &[string("pool", "pool name or uuid").required().completes(Complete::Pool)],
        run: pool_uuid,
        ..Command::EMPTY
    },
    Command {
        name: "pool-event",
        help: "Storage Pool Events",
        about: "List event types, or wait for storage pool events to occur",
        options: &[
            string("pool", "filter by storage pool name or uuid").unlisted().completes(Complete::Pool),
            string("event", "which event type to wait for").unlisted(),
            flag("loop", "loop until timeout or interrupt, rather than one-shot"),
            int("timeout", "timeout seconds").unlisted(),
            flag("list", "list valid event types"),
            flag("timestamp", "show timestamp for each printed event"),
        ],
        run: pool_event,
        ..Command::EMPTY
    },
    Command {
        name: "pool-capabilities",
        help: "storage pool capabilities",
        about: "Returns capabilities of storage pool support.",
        run: pool_capabilities,
        ..Command::EMPTY
    },
    Command {
        name: "find-storage-pool-sources",
        help: "discover potential storage pool sources",
        about: "Returns XML <sources> document.",
        options: &[
            string("type", "type of storage pool sources to discover").required(),
            string("srcSpec", "optional file of source xml to query for pools").unlisted(),
        ],
        run: find_storage_pool_sources,
        ..Command::EMPTY
    },
];

fn pool(cx: &mut Context<'_>) -> Outcome<StoragePoolRef> {
    let name = cx.args.required("pool")?.to_owned();
    lookup::pool(cx.conn()?, &name)
}

/// Does one thing to a pool and says so.
fn act(
    cx: &mut Context<'_>,
    call: impl FnOnce(&ferrovirt::Connect, &StoragePoolRef) -> ferrovirt::Result<()>,
    verb: &str,
    done: &str,
) -> Outcome {
    let pool = pool(cx)?;
    call(cx.conn()?, &pool).lead(format!("Failed to {verb} pool {}", pool.name))?;
    cx.out.remark(format!("Pool {} {done}\n", pool.name));
    Ok(())
}

fn pool_autostart(cx: &mut Context<'_>) -> Outcome {
    let on = !cx.args.flag("disable");
    let mark = if on { "mark" } else { "unmark" };
    let pool = pool(cx)?;
    let set = cx.conn()?.storage_pool.set_autostart(&pool, i32::from(on));
    set.lead(format!("failed to {mark} pool {} as autostarted", pool.name))?;
    cx.out.remark(format!("Pool {} {mark}ed as autostarted\n", pool.name));
    Ok(())
}

fn build_flags(cx: &Context<'_>) -> Outcome<u32> {
    cx.args.exclusive("overwrite", "no-overwrite")?;
    Ok(cx.args.bits(&[
        ("overwrite", VIR_STORAGE_POOL_BUILD_OVERWRITE),
        ("no-overwrite", VIR_STORAGE_POOL_BUILD_NO_OVERWRITE),
    ]))
}

fn create_flags(cx: &Context<'_>) -> Outcome<u32> {
    cx.args.exclusive("overwrite", "no-overwrite")?;
    Ok(cx.args.bits(&[
        ("build", VIR_STORAGE_POOL_CREATE_WITH_BUILD),
        ("overwrite", VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE),
        ("no-overwrite", VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE),
    ]))
}

fn pool_build(cx: &mut Context<'_>) -> Outcome {
    let flags = build_flags(cx)?;
    act(cx, |c, pool| c.storage_pool.build(pool, flags), "build", "built")
}

fn pool_delete(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, pool| c.storage_pool.delete(pool, 0), "delete", "deleted")
}

fn pool_destroy(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, pool| c.storage_pool.destroy(pool), "destroy", "destroyed")
}

fn pool_refresh(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, pool| c.storage_pool.refresh(pool, 0), "refresh", "refreshed")
}

fn pool_start(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx)?;
    act(cx, |c, pool| c.storage_pool.create(pool, flags), "start", "started")
}

fn pool_undefine(cx: &mut Context<'_>) -> Outcome {
    act(cx, |c, pool| c.storage_pool.undefine(pool), "undefine", "has been undefined")
}

fn pool_create(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx)?;
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let pool = cx.conn()?.storage_pool.create_xml(&xml, flags).lead(format!("Failed to create pool from {file}"))?;
    cx.out.remark(format!("Pool {} created from {file}\n", pool.name));
    Ok(())
}

fn pool_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_STORAGE_POOL_DEFINE_VALIDATE)]);
    let pool = cx.conn()?.storage_pool.define_xml(&xml, flags).lead(format!("Failed to define pool from {file}"))?;
    cx.out.remark(format!("Pool {} defined from {file}\n", pool.name));
    Ok(())
}

/// The document that the options of `pool-define-as` and `pool-create-as` describe.
fn document(cx: &Context<'_>) -> Outcome<String> {
    let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(xml_escaped));
    let kind = xml_escaped(cx.args.required("type")?);
    let mut xml = format!("<pool type='{kind}'>\n  <name>{}</name>\n", xml_escaped(cx.args.required("name")?));
    let mut source = String::new();
    let simple = [("source-host", "host", "name"), ("source-path", "dir", "path"), ("source-dev", "device", "path")];
    for (option, element, attribute) in simple {
        if let Some(value) = text(option)? {
            source.push_str(&format!("    <{element} {attribute}='{value}'/>\n"));
        }
    }
    if let Some(iqn) = text("source-initiator")? {
        source.push_str(&format!("    <initiator>\n      <iqn name='{iqn}'/>\n    </initiator>\n"));
    }
    source.push_str(&adapter(cx)?);
    source.push_str(&auth(cx)?);
    for (option, element, attribute) in
        [("source-format", "format", "type"), ("source-protocol-ver", "protocol", "ver")]
    {
        if let Some(value) = text(option)? {
            source.push_str(&format!("    <{element} {attribute}='{value}'/>\n"));
        }
    }
    if let Some(name) = text("source-name")? {
        source.push_str(&format!("    <name>{name}</name>\n"));
    }
    if !source.is_empty() {
        xml.push_str(&format!("  <source>\n{source}  </source>\n"));
    }
    if let Some(target) = text("target")? {
        xml.push_str(&format!("  <target>\n    <path>{target}</path>\n  </target>\n"));
    }
    xml.push_str("</pool>\n");
    Ok(xml)
}

fn adapter(cx: &Context<'_>) -> Outcome<String> {
    let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(xml_escaped));
    if let Some(name) = text("adapter-name")? {
        return Ok(format!("    <adapter type='scsi_host' name='{name}'/>\n"));
    }
    let Some(wwnn) = text("adapter-wwnn")? else { return Ok(String::new()) };
    let mut xml = String::from("    <adapter type='fc_host'");
    for (option, attribute) in [
        ("adapter-parent", "parent"),
        ("adapter-parent-wwnn", "parent_wwnn"),
        ("adapter-parent-wwpn", "parent_wwpn"),
        ("adapter-parent-fabric-wwn", "parent_fabric_wwn"),
    ] {
        if let Some(value) = text(option)? {
            xml.push_str(&format!(" {attribute}='{value}'"));
        }
    }
    xml.push_str(&format!(" wwnn='{wwnn}' wwpn='{}'/>\n", text("adapter-wwpn")?.unwrap_or_default()));
    Ok(xml)
}

fn auth(cx: &Context<'_>) -> Outcome<String> {
    let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(xml_escaped));
    let (Some(kind), Some(user)) = (text("auth-type")?, text("auth-username")?) else { return Ok(String::new()) };
    let secret = match (text("secret-usage")?, text("secret-uuid")?) {
        (Some(usage), _) => format!("      <secret usage='{usage}'/>\n"),
        (None, Some(uuid)) => format!("      <secret uuid='{uuid}'/>\n"),
        (None, None) => String::new(),
    };
    Ok(format!("    <auth type='{kind}' username='{user}'>\n{secret}    </auth>\n"))
}

fn pool_create_as(cx: &mut Context<'_>) -> Outcome {
    let flags = create_flags(cx)?;
    let xml = document(cx)?;
    if cx.args.flag("print-xml") {
        cx.out.say(&xml);
        return Ok(());
    }
    let name = cx.args.required("name")?;
    let created = cx.conn()?.storage_pool.create_xml(&xml, flags);
    created.lead(format!("Failed to create pool {name}"))?;
    cx.out.remark(format!("Pool {name} created\n"));
    Ok(())
}

fn pool_define_as(cx: &mut Context<'_>) -> Outcome {
    let xml = document(cx)?;
    if cx.args.flag("print-xml") {
        cx.out.say(&xml);
        return Ok(());
    }
    let name = cx.args.required("name")?;
    cx.conn()?.storage_pool.define_xml(&xml, 0).lead(format!("Failed to define pool {name}"))?;
    cx.out.remark(format!("Pool {name} defined\n"));
    Ok(())
}

fn pool_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("inactive", VIR_STORAGE_XML_INACTIVE)]);
    let pool = pool(cx)?;
    let xml = cx.conn()?.storage_pool.xml_desc(&pool, flags)?;
    super::domain_definition::say_document(cx, &xml)
}

fn pool_edit(cx: &mut Context<'_>) -> Outcome {
    let pool = pool(cx)?;
    let drivers = cx.drivers()?;
    let original = drivers.storage_pool.xml_desc(&pool, VIR_STORAGE_XML_INACTIVE)?;
    let changed = editor::edit(cx, &original, |_, xml| Ok(drivers.storage_pool.define_xml(xml, 0).map(drop)?))?;
    let word = if changed { "edited" } else { "not changed" };
    cx.out.remark(format!("Pool {} XML configuration {word}.\n", pool.name));
    Ok(())
}

const STATES: &[&str] = &["inactive", "building", "running", "degraded", "inaccessible"];

fn pool_info(cx: &mut Context<'_>) -> Outcome {
    let in_bytes = cx.args.flag("bytes");
    let pool = pool(cx)?;
    let driver = cx.drivers()?.storage_pool;
    let info = driver.info(&pool)?;
    let state = pick(STATES, i32::from(info.state)).unwrap_or("unknown");
    let persistent = driver.is_persistent(&pool).ok().map(|p| p != 0);
    let autostart = driver.autostart(&pool).ok().map(|a| a != 0);
    let mut lines = vec![
        ("Name:", pool.name.clone()),
        ("UUID:", pool.uuid.to_string()),
        ("State:", state.to_owned()),
        ("Persistent:", persistent.map_or("unknown", yes_no).to_owned()),
        ("Autostart:", autostart.map_or("no autostart", yes_no).to_owned()),
    ];
    let size = |bytes: u64| if in_bytes { bytes.to_string() } else { scaled_bytes(bytes, 2) };
    if ["running", "degraded"].contains(&state) {
        lines.push(("Capacity:", size(info.capacity)));
        lines.push(("Allocation:", size(info.allocation)));
        lines.push(("Available:", size(info.available)));
    }
    for (label, value) in lines {
        cx.out.say(format!("{label:<15} {value}\n"));
    }
    cx.out.data(json!({
        "name": pool.name, "uuid": pool.uuid.to_string(), "state": state, "persistent": persistent,
        "autostart": autostart, "capacity": info.capacity, "allocation": info.allocation,
        "available": info.available,
    }));
    Ok(())
}

/// Filter bits by type of pool.
const TYPES: [(&str, u32); 14] = [
    ("dir", VIR_CONNECT_LIST_STORAGE_POOLS_DIR),
    ("fs", VIR_CONNECT_LIST_STORAGE_POOLS_FS),
    ("netfs", VIR_CONNECT_LIST_STORAGE_POOLS_NETFS),
    ("logical", VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL),
    ("disk", VIR_CONNECT_LIST_STORAGE_POOLS_DISK),
    ("iscsi", VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI),
    ("scsi", VIR_CONNECT_LIST_STORAGE_POOLS_SCSI),
    ("mpath", VIR_CONNECT_LIST_STORAGE_POOLS_MPATH),
    ("rbd", VIR_CONNECT_LIST_STORAGE_POOLS_RBD),
    ("sheepdog", VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG),
    ("gluster", VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER),
    ("zfs", VIR_CONNECT_LIST_STORAGE_POOLS_ZFS),
    ("vstorage", VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE),
    ("iscsi-direct", VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT),
];

fn list_flags(cx: &Context<'_>) -> Outcome<u32> {
    let args = cx.args;
    let (active, inactive) = (VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE, VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE);
    let mut flags = match (args.flag("all"), args.flag("inactive")) {
        (true, _) => active | inactive,
        (_, true) => inactive,
        _ => active,
    };
    flags |= args.bits(&[
        ("persistent", VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT),
        ("transient", VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT),
        ("autostart", VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART),
        ("no-autostart", VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART),
    ]);
    for word in args.text("type")?.iter().flat_map(|list| list.split(',')) {
        match TYPES.iter().find(|(name, _)| *name == word) {
            Some((_, bit)) => flags |= bit,
            None => return Err(Failure::new(format!("Invalid pool type '{word}'"))),
        }
    }
    Ok(flags)
}

fn pool_list(cx: &mut Context<'_>) -> Outcome {
    let flags = list_flags(cx)?;
    let (details, by_name, by_uuid) = (cx.args.flag("details"), cx.args.flag("name"), cx.args.flag("uuid"));
    let driver = cx.drivers()?.storage_pool;
    let mut pools = driver.list_all_storage_pools(1, flags).lead("Failed to list pools")?.pools;
    pools.sort_by_cached_key(|pool| pool.name.to_lowercase());
    let header = ["Name", "State", "Autostart", "Persistent", "Capacity", "Allocation", "Available"];
    let mut table = Table::new(if details { &header } else { &header[..3] });
    let mut values = vec![];
    for pool in &pools {
        if (by_name || by_uuid) && !cx.out.is_json() {
            let words: Vec<String> = [by_uuid.then(|| pool.uuid.to_string()), by_name.then(|| pool.name.clone())]
                .into_iter()
                .flatten()
                .collect();
            cx.out.say(format!("{}\n", words.join(" ")));
            continue;
        }
        let autostart = driver.autostart(pool).ok().map(|a| a != 0);
        let persistent = driver.is_persistent(pool)? != 0;
        let info = driver.info(pool)?;
        let number = i32::from(info.state);
        let state = pick(STATES, number).unwrap_or("unknown");
        let active = number != VIR_STORAGE_POOL_INACTIVE;
        let short = if active { "active" } else { "inactive" };
        let autostart_word = autostart.map_or("no autostart", yes_no);
        let mut cells =
            vec![pool.name.clone(), if details { state } else { short }.to_owned(), autostart_word.to_owned()];
        if details {
            cells.push(yes_no(persistent).to_owned());
            let has_sizes = [VIR_STORAGE_POOL_RUNNING, VIR_STORAGE_POOL_DEGRADED].contains(&number);
            for size in [info.capacity, info.allocation, info.available] {
                cells.push(if has_sizes { scaled_bytes(size, 2) } else { "-".to_owned() });
            }
        }
        table.row(cells);
        values.push(json!({
            "name": pool.name, "uuid": pool.uuid.to_string(), "state": state, "autostart": autostart,
            "persistent": persistent, "capacity": info.capacity, "allocation": info.allocation,
            "available": info.available,
        }));
    }
    if !by_name && !by_uuid {
        let text = table.text(cx.out.is_quiet());
        cx.out.say(text);
    }
    cx.out.data(Value::Array(values));
    Ok(())
}

fn pool_name(cx: &mut Context<'_>) -> Outcome {
    let text = cx.args.required("pool")?.to_owned();
    let failed = format!("failed to get pool '{text}'");
    let uuid = lookup::uuid(&text).ok_or_else(|| Failure::new(failed.clone()))?;
    let pool = cx.conn()?.storage_pool.lookup_by_uuid(&uuid).lead(failed)?;
    cx.out.say(format!("{}\n", pool.name));
    cx.out.data(json!({ "name": pool.name }));
    Ok(())
}

fn pool_uuid(cx: &mut Context<'_>) -> Outcome {
    let pool = pool(cx)?;
    cx.out.say(format!("{}\n", pool.uuid));
    cx.out.data(json!({ "uuid": pool.uuid.to_string() }));
    Ok(())
}

fn event_words(name: &str, event: &Event) -> Option<String> {
    match event {
        Event::StoragePoolEventLifecycle(e) => {
            let words = &["Defined", "Undefined", "Started", "Stopped", "Created", "Deleted"];
            let word = pick(words, e.event).unwrap_or("unknown");
            Some(format!("event '{name}' for storage pool {}: {word}", e.pool.name))
        }
        Event::StoragePoolEventRefresh(e) => Some(format!("event '{name}' for storage pool {}", e.pool.name)),
        _ => None,
    }
}

fn pool_event(cx: &mut Context<'_>) -> Outcome {
    let Some(kinds) = events::wanted(cx, &["lifecycle", "refresh"])? else { return Ok(()) };
    let pool = if cx.args.has("pool") { Some(pool(cx)?) } else { None };
    events::listen(cx, &events::Listening { kinds, object: EventObject::StoragePool(pool), text: event_words })
}

fn pool_capabilities(cx: &mut Context<'_>) -> Outcome {
    let xml = cx.conn()?.storage_pool.storage_pool_capabilities(0).lead("failed to get storage pool capabilities")?;
    cx.out.say(&xml);
    cx.out.data(json!({ "xml": xml }));
    Ok(())
}

fn find_storage_pool_sources(cx: &mut Context<'_>) -> Outcome {
    let kind = cx.args.required("type")?.to_owned();
    let spec = cx.args.text("srcSpec")?.map(files::document).transpose()?;
    let found = cx.conn()?.storage_pool.find_storage_pool_sources(&kind, spec.as_deref(), 0);
    let xml = found.lead(format!("Failed to find any {kind} pool sources"))?;
    cx.out.say(&xml);
    cx.out.data(json!({ "xml": xml }));
    Ok(())
}
