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

    /// Moves what is inside repeated children of the root into the first child of their name, so that readers who look
    /// at that one pass nothing over.
    pub fn join_repeated(&mut self, names: &[&str]) {
        for wanted in names {
            let mut first = None;
            let mut next = self.children_of(self.root).0;
            while let Some(data) = self.nodes.get(next as usize) {
                let (id, is_meant) = (next, matches!(data.kind, Kind::Element { name, .. } if name == *wanted));
                next = data.next;
                match first {
                    Some(first) if is_meant => self.move_children(id, first),
                    None if is_meant => first = Some(id),
                    _ => (),
                }
            }
        }
    }

    fn children_of(&self, id: Id) -> (Id, Id) {
        self.nodes.get(id as usize).map_or((NONE, NONE), |data| (data.first_child, data.last_child))
    }

    fn move_children(&mut self, from: Id, to: Id) {
        let ((moved_first, moved_last), (_, last)) = (self.children_of(from), self.children_of(to));
        let mut next = moved_first;
        while let Some(data) = self.nodes.get_mut(next as usize) {
            data.parent = to;
            next = data.next;
        }
        if moved_first == NONE {
            return;
        }
        if let Some(data) = self.nodes.get_mut(last as usize) {
            data.next = moved_first;
        }
        if let Some(data) = self.nodes.get_mut(to as usize) {
            data.last_child = moved_last;
            if last == NONE {
                data.first_child = moved_first;
            }
        }
        if let Some(data) = self.nodes.get_mut(from as usize) {
            (data.first_child, data.last_child) = (NONE, NONE);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_repeated_children_is_found_in_the_first() {
        let text = "<a><b/><c>1</c><b><x n='1'/>t</b><b><x n='2'/></b><d><b><x n='3'/></b></d></a>";
        let mut document = Document::parse(text).unwrap();
        document.join_repeated(&["b", "nothing"]);
        let root = document.root(Mode::INACTIVE);
        let numbers: Vec<_> = root.first("b").unwrap().children().map(|x| x.attr("n").unwrap()).collect();
        assert_eq!(numbers, ["1", "2"]);
        let rest: Vec<_> = root.children().map(|child| (child.name(), child.children().count())).collect();
        assert_eq!(rest, [("b", 2), ("c", 0), ("b", 0), ("b", 0), ("d", 1)]);
        let moved = root.first("b").unwrap().first("x").unwrap();
        assert_eq!(moved.parent().map(|parent| parent.name()), Some("b"));
    }
}
