//! What commands read off a domain document: its disks, interfaces, displays.

use xml::{Document, Mode, Node};

use crate::failure::{Failure, Outcome};

/// A `<disk>`.
pub struct Disk {
    /// `file`, `block`, `network`, …
    pub kind: String,
    /// `disk`, `cdrom`, `floppy`, `lun`.
    pub device: String,
    /// The name in the guest.
    pub target: Option<String>,
    /// Where the data is.
    pub source: Option<String>,
    /// The pool of a volume.
    pub pool: Option<String>,
}

/// An `<interface>`.
pub struct Interface {
    /// The device on the host.
    pub target: Option<String>,
    /// `bridge`, `network`, `user`, …
    pub kind: String,
    /// What it is connected to.
    pub source: Option<String>,
    /// The emulated card.
    pub model: Option<String>,
    /// The MAC address.
    pub mac: Option<String>,
    /// Whether the cable is in.
    pub link: Option<String>,
}

/// Runs a reader on the devices of a domain document.
pub fn devices<T>(xml: &str, mut read: impl FnMut(Node<'_>) -> Option<T>) -> Outcome<Vec<T>> {
    let bad = |e: xml::Error| Failure::new(format!("cannot read the domain document: {e}"));
    let document = Document::parse(xml).map_err(bad)?;
    let root = document.root(Mode::LIVE);
    let Some(devices) = root.first("devices") else { return Ok(vec![]) };
    Ok(devices.children().filter_map(&mut read).collect())
}

fn attribute(node: Option<Node<'_>>, name: &str) -> Option<String> {
    node?.attr(name).map(str::to_owned)
}

/// The disks of a domain document, in its order.
pub fn disks(xml: &str) -> Outcome<Vec<Disk>> {
    devices(xml, |node| {
        (node.name() == "disk").then(|| {
            let kind = node.attr("type").unwrap_or_default();
            let source = node.first("source");
            let place = match kind {
                "file" => "file",
                "block" => "dev",
                "dir" => "dir",
                "network" => "name",
                "volume" => "volume",
                "vhostuser" | "vhostvdpa" | "nvme" => "path",
                _ => "file",
            };
            Disk {
                kind: kind.to_owned(),
                device: node.attr("device").unwrap_or("disk").to_owned(),
                target: attribute(node.first("target"), "dev"),
                source: attribute(source, place),
                pool: attribute(source, "pool"),
            }
        })
    })
}

/// The interfaces of a domain document, in its order.
pub fn interfaces(xml: &str) -> Outcome<Vec<Interface>> {
    devices(xml, |node| {
        (node.name() == "interface").then(|| {
            let source = node.first("source");
            let first = ["bridge", "network", "dev", "path", "name"];
            Interface {
                target: attribute(node.first("target"), "dev"),
                kind: node.attr("type").unwrap_or_default().to_owned(),
                source: first.iter().find_map(|name| attribute(source, name)),
                model: attribute(node.first("model"), "type"),
                mac: attribute(node.first("mac"), "address"),
                link: attribute(node.first("link"), "state"),
            }
        })
    })
}
