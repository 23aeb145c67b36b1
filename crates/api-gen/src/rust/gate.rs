//! `driver-test`: a driver in front of a driver, one method per call: what was asked of the call happens, then the call.

use api_model::{Api, Call, Object};

use super::{arguments, driver_calls, ident, output, return_type, trait_name};
use crate::Output;

/// One file for all objects.
pub fn output_file(api: &Api) -> Output {
    let with_calls: Vec<&Object> = api.objects.iter().filter(|o| driver_calls(o).next().is_some()).collect();
    let names: String = with_calls.iter().map(|o| format!("{}::*, ", o.name)).collect();
    let mut body = format!(
        "#![allow(unused_imports)]\n\nuse std::os::fd::OwnedFd;\n\nuse virt::generated::{{{names}types::*}};\nuse virt::{{Result, Stream, TypedParam, Uuid}};\n\nuse crate::gate::Gate;\n\n"
    );
    for object in with_calls {
        body.push_str(&format!("impl {} for Gate {{\n", trait_name(object)));
        driver_calls(object).for_each(|call| body.push_str(&method(object, call)));
        body.push_str("}\n\n");
    }
    output("crates/driver-test/src/generated/gate.rs", "*", "Every call, behind what was asked of it.", &body)
}

fn method(object: &Object, call: &Call) -> String {
    let mut names: Vec<String> = call.ins.iter().map(|field| ident(&field.name)).collect();
    if call.fds_in {
        names.push("fds".to_owned());
    }
    let name = ident(&call.name);
    format!(
        "    fn {name}(&self{}) -> Result<{}> {{ self.enter(\"{}\")?; self.inner.{}.{name}({}) }}\n\n",
        arguments(call),
        return_type(object, call),
        call.serves.first().unwrap_or(&call.procedure),
        object.name,
        names.join(", "),
    )
}
