//! `<source>` of a storage pool: where it gets its storage from.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::PoolKind;
use super::adapter::Adapter;
use crate::domain::storage::Initiator;
use crate::encryption::SecretLookup;
use crate::words::{Named, YesNo};
use virt::{ErrorDomain, Result};
use xml::{Document, Element, ErrorKind, Field, Mode, Node, Text, Writer, Xml};

/// `<source>`; which parts count depends on the kind of pool.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PoolSource {
    #[xml("host")]
    pub hosts: Vec<Host>,
    #[xml("device")]
    pub devices: Vec<Device>,
    #[xml(with = adapter)]
    pub adapter: Option<Adapter>,
    pub dir: Option<Dir>,
    pub initiator: Option<Initiator>,
    pub name: Option<Text>,
    pub format: Option<Format>,
    pub protocol: Option<Protocol>,
    pub auth: Option<PoolAuth>,
    pub vendor: Option<Named>,
    pub product: Option<Named>,
}

/// `<host>`: a server.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Host {
    pub name: String,
    pub port: Option<u16>,
}

/// `<device>`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Device {
    pub path: String,
    /// Whether partitions of a multipath device have a `p` before their number.
    pub part_separator: Option<YesNo>,
    /// Room that no partition takes; only the driver knows.
    pub free: Vec<FreeExtent>,
}

/// `<freeExtent>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FreeExtent {
    pub start: u64,
    pub end: u64,
}

/// `<dir path=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Dir {
    #[xml(with = clean_path)]
    pub path: String,
}

/// `<format type=…>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Format {
    #[xml("type")]
    pub kind: Option<String>,
}

/// `<protocol ver=…>`: which NFS.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Protocol {
    pub ver: String,
}

/// `<auth>`
#[derive(Debug, Clone, PartialEq)]
pub struct PoolAuth {
    pub kind: AuthKind,
    pub username: String,
    /// Who made the secret; libvirt never asks.
    pub secret_kind: Option<String>,
    pub secret: SecretLookup,
}

/// How a server knows us.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthKind {
    Chap,
    Ceph,
}

/// `<sources>`: what a search for pools has found.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct PoolSources {
    #[xml("source")]
    pub sources: Vec<PoolSource>,
}

impl PoolSources {
    /// Reads a list; what kind of pool its sources are for stands nowhere in it.
    pub fn parse(text: &str) -> Result<PoolSources> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("sources", Mode::INACTIVE).map_err(crate::error)?;
        root.element().map_err(crate::error)
    }

    /// Prints the list, also an empty one with both tags.
    pub fn format_list(&self) -> String {
        let mut writer = Writer::new(Mode::INACTIVE);
        writer.begin("sources");
        writer.open();
        Element::format(self, &mut writer);
        writer.end("sources");
        writer.finish()
    }
}

impl PoolSource {
    /// Reads what a search for pools of a kind starts from; it may leave out what is searched for.
    pub fn parse(text: &str, kind: PoolKind) -> Result<PoolSource> {
        PoolSource::parse_text(text, kind).map_err(|error| error.in_domain(ErrorDomain::STORAGE))
    }

    fn parse_text(text: &str, kind: PoolKind) -> Result<PoolSource> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("source", Mode::INACTIVE).map_err(crate::error)?;
        let mut source: PoolSource = root.element().map_err(crate::error)?;
        super::complete::partial_source(&mut source, kind, &root).map_err(crate::error)?;
        Ok(source)
    }

    /// Reads a source for a pool of any kind, as it is written.
    pub fn parse_any(text: &str) -> Result<PoolSource> {
        let read =
            || -> xml::Result<PoolSource> { Document::parse(text)?.root_named("source", Mode::INACTIVE)?.element() };
        read().map_err(|error| crate::error(error).in_domain(ErrorDomain::STORAGE))
    }

    /// Prints it as a document of its own.
    pub fn format(&self) -> String {
        xml::to_string("source", self, Mode::INACTIVE)
    }
}

impl Element for Host {
    fn parse(node: &Node) -> xml::Result<Host> {
        let name = node.attr("name").ok_or_else(|| node.error("missing storage pool host name"))?;
        Ok(Host { name: name.to_owned(), port: node.value("port")?.filter(|port| *port != 0) })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("name", &self.name);
        self.port.format("port", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("name").field::<Option<u16>>("port");
    }
}

impl Element for Device {
    fn parse(node: &Node) -> xml::Result<Device> {
        let path = node.attr("path").ok_or_else(|| node.error("missing storage pool source device path"))?;
        Ok(Device { path: path.to_owned(), part_separator: node.field("part_separator")?, free: Vec::new() })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("path", &self.path);
        self.part_separator.format("part_separator", writer);
        self.free.format("freeExtent", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("path").field::<Option<YesNo>>("part_separator").field::<Vec<FreeExtent>>("freeExtent");
    }
}

impl Element for PoolAuth {
    fn parse(node: &Node) -> xml::Result<PoolAuth> {
        let username = node.attr("username").ok_or_else(|| node.error("missing username for auth"))?;
        let unsupported = |message: String| node.error_of(ErrorKind::Unsupported, message);
        let kind = match node.attr("type") {
            Some(word) => {
                xml::Value::from_xml(word).ok_or_else(|| unsupported(format!("unknown auth type '{word}'")))?
            }
            None => return Err(unsupported("storage pool missing auth type".to_owned())),
        };
        let secret = node.first("secret").ok_or_else(|| node.error("Missing <secret> element in auth"))?;
        Ok(PoolAuth {
            kind,
            username: username.to_owned(),
            secret_kind: secret.field("type")?,
            secret: SecretLookup::parse(&secret)?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("type", self.kind.as_str());
        writer.attr("username", &self.username);
        writer.begin("secret");
        self.secret_kind.format("type", writer);
        self.secret.format(writer);
        writer.end("secret");
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<AuthKind>("type").attr::<String>("username");
        let secret = |shape: &mut xml::Shape| {
            shape.field::<Option<String>>("type");
            SecretLookup::declare(shape);
        };
        shape.inner("secret", xml::Inner::said("AuthSecret", secret));
    }
}

xml::element!(Host);
xml::element!(Device);
xml::element!(PoolAuth);

/// An adapter that says nothing is none.
mod adapter {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<Option<Adapter>> {
        let says_something = |child: &Node| child.attr("type").is_some() || child.attr("name").is_some();
        node.first(name).filter(says_something).map(|child| child.element()).transpose()
    }

    pub(super) fn format(value: &Option<Adapter>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}

/// A path without needless slashes; two at the start may mean something and stay.
pub(super) mod clean_path {
    use super::*;

    pub(in super::super) fn parse(node: &Node, name: &str) -> xml::Result<String> {
        node.field::<String>(name).map(|path| clean(&path))
    }

    pub(in super::super) fn format(value: &str, name: &str, writer: &mut Writer) {
        writer.attr(name, value);
    }

    pub(in super::super) fn clean(path: &str) -> String {
        let leading = path.bytes().take_while(|b| *b == b'/').count();
        let lead = match leading {
            0 => "",
            2 => "//",
            _ => "/",
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        format!("{lead}{}", parts.join("/"))
    }
}
