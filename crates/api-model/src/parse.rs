//! The line-based grammar of `.api` files.

use std::fmt;

use crate::{
    Call, Constant, Enum, Event, Field, Member, Object, Param, ParamGroup, Priority, StreamDirection, Struct, Type,
    c_types,
};

/// A place in an `.api` file and what is wrong there.
#[derive(Debug)]
pub struct ParseError {
    file: String,
    line: usize,
    message: String,
}

impl ParseError {
    pub(crate) fn new(file: &str, line: usize, message: String) -> ParseError {
        ParseError { file: file.to_owned(), line, message }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

pub(crate) type Result<T> = std::result::Result<T, String>;

/// One item: its documentation, its first line and its properties with their line numbers.
pub(crate) struct Item<'a> {
    pub(crate) doc: String,
    pub(crate) head: &'a str,
    pub(crate) line: usize,
    pub(crate) body: Vec<(usize, &'a str)>,
}

/// What is wrong, and in which line.
pub(crate) type Located<T> = std::result::Result<T, (usize, String)>;

pub(crate) fn object(file: &str, text: &str) -> std::result::Result<Object, ParseError> {
    let mut object = Object::default();
    for item in items(text, &mut object.doc) {
        add(&mut object, &item).map_err(|(line, message)| ParseError::new(file, line, message))?;
    }
    if object.name.is_empty() {
        return Err(ParseError::new(file, 1, "no 'object NAME' line".to_owned()));
    }
    Ok(object)
}

/// Splits a file into items; `//!` lines go to `file_doc`.
fn items<'a>(text: &'a str, file_doc: &mut String) -> Vec<Item<'a>> {
    let mut items: Vec<Item> = vec![];
    let mut doc = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if let Some(text) = line.strip_prefix("//!") {
            push_line(file_doc, text);
        } else if let Some(text) = line.strip_prefix("///") {
            push_line(&mut doc, text);
        } else if line.is_empty() {
            continue;
        } else if line.starts_with("    ") {
            if let Some(item) = items.last_mut() {
                item.body.push((number + 1, line.trim()));
            }
        } else {
            items.push(Item { doc: std::mem::take(&mut doc), head: line, line: number + 1, body: vec![] });
        }
    }
    items
}

fn push_line(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push('\n');
    }
    to.push_str(text.strip_prefix(' ').unwrap_or(text));
}

fn add(object: &mut Object, item: &Item) -> Located<()> {
    let (word, rest) = item.head.split_once(' ').unwrap_or((item.head, ""));
    let here = |e: String| (item.line, e);
    match word {
        "object" => object.name = rest.to_owned(),
        "call" => object.calls.push(call(rest, item)?),
        "event" => object.events.push(event(rest, item)?),
        "struct" => {
            object.structs.push(Struct { name: rest.to_owned(), doc: item.doc.clone(), fields: each(item, field)? })
        }
        "const" => {
            let (name, value) = rest.split_once(" = ").ok_or_else(|| here("const NAME = NUMBER".into()))?;
            object.limits.insert(name.to_owned(), number(value).map_err(here)?);
        }
        "enum" | "flags" => object.enums.push(enumeration(word == "flags", rest, item)?),
        "handle" | "record" => object.records.push(c_types::record(rest, item)?),
        "callback" => object.callbacks.push(c_types::callback(rest, item)?),
        "alias" => object.aliases.push(c_types::alias(rest, item)?),
        "function" => object.functions.push(c_types::function(rest, item)?),
        "variable" => object.variables.push(c_types::variable(rest, item)?),
        "params" => object.params.push(param_group(rest, item)?),
        "strings" => object.strings.extend(each(item, constant)?),
        "numbers" => object.numbers.extend(each(item, constant)?),
        _ => return Err(here(format!("unknown item '{word}'"))),
    }
    Ok(())
}

fn each<T>(item: &Item, one: fn(&str) -> Result<T>) -> Located<Vec<T>> {
    item.body.iter().map(|(line, text)| one(text).map_err(|e| (*line, e))).collect()
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| format!("'{text}' is not a number that fits"))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// `NAME TYPE`
fn field(text: &str) -> Result<Field> {
    let (name, ty) = text.split_once(' ').ok_or_else(|| format!("'{text}' is not NAME TYPE"))?;
    Ok(Field { name: name.to_owned(), ty: type_of(ty)? })
}

