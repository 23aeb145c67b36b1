//! The JSON twin of a document, by the same shape, both ways and without loss.
//!
//! Attributes and children become keys of an object under their own names; what may stand several times is an array;
//! an element that can only hold text is that text; one that can hold nothing is `true`. Text beside attributes has
//! the key `value`. Where two of these would share a key, the attribute is called `@name` and the text `#text`; the
//! same names hold what a shape does not know.

use serde_json::{Map, Value};

use crate::parser::is_name;
use crate::{Error, ErrorKind, Inner, Node, PartKind, Result, Scalar, Shape, Writer};

/// The text of an element that also has attributes.
const TEXT: &str = "value";
/// The same where an attribute or a child is called `value`.
const TEXT_ELSE: &str = "#text";

/// An element as JSON.
pub fn to_json(node: &Node, shape: Shape) -> Value {
    let shape = shape.chosen(&|name| node.attr(name).map(str::to_owned));
    let text = node.text();
    if let Some(scalar) = shape.text_scalar() {
        if scalar == Scalar::Xml {
            return Value::String(node.outer_xml());
        }
        if shape.parts.len() == 1 && !shape.is_open && node.each_attribute().next().is_none() {
            return scalar_to_json(&text, scalar);
        }
    }
    let mut object = Map::new();
    for (name, text) in node.each_attribute() {
        let scalar = shape.attribute(name).map(|part| match part.kind {
            PartKind::Attribute(scalar) => scalar,
            _ => Scalar::Text,
        });
        let value = scalar_to_json(text, scalar.unwrap_or(Scalar::Text));
        object.insert(attribute_key(name, &shape), value);
    }
    let mut has_children = false;
    for child in node.children() {
        has_children = true;
        put_child(&mut object, &child, &shape);
    }
    // Blanks between children are layout.
    let is_layout = has_children && text.trim().is_empty();
    let has_text = !text.is_empty() && !is_layout;
    if has_text && (shape.text_scalar().is_some() || (shape.is_open && !has_children)) {
        object.insert(text_key(&shape).to_owned(), scalar_to_json(&text, shape.text_scalar().unwrap_or(Scalar::Text)));
    }
    match object.is_empty() && shape.parts.is_empty() {
        true => Value::Bool(true),
        false => Value::Object(object),
    }
}

fn put_child(object: &mut Map<String, Value>, child: &Node, shape: &Shape) {
    let name = child.name();
    let (key, value, repeats) = match sequence_with(shape, name) {
        Some((key, inner)) => {
            let entry = Map::from_iter([(name.to_owned(), to_json(child, inner.shape()))]);
            (key, Value::Object(entry), true)
        }
        None => match shape.child_named(name) {
            Some((inner, repeats)) => (name, to_json(child, inner.shape()), repeats),
            None => (name, to_json(child, Shape { is_open: true, ..Shape::default() }), true),
        },
    };
    match object.get_mut(key) {
        Some(Value::Array(list)) if repeats => list.push(value),
        // Only a reader that keeps more than it says comes here.
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => _ = object.insert(key.to_owned(), if repeats { Value::Array(vec![value]) } else { value }),
    }
}

fn sequence_with<'s>(shape: &'s Shape, child: &str) -> Option<(&'static str, &'s Inner)> {
    shape.parts.iter().find_map(|part| match &part.kind {
        PartKind::Sequence(list) => list.iter().find(|(name, _)| *name == child).map(|(_, inner)| (part.name, inner)),
        _ => None,
    })
}

fn has_child_key(shape: &Shape, key: &str) -> bool {
    shape.parts.iter().any(|p| p.name == key && matches!(p.kind, PartKind::Child { .. } | PartKind::Sequence(_)))
}

pub(crate) fn attribute_key(name: &str, shape: &Shape) -> String {
    match shape.attribute(name).is_none() || has_child_key(shape, name) {
        true => format!("@{name}"),
        false => name.to_owned(),
    }
}

pub(crate) fn text_key(shape: &Shape) -> &'static str {
    match shape.is_open || shape.attribute(TEXT).is_some() || has_child_key(shape, TEXT) {
        true => TEXT_ELSE,
        false => TEXT,
    }
}

/// Numbers become numbers only where they are spelled as JSON would print them.
fn scalar_to_json(text: &str, scalar: Scalar) -> Value {
    if let Scalar::Integer(..) = scalar {
        if let Some(number) = text.parse::<u64>().ok().filter(|n| n.to_string() == text) {
            return number.into();
        }
        if let Some(number) = text.parse::<i64>().ok().filter(|n| n.to_string() == text) {
            return number.into();
        }
    }
    Value::String(text.to_owned())
}

/// The document with root element `name` that `value` says; complaints name the key.
pub fn from_json(name: &str, value: &Value, shape: Shape) -> Result<String> {
    let mut writer = Writer::default();
    element(name, value, shape, name, &mut writer)?;
    Ok(writer.finish())
}

fn complaint(path: &str, message: &str) -> Error {
    Error::new(ErrorKind::Invalid, format!("{path}: {message}"))
}

