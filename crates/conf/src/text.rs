//! Mapping words for `#[xml(with = …)]`.

/// `<name>text</name>` as a plain value; absent reads as the default.
pub mod child {
    use xml::{Node, Result, Value, Writer};

    /// Reads the child's text.
    pub fn parse<T: Value + Default>(node: &Node, name: &str) -> Result<T> {
        node.first(name).map_or(Ok(T::default()), |child| child.content())
    }

    /// Prints the child.
    pub fn format<T: Value>(value: &T, name: &str, writer: &mut Writer) {
        writer.text(name, &value.to_xml());
    }
}

/// `<uuid>…</uuid>`; absent reads as all zeros.
pub mod uuid {
    use virt::Uuid;
    use xml::{ErrorKind, Node, Result, Writer};

    /// Reads the child's text.
    pub fn parse(node: &Node, name: &str) -> Result<Uuid> {
        match node.first(name) {
            None => Ok(Uuid::default()),
            Some(child) => Uuid::parse(&child.text())
                .map_err(|_| child.error_of(ErrorKind::Internal, format!("malformed {name} element"))),
        }
    }

    /// Prints the child.
    pub fn format(value: &Uuid, name: &str, writer: &mut Writer) {
        writer.text(name, &value.to_string());
    }

    /// Says that there is such a child.
    pub fn declare(name: &'static str, shape: &mut xml::Shape) {
        shape.text::<String>(name).optional();
    }
}

/// A child that says nothing is none.
pub mod unless_empty {
    use xml::{Field, Node, Result, Writer};

    /// Reads the child.
    pub fn parse<T: Field + Default + PartialEq>(node: &Node, name: &str) -> Result<Option<T>> {
        Ok(T::parse(node, name)?.filter(|value| *value != T::default()))
    }

    /// Prints the child.
    pub fn format<T: Field>(value: &Option<T>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// A child that is printed with both tags even if it is empty; absent reads as the default.
pub mod block {
    use xml::{Element, Field, Node, Result, Writer};

    /// Reads the child.
    pub fn parse<T: Field + Default>(node: &Node, name: &str) -> Result<T> {
        node.field_or_default(name)
    }

    /// Prints the child.
    pub fn format<T: Element>(value: &T, name: &str, writer: &mut Writer) {
        writer.begin(name);
        writer.open();
        value.format(writer);
        writer.end(name);
    }
}

/// `<name>value</name>` that is not printed while it has its default value.
pub mod child_unless_default {
    use xml::{Node, Result, Value, Writer};

    /// Reads the child's text.
    pub fn parse<T: Value + Default>(node: &Node, name: &str) -> Result<T> {
        super::child::parse(node, name)
    }

    /// Prints the child, if there is something to say.
    pub fn format<T: Value + Default + PartialEq>(value: &T, name: &str, writer: &mut Writer) {
        if *value != T::default() {
            super::child::format(value, name, writer);
        }
    }
}

/// An attribute that is not printed while it has its default value.
pub mod attr_unless_default {
    use xml::{Node, Result, Value, Writer};

    /// Reads the attribute.
    pub fn parse<T: Value + Default>(node: &Node, name: &str) -> Result<T> {
        Ok(node.value(name)?.unwrap_or_default())
    }

    /// Prints the attribute, if there is something to say.
    pub fn format<T: Value + Default + PartialEq>(value: &T, name: &str, writer: &mut Writer) {
        if *value != T::default() {
            writer.attr(name, &value.to_xml());
        }
    }
}

/// An attribute that is always printed; absent reads as the default.
pub mod attr_or_default {
    use xml::{Node, Result, Value, Writer};

    /// Reads the attribute.
    pub fn parse<T: Value + Default>(node: &Node, name: &str) -> Result<T> {
        super::attr_unless_default::parse(node, name)
    }

    /// Prints the attribute.
    pub fn format<T: Value>(value: &T, name: &str, writer: &mut Writer) {
        writer.attr(name, &value.to_xml());
    }
}

/// An IP address in an attribute, in its usual spelling; what is no address stays as it is, for a check to complain.
pub mod address {
    use std::net::IpAddr;

    use xml::{Field, Node, Result, Writer};

    /// Something that holds the text of an address.
    pub trait AddressText: Field {
        /// The same in its usual spelling.
        fn normalized(self) -> Self;
    }

    impl AddressText for String {
        fn normalized(self) -> String {
            self.parse::<IpAddr>().map_or(self, |address| address.to_string())
        }
    }

    impl AddressText for Option<String> {
        fn normalized(self) -> Option<String> {
            self.map(AddressText::normalized)
        }
    }

    /// Reads the attribute.
    pub fn parse<T: AddressText>(node: &Node, name: &str) -> Result<T> {
        node.field::<T>(name).map(AddressText::normalized)
    }

    /// Prints the attribute.
    pub fn format<T: AddressText>(value: &T, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// Makes a mapping word for a child that is passed over where it lacks its one important attribute.
#[macro_export]
macro_rules! child_if_it_has {
    ($(#[$doc:meta])* $visible:vis $module:ident $attribute:literal $type:ty) => {
        $(#[$doc])*
        $visible mod $module {
            use super::*;

            pub(crate) fn parse(node: &xml::Node, name: &str) -> xml::Result<Option<$type>> {
                match node.first(name).filter(|child| child.attr($attribute).is_some()) {
                    Some(child) => xml::Child::parse_child(&child).map(Some),
                    None => Ok(None),
                }
            }

            pub(crate) fn format(value: &Option<$type>, name: &str, writer: &mut xml::Writer) {
                xml::Field::format(value, name, writer);
            }
        }
    };
}

/// Makes a mapping word for a child that may be there once; a second one is an error in these words.
#[macro_export]
macro_rules! only_child {
    ($(#[$doc:meta])* $module:ident $kind:ident $message:literal) => {
        $(#[$doc])*
        mod $module {
            pub(crate) fn parse<T: xml::Field>(node: &xml::Node, name: &str) -> xml::Result<T> {
                match node.first(name).and_then(|first| first.next(name)) {
                    Some(second) => Err(second.error_of(xml::ErrorKind::$kind, $message)),
                    None => node.field(name),
                }
            }

            pub(crate) fn format<T: xml::Field>(value: &T, name: &str, writer: &mut xml::Writer) {
                xml::Field::format(value, name, writer);
            }
        }
    };
}
