//! `<disk>` of a snapshot: what happens to one of the guest's disks.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::disk::SnapshotLocation;
use crate::domain::storage::{DiskSource, ImageFormat, MetadataCache};
use xml::{Element, ErrorKind, Node, Result, Value, Writer, Xml};

/// `<disk>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SnapshotDisk {
    /// Its name in the guest, or its path.
    pub name: String,
    pub snapshot: Option<SnapshotLocation>,
    /// A deletion of the snapshot has begun and not ended.
    pub is_being_deleted: bool,
    pub driver: SnapshotDriver,
    /// The new image of an external snapshot.
    pub source: DiskSource,
}

/// `<driver>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SnapshotDriver {
    #[xml("type", with = format)]
    pub format: Option<ImageFormat>,
    pub metadata_cache: Option<MetadataCache>,
}

impl SnapshotDisk {
    /// The snapshot is an image of its own.
    pub fn is_external(&self) -> bool {
        self.snapshot == Some(SnapshotLocation::External)
    }

    /// The document says which image is to be made.
    pub fn has_source(&self) -> bool {
        self.source.display().is_some()
    }

    fn describes_image(&self) -> bool {
        self.has_source() || self.driver.format.is_some()
    }
}

impl Element for SnapshotDisk {
    fn parse(node: &Node) -> Result<SnapshotDisk> {
        let missing = || node.error_of(ErrorKind::Internal, "missing name from disk snapshot element");
        let mut disk = SnapshotDisk {
            name: node.attr("name").map(str::to_owned).ok_or_else(missing)?,
            snapshot: node.field("snapshot")?,
            is_being_deleted: node.field("snapshotDeleteInProgress")?,
            driver: node.field_or_default("driver")?,
            source: node.union("type", "source")?,
        };
        if !matches!(disk.source, DiskSource::File { .. } | DiskSource::Block { .. } | DiskSource::Network(_)) {
            let kind = node.attr("type").unwrap_or_default();
            return Err(node.error(format!("unsupported disk snapshot type '{kind}'")));
        }
        if disk.snapshot.is_none() && disk.describes_image() {
            disk.snapshot = Some(SnapshotLocation::External);
        }
        Ok(disk)
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("name", &self.name);
        if let Some(snapshot) = self.snapshot {
            writer.attr("snapshot", snapshot.as_str());
        }
        if self.is_being_deleted {
            writer.leaf("snapshotDeleteInProgress", &[]);
        }
        if self.describes_image() {
            writer.begin("driver");
            self.driver.format(writer);
            writer.end_unless_empty("driver");
            writer.union_last("type", "source", &self.source);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<SnapshotLocation>>("snapshot");
        shape.field::<bool>("snapshotDeleteInProgress").field::<Option<SnapshotDriver>>("driver");
        shape.union::<DiskSource>("type", "source");
    }
}

xml::element!(SnapshotDisk);

mod format {
    use super::*;
    use xml::Field;

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<ImageFormat>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        let unknown = || node.error_of(ErrorKind::Unsupported, format!("unknown disk snapshot driver '{text}'"));
        ImageFormat::from_xml(text).filter(|f| *f != ImageFormat::None).map(Some).ok_or_else(unknown)
    }

    pub(super) fn format(value: &Option<ImageFormat>, name: &str, writer: &mut Writer) {
        Field::format(value, name, writer);
    }
}
