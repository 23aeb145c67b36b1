//! Elements kept without a type of their own.

use crate::tree::Kind;
use crate::{Child, Element, Field, Inner, Node, Result, Shape, Writer};

/// An element we have no type for: kept whole, printed again in libvirt's layout.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Raw {
    /// Attributes in the order they were written.
    pub attributes: Vec<(String, String)>,
    /// Elements and texts; blank text between elements is layout and not kept.
    pub children: Vec<RawChild>,
}

/// What stands in a [`Raw`].
#[derive(Debug, Clone, PartialEq)]
pub enum RawChild {
    /// An element and its name.
    Element(String, Raw),
    /// A text.
    Text(String),
}

impl Raw {
    /// An attribute's text.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Sets an attribute.
    pub fn set_attr(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
    }

    /// All child elements.
    pub fn elements(&self) -> impl Iterator<Item = (&str, &Raw)> {
        self.children.iter().filter_map(|child| match child {
            RawChild::Element(name, raw) => Some((name.as_str(), raw)),
            RawChild::Text(_) => None,
        })
    }

    /// The first child element with this name.
    pub fn child(&self, name: &str) -> Option<&Raw> {
        self.elements().find(|(n, _)| *n == name).map(|(_, raw)| raw)
    }

    /// The first child element with this name, to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Raw> {
        self.children.iter_mut().find_map(|child| match child {
            RawChild::Element(found, raw) if found == name => Some(raw),
            _ => None,
        })
    }

    /// All child elements with this name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Raw> {
        self.elements().filter(move |(n, _)| *n == name).map(|(_, raw)| raw)
    }

    /// The text inside.
    pub fn text(&self) -> String {
        self.children.iter().filter_map(|c| if let RawChild::Text(t) = c { Some(t.as_str()) } else { None }).collect()
    }

    /// The attribute of the first child with this name.
    pub fn child_attr(&self, child: &str, attr: &str) -> Option<&str> {
        self.child(child)?.attr(attr)
    }
}

impl Element for Raw {
    fn parse(node: &Node) -> Result<Self> {
        let mut attributes: Vec<_> = node.each_attribute().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        // Declarations of namespaces stand first, as wherever XML is kept.
        attributes.sort_by_key(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:"));
        let mut children = Vec::new();
        for piece in node.content_nodes() {
            match piece {
                Ok(child) => {
                    children.push(RawChild::Element(child.name().to_owned(), <Raw as Element>::parse(&child)?))
                }
                Err(text) => children.push(RawChild::Text(text.to_owned())),
            }
        }
        if children.iter().any(|c| matches!(c, RawChild::Element(..))) {
            children.retain(|c| !matches!(c, RawChild::Text(t) if t.trim().is_empty()));
        }
        Ok(Raw { attributes, children })
    }

    fn format(&self, writer: &mut Writer) {
        for (name, value) in &self.attributes {
            writer.attr(name, value);
        }
        if self.elements().next().is_none() {
            let text = self.text();
            if !text.is_empty() {
                writer.content(&text);
            }
            return;
        }
        for (name, raw) in self.elements() {
            writer.begin(name);
            Element::format(raw, writer);
            writer.end(name);
        }
    }

    // Its children have an order that nobody here knows the meaning of.
    fn declare(shape: &mut Shape) {
        shape.xml();
    }
}

crate::element!(Raw);

/// Foreign content (`<metadata>`): kept as its author wrote it, comments included; only blanks between elements are
/// layout. Each child must be in a namespace, and the first of a namespace wins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verbatim {
    /// The lines of the whole element, first line not indented.
    pub text: String,
}

impl Field for Verbatim {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        let Some(found) = node.first(name) else { return Ok(None) };
        let mut seen = Vec::new();
        for child in found.children() {
            match namespace_of(&child) {
                Some(namespace) if !seen.contains(&namespace) => seen.push(namespace),
                // No one's element, or a second one of the same owner: it could never be addressed.
                _ => return Ok(Some(Verbatim { text: without(&found, depth(&found), &mut Vec::new()) })),
            }
        }
        Verbatim::parse_child(&found).map(Some)
    }
    fn format(&self, _: &str, writer: &mut Writer) {
        let mut lines = "  ".repeat(writer.depth());
        lines.push_str(&self.text);
        lines.push('\n');
        writer.verbatim(&lines);
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.inner(name, Inner::said("xml", |shape| _ = shape.xml()));
    }
}

impl Child for Verbatim {
    fn parse_child(node: &Node) -> Result<Self> {
        let mut text = String::new();
        dump(node, depth(node), true, &mut text);
        let outside = declared_outside(node);
        // Prefixes that an element further out has declared would mean nothing here.
        text.insert_str(1 + node.name().len(), &outside);
        Ok(Verbatim { text })
    }
}

