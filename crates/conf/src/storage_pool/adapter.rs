//! `<adapter>`: the SCSI adapter behind which a pool's units are.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::{PlainPciAddress, YesNo};
use xml::{Element, ErrorKind, Field, Node, Result, Value, Writer, Xml};

/// `<adapter>`
#[derive(Debug, Clone, PartialEq)]
pub enum Adapter {
    ScsiHost(ScsiHost),
    FcHost(FcHost),
}

/// An adapter known by its number or its place.
#[derive(Debug, Clone, PartialEq)]
pub enum ScsiHost {
    /// `hostN`, a number that the next boot may change.
    Name(String),
    Parent(ParentAddress),
}

/// `<parentaddr>`: a place that the next boot does not change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParentAddress {
    pub unique_id: u32,
    pub address: PlainPciAddress,
}

impl ParentAddress {
    fn declare(shape: &mut xml::Shape) {
        shape.attr::<u32>("unique_id").child::<PlainPciAddress>("address");
    }
}

/// A virtual Fibre Channel adapter.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct FcHost {
    pub parent: Option<String>,
    #[xml(with = wwn)]
    pub parent_wwnn: Option<String>,
    #[xml(with = wwn)]
    pub parent_wwpn: Option<String>,
    #[xml(with = wwn)]
    pub parent_fabric_wwn: Option<String>,
    /// The adapter goes with the pool.
    pub managed: Option<YesNo>,
    #[xml(with = wwn)]
    pub wwnn: Option<String>,
    #[xml(with = wwn)]
    pub wwpn: Option<String>,
}

impl Element for Adapter {
    fn parse(node: &Node) -> Result<Adapter> {
        match node.attr("type").unwrap_or("scsi_host") {
            "scsi_host" => scsi_host(node).map(Adapter::ScsiHost),
            "fc_host" => fc_host(node).map(Adapter::FcHost),
            _ => Err(node.bad_value("type")),
        }
    }

    fn format(&self, writer: &mut Writer) {
        match self {
            Adapter::ScsiHost(host) => {
                writer.attr("type", "scsi_host");
                match host {
                    ScsiHost::Name(name) => writer.attr("name", name),
                    ScsiHost::Parent(parent) => {
                        writer.begin("parentaddr");
                        parent.unique_id.format("unique_id", writer);
                        Field::format(&parent.address, "address", writer);
                        writer.end("parentaddr");
                    }
                }
            }
            Adapter::FcHost(host) => {
                writer.attr("type", "fc_host");
                Element::format(host, writer);
            }
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.select("type", &["scsi_host", "fc_host"], Some("scsi_host"), |word, shape| match word {
            "fc_host" => _ = shape.flatten::<FcHost>(),
            _ => {
                shape.field::<Option<String>>("name");
                shape.inner("parentaddr", xml::Inner::said("ParentAddress", ParentAddress::declare)).optional();
            }
        });
    }
}

xml::element!(Adapter);

fn scsi_host(node: &Node) -> Result<ScsiHost> {
    match (node.attr("name"), node.first("parentaddr")) {
        (Some(_), Some(_)) => {
            Err(node.error("Both 'name' and 'parentaddr' cannot be specified for the 'scsi_host' adapter"))
        }
        (Some(name), None) => Ok(ScsiHost::Name(name.to_owned())),
        (None, Some(parent)) => {
            let unique_id = parent.attr("unique_id").and_then(u32::from_xml);
            let unique_id =
                unique_id.ok_or_else(|| parent.error("Missing or invalid scsi adapter 'unique_id' value"))?;
            let address = parent.first("address");
            let address = address.ok_or_else(|| parent.error("Missing scsi_host PCI address element"))?;
            Ok(ScsiHost::Parent(ParentAddress { unique_id, address: address.element()? }))
        }
        (None, None) => Err(node.error("Either 'name' or 'parentaddr' must be specified for the 'scsi_host' adapter")),
    }
}

fn fc_host(node: &Node) -> Result<FcHost> {
    let host: FcHost = node.element()?;
    if host.wwnn.is_none() || host.wwpn.is_none() {
        return Err(node.error("'wwnn' and 'wwpn' must be specified for adapter type 'fc_host'"));
    }
    for (one, other, names) in [
        (&host.parent_wwnn, &host.parent_wwpn, ["parent_wwnn", "parent_wwpn"]),
        (&host.parent_wwpn, &host.parent_wwnn, ["parent_wwpn", "parent_wwnn"]),
    ] {
        if let (Some(value), None) = (one, other) {
            let [name, missing] = names;
            return Err(node.error(format!("when providing {name}='{value}', the {missing} must also be provided")));
        }
    }
    Ok(host)
}

/// A world-wide name: 16 hexadecimal digits.
mod wwn {
    use super::*;

    pub(super) fn parse(node: &Node, name: &str) -> Result<Option<String>> {
        match node.attr(name) {
            Some(text) if text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(Some(text.to_owned())),
            Some(text) => Err(node.error_of(ErrorKind::Internal, format!("Malformed wwn: {text}"))),
            None => Ok(None),
        }
    }

    pub(super) fn format(value: &Option<String>, name: &str, writer: &mut Writer) {
        value.format(name, writer);
    }
}