fn type_of(text: &str) -> Result<Type> {
    const NUMBERS: [&str; 9] = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f64"];
    let text = text.trim();
    if let Some(inner) = text.strip_suffix('?') {
        return Ok(Type::Optional(Box::new(type_of(inner)?)));
    }
    if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let (of, limit) = inner.split_once(';').ok_or_else(|| format!("'{text}' is not [TYPE; LIMIT]"))?;
        let of = Box::new(type_of(of)?);
        return Ok(match limit.trim().strip_suffix(" exactly") {
            Some(count) => Type::FixedList(of, number(count)?),
            None => Type::List(of, limit.trim().to_owned()),
        });
    }
    if let Some(limit) = text.strip_prefix("bytes<").and_then(|t| t.strip_suffix('>')) {
        return Ok(Type::Bytes(limit.to_owned()));
    }
    if let Some(known) = NUMBERS.iter().find(|n| **n == text) {
        return Ok(Type::Number(known));
    }
    match text {
        "string" => Ok(Type::String),
        "uuid" => Ok(Type::Uuid),
        _ if text.starts_with(|c: char| c.is_ascii_uppercase()) => Ok(Type::Struct(text.to_owned())),
        _ => Err(format!("unknown type '{text}'")),
    }
}

fn call(name: &str, item: &Item) -> Located<Call> {
    let mut call = Call {
        name: name.to_owned(),
        doc: item.doc.clone(),
        program: String::new(),
        number: 0,
        procedure: String::new(),
        priority: Priority::Low,
        serves: vec![],
        access: vec![],
        filter: vec![],
        write: false,
        before_auth: false,
        session: false,
        published: false,
        stream: None,
        sparse: None,
        fds_in: false,
        fds_out: false,
        ins: vec![],
        outs: vec![],
    };
    let mut classified = false;
    for (line, text) in &item.body {
        classified |= matches!(*text, "read" | "write");
        call_property(&mut call, text).map_err(|e| (*line, e))?;
    }
    match () {
        () if call.procedure.is_empty() => Err((item.line, format!("call {name} has no 'wire' line"))),
        () if call.doc.is_empty() => Err((item.line, format!("call {name} has no documentation"))),
        () if !classified => Err((item.line, format!("call {name} is neither 'read' nor 'write'"))),
        () => Ok(call),
    }
}

fn call_property(call: &mut Call, text: &str) -> Result<()> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "wire" => {
            let [program, id, procedure, priority] = rest.split(' ').collect::<Vec<_>>()[..] else {
                return Err("wire PROGRAM NUMBER PROCEDURE high|low".into());
            };
            (call.program, call.number, call.procedure) = (program.to_owned(), number(id)?, procedure.to_owned());
            call.priority = if priority == "high" { Priority::High } else { Priority::Low };
        }
        "serves" => call.serves = words(rest),
        "access" => call.access = words(rest),
        "filter" => call.filter = words(rest),
        "read" => call.write = false,
        "write" => call.write = true,
        "before-auth" => call.before_auth = true,
        "session" => call.session = true,
        "published" => call.published = true,
        "stream" => {
            let (direction, sparse) = rest.split_once(" sparse ").map_or((rest, None), |(d, s)| (d, Some(s)));
            call.stream = Some(if direction == "read" { StreamDirection::Read } else { StreamDirection::Write });
            call.sparse = sparse.map(str::to_owned);
        }
        "fds" => {
            call.fds_in |= rest == "in";
            call.fds_out |= rest == "out";
        }
        "in" => call.ins.push(field(rest)?),
        "out" => call.outs.push(field(rest)?),
        _ => return Err(format!("unknown property '{word}' of a call")),
    }
    Ok(())
}

fn event(name: &str, item: &Item) -> Located<Event> {
    let mut event = Event {
        name: name.to_owned(),
        doc: item.doc.clone(),
        program: String::new(),
        number: 0,
        procedure: String::new(),
        legacy: None,
        id: None,
        callback_id: true,
        fields: vec![],
    };
    for (line, text) in &item.body {
        event_property(&mut event, text).map_err(|e| (*line, e))?;
    }
    if event.procedure.is_empty() || event.doc.is_empty() {
        return Err((item.line, format!("event {name} lacks its 'wire' line or its documentation")));
    }
    Ok(event)
}

fn event_property(event: &mut Event, text: &str) -> Result<()> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "wire" => {
            let [program, id, procedure] = rest.split(' ').collect::<Vec<_>>()[..] else {
                return Err("wire PROGRAM NUMBER PROCEDURE".into());
            };
            (event.program, event.number, event.procedure) = (program.to_owned(), number(id)?, procedure.to_owned());
        }
        "legacy" => event.legacy = Some(number(rest.split(' ').next().unwrap_or(""))?),
        "id" => {
            let (name, value) = rest.split_once(" = ").ok_or("id NAME = NUMBER")?;
            event.id = Some((name.to_owned(), number(value)?));
        }
        "no-callback-id" => event.callback_id = false,
        "field" => event.fields.push(field(rest)?),
        _ => return Err(format!("unknown property '{word}' of an event")),
    }
    Ok(())
}

