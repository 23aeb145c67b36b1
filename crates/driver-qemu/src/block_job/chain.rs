//! The images that a disk is made of, from the one that the guest writes to down to the last.

use conf::domain::disk::{BackingStore, Disk};
use conf::domain::storage::{DiskSource, Format, ImageFormat};
use qmp::Monitor;
use serde_json::json;
use virt::{Error, ErrorDomain, Result};

use crate::live::MONITOR_WAIT;

/// One image of a disk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layer {
    pub(super) index: u32,
    pub(super) source: DiskSource,
    pub(super) format: ImageFormat,
}

impl Layer {
    pub(super) fn path(&self) -> &str {
        self.source.path().unwrap_or_default()
    }
}

/// All images of a disk.
pub(super) fn layers(disk: &Disk) -> Vec<Layer> {
    let format = disk.driver.as_ref().and_then(|driver| driver.format).unwrap_or(ImageFormat::Raw);
    let top = Layer { index: disk.source.common().index.unwrap_or(0), source: disk.source.clone(), format };
    let below = std::iter::successors(disk.backing_store.as_deref(), |layer| layer.backing_store.as_deref());
    let below = below.filter_map(|layer| {
        let format = layer.format.as_ref().map_or(ImageFormat::Raw, |format| format.kind);
        Some(Layer { index: layer.index?, source: layer.source.clone()?, format })
    });
    std::iter::once(top).chain(below).collect()
}

/// Writes what is below a disk's own image.
pub(super) fn put_below(disk: &mut Disk, below: &[Layer]) {
    disk.backing_store = Some(store(below));
}

/// Images below another one, as documents have them.
pub(super) fn store(below: &[Layer]) -> Box<BackingStore> {
    let last = Box::new(BackingStore::default());
    below.iter().rev().fold(last, |inner, layer| {
        Box::new(BackingStore {
            index: Some(layer.index),
            format: Some(Format { kind: layer.format, metadata_cache: None }),
            source: Some(layer.source.clone()),
            backing_store: Some(inner),
        })
    })
}

/// Makes another image the one that the guest writes to.
pub(super) fn put_top(disk: &mut Disk, layer: &Layer) {
    disk.source = layer.source.clone();
    disk.source.common_mut().index = Some(layer.index);
    disk.driver.get_or_insert_default().format = Some(layer.format);
}

/// The place of an image that a caller names by path or number (`vda[2]`), below the place `from`.
pub(super) fn find(disk: &Disk, layers: &[Layer], name: &str, from: usize) -> Result<usize> {
    let dev = &disk.target.dev;
    let missing = |message: String| Error::invalid_arg(message).in_domain(ErrorDomain::STORAGE);
    let number = name.strip_prefix(dev.as_str()).and_then(|rest| rest.strip_prefix('[')?.strip_suffix(']'));
    let mut below = layers.iter().enumerate().skip(from);
    if let Some(number) = number {
        let index: Option<u32> = number.parse().ok();
        let found = below.find(|(_, layer)| Some(layer.index) == index);
        let message = || missing(format!("could not find backing store index '{number}' in chain for '{dev}'"));
        return found.map(|(at, _)| at).ok_or_else(message);
    }
    let above = layers.get(from.saturating_sub(1)).map(Layer::path).unwrap_or_default();
    let message = || missing(format!("could not find image '{name}' beneath '{above}' in chain for '{dev}'"));
    below.find(|(_, layer)| layer.path() == name).map(|(at, _)| at).ok_or_else(message)
}

/// The name of the node that QEMU has an image open by: that of its format, or, for raw images, of its storage.
pub(super) fn node(monitor: &Monitor, index: u32) -> Result<String> {
    let nodes = monitor.execute("query-named-block-nodes", Some(json!({ "flat": true })), MONITOR_WAIT)?;
    let is_there = |name: &String| nodes.as_array().into_iter().flatten().any(|node| node["node-name"] == json!(name));
    let names = ["format", "storage"].map(|layer| format!("libvirt-{index}-{layer}"));
    let found = names.into_iter().find(is_there);
    found.ok_or_else(|| Error::internal(format!("QEMU has no image with the number {index} open")))
}

/// Has QEMU close an image.
pub(super) fn close(monitor: &Monitor, index: u32) {
    for layer in ["format", "storage"] {
        let node = json!({ "node-name": format!("libvirt-{index}-{layer}") });
        // A layer without a format node of its own is fine.
        let _ = monitor.try_execute("blockdev-del", Some(node), MONITOR_WAIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk() -> Disk {
        let layer =
            |index: u32| Layer { index, source: DiskSource::file(format!("/i/{index}")), format: ImageFormat::Qcow2 };
        let mut disk = Disk::default();
        disk.target.dev = "vda".to_owned();
        put_top(&mut disk, &layer(1));
        put_below(&mut disk, &[layer(2), layer(3)]);
        disk
    }

    #[test]
    fn a_chain_reads_back() {
        let disk = disk();
        let numbers: Vec<u32> = layers(&disk).iter().map(|layer| layer.index).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn images_are_found_below_a_place_only() {
        let disk = disk();
        let layers = layers(&disk);
        assert_eq!(find(&disk, &layers, "vda[3]", 1).unwrap(), 2);
        assert_eq!(find(&disk, &layers, "/i/2", 1).unwrap(), 1);
        assert!(find(&disk, &layers, "vda[1]", 1).is_err() && find(&disk, &layers, "vda[x]", 0).is_err());
        assert!(find(&disk, &layers, "/i/1", 1).unwrap_err().message().contains("beneath '/i/1'"));
    }
}
