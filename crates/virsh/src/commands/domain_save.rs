//! A guest's state in a file: save, restore, dump, and the documents inside save files.

use ferrovirt::{TypedParam, constants::*};
use serde_json::json;

use super::job_watch::Watch;
use super::{domain_definition, editor, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, flag, int, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "save",
        help: "save a domain state to a file",
        about: "Save the RAM state of a running domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "where to save the data").required().completes(Complete::File),
            flag("bypass-cache", "avoid file system cache when saving"),
            int("parallel-channels", "number of IO channels to use for parallel save"),
            string("image-format", "format of the save image file"),
            string("xml", "filename containing updated XML for the target").unlisted().completes(Complete::File),
            flag("running", "set domain to be running on restore"),
            flag("paused", "set domain to be paused on restore"),
            flag("verbose", "display the progress of save"),
        ],
        run: save,
        ..Command::EMPTY
    },
    Command {
        name: "restore",
        help: "restore a domain from a saved state in a file",
        about: "Restore a domain.",
        options: &[
            string("file", "the state to restore").required().completes(Complete::File),
            flag("bypass-cache", "avoid file system cache when restoring"),
            int("parallel-channels", "number of IO channels to use for parallel restore"),
            string("xml", "filename containing updated XML for the target").unlisted().completes(Complete::File),
            flag("running", "restore domain into running state"),
            flag("paused", "restore domain into paused state"),
            flag("reset-nvram", "re-initialize NVRAM from its pristine template"),
        ],
        run: restore,
        ..Command::EMPTY
    },
    Command {
        name: "managedsave",
        help: "managed save of a domain state",
        about: "Save and destroy a running domain, so it can be restarted from\n    the same state at a later time.  When the virsh 'start'\n    command is next run for the domain, it will automatically\n    be started from this saved state.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("bypass-cache", "avoid file system cache when saving"),
            flag("running", "set domain to be running on next start"),
            flag("paused", "set domain to be paused on next start"),
            flag("verbose", "display the progress of save"),
        ],
        run: managedsave,
        ..Command::EMPTY
    },
    Command {
        name: "managedsave-remove",
        help: "Remove managed save of a domain",
        about: "Remove an existing managed save state file from a domain",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: managedsave_remove,
        ..Command::EMPTY
    },
    Command {
        name: "managedsave-edit",
        help: "edit XML for a domain's managed save state file",
        about: "Edit the domain XML associated with the managed save state file",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("running", "set domain to be running on start"),
            flag("paused", "set domain to be paused on start"),
        ],
        run: managedsave_edit,
        ..Command::EMPTY
    },
    Command {
        name: "managedsave-dumpxml",
        help: "Domain information of managed save state file in XML",
        about: "Dump XML of domain information for a managed save state file to stdout.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("security-info", "include security sensitive information in XML dump"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: managedsave_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "managedsave-define",
        help: "redefine the XML for a domain's managed save state file",
        about: "Replace the domain XML associated with a managed save state file",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("xml", "filename containing updated XML for the target").required().completes(Complete::File),
            flag("running", "set domain to be running on start"),
            flag("paused", "set domain to be paused on start"),
        ],
        run: managedsave_define,
        ..Command::EMPTY
    },
    Command {
        name: "save-image-define",
        help: "redefine the XML for a domain's saved state file",
        about: "Replace the domain XML associated with a saved state file",
        options: &[
            string("file", "saved state file to modify").required().completes(Complete::File),
            string("xml", "filename containing updated XML for the target").required().completes(Complete::File),
            flag("running", "set domain to be running on restore"),
            flag("paused", "set domain to be paused on restore"),
        ],
        run: save_image_define,
        ..Command::EMPTY
    },
    Command {
        name: "save-image-dumpxml",
        help: "saved state domain information in XML",
        about: "Dump XML of domain information for a saved state file to stdout.",
        options: &[
            string("file", "saved state file to read").required().completes(Complete::File),
            flag("security-info", "include security sensitive information in XML dump"),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: save_image_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "save-image-edit",
        help: "edit XML for a domain's saved state file",
        about: "Edit the domain XML associated with a saved state file",
        options: &[
            string("file", "saved state file to edit").required().completes(Complete::File),
            flag("running", "set domain to be running on restore"),
            flag("paused", "set domain to be paused on restore"),
        ],
        run: save_image_edit,
        ..Command::EMPTY
    },
    Command {
        name: "dump",
        help: "dump the core of a domain to a file for analysis",
        about: "Core dump a domain.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "where to dump the core").required().completes(Complete::File),
            flag("live", "perform a live core dump if supported"),
            flag("crash", "crash the domain after core dump"),
            flag("bypass-cache", "avoid file system cache when dumping"),
            flag("reset", "reset the domain after core dump"),
            flag("verbose", "display the progress of dump"),
            flag("memory-only", "dump domain's memory only"),
            string("format", "specify the format of memory-only dump").unlisted(),
        ],
        run: dump,
        ..Command::EMPTY
    },
];

