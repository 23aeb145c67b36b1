//! Sizes with units.

use crate::{Child, Field, Inner, Node, Result, Shape, Writer, number};

/// `value` of `unit` in bytes; `None` for an unknown unit or too large a number.
pub fn scale(value: u64, unit: &str) -> Option<u64> {
    let lower = unit.to_ascii_lowercase();
    let factor: u64 = match lower.as_str() {
        "" | "b" | "byte" | "bytes" => 1,
        _ => {
            let (prefix, rest) = lower.split_at_checked(1)?;
            let base: u64 = match rest {
                "" | "ib" => 1024,
                "b" => 1000,
                _ => return None,
            };
            base.checked_pow("kmgtpe".find(prefix)? as u32 + 1)?
        }
    };
    value.checked_mul(factor)
}

fn read(node: &Node, default_unit: &str) -> Result<u64> {
    let text = node.text();
    let unit = node.attr("unit").unwrap_or(default_unit);
    let Some(value) = number(text.trim()) else {
        let message = format!("Invalid value '{text}' for element or attribute './{}[1]'", node.name());
        return Err(node.error(message));
    };
    let known = scale(0, unit).is_some();
    scale(value, unit).ok_or_else(|| match known {
        true => node.error(format!("value too large: {value}{unit}")),
        false => node.error(format!("unknown suffix '{unit}'")),
    })
}

/// An amount and its unit.
pub fn declare_size(shape: &mut Shape) {
    shape.attr::<String>("unit").optional().content::<u64>();
}

/// `<name unit='KiB'>1024</name>`: a size kept in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Kib(pub u64);

impl Field for Kib {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        node.first(name).map(|child| Kib::parse_child(&child)).transpose()
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        writer.begin(name);
        writer.attr("unit", "KiB");
        writer.content(&self.0.to_string());
        writer.end(name);
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.inner(name, Inner::said("size", declare_size));
    }
}

impl Child for Kib {
    fn parse_child(node: &Node) -> Result<Self> {
        let kib = read(node, "KiB")?.div_ceil(1024);
        // Rounded up it may be more than a number of bytes can say.
        match kib > u64::MAX >> 10 {
            true => Err(node.error(format!("value too large: {}", node.text()))),
            false => Ok(Kib(kib)),
        }
    }
}

/// A size in bytes, printed with the unit `bytes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Size(pub u64);

impl Field for Size {
    fn parse(node: &Node, name: &str) -> Result<Option<Self>> {
        node.first(name).map(|child| Size::parse_child(&child)).transpose()
    }
    fn format(&self, name: &str, writer: &mut Writer) {
        writer.begin(name);
        writer.attr("unit", "bytes");
        writer.content(&self.0.to_string());
        writer.end(name);
    }
    fn declare(name: &'static str, shape: &mut Shape) {
        shape.inner(name, Inner::said("size", declare_size));
    }
}

impl Child for Size {
    fn parse_child(node: &Node) -> Result<Self> {
        read(node, "bytes").map(Size)
    }
}
