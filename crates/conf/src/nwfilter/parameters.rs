//! `<filterref>`: a filter by its name, with values for the variables in it.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use std::collections::BTreeMap;
use xml::{Element, Field, Node, Result, Writer};

/// `<filterref>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilterRef {
    pub filter: String,
    /// Values by name; a variable may have several.
    pub parameters: BTreeMap<String, Vec<String>>,
}

impl Element for FilterRef {
    fn parse(node: &Node) -> Result<FilterRef> {
        let mut parameters: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for child in node.children().filter(|child| child.name() == "parameter") {
            // Compat: what is no name or no value is passed over.
            if let (Some(name), Some(value)) = (child.attr("name"), child.attr("value"))
                && is_name(name)
                && is_value(value)
            {
                parameters.entry(name.to_owned()).or_default().push(value.to_owned());
            }
        }
        Ok(FilterRef { filter: node.field("filter")?, parameters })
    }

    fn format(&self, writer: &mut Writer) {
        self.filter.format("filter", writer);
        for (name, values) in &self.parameters {
            for value in values {
                writer.leaf("parameter", &[("name", name), ("value", value)]);
            }
        }
    }

    fn declare(shape: &mut xml::Shape) {
        let parameter = |shape: &mut xml::Shape| _ = shape.attr::<String>("name").attr::<String>("value");
        shape.attr::<String>("filter").inner("parameter", xml::Inner::said("FilterParameter", parameter)).repeated();
    }
}

xml::element!(FilterRef);

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':'))
}