/// A path as the daemon needs it, which has another current folder.
fn absolute(path: &str) -> Outcome<String> {
    let full = std::path::absolute(path).map_err(|e| Failure::new(format!("cannot tell where '{path}' is: {e}")))?;
    Ok(full.to_string_lossy().into_owned())
}

/// Whether the guest shall run or stay paused when it comes back.
fn comeback(cx: &Context<'_>) -> Outcome<u32> {
    cx.args.exclusive("running", "paused")?;
    Ok(cx.args.bits(&[("running", VIR_DOMAIN_SAVE_RUNNING), ("paused", VIR_DOMAIN_SAVE_PAUSED)]))
}

fn replacement(cx: &Context<'_>) -> Outcome<Option<String>> {
    cx.args.text("xml")?.map(files::document).transpose()
}

fn save(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)? | cx.args.bits(&[("bypass-cache", VIR_DOMAIN_SAVE_BYPASS_CACHE)]);
    let dom = cx.domain()?;
    let file = cx.args.required("file")?;
    let (path, document) = (absolute(file)?, replacement(cx)?);
    let channels: Option<i32> = cx.args.number("parallel-channels")?;
    let format = cx.args.text("image-format")?.map(str::to_owned);
    let domain = cx.drivers()?.domain;
    let save = || {
        if channels.is_some() || format.is_some() {
            let mut params = vec![TypedParam::new("file", path)];
            params.extend(document.map(|xml| TypedParam::new("dxml", xml)));
            params.extend(channels.map(|count| TypedParam::new("parallel.channels", count)));
            params.extend(format.map(|format| TypedParam::new("image_format", format)));
            domain.save_params(&dom, &params, flags)
        } else if flags != 0 || document.is_some() {
            domain.save_flags(&dom, &path, document.as_deref(), flags)
        } else {
            domain.save(&dom, &path)
        }
    };
    let saved = Watch::new(cx, "Save").work(cx, &dom, save)?;
    saved.lead(format!("Failed to save domain '{}' to {file}", dom.name))?;
    cx.out.remark(format!("Domain '{}' saved to {file}\n", dom.name));
    Ok(())
}

fn restore(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)?
        | cx.args.bits(&[("bypass-cache", VIR_DOMAIN_SAVE_BYPASS_CACHE), ("reset-nvram", VIR_DOMAIN_SAVE_RESET_NVRAM)]);
    let file = cx.args.required("file")?;
    let (path, document) = (absolute(file)?, replacement(cx)?);
    let channels: Option<i32> = cx.args.number("parallel-channels")?;
    let domain = &cx.conn()?.domain;
    let restored = if let Some(count) = channels {
        let mut params = vec![TypedParam::new("file", path), TypedParam::new("parallel.channels", count)];
        params.extend(document.map(|xml| TypedParam::new("dxml", xml)));
        domain.restore_params(&params, flags)
    } else if flags != 0 || document.is_some() {
        domain.restore_flags(&path, document.as_deref(), flags)
    } else {
        domain.restore(&path)
    };
    restored.lead(format!("Failed to restore domain from {file}"))?;
    cx.out.remark(format!("Domain restored from {file}\n"));
    Ok(())
}

fn managedsave(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)? | cx.args.bits(&[("bypass-cache", VIR_DOMAIN_SAVE_BYPASS_CACHE)]);
    let dom = cx.domain()?;
    let domain = cx.drivers()?.domain;
    let saved = Watch::new(cx, "Managedsave").work(cx, &dom, || domain.managed_save(&dom, flags))?;
    saved.lead(format!("Failed to save domain '{}' state", dom.name))?;
    cx.out.remark(format!("Domain '{}' state saved by libvirt\n", dom.name));
    Ok(())
}

fn managedsave_remove(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let domain = &cx.conn()?.domain;
    let has_image = domain.has_managed_save_image(&dom, 0).lead("Failed to check for domain managed save image")?;
    if has_image == 0 {
        cx.out.remark(format!("Domain '{}' has no manage save image; removal skipped", dom.name));
        return Ok(());
    }
    let removed = domain.managed_save_remove(&dom, 0);
    removed.lead(format!("Failed to remove managed save image for domain '{}'", dom.name))?;
    cx.out.remark(format!("Removed managedsave image for domain '{}'", dom.name));
    Ok(())
}

