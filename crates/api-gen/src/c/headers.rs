//! The public headers, `include/libvirt/*.h`.

use std::collections::BTreeMap;
use std::fmt::Write;

use api_model::{Api, Constant, Enum, Record};

use super::interface::{Declared, HEADERS, Header, function_docs};
use super::symbols::library_of;
use crate::Output;

const GENERATED: &str = "Generated from the description in `api` by `cargo xtask gen`. Do not edit.";

/// Every public header.
pub fn outputs(api: &Api) -> Vec<Output> {
    let docs = function_docs(api);
    let mut all = vec![output("libvirt", whole())];
    all.extend(HEADERS.iter().map(|header| output(header.name, text(header, &Declared::by(api, header.name), &docs))));
    all
}

fn output(name: &str, text: String) -> Output {
    Output { path: format!("include/libvirt/{name}.h").into(), text }
}

/// `libvirt.h`, which has nothing of its own.
fn whole() -> String {
    let includes: String = HEADERS
        .iter()
        .filter(|header| library_of(&format!("libvirt/{}.h", header.name)) == "libvirt")
        .map(|header| format!("#include <libvirt/{}.h>\n", header.name))
        .collect();
    format!("/* The whole interface. {GENERATED} */\n\n#ifndef LIBVIRT_H\n#define LIBVIRT_H\n\n{includes}\n#endif\n")
}

fn text(header: &Header, declared: &Declared, docs: &BTreeMap<&str, &str>) -> String {
    let guard = header.name.to_uppercase().replace('-', "_") + "_H";
    let mut text = format!("/* {} {GENERATED} */\n\n#ifndef {guard}\n#define {guard}\n\n", header.about);
    if header.name == "libvirt-common" {
        text.push_str("#include <string.h>\n#include <sys/types.h>\n\n");
    }
    for needed in header.needs {
        let _ = writeln!(text, "#include <libvirt/{needed}.h>");
    }
    if !header.needs.is_empty() {
        text.push('\n');
    }
    text.push_str("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    constants(&mut text, declared);
    for record in &declared.records {
        handle(&mut text, record);
    }
    for alias in &declared.aliases {
        let _ = write!(text, "/* {} */\ntypedef {} {};\n", alias.doc, alias.ty, alias.name);
        if let Some(pointer) = &alias.pointer {
            let _ = writeln!(text, "typedef {} *{pointer};", alias.name);
        }
        text.push('\n');
    }
    for item in &declared.enums {
        enumeration(&mut text, item);
    }
    for callback in &declared.callbacks {
        let args = arguments(&callback.args);
        let _ = write!(text, "/* {} */\ntypedef {} (*{})({args});\n\n", callback.doc, callback.returns, callback.name);
    }
    for record in declared.records.iter().filter(|record| !record.fields.is_empty()) {
        members(&mut text, record);
    }
    for variable in &declared.variables {
        let _ = write!(text, "/* {} */\nextern {} {};\n\n", variable.doc, variable.ty, variable.name);
    }
    for function in &declared.functions {
        let doc = comment(docs.get(function.name.as_str()).copied().unwrap_or_default());
        let declaration = declaration(&function.returns, &function.name);
        let _ = write!(text, "{doc}{declaration}({});\n\n", arguments(&function.args));
    }
    if !header.macros.is_empty() {
        let _ = writeln!(text, "{}", header.macros);
    }
    let _ = write!(text, "#ifdef __cplusplus\n}}\n#endif\n\n#endif /* {guard} */\n");
    text
}

fn constants(text: &mut String, declared: &Declared) {
    for Constant { name, value, .. } in &declared.numbers {
        let suffix = if value.parse::<i32>().is_ok() { "" } else { "LL" };
        let _ = writeln!(text, "#define {name} {value}{suffix}");
    }
    for Constant { name, value, .. } in &declared.strings {
        let _ = writeln!(text, "#define {name} \"{value}\"");
    }
    if !declared.numbers.is_empty() || !declared.strings.is_empty() {
        text.push('\n');
    }
}

/// The type's name and that of its pointer, before anything that uses them.
fn handle(text: &mut String, record: &Record) {
    let Record { name, tag, doc, .. } = record;
    let _ = write!(text, "/* {doc} */\ntypedef struct {tag} {name};\n");
    if let Some(pointer) = &record.pointer {
        let _ = writeln!(text, "typedef {name} *{pointer};");
    }
    text.push('\n');
}

fn members(text: &mut String, record: &Record) {
    let _ = writeln!(text, "struct {} {{", record.tag);
    let mut union = None;
    for (name, ty) in &record.fields {
        let (outer, inner) = name.split_once('.').map_or((None, name.as_str()), |(outer, inner)| (Some(outer), inner));
        if union.is_none() && outer.is_some() {
            text.push_str("    union {\n");
        }
        if let (Some(closed), None) = (union, outer) {
            let _ = writeln!(text, "    }} {closed};");
        }
        let indent = if outer.is_some() { "        " } else { "    " };
        union = outer;
        let _ = writeln!(text, "{indent}{};", declaration(ty, inner));
    }
    if let Some(closed) = union {
        let _ = writeln!(text, "    }} {closed};");
    }
    text.push_str("};\n\n");
}

fn enumeration(text: &mut String, item: &Enum) {
    let _ = writeln!(text, "{}typedef enum {{", comment(&item.doc));
    for member in &item.members {
        let unsigned = if member.value > i64::from(i32::MAX) { "U" } else { "" };
        let line = format!("    {} = {}{unsigned},\n", member.name, member.value);
        match member.sentinel {
            true => {
                let _ = write!(text, "#ifdef VIR_ENUM_SENTINELS\n{line}#endif\n");
            }
            false => text.push_str(&line),
        }
    }
    let _ = write!(text, "}} {};\n\n", item.name);
}

/// A sentence or more as a comment; nothing for nothing.
fn comment(doc: &str) -> String {
    match doc {
        "" => String::new(),
        _ => format!("/* {} */\n", doc.replace('\n', "\n   ").replace("*/", "* /")),
    }
}

/// The arguments of a function, as C declares them.
pub(super) fn arguments(args: &[(String, String)]) -> String {
    match args {
        [] => "void".to_owned(),
        _ => args.iter().map(|(name, ty)| declaration(ty, name)).collect::<Vec<_>>().join(", "),
    }
}

/// A name with its type, as C writes it: stars beside the name, an array's length behind it.
fn declaration(ty: &str, name: &str) -> String {
    match ty.split_once('[') {
        Some((of, length)) => format!("{of} {name}[{length}"),
        None if ty.ends_with('*') => format!("{ty}{name}"),
        None => format!("{ty} {name}"),
    }
}
