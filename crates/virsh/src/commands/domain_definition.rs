//! Domain documents: store, show, change, remove.

use ferrovirt::{DomainRef, constants::*};
use serde_json::json;

use super::files;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome, is_missing};
use crate::table::{Command, Complete, alias, argv, flag, string};
use crate::xpath::{self, Found};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "define",
        help: "define (but don't start) a domain from an XML file",
        about: "Define a domain.",
        options: &[
            string("file", "file containing an XML domain description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: define,
        ..Command::EMPTY
    },
    Command {
        name: "undefine",
        help: "undefine a domain",
        about: "Undefine an inactive domain, or convert persistent to transient.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("managed-save", "remove domain managed state file"),
            string(
                "storage",
                "remove associated storage volumes (comma separated list of targets or source paths) (see domblklist)",
            )
            .unlisted(),
            flag("remove-all-storage", "remove all associated storage volumes (use with caution)"),
            alias("delete-snapshots", "delete-storage-volume-snapshots"),
            flag(
                "delete-storage-volume-snapshots",
                "delete snapshots associated with volume(s), requires --remove-all-storage (must be supported by storage driver)",
            ),
            flag("wipe-storage", "wipe data on the removed volumes"),
            flag("snapshots-metadata", "remove all domain snapshot metadata (vm must be inactive)"),
            flag("checkpoints-metadata", "remove all domain checkpoint metadata (vm must be inactive)"),
            flag("nvram", "remove nvram file"),
            flag("keep-nvram", "keep nvram file"),
            flag("tpm", "remove TPM state"),
            flag("keep-tpm", "keep TPM state"),
        ],
        run: undefine,
        ..Command::EMPTY
    },
    Command {
        name: "dumpxml",
        help: "domain information in XML",
        about: "Output the domain information as an XML dump to stdout.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("inactive", "show inactive defined XML"),
            flag("security-info", "include security sensitive information in XML dump"),
            flag("update-cpu", "update guest CPU according to host CPU"),
            flag("migratable", "provide XML suitable for migrations"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "edit",
        help: "edit XML configuration for a domain",
        about: "Edit the XML configuration for a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("skip-validate", "skip validation of the XML against the schema"),
        ],
        run: edit,
        ..Command::EMPTY
    },
    Command {
        name: "domrename",
        help: "rename a domain",
        about: "Rename an inactive domain.",
        options: &[
            string("domain", "domain name or uuid").required().completes(Complete::Domain),
            string("new-name", "new domain name").required(),
        ],
        run: domrename,
        ..Command::EMPTY
    },
    Command {
        name: "desc",
        help: "show or set domain's description or title",
        about: "Allows setting or modifying the description or title of a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("live", "modify/get running state"),
            flag("config", "modify/get persistent configuration"),
            flag("current", "modify/get current state configuration"),
            flag("title", "modify/get the title instead of description"),
            flag("edit", "open an editor to modify the description"),
            argv("new-desc", "message").positional(),
        ],
        run: desc,
        ..Command::EMPTY
    },
    Command {
        name: "metadata",
        help: "show or set domain's custom XML metadata",
        about: "Shows or modifies the XML metadata of a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("uri", "URI of the namespace").required(),
            flag("live", "modify/get running state"),
            flag("config", "modify/get persistent configuration"),
            flag("current", "modify/get current state configuration"),
            flag("edit", "use an editor to change the metadata"),
            string("key", "key to be used as a namespace identifier").unlisted(),
            string("set", "new metadata to set").unlisted(),
            flag("remove", "remove the metadata corresponding to an uri"),
        ],
        run: metadata,
        ..Command::EMPTY
    },
    Command {
        name: "domxml-from-native",
        help: "Convert native config to domain XML",
        about: "Convert native guest configuration format to domain XML format.",
        options: &[
            string("format", "source config data format").required(),
            string("config", "config data file to import from").required(),
        ],
        run: domxml_from_native,
        ..Command::EMPTY
    },
    Command {
        name: "domxml-to-native",
        help: "Convert domain XML to native config",
        about: "Convert domain XML config to a native guest configuration format.",
        options: &[
            string("format", "target config data type format").required(),
            string("domain", "domain name, id or uuid").completes(Complete::Domain),
            string("xml", "xml data file to export from").unlisted().completes(Complete::File),
        ],
        run: domxml_to_native,
        ..Command::EMPTY
    },
];

fn define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let dom = store(cx, &xml, cx.args.bits(&[("validate", VIR_DOMAIN_DEFINE_VALIDATE)]))
        .lead(format!("Failed to define domain from {file}"))?;
    cx.out.remark(format!("Domain '{}' defined from {file}\n", dom.name));
    cx.out.data(json!({ "name": dom.name, "uuid": dom.uuid.to_string() }));
    Ok(())
}

