//! `<storagepoolCapabilities>`: which kinds of pools there are, and their formats.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::PoolKind;
use crate::words::YesNo;
use virt::Result;
use xml::{Document, Element, Field, Mode, Node, Shape, Text, Writer, Xml};

/// `<storagepoolCapabilities>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PoolCapabilities {
    #[xml("pool")]
    pub pools: Vec<PoolSupport>,
}

/// `<pool>`: one kind of pools.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolSupport {
    pub kind: PoolKind,
    pub supported: YesNo,
    /// Formats of what such a pool is made from.
    pub pool_options: Option<Formats>,
    /// Formats of its volumes.
    pub volume_options: Option<Formats>,
}

/// `<poolOptions>`, `<volOptions>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Formats {
    #[xml("defaultFormat")]
    pub default: Option<DefaultFormat>,
    #[xml("enum")]
    pub values: Option<FormatValues>,
}

/// `<defaultFormat type=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct DefaultFormat {
    #[xml("type")]
    pub kind: String,
}

/// `<enum name=…>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormatValues {
    pub name: String,
    pub values: Vec<Text>,
}

// Compat: both are printed with both tags even if nothing stands between them.
impl Element for PoolSupport {
    fn parse(node: &Node) -> xml::Result<PoolSupport> {
        Ok(PoolSupport {
            kind: node.field("type")?,
            supported: node.field("supported")?,
            pool_options: node.field("poolOptions")?,
            volume_options: node.field("volOptions")?,
        })
    }

    fn format(&self, w: &mut Writer) {
        self.kind.format("type", w);
        self.supported.format("supported", w);
        w.open();
        self.pool_options.format("poolOptions", w);
        self.volume_options.format("volOptions", w);
    }

    fn declare(shape: &mut Shape) {
        shape.attr::<PoolKind>("type").attr::<YesNo>("supported");
        shape.field::<Option<Formats>>("poolOptions").field::<Option<Formats>>("volOptions");
    }
}

impl Element for FormatValues {
    fn parse(node: &Node) -> xml::Result<FormatValues> {
        Ok(FormatValues { name: node.field("name")?, values: node.field("value")? })
    }

    fn format(&self, w: &mut Writer) {
        self.name.format("name", w);
        w.open();
        self.values.format("value", w);
    }

    fn declare(shape: &mut Shape) {
        shape.attr::<String>("name").field::<Vec<Text>>("value");
    }
}

xml::element!(PoolSupport);
xml::element!(FormatValues);

impl PoolCapabilities {
    /// What a daemon can do that has drivers for the kinds for which `is_supported` holds.
    pub fn new(is_supported: &dyn Fn(PoolKind) -> bool) -> PoolCapabilities {
        let pools = PoolKind::ALL.into_iter().map(|kind| PoolSupport {
            kind,
            supported: YesNo::from(is_supported(kind)),
            pool_options: kind
                .default_source_format()
                .map(|default| formats("sourceFormatType", default, kind.source_formats())),
            volume_options: kind
                .default_volume_format()
                .zip(kind.volume_formats())
                .map(|(default, words)| formats("targetFormatType", default, words)),
        });
        PoolCapabilities { pools: pools.collect() }
    }

    /// Reads the document.
    pub fn parse(text: &str) -> Result<PoolCapabilities> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("storagepoolCapabilities", Mode::INACTIVE).map_err(crate::error)?;
        root.element().map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("storagepoolCapabilities", self, Mode::INACTIVE)
    }
}

fn formats(name: &str, default: &str, words: &[&str]) -> Formats {
    let values = words.iter().map(|word| Text((*word).to_owned())).collect();
    Formats {
        default: Some(DefaultFormat { kind: default.to_owned() }),
        values: Some(FormatValues { name: name.to_owned(), values }),
    }
}
