//! `<disk>` of a backup: what is copied from one of the guest's disks, and where to.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::BackupMode;
use crate::domain::storage::{DiskSource, ImageFormat};
use crate::words::YesNo;
use xml::{ErrorKind, Field, Node, Result, Writer, Xml};

/// `<disk>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BackupDisk {
    /// Its name in the guest.
    pub name: String,
    /// Absent means yes.
    pub backup: Option<YesNo>,
    /// How far the job is; only in the daemon's own file.
    pub state: Option<BackupDiskState>,
    pub extent: Option<BackupExtent>,
    /// The checkpoint since which changes are copied.
    pub incremental: Option<String>,
    /// What the reader finds the disk under.
    pub export_name: Option<String>,
    pub export_bitmap: Option<String>,
    /// The copy, or for a pull the room for what the guest overwrites meanwhile.
    pub image: Option<BackupImage>,
}

/// `<driver>` with `<target>` or `<scratch>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BackupImage {
    pub format: Option<ImageFormat>,
    pub source: DiskSource,
}

/// How much of a disk is copied.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupExtent {
    Full,
    Incremental,
}

/// How far a disk's job is.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupDiskState {
    Running,
    Complete,
    Failed,
    Cancelling,
    Cancelled,
}

fn image_word(mode: BackupMode) -> &'static str {
    match mode {
        BackupMode::Push => "target",
        BackupMode::Pull => "scratch",
    }
}

impl BackupDisk {
    /// The disk is to be copied.
    pub fn is_wanted(&self) -> bool {
        self.backup.is_none_or(YesNo::is_yes)
    }

    pub(super) fn parse(node: &Node, mode: BackupMode) -> Result<BackupDisk> {
        let missing = || node.error_of(ErrorKind::Internal, "missing name from disk backup element");
        let mut disk = BackupDisk {
            name: node.attr("name").map(str::to_owned).ok_or_else(missing)?,
            backup: node.field("backup")?,
            ..BackupDisk::default()
        };
        if !disk.is_wanted() {
            return Ok(disk);
        }
        disk.backup = Some(YesNo::Yes);
        disk.extent = node.field("backupmode")?;
        disk.incremental = node.field("incremental")?;
        if node.mode().status {
            disk.state = node.field("state")?;
        }
        if mode == BackupMode::Pull {
            disk.export_name = node.field("exportname")?;
            disk.export_bitmap = node.field("exportbitmap")?;
        }
        disk.image = image(node, mode)?;
        Ok(disk)
    }

    pub(super) fn format(&self, mode: BackupMode, w: &mut Writer) {
        w.attr("name", &self.name);
        self.backup.format("backup", w);
        if !self.is_wanted() {
            return;
        }
        if w.mode().status {
            self.state.format("state", w);
        }
        if let Some(image) = &self.image {
            if let Some(format) = image.format {
                w.leaf("driver", &[("type", format.as_str())]);
            }
            w.union_last("type", image_word(mode), &image.source);
        }
        self.extent.format("backupmode", w);
        self.incremental.format("incremental", w);
        self.export_name.format("exportname", w);
        self.export_bitmap.format("exportbitmap", w);
    }

    /// What may stand in the element.
    pub(super) fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<YesNo>>("backup").field::<Option<BackupDiskState>>("state");
        shape.field::<Option<BackupExtent>>("backupmode");
        for name in ["incremental", "exportname", "exportbitmap"] {
            shape.field::<Option<String>>(name);
        }
        let driver = |shape: &mut xml::Shape| _ = shape.field::<Option<ImageFormat>>("type");
        shape.inner("driver", xml::Inner::said("BackupDriver", driver)).optional();
        shape.union::<DiskSource>("type", "target").union::<DiskSource>("type", "scratch");
    }
}

fn image(node: &Node, mode: BackupMode) -> Result<Option<BackupImage>> {
    let word = image_word(mode);
    let source: DiskSource = node.union("type", word)?;
    if !matches!(source, DiskSource::File { .. } | DiskSource::Block { .. }) {
        let kind = node.attr("type").unwrap_or_default();
        return Err(node.error_of(ErrorKind::Unsupported, format!("unsupported disk backup type '{kind}'")));
    }
    let driver = node.first("driver");
    let format = driver.map(|driver| driver.value("type")).transpose()?.flatten();
    if mode == BackupMode::Pull && format.is_some_and(|format| format != ImageFormat::Qcow2) {
        return Err(driver.unwrap_or(*node).error("pull mode backup requires the scratch format qcow2"));
    }
    match source.path() {
        None if format.is_none() => Ok(None),
        Some(path) if !path.starts_with('/') => {
            Err(node.error(format!("backup {word} path '{path}' must be absolute")))
        }
        _ => Ok(Some(BackupImage { format, source })),
    }
}
