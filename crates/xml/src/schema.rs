//! JSON Schema of a document's JSON twin.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::json::{attribute_key, text_key};
use crate::{Inner, PartKind, Scalar, Shape};

/// The schema (draft 2020-12) of documents whose root has the shape `root`.
pub fn schema(title: &str, root: &Inner) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), title.into());
    let reference = definitions.child(root);
    for (key, value) in reference.as_object().into_iter().flatten() {
        schema.insert(key.clone(), value.clone());
    }
    let all = definitions.done.into_iter().map(|(name, value)| (name, value.unwrap_or(Value::Bool(true))));
    schema.insert("$defs".into(), Value::Object(all.collect()));
    Value::Object(schema)
}

/// Named schemas; a name without one is being made: documents nest.
#[derive(Default)]
struct Definitions {
    done: BTreeMap<String, Option<Value>>,
    /// The names that types have got.
    names: BTreeMap<&'static str, String>,
}

impl Definitions {
    /// The schema of an element, or a reference to it.
    fn child(&mut self, inner: &Inner) -> Value {
        let Inner::Type { name, .. } = inner else { return self.element(&inner.shape()) };
        let shape = inner.shape();
        if let Some(scalar) = plain(&shape) {
            return scalar;
        }
        let key = self.name(name);
        if !self.done.contains_key(&key) {
            self.done.insert(key.clone(), None);
            let schema = self.element(&shape);
            self.done.insert(key.clone(), Some(schema));
        }
        json!({ "$ref": format!("#/$defs/{key}") })
    }

    /// As much of a type's path as tells it from the others.
    fn name(&mut self, path: &'static str) -> String {
        if let Some(name) = self.names.get(path) {
            return name.clone();
        }
        let short = definition_name(path);
        let name = match self.names.values().any(|name| *name == short) {
            true => path.replace("::", "_"),
            false => short,
        };
        self.names.insert(path, name.clone());
        name
    }

    fn element(&mut self, shape: &Shape) -> Value {
        if let Some(scalar) = plain(shape) {
            return scalar;
        }
        let mut schema = self.object(shape);
        if let Some(object) = schema.as_object_mut()
            && !shape.is_open
        {
            object.insert("unevaluatedProperties".into(), false.into());
        }
        schema
    }

    fn object(&mut self, shape: &Shape) -> Value {
        let (mut properties, mut required, mut choices) = (Map::new(), Vec::new(), Vec::new());
        for part in &shape.parts {
            let (key, value) = match &part.kind {
                PartKind::Attribute(s) => (attribute_key(part.name, shape), scalar(*s)),
                PartKind::Content(s) => (text_key(shape).to_owned(), scalar(*s)),
                PartKind::Child { inner, repeats: false } => (part.name.to_owned(), self.child(inner)),
                PartKind::Child { inner, repeats: true } => {
                    (part.name.to_owned(), json!({ "type": "array", "items": self.child(inner) }))
                }
                PartKind::Sequence(list) => (part.name.to_owned(), self.sequence(list)),
                PartKind::Choice { body, words, default, declare } => {
                    choices.push(self.choice(part.name, *body, words, *default, *declare, part.is_required));
                    continue;
                }
            };
            if part.is_required && !matches!(part.kind, PartKind::Content(_)) {
                required.push(key.clone());
            }
            properties.insert(key, value);
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if let Some(object) = schema.as_object_mut() {
            if !required.is_empty() {
                object.insert("required".into(), required.into());
            }
            if !choices.is_empty() {
                object.insert("allOf".into(), choices.into());
            }
        }
        schema
    }

    fn sequence(&mut self, list: &[(&'static str, Inner)]) -> Value {
        let entries: Vec<Value> = list
            .iter()
            .map(|(name, inner)| {
                let entry = self.child(inner);
                json!({ "type": "object", "properties": { *name: entry }, "required": [name], "additionalProperties": false })
            })
            .collect();
        json!({ "type": "array", "items": { "oneOf": entries } })
    }

    /// One schema for each word that the attribute `tag` may have.
    fn choice(
        &mut self,
        tag: &'static str,
        body: Option<&'static str>,
        words: &'static [&'static str],
        default: Option<&'static str>,
        declare: fn(&str, &mut Shape),
        is_required: bool,
    ) -> Value {
        if words.is_empty() {
            return json!({ "properties": { tag: { "type": "string" } } });
        }
        let mut variants = Vec::new();
        for word in words {
            let inner = Inner::Variant { word: (*word).to_owned(), declare };
            let mut variant = match body {
                Some(body) => {
                    let schema = match inner.shape().repeats {
                        true => json!({ "type": "array", "items": self.child(&inner) }),
                        false => self.child(&inner),
                    };
                    json!({ "properties": { body: schema } })
                }
                None => self.object(&inner.shape()),
            };
            let key = match body {
                Some(_) => tag.to_owned(),
                None => attribute_key_of_tag(tag, &inner.shape()),
            };
            variant["properties"][&key] = json!({ "const": word });
            if default != Some(*word) {
                let mut required = variant["required"].as_array().cloned().unwrap_or_default();
                required.push(key.into());
                variant["required"] = required.into();
            }
            variants.push(variant);
        }
        if !is_required && default.is_none() {
            variants.push(json!({ "not": { "required": [tag] } }));
        }
        json!({ "oneOf": variants })
    }
}

/// The key of an attribute that its own selection may hide behind a child of the same name.
fn attribute_key_of_tag(tag: &'static str, selected: &Shape) -> String {
    match selected.child_named(tag) {
        Some(_) => format!("@{tag}"),
        None => tag.to_owned(),
    }
}

/// The schema of an element without attributes and children.
fn plain(shape: &Shape) -> Option<Value> {
    match shape.parts.as_slice() {
        _ if shape.is_open => None,
        [] => Some(json!({ "const": true })),
        [only] => match only.kind {
            PartKind::Content(s) => Some(scalar(s)),
            _ => None,
        },
        _ => None,
    }
}

fn scalar(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Text => json!({ "type": "string" }),
        Scalar::Xml => json!({ "type": "string", "contentMediaType": "application/xml" }),
        Scalar::Integer(least, most) => json!({ "type": ["integer", "string"], "minimum": least, "maximum": most }),
        Scalar::Words(words) => json!({ "enum": words }),
    }
}

/// The last part of a type's path, without the modules.
fn definition_name(path: &str) -> String {
    let bare = |p: &str| p.rsplit("::").next().unwrap_or(p).to_owned();
    path.split(['<', '>']).map(bare).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("_")
}
