//! What may stand in an element: the third thing that one declaration says, beside how to read and how to print it.
//!
//! `#[derive(Xml)]` writes a type's shape; hand-written [`Element`]s say theirs with the same words. Strict reading
//! ([`crate::strict`]), the JSON twin ([`crate::json`]) and JSON Schema ([`crate::schema`]) are walks over shapes.

use crate::{Element, Field, Union, Value};

/// What a scalar's text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Any text.
    Text,
    /// A whole number between these bounds.
    Integer(i64, u64),
    /// One of these words.
    Words(&'static [&'static str]),
    /// XML text of its own, kept as written.
    Xml,
}

/// The attributes, children and text that an element may have.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// In the order of the output.
    pub parts: Vec<Part>,
    /// Anything else may stand here too.
    pub is_open: bool,
    /// The element itself stands in its parent as often as it likes.
    pub repeats: bool,
}

/// One part of a shape.
#[derive(Debug, Clone)]
pub struct Part {
    /// The attribute's or child's name; empty for text.
    pub name: &'static str,
    /// A document without it is incomplete.
    pub is_required: bool,
    /// What it is.
    pub kind: PartKind,
}

/// What a part is.
#[derive(Debug, Clone)]
pub enum PartKind {
    /// An attribute.
    Attribute(Scalar),
    /// The element's text.
    Content(Scalar),
    /// A child element; it may stand there several times if `repeats`.
    Child {
        /// Its shape.
        inner: Inner,
        /// More than one is meant.
        repeats: bool,
    },
    /// Children of several names whose common order has a meaning; the part's name is theirs together, in JSON only.
    Sequence(Vec<(&'static str, Inner)>),
    /// An attribute (the part's name) that selects what else stands here, or in the child `body`.
    Choice {
        /// The child that has the selected shape; without it, this element has.
        body: Option<&'static str>,
        /// The words that the attribute may have.
        words: &'static [&'static str],
        /// The word that an absent attribute stands for.
        default: Option<&'static str>,
        /// Says what a word brings.
        declare: fn(&str, &mut Shape),
    },
}

/// The shape of a child, made when somebody looks: documents nest without end.
#[derive(Debug, Clone)]
pub enum Inner {
    /// A type's shape.
    Type {
        /// The Rust type's path.
        name: &'static str,
        /// Says its shape.
        declare: fn(&mut Shape),
    },
    /// The shape that a word selects.
    Variant {
        /// The word.
        word: String,
        /// Says what a word brings.
        declare: fn(&str, &mut Shape),
    },
}

impl Inner {
    /// The shape of a type.
    pub fn of<T: Element>() -> Inner {
        Inner::Type { name: std::any::type_name::<T>(), declare: T::declare }
    }

    /// Nothing but text.
    pub fn text<T: Value>() -> Inner {
        Inner::Type { name: std::any::type_name::<T>(), declare: |shape| _ = shape.content::<T>() }
    }

    /// A shape that belongs to no type.
    pub fn said(name: &'static str, declare: fn(&mut Shape)) -> Inner {
        Inner::Type { name, declare }
    }

    /// The shape itself.
    pub fn shape(&self) -> Shape {
        let mut shape = Shape::default();
        match self {
            Inner::Type { declare, .. } => declare(&mut shape),
            Inner::Variant { word, declare } => declare(word, &mut shape),
        }
        shape
    }
}

/// The words that a type has.
pub fn words<T: Value>() -> &'static [&'static str] {
    match T::scalar() {
        Scalar::Words(words) => words,
        _ => &[],
    }
}

impl Shape {
    /// The shape of an element's type.
    pub fn of<T: Element>() -> Shape {
        let mut shape = Shape::default();
        T::declare(&mut shape);
        shape
    }

    fn push(&mut self, name: &'static str, kind: PartKind) -> &mut Shape {
        self.parts.push(Part { name, is_required: true, kind });
        self
    }

    /// Anything may stand here.
    pub fn open(&mut self) -> &mut Shape {
        self.is_open = true;
        self
    }

    /// The element stands in its parent as often as it likes, though the parent's shape says one.
    pub fn several(&mut self) -> &mut Shape {
        self.repeats = true;
        self
    }

    /// A field stands where its type says.
    pub fn field<T: Field>(&mut self, name: &'static str) -> &mut Shape {
        T::declare(name, self);
        self
    }

    /// An attribute that has to be there.
    pub fn attr<T: Value>(&mut self, name: &'static str) -> &mut Shape {
        self.push(name, PartKind::Attribute(T::scalar()))
    }

    /// The element's text.
    pub fn content<T: Value>(&mut self) -> &mut Shape {
        self.push("", PartKind::Content(T::scalar()))
    }

    /// The element is kept as its author wrote it, whatever stands in it.
    pub fn xml(&mut self) -> &mut Shape {
        self.push("", PartKind::Content(Scalar::Xml))
    }

    /// A child that has to be there.
    pub fn child<T: Element>(&mut self, name: &'static str) -> &mut Shape {
        self.inner(name, Inner::of::<T>())
    }

