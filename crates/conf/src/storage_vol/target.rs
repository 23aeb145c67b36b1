//! `<target>` and `<backingStore>` of a volume: where it appears on the host, and what is inside.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::encryption::Encryption;
use crate::permissions::{Permissions, unless_empty};
use crate::storage_pool::PoolKind;
use xml::{Element, ErrorKind, Field, Node, Result, Text, Writer, Xml, scale};

/// `<target>`, `<backingStore>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VolumeTarget {
    pub path: Option<String>,
    /// A word of the pool's kind.
    pub format: Option<String>,
    pub permissions: Option<Permissions>,
    /// When the volume was last used; only the driver knows.
    pub timestamps: Option<Timestamps>,
    pub encryption: Option<Encryption>,
    /// The oldest QEMU that reads a qcow2 image.
    pub compat: Option<String>,
    /// Writes change the file in place, on file systems that would copy.
    pub nocow: bool,
    /// Bytes.
    pub cluster_size: Option<u64>,
    pub features: Option<VolumeFeatures>,
}

/// `<timestamps>`: seconds and nanoseconds since the epoch.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Timestamps {
    pub atime: Option<Text>,
    pub mtime: Option<Text>,
    pub ctime: Option<Text>,
    pub btime: Option<Text>,
}

/// `<features>` of a qcow2 image.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct VolumeFeatures {
    pub lazy_refcounts: bool,
    pub extended_l2: bool,
    /// The guest's bytes are in a file of their own.
    pub data_file: bool,
}

fn text(node: &Node, name: &str) -> Option<String> {
    node.first(name).map(|child| child.text().into_owned()).filter(|text| !text.is_empty())
}

pub(super) fn has_path(node: &Node) -> bool {
    text(node, "path").is_some()
}

impl VolumeTarget {
    /// What a document without the element says.
    pub(super) fn implied(pool: PoolKind) -> VolumeTarget {
        VolumeTarget { format: pool.default_volume_format().map(str::to_owned), ..VolumeTarget::default() }
    }

    pub(super) fn parse(node: &Node, pool: PoolKind) -> Result<VolumeTarget> {
        let features = features(node)?;
        let compat = compat(node)?.or(features.is_some().then(|| "1.1".to_owned()));
        Ok(VolumeTarget {
            path: text(node, "path"),
            format: format(node, pool)?,
            permissions: unless_empty::parse(node, "permissions")?,
            timestamps: None,
            encryption: node.field("encryption")?,
            compat,
            nocow: node.field("nocow")?,
            cluster_size: cluster_size(node)?,
            features,
        })
    }

    /// Of a backing store only the place counts.
    pub(super) fn without_content(self) -> VolumeTarget {
        VolumeTarget { path: self.path, format: self.format, permissions: self.permissions, ..VolumeTarget::default() }
    }
}

fn format(node: &Node, pool: PoolKind) -> Result<Option<String>> {
    let Some(default) = pool.default_volume_format() else { return Ok(None) };
    let Some(child) = node.first("format") else { return Ok(Some(default.to_owned())) };
    let word = child.attr("type").unwrap_or(default);
    match pool.accepts_volume_format(word) {
        true => Ok(Some(word.to_owned())),
        false => Err(child.error_of(ErrorKind::Unsupported, format!("unknown volume format type {word}"))),
    }
}

fn features(node: &Node) -> Result<Option<VolumeFeatures>> {
    let Some(child) = node.first("features") else { return Ok(None) };
    let known = ["lazy_refcounts", "extended_l2", "data_file"];
    match child.children().find(|feature| !known.contains(&feature.name())) {
        Some(bad) => Err(bad.error_of(ErrorKind::Unsupported, format!("unsupported feature {}", bad.name()))),
        None => child.element().map(Some),
    }
}

/// Two numbers and a dot.
fn compat(node: &Node) -> Result<Option<String>> {
    let Some(child) = node.first("compat").filter(|child| !child.text().is_empty()) else { return Ok(None) };
    let text = child.text();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('.') {
        Some((major, minor)) if is_number(major) && is_number(minor) => Ok(Some(text.into_owned())),
        _ => Err(child.error("forbidden characters in 'compat' attribute")),
    }
}

fn cluster_size(node: &Node) -> Result<Option<u64>> {
    let Some(child) = node.first("clusterSize") else { return Ok(None) };
    let text = child.text();
    let bytes = xml::number(text.trim()).and_then(|value| scale(value, child.attr("unit").unwrap_or_default()));
    let bad = || child.error(format!("Invalid value '{text}' for element or attribute './target/clusterSize'"));
    bytes.map(Some).ok_or_else(bad)
}

impl Element for VolumeTarget {
    /// Reads a target of a pool of files.
    fn parse(node: &Node) -> Result<VolumeTarget> {
        VolumeTarget::parse(node, PoolKind::Dir)
    }

    fn format(&self, w: &mut Writer) {
        self.path.clone().map(Text).format("path", w);
        if let Some(format) = &self.format {
            w.leaf("format", &[("type", format)]);
        }
        self.permissions.format("permissions", w);
        self.timestamps.format("timestamps", w);
        self.encryption.format("encryption", w);
        self.compat.clone().map(Text).format("compat", w);
        if let Some(bytes) = self.cluster_size {
            w.begin("clusterSize");
            w.attr("unit", "B");
            w.content(&bytes.to_string());
            w.end("clusterSize");
        }
        self.features.format("features", w);
    }

    fn declare(shape: &mut xml::Shape) {
        let format = |shape: &mut xml::Shape| _ = shape.attr::<String>("type").optional();
        shape.text::<String>("path").optional().inner("format", xml::Inner::said("VolumeFormat", format)).optional();
        shape.field::<Option<Permissions>>("permissions").field::<Option<Timestamps>>("timestamps");
        shape.field::<Option<Encryption>>("encryption").text::<String>("compat").optional().field::<bool>("nocow");
        shape.inner("clusterSize", xml::Inner::said("size", xml::declare_size)).optional();
        shape.field::<Option<VolumeFeatures>>("features");
    }
}
