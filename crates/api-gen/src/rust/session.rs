//! `rpc`: arguments and results of the calls that a server's session answers itself.

use api_model::Api;

use super::{camel, structure};
use crate::Output;

/// `session.rs`.
pub fn output(api: &Api) -> Output {
    let mut out = String::from(
        "#![allow(unused_imports)]\n\nuse virt::generated::{limits, types::*};\nuse virt::{TypedParam, Uuid};\nuse xdr::{Decoder, Encoder, Xdr};\n\n",
    );
    for (object, call) in api.calls().filter(|(_, c)| c.session) {
        let stem = format!("{}{}", camel(&object.name), camel(&call.name));
        out.push_str(&format!(
            "/// {} {}\npub const {}: i32 = {};\n\n",
            call.program, call.procedure, call.procedure, call.number
        ));
        for (kind, fields) in [("Args", &call.ins), ("Reply", &call.outs)] {
            if !fields.is_empty() {
                out.push_str(&structure(&format!("{stem}{kind}"), &call.doc, fields));
            }
        }
    }
    super::output(
        "crates/rpc/src/generated/session.rs",
        "*",
        "Arguments and results of the calls that a server's session answers itself.",
        &out,
    )
}
