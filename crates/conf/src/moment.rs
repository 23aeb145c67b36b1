//! What snapshots, checkpoints and backups have in common: moments of a domain's disks.

mod tree;

use crate::domain::Domain;
use crate::domain::disk::Disk;
use virt::{Error, Result, Uuid};
use xml::{Element, ErrorKind, Mode, Node, Text, Value, Writer, Xml};

pub(crate) use tree::allows;
pub use tree::{Moment, Tree};

/// How the document of a moment is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParseFlags {
    /// The document describes a moment that exists already; else one to be made, and what only the maker can know is
    /// not read.
    pub redefine: bool,
    /// A file of the daemon's own.
    pub internal: bool,
    /// No memory can be saved: the guest does not run, or only its disks are asked for.
    pub offline: bool,
}

/// How the document of a moment is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormatFlags {
    /// For the daemon's own file.
    pub internal: bool,
    /// With passwords.
    pub secure: bool,
    /// Leave the domain's document out.
    pub no_domain: bool,
    /// The domain, named where its whole document is not there.
    pub domain: Option<Uuid>,
}

impl FormatFlags {
    pub(crate) fn writer(self) -> Writer {
        Writer::new(Mode { secure: self.secure, ..Mode::INACTIVE })
    }
}

/// Completes the domain that a document holds, as its driver does.
pub type Complete<'a> = &'a mut dyn FnMut(&mut Domain) -> Result<()>;

/// `<parent>`: the moment before this one.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Parent {
    /// Its name.
    pub name: Text,
}

/// The text of a child; a blank one is none.
pub(crate) fn text(node: &Node, name: &str) -> Option<Text> {
    let text = node.first(name)?.text().into_owned();
    (!text.is_empty()).then_some(Text(text))
}

/// Seconds since the epoch, which every existing moment knows.
pub(crate) fn creation_time(node: &Node, what: &str) -> xml::Result<Text<i64>> {
    let time = node.first("creationTime").and_then(|child| i64::from_xml(&child.text()));
    time.map(Text)
        .ok_or_else(|| node.error_of(ErrorKind::Internal, format!("missing creationTime from existing {what}")))
}

/// A name of an existing moment.
pub(crate) fn known_name(node: &Node, what: &str) -> xml::Result<Option<Text>> {
    let name = text(node, "name");
    name.map(Some).ok_or_else(|| node.error(format!("a redefined {what} must have a name")))
}

/// The domain as it was, if the document has the whole of it.
pub(crate) fn domain(node: &Node, name: &str, complete: Complete) -> Result<Option<Box<Domain>>> {
    let Some(child) = node.first(name).filter(|child| child.attr("type").is_some()) else { return Ok(None) };
    let mut domain = Domain::from_node(&child)?;
    complete(&mut domain)?;
    Ok(Some(Box::new(domain)))
}

/// A whole domain, or what names one.
pub(crate) fn declare_domain(shape: &mut xml::Shape) {
    shape.flatten::<Domain>().nothing_required();
}

/// Prints the domain, or its name where that is all there is.
pub(crate) fn format_domain(domain: Option<&Domain>, flags: FormatFlags, writer: &mut Writer) {
    match (domain, flags.domain) {
        (Some(domain), _) => {
            writer.begin("domain");
            Element::format(domain, writer);
            writer.end("domain");
        }
        (None, Some(uuid)) => {
            writer.begin("domain");
            writer.text("uuid", &uuid.to_string());
            writer.end("domain");
        }
        (None, None) => (),
    }
}

/// Whether a moment may be called so: its name becomes the name of a file.
pub fn name(name: &str, what: &str) -> Result<()> {
    let bad = |why: &str| Err(Error::xml_detail(format!("invalid {what} name '{name}': name can't {why}")));
    match name {
        _ if name.contains('/') => bad("contain '/'"),
        _ if name.starts_with('.') => bad("start with '.'"),
        _ if name.contains(['\n', '\r']) => bad("contain line breaks"),
        _ => Ok(()),
    }
}

/// The disk that a document means: by its name in the guest, or by its path.
pub(crate) fn disk_index(domain: &Domain, name: &str) -> Result<usize> {
    let disks = &domain.devices.disks;
    let by_path = |disk: &Disk| name.starts_with('/') && disk.source.path() == Some(name);
    let found = disks.iter().position(|disk| disk.target.dev == name || by_path(disk));
    found.ok_or_else(|| Error::config_unsupported(format!("no disk named '{name}'")))
}

/// Puts the requested disks in the order of the domain's, none twice; `None` stands for a disk that is not requested.
pub(crate) fn match_disks<T>(
    domain: &Domain,
    requests: Vec<T>,
    name_of: impl Fn(&T) -> &str,
    twice: impl Fn(&str) -> Error,
) -> Result<Vec<Option<T>>> {
    let mut slots: Vec<Option<T>> = domain.devices.disks.iter().map(|_| None).collect();
    for request in requests {
        let index = disk_index(domain, name_of(&request))?;
        match slots.get_mut(index) {
            Some(slot @ None) => *slot = Some(request),
            _ => return Err(twice(name_of(&request))),
        }
    }
    Ok(slots)
}
