//! `<metadata>` of any document: elements that applications keep in it, one for each namespace.

use virt::{Error, Result};
use xml::{Child, Document, Mode, Node, Verbatim};

/// The element of a namespace, without its prefix.
pub fn element(metadata: Option<&Verbatim>, uri: &str) -> Result<Option<String>> {
    let mut found = None;
    each_element(metadata, |namespace, node| {
        if namespace == Some(uri) && found.is_none() {
            // On its own it stands at the margin, however deep it stood in the document.
            found = Some(without_namespace(&node.outer_xml(), node.name(), uri));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The metadata with the element of a namespace replaced, added or, without a text, removed.
pub fn with_element(
    metadata: Option<&Verbatim>,
    text: Option<&str>,
    key: Option<&str>,
    uri: &str,
) -> Result<Option<Verbatim>> {
    let mut parts = Vec::new();
    each_element(metadata, |namespace, node| {
        if namespace != Some(uri) {
            parts.push(text_of(node)?);
        }
        Ok(())
    })?;
    if let Some(text) = text {
        let key =
            key.filter(|key| is_name(key)).ok_or_else(|| Error::invalid_arg("the metadata key is no XML name"))?;
        parts.push(with_namespace(text, key, uri)?);
    }
    if parts.is_empty() {
        return Ok(None);
    }
    // Read back, so that what is kept has passed the parser and has libvirt's layout.
    let document = format!("<any><metadata>{}</metadata></any>", parts.concat());
    let document = Document::parse(&document).map_err(crate::error)?;
    let node = document.root(Mode::LIVE).first("metadata");
    node.map(|node| Verbatim::parse_child(&node)).transpose().map_err(crate::error)
}

fn text_of(node: &Node<'_>) -> Result<String> {
    Ok(Verbatim::parse_child(node).map_err(crate::error)?.text)
}

/// Calls `each` for every element, with its namespace.
fn each_element(
    metadata: Option<&Verbatim>,
    mut each: impl FnMut(Option<&str>, &Node<'_>) -> Result<()>,
) -> Result<()> {
    let Some(metadata) = metadata else { return Ok(()) };
    let document = Document::parse(&metadata.text).map_err(crate::error)?;
    for child in document.root(Mode::LIVE).children() {
        each(child.expanded_name().0, &child)?;
    }
    Ok(())
}

/// Takes prefix and declaration of a namespace off an element's outermost tags.
fn without_namespace(text: &str, name: &str, uri: &str) -> String {
    let Some((prefix, local)) = name.split_once(':') else {
        return text.replacen(&format!(" xmlns=\"{uri}\""), "", 1);
    };
    let text = text.replacen(&format!(" xmlns:{prefix}=\"{uri}\""), "", 1);
    text.replace(&format!("<{prefix}:"), "<")
        .replace(&format!("</{prefix}:{local}"), &format!("</{local}"))
        .replace(&format!("</{prefix}:"), "</")
}

fn is_name(key: &str) -> bool {
    let mut bytes = key.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// Puts an element without prefix into a namespace.
fn with_namespace(text: &str, key: &str, uri: &str) -> Result<String> {
    let document = Document::parse(text).map_err(crate::error)?;
    let root = document.root(Mode::LIVE);
    let kept = Verbatim::parse_child(&root).map_err(crate::error)?.text;
    let name = root.name();
    let uri = uri.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let opened = kept.replacen(&format!("<{name}"), &format!("<{key}:{name} xmlns:{key}=\"{uri}\""), 1);
    let closing = format!("</{name}>");
    Ok(match opened.strip_suffix(&closing) {
        Some(body) => format!("{body}</{key}:{name}>"),
        None => opened,
    })
}
