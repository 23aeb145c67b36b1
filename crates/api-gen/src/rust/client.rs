//! `rpc`: the remote driver, one method per call: encode, send, wait, decode.

use api_model::{Api, Call, Object};

use super::{arguments, driver_calls, encode, ident, output, reply_name, return_type, trait_name, try_decode};
use crate::Output;

/// One file per object that has calls.
pub fn outputs(api: &Api) -> Vec<Output> {
    let with_calls = api.objects.iter().filter(|o| driver_calls(o).next().is_some());
    with_calls
        .map(|o| {
            output(
                &format!("crates/rpc/src/generated/client_{}.rs", o.name),
                &o.name,
                &format!("The remote driver: {}", o.doc),
                &body(o),
            )
        })
        .collect()
}

fn body(object: &Object) -> String {
    let mut out = format!(
        "#![allow(unused_imports)]\n\nuse std::os::fd::OwnedFd;\n\nuse virt::generated::{{limits, {}::*, types::*}};\nuse virt::{{Result, Stream, TypedParam, Uuid}};\nuse xdr::Encoder;\n\nuse crate::client::{{Remote, decoded}};\nuse crate::wire::Program;\n\nimpl {} for Remote {{\n",
        object.name,
        trait_name(object)
    );
    for call in driver_calls(object) {
        out.push_str(&method(object, call));
    }
    out.push_str("}\n");
    out
}

fn method(object: &Object, call: &Call) -> String {
    let put: String = call.ins.iter().map(|f| encode(&ident(&f.name), &f.ty, true)).collect();
    let program = format!("Program::{}", super::camel(&call.program));
    let encoder = if call.ins.is_empty() { "let e = Encoder::new();" } else { "let mut e = Encoder::new();" };
    let (send, mut parts) = match (call.stream, call.fds_in, call.fds_out) {
        (Some(_), ..) => {
            (format!("let (reply, stream) = self.open_stream({program}, {}, e)?;", call.number), vec!["stream"])
        }
        (_, true, true) => {
            (format!("let (reply, fds) = self.call_with_fds({program}, {}, e, fds)?;", call.number), vec!["fds"])
        }
        (_, true, _) if call.outs.is_empty() => {
            (format!("self.call_with_fds({program}, {}, e, fds)?;", call.number), vec![])
        }
        (_, true, _) => (format!("let reply = self.call_with_fds({program}, {}, e, fds)?.0;", call.number), vec![]),
        (_, _, true) => {
            (format!("let (reply, fds) = self.call_with_fds({program}, {}, e, vec![])?;", call.number), vec!["fds"])
        }
        _ => (format!("let reply = self.call({program}, {}, e)?;", call.number), vec![]),
    };
    let result = match &call.outs[..] {
        [] => String::new(),
        [one] => format!("let result = decoded(&reply, |d| {})?;", try_decode(&one.ty)),
        _ => format!("let result = decoded(&reply, |d| d.get::<{}>())?;", reply_name(object, call)),
    };
    if !call.outs.is_empty() {
        parts.insert(0, "result");
    }
    let value = if parts.len() == 1 { parts[0].to_owned() } else { format!("({})", parts.join(", ")) };
    let send = if call.outs.is_empty() { send.replace("let reply = ", "").replace("(reply, ", "(_, ") } else { send };
    format!(
        "    fn {}(&self{}) -> Result<{}> {{ {encoder} {put} {send} {result} Ok({value}) }}\n\n",
        ident(&call.name),
        arguments(call),
        return_type(object, call)
    )
}