impl Node<'_> {
    /// The element with everything inside, as its author wrote it, without what stands before its first line.
    pub fn outer_xml(&self) -> String {
        let mut text = String::new();
        dump(self, 0, true, &mut text);
        text
    }

    /// The same as a document of its own: prefixes that an element further out has declared are declared here.
    pub fn standalone_xml(&self) -> String {
        let mut text = self.outer_xml();
        text.insert_str(1 + self.name().len(), &declared_outside(self));
        text
    }
}

/// Declarations of the prefixes that are used in an element and declared only outside of it, in the order of use.
fn declared_outside(node: &Node) -> String {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut waiting = vec![*node];
    while let Some(next) = waiting.pop() {
        let names = std::iter::once(next.name()).chain(next.each_attribute().map(|(name, _)| name));
        for prefix in names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix) {
            let declaration = format!("xmlns:{prefix}");
            let around = std::iter::successors(Some(next), Node::parent);
            let owner = around.into_iter().find(|n| n.attr(&declaration).is_some());
            let is_inside = |owner: &Node| std::iter::successors(Some(*owner), Node::parent).any(|n| n.is_same(node));
            match owner {
                Some(owner) if !is_inside(&owner) && !found.iter().any(|(known, _)| *known == prefix) => {
                    found.push((prefix, owner.attr(&declaration).unwrap_or_default()));
                }
                _ => (),
            }
        }
        let at = waiting.len();
        waiting.extend(next.children());
        waiting[at..].reverse();
    }
    let mut out = String::new();
    for (prefix, namespace) in found {
        out.push_str(&format!(" xmlns:{prefix}=\""));
        dump_text(&mut out, namespace, true);
        out.push('"');
    }
    out
}

/// The namespace that an element is in.
fn namespace_of<'a>(node: &Node<'a>) -> Option<&'a str> {
    match node.expanded_name() {
        (Some(namespace), _) => Some(namespace),
        _ if node.name().contains(':') => None,
        _ => std::iter::successors(Some(*node), Node::parent).find_map(|n| n.attr("xmlns")),
    }
}

/// The element with only the first child of each namespace.
fn without<'a>(node: &Node<'a>, level: usize, seen: &mut Vec<&'a str>) -> String {
    let mut out = format!("<{}{}>", node.name(), declared_outside(node));
    for child in node.children() {
        let Some(namespace) = namespace_of(&child).filter(|n| !seen.contains(n)) else { continue };
        seen.push(namespace);
        out.push('\n');
        out.push_str(&"  ".repeat(level + 1));
        dump(&child, level + 1, true, &mut out);
    }
    if seen.is_empty() {
        return format!("<{}/>", node.name());
    }
    out.push('\n');
    out.push_str(&"  ".repeat(level));
    out.push_str(&format!("</{}>", node.name()));
    out
}

fn depth(node: &Node) -> usize {
    std::iter::successors(node.parent(), Node::parent).count()
}

/// Prints a node as libxml2 does: double quotes, and its own layout only where the author has none.
fn dump(node: &Node, level: usize, layout: bool, out: &mut String) {
    out.push('<');
    out.push_str(node.name());
    // Declarations come first, whatever the author's order.
    let is_declaration = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
    for declarations in [true, false] {
        for (name, value) in node.each_attribute().filter(|(n, _)| is_declaration(n) == declarations) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            dump_text(out, value, true);
            out.push('"');
        }
    }
    let has_text = node.all_nodes().any(|(_, data)| matches!(&data.kind, Kind::Text(t) if !t.trim().is_empty()));
    let has_elements = node.all_nodes().any(|(_, data)| !matches!(data.kind, Kind::Text(_)));
    let layout = layout && !has_text && has_elements;
    let mut empty = true;
    for (child, data) in node.all_nodes() {
        if has_elements && !has_text && matches!(data.kind, Kind::Text(_)) {
            continue;
        }
        if empty {
            out.push('>');
            empty = false;
        }
        if layout {
            out.push('\n');
            out.push_str(&"  ".repeat(level + 1));
        }
        match &data.kind {
            Kind::Element { .. } => dump(&child, level + 1, layout, out),
            Kind::Text(text) => dump_text(out, text, false),
            Kind::Comment(text) => out.push_str(text),
        }
    }
    if empty {
        return out.push_str("/>");
    }
    if layout {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    }
    out.push_str("</");
    out.push_str(node.name());
    out.push('>');
}

fn dump_text(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}
