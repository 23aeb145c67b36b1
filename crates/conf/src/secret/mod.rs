//! `<secret>`: what a password is for; the password itself is in no document.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

mod keeper;
pub mod sealed;

pub use keeper::Keeper;

use crate::text::uuid;
use crate::words::YesNo;
use virt::{ErrorDomain, Result, Uuid};
use xml::{Document, Element, ErrorKind, Mode, Node, Text, Writer, Xml};

/// `<secret>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Secret {
    /// The value is never written to disk.
    #[xml(with = no_by_default)]
    pub ephemeral: YesNo,
    /// The value is never told to a client.
    #[xml(with = no_by_default)]
    pub private: YesNo,
    /// All zeros until the driver makes one.
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
    pub description: Option<Text>,
    #[xml(with = usage)]
    pub usage: Option<Usage>,
}

/// `<usage>`: what the secret opens, and the name by which others refer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    pub kind: UsageKind,
    /// Text of the child that goes with the kind.
    pub id: String,
}

/// What a secret opens.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageKind {
    None,
    Volume,
    Ceph,
    Iscsi,
    Tls,
    Vtpm,
}

impl UsageKind {
    /// The child that names the secret.
    pub fn child(self) -> &'static str {
        match self {
            UsageKind::Volume => "volume",
            UsageKind::Iscsi => "target",
            UsageKind::None | UsageKind::Ceph | UsageKind::Tls | UsageKind::Vtpm => "name",
        }
    }
}

impl Secret {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<Secret> {
        Secret::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::SECRET))
    }

    fn parse_text(text: &str) -> Result<Secret> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("secret", Mode::INACTIVE).map_err(crate::error)?;
        root.element().map_err(crate::error)
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        xml::to_string("secret", self, Mode::INACTIVE)
    }
}

mod usage {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<Option<Usage>> {
        let Some(child) = node.first(name) else { return Ok(None) };
        Ok(Some(Usage::parse(&child)?).filter(|usage| usage.kind != UsageKind::None))
    }

    pub(super) fn format(value: &Option<Usage>, name: &str, writer: &mut Writer) {
        xml::Field::format(value, name, writer);
    }
}

impl Element for Usage {
    fn parse(node: &Node) -> xml::Result<Usage> {
        let kind: UsageKind = node.field("type")?;
        let id = node.first(kind.child()).map(|child| child.text().into_owned()).unwrap_or_default();
        if kind != UsageKind::None && id.is_empty() {
            let message = format!("{} usage specified, but <{}> is missing or empty", kind.as_str(), kind.child());
            return Err(node.error_of(ErrorKind::Internal, message));
        }
        Ok(Usage { kind, id })
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("type", self.kind.as_str());
        writer.text(self.kind.child(), &self.id);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.select("type", xml::words::<UsageKind>(), None, |word, shape| {
            let child = <UsageKind as xml::Value>::from_xml(word).map_or("name", UsageKind::child);
            shape.text::<String>(child).optional();
        });
    }
}

xml::element!(Usage);

mod no_by_default {
    use super::*;
    use xml::Value;

    pub(super) fn parse(node: &Node, name: &str) -> xml::Result<YesNo> {
        let Some(text) = node.attr(name) else { return Ok(YesNo::No) };
        YesNo::from_xml(text).ok_or_else(|| node.error(format!("invalid value of '{name}': '{text}' is no yes or no")))
    }

    pub(super) fn format(value: &YesNo, name: &str, writer: &mut Writer) {
        writer.attr(name, value.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_printed_whole() {
        for (text, inside) in [
            ("<secret/>", " ephemeral='no' private='no'>\n  <uuid>00000000-0000-0000-0000-000000000000</uuid>\n"),
            (
                "<secret private='yes'><usage type='iscsi'><target>a&lt;b</target></usage><description>d</description>\
                 <uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid></secret>",
                " ephemeral='no' private='yes'>\n  <uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>\n  \
                 <description>d</description>\n  <usage type='iscsi'>\n    <target>a&lt;b</target>\n  </usage>\n",
            ),
            (
                "<secret ephemeral='yes'><usage type='none'/></secret>",
                " ephemeral='yes' private='no'>\n  <uuid>00000000-0000-0000-0000-000000000000</uuid>\n",
            ),
        ] {
            assert_eq!(Secret::parse(text).unwrap().format(), format!("<secret{inside}</secret>\n"));
        }
    }

    #[test]
    fn bad_secrets_are_refused_with_their_place() {
        for (text, message) in [
            ("<secret ephemeral='x'/>", "1:1: invalid value of 'ephemeral'"),
            ("<secret><usage/></secret>", "1:9: Missing required attribute 'type' in element 'usage'"),
            ("<secret><usage type='x'/></secret>", "1:16: Invalid value for attribute 'type' in element 'usage': 'x'."),
            ("<secret>\n<usage type='vtpm'/></secret>", "2:1: vtpm usage specified, but <name> is missing"),
            ("<secret><uuid>x</uuid></secret>", "1:9: malformed uuid element"),
            ("<pool/>", "expecting root element of 'secret', not 'pool'"),
        ] {
            let error = Secret::parse(text).unwrap_err();
            assert!(error.to_string().contains(message), "{text}: {error}");
        }
    }
}
