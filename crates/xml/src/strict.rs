//! Strict reading: what no reader looks at is an error with its place, and with the name that was probably meant.

use std::borrow::Cow;

use crate::{Error, ErrorKind, Node, PartKind, Result, Scalar, Shape};

/// Most words that a complaint lists.
const MOST_WORDS: usize = 12;

/// Complains about the first attribute or child that `shape` does not have, about a child that stands twice where one
/// is meant, and about what is missing.
pub fn check(node: &Node, shape: Shape) -> Result<()> {
    element(node, shape).map_err(|e| Error { kind: ErrorKind::Schema, ..e })
}

fn element(node: &Node, shape: Shape) -> Result<()> {
    let shape = shape.chosen(&|name| node.attr(name).map(str::to_owned));
    if shape.is_open || shape.text_scalar() == Some(Scalar::Xml) {
        return Ok(());
    }
    attributes(node, &shape)?;
    for part in shape.parts.iter().filter(|p| p.is_required) {
        let is_there = match part.kind {
            PartKind::Attribute(_) => node.attr(part.name).is_some(),
            PartKind::Child { .. } => node.first(part.name).is_some(),
            _ => true,
        };
        if !is_there {
            return Err(match part.kind {
                PartKind::Child { .. } => {
                    node.error(format!("Missing required element '{}' in '{}'", part.name, node.name()))
                }
                _ => node.missing(part.name),
            });
        }
    }
    for child in node.children() {
        let Some((inner, repeats)) = shape.child_named(&usual_name(&child)) else {
            if is_extension(&child) {
                continue;
            }
            return Err(unknown_child(node, &child, &shape));
        };
        if !repeats && node.first(child.name()).is_some_and(|first| !first.is_same(&child)) {
            return Err(child.error(format!("element '{}' stands twice in '{}'", child.name(), node.name())));
        }
        element(&child, inner.shape())?;
    }
    if shape.text_scalar().is_none() && !node.text().trim().is_empty() {
        return Err(node.error(format!("element '{}' holds text where none is known", node.name())));
    }
    if node.children().next().is_some() && !node.text().trim().is_empty() {
        return Err(node.error(format!("element '{}' holds text beside elements", node.name())));
    }
    Ok(())
}

/// Where libvirt's namespaces are; the part before the version is the prefix that everyone uses.
const NAMESPACES: &str = "http://libvirt.org/schemas/";

/// The name with the prefix that shapes use, whichever the author has declared.
fn usual_name<'a>(node: &Node<'a>) -> Cow<'a, str> {
    let (Some(namespace), local) = node.expanded_name() else { return node.name().into() };
    let parts = namespace.strip_prefix(NAMESPACES).and_then(|path| path.rsplit('/').nth(1));
    parts.map_or(node.name().into(), |prefix| format!("{prefix}:{local}").into())
}

/// It extends the document for a driver that this shape knows nothing of.
fn is_extension(node: &Node) -> bool {
    node.name().contains(':') && node.expanded_name().0.is_some_and(|namespace| namespace.starts_with(NAMESPACES))
}

fn attributes(node: &Node, shape: &Shape) -> Result<()> {
    for (name, text) in node.each_attribute() {
        if name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xml:") {
            continue;
        }
        let Some(part) = shape.attribute(name) else {
            let known = shape.parts.iter().filter(|p| matches!(p.kind, PartKind::Attribute(_))).map(|p| p.name);
            let message = format!("unknown attribute '{name}' in element '{}'", node.name());
            return Err(node.error_at(name, message).suggest(name, known));
        };
        if let PartKind::Attribute(scalar @ Scalar::Words(words)) = part.kind
            && !words.contains(&text)
        {
            let error = node.bad_word(name, scalar);
            let all = || Some(format!("one of: {}", words.join(", "))).filter(|_| words.len() <= MOST_WORDS);
            return Err(Error { suggestion: error.suggestion.clone().or_else(all), ..error });
        }
    }
    Ok(())
}

fn unknown_child(node: &Node, child: &Node, shape: &Shape) -> Error {
    let known = shape.children().map(|(name, ..)| name);
    child
        .error(format!("unknown element '{}' in '{}'", child.name(), node.name()))
        .suggest(child.name(), known.collect::<Vec<_>>())
}
