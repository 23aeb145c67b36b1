//! XML text to and from structs: a read-only tree with positions in, libvirt's layout out.
//!
//! * [`Document`] and [`Node`]: the parsed text; every complaint knows its line and column.
//! * [`Field`], [`Element`], [`Union`], [`Value`]: what `#[derive(Xml)]` writes and a person may write by hand.
//! * [`Writer`]: the output text; [`Mode`] says for whom it is written.
//! * [`Raw`]: an element we have no type for, kept and printed again in place.
//! * [`Shape`]: what may stand in an element; [`strict`], [`json`] and [`schema`] walk over it.

// The derive names this crate by its outside name, here as everywhere.
extern crate self as xml;

mod error;
mod field;
pub mod json;
mod mode;
mod node;
mod parser;
mod raw;
pub mod schema;
mod shape;
mod size;
pub mod strict;
mod tree;
mod value;
mod writer;

pub use error::{Error, ErrorKind, Result};
pub use field::{Child, Element, Field, Text, Union};
pub use mode::Mode;
pub use node::Node;
pub use raw::{Raw, RawChild, Verbatim};
pub use shape::{Inner, Part, PartKind, Scalar, Shape, words};
pub use size::{Kib, Size, declare_size, scale};
pub use tree::Document;
pub use value::{Hex, Value, number};
pub use writer::{Writer, escape};
pub use xml_derive::Xml;

/// Reads one document whose root is `T`.
pub fn from_str<T: Element>(text: &str, mode: Mode) -> Result<T> {
    let document = Document::parse(text)?;
    T::parse(&document.root(mode))
}

/// Prints `value` as a document with root element `name`.
pub fn to_string<T: Element>(name: &str, value: &T, mode: Mode) -> String {
    let mut writer = Writer::new(mode);
    writer.begin(name);
    value.format(&mut writer);
    writer.end(name);
    writer.finish()
}

#[cfg(test)]
mod tests;
