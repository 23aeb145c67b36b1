//! An element of the input, or its absence, with its place in the text.

use std::borrow::Cow;

use crate::tree::{Attribute, Document, Id, Kind, NONE, NodeData};
use crate::{Element, Error, ErrorKind, Field, Mode, Result, Scalar, Union, Value};

/// An element to read from; a missing body of a union reads as an element without content.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    document: &'a Document<'a>,
    id: Id,
    mode: Mode,
}

impl<'a> Node<'a> {
    pub(crate) fn new(document: &'a Document<'a>, id: Id, mode: Mode) -> Node<'a> {
        Node { document, id, mode }
    }

    /// For whom the document is read.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    fn data(&self) -> Option<&'a NodeData<'a>> {
        self.document.nodes.get(self.id as usize)
    }

    /// Both are one and the same element of one document.
    pub(crate) fn is_same(&self, other: &Node) -> bool {
        self.id == other.id
    }

    /// The element is there.
    pub fn exists(&self) -> bool {
        self.id != NONE
    }

    /// The element's name as written, with its prefix.
    pub fn name(&self) -> &'a str {
        match self.data() {
            Some(NodeData { kind: Kind::Element { name, .. }, .. }) => name,
            _ => "",
        }
    }

    fn attributes(&self) -> &'a [Attribute<'a>] {
        match self.data() {
            Some(NodeData { kind: Kind::Element { attributes: (from, to), .. }, .. }) => {
                self.document.attributes.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// All attributes in the order they were written.
    pub fn each_attribute(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        self.attributes().iter().map(|a| (a.name, &*a.value))
    }

    /// An attribute's text.
    pub fn attr(&self, name: &str) -> Option<&'a str> {
        self.attributes().iter().find(|a| a.name == name).map(|a| &*a.value)
    }

    fn node(&self, id: Id) -> Node<'a> {
        Node { id, ..*self }
    }

    /// All child elements.
    pub fn children(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let this = *self;
        let mut next = self.data().map_or(NONE, |n| n.first_child);
        std::iter::from_fn(move || {
            loop {
                let data = this.document.nodes.get(next as usize)?;
                let id = next;
                next = data.next;
                if matches!(data.kind, Kind::Element { .. }) {
                    return Some(this.node(id));
                }
            }
        })
    }

    /// Child elements and texts, comments left out: `Err` holds a text.
    pub(crate) fn content_nodes(&self) -> impl Iterator<Item = std::result::Result<Node<'a>, &'a str>> + use<'a> {
        self.all_nodes().filter_map(|(node, data)| match &data.kind {
            Kind::Element { .. } => Some(Ok(node)),
            Kind::Text(text) => Some(Err(&**text)),
            Kind::Comment(_) => None,
        })
    }

    pub(crate) fn all_nodes(&self) -> impl Iterator<Item = (Node<'a>, &'a NodeData<'a>)> + use<'a> {
        let this = *self;
        let mut next = self.data().map_or(NONE, |n| n.first_child);
        std::iter::from_fn(move || {
            let data = this.document.nodes.get(next as usize)?;
            let node = this.node(next);
            next = data.next;
            Some((node, data))
        })
    }

    fn find(&self, mut next: Id, name: &str) -> Option<Node<'a>> {
        while let Some(data) = self.document.nodes.get(next as usize) {
            if matches!(data.kind, Kind::Element { name: found, .. } if found == name) {
                return Some(self.node(next));
            }
            next = data.next;
        }
        None
    }

    /// The first child element with this name.
    pub fn first(&self, name: &str) -> Option<Node<'a>> {
        self.find(self.data()?.first_child, name)
    }

    /// The next sibling with this name.
    pub fn next(&self, name: &str) -> Option<Node<'a>> {
        self.find(self.data()?.next, name)
    }

    /// The element around this one.
    pub fn parent(&self) -> Option<Node<'a>> {
        match self.data()?.parent {
            NONE => None,
            id => Some(self.node(id)),
        }
    }

    /// The namespace that a prefix stands for here.
    pub fn namespace(&self, prefix: &str) -> Option<&'a str> {
        let mut at = Some(*self);
        while let Some(node) = at {
            let declared = node.attributes().iter().find(|a| a.name.strip_prefix("xmlns:") == Some(prefix));
            if let Some(found) = declared {
                return Some(&found.value);
            }
            at = node.parent();
        }
        None
    }

    /// The namespace and the name without its prefix.
    pub fn expanded_name(&self) -> (Option<&'a str>, &'a str) {
        match self.name().split_once(':') {
            Some((prefix, local)) => (self.namespace(prefix), local),
            None => (None, self.name()),
        }
    }

    /// The text inside, pieces put together.
    pub fn text(&self) -> Cow<'a, str> {
        let mut out = Cow::Borrowed("");
        for piece in self.content_nodes().filter_map(std::result::Result::err) {
            match out.is_empty() {
                true => out = Cow::Borrowed(piece),
                false => out.to_mut().push_str(piece),
            }
        }
        out
    }

    /// An attribute's value.
    pub fn value<T: Value>(&self, name: &str) -> Result<Option<T>> {
        match self.attr(name) {
            None => Ok(None),
            Some(text) => T::from_xml(text).map(Some).ok_or_else(|| self.bad_word(name, T::scalar())),
        }
    }

    /// The value that the element's text spells.
    pub fn content<T: Value>(&self) -> Result<T> {
        let text = self.text();
        T::from_xml(&text).ok_or_else(|| self.error(format!("Invalid value for element '{}': '{text}'.", self.name())))
    }

    /// A field that has to be there.
    pub fn field<T: Field>(&self, name: &str) -> Result<T> {
        T::parse(self, name)?.ok_or_else(|| self.missing(name))
    }

    /// A field that has a default.
    pub fn field_or_default<T: Field + Default>(&self, name: &str) -> Result<T> {
        Ok(T::parse(self, name)?.unwrap_or_default())
    }

    /// A union whose tag and shape are both in this element.
    pub fn tagged<T: Union>(&self, tag: &str) -> Result<T> {
        self.variant(tag, self)
    }

    /// A union whose tag stands here and whose shape is the child `body`.
    pub fn union<T: Union>(&self, tag: &str, body: &str) -> Result<T> {
        self.variant(tag, &self.first(body).unwrap_or(self.node(NONE)))
    }

    fn variant<T: Union>(&self, tag: &str, body: &Node) -> Result<T> {
        match self.attr(tag) {
            Some(word) => T::parse(word, body)?.ok_or_else(|| self.bad_word(tag, Scalar::Words(T::words()))),
            None => match T::default_tag() {
                Some(word) => T::parse(word, body)?.ok_or_else(|| self.missing(tag)),
                None => T::untagged().ok_or_else(|| self.missing(tag)),
            },
        }
    }

    /// An element read as `T`.
    pub fn element<T: Element>(&self) -> Result<T> {
        T::parse(self)
    }

    fn at(&self, offset: Option<u32>, message: String) -> Error {
        let (line, column) = offset.map_or((0, 0), |offset| self.document.position(offset));
        Error { kind: ErrorKind::Invalid, line, column, message, excerpt: None, suggestion: None }
    }

    /// A complaint about this element.
    pub fn error(&self, message: impl Into<String>) -> Error {
        self.at(self.data().map(|d| d.start), message.into())
    }

    /// A complaint about this element of another sort.
    pub fn error_of(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, ..self.error(message) }
    }

    /// A complaint that an attribute (or child) is absent.
    pub fn missing(&self, name: &str) -> Error {
        self.error(format!("Missing required attribute '{name}' in element '{}'", self.name()))
    }

    /// A complaint about an attribute that stands here, or about the element itself.
    pub(crate) fn error_at(&self, attribute: &str, message: String) -> Error {
        let place = self.attributes().iter().find(|a| a.name == attribute).map(|a| a.start);
        self.at(place.or(self.data().map(|d| d.start)), message)
    }

    /// A complaint about an attribute's value, with the word that was probably meant.
    pub(crate) fn bad_word(&self, name: &str, scalar: Scalar) -> Error {
        match (scalar, self.attr(name)) {
            (Scalar::Words(words), Some(text)) => self.bad_value(name).suggest(text, words.iter().copied()),
            _ => self.bad_value(name),
        }
    }

    /// A complaint about an attribute's value.
    pub fn bad_value(&self, name: &str) -> Error {
        let attribute = self.attributes().iter().find(|a| a.name == name);
        let value = attribute.map_or("", |a| &*a.value);
        let message = format!("Invalid value for attribute '{name}' in element '{}': '{value}'.", self.name());
        self.at(attribute.map(|a| a.start), message)
    }
}
