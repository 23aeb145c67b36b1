//! Rust code: how names and types of the description are spelled in it.

pub mod client;
pub mod codes;
pub mod constants;
pub mod drivers;
pub mod events;
pub mod gate;
pub mod procedures;
pub mod server;
pub mod session;
pub mod types;

use api_model::{Call, Field, Object, Type};

use crate::Output;

pub(crate) fn output(path: &str, source: &str, doc: &str, body: &str) -> Output {
    let text =
        format!("//! {doc}\n//!\n//! Generated from `api/{source}.api` by `cargo xtask gen`. Do not edit.\n\n{body}");
    Output { path: path.into(), text }
}

/// The `generated/mod.rs` of a crate: one public module per generated file.
pub(crate) fn modules(crate_path: &str, all: &[Output]) -> Output {
    let folder = std::path::Path::new(crate_path).join("src/generated");
    let mut names: Vec<_> =
        all.iter().filter(|o| o.path.starts_with(&folder)).filter_map(|o| o.path.file_stem()?.to_str()).collect();
    names.sort_unstable();
    let list: String = names.iter().map(|n| format!("pub mod {n};\n")).collect();
    output(
        &format!("{crate_path}/src/generated/mod.rs"),
        "*",
        "What the interface description becomes in this crate.",
        &list,
    )
}

/// `domain_snapshot` → `DomainSnapshot`
pub(crate) fn camel(snake: &str) -> String {
    let mut out = String::new();
    for word in snake.split('_') {
        let mut chars = word.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    out
}

/// A name of the description as Rust takes it.
pub fn ident(name: &str) -> String {
    match name {
        "type" | "match" | "ref" | "move" | "in" | "loop" => format!("{name}_"),
        _ => name.to_owned(),
    }
}

pub(crate) fn doc(text: &str, indent: &str) -> String {
    text.lines().map(|l| format!("{indent}/// {l}\n")).collect()
}

/// The type that owns the value.
pub(crate) fn owned(ty: &Type) -> String {
    match ty {
        Type::Number(n) => (*n).to_owned(),
        Type::String => "String".into(),
        Type::Uuid => "Uuid".into(),
        Type::Bytes(_) => "Vec<u8>".into(),
        Type::Struct(s) => s.clone(),
        Type::Optional(t) => format!("Option<{}>", owned(t)),
        Type::List(t, _) | Type::FixedList(t, _) => format!("Vec<{}>", owned(t)),
    }
}

/// The type in which a function takes the value.
pub(crate) fn borrowed(ty: &Type) -> String {
    match ty {
        Type::Number(n) => (*n).to_owned(),
        Type::String => "&str".into(),
        Type::Uuid => "&Uuid".into(),
        Type::Bytes(_) => "&[u8]".into(),
        Type::Struct(s) => format!("&{s}"),
        Type::Optional(t) => format!("Option<{}>", borrowed(t)),
        Type::List(t, _) | Type::FixedList(t, _) => format!("&[{}]", owned(t)),
    }
}

/// How an owned local is handed to a function that takes the borrowed type.
pub(crate) fn lend(name: &str, ty: &Type) -> String {
    match ty {
        Type::Number(_) => name.to_owned(),
        Type::Optional(t) => match **t {
            Type::Number(_) => name.to_owned(),
            Type::String => format!("{name}.as_deref()"),
            Type::Bytes(_) | Type::List(..) => format!("{name}.as_deref()"),
            _ => format!("{name}.as_ref()"),
        },
        _ => format!("&{name}"),
    }
}

/// A statement that encodes a value; `place` is an expression of the owned type behind a reference or of the borrowed one.
pub(crate) fn encode(place: &str, ty: &Type, is_reference: bool) -> String {
    let by_ref = if is_reference { place.to_owned() } else { format!("&{place}") };
    match ty {
        Type::String => format!("e.text({by_ref});"),
        Type::Bytes(limit) => format!("e.bytes({by_ref}, limits::{limit});"),
        Type::List(_, limit) => format!("e.list({by_ref}, limits::{limit});"),
        Type::FixedList(_, count) => format!("e.fixed_list({by_ref}, {count});"),
        Type::Optional(t) if **t == Type::String && is_reference => format!("e.optional_text({place});"),
        Type::Optional(t) if matches!(**t, Type::Struct(_) | Type::Uuid) && is_reference => {
            format!("e.optional({place});")
        }
        Type::Number(_) => format!("e.put(&{place});"),
        _ => format!("e.put({by_ref});"),
    }
}

/// An expression that decodes an owned value, or fails.
pub(crate) fn try_decode(ty: &Type) -> String {
    match ty {
        Type::String => "d.text()".into(),
        Type::Bytes(limit) => format!("d.bytes(limits::{limit}).map(<[u8]>::to_vec)"),
        Type::List(_, limit) => format!("d.list(limits::{limit})"),
        Type::FixedList(_, count) => format!("d.fixed_list({count})"),
        Type::Optional(_) => format!("d.get::<{}>()", owned(ty)),
        _ => "d.get()".into(),
    }
}

/// An expression that decodes an owned value inside a function that may fail.
pub(crate) fn decode(ty: &Type) -> String {
    try_decode(ty) + "?"
}

/// `impl Xdr` for a struct of these fields.
pub(crate) fn xdr_impl(name: &str, fields: &[Field]) -> String {
    let put: String = fields.iter().map(|f| encode(&format!("self.{}", ident(&f.name)), &f.ty, false)).collect();
    let get: String = fields.iter().map(|f| format!("{}: {},", ident(&f.name), decode(&f.ty))).collect();
    format!(
        "impl Xdr for {name} {{
            fn encode(&self, e: &mut Encoder) {{ {put} }}
            fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {{ Ok({name} {{ {get} }}) }}
        }}\n\n"
    )
}