fn managedsave_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("security-info", VIR_DOMAIN_SAVE_IMAGE_XML_SECURE)]);
    let dom = cx.domain()?;
    let xml = cx.conn()?.domain.managed_save_get_xml_desc(&dom, flags)?;
    domain_definition::say_document(cx, &xml)
}

fn managedsave_define(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)?;
    let dom = cx.domain()?;
    let document = replacement(cx)?;
    let defined = cx.conn()?.domain.managed_save_define_xml(&dom, document.as_deref(), flags);
    defined.lead(format!("Failed to update {} XML configuration", dom.name))?;
    cx.out.remark(format!("Managed save state file of domain '{}' updated.\n", dom.name));
    Ok(())
}

fn managedsave_edit(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)?;
    let dom = cx.domain()?;
    let drivers = cx.drivers()?;
    let original = drivers.domain.managed_save_get_xml_desc(&dom, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE)?;
    let changed =
        editor::edit(cx, &original, |_, xml| Ok(drivers.domain.managed_save_define_xml(&dom, Some(xml), flags)?))?;
    let name = &dom.name;
    cx.out.remark(match changed {
        true => format!("Managed save image of Domain '{name}' XML configuration edited.\n"),
        false => format!("Managed save image of domain '{name}' XML configuration not changed.\n"),
    });
    Ok(())
}

fn save_image_define(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)?;
    let file = cx.args.required("file")?;
    let document = files::document(cx.args.required("xml")?)?;
    let defined = cx.conn()?.domain.save_image_define_xml(file, &document, flags);
    defined.lead(format!("Failed to update {file}"))?;
    cx.out.remark(format!("State file {file} updated.\n"));
    Ok(())
}

fn save_image_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("security-info", VIR_DOMAIN_SAVE_IMAGE_XML_SECURE)]);
    let file = cx.args.required("file")?;
    let xml = cx.conn()?.domain.save_image_get_xml_desc(file, flags)?;
    domain_definition::say_document(cx, &xml)
}

fn save_image_edit(cx: &mut Context<'_>) -> Outcome {
    let flags = comeback(cx)?;
    let file = cx.args.required("file")?.to_owned();
    let drivers = cx.drivers()?;
    let original = drivers.domain.save_image_get_xml_desc(&file, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE)?;
    let changed = editor::edit(cx, &original, |_, xml| Ok(drivers.domain.save_image_define_xml(&file, xml, flags)?))?;
    cx.out.remark(match changed {
        true => format!("State file {file} edited.\n"),
        false => format!("Saved image {file} XML configuration not changed.\n"),
    });
    Ok(())
}

const FORMATS: &[&str] = &["elf", "kdump-zlib", "kdump-lzo", "kdump-snappy", "win-dmp"];

fn dump(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("live", "crash"), ("crash", "reset"), ("live", "reset")] {
        cx.args.exclusive(one, other)?;
    }
    cx.args.requires("format", "memory-only")?;
    let flags = cx.args.bits(&[
        ("live", VIR_DUMP_LIVE),
        ("crash", VIR_DUMP_CRASH),
        ("bypass-cache", VIR_DUMP_BYPASS_CACHE),
        ("reset", VIR_DUMP_RESET),
        ("memory-only", VIR_DUMP_MEMORY_ONLY),
    ]);
    let format = match cx.args.text("format")? {
        None => None,
        Some(word) => Some(FORMATS.iter().position(|known| *known == word).ok_or_else(|| {
            Failure::new(format!(
                "format '{word}' is not supported, expecting 'kdump-zlib', 'kdump-lzo', 'kdump-snappy', 'win-dmp' or \
                 'elf'"
            ))
        })?),
    };
    let dom = cx.domain()?;
    let file = cx.args.required("file")?;
    let path = absolute(file)?;
    let domain = cx.drivers()?.domain;
    let dump = || match format {
        Some(format) => domain.core_dump_with_format(&dom, &path, format as u32, flags),
        None => domain.core_dump(&dom, &path, flags),
    };
    let dumped = Watch::new(cx, "Dump").work(cx, &dom, dump)?;
    dumped.lead(format!("Failed to core dump domain '{}' to {file}", dom.name))?;
    cx.out.remark(format!("Domain '{}' dumped to {file}\n", dom.name));
    cx.out.data(json!({ "file": path }));
    Ok(())
}
