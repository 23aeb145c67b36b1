//! `<sysinfo>`: what firmware tells the guest of its machine.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Node, Writer, Xml};

/// `<sysinfo>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum Sysinfo {
    Smbios(Smbios),
    Fwcfg {
        #[xml("entry")]
        entries: Vec<FwcfgEntry>,
    },
}

/// SMBIOS tables.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Smbios {
    #[xml(with = crate::text::unless_empty)]
    pub bios: Option<Block>,
    #[xml(with = crate::text::unless_empty)]
    pub system: Option<Block>,
    #[xml("baseBoard")]
    pub base_boards: Vec<Block>,
    #[xml(with = crate::text::unless_empty)]
    pub chassis: Option<Block>,
    #[xml("oemStrings")]
    pub oem_strings: Option<OemStrings>,
}

/// A table's fields by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    pub entries: Vec<(&'static str, String)>,
}

/// Every field of every table, in the order in which each table prints its own.
const FIELDS: [&str; 12] = [
    "vendor",
    "manufacturer",
    "product",
    "version",
    "date",
    "release",
    "serial",
    "uuid",
    "asset",
    "sku",
    "family",
    "location",
];

impl Block {
    /// A field's text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.entries.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// Replaces a field's text.
    pub fn set(&mut self, name: &str, text: String) {
        if let Some((_, old)) = self.entries.iter_mut().find(|(known, _)| *known == name) {
            *old = text;
        }
    }
}

impl Element for Block {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut entries = Vec::new();
        for field in FIELDS {
            let mut found = node.children().filter(|c| c.name() == "entry" && c.attr("name") == Some(field));
            if let Some(entry) = found.next() {
                entries.push((field, entry.text().into_owned()));
            }
        }
        Ok(Block { entries })
    }

    fn format(&self, writer: &mut Writer) {
        for (name, text) in &self.entries {
            writer.begin("entry");
            writer.attr("name", name);
            writer.content(text);
            writer.end("entry");
        }
    }

    fn declare(shape: &mut xml::Shape) {
        let entry = |shape: &mut xml::Shape| _ = shape.attr::<String>("name").content::<String>();
        shape.inner("entry", xml::Inner::said("SmbiosEntry", entry)).repeated();
    }
}

xml::element!(Block);

/// `<oemStrings>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct OemStrings {
    #[xml("entry")]
    pub entries: Vec<xml::Text>,
}

/// One value of the firmware configuration device, given here or in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FwcfgEntry {
    pub name: String,
    pub file: Option<String>,
    pub value: Option<String>,
}

impl Element for FwcfgEntry {
    fn parse(node: &Node) -> xml::Result<Self> {
        let text = node.text();
        let entry = FwcfgEntry {
            name: node.field("name")?,
            file: node.value("file")?,
            value: (!text.is_empty()).then(|| text.into_owned()),
        };
        if entry.file.is_some() == entry.value.is_some() {
            return Err(node.error("Firmware entry must have either value or 'file' attribute"));
        }
        Ok(entry)
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("name", &self.name);
        xml::Field::format(&self.file, "file", writer);
        if let Some(value) = &self.value {
            writer.content(value);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<String>>("file").content::<String>();
    }
}

xml::element!(FwcfgEntry);
