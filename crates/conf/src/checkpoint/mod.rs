//! `<domaincheckpoint>`: a moment since which a guest's disks record what changes.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::Domain;
use crate::moment::{self, Complete, FormatFlags, Moment, Parent, ParseFlags};
use virt::constants::*;
use virt::{Error, ErrorCode, ErrorDomain, Result};
use xml::{Document, Element, Field, Mode, Node, Text, Value, Writer, Xml};

/// `<domaincheckpoint>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checkpoint {
    pub name: Option<Text>,
    pub description: Option<Text>,
    pub parent: Option<Parent>,
    pub creation_time: Option<Text<i64>>,
    pub disks: Vec<CheckpointDisk>,
    /// The guest as it was.
    pub domain: Option<Box<Domain>>,
}

/// `<disk>`: whether one of the guest's disks records.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckpointDisk {
    /// Its name in the guest, or its path.
    pub name: String,
    pub checkpoint: CheckpointKind,
    pub bitmap: Option<String>,
    /// Bytes that have changed since.
    pub size: Option<u64>,
}

/// How a disk records.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckpointKind {
    No,
    Bitmap,
}

impl Checkpoint {
    /// Reads a document; a domain in it is completed by its driver.
    pub fn parse(text: &str, flags: ParseFlags, complete: Complete) -> Result<Checkpoint> {
        Checkpoint::parse_text(text, flags, complete).map_err(|error| error.in_domain(ErrorDomain::DOMAIN_CHECKPOINT))
    }

    fn parse_text(text: &str, flags: ParseFlags, complete: Complete) -> Result<Checkpoint> {
        let document = Document::parse(text).map_err(crate::error)?;
        let mode = Mode { secure: true, ..Mode::INACTIVE };
        let node = document.root_named("domaincheckpoint", mode).map_err(crate::error)?;
        let mut checkpoint = Checkpoint::request(&node, flags).map_err(crate::error)?;
        if flags.redefine {
            checkpoint.domain = moment::domain(&node, "domain", complete)?;
            if checkpoint.domain.is_none() {
                return Err(crate::error(node.error("expecting domain definition in a redefined checkpoint")));
            }
        }
        Ok(checkpoint)
    }

    fn request(node: &Node, flags: ParseFlags) -> xml::Result<Checkpoint> {
        let mut checkpoint = Checkpoint { description: moment::text(node, "description"), ..Checkpoint::default() };
        if flags.redefine {
            checkpoint.name = moment::known_name(node, "checkpoint")?;
            checkpoint.creation_time = Some(moment::creation_time(node, "checkpoint")?);
            checkpoint.parent = node.field("parent")?;
        } else {
            checkpoint.name = moment::text(node, "name");
        }
        if let Some(list) = node.first("disks") {
            checkpoint.disks = list.field("disk")?;
        }
        Ok(checkpoint)
    }

    /// Fills in what a new checkpoint gets when it is made.
    pub fn stamp(&mut self, now: i64) {
        self.creation_time = Some(Text(now));
        self.name.get_or_insert_with(|| Text(now.to_string()));
    }

    /// Makes `disks` a list of all the domain's disks in their order. Where the document names none, every disk that
    /// can be written to records.
    pub fn align(&mut self, domain: &Domain) -> Result<()> {
        let Some(Text(name)) = &self.name else { return Err(Error::internal("a checkpoint without a name")) };
        if domain.devices.disks.is_empty() {
            return Err(Error::config_unsupported("domain must have at least one disk to perform checkpoints"));
        }
        if self.disks.len() > domain.devices.disks.len() {
            return Err(Error::config_unsupported("too many disk checkpoint requests for domain"));
        }
        let default = if self.disks.is_empty() { CheckpointKind::Bitmap } else { CheckpointKind::No };
        let twice = |name: &str| Error::config_unsupported(format!("disk '{name}' specified twice"));
        let requests = std::mem::take(&mut self.disks);
        let slots = moment::match_disks(domain, requests, |disk| disk.name.as_str(), twice)?;
        for (disk, slot) in domain.devices.disks.iter().zip(slots) {
            let cannot_record = disk.source.is_empty() || disk.readonly;
            let kind = if cannot_record { CheckpointKind::No } else { default };
            let implied = || CheckpointDisk { name: String::new(), checkpoint: kind, bitmap: None, size: None };
            let mut aligned = slot.unwrap_or_else(implied);
            aligned.name.clone_from(&disk.target.dev);
            if aligned.checkpoint == CheckpointKind::Bitmap {
                aligned.bitmap.get_or_insert_with(|| name.clone());
            }
            self.disks.push(aligned);
        }
        Ok(())
    }

