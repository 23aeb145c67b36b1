//! `virt`: structures on the wire and the limits of their lists.

use api_model::Api;

use super::{output, structure};
use crate::Output;

/// `types.rs` and `limits.rs`.
pub fn outputs(api: &Api) -> Vec<Output> {
    let mut types =
        String::from("use xdr::{Decoder, Encoder, Xdr};\n\nuse super::limits;\nuse crate::{TypedParam, Uuid};\n\n");
    let mut limits = String::from("#![allow(missing_docs)]\n\n");
    for object in &api.objects {
        for s in &object.structs {
            types.push_str(&structure(&s.name, &s.doc, &s.fields));
        }
        for (name, value) in &object.limits {
            limits.push_str(&format!("pub const {name}: usize = {value};\n"));
        }
    }
    vec![
        output("crates/virt/src/generated/types.rs", "types", "Structures that travel in calls and events.", &types),
        output(
            "crates/virt/src/generated/limits.rs",
            "types",
            "The most elements or bytes a list or byte field may have.",
            &limits,
        ),
    ]
}
