//! `rpc`: the server's dispatch, one arm per call: decode, call the driver, encode.

use api_model::{Api, Call, Object};

use super::{decode, driver_calls, encode, flag_conditions, ident, lend, output, trait_name};
use crate::Output;

/// One file per object that has calls.
pub fn outputs(api: &Api) -> Vec<Output> {
    let with_calls = api.objects.iter().filter(|o| driver_calls(o).next().is_some());
    with_calls
        .map(|o| {
            output(
                &format!("crates/rpc/src/generated/server_{}.rs", o.name),
                &o.name,
                &format!("Dispatch: {}", o.doc),
                &body(o),
            )
        })
        .collect()
}

fn body(object: &Object) -> String {
    let mut out = format!(
        "#![allow(unused_imports)]\n\nuse virt::generated::{{constants::*, limits, {}::*, types::*}};\nuse virt::Result;\n\nuse crate::server::{{Call, decoded}};\n\n/// Decodes, calls the driver and encodes its answer; false for an unknown number.\npub fn dispatch(driver: &dyn {}, number: i32, call: &mut Call<'_>) -> Result<bool> {{\n    match number {{\n",
        object.name,
        trait_name(object)
    );
    for call in driver_calls(object) {
        out.push_str(&format!("        {} => {{ {} }}\n", call.number, arm(call)));
    }
    out.push_str("        _ => return Ok(false),\n    }\n    Ok(true)\n}\n");
    out
}

fn arm(call: &Call) -> String {
    let names: Vec<String> = call.ins.iter().map(|f| ident(&f.name)).collect();
    let get: String = call.ins.iter().map(|f| decode(&f.ty) + ", ").collect();
    let take = match names.len() {
        0 => String::new(),
        _ => format!("let ({},) = decoded(&mut call.input, |d| Ok(({get})))?;", names.join(", ")),
    };
    let mut args: Vec<String> = call.ins.iter().map(|f| lend(&ident(&f.name), &f.ty)).collect();
    if call.fds_in {
        args.push("std::mem::take(&mut call.fds)".into());
    }
    let invoke = format!("driver.{}({})?", ident(&call.name), args.join(", "));
    let mut parts = vec![];
    if !call.outs.is_empty() {
        parts.push("reply");
    }
    if call.stream.is_some() {
        parts.push("stream");
    }
    if call.fds_out {
        parts.push("fds");
    }
    let bind = match &parts[..] {
        [] => format!("{invoke};"),
        [one] => format!("let {one} = {invoke};"),
        _ => format!("let ({}) = {invoke};", parts.join(", ")),
    };
    let put = match &call.outs[..] {
        [] => String::new(),
        [one] => format!("let e = &mut call.output; {}", encode("reply", &one.ty, false)),
        _ => "call.output.put(&reply);".into(),
    };
    let stream = if call.stream.is_some() { "call.stream = Some(stream);" } else { "" };
    let fds = if call.fds_out { "call.reply_fds = fds;" } else { "" };
    let guard: String = flag_conditions(call).map(|asked| format!("call.refuse_flag({asked})?;")).collect();
    format!("{take} {guard} {bind} {put} {stream} {fds}")
}
