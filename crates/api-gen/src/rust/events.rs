//! `virt`: one struct per message that a server sends by itself, and the enum of them all.

use api_model::{Api, Event, Field, Type};

use super::{camel, doc, structure};
use crate::Output;

/// `VIR_STORAGE_POOL_EVENT_ID_REFRESH` → `storage_pool`
fn object_kind(id: &str) -> String {
    let rest = id.strip_prefix("VIR_").unwrap_or(id);
    rest.split("_EVENT_ID").next().unwrap_or(rest).to_lowercase()
}

/// The field that names the object, and by what.
fn subject(field: &Field) -> Option<(&str, &'static str)> {
    match &field.ty {
        Type::Struct(name) if name == "NodeDeviceRef" => Some((&field.name, "Name")),
        Type::Struct(name) if name.ends_with("Ref") => Some((&field.name, "Uuid")),
        _ => None,
    }
}

/// Structs, the `Event` enum and its wire numbers.
pub fn output(api: &Api) -> Output {
    let events: Vec<&Event> = api.objects.iter().flat_map(|o| &o.events).collect();
    let parts = [declarations, wire, encode, decode, has_callback_id, subject_method, is_registrable];
    let body: String = parts.iter().map(|part| part(&events)).collect();
    super::output("crates/virt/src/generated/events.rs", "events", "Messages the server sends by itself.", &body)
}

/// A method of `Event`: its documentation, its signature, and one arm for each event.
fn method(doc: &str, signature: &str, open: &str, arms: &str, close: &str) -> String {
    format!(
        "impl Event {{\n    /// {doc}\n    pub fn {signature} {{\n        {open}\n{arms}        {close}\n    }}\n}}\n\n"
    )
}

fn arms(events: &[&Event], arm: impl Fn(&Event) -> String) -> String {
    events.iter().map(|e| arm(e)).collect()
}

fn declarations(events: &[&Event]) -> String {
    let mut out = String::from(
        "use xdr::{Decoder, Encoder, Xdr};\n\nuse super::{limits, types::*};\nuse crate::{TypedParam, Uuid};\n\n\
         /// What tells an object from others of its kind.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\n\
         pub enum Subject<'a> {\n    /// Its UUID.\n    Uuid(&'a Uuid),\n    /// Its name.\n    Name(&'a str),\n}\n\n\
         /// How an event travels.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub struct EventWire {\n    \
         /// The RPC program.\n    pub program: &'static str,\n    /// The message's number.\n    pub number: i32,\n    \
         /// The message's number for clients that register without a callback id.\n    pub legacy: Option<i32>,\n    \
         /// The event id that clients register for.\n    pub id: Option<i32>,\n    \
         /// Whether the callback's id precedes the fields.\n    pub callback_id: bool,\n    \
         /// The kind of object that clients register for; empty where they do not register.\n    \
         pub object: &'static str,\n}\n\n",
    );
    out.push_str(&arms(events, |e| structure(&camel(&e.name), &e.doc, &e.fields)));
    let variants = arms(events, |e| format!("{}{name}({name}),\n", doc(&e.doc, "    "), name = camel(&e.name)));
    out.push_str(&format!(
        "/// Any message that a server sends by itself.\n#[derive(Debug, Clone, PartialEq)]\npub enum Event {{\n{variants}}}\n\n"
    ));
    out
}

fn wire(events: &[&Event]) -> String {
    let arms = arms(events, |e| {
        format!(
            "Event::{}(_) => EventWire {{ program: {:?}, number: {}, legacy: {:?}, id: {:?}, callback_id: {}, object: {:?} }},\n",
            camel(&e.name),
            e.program,
            e.number,
            e.legacy,
            e.id.as_ref().map(|i| i.1),
            e.callback_id,
            e.id.as_ref().map(|(name, _)| object_kind(name)).unwrap_or_default(),
        )
    });
    method("How it travels.", "wire(&self) -> EventWire", "match self {", &arms, "}")
}

fn encode(events: &[&Event]) -> String {
    let arms = arms(events, |e| format!("Event::{}(v) => v.encode(e),\n", camel(&e.name)));
    method("Appends the fields, without a callback id.", "encode(&self, e: &mut Encoder)", "match self {", &arms, "}")
}

fn decode(events: &[&Event]) -> String {
    let arms = arms(events, |e| {
        let numbers = [Some(e.number), e.legacy].into_iter().flatten().map(|n| format!("({:?}, {n})", e.program));
        format!("{} => Event::{}(d.get()?),\n", numbers.collect::<Vec<_>>().join(" | "), camel(&e.name))
    });
    method(
        "Reads the fields of a message (callback id already taken off); `None` for an unknown number.",
        "decode(program: &str, number: i32, d: &mut Decoder<'_>) -> xdr::Result<Option<Event>>",
        "Ok(Some(match (program, number) {",
        &(arms + "_ => return Ok(None),\n"),
        "}))",
    )
}

fn has_callback_id(events: &[&Event]) -> String {
    let arms = arms(events, |e| {
        let legacy = e.legacy.map(|n| format!("({:?}, {n}) => false,\n", e.program)).unwrap_or_default();
        format!("({:?}, {}) => {},\n{legacy}", e.program, e.number, e.callback_id)
    });
    method(
        "Whether a message of this number starts with a callback id; `None` for an unknown number.",
        "has_callback_id(program: &str, number: i32) -> Option<bool>",
        "Some(match (program, number) {",
        &(arms + "_ => return None,\n"),
        "})",
    )
}

fn subject_method(events: &[&Event]) -> String {
    let arms = arms(events, |e| {
        let name = camel(&e.name);
        match e.fields.first() {
            Some(Field { name: field, ty: Type::Optional(inner) }) if matches!(**inner, Type::Struct(_)) => {
                format!("Event::{name}(e) => Subject::Uuid(&e.{field}.as_ref()?.uuid),\n")
            }
            first => match first.and_then(subject) {
                Some((field, key)) => {
                    format!("Event::{name}(e) => Subject::{key}(&e.{field}.{}),\n", key.to_lowercase())
                }
                None => String::new(),
            },
        }
    });
    method(
        "The object it tells of.",
        "subject(&self) -> Option<Subject<'_>>",
        "Some(match self {",
        &(arms + "_ => return None,\n"),
        "})",
    )
}

fn is_registrable(events: &[&Event]) -> String {
    let ids = events.iter().filter_map(|e| e.id.as_ref()).map(|(name, id)| format!("({:?}, {id})", object_kind(name)));
    let pattern = ids.collect::<Vec<_>>().join(" | ");
    method(
        "Whether clients can register for an event id of a kind of object.",
        "is_registrable(object: &str, id: i32) -> bool",
        &format!("matches!((object, id), {pattern})"),
        "",
        "",
    )
}
