//! `virt`: enumerations, flags and names of the C interface under their C names.

use api_model::{Api, Enum};

use super::doc;
use crate::Output;

/// `constants.rs`.
pub fn output(api: &Api) -> Output {
    let mut out = String::from("#![allow(missing_docs)]\n\n");
    for object in api.objects.iter().filter(|o| o.name != "errors") {
        for e in &object.enums {
            out.push_str(&enumeration(e));
        }
        for s in &object.strings {
            out.push_str(&format!("pub const {}: &str = {:?};\n", s.name, s.value));
        }
    }
    super::output(
        "crates/virt/src/generated/constants.rs",
        "*",
        "Enumerations, flags and names of the C interface, under their C names.",
        &out,
    )
}

/// Flags are `u32` as on the wire, other members `i32`.
fn enumeration(e: &Enum) -> String {
    let ty = if e.flags { "u32" } else { "i32" };
    let mut out = format!("// {}: {}\n", e.name, doc(&e.doc, "").trim_start_matches("/// ").trim_end());
    for m in &e.members {
        match &m.alias {
            Some(alias) if e.members.iter().any(|o| o.name == *alias) => {
                out.push_str(&format!("pub const {}: {ty} = {alias};\n", m.name))
            }
            _ => out.push_str(&format!(
                "pub const {}: {ty} = {};\n",
                m.name,
                if e.flags { (m.value as u32).to_string() } else { m.value.to_string() }
            )),
        }
    }
    out.push('\n');
    out
}
