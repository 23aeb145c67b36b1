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
    let mut out = String::from(
        "use xdr::{Decoder, Encoder, Xdr};\n\nuse super::{limits, types::*};\nuse crate::{TypedParam, Uuid};\n\n/// What tells an object from others of its kind.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Subject<'a> {\n    /// Its UUID.\n    Uuid(&'a Uuid),\n    /// Its name.\n    Name(&'a str),\n}\n\n",
    );
    for event in &events {
        out.push_str(&structure(&camel(&event.name), &event.doc, &event.fields));
    }
    out.push_str(
        "/// Any message that a server sends by itself.\n#[derive(Debug, Clone, PartialEq)]\npub enum Event {\n",
    );
    for event in &events {
        out.push_str(&format!("{}{name}({name}),\n", doc(&event.doc, "    "), name = camel(&event.name)));
    }
    out.push_str("}\n\n/// How an event travels.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub struct EventWire {\n    /// The RPC program.\n    pub program: &'static str,\n    /// The message's number.\n    pub number: i32,\n    /// The message's number for clients that register without a callback id.\n    pub legacy: Option<i32>,\n    /// The event id that clients register for.\n    pub id: Option<i32>,\n    /// Whether the callback's id precedes the fields.\n    pub callback_id: bool,\n    /// The kind of object that clients register for; empty where they do not register.\n    pub object: &'static str,\n}\n\n");
    out.push_str(
        "impl Event {\n    /// How it travels.\n    pub fn wire(&self) -> EventWire {\n        match self {\n",
    );
    for event in &events {
        out.push_str(&format!(
            "Event::{}(_) => EventWire {{ program: {:?}, number: {}, legacy: {:?}, id: {:?}, callback_id: {}, object: {:?} }},\n",
            camel(&event.name),
            event.program,
            event.number,
            event.legacy,
            event.id.as_ref().map(|i| i.1),
            event.callback_id,
            event.id.as_ref().map(|(name, _)| object_kind(name)).unwrap_or_default(),
        ));
    }
    out.push_str("        }\n    }\n\n    /// Appends the fields, without a callback id.\n    pub fn encode(&self, e: &mut Encoder) {\n        match self {\n");
    for event in &events {
        out.push_str(&format!("Event::{}(v) => v.encode(e),\n", camel(&event.name)));
    }
    out.push_str("        }\n    }\n\n    /// Reads the fields of a message (callback id already taken off); `None` for an unknown number.\n    pub fn decode(program: &str, number: i32, d: &mut Decoder<'_>) -> xdr::Result<Option<Event>> {\n        Ok(Some(match (program, number) {\n");
    for event in &events {
        let numbers: Vec<String> = [Some(event.number), event.legacy]
            .into_iter()
            .flatten()
            .map(|n| format!("({:?}, {n})", event.program))
            .collect();
        out.push_str(&format!("{} => Event::{}(d.get()?),\n", numbers.join(" | "), camel(&event.name)));
    }
    out.push_str("            _ => return Ok(None),\n        }))\n    }\n\n    /// Whether a message of this number starts with a callback id; `None` for an unknown number.\n    pub fn has_callback_id(program: &str, number: i32) -> Option<bool> {\n        Some(match (program, number) {\n");
    for event in &events {
        out.push_str(&format!("({:?}, {}) => {},\n", event.program, event.number, event.callback_id));
        if let Some(legacy) = event.legacy {
            out.push_str(&format!("({:?}, {legacy}) => false,\n", event.program));
        }
    }
    out.push_str("            _ => return None,\n        })\n    }\n\n    /// The object it tells of.\n    pub fn subject(&self) -> Option<Subject<'_>> {\n        Some(match self {\n");
    for event in &events {
        if let Some((field, key)) = event.fields.first().and_then(subject) {
            out.push_str(&format!(
                "Event::{}(e) => Subject::{key}(&e.{field}.{}),\n",
                camel(&event.name),
                key.to_lowercase()
            ));
        } else if let Some(Type::Optional(inner)) = event.fields.first().map(|f| &f.ty)
            && let Type::Struct(_) = **inner
        {
            out.push_str(&format!(
                "Event::{}(e) => Subject::Uuid(&e.{}.as_ref()?.uuid),\n",
                camel(&event.name),
                event.fields[0].name
            ));
        }
    }
    out.push_str("            _ => return None,\n        })\n    }\n}\n");
    out.push_str("\nimpl Event {\n    /// Whether clients can register for an event id of a kind of object.\n    pub fn is_registrable(object: &str, id: i32) -> bool {\n        matches!((object, id), ");
    let ids: Vec<String> = events
        .iter()
        .filter_map(|e| e.id.as_ref())
        .map(|(name, id)| format!("({:?}, {id})", object_kind(name)))
        .collect();
    out.push_str(&ids.join(" | "));
    out.push_str(")\n    }\n}\n");
    super::output("crates/virt/src/generated/events.rs", "events", "Messages the server sends by itself.", &out)
}