fn store(cx: &mut Context<'_>, xml: &str, flags: u32) -> Outcome<DomainRef> {
    let domain = &cx.conn()?.domain;
    Ok(match flags {
        0 => domain.define_xml(xml)?,
        flags => domain.define_xml_flags(xml, flags)?,
    })
}

fn undefine(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("nvram", "keep-nvram")?;
    cx.args.exclusive("tpm", "keep-tpm")?;
    let flags = cx.args.bits(&[
        ("managed-save", VIR_DOMAIN_UNDEFINE_MANAGED_SAVE),
        ("snapshots-metadata", VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA),
        ("checkpoints-metadata", VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA),
        ("nvram", VIR_DOMAIN_UNDEFINE_NVRAM),
        ("keep-nvram", VIR_DOMAIN_UNDEFINE_KEEP_NVRAM),
        ("tpm", VIR_DOMAIN_UNDEFINE_TPM),
        ("keep-tpm", VIR_DOMAIN_UNDEFINE_KEEP_TPM),
    ]);
    let dom = cx.domain()?;
    let volumes = super::domain_storage::chosen(cx, &dom)?;
    let domain = &cx.conn()?.domain;
    match flags {
        0 => domain.undefine(&dom),
        flags => domain.undefine_flags(&dom, flags),
    }
    .lead(format!("Failed to undefine domain '{}'", dom.name))?;
    cx.out.remark(format!("Domain '{}' has been undefined\n", dom.name));
    super::domain_storage::delete(cx, &volumes)
}

/// Prints a document, or what `--xpath` selects from it.
pub fn say_document(cx: &mut Context<'_>, xml: &str) -> Outcome {
    let Some(expression) = cx.args.text("xpath")? else {
        cx.out.say(xml);
        cx.out.data(json!({ "xml": xml }));
        return Ok(());
    };
    let found = xpath::evaluate(xml, expression).map_err(Failure::new)?;
    let wrapped = cx.args.flag("wrap");
    let text = match &found {
        Found::Value(value) => format!("{value}\n"),
        Found::Nodes(nodes) if wrapped && nodes.is_empty() => "<nodes/>\n".to_owned(),
        Found::Nodes(nodes) if wrapped => {
            let lines: String = nodes.iter().map(|node| format!("  {}\n", node.replace('\n', "\n  "))).collect();
            format!("<nodes>\n{lines}</nodes>\n")
        }
        Found::Nodes(nodes) => nodes.iter().map(|node| format!("{node}\n")).collect(),
    };
    cx.out.say(text);
    cx.out.data(match found {
        Found::Nodes(nodes) => json!(nodes),
        Found::Value(value) => json!(value),
    });
    Ok(())
}

fn dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("inactive", VIR_DOMAIN_XML_INACTIVE),
        ("security-info", VIR_DOMAIN_XML_SECURE),
        ("update-cpu", VIR_DOMAIN_XML_UPDATE_CPU),
        ("migratable", VIR_DOMAIN_XML_MIGRATABLE),
    ]);
    let dom = cx.domain()?;
    let xml = cx.conn()?.domain.xml_desc(&dom, flags)?;
    say_document(cx, &xml)
}

fn edit(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let mut flags = VIR_DOMAIN_DEFINE_VALIDATE;
    if cx.args.flag("skip-validate") {
        flags = 0;
    }
    let show = VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE;
    let original = cx.conn()?.domain.xml_desc(&dom, show)?;
    let name = dom.name.clone();
    let drivers = cx.drivers()?;
    let changed = super::editor::edit(cx, &original, |cx, xml| {
        if drivers.domain.xml_desc(&dom, show)? != original {
            return Err(Failure::new("ERROR: the XML configuration was changed by another user"));
        }
        store(cx, xml, flags).map(drop)
    })?;
    if changed {
        cx.out.remark(format!("Domain '{name}' XML configuration edited.\n"));
    } else {
        cx.out.remark(format!("Domain '{name}' XML configuration not changed.\n"));
    }
    Ok(())
}

fn domrename(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let name = cx.args.required("new-name")?;
    cx.conn()?.domain.rename(&dom, Some(name), 0)?;
    cx.out.remark("Domain successfully renamed\n");
    Ok(())
}

