//! The interface for programs: `libvirt-api.xml` and its like, which generators of language bindings read.

use std::collections::BTreeMap;
use std::fmt::Write;

use api_model::{Api, Constant, Record};

use super::interface::{Declared, HEADERS, Header, function_docs};
use super::symbols;
use crate::Output;

/// What the attribute `module` says where it is not the header's name: generators of bindings leave out or keep
/// functions by it.
const MODULES: &[(&str, &str)] =
    &[("libvirt-common", "virtypedparam-public"), ("virterror", "virerror"), ("libvirt-event", "virevent")];

/// The documents of all libraries; they are only installed, so their paths are relative to the installed tree.
pub fn outputs(api: &Api) -> Vec<Output> {
    let docs = function_docs(api);
    let libraries = std::iter::once("libvirt").chain(symbols::SMALL.iter().map(|(name, _)| *name));
    libraries
        .map(|library| {
            let headers: Vec<_> = HEADERS
                .iter()
                .filter(|header| symbols::library_of(&format!("libvirt/{}.h", header.name)) == library)
                .map(|header| (header, Declared::by(api, header.name)))
                .collect();
            Output { path: format!("share/libvirt/api/{library}-api.xml").into(), text: text(library, &headers, &docs) }
        })
        .collect()
}

fn text(library: &str, headers: &[(&Header, Declared)], docs: &BTreeMap<&str, &str>) -> String {
    let files: String = headers.iter().map(|(header, declared)| file(header, declared)).collect();
    // Kinds in a fixed order, names sorted within them.
    let mut symbols: [Vec<(&str, String)>; 5] = Default::default();
    for (header, declared) in headers {
        let name = header.name;
        symbols[0].extend(macros(name, declared));
        symbols[1].extend(members(name, declared));
        symbols[2].extend(types(name, declared));
        symbols[3].extend(variables(name, declared));
        symbols[4].extend(functions(name, declared, docs));
    }
    for kind in &mut symbols {
        kind.sort();
    }
    let symbols: String = symbols.iter().flatten().map(|(_, text)| text.as_str()).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<api name='{library}'>\n  <files>\n{files}  </files>\n  <symbols>\n{symbols}  </symbols>\n</api>\n"
    )
}

/// What a header exports, by kind.
fn file(header: &Header, declared: &Declared) -> String {
    let mut text = format!("    <file name='{}'>\n     <summary>{}</summary>\n", header.name, escaped(header.about));
    let mut exports = |kind: &str, names: &mut Vec<&str>| {
        names.sort_unstable();
        for name in names {
            let _ = writeln!(text, "     <exports symbol='{name}' type='{kind}'/>");
        }
    };
    let constants = declared.numbers.iter().chain(&declared.strings);
    exports("macro", &mut constants.map(|c| c.name.as_str()).chain(argument_macros(header.macros)).collect());
    let members = declared.enums.iter().flat_map(|e| &e.members);
    exports("enum", &mut members.map(|member| member.name.as_str()).collect());
    let mut types: Vec<&str> = declared.enums.iter().map(|e| e.name.as_str()).collect();
    types.extend(
        declared.records.iter().flat_map(|r| [Some(&r.name), r.pointer.as_ref()]).flatten().map(String::as_str),
    );
    types.extend(
        declared.aliases.iter().flat_map(|a| [Some(&a.name), a.pointer.as_ref()]).flatten().map(String::as_str),
    );
    exports("typedef", &mut types);
    exports("struct", &mut declared.records.iter().map(|r| r.tag.as_str()).collect());
    exports("variable", &mut declared.variables.iter().map(|v| v.name.as_str()).collect());
    let functions = declared.functions.iter().map(|f| f.name.as_str());
    exports("function", &mut functions.chain(declared.callbacks.iter().map(|c| c.name.as_str())).collect());
    text.push_str("    </file>\n");
    text
}

/// The names of the macros in a piece of C.
fn argument_macros(text: &str) -> impl Iterator<Item = &str> {
    let names = text.lines().filter_map(|line| line.strip_prefix("#define "));
    names.map(|rest| rest.split(['(', ' ']).next().unwrap_or_default())
}

fn macros<'a>(file: &'static str, declared: &Declared<'a>) -> Vec<(&'a str, String)> {
    let one = |attribute: &str, Constant { name, value, since, .. }: &'a Constant| {
        let value = escaped(value);
        (name.as_str(), format!("    <macro name='{name}' file='{file}' {attribute}='{value}' version='{since}'/>\n"))
    };
    let numbers = declared.numbers.iter().map(|constant| one("raw", constant));
    numbers.chain(declared.strings.iter().map(|constant| one("string", constant))).collect()
}

