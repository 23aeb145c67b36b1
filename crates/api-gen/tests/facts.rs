//! The description against the interface facts: every number, name, priority, permission and layout on the wire.
//!
//! The facts lie outside the repository, in the folder that FERROVIRT_SHARED names; without it the test is skipped.

use std::collections::HashMap;
use std::path::Path;

use api_model::{Api, Priority, StreamDirection, Type};
use serde_json::Value;

fn facts(file: &str) -> Option<Value> {
    let shared = std::env::var_os("FERROVIRT_SHARED")?;
    let text = std::fs::read_to_string(Path::new(&shared).join("facts").join(file)).expect("the facts can be read");
    Some(serde_json::from_str(&text).expect("the facts are JSON"))
}

fn api() -> Api {
    Api::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../api")).expect("the description can be read")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The layout on the wire of a type in the facts, names resolved.
fn layout(ty: &Value, types: &HashMap<&str, &Value>) -> String {
    let inner = || layout(&ty["of"], types);
    match text(ty, "kind") {
        "int" => "i32".into(),
        "uint" => "u32".into(),
        "hyper" => "i64".into(),
        "uhyper" => "u64".into(),
        "char" => "i8".into(),
        "uchar" => "u8".into(),
        "short" => "i16".into(),
        "ushort" => "u16".into(),
        "double" => "f64".into(),
        "string" => "string".into(),
        "opaque" => format!("bytes<{}>", text(ty, "max")),
        "fixed_opaque" => "uuid".into(),
        "list" => format!("[{}; {}]", inner(), text(ty, "max")),
        "fixed_list" => format!("[{}; {}]", inner(), ty["len"]),
        "optional" => format!("{}?", inner()),
        "ref" => named(types[text(ty, "name")], types),
        other => panic!("unknown kind {other}"),
    }
}

fn named(ty: &Value, types: &HashMap<&str, &Value>) -> String {
    match text(ty, "kind") {
        "struct" => fields(&ty["fields"], types),
        "typedef" => layout(&ty["type"], types),
        "enum" => "i32".into(),
        "union" => "typed value".into(),
        // A typedef may stand as the kind of its target.
        _ => layout(ty, types),
    }
}

fn fields(list: &Value, types: &HashMap<&str, &Value>) -> String {
    let all: Vec<String> = list.as_array().into_iter().flatten().map(|f| layout(&f["type"], types)).collect();
    format!("{{{}}}", all.join(", "))
}

/// The layout on the wire of a type of the description.
fn ours(ty: &Type, api: &Api) -> String {
    match ty {
        Type::Number(n) => (*n).into(),
        Type::String => "string".into(),
        Type::Uuid => "uuid".into(),
        Type::Bytes(limit) => format!("bytes<{limit}>"),
        Type::Struct(name) if name == "TypedParam" => "{string, typed value}".into(),
        Type::Struct(name) => {
            our_fields(&api.structure(name).unwrap_or_else(|| panic!("no struct {name}")).fields, api)
        }
        Type::Optional(t) => format!("{}?", ours(t, api)),
        Type::List(t, limit) => format!("[{}; {limit}]", ours(t, api)),
        Type::FixedList(t, count) => format!("[{}; {count}]", ours(t, api)),
    }
}

fn our_fields(list: &[api_model::Field], api: &Api) -> String {
    let all: Vec<String> = list.iter().map(|f| ours(&f.ty, api)).collect();
    format!("{{{}}}", all.join(", "))
}

#[test]
fn calls_are_numbered_and_laid_out_as_on_the_wire() {
    let Some(facts) = facts("rpc.json") else { return println!("skipped: FERROVIRT_SHARED is not set") };
    let types: HashMap<&str, &Value> =
        facts["types"].as_array().unwrap().iter().map(|t| (text(t, "name"), t)).collect();
    let api = api();
    let mut compared = 0;
    for program in facts["programs"].as_array().unwrap().iter().filter(|p| text(p, "label") != "keepalive") {
        let label = text(program, "label");
        for p in program["procedures"].as_array().unwrap().iter().filter(|p| text(p, "direction") == "client_to_server")
        {
            let name = text(p, "name");
            let number = p["number"].as_i64().unwrap() as i32;
            let found = api.calls().find(|(_, c)| c.program == label && c.number == number);
            let (_, call) = found.unwrap_or_else(|| panic!("{name} is not described"));
            assert_eq!(call.procedure, name);
            assert_eq!(call.priority == Priority::High, text(p, "priority") == "high", "{name}: priority");
            let stream = call.stream.map(|s| if s == StreamDirection::Read { "read" } else { "write" });
            assert_eq!(stream, p["stream"].as_str(), "{name}: stream");
            assert_eq!(
                (call.fds_in, call.fds_out),
                (p["fds_in_call"] == true, p["fds_in_reply"] == true),
                "{name}: descriptors"
            );
            assert_eq!(call.before_auth, p["needs_auth"] == false, "{name}: before authentication");
            let acl: Vec<&str> = p["acl"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!(call.access, acl, "{name}: permissions");
            assert_eq!(our_fields(&call.ins, &api), fields(&p["args"], &types), "{name}: arguments");
            assert_eq!(our_fields(&call.outs, &api), fields(&p["ret"], &types), "{name}: results");
            compared += 1;
        }
    }
    assert_eq!(compared, api.calls().count(), "the description has calls that the facts lack");
}

#[test]
fn events_and_limits_are_those_on_the_wire() {
    let Some(facts) = facts("rpc.json") else { return println!("skipped: FERROVIRT_SHARED is not set") };
    let api = api();
    let mut messages = 0;
    for program in facts["programs"].as_array().unwrap() {
        for p in program["procedures"].as_array().unwrap().iter().filter(|p| p["event_message"] == true) {
            let (label, number) = (text(program, "label"), p["number"].as_i64().unwrap() as i32);
            let mut events = api.objects.iter().flat_map(|o| &o.events).filter(|e| e.program == label);
            assert!(
                events.any(|e| e.number == number || e.legacy == Some(number)),
                "{} is not described",
                text(p, "name")
            );
            messages += 1;
        }
    }
    assert!(messages > 50, "only {messages} messages in the facts");
    let known: HashMap<&str, u64> = facts["consts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| Some((text(c, "name"), c["value"].as_u64()?)))
        .collect();
    for (name, value) in api.objects.iter().flat_map(|o| &o.limits) {
        assert_eq!(known.get(name.as_str()), Some(value), "{name}");
    }
}

#[test]
fn every_function_enum_and_error_of_the_c_interface_is_described() {
    let Some(facts_api) = facts("api.json") else { return println!("skipped: FERROVIRT_SHARED is not set") };
    let api = api();
    for f in facts_api["functions"].as_array().unwrap() {
        let found = api.objects.iter().flat_map(|o| &o.functions).find(|o| o.name == text(f, "name"));
        let ours = found.unwrap_or_else(|| panic!("{} is not described", text(f, "name")));
        assert_eq!(
            (ours.symbol.as_str(), ours.returns.as_str()),
            (text(f, "symbol_version"), text(f, "returns")),
            "{}",
            ours.name
        );
        assert_eq!(ours.args.len(), f["args"].as_array().unwrap().len(), "{}", ours.name);
    }
    for e in facts_api["enums"].as_array().unwrap() {
        let ours = api.objects.iter().flat_map(|o| &o.enums).find(|o| o.name == text(e, "name"));
        let ours = ours.unwrap_or_else(|| panic!("{} is not described", text(e, "name")));
        for m in e["members"].as_array().unwrap() {
            let member = ours.members.iter().find(|o| o.name == text(m, "name"));
            assert_eq!(member.map(|o| o.value), m["value"].as_i64(), "{}", text(m, "name"));
        }
    }
    let errors = facts("errors.json").unwrap();
    for (key, name) in [("codes", "virErrorNumber"), ("domains", "virErrorDomain")] {
        let ours = api.objects.iter().flat_map(|o| &o.enums).find(|e| e.name == name).unwrap();
        assert_eq!(ours.members.len(), errors[key].as_array().unwrap().len());
    }
}
