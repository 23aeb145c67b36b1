//! `virt`: error codes and domains.

use api_model::Api;

use crate::Output;

/// `codes.rs`.
pub fn output(api: &Api) -> Output {
    let mut out = String::new();
    for (c_name, name, prefix) in
        [("virErrorNumber", "ErrorCode", "VIR_ERR_"), ("virErrorDomain", "ErrorDomain", "VIR_FROM_")]
    {
        let Some(e) = api.objects.iter().flat_map(|o| &o.enums).find(|e| e.name == c_name) else { continue };
        out.push_str(&format!(
            "{}#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub struct {name}(pub i32);\n\n#[allow(missing_docs)]\nimpl {name} {{\n",
            super::doc(&e.doc, "")
        ));
        for m in e.members.iter().filter(|m| !m.sentinel) {
            let short = m.name.strip_prefix(prefix).unwrap_or(m.name.trim_start_matches("VIR_"));
            out.push_str(&format!("    pub const {short}: {name} = {name}({});\n", m.value));
        }
        out.push_str("}\n\n");
    }
    super::output(
        "crates/virt/src/generated/codes.rs",
        "errors",
        "Error codes and domains: the numbers that travel on the wire.",
        &out,
    )
}
