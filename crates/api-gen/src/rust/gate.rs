//! `virt`: a driver around a driver, which asks a gate before each call.

use api_model::{Api, Call, Object};

use super::{arguments, driver_calls, flag_conditions, ident, output, return_type, trait_name};
use crate::Output;

/// One file per object that has calls.
pub fn outputs(api: &Api) -> Vec<Output> {
    let with_calls = api.objects.iter().filter(|o| driver_calls(o).next().is_some());
    let functions: String =
        api.objects.iter().flat_map(driver_calls).map(|call| format!("\"{}\",\n", function(call))).collect();
    let functions = output(
        "crates/virt/src/generated/functions.rs",
        "*",
        "The calls that drivers serve.",
        &format!(
            "/// By the name of the C function that each is first of all for.\npub const FUNCTIONS: &[&str] = &[\n{functions}];\n"
        ),
    );
    with_calls
        .map(|o| {
            let path = format!("crates/virt/src/generated/gate_{}.rs", o.name);
            output(&path, &o.name, &format!("Behind a gate: {}", o.doc), &body(o))
        })
        .chain([functions])
        .collect()
}

/// The C function that a call is first of all for.
pub fn function(call: &Call) -> &str {
    call.serves.first().unwrap_or(&call.procedure)
}

fn body(object: &Object) -> String {
    let of = trait_name(object);
    let mut out = format!(
        "#![allow(unused_imports)]\n\nuse std::os::fd::OwnedFd;\n\nuse super::{{constants::*, limits, {}::*, types::*}};\nuse crate::gate::{{Access, Gated}};\nuse crate::{{Result, Stream, TypedParam, Uuid}};\n\nimpl {of} for Gated<dyn {of}> {{\n",
        object.name,
    );
    for call in driver_calls(object) {
        out.push_str(&method(object, call));
    }
    out.push_str("}\n");
    out
}

fn method(object: &Object, call: &Call) -> String {
    let function = function(call);
    let name = ident(&call.name);
    let more: Vec<String> = flag_conditions(call).collect();
    let access = match (call.write, &more[..]) {
        (true, _) => "Access::Write".to_owned(),
        (false, []) => "Access::Read".to_owned(),
        (false, more) => format!("Access::read_unless({})", more.join(" || ")),
    };
    let mut passed: Vec<String> = call.ins.iter().map(|f| ident(&f.name)).collect();
    if call.fds_in {
        passed.push("fds".into());
    }
    format!(
        "    fn {name}(&self{}) -> Result<{}> {{ self.gate.admit(\"{function}\", {access})?; self.driver.{name}({}) }}\n\n",
        arguments(call),
        return_type(object, call),
        passed.join(", ")
    )
}
