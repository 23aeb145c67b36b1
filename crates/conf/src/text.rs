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