fn enumeration(flags: bool, rest: &str, item: &Item) -> Located<Enum> {
    let (name, since) = rest.split_once(" since ").ok_or_else(|| (item.line, "enum NAME since RELEASE".to_owned()))?;
    let mut out = Enum {
        name: name.into(),
        doc: item.doc.clone(),
        flags,
        since: since.into(),
        header: String::new(),
        members: vec![],
    };
    for (line, text) in &item.body {
        match text.strip_prefix("header ") {
            Some(header) => out.header = header.to_owned(),
            None => out.members.push(member(text).map_err(|e| (*line, e))?),
        }
    }
    Ok(out)
}

/// `NAME = VALUE [since RELEASE] [alias NAME] [sentinel]`
fn member(text: &str) -> Result<Member> {
    let mut words = text.split(' ');
    let name = words.next().unwrap_or("").to_owned();
    if words.next() != Some("=") {
        return Err(format!("'{text}' is not NAME = VALUE"));
    }
    let mut member =
        Member { name, value: number(words.next().unwrap_or(""))?, since: None, alias: None, sentinel: false };
    while let Some(word) = words.next() {
        match word {
            "since" => member.since = words.next().map(str::to_owned),
            "alias" => member.alias = words.next().map(str::to_owned),
            "sentinel" => member.sentinel = true,
            _ => return Err(format!("unknown word '{word}' behind an enum member")),
        }
    }
    Ok(member)
}

fn param_group(name: &str, item: &Item) -> Located<ParamGroup> {
    let mut out =
        ParamGroup { name: name.into(), doc: item.doc.clone(), used_by: vec![], carrier: None, fields: vec![] };
    for (line, text) in &item.body {
        match text.split_once(' ').unwrap_or((text, "")) {
            ("used-by", rest) => out.used_by = words(rest),
            ("carrier", rest) => out.carrier = Some(rest.to_owned()),
            _ => out.fields.push(param(text).map_err(|e| (*line, e))?),
        }
    }
    Ok(out)
}

/// `"NAME" TYPE|TYPE [CONSTANT] [since RELEASE]`
fn param(text: &str) -> Result<Param> {
    let (name, rest) = text
        .strip_prefix('"')
        .and_then(|t| t.split_once("\" "))
        .ok_or_else(|| format!("'{text}' is not \"NAME\" TYPES"))?;
    let (rest, since) = rest.split_once(" since ").map_or((rest, None), |(r, s)| (r, Some(s.to_owned())));
    let (types, constant) = rest.split_once(' ').map_or((rest, None), |(t, c)| (t, Some(c.to_owned())));
    let types = types.split('|').filter(|t| *t != "-").map(str::to_owned).collect();
    Ok(Param { name: name.to_owned(), types, constant, since })
}

/// `NAME = VALUE since RELEASE header HEADER`, a string value in double quotes.
fn constant(text: &str) -> Result<Constant> {
    let bad = || format!("'{text}' is not NAME = VALUE since RELEASE header HEADER");
    let (name, rest) = text.split_once(" = ").ok_or_else(bad)?;
    let (value, rest) = rest.split_once(" since ").ok_or_else(bad)?;
    let (since, header) = rest.split_once(" header ").ok_or_else(bad)?;
    Ok(Constant {
        name: name.into(),
        value: value.trim_matches('"').into(),
        since: since.into(),
        header: header.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_call_with_everything() {
        let text = "//! Guests.\nobject domain\n\n/// Takes a picture.\ncall screenshot\n    wire remote 211 P low\n    access domain:screenshot\n    write\n    stream read\n    in dom DomainRef\n    in names [string; LIMIT]\n    out mime string?\n";
        let object = object("x.api", text).unwrap();
        let call = &object.calls[0];
        assert_eq!((call.number, call.write, call.stream), (211, true, Some(StreamDirection::Read)));
        assert_eq!(call.ins[1].ty, Type::List(Box::new(Type::String), "LIMIT".into()));
        assert_eq!(call.outs[0].ty, Type::Optional(Box::new(Type::String)));
        assert_eq!(object.doc, "Guests.");
    }

    #[test]
    fn mistakes_name_their_line() {
        for (text, line, word) in [
            ("object x\n\n/// D.\ncall a\n    wire remote 1 P low\n    rade\n", 6, "rade"),
            ("object x\n\n/// D.\ncall a\n    wire remote 1 P low\n", 4, "neither"),
            ("object x\n\ncall a\n    wire remote 1 P low\n    read\n", 3, "documentation"),
            ("object x\nstruct S\n    a what\n", 3, "what"),
            ("object x\nblurb\n", 2, "blurb"),
            ("object x\nfunction f(a: int) -> int\n    check a not-zero\n    check b not-zero\n", 4, "'b'"),
        ] {
            let error = object("x.api", text).unwrap_err();
            assert_eq!(error.line, line, "{text}");
            assert!(error.message.contains(word), "{error}");
        }
    }
}