/// A struct with public fields and its wire form.
pub(crate) fn structure(name: &str, text: &str, fields: &[Field]) -> String {
    let members: String = fields.iter().map(|f| format!("pub {}: {},\n", ident(&f.name), owned(&f.ty))).collect();
    format!(
        "{}#[allow(missing_docs)]\n#[derive(Debug, Clone, PartialEq, Default)]\npub struct {name} {{\n{members}}}\n\n{}",
        doc(text, ""),
        xdr_impl(name, fields)
    )
}

/// The driver trait of a kind of object.
pub fn trait_name(object: &Object) -> String {
    format!("{}Driver", camel(&object.name))
}

/// The name of the struct that holds a call's several results.
pub(crate) fn reply_name(object: &Object, call: &Call) -> String {
    format!("{}{}Reply", camel(&object.name), camel(&call.name))
}

/// What a call returns beside streams and descriptors.
pub(crate) fn result_type(object: &Object, call: &Call) -> String {
    match &call.outs[..] {
        [] => "()".into(),
        [one] => owned(&one.ty),
        _ => reply_name(object, call),
    }
}

/// The whole return type of a driver's method.
pub(crate) fn return_type(object: &Object, call: &Call) -> String {
    let mut parts = vec![];
    if !call.outs.is_empty() {
        parts.push(result_type(object, call));
    }
    if call.stream.is_some() {
        parts.push("Stream".into());
    }
    if call.fds_out {
        parts.push("Vec<OwnedFd>".into());
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => format!("({})", parts.join(", ")),
    }
}

/// The arguments of a driver's method, behind `&self`.
pub(crate) fn arguments(call: &Call) -> String {
    let mut out: String = call.ins.iter().map(|f| format!(", {}: {}", ident(&f.name), borrowed(&f.ty))).collect();
    if call.fds_in {
        out.push_str(", fds: Vec<OwnedFd>");
    }
    out
}

/// Expressions that are true when a reading call asks for more than reading. Permissions that hang on a flag or on an
/// argument's value can only be looked at once the arguments are decoded.
pub(crate) fn flag_conditions(call: &Call) -> impl Iterator<Item = String> {
    let condition = |rule: &String| {
        let words: Vec<&str> = rule.split(':').collect();
        match words[..] {
            [_, _, flag] if !flag.starts_with('!') => Some(format!("flags & {flag} != 0")),
            [_, _, "", argument, value] => Some(format!("{argument} as i64 == {value} as i64")),
            _ => None,
        }
    };
    call.access.iter().filter(|_| !call.write).filter_map(condition)
}

/// Calls that go to a driver.
pub(crate) fn driver_calls(object: &Object) -> impl Iterator<Item = &Call> {
    object.calls.iter().filter(|c| !c.session)
}