fn members<'a>(file: &'static str, declared: &Declared<'a>) -> Vec<(&'a str, String)> {
    let all = declared.enums.iter().copied().flat_map(|of| of.members.iter().map(move |member| (of, member)));
    let text = |(of, member): (&'a api_model::Enum, &'a api_model::Member)| {
        let since = member.since.as_ref().unwrap_or(&of.since);
        let value = member.value;
        let text = format!(
            "    <enum name='{}' file='{file}' value='{value}' type='{}' version='{since}'/>\n",
            member.name, of.name
        );
        (member.name.as_str(), text)
    };
    all.map(text).collect()
}

fn types<'a>(file: &'static str, declared: &Declared<'a>) -> Vec<(&'a str, String)> {
    let named = |name: &str, ty: &str, since: &str, doc: &str| {
        let head = format!("    <typedef name='{name}' file='{file}' type='{ty}' version='{since}'");
        match doc {
            "" => format!("{head}/>\n"),
            _ => format!("{head}>\n{}    </typedef>\n", info(doc)),
        }
    };
    let mut all = Vec::new();
    for of in &declared.enums {
        all.push((of.name.as_str(), named(&of.name, "enum", &of.since, &of.doc)));
    }
    for alias in &declared.aliases {
        all.push((alias.name.as_str(), named(&alias.name, &alias.ty, &alias.since, &alias.doc)));
        if let Some(pointer) = &alias.pointer {
            all.push((pointer.as_str(), named(pointer, &format!("{} *", alias.name), &alias.since, "")));
        }
    }
    for record in &declared.records {
        all.push((record.name.as_str(), structure(file, record)));
        if let Some(pointer) = &record.pointer {
            all.push((pointer.as_str(), named(pointer, &format!("{} *", record.name), &record.since, "")));
        }
    }
    all
}

fn structure(file: &str, record: &Record) -> String {
    let Record { name, tag, since, .. } = record;
    let mut text = format!("    <struct name='{name}' file='{file}' type='struct {tag}' version='{since}'");
    if record.fields.is_empty() {
        text.push_str("/>\n");
        return text;
    }
    let _ = write!(text, ">\n{}", info(&record.doc));
    let mut union = None;
    for (name, ty) in &record.fields {
        let Some((outer, inner)) = name.split_once('.') else {
            let ty = ty.split_once('[').map_or_else(|| ty.clone(), |(of, length)| format!("{of} {name}[{length}"));
            let _ = writeln!(text, "      <field name='{name}' type='{ty}' info=''/>");
            continue;
        };
        if union.is_none() {
            let _ = write!(text, "      <field name='{outer}' type='union' info=''>\n        <union>\n");
        }
        union = Some(outer);
        let _ = writeln!(text, "          <field name='{inner}' type='{ty}' info=''/>");
    }
    if union.is_some() {
        text.push_str("        </union>\n      </field>\n");
    }
    text.push_str("    </struct>\n");
    text
}

fn variables<'a>(file: &'static str, declared: &Declared<'a>) -> Vec<(&'a str, String)> {
    let text = |v: &&'a api_model::Variable| {
        let head = format!("    <variable name='{}' file='{file}' type='{}' version='{}'>\n", v.name, v.ty, v.since);
        (v.name.as_str(), format!("{head}{}    </variable>\n", info(&v.doc)))
    };
    declared.variables.iter().map(text).collect()
}

fn functions<'a>(file: &'static str, declared: &Declared<'a>, docs: &BTreeMap<&str, &str>) -> Vec<(&'a str, String)> {
    let functions = declared.functions.iter().map(|f| {
        let doc = docs.get(f.name.as_str()).copied().unwrap_or_default();
        (f.name.as_str(), signature("function", file, (&f.name, &f.since, doc), &f.args, &f.optional, &f.returns))
    });
    let callbacks = declared
        .callbacks
        .iter()
        .map(|c| (c.name.as_str(), signature("functype", file, (&c.name, &c.since, &c.doc), &c.args, &[], &c.returns)));
    functions.chain(callbacks).collect()
}

fn signature(
    element: &str,
    file: &str,
    (name, since, doc): (&str, &str, &str),
    args: &[(String, String)],
    optional: &[String],
    returns: &str,
) -> String {
    let module = MODULES.iter().find(|(header, _)| *header == file).map_or(file, |(_, module)| module);
    let mut text =
        format!("    <{element} name='{name}' file='{file}' module='{module}' version='{since}'>\n{}", info(doc));
    let _ = writeln!(text, "      <return type='{returns}' info=''/>");
    for (name, ty) in args {
        let info = if optional.contains(name) { "(optional)" } else { "" };
        let _ = writeln!(text, "      <arg name='{name}' type='{ty}' info='{info}'/>");
    }
    let _ = writeln!(text, "    </{element}>");
    text
}

fn info(doc: &str) -> String {
    format!("      <info>{}</info>\n", escaped(doc))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;")
}
