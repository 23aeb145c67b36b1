//! Which library exports which function under which version node, and the small libraries that hand their calls on.
//!
//! All code is in `libvirt.so.0`: the thread's last error and the handles have to be one and the same for all of them.
//! The functions of `libvirt-qemu.so.0` and its like are exported from there under a prefix of our own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use api_model::{Api, Function};

use super::headers::arguments;
use crate::Output;

/// The libraries beside the main one: their name, the header that declares their functions.
pub(super) const SMALL: &[(&str, &str)] = &[
    ("libvirt-qemu", "libvirt/libvirt-qemu.h"),
    ("libvirt-lxc", "libvirt/libvirt-lxc.h"),
    ("libvirt-admin", "libvirt/libvirt-admin.h"),
];

/// What functions of the small libraries are called in the main one.
pub const PREFIX: &str = "ferrovirt_";

/// The library that exports a function.
pub fn library(function: &Function) -> &'static str {
    library_of(&function.header)
}

/// The library whose functions a header declares.
pub(super) fn library_of(header: &str) -> &'static str {
    SMALL.iter().find(|(_, own)| *own == header).map_or("libvirt", |(library, _)| *library)
}

/// The name under which the main library exports a function.
pub fn exported_name(function: &Function) -> String {
    match library(function) {
        "libvirt" => function.name.clone(),
        _ => format!("{PREFIX}{}", function.name),
    }
}

/// `LIBVIRT_1.2.10` as numbers, for the order.
fn version(node: &str) -> Vec<u32> {
    let digits = node.rsplit('_').next().unwrap_or_default();
    digits.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// The linker's version script: each node builds on the one before.
fn script(nodes: &BTreeMap<(Vec<u32>, String), BTreeSet<String>>, private: &BTreeSet<String>) -> String {
    let mut text = String::from("/* Generated from `api/*.api` by `cargo xtask gen`. Do not edit. */\n");
    let mut before = String::new();
    for ((_, node), names) in nodes {
        let list: String = names.iter().map(|name| format!("    {name};\n")).collect();
        let hidden = if before.is_empty() { "  local:\n    *;\n" } else { "" };
        let _ = write!(text, "{node} {{\n  global:\n{list}{hidden}}}{before};\n");
        before = format!(" {node}");
    }
    if !private.is_empty() {
        let list: String = private.iter().map(|name| format!("    {name};\n")).collect();
        let _ = write!(text, "FERROVIRT_PRIVATE {{\n  global:\n{list}}}{before};\n");
    }
    text
}

/// A C file whose functions hand their calls on to the main library.
///
/// Every type of the interface stands for a pointer, and pointers are all alike when they are handed on; so the file
/// needs no header.
fn forwards(functions: &[&Function]) -> String {
    let mut text =
        String::from("/* Generated from `api/*.api` by `cargo xtask gen`. Do not edit. */\n#include <stddef.h>\n\n");
    let used = functions.iter().flat_map(|f| f.args.iter().map(|(_, c_type)| c_type).chain([&f.returns]));
    let words = used.flat_map(|c_type| c_type.split([' ', '*'])).filter(|word| word.starts_with("vir"));
    for name in words.collect::<BTreeSet<_>>() {
        let _ = writeln!(text, "typedef void *{name};");
    }
    text.push('\n');
    for function in functions {
        let Function { name, returns, args, .. } = function;
        let declared = arguments(args);
        let passed: Vec<&str> = args.iter().map(|(name, _)| name.as_str()).collect();
        let hand_on = if returns == "void" { "" } else { "return " };
        let _ = write!(
            text,
            "extern {returns} {PREFIX}{name}({declared});\n{returns} {name}({declared})\n{{\n    {hand_on}{PREFIX}{name}({});\n}}\n\n",
            passed.join(", ")
        );
    }
    text
}

/// Version scripts of all libraries, and the sources of the small ones.
pub fn outputs(api: &Api) -> Vec<Output> {
    let functions: Vec<&Function> = api.objects.iter().flat_map(|object| &object.functions).collect();
    let mut all = Vec::new();
    for library_name in std::iter::once(&"libvirt").chain(SMALL.iter().map(|(name, _)| name)) {
        let own: Vec<&Function> = functions.iter().copied().filter(|f| library(f) == *library_name).collect();
        let mut nodes: BTreeMap<(Vec<u32>, String), BTreeSet<String>> = BTreeMap::new();
        for function in &own {
            let key = (version(&function.symbol), function.symbol.clone());
            nodes.entry(key).or_default().insert(function.name.clone());
        }
        for variable in api.objects.iter().flat_map(|object| &object.variables).filter(|_| *library_name == "libvirt") {
            let key = (version(&variable.symbol), variable.symbol.clone());
            nodes.entry(key).or_default().insert(variable.name.clone());
        }
        let mut private = BTreeSet::new();
        if *library_name == "libvirt" {
            private.extend(functions.iter().filter(|f| library(f) != "libvirt").map(|f| exported_name(f)));
        } else {
            let path = format!("crates/libvirt/symbols/{library_name}.c").into();
            all.push(Output { path, text: forwards(&own) });
        }
        let path = format!("crates/libvirt/symbols/{library_name}.syms").into();
        all.push(Output { path, text: script(&nodes, &private) });
    }
    all
}