    /// A child with this shape.
    pub fn inner(&mut self, name: &'static str, inner: Inner) -> &mut Shape {
        self.push(name, PartKind::Child { inner, repeats: false })
    }

    /// A child with nothing but text.
    pub fn text<T: Value>(&mut self, name: &'static str) -> &mut Shape {
        self.inner(name, Inner::text::<T>())
    }

    /// Children of several names whose common order has a meaning.
    pub fn sequence(&mut self, name: &'static str, children: &[(&'static str, Inner)]) -> &mut Shape {
        self.push(name, PartKind::Sequence(children.to_vec())).optional()
    }

    /// The parts of another type stand here as well.
    pub fn flatten<T: Element>(&mut self) -> &mut Shape {
        T::declare(self);
        self
    }

    /// An attribute here selects the shape of the child `body`.
    pub fn union<T: Union>(&mut self, tag: &'static str, body: &'static str) -> &mut Shape {
        self.choice::<T>(tag, Some(body))
    }

    /// An attribute here selects what else stands here.
    pub fn tagged<T: Union>(&mut self, tag: &'static str) -> &mut Shape {
        self.choice::<T>(tag, None)
    }

    fn choice<T: Union>(&mut self, tag: &'static str, body: Option<&'static str>) -> &mut Shape {
        let default = T::default_tag();
        let kind = PartKind::Choice { body, words: T::words(), default, declare: T::declare };
        self.push(tag, kind);
        if default.is_some() || T::is_optional() { self.optional() } else { self }
    }

    /// An attribute here selects what else stands here, for elements that are no [`Union`].
    pub fn select(
        &mut self,
        tag: &'static str,
        words: &'static [&'static str],
        default: Option<&'static str>,
        declare: fn(&str, &mut Shape),
    ) -> &mut Shape {
        self.push(tag, PartKind::Choice { body: None, words, default, declare });
        if default.is_some() { self.optional() } else { self }
    }

    /// Whatever has been said may be absent.
    pub fn nothing_required(&mut self) -> &mut Shape {
        self.parts.iter_mut().for_each(|part| part.is_required = false);
        self
    }

    /// The part said last may be absent.
    pub fn optional(&mut self) -> &mut Shape {
        if let Some(part) = self.parts.last_mut() {
            part.is_required = false;
        }
        self
    }

    /// The part said last may be there more than once, or not at all.
    pub fn repeated(&mut self) -> &mut Shape {
        if let Some(Part { kind: PartKind::Child { repeats, .. }, .. }) = self.parts.last_mut() {
            *repeats = true;
        }
        self.optional()
    }

    /// The shape with every choice made: `attribute` tells what the element's attributes say.
    pub fn chosen(mut self, attribute: &dyn Fn(&str) -> Option<String>) -> Shape {
        let parts = std::mem::take(&mut self.parts);
        let mut out = self;
        for part in parts {
            let PartKind::Choice { body, words, default, declare } = part.kind else {
                out.parts.push(part);
                continue;
            };
            let scalar = if words.is_empty() { Scalar::Text } else { Scalar::Words(words) };
            out.push(part.name, PartKind::Attribute(scalar)).optional();
            if let Some(tag) = out.parts.last_mut() {
                tag.is_required = part.is_required;
            }
            let word = attribute(part.name).or(default.map(str::to_owned));
            match (body, word) {
                (Some(body), Some(word)) => {
                    let inner = Inner::Variant { word, declare };
                    let repeats = inner.shape().repeats;
                    out.push(body, PartKind::Child { inner, repeats }).optional();
                }
                (None, Some(word)) => {
                    let selected = Inner::Variant { word, declare }.shape().chosen(attribute);
                    out.is_open |= selected.is_open;
                    out.parts.extend(selected.parts);
                }
                (_, None) => (),
            }
        }
        out
    }

    /// The part with this name that is an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|p| p.name == name && matches!(p.kind, PartKind::Attribute(_)))
    }

    /// What may stand in the element's text.
    pub fn text_scalar(&self) -> Option<Scalar> {
        self.parts.iter().find_map(|p| if let PartKind::Content(scalar) = p.kind { Some(scalar) } else { None })
    }

    /// All children that may stand here: name, shape, whether they repeat.
    pub fn children(&self) -> impl Iterator<Item = (&'static str, &Inner, bool)> {
        self.parts.iter().flat_map(|part| {
            let list: Vec<(&'static str, &Inner, bool)> = match &part.kind {
                PartKind::Child { inner, repeats } => vec![(part.name, inner, *repeats)],
                PartKind::Sequence(list) => list.iter().map(|(name, inner)| (*name, inner, true)).collect(),
                _ => Vec::new(),
            };
            list
        })
    }

    /// The child with this name.
    pub fn child_named(&self, name: &str) -> Option<(&Inner, bool)> {
        self.children().find(|(n, ..)| *n == name).map(|(_, inner, repeats)| (inner, repeats))
    }
}
