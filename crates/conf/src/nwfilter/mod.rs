//! `<filter>`: rules for the packets of an interface.
//!
//! [`Nwfilter::parse`] reads and checks; what each protocol can be asked is the table in [`protocol`], how the values
//! are spelled is in [`value`].
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod chain;
pub mod parameters;
pub mod protocol;
mod rule;
pub mod value;

use crate::text::uuid;
use virt::{ErrorDomain, Result, Uuid};
use xml::{Document, Element, ErrorKind, Field, Mode, Node, Writer};

pub use parameters::FilterRef;
pub use protocol::Protocol;
pub use rule::{Action, Direction, Rule, RuleMatch};
pub use value::FilterValue;

/// Highest priority of a chain or rule; the lowest is its negative.
const PRIORITY_MAX: i32 = 1000;

/// `<filter>`
#[derive(Debug, Clone, PartialEq)]
pub struct Nwfilter {
    pub name: String,
    /// The table in which the rules stand.
    pub chain: String,
    /// When the chain is looked at; small numbers first.
    pub priority: i32,
    /// All zeros until the driver makes one.
    pub uuid: Uuid,
    /// In the order of the document.
    pub entries: Vec<Entry>,
}

/// A part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Rule(Rule),
    /// Another filter that applies as well.
    Filter(FilterRef),
}

impl Nwfilter {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<Nwfilter> {
        Nwfilter::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::NWFILTER))
    }

    fn parse_text(text: &str) -> Result<Nwfilter> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("filter", Mode::INACTIVE).map_err(crate::error)?;
        let name = root.attr("name").filter(|name| !name.is_empty());
        let missing = || crate::error(root.error_of(ErrorKind::Internal, "filter has no name"));
        let name = name.ok_or_else(missing)?.to_owned();
        let chain = chain::name(&root)?;
        let priority = chain::priority(&root, &chain)?;
        let read = || -> xml::Result<Nwfilter> {
            let uuid = uuid::parse(&root, "uuid");
            let uuid = uuid.map_err(|error| xml::Error { kind: ErrorKind::Invalid, ..error })?;
            Ok(Nwfilter { name, chain, priority, uuid, entries: entries(&root)? })
        };
        read().map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        let mut writer = Writer::new(Mode::INACTIVE);
        let w = &mut writer;
        w.begin("filter");
        w.attr("name", &self.name);
        w.attr("chain", &self.chain);
        // A zero that is not what the chain's name stands for must not be lost.
        if self.priority != 0 || chain::default_priority(&self.chain) != 0 {
            w.attr("priority", &self.priority.to_string());
        }
        uuid::format(&self.uuid, "uuid", w);
        for entry in &self.entries {
            match entry {
                Entry::Rule(rule) => Field::format(rule, "rule", w),
                Entry::Filter(filter) => Field::format(filter, "filterref", w),
            }
        }
        w.end("filter");
        writer.finish()
    }

    /// The filters that this one names.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Filter(filter) => Some(filter.filter.as_str()),
            Entry::Rule(_) => None,
        })
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<String>>("chain").field::<Option<i32>>("priority");
        uuid::declare("uuid", shape);
        shape.sequence("entries", &[("rule", xml::Inner::of::<Rule>()), ("filterref", xml::Inner::of::<FilterRef>())]);
    }
}

fn entries(node: &Node) -> xml::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for child in node.children() {
        match child.name() {
            "rule" => entries.push(Entry::Rule(child.element()?)),
            "filterref" => entries.push(Entry::Filter(Element::parse(&child)?)),
            _ => (),
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests;
