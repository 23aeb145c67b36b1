//! `virt`: a driver around a driver, for connections that may only read inside this process.

use api_model::{Api, Call, Object};

use super::server::flag_guards;
use super::{arguments, driver_calls, ident, output, return_type, trait_name};
use crate::Output;

/// One file per object that has calls.
pub fn outputs(api: &Api) -> Vec<Output> {
    let with_calls = api.objects.iter().filter(|o| driver_calls(o).next().is_some());
    with_calls
        .map(|o| {
            let path = format!("crates/virt/src/generated/read_only_{}.rs", o.name);
            output(&path, &o.name, &format!("What a read-only connection may do: {}", o.doc), &body(o))
        })
        .collect()
}

fn body(object: &Object) -> String {
    let of = trait_name(object);
    let mut out = format!(
        "#![allow(unused_imports, unused_variables)]\n\nuse std::os::fd::OwnedFd;\n\nuse super::{{constants::*, limits, {}::*, types::*}};\nuse crate::read_only::{{ReadOnly, refused, refuse_flag}};\nuse crate::{{Result, Stream, TypedParam, Uuid}};\n\nimpl {of} for ReadOnly<dyn {of}> {{\n",
        object.name,
    );
    for call in driver_calls(object) {
        out.push_str(&method(object, call));
    }
    out.push_str("}\n");
    out
}

fn method(object: &Object, call: &Call) -> String {
    let function = call.serves.first().unwrap_or(&call.procedure);
    let name = ident(&call.name);
    let body = match call.write {
        true => format!("Err(refused(\"{function}\"))"),
        false => {
            let mut passed: Vec<String> = call.ins.iter().map(|f| ident(&f.name)).collect();
            if call.fds_in {
                passed.push("fds".into());
            }
            let guards = flag_guards(call, &format!("refuse_flag(\"{function}\", "));
            format!("{guards} self.0.{name}({})", passed.join(", "))
        }
    };
    format!("    fn {name}(&self{}) -> Result<{}> {{ {body} }}\n\n", arguments(call), return_type(object, call))
}
