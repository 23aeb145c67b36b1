//! `virt`: one struct per message that a server sends by itself, and the enum of them all.

use api_model::{Api, Event};

use super::{camel, doc, structure};
use crate::Output;

/// Structs, the `Event` enum and its wire numbers.
pub fn output(api: &Api) -> Output {
    let events: Vec<&Event> = api.objects.iter().flat_map(|o| &o.events).collect();
    let mut out =
        String::from("use xdr::{Decoder, Encoder, Xdr};\n\nuse super::{limits, types::*};\nuse crate::TypedParam;\n\n");
    for event in &events {
        out.push_str(&structure(&camel(&event.name), &event.doc, &event.fields));
    }
    out.push_str(
        "/// Any message that a server sends by itself.\n#[derive(Debug, Clone, PartialEq)]\npub enum Event {\n",
    );
    for event in &events {
        out.push_str(&format!("{}{name}({name}),\n", doc(&event.doc, "    "), name = camel(&event.name)));
    }
    out.push_str("}\n\n/// How an event travels.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub struct EventWire {\n    /// The RPC program.\n    pub program: &'static str,\n    /// The message's number.\n    pub number: i32,\n    /// The message's number for clients that register without a callback id.\n    pub legacy: Option<i32>,\n    /// The event id that clients register for.\n    pub id: Option<i32>,\n    /// Whether the callback's id precedes the fields.\n    pub callback_id: bool,\n}\n\n");
    out.push_str(
        "impl Event {\n    /// How it travels.\n    pub fn wire(&self) -> EventWire {\n        match self {\n",
    );
    for event in &events {
        out.push_str(&format!(
            "Event::{}(_) => EventWire {{ program: {:?}, number: {}, legacy: {:?}, id: {:?}, callback_id: {} }},\n",
            camel(&event.name),
            event.program,
            event.number,
            event.legacy,
            event.id.as_ref().map(|i| i.1),
            event.callback_id,
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
    out.push_str("            _ => return None,\n        })\n    }\n}\n");
    super::output("crates/virt/src/generated/events.rs", "events", "Messages the server sends by itself.", &out)
}
