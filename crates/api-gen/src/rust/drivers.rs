//! `virt`: one driver trait per object kind, each method answering "not supported" until a driver has it.

use api_model::{Api, Object};

use super::{arguments, doc, driver_calls, ident, output, reply_name, return_type, structure, trait_name};
use crate::Output;

/// One file per object that has calls.
pub fn outputs(api: &Api) -> Vec<Output> {
    let with_calls = api.objects.iter().filter(|o| driver_calls(o).next().is_some());
    with_calls.map(|o| output(&format!("crates/virt/src/generated/{}.rs", o.name), &o.name, &o.doc, &body(o))).collect()
}

fn body(object: &Object) -> String {
    let mut out = String::from(
        "#![allow(unused_variables, unused_imports)]\n\nuse std::os::fd::OwnedFd;\n\nuse xdr::{Decoder, Encoder, Xdr};\n\nuse super::{limits, types::*};\nuse crate::{Result, Stream, TypedParam, Uuid, unsupported};\n\n",
    );
    for call in driver_calls(object).filter(|c| c.outs.len() > 1) {
        let text = format!("What [`{}::{}`] returns.", trait_name(object), ident(&call.name));
        out.push_str(&structure(&reply_name(object, call), &text, &call.outs));
    }
    out.push_str(&doc(&object.doc, ""));
    out.push_str(&format!("pub trait {}: Send + Sync {{\n", trait_name(object)));
    for call in driver_calls(object) {
        out.push_str(&doc(&call.doc, "    "));
        out.push_str(&format!(
            "    fn {}(&self{}) -> Result<{}> {{ Err(unsupported(\"{}\")) }}\n\n",
            ident(&call.name),
            arguments(call),
            return_type(object, call),
            call.serves.first().unwrap_or(&call.procedure),
        ));
    }
    out.push_str("}\n");
    out
}