    /// Prints the document.
    pub fn format(&self, flags: FormatFlags) -> String {
        let mut writer = flags.writer();
        let w = &mut writer;
        w.begin("domaincheckpoint");
        self.name.format("name", w);
        self.description.format("description", w);
        self.parent.format("parent", w);
        self.creation_time.format("creationTime", w);
        if !self.disks.is_empty() {
            w.begin("disks");
            self.disks.format("disk", w);
            w.end("disks");
        }
        if !flags.no_domain {
            moment::format_domain(self.domain.as_deref(), flags, w);
        }
        w.end("domaincheckpoint");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        for name in ["name", "description"] {
            shape.text::<String>(name).optional();
        }
        shape.field::<Option<Parent>>("parent").text::<i64>("creationTime").optional();
        let disks = |shape: &mut xml::Shape| _ = shape.field::<Vec<CheckpointDisk>>("disk");
        shape.inner("disks", xml::Inner::said("CheckpointDisks", disks)).optional();
        shape.inner("domain", xml::Inner::said("MomentDomain", moment::declare_domain)).optional();
    }
}

/// A guest's checkpoints by name.
pub type Tree = moment::Tree<Checkpoint>;

impl Moment for Checkpoint {
    const WHAT: &'static str = "checkpoint";
    const MISSING: ErrorCode = ErrorCode::NO_DOMAIN_CHECKPOINT;
    const LIST_FLAGS: u32 = VIR_DOMAIN_CHECKPOINT_LIST_ROOTS
        | VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL
        | VIR_DOMAIN_CHECKPOINT_LIST_LEAVES
        | VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES;

    fn name(&self) -> &str {
        self.name.as_ref().map_or("", |Text(name)| name)
    }

    fn parent(&self) -> &Option<Parent> {
        &self.parent
    }

    fn parent_mut(&mut self) -> &mut Option<Parent> {
        &mut self.parent
    }

    /// The tree answers all questions.
    fn passes(&self, _flags: u32) -> bool {
        true
    }
}

impl Element for CheckpointDisk {
    fn parse(node: &Node) -> xml::Result<CheckpointDisk> {
        let name = node.attr("name").ok_or_else(|| node.error("missing name from disk checkpoint element"))?;
        let checkpoint = node.value("checkpoint")?.unwrap_or(CheckpointKind::Bitmap);
        if checkpoint == CheckpointKind::No && node.attr("bitmap").is_some() {
            return Err(node.error(format!("disk checkpoint bitmap '{name}' requires checkpoint='bitmap'")));
        }
        let size = node.attr("size").and_then(u64::from_xml);
        Ok(CheckpointDisk { name: name.to_owned(), checkpoint, bitmap: node.field("bitmap")?, size })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("name", &self.name);
        writer.attr("checkpoint", self.checkpoint.as_str());
        if self.checkpoint == CheckpointKind::Bitmap {
            self.bitmap.format("bitmap", writer);
            self.size.format("size", writer);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<CheckpointKind>>("checkpoint");
        shape.field::<Option<String>>("bitmap").field::<Option<u64>>("size");
    }
}

xml::element!(CheckpointDisk);

#[cfg(test)]
mod tests;
