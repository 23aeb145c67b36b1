//! `<permissions>` of a storage pool or volume.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Field, Node, Result, Text, Writer};

/// `<permissions>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Permissions {
    pub mode: Option<u32>,
    /// The owner's number; absent stands for whoever makes it.
    pub owner: Option<u32>,
    pub group: Option<u32>,
    pub label: Option<String>,
}

impl Element for Permissions {
    fn parse(node: &Node) -> Result<Permissions> {
        let mode = match node.first("mode").filter(|child| !child.text().is_empty()) {
            Some(child) => {
                let text = child.text();
                let mode = u32::from_str_radix(&text, 8).ok().filter(|mode| *mode <= 0o777);
                Some(mode.ok_or_else(|| child.error("malformed octal mode"))?)
            }
            None => None,
        };
        Ok(Permissions {
            mode,
            owner: number(node, "owner")?,
            group: number(node, "group")?,
            label: node.field::<Option<Text>>("label")?.map(|text| text.0),
        })
    }

    fn format(&self, writer: &mut Writer) {
        if let Some(mode) = self.mode {
            writer.text("mode", &format!("0{mode:o}"));
        }
        self.owner.map(Text).format("owner", writer);
        self.group.map(Text).format("group", writer);
        self.label.clone().map(Text).format("label", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        for name in ["mode", "owner", "group", "label"] {
            shape.text::<String>(name).optional();
        }
    }
}

xml::element!(Permissions);

/// An empty element says nothing and is not kept.
pub(crate) mod unless_empty {
    use super::*;

    pub(crate) fn parse(node: &Node, name: &str) -> Result<Option<Permissions>> {
        let permissions: Option<Permissions> = node.field(name)?;
        Ok(permissions.filter(|permissions| *permissions != Permissions::default()))
    }

    pub(crate) fn format(value: &Option<Permissions>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

fn number(node: &Node, name: &str) -> Result<Option<u32>> {
    let Some(child) = node.first(name).filter(|child| !child.text().is_empty()) else { return Ok(None) };
    match child.text().parse::<i64>() {
        Ok(-1) => Ok(None),
        Ok(number) if u32::try_from(number).is_ok() => Ok(u32::try_from(number).ok()),
        _ => Err(child.error(format!("malformed {name} element"))),
    }
}
