//! Disks and drives.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Field, Node, Result, Text, Writer};

/// `<capability type='storage'>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Storage {
    pub block: Text,
    pub bus: Option<Text>,
    pub drive_type: Option<Text>,
    pub model: Option<Text>,
    pub vendor: Option<Text>,
    pub serial: Option<Text>,
    /// Bytes, and the blocks they come in; a drive says so of its medium.
    pub size: Option<Text<u64>>,
    pub blocks: Blocks,
    pub removable: Option<Removable>,
    /// The device comes and goes while the host runs.
    pub is_hotpluggable: bool,
}

/// Size and number of blocks; only the driver knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Blocks {
    pub size: u64,
    pub count: u64,
}

/// `<capability type='removable'>`: a drive for media.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Removable {
    pub media_available: bool,
    pub media_size: u64,
    pub media_label: Option<Text>,
    pub blocks: Blocks,
}

impl Blocks {
    fn declare(shape: &mut xml::Shape) {
        shape.text::<u64>("logical_block_size").optional().text::<u64>("num_blocks").optional();
    }

    fn format(self, w: &mut Writer) {
        if self.size > 0 {
            w.text("logical_block_size", &self.size.to_string());
        }
        if self.count > 0 {
            w.text("num_blocks", &self.count.to_string());
        }
    }
}

impl Element for Storage {
    fn parse(node: &Node) -> Result<Storage> {
        let mut storage = Storage {
            block: node.field("block")?,
            bus: node.field("bus")?,
            drive_type: node.field("drive_type")?,
            model: node.field("model")?,
            vendor: node.field("vendor")?,
            serial: node.field("serial")?,
            ..Storage::default()
        };
        for child in node.children().filter(|child| child.name() == "capability") {
            match child.attr("type") {
                Some("removable") => storage.removable = Some(removable(&child)?),
                Some("hotpluggable") => storage.is_hotpluggable = true,
                Some(word) => {
                    return Err(child.error(format!("unknown storage capability type '{word}'")));
                }
                None => return Err(child.error("missing storage capability type")),
            }
        }
        if storage.removable.is_none() {
            storage.size = Some(node.field("size")?);
        }
        Ok(storage)
    }

    fn format(&self, w: &mut Writer) {
        self.block.format("block", w);
        self.bus.format("bus", w);
        self.drive_type.format("drive_type", w);
        self.model.format("model", w);
        self.vendor.format("vendor", w);
        self.serial.format("serial", w);
        match &self.removable {
            Some(removable) => {
                w.begin("capability");
                w.attr("type", "removable");
                w.text("media_available", if removable.media_available { "1" } else { "0" });
                w.text("media_size", &removable.media_size.to_string());
                removable.media_label.format("media_label", w);
                removable.blocks.format(w);
                w.end("capability");
            }
            None => {
                self.size.format("size", w);
                self.blocks.format(w);
            }
        }
        if self.is_hotpluggable {
            w.leaf("capability", &[("type", "hotpluggable")]);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.text::<String>("block");
        for name in ["bus", "drive_type", "model", "vendor", "serial"] {
            shape.text::<String>(name).optional();
        }
        shape.text::<u64>("size").optional();
        Blocks::declare(shape);
        let capability = |shape: &mut xml::Shape| {
            shape.select("type", &["removable", "hotpluggable"], None, |word, shape| {
                if word == "removable" {
                    shape.text::<u64>("media_available").text::<u64>("media_size");
                    shape.text::<String>("media_label").optional();
                    Blocks::declare(shape);
                }
            });
        };
        shape.inner("capability", xml::Inner::said("StorageCapability", capability)).repeated();
    }
}

xml::element!(Storage);

fn removable(node: &Node) -> Result<Removable> {
    let Text(available) = node.field::<Text<u64>>("media_available")?;
    let Text(media_size) = node.field::<Text<u64>>("media_size")?;
    Ok(Removable {
        media_available: available != 0,
        media_size,
        media_label: node.field("media_label")?,
        blocks: Blocks::default(),
    })
}
