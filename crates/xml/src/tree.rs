//! The parsed document: flat arrays of elements, attributes and texts that borrow from the input.

use std::borrow::Cow;

use crate::{Error, ErrorKind, Mode, Node, Result, parser};

/// Index into [`Document::nodes`].
pub(crate) type Id = u32;

/// Stands for "no node".
pub(crate) const NONE: Id = u32::MAX;

/// One element or text.
pub(crate) struct NodeData<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) first_child: Id,
    pub(crate) last_child: Id,
    pub(crate) next: Id,
    pub(crate) parent: Id,
    /// Byte offset of the start in the input.
    pub(crate) start: u32,
}

/// What a node is.
pub(crate) enum Kind<'a> {
    Element { name: &'a str, attributes: (u32, u32) },
    Text(Cow<'a, str>),
    Comment(&'a str),
}

/// One attribute; `xmlns` declarations are attributes like others.
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, str>,
    pub(crate) start: u32,
}

/// A well-formed document. Names keep their prefixes as written.
pub struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) nodes: Vec<NodeData<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) root: Id,
}

impl<'a> Document<'a> {
    /// Longest accepted document, in bytes; the wire carries no longer string.
    pub const MAX_BYTES: usize = 16 << 20;
    /// Deepest accepted nesting.
    pub const MAX_DEPTH: usize = 256;
    /// Most attributes one element may have.
    pub const MAX_ATTRIBUTES: usize = 256;
    /// Longest attribute value, in bytes.
    pub const MAX_ATTRIBUTE_BYTES: usize = 1 << 20;

    /// Reads the text; no DTD, no entities but the five that XML has.
    pub fn parse(text: &'a str) -> Result<Document<'a>> {
        parser::parse(text)
    }

    /// Reads bytes, which must be UTF-8.
    pub fn parse_bytes(bytes: &'a [u8]) -> Result<Document<'a>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Document::parse(text),
            Err(e) => {
                let good = std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default();
                Err(parser::malformed(good, good.len(), "Input is not proper UTF-8, indicate encoding !"))
            }
        }
    }

    /// The outermost element.
    pub fn root(&self, mode: Mode) -> Node<'_> {
        Node::new(self, self.root, mode)
    }

    /// The root, which must have this name.
    pub fn root_named(&self, name: &str, mode: Mode) -> Result<Node<'_>> {
        let root = self.root(mode);
        if root.name() == name {
            return Ok(root);
        }
        let message = format!("expecting root element of '{name}', not '{}'", root.name());
        Err(Error::new(ErrorKind::WrongRoot, message))
    }

    /// Line and column of a byte offset.
    pub(crate) fn position(&self, offset: u32) -> (u32, u32) {
        parser::position(self.text, offset as usize)
    }
}