fn element(name: &str, value: &Value, shape: Shape, path: &str, writer: &mut Writer) -> Result<()> {
    if !is_name(name) {
        return Err(complaint(path, "this key cannot be the name of an element"));
    }
    match value {
        Value::Null | Value::Bool(false) => return Ok(()),
        Value::Array(_) => return Err(complaint(path, "a list stands where one value is meant")),
        Value::String(text) if shape.text_scalar() == Some(Scalar::Xml) => return verbatim(text, path, writer),
        _ => (),
    }
    writer.begin(name);
    match value {
        Value::Object(object) => inside(object, shape, path, writer)?,
        Value::String(text) if shape.text_scalar().is_some() || shape.is_open => writer.content(text),
        Value::Number(number) if shape.text_scalar().is_some() || shape.is_open => writer.content(&number.to_string()),
        Value::String(_) | Value::Number(_) => return Err(complaint(path, "an object stands here, not a plain value")),
        _ => (),
    }
    writer.end(name);
    Ok(())
}

/// Foreign XML has to be whole, or it would swallow what follows.
fn verbatim(text: &str, path: &str, writer: &mut Writer) -> Result<()> {
    crate::Document::parse(text).map_err(|e| complaint(path, &format!("not a whole XML element: {e}")))?;
    writer.verbatim(text);
    writer.verbatim("\n");
    Ok(())
}

fn inside(object: &Map<String, Value>, shape: Shape, path: &str, writer: &mut Writer) -> Result<()> {
    let said = |name: &str| {
        let value = object.get(&format!("@{name}")).or_else(|| object.get(name))?;
        scalar_text(value, Scalar::Text)
    };
    let shape = shape.chosen(&said);
    let text = text_key(&shape);
    let is_attribute = |key: &str, value: &Value| {
        key.starts_with('@')
            || (!has_child_key(&shape, key) && shape.attribute(key).is_some() && key != text && !value.is_array())
    };
    for (key, value) in object.iter().filter(|(key, value)| is_attribute(key, value)) {
        let name = key.strip_prefix('@').unwrap_or(key);
        let scalar = match shape.attribute(name).map(|p| &p.kind) {
            Some(PartKind::Attribute(scalar)) => *scalar,
            _ => Scalar::Text,
        };
        if value.is_null() {
            continue;
        }
        let here = format!("{path}.{key}");
        let value = scalar_text(value, scalar).ok_or_else(|| complaint(&here, "a plain value stands here"))?;
        if !is_name(name) {
            return Err(complaint(&here, "this key cannot be the name of an attribute"));
        }
        writer.attr(name, &value);
    }
    for (key, value) in object.iter().filter(|(key, value)| !is_attribute(key, value)) {
        let here = format!("{path}.{key}");
        if *key == text && (shape.text_scalar().is_some() || shape.is_open) {
            let value =
                scalar_text(value, Scalar::Text).ok_or_else(|| complaint(&here, "a plain value stands here"))?;
            writer.content(&value);
            continue;
        }
        if shape.parts.iter().any(|p| p.name == key && matches!(p.kind, PartKind::Sequence(_))) {
            sequence(value, &shape, &here, writer)?;
            continue;
        }
        match shape.child_named(key) {
            Some((inner, repeats)) => children(key, value, inner, repeats, &here, writer)?,
            // Extensions in namespaces of other drivers.
            None if shape.is_open || key.contains(':') => children(key, value, &open(), true, &here, writer)?,
            None => return Err(unknown(path, key, &shape)),
        }
    }
    Ok(())
}

fn open() -> Inner {
    Inner::said("open", |shape| _ = shape.open())
}

fn unknown(path: &str, key: &str, shape: &Shape) -> Error {
    let known = shape.parts.iter().map(|p| p.name).collect::<Vec<_>>();
    complaint(path, &format!("unknown key '{key}'")).suggest(key, known)
}

fn children(name: &str, value: &Value, inner: &Inner, repeats: bool, path: &str, writer: &mut Writer) -> Result<()> {
    match value {
        Value::Array(list) if repeats => list
            .iter()
            .enumerate()
            .try_for_each(|(i, v)| element(name, v, inner.shape(), &format!("{path}[{i}]"), writer)),
        _ => element(name, value, inner.shape(), path, writer),
    }
}

fn sequence(value: &Value, shape: &Shape, path: &str, writer: &mut Writer) -> Result<()> {
    let Value::Array(list) = value else { return Err(complaint(path, "a list stands here")) };
    for (i, entry) in list.iter().enumerate() {
        let here = format!("{path}[{i}]");
        let single = entry.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next());
        let Some((name, value)) = single else { return Err(complaint(&here, "an object with one key stands here")) };
        let Some((_, inner)) = sequence_with(shape, name) else { return Err(unknown(&here, name, shape)) };
        element(name, value, inner.shape(), &format!("{here}.{name}"), writer)?;
    }
    Ok(())
}

fn scalar_text(value: &Value, scalar: Scalar) -> Option<String> {
    let has = |word| matches!(scalar, Scalar::Words(words) if words.contains(&word));
    Some(match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) if has("on") => if *yes { "on" } else { "off" }.to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        _ => return None,
    })
}
