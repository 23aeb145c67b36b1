//! Network filters and their bindings.

use ferrovirt::{NwfilterBindingRef, NwfilterRef, constants::*};
use serde_json::{Value, json};

use super::{editor, files};
use crate::context::Context;
use crate::failure::{Lead, Outcome};
use crate::lookup;
use crate::output::Table;
use crate::table::{Command, Complete, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "nwfilter-define",
        help: "define or update a network filter from an XML file",
        about: "Define a new network filter or update an existing one.",
        options: &[
            string("file", "file containing an XML network filter description").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: nwfilter_define,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-dumpxml",
        help: "network filter information in XML",
        about: "Output the network filter information as an XML dump to stdout.",
        options: &[
            string("nwfilter", "network filter name or uuid").required(),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: nwfilter_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-edit",
        help: "edit XML configuration for a network filter",
        about: "Edit the XML configuration for a network filter.",
        options: &[string("nwfilter", "network filter name or uuid").required()],
        run: nwfilter_edit,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-list",
        help: "list network filters",
        about: "Returns list of network filters.",
        run: nwfilter_list,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-undefine",
        help: "undefine a network filter",
        about: "Undefine a given network filter.",
        options: &[string("nwfilter", "network filter name or uuid").required()],
        run: nwfilter_undefine,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-binding-create",
        help: "create a network filter binding from an XML file",
        about: "Create a new network filter binding.",
        options: &[
            string("file", "file containing an XML network filter binding description")
                .required()
                .completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: nwfilter_binding_create,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-binding-delete",
        help: "delete a network filter binding",
        about: "Delete a given network filter binding.",
        options: &[string("binding", "network filter binding port dev").required()],
        run: nwfilter_binding_delete,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-binding-dumpxml",
        help: "network filter information in XML",
        about: "Output the network filter information as an XML dump to stdout.",
        options: &[
            string("binding", "network filter binding portdev").required(),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: nwfilter_binding_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "nwfilter-binding-list",
        help: "list network filter bindings",
        about: "Returns list of network filter bindings.",
        run: nwfilter_binding_list,
        ..Command::EMPTY
    },
];

fn filter(cx: &mut Context<'_>) -> Outcome<NwfilterRef> {
    let name = cx.args.required("nwfilter")?.to_owned();
    lookup::nwfilter(cx.conn()?, &name)
}

fn nwfilter_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NWFILTER_DEFINE_VALIDATE)]);
    let driver = &cx.conn()?.nwfilter;
    let defined = if flags == 0 { driver.define_xml(&xml) } else { driver.define_xml_flags(&xml, flags) };
    let filter = defined.lead(format!("Failed to define network filter from {file}"))?;
    cx.out.remark(format!("Network filter {} defined from {file}\n", filter.name));
    Ok(())
}

fn nwfilter_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let filter = filter(cx)?;
    let xml = cx.conn()?.nwfilter.xml_desc(&filter, 0)?;
    super::domain_definition::say_document(cx, &xml)
}

fn nwfilter_edit(cx: &mut Context<'_>) -> Outcome {
    let filter = filter(cx)?;
    let drivers = cx.drivers()?;
    let original = drivers.nwfilter.xml_desc(&filter, 0)?;
    let changed = editor::edit(cx, &original, |_, xml| Ok(drivers.nwfilter.define_xml(xml).map(drop)?))?;
    let word = if changed { "edited" } else { "not changed" };
    cx.out.remark(format!("Network filter {} XML configuration {word}.\n", filter.name));
    Ok(())
}

fn nwfilter_undefine(cx: &mut Context<'_>) -> Outcome {
    let filter = filter(cx)?;
    cx.conn()?.nwfilter.undefine(&filter).lead(format!("Failed to undefine network filter {}", filter.name))?;
    cx.out.remark(format!("Network filter {} undefined\n", filter.name));
    Ok(())
}

fn nwfilter_list(cx: &mut Context<'_>) -> Outcome {
    let mut filters = cx.conn()?.nwfilter.list_all_nwfilters(1, 0).lead("Failed to list network filters")?.filters;
    filters.sort_by_cached_key(|filter| filter.name.to_lowercase());
    let mut table = Table::new(&["UUID", "Name"]);
    let mut values = vec![];
    for filter in filters {
        values.push(json!({ "uuid": filter.uuid.to_string(), "name": filter.name }));
        table.row(vec![filter.uuid.to_string(), filter.name]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn binding(cx: &mut Context<'_>) -> Outcome<NwfilterBindingRef> {
    let name = cx.args.required("binding")?;
    let found = cx.conn()?.nwfilter_binding.lookup_by_port_dev(name);
    found.lead(format!("failed to get nwfilter binding '{name}'"))
}

fn nwfilter_binding_create(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_NWFILTER_BINDING_CREATE_VALIDATE)]);
    let created = cx.conn()?.nwfilter_binding.create_xml(&xml, flags);
    let binding = created.lead(format!("Failed to create network filter from {file}"))?;
    cx.out.remark(format!("Network filter binding on {} created from {file}\n", binding.portdev));
    Ok(())
}

fn nwfilter_binding_delete(cx: &mut Context<'_>) -> Outcome {
    let binding = binding(cx)?;
    let deleted = cx.conn()?.nwfilter_binding.delete(&binding);
    deleted.lead(format!("Failed to delete network filter binding on {}", binding.portdev))?;
    cx.out.remark(format!("Network filter binding on {} deleted\n", binding.portdev));
    Ok(())
}

fn nwfilter_binding_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let binding = binding(cx)?;
    let xml = cx.conn()?.nwfilter_binding.xml_desc(&binding, 0)?;
    super::domain_definition::say_document(cx, &xml)
}

fn nwfilter_binding_list(cx: &mut Context<'_>) -> Outcome {
    let listed = cx.conn()?.nwfilter_binding.list_all_nwfilter_bindings(1, 0);
    let mut bindings = listed.lead("Failed to list network filter bindings")?.bindings;
    bindings.sort_by_cached_key(|binding| binding.portdev.to_lowercase());
    let mut table = Table::new(&["Port Dev", "Filter"]);
    let mut values = vec![];
    for binding in bindings {
        values.push(json!({ "port_dev": binding.portdev, "filter": binding.filtername }));
        table.row(vec![binding.portdev, binding.filtername]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}
