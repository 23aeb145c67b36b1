//! `<filesystem>`: folders of the host in the guest.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::{DeviceInfo, VirtioOptions};
use super::tuning::Idmap;
use crate::words::OnOff;
use xml::{Element, Node, Size, Writer, Xml};

/// `<filesystem>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Filesystem {
    pub accessmode: Option<AccessMode>,
    #[xml(with = mode)]
    pub fmode: Option<String>,
    #[xml(with = mode)]
    pub dmode: Option<String>,
    pub model: Option<String>,
    pub multidevs: Option<MultiDevs>,
    pub driver: Option<FilesystemDriver>,
    pub binary: Option<VirtiofsdBinary>,
    #[xml(with = super::tuning::idmap)]
    pub idmap: Option<Idmap>,
    /// What is shared: `type` on `<filesystem>` selects the shape of `<source>`.
    #[xml(union = "type", body = "source")]
    pub source: FilesystemSource,
    pub target: Option<FilesystemTarget>,
    pub readonly: bool,
    pub space_hard_limit: Option<Size>,
    pub space_soft_limit: Option<Size>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

impl Filesystem {
    /// It is a USB device, which speaks the media transfer protocol.
    pub fn is_usb(&self) -> bool {
        self.driver.as_ref().is_some_and(|driver| driver.kind == Some(FilesystemDriverKind::Mtp))
    }
}

/// File modes have four octal digits, however they were written.
mod mode {
    use xml::{Field, Node, Result, Writer};

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<String>> {
        let Some(text) = node.attr(name) else { return Ok(None) };
        match u32::from_str_radix(text.trim(), 8) {
            Ok(mode) if mode <= 0o7777 => Ok(Some(format!("{mode:04o}"))),
            _ => Err(node.error(format!("invalid {name}: '{text}'"))),
        }
    }

    pub(super) fn format(value: &Option<String>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// The shapes of `<source>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum FilesystemSource {
    #[xml(untagged)]
    Mount {
        dir: Option<String>,
        socket: Option<String>,
    },
    Block {
        dev: Option<String>,
    },
    File {
        file: Option<String>,
    },
    Template {
        name: Option<String>,
    },
    Ram(RamSource),
    Bind {
        dir: Option<String>,
    },
    Volume {
        pool: Option<String>,
        volume: Option<String>,
    },
}

impl FilesystemSource {
    /// The folder of the host.
    pub fn dir(&self) -> Option<&str> {
        match self {
            FilesystemSource::Mount { dir, .. } | FilesystemSource::Bind { dir } => dir.as_deref(),
            _ => None,
        }
    }

    /// The socket of a virtiofsd that someone else runs.
    pub fn socket(&self) -> Option<&str> {
        match self {
            FilesystemSource::Mount { socket, .. } => socket.as_deref(),
            _ => None,
        }
    }
}

/// A file system in memory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RamSource {
    pub usage_kib: u64,
}

impl Element for RamSource {
    fn parse(node: &Node) -> xml::Result<Self> {
        let usage: u64 = node.field("usage")?;
        let bytes = xml::scale(usage, node.attr("units").unwrap_or("KiB")).ok_or_else(|| node.bad_value("units"))?;
        Ok(RamSource { usage_kib: bytes / 1024 })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("usage", &self.usage_kib.to_string());
        writer.attr("units", "KiB");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u64>("usage").field::<Option<String>>("units");
    }
}

/// Whose rights count.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessMode {
    Passthrough,
    Mapped,
    Squash,
}

/// What happens where one folder holds several host devices.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultiDevs {
    Default,
    Remap,
    Forbid,
    Warn,
}

/// `<driver>` of a file system.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FilesystemDriver {
    #[xml("type")]
    pub kind: Option<FilesystemDriverKind>,
    pub format: Option<String>,
    pub wrpolicy: Option<String>,
    pub queue: Option<u64>,
    #[xml(flatten)]
    pub virtio: VirtioOptions,
}

/// Who does the work.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilesystemDriverKind {
    Path,
    Handle,
    Loop,
    Nbd,
    Ploop,
    Virtiofs,
    Mtp,
}

/// `<binary>`: the virtiofsd that serves the folder.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VirtiofsdBinary {
    pub path: Option<String>,
    pub xattr: Option<OnOff>,
    pub cache: Option<BinaryCache>,
    pub sandbox: Option<BinarySandbox>,
    pub lock: Option<BinaryLock>,
    pub thread_pool: Option<ThreadPool>,
    pub openfiles: Option<OpenFiles>,
}

/// `<cache mode=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BinaryCache {
    pub mode: String,
}

/// `<sandbox mode=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BinarySandbox {
    pub mode: String,
}

/// `<lock>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct BinaryLock {
    pub posix: Option<OnOff>,
    pub flock: Option<OnOff>,
}

/// `<thread_pool size=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ThreadPool {
    pub size: i32,
}

/// `<openfiles max=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct OpenFiles {
    pub max: u64,
}

/// `<target dir=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FilesystemTarget {
    pub dir: String,
}
