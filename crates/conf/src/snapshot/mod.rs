//! `<domainsnapshot>`: a guest's disks, and its memory where it runs, as they were at a moment.
//!
//! [`Snapshot::parse`] reads, [`Snapshot::align`] makes the request for some disks a plan for all of them.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod align;
pub mod disk;
mod memory;
mod tree;

use crate::domain::Domain;
use crate::domain::cpu::Cpu;
use crate::moment::{self, Complete, FormatFlags, Parent, ParseFlags};
use virt::{Error, ErrorDomain, Result};
use xml::{Document, ErrorKind, Field, Mode, Node, Text, Value, Writer, Xml};

pub use align::Alignment;
pub use disk::SnapshotDisk;
pub use memory::{MemoryLocation, SnapshotMemory};
pub use tree::{LIST_FLAGS, Tree};

/// `<domainsnapshot>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    pub name: Option<Text>,
    pub description: Option<Text>,
    /// What the guest did at that moment.
    pub state: Option<Text<SnapshotState>>,
    pub parent: Option<Parent>,
    pub creation_time: Option<Text<i64>>,
    pub memory: Option<SnapshotMemory>,
    pub disks: Vec<SnapshotDisk>,
    /// Overlays that a revert has made on the disks of this snapshot.
    pub revert_disks: Vec<SnapshotDisk>,
    /// The guest as it ran, or was defined.
    pub domain: Option<Box<Domain>>,
    /// The definition, where it differs from what ran.
    pub inactive_domain: Option<Box<Domain>>,
    pub cookie: Option<Cookie>,
    /// The guest's present state descends from this snapshot; only in the daemon's own file.
    pub is_current: bool,
}

/// What a guest did when its snapshot was made.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotState {
    Running,
    Blocked,
    Paused,
    Shutdown,
    Shutoff,
    Crashed,
    Pmsuspended,
    /// It ran, and its memory was not kept.
    DiskSnapshot,
}

/// `<cookie>`: what a driver needs to start the guest exactly as it was.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cookie {
    pub cpu: Option<Cpu>,
    /// The guest's user networking ran in a process of its own.
    #[xml("slirpHelper")]
    pub slirp_helper: bool,
}

impl Snapshot {
    /// Reads a document; a domain in it is completed by its driver.
    pub fn parse(text: &str, flags: ParseFlags, complete: Complete) -> Result<Snapshot> {
        Snapshot::parse_text(text, flags, complete).map_err(|error| error.in_domain(ErrorDomain::DOMAIN_SNAPSHOT))
    }

    fn parse_text(text: &str, flags: ParseFlags, complete: Complete) -> Result<Snapshot> {
        let document = Document::parse(text).map_err(crate::error)?;
        let mode = Mode { secure: true, ..Mode::INACTIVE };
        let node = document.root_named("domainsnapshot", mode).map_err(crate::error)?;
        let mut snapshot = Snapshot::request(&node, flags).map_err(crate::error)?;
        if flags.redefine {
            snapshot.domain = moment::domain(&node, "domain", complete)?;
            snapshot.inactive_domain = moment::domain(&node, "inactiveDomain", complete)?;
        }
        Ok(snapshot)
    }

    fn request(node: &Node, flags: ParseFlags) -> xml::Result<Snapshot> {
        let mut snapshot = Snapshot {
            name: if flags.redefine { moment::known_name(node, "snapshot")? } else { moment::text(node, "name") },
            description: moment::text(node, "description"),
            disks: disks(node, "disks")?,
            cookie: node.field("cookie")?,
            ..Snapshot::default()
        };
        if flags.redefine {
            snapshot.creation_time = Some(moment::creation_time(node, "snapshot")?);
            snapshot.parent = node.field("parent")?;
            snapshot.state = Some(Text(state(node)?));
            snapshot.revert_disks = disks(node, "revertDisks")?;
        }
        if flags.internal {
            let active = node.first("active").and_then(|child| i32::from_xml(&child.text()));
            let missing = || node.error_of(ErrorKind::Internal, "Could not find 'active' element");
            snapshot.is_current = active.ok_or_else(missing)? != 0;
        }
        let offline = flags.offline || snapshot.is_offline();
        snapshot.memory = memory::parse(node, flags.redefine, offline)?;
        Ok(snapshot)
    }

