//! The list of document types, and what can be done with a document of any type: check it, turn it into JSON and back,
//! say its schema.

use serde_json::Value;
use virt::{Error, Result};
use xml::{Document, Inner, Mode, Shape};

/// A type of document.
pub struct DocumentType {
    /// The name of its root element, which is also its own.
    pub root: &'static str,
    /// What may stand in it.
    pub inner: fn() -> Inner,
}

/// All types that have a shape.
pub const TYPES: &[DocumentType] = &[
    DocumentType { root: "domain", inner: Inner::of::<crate::domain::Domain> },
    DocumentType { root: "network", inner: Inner::of::<crate::network::Network> },
];

impl DocumentType {
    /// The type whose root element is called `root`.
    pub fn of(root: &str) -> Result<&'static DocumentType> {
        TYPES.iter().find(|t| t.root == root).ok_or_else(|| {
            let known: Vec<_> = TYPES.iter().map(|t| t.root).collect();
            Error::invalid_arg(format!("no document type has the root element '{root}'"))
                .remedy(format!("known are: {}", known.join(", ")))
        })
    }

    fn shape(&self) -> Shape {
        (self.inner)().shape()
    }

    /// JSON Schema of the JSON form.
    pub fn schema(&self) -> Value {
        xml::schema::schema(self.root, &(self.inner)())
    }

    /// The XML form of a JSON document.
    pub fn xml(&self, value: &Value) -> Result<String> {
        xml::json::from_json(self.root, value, self.shape()).map_err(crate::error)
    }
}

/// Complains about everything in the document that would be passed over in silence otherwise.
pub fn check(text: &str) -> Result<()> {
    let document = Document::parse(text).map_err(crate::error)?;
    let root = document.root(Mode::LIVE);
    let shape = DocumentType::of(root.name())?.shape();
    xml::strict::check(&root, shape).map_err(crate::error)
}

/// A document as JSON: an object whose one key is the document's type.
pub fn to_json(text: &str) -> Result<Value> {
    let document = Document::parse(text).map_err(crate::error)?;
    let root = document.root(Mode::LIVE);
    let shape = DocumentType::of(root.name())?.shape();
    let inside = xml::json::to_json(&root, shape);
    Ok(serde_json::json!({ root.name(): inside }))
}

/// The XML of what [`to_json`] made.
pub fn from_json(text: &str) -> Result<String> {
    let value: Value = serde_json::from_str(text).map_err(|e| Error::xml(format!("this is not JSON: {e}")))?;
    match value.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next()) {
        Some((root, inside)) => DocumentType::of(root)?.xml(inside),
        None => Err(Error::xml("a JSON document is an object with one key, the document's type")
            .remedy("write {\"domain\": {…}}")),
    }
}
