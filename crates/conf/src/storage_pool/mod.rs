//! `<pool>`: a place that holds volumes.
//!
//! [`StoragePool::parse`] reads, keeps what belongs to the kind of pool, fills in what is implied and checks.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

pub mod adapter;
pub mod capabilities;
mod complete;
mod conflict;
pub mod filters;
pub mod kind;
pub mod options;
pub mod source;
mod start;
mod status;

use crate::permissions::{Permissions, unless_empty};
use crate::text::child;
use crate::words::YesNo;
use virt::{ErrorDomain, Result, Uuid};
use xml::{Document, ErrorKind, Mode, Node, Size, Text, Writer, Xml};

pub use kind::PoolKind;
pub use source::{PoolSource, PoolSources};
pub use status::PoolStatus;

/// `<pool>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct StoragePool {
    #[xml("type")]
    pub kind: PoolKind,
    #[xml(flatten)]
    pub namespace: options::Declaration,
    #[xml(with = child, text)]
    pub name: String,
    /// All zeros until the driver makes one.
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
    /// Bytes in all; only the driver knows.
    #[xml(with = measured)]
    pub capacity: Size,
    #[xml(with = measured)]
    pub allocation: Size,
    #[xml(with = measured)]
    pub available: Size,
    pub features: Option<Features>,
    #[xml(with = source_block)]
    pub source: PoolSource,
    pub target: Option<Target>,
    pub refresh: Option<Refresh>,
    #[xml(flatten)]
    pub options: options::Options,
}

/// `<features>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Features {
    pub cow: Option<Cow>,
}

/// `<cow state=…>`: whether new files are copied on write.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Cow {
    pub state: YesNo,
}

/// `<target>`: where the volumes appear on the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Target {
    pub path: Option<Text>,
    #[xml(with = unless_empty)]
    pub permissions: Option<Permissions>,
}

/// `<refresh>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Refresh {
    pub volume: Option<RefreshVolume>,
}

/// `<volume>` of `<refresh>`: how the allocation of volumes is found out.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct RefreshVolume {
    #[xml(with = allocation)]
    pub allocation: Option<RefreshAllocation>,
}

/// How the allocation of volumes is found out.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshAllocation {
    /// It is measured.
    Default,
    /// It is taken for the capacity, which is quicker.
    Capacity,
}

impl StoragePool {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<StoragePool> {
        StoragePool::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::STORAGE))
    }

    fn parse_text(text: &str) -> Result<StoragePool> {
        let document = Document::parse(text).map_err(crate::error)?;
        StoragePool::from_node(&document.root_named("pool", Mode::INACTIVE).map_err(crate::error)?)
    }

    fn from_node(node: &Node) -> Result<StoragePool> {
        let mut pool: StoragePool = node.element().map_err(crate::error)?;
        complete::pool(&mut pool, node)?;
        Ok(pool)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("pool", self, Mode::INACTIVE)
    }

    /// Where the volumes appear on the host.
    pub fn target_path(&self) -> Option<&str> {
        self.target.as_ref()?.path.as_ref().map(|path| path.0.as_str())
    }
}

/// A path without needless slashes, as documents have it.
pub fn clean_path(path: &str) -> String {
    source::clean_path::clean(path)
}

/// Sizes in a document are someone's memory of the past: they are not read.
mod measured {
    use super::*;

    pub(super) fn parse(_: &Node, _: &str) -> xml::Result<Size> {
        Ok(Size(0))
    }

    pub(super) fn format(value: &Size, name: &str, writer: &mut Writer) {
        xml::Field::format(value, name, writer);
    }
}

mod uuid {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<Uuid> {
        crate::text::uuid::parse(node, name).map_err(|error| xml::Error { kind: ErrorKind::Invalid, ..error })
    }

    pub(super) use crate::text::uuid::{declare, format};
}

/// `<source>` is printed with both tags even if it is empty.
mod source_block {
    use super::*;
    use xml::Element;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<PoolSource> {
        node.field_or_default(name)
    }

    pub(super) fn format(value: &PoolSource, name: &str, writer: &mut Writer) {
        writer.begin(name);
        writer.open();
        Element::format(value, writer);
        writer.end(name);
    }
}

mod allocation {
    use super::*;
    use xml::Value;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<Option<RefreshAllocation>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let message = || format!("unknown storage pool volume refresh allocation type {text}");
        RefreshAllocation::from_xml(text).map(Some).ok_or_else(|| node.error_of(ErrorKind::Unsupported, message()))
    }

    pub(super) fn format(value: &Option<RefreshAllocation>, name: &str, writer: &mut Writer) {
        xml::Field::format(value, name, writer);
    }
}

#[cfg(test)]
mod tests;
