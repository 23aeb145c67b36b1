//! The traits between structs and elements: the type of a field says where it stands.

use crate::{Inner, Node, Result, Shape, Value, Writer};

/// Anything that can stand in a struct: a scalar becomes an attribute, an element a child.
pub trait Field: Sized {
    /// Reads the field called `name` of an element; `None` if it is not there.
    fn parse(node: &Node, name: &str) -> Result<Option<Self>>;
    /// Prints it.
    fn format(&self, name: &str, writer: &mut Writer);
    /// Says what may stand there; unless said, anything.
    fn declare(name: &'static str, shape: &mut Shape) {
        let _ = name;
        shape.open();
    }
}

/// A field that is a child element of its own and so can repeat.
pub trait Child: Field {
    /// Reads one such element.
    fn parse_child(node: &Node) -> Result<Self>;
}

/// The inside of one element.
pub trait Element: Sized {
    /// Reads attributes and children.
    fn parse(node: &Node) -> Result<Self>;
    /// Prints attributes and children; the element itself is open.
    fn format(&self, writer: &mut Writer);
    /// Says which attributes and children there are; unless said, any.
    fn declare(shape: &mut Shape) {
        shape.open();
    }
}

/// An enum chosen by an attribute, possibly of the parent element.
pub trait Union: Sized {
    /// Reads the shape that goes with `tag`; `None` for an unknown tag.
    fn parse(tag: &str, node: &Node) -> Result<Option<Self>>;
    /// The word that names the shape.
    fn tag(&self) -> Option<&'static str>;
    /// The value without a tag, where that is allowed.
    fn untagged() -> Option<Self> {
        None
    }
    /// The tag that an absent attribute stands for.
    fn default_tag() -> Option<&'static str> {
        None
    }
    /// Prints the shape's attributes and children.
    fn format(&self, writer: &mut Writer);
    /// All tags.
    fn words() -> &'static [&'static str] {
        &[]
    }
    /// The tag may be absent.
    fn is_optional() -> bool {
        false
    }
    /// Says which attributes and children come with a tag; unless said, any.
    fn declare(tag: &str, shape: &mut Shape) {
        let _ = tag;
        shape.open();
    }
}

/// Makes a [`Value`] an attribute.
#[macro_export]
macro_rules! scalar {
    ($($t:ty)*) => { $(
        impl $crate::Field for $t {
            fn parse(node: &$crate::Node, name: &str) -> $crate::Result<Option<Self>> { node.value(name) }
            fn format(&self, name: &str, writer: &mut $crate::Writer) {
                writer.attr(name, &$crate::Value::to_xml(self))
            }
            fn declare(name: &'static str, shape: &mut $crate::Shape) {
                shape.attr::<Self>(name);
            }
        }
    )* };
}

/// Makes an [`Element`] a child.
#[macro_export]
macro_rules! element {
    ($t:ty) => {
        impl $crate::Field for $t {
            fn parse(node: &$crate::Node, name: &str) -> $crate::Result<Option<Self>> {
                match node.first(name) {
                    Some(child) => <Self as $crate::Element>::parse(&child).map(Some),
                    None => Ok(None),
                }
            }
            fn format(&self, name: &str, writer: &mut $crate::Writer) {
                writer.begin(name);
                $crate::Element::format(self, writer);
                writer.end(name)
            }
            fn declare(name: &'static str, shape: &mut $crate::Shape) {
                shape.child::<Self>(name);
            }
        }
        impl $crate::Child for $t {
            fn parse_child(node: &$crate::Node) -> $crate::Result<Self> {
                $crate::Element::parse(node)
            }
        }
    };
}

scalar!(String u8 u16 u32 u64 i32 i64);

/// `<name>value</name>`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text<T = String>(pub T);

impl<T: Value> Field for Text<T> {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        match node.first(name) {
            Some(child) => child.content().map(Text).map(Some),
            None => Ok(None),
        }
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        writer.begin(name);
        writer.content(&self.0.to_xml());
        writer.end(name);
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.text::<T>(name);
    }
}

impl<T: Value> Child for Text<T> {
    fn parse_child(node: &Node) -> Result<Self> {
        node.content().map(Text)
    }
}

/// `<name/>`, present or not.
impl Field for bool {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        Ok(Some(node.first(name).is_some()))
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        if *self {
            writer.begin(name);
            writer.end(name);
        }
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.inner(name, Inner::said("present", |_| ())).optional();
    }
}

impl<T: Field> Field for Option<T> {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        T::parse(node, name).map(Some)
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        if let Some(value) = self {
            value.format(name, writer);
        }
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        T::declare(name, shape);
        shape.optional();
    }
}

impl<T: Child> Field for Vec<T> {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        let mut all = Vec::new();
        let mut next = node.first(name);
        while let Some(child) = next {
            all.push(T::parse_child(&child)?);
            next = child.next(name);
        }
        Ok(Some(all))
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        for value in self {
            value.format(name, writer);
        }
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        T::declare(name, shape);
        shape.repeated();
    }
}

impl<T: Field> Field for Box<T> {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        Ok(T::parse(node, name)?.map(Box::new))
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        (**self).format(name, writer);
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        T::declare(name, shape);
    }
}

impl<T: Union> Union for Option<T> {
    fn parse(tag: &str, node: &Node) -> Result<Option<Self>> {
        Ok(T::parse(tag, node)?.map(Some))
    }
    fn tag(&self) -> Option<&'static str> {
        self.as_ref().and_then(T::tag)
    }
    fn untagged() -> Option<Self> {
        Some(None)
    }
    fn format(&self, writer: &mut Writer) {
        if let Some(value) = self {
            value.format(writer);
        }
    }
    fn words() -> &'static [&'static str] {
        T::words()
    }
    fn is_optional() -> bool {
        true
    }
    fn declare(tag: &str, shape: &mut Shape) {
        T::declare(tag, shape);
    }
}

impl<T: Element> Element for Box<T> {
    fn parse(node: &Node) -> Result<Self> {
        T::parse(node).map(Box::new)
    }
    fn format(&self, writer: &mut Writer) {
        T::format(self, writer);
    }
    fn declare(shape: &mut Shape) {
        T::declare(shape);
    }
}
