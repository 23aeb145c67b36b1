//! `<volume>`: a disk image, partition or unit in a storage pool.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod create;
mod target;

use crate::storage_pool::PoolKind;
use virt::{Error, ErrorCode, ErrorDomain, Result};
use xml::{Document, Element, ErrorKind, Field, Mode, Node, Size, Text, Value, Writer, Xml, scale};

pub use create::CreateFacts;
pub use target::{Timestamps, VolumeFeatures, VolumeTarget};

/// `<volume>`
#[derive(Debug, Clone, PartialEq)]
pub struct StorageVolume {
    pub kind: VolumeKind,
    pub name: String,
    /// What no other volume of the host has.
    pub key: Option<String>,
    /// Places on the disks of the pool; only the driver knows.
    pub extents: Vec<SourceDevice>,
    pub capacity: u64,
    /// The document says how large the volume is.
    pub has_capacity: bool,
    pub allocation: u64,
    /// The document says how much is allocated; else it is all.
    pub has_allocation: bool,
    /// Bytes that the image takes; only the driver knows.
    pub physical: Option<u64>,
    pub target: VolumeTarget,
    pub backing_store: Option<VolumeTarget>,
}

/// What a volume is for the host.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum VolumeKind {
    File,
    Block,
    Dir,
    Network,
    Netdir,
    Ploop,
}

/// `<device>`: where on a disk the volume lies.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SourceDevice {
    pub path: String,
    #[xml("extent")]
    pub extents: Vec<Extent>,
}

/// `<extent>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Extent {
    pub start: u64,
    pub end: u64,
}

/// Whether a document has to say how large the volume is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    Required,
    /// The volume is copied from another, which knows.
    Optional,
    /// A backing store knows, if there is one.
    OptionalWithBacking,
}

impl StorageVolume {
    /// A file of which nothing but its name and place is known.
    pub fn empty(name: String, target: VolumeTarget) -> StorageVolume {
        StorageVolume {
            kind: VolumeKind::File,
            name,
            key: None,
            extents: Vec::new(),
            capacity: 0,
            has_capacity: false,
            allocation: 0,
            has_allocation: false,
            physical: None,
            target,
            backing_store: None,
        }
    }

    /// Reads a document for a pool of a kind.
    pub fn parse(text: &str, pool: PoolKind, capacity: Capacity) -> Result<StorageVolume> {
        StorageVolume::parse_text(text, pool, capacity).map_err(|error| error.in_domain(ErrorDomain::STORAGE))
    }

    fn parse_text(text: &str, pool: PoolKind, capacity: Capacity) -> Result<StorageVolume> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("volume", Mode::INACTIVE).map_err(crate::error)?;
        let volume = StorageVolume::read(&root, pool).map_err(crate::error)?;
        let sizes = sizes(&root, capacity)?;
        Ok(StorageVolume {
            capacity: sizes.capacity.unwrap_or(0),
            has_capacity: sizes.capacity.is_some(),
            allocation: sizes.allocation.or(sizes.capacity).unwrap_or(0),
            has_allocation: sizes.allocation.is_some(),
            ..volume
        })
    }

    fn read(node: &Node, pool: PoolKind) -> xml::Result<StorageVolume> {
        let kind = match node.attr("type") {
            Some(word) => VolumeKind::from_xml(word)
                .ok_or_else(|| node.error_of(ErrorKind::Unsupported, format!("unknown volume type '{word}'")))?,
            None => VolumeKind::File,
        };
        let text = |name: &str| node.first(name).map(|child| child.text().into_owned()).filter(|t| !t.is_empty());
        let name = text("name").ok_or_else(|| node.error("missing volume name element"))?;
        let backing_store = match node.first("backingStore").filter(|store| target::has_path(store)) {
            Some(store) => Some(VolumeTarget::parse(&store, pool)?),
            None => None,
        };
        let target = match node.first("target") {
            Some(target) => VolumeTarget::parse(&target, pool)?,
            None => VolumeTarget::implied(pool),
        };
        let backing_store = backing_store.map(VolumeTarget::without_content);
        Ok(StorageVolume { kind, key: text("key"), backing_store, ..StorageVolume::empty(name, target) })
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        let mut writer = Writer::new(Mode::INACTIVE);
        let w = &mut writer;
        w.begin("volume");
        w.attr("type", self.kind.as_str());
        w.text("name", &self.name);
        self.key.clone().map(Text).format("key", w);
        if !self.extents.is_empty() {
            w.begin("source");
            self.extents.format("device", w);
            w.end("source");
        }
        Size(self.capacity).format("capacity", w);
        Size(self.allocation).format("allocation", w);
        self.physical.map(Size).format("physical", w);
        w.begin("target");
        w.open();
        Element::format(&self.target, w);
        w.end("target");
        if let Some(store) = &self.backing_store {
            w.begin("backingStore");
            w.open();
            Element::format(store, w);
            w.end("backingStore");
        }
        w.end("volume");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<VolumeKind>>("type").text::<String>("name").text::<String>("key").optional();
        let source = |shape: &mut xml::Shape| _ = shape.field::<Vec<SourceDevice>>("device");
        shape.inner("source", xml::Inner::said("VolumeSource", source)).optional();
        for name in ["capacity", "allocation", "physical"] {
            shape.field::<Option<Size>>(name);
        }
        for name in ["target", "backingStore"] {
            shape.child::<VolumeTarget>(name).optional();
        }
    }
}

struct Sizes {
    capacity: Option<u64>,
    allocation: Option<u64>,
}

fn sizes(node: &Node, need: Capacity) -> Result<Sizes> {
    let capacity = size(node, "capacity")?;
    let is_optional = match need {
        Capacity::Required => false,
        Capacity::Optional => true,
        Capacity::OptionalWithBacking => node.first("backingStore").is_some(),
    };
    match capacity {
        None if !is_optional => Err(crate::error(node.error("missing capacity element"))),
        _ => Ok(Sizes { capacity, allocation: size(node, "allocation")? }),
    }
}

fn size(node: &Node, name: &str) -> Result<Option<u64>> {
    let Some(child) = node.first(name).filter(|child| !child.text().is_empty()) else { return Ok(None) };
    let malformed = || crate::error(child.error(format!("malformed {name} element")));
    let value: u64 = child.text().trim_start().parse().map_err(|_| malformed())?;
    let unit = child.attr("unit").unwrap_or_default();
    if scale(0, unit).is_none() {
        let place = crate::error(child.error(""));
        let error = Error::new(ErrorCode::INVALID_ARG, format!("unknown suffix '{unit}'"));
        return Err(place.details().at.map_or(error.clone(), |at| error.at(at)));
    }
    let bytes = scale(value, unit).filter(|bytes| i64::try_from(*bytes).is_ok());
    bytes.map(Some).ok_or_else(|| Error::overflow(format!("value too large: {value}{unit}")))
}

#[cfg(test)]
mod tests;
