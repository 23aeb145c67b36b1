//! `rpc`: what the server must know of a procedure before it decodes anything.

use api_model::{Api, Priority};

use super::camel;
use crate::Output;

/// `procedures.rs`.
pub fn output(api: &Api) -> Output {
    let mut out = String::from(
        "use crate::procedure::{Access, Object, Procedure};\nuse crate::wire::Program;\n\n/// Every call of every program, by program and number.\n#[rustfmt::skip]\npub static PROCEDURES: &[Procedure] = &[\n",
    );
    let mut calls: Vec<_> = api.calls().collect();
    calls.sort_by_key(|(_, c)| (order(&c.program), c.number));
    for (object, call) in calls {
        let access: String = call
            .access
            .iter()
            .filter(|a| *a != "none")
            .map(|a| {
                let mut words = a.splitn(3, ':');
                let mut word = || words.next().unwrap_or("");
                format!("Access {{ object: {:?}, permission: {:?}, flag: {:?} }},", word(), word(), word())
            })
            .collect();
        out.push_str(&format!(
            "    Procedure {{ program: Program::{}, number: {}, name: {:?}, function: {:?}, object: Object::{}, high: {}, write: {}, before_auth: {}, session: {}, published: {}, access: &[{access}] }},\n",
            camel(&call.program),
            call.number,
            call.procedure,
            call.serves.first().unwrap_or(&call.procedure),
            camel(&object.name),
            call.priority == Priority::High,
            call.write,
            call.before_auth,
            call.session,
            call.published,
        ));
    }
    out.push_str("];\n");
    super::output(
        "crates/rpc/src/generated/procedures.rs",
        "*",
        "What the server must know of a procedure before it decodes anything.",
        &out,
    )
}

fn order(program: &str) -> usize {
    ["remote", "qemu", "lxc", "admin"].iter().position(|p| *p == program).unwrap_or(usize::MAX)
}