fn desc(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let dom = cx.domain()?;
    let is_title = cx.args.flag("title");
    let (kind, word) = match is_title {
        true => (VIR_DOMAIN_METADATA_TITLE, "title"),
        false => (VIR_DOMAIN_METADATA_DESCRIPTION, "description"),
    };
    let words = cx.args.list("new-desc");
    let given = (!words.is_empty()).then(|| words.join(" "));
    if !cx.args.flag("edit") && given.is_none() {
        let text = read_metadata(cx, &dom, kind, None, flags)?;
        match &text {
            Some(text) => cx.out.say(text),
            None => cx.out.say(format!("No {word} for domain: {}", dom.name)),
        }
        cx.out.data(json!({ word: text }));
        return Ok(());
    }
    let drivers = cx.drivers()?;
    let set = |text: &str| {
        let text = text.trim_end_matches('\n');
        let call = drivers.domain.set_metadata(&dom, kind, Some(text).filter(|t| !t.is_empty()), None, None, flags);
        call.lead(format!("Failed to set new domain {word}"))
    };
    let is_changed = if cx.args.flag("edit") {
        let original = match given {
            Some(text) => text,
            None => read_metadata(cx, &dom, kind, None, flags)?.unwrap_or_default(),
        };
        super::editor::edit(cx, &original, |_, text| set(text))?
    } else {
        set(&given.unwrap_or_default())?;
        true
    };
    let heading = if is_title { "Domain title" } else { "Domain description" };
    match is_changed {
        true => cx.out.remark(format!("{heading} updated successfully")),
        false => cx.out.remark(format!("{heading} not changed\n")),
    }
    Ok(())
}

/// A title, a description or a metadata element; nothing where there is none.
fn read_metadata(
    cx: &mut Context<'_>,
    dom: &DomainRef,
    kind: i32,
    uri: Option<&str>,
    flags: u32,
) -> Outcome<Option<String>> {
    match cx.conn()?.domain.metadata(dom, kind, uri, flags) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.code() == ferrovirt::ErrorCode::NO_DOMAIN_METADATA => Ok(None),
        Err(e) if is_missing(&e) && uri.is_none() => {
            let flags = if flags & VIR_DOMAIN_AFFECT_CONFIG != 0 { VIR_DOMAIN_XML_INACTIVE } else { 0 };
            let xml = cx.conn()?.domain.xml_desc(dom, flags)?;
            let path = if kind == VIR_DOMAIN_METADATA_TITLE { "/domain/title" } else { "/domain/description" };
            Ok(xpath::first_text(&xml, path))
        }
        Err(e) => Err(e.into()),
    }
}

fn metadata(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    cx.args.exclusive("edit", "set")?;
    cx.args.exclusive("remove", "set")?;
    cx.args.exclusive("remove", "edit")?;
    let dom = cx.domain()?;
    let uri = cx.args.required("uri")?;
    let key = cx.args.text("key")?;
    let set = cx.args.text("set")?;
    if (set.is_some() || cx.args.flag("edit")) && key.is_none() {
        return Err(Failure::new("namespace key is required when modifying metadata"));
    }
    let kind = VIR_DOMAIN_METADATA_ELEMENT;
    let drivers = cx.drivers()?;
    let change = |text: Option<&str>| drivers.domain.set_metadata(&dom, kind, text, key, Some(uri), flags);
    if let Some(text) = set {
        change(Some(text))?;
        cx.out.say("Metadata modified\n");
    } else if cx.args.flag("remove") {
        change(None)?;
        cx.out.say("Metadata removed\n");
    } else if cx.args.flag("edit") {
        let original = read_metadata(cx, &dom, kind, Some(uri), flags)?.unwrap_or_default();
        let changed = super::editor::edit(cx, &original, |_, text| Ok(change(Some(text))?))?;
        cx.out.say(if changed { "Metadata modified" } else { "Metadata not changed" });
    } else {
        let text = read_metadata(cx, &dom, kind, Some(uri), flags)?;
        cx.out.say(format!("{}\n", text.clone().unwrap_or_default()));
        cx.out.data(json!({ "metadata": text }));
    }
    Ok(())
}

fn domxml_from_native(cx: &mut Context<'_>) -> Outcome {
    let format = cx.args.required("format")?;
    let config = files::read(cx.args.required("config")?)?;
    let xml = cx.conn()?.domain.domain_xml_from_native(format, &config, 0)?;
    cx.out.say(&xml);
    cx.out.data(json!({ "xml": xml }));
    Ok(())
}

fn domxml_to_native(cx: &mut Context<'_>) -> Outcome {
    cx.args.exclusive("domain", "xml")?;
    let format = cx.args.required("format")?;
    let xml = if cx.args.has("domain") {
        let dom = cx.domain()?;
        cx.conn()?.domain.xml_desc(&dom, 0)?
    } else if let Some(file) = cx.args.text("xml")? {
        files::document(file)?
    } else {
        return Err(Failure::new("need either domain or domain XML"));
    };
    let config = cx.conn()?.domain.domain_xml_to_native(format, &xml, 0)?;
    cx.out.say(&config);
    cx.out.data(json!({ "config": config }));
    Ok(())
}