    /// Fills in what a new snapshot gets when it is made.
    pub fn stamp(&mut self, now: i64) {
        self.creation_time = Some(Text(now));
        self.name.get_or_insert_with(|| Text(now.to_string()));
    }

    /// Checks that what a redefinition says of the past can be true.
    pub fn validate_redefinition(&self) -> Result<()> {
        match &self.name {
            Some(Text(name)) => moment::name(name, "snapshot")?,
            None => return Err(Error::xml("a redefined snapshot must have a name")),
        }
        if self.domain.is_none() {
            return Err(Error::internal("missing domain in snapshot"));
        }
        Ok(())
    }

    /// No memory belongs to the snapshot.
    pub fn is_offline(&self) -> bool {
        matches!(self.state, Some(Text(SnapshotState::Shutoff | SnapshotState::DiskSnapshot)))
    }

    /// Some part of it lies outside the guest's own images.
    pub fn is_external(&self) -> bool {
        self.memory.as_ref().is_some_and(|memory| memory.location == Some(MemoryLocation::External))
            || self.disks.iter().any(SnapshotDisk::is_external)
    }

    /// Prints the document.
    pub fn format(&self, flags: FormatFlags) -> String {
        let mut writer = flags.writer();
        let w = &mut writer;
        w.begin("domainsnapshot");
        self.name.format("name", w);
        self.description.format("description", w);
        self.state.format("state", w);
        self.parent.format("parent", w);
        self.creation_time.format("creationTime", w);
        self.memory.format("memory", w);
        format_disks(&self.disks, "disks", w);
        format_disks(&self.revert_disks, "revertDisks", w);
        if !flags.no_domain {
            moment::format_domain(self.domain.as_deref(), flags, w);
            self.inactive_domain.format("inactiveDomain", w);
        }
        self.cookie.format("cookie", w);
        if flags.internal {
            w.text("active", if self.is_current { "1" } else { "0" });
        }
        w.end("domainsnapshot");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        for name in ["name", "description"] {
            shape.text::<String>(name).optional();
        }
        shape.text::<SnapshotState>("state").optional().field::<Option<Parent>>("parent");
        shape.text::<i64>("creationTime").optional().field::<Option<SnapshotMemory>>("memory");
        for name in ["disks", "revertDisks"] {
            let disks = |shape: &mut xml::Shape| _ = shape.field::<Vec<SnapshotDisk>>("disk");
            shape.inner(name, xml::Inner::said("SnapshotDisks", disks)).optional();
        }
        for name in ["domain", "inactiveDomain"] {
            shape.inner(name, xml::Inner::said("MomentDomain", moment::declare_domain)).optional();
        }
        shape.field::<Option<Cookie>>("cookie").text::<i32>("active").optional();
    }
}

fn state(node: &Node) -> xml::Result<SnapshotState> {
    let Some(child) = node.first("state") else { return Err(node.error("missing state from existing snapshot")) };
    let text = child.text();
    let unknown = || child.error_of(ErrorKind::Unsupported, format!("Invalid state '{text}' in domain snapshot XML"));
    SnapshotState::from_xml(&text).ok_or_else(unknown)
}

fn disks(node: &Node, name: &str) -> xml::Result<Vec<SnapshotDisk>> {
    node.first(name).map_or(Ok(Vec::new()), |list| list.field("disk"))
}

fn format_disks(disks: &[SnapshotDisk], name: &str, writer: &mut Writer) {
    if disks.is_empty() {
        return;
    }
    writer.begin(name);
    for disk in disks {
        disk.format("disk", writer);
    }
    writer.end(name);
}

#[cfg(test)]
mod tests;
